// Kinds of pages: which pages of a site have to be looked at so that everything that any of them shows is seen.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isStandalone, pages } from './site.js';

/** The kind of a page, as its template names it; a page that is one file for itself has no frame to name it. */
export function kindOf(path, html) {
  if (isStandalone(path)) return 'print';
  return /<body class="page-([a-z-]+)">/.exec(html)?.[1] ?? 'unknown';
}

/** What makes a page look unlike others of its kind: its elements, their classes, its parts, and how deep it lies. */
function features(path, html) {
  const found = new Set([`depth ${path.split('/').length}`]);
  for (const [, element, attributes] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    found.add(element);
    for (const [, name, value = ''] of attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)) {
      if (name === 'class') for (const word of value.split(/\s+/)) found.add(`${element}.${word}`);
      else if (name === 'id' && /^[a-z]+$/.test(value)) found.add(`#${value}`);
      else found.add(`${element}[${name}]`);
    }
  }
  return found;
}

/**
 * A page of each kind and of each state that looks different: of all pages of a kind as few as show between them
 * whatever one of them shows, the longest and the shortest among them.
 */
export function representatives(site) {
  const kinds = new Map();
  for (const path of pages(site)) {
    const html = readFileSync(join(site, path), 'utf8');
    const kind = kindOf(path, html);
    kinds.set(kind, [...(kinds.get(kind) ?? []), { path, kind, length: html.length, features: features(path, html) }]);
  }
  return [...kinds.values()].flatMap(chosen).map(({ path, kind }) => ({ path, kind }));
}

/** Takes the longest page, then time and again the one that shows most of what is still missing, and the shortest. */
function chosen(all) {
  const byLength = [...all].sort((one, other) => other.length - one.length || (one.path < other.path ? -1 : 1));
  const taken = [];
  const missing = new Set(byLength.flatMap(({ features }) => [...features]));
  const take = (page) => {
    if (!taken.includes(page)) taken.push(page);
    for (const feature of page.features) missing.delete(feature);
  };
  take(byLength[0]);
  take(byLength.at(-1));
  const news = (page) => [...page.features].filter((feature) => missing.has(feature)).length;
  while (missing.size > 0) take(byLength.reduce((best, page) => (news(page) > news(best) ? page : best)));
  return taken;
}
