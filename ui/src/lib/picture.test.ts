import { afterEach, expect, test, vi } from 'vitest';

import { png, svg, type Picture } from './picture';

const PICTURE: Picture = {
  width: 100,
  height: 50,
  title: 'A & B <script> "x"\u0007',
  language: 'en',
  parts: [
    { tone: 'down', d: 'M0 0h1v1h-1z' },
    { tone: 'unwatched', d: 'M0 0L5 5' },
  ],
  lines: [{ text: "it's </text>", x: 1, y: 2, size: 10, bold: true, end: true }],
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('names stay text in a saved picture, whatever they hold', () => {
  const text = svg(PICTURE);
  expect(text).toContain('<title id="title">A &amp; B &lt;script&gt; &quot;x&quot;</title>');
  expect(text).toContain('font-weight="600" text-anchor="end">it&#39;s &lt;/text&gt;</text>');
  const read = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  expect(read.querySelectorAll('path')).toHaveLength(2);
  expect(read.querySelector('script')).toBeNull();
});

test('the same shapes are filled or drawn on a canvas, and only the picture is handed on', () => {
  const calls: string[] = [];
  const note = (name: string) => (what?: unknown) => void calls.push(`${name} ${String((what as { d?: string })?.d ?? what)}`);
  vi.stubGlobal('Path2D', class { constructor(public d: string) {} });
  const on = { scale: vi.fn(), fillRect: vi.fn(), fill: note('fill'), stroke: note('stroke'), fillText: note('text') };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(on as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockReturnValue('data:image/png;base64,QUJD');
  expect(png(PICTURE)).toBe('QUJD');
  expect(calls).toEqual(['fill M0 0h1v1h-1z', 'stroke M0 0L5 5', "text it's </text>"]);
});

test('without anything to draw on there is no picture', () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  expect(png(PICTURE)).toBeNull();
});
