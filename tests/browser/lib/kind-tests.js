// Generates tests by kind of page: one for each kind of each site.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { distinct } from './kinds.js';
import { NOT_FOUND } from './site.js';
import { SITES, kinds } from './sites.js';

/** Whether a page works from `file://`: the 404 page's links begin at the root of a host. */
export const isOnDisk = ({ path }) => path !== NOT_FOUND;

/** For `always` below: of every kind on every site the longest page. */
export const ofEachSite = ({ place }) => place === 'longest';

/**
 * Visited pages of some sites, of which `only` selects some. With `always`, those that it names, and more only until
 * every kind of page was seen with everything that it has on any site: see `distinct`.
 */
export function visited(sites, { only = () => true, always } = {}) {
  const pages = sites.flatMap((site) => [...kinds(site).values()].flat()).filter((page) => isOnDisk(page) && only(page));
  return always ? distinct(pages, always) : pages;
}

/**
 * Defines a test for each kind of page on each site. The check takes a browser page and returns faults. Options are
 * those of `visited`; `most` limits pages per kind.
 */
export function eachKind(title, check, { sites = SITES, most = Infinity, ...options } = {}) {
  const found = new Map();
  for (const page of visited(sites, options)) {
    const name = `${page.site}: ${page.kind}`;
    found.set(name, [...(found.get(name) ?? []), page]);
  }
  for (const [name, pages] of found) {
    test(`${name} ${title}`, async () => {
      const wrong = [];
      for (const page of pages.slice(0, most)) wrong.push(...(await check(page)).map((fault) => `${page.path}: ${fault}`));
      assert.deepEqual(wrong, []);
    });
  }
}
