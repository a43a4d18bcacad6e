// The keys of the window. Letters act only without Ctrl, Alt or Meta, and never while somebody is writing.

import * as action from './action';
import { elsewhere } from './elsewhere.svelte';
import { worst } from './order';
import { shown } from './shown.svelte';

/** The keys and the text that says what each does, for the list. */
export const KEYS: { keys: string[]; key: string }[] = [
  { keys: ['↓', '↑', 'j', 'k'], key: 'window-key-rows' },
  { keys: ['Enter'], key: 'window-key-enter' },
  { keys: ['s'], key: 'window-key-switch' },
  { keys: ['h'], key: 'window-key-history' },
  { keys: ['p'], key: 'window-key-plan' },
  { keys: ['r'], key: 'window-key-check' },
  { keys: ['n'], key: 'window-key-tell' },
  { keys: ['z'], key: 'window-key-snooze' },
  { keys: ['1–9'], key: 'window-key-open' },
  { keys: ['Ctrl ,', '⌘ ,'], key: 'window-key-settings' },
  { keys: ['/'], key: 'window-key-find' },
  { keys: ['Esc'], key: 'window-key-back' },
  { keys: ['?'], key: 'window-key-sheet' },
];

/** Acts on a key, and says that it did by stopping the event there. */
export function press(event: KeyboardEvent): void {
  if (event.key === ',' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.defaultPrevented && !shown.keys) {
    // The one that systems agree on; it goes there from a field too.
    action.settings();
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
    return;
  }
  if (shown.keys) {
    // The list is a dialog of its own: it closes itself on Esc.
    return;
  }
  if (act(event.key)) {
    event.preventDefault();
  }
}

function act(key: string): boolean {
  const here = current();
  switch (key) {
    case 's':
      action.switchTo(here);
      return true;
    case 'h':
      action.history(here);
      return true;
    case 'p':
      action.plan();
      return true;
    case 'r':
      void action.checkNow(here);
      return true;
    case 'n': {
      const one = here ?? (shown.snapshot && worst(shown.snapshot)?.id);
      if (one) {
        void action.toggleTellMe(one);
      }
      return true;
    }
    case 'z':
      void action.toggleSnooze(here);
      return true;
    case 'Escape':
      action.back();
      return true;
    case '/':
      return find();
    case '?':
      shown.keys = true;
      return true;
    case 'ArrowDown':
    case 'j':
      return step(1);
    case 'ArrowUp':
    case 'k':
      return step(-1);
    case 'Home':
      return step(-Infinity);
    case 'End':
      return step(Infinity);
    default:
      return open(key);
  }
}

/** The product meant: the one shown, else the one whose row, or what stands in it, has the focus. */
function current(): string | null {
  if (shown.view.view === 'product') {
    return shown.view.id;
  }
  if (shown.view.view === 'overview') {
    return document.activeElement?.closest<HTMLElement>('[data-product]')?.dataset.product ?? null;
  }
  return shown.view.view === 'switch_to' ? shown.view.product : null;
}

/** Goes to the first field that finds something. */
function find(): boolean {
  const field = document.querySelector<HTMLElement>('[type="search"]');
  field?.focus();
  return field !== null;
}

function step(by: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(isReachable);
  if (rows.length === 0) {
    return false;
  }
  const from = rows.indexOf(document.activeElement as HTMLElement);
  // From outside, a step down enters at the top and a step up at the bottom.
  const to = from === -1 && by === 1 ? 0 : from === -1 && by === -1 ? rows.length - 1 : from + by;
  rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
  return true;
}

function open(key: string): boolean {
  const offered = shown.view.view === 'switch_to' && /^[1-9]$/.test(key) ? shown.offered[Number(key) - 1] : undefined;
  if (!offered?.url) {
    return false;
  }
  void elsewhere.go(offered.product);
  return true;
}

/** Rows of a closed list are not reached. */
function isReachable(row: HTMLElement): boolean {
  const closed = row.closest('details:not([open])');
  return closed === null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
