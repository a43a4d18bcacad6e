import { expect, test } from 'vitest';

import { day, days } from '../test/past';
import { bar, cell, dayLength, filled, hatch, height, laid, tally, TONES, type Tone } from './bars';

const BOX = { x: 10, y: 5, w: 8, h: 96 };

const tones = (parts: { tone: Tone }[]) => parts.map((part) => part.tone);

/** The lowest and the highest place that a path of rectangles touches. */
function reach(d: string): [number, number] {
  const rects = [...d.matchAll(/M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)/g)].map(([, y, h]) => [Number(y), Number(y) + Number(h)]);
  return [Math.min(...rects.map(([from]) => from!)), Math.max(...rects.map(([, to]) => to!))];
}

test('a longer time stands higher, three quarters of an hour can be seen, and a day is all there is', () => {
  const heights = [0, 60, 2880, 3600, 43_200, 86_400, 90_000].map((seconds) => Math.round(height(seconds, 100)));
  expect(heights).toEqual([0, 3, 18, 20, 71, 100, 100]);
});

test('what was watched is stacked, the worst at the bottom, and no more than the time it took', () => {
  const parts = bar(day('2026-03-01', { major_s: 3600, partial_s: 3600, degraded_s: 7200 }), 86_400, BOX);
  expect(tones(parts)).toEqual(['down', 'partial', 'degraded']);
  const [down, partial, degraded] = parts.map((part) => reach(part.d));
  expect(down![1]).toBeCloseTo(101);
  expect(partial![1]).toBeCloseTo(down![0], 0);
  expect(degraded![1]).toBeCloseTo(partial![0], 0);
  expect(101 - degraded![0]).toBeCloseTo(height(14_400, 96), 0);
});

test('what only the provider reports never stands on what was seen', () => {
  expect(tones(bar(day('2026-03-01', { major_s: 60, incidents: 3, reported_s: 80_000 }), 86_400, BOX))).toEqual(['down']);
  expect(tones(bar(day('2026-03-01', { incidents: 1 }), 86_400, BOX))).toEqual(['theirs', 'calm']);
});

test('a day of nobody is hatched from top to bottom, and one partly watched in part, above what was seen', () => {
  const whole = bar(day('2026-03-01', { watched_s: 0 }), 86_400, BOX);
  const half = bar(day('2026-03-01', { watched_s: 43_200, major_s: 43_200 }), 86_400, BOX);
  expect(tones(whole)).toEqual(['unwatched']);
  expect(tones(half)).toEqual(['down', 'unwatched']);
  expect(half[1]!.d.length).toBeLessThan(whole[0]!.d.length / 2);
});

test('a hatch stays within its box', () => {
  for (const [, x, y] of hatch(BOX).matchAll(/[ML]([\d.]+) ([\d.]+)/g)) {
    expect(Number(x)).toBeGreaterThanOrEqual(BOX.x);
    expect(Number(x)).toBeLessThanOrEqual(BOX.x + BOX.w);
    expect(Number(y)).toBeGreaterThanOrEqual(BOX.y);
    expect(Number(y)).toBeLessThanOrEqual(BOX.y + BOX.h);
  }
});

test('no two tones are told apart by colour alone', () => {
  const shapes = TONES.filter((tone) => tone !== 'calm').map((tone) => filled(tone, BOX).d);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('an hour that nobody watched is hatched even where its provider reports trouble', () => {
  const hour = { watched_s: 0, down_s: 0, degraded_s: 0, reported_s: 60 };
  expect(tones(cell(hour, BOX))).toEqual(['unwatched', 'theirs']);
  expect(tones(cell({ ...hour, watched_s: 3600 }, BOX))).toEqual(['theirs']);
  expect(tones(cell({ ...hour, watched_s: 3600, down_s: 60, degraded_s: 120 }, BOX))).toEqual(['degraded']);
  expect(cell({ ...hour, watched_s: 3600, reported_s: 0 }, BOX)).toEqual([]);
});

test('days break into rows where there is no room, and every day has its place within', () => {
  for (const [count, width, rows] of [[90, 752, 1], [90, 328, 2], [365, 752, 4], [365, 328, 8], [1, 20, 1]] as const) {
    const layout = laid(count, width);
    expect(layout.rows).toHaveLength(rows);
    expect(layout.rows.at(-1)?.last).toBe(count - 1);
    for (let index = 0; index < count; index += 1) {
      const box = layout.box(index);
      expect(box.x + box.w).toBeLessThanOrEqual(Math.max(width, 104) + 0.01);
      expect(box.y + box.h).toBeLessThanOrEqual(layout.high);
    }
  }
});

test('today is as long as it has come, and other days are whole', () => {
  const now = Date.parse('2026-03-10T03:02:00Z');
  expect(dayLength('2026-03-10', now)).toBe(36_120);
  expect(dayLength('2026-03-09', now)).toBe(86_400);
  expect(dayLength('2026-03-11', now)).toBe(0);
  expect(days(1)[0]?.watched_s).toBe(36_120);
});

test('spans are counted, and an hour is only called usual where most began about then', () => {
  const at = (hour: number, length = 1) => {
    const from = `2026-03-0${(hour % 9) + 1}T${String(hour).padStart(2, '0')}:30:00Z`;
    return { from, to: new Date(Date.parse(from) + length * 3_600_000).toISOString() };
  };
  const now = Date.parse('2026-03-10T03:02:00Z');
  expect(tally([], now)).toEqual({ count: 0, longest: 0, usual: null });
  // Jakarta is seven hours ahead: 22:30, 23:30 and 00:30 there.
  expect(tally([at(15), at(16, 3), at(17), at(2)], now)).toEqual({ count: 4, longest: 10_800, usual: { from: 21, to: 1 } });
  expect(tally([at(1), at(7), at(13), at(19)], now).usual).toBeNull();
  expect(tally([{ from: '2026-03-10T02:02:00Z', to: null }], now).longest).toBe(3600);
});
