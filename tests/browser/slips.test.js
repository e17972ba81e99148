// What slipped and whose it is: on one page, linked to and fro; and the way between the pages of a report.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { files } from './lib/site.js';
import { kinds, site } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

const WAY = 'nav.report-pages';
/** Kinds of pages that belong to a report, but for self-contained ones. */
const OF_REPORTS = ['report', 'edition', 'changes', 'overdue', 'owners', 'references', 'data', 'recommendation', 'review'];
/** Those that the way itself leads to. */
const IN_THE_WAY = ['report', 'edition', 'changes', 'overdue', 'owners', 'references', 'data', 'review'];

const open = (name, path) => page.goto(pathToFileURL(join(site(name), path)).href);

/** Address, text and state of the links of the way. */
const way = () =>
  page.locator(`${WAY} a`).evaluateAll((links) =>
    links.map((link) => ({ url: link.href, text: link.textContent, current: link.getAttribute('aria-current') })),
  );

/** The rows of a table: each cell's text and links, by the heading of its column. */
const rows = (selector) =>
  page.locator(selector).evaluateAll((tables) =>
    tables.flatMap((table) => {
      const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
      return [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => {
        const cells = [...row.cells].map((cell, place) => [
          heads[place],
          { text: cell.innerText.trim(), urls: [...cell.querySelectorAll('a')].map((link) => link.href) },
        ]);
        return { id: row.id, ...Object.fromEntries(cells) };
      });
    }),
  );

for (const name of ['own', 'full', 'full-arabic', 'statuses']) {
  test(`${name}: every page of a report leads to its others, in every width`, async () => {
    for (const kind of OF_REPORTS) {
      const [found] = kinds(name).get(kind) ?? [];
      if (!found) continue;
      await page.goto(found.url);
      const links = await way();
      if (links.length === 0) {
        // A report that has not begun, without data, has one page.
        assert.equal(name, 'statuses', found.path);
        continue;
      }
      for (const { url } of links) assert.ok(existsSync(fileURLToPath(url)), `${found.path}: ${url}`);
      const current = links.filter(({ current }) => current === 'page');
      assert.equal(current.length, IN_THE_WAY.includes(kind) ? 1 : 0, found.path);
      for (const width of [320, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const seen = await page.locator(`${WAY} a`).evaluateAll((links) =>
          links.map((link) => ({ ...link.getBoundingClientRect().toJSON(), shown: link.checkVisibility() })),
        );
        assert.ok(seen.every(({ shown, left, right, height }) => shown && left >= 0 && right <= width && height >= 24), found.path);
        const lines = new Set(seen.map(({ top }) => Math.round(top))).size;
        assert.ok(width < 390 || lines <= 2, `${found.path}: ${lines} lines at ${width} px`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });
}

test('an edition says that lists are of the latest view, and paper has none of it', async () => {
  const [edition] = kinds('own').get('edition');
  await page.goto(edition.url);
  const lists = page.locator(`${WAY} ul`).nth(1);
  const label = await lists.getAttribute('aria-labelledby');
  assert.equal(await page.locator(`#${label}`).textContent(), 'In the latest view:');
  assert.ok(await page.locator(`#${label}`).isVisible());
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator(WAY).isVisible(), false);
  await page.emulateMedia({ media: null });
});

/** The changes pages of the large report, oldest first. */
const changed = () => files(site('full')).filter((path) => path.endsWith('/changes.html')).sort();

test('one page says what slipped and whose it is', async () => {
  const last = changed().at(-1);
  await open('full', last);
  const slips = await rows('.slips');
  assert.ok(slips.length > 3, `${slips.length} slips`);
  const days = slips.map((row) => Number.parseInt(row['Days slipped'].text, 10));
  assert.deepEqual(days, [...days].sort((one, other) => other - one), 'the longest slip comes first');
  for (const row of slips) {
    for (const head of ['Responsible', 'First promised', 'Revised date']) assert.notEqual(row[head].text, '', head);
  }
  // Every party leads to its section, which exists.
  const parties = new Set(slips.flatMap((row) => row.Responsible.urls));
  assert.ok(parties.size > 1);
  for (const url of parties) {
    await page.goto(url);
    const id = decodeURIComponent(new URL(url).hash.slice(1));
    assert.equal(await page.locator(`section[id="${id}"] h2`).count(), 1, url);
  }
});

test('a slip leads to the edition in which it moved, and says the same there', async () => {
  const [late] = kinds('full').get('overdue');
  await page.goto(late.url);
  const listed = (await rows('.tracked')).filter((row) => row['Days slipped']?.urls.length > 0);
  assert.ok(listed.length > 3, `${listed.length} slipped`);
  let found = 0;
  for (const row of listed.slice(0, 12)) {
    for (const url of row['Days slipped'].urls) {
      await page.goto(url);
      const id = decodeURIComponent(new URL(url).hash.slice(1));
      const target = page.locator(`[id="${id}"]`);
      assert.equal(await target.count(), 1, url);
      if (!url.includes('changes.html')) continue;
      found += 1;
      const [slip] = (await rows('.slips')).filter((slip) => slip.id === id);
      const heads = Object.keys(slip);
      assert.equal(slip[heads[1]].text.split(' ')[0], row[Object.keys(row)[1]].text.split(' ')[0], url);
    }
  }
  assert.ok(found > 3, `${found} are changes`);
});

test('late and responsible have the same rows, and lead to each other', async () => {
  const [late] = kinds('full').get('overdue');
  await page.goto(late.url);
  const overdue = await rows('#late .tracked');
  await page.locator('.grouped a').first().click();
  assert.match(page.url(), /owners\.html$/);
  const owned = (await rows('.tracked')).filter((row) => row['Days overdue']?.text);
  const key = (row) => `${Object.values(row)[1].text} ${row.Deliverable.urls[0]}`;
  assert.deepEqual([...new Set(owned.map(key))].sort(), overdue.map(key).sort());
  const counts = (await page.locator('main > table').first().locator('tbody tr').evaluateAll((found) => found.map((row) => row.cells[1].textContent))).map(Number);
  assert.deepEqual(counts, [...counts].sort((one, other) => other - one), 'most overdue first');
  await page.locator('.grouped a').first().click();
  assert.match(page.url(), /overdue\.html$/);
});

test('changes lead from edition to edition, and to the latest view', async () => {
  const pages = changed();
  await open('full', pages[0]);
  for (const next of pages.slice(1)) {
    await page.locator('.neighbours [rel="next"]').click();
    assert.ok(page.url().endsWith(next), `${page.url()} is not ${next}`);
  }
  assert.equal(await page.locator('.neighbours [rel="next"]').count(), 0);
  for (const previous of pages.slice(0, -1).reverse()) {
    await page.locator('.neighbours [rel="prev"]').click();
    assert.ok(page.url().endsWith(previous), `${page.url()} is not ${previous}`);
  }
  await page.locator('.edition-notice a').click();
  assert.ok(page.url().endsWith('/index.html'));
  assert.equal(await page.locator('body').getAttribute('class'), 'page-report');
});

test('the kinds of changes lead to their sections', async () => {
  const last = changed().at(-1);
  await open('full', last);
  const kinds = await rows('.moved-kinds');
  assert.ok(kinds.length > 4);
  assert.match(kinds[0].Change.urls[0], /#changes-slips$/);
  for (const kind of kinds) {
    const id = new URL(kind.Change.urls[0]).hash.slice(1);
    const heading = await page.locator(`section[id="${id}"] h2`).textContent();
    assert.ok(heading.endsWith(` ${kind.Number.text}`), `${heading} does not count ${kind.Number.text}`);
    const [numbers] = Object.keys(kind).slice(3);
    for (const url of kind[numbers].urls) assert.ok(existsSync(fileURLToPath(url.split('#')[0])), url);
  }
});

for (const [words, expected] of [
  ['overdue', 'ssr1/overdue.html'],
  ['late', 'ssr1/overdue.html'],
  ['slipped', 'ssr1/overdue.html'],
  ['responsible', 'ssr1/owners.html'],
  ['changes', 'ssr1/2016-06-30/changes.html'],
  ['csv', 'ssr1/data.html'],
]) {
  test(`“${words}” finds its page first`, async () => {
    await open('own', `search.html`);
    await page.locator('#search-query').fill(words);
    await page.locator('#search-results > li').first().waitFor();
    const found = await page.locator('#search-results > li > h2 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    // Both have what slipped.
    const first = words === 'slipped' ? found.slice(0, 2) : found.slice(0, 1);
    assert.ok(first.includes(expected), `${found.slice(0, 4)}`);
  });
}

test('all of it is there without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const plain = await context.newPage();
  await plain.goto(kinds('full').get('overdue')[0].url);
  assert.ok(await plain.locator('#late .tracked tbody tr').first().isVisible());
  await plain.locator(`${WAY} a`, { hasText: 'Who is responsible' }).click();
  assert.ok(await plain.locator('section .tracked tbody tr').first().isVisible());
  await context.close();
});
