// The person's rules as the settings show them: the values in force, and one way to change any of them. Each change is
// asked of the agent at once; what it refuses is kept beside the section that asked.

import * as host from './host';
import { explained, shown, t } from './shown.svelte';
import type { ShownSettings, WouldHave } from './wire.gen';

/** How far "you would have had" looks back, in days. */
const DAYS = 90;

/** The sections that change settings. */
export type Section = 'notify' | 'each' | 'quiet' | 'parts' | 'look' | 'privacy';

class Rules {
  settings = $state.raw<ShownSettings | null>(null);
  /** Why they could not be read. */
  failure = $state<string | null>(null);
  /** What was last refused, by section. */
  refused = $state<Partial<Record<Section, string>>>({});
  wouldHave = $state.raw<WouldHave | null>(null);
  #asked = 0;

  /** Asks for everything anew. An answer that is overtaken by a later question is nobody's. */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const settings = await host.rules();
      if (asked === this.#asked) {
        this.settings = settings;
        this.failure = null;
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.failure = explained(error);
      }
      return;
    }
    // A count that can't be had is left out: nothing depends on it.
    const count = await host.wouldHave(DAYS).catch(() => null);
    if (asked === this.#asked) {
      this.wouldHave = count;
    }
  }

  /** Changes one setting, or gives it back its default; answers whether that was done. It can be undone. */
  async set(section: Section, key: string, value: unknown): Promise<boolean> {
    this.refused = {};
    shown.notice = null;
    shown.undo = null;
    try {
      const { before } = await host.set(key, value);
      shown.notice = t('window-rules-saved');
      shown.undo = async () => void (await this.set(section, key, before));
    } catch (error) {
      this.refused = { [section]: explained(error) };
      return false;
    }
    await this.load();
    return true;
  }
}

export const rules = new Rules();

/** A number of seconds as it is written in the settings: "15m", "1h 30m", "off" for none. */
export function written(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : ''].filter((part) => part !== '');
  return seconds === 0 ? '0s' : seconds % 60 === 0 ? parts.join(' ') : `${seconds}s`;
}

/** The choices offered, with the value in force among them. */
export function offered(choices: number[], current: number): number[] {
  return [...new Set([...choices, current])].sort((a, b) => a - b);
}
