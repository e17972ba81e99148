// Text in charts, which browsers neither wrap nor move: everything must fit.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { build } from './lib/program.js';
import { courseProject } from './lib/projects.js';

const browser = await launch();
after(() => browser.close());

/** Faults of the chart texts of a page, and the texts. */
const misplaced = (page) =>
  page.evaluate(() => {
    const found = [];
    const words = [];
    const meet = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    const is = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 4 && a.bottom <= b.bottom + 4;
    const box = (element) => element.getBoundingClientRect();
    for (const picture of document.querySelectorAll('.schedule')) {
      const seen = (selector) => [...picture.querySelectorAll(selector)].filter((element) => element.checkVisibility());
      const texts = seen('text, .schedule-rows > li > span');
      const marks = seen('.schedule-rows :is(use[x], .schedule-late)');
      texts.forEach((text, index) => {
        words.push(text.textContent);
        if (!is(box(text), box(picture))) found.push(`out: ${text.textContent}`);
        for (const other of texts.slice(index + 1).filter((other) => meet(box(text), box(other)))) {
          found.push(`${text.textContent} meets ${other.textContent}`);
        }
        for (const mark of marks.filter((mark) => meet(box(text), box(mark)))) {
          found.push(`${text.textContent} meets a mark, ${mark.outerHTML}`);
        }
      });
    }
    return { found, words };
  });

for (const language of ['en', 'ar']) {
  for (const editions of [1, 2, 5, 6, 9, 14, 17, 26]) {
    test(`words of pictures in ${language}, ${editions} editions`, async () => {
      const site = build(courseProject(language, editions));
      const page = await browser.newPage();
      for (const width of [1280, 800, 420]) {
        await page.setViewportSize({ width, height: 900 });
        for (const path of ['overdue.html', '1.html']) {
          await page.goto(pathToFileURL(join(site, 'plan', path)).href);
          const { found, words } = await misplaced(page);
          assert.deepEqual(found, [], `${path} at ${width}`);
          assert.ok(words.length > 0, `${path} at ${width}`);
        }
      }
      await page.close();
    });
  }
}
