// What a day of a history says in words: the same for who hears it, for the caption, and for the tables.

import { dayLength, isPartlyWatched, isTheirs, troubled } from '../lib/bars';
import { shown, t } from '../lib/shown.svelte';
import { dayName, duration, percent, spelled } from '../lib/time';
import type { HistoryDay } from '../lib/wire.gen';

/** Texts for a table: of each row its heading, then its cells. */
export type Rows = string[][];

/** A length of time for a table, where none is told too. */
export function brief(seconds: number): string {
  return seconds > 0 ? duration(shown.language, seconds) : '0';
}

/** A length of time, spelled out. */
export function long(seconds: number): string {
  return spelled(shown.language, seconds);
}

/** A day by its name. */
export function named(date: string | undefined, month: 'long' | 'short' = 'long'): string {
  return date === undefined ? '' : dayName(shown.language, date, shown.now, month);
}

/** What was seen on a day, and where nothing was, what its provider reports; without the day's name. */
export function what(day: HistoryDay, provider: string): string {
  const said: string[] = [];
  if (day.major_s > 0) {
    said.push(t('window-history-day-down', { duration: long(day.major_s) }));
  }
  if (day.partial_s > 0) {
    said.push(t('window-history-day-partial', { duration: long(day.partial_s) }));
  }
  if (day.degraded_s > 0) {
    said.push(t('window-history-day-degraded', { duration: long(day.degraded_s) }));
  }
  if (day.watched_s === 0) {
    said.push(t('window-history-day-unwatched'));
  } else {
    if (troubled(day) === 0) {
      said.push(t('window-history-day-calm'));
    }
    if (isPartlyWatched(day, dayLength(day.date, shown.now))) {
      said.push(t('window-history-day-partly-watched', { duration: long(day.watched_s) }));
    }
  }
  if (isTheirs(day)) {
    said.push(
      day.reported_s > 0
        ? t('window-history-day-theirs', { provider, duration: long(day.reported_s) })
        : t('window-history-day-listed', { provider, count: day.incidents }),
    );
  }
  return said.join(', ');
}

/** The same with the day's name before it. */
export function saying(day: HistoryDay, provider: string): string {
  return t('window-history-day', { day: named(day.date), what: what(day, provider) });
}

/** The days as a table, newest first. */
export function rows(days: HistoryDay[]): Rows {
  return days.toReversed().map((day) => {
    const seen = day.watched_s === 0 ? '–' : null;
    const reported =
      day.reported_s === 0 && day.incidents > 0 ? t('window-history-incidents', { count: day.incidents }) : brief(day.reported_s);
    return [
      named(day.date, 'short'),
      seen ?? brief(day.major_s),
      seen ?? brief(day.partial_s),
      seen ?? brief(day.degraded_s),
      day.watched_s === 0 ? t('window-history-day-unwatched') : brief(day.watched_s),
      reported,
    ];
  });
}

/** The part of the time watched in which it worked, with both windows named. */
export function working(uptime: number | null, watched: number, days: number): string {
  if (uptime === null) {
    return t('window-history-uptime-none', { days });
  }
  const share = percent(shown.language, uptime);
  const whole = Math.floor(watched / 86_400);
  return whole > 0
    ? t('window-history-uptime', { share, watched: whole, days })
    : t('window-history-uptime-short', { share, watched: long(watched), days });
}
