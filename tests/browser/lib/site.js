// The files of a site that was built.

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { repository } from './program.js';

/** The page that a host shows where it has none. */
export const NOT_FOUND = '404.html';

// A page that only leads elsewhere.
const REDIRECT = /<meta[^>]+http-equiv="refresh"/i;

/** The paths of all files below a directory, with `/`, in order. */
export function files(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The pages of a site that are read, not those that only lead elsewhere. */
export function pages(site) {
  return files(site).filter(
    (path) => path.endsWith('.html') && !REDIRECT.test(readFileSync(join(site, path), 'utf8')),
  );
}

/**
 * A page that is one file for itself, to be sent or printed: it holds its style, which a
 * policy against inline styles would refuse.
 */
export function isStandalone(path) {
  return path.split('/').at(-1) === 'print.html';
}

/** A display text of the default theme, so that tests hold when its wording changes. */
export function displayText(key) {
  const strings = readFileSync(join(repository, 'themes/default/strings/en.toml'), 'utf8');
  const found = new RegExp(`^${key} = "(.*)"$`, 'm').exec(strings);
  if (!found) throw new Error(`the default theme has no text \`${key}\``);
  return found[1];
}
