// What of a provider's page an incident names, as far as it is known by name here, and how much of that is watched. A
// snapshot carries the parts that products pick; others have an id only.

import type { Incident, Snapshot } from '../lib/wire.gen';

/** The parts named, those of the person's own products first, and how many more there are. */
export type Affected = { names: string[]; watched: number; more: number };

/** What an incident names; null where it names nothing, or nothing that is known here. */
export function affected(snapshot: Snapshot, incident: Incident, provider: string): Affected | null {
  const names = new Map<string, string>();
  const watched = new Set<string>();
  for (const product of snapshot.products) {
    if (product.provider === provider) {
      for (const part of product.components) {
        names.set(part.id, part.name);
        if (product.watched) {
          watched.add(part.id);
        }
      }
    }
  }
  const known = [...new Set(incident.components)].filter((id) => names.has(id));
  if (known.length === 0) {
    return null;
  }
  const own = known.filter((id) => watched.has(id));
  const others = known.filter((id) => !watched.has(id));
  return {
    names: [...own, ...others].flatMap((id) => names.get(id) ?? []),
    watched: own.length,
    more: new Set(incident.components).size - known.length,
  };
}
