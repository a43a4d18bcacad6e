// The days of a product as a picture that stands alone: its title, its bars, what the lines and the shapes mean.

import { bar, dayLength, filled, height, laid, MARGIN, STEPS, TONES, type Part } from '../lib/bars';
import type { Line, Picture } from '../lib/picture';
import { shown, t } from '../lib/shown.svelte';
import { TONE } from '../lib/wording';
import type { History } from '../lib/wire.gen';
import { named, working } from './days';

const WIDTH = 960;
const EDGE = 24;
const TOP = 76;
/** Room for one entry of the legend. */
const ENTRY = 300;

/** Draws a history. */
export function drawing(history: History, name: string, provider: string): Picture {
  const { days } = history;
  const layout = laid(days.length, WIDTH - 2 * EDGE);
  const title = t('window-history-picture', {
    name,
    from: named(days[0]?.date),
    to: named(days.at(-1)?.date),
  });
  const parts: Part[] = [];
  const lines: Line[] = [
    { text: title, x: EDGE, y: 36, size: 20, bold: true },
    { text: working(history.uptime, history.watched_s, days.length), x: EDGE, y: 58, size: 14 },
  ];
  const moved = (index: number) => {
    const box = layout.box(index);
    return { ...box, x: box.x + EDGE, y: box.y + TOP };
  };
  days.forEach((day, index) => parts.push(...bar(day, dayLength(day.date, shown.now), moved(index))));
  for (const { first, last } of layout.rows) {
    const box = moved(first);
    const end = moved(last);
    const y = box.y + box.h;
    for (const step of STEPS) {
      const text = t('window-hours', { hours: step / 3600 });
      lines.push({ text, x: EDGE + MARGIN - 7, y: y - height(step, box.h) + 4, size: 11, end: true });
    }
    lines.push({ text: named(days[first]?.date, 'short'), x: box.x, y: y + 15, size: 11 });
    lines.push({ text: named(days[last]?.date, 'short'), x: end.x + end.w, y: y + 15, size: 11, end: true });
  }
  const below = TOP + layout.high + 14;
  TONES.forEach((tone, index) => {
    const [x, y] = [EDGE + (index % 3) * ENTRY, below + Math.floor(index / 3) * 24];
    const box = tone === 'calm' ? { x, y: y + 11, w: 10, h: 3 } : { x, y, w: 10, h: 14 };
    parts.push(filled(tone, box));
    lines.push({ text: t(TONE[tone], { provider }), x: x + 18, y: y + 12, size: 13 });
  });
  lines.push({ text: t('window-history-bars-about'), x: EDGE, y: below + 64, size: 12 });
  return { width: WIDTH, height: below + 84, title, language: shown.language, parts, lines };
}
