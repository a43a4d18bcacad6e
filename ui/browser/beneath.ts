// What lies beneath the page in a test: a host that answers from a table and tells what it is given to tell, in the
// place of the window's own process. The page's real `host.ts` speaks to it.

import type { Agent } from '../src/lib/host';
import type { Snapshot } from '../src/lib/wire.gen';

/**
 * What each command is answered, by its name or by `name:product`. An answer of the form `{ refused: .. }` is thrown; one
 * that is `'never'` does not come.
 */
export type Answers = Record<string, unknown>;

/** All that the page hears. */
export type Told = {
  snapshot: Snapshot | null;
  agent: Agent;
  /** The view that it is asked to show: one of the wire's, or a further place of the page. */
  show: { view: string; [detail: string]: unknown } | null;
};

export type Beneath = {
  answers: Answers;
  told: Told;
  /** Both languages in Fluent, for the page that takes its words from outside. */
  words: { en: string; id: string } | null;
};

/** What was seen from beneath. */
export type Seen = {
  /** The commands asked, in order. */
  asked: { command: string; args: Record<string, unknown> }[];
  /** What must not happen: a command without an answer, something that the policy forbids. */
  faults: string[];
  /** Tells the page something. */
  tell: (event: string, payload: unknown) => void;
};

declare global {
  interface Window {
    seen: Seen;
    wordsFromOutside: { en: string; id: string } | null;
    __TAURI_INTERNALS__: unknown;
  }
}

/** Runs in the page before anything of its own does; so it may name nothing that stands outside of it. */
export function lie({ answers, told, words }: Beneath): void {
  const callbacks = new Map<number, (event: unknown) => void>();
  const listening: { event: string; callback: number }[] = [];
  const seen: Seen = {
    asked: [],
    faults: [],
    tell: (event, payload) => {
      for (const one of listening.filter((one) => one.event === event)) {
        callbacks.get(one.callback)?.({ event, id: one.callback, payload });
      }
    },
  };
  const answer = async (command: string, args: Record<string, unknown>): Promise<unknown> => {
    if (command === 'plugin:event|listen') {
      return listening.push({ event: String(args['event']), callback: Number(args['handler']) });
    }
    if (command === 'plugin:event|unlisten') {
      return null;
    }
    seen.asked.push({ command, args });
    if (command === 'follow') {
      for (const [event, payload] of Object.entries(told)) {
        if (payload !== null) {
          seen.tell(event, payload);
        }
      }
      return null;
    }
    const named = `${command}:${String(args['product'])}`;
    const given = named in answers ? answers[named] : answers[command];
    if (given === undefined) {
      seen.faults.push(`nothing is known to answer to ${command} ${JSON.stringify(args)}`);
      throw { code: 'failed', message: `Nobody answers ${command}.` };
    }
    if (given === 'never') {
      return new Promise(() => {});
    }
    if (typeof given === 'object' && given !== null && 'refused' in given) {
      throw given.refused;
    }
    return structuredClone(given);
  };
  let last = 0;
  window.__TAURI_INTERNALS__ = {
    metadata: { currentWindow: { label: 'main' }, currentWebview: { label: 'main', windowLabel: 'main' } },
    transformCallback: (callback: (event: unknown) => void) => {
      callbacks.set(++last, callback);
      return last;
    },
    unregisterCallback: (id: number) => callbacks.delete(id),
    invoke: (command: string, args: Record<string, unknown> = {}) => answer(command, args),
  };
  window.__TAURI_EVENT_PLUGIN_INTERNALS__ = { unregisterListener: () => {} };
  window.seen = seen;
  window.wordsFromOutside = words;
  document.addEventListener('securitypolicyviolation', (event) => {
    seen.faults.push(`the policy forbids ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
}
