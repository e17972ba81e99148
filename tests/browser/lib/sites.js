// The library of sites: of unlike contents, so that between them every kind of page is there in every state.
//
// A run of all tests makes each once, and says where in the variable `SSR_SITES`. A test file that is run alone makes
// those that it asks for.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { representatives } from './kinds.js';
import { build, project, repository } from './program.js';
import { movedProject, ownProjectWith } from './projects.js';
import { project as arabic } from './sites/arabic.js';
import { project as hostile } from './sites/hostile.js';
import { project as large } from './sites/large.js';
import { project as review } from './sites/review.js';
import { project as statuses } from './sites/statuses.js';

/** The address at which the pages of the theme `fragment` are, and what their ids begin with. */
export const FRAGMENT = { address: 'https://www.example.org/reports/', prefix: 'ssr-' };

// What each site is built from.
const PROJECTS = {
  own: () => repository,
  large: () => project(large()),
  arabic: () => project(arabic()),
  hostile: () => project(hostile()),
  statuses: () => project(statuses()),
  review: () => project(review()),
  // Not pages that are looked at by themselves.
  moved: () => movedProject(),
  fragment: () =>
    ownProjectWith(
      `theme = "fragment"\nheading-offset = 1\nid-prefix = "${FRAGMENT.prefix}"\nlinks = "site-url"\nsite-url = "${FRAGMENT.address}"`,
    ),
};

/** The names of all that can be made. */
export const ALL = Object.keys(PROJECTS);

/** The sites that are looked at, by name. */
export const SITES = ['own', 'large', 'arabic', 'hostile', 'statuses', 'review'];

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

/** The site of the repository's own content. */
export const ownSite = () => site('own');

/** Makes a site, and what is worked out about it once, in a directory that all test files share. */
export function make(name, shared) {
  mkdirSync(shared, { recursive: true });
  const directory = join(shared, name);
  if (!existsSync(directory)) build(PROJECTS[name](), directory);
  if (SITES.includes(name)) writeFileSync(noted(shared, name), JSON.stringify(representatives(directory)));
}

const noted = (shared, name) => join(shared, `${name}.json`);

/** Pages of a site by their kinds: of each kind those that look different, each with its address on the disk. */
export function kinds(name) {
  const shared = process.env.SSR_SITES;
  const chosen = shared ? JSON.parse(readFileSync(noted(shared, name), 'utf8')) : representatives(site(name));
  const found = new Map();
  for (const { path, kind } of chosen) {
    const page = { path, kind, site: name, url: pathToFileURL(join(site(name), path)).href };
    found.set(kind, [...(found.get(kind) ?? []), page]);
  }
  return found;
}
