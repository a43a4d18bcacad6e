// Siaga itself, as the agent last told: what it can do on this desktop, whom it has contacted, and where it keeps what
// it keeps. Asked when somebody looks and anew after a change; never by itself.

import * as host from './host';
import { explained } from './shown.svelte';
import type { About } from './wire.gen';

class AboutSiaga {
  /** The newest answer; it stays where a later question fails. */
  value = $state.raw<About | null>(null);
  /** Why the last question had no answer. */
  failure = $state<string | null>(null);
  /** A question is under way. */
  asking = $state(false);
  #asked = 0;

  /** Asks anew. An answer that is overtaken by a later question is nobody's. */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    this.asking = true;
    try {
      const value = await host.about();
      if (asked === this.#asked) {
        this.value = value;
        this.failure = null;
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.failure = explained(error);
      }
    } finally {
      if (asked === this.#asked) {
        this.asking = false;
      }
    }
  }
}

export const about = new AboutSiaga();
