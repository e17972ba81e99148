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

/** A page of a reader whose system is dark and who chose light colours for this site, in forced colours. */
async function forced(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark', forcedColors: 'active' });
  await context.addInitScript(() => localStorage.setItem('colours', 'light'));
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

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
    for (const text of document.querySelectorAll('main svg text, main .cell')) {
      if (!text.checkVisibility()) continue;
      const style = getComputedStyle(text);
      if (text.matches('.cell')) {
        const ground = parse(style.backgroundColor)[3] === 0 ? canvas : style.backgroundColor;
        if (!differs(style.color, ground, 3)) say(text, `${style.color} on ${ground}`);
        if (!differs(style.borderColor, canvas, 3)) say(text, `an edge of ${style.borderColor} on ${canvas}`);
      } else if (!text.matches('.column-number') && !differs(style.fill, canvas, 4.5)) {
        say(text, `${style.fill} on ${canvas}`);
      }
    }
    for (const shape of document.querySelectorAll('main svg :is(path, rect, circle, line)')) {
      if (!shape.checkVisibility() || shape.closest('.segment')) continue;
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
      const page = await forced(url);
      wrong.push(...(await unread(page)).map((fault) => `${path}: ${fault}`));
      await page.context().close();
    }
    assert.deepEqual(wrong, []);
  });
}

test('in forced colours one entry of the navigation is the current one', async () => {
  const page = await forced(kinds('own').get('report')[0].url);
  const marks = await page.evaluate(() => {
    const links = [...document.querySelectorAll('.site-navigation a')];
    const canvas = getComputedStyle(document.body).backgroundColor;
    const marked = links.filter((link) => {
      const { borderBlockEndColor, borderBlockEndWidth } = getComputedStyle(link);
      return parseFloat(borderBlockEndWidth) > 0 && ![canvas, 'rgba(0, 0, 0, 0)'].includes(borderBlockEndColor);
    });
    return { links: links.length, marked: marked.length, current: marked.every((link) => link.hasAttribute('aria-current')) };
  });
  assert.ok(marks.links > 1, 'no navigation');
  assert.deepEqual({ marked: marks.marked, current: marks.current }, { marked: 1, current: true });
  await page.context().close();
});
