// The Nu HTML checker of the WHATWG.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { temporaryDirectory } from './lib/program.js';
import { files } from './lib/site.js';
import { LARGE, SITES, kinds, site } from './lib/sites.js';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** Messages of the checker for all pages below a directory, by page. */
function messages(directory) {
  const output = execFileSync(
    'java',
    // A run is short: compiling more, and collecting garbage beside it, take longer than they save.
    ['-Xss4m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html', directory],
    { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const found = new Map();
  for (const { type, subType, message, url, lastLine } of JSON.parse(output).messages) {
    const line = `${subType ?? type}, line ${lastLine}: ${message}`;
    found.set(url, [...(found.get(url) ?? []), line]);
  }
  return found;
}

// The checker writes file URLs as Java does.
const address = (directory, path) => pathToFileURL(join(directory, path)).href.replace('file:///', 'file:/');

// A single run of the checker, which starts slowly, for all sites: each in a directory of its name.
const directory = temporaryDirectory();
const expected = new Map();
for (const name of [...SITES, 'moved', 'fragment']) {
  // On very large sites those that look different, otherwise all.
  const paths = LARGE.includes(name) ? [...kinds(name).values()].flat().map(({ path }) => path) : files(site(name)).filter((path) => path.endsWith('.html'));
  const parts = name === 'fragment' ? paths.filter((path) => !path.endsWith('print.html')) : paths;
  expected.set(name, parts);
  for (const path of parts) {
    const text = readFileSync(join(site(name), path), 'utf8');
    mkdirSync(dirname(join(directory, name, path)), { recursive: true });
    writeFileSync(join(directory, name, path), name === 'fragment' ? placed(text) : text);
  }
}

/** A page of the embedding theme, embedded. */
function placed(text) {
  return `<!DOCTYPE html>\n<html lang="en"><head><title>Host</title></head><body><h1>Host</h1>${text}</body></html>`;
}

writeFileSync(join(directory, 'fault.html'), '<!DOCTYPE html><title>t</title><p align="center">t</p></section>');
const found = messages(directory);

// Guesses about words of no language, spelling of images in texts, and images that the policy allows in browsers.
const PASSED_OVER = /This document appears to be written in|Trailing slash on void elements|image “data:/;

// Running heads of paged media, which the checker does not know.
const PAGED = /“string-set”|“string\(running,start\)”/;

for (const [name, paths] of expected) {
  test(`${name}: pages have no error and no warning`, () => {
    assert.ok(paths.length > 5);
    const wrong = paths.flatMap((path) => (found.get(address(directory, `${name}/${path}`)) ?? []).filter((said) => !PAGED.test(said)).filter((said) => name !== 'hostile' || !PASSED_OVER.test(said)).map((said) => `${path}: ${said}`));
    assert.deepEqual(wrong.slice(0, 40), []);
  });
}

const FAULT = address(directory, 'fault.html');

test('what is said belongs to a page', () => {
  const known = new Set([...expected].flatMap(([name, paths]) => paths.map((path) => address(directory, `${name}/${path}`))));
  assert.deepEqual([...found.keys()].filter((url) => url !== FAULT && !known.has(url)), []);
});

test('a fault is found', () => assert.notDeepEqual(found.get(FAULT) ?? [], []));
