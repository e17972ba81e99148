// The markup of every page against the HTML standard.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { HtmlValidate } from 'html-validate';

import config from './html-validate.config.js';
import { build, files, isStandalone, movedProject, ownSite } from './lib/site.js';

const validator = new HtmlValidate(config);
// A page that travels alone carries its style with it.
const standalone = new HtmlValidate({ ...config, rules: { ...config.rules, 'no-inline-style': 'off' } });

const sites = [
  ['', ownSite()],
  ['with redirects: ', build(movedProject())],
];
for (const [name, site] of sites) {
  for (const path of files(site).filter((path) => path.endsWith('.html'))) {
    test(`${name}${path} is valid HTML`, async () => {
      const text = readFileSync(join(site, path), 'utf8');
      assert.deepEqual(await faults(isStandalone(path) ? standalone : validator, text, path), []);
    });
  }
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
