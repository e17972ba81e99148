// Files of a built site.

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { repository } from './program.js';

/** The 404 page. */
export const NOT_FOUND = '404.html';

// A redirect.
const REDIRECT = /<meta[^>]+http-equiv="refresh"/i;

/** Paths of all files below a directory, with `/`, sorted. */
export function files(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** A site's pages, without redirects. */
export function pages(site) {
  return files(site).filter(
    (path) => path.endsWith('.html') && !REDIRECT.test(readFileSync(join(site, path), 'utf8')),
  );
}

/**
 * A self-contained page, to be sent or printed: it has an inline style, which the policy would block.
 */
export function isStandalone(path) {
  return path.split('/').at(-1) === 'print.html';
}

/** A display text of the default theme, so that tests survive rewording. */
export function displayText(key) {
  const strings = readFileSync(join(repository, 'themes/default/strings/en.toml'), 'utf8');
  const found = new RegExp(`^${key} = "(.*)"$`, 'm').exec(strings);
  if (!found) throw new Error(`the default theme has no text \`${key}\``);
  return found[1];
}
