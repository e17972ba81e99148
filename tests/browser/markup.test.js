// Markup against the HTML standard.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { HtmlValidate } from 'html-validate';

import config from './html-validate.config.js';
import { files, isStandalone } from './lib/site.js';
import { SITES, kinds, site } from './lib/sites.js';

const validator = new HtmlValidate(config);
// Print pages have an inline style.
const standalone = new HtmlValidate({ ...config, rules: { ...config.rules, 'no-inline-style': 'off' } });

// Maximum size of pages of the large site checked here.
const MOST_BYTES = 200 * 1024;

for (const name of [...SITES, 'moved']) {
  test(`${name}: pages are valid HTML`, async () => {
    // This checker is slow and repeats itself on similar pages; `nu.test.js` checks all pages of all sites but one.
    const looked = SITES.includes(name) && name !== 'own' ? [...kinds(name).values()].flat().map(({ path }) => path) : files(site(name)).filter((path) => path.endsWith('.html'));
    const paths = looked.filter((path) => name !== 'large' || statSync(join(site(name), path)).size < MOST_BYTES);
    const wrong = [];
    for (const path of paths) {
      const text = readFileSync(join(site(name), path), 'utf8');
      const found = await faults(isStandalone(path) ? standalone : validator, text, path);
      wrong.push(...found.map((fault) => `${path}:${fault}`));
    }
    assert.ok(paths.length > 5);
    assert.deepEqual(wrong.slice(0, 40), []);
  });
}

test('a fault is found', async () => {
  const page = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><p><div></div></p></body></html>';
  assert.notDeepEqual(await faults(validator, page, 'fault.html'), []);
});

async function faults(validator, text, path) {
  const report = await validator.validateString(text, path);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  );
}
