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

test('bars are as long as the figures beside them', async () => {
  await page.goto(url('ssr1/index.html'));
  const rows = await page.locator('#progress tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      counts: [...row.querySelectorAll('.shares .figure')].map((figure) => Number(figure.textContent)),
      widths: [...row.querySelectorAll('.bar > .segment')].map((segment) => parseFloat(segment.getAttribute('width'))),
      done: row.querySelector('[data-label="Done"]').textContent.trim(),
      late: row.querySelector('[data-label="Late"]').textContent.trim(),
    })),
  );
  assert.deepEqual(rows.map(({ done }) => done), ['20 of 28', '20 of 28', '16 of 28', '15 of 28'], 'newest first');
  assert.deepEqual(rows.map(({ late }) => late), ['7', '0', '0', '0']);
  for (const { counts, widths } of rows) {
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 28);
    assert.equal(widths.length, counts.length);
    widths.forEach((width, part) => assert.ok(Math.abs(width - (counts[part] * 100) / 28) < 0.02, `${width} for ${counts[part]}`));
  }
});

test('every row has its course over all editions, in a picture and in words', async () => {
  await page.goto(url('ssr1/index.html'));
  const courses = await page.locator('tbody .course').evaluateAll((all) =>
    all.map((course) => ({
      words: course.getAttribute('aria-label'),
      cells: [...course.querySelectorAll('.run')].map((run) => Number(/h(\d+)/.exec(run.getAttribute('d'))[1]) / 10),
      kinds: [...course.querySelectorAll('.run')].map((run) => run.classList[1]),
      dots: (course.querySelector('.course-dot')?.getAttribute('d').match(/M/g) ?? []).length,
      role: course.getAttribute('role'),
    })),
  );
  assert.equal(courses.length, 28);
  for (const { words, cells, kinds, dots, role } of courses) {
    assert.equal(role, 'img');
    assert.equal(cells.reduce((sum, count) => sum + count, 0), 4, words);
    assert.equal(words.split('; ').length, kinds.length, words);
    assert.ok(words.endsWith(`Reported in ${dots} of 4 editions.`), words);
  }
  assert.ok(courses.some(({ words }) => words === 'Not yet reported; Behind schedule, original plan to be adjusted from 30 June 2016. Reported in 1 of 4 editions.'));
  const ends = courses.filter(({ kinds }) => kinds.at(-1) === 'run--done');
  assert.equal(ends.length, 20, 'done at the end');
});

test('an edition shows its own course and nothing later', async () => {
  await page.goto(url('ssr1/2015-09-30/index.html'));
  assert.equal(await page.locator('#progress tbody tr').count(), 2);
  assert.equal(await page.locator('tbody .course').first().getAttribute('viewBox'), '0 0 20 10');
  assert.doesNotMatch(await page.locator('main').textContent(), /2016/);
});

test('cells of different kinds differ without colours', async () => {
  await page.goto(url('ssr1/index.html'));
  const shapes = await page.locator('ul.course-key .run').evaluateAll((runs) =>
    runs.map((run) => {
      const { strokeWidth, strokeDasharray } = getComputedStyle(run);
      return [run.classList[1], `${strokeWidth} ${strokeDasharray}`];
    }),
  );
  const active = shapes.find(([kind]) => kind === 'run--active')[1];
  const none = shapes.find(([kind]) => kind === 'run--none')[1];
  const done = shapes.find(([kind]) => kind === 'run--done')[1];
  assert.equal(new Set([active, none, done]).size, 3);
});

test('the first screen says what is done, what is late, for how long, and whose it is', async () => {
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.goto(url('ssr1/index.html'));
    for (const words of ['20 of 28', 'Nothing newly done since 31 March 2016.', '7 of 28', '243 days', 'Staff']) {
      const { bottom } = await page.getByText(words, { exact: true }).first().evaluate((element) => element.getBoundingClientRect().toJSON());
      assert.ok(bottom <= height, `${words}: ${bottom} of ${height}`);
    }
    const header = await page.locator('.site-header').evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(header <= 64, `the header is ${header} high at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('a cited view of the table is in sight', async () => {
  await page.goto(`${url('ssr1/index.html')}?owner=Staff&overdue=1`);
  const top = await page.locator('#recommendations').evaluate((section) => section.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 100, `${top}`);
  await page.goto(url('ssr1/index.html'));
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test('a row has one stop of the keyboard', async () => {
  await page.goto(url('ssr1/index.html'));
  const stops = await page.locator('tbody tr[data-position]').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('a, button').length));
  assert.deepEqual([...new Set(stops)], [1]);
});

test('late bars end at the as-of date', async () => {
  await page.goto(url('ssr1/overdue.html'));
  const ends = await page.locator('.schedule').first().evaluate((picture) => ({
    now: picture.querySelector('.schedule-axis .schedule-now').getBoundingClientRect().x,
    bars: [...picture.querySelectorAll('.schedule-rows .schedule-late')].map((bar) => bar.getBoundingClientRect().right),
    words: [...picture.querySelectorAll('text')].map((text) => text.getBoundingClientRect().right),
    right: picture.getBoundingClientRect().right,
  }));
  assert.equal(ends.bars.length, 7);
  for (const end of ends.bars) assert.ok(Math.abs(end - ends.now) <= 2, `${end} for ${ends.now}`);
  for (const end of ends.words) assert.ok(end <= ends.right, 'a word is cut off');
});
