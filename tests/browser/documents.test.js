// Parsed pages of every site: all, or on very large sites those that look different.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, describe, test } from 'node:test';

import { launch } from './lib/browser.js';
import { read } from './lib/documents.js';
import { NOT_FOUND, files, isStandalone, pages } from './lib/site.js';
import { LARGE, SITES, kinds, site } from './lib/sites.js';
import { LATIN } from './lib/sites/arabic.js';
import { MARKUP } from './lib/sites/hostile.js';

// Minimum number of pages of each site, so that none is overlooked.
const LEAST = { own: 150, large: 15, full: 15, 'full-arabic': 300, arabic: 30, hostile: 40, statuses: 40, review: 15 };

// HTML, styles and scripts of a page: the initial download. Of a recommendation uncompressed, of other pages as sent.
const MOST_BYTES = 60 * 1024;

// Loaded by the first search, as large as the report.
const SEARCH_INDEX = 'search-index.js';

const LISTS = /\/(overdue|owners|references)\.html$/;

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();
const known = new Map();
for (const name of SITES) {
  // On very large sites those that look different, otherwise all.
  const paths = LARGE.includes(name) ? [...kinds(name).values()].flat().map(({ path }) => path) : pages(site(name));
  known.set(name, await read(page, site(name), paths, { texts: ['arabic', 'full-arabic', 'hostile'].includes(name) }));
}

for (const name of SITES) {
  describe(name, () => {
    const documents = known.get(name);
    /** Faults of one kind on all pages, reported for the first pages. */
    const wrong = (subject) => documents.flatMap((document) => document[subject].map((fault) => `${document.path}: ${fault}`)).slice(0, 40);

    test('documents are well formed', () => {
      assert.ok(documents.length >= LEAST[name], `only ${documents.length} pages`);
      assert.deepEqual(wrong('form'), []);
    });

    test('everything has a name', () => assert.deepEqual(wrong('names'), []));

    test('links lead to what is there', () => assert.deepEqual(wrong('links'), []));

    test('nothing is inline, and nothing comes from elsewhere', () => {
      assert.deepEqual(wrong('policy'), []);
      const styles = files(site(name)).filter((path) => path.endsWith('.css'));
      assert.notEqual(styles.length, 0);
      for (const path of styles) {
        assert.doesNotMatch(readFileSync(join(site(name), path), 'utf8'), /@import|url\(\s*["']?(?:https?:)?\/\//, path);
      }
    });

    test('titles tell pages apart, and of a whole site every page can be reached from the front page', () => {
      // Lists have the same title in each report.
      const titles = documents.map(({ path, title }) => (LISTS.test(path) ? `${dirname(path)}: ${title}` : title));
      const first = new Map([...titles.entries()].reverse().map(([index, title]) => [title, index]));
      assert.deepEqual(documents.filter((_, index) => first.get(titles[index]) !== index).map(({ path }) => path), []);
      if (LARGE.includes(name)) return;
      const byPath = new Map(documents.map((document) => [document.path, document]));
      const reached = new Set(['index.html']);
      for (const path of reached) for (const next of byPath.get(path)?.reaches ?? []) reached.add(next);
      const alone = documents.filter(({ path }) => path !== NOT_FOUND && !reached.has(path));
      assert.deepEqual(alone.map(({ path }) => path), []);
    });
  });
}

test('recommendations are light', () => {
  for (const name of ['own', 'arabic']) {
    const light = known.get(name).filter(({ path }) => /\/\d+\.html$/.test(path));
    assert.ok(light.length > 10);
    for (const { path, length, loads } of light) {
      const brought = [...new Set(loads)].filter((file) => /\.(css|js)$/.test(file));
      assert.ok(brought.length > 1, brought.join());
      const bytes = brought.reduce((sum, file) => sum + statSync(join(site(name), file)).size, length);
      assert.ok(bytes <= MOST_BYTES, `${name}: ${path}: ${bytes} bytes`);
    }
  }
});

test('every page is light as hosts send it, compressed, the dashboards of 300 recommendations too', () => {
  const compressed = new Map();
  const size = (file) => {
    if (!compressed.has(file)) compressed.set(file, gzipSync(readFileSync(file)).length);
    return compressed.get(file);
  };
  for (const name of SITES) {
    const visited = new Set([...kinds(name).values()].flat().map(({ path }) => path));
    for (const { path, loads } of known.get(name).filter(({ path }) => visited.has(path) && !isStandalone(path) && path !== NOT_FOUND)) {
      const brought = [...new Set(loads)].filter((file) => /\.(css|js)$/.test(file) && file !== SEARCH_INDEX);
      const bytes = [path, ...brought].reduce((sum, file) => sum + size(join(site(name), file)), 0);
      assert.ok(bytes <= MOST_BYTES, `${name}: ${path}: ${bytes} bytes`);
    }
  }
});

test('in a site of another language nothing that the program says is in English', () => {
  for (const { path, text, direction } of ['arabic', 'full-arabic'].flatMap((name) => known.get(name))) {
    assert.equal(direction, 'rtl', path);
    // Authors' Latin text is shown unchanged where texts are compared.
    const said = LATIN.reduce((rest, written) => rest.replaceAll(written, ''), text).replace(/\brec:[\d.]+[a-z]?|[\w-]+\.(?:json|csv|xml)|JSON|CSV|Atom|Schema/g, '');
    assert.deepEqual(said.match(/.{0,20}[A-Za-z]{2,}.{0,20}/g) ?? [], [], path);
  }
});

test('markup in a title stays text', () => {
  const documents = known.get('hostile').filter(({ path }) => /plan\/.*\b1\.html$/.test(path));
  assert.ok(documents.length >= 3);
  for (const { path, title, text } of documents) {
    assert.ok(title.includes(MARKUP), `${path}: ${title}`);
    assert.ok(text.includes(MARKUP), path);
  }
});
