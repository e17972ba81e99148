// Colours of statuses: neighbours differ without colour, and forced colours leave everything to be seen.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { build, project } from './lib/program.js';
import { kinds } from './lib/sites.js';
import { project as kindsProject } from './lib/sites/kinds.js';
import { alike, segments } from './lib/segments.js';

const browser = await launch();
after(() => browser.close());
const site = build(project(kindsProject()));
const address = (path) => pathToFileURL(join(site, path)).href;

const VISIONS = ['none', 'protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'];
// Kinds whose fills alone differ by 3 : 1.
const PLAIN = ['done', 'active', 'late'];

/** Opens a page as a reader sees it. */
async function opened(path, { vision = 'none', ...media }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 });
  await page.emulateMedia(media);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: vision });
  await page.goto(path);
  return page;
}

const LOOKS = [
  ...['light', 'dark'].flatMap((colorScheme) => VISIONS.map((vision) => ({ name: `${colorScheme}, ${vision}`, colorScheme, vision }))),
  { name: 'on paper', media: 'print' },
  ...['light', 'dark'].map((colorScheme) => ({ name: `forced colours, ${colorScheme}`, colorScheme, forcedColors: 'active' })),
];

for (const { name, ...look } of LOOKS) {
  test(`neighbours in a bar differ without colour: ${name}`, async () => {
    const page = await opened(address('index.html'), look);
    const bars = await segments(page, '.bar');
    assert.equal(bars.length, 10);
    const met = new Set();
    for (const bar of bars) {
      bar.slice(1).forEach((segment, index) => {
        const before = bar[index];
        met.add([before.kind, segment.kind].sort().join(' and '));
        assert.deepEqual(alike(before, segment), [], `${before.kind} and ${segment.kind}: ${JSON.stringify([before, segment])}`);
      });
    }
    // Every two of five, each of these before “not stated” and “not yet reported”, and these two.
    assert.equal(met.size, 10 + 5 + 5 + 1, [...met].join(', '));
    if (look.forcedColors) return;
    const of = (kind) => bars.flat().find((segment) => segment.kind === kind).ground;
    for (const one of PLAIN) {
      for (const other of PLAIN.filter((kind) => kind > one)) {
        const [low, high] = [of(one), of(other)].sort((a, b) => a - b);
        assert.ok((high + 0.05) / (low + 0.05) >= 3, `${one} and ${other} differ by ${(high + 0.05) / (low + 0.05)}`);
      }
    }
    await page.close();
  });
}

test('neighbours differ in the print document', async () => {
  const page = await opened(address('r1/2024-06-30/print.html'), { media: 'print' });
  const [bar] = await segments(page, '.bar');
  assert.equal(bar.length, 7);
  bar.slice(1).forEach((segment, index) => assert.deepEqual(alike(bar[index], segment), [], `${bar[index].kind} and ${segment.kind}`));
  await page.close();
});

// A reader whose system is dark and who chose light colours for this site, in forced colours.
const forced = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark', forcedColors: 'active' });
await forced.addInitScript(() => localStorage.setItem('colours', 'light'));
const tab = await forced.newPage();

/** Words and marks of charts that cannot be told from the page. */
const unread = (page) =>
  page.evaluate(() => {
    const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour) => {
      const [red, green, blue] = parse(colour).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    };
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.cssText = 'forced-color-adjust: none; background: Canvas';
    const canvas = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const differs = (colour, other, least) => {
      const [low, high] = [luminance(colour), luminance(other)].sort((a, b) => a - b);
      return high / low >= least;
    };
    const wrong = [];
    const say = (element, what) => wrong.push(`${what}: ${element.localName}.${element.getAttribute('class')} ${element.textContent.trim().slice(0, 30)}`);
    for (const text of document.querySelectorAll('main svg text')) {
      if (!text.checkVisibility()) continue;
      const { fill } = getComputedStyle(text);
      if (!differs(fill, canvas, 4.5)) say(text, `${fill} on ${canvas}`);
    }
    for (const shape of document.querySelectorAll('main svg :is(path, rect, circle, line)')) {
      if (!shape.checkVisibility() || shape.closest('.segment, .swatch, .course-dot')) continue;
      const { fill, stroke } = getComputedStyle(shape);
      const seen = [fill, stroke].filter((colour) => colour !== 'none');
      if (seen.length && !seen.some((colour) => differs(colour, canvas, 3))) say(shape, `${seen} on ${canvas}`);
    }
    return [...new Set(wrong)].slice(0, 10);
  });

for (const name of ['own', 'statuses']) {
  test(`${name}: charts can be read in forced colours on a dark system`, async () => {
    const wrong = [];
    for (const { path, url } of [...kinds(name).values()].flat().filter(({ kind }) => !['print', 'not-found'].includes(kind))) {
      await tab.goto(url);
      wrong.push(...(await unread(tab)).map((fault) => `${path}: ${fault}`));
    }
    assert.deepEqual(wrong, []);
  });
}

test('in forced colours only the current entries of the navigation are marked', async () => {
  await tab.goto(kinds('own').get('edition')[0].url);
  const lists = await tab.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const canvas = getComputedStyle(document.body).backgroundColor;
    const marked = (link) => {
      const style = getComputedStyle(link);
      const side = (name) => parseFloat(style[`${name}Width`]) > 0 && ![canvas, 'rgba(0, 0, 0, 0)'].includes(style[`${name}Color`]);
      return side('borderBlockEnd') || side('borderInlineStart');
    };
    return ['.site-menu', '.report-pages', '.switcher'].map((name) => {
      const links = [...document.querySelectorAll(`${name} li a`)];
      return { name, links: links.length, marked: links.filter(marked).length, current: links.filter((link) => link.hasAttribute('aria-current')).length, both: links.filter((link) => marked(link) && link.hasAttribute('aria-current')).length };
    });
  });
  for (const { name, links, marked, current, both } of lists) {
    assert.ok(links > 1 && current === 1, `${name}: ${links} links, ${current} current`);
    assert.deepEqual([marked, both], [1, 1], name);
  }
});

test('the course of a recommendation can be told apart in forced colours', async () => {
  const page = await opened(address('r1/index.html'), { forcedColors: 'active', colorScheme: 'dark' });
  const looks = await page.locator('ul.course-key .run').evaluateAll((runs) =>
    runs.map((run) => {
      const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(run);
      return { kind: run.getAttribute('class'), look: [stroke, strokeWidth, strokeDasharray].join(' ') };
    }),
  );
  const byLook = new Map();
  for (const { kind, look } of looks) byLook.set(look, new Set([...(byLook.get(look) ?? []), kind]));
  assert.equal(new Set(looks.map(({ kind }) => kind)).size, 7);
  assert.deepEqual([...byLook.values()].filter((kinds) => kinds.size > 1).map((kinds) => [...kinds].join(' and ')), []);
  await page.close();
});
