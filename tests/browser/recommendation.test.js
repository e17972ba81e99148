// The page of a recommendation: its state first, its dates once, nothing twice and nothing empty.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { build, project } from './lib/program.js';
import { document, keys, recommendation, update } from './lib/sites/write.js';
import { site } from './lib/sites.js';

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

const SIZES = [
  [1280, 900],
  [390, 844],
];
const WIDTHS = [390, 768, 1280];

const open = (directory, path) => page.goto(pathToFileURL(join(directory, path)).href);
const resize = ([width, height]) => page.setViewportSize({ width, height });
const flat = (text) => text.replace(/\s+/g, ' ').trim();

/** A report of one recommendation with dates of every kind, some of them late. */
const dated = (() => {
  let made;
  const deliverable = (id, more) => ({ id, text: `Deliverable ${id}`, responsible: ['Staff'], ...more });
  return () => {
    made ??= build(
      project({
        'book.toml': `[book]\n${keys({ title: 'Dated' })}`,
        'content/_index.md': document({ title: 'Dated' }, 'Text.'),
        'content/plan/_index.md': document({ kind: 'implementation', title: 'Plan', series: 'P', count: 1 }, ''),
        'content/plan/2015-12-31/_index.md': document({ title: 'Winter' }, ''),
        'content/plan/2016-06-30/_index.md': document({ title: 'Summer' }, ''),
        'content/plan/recommendations/rec-1.md': recommendation({ number: 1, title: 'One' }, 'Do it.'),
        'content/plan/2016-06-30/rec-1.md': update(
          {
            number: 1,
            status: 'planned',
            milestones: [
              { label: 'Adopted', date: '2015-08', status: 'complete' },
              { label: 'Reviewed', date: '2016-05' },
              { label: 'Without a date' },
            ],
            deliverables: [
              deliverable('a', { due: '2015-10', status: 'behind-replan' }),
              deliverable('b', { due: '2015-11', revised_due: '2016-12', slip_reason: 'Staff left', status: 'planned' }),
              deliverable('c', { due: '2016-01', completed: '2016-02' }),
              deliverable('d', { due: '2016-03', status: 'complete' }),
              deliverable('e', { status: 'complete' }),
            ],
          },
          'Under way.',
        ),
      }),
    );
    return made;
  };
})();

for (const [name, path, words] of [
  ['own', 'ssr1/11.html', /Promised for October 2015: 243 days late\..*Responsible: Staff\..*Changed in the edition of 30 June 2016/],
  ['own', 'ssr1/25.html', /^Complete.*All 6 deliverables are done\..*Covers recommendations 26 and 27\..*Last reported on 31 March 2016/],
  ['own', 'ssr1/26.html', /^Complete.*Covered by Recommendation 25: .*Last reported on 31 March 2016/],
  ['large', 'plan/15.html', /Promised for .*: \d+ days late on 31 December 2020\. 1 more deliverable is overdue\. Responsible for what is overdue: .*Nothing reported since/],
]) {
  for (const size of SIZES) {
    test(`the first screen of ${path} tells the state, ${size.join(' x ')}`, async () => {
      await resize(size);
      await open(site(name), path);
      const state = page.locator('main .state');
      assert.match(flat(await state.innerText()), words);
      const { title, top, bottom } = await state.evaluate((state) => ({
        title: document.querySelector('h1').getBoundingClientRect().bottom,
        top: state.getBoundingClientRect().top,
        bottom: state.getBoundingClientRect().bottom,
      }));
      assert.ok(top - title >= 0 && top - title < 40, `${top - title} px below the title`);
      assert.ok(bottom <= size[1], `it ends at ${bottom}`);
    });
  }
}

test('text in the chart of dates has the size of other text', async () => {
  for (const [directory, path] of [[dated(), 'plan/1.html'], [site('large'), 'plan/overdue.html'], [site('own'), 'ssr1/11.html']]) {
    for (const width of WIDTHS) {
      await resize([width, 900]);
      await open(directory, path);
      const sizes = await page.evaluate(() => {
        const size = (element) => {
          const scale = element.getScreenCTM?.().a ?? 1;
          return parseFloat(getComputedStyle(element).fontSize) * scale;
        };
        const texts = [...document.querySelectorAll('.schedule, .schedule *')].filter(
          (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
        );
        return { body: size(document.body), texts: texts.map((text) => [text.textContent.trim(), size(text)]) };
      });
      assert.ok(sizes.texts.length > 5, `${path} at ${width}`);
      for (const [text, size] of sizes.texts) {
        assert.ok(Math.abs(size / sizes.body - 1) <= 0.1, `${path} at ${width}: “${text}” has ${size} of ${sizes.body} px`);
      }
    }
  }
});

test('every mark of the chart has a key, and every key a mark', async () => {
  for (const [directory, path] of [[dated(), 'plan/1.html'], [site('large'), 'plan/15.html'], [site('own'), 'ssr1/overdue.html']]) {
    for (const width of WIDTHS) {
      await resize([width, 900]);
      await open(directory, path);
      const { drawn, keyed } = await page.evaluate(() => {
        const marks = ['first', 'revised', 'completed', 'milestone', 'late', 'edition', 'now'];
        const used = (place) =>
          marks.filter((mark) => [...document.querySelectorAll(`${place} :is(.schedule-${mark}, [href$="-${mark}"])`)].some((it) => it.checkVisibility()));
        return { drawn: used(':is(.schedule-axis, .schedule-rows)'), keyed: used('.schedule-key') };
      });
      assert.ok(drawn.length > 2, `${path} at ${width}: ${drawn}`);
      assert.deepEqual(keyed, drawn, `${path} at ${width}`);
    }
  }
});

test('the chart is in sight on every screen, to scale, with its newest date', async () => {
  for (const width of WIDTHS) {
    await resize([width, 900]);
    await open(dated(), 'plan/1.html');
    const { tracks, right, left, right3 } = await page.evaluate(() => {
      const box = (element) => element.getBoundingClientRect();
      const middle = (element) => box(element).left + box(element).width / 2;
      const row = (place) => document.querySelectorAll('.schedule-rows > li')[place];
      return {
        tracks: [...document.querySelectorAll('.schedule-axis > svg, .schedule-rows > li > svg')].map((track) => box(track).width),
        left: middle(row(2).querySelector('[href$="-first"]')),
        right: middle(row(3).querySelector('[href$="-first"]')),
        right3: middle(row(3).querySelector('[href$="-revised"]')),
      };
    });
    assert.ok(tracks.length > 5 && Math.min(...tracks) > 200, `${tracks}`);
    assert.ok(right3 < width, 'the newest date');
    // October to November 2015 are 30 days, November 2015 to December 2016 396.
    const ratio = (right3 - right) / (right - left);
    assert.ok(Math.abs(ratio - 396 / 30) < 1, `${ratio}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
  }
});

test('what is complete is green everywhere, and what is overdue has the colour of late', async () => {
  for (const width of WIDTHS) {
    await resize([width, 900]);
    await open(dated(), 'plan/1.html');
    const colours = await page.evaluate(() => {
      const colour = (element, property) => getComputedStyle(element)[property];
      const row = (name) => [...document.querySelectorAll('.schedule-rows > li')].find((it) => it.textContent.includes(name));
      return {
        done: colour(document.querySelector('.deliverables .status--done'), 'color'),
        late: colour(document.querySelector('.deliverables .status--late'), 'color'),
        milestone: colour(row('Adopted').querySelector('[href$="-milestone"]'), 'color'),
        first: colour(row('Deliverable d').querySelector('[href$="-first"]'), 'color'),
        completed: colour(row('Deliverable c').querySelector('[href$="-completed"]'), 'color'),
        overdue: colour(row('Deliverable a').querySelector('[href$="-first"]'), 'color'),
        bar: colour(row('Deliverable a').querySelector('.schedule-late'), 'stroke'),
      };
    });
    const { done, late } = colours;
    assert.deepEqual(colours, { done, late, milestone: done, first: done, completed: done, overdue: late, bar: late });
    assert.notEqual(done, late);
  }
});

test('a milestone without a date is a line of text', async () => {
  for (const [directory, path, label] of [
    [site('own'), 'ssr1/25.html', 'Risk Management'],
    [dated(), 'plan/1.html', 'Without a date'],
  ]) {
    await resize(SIZES[0]);
    await open(directory, path);
    const line = page.locator('#timeline .milestones > li');
    assert.equal(await line.count(), 1);
    assert.match(await line.innerText(), new RegExp(`^${label}`));
    assert.ok((await line.boundingBox()).height < 60);
    assert.doesNotMatch(await page.locator('main').innerText(), /as-of date/);
  }
  await open(site('own'), 'ssr1/25.html');
  assert.equal(await page.locator('#timeline svg').count(), 0, 'no picture without a date');
});

test('an overdue row has a mark beside its words', async () => {
  for (const width of WIDTHS) {
    await resize([width, 900]);
    await open(dated(), 'plan/1.html');
    const rows = await page.locator('.deliverables tbody tr').evaluateAll((rows) =>
      rows.map((row) => {
        const marked = [row, ...row.children].some((part) => {
          const { boxShadow, borderInlineStartWidth } = getComputedStyle(part);
          return boxShadow !== 'none' || parseFloat(borderInlineStartWidth) >= 3;
        });
        return { marked, overdue: /days overdue/.test(row.textContent) };
      }),
    );
    assert.deepEqual(rows.map((row) => row.overdue), [true, true, false, false, false]);
    for (const row of rows) assert.equal(row.marked, row.overdue, `${width}`);
  }
});

test('no column of a table is empty, and the text has half of the width', async () => {
  await resize(SIZES[0]);
  for (const [directory, path] of [[dated(), 'plan/1.html'], [site('own'), 'ssr1/25.html'], [site('own'), 'ssr1/11.html']]) {
    await open(directory, path);
    const tables = await page.locator('.deliverables').evaluateAll((tables) =>
      tables.map((table) => ({
        columns: [...table.tHead.rows[0].cells].map((head, column) => ({
          name: head.textContent,
          filled: [...table.tBodies[0].rows].some((row) => row.cells[column].textContent.trim() || row.cells[column].querySelector('img, svg')),
        })),
        share: table.tHead.rows[0].cells[1].getBoundingClientRect().width / table.getBoundingClientRect().width,
      })),
    );
    assert.equal(tables.length, 1, path);
    for (const { columns, share } of tables) {
      assert.deepEqual(columns.filter((column) => !column.filled), [], path);
      assert.ok(share > 0.42 && share < 0.62, `${path}: ${share}`);
    }
  }
});

test('names are read once, and no description is inside a name', async () => {
  for (const [directory, path] of [[dated(), 'plan/1.html'], [site('own'), 'ssr1/11.html'], [site('large'), 'plan/overdue.html']]) {
    await open(directory, path);
    const pictures = await page.evaluate(() =>
      [...document.querySelectorAll('main svg')].filter((svg) => !svg.closest('[aria-hidden="true"]')).map((svg) => svg.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(pictures, [], `${path}: the words are beside the pictures`);
    const twice = await page.evaluate(() => {
      const of = (list) => (list ?? '').split(/\s+/).filter(Boolean);
      return [...document.querySelectorAll('main [aria-labelledby]')].filter((element) =>
        of(element.getAttribute('aria-labelledby')).some((id) => of(element.getAttribute('aria-describedby')).includes(id) || document.getElementById(id)?.localName === 'desc'),
      ).length;
    });
    assert.equal(twice, 0, path);
    assert.doesNotMatch(await page.locator('main').innerText(), /table (below|that follows)/);
  }
});

test('a chart of some rows says of how many, and leads to all', async () => {
  await open(site('large'), 'plan/overdue.html');
  const drawn = await page.locator('.schedule-rows > li').count();
  const text = await page.locator('.schedule > p').innerText();
  const [, shown, total] = /first (\d+) of (\d+)/.exec(text);
  assert.equal(Number(shown), drawn);
  const address = await page.locator('.schedule > p a').getAttribute('href');
  const rows = await page.locator(`${address} tbody tr`).count();
  const slipped = await page.locator('#slipped tbody tr').count();
  assert.equal(rows + slipped, Number(total));
  await open(dated(), 'plan/overdue.html');
  assert.equal(await page.locator('.schedule > p').count(), 0, 'all are drawn');
});

test('sections are in order of what readers ask for', async () => {
  await open(site('own'), 'ssr1/25.html');
  const order = await page.locator('main > section[id]').evaluateAll((sections) => sections.map((section) => section.id));
  assert.deepEqual(order, ['statement', 'timeline', 'deliverables', 'status', 'notes', 'references', 'history', 'review']);
});

test('the other end of a reference is named once', async () => {
  for (const [name, path] of [['own', 'ssr1/25.html'], ['large', 'plan/20.html']]) {
    await open(site(name), path);
    const links = await page.locator('.relation-list a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.ok(links.length > 2, path);
    assert.deepEqual(links, [...new Set(links)], path);
  }
});

test('history has the newest first, and all editions, those without a change folded', async () => {
  await open(site('large'), 'plan/15.html');
  const dates = await page.locator('.history li > div:first-child a').evaluateAll((links) => links.map((link) => link.getAttribute('href').split('/')[0]));
  assert.equal(dates.length, 12);
  assert.deepEqual(dates, [...dates].sort().reverse());
  const fold = page.locator('.history details').first();
  const edition = fold.locator('a').first();
  assert.equal(await edition.isVisible(), false);
  assert.match(await fold.locator('summary').innerText(), /\d+ editions without a change/);
  await fold.locator('summary').press('Enter');
  assert.equal(await edition.isVisible(), true);
  await fold.locator('summary').press('Enter');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await edition.isVisible(), true, 'on paper nothing is folded');
  await page.emulateMedia({ media: 'screen' });
});
