// Automated WCAG 2.2 AA rules.

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Runs all or some rules on the open page; returns violations in words. */
export async function check(page, only) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
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
