// Printed pages.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { isOnDisk } from './lib/kind-tests.js';
import { cutOff, overflow, paleOnPaper } from './lib/looks.js';
import { LARGE, SITES, kinds, ownSite } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ colorScheme: 'dark' });

test('a recommendation can be printed', async () => {
  await page.goto(pathToFileURL(`${ownSite()}/ssr1/25.html`).href);
  const printed = await page.pdf({ format: 'A4' });
  assert.equal(printed.subarray(0, 5).toString('latin1'), '%PDF-');
  assert.ok(printed.length > 10_000, `only ${printed.length} bytes`);
});

for (const name of SITES) {
  test(`${name}: pages are dark on light on paper, and nothing is cut off`, async () => {
    const wrong = [];
    // The printable area of A4 with margins of 2 cm, at 96 dpi.
    await page.setViewportSize({ width: 642, height: 900 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const { path, url } of [...kinds(name).values()].flat().filter(isOnDisk).filter(({ kind }) => !LARGE.includes(name) || kind !== 'print')) {
      await page.goto(url);
      if (['arabic', 'hostile'].includes(name)) await page.addStyleTag({ content: 'body * { overflow-wrap: anywhere !important; }' });
      const beyond = await overflow(page);
      const found = [...(await paleOnPaper(page)), beyond > 0 && `is ${beyond} pixels too wide`, ...(await cutOff(page))];
      wrong.push(...found.filter(Boolean).map((fault) => `${path}: ${fault}`));
    }
    assert.deepEqual(wrong, []);
  });
}

test('faults are found', async () => {
  await page.setContent('<!DOCTYPE html><body style="color: #ccc; background: #222"><p style="width: 900px">wide');
  assert.equal((await paleOnPaper(page)).length, 2);
  assert.ok((await overflow(page)) > 0);
});
