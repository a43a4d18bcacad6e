// Ages, durations and moments in words. The time now is always an argument; nothing here reads a clock.

import { text, type Language } from './words';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A winter's and a summer's day, by whose clocks zones are told apart. */
const HALVES = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];

/** Whole seconds from `from` to `to`, never negative. */
export function secondsBetween(from: string, to: number): number {
  return Math.max(0, Math.floor((to - Date.parse(from)) / 1000));
}

/** A length of time in at most two units: "48 min", "1 h 42 min", "3 d 4 h". Seconds would be old before they are read. */
export function duration(language: Language, seconds: number): string {
  if (seconds < MINUTE) {
    return text(language, 'window-under-a-minute');
  }
  if (seconds < HOUR) {
    return text(language, 'window-minutes', { minutes: Math.floor(seconds / MINUTE) });
  }
  if (seconds < DAY) {
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    return minutes === 0
      ? text(language, 'window-hours', { hours })
      : text(language, 'window-hours-minutes', { hours, minutes });
  }
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  return hours === 0
    ? text(language, 'window-days', { days })
    : text(language, 'window-days-hours', { days, hours });
}

/** How long ago, in words; under a minute it is "just now". */
export function age(language: Language, seconds: number): string {
  return seconds < MINUTE
    ? text(language, 'window-ago-now')
    : text(language, 'window-ago', { duration: duration(language, seconds) });
}

/** How far ahead, in words. */
export function ahead(language: Language, at: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
  return text(language, 'window-in', { duration: duration(language, seconds) });
}

/** A moment as people write it: the time of day, with the day when that is not the day of `now`. */
export function moment(language: Language, at: string, now: number): string {
  const when = new Date(at);
  const today = new Date(now);
  const clock = clockOf(language, when);
  if (when.toDateString() === today.toDateString()) {
    return clock;
  }
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  if (when.getFullYear() !== today.getFullYear()) {
    format.year = 'numeric';
  }
  return `${dates(language, format).format(when)}, ${clock}`;
}

/** A day such as `2026-11-22` as people write it, with its year where that is not the year of `now`. */
export function dayName(language: Language, date: string, now: number, month: 'long' | 'short' = 'long'): string {
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month, timeZone: 'UTC' };
  if (Number(date.slice(0, 4)) !== new Date(now).getFullYear()) {
    format.year = 'numeric';
  }
  return dates(language, format).format(new Date(`${date}T00:00:00Z`));
}

/** The day of a moment in this computer's zone: `2026-11-22`. */
export function dayOf(at: string): string {
  const when = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

/** An hour of the day as people write it: `20:00`. */
export function hourName(language: Language, hour: number): string {
  return `${String(hour).padStart(2, '0')}${language === 'id' ? '.' : ':'}00`;
}

/** A length of time in words that can be spoken: "48 minutes", "1 hour 42 minutes". */
export function spelled(language: Language, seconds: number): string {
  if (seconds < MINUTE) {
    return text(language, 'window-under-a-minute');
  }
  const of = (unit: 'hour' | 'minute', count: number) =>
    count === 0 ? '' : numbers(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  const hours = Math.floor(seconds / HOUR);
  return `${of('hour', hours)} ${of('minute', Math.floor((seconds % HOUR) / MINUTE))}`.trim();
}

/** A part of a whole in per cent, without the sign; rounded down, since what is almost all is not all. */
export function percent(language: Language, part: number): string {
  const hundredths = Math.floor(part * 10_000 + 1e-6);
  return numbers(language, { maximumFractionDigits: 2 }).format(hundredths / 100);
}

/** The days of the week by name, Monday first. */
export function weekdays(language: Language, width: 'short' | 'long'): string[] {
  const format = dates(language, { weekday: width, timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => format.format(new Date(Date.UTC(2024, 0, day))));
}

/** The next morning's hour after `now` that is at least `least` hours away: for those who sleep on it. */
export function morning(now: number, hour = 8, least = 4): Date {
  const at = new Date(now);
  at.setHours(hour, 0, 0, 0);
  while (at.getTime() - now < least * HOUR * 1000) {
    at.setDate(at.getDate() + 1);
  }
  return at;
}

/** The whole moment, zone included, for those who want to know exactly. */
export function exactly(language: Language, at: string): string {
  return dates(language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

function clockOf(language: Language, when: Date): string {
  const format = dates(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const parts = format.formatToParts(when);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const separator = language === 'id' ? '.' : ':';
  const zone = of('timeZoneName');
  // Indonesia has three zones and people name theirs; elsewhere one's own zone goes without saying.
  const named = language === 'id' && /^WI(B|TA|T)$/.test(zone) ? ` ${zone}` : '';
  return `${of('hour')}${separator}${of('minute')}${named}`;
}

// Making a form takes WebKit milliseconds, and a history names hundreds of days each time something new is known.
const madeDates = new Map<string, Intl.DateTimeFormat>();
const madeNumbers = new Map<string, Intl.NumberFormat>();
let zone = '';

function dates(language: Language, form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A form keeps the zone in which it was made, and people travel.
  const here = HALVES.map((at) => new Date(at).getTimezoneOffset()).join();
  if (here !== zone) {
    madeDates.clear();
    zone = here;
  }
  const key = `${language} ${JSON.stringify(form)}`;
  const made = madeDates.get(key) ?? new Intl.DateTimeFormat(locale(language), form);
  madeDates.set(key, made);
  return made;
}

function numbers(language: Language, form: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(form)}`;
  const made = madeNumbers.get(key) ?? new Intl.NumberFormat(locale(language), form);
  madeNumbers.set(key, made);
  return made;
}

function locale(language: Language): string {
  return language === 'id' ? 'id-ID' : 'en-GB';
}
