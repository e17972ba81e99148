// The library of sites, which together have every kind of page in every state. A full test run makes each once and
// passes the directory in `SSR_SITES`. A test file run alone makes the sites that it needs.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { representatives } from './kinds.js';
import { build, project, repository } from './program.js';
import { movedProject, ownProjectWith } from './projects.js';
import { project as arabic } from './sites/arabic.js';
import { project as full } from './sites/full.js';
import { project as fullArabic } from './sites/full-arabic.js';
import { project as hostile } from './sites/hostile.js';
import { project as large } from './sites/large.js';
import { project as review } from './sites/review.js';
import { project as statuses } from './sites/statuses.js';

/** Address and id prefix of the theme `fragment`. */
export const FRAGMENT = { address: 'https://www.example.org/reports/', prefix: 'ssr-' };

// Sources of each site.
const PROJECTS = {
  own: () => repository,
  large: () => project(large()),
  full: () => project(full()),
  'full-arabic': () => project(fullArabic()),
  arabic: () => project(arabic()),
  hostile: () => project(hostile()),
  statuses: () => project(statuses()),
  review: () => project(review()),
  // Not visited by themselves.
  moved: () => movedProject(),
  fragment: () =>
    ownProjectWith(
      `theme = "fragment"\nheading-offset = 1\nid-prefix = "${FRAGMENT.prefix}"\nlinks = "site-url"\nsite-url = "${FRAGMENT.address}"`,
    ),
};

/** Names of all sites. */
export const ALL = Object.keys(PROJECTS);

/** The visited sites, by name. */
export const SITES = ['own', 'large', 'full', 'full-arabic', 'arabic', 'hostile', 'statuses', 'review'];

/** Sites of thousands of pages, of which only those are visited that look different. */
export const LARGE = ['large', 'full'];

const made = new Map();

/** The directory of a site. */
export function site(name) {
  const shared = process.env.SSR_SITES;
  if (shared) {
    const directory = join(shared, name);
    if (!existsSync(directory)) throw new Error(`there is no \`${directory}\`: \`make-sites.js\` makes it`);
    return directory;
  }
  if (!made.has(name)) made.set(name, build(PROJECTS[name]()));
  return made.get(name);
}

/** The site of this repository's content. */
export const ownSite = () => site('own');

/** Makes a site and its page selection once, in a shared directory. */
export function make(name, shared) {
  mkdirSync(shared, { recursive: true });
  const directory = join(shared, name);
  if (!existsSync(directory)) build(PROJECTS[name](), directory);
  if (SITES.includes(name)) writeFileSync(noted(shared, name), JSON.stringify(representatives(directory)));
}

const noted = (shared, name) => join(shared, `${name}.json`);

const selected = new Map();

/** Selected pages of a site by kind, with file addresses. */
export function kinds(name) {
  if (!selected.has(name)) selected.set(name, select(name));
  return selected.get(name);
}

function select(name) {
  const shared = process.env.SSR_SITES;
  const chosen = shared ? JSON.parse(readFileSync(noted(shared, name), 'utf8')) : representatives(site(name));
  const found = new Map();
  for (const page of chosen) {
    const { path, kind } = page;
    found.set(kind, [...(found.get(kind) ?? []), { ...page, site: name, url: pathToFileURL(join(site(name), path)).href }]);
  }
  return found;
}
