// What was, as the agent would tell it, for tests. Times are around the sample's `NOW`.

import type { Bars, Explained, History, HistoryDay, Together, Week, WeekHour } from '../lib/wire.gen';

/** A day watched from end to end, without trouble. */
export function day(date: string, change: Partial<HistoryDay> = {}): HistoryDay {
  return { date, watched_s: 86_400, major_s: 0, partial_s: 0, degraded_s: 0, incidents: 0, reported_s: 0, ...change };
}

/** So many days up to that of `NOW`, as they are in Jakarta; those named differ. */
export function days(count: number, differing: Record<string, Partial<HistoryDay>> = {}): HistoryDay[] {
  const last = Date.parse('2026-03-10T00:00:00Z');
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(last - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return day(date, { ...(date === '2026-03-10' ? { watched_s: 36_120 } : {}), ...differing[date] });
  });
}

/** Ninety days of which the last 61 were watched; before that only the provider tells of an outage. */
export function history(product: string, change: Partial<History> = {}): History {
  const seen = '2026-01-09';
  const told = days(90, {
    '2025-12-20': { incidents: 1, reported_s: 7200 },
    '2025-12-28': { incidents: 2 },
    '2026-01-20': { degraded_s: 5400 },
    '2026-02-03': { watched_s: 43_200 },
    '2026-02-14': { partial_s: 3600, degraded_s: 1800, incidents: 1, reported_s: 9000 },
    '2026-03-01': { incidents: 1, reported_s: 1200 },
    '2026-03-10': { watched_s: 36_120, major_s: 2880, incidents: 1, reported_s: 2880 },
  }).map((one) => (one.date < seen ? { ...one, watched_s: 0 } : one));
  return {
    schema: 1,
    product,
    days: told,
    outages: [
      {
        id: 'inc-1',
        incident: 'inc-1',
        title: 'Elevated errors on login',
        severity: 'major_outage',
        began_at: '2026-03-10T02:14:00Z',
        ended_at: null,
        told: true,
        held: null,
      },
      {
        id: 'o-2',
        incident: null,
        title: null,
        severity: 'partial_outage',
        began_at: '2026-02-14T13:00:00Z',
        ended_at: '2026-02-14T14:30:00Z',
        told: false,
        held: 'QuietHours',
      },
      {
        id: 'o-3',
        incident: null,
        title: null,
        severity: 'degraded',
        began_at: '2026-01-20T13:30:00Z',
        ended_at: '2026-01-20T15:00:00Z',
        told: false,
        held: 'BelowThreshold',
      },
    ],
    incidents: [
      {
        id: 'inc-1',
        title: 'Elevated errors on login',
        impact: 'critical',
        source: 'seen',
        started_at: '2026-03-10T02:10:00Z',
        ended_at: null,
      },
      {
        id: 'inc-0',
        title: '<b>Slow</b> answers & delays',
        impact: 'major',
        source: 'theirs',
        started_at: '2025-12-20T03:00:00Z',
        ended_at: '2025-12-20T05:00:00Z',
      },
    ],
    left_out: 0,
    uptime: 0.992451,
    watched_s: 60 * 86_400 - 43_200 + 36_120,
    window_s: 89 * 86_400 + 36_120,
    ...change,
  };
}

/** A week in which Tuesday's evenings fail most, and nobody ever watched on a Sunday. */
export function week(product: string, change: Partial<Week> = {}): Week {
  const hour = (index: number): WeekHour => {
    const [weekday, at] = [Math.floor(index / 24), index % 24];
    return {
      watched_s: weekday === 6 ? 0 : 36_000,
      down_s: weekday === 1 && at >= 20 ? 900 * (at - 19) : 0,
      degraded_s: weekday === 3 && at === 9 ? 600 : 0,
      reported_s: weekday === 6 && at === 10 ? 1800 : 0,
    };
  };
  return { product, days: 90, hours: Array.from({ length: 168 }, (_, index) => hour(index)), ...change };
}

/** The last ninety days of two tools that failed on the same day. */
export const bars: Bars[] = [
  { product: 'claude', uptime: 0.999, days: days(90, { '2026-02-14': { degraded_s: 1800 } }) },
  { product: 'chatgpt', uptime: 0.992451, days: history('chatgpt').days },
];

/** Both of them in trouble for half an hour. */
export function together(change: Partial<Together> = {}): Together {
  return {
    days: 90,
    pairs: [
      {
        a: 'claude',
        b: 'chatgpt',
        watched_s: 60 * 86_400,
        a_s: 1800,
        b_s: 13_680,
        both_s: 1800,
        reported_both_s: 0,
        text: 'Both run on the same cloud.',
      },
    ],
    ...change,
  };
}

/** What was told and held about one product, newest first. */
export function decisions(product: string): Explained[] {
  const decision = (at: string, told: boolean, incident: string, text: string): Explained => ({
    decision: {
      schema: 1,
      kind: 'decision',
      at,
      product,
      incident,
      incident_group: null,
      told,
      reason: told ? 'Began' : 'QuietHours',
      severity: 'major_outage',
      title: null,
    },
    text,
  });
  return [
    decision('2026-03-10T02:17:00Z', true, 'inc-1', 'it began'),
    decision('2026-02-14T13:03:00Z', false, 'o-2', 'quiet hours until 07:00'),
  ];
}
