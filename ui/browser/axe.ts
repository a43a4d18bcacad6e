// The rules of accessibility that a program can check.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails where the page breaks a rule of WCAG 2.2, levels A and AA. */
export async function expectNoRuleBroken(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (levels) =>
      (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
        runOnly: levels,
        // The only one of them that is off unless it is asked for.
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
        // It would ask the server for the styles once more, which the policy forbids.
        preload: false,
      }),
    LEVELS,
  );
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))).toEqual([]);
}
