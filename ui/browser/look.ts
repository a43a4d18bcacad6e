// What can be seen of a page by measuring it: words that run out of the window or of their own box, are cut off, or lie
// over others; and what a person passes who goes through it by Tab. The functions that are handed to the page name nothing
// that stands outside of them.

import { expect } from 'vitest';
import type { Page } from 'playwright-core';

import { settled } from './page';

/** Fails where the layout does not hold; `how` names the circumstances. */
export async function expectNothingMisplaced(page: Page, how: string): Promise<void> {
  await settled(page);
  expect((await page.evaluate(misplaced)).map((fault) => `${how}: ${fault}`)).toEqual([]);
}

/** Widths and heights in CSS pixels: the narrowest window, the usual one at 200 %, a small screen at 400 %, a wide one. */
export const SIZES: Record<string, { width: number; height: number }> = {
  'at 360 px': { width: 360, height: 480 },
  'at 200 %': { width: 450, height: 320 },
  'at 400 %': { width: 320, height: 256 },
  'at 1600 px': { width: 1600, height: 900 },
};

/** Fails where the layout does not hold in one of the sizes, or in one of the first two with larger text. */
export async function expectNothingMisplacedInAnySize(page: Page): Promise<void> {
  for (const [how, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    await expectNothingMisplaced(page, how);
  }
  await page.evaluate(() => (document.documentElement.dataset['text'] = 'larger'));
  for (const [how, size] of Object.entries(SIZES).slice(0, 2)) {
    await page.setViewportSize(size);
    await expectNothingMisplaced(page, `${how}, text larger`);
  }
  await page.evaluate(() => (document.documentElement.dataset['text'] = 'normal'));
}

/** What is wrong with the layout as it stands, as sentences; none where all is well. */
function misplaced(): string[] {
  const faults: string[] = [];
  const window_px = document.documentElement.clientWidth;
  const page_px = document.scrollingElement?.scrollWidth ?? 0;
  if (page_px > window_px) {
    faults.push(`the page is ${page_px} px wide in a window of ${window_px} px`);
  }

  const modal = document.querySelector('dialog[open]');
  const floats = (element: Element): boolean => {
    for (let one: Element | null = element; one; one = one.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) {
        return true;
      }
    }
    return false;
  };
  const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

  const lines: { of: Element; left: number; right: number; top: number; bottom: number; text: string }[] = [];
  const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const of = node.parentElement;
    const text = node.nodeValue?.trim() ?? '';
    if (!of || text === '' || of.closest('.visually-hidden, option, script, style, title') || !of.checkVisibility({ visibilityProperty: true })) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const all = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
    // A name of hundreds of letters may end after some lines where it is but mentioned; one that people give may not.
    const clamp = text.length > 100 && getComputedStyle(of).webkitLineClamp !== 'none' ? of.getBoundingClientRect() : null;
    const boxes = clamp ? all.filter((box) => box.bottom <= clamp.bottom + 2) : all;

    // A box that can be scrolled may hold more than it shows; one that hides what is outside of it may not.
    let scrolled = false;
    for (let box: Element | null = of; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const frame = box.getBoundingClientRect();
      if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY)) {
        scrolled = true;
        break;
      }
      const cut = boxes.some(
        (line) =>
          (['hidden', 'clip'].includes(style.overflowX) && (line.right > frame.right + 1 || line.left < frame.left - 1)) ||
          (['hidden', 'clip'].includes(style.overflowY) && (line.bottom > frame.bottom + 2 || line.top < frame.top - 2)),
      );
      const control = box.matches('button, summary, kbd, td, th') || box.classList.contains('button');
      const out = control && boxes.some((line) => line.right > frame.right + 1 || line.left < frame.left - 1 || line.bottom > frame.bottom + 3);
      if (cut || out) {
        faults.push(`“${shown(text)}” is ${cut ? 'cut off by' : 'larger than'} its ${box.tagName.toLowerCase()}`);
        break;
      }
    }
    if (!scrolled && boxes.some((line) => line.right > window_px + 1 || line.left < -1)) {
      faults.push(`“${shown(text)}” runs out of the window`);
    }
    if (!scrolled && !floats(of)) {
      lines.push(...boxes.map(({ left, right, top, bottom }) => ({ of, left, right, top, bottom, text })));
    }
  }

  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.top >= one.bottom) {
        break;
      }
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      // Letters of neighbouring lines reach into one another's boxes by nature.
      if (wide > 2 && high > 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top) && one.of !== other.of) {
        faults.push(`“${shown(one.text)}” and “${shown(other.text)}” lie over one another`);
      }
    }
  });
  return [...new Set(faults)].slice(0, 12);
}

/** Fails where something that can be used is not passed by Tab, or does not show that one is there. */
export async function expectAllReachedByTab(page: Page): Promise<void> {
  const count = await page.evaluate(watchFocus);
  // Once round, wherever it begins, with the window's own frame in between.
  for (let press = 0; press < count + 4; press += 1) {
    await page.keyboard.press('Tab');
  }
  expect(await page.evaluate(() => window.passing?.())).toEqual([]);
}

declare global {
  interface Window {
    /** What was passed by without being reached or seen, as sentences. */
    passing?: () => string[];
  }
}

/** Begins to note what the focus passes; answers how many things it should. */
function watchFocus(): number {
  const within = document.querySelector('dialog[open]') ?? document.body;
  const named = (one: Element): string => `${one.tagName.toLowerCase()} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)}”`;
  const usable = [...within.querySelectorAll<HTMLElement | SVGElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [inert] *'),
  );
  // One Tab enters a group of choices, in which arrows go on.
  const inGroup = (one: Element): boolean => one.closest('[role="radiogroup"], [role="tablist"], [role="toolbar"], [role="grid"], [role="listbox"]') !== null;
  const isChoice = (one: Element): boolean => one instanceof HTMLInputElement && one.type === 'radio';
  const due = usable.filter((one) => one.tabIndex >= 0 && !isChoice(one));
  const faults = usable
    .filter((one) => one.tabIndex < 0 && one.matches('a, button, input, select, textarea, summary') && !inGroup(one))
    .map((one) => `${named(one)} is left out of the order`);

  // In a drawing it is the shapes themselves that show it.
  const ring = (one: Element): string =>
    [one, ...(one instanceof SVGElement ? one.children : [])]
      .map((part) => getComputedStyle(part))
      .map(({ outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth }) =>
        [outlineStyle === 'none' ? '' : outlineWidth, boxShadow, stroke, strokeWidth].join(' '),
      )
      .join();
  if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
  const calm = new Map<Element, string>(usable.map((one) => [one, ring(one)]));
  const reached = new Set<Element>();
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && !reached.has(target)) {
      reached.add(target);
      if (calm.get(target) === ring(target)) {
        faults.push(`${named(target)} does not show that one is there`);
      }
    }
  });
  window.passing = () => [...faults, ...due.filter((one) => !reached.has(one) && one.isConnected).map((one) => `${named(one)} is not reached`)];
  return due.length;
}
