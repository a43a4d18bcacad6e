// What the person can do, each once: buttons and keys call the same functions. Every one asks the host and says what
// came of it.

import { about } from './about.svelte';
import * as host from './host';
import { worst } from './order';
import { explained, isAhead, shown, t } from './shown.svelte';
import type { Language, SilenceSettings, Use } from './wire.gen';

/** How long a snooze from the window lasts, in seconds. */
export const SNOOZE_S = 3600;

export function overview(): void {
  shown.view = { view: 'overview' };
}

export function product(id: string): void {
  shown.view = { view: 'product', id };
}

/** Goes to "Switch to" for a product; without one for the watched product that is worst off, if any. */
export function switchTo(id: string | null = null, use: Use | null = null): void {
  const failing = id ?? (shown.snapshot && worst(shown.snapshot)?.id) ?? null;
  shown.view = { view: 'switch_to', product: failing, use };
}

/** Goes to the person's plan, for a task where one is in hand; the way back leads where they are. */
export function plan(use: Use | null = null): void {
  if (shown.view.view !== 'plan') {
    shown.view = { view: 'plan', use, back: shown.view.view === 'welcome' ? { view: 'overview' } : shown.view };
  }
}

/** Goes back: from the plan to where the person came from, else to the overview. */
export function back(): void {
  shown.view = shown.view.view === 'plan' ? shown.view.back : { view: 'overview' };
}

/** Goes to what was: of one product, else of the one in view, else of the first. */
export function history(id: string | null = null): void {
  const here = shown.view.view === 'product' ? shown.view.id : null;
  shown.view = { view: 'history', product: id ?? here };
}

/** Goes to the first steps. */
export function welcome(): void {
  shown.view = { view: 'welcome' };
}

/** Ends the first steps, done or skipped: they do not come by themselves again. */
export async function endWelcome(): Promise<void> {
  overview();
  await say(host.set('window.welcome', false).then(() => null));
}

/** Starts the example drill, in a window of its own. */
export async function drill(): Promise<boolean> {
  return say(host.startDrill(null));
}

export function settings(): void {
  shown.view = { view: 'settings' };
}

/** Watches a product, or not any more; answers whether that was done. That can be undone. */
export async function watch(id: string, watched: boolean): Promise<boolean> {
  return undoably(host.watch(id, watched), async () => void (await watch(id, !watched)));
}

/** Takes a provider of the person's own away; answers whether that was done. */
export async function removeProvider(id: string): Promise<boolean> {
  return say(host.removeProvider(id));
}

/** Reads now: one product, or all that are watched. */
export async function checkNow(id: string | null = null): Promise<void> {
  if (shown.checking) {
    return;
  }
  shown.checking = true;
  shown.notice = null;
  try {
    await host.checkNow(id);
    shown.notice = t('window-checked');
  } catch (error) {
    shown.notice = explained(error);
  } finally {
    shown.checking = false;
  }
}

/** Speaks this language, or that of the computer; answers whether that was done. */
export async function language(language: Language): Promise<boolean> {
  return say(host.set('language', language).then(() => null));
}

/** Starts the agent at login, or not any more; answers whether that was done. That can be undone. */
export async function autostart(on: boolean): Promise<boolean> {
  const done = await undoably(host.autostart(on), async () => void (await autostart(!on)));
  if (done) {
    await about.load();
  }
  return done;
}

/** Pauses notifications for one product, or all, for this long. */
export async function snooze(id: string | null, seconds: number): Promise<boolean> {
  return say(host.snooze(id, seconds));
}

/** Tells nothing of what this matches, until it ends. That can be undone. */
export async function addSilence(silence: SilenceSettings): Promise<boolean> {
  return undoably(host.addSilence(silence), async () => void (await removeSilence(silence)));
}

/** Takes a silence back. That can be undone. */
export async function removeSilence(silence: SilenceSettings): Promise<boolean> {
  return undoably(host.removeSilence(silence), async () => void (await addSilence(silence)));
}

/** Pauses notifications for one product, or all; ends the pause where there is one. */
export async function toggleSnooze(id: string | null = null): Promise<void> {
  const until = id === null ? shown.snapshot?.snoozed_until : shown.product(id)?.snoozed_until;
  await say(host.snooze(id, isAhead(until ?? null) ? 0 : SNOOZE_S));
}

/** Asks to be told once when a product is back, or takes that back. */
export async function toggleTellMe(id: string): Promise<void> {
  const found = shown.product(id);
  if (found && (found.asked || found.status !== 'operational')) {
    await say(host.tellMe(id, !found.asked));
  }
}

export async function openProduct(id: string, name: string): Promise<void> {
  await say(host.openProduct(id), t('window-opened', { name }));
}

export async function openStatusPage(provider: string, name: string): Promise<void> {
  await say(host.openStatusPage(provider), t('window-opened-status-page', { name }));
}

/** Writes the person's choices for a task; answers whether that was done. */
export async function setPlan(use: Use, order: string[]): Promise<boolean> {
  return say(host.setPlan(use, order));
}

/** Notes that an account was made sure of today, or takes that back; answers whether that was done. */
export async function account(product: string, confirmed: boolean): Promise<boolean> {
  return say(host.account(product, confirmed));
}

/** Rehearses the plan for a task, in a window of its own. */
export async function rehearse(use: Use): Promise<void> {
  await say(host.startDrill(use));
}

/** Agrees that a provider's feed is read where it moved to. */
export async function acceptMove(provider: string): Promise<void> {
  await say(host.acceptMove(provider));
}

export async function tryAgain(): Promise<void> {
  await say(host.tryAgain());
}

/** The same, with a way back where it was done. */
async function undoably(asked: Promise<string | null>, back: () => Promise<void>): Promise<boolean> {
  const done = await say(asked);
  if (done) {
    shown.undo = back;
  }
  return done;
}

/** Shows the agent's own sentence, else `otherwise`, else nothing; answers whether it was done. */
async function say(asked: Promise<string | null | void>, otherwise: string | null = null): Promise<boolean> {
  shown.notice = null;
  shown.undo = null;
  try {
    shown.notice = (await asked) || otherwise;
    return true;
  } catch (error) {
    shown.notice = explained(error);
    return false;
  }
}
