// Rules of WCAG 2.2 AA that a machine can check.

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Runs the rules on the open page, and returns what was violated where, in words. */
export async function check(page) {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations', 'passes'] }),
    TAGS,
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
