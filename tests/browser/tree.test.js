// Folding the parts of recommendations in the table, by mouse and keyboard.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { check } from './lib/axe.js';
import { launch, watch } from './lib/browser.js';
import { build, project } from './lib/program.js';

const files = {
  'book.toml': '[book]\ntitle = "Made"\n',
  'content/_index.md': '+++\ntitle = "Made"\n+++\n',
  'content/plan/_index.md': '+++\nkind = "implementation"\ntitle = "Plan"\n+++\n',
  'content/plan/2016-06-30/_index.md': '+++\ntitle = "June"\n+++\n',
};
for (const [number, whole] of [['1', ''], ['1.1', '1'], ['1.1.1', '1.1'], ['1.2', '1'], ['2', ''], ['2.1', '2']]) {
  const keys = whole ? `part_of = "${whole}"\n` : '';
  files[`content/plan/recommendations/rec-${number}.md`] =
    `+++\nnumber = "${number}"\ntitle = "Title ${number}"\n${keys}+++\nDo it.\n`;
  const status = number === '1.1.1' ? 'complete' : 'planned';
  files[`content/plan/2016-06-30/rec-${number}.md`] = `+++\nnumber = "${number}"\nstatus = "${status}"\n+++\n`;
}
const site = build(project(files));
const browser = await launch();
after(() => browser.close());
let page;
let seen;

beforeEach(async () => {
  if (page) await page.close();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  seen = watch(page);
  await page.goto(pathToFileURL(`${site}/plan/index.html`).href);
});

const row = (number) =>
  page.locator('[data-recommendations] tr[data-position]').filter({
    has: page.getByText(`Title ${number}`, { exact: true }),
  });
const fold = (number) => row(number).locator('button.fold');
const expanded = (number) => fold(number).getAttribute('aria-expanded');
const said = () => page.locator('.filters [role="status"]').textContent();
const shown = () =>
  page
    .locator('[data-recommendations] tr[data-position]')
    .evaluateAll((rows) =>
      rows.filter((row) => row.checkVisibility()).map((row) => row.querySelector('th a').textContent.replace('Title ', '')),
    );

const ALL = ['1', '1.1', '1.1.1', '1.2', '2', '2.1'];

test('everything is unfolded at first, and only wholes can be folded', async () => {
  assert.deepEqual(await shown(), ALL);
  const buttons = page.locator('button.fold');
  assert.equal(await buttons.count(), 3);
  for (const number of ['1', '1.1', '2']) assert.equal(await expanded(number), 'true', number);
  const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')));
  assert.equal(new Set(names.filter(Boolean)).size, 3, `each has a name of its own: ${names}`);
});

test('a folded whole hides its parts, and theirs', async () => {
  await fold('1').click();
  assert.deepEqual(await shown(), ['1', '2', '2.1']);
  assert.equal(await expanded('1'), 'false');
  assert.equal(await said(), '6 of 6 recommendations', 'folding is no filter');
  await fold('1').click();
  assert.deepEqual(await shown(), ALL);
});

test('what is folded within a whole stays folded', async () => {
  await fold('1.1').click();
  assert.deepEqual(await shown(), ['1', '1.1', '1.2', '2', '2.1']);
  await fold('1').click();
  await fold('1').click();
  assert.deepEqual(await shown(), ['1', '1.1', '1.2', '2', '2.1']);
});

test('the keyboard folds, and keeps the focus', async () => {
  await fold('2').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await shown(), ['1', '1.1', '1.1.1', '1.2', '2']);
  assert.ok(await fold('2').evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Space');
  assert.deepEqual(await shown(), ALL);
});

test('a filter unfolds what it finds, and shows what contains it', async () => {
  await fold('1.1').click();
  await fold('1').click();
  await page.locator('.filters [name="status"]').selectOption('complete');
  assert.deepEqual(await shown(), ['1', '1.1', '1.1.1']);
  assert.equal(await said(), '1 of 6 recommendations', 'what contains it is not counted');
  const context = await page.locator('tr.context').evaluateAll((rows) => rows.map((row) => row.dataset.position));
  assert.equal(context.length, 2, 'wholes are shown as context only');
  assert.equal(await expanded('1'), 'true');
});

test('a folded table is accessible', async () => {
  await fold('1').click();
  seen.stop();
  assert.deepEqual(seen.problems, []);
  const { violations, passes } = await check(page);
  assert.deepEqual(violations, []);
  for (const rule of ['button-name', 'target-size']) assert.ok(passes.includes(rule), `the rule \`${rule}\` was not run`);
});
