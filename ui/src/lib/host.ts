// The only file that knows Tauri. Everything the page hears and everything it asks for passes here; nothing is
// polled, and things are opened by id: the one address that crosses is what a person pastes in the settings. A prompt
// and a message cross as text, to be copied or taken along, and are kept nowhere.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type {
  About,
  Bars,
  Changed,
  Explained,
  Explanation,
  Form,
  Found,
  History,
  PlanReport,
  Prompt,
  Ranked,
  Show,
  ShownSettings,
  SilenceSettings,
  Snapshot,
  Switched,
  Together,
  Use,
  Week,
  WireError,
  WouldHave,
} from './wire.gen';

/** How the window stands with the agent. Made by the window's own process, not by the agent. */
export type Agent =
  | { state: 'connecting' }
  | { state: 'following'; version: string }
  | { state: 'restarting'; attempt: number; most: number }
  | { state: 'upgrading' }
  | { state: 'gone'; why: string | null }
  | { state: 'quit' };

/** What the host tells, whenever it happens. */
export type Callbacks = {
  snapshot: (snapshot: Snapshot) => void;
  show: (show: Show) => void;
  agent: (agent: Agent) => void;
};

/** Hears snapshots, wishes to be shown and the agent's state; the newest of each at once. */
export async function follow(callbacks: Callbacks): Promise<void> {
  await Promise.all([
    listen<Snapshot>('snapshot', (event) => callbacks.snapshot(event.payload)),
    listen<Show>('show', (event) => callbacks.show(event.payload)),
    listen<Agent>('agent', (event) => callbacks.agent(event.payload)),
  ]);
  await invoke('follow');
}

/** Reads now: one product's feed, or all that are watched. Resolves when it has been read. */
export function checkNow(product: string | null): Promise<void> {
  return invoke('check_now', { product });
}

/** Tells nothing about one product, or about any, for so many seconds; 0 ends it. */
export function snooze(product: string | null, seconds: number): Promise<string | null> {
  return invoke('snooze', { product, seconds });
}

/** Tells once when this product is back; `wanted: false` takes the wish back. */
export function tellMe(product: string, wanted: boolean): Promise<string | null> {
  return invoke('tell_me', { product, wanted });
}

/** Alternatives to a product, or for a use, best first; `look`: for tools on this computer, too. */
export function alternatives(product: string | null, use: Use | null, look: boolean): Promise<Ranked> {
  return invoke('alternatives', { product, use, look });
}

/** What of a text goes along as a prompt: nothing that cannot be seen. Null where nothing of it can be. */
export function asPrompt(text: string): Promise<Prompt | null> {
  return invoke('as_prompt', { text });
}

/** Where to go, what fails, for which task, and what goes along. */
export type Going = { to: string | null; product: string | null; use: Use | null; text: Prompt; copyOnly: boolean };

/** Copies the prompt first, then opens the tool with it where it can take it. */
export function goElsewhere(going: Going): Promise<Switched> {
  return invoke('switch', going);
}

/** Copies a text that Siaga made; it stays until another program copies something. */
export function copy(text: string): Promise<string | null> {
  return invoke('copy', { text });
}

/** What is on the clipboard. Where the system does not let the page read it, that is an error. */
export function clipboard(): Promise<string> {
  return navigator.clipboard.readText();
}

/** A message for the team about a product, in `en` or `id`. */
export function message(product: string, language: string, form: Form): Promise<string> {
  return invoke('message', { product, language, form });
}

/** The person's plans, and whether they would hold now. */
export function plan(): Promise<PlanReport> {
  return invoke('plan');
}

/** The person's choices for a task, the first first; none takes the plan away. */
export function setPlan(use: Use, order: string[]): Promise<string | null> {
  return invoke('set_plan', { use, order });
}

/** The person has made sure today that their account works; `confirmed: false` takes that back. */
export function account(product: string, confirmed: boolean): Promise<string | null> {
  return invoke('account', { product, confirmed });
}

/** Is it them or me? `probe` asks the product itself, once; null leaves that to the settings. */
export function why(product: string, probe: boolean | null): Promise<Explanation> {
  return invoke('why', { product, probe });
}

/** Opens a product's own address in the person's browser. */
export function openProduct(id: string): Promise<string | null> {
  return invoke('open_product', { id });
}

/** Opens a provider's status page in the person's browser. */
export function openStatusPage(provider: string): Promise<string | null> {
  return invoke('open_status_page', { provider });
}

/** Reads a provider's feed where it moved to from now on. */
export function acceptMove(provider: string): Promise<string | null> {
  return invoke('accept_move', { provider });
}

/** Looks what status is published at an address, without keeping it. */
export function detect(url: string, internal: boolean): Promise<Found> {
  return invoke('detect', { url, internal });
}

/** Makes what is found at an address a provider of the person's own, and watches it. */
export function addProvider(url: string, internal: boolean): Promise<string | null> {
  return invoke('add_provider', { url, internal });
}

/** Takes a provider of the person's own away. */
export function removeProvider(provider: string): Promise<string | null> {
  return invoke('remove_provider', { provider });
}

/** Watches a product, or not any more. */
export function watch(product: string, watched: boolean): Promise<string | null> {
  return invoke('watch', { product, watched });
}

/** The settings that the page shows, as they are in force. */
export function rules(): Promise<ShownSettings> {
  return invoke('rules');
}

/** Changes one setting; null takes the person's value away, so that the default counts. */
export function set(key: string, value: unknown): Promise<Changed> {
  return invoke('set', { key, value });
}

/** Tells nothing of what this matches, until it ends. */
export function addSilence(silence: SilenceSettings): Promise<string | null> {
  return invoke('add_silence', { silence });
}

/** Takes a silence back. */
export function removeSilence(silence: SilenceSettings): Promise<string | null> {
  return invoke('remove_silence', { silence });
}

/** The newest decisions about a product and why they were made, newest first. */
export function decisions(product: string, limit: number): Promise<Explained[]> {
  return invoke('decisions', { product, limit });
}

/** What would have been told of the last days with the settings as they are. */
export function wouldHave(days: number): Promise<WouldHave> {
  return invoke('would_have', { days });
}

/** The newest decisions about everything. */
export function allDecisions(limit: number): Promise<Explained[]> {
  return invoke('decisions', { product: null, limit });
}

/** A product's last days, its outages, and what its provider reported. */
export function history(product: string, days: number): Promise<History> {
  return invoke('history', { product, days });
}

/** The same as comma-separated values. */
export function historyCsv(product: string, days: number): Promise<string> {
  return invoke('history_csv', { product, days });
}

/** The last days of all that is watched, in the person's order. */
export function bars(days: number): Promise<Bars[]> {
  return invoke('bars', { days });
}

/** The hours of the week at which a product was in trouble. */
export function week(product: string, days: number): Promise<Week> {
  return invoke('week', { product, days });
}

/** What failed at the same time. */
export function together(products: string[], days: number): Promise<Together> {
  return invoke('together', { products, days });
}

/** What a history is saved as. */
export type SavedAs = 'csv' | 'json' | 'svg' | 'png';

/** Saves a product's history where the person's downloads are, a PNG given in base64. Answers with a sentence that names
 * the file. */
export function save(product: string, form: SavedAs, content: string): Promise<string> {
  return invoke('save', { product, form, content });
}

/** What this copy of Siaga is, what it can do here, and whom it has contacted. */
export function about(): Promise<About> {
  return invoke('about');
}

/** The report for whoever asks for help, without secrets. */
export function diagnose(): Promise<string[]> {
  return invoke('diagnose');
}

/** Sends one marked notification. */
export function testNotification(): Promise<string | null> {
  return invoke('test_notification');
}

/** Sends one marked message to a further output. */
export function testOutput(name: string): Promise<string | null> {
  return invoke('test_output', { name });
}

/** Starts the agent when the person logs in, or not any more. */
export function autostart(on: boolean): Promise<string | null> {
  return invoke('autostart', { on });
}

/** Starts a drill with a window of its own; of the plan for a task where one is named. */
export function startDrill(use: Use | null): Promise<string | null> {
  return invoke('start_drill', { use });
}

/** The person uses the window: a drill that is over leaves it open. */
export function touched(): Promise<void> {
  return invoke('touched');
}

/** Tries once more to reach or start the agent, after it was given up. */
export function tryAgain(): Promise<void> {
  return invoke('try_again');
}

/** The sentence in whatever a failed question throws. */
export function sentence(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String((error as WireError).message);
  }
  return String(error);
}
