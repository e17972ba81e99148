// Copied files of every registered type, under the preview and its policy: none runs a script in the site's origin or
// loads from other hosts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import types from 'mime-db';

import { launch } from './lib/browser.js';
import { findings, preview, project } from './lib/program.js';

// Scripts of the site's own origin, copied only because the settings allow it.
const SCRIPT = "console.log(`RAN at ${location.pathname}`); fetch('/search-index.js');";
const ELSEWHERE = 'http://127.0.0.1:9/';

const BODIES = {
  html: '<!DOCTYPE html><html><head><title>t</title></head><body><script src="/x.js"></script></body></html>',
  xml: '<?xml version="1.0"?><rss xmlns:h="http://www.w3.org/1999/xhtml"><h:script src="/x.js"/></rss>',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"><script href="/x.js"/></svg>',
};

const ENDINGS = [...new Set(Object.values(types).flatMap(({ extensions = [] }) => extensions))].sort();

/** A project of one page with files beside it, and additional file types. */
function projectOf(files, allowed = []) {
  return project({
    'book.toml': [
      '[book]\ntitle = "T"\n[rules]\nunused-file = "allow"\n[content]\n',
      `file-types = ${JSON.stringify(['js', ...allowed])}\n`,
    ].join(''),
    'content/_index.md': '+++\ntitle = "Home"\n+++\n',
    'content/x.js': SCRIPT,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`content/${name}`, text])),
  });
}

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
});
after(() => browser.close());

/** Opens addresses of a preview, alone and as images; returns scripts that ran and requests to other hosts. */
async function visit(server, names) {
  const ran = [];
  const foreign = new Set();
  const heard = (message) => message.text().startsWith('RAN') && ran.push(message.text());
  const asked = (request) => {
    // The browser's PDF viewer has its own addresses.
    const elsewhere = /^(https?|ws|ftp|file):/.test(request.url()) && !request.url().startsWith(server.url);
    if (elsewhere) foreign.add(request.url());
  };
  page.on('console', heard);
  page.on('request', asked);
  for (const name of names) {
    try {
      await page.goto(server.url + name, { waitUntil: 'load' });
    } catch (error) {
      // Downloads are not pages.
      if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error;
    }
  }
  page.off('console', heard);
  page.off('request', asked);
  return { ran, foreign: [...foreign] };
}

test('of all registered types only those of the table are copied', () => {
  assert.ok(ENDINGS.length > 1000, `${ENDINGS.length} types`);
  const copied = letThrough(BODIES.html).map((name) => name.slice('x.'.length));
  const active = copied.filter((ending) => /html|[+/]xml|xslt|script|php|x-sh/.test(typeOf(ending)));
  assert.deepEqual(active, [], 'what browsers or hosts run');
  assert.ok(copied.length > 40 && copied.length < 100, copied.join(' '));
});

/** The media types of an extension. */
function typeOf(ending) {
  const found = Object.entries(types).filter(([, { extensions = [] }]) => extensions.includes(ending));
  return found.map(([type]) => type).join(' ');
}

/** Names of valid files with this text, one for each extension. */
function letThrough(text) {
  const names = ENDINGS.filter((ending) => !['js', 'md'].includes(ending)).map((ending) => `x.${ending}`);
  const found = findings(projectOf(Object.fromEntries(names.map((name) => [name, text]))));
  const errors = found.filter(({ severity }) => severity === 'error');
  const refused = new Set(errors.map(({ file }) => file.slice('content/'.length)));
  return names.filter((name) => !refused.has(name));
}

for (const [body, text] of Object.entries(BODIES)) {
  test(`nothing that is copied runs a script: ${body} under every ending that is let through`, async () => {
    const copied = letThrough(text);
    const server = await preview(projectOf(Object.fromEntries(copied.map((name) => [name, text]))));
    try {
      const { ran, foreign } = await visit(server, copied);
      assert.deepEqual(ran, []);
      assert.deepEqual(foreign, []);
    } finally {
      await server.close();
    }
  });
}

test('a type that settings allow may run: the test can fail', async () => {
  const server = await preview(projectOf({ 'x.hxt': BODIES.html, 'x.xhtml': BODIES.xml }, ['hxt', 'xhtml']));
  try {
    const { ran } = await visit(server, ['x.hxt', 'x.xhtml']);
    assert.deepEqual(ran, ['RAN at /x.hxt', 'RAN at /x.xhtml']);
    const answer = await fetch(`${server.url}x.hxt`);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  } finally {
    await server.close();
  }
});

test('drawings run nothing and load nothing, in any spelling', async () => {
  const root = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200"';
  const rect = '<rect width="190" height="190"/>';
  const inside = [
    '<script href="/x.js"/>',
    '<script xlink:href="/x.js"/>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml" src="/x.js"/>',
    '<foreignObject><h:script xmlns:h="http://www.w3.org/1999/xhtml" src="/x.js"/></foreignObject>',
    `<style>@imp<!-- -->ort "${ELSEWHERE}a.css";</style>${rect}`,
    `<style><g/>@import url(${ELSEWHERE}b.css);</style>${rect}`,
    `<style>rect{fill:u<!---->rl(${ELSEWHERE}c.svg#x)} svg{background:u<!---->rl(${ELSEWHERE}c2.png)}</style>${rect}`,
    `<g style='background-image:image-set("${ELSEWHERE}d.png" 1x)'>${rect}</g>`,
    `<rect width="190" height="190" cursor="url(#a), url(${ELSEWHERE}e.png), auto"/>`,
    `<rect width="190" height="190" mask="URL(${ELSEWHERE}f.svg#m)"/>`,
    `<rect width="190" height="190" filter="&#117;rl(${ELSEWHERE}g.svg#m)"/>`,
    `<rect width="190" height="190" fill="URL(${ELSEWHERE}j.svg#m)" marker-start='uRl(${ELSEWHERE}j2.svg#m)'/>`,
    `<style>svg{background:image-set('${ELSEWHERE}i.png' 1x)}</style>`,
    `<style>svg{background:src("${ELSEWHERE}s.png")}</style>`,
    `<image width="9" height="9" href="${ELSEWHERE}k.png"/><image width="9" height="9" xlink:href="//127.0.0.1:9/l.png"/>`,
    `<use href="${ELSEWHERE}m.svg#a"/><use xlink:href="data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg'/>#a"/>`,
    `<g xml:base="${ELSEWHERE}"><image width="9" height="9" href="n.png"/></g>`,
    '<rect width="9" height="9" onload="console.log(`RAN`)"/>',
    '<set attributeName="href" to="javascript:console.log(`RAN`)"/>',
  ];
  const drawings = inside.map((text) => `<svg ${root}>${text}</svg>`);
  drawings.push(`<?xml-stylesheet href="${ELSEWHERE}o.css"?><svg ${root}>${rect}</svg>`);
  drawings.push(`<!DOCTYPE svg [<!ENTITY x "<script href='/x.js'/>">]><svg ${root}>&x;${rect}</svg>`);
  const names = drawings.map((_, index) => `d${index}.svg`);
  const files = Object.fromEntries(names.map((name, index) => [name, drawings[index]]));
  const server = await preview(projectOf(files));
  try {
    for (const name of names) assert.equal((await fetch(server.url + name)).status, 200, name);
    const { ran, foreign } = await visit(server, names);
    assert.deepEqual(ran, []);
    assert.deepEqual(foreign.filter((address) => !address.includes('/n.png')), []);
  } finally {
    await server.close();
  }
});
