// What the window shows right now: the newest snapshot, how it stands with the agent, and where the person is. One
// store; components read it and `action.ts` changes it. Snapshots replace one another, nothing is merged.

import * as host from './host';
import type { Agent } from './host';
import { age, ahead, duration, exactly, moment, secondsBetween } from './time';
import { languageOf, text, type Filling, type Language } from './words';
import type { Alternative, ProductView, ProviderView, Snapshot, Use, View } from './wire.gen';

/** How often ages are counted anew. They come from times already here: nothing is contacted. */
const TICK_MS = 30_000;

/** Where the person is: a place that others can name, their plan with the way back from there, or the first steps. */
export type Place = View | { view: 'plan'; use: Use | null; back: View } | { view: 'welcome' };

class Shown {
  snapshot = $state.raw<Snapshot | null>(null);
  agent = $state.raw<Agent>({ state: 'connecting' });
  view = $state.raw<Place>({ view: 'overview' });
  /** What came of the last thing asked, until the next. */
  notice = $state<string | null>(null);
  /** Takes the last thing asked back, where that can be done; until the next, or until the person goes elsewhere. */
  undo = $state.raw<(() => Promise<void>) | null>(null);
  /** A read that the person asked for is under way. */
  checking = $state(false);
  /** What a desktop without tray icons means has been said and put away; for as long as this window lives. */
  trayTold = $state(false);
  /** The list of keys is open. */
  keys = $state(false);
  /** The alternatives shown, in order; kept here so that number keys can open them. */
  offered = $state.raw<Alternative[]>([]);
  /** The time that ages are counted to, in milliseconds. */
  now = $state(Date.now());
  /** How far a drill's own clock is ahead of this one, in milliseconds. */
  #ahead = 0;

  language: Language = $derived(languageOf(this.snapshot?.language ?? navigator.language));

  /** Takes a new picture. */
  take(snapshot: Snapshot): void {
    // A drill's time runs fast, so its own moments are what its ages are counted to. Otherwise the wall clock is: the
    // picture itself may be minutes old.
    this.#ahead = snapshot.drill ? Date.parse(snapshot.at) - Date.now() : 0;
    this.snapshot = snapshot;
    this.tick();
  }

  /** Counts ages anew. */
  tick(): void {
    this.now = Date.now() + this.#ahead;
  }

  product(id: string): ProductView | undefined {
    return this.snapshot?.products.find((product) => product.id === id);
  }

  provider(id: string): ProviderView | undefined {
    return this.snapshot?.providers.find((provider) => provider.id === id);
  }
}

export const shown = new Shown();

/** Starts following, and counting while somebody can see it. Returns what ends the counting. */
export async function start(): Promise<() => void> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const count = () => {
    clearInterval(timer);
    timer = undefined;
    if (!document.hidden) {
      shown.tick();
      timer = setInterval(() => shown.tick(), TICK_MS);
    }
  };
  document.addEventListener('visibilitychange', count);
  count();
  await host.follow({
    snapshot: (snapshot) => shown.take(snapshot),
    show: ({ activation_token: _, ...view }) => {
      shown.view = view;
      shown.keys = false;
    },
    agent: (agent) => {
      shown.agent = agent;
    },
  });
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', count);
  };
}

/** A text in the window's language. */
export function t(key: string, filling: Filling = {}): string {
  return text(shown.language, key, filling);
}

/** A phrase as the beginning of a line. */
export function capital(phrase: string): string {
  return phrase.charAt(0).toLocaleUpperCase(shown.language) + phrase.slice(1);
}

/** How long ago, in words. */
export function ago(at: string): string {
  return age(shown.language, secondsBetween(at, shown.now));
}

/** How long since, in words. */
export function lasting(at: string): string {
  return duration(shown.language, secondsBetween(at, shown.now));
}

/** How far ahead, in words. */
export function until(at: string): string {
  return ahead(shown.language, at, shown.now);
}

/** A moment as people write it; its day is left out where it is that of `beside`, today if that is not given. */
export function when(at: string, beside?: string): string {
  return moment(shown.language, at, beside === undefined ? shown.now : Date.parse(beside));
}

/** A moment in full. */
export function inFull(at: string): string {
  return exactly(shown.language, at);
}

/** What to say of a question that failed: without an agent, that; else the agent's own sentence. */
export function explained(error: unknown): string {
  return shown.agent.state === 'following' ? host.sentence(error) : t('window-agent-not-there');
}

/** Still ahead of now. */
export function isAhead(at: string | null): at is string {
  return at !== null && Date.parse(at) > shown.now;
}
