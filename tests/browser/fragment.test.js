// The theme for embedding.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import axe from 'axe-core';

import { launch } from './lib/browser.js';
import { overflow } from './lib/looks.js';
import { files } from './lib/site.js';
import { FRAGMENT, site as siteNamed } from './lib/sites.js';

const { prefix: PREFIX, address: ADDRESS } = FRAGMENT;

const site = siteNamed('fragment');
const paths = files(site).filter((path) => path.endsWith('.html') && !path.endsWith('print.html'));
const style = files(site)
  .filter((path) => path.endsWith('.css'))
  .map((path) => readFileSync(join(site, path), 'utf8'))
  .join('\n');
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();

const HOST = `<!DOCTYPE html>
<html lang="en"><head><title>Host</title><style>
body { font: 15px/1.3 "DejaVu Serif", serif; color: #222; background: #fffdf7; }
a { color: #7a1f5c; } table { border: 2px solid #888; } th { background: #eee; } li { margin: 3px; }
</style></head><body>
<header><h1 class="status">Host <a class="skip" href="#own">link</a></h1></header>
<main id="own"><section id="own-section"><p class="aside lead">Text</p>
<ul class="links references"><li>Item</li></ul>
<dl class="facts"><dt>Term</dt><dd>Meaning</dd></dl>
<table class="records"><caption>Table</caption><thead><tr><th>Head</th></tr></thead><tbody><tr><td class="number">1</td></tr></tbody></table>
<blockquote class="statement">Quoted</blockquote><pre><code>code</code></pre>
<svg class="bar timeline" width="10" height="10"><rect class="fill--done" width="9" height="9"/></svg>
</section></main>
<aside id="place"></aside><footer class="site-footer frame">Foot</footer></body></html>`;

test('there are pages', () => {
  assert.ok(paths.length > 100, `only ${paths.length} pages`);
});

test('there is nothing of a page around the content', () => {
  for (const path of paths) {
    const text = read(path);
    // Only one page has behaviour, and loads its script.
    const bare = path === 'search.html' ? text.replace(/<script src="[^"]+" defer><\/script>/, '') : text;
    assert.doesNotMatch(bare, /<(!doctype|html|head|body|main|link|meta|style|script)\b/i, path);
  }
});

test('ids and what refers to them have the prefix', async () => {
  for (const path of paths) {
    const { ids, anchors, referred } = await page.evaluate((text) => {
      const part = new DOMParser().parseFromString(text, 'text/html');
      const all = (selector) => [...part.querySelectorAll(selector)];
      return {
        ids: all('[id]').map((element) => element.id),
        anchors: all('a[href*="#"]').map((link) => link.getAttribute('href')),
        referred: ['for', 'headers', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>
          all(`[${name}]`).flatMap((element) => element.getAttribute(name).split(/\s+/)),
        ),
      };
    }, read(path));
    assert.deepEqual([...ids, ...referred].filter((id) => !id.startsWith(PREFIX)), [], path);
    assert.deepEqual(referred.filter((id) => !ids.includes(id)), [], path);
    const own = anchors.filter((address) => address.startsWith('#') || address.startsWith(ADDRESS));
    assert.deepEqual(own.filter((address) => !address.includes(`#${PREFIX}`)), [], path);
    assert.deepEqual(
      own.filter((address) => address.startsWith('#') && !ids.includes(decodeURIComponent(address.slice(1)))),
      [],
      path,
    );
  }
});

test('links are absolute and lead to pages', () => {
  for (const path of paths) {
    for (const [, address] of read(path).matchAll(/ (?:href|src)="([^"]*)"/g)) {
      assert.match(address, /^(https?:\/\/|mailto:|tel:|#)/, path);
      if (!address.startsWith(ADDRESS)) continue;
      const spelled = decodeURIComponent(address.slice(ADDRESS.length).replace(/[?#].*$/, ''));
      const target = spelled === '' || spelled.endsWith('/') ? `${spelled}index.html` : spelled;
      assert.ok(files(site).includes(target), `${path}: ${address}`);
    }
  }
});

test('headings begin one level down', async () => {
  for (const path of paths) {
    const levels = [...read(path).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    assert.equal(levels[0], 2, path);
    assert.equal(levels.filter((level) => level <= 2).length, 1, path);
    assert.ok(levels.every((level, index) => index === 0 || level <= levels[index - 1] + 1), path);
  }
});

test('the page around it looks as before', async () => {
  await page.setContent(HOST);
  const before = await look();
  await page.addStyleTag({ content: style });
  await page.evaluate((text) => {
    document.getElementById('place').innerHTML = text;
  }, read('ssr1/25.html'));
  const after = await look();
  assert.ok(before.length > 20);
  for (const [index, was] of before.entries()) assert.deepEqual(after[index], was);
});

for (const width of [1280, 320]) {
  for (const path of ['ssr1/index.html', 'ssr1/25.html', 'ssr2-workplan/index.html', 'search.html']) {
    test(`${path} is accessible within a page, at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.setContent(
        `<!DOCTYPE html><html lang="en"><head><title>Host</title><meta name="viewport" content="width=device-width">
        <style>${style}</style></head><body><main><h1>Host</h1>${read(path)}</main></body></html>`,
      );
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() =>
        window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
      );
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`)),
        [],
      );
      assert.equal(await overflow(page), 0, 'the page has to be scrolled sideways');
    });
  }
}

function read(path) {
  return readFileSync(join(site, path), 'utf8');
}

/** The host page's look. Embedded content may make the page longer. */
function look() {
  return page.evaluate(() =>
    [...document.querySelectorAll('body, body *:not(#place, #place *)')].map((element) => {
      const style = getComputedStyle(element);
      const ofSize = /(^|-)(block-size|height|perspective-origin|transform-origin|inset.*|top|bottom)$/;
      const names = [...style].filter((name) => !ofSize.test(name));
      return { element: element.localName, ...Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)])) };
    }),
  );
}
