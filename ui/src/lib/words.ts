// The words of the window, from the same Fluent files as the tray's and the notifications'. It formats; it does not
// choose the language.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

import en from '../../../src-tauri/core/locales/en.ftl?raw';
import id from '../../../src-tauri/core/locales/id.ftl?raw';

/** A language that Siaga speaks. */
export type Language = 'en' | 'id';

/** What a text is filled in with. */
export type Filling = Record<string, FluentVariable>;

/** The Fluent source of each language; for tests that compare them. */
export const sources: Record<Language, string> = { en, id };

const bundles: Record<Language, FluentBundle> = { en: bundle('en'), id: bundle('id') };

function bundle(language: Language): FluentBundle {
  // Both languages run left to right and so do the names filled in: marks of direction would only be copied along.
  const made = new FluentBundle(language, { useIsolating: false });
  made.addResource(new FluentResource(sources[language]));
  return made;
}

/** The language spoken for a tag such as `id-ID`; English for those that Siaga does not speak. */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().split(/[-_]/, 1)[0] === 'id' ? 'id' : 'en';
}

/**
 * A text by its key. A key that is missing shows as itself, and so does a name that is not filled in: visible, and
 * found by a test.
 */
export function text(language: Language, key: string, filling: Filling = {}): string {
  const message = bundles[language].getMessage(key);
  return message?.value ? bundles[language].formatPattern(message.value, filling, []) : key;
}
