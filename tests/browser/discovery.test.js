// Feeds and sitemaps through an independent XML parser, against RFC 4287 and sitemaps.org.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { launch } from './lib/browser.js';
import { files } from './lib/site.js';
import { ownSite } from './lib/sites.js';

const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';

const site = ownSite();
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

/** A file as a tree: namespace, name, attributes, children and text of each element. */
async function parse(text) {
  return page.evaluate((text) => {
    const tree = (element) => ({
      namespace: element.namespaceURI,
      name: element.localName,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      children: [...element.children].map(tree),
      text: element.textContent,
    });
    const parsed = new DOMParser().parseFromString(text, 'application/xml');
    return parsed.querySelector('parsererror') ? null : tree(parsed.documentElement);
  }, text);
}

const read = (path) => readFileSync(join(site, path), 'utf8');
const feeds = files(site).filter((path) => path.endsWith('feed.xml'));

const named = (element, name) => element.children.filter((child) => child.name === name);
const links = (element, rel) => named(element, 'link').filter(({ attributes }) => attributes.rel === rel);

/** RFC 4287's requirements on feeds and entries (4.1.1, 4.1.2). */
function faults(element) {
  const found = [];
  for (const name of ['id', 'title', 'updated']) {
    if (named(element, name).length !== 1) found.push(`${named(element, name).length} of ${name}`);
  }
  for (const { text } of named(element, 'id')) {
    if (!URL.canParse(text)) found.push(`no absolute id: ${text}`);
  }
  for (const { text } of named(element, 'updated')) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) found.push(`no date: ${text}`);
  }
  if (links(element, 'alternate').length !== 1) found.push('no page to read');
  for (const { attributes } of named(element, 'link')) {
    if (!URL.canParse(attributes.href)) found.push(`no absolute link: ${attributes.href}`);
  }
  for (const { namespace, name } of element.children) {
    if (namespace !== ATOM) found.push(`not of Atom: ${name}`);
  }
  return found;
}

test('there are feeds', () => assert.deepEqual(feeds, ['feed.xml', 'ssr1/feed.xml']));

for (const path of feeds) {
  test(`${path} is an Atom feed`, async () => {
    const feed = await parse(read(path));
    assert.deepEqual([feed?.namespace, feed?.name], [ATOM, 'feed']);
    assert.deepEqual(faults(feed), []);
    assert.ok(named(feed, 'author').every((author) => named(author, 'name')[0].text.trim()));
    assert.ok(named(feed, 'author').length > 0, 'entries have no author of their own');
    assert.ok(links(feed, 'self')[0].attributes.href.endsWith(path));
    const entries = named(feed, 'entry');
    assert.ok(entries.length > 20);
    for (const entry of entries) {
      assert.deepEqual(faults(entry), []);
      assert.equal(named(entry, 'summary').length, 1);
    }
    const text = (name) => entries.map((entry) => named(entry, name)[0].text);
    assert.equal(new Set(text('id')).size, entries.length, 'two entries have one id');
    assert.deepEqual(text('updated'), text('updated').sort().reverse(), 'newest first');
    assert.equal(named(feed, 'updated')[0].text, text('updated')[0]);
  });
}

test('sitemap.xml is a sitemap', async () => {
  const sitemap = await parse(read('sitemap.xml'));
  assert.deepEqual([sitemap?.namespace, sitemap?.name], [SITEMAP, 'urlset']);
  assert.ok(sitemap.children.length > 100);
  for (const url of sitemap.children) {
    assert.deepEqual([url.name, named(url, 'loc').length], ['url', 1]);
    assert.ok(URL.canParse(named(url, 'loc')[0].text));
    assert.ok(url.children.every(({ name }) => ['loc', 'lastmod'].includes(name)));
    assert.ok(named(url, 'lastmod').every(({ text }) => /^\d{4}-\d\d-\d\d$/.test(text)));
  }
});

test('a fault is found', async () => {
  assert.equal(await parse('<feed>&nbsp;</feed>'), null);
  const feed = await parse(`<feed xmlns="${ATOM}"><id>x</id><updated>2016</updated></feed>`);
  assert.equal(faults(feed).length, 4);
});
