// The site on a web host: below a path, with a policy that allows only its own files.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch, watch } from './lib/browser.js';
import { ofEachSite, visited } from './lib/kind-tests.js';
import { serve } from './lib/server.js';
import { build } from './lib/program.js';
import { ownProjectWith } from './lib/projects.js';
import { isStandalone } from './lib/site.js';
import { ownSite, site as siteNamed } from './lib/sites.js';

const site = ownSite();
const host = await serve(site);
const browser = await launch();
after(async () => {
  await browser.close();
  await host.close();
});
const page = await browser.newPage();

// Every kind of page on each of these sites, and further pages where they show something new.
const HOSTED = ['own', 'arabic', 'hostile', 'review'];
const FRAMED = visited(HOSTED, { only: ({ path }) => !isStandalone(path), always: ofEachSite });

for (const name of HOSTED) {
  test(`${name}: pages keep to the policy of their host`, async () => {
    const own = await serve(siteNamed(name));
    const wrong = [];
    const framed = FRAMED.filter(({ site }) => site === name);
    for (const { path } of framed) {
      const seen = watch(page);
      await page.goto(own.url + path, { waitUntil: 'load' });
      seen.stop();
      const foreign = seen.requests.filter((address) => !address.startsWith(own.url));
      const found = [...seen.problems, ...foreign.map((address) => `asks for ${address}`), ...(await inline())];
      if ((await styles()) === 0) found.push('no style sheet applies');
      wrong.push(...found.map((fault) => `${path}: ${fault}`));
    }
    await page.goto('about:blank');
    await own.close();
    assert.ok(framed.length > 5);
    assert.deepEqual(wrong, []);
  });
}

test('a policy is kept', async () => {
  await page.goto(host.url);
  const seen = watch(page);
  const complaint = page.waitForEvent('console');
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">red</p>'));
  await complaint;
  seen.stop();
  assert.notDeepEqual(seen.problems, [], 'an inline style was let through');
  assert.notDeepEqual(await inline(), [], 'an inline style was overlooked');
});

test('a reader gets from the front page to a recommendation and back', async () => {
  await page.goto(host.url);
  await page.locator('main a[href$="ssr1/index.html"]').first().click();
  await page.waitForURL(`${host.url}ssr1/index.html`);
  await page.locator('main a[href$="25.html"]').first().click();
  await page.waitForURL(`${host.url}ssr1/25.html`);
  await page.locator('header a').first().click();
  await page.waitForURL((url) => [host.url, `${host.url}index.html`].includes(url.href));
});

test('every recommendation is on its report without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${host.url}ssr1/index.html`);
  for (let number = 1; number <= 28; number += 1) {
    await plain.locator(`main a[href="${number}.html"]`).first().waitFor({ state: 'visible' });
  }
  await context.close();
});

for (const [settings, below] of [
  ['site-url = "https://www.example.org/sub/path/"', '/sub/path/'],
  ['site-url = "https://www.example.org"', '/'],
  ['', '/'],
]) {
  test(`an address that does not exist shows a page that leads back, in any directory of any host: ${settings || 'no address'}`, async () => {
    const anywhere = await serve(build(ownProjectWith(settings)), { below });
    try {
      for (const path of ['no-such-page.html', 'no/such/page.html']) {
        const seen = watch(page);
        const answer = await page.goto(anywhere.url + path, { waitUntil: 'load' });
        seen.stop();
        assert.equal(answer.status(), 404);
        // The icon of the page before may still be on its way.
        assert.deepEqual(seen.requests.filter((address) => !address.startsWith(anywhere.url) && !address.endsWith('.svg')), []);
        assert.deepEqual(await inline(), []);
        assert.ok((await styles()) > 0, 'no style sheet applies');
        await page.locator('main a').first().click();
        await page.waitForURL((url) => [anywhere.url, `${anywhere.url}index.html`].includes(url.href));
      }
    } finally {
      await anywhere.close();
    }
  });
}

/** Number of rules in each style sheet. */
function styles() {
  return page.evaluate(() =>
    [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
  );
}

/** Violations of a policy against inline code, even latent ones. */
function inline() {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll('style, [style], script:not([src])')]
      .filter((element) => !/^application\/(ld\+)?json$/.test(element.getAttribute('type')))
      .map((element) => element.outerHTML.slice(0, 120));
    const handlers = [...document.querySelectorAll('*')]
      .flatMap((element) => element.getAttributeNames())
      .filter((name) => name.startsWith('on'));
    return [...found, ...handlers];
  });
}
