// Charts of a report agree with its tables and data.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { ownSite } from './lib/sites.js';

const site = ownSite();
const url = (path) => pathToFileURL(join(site, path)).href;
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

test('columns are as high as the figures in the table', async () => {
  await page.goto(url('ssr1/index.html'));
  const columns = await page.locator('.columns-chart .column').evaluateAll((all) =>
    all.map((column) =>
      [...column.querySelectorAll('rect')].map((part) => ({
        kind: part.getAttribute('class'),
        height: Number(part.getAttribute('height')),
      })),
    ),
  );
  await page.locator('.figures summary').click();
  const rows = await page.locator('.figures tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
  );
  assert.equal(columns.length, 4);
  assert.equal(rows.length, 4);
  rows.forEach((counts, place) => {
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 28);
    const heights = columns[place].map(({ height }) => height);
    const expected = counts.filter((count) => count > 0).map((count) => (count * 220) / 28);
    assert.equal(heights.length, expected.length);
    heights.forEach((height, part) => assert.ok(Math.abs(height - expected[part]) <= 1, `${height} for ${expected[part]}`));
  });
  const boxes = await page.locator('.columns-chart .column-date').evaluateAll((all) => all.map((text) => text.getBoundingClientRect().toJSON()));
  boxes.slice(1).forEach((box, place) => assert.ok(box.left > boxes[place].right, 'dates overlap'));
});

test('every recommendation has a cell for every edition', async () => {
  await page.goto(url('ssr1/index.html'));
  const cells = await page.locator('.matrix tbody tr').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('.cell')].map((cell) => ({ name: cell.getAttribute('aria-label'), href: cell.getAttribute('href') })),
    ),
  );
  assert.equal(cells.length, 28);
  const names = cells.flat();
  assert.equal(names.length, 112);
  assert.equal(new Set(names.map(({ name }) => name)).size, 112, 'names tell cells apart');
  assert.equal(names.filter(({ name }) => name.endsWith(': Complete')).length, 15 + 16 + 20 + 20);
  for (const { name, href } of names) {
    const number = /Recommendation (\S+),/.exec(name)[1];
    assert.ok(href.endsWith(`/${number}.html`), `${name}: ${href}`);
  }
});

test('an edition shows its own course and nothing later', async () => {
  await page.goto(url('ssr1/2015-09-30/index.html'));
  assert.equal(await page.locator('.columns-chart .column').count(), 2);
  assert.equal(await page.locator('.matrix').count(), 0);
  assert.doesNotMatch(await page.locator('main').textContent(), /2016/);
});

test('shapes of statuses differ without colours', async () => {
  await page.goto(url('ssr1/index.html'));
  const shapes = await page.locator('.matrix').evaluate((matrix) => {
    const kinds = ['done', 'active', 'late', 'none'];
    return kinds.map((kind) => getComputedStyle(matrix.querySelector(`.cell--${kind}`), '::before').clipPath);
  });
  assert.equal(new Set(shapes).size, shapes.length, shapes.join('\n'));
  assert.ok(!shapes.includes('none'));
});

test('late bars end at the as-of date', async () => {
  await page.goto(url('ssr1/overdue.html'));
  const ends = await page.locator('.schedule').evaluate((picture) => ({
    now: picture.querySelector('.schedule-now').getBoundingClientRect().x,
    bars: [...picture.querySelectorAll('.schedule-late')].map((bar) => bar.getBoundingClientRect().right),
    words: [...picture.querySelectorAll('text')].map((text) => text.getBoundingClientRect().right),
    right: picture.getBoundingClientRect().right,
  }));
  assert.equal(ends.bars.length, 7);
  for (const end of ends.bars) assert.ok(Math.abs(end - ends.now) <= 2, `${end} for ${ends.now}`);
  for (const end of ends.words) assert.ok(end <= ends.right, 'a word is cut off');
});
