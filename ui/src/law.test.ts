import { expect, test } from 'vitest';

const files = import.meta.glob<string>(['./**/*.svelte', './**/*.ts', './**/*.css', '../index.html', '!./**/*.test.ts', '!./test/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

function holding(pattern: RegExp): string[] {
  return Object.entries(files)
    .filter(([, source]) => pattern.test(source))
    .map(([path]) => path);
}

test('one file knows the host', () => {
  expect(holding(/@tauri-apps|__TAURI/)).toEqual(['./lib/host.ts']);
});

test('no markup is ever made from text', () => {
  expect(holding(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\{@html|srcdoc|\beval\(|new Function/)).toEqual([]);
});

test('the page contacts nothing and links nowhere', () => {
  expect(holding(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|<a\b|href=["']?https?:|url\(/)).toEqual([]);
});

test('nothing that is written here outlives the window, or is left where others read it', () => {
  expect(holding(/localStorage|sessionStorage|indexedDB|document\.cookie|pushState|replaceState|location\.|console\./)).toEqual([]);
});

test('no style or script stands in the markup, since the policy forbids it', () => {
  expect(holding(/\sstyle="|\sstyle=\{|<script>(?!\s*<\/script>)(?=[^]*<\/script>[^]*<\/html>)|\son[a-z]+="/)).toEqual([]);
});
