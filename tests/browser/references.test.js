// References and backlinks on pages.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { displayText } from './lib/site.js';
import { SITES, kinds, ownSite } from './lib/sites.js';

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

test('a recommendation that another one covers says so', async () => {
  await open('ssr1/26.html');
  assert.deepEqual(await listed('covered-by'), ['25.html']);
});

test('a recommendation lists those that refer to it', async () => {
  await open('ssr1/25.html');
  const back = await listed('referred-by');
  for (const address of ['26.html', '27.html', '28.html']) {
    assert.ok(back.includes(address), `${address} is not among ${back}`);
  }
});

test('an edition refers to itself', async () => {
  await open('ssr1/2016-06-30/26.html');
  assert.deepEqual(await listed('covered-by'), ['25.html']);
});

for (const name of SITES) {
  test(`${name}: timelines are there in words`, async () => {
    for (const { path, url } of kinds(name).get('recommendation')) {
      await page.goto(url);
      for (const timeline of await timelines()) {
        assert.equal(timeline.role, 'img', path);
        assert.notEqual(timeline.name, '', path);
        assert.equal(timeline.items.length, timeline.points, `${path}: the list is not as long as the line`);
        for (const [index, item] of timeline.items.entries()) {
          // A word wider than its place is hyphenated.
          const label = timeline.labels[index].replaceAll('- ', '');
          assert.ok(item.replaceAll('- ', '').includes(label), `${path}: “${timeline.labels[index]}” is not in “${item}”`);
        }
      }
    }
  });
}

test('a timeline is there to be looked at, and a narrow screen has the words', async () => {
  await open('ssr1/25.html');
  assert.equal((await timelines()).length, 1);
  await page.setViewportSize({ width: 320, height: 900 });
  const list = page.locator('#timeline ol').first();
  assert.ok(await list.isVisible());
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.ok(await page.locator('#timeline svg').first().isVisible());
});

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

/** Addresses in the list of references below a heading. */
async function listed(key) {
  const heading = page.locator('#references').getByRole('heading', { name: displayText(key), exact: true });
  assert.equal(await heading.count(), 1, `no heading “${displayText(key)}”`);
  return heading
    .locator('xpath=..')
    .locator('a')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
}

function timelines() {
  return page.evaluate(() => {
    const flat = (text) => text.replace(/\s+/g, ' ').trim();
    const named = (svg) =>
      flat(
        (svg.getAttribute('aria-labelledby') ?? '')
          .split(/\s+/)
          .map((id) => document.getElementById(id)?.textContent ?? '')
          .join(' '),
      );
    return [...document.querySelectorAll('#timeline svg:not(svg svg):not([aria-hidden])')].map((svg) => {
      const points = [...svg.querySelectorAll('g:has(> circle)')];
      return {
        role: svg.getAttribute('role'),
        name: named(svg),
        points: points.length,
        labels: points.map((point) =>
          flat([...point.querySelectorAll(':scope > text')].slice(1).map((line) => line.textContent).join(' ')),
        ),
        items: [...document.querySelectorAll('#timeline ol > li')].map((item) => flat(item.textContent)),
      };
    });
  });
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
