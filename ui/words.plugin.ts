// Leaves in the page only the words that the page says: the same files hold those of the tray, the notifications and the
// command line, which would be a third of the page. What is left is asked for under short names: each key stands there
// once for each language and once where it is used.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plugin } from 'vite';

const SOURCE = new URL('./src', import.meta.url).pathname;
const WORDS = new URL('../src-tauri/core/locales/en.ftl', import.meta.url).pathname;

/** Every key that stands quoted in the page's own source; the tests' files are not part of it. */
function said(): Set<string> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|\.gen\.ts$|^test\//.test(name),
  );
  const quoted = files.flatMap((name) => readFileSync(join(SOURCE, name), 'utf8').match(/(?<=['"`])[a-z][a-z0-9-]+(?=['"`])/g) ?? []);
  return new Set(quoted);
}

/** A Fluent file as its messages, each with its own lines; comments and empty lines are left out. */
function messages(source: string): Map<string, string> {
  const found = [...source.matchAll(/^(-?[a-z][\w-]*) *=.*(?:\n(?:[ \t]+.*|\}.*|)(?=\n|$))*/gm)];
  return new Map(found.map(([text, key]) => [key ?? '', text.replace(/\n\s*$/g, '')]));
}

/** What of a Fluent file the keys need: their messages, and those that these refer to. */
export function needed(source: string, keys: Set<string>): string {
  const all = messages(source);
  const wanted = new Set<string>();
  const want = (key: string): void => {
    const message = all.get(key);
    if (message === undefined || wanted.has(key)) {
      return;
    }
    wanted.add(key);
    for (const [, other] of message.matchAll(/\{ *(-?[a-z][\w-]*) *\}/g)) {
      want(other ?? '');
    }
  };
  keys.forEach(want);
  return [...all].filter(([key]) => wanted.has(key)).map(([, text]) => `${text}\n`).join('');
}

/** A short name for each key, the same for both languages and wherever it is used. One that is a single word keeps its
 * own: that word may stand quoted for something else. */
export function shortened(keys: Iterable<string>): Map<string, string> {
  const long = [...keys].filter((key) => key.includes('-')).sort();
  return new Map(long.map((key, index) => [key, `k${index.toString(36)}`]));
}

/** A Fluent file with its messages, and what refers to them, under their short names. */
export function renamed(source: string, names: Map<string, string>): string {
  return source
    .replace(/^([a-z][\w-]*)(?= *=)/gm, (key) => names.get(key) ?? key)
    .replace(/(?<=\{ *)[a-z][\w-]*(?= *\})/g, (key) => names.get(key) ?? key);
}

/** A source of the page with each key that stands quoted in it under its short name. */
export function asked(source: string, names: Map<string, string>): string {
  return source.replace(/(?<=(['"`]))[a-z][a-z0-9-]+(?=\1)/g, (key) => names.get(key) ?? key);
}

export function words(): Plugin {
  let keys = new Set<string>();
  let names = new Map<string, string>();
  return {
    name: 'words',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      keys = said();
      names = shortened(messages(readFileSync(WORDS, 'utf8')).keys());
    },
    load(id) {
      const [file, query] = id.split('?');
      if (query === 'raw' && file?.endsWith('.ftl')) {
        return `export default ${JSON.stringify(renamed(needed(readFileSync(file, 'utf8'), keys), names))}`;
      }
      return null;
    },
    transform(code, id) {
      return id.startsWith(SOURCE) && /\.(svelte|ts)$/.test(id) ? { code: asked(code, names), map: null } : null;
    },
  };
}
