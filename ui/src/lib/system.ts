// Which system the window runs on, as far as the help for it differs.

export type System = 'linux' | 'windows' | 'macos';

/** The system that a web view names itself by. */
export function systemOf(agent: string): System {
  return /Windows/.test(agent) ? 'windows' : /Macintosh|Mac OS/.test(agent) ? 'macos' : 'linux';
}
