// Tests that go over kinds of pages: one for each kind of each site, which says all that is wrong with its pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOT_FOUND } from './site.js';
import { SITES, kinds } from './sites.js';

/** Whether a page can be looked at from a disk: what a host shows at any address names the host where it is known. */
export const isOnDisk = ({ site, path }) => path !== NOT_FOUND || !['own', 'arabic', 'hostile'].includes(site);

/**
 * Makes a test of each kind of page on each site. The check takes a page of the library and returns what is wrong with
 * it, in words. Of the kinds, `only` is taken, and of each kind as many pages as `most` says.
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
