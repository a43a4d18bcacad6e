// Which products stand where: trouble first, then the person's order. Pure; what counts as trouble is the core's.

import type { Alternative, ProductView, Snapshot, Status } from './wire.gen';

/** How bad each state is, as the core ranks it. Unknown outranks calm and never trouble. */
const RANK: Record<Status, number> = {
  operational: 0,
  maintenance: 1,
  unknown: 2,
  degraded: 3,
  partial_outage: 4,
  major_outage: 5,
};

/** Degraded, broken in part, or down. */
export function isTrouble(status: Status): boolean {
  return RANK[status] >= RANK.degraded;
}

/** The troubled ones first, the worst of them on top; the others as they came. */
export function ordered<Item extends { status: Status }>(items: Item[]): Item[] {
  const weight = (item: Item) => (isTrouble(item.status) ? RANK[item.status] : 0);
  return [...items].sort((a, b) => weight(b) - weight(a));
}

/** What the person uses, and what else the catalogue has, each with trouble first. */
export function rows(snapshot: Snapshot): { watched: ProductView[]; others: ProductView[] } {
  return {
    watched: ordered(snapshot.products.filter((product) => product.watched)),
    others: ordered(snapshot.products.filter((product) => !product.watched)),
  };
}

/** The watched product that is worst off, if any is in trouble. */
export function worst(snapshot: Snapshot): ProductView | undefined {
  return rows(snapshot).watched.find((product) => isTrouble(product.status));
}

/** An alternative that has problems itself, or does not run: it is named last, and not put forward. */
export function isLast(alternative: Alternative): boolean {
  const standing = alternative.reasons[0];
  return (standing === 'in_trouble' && !alternative.reasons.includes('works_for_this')) || standing === 'not_running';
}

/** A tool on this computer that has just answered. */
export function isRunning(alternative: Alternative): boolean {
  return alternative.reasons.some((why) => typeof why === 'object' && 'running' in why);
}
