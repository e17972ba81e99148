// Redirects from earlier addresses.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch, watch } from './lib/browser.js';
import { serve } from './lib/server.js';
import { build } from './lib/program.js';
import { movedProject } from './lib/projects.js';
import { pages } from './lib/site.js';
import { site as siteNamed } from './lib/sites.js';

const PAGE = 'méthode 2.html';
const site = siteNamed('moved');
const browser = await launch();
after(() => browser.close());

for (const address of ['old/address.html', 'older/index.html']) {
  test(`${address} leads on, from a disk`, async () => {
    const page = await browser.newPage();
    const seen = watch(page);
    await page.goto(pathToFileURL(`${site}/${address}`).href);
    await page.waitForURL(pathToFileURL(`${site}/plan/1.html`).href);
    assert.match(await page.locator('h1').innerText(), /One/);
    assert.deepEqual(seen.problems, []);
    await page.close();
  });
}

test('an earlier address leads on, on a host', async () => {
  const host = await serve(site);
  const page = await browser.newPage();
  const seen = watch(page);
  await page.goto(`${host.url}older/`);
  await page.waitForURL(`${host.url}plan/1.html`);
  assert.deepEqual(seen.problems, []);
  await page.close();
  await host.close();
});

// Requested query and fragment, and the result.
const ASKED = [
  ['#plain', '#plain', 'plain'],
  ['#o%C3%B9-et-quand', '#o%C3%B9-et-quand', 'où-et-quand'],
  ['#où-et-quand', '#o%C3%B9-et-quand', 'où-et-quand'],
  ['#%E6%94%B9%E5%96%84-100%25', '#%E6%94%B9%E5%96%84-100%25', '改善-100%'],
  ['?status=late&q=a%26b#plain', '?status=late&q=a%26b#plain', 'plain'],
  ['?status=late', '?status=late', null],
  ['#no-such-place', '#no-such-place', null],
  ['#', '', null],
];

for (const theme of ['default', 'fragment']) {
  const themed = build(movedProject(`[output.html]\ntheme = "${theme}"\n`));

  test(`a place and a view of an earlier address are those of the new one, ${theme}, on a host`, async (t) => {
    const host = await hosted(t, themed);
    const { page, seen } = await opened(t);
    // A slow page leaves time for the refresh to interfere.
    await page.route('**/guide/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await route.continue();
    });
    for (const [asked, kept, id] of ASKED) {
      await page.goto(`${host.url}old/guide.html${asked}`, { waitUntil: 'commit' });
      await leadsTo(page, `${new URL(`guide/${PAGE}`, host.url)}${kept}`, id);
      await page.goto('about:blank');
    }
    assert.deepEqual(seen.problems, []);
  });

  test(`a place and a view of an earlier address are those of the new one, ${theme}, from a disk`, async (t) => {
    const { page, seen } = await opened(t);
    for (const [asked, kept, id] of ASKED) {
      await page.goto(`${pathToFileURL(`${themed}/old/guide.html`)}${asked}`, { waitUntil: 'commit' });
      await leadsTo(page, `${pathToFileURL(`${themed}/guide/${PAGE}`)}${kept}`, id);
      await page.goto('about:blank');
    }
    assert.deepEqual(seen.problems, []);
  });
}

test('an earlier address is no step back', async (t) => {
  const host = await hosted(t, site);
  const { page } = await opened(t);
  await page.goto(`${host.url}index.html`);
  await page.goto(`${host.url}old/guide.html#plain`, { waitUntil: 'commit' });
  await leadsTo(page, `${new URL(`guide/${PAGE}`, host.url)}#plain`, 'plain');
  await page.goBack();
  assert.equal(page.url(), `${host.url}index.html`);
});

test('without scripts an earlier address leads to the beginning of the page', async (t) => {
  const { page } = await opened(t, { javaScriptEnabled: false });
  await page.goto(`${pathToFileURL(`${site}/old/guide.html`)}#plain`, { waitUntil: 'commit' });
  await page.waitForURL(pathToFileURL(`${site}/guide/${PAGE}`).href);
});

test('the way on is also a link, for who is not led', () => {
  const text = readFileSync(`${site}/old/address.html`, 'utf8');
  assert.match(text, /<a href="\.\.\/plan\/1\.html">/);
  assert.ok(!pages(site).includes('old/address.html'));
});

/** A hosted site, for one test. */
async function hosted(t, directory) {
  const host = await serve(directory);
  t.after(() => host.close());
  return host;
}

/** A page in its own browser, for one test, and its observed addresses. */
async function opened(t, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  return { page, seen: watch(page) };
}

/** Waits for an address and for its anchor, or the top of the page, to be in view. */
async function leadsTo(page, address, id) {
  await page.waitForURL(new URL(address).href);
  await page.waitForLoadState();
  const { target, top, scrolled } = await page.evaluate(() => {
    const target = document.querySelector(':target');
    return { target: target?.id ?? null, top: target?.getBoundingClientRect().top, scrolled: scrollY };
  });
  assert.equal(target, id, address);
  if (id === null) assert.equal(scrolled, 0, address);
  else assert.ok(top > -1 && top < 100, `${id} is at ${top}`);
}
