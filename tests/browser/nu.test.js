// Every page as the checker of the WHATWG's conformance rules sees it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build, files, ownProjectWith, ownSite, temporaryDirectory } from './lib/site.js';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** What the checker says of all pages below a directory, by the address of each. */
function messages(directory) {
  const output = execFileSync(
    'java',
    ['-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html', directory],
    { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const found = new Map();
  for (const { type, subType, message, url, lastLine } of JSON.parse(output).messages) {
    const line = `${subType ?? type}, line ${lastLine}: ${message}`;
    found.set(url, [...(found.get(url) ?? []), line]);
  }
  return found;
}

// The checker writes addresses as Java does.
const address = (directory, path) => pathToFileURL(join(directory, path)).href.replace('file:///', 'file:/');

const site = ownSite();
const found = messages(site);

for (const path of files(site).filter((path) => path.endsWith('.html'))) {
  test(`${path} has no error and no warning`, () => {
    assert.deepEqual(found.get(address(site, path)) ?? [], []);
  });
}

// Pages of the other theme, as a system that places them within its own has them.
const parts = build(ownProjectWith('theme = "fragment"\nheading-offset = 1\nid-prefix = "ssr-"'));
const placed = temporaryDirectory();
const wrapped = files(parts).filter((path) => path.endsWith('.html') && !path.endsWith('print.html'));
for (const path of wrapped) {
  mkdirSync(dirname(join(placed, path)), { recursive: true });
  writeFileSync(
    join(placed, path),
    `<!DOCTYPE html>\n<html lang="en"><head><title>Host</title></head><body><h1>Host</h1>${readFileSync(join(parts, path), 'utf8')}</body></html>`,
  );
}
const within = messages(placed);

for (const path of wrapped) {
  test(`${path} has no error and no warning within another page`, () => {
    assert.deepEqual(within.get(address(placed, path)) ?? [], []);
  });
}

test('what is said belongs to a page', () => {
  for (const [directory, said] of [[site, found], [placed, within]]) {
    const known = files(directory).map((path) => address(directory, path));
    assert.ok(known.length > 0);
    assert.deepEqual([...said.keys()].filter((url) => !known.includes(url)), []);
  }
});

test('a fault is found', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ssr-site-nu-'));
  try {
    writeFileSync(join(directory, 'page.html'), '<!DOCTYPE html><title>t</title><p align="center">t</p></section>');
    assert.notDeepEqual(messages(directory).get(address(directory, 'page.html')) ?? [], []);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
