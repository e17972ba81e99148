// Every page as the checker of the WHATWG's conformance rules sees it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { files, ownSite } from './lib/site.js';

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

test('what is said belongs to a page', () => {
  const known = files(site).map((path) => address(site, path));
  assert.deepEqual([...found.keys()].filter((url) => !known.includes(url)), []);
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
