// Every page, opened from the disk as from a USB stick.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { launch, overflow, watch } from './lib/browser.js';
import { NOT_FOUND, files, ownSite, pages } from './lib/site.js';

// The narrowest that WCAG asks for, and on either side of where rows become cards.
const WIDTHS = [320, 768, 820, 840, 1440];

const site = ownSite();
const root = pathToFileURL(`${site}/`).href;
const paths = pages(site);
const browser = await launch();
after(() => browser.close());

const found = new Map();
const tab = await browser.newPage();
for (const path of paths) found.set(path, await open(path));

/** What a test needs to know of a page, taken in one visit. */
async function open(path) {
  const seen = watch(tab);
  await tab.goto(new URL(path, root).href, { waitUntil: 'load' });
  const content = await tab.evaluate(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const referring = ['for', 'headers', 'aria-labelledby', 'aria-describedby', 'aria-controls'];
    return {
      doctype: document.doctype?.name,
      mode: document.compatMode,
      language: document.documentElement.lang,
      direction: document.documentElement.dir,
      title: document.title,
      ids: all('[id]').map((element) => element.id),
      referred: referring.flatMap((name) =>
        all(`[${name}]`).flatMap((element) => element.getAttribute(name).split(/\s+/)),
      ),
      headings: all('h1, h2, h3, h4, h5, h6').map((heading) => ({
        level: Number(heading.localName[1]),
        text: heading.textContent.trim(),
      })),
      links: all('[href], [src]')
        .filter((element) => element.getAttribute('rel') !== 'canonical')
        .map((element) => ({
          written: element.getAttribute('href') ?? element.getAttribute('src'),
          address: new URL(element.getAttribute('href') ?? element.getAttribute('src'), document.baseURI).href,
          text: element.textContent.trim() || element.getAttribute('aria-label') || '',
          isAnchor: element.localName === 'a',
        })),
    };
  });
  const beyond = {};
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 900 });
    beyond[width] = await overflow(tab);
  }
  seen.stop();
  return { ...content, problems: seen.problems, requests: seen.requests, beyond };
}

/** Where a link of the site leads to nothing; `null` if all is well. */
function broken({ written, address }) {
  const url = new URL(address);
  if (url.protocol !== 'file:') {
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? null : `scheme: ${written}`;
  }
  if (!address.startsWith(root)) return `outside the site: ${written}`;
  const anchor = decodeURIComponent(url.hash.slice(1));
  url.hash = '';
  url.search = '';
  const file = fileURLToPath(url);
  // A directory would be a listing on a disk, whatever a web server makes of it.
  if (!existsSync(file) || !statSync(file).isFile()) return `no such file: ${written}`;
  const target = found.get(decodeURIComponent(url.href.slice(root.length)));
  if (anchor && target && !target.ids.includes(anchor)) return `no such anchor: ${written}`;
  return null;
}

test('there are pages', () => {
  assert.ok(paths.length > 100, `only ${paths.length} pages`);
});

// What a host shows in place of any page begins its links with the host's address.
const onDisk = paths.filter((path) => path !== NOT_FOUND);

for (const path of onDisk) {
  test(`${path} works from a disk`, () => {
    const page = found.get(path);
    assert.deepEqual(page.problems, [], 'the browser complains');
    assert.deepEqual(
      page.requests.filter((address) => !address.startsWith(root)),
      [],
      'something outside the site was asked for',
    );
    assert.deepEqual(page.links.map(broken).filter(Boolean), [], 'links lead nowhere');
    assert.deepEqual(
      page.links.filter(({ isAnchor, text }) => isAnchor && !text),
      [],
      'links without a text',
    );
    for (const width of WIDTHS) {
      assert.equal(page.beyond[width], 0, `a screen of ${width} pixels has to be scrolled sideways`);
    }
  });
}

for (const path of paths) {
  test(`${path} is well formed`, () => {
    const page = found.get(path);
    assert.equal(page.doctype, 'html');
    assert.equal(page.mode, 'CSS1Compat');
    assert.match(page.language, /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/);
    assert.match(page.direction, /^(ltr|rtl)$/);
    assert.notEqual(page.title.trim(), '');
    assert.deepEqual(
      page.ids.filter((id, index) => page.ids.indexOf(id) !== index),
      [],
      'ids that are there twice',
    );
    assert.deepEqual(
      page.referred.filter((id) => !page.ids.includes(id)),
      [],
      'ids that are referred to and not there',
    );
    assert.equal(page.headings.filter(({ level }) => level === 1).length, 1, 'not one `h1`');
    assert.deepEqual(
      page.headings.filter(({ level }, index) => level > (page.headings[index - 1]?.level ?? 0) + 1),
      [],
      'headings that skip a level',
    );
    assert.deepEqual(
      page.headings.filter(({ text }) => !text),
      [],
      'headings without a text',
    );
  });
}

// HTML, styles and scripts of a page, uncompressed: what a reader with a slow line waits for.
const MOST_BYTES = 60 * 1024;

for (const path of paths.filter((path) => /\/\d+\.html$/.test(path))) {
  test(`${path} is light`, () => {
    const loaded = new Set(found.get(path).requests.map((address) => fileURLToPath(new URL(address))));
    const heavy = [...loaded].filter((file) => /\.(html|css|js)$/.test(file));
    assert.ok(heavy.length > 1, heavy.join());
    const bytes = heavy.reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });
}

test('titles tell pages apart', () => {
  const titles = paths.map((path) => found.get(path).title);
  assert.deepEqual(
    paths.filter((_, index) => titles.indexOf(titles[index]) !== index),
    [],
    'pages with the title of an earlier one',
  );
});

test('every page can be reached from the front page', () => {
  const reached = new Set(['index.html']);
  for (const path of reached) {
    for (const { address, isAnchor } of found.get(path)?.links ?? []) {
      if (isAnchor && address.startsWith(root)) {
        reached.add(decodeURIComponent(address.slice(root.length).replace(/[?#].*$/, '')));
      }
    }
  }
  assert.deepEqual(onDisk.filter((path) => !reached.has(path)), []);
});

test('style sheets ask for nothing beyond the site', () => {
  const styles = files(site).filter((path) => path.endsWith('.css'));
  assert.notEqual(styles.length, 0);
  for (const path of styles) {
    assert.doesNotMatch(readFileSync(join(site, path), 'utf8'), /@import|url\(\s*["']?(?:https?:)?\/\//, path);
  }
});
