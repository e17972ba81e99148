// Filtering and sorting the table of recommendations: by mouse, keyboard and address.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { check } from './lib/axe.js';
import { launch, watch } from './lib/browser.js';
import { overflow } from './lib/looks.js';
import { serve } from './lib/server.js';
import { build } from './lib/program.js';
import { ownProjectWith, tableProject } from './lib/projects.js';
import { files } from './lib/site.js';
import { ownSite } from './lib/sites.js';

const site = ownSite();
const made = build(tableProject());
const host = await serve(made);
const browser = await launch();
after(async () => {
  await browser.close();
  await host.close();
});
let page;
let seen;

beforeEach(async () => {
  if (page) await page.close();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  seen = watch(page);
});

// For this repository's content.
const OVERDUE = ['11', '12', '20', '21', '22', '5', '7'];
const ALL = Array.from({ length: 28 }, (_, index) => `${index + 1}`);

const open = (query = '', path = 'ssr1/index.html') =>
  page.goto(pathToFileURL(`${site}/${path}`).href + query);
const openMade = (query = '', path = 'plan/index.html') => page.goto(host.url + path + query);
const control = (name) => page.locator(`.filters [name="${name}"]`);
const head = (name) => page.locator(`thead [data-sort="${name}"] button`);
const query = () => decodeURIComponent(new URL(page.url()).search);

/** Numbers of the visible rows, top to bottom. */
const shown = (table = page.locator('[data-recommendations]')) =>
  table
    .locator('tbody tr:not(.group)')
    .evaluateAll((rows) =>
      rows.filter((row) => row.checkVisibility()).map((row) => row.querySelector('.number').textContent),
    );

/** Visible group headings. */
const groups = () =>
  page
    .locator('[data-recommendations] tr.group th')
    .evaluateAll((heads) =>
      heads.filter((head) => head.checkVisibility()).map((head) => head.firstChild.textContent.trim()),
    );

const said = () => page.locator('.filters [role="status"]').textContent();
const sorted = () =>
  page
    .locator('thead th[aria-sort]')
    .evaluateAll((heads) => heads.map((head) => `${head.dataset.sort} ${head.getAttribute('aria-sort')}`));

test('all is shown at first, and the live region says how much that is', async () => {
  await open();
  assert.deepEqual(await shown(), ALL);
  assert.equal(await said(), '28 of 28 recommendations');
  assert.deepEqual(await sorted(), ['number ascending']);
  assert.equal((await groups()).length, 13);
  assert.equal(query(), '');
});

for (const [name, query, expected] of [
  ['a status', '?status=planned', ['4']],
  ['a kind of status', '?status=kind:late', ['5', '7', '11', '12', '20', '21', '22']],
  ['a group', "?group=ICANN's SSR-Related Budget and Staff", ['20', '21', '22']],
  ['what is overdue', '?overdue=1', ['5', '7', '11', '12', '20', '21', '22']],
  ['a word', '?q=BUDGET', ['20', '21', '22']],
  ['a number', '?q=27', ['27']],
  ['words in any order', '?q=staff 21', ['21']],
  ['two at once', '?q=gtlds&status=behind-replan', ['11', '22']],
  ['three at once', "?q=gtlds&overdue=1&group=ICANN Operational Responsibilities", ['11']],
  ['nothing at all', '?q=zzz', []],
]) {
  test(`rows are filtered by ${name}`, async () => {
    await open(query);
    assert.deepEqual(await shown(), expected);
    assert.equal(await said(), `${expected.length} of 28 recommendations`);
  });
}

test('rows are filtered by who is responsible, accents and case do not matter in a text', async () => {
  await openMade();
  assert.deepEqual(await shown(), ['1', '2', '3', '4']);
  await control('owner').selectOption('Éditions & Co');
  assert.deepEqual(await shown(), ['1', '3']);
  assert.equal(await said(), '2 of 4 recommendations');
  await control('owner').selectOption('-');
  assert.deepEqual(await shown(), ['3'], 'whose deliverables name nobody');
  await control('owner').selectOption('');
  await control('q').fill('  ETE  MÉTHODE');
  assert.deepEqual(await shown(), ['2']);
  await control('q').fill('sécurité');
  assert.deepEqual(await shown(), ['1', '2'], 'the name of a group');
  await control('q').fill('');
  await control('status').selectOption('-');
  assert.deepEqual(await shown(), ['4']);
  assert.equal(query(), '?status=-');
  await control('status').selectOption('');
  await control('group').selectOption('-');
  assert.deepEqual(await shown(), ['4'], 'which is in no group');
  assert.deepEqual(await groups(), ['Not in a group'], 'groups without rows are hidden');
  assert.deepEqual(seen.problems, []);
});

test('rows are sorted by each column, both ways', async () => {
  for (const [name, first, up, down] of [
    ['number', 'descending', ['1', '2', '3', '4'], ['4', '3', '2', '1']],
    ['title', 'ascending', ['2', '1', '3', '4'], ['4', '3', '1', '2']],
    // Empty cells come last.
    ['status', 'ascending', ['3', '2', '1', '4'], ['1', '2', '3', '4']],
    ['as-of', 'descending', ['2', '1', '3', '4'], ['3', '1', '2', '4']],
    // In what is complete nothing is overdue.
    ['late', 'descending', ['2', '1', '3', '4'], ['1', '2', '3', '4']],
  ]) {
    await openMade();
    await head(name).click();
    assert.deepEqual(await sorted(), [`${name} ${first}`]);
    assert.deepEqual(await shown(), first === 'ascending' ? up : down, name);
    await head(name).click();
    assert.deepEqual(await sorted(), [`${name} ${first === 'ascending' ? 'descending' : 'ascending'}`]);
    assert.deepEqual(await shown(), first === 'ascending' ? down : up, name);
  }
  assert.deepEqual(seen.problems, []);
});

test('an edition is sorted by what is new in it', async () => {
  await open('?sort=new', 'ssr1/2016-06-30/index.html');
  const fresh = ['4', '5', '7', '11', '12', '13', '20', '21', '22', '24'];
  assert.deepEqual((await shown()).slice(0, 10), fresh);
  await open('?sort=new&order=desc', 'ssr1/2016-06-30/index.html');
  assert.deepEqual((await shown()).slice(-10), fresh);
  assert.equal(await page.locator('tr[data-as-of]').count(), 28);
  await open('?status=kind:late', 'ssr1/2015-06-30/index.html');
  assert.deepEqual(await shown(), [], 'nothing was late then');
});

test('in another order than by number, each row says its group', async () => {
  await open();
  const named = page.locator('.recommendations th[scope="row"] .aside');
  assert.equal(await named.count(), 0);
  await head('late').click();
  assert.deepEqual((await shown()).slice(0, 7), OVERDUE);
  assert.deepEqual(await groups(), []);
  assert.equal(await named.count(), 28);
  assert.equal(await named.first().textContent(), 'ICANN Operational Responsibilities');
  await head('number').click();
  assert.deepEqual(await shown(), ALL);
  assert.equal((await groups()).length, 13);
  assert.equal(await named.count(), 0);
  await head('number').click();
  assert.deepEqual(await shown(), [...ALL].reverse());
  assert.equal((await groups())[0], 'Incidence Response and Notification');
});

test('groups that lie between each other are not in the order of numbers', async () => {
  await openMade('', 'mixed/index.html');
  assert.deepEqual(await shown(), ['1', '3', '2']);
  assert.deepEqual(await sorted(), []);
  await head('number').click();
  assert.deepEqual(await shown(), ['1', '2', '3']);
  assert.deepEqual(await sorted(), ['number ascending']);
  assert.deepEqual(await groups(), []);
  assert.equal(query(), '?sort=number');
  await page.reload();
  assert.deepEqual(await shown(), ['1', '2', '3']);
  await page.locator('.filters button').click();
  assert.deepEqual(await shown(), ['1', '3', '2']);
});

test('the address says what is shown, and shows it again', async () => {
  await open('?from=mail#recommendations');
  await control('status').selectOption('behind-replan');
  await control('owner').selectOption('Staff');
  await control('overdue').check();
  await control('q').fill('gtlds');
  await control('q').blur();
  await head('as-of').click();
  const address = '?from=mail&q=gtlds&status=behind-replan&owner=Staff&overdue=1&sort=as-of&order=desc';
  await page.waitForURL((url) => url.search === address);
  assert.equal(new URL(page.url()).hash, '#recommendations');
  await page.reload();
  assert.deepEqual(await shown(), ['11', '22']);
  assert.equal(await control('status').inputValue(), 'behind-replan');
  assert.equal(await control('owner').inputValue(), 'Staff');
  assert.equal(await control('q').inputValue(), 'gtlds');
  assert.ok(await control('overdue').isChecked());
  assert.deepEqual(await sorted(), ['as-of descending']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  assert.deepEqual(await shown(), ALL);
  assert.equal(await said(), '28 of 28 recommendations');
  await page.waitForURL((url) => url.search === '?from=mail');
  assert.deepEqual(seen.problems, []);
});

test('what a browser fills in by itself when a page is shown does not count', async () => {
  await open('?status=planned');
  await page.evaluate(() => {
    document.querySelector('.filters [name="overdue"]').checked = true;
    document.querySelector('.filters [name="status"]').value = 'complete';
    dispatchEvent(new PageTransitionEvent('pageshow'));
  });
  assert.deepEqual(await shown(), ['4']);
  assert.equal(await control('status').inputValue(), 'planned');
  assert.equal(await control('overdue').isChecked(), false);
});

test('the address does not change with every key that is pressed', async () => {
  await open();
  await page.evaluate(() => {
    globalThis.changes = 0;
    const original = history.replaceState;
    history.replaceState = function (...values) {
      globalThis.changes += 1;
      return original.apply(this, values);
    };
  });
  await control('q').pressSequentially('the recommendations', { delay: 5 });
  await page.waitForURL((url) => url.search === '?q=the+recommendations');
  const changes = await page.evaluate(() => globalThis.changes);
  assert.ok(changes < 10, `${changes} changes`);
});

test('back and forward show what was shown', async () => {
  await open('?status=planned');
  const link = page.locator('.recommendations tbody a:visible').first();
  await control('status').selectOption('behind-replan');
  await link.click();
  await page.waitForURL(/5\.html$/);
  await page.goBack();
  await page.locator('.filters').waitFor();
  assert.equal((await shown()).length, 7);
  assert.equal(query(), '?status=behind-replan');
  await page.goForward();
  await page.waitForURL(/5\.html$/);
  // Within one page: a fragment link adds a history entry.
  await open('?q=budget');
  await page.evaluate(() => {
    location.hash = 'recommendations';
  });
  await control('q').fill('');
  await control('q').blur();
  assert.deepEqual(await shown(), ALL);
  await page.goBack();
  await page.waitForFunction(() => location.hash === '');
  await page.waitForFunction(() => document.querySelector('.filters [name="q"]').value === 'budget');
  assert.deepEqual(await shown(), ['20', '21', '22']);
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('.filters [name="q"]').value === '');
  assert.deepEqual(await shown(), ALL);
});

test('a link to a group that is hidden shows it', async () => {
  await open('?status=planned');
  assert.equal((await groups()).length, 1);
  await page.evaluate(() => {
    location.hash = 'group-9';
  });
  await page.locator('#group-9').waitFor();
  assert.equal(await said(), '28 of 28 recommendations');
  await page.waitForFunction(() => document.querySelector('#group-9').getBoundingClientRect().top < innerHeight);
});

test('what an address asks for and there is not is ignored', async () => {
  await open('?status=lost&group=x&owner=Nobody&overdue=yes&sort=constructor&order=up');
  assert.deepEqual(await shown(), ALL);
  assert.deepEqual(await sorted(), ['number ascending']);
  await open('?status=lost&owner=STAFF&sort=late&order=asc');
  assert.equal((await shown()).length, 25, 'a name in another spelling is the same');
  assert.deepEqual(await sorted(), ['late ascending']);
  await open('?q=%E0%A4%A&status=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E');
  assert.equal(await page.locator('img').count(), 0);
  assert.deepEqual(seen.problems, []);
});

test('the live region is one, and says each thing once', async () => {
  await open();
  const region = page.locator('.filters [role="status"]');
  assert.equal(await region.count(), 1);
  await region.evaluate((region) => {
    globalThis.heard = [];
    new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await control('q').pressSequentially('budget');
  await head('title').click();
  await control('q').fill('21');
  const heard = await page.evaluate(() => globalThis.heard);
  assert.equal(heard.at(-1), '1 of 28 recommendations');
  assert.ok(heard.includes('3 of 28 recommendations'));
  assert.deepEqual(heard.filter((text, index) => text === heard[index - 1]), []);
});

test('the keyboard alone is enough', async () => {
  await open();
  // Skip what precedes the table.
  await page.locator('main > :not(.filters) a:visible, main > :not(.filters) summary').evaluateAll((stops) => {
    const filters = document.querySelector('.filters');
    const before = stops.filter((stop) => stop.compareDocumentPosition(filters) & Node.DOCUMENT_POSITION_FOLLOWING);
    before.at(-1).focus();
  });
  const at = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim());
  const next = async (wanted) => {
    for (let stop = 0; stop < 12 && (await at()) !== wanted; stop += 1) await page.keyboard.press('Tab');
    assert.equal(await at(), wanted);
  };
  await next('q');
  await page.keyboard.type('ssr');
  await page.keyboard.press('Enter');
  // The address is updated after a pause in typing.
  await page.waitForURL((url) => url.search.includes('ssr'));
  assert.equal(query(), '?q=ssr', 'Enter sends nothing, and keeps the text');
  await next('status');
  await page.keyboard.type('All late');
  await next('group');
  await next('owner');
  await page.keyboard.type('Staff');
  await next('overdue');
  await page.keyboard.press('Space');
  assert.deepEqual(await shown(), ['5', '7', '12', '20', '21', '22']);
  await next('Clear filters');
  await next('Title');
  await page.keyboard.press('Enter');
  assert.deepEqual(await sorted(), ['title ascending']);
  assert.equal(await at(), 'Title', 'the focus stays');
  await page.keyboard.press('Space');
  assert.deepEqual(await sorted(), ['title descending']);
  for (let stop = 0; stop < 2; stop += 1) await page.keyboard.press('Shift+Tab');
  assert.equal(await at(), 'Clear filters');
  await page.keyboard.press('Enter');
  assert.deepEqual(await shown(), ALL);
  assert.equal(await at(), 'Clear filters');
});

test('without a script the table is complete, and nothing is there that does nothing', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  for (const path of ['ssr1/index.html', 'ssr1/2016-06-30/index.html']) {
    for (const width of [1280, 320]) {
      await plain.setViewportSize({ width, height: 900 });
      await plain.goto(`${pathToFileURL(`${site}/${path}`).href}?status=planned&sort=title`);
      assert.equal(await plain.locator('.recommendations th[scope="row"] a:visible').count(), 28);
      assert.equal(await plain.getByText('1 overdue, by 243 days').first().isVisible(), true);
      assert.equal(await plain.locator('[data-recommendations] :is(button, input, select, fieldset):visible').count(), 0);
      assert.equal(await plain.locator('thead :is(button, [tabindex])').count(), 0);
      assert.equal(await overflow(plain), 0);
    }
  }
  await context.close();
});

const FILTERED = '?status=kind:late&overdue=1&sort=late&order=desc';

for (const path of ['ssr1/index.html', 'ssr1/2016-06-30/index.html']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      test(`${path}, filtered, is for everyone at ${width} pixels in ${colorScheme} colours`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await open(FILTERED, path);
        seen.stop();
        assert.deepEqual(seen.problems, []);
        const { violations, passes } = await check(page);
        assert.deepEqual(violations, []);
        for (const rule of ['select-name', 'label', 'button-name', 'target-size', 'color-contrast']) {
          assert.ok(passes.includes(rule), `the rule \`${rule}\` was not run`);
        }
      });
    }
  }
  for (const width of [320, 768, 1440]) {
    test(`${path} is not wider than a screen of ${width} pixels, whatever is shown`, async () => {
      await page.setViewportSize({ width, height: 900 });
      for (const query of ['', FILTERED, '?sort=title', '?q=zzz']) {
        await open(query, path);
        assert.equal(await overflow(page), 0, query);
        // At double text size.
        await page.addStyleTag({ content: 'html { font-size: 200%; }' });
        assert.deepEqual(await beyond(), [], `${query}, large`);
      }
    });
  }
}

/** Controls and headings cut off at the edge of the screen. */
function beyond() {
  return page.locator(':is(.filters, .recommendations thead) *').evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility() && !element.closest('select, .visually-hidden'))
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((element) => element.outerHTML.slice(0, 80)),
  );
}

test('on a narrow screen rows can be sorted as well', async () => {
  await page.setViewportSize({ width: 320, height: 900 });
  await open();
  assert.ok(await head('title').isVisible());
  await head('late').click();
  assert.deepEqual((await shown()).slice(0, 7), OVERDUE);
  await page.emulateMedia({ forcedColors: 'active' });
  assert.ok(await head('late').isVisible());
});

test('two tables on one page do not disturb each other', async () => {
  // Content of two pages embedded in one.
  const fragments = build(ownProjectWith('theme = "fragment"\nid-prefix = "ssr-"'));
  const script = files(fragments).find((path) => /^assets\/table\..*\.js$/.test(path));
  const part = readFileSync(join(fragments, 'ssr1/index.html'), 'utf8');
  const other = part.replaceAll('"ssr-', '"other-');
  const third = part.replaceAll(/ id="[^"]*"/g, '');
  writeFileSync(
    join(fragments, 'page.html'),
    `<!DOCTYPE html><html lang="en"><title>Host</title><script defer src="${script}"></script>${part}${other}${third}`,
  );
  await page.goto(`${pathToFileURL(join(fragments, 'page.html')).href}?status=host&ssr-q=budget&other-sort=late`);
  const tables = page.locator('[data-recommendations]');
  const within = (index) => shown(tables.nth(index));
  assert.deepEqual(await within(0), ['20', '21', '22']);
  assert.equal((await within(1))[0], '7');
  assert.deepEqual(await within(2), ALL);
  await tables.nth(2).locator('[name="overdue"]').check();
  assert.deepEqual(await within(0), ['20', '21', '22']);
  assert.equal((await within(1)).length, 28);
  assert.equal((await within(2)).length, 7);
  assert.equal(query(), '?status=host&ssr-q=budget&other-sort=late&ssr-2-overdue=1');
  assert.deepEqual(seen.problems, []);
});

test('a card has no label for what its row lacks, and its text stands beside its number', async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open('', 'ssr1/owners.html');
  const cells = page.locator('.records td[data-label]');
  const empty = (cells) => cells.filter((cell) => cell.checkVisibility() && !cell.textContent.trim()).length;
  assert.ok((await cells.count()) > 0);
  assert.equal(await cells.evaluateAll(empty), 0);
  await open('', 'ssr1/11.html');
  const lefts = (rows) =>
    rows.map((row) => {
      const range = document.createRange();
      range.selectNodeContents(row.querySelector('th + *'));
      const boxes = [...range.getClientRects()];
      return Math.min(...boxes.map((box) => box.left)) >= row.querySelector('th').getBoundingClientRect().right;
    });
  const beside = await page.locator('.deliverables tbody tr').evaluateAll(lefts);
  assert.ok(beside.length > 0 && beside.every(Boolean), String(beside));
});

test('texts are those of the theme', async () => {
  const project = tableProject();
  const shown = 'filter-shown = { one = "just {shown} of {total}", other = "{total} – {shown}" }';
  writeStrings(project, 'en', shown);
  await page.goto(pathToFileURL(join(build(project), 'plan/index.html')).href);
  assert.equal(await said(), '4 – 4');
  await control('status').selectOption('-');
  assert.equal(await said(), 'just 1 of 4');
});

test('numbers take the forms that the language has', async () => {
  const project = tableProject();
  const settings = readFileSync(join(project, 'book.toml'), 'utf8');
  writeFileSync(join(project, 'book.toml'), settings.replace('[book]', '[book]\nlanguage = "pl"'));
  const forms = (text) => `{ one = "1: ${text}", few = "2: ${text}", many = "5: ${text}", other = "½: ${text}" }`;
  const texts = [`filter-shown = ${forms('{shown}')}`, `recommendations-caption = ${forms('{n}')}`, `recommendations-caption-grouped = ${forms('{n}')}`];
  writeStrings(project, 'pl', texts.join('\n'));
  await page.goto(pathToFileURL(join(build(project), 'plan/index.html')).href);
  assert.match(await page.locator('.recommendations caption').textContent(), /^2: 4/);
  assert.equal(await said(), '2: 4');
  await control('status').selectOption('-');
  assert.equal(await said(), '1: 1');
  await control('q').fill('nothing that there is');
  assert.equal(await said(), '5: 0');
});

/** Gives a project its own texts in a language. */
function writeStrings(project, language, texts) {
  const directory = join(project, 'themes/default/strings');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${language}.toml`), `${texts}\n`);
}
