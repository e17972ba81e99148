// Automated WCAG 2.2 AA checks, on pages of each kind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { check, prepare } from './lib/axe.js';
import { launch } from './lib/browser.js';
import { eachKind, ofEachSite, visited } from './lib/kind-tests.js';
import { LARGE, SITES, site } from './lib/sites.js';

const ALL = { width: 1440, colorScheme: 'light' };
const NARROW = { width: 320, colorScheme: 'dark', only: ['color-contrast', 'target-size', 'scrollable-region-focusable'] };
const OTHERS = [
  { width: 1440, colorScheme: 'dark', only: ['color-contrast', 'link-in-text-block'] },
  { width: 320, colorScheme: 'light', only: ['color-contrast'] },
];

// A fault of these rules is one of an element on a kind of page, or of a text of a site; of a colour or a width, too, if
// the rule is a visual one. Covered are these pairs:
// - kind of page and site, and kind of page and element: all rules, wide and light;
// - kind of page and element, narrow and dark, on one of the sites: styles are the same on all. Of each site, whose
//   statuses and words are its own, also the dashboard;
// - kind of page with each width in each colour scheme, on the site of this repository.
// Reports of 300 recommendations repeat what small ones have, except in their list of what is overdue; a test below says
// when that is no longer so. Print pages have the same parts and no dark colours: two of them are enough.
const isVisited = ({ site, kind }) => (kind === 'print' ? ['own', 'arabic'] : kind === 'overdue' ? [...SMALL, 'full'] : SMALL).includes(site);
const SMALL = SITES.filter((name) => !LARGE.includes(name));

const dashboards = ({ place, kind }) => place === 'longest' && kind === 'report';
const visual = visited(SITES, { only: (page) => isVisited(page) && page.kind !== 'print', always: dashboards }).map(({ url }) => url);
const options = { only: isVisited, always: (page) => ofEachSite(page) || visual.includes(page.url) };

function looks({ site, kind, place, url }) {
  if (site === 'own' && place === 'longest' && kind !== 'print') return [ALL, NARROW, ...OTHERS];
  return visual.includes(url) ? [ALL, NARROW] : [ALL];
}

// Guards against a run that checked nothing.
const RUN = ['color-contrast', 'document-title', 'target-size'];

// Scrollable code and tables in texts; keyboard access to them has its own test.
const SCROLLED = /^scrollable-region-focusable: [^:]*: [^:]*: <(pre|table class="wide")>/;

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();
await prepare(page);

eachKind('is for everyone', async (visit) => {
  const wrong = [];
  for (const [index, { width, colorScheme, only }] of looks(visit).entries()) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    if (index === 0) await page.goto(visit.url);
    const { violations, passes } = await check(page, only);
    const others = violations.filter((violation) => !SCROLLED.test(violation));
    wrong.push(...others.map((violation) => `${width} pixels, ${colorScheme}: ${violation}`));
    const missing = RUN.filter((rule) => (only ?? RUN).includes(rule) && !passes.includes(rule));
    wrong.push(...missing.map((rule) => `the rule \`${rule}\` was not run`));
  }
  return wrong;
}, options);

test('every element and class of any page is on a page that is checked', () => {
  const seen = new Set(visited(SITES, options).flatMap(({ features }) => features));
  const screens = visited(SITES, { only: ({ kind }) => kind !== 'print' });
  const missing = screens.flatMap(({ path, features }) => features.filter((feature) => !seen.has(feature)).map((feature) => `${path}: ${feature}`));
  assert.deepEqual(missing, []);
});

test('code and wide tables can be scrolled with keys', { todo: 'browsers other than Chromium need a stop there' }, async () => {
  await page.setViewportSize({ width: 320, height: 900 });
  await page.goto(pathToFileURL(`${site('hostile')}/text.html`).href);
  assert.deepEqual((await check(page, ['scrollable-region-focusable'])).violations, []);
});

test('a fault is found', async () => {
  await page.setContent('<html lang="en"><title>t</title><main><h1>T</h1><img src="data:,"></main>');
  const { violations } = await check(page);
  assert.ok(violations.some((violation) => violation.startsWith('image-alt')), violations.join());
});
