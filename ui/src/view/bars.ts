// Days as the paths of a small picture: one for each kind of bar, so that a row of ninety days is five elements. Pure.

import type { HistoryDay } from '../lib/wire.gen';
import type { Language } from '../lib/words';

/** How far a day's bar stands from the next, and how wide it is. */
export const STEP = 3;
const WIDE = 2;

/** How high the picture is, a calm day, and the shortest trouble. */
export const TALL = 18;
const CALM = 2;
const LEAST = 5;

/** What fills the whole height: six hours of trouble. Less is drawn by its square root, so that minutes can be seen. */
const FULL_S = 6 * 3600;

/** The paths by kind. A day that nobody watched is never among the calm ones. */
export type Picture = { unwatched: string; theirs: string; calm: string; degraded: string; down: string };

/** Draws days, the oldest on the left. */
export function drawn(days: HistoryDay[]): Picture {
  const picture: Picture = { unwatched: '', theirs: '', calm: '', degraded: '', down: '' };
  days.forEach((day, index) => {
    const x = index * STEP;
    const down = day.major_s + day.partial_s;
    if (day.watched_s === 0) {
      picture.unwatched += `M${x} ${TALL}l${WIDE} -4`;
      if (day.reported_s > 0) {
        picture.theirs += bar(x + 0.4, height(day.reported_s), WIDE - 0.8);
      }
    } else if (down + day.degraded_s === 0) {
      picture.calm += bar(x, CALM, WIDE);
    } else if (down > 0) {
      picture.down += bar(x, height(down), WIDE);
    } else {
      picture.degraded += bar(x, height(day.degraded_s), WIDE);
    }
  });
  return picture;
}

/** A share as a percentage of at most two decimals, never rounded up: what is almost all is not all. */
export function share(language: Language, part: number): string {
  const cut = Math.floor(part * 10_000 + 1e-6) / 100;
  // The sign stands apart, as in all other sentences here.
  return `${new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 2 }).format(cut)}\u00a0%`;
}

function height(seconds: number): number {
  return Math.round((LEAST + (TALL - LEAST) * Math.sqrt(Math.min(1, seconds / FULL_S))) * 10) / 10;
}

function bar(x: number, tall: number, wide: number): string {
  return `M${x} ${TALL}v${-tall}h${wide}v${tall}z`;
}
