// Keyboard navigation.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { eachKind } from './lib/kind-tests.js';
import { NOT_FOUND, isStandalone } from './lib/site.js';
import { ownSite } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

// On a page of a hundred links, the first ones cover every kind.
const STOPS = 15;

eachKind(
  'begins with a link to its content, and shows where the focus is',
  async ({ url }) => {
    const wrong = [];
    await page.goto(url);
    const hidden = await page.evaluate(() => {
      const first = document.querySelector('a[href], button, input, select, summary, [tabindex]');
      return first.getBoundingClientRect().bottom <= 0;
    });
    if (!hidden) wrong.push('the link is shown before it is wanted');
    for (let stop = 0; stop < STOPS; stop += 1) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (!now.html) break;
      if (stop === 0 && !now.toMain) wrong.push(`the first stop is ${now.html}`);
      if (!now.inView) wrong.push(`cannot be seen: ${now.html}`);
      if (!now.marked) wrong.push(`no outline in light colours: ${now.html}`);
      await page.emulateMedia({ colorScheme: 'dark' });
      if (!(await focused()).marked) wrong.push(`no outline in dark colours: ${now.html}`);
      await page.emulateMedia({ colorScheme: 'light' });
    }
    await page.goto(url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const next = await focused();
    const stops = await page.locator('main :is(a[href], button, input, select, summary):visible').count();
    if (stops > 0 && !next.inMain) wrong.push(`the stop after the link to the content is ${next.html}`);
    return wrong;
  },
  {
    sites: ['own', 'arabic', 'review'],
    // On the last site only pages that the others do not have.
    only: ({ site, path }) => !isStandalone(path) && (site !== 'review' || path === NOT_FOUND),
    most: 1,
  },
);

test('the focus leaves the page at its end', async () => {
  await page.goto(pathToFileURL(`${ownSite()}/ssr1/25.html`).href);
  const stops = await page.evaluate(() => 
    // Items of a closed menu are reachable once it is open.
    [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter((element) => element.checkVisibility()).length,
  );
  const seen = new Set();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    seen.add((await focused()).place);
  }
  assert.equal(seen.size, stops, 'some links are never reached');
});

/** The focused element, and whether the focus is visible. */
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
