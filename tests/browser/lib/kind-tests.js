// Generates tests by kind of page: one for each kind of each site.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOT_FOUND } from './site.js';
import { SITES, kinds } from './sites.js';

/** Whether a page works from `file://`: the 404 page's links begin at the root of a host. */
export const isOnDisk = ({ path }) => path !== NOT_FOUND;

/**
 * Defines a test for each kind of page on each site. The check takes a browser page and returns faults. `only` selects
 * kinds, `most` limits pages per kind.
 */
export function eachKind(title, check, { sites = SITES, only = () => true, most = Infinity } = {}) {
  for (const site of sites) {
    for (const [kind, pages] of kinds(site)) {
      const looked = pages.filter((page) => isOnDisk(page) && only(page)).slice(0, most);
      if (looked.length === 0) continue;
      test(`${site}: ${kind} ${title}`, async () => {
        const wrong = [];
        for (const page of looked) wrong.push(...(await check(page)).map((fault) => `${page.path}: ${fault}`));
        assert.deepEqual(wrong, []);
      });
    }
  }
}
