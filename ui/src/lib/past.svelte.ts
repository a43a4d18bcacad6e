// What was: the answers that the history view shows. Each is asked for by itself, so that one that fails leaves the
// others standing; nothing is asked twice without a reason.

import { flushSync } from 'svelte';

import * as host from './host';
import { explained } from './shown.svelte';
import type { Bars, Explained, History, Together, Week } from './wire.gen';

/** How far back one can look, in days. */
export const SPANS = [30, 90, 365];

/** Most products that are compared: the agent takes no more. */
export const MOST_TOGETHER = 12;

/** As many decisions as the agent tells at once. */
const MOST_DECISIONS = 200;

/** A question and what came of it. */
class Asked<T> {
  answer = $state.raw<T | null>(null);
  /** Why there is none, or no newer one. */
  failure = $state<string | null>(null);
  #about = '';
  #count = 0;

  /** Asks. What an earlier question about something else brought is gone at once; an answer that is overtaken by a later
   * question is nobody's. */
  async ask(about: string, question: () => Promise<T>): Promise<void> {
    const count = (this.#count += 1);
    if (about !== this.#about) {
      this.#about = about;
      this.forget();
    }
    try {
      const answer = await question();
      if (count === this.#count) {
        this.answer = answer;
        this.failure = null;
      }
    } catch (error) {
      if (count === this.#count) {
        this.failure = explained(error);
      }
    }
  }

  forget(): void {
    this.answer = null;
    this.failure = null;
  }
}

class Past {
  /** How far back; kept while the window is open. */
  days = $state(90);
  /** Watched products that are not compared, by id. */
  left = $state.raw<string[]>([]);

  /** All tables stand in the page, shown or not: it is or was to be printed. */
  paper = $state(false);

  history = new Asked<History>();
  decisions = new Asked<Explained[]>();
  week = new Asked<Week>();
  bars = new Asked<Bars[]>();
  together = new Asked<Together>();

  /** Makes the page ready for paper, at once: it is taken as it stands when this returns. */
  print(): void {
    flushSync(() => (this.paper = true));
  }

  /** Asks for all that concerns one product. */
  look(product: string, days: number): void {
    const about = `${product} ${days}`;
    void this.history.ask(about, () => host.history(product, days));
    void this.decisions.ask(product, () => host.decisions(product, MOST_DECISIONS));
    void this.week.ask(about, () => host.week(product, days));
  }

  /** Asks for the days of all that is watched. */
  lookAround(days: number): void {
    void this.bars.ask(String(days), () => host.bars(days));
  }

  /** Asks what failed together; of fewer than two there is nothing to ask. */
  compare(products: string[], days: number): void {
    if (products.length > 1) {
      void this.together.ask(`${products.join(' ')} ${days}`, () => host.together(products, days));
    } else {
      this.together.forget();
    }
  }
}

export const past = new Past();
