// Pages under what readers ask of their systems: forced colours, large text, less movement, no scripts.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch, overflow, watch } from './lib/browser.js';
import { ownSite, representatives } from './lib/site.js';

const site = ownSite();
const browser = await launch();
// As of a reader who chose type of twice the size: sizes in `rem` follow it, those of the layout too.
const large = await launch(['--blink-settings=defaultFontSize=32']);
after(() => Promise.all([browser.close(), large.close()]));

for (const { path, url } of representatives(site)) {
  test(`${path} with text of twice the size`, async () => {
    const page = await large.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(url);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
    assert.equal(await overflow(page), 0);
    await page.close();
  });

  test(`${path} in forced colours`, async () => {
    const page = await browser.newPage({ forcedColors: 'active' });
    await page.goto(url);
    const unseen = await page.evaluate(() =>
      [...document.querySelectorAll('.cell, .bar rect, .columns-chart rect')]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { fill, borderColor } = getComputedStyle(element);
          const ground = getComputedStyle(document.body).backgroundColor;
          return (element.localName === 'rect' ? fill : borderColor) === ground;
        })
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(unseen, []);
    await page.close();
  });

  test(`${path} without movement and without scripts`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(url);
    seen.stop();
    assert.deepEqual(seen.problems, []);
    assert.notEqual((await page.locator('main').innerText()).trim(), '');
    await context.close();
  });
}
