// What the theme and the pages say is short, plain, and calls lateness by two words.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch } from './lib/browser.js';
import { kinds } from './lib/sites.js';
import { WORDS } from './lib/sites/full-words.js';
import { displayTexts, grade, sentences, words } from './lib/words.js';

const MOST_WORDS = 20;
// Years of school, by Flesch and Kincaid. "Recommendation" and "deliverable" alone have five syllables each.
const HIGHEST_GRADE = { texts: 7, pages: 7 };

// A recommendation is late, a deliverable overdue. What a report calls its statuses is its own.
const OTHER_WORDS = /\b(delay(s|ed|ing)?|put off|past due|past its date|miss(es|ed)|behind schedule|behindhand|postpon(e|es|ed|ing)|belated(ly)?|tardy|in arrears|lag(s|ged|ging)?)\b/i;

// What stands in place of `{name}`.
const ITEMS = { item: 'recommendation', items: 'recommendations', Item: 'Recommendation', Items: 'Recommendations' };
const filled = (text) => text.replace(/\{([^}]*)\}/g, (_, name) => ITEMS[name] ?? (/^(date|first|from|since|to)$/.test(name) ? 'June' : '12'));

const texts = displayTexts().map(({ key, text }) => ({ key, text: filled(text) }));
const complete = (all) => all.filter((sentence) => /[.?!]$/.test(sentence));

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

test('sentences of the theme are short', () => {
  const long = texts.flatMap(({ key, text }) => sentences(text).filter((sentence) => words(sentence) > MOST_WORDS).map((sentence) => `${key}: ${sentence}`));
  assert.deepEqual(long, []);
});

test('sentences of the theme are plain', (t) => {
  const all = complete(texts.flatMap(({ text }) => sentences(text)));
  assert.ok(all.length > 100, `${all.length} sentences`);
  const measured = grade(all);
  t.diagnostic(`grade ${measured.toFixed(1)} of ${all.length} sentences`);
  assert.ok(measured <= HIGHEST_GRADE.texts, `grade ${measured.toFixed(1)}`);
});

test('lateness has two words', () => {
  // Words by which readers search are theirs, and not shown.
  const shown = texts.filter(({ key }) => !key.startsWith('list-words.'));
  assert.ok(shown.length < texts.length);
  assert.deepEqual(shown.filter(({ text }) => OTHER_WORDS.test(text)), []);
});

test('sentences of pages are short and plain', async (t) => {
  const { language, ...authored } = WORDS;
  const own = Object.values(authored).flatMap(function texts(value) {
    if (typeof value === 'string') return value.length > 5 ? [value] : [];
    return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
  });
  const found = new Map();
  for (const [kind, pages] of kinds('full')) {
    // Its texts are those of the other pages.
    if (kind === 'print') continue;
    for (const { path, url } of pages.slice(0, 2)) {
      await page.goto(url);
      for (const text of await page.evaluate(written, own)) for (const sentence of sentences(text)) found.set(sentence, path);
    }
  }
  const long = [...found].filter(([sentence]) => words(sentence) > MOST_WORDS);
  assert.deepEqual(long, []);
  const all = complete([...found.keys()]);
  assert.ok(all.length > 50, `${all.length} sentences`);
  const measured = grade(all);
  t.diagnostic(`grade ${measured.toFixed(1)} of ${all.length} sentences`);
  assert.ok(measured <= HIGHEST_GRADE.pages, `grade ${measured.toFixed(1)}`);
});

test('faults are found', () => {
  assert.match('It was put off.', OTHER_WORDS);
  assert.deepEqual(sentences('One is here now. 2 are there as well.').length, 2);
  assert.ok(grade(['Organisational responsibilities necessitate comprehensive documentation.']) > 15);
  assert.ok(grade(['The cat sat on the mat.']) < 3);
});

/** Runs in the browser: the blocks of text that the program wrote, with `it` for what the report's authors did. */
function written(own) {
  const body = document.body.cloneNode(true);
  for (const element of body.querySelectorAll('.prose, .statement, .words, script, style, nav, blockquote, h1, svg, form, .cite, p:has(> code)')) element.remove();
  for (const link of body.querySelectorAll('a[href]')) link.textContent = 'it';
  const blocks = 'p, li, dt, dd, caption, figcaption, td, th, div';
  // A row of single words, such as a status beside its count, is no sentence.
  return [...body.querySelectorAll(blocks)]
    .filter((element) => !element.querySelector(`${blocks}, ul, ol, table, details`))
    .map((element) => own.sort((one, other) => other.length - one.length).reduce((text, words) => text.replace(new RegExp(`(?<!\\p{L})${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'gu'), 'it'), element.textContent.replace(/\s+/g, ' ').trim()))
    // A list of links is looked through, not read.
    .map((text) => text.replace(/\bit(?:,? (?:and )?it\b)+/g, 'it'));
}
