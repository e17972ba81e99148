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
          marks: row.querySelectorAll('use[x]').length,
          dates: row.querySelector('small').textContent.trim(),
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
    .locator('#references .relation-list > li')
    .evaluateAll((items) => items.map((item) => [item.querySelector('span').textContent, item.querySelector('a').getAttribute('href')]));
  return items.filter(([words]) => relation.test(words)).map(([, address]) => address);
}

/** What the page of references says, as read by a person: counts, rankings and rows. */
function readReferences() {
  return page.evaluate(() => {
    const number = (text) => Number(/\d+/.exec(text)?.[0]);
    const rows = [...document.querySelectorAll('#references tbody tr')].map((row) => {
      const [, , to, by] = row.children;
      const links = (cell) => [...(cell?.querySelectorAll('.referrals a') ?? [])].map((link) => link.getAttribute('href'));
      return { number: row.children[0].textContent, to: links(to), by: links(by), href: row.querySelector('th a').getAttribute('href') };
    });
    const ranked = [...document.querySelectorAll('#referred tbody tr')].map((row) => ({
      href: row.querySelector('th a').getAttribute('href'),
      count: number(row.querySelector('.figure').textContent),
      bar: parseFloat(row.querySelector('svg rect')?.getAttribute('width') ?? 'NaN'),
      by: row.querySelectorAll('.referrals a').length,
    }));
    return {
      said: number(document.querySelector('.summary').textContent),
      drawn: document.querySelectorAll('.graph').length ? document.querySelectorAll('.graph > .arc').length : null,
      title: document.querySelector('#referred h2').textContent,
      referred: document.querySelector('#referred').textContent,
      rows,
      ranked,
    };
  });
}

for (const name of ['own', 'large']) {
  test(`${name}: the page of references has all of them, and its ranking is true`, async () => {
    await page.goto(kinds(name).get('references')[0].url);
    const { said, drawn, title, referred, rows, ranked } = await readReferences();
    assert.ok(drawn === null || drawn === said, `${drawn} of ${said} references are drawn`);
    const to = rows.flatMap(({ to }) => to);
    assert.equal(to.length, said);
    // Every reference has its backlink, and the other way round.
    const counts = new Map(rows.map(({ href, by }) => [href, by.filter((link) => !link.includes('/')).length]));
    for (const [href, count] of counts) assert.equal(to.filter((link) => link === href).length, count, href);
    const most = Math.max(...counts.values());
    assert.ok(title.includes(`${most}`), title);
    // The ranking is that of the rows, and says of how many it is.
    const twice = [...counts.values()].filter((count) => count > 1).sort((a, b) => b - a);
    assert.deepEqual(ranked.map(({ count }) => count), twice.slice(0, ranked.length));
    assert.deepEqual(ranked.map(({ href }) => counts.get(href)), ranked.map(({ count }) => count));
    for (const { count, bar, by } of ranked) {
      // Bars of the same length would show nothing.
      if (ranked.every((other) => other.count === most)) assert.ok(Number.isNaN(bar), `a bar of ${bar}`);
      else assert.ok(Math.abs(bar - (count * 100) / most) < 0.01, `a bar of ${bar} for ${count} of ${most}`);
      assert.equal(by, count);
    }
    if (twice.length > ranked.length) assert.ok(referred.includes(`${ranked.length} of ${twice.length}`), referred.slice(0, 300));
  });
}

test('a circle of references is told in its title, and how it goes', async () => {
  await open('ssr1/references.html');
  const cycles = page.locator('#cycles');
  assert.match(await cycles.locator('h2').textContent(), /25, 26, 27 and 28 refer to one another in a circle/);
  assert.deepEqual(await cycles.locator('li').evaluateAll((rows) => rows.map((row) => row.textContent.replace(/\s+/g, ' ').trim())).then((rows) => rows.filter((row) => row.startsWith('26 '))), [
    '26 Timely completion of the Risk Management Framework covered by 25',
  ]);
});

for (const width of [320, 390, 768, 1440]) {
  test(`references: the same in every width, and numbers can be hit: ${width} pixels`, async () => {
    await page.setViewportSize({ width, height: 900 });
    await open('ssr1/references.html');
    const { said, rows, ranked } = await readReferences();
    assert.equal(rows.flatMap(({ to }) => to).length, said);
    const seen = await page.locator('.referrals a, #referred svg').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    const all = await page.locator('.referrals a, #referred svg').count();
    assert.ok(ranked.length > 0 && seen === all, `${seen} of ${all} are to be seen`);
    const small = await page.locator('.referrals a').evaluateAll((links) =>
      links.map((link) => link.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length,
    );
    assert.equal(small, 0);
    const scrolled = await page.locator('main *').evaluateAll((all) => all.filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow)).map((one) => one.className));
    assert.deepEqual(scrolled, []);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}
