// What axe does not see: each kind of page walked by keyboard and by its accessibility tree, magnified and scrolled.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { eachKind } from './lib/kind-tests.js';
import { coveringBars, overflow, scrolledParts } from './lib/looks.js';
import { NOT_FOUND, isStandalone } from './lib/site.js';
import { site } from './lib/sites.js';
import { documentFaults, faults, heard, listen, tree } from './lib/tree.js';
import { stops, walk } from './lib/walk.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();
await listen(page);

const VISITED = ['own', 'full', 'full-arabic', 'review'];
// On the last site only pages that the others do not have.
const onScreen = ({ site, path, kind }) => !isStandalone(path) && (site !== 'review' || path === NOT_FOUND || kind === 'review');
// On a phone the order is that of the document, with fewer columns.
const WALKED = { own: [1280, 390], full: [1280], 'full-arabic': [390], review: [1280] };

eachKind('is walked by keyboard in the order in which it is seen', async ({ site, url }) => {
  const wrong = [];
  for (const width of WALKED[site]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(url);
    wrong.push(...(await walk(page, 150)).map((fault) => `${width} pixels: ${fault}`));
  }
  return wrong;
}, { sites: VISITED, only: onScreen, most: 1 });

eachKind('says everything once to a screen reader', async ({ url }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(url);
  const spoken = (await heard(page)).map((text) => `spoken while it loads: ${text}`);
  return [...faults(await tree(page)), ...(await documentFaults(page)), ...spoken];
}, { sites: VISITED, only: onScreen, most: 1 });

// The same parts scroll on every site. A phone, a tablet, a desktop, and the desktop magnified four times. In the other
// direction, what is too wide on a phone; with 300 rows, what there is most of.
const SCREENS = {
  own: [[390, 844], [768, 900], [1280, 900], [320, 256]],
  full: [[320, 256], [1280, 900]],
  'full-arabic': [[390, 844]],
  review: [[390, 844], [768, 900], [1280, 900], [320, 256]],
};
// A print page scrolls like any document.
const isScrolled = ({ site, kind }) => (site === 'own' || kind !== 'print') && (site !== 'review' || kind === 'review');

eachKind('scrolls as a whole, also magnified four times', async ({ url, path, site }) => {
  const wrong = [];
  await page.goto(url);
  for (const [width, height] of SCREENS[site]) {
    await page.setViewportSize({ width, height });
    const found = [...(await scrolledParts(page)), ...(isStandalone(path) ? [] : await coveringBars(page))];
    const beyond = await overflow(page);
    if (beyond > 0) found.push(`has to be scrolled sideways by ${beyond} pixels`);
    wrong.push(...found.map((fault) => `${width} × ${height}: ${fault}`));
  }
  return wrong;
}, { sites: Object.keys(SCREENS), only: isScrolled, most: 1 });

// Beside the rows: the header, other lists, the filter, the headings of the columns. A row with parts can be folded, and
// the table of changes names up to twelve recommendations of each kind.
const MORE_STOPS = 75;

for (const [name, path] of [['own', 'ssr1/index.html'], ['large', 'plan/index.html'], ['full', 'plan/index.html'], ['own', 'ssr1/2016-06-30/index.html']]) {
  test(`${name}: ${path} has one stop a row or less`, async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(pathToFileURL(`${site(name)}/${path}`).href);
    const rows = await page.locator('[data-recommendations] tr[data-position]').count();
    assert.ok(rows >= 28, `${rows} rows`);
    const folds = await page.locator('button.fold').count();
    const named = await page.locator('#movement a').count();
    const count = (await stops(page)) - named;
    assert.ok(count <= rows + folds + MORE_STOPS, `${count} stops for ${rows} rows`);
  });
}

test('faults of a walk are found', async () => {
  await page.setViewportSize({ width: 600, height: 400 });
  await page.setContent(`<!DOCTYPE html><html lang="en"><body><style>:focus { outline: 3px solid } .bare:focus { outline: 0 } div { display: flex; flex-wrap: wrap-reverse } div a { flex: 0 0 100% }</style>
    <a href="#gone">Nowhere</a><div><a href="/1">One</a><a href="/2">Two</a></div><a class="bare" href="/3">Three</a>
    <a href="/4" tabindex="1">Four</a><a href="/5" onkeydown="if (event.key === 'Tab') event.preventDefault()">Trap</a><a href="/6">Six</a></body></html>`);
  const wrong = await walk(page);
  for (const fault of ['jumps up', 'the focus is not marked', 'out of turn', 'leads to nothing', 'only 6 of 7']) assert.ok(wrong.some((found) => found.startsWith(fault)), `${fault}: ${wrong}`);
});

test('faults of a tree are found', async () => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><body><main><h1>A</h1><h3>Chart of dates</h3>
    <svg role="img" aria-labelledby="t" width="9" height="9"><title id="t">Chart of dates</title></svg>
    <button aria-label="Save: it is kept" aria-describedby="d">Save</button><p id="d">It is kept</p>
    <table><caption>C</caption><tr><td>1</td></tr></table><nav>a</nav><nav>b</nav><a href="/1">More</a><a href="/2">More</a>
    <details><summary>S</summary><p id="closed">C</p></details><button aria-describedby="closed">B</button>
    <p role="alert">!</p></main></body></html>`);
  const wrong = [...faults(await tree(page)), ...(await documentFaults(page))];
  for (const fault of ['read twice', 'the name holds', 'skips a level', 'no headers', 'one of 2 landmarks', 'two links', 'aria-describedby of what is closed', 'not polite', '0 of landmark banner']) {
    assert.ok(wrong.some((found) => found.startsWith(fault)), `${fault}: ${wrong.join('\n')}`);
  }
});

test('what scrolls within the page, and what lies above it, is found', async () => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.setContent(`<!DOCTYPE html><html lang="en"><body style="height: 2000px"><div style="position: sticky; top: 0; height: 150px">a</div>
    <div style="height: 40px; overflow: auto"><p style="height: 90px">b</p></div></body></html>`);
  assert.equal((await scrolledParts(page)).length, 1);
  assert.equal((await coveringBars(page)).length, 1);
});
