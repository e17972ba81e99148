// The rules of WCAG 2.2 AA that a machine can check, on a page of each kind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { check } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { ownSite, representatives } from './lib/site.js';

const WIDTHS = [1440, 768, 320];
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
        const { violations, passes } = await check(page);
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
  const { violations } = await check(page);
  assert.ok(violations.some((violation) => violation.startsWith('image-alt')), violations.join());
});
