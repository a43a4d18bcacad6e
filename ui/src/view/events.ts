// What happened to a product and what was told of it, as one list in the order of time.

import { t } from '../lib/shown.svelte';
import { dayOf } from '../lib/time';
import { HELD } from '../lib/wording';
import type { Explained, History, HistoryIncident, HistoryOutage } from '../lib/wire.gen';

/** One thing that happened. */
export type Event = { key: string; at: string } & (
  | { kind: 'outage'; outage: HistoryOutage; theirs: HistoryIncident | undefined; why: string | null }
  | { kind: 'incident'; incident: HistoryIncident }
  | { kind: 'decision'; decision: Explained }
);

/** The events of one day, newest first. */
export type Day = { date: string; events: Event[] };

/** Incidents of the provider of which no outage was seen here. */
export function unseen(history: History): HistoryIncident[] {
  const seen = new Set(history.outages.map((outage) => outage.incident));
  return history.incidents.filter((incident) => !seen.has(incident.id));
}

/** All that is known of a window, newest first. An outage stands there once, with what its provider reports of it. */
export function events(history: History, decisions: Explained[]): Event[] {
  const first = history.days[0]?.date ?? '';
  const all: Event[] = [
    ...history.outages.map((outage): Event => ({
      kind: 'outage',
      key: `outage ${outage.id}`,
      at: outage.began_at,
      outage,
      theirs: history.incidents.find((incident) => incident.id === outage.incident),
      why: decisions.find(({ decision }) => !decision.told && decision.incident === outage.id)?.text ?? held(outage),
    })),
    ...unseen(history).flatMap((incident): Event[] => {
      const at = incident.started_at ?? incident.ended_at;
      return at === null ? [] : [{ kind: 'incident', key: `incident ${incident.id}`, at, incident }];
    }),
    ...decisions
      .filter(({ decision }) => dayOf(decision.at) >= first)
      .map((decision, index): Event => ({ kind: 'decision', key: `decision ${index}`, at: decision.decision.at, decision })),
  ];
  return all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** Events in their days, as they come. */
export function byDay(list: Event[]): Day[] {
  const days: Day[] = [];
  for (const event of list) {
    const date = dayOf(event.at);
    const last = days.at(-1);
    if (last?.date === date) {
      last.events.push(event);
    } else {
      days.push({ date, events: [event] });
    }
  }
  return days;
}

function held({ held }: HistoryOutage): string | null {
  return held !== null && held in HELD ? t(HELD[held as keyof typeof HELD]) : null;
}
