// Five questions that readers bring: how many clicks from a report's front page, and how many screens, to each answer.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { cost } from './lib/questions.js';
import { site } from './lib/sites.js';

const DESKTOP = [1280, 900];
const PHONE = [390, 844];
const OWN = ['own', 'ssr1/index.html'];
// It has slips in its last edition.
const FULL = ['full', 'plan/index.html'];

const PARTIES = /Ministry|Weather Service|Civil Protection|Fire Academy|Water Board|Dam Safety Office|Association of Districts/;

const QUESTIONS = [
  { question: 'what is late, by how long, and whose is it?', report: OWN, answer: [/243 days/, /\b11\b/, /Staff/], desktop: [0, 1], phone: [0, 1] },
  { question: 'what slipped since the last edition, and whose is it?', report: FULL, steps: ['2023-12-31/changes.html'], answer: [/\b27[0-9]\b/, /2023/, PARTIES], desktop: [1, 3], phone: [1, 4] },
  // On a phone the search has a page of its own.
  { question: 'is 25 done?', report: OWN, steps: [{ search: '25' }, '25.html'], answer: [/\bComplete\b/], desktop: [2, 3], phone: [3, 3] },
  { question: 'what did the edition of September 2015 say of 11?', report: OWN, steps: ['11.html', { summary: '.switcher summary' }, '2015-09-30/11.html'], answer: [/not yet reported|no update/i], desktop: [3, 3], phone: [3, 3] },
  { question: 'which are covered by others?', report: OWN, steps: ['references.html'], answer: [/\b26\b/, /covered by/i, /\b25\b/], desktop: [1, 2], phone: [1, 3] },
];

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

for (const { question, report: [name, path], desktop, phone, ...way } of QUESTIONS) {
  for (const [size, [clicks, screens]] of [[DESKTOP, desktop], [PHONE, phone]]) {
    test(`${question} ${clicks} clicks and ${screens} screens, ${size[0]} pixels wide`, async () => {
      const found = await cost(page, pathToFileURL(`${site(name)}/${path}`).href, way, size);
      assert.ok(found.clicks <= clicks && found.screens <= screens, JSON.stringify(found));
    });
  }
}

test('an answer that is not there is no answer', async () => {
  const [name, path] = OWN;
  const url = pathToFileURL(`${site(name)}/${path}`).href;
  assert.ok((await cost(page, url, { answer: [/999 days/] }, DESKTOP)).missing);
  assert.ok((await cost(page, url, { steps: ['99.html'], answer: [/./] }, DESKTOP)).missing);
  assert.ok((await cost(page, url, { answer: [/Keyboard shortcuts|All recommendations/] }, DESKTOP)).screens > 1);
});
