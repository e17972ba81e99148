// User preferences: forced colours, large text, reduced motion, no scripts.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch, watch } from './lib/browser.js';
import { ofEachSite, visited } from './lib/kind-tests.js';
import { overflow, unseenShapes } from './lib/looks.js';

const browser = await launch();
// Double text size: sizes in `rem`, including the layout's, follow it.
const large = await launch(['--blink-settings=defaultFontSize=32']);
after(() => Promise.all([browser.close(), large.close()]));

// Every kind of page on each of these sites, and further pages where they show something new.
const LARGE_TEXT = ['own', 'arabic', 'hostile', 'statuses'];
const FORCED_COLOURS = ['own', 'hostile', 'statuses'];
const PLAIN = ['own', 'hostile', 'review'];

/** Visits pages of all kinds of a site, one of some; returns faults by page. */
async function eachPage(sites, name, check) {
  const wrong = [];
  for (const { path, url } of visited(sites, { always: ofEachSite }).filter(({ site }) => site === name)) {
    wrong.push(...(await check(url)).map((fault) => `${path}: ${fault}`));
  }
  return wrong;
}

for (const name of LARGE_TEXT) {
  test(`${name}: pages fit with text of twice the size`, async () => {
    const page = await large.newPage({ viewport: { width: 1280, height: 900 } });
    const wrong = await eachPage(LARGE_TEXT, name, async (url) => {
      await page.goto(url);
      if (['arabic', 'hostile'].includes(name)) await page.addStyleTag({ content: 'body * { overflow-wrap: anywhere !important; }' });
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
      const beyond = await overflow(page);
      return beyond > 0 ? [`is ${beyond} pixels too wide`] : [];
    });
    await page.close();
    assert.deepEqual(wrong, []);
  });
}

for (const name of FORCED_COLOURS) {
  test(`${name}: pages are told apart in forced colours`, async () => {
    const page = await browser.newPage({ forcedColors: 'active' });
    const wrong = await eachPage(FORCED_COLOURS, name, async (url) => {
      await page.goto(url);
      return unseenShapes(page);
    });
    await page.close();
    assert.deepEqual(wrong, []);
  });
}

for (const name of PLAIN) {
  test(`${name}: pages are whole without movement and without scripts`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const seen = watch(page);
    const wrong = await eachPage(PLAIN, name, async (url) => {
      await page.goto(url);
      const text = await page.locator('main').innerText();
      return text.trim() ? [] : ['shows nothing'];
    });
    seen.stop();
    await context.close();
    assert.deepEqual([...wrong, ...seen.problems], []);
  });
}
