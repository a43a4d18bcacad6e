// What a feed, a file or a person may bring that nobody drew the page for: endless names, other directions, markup,
// hundreds of parts. The layout holds, and text stays text.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { alternatives, incident, product, provider, snapshot, source } from '../src/test/sample';
import type { Snapshot } from '../src/lib/wire.gen';
import { answers, history, plans } from './answers';
import { expectNothingMisplaced, SIZES } from './look';
import { expectNoFaults, start, Visit } from './page';
import { flood, state, STATES, type State } from './states';

const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script> <b>bold</b> <a href="javascript:alert(3)">go</a> &lt;i&gt; {@html x} ';
const PLAIN = 'Plain words without anything that looks like the language that pages are written in, and as many of them. ';
const LONGEST = 20_000;

/** A text of a certain length. */
function lengthened(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

/** Everything that comes from a provider or a file, said with these words. */
function saying(name: string, words: string, text: string): Snapshot {
  return snapshot({
    products: snapshot().products.map((one) => ({
      ...one,
      name,
      held_text: one.held_text && words,
      components: one.components.map((part) => ({ ...part, name: words })),
    })),
    providers: snapshot().providers.map((one) => ({
      ...one,
      name,
      own: true,
      incidents: one.incidents.map((report) =>
        incident({ ...report, title: words, updates: [{ at: report.updated_at, stage: 'identified', text }] }),
      ),
      maintenances: one.maintenances.map((work) => ({ ...work, title: words })),
      source: { ...one.source, text: `${one.host ?? ''} ${words}`, why: words },
    })),
    problems: [words],
  });
}

/** The states in which such words are shown, said with these. */
function said(name: string, words: string, text: string): State[] {
  const told = { snapshot: saying(name, words, text) };
  const past = history('chatgpt');
  const more = {
    ...answers,
    history: { ...past, outages: past.outages.map((one) => ({ ...one, title: words })), incidents: past.incidents.map((one) => ({ ...one, title: words })) },
    alternatives: { use: null, says: [], text: words, alternatives: alternatives.map((one) => ({ ...one, name, text: words })) },
    plan: { ...plans, plans: plans.plans.map((one) => ({ ...one, text: words, steps: one.steps.map((step) => ({ ...step, name, text: words })) })) },
  };
  const shown = ['the overview in trouble', 'an incident', 'where to go instead, with a prompt', 'a plan', 'the history', 'the settings'];
  return STATES.filter((one) => shown.includes(one.name)).map((one) => ({ ...one, told: { ...one.told, ...told }, answers: more }));
}

const HOSTILE = said(lengthened(MARKUP, 300), MARKUP, lengthened(MARKUP, LONGEST));
const TAME = said(lengthened(PLAIN, 300), lengthened(PLAIN, MARKUP.length), lengthened(PLAIN, LONGEST));

let browser: Browser;
let visit: Visit;

beforeAll(async () => {
  browser = await start();
  visit = new Visit(browser);
});
afterAll(() => browser.close());

async function expectHolds(): Promise<void> {
  await expectNothingMisplaced(visit.page, 'at 900 px');
  await visit.page.setViewportSize(SIZES['at 360 px'] ?? { width: 360, height: 480 });
  await expectNothingMisplaced(visit.page, 'at 360 px');
  await expectNoFaults(visit);
}

/** How many elements of each kind there are. */
function elements(): Promise<Record<string, number>> {
  return visit.page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const { localName } of document.querySelectorAll('body *')) {
      counts[localName] = (counts[localName] ?? 0) + 1;
    }
    return counts;
  });
}

describe.each(HOSTILE.map((hostile, index) => ({ name: hostile.name, hostile, tame: TAME[index] ?? hostile })))(
  'markup in every word of $name',
  ({ hostile, tame }) => {
    test('makes no element that plain words do not make', async () => {
      await visit.go(tame);
      const plain = await elements();
      await visit.go(hostile);
      expect(await elements()).toEqual(plain);
      expect(plain).not.toHaveProperty('img');
    });

    test('leaves the layout whole', expectHolds);
  },
);

test('an update of 20,000 characters is there to its end, as it was written', async () => {
  const text = `${lengthened(MARKUP, LONGEST - 5)} end.`;
  const told = { snapshot: saying('OpenAI', 'Login', text) };
  await visit.go(state('an update', { view: 'product', id: 'chatgpt' }, { told, unfold: false }));
  const quote = visit.page.locator('figure').first();
  await quote.locator('button').click();
  expect(await quote.locator('blockquote').textContent()).toBe(text);
});

const UNBROKEN = lengthened('Unbroken', 300);
const RIGHT_TO_LEFT = 'خدمة المحادثة معطلة (ChatGPT) – \u202Eabc 12:30';
const MARKS = 'a\u0338\u0334\u0335'.repeat(40);

const TROUBLES: Record<string, State[]> = {
  'a name of 300 letters without a space': said(UNBROKEN, UNBROKEN, lengthened(UNBROKEN, LONGEST)),
  'words from right to left': said(RIGHT_TO_LEFT, RIGHT_TO_LEFT, lengthened(RIGHT_TO_LEFT, 400)),
  'letters with marks upon marks': said(MARKS, MARKS, MARKS),
  'forty incidents at once': [state('forty incidents', { view: 'product', id: 'chatgpt' }, { told: { snapshot: flood() } })],
  'five hundred parts': [
    state('five hundred parts', { view: 'product', id: 'chatgpt' }, { told: { snapshot: parts(500) } }),
    state('settings of five hundred parts', { view: 'settings' }, {
      told: { snapshot: parts(500) },
      answers: { rules: { ...(answers['rules'] as object), pages: [{ provider: 'openai', parts: parts(500).products[0]?.components ?? [] }] } },
    }),
  ],
};

/** A product of so many parts. */
function parts(count: number): Snapshot {
  const components = Array.from({ length: count }, (_, index) => ({
    id: `part-${index}`,
    name: `Region ${index % 40}, service ${index}`,
    status: index % 9 === 0 ? ('degraded' as const) : ('operational' as const),
  }));
  return snapshot({ products: [product('chatgpt', 'ChatGPT', 'degraded', { components })], providers: [provider('openai', 'OpenAI')] });
}

describe.each(Object.entries(TROUBLES))('%s', (_, states) => {
  test.each(states)('leave $name whole', async (one) => {
    await visit.go(one);
    await expectHolds();
  });
});

test('what a provider writes from right to left runs so, and turns nothing else round', async () => {
  const told = { snapshot: saying(RIGHT_TO_LEFT, RIGHT_TO_LEFT, RIGHT_TO_LEFT) };
  for (const view of [{ view: 'product', id: 'chatgpt' }, { view: 'overview' }]) {
    await visit.go(state('right to left', view, { told }));
    const loose = await visit.page.evaluate((words) => {
      const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const of = node.parentElement;
        // Within a sentence of ours that sentence's own direction rules.
        if (of && node.nodeValue?.trim() === words) {
          const { unicodeBidi, direction } = getComputedStyle(of);
          if (!['isolate', 'plaintext'].includes(unicodeBidi) || (of.lang !== '' && direction !== 'rtl')) {
            found.push(`${of.localName}.${of.className}`);
          }
        }
      }
      return [...new Set(found)];
    }, RIGHT_TO_LEFT);
    expect(loose).toEqual([]);
  }
});

test('a feed’s reason of a thousand letters leaves the page whole', async () => {
  const failing = source('unreadable', { text: `status.openai.com ${UNBROKEN}`, why: lengthened(UNBROKEN, 1000) });
  const told = { snapshot: snapshot({ products: [product('chatgpt', 'ChatGPT', 'unknown')], providers: [provider('openai', 'OpenAI', { source: failing })] }) };
  await visit.go(state('a long reason', { view: 'product', id: 'chatgpt' }, { told }));
  await expectHolds();
});
