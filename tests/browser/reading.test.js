// Reader features: colour scheme, edition switcher, citation, keyboard shortcuts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { check } from './lib/axe.js';
import { launch, watch } from './lib/browser.js';
import { serve } from './lib/server.js';
import { ownSite } from './lib/sites.js';

const host = await serve(ownSite());
const browser = await launch();
after(async () => {
  await browser.close();
  await host.close();
});

let context;
let page;
before(async () => {
  context = await browser.newContext({ colorScheme: 'light' });
  page = await context.newPage();
});

const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('colours are those of the system until the reader chooses, and then on every page', async () => {
  const seen = watch(page);
  await page.goto(`${host.url}ssr1/25.html`);
  const button = page.locator('.colours');
  const light = await ground();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  await button.click();
  const dark = await ground();
  assert.notEqual(dark, light);
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await page.goto(`${host.url}ssr1/26.html`);
  assert.equal(await ground(), dark, 'on the next page');
  assert.deepEqual((await check(page)).violations, []);
  await page.locator('.colours').press('Enter');
  assert.equal(await ground(), light);
  assert.equal(await page.evaluate(() => localStorage.getItem('colours')), null, 'it follows the system again');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await ground(), dark);
  await page.emulateMedia({ colorScheme: 'light' });
  seen.stop();
  assert.deepEqual(seen.problems, []);
});

test('the edition is switched, and the recommendation stays', async () => {
  await page.goto(`${host.url}ssr1/25.html`);
  await page.locator('.switcher summary').focus();
  await page.keyboard.press('Enter');
  const choices = await page.locator('.switcher a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(choices, [
    '25.html',
    '2016-06-30/25.html',
    '2016-03-31/25.html',
    '2015-09-30/25.html',
    '2015-06-30/25.html',
  ]);
  assert.deepEqual((await check(page)).violations, [], 'with the menu open');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.switcher').getAttribute('open'), null);
  await page.locator('.switcher summary').click();
  await page.locator('.switcher a[href="2016-03-31/25.html"]').click();
  await page.waitForURL(`${host.url}ssr1/2016-03-31/25.html`);
  // An edition shows nothing of later ones.
  const known = await page.locator('.switcher a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(known, ['../25.html', '25.html', '../2015-09-30/25.html', '../2015-06-30/25.html']);
  await page.locator('.switcher summary').click();
  await page.locator('h1').click();
  assert.equal(await page.locator('.switcher').getAttribute('open'), null, 'a click elsewhere closes it');
});

test('a page is cited by the address that stays', async () => {
  for (const [path, expected] of [
    ['ssr1/25.html', '2016-06-30/25.html'],
    ['ssr1/2015-09-30/25.html', '25.html'],
    ['ssr1/index.html', 'ssr1/2016-06-30/'],
  ]) {
    await page.goto(host.url + path);
    await page.locator('.cite summary').click();
    const link = page.locator('.cite a');
    const url = await link.getAttribute('href');
    assert.ok(url.endsWith(expected), `${path}: ${url}`);
    assert.equal(await link.textContent(), url);
    assert.match(await page.locator('.cite p').textContent(), /edition of \d+ \w+ \d{4}/);
  }
});

test('single keys lead on, and can be turned off', async () => {
  await page.goto(`${host.url}ssr1/25.html`);
  await page.keyboard.press('n');
  await page.waitForURL(`${host.url}ssr1/26.html`);
  await page.keyboard.press('p');
  await page.waitForURL(`${host.url}ssr1/25.html`);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q', 'to the search');
  await page.keyboard.press('n');
  assert.ok(page.url().endsWith('/25.html'), 'no key leads on while the reader writes');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  const dialog = page.locator('dialog.shortcuts');
  await dialog.waitFor({ state: 'visible' });
  assert.deepEqual((await check(page)).violations, [], 'with the list open');
  await page.keyboard.press('n');
  assert.ok(page.url().endsWith('/25.html'), 'no key leads on while the list is open');
  await dialog.locator('input').uncheck();
  await dialog.locator('.shortcuts-close').click();
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  assert.ok(page.url().endsWith('/25.html'));
  assert.equal(await dialog.isVisible(), false);
  await page.reload();
  await page.keyboard.press('n');
  assert.ok(page.url().endsWith('/25.html'), 'it holds on other pages');
  await page.locator('.shortcuts-open').click();
  await dialog.locator('input').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.waitForURL(`${host.url}ssr1/26.html`);
});

test('without scripts there is no button that does nothing', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const tab = await plain.newPage();
  await tab.goto(`${host.url}ssr1/25.html`);
  for (const button of await tab.locator('button[type="button"]').all()) assert.equal(await button.isVisible(), false);
  await tab.locator('.switcher summary').click();
  assert.equal(await tab.locator('.switcher a').first().isVisible(), true);
  await plain.close();
});

for (const [path, width] of ['ssr1/index.html', 'ssr1/25.html', 'index.html'].flatMap((path) => [[path, 412], [path, 1280]])) {
  test(`nothing of ${path} moves while it is loaded, ${width} px wide`, async () => {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    await tab.goto(host.url + path, { waitUntil: 'networkidle' });
    assert.equal(await tab.locator('.colours').isVisible(), true, 'the scripts have run');
    const moved = await tab.evaluate(
      () =>
        new Promise((resolve) => {
          const shifts = (list) =>
            list.getEntries().flatMap(({ value, sources }) => [value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
          new PerformanceObserver((list) => resolve(shifts(list))).observe({ type: 'layout-shift', buffered: true });
          // No observation without a change.
          setTimeout(() => resolve([]), 300);
        }),
    );
    assert.deepEqual(moved, []);
    await tab.close();
  });
}
