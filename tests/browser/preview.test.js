// The preview in a browser while files are edited.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, beforeEach, test } from 'node:test';

import { check } from './lib/axe.js';
import { launch, watch } from './lib/browser.js';
import { overflow } from './lib/looks.js';
import { preview } from './lib/program.js';
import { ownProjectWith } from './lib/projects.js';

const project = ownProjectWith('');
const server = await preview(project, ['--editor-url', 'editor://open{path}?{line}:{column}']);
const browser = await launch();
after(async () => {
  await browser.close();
  await server.close();
});

const UPDATE = 'content/ssr1/2016-03-31/rec-28.md';
const original = read(UPDATE);
let page;
let seen;

beforeEach(async () => {
  if (page) await page.close();
  page = await browser.newPage({ viewport: { width: 1280, height: 700 } });
  seen = watch(page);
});

test('a text that is edited is seen at once, and nobody has to scroll again', async () => {
  await page.goto(`${server.url}ssr1/28.html`);
  await page.evaluate(() => scrollTo(0, 400));
  await edit(UPDATE, (text) => text.replace('## Project status', 'Seen at once.\n\n## Project status'));
  await page.getByText('Seen at once.').first().waitFor();
  await page.waitForFunction(() => scrollY === 400);
  await restore();
  await page.getByText('Seen at once.').first().waitFor({ state: 'detached' });
  assert.deepEqual(seen.problems, []);
});

test('a page that stays the same is not loaded again', async () => {
  await page.goto(`${server.url}ssr1/3.html`);
  await page.evaluate(() => {
    globalThis.loadedOnce = true;
  });
  const other = await browser.newPage();
  await other.goto(`${server.url}ssr1/28.html`);
  await edit(UPDATE, (text) => text.replace('## Project status', 'For one page.\n\n## Project status'));
  await other.getByText('For one page.').first().waitFor();
  await page.waitForTimeout(300);
  assert.ok(await page.evaluate(() => globalThis.loadedOnce === true), 'it was loaded again');
  await other.close();
  await restore();
});

test('a new recommendation is in the table, and in the backlinks of what it refers to', async () => {
  const path = 'content/ssr1/recommendations/rec-29.md';
  await page.goto(`${server.url}ssr1/`);
  const other = await browser.newPage();
  await other.goto(`${server.url}ssr1/7.html`);
  write(path, '+++\nnumber = 29\ntitle = "Something entirely new"\n+++\nSee Recommendation 7.\n');
  await page.getByRole('link', { name: /Something entirely new/ }).first().waitFor();
  await other.locator('a[href="29.html"]').first().waitFor();
  rmSync(join(project, path));
  await page.getByRole('link', { name: /Something entirely new/ }).first().waitFor({ state: 'detached' });
  await other.close();
  assert.deepEqual(seen.problems, []);
});

/** Whether the page's text has this spacing; evaluated in the page, which may be reloading. */
const spaced = (width) => {
  const main = document.querySelector('main');
  return main !== null && getComputedStyle(main).letterSpacing === width;
};

test('a style sheet is swapped under the page', async () => {
  const path = 'themes/default/assets/own.css';
  write(path, 'main { letter-spacing: 1px; }');
  await page.goto(`${server.url}ssr1/3.html`);
  await page.waitForFunction(spaced, '1px');
  await page.evaluate(() => {
    globalThis.loadedOnce = true;
    scrollTo(0, 200);
  });
  await page.waitForFunction(() => scrollY === 200);
  for (const width of ['2px', '3px', '4px', '5px']) write(path, `main { letter-spacing: ${width}; }`);
  for (const width of ['2px', '3px']) {
    write(path, `main { letter-spacing: ${width}; }`);
    await page.waitForFunction(spaced, width);
  }
  assert.ok(await page.evaluate(() => globalThis.loadedOnce === true), 'the page was loaded again');
  assert.equal(await page.evaluate(() => scrollY), 200);
  const sheets = () => page.locator('link[rel="stylesheet"][href*="own"]').count();
  await page.waitForFunction(() => document.querySelectorAll('link[href*="own."]').length === 1);
  assert.equal(await sheets(), 1);
  rmSync(join(project, 'themes'), { recursive: true });
  await page.waitForFunction(spaced, 'normal');
  assert.deepEqual(seen.problems, []);
});

test('a template that changes changes the page', async () => {
  await page.goto(`${server.url}about.html`);
  const path = 'themes/default/templates/page.html';
  write(path, '{% extends "base.html" %}{% block content %}<h1>Another template</h1>{% endblock content %}');
  await page.getByRole('heading', { name: 'Another template' }).waitFor();
  assert.deepEqual(seen.problems, []);
  // While the template is broken, its error replaces the page.
  write(path, '{% extends "base.html" %}{% block content %}{{ nothing.here }}{% endblock content %}');
  await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
  await page.getByText('themes/default/templates/page.html:1').waitFor();
  rmSync(join(project, 'themes'), { recursive: true });
  await page.getByRole('heading', { name: 'About' }).first().waitFor();
});

test('a mistake is laid over the last good page, and goes when it is mended', async () => {
  await page.goto(`${server.url}ssr1/28.html`);
  const before = await page.locator('main').innerText();
  await edit(UPDATE, (text) => text.replace('number = 28', 'number = 28\ncolour = "red"'));
  const overlay = page.getByRole('region', { name: /error/ });
  await overlay.waitFor();
  await overlay.getByText('unknown key `colour`').waitFor();
  const place = overlay.getByRole('link', { name: `${UPDATE}:3:1` });
  assert.equal(await place.getAttribute('href'), `editor://open${project}/${UPDATE}?3:1`);
  assert.equal(await page.locator('main').innerText(), before);
  assert.deepEqual(seen.problems, []);
  // The checks add styles, which the policy blocks.
  seen.stop();
  assert.deepEqual((await check(page)).violations, []);
  await restore();
  await overlay.waitFor({ state: 'detached' });
});

test('the overlay can be dismissed, with keys alone, and stays away until there is another mistake', async () => {
  await page.goto(`${server.url}ssr1/28.html`);
  await edit(UPDATE, (text) => text.replace('number = 28', 'number = 28\nfirst = 1'));
  const overlay = page.getByRole('region', { name: /error/ });
  await overlay.getByText('unknown key `first`').waitFor();
  // It never takes the focus, and disappears wherever the focus is.
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'body');
  await page.keyboard.press('Escape');
  await overlay.waitFor({ state: 'detached' });
  await page.reload();
  await page.waitForTimeout(300);
  assert.equal(await overlay.count(), 0);
  await edit(UPDATE, (text) => text.replace('number = 28', 'number = 28\nsecond = 1'));
  await overlay.getByText('unknown key `second`').waitFor();
  await overlay.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await overlay.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'main');
  // The same error again.
  await restore();
  await edit(UPDATE, (text) => text.replace('number = 28', 'number = 28\nsecond = 1'));
  await overlay.getByText('unknown key `second`').waitFor();
  await restore();
});

test('what a rule denies stays laid over pages until it is mended', async () => {
  await page.goto(`${server.url}ssr1/28.html`);
  await edit(UPDATE, (text) => text.replace('## Project status', '[Nothing](rec:444).\n\n## Project status'));
  const overlay = page.getByRole('region', { name: /error/ });
  await overlay.getByText('unknown-reference').waitFor();
  await page.evaluate(() => {
    globalThis.gone = 0;
    new MutationObserver((changes) => {
      for (const { removedNodes } of changes) globalThis.gone += removedNodes.length;
    }).observe(document.body, { childList: true });
  });
  const about = read('content/about.md');
  for (const time of ['One', 'Two', 'Three']) {
    write('content/about.md', `${about}\n${time}.\n`);
    await shown('about.html', (text) => text.includes(`${time}.`));
  }
  assert.equal(await page.evaluate(() => globalThis.gone), 0, 'it went and came back');
  assert.ok(await overlay.isVisible());
  write('content/about.md', about);
  await restore();
  await overlay.waitFor({ state: 'detached' });
});

test('the list of findings is one for everyone', async () => {
  // A preview of its own: another one may load the list again, since it has just seen edits.
  const own = await preview(project);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(`${own.url}__ssr-site/diagnostics`);
    await page.getByText('implausible-date').first().waitFor();
    assert.deepEqual((await check(page)).violations, []);
    assert.equal(await overflow(page), 0);
  }
  assert.deepEqual(seen.problems, []);
  await own.close();
});

test('a page goes on after the server was away', async () => {
  const own = await preview(project);
  const { port } = new URL(own.url);
  await page.goto(`${own.url}ssr1/28.html`);
  await own.close();
  await edit(UPDATE, (text) => text.replace('## Project status', 'Meanwhile.\n\n## Project status'));
  const again = await preview(project, [], port);
  await page.getByText('Meanwhile.').first().waitFor();
  await again.close();
  await restore();
});

function read(path) {
  return readFileSync(join(project, path), 'utf8');
}

function write(path, text) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

async function edit(path, change) {
  const before = read(path);
  const text = change(before);
  assert.notEqual(text, before, 'nothing was edited');
  write(path, text);
}

/** Restores the update and waits for the preview. */
async function restore() {
  const before = await served('ssr1/28.html');
  write(UPDATE, original);
  await shown('ssr1/28.html', (text) => text !== before, 100);
}

/** The current page of the preview. */
async function served(path) {
  return (await fetch(server.url + path)).text();
}

/** Waits until a page satisfies a condition, for a number of attempts. */
async function shown(path, is, attempts = 1000) {
  for (let attempt = 0; attempt < attempts && !is(await served(path)); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
