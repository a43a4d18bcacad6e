// Ages, durations and moments in words. The time now is always an argument; nothing here reads a clock.

import { text, type Language } from './words';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
  return `${new Intl.DateTimeFormat(locale(language), format).format(when)}, ${clock}`;
}

/** The whole moment, zone included, for those who want to know exactly. */
export function exactly(language: Language, at: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

function clockOf(language: Language, when: Date): string {
  const format = new Intl.DateTimeFormat(locale(language), {
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

function locale(language: Language): string {
  return language === 'id' ? 'id-ID' : 'en-GB';
}
