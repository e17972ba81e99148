// An earlier address leads to where its page is now.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch, watch } from './lib/browser.js';
import { serve } from './lib/server.js';
import { build, movedProject, pages } from './lib/site.js';

const site = build(movedProject());
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

test('the way on is also a link, for who is not led', () => {
  const text = readFileSync(`${site}/old/address.html`, 'utf8');
  assert.match(text, /<a href="\.\.\/plan\/1\.html">/);
  assert.ok(!pages(site).includes('old/address.html'));
});
