// What becomes of a prompt at a tool, before the press: the core's own rule (`Prompt::carried`), counted here with every
// key. Both are held to `src-tauri/core/src/prompt/carried.json`.

import type { PromptUse, Room } from './wire.gen';

/** What is not shown, or not as it goes along: controls but line breaks and tabs, marks of direction, joiners. */
const UNSEEN = /[^\P{C}\n\t]|\p{Default_Ignorable_Code_Point}/u;

/** As long as a text is in a link: letters, digits and `-._~` are one each, every other byte of its UTF-8 is three. */
export function encodedLength(text: string): number {
  let length = 0;
  for (const byte of new TextEncoder().encode(text)) {
    length += isPlain(byte) ? 1 : 3;
  }
  return length;
}

function isPlain(byte: number): boolean {
  const letter = byte | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f ||
    byte === 0x7e
  );
}

/** What the first link that has room for it does with a prompt of this length; `too_long` where none has. */
export function becomes(links: Room[], length: number): PromptUse | 'too_long' {
  return links.find((link) => length <= link.limit)?.prompt ?? 'too_long';
}

/** Whether a text may hold what does not go along. The agent's side decides that; this says when to ask. */
export function mayHoldUnseen(text: string): boolean {
  return UNSEEN.test(text);
}
