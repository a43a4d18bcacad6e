// The page as it is built: small, of one origin, and in colours that can be told from their ground.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PLAIN, start, Visit } from './page';
import { policy } from './serve';
import { STATES } from './states';

const DIST = new URL('../dist/', import.meta.url);

/** All JavaScript of the page, gzipped, in bytes. */
const MOST_JAVASCRIPT = 80_000;

const assets = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/.test(name))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, DIST)) }));

test('its JavaScript is under 80 kB gzipped', () => {
  const scripts = assets.filter(({ name }) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, { bytes }) => sum + gzipSync(bytes, { level: 9 }).length, 0)).toBeLessThan(MOST_JAVASCRIPT);
});

test('nothing of it is of another origin', () => {
  // Names of vocabularies, and the place of explanations that the framework puts into the text of its errors.
  const names = /^http:\/\/www\.w3\.org\/|^https:\/\/svelte\.dev\/e\//;
  for (const { name, bytes } of assets) {
    const text = bytes.toString('utf8');
    const addresses = [...text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`)<]+/g)].map(([address]) => address);
    // An example of an address may stand in a field; it is asked of nobody.
    expect(addresses.filter((address) => !names.test(address) && new URL(address).hostname !== 'status.example.com'), name).toEqual([]);
    expect(text.match(/@import|url\((?!["']?data:)|src=["']?\/\/|href=["']?\/\//g) ?? [], name).toEqual([]);
  }
});

test('its own files are all that it is made of', () => {
  expect([...new Set(assets.map(({ name }) => name.replace(/^.*\./, '')))].sort()).toEqual(['css', 'html', 'js']);
  expect(policy).toMatch(/default-src 'none'.*script-src 'self'.*style-src 'self'/);
});

let browser: Browser;
beforeAll(async () => {
  browser = await start();
});
afterAll(() => browser.close());

type Colour = [number, number, number];

/** The relative luminance of WCAG 2. */
function luminance(colour: Colour): number {
  const [r, g, b] = colour.map(linear) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Linear light as three kinds of eyes see it, with a strength of one (Machado, Oliveira, Fernandes 2009). */
const EYES: Record<string, number[][]> = {
  'all cones': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  'no red cones': [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  'no green cones': [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  'no blue cones': [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** A colour as such eyes see it, in OKLab. */
function seen(colour: Colour, eyes: number[][]): Colour {
  const times = (rows: number[][], column: number[]) =>
    rows.map((row) => row.reduce((sum, part, index) => sum + part * (column[index] ?? 0), 0));
  const light = times(eyes, colour.map(linear)).map((part) => Math.min(1, Math.max(0, part)));
  const cones = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], light).map(Math.cbrt);
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones) as Colour;
}

const MARKS = ['operational', 'degraded', 'outage', 'maintenance', 'unknown'];
const TEXTS = ['ink', 'ink-soft'];
const GROUNDS = ['ground', 'raised', 'hover'];

/** Text in a colour of its own, which stands on these grounds alone. */
const COLOURED = [['outage', 'ground'], ['outage', 'raised'], ['drill', 'drill-ground']] as const;

/** Two colours of states are at least so far apart in OKLab; the first ones tried were 0.010 apart. */
const APART = 0.09;

describe.each(['light', 'dark'] as const)('in %s', (look) => {
  let colours: Record<string, Colour>;
  beforeAll(async () => {
    const visit = new Visit(browser, { ...PLAIN, look });
    await visit.go(STATES[0] ?? expect.unreachable('there are states'));
    colours = await visit.page.evaluate(
      (names) => {
        const probe = document.body.appendChild(document.createElement('i'));
        const computed = (name: string): Colour => {
          probe.style.color = `var(--${name})`;
          return getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).map(Number) as Colour;
        };
        return Object.fromEntries(names.map((name) => [name, computed(name)]));
      },
      [...MARKS, ...TEXTS, ...GROUNDS, ...COLOURED.flat(), 'line-strong'],
    );
    await visit.close();
  });
  const of = (name: string): Colour => colours[name] ?? expect.unreachable(`${name} has a colour`);

  test.each(MARKS.flatMap((mark) => GROUNDS.map((ground) => [mark, ground])))('the mark of %s stands out from %s', (mark, ground) => {
    expect(contrast(of(mark), of(ground))).toBeGreaterThanOrEqual(3);
  });

  test.each([...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)), ...COLOURED])(
    'text in %s can be read on %s',
    (text, ground) => {
      expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('the edge of a field stands out from its ground', () => {
    expect(contrast(of('line-strong'), of('ground'))).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(EYES))('no two states look alike to eyes with %s', (_, eyes) => {
    for (const [index, one] of MARKS.entries()) {
      for (const other of MARKS.slice(index + 1)) {
        const [a, b] = [seen(of(one), eyes), seen(of(other), eyes)];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${one} and ${other}`).toBeGreaterThan(APART);
      }
    }
  });

  test('a state is drawn in the colour that is measured here', async () => {
    const visit = new Visit(browser, { ...PLAIN, look });
    await visit.go(STATES[0] ?? expect.unreachable('there are states'));
    const drawn = await visit.page.evaluate(() => {
      const mark = document.querySelector('svg.major_outage');
      return mark && getComputedStyle(mark).color.match(/\d+/g)?.slice(0, 3).map(Number);
    });
    expect(drawn).toEqual(of('outage'));
    await visit.close();
  });
});
