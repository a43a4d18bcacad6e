import { describe, expect, test } from 'vitest';

import { age, ahead, dayName, dayOf, duration, hourName, moment, percent, secondsBetween, spelled } from './time';

const now = Date.parse('2026-03-10T03:02:00Z');

describe('durations', () => {
  test.each([
    [0, 'less than 1 min', 'kurang dari 1 menit'],
    [59, 'less than 1 min', 'kurang dari 1 menit'],
    [60, '1 min', '1 menit'],
    [48 * 60 + 59, '48 min', '48 menit'],
    [3600, '1 h', '1 jam'],
    [102 * 60, '1 h 42 min', '1 jam 42 menit'],
    [86_399, '23 h 59 min', '23 jam 59 menit'],
    [86_400, '1 d', '1 hari'],
    [3 * 86_400 + 4 * 3600 + 59 * 60, '3 d 4 h', '3 hari 4 jam'],
  ])('%d s is worded in at most two units', (seconds, english, indonesian) => {
    expect(duration('en', seconds)).toBe(english);
    expect(duration('id', seconds)).toBe(indonesian);
  });
});

test('an age under a minute is just now', () => {
  expect(age('en', 59)).toBe('just now');
  expect(age('id', 59)).toBe('baru saja');
  expect(age('en', 60)).toBe('1 min ago');
  expect(age('id', 120)).toBe('2 menit lalu');
});

test('a moment ahead is counted up to the next minute and never below zero', () => {
  expect(ahead('en', '2026-03-10T03:04:00Z', now)).toBe('in 2 min');
  expect(ahead('id', '2026-03-10T03:04:00Z', now)).toBe('2 menit lagi');
  expect(ahead('en', '2026-03-10T03:00:00Z', now)).toBe('in less than 1 min');
});

test('a moment of the future has no age', () => {
  expect(secondsBetween('2026-03-10T03:09:00Z', now)).toBe(0);
});

test('a moment is a time of day, with the day only when it is another', () => {
  expect(moment('en', '2026-03-10T02:12:00Z', now)).toBe('09:12');
  expect(moment('id', '2026-03-10T02:12:00Z', now)).toBe('09.12 WIB');
  expect(moment('en', '2026-03-09T02:12:00Z', now)).toBe('9 Mar, 09:12');
  expect(moment('en', '2025-12-31T02:12:00Z', now)).toBe('31 Dec 2025, 09:12');
  expect(moment('en', '2026-03-09T17:00:00Z', now)).toBe('00:00');
});

test('a day of the calendar is named as it stands there, with its year where that is another', () => {
  expect(dayName('en', '2026-02-28', now)).toBe('28 February');
  expect(dayName('id', '2025-12-31', now, 'short')).toBe('31 Des 2025');
});

test('a moment belongs to the day that it is here', () => {
  expect(dayOf('2026-03-09T17:00:00Z')).toBe('2026-03-10');
  expect(dayOf('2026-03-09T16:59:59Z')).toBe('2026-03-09');
});

test('an hour is written with the mark of its language', () => {
  expect([hourName('en', 7), hourName('id', 20)]).toEqual(['07:00', '20.00']);
});

test('lengths are spelled out so that they can be spoken', () => {
  expect([59, 60, 2880, 3600, 6120, 90_000].map((seconds) => spelled('en', seconds))).toEqual([
    'less than 1 min',
    '1 minute',
    '48 minutes',
    '1 hour',
    '1 hour 42 minutes',
    '25 hours',
  ]);
  expect(spelled('id', 6120)).toBe('1 jam 42 menit');
});

test('what is almost all is never called all', () => {
  expect([1, 0.999999, 0.99245, 0.5].map((part) => percent('en', part))).toEqual(['100', '99.99', '99.24', '50']);
  expect(percent('id', 0.992451)).toBe('99,24');
});
