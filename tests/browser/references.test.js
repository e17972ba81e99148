// References and backlinks on pages.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { SITES, kinds, ownSite } from './lib/sites.js';

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

test('a recommendation that another one covers says so', async () => {
  await open('ssr1/26.html');
  assert.deepEqual(await listed(/^covered by/), ['25.html']);
});

test('a recommendation lists those that refer to it', async () => {
  await open('ssr1/25.html');
  assert.deepEqual(await listed(/^(covers|pointed to by)/), ['26.html', '27.html', '28.html']);
});

test('an edition refers to itself', async () => {
  await open('ssr1/2016-06-30/26.html');
  assert.deepEqual(await listed(/^covered by/), ['25.html']);
});

for (const name of SITES) {
  test(`${name}: dates are there in words`, async () => {
    for (const { path, url } of kinds(name).get('recommendation')) {
      await page.goto(url);
      const rows = await page.locator('.schedule-rows > li').evaluateAll((rows) =>
        rows.map((row) => ({
          marks: row.querySelectorAll('.schedule-track svg').length,
          dates: row.querySelector('.schedule-dates').textContent.trim(),
        })),
      );
      for (const { marks, dates } of rows) assert.ok(dates !== '' || marks === 0, `${path}: ${marks} marks without words`);
    }
  });
}

test('a status is told by a word', async () => {
  await open('ssr1/index.html');
  // Including those in a closed table.
  const statuses = await page.locator('main .status').allTextContents();
  assert.ok(statuses.length >= 28, `only ${statuses.length} statuses`);
  assert.deepEqual(statuses.filter((status) => !/\p{L}{4}/u.test(status)), []);
});

function open(path) {
  return page.goto(pathToFileURL(`${site}/${path}`).href);
}

/** Addresses of the references whose relation is like this. */
async function listed(relation) {
  const items = await page
    .locator('#references .relations > li')
    .evaluateAll((items) => items.map((item) => [item.querySelector('.relation').textContent, item.querySelector('a').getAttribute('href')]));
  return items.filter(([words]) => relation.test(words)).map(([, address]) => address);
}

test('a number in the picture shows its arcs alone while it is in focus', async () => {
  await open('ssr1/references.html');
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.node')].map(
        (node) => [...node.querySelectorAll('.arc')].filter((arc) => getComputedStyle(arc).opacity === '1').length,
      ),
    );
  assert.ok((await shown()).every((count) => count === 0));
  const paint = () => page.locator('.graph > .arc').first().evaluate((arc) => getComputedStyle(arc).opacity);
  const before = await paint();
  await page.locator('.graph-frame').focus();
  await page.keyboard.press('Tab');
  const counts = await shown();
  assert.ok(counts[0] > 0 && counts.slice(1).every((count) => count === 0), `${counts}`);
  assert.ok((await paint()) < before, 'the other arcs stay as they were');
  const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  assert.match(name, /^Recommendation 2: .*, 7 backlinks$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/ssr1\/2\.html$/);
});

test('the picture of references fits its page, and numbers are large enough to be hit', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open('ssr1/references.html');
  const frame = await page.locator('.graph-frame').evaluate((frame) => frame.scrollWidth - frame.clientWidth);
  assert.ok(frame <= 0, `${frame} px too wide`);
  const small = await page.locator('.numbers a').evaluateAll((links) =>
    links.filter((link) => link.getBoundingClientRect().width < 24 || link.getBoundingClientRect().height < 24).length,
  );
  assert.equal(small, 0);
  await page.setViewportSize({ width: 1280, height: 900 });
});
