// Pages on paper.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { ownSite, representatives } from './lib/site.js';

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ colorScheme: 'dark' });

test('a recommendation can be printed', async () => {
  await page.goto(pathToFileURL(`${site}/ssr1/25.html`).href);
  const printed = await page.pdf({ format: 'A4' });
  assert.equal(printed.subarray(0, 5).toString('latin1'), '%PDF-');
  assert.ok(printed.length > 10_000, `only ${printed.length} bytes`);
});

for (const { path, url } of representatives(site)) {
  test(`${path} is dark on light on paper, and not too wide`, async () => {
    // The part of an A4 sheet between margins of 2 cm, at 96 pixels an inch.
    await page.setViewportSize({ width: 642, height: 900 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto(url);
    const { ink, paper, beyond } = await page.evaluate(() => {
      const brightness = (colour) => {
        const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
        return alpha === 0 ? 255 : (red + green + blue) / 3;
      };
      const style = getComputedStyle(document.body);
      const { scrollWidth, clientWidth } = document.scrollingElement;
      return {
        ink: brightness(style.color),
        paper: brightness(style.backgroundColor),
        beyond: scrollWidth - clientWidth,
      };
    });
    assert.ok(ink < 80, 'the text is pale');
    assert.ok(paper > 240, 'the paper is dark');
    assert.equal(beyond, 0, 'something is cut off');
  });
}
