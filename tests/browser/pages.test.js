// Pages of each kind, opened as files, on screens of several widths.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch, watch } from './lib/browser.js';
import { eachKind } from './lib/kind-tests.js';
import { cutOff, ids, notMirrored, overflow, tooWide } from './lib/looks.js';
import { LARGE, kinds, site } from './lib/sites.js';

// The narrowest width of WCAG, and both sides of the breakpoint for cards.
const WIDTHS = [320, 768, 820, 840, 1440];

// These have words longer than a line: breaking them has its own test, the rest must fit.
const LONG_WORDS = ['arabic', 'hostile'];
const BROKEN_WORDS = 'body * { overflow-wrap: anywhere !important; }';
// Exceptions in the theme: a test reports when they are no longer needed.
const NOT_MIRRORED = 'th, td, .matrix tbody th a, .prose blockquote, .prose blockquote *';

const browser = await launch();
after(() => browser.close());
const tab = await browser.newPage();

eachKind('works from a disk and fits every screen', async ({ site: name, url }) => {
  const root = pathToFileURL(`${site(name)}/`).href;
  const seen = watch(tab);
  await tab.goto(url, { waitUntil: 'load' });
  const wrong = [...(await ids(tab))];
  if (LONG_WORDS.includes(name)) await tab.addStyleTag({ content: BROKEN_WORDS });
  for (const width of LARGE.includes(name) ? [320, 1440] : WIDTHS) {
    await tab.setViewportSize({ width, height: 900 });
    const beyond = await overflow(tab);
    const looks = [beyond > 0 && `has to be scrolled sideways by ${beyond} pixels`, ...(await tooWide(tab))];
    // Line breaks do not change between these widths.
    if ([320, 820, 1440].includes(width)) looks.push(...(await cutOff(tab)));
    if (['arabic', 'full-arabic'].includes(name) && [320, 1440].includes(width)) looks.push(...(await notMirrored(tab, NOT_MIRRORED)));
    wrong.push(...looks.filter(Boolean).map((fault) => `at ${width} pixels: ${fault}`));
  }
  seen.stop();
  const foreign = seen.requests.filter((address) => !address.startsWith(root));
  return [...wrong, ...seen.problems, ...foreign.map((address) => `asks for ${address}`)];
});

test('words that are longer than a line are broken', { todo: 'tables, labels of statuses and the header do not break them' }, async () => {
  const wrong = [];
  await tab.setViewportSize({ width: 320, height: 900 });
  for (const name of LONG_WORDS) {
    for (const { path, url } of [...kinds(name).values()].flat()) {
      await tab.goto(url);
      wrong.push(...(await cutOff(tab)).map((fault) => `${name}: ${path}: ${fault}`));
    }
  }
  assert.deepEqual(wrong, []);
});

test('cells and quotations are mirrored too', { todo: 'their padding names a side' }, async () => {
  await tab.setViewportSize({ width: 1440, height: 900 });
  await tab.goto(pathToFileURL(`${site('arabic')}/about.html`).href);
  assert.deepEqual(await notMirrored(tab), []);
});

test('faults are found', async () => {
  await tab.setViewportSize({ width: 320, height: 900 });
  await tab.setContent(`<!DOCTYPE html><html lang="ar" dir="rtl"><body style="margin: 0"><p id="a" style="padding-left: 40px">a</p>
    <svg width="400" height="9"></svg><p id="a" style="overflow: hidden; width: 40px">${'x'.repeat(40)}</p>
    <p style="position: absolute; left: -90px; white-space: nowrap">beyond the page</p></body></html>`);
  assert.ok((await overflow(tab)) > 0, 'wider than the window');
  assert.equal((await tooWide(tab)).length, 1);
  assert.deepEqual((await cutOff(tab)).map((fault) => fault.split(':')[0]), ['cut off', 'beyond the page']);
  assert.equal((await ids(tab)).length, 1);
  assert.ok((await notMirrored(tab)).some((fault) => fault.includes('padding-left')));
});
