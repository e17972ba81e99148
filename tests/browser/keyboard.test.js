// Keyboard navigation.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { eachKind } from './lib/kind-tests.js';
import { NOT_FOUND, isStandalone } from './lib/site.js';
import { ownSite } from './lib/sites.js';
import { pressTab } from './lib/walk.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.addInitScript(note);

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
    const [first, ...others] = await walked(STOPS);
    if (!first?.toMain) wrong.push(`the first stop is ${first?.html}`);
    for (const { html, inView, marked } of [first, ...others].filter(Boolean)) {
      if (!inView) wrong.push(`cannot be seen: ${html}`);
      if (!marked) wrong.push(`no outline in light colours: ${html}`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(url);
    const dark = await walked(STOPS);
    if (dark.length !== others.length + 1) wrong.push(`${dark.length} stops in dark colours, ${others.length + 1} in light ones`);
    wrong.push(...dark.filter(({ marked }) => !marked).map(({ html }) => `no outline in dark colours: ${html}`));
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const [, , next] = await walked(1);
    const stops = await page.locator('main :is(a[href], button, input, select, summary):visible').count();
    if (stops > 0 && !next?.inMain) wrong.push(`the stop after the link to the content is ${next?.html}`);
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
  const seen = new Set((await walked(stops)).map(({ place }) => place));
  assert.equal(seen.size, stops, 'some links are never reached');
});

test('a missing outline is found', async () => {
  await page.setContent('<!DOCTYPE html><html lang="en"><body><style>a:focus { outline: 3px solid blue } .bare:focus { outline: 0 }</style><main><a href="#a">One</a><a class="bare" href="#b">Two</a></main></body></html>');
  await page.evaluate(note);
  assert.deepEqual((await walked(2)).map(({ marked }) => marked), [true, false]);
});

/** Presses Tab that often; returns the stops since the page was opened, until the focus left it. */
async function walked(times) {
  await pressTab(page, times);
  const all = await page.evaluate(() => window.noted);
  const end = all.indexOf(null);
  return end < 0 ? all : all.slice(0, end);
}

/** Runs in the browser: notes the focused element after each key, and whether the focus is visible. */
function note() {
  window.noted = [];
  // By then, the element has its style, and is scrolled into view.
  window.addEventListener('keyup', () => window.noted.push(focused()), true);

  function focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
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
  }
}
