// A picture that stands alone, to be saved: shapes and lines of text with their own colours on their own ground, as SVG
// text or as PNG. Nothing is loaded to draw it, so the page's policy stays as it is.

import { LINED, type Part, type Tone } from './bars';

/** A line of text, its left end (or its right end, with `end`) at this place. */
export type Line = { text: string; x: number; y: number; size: number; bold?: boolean; end?: boolean };

/** What is drawn, in pixels. */
export type Picture = { width: number; height: number; title: string; language: string; parts: Part[]; lines: Line[] };

const GROUND = '#ffffff';
const TEXT = '#1b1f26';
const FONT = 'system-ui, sans-serif';

const INK: Record<Tone, string> = {
  calm: '#158069',
  down: '#d4260e',
  partial: '#d4260e',
  degraded: '#5c3a00',
  theirs: '#4a505b',
  unwatched: '#8d96a5',
};

/** Sharp on screens that have more pixels than they say. */
const SCALE = 2;

/** The picture as a file of its own. */
export function svg({ width, height, title, language, parts, lines }: Picture): string {
  const shapes = parts.map(({ tone, d }) =>
    LINED.includes(tone)
      ? `<path d="${d}" fill="none" stroke="${INK[tone]}" stroke-width="${thick(tone)}"/>`
      : `<path d="${d}" fill="${INK[tone]}"/>`,
  );
  const texts = lines.map(
    ({ text, x, y, size, bold, end }) =>
      `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ''}${end ? ' text-anchor="end"' : ''}>${escaped(text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:lang="${language}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${GROUND}"/>`,
    ...shapes,
    `<g font-family="${FONT}" fill="${TEXT}">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The picture as PNG in base64; null where nothing can be drawn on. */
export function png({ width, height, parts, lines }: Picture): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const on = canvas.getContext('2d');
  if (on === null) {
    return null;
  }
  on.scale(SCALE, SCALE);
  on.fillStyle = GROUND;
  on.fillRect(0, 0, width, height);
  for (const { tone, d } of parts) {
    on.fillStyle = on.strokeStyle = INK[tone];
    on.lineWidth = thick(tone);
    const path = new Path2D(d);
    if (LINED.includes(tone)) {
      on.stroke(path);
    } else {
      on.fill(path);
    }
  }
  on.fillStyle = TEXT;
  for (const { text, x, y, size, bold, end } of lines) {
    on.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
    on.textAlign = end ? 'right' : 'left';
    on.fillText(text, x, y);
  }
  return canvas.toDataURL('image/png').replace(/^data:[^,]*,/, '');
}

function thick(tone: Tone): number {
  return tone === 'theirs' ? 1.5 : 1;
}

/** What may stand in a file of this kind: five marks are written out, and what no such file may hold is left out. */
function escaped(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (mark) => marks[mark] ?? '');
}
