// Reading without a mouse.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { isStandalone, ownSite, representatives } from './lib/site.js';

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

for (const { path, url } of representatives(site).filter(({ path }) => !isStandalone(path))) {
  test(`${path} begins with a link to its content`, async () => {
    await page.goto(url);
    const hidden = await page.evaluate(() => {
      const first = document.querySelector('a[href], button, input, select, summary, [tabindex]');
      return first.getBoundingClientRect().bottom <= 0;
    });
    await page.keyboard.press('Tab');
    const skip = await focused();
    assert.ok(hidden, 'the link is shown before it is wanted');
    assert.ok(skip.toMain, `the first stop is ${skip.html}`);
    assert.ok(skip.inView, 'the link cannot be seen when it has the focus');

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const next = await focused();
    const stops = await page.locator('main :is(a[href], button, input, select, summary)').count();
    assert.ok(stops === 0 || next.inMain, `the stop after it is ${next.html}`);
  });

  test(`${path} shows where the focus is`, async () => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(url);
      // A page of a hundred links looks the same at each; the first ones are of every kind.
      for (let stop = 0; stop < 25; stop += 1) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (!now.html) break;
        assert.ok(now.inView, `cannot be seen: ${now.html}`);
        assert.ok(now.marked, `no outline in ${colorScheme} colours: ${now.html}`);
      }
    }
  });
}

test('the focus leaves the page at its end', async () => {
  await page.goto(pathToFileURL(`${site}/ssr1/25.html`).href);
  const stops = await page.evaluate(() => 
    // What stands in a menu that is closed is reached once it is open.
    [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter((element) => element.checkVisibility()).length,
  );
  const seen = new Set();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    seen.add((await focused()).place);
  }
  assert.equal(seen.size, stops, 'some links are never reached');
});

/** What has the focus, and whether a reader can tell. */
function focused() {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return {};
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const background = (of) => {
      for (let at = of; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/, 0\)$/.test(colour)) return colour;
      }
      return null;
    };
    return {
      html: element.outerHTML.slice(0, 120),
      place: [...document.querySelectorAll('*')].indexOf(element),
      toMain: document.querySelector('main')?.id === (element.hash ?? '').slice(1),
      inMain: document.querySelector('main').contains(element),
      inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
      marked:
        style.outlineStyle !== 'none' &&
        parseFloat(style.outlineWidth) >= 2 &&
        style.outlineColor !== background(element.parentElement),
    };
  });
}
