// Automated WCAG 2.2 AA rules.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Less than half as long as the module's `source`.
const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Loads the rules with every page of a tab, which takes less than sending them to each. */
export const prepare = (page) => page.addInitScript(SOURCE);

/** Runs all or some rules on the open page; returns violations in words. */
export async function check(page, only) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
  const results = await page.evaluate(
    ([tags, rules]) =>
      window.axe.run(document, {
        runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
        resultTypes: ['violations'],
      }),
    [TAGS, only],
  );
  return {
    passes: results.passes.map(({ id }) => id),
    violations: results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary, html }) =>
        `${id}: ${help}: ${target.join(' ')}: ${html.slice(0, 160)}: ${failureSummary}`,
      ),
    ),
  };
}
