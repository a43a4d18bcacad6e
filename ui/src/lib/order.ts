// Which products stand where: trouble first, then the person's order. Pure; what counts as trouble is the core's.

import type { Alternative, ProductView, Snapshot, Status, Why } from './wire.gen';

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
export function ordered(products: ProductView[]): ProductView[] {
  const weight = (product: ProductView) => (isTrouble(product.status) ? RANK[product.status] : 0);
  return [...products].sort((a, b) => weight(b) - weight(a));
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

/** How an alternative stands: the first of its reasons. */
export function standing(alternative: Alternative): Why | undefined {
  return alternative.reasons[0];
}

/** The order in which the core names standings. */
const STANDINGS = ['working', 'unreadable', 'status_not_read', 'local', 'maintenance', 'in_trouble'];

/** Joins the answers for several uses into one list, each product once, best first. */
export function joined(answers: Alternative[][]): Alternative[] {
  const once = new Map(answers.flat().map((alternative) => [alternative.product, alternative]));
  const place = (alternative: Alternative) => {
    const why = standing(alternative);
    const index = typeof why === 'string' ? STANDINGS.indexOf(why) : -1;
    return index === -1 ? STANDINGS.length : index;
  };
  return [...once.values()].sort((a, b) => place(a) - place(b));
}
