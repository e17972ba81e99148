// Words in pictures, which no browser breaks or moves: each has its room, whatever there is to show.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { build, courseProject } from './lib/site.js';

const browser = await launch();
after(() => browser.close());

/** What is wrong with the words of the pictures of a page, and how many words there are. */
const misplaced = (page) =>
  page.evaluate(() => {
    const found = [];
    let words = 0;
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    for (const picture of document.querySelectorAll('.columns-chart, .schedule, .timeline')) {
      const frame = picture.getBoundingClientRect();
      const texts = [...picture.querySelectorAll('text')].filter((text) => text.checkVisibility());
      const boxes = texts.map((text) => text.getBoundingClientRect());
      words += texts.length;
      texts.forEach((text, index) => {
        const box = boxes[index];
        if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`out: ${text.textContent}`);
        const other = boxes.findIndex((other, place) => place > index && meet(box, other));
        if (other >= 0) found.push(`${text.textContent} on ${texts[other].textContent}`);
      });
    }
    return { found, words };
  });

for (const language of ['en', 'ar']) {
  for (const editions of [2, 5, 6, 7, 14, 30]) {
    test(`words of pictures in ${language}, ${editions} editions`, async () => {
      const site = build(courseProject(language, editions));
      const page = await browser.newPage();
      for (const width of [1280, 420]) {
        await page.setViewportSize({ width, height: 900 });
        for (const path of ['index.html', '1.html']) {
          await page.goto(pathToFileURL(join(site, 'plan', path)).href);
          const { found, words } = await misplaced(page);
          assert.deepEqual(found, [], `${path} at ${width}`);
          // A narrow screen shows the chart alone.
          assert.ok(words > 0 || (width === 420 && path === '1.html'), `${path} at ${width}`);
        }
      }
      await page.close();
    });
  }
}
