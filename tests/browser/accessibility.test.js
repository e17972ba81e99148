// The rules of WCAG 2.2 AA that a machine can check, on a page of each kind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import axe from 'axe-core';

import { launch } from './lib/browser.js';
import { ownSite, representatives } from './lib/site.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const WIDTHS = [1280, 320];
const SCHEMES = ['light', 'dark'];

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

for (const { path, url } of representatives(site)) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      test(`${path} at ${width} pixels in ${colorScheme} colours`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(url);
        const { violations, passes } = await check();
        assert.deepEqual(violations, []);
        // Without these the run would have checked nothing of what it is for.
        for (const rule of ['color-contrast', 'document-title', 'target-size']) {
          assert.ok(passes.includes(rule), `the rule \`${rule}\` was not run`);
        }
      });
    }
  }
}

test('a fault is found', async () => {
  await page.setContent('<html lang="en"><title>t</title><main><h1>T</h1><img src="data:,"></main>');
  const { violations } = await check();
  assert.ok(violations.some((violation) => violation.startsWith('image-alt')), violations.join());
});

/** Runs the rules on the open page, and returns what was violated where, in words. */
async function check() {
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
