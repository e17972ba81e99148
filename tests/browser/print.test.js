// Printed pages.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { ofEachSite, visited } from './lib/kind-tests.js';
import { cutOff, overflow, paleOnPaper } from './lib/looks.js';
import { LARGE, SITES, ownSite } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ colorScheme: 'dark' });

test('a recommendation can be printed', async () => {
  await page.goto(pathToFileURL(`${ownSite()}/ssr1/25.html`).href);
  const printed = await page.pdf({ format: 'A4' });
  assert.equal(printed.subarray(0, 5).toString('latin1'), '%PDF-');
  assert.ok(printed.length > 10_000, `only ${printed.length} bytes`);
});

// Every kind of page on each site, and further pages where they show something new. Print documents of 300
// recommendations have more of the same.
const PRINTED = visited(SITES, { only: ({ site, kind }) => !LARGE.includes(site) || kind !== 'print', always: ofEachSite });

for (const name of SITES) {
  test(`${name}: pages are dark on light on paper, and nothing is cut off`, async () => {
    const wrong = [];
    // The printable area of A4 with margins of 2 cm, at 96 dpi.
    await page.setViewportSize({ width: 642, height: 900 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const { path, url } of PRINTED.filter(({ site }) => site === name)) {
      await page.goto(url);
      if (['arabic', 'hostile'].includes(name)) await page.addStyleTag({ content: 'body * { overflow-wrap: anywhere !important; }' });
      const beyond = await overflow(page);
      const found = [...(await paleOnPaper(page)), beyond > 0 && `is ${beyond} pixels too wide`, ...(await cutOff(page))];
      wrong.push(...found.filter(Boolean).map((fault) => `${path}: ${fault}`));
    }
    assert.deepEqual(wrong, []);
  });
}

test('a print page leads back on screen only, and breaks no word of its title', async () => {
  for (const view of ['', '2016-03-31/']) {
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(pathToFileURL(`${ownSite()}/ssr1/${view}print.html`).href);
    assert.deepEqual(await broken(page, 'h1, h2'), []);
    const back = page.locator('.way-back a');
    assert.equal(await back.count(), 2);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await back.first().isVisible(), false);
    await page.emulateMedia({ media: 'screen' });
    const [report, edition] = await back.evaluateAll((links) => links.map((link) => link.href));
    assert.ok(report.endsWith('/ssr1/index.html'), report);
    assert.match(edition, /\/ssr1\/2016-0[36]-[0-9]+\/index\.html$/);
    await back.first().click();
    await page.waitForURL(report);
  }
});

/** Words of elements that are on more than one line. */
function broken(page, selector) {
  return page.evaluate((selector) => {
    const found = [];
    for (const element of document.querySelectorAll(selector)) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, word.index);
          range.setEnd(texts.currentNode, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word[0]);
        }
      }
    }
    return found;
  }, selector);
}

test('faults are found', async () => {
  await page.setContent('<!DOCTYPE html><body style="color: #ccc; background: #222"><p style="width: 900px">wide');
  assert.equal((await paleOnPaper(page)).length, 2);
  assert.ok((await overflow(page)) > 0);
  await page.setContent('<!DOCTYPE html><p style="width: 3em; overflow-wrap: anywhere">recommendations');
  assert.deepEqual(await broken(page, 'p'), ['recommendations']);
});
