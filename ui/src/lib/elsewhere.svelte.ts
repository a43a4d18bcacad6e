// Going elsewhere: what the person takes along, and what came of it. The prompt lives here, in the memory of the page,
// and nowhere else: it ends with the window.

import { encodedLength } from './carried';
import * as host from './host';
import { explained, shown, t } from './shown.svelte';

/** Longest prompt, in bytes, as the core has it. */
export const LONGEST = 256 * 1024;

class Elsewhere {
  /** What the person has typed or pasted. */
  prompt = $state('');
  /** What came of the last press, as the agent says it. */
  said = $state('');
  /** Why the last press came to nothing. */
  failure = $state<string | null>(null);
  /** A press is under way. */
  busy = $state(false);

  /** There is something to take along. */
  given: boolean = $derived(this.prompt.trim() !== '');
  /** Longer than anybody takes it. */
  tooLong: boolean = $derived(new TextEncoder().encode(this.prompt).length > LONGEST);
  /** How long it is in a link. */
  length: number = $derived(encodedLength(this.prompt));

  /** What was said belongs to what was asked. */
  forget(): void {
    this.said = '';
    this.failure = null;
  }

  clear(): void {
    this.prompt = '';
    this.forget();
  }

  /** Takes a text as the prompt, without what cannot be seen; says so where that left something out. */
  async take(text: string): Promise<void> {
    this.prompt = text;
    this.forget();
    if (this.tooLong) {
      return;
    }
    try {
      const seen = (await host.asPrompt(text)) ?? '';
      if (this.prompt === text && seen !== text.replace(/\r\n?/g, '\n')) {
        this.prompt = seen;
        this.said = t('window-prompt-cleaned');
      }
    } catch {
      // It is looked at once more when it goes along.
    }
  }

  /** Goes to a tool with the prompt, or only copies it. Whatever happens, the prompt stays where it is. */
  async go(to: string | null, copyOnly = false): Promise<void> {
    if (this.busy) {
      return;
    }
    this.forget();
    if (this.tooLong) {
      this.failure = t('window-prompt-too-long');
      return;
    }
    if (copyOnly && !this.given) {
      this.failure = t('window-prompt-missing');
      return;
    }
    const { product, use } = shown.view.view === 'switch_to' ? shown.view : { product: null, use: null };
    this.busy = true;
    try {
      const switched = await host.goElsewhere({ to, product, use, text: this.prompt, copyOnly });
      this.said = switched.text;
    } catch (error) {
      this.failure = explained(error);
    } finally {
      this.busy = false;
    }
  }
}

export const elsewhere = new Elsewhere();
