// Search: from `file://`, on a host with a strict policy, by keyboard, without scripts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { check } from './lib/axe.js';
import { launch, watch } from './lib/browser.js';
import { overflow } from './lib/looks.js';
import { serve } from './lib/server.js';
import { build } from './lib/program.js';
import { searchedProject } from './lib/projects.js';
import { displayText } from './lib/site.js';
import { ownSite } from './lib/sites.js';

const own = ownSite();
const made = build(searchedProject());
const hosts = { own: await serve(own), made: await serve(made) };
const browser = await launch();
after(async () => {
  await browser.close();
  await Promise.all(Object.values(hosts).map((host) => host.close()));
});

/** A tab on the search page, or another, and its errors. */
async function open(t, site, path = 'search.html', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = watch(page);
  await page.goto(hosts[site].url + path);
  t.after(async () => {
    await context.close();
    assert.deepEqual(seen.problems, [], 'the browser complains');
    assert.deepEqual(seen.requests.filter((address) => !address.startsWith(hosts[site].url)), []);
  });
  return { page, seen };
}

const count = (n, query) => `${n} ${n === 1 ? 'result' : 'results'} for “${query}”`;

/** Waits for results. */
async function said(page, text) {
  await page.locator('#search-status', { hasText: text }).waitFor();
}

const names = (page) => page.locator('#search-results > li > h2 a').allTextContents();
const addresses = (page) =>
  page.locator('#search-results a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
const marks = (page) => page.locator('#search-results mark').allTextContents();

async function find(page, query) {
  await page.locator('#search-query').fill(query);
  await page.waitForFunction(
    (query) => document.querySelector('#search-status').textContent.includes(`“${query}”`),
    query.trim(),
  );
}

test('the index is loaded when somebody searches, and not before', async (t) => {
  const { page, seen } = await open(t, 'made', 'index.html');
  await page.goto(`${hosts.made.url}search.html`, { waitUntil: 'networkidle' });
  const loads = () => seen.requests.filter((address) => address.endsWith('search-index.js')).length;
  assert.equal(loads(), 0);
  await page.locator('#search-query').pressSequentially('fram', { delay: 20 });
  await said(page, count(2, 'fram'));
  await find(page, 'frame');
  assert.equal(loads(), 1, 'it is loaded once');
});

test('results come while typing, and the address says for what', async (t) => {
  const { page } = await open(t, 'made');
  await page.locator('#search-query').pressSequentially('secu', { delay: 20 });
  await said(page, '“secu”');
  assert.equal(new URL(page.url()).searchParams.get('q'), 'secu');
  assert.match(await page.title(), /^secu – /);
  assert.deepEqual([...new Set(await marks(page))], ['Sécu', 'secu', 'Secu']);
});

const CASES = [
  ['a number comes first', 'made', '2', ['Recommendation 2: Framework']],
  ['a number as people write it', 'made', 'Recommendation 2', ['Recommendation 2: Framework']],
  ['with the series', 'made', 'ssr1 2', ['Recommendation 2: Framework']],
  ['an exact title comes before one that holds it', 'made', 'framework', ['Recommendation 2: Framework', 'Recommendation 1: Framework of Sécurité']],
  ['accents and capitals do not count', 'made', 'SECURITE', ['Recommendation 1: Framework of Sécurité']],
  ['accents that are typed do not count either', 'made', 'frámewórk sécurité', ['Recommendation 1: Framework of Sécurité']],
  ['all words have to be there', 'made', 'framework nowhere', []],
  ['a word is found by its beginning and not by its middle', 'made', 'ework', []],
  ['any part of a text without spaces is found', 'made', '安全', ['Recommendation 3: 改善网络安全']],
  ['Arabic without its vowels', 'made', 'الأمان', ['Recommendation 4: الأَمَان']],
  ['what is text stays text', 'made', 'onerror', ['Recommendation 5: <img src=x onerror=alert(1)>']],
  ['in a report of the real world', 'own', '25', ['Recommendation 25: Mechanisms for identifying risks']],
];
for (const [name, site, query, expected] of CASES) {
  test(`${name}: ${query}`, async (t) => {
    const { page } = await open(t, site);
    await find(page, query);
    const found = await names(page);
    if (expected.length === 0) assert.deepEqual(found, []);
    else assert.deepEqual(found.slice(0, expected.length), expected);
    assert.equal(await page.locator('#search-results img').count(), 0);
  });
}

test('a recommendation is one result, with the newest edition first', async (t) => {
  const { page } = await open(t, 'made');
  await find(page, 'progress');
  assert.deepEqual(await names(page), ['Recommendation 1: Framework of Sécurité']);
  const places = page.locator('#search-results .search-place');
  assert.deepEqual(await places.allTextContents(), [
    'Autumn, 31 December 2016 · Project status',
    'Summer, 30 June 2016 · Deliverable',
  ]);
  assert.deepEqual(await addresses(page), ['ssr1/1.html', 'ssr1/2016-12-31/1.html', 'ssr1/2016-06-30/1.html#deliverable-report']);
  await page.locator('#search-results summary').click();
  const others = page.locator('#search-results details .search-place');
  assert.equal(await others.first().textContent(), 'Summer, 30 June 2016 · Project status');
  await page.locator('#search-results a').nth(2).click();
  await page.waitForURL(/2016-06-30\/1\.html#deliverable-report$/);
  assert.equal(await page.locator(':target').count(), 1);
});

test('decisions, parties and corrections are found', async (t) => {
  const { page } = await open(t, 'made');
  for (const [query, place] of [
    ['rejected', 'Decision'],
    ['registry services', 'Summer, 30 June 2016 · Responsible'],
    ['misprinted', 'Summer, 30 June 2016 · Corrections'],
  ]) {
    await find(page, query);
    assert.deepEqual(await page.locator('#search-results .search-place').allTextContents(), [place], query);
  }
});

test('a long text is cut around what was found', async (t) => {
  const { page } = await open(t, 'made');
  await find(page, 'needle');
  const text = await page.locator('.search-text').first().textContent();
  assert.match(text, /^… .*needle.* …$/s);
  assert.ok(text.length < 300, text);
});

test('fifty results are shown, and more on demand', async (t) => {
  const { page } = await open(t, 'made');
  await find(page, 'many');
  assert.equal((await names(page)).length, 50);
  await said(page, '60 results for “many”; the first 50 are shown');
  const more = page.locator('#search-more button');
  assert.equal(await more.textContent(), 'Show 10 more');
  await more.focus();
  await page.keyboard.press('Enter');
  assert.equal((await names(page)).length, 60);
  assert.equal(await more.isVisible(), false);
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, (await names(page))[50], 'the focus is on the first of them');
});

test('where nothing is found, the tables are a click away', async (t) => {
  const { page } = await open(t, 'made');
  const tables = page.locator('#search-tables a');
  assert.ok(await tables.first().isVisible());
  await find(page, 'framework');
  assert.equal(await tables.first().isVisible(), false);
  await find(page, 'nowhere');
  assert.equal(await page.locator('#search-results').isVisible(), false);
  await tables.first().click();
  await page.waitForURL(/index\.html#recommendations$/);
});

test('a search can be cited and gone back to', async (t) => {
  const { page } = await open(t, 'made', 'ssr1/index.html');
  await page.locator('header input[name="q"]').fill('framework sécurité');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\.html\?q=framework/);
  await said(page, count(1, 'framework sécurité'));
  await find(page, 'progress');
  await page.locator('#search-query').press('Enter');
  await find(page, 'needle');
  await page.locator('#search-results a').first().click();
  await page.waitForURL(/ssr1\/1\.html$/);
  for (const query of ['needle', 'progress', 'framework sécurité']) {
    await page.goBack();
    await page.waitForFunction((query) => document.querySelector('#search-query')?.value === query, query);
    await said(page, `“${query}”`);
  }
  await page.goBack();
  await page.waitForURL(/ssr1\/index\.html$/);
});

test('searching needs no mouse', async (t) => {
  const { page } = await open(t, 'own', 'search.html?q=risk');
  await page.locator('#search-results h2').first().waitFor();
  await page.locator('#search-query').focus();
  const stops = [];
  for (let stop = 0; stop < 4; stop += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => {
      const { outlineStyle } = getComputedStyle(document.activeElement);
      return [document.activeElement.localName, outlineStyle !== 'none'];
    }));
  }
  assert.deepEqual(stops[0], ['button', true]);
  assert.deepEqual(stops[1], ['a', true]);
  await page.locator('#search-results details summary').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('#search-results details[open] li').first().waitFor({ state: 'visible' });
});

test('it works from a disk', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const seen = watch(page);
  const root = pathToFileURL(`${own}/`).href;
  await page.goto(`${root}ssr1/25.html`);
  await page.locator('header input[name="q"]').fill('risk management');
  await page.keyboard.press('Enter');
  await page.locator('#search-results h2').first().waitFor();
  await find(page, 'dnssec');
  await page.locator('#search-results a').first().click();
  await page.waitForURL(/ssr1\//);
  assert.deepEqual(seen.problems, []);
  assert.deepEqual(seen.requests.filter((address) => !address.startsWith(root)), []);
});

test('without scripts, the page leads to everything', async (t) => {
  const { page } = await open(t, 'own', 'search.html?q=risk', { javaScriptEnabled: false });
  await page.getByText(displayText('without-script')).waitFor();
  assert.ok(await page.locator('#search-tables a[href="ssr1/index.html#recommendations"]').isVisible());
  assert.ok(await page.locator('#search-tables a[href="ssr2-workplan/index.html"]').isVisible());
});

test('an index that cannot be loaded is told of', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.route('**/search-index.js', (route) => route.abort());
  await page.goto(`${hosts.made.url}search.html?q=framework`);
  await said(page, displayText('failed'));
  assert.ok(await page.locator('#search-tables a').first().isVisible());
  await page.unroute('**/search-index.js');
  await find(page, 'frame');
  assert.notDeepEqual(await names(page), []);
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 320]) {
    test(`results are accessible at ${width} pixels in ${colorScheme} colours`, async (t) => {
      const { page } = await open(t, 'own', 'search.html?q=risk', { viewport: { width, height: 900 }, colorScheme });
      await page.locator('#search-results details').first().waitFor();
      await page.locator('#search-results summary').first().click();
      const { violations, passes } = await check(page);
      assert.deepEqual(violations, []);
      assert.ok(passes.includes('color-contrast'));
      assert.equal(await overflow(page), 0);
      const background = await page.locator('#search-results mark').first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
      assert.match(background, colorScheme === 'dark' ? /^rgb\(22, 44, 72\)$/ : /^rgb\(229, 238, 250\)$/);
    });
  }
}

test('a narrow screen has a link in place of the form', async (t) => {
  const { page } = await open(t, 'own', 'index.html');
  const [form, link] = ['.site-search', '.site-search-link'].map((selector) => page.locator(selector));
  assert.deepEqual([await form.isVisible(), await link.isVisible()], [true, false]);
  await page.setViewportSize({ width: 320, height: 700 });
  assert.deepEqual([await form.isVisible(), await link.isVisible()], [false, true]);
  await link.click();
  await page.waitForURL(/search\.html$/);
});

test('the script makes no markup and runs no text', () => {
  const page = readFileSync(join(own, 'search.html'), 'utf8');
  const [, path] = /<script src="([^"]+)" defer>/.exec(page);
  const script = readFileSync(join(own, path), 'utf8');
  assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|fetch\(|import\(/);
});
