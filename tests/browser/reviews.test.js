// A review's page: one table of what is reported, assessed and done, and compact entries.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch } from './lib/browser.js';
import { overflow } from './lib/looks.js';
import { kinds } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

const address = (site, path) => kinds(site).get('review').find((page) => page.path === path).url;
const open = (site, path) => page.goto(address(site, path));
const flat = (text) => text.replace(/\s+/g, ' ').trim();

/** The table's rows, by the names of its columns. */
const rows = () =>
  page.locator('#entries table').evaluate((table) => {
    const flat = (cell) => cell.textContent.replace(/\s+/g, ' ').trim();
    const names = [...table.tHead.rows[0].cells].map(flat);
    return [...table.querySelectorAll('tr[data-position]')]
      .filter((row) => row.checkVisibility())
      .map((row) => Object.fromEntries([...row.cells].map((cell, index) => [names[index], flat(cell)])));
  });

test('claim, assessment, agreement and progress stand side by side', async () => {
  await open('review', 'review/index.html');
  const [first, second, third] = await rows();
  assert.deepEqual(first, { 'No.': '1', Title: 'Do thing 1', 'Reported status': 'Complete', Assessment: 'Partly met', Comparison: 'Differs', Progress: '20%', Teams: 'PL, IS' });
  assert.equal(second.Comparison, 'Agrees');
  assert.equal(second.Progress, 'Not given');
  assert.deepEqual([third['Reported status'], third.Comparison], ['Not yet reported', 'Cannot be compared']);
  assert.match(flat(await page.locator('#assessments h2').textContent()), /^1 of 5 entries is assessed otherwise than reported$/);
});

test('bars are as long as the figures beside them, and 0 has none', async () => {
  await open('review', 'review/index.html');
  const bars = await page.locator('#entries tr[data-position]').evaluateAll((rows) =>
    rows.map((row) => {
      const svg = row.querySelector('svg.measure');
      const share = svg && (100 * svg.querySelector('rect').getBoundingClientRect().width) / svg.getBoundingClientRect().width;
      return { progress: row.dataset.progress ? Number(row.dataset.progress) : null, share };
    }),
  );
  assert.ok(bars.some(({ share }) => share !== null));
  for (const { progress, share } of bars) {
    if (progress) assert.ok(Math.abs(share - progress) < 1, `${share} for ${progress}`);
    else assert.equal(share, null);
  }
});

test('entries are sorted by progress and filtered by team', async () => {
  await open('review', 'review/index.html');
  await page.getByRole('button', { name: 'Progress' }).click();
  assert.deepEqual((await rows()).map(({ Progress }) => Progress), ['20%', '60%', '80%', '100%', 'Not given']);
  await page.getByLabel('Teams').selectOption('IS');
  assert.deepEqual((await rows()).map((row) => row['No.']), ['1', '4', '5', '2']);
});

test('progress that is the same for all is said once', async () => {
  await open('own', 'ssr2-workplan/index.html');
  const text = flat(await page.locator('main').innerText());
  assert.match(text, /None of the 25 entries that give their progress has begun: 0% each\./);
  assert.match(text, /2 entries give no progress: 26, 27/);
  assert.equal(text.match(/0%/g).length, 1);
  assert.equal(await page.locator('main :is(progress, svg.measure)').count(), 0);
  assert.equal((await rows()).length, 27);
});

for (const width of [390, 768, 1280]) {
  test(`the table has its columns where they fit: ${width} pixels`, async () => {
    await page.setViewportSize({ width, height: 900 });
    await open('review', 'review/index.html');
    assert.ok((await overflow(page)) <= 0, 'the page is too wide');
    const display = await page.locator('#entries tr[data-position]').first().evaluate((row) => getComputedStyle(row).display);
    assert.equal(display === 'table-row', width >= 640, display);
    const scrolled = await page.locator('main *').evaluateAll((all) => all.filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow)).length);
    assert.equal(scrolled, 0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}

test("a recommendation shows its claim beside a review's assessment", async () => {
  const recommendation = kinds('review').get('recommendation').find((page) => page.path === 'plan/1.html') ?? { url: address('review', 'review/index.html').replace('review/index.html', 'plan/1.html') };
  await page.goto(recommendation.url);
  const facts = await page.locator('#review .entry-facts > div').evaluateAll((all) => all.map((one) => [...one.children].map((part) => part.textContent.trim())));
  assert.deepEqual(facts.slice(0, 3), [['Reported status', 'Complete'], ['Assessment', 'Partly met'], ['Comparison', 'Differs']]);
});
