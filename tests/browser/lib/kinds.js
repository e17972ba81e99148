// Selects a minimal set of pages that covers everything shown on any page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isStandalone, pages } from './site.js';

/** The kind of a page, from its template; a self-contained page has no layout that names it. */
export function kindOf(path, html) {
  if (isStandalone(path)) return 'print';
  return /<body class="page-([a-z-]+)">/.exec(html)?.[1] ?? 'unknown';
}

/** Features of a page: elements, classes, parts, nesting depth. */
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
 * Covers each kind and state: as few pages of a kind as together have all its features, including the longest and the
 * shortest.
 */
export function representatives(site) {
  const kinds = new Map();
  for (const path of pages(site)) {
    const html = readFileSync(join(site, path), 'utf8');
    const kind = kindOf(path, html);
    kinds.set(kind, [...(kinds.get(kind) ?? []), { path, kind, length: html.length, features: features(path, html) }]);
  }
  return [...kinds.values()].flatMap((all) =>
    chosen(all).map(({ features, ...page }, place) => ({ ...page, place: PLACES[place] ?? 'further', features: [...features] })),
  );
}

/** The order in which pages of a kind are chosen. */
const PLACES = ['longest', 'shortest'];

/** Takes the longest page, then greedily the one with most missing features, and the shortest. */
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

/**
 * Pages of several sites without those that show nothing new: what a kind of page shows with the same elements and
 * classes on one site need not be seen on every other. Keeps those that `always` names, and as few others as together
 * have all features of their kind.
 */
export function distinct(pages, always) {
  const kept = new Set(pages.filter(always));
  const named = ({ kind, features }) => features.map((feature) => `${kind} ${feature}`);
  const missing = new Set(pages.flatMap(named));
  const see = (page) => named(page).forEach((feature) => missing.delete(feature));
  kept.forEach(see);
  const rest = new Set(pages.filter((page) => !kept.has(page)));
  while (missing.size > 0) {
    const counted = [...rest].map((page) => ({ page, news: named(page).filter((feature) => missing.has(feature)).length }));
    for (const { page, news } of counted) if (news === 0) rest.delete(page);
    // Of pages with as much that is new, the shortest.
    const { page } = counted.reduce((best, other) => (other.news > best.news || (other.news === best.news && other.page.length < best.page.length) ? other : best));
    kept.add(page);
    see(page);
  }
  return pages.filter((page) => kept.has(page));
}
