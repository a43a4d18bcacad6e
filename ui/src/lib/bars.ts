// Days, hours and spans of what was, as shapes. Pure geometry: where a shape lies and what it stands for. Colours and
// words belong to whoever draws; the same shapes go on the page, into a saved picture and onto a canvas.

import type { HistoryDay, WeekHour } from './wire.gen';

/** What a shape stands for. What was not watched is never drawn as working. */
export type Tone = 'calm' | 'down' | 'partial' | 'degraded' | 'theirs' | 'unwatched';

/** A shape: a path, and what it stands for. */
export type Part = { tone: Tone; d: string };

/** A rectangle, in pixels. */
export type Box = { x: number; y: number; w: number; h: number };

/** Every tone, in the order in which a legend names them. */
export const TONES: Tone[] = ['down', 'partial', 'degraded', 'theirs', 'unwatched', 'calm'];

/** Tones that are drawn as lines; the others are filled. */
export const LINED: Tone[] = ['theirs', 'unwatched'];

/** Times in trouble at which a line helps the eye, in seconds. The last is a bar's full height. */
export const STEPS = [3600, 21_600, 86_400];

/** Room for what stands at the lines. */
export const MARGIN = 44;

const DAY = 86_400;
const LEAST = 3;
/** Less than this a day can't be told from the next. */
const NARROWEST = 6;

/** How high so many seconds of a day stand. Not in proportion: three quarters of an hour could not be seen. */
export function height(seconds: number, full: number): number {
  return seconds <= 0 ? 0 : full * Math.sqrt(Math.min(1, seconds / DAY));
}

/** Seconds that a day has had by `now`, in this computer's zone: 23 or 25 hours when the clocks change. */
export function dayLength(date: string, now: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [from, to] = [new Date(year, month - 1, day).getTime(), new Date(year, month - 1, day + 1).getTime()];
  return Math.max(0, (Math.min(to, now) - from) / 1000);
}

/** Seconds of a day that were watched and in trouble. */
export function troubled(day: HistoryDay): number {
  return day.major_s + day.partial_s + day.degraded_s;
}

/** Nothing was seen, and the provider itself reports trouble. */
export function isTheirs(day: HistoryDay): boolean {
  return troubled(day) === 0 && (day.reported_s > 0 || day.incidents > 0);
}

/** Less of the day was watched than can be put down to a restart. */
export function isPartlyWatched(day: HistoryDay, length: number): boolean {
  return day.watched_s > 0 && day.watched_s < length * 0.95;
}

/** Nothing is known of it, from anybody. */
export function isBlank(day: HistoryDay): boolean {
  return day.watched_s === 0 && day.incidents === 0 && day.reported_s === 0;
}

/** One day, of so many seconds, in this box. */
export function bar(day: HistoryDay, length: number, box: Box): Part[] {
  const parts: Part[] = [];
  const floor = box.y + box.h;
  let top = 0;
  let seconds = 0;
  const stack = (tone: 'down' | 'partial' | 'degraded', more: number) => {
    if (more <= 0) {
      return;
    }
    seconds += more;
    const next = Math.min(box.h, Math.max(top + LEAST, height(seconds, box.h)));
    parts.push(filled(tone, { x: box.x, y: floor - next, w: box.w, h: next - top }));
    top = next;
  };
  stack('down', day.major_s);
  stack('partial', day.partial_s);
  stack('degraded', day.degraded_s);
  if (isTheirs(day)) {
    top = Math.max(2 * LEAST, height(day.reported_s, box.h));
    parts.push({ tone: 'theirs', d: frame({ x: box.x, y: floor - top, w: box.w, h: top }) });
  }
  if (day.watched_s > 0 && troubled(day) === 0) {
    parts.push({ tone: 'calm', d: rect({ x: box.x, y: floor - LEAST, w: box.w, h: LEAST }) });
    top = Math.max(top, LEAST);
  }
  const gap = day.watched_s === 0 ? 1 : isPartlyWatched(day, length) ? 1 - day.watched_s / length : 0;
  const free = Math.min(gap * box.h, box.h - top - 1);
  if (free > LEAST) {
    parts.push({ tone: 'unwatched', d: hatch({ ...box, h: free }) });
  }
  return parts;
}

/** A shape that fills a box in the way of its tone: each has a pattern of its own. */
export function filled(tone: Tone, box: Box): Part {
  switch (tone) {
    case 'partial':
      return { tone, d: stripes(box) };
    case 'degraded':
      return { tone, d: chequers(box) };
    case 'theirs':
      return { tone, d: frame(box) };
    case 'unwatched':
      return { tone, d: hatch(box) };
    default:
      return { tone, d: rect(box) };
  }
}

/** One hour of the week in its cell: the larger the square, the larger the part of the time that was in trouble. */
export function cell(hour: WeekHour, box: Box): Part[] {
  const trouble = hour.down_s + hour.degraded_s;
  if (hour.watched_s === 0) {
    const reported: Part[] = hour.reported_s > 0 ? [{ tone: 'theirs', d: frame(inset(box, box.w / 4)) }] : [];
    return [{ tone: 'unwatched', d: hatch(box) }, ...reported];
  }
  if (trouble === 0) {
    return hour.reported_s > 0 ? [{ tone: 'theirs', d: frame(inset(box, box.w / 4)) }] : [];
  }
  // An area in proportion to the root of the part: rare trouble is the rule, and it should be seen.
  const side = Math.max(0.3, Math.min(1, (trouble / hour.watched_s) ** 0.25));
  const within = inset(box, (box.w * (1 - side)) / 2);
  return [filled(hour.down_s >= hour.degraded_s ? 'down' : 'degraded', within)];
}

/** Days in as many rows as their width needs: the first and the last of each row, and a box for each day. */
export type Layout = { rows: { first: number; last: number }[]; high: number; box: (index: number) => Box };

/** Lays out so many days in a picture this wide. */
export function laid(count: number, width: number): Layout {
  const room = Math.max(60, width - MARGIN);
  const perRow = Math.max(1, Math.ceil(count / Math.ceil((count * NARROWEST) / room)));
  const slot = room / perRow;
  const rows: Layout['rows'] = [];
  for (let first = 0; first < count; first += perRow) {
    rows.push({ first, last: Math.min(count, first + perRow) - 1 });
  }
  const full = rows.length === 1 ? 96 : 60;
  const pitch = full + 24;
  const box = (index: number) => ({
    x: MARGIN + (index % perRow) * slot,
    y: 6 + Math.floor(index / perRow) * pitch,
    w: Math.max(2, slot - 2),
    h: full,
  });
  return { rows, high: rows.length * pitch + 2, box };
}

/** What happened between two moments; still going on without the second. */
export type Span = { from: string; to: string | null };

/** How many, how long the longest took in seconds, and the four hours of the day in which most of them began, if so. */
export type Tally = { count: number; longest: number; usual: { from: number; to: number } | null };

/** Counts spans, up to `now`. */
export function tally(spans: Span[], now: number): Tally {
  const hours = new Array<number>(24).fill(0);
  let longest = 0;
  for (const { from, to } of spans) {
    const began = new Date(from);
    hours[began.getHours()]! += 1;
    longest = Math.max(longest, ((to === null ? now : Date.parse(to)) - began.getTime()) / 1000);
  }
  const within = (from: number) => [0, 1, 2, 3].reduce((sum, by) => sum + (hours[(from + by) % 24] ?? 0), 0);
  const from = hours.reduce((best, _, hour) => (within(hour) > within(best) ? hour : best), 0);
  // Two alike are chance.
  const usual = within(from) >= Math.max(3, spans.length / 2) ? { from, to: (from + 4) % 24 } : null;
  return { count: spans.length, longest, usual };
}

function inset({ x, y, w, h }: Box, by: number): Box {
  return { x: x + by, y: y + by, w: w - 2 * by, h: h - 2 * by };
}

function rect({ x, y, w, h }: Box): string {
  return `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`;
}

/** A rectangle's outline, within its box. */
function frame(box: Box): string {
  return rect(inset(box, 0.75));
}

/** Lies across: broken in part. */
function stripes({ x, y, w, h }: Box): string {
  let d = '';
  for (let at = h; at > 0; at -= 4) {
    const thick = Math.min(2.5, at);
    d += rect({ x, y: y + at - thick, w, h: thick });
  }
  return d;
}

/** Left and right by turns: degraded. */
function chequers({ x, y, w, h }: Box): string {
  let d = '';
  for (let at = h, left = true; at > 0; at -= 2.5, left = !left) {
    const thick = Math.min(2.5, at);
    d += rect({ x: left ? x : x + w / 2, y: y + at - thick, w: w / 2, h: thick });
  }
  return d;
}

/** Slanting lines, in step with those of the boxes beside it. */
export function hatch({ x, y, w, h }: Box): string {
  let d = '';
  const pitch = 5;
  for (let at = pitch - ((x + y) % pitch); at < w + h; at += pitch) {
    d += `M${n(x + Math.max(0, at - h))} ${n(y + Math.min(at, h))}L${n(x + Math.min(at, w))} ${n(y + Math.max(0, at - w))}`;
  }
  return d;
}

function n(value: number): number {
  return Math.round(value * 10) / 10;
}
