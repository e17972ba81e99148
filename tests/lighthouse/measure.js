// Measures pages of a site with Lighthouse: `npm ci --ignore-scripts && node measure.js [--baseline] SITE [PATH…]`. The site is
// served on loopback; without paths, one page of each kind is measured. Fails below the limits, except with
// `--baseline`. Lighthouse 12 is the last that runs on Node.js 20. It brings 200 packages, so it has a lock file of its
// own and is no part of the test run.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { representatives } from '../browser/lib/kinds.js';
import { serve } from '../browser/lib/server.js';
import { isStandalone, NOT_FOUND } from '../browser/lib/site.js';

/** The least score of each category; speed depends on the machine, so it is only shown. */
const LEAST = { accessibility: 100, 'best-practices': 95, seo: 100, performance: 0 };

const { values, positionals } = parseArgs({ options: { baseline: { type: 'boolean' } }, allowPositionals: true });
const [site, ...named] = positionals;
if (!site || !existsSync(site)) {
  console.error('usage: node measure.js [--baseline] SITE [PATH…]');
  process.exit(2);
}

/** Search pages ask search engines to leave them out, which Lighthouse takes for a fault. */
const isListed = (path) => !/<meta name="robots" content="noindex/.test(readFileSync(join(site, path), 'utf8'));

/** The longest page of each kind that a search engine may list. */
function chosen() {
  const pages = new Map();
  for (const { path, kind } of representatives(site)) {
    if (path !== NOT_FOUND && !isStandalone(path) && isListed(path) && !pages.has(kind)) pages.set(kind, path);
  }
  return [...pages.values()];
}

const executable = process.env.CHROME_PATH ?? '/usr/bin/chromium';
const chrome = await launch({ chromePath: executable, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'] });
const host = await serve(site, { below: '/' });
let failed = false;
try {
  console.log(`${Object.keys(LEAST).join(' / ')}, of 100`);
  for (const path of named.length > 0 ? named : chosen()) {
    const { lhr } = await lighthouse(host.url + path, { port: chrome.port, onlyCategories: Object.keys(LEAST), logLevel: 'error', output: 'json' });
    const scores = Object.entries(LEAST).map(([category, least]) => ({ category, least, score: Math.round((lhr.categories[category].score ?? 0) * 100) }));
    console.log(`${scores.map(({ score }) => String(score).padStart(3)).join(' / ')}  ${path}`);
    for (const { category, score, least } of scores.filter(({ score, least }) => score < least)) {
      failed = true;
      const refs = lhr.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      console.log(`  ${category} ${score} is below ${least}: ${refs.map(({ id }) => `${id} (${lhr.audits[id].title})`).join(', ')}`);
    }
  }
} finally {
  await host.close();
  chrome.kill();
}
if (failed && !values.baseline) process.exit(1);
