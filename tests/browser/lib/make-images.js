// Makes the pictures of the docs anew, all of them: `node tests/browser/lib/make-images.js`.

import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { launch } from './browser.js';
import { repository } from './program.js';
import { site } from './sites.js';

const MOST_BYTES = 120 * 1024;
const WIDE = { width: 1120, height: 640 };
const PHONE = { width: 390, height: 780 };

/** Each picture: the page, the window, and where it begins, if not at the top. */
const PICTURES = {
  report: { of: ['own', 'ssr1/index.html'], size: WIDE },
  large: { of: ['full', 'plan/index.html'], size: WIDE },
  table: { of: ['full', 'plan/index.html'], size: WIDE, from: '[data-recommendations] table' },
  late: { of: ['full', 'plan/overdue.html'], size: WIDE, from: '#late' },
  changes: { of: ['full', 'plan/2023-12-31/changes.html'], size: WIDE },
  references: { of: ['own', 'ssr1/references.html'], size: WIDE },
  'recommendation-dark': { of: ['own', 'ssr1/11.html'], size: WIDE, dark: true },
  phone: { of: ['own', 'ssr1/11.html'], size: PHONE },
  'phone-report': { of: ['own', 'ssr1/index.html'], size: PHONE },
  arabic: { of: ['full-arabic', 'plan/index.html'], size: WIDE },
};

const directory = join(repository, 'docs/images');
mkdirSync(directory, { recursive: true });
const browser = await launch();
const large = [];
for (const [name, { of: [from, path], size, dark, from: start }] of Object.entries(PICTURES)) {
  const page = await browser.newPage({ viewport: size, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.goto(pathToFileURL(join(site(from), path)).href);
  if (start) await page.locator(start).first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16));
  const file = join(directory, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  const { size: bytes } = statSync(file);
  console.log(`${name}.png ${Math.round(bytes / 1024)} KiB`);
  if (bytes > MOST_BYTES) large.push(name);
}
await browser.close();
// Those of earlier designs.
for (const file of readdirSync(directory)) if (!(file.replace(/\.png$/, '') in PICTURES)) rmSync(join(directory, file));
if (large.length > 0) {
  console.error(`above ${MOST_BYTES / 1024} KiB: ${large.join(', ')}`);
  process.exitCode = 1;
}
