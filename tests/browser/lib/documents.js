// Checks of parsed, unrendered pages: cheap enough for hundreds.

import { serve } from './server.js';
import { NOT_FOUND, files, isStandalone } from './site.js';

/**
 * Parses pages of a site; returns for each its title, bytes loaded, and faults by subject. Uses a browser page, which
 * stays on the site. Returns the visible text on request.
 */
export async function read(page, site, paths, { texts = false } = {}) {
  const host = await serve(site);
  try {
    await page.goto(`${host.url}robots.txt`);
    const asked = paths.map((path) => ({ path, standalone: isStandalone(path), misplaced: path === NOT_FOUND }));
    const given = { root: host.url, files: files(site), pages: asked, texts };
    return await page.evaluate(inspect, given);
  } finally {
    await host.close();
  }
}

/** Runs in the browser. */
async function inspect({ root, files, pages, texts }) {
  const known = new Set(files);
  const parsed = new Map();
  // Links are resolved once the ids of all pages are known.
  for (const page of pages) {
    const text = await (await fetch(root + encodeURI(page.path))).text();
    parsed.set(page.path, described(page, new DOMParser().parseFromString(text, 'text/html'), text.length));
  }
  return [...parsed].map(([path, { ids, addresses, ...found }]) => ({
    path,
    ...found,
    links: addresses.map(led).filter(Boolean),
    reaches: [...new Set(addresses.filter(({ anchor }) => anchor).map(({ address }) => withinSite(address)))].filter(Boolean),
  }));

  function described({ path, standalone, misplaced }, document, length) {
    const url = new URL(root + encodeURI(path));
    const all = (selector) => [...document.querySelectorAll(selector)];
    const shown = (element) => element.outerHTML.slice(0, 160);
    const ids = all('[id]').map(({ id }) => id);
    const resolved = (element, name) => ({
      written: element.getAttribute(name),
      address: URL.canParse(element.getAttribute(name), url) ? new URL(element.getAttribute(name), url).href : null,
      anchor: element.localName === 'a',
    });
    const linked = all('[href]:not([rel="canonical"])').map((element) => resolved(element, 'href'));
    const loaded = all('[src]').map((element) => resolved(element, 'src'));
    const sent = all('[action]').map((element) => resolved(element, 'action'));
    const brought = [...all('link:is([rel~="stylesheet"], [rel~="icon"], [rel~="preload"])').map((element) => resolved(element, 'href')), ...loaded];
    return {
      title: document.title,
      direction: document.documentElement.dir,
      text: texts ? readable(document) : '',
      length,
      loads: brought.map(({ address }) => withinSite(address)).filter(Boolean),
      ids: new Set(ids),
      // Links of the 404 page begin with the path of the site on its host, which is not this one's.
      addresses: misplaced ? [] : [...linked, ...loaded, ...sent],
      form: form(document, ids, all, shown),
      names: names(all, shown),
      policy: [...(standalone ? [] : inline(all, shown)), ...brought.filter(({ address }) => !address?.startsWith(root) && !(standalone && address?.startsWith('data:')) && !misplaced).map(({ written }) => `from elsewhere: ${written}`)],
    };
  }

  /** Faults of the document itself. */
  function form(document, ids, all, shown) {
    const wrong = [];
    const { lang, dir } = document.documentElement;
    if (document.doctype?.name !== 'html' || document.compatMode !== 'CSS1Compat') wrong.push('no doctype');
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(lang)) wrong.push(`language: ${lang}`);
    if (!/^(ltr|rtl)$/.test(dir)) wrong.push(`direction: ${dir}`);
    if (!document.title.trim()) wrong.push('no title');
    const present = new Set();
    for (const id of ids) {
      if (present.has(id)) wrong.push(`an id that is there twice: ${id}`);
      present.add(id);
    }
    for (const name of ['for', 'headers', 'aria-labelledby', 'aria-describedby', 'aria-controls']) {
      for (const element of all(`[${name}]`)) {
        const missing = element.getAttribute(name).split(/\s+/).filter((id) => !present.has(id));
        wrong.push(...missing.map((id) => `${name} of an id that is not there: ${id}`));
      }
    }
    // Without a type it sends the form that it is in.
    wrong.push(...all('button:not([type])').map((button) => `no type: ${shown(button)}`));
    const headings = all('h1, h2, h3, h4, h5, h6');
    const level = (heading) => Number(heading?.localName[1] ?? 0);
    if (all('h1').length !== 1) wrong.push(`${all('h1').length} of h1`);
    headings.forEach((heading, index) => {
      if (level(heading) > level(headings[index - 1]) + 1) wrong.push(`skips a level: ${shown(heading)}`);
      if (!heading.textContent.trim()) wrong.push(`no text: ${shown(heading)}`);
    });
    if (all('main').length !== 1) wrong.push(`${all('main').length} of main`);
    return wrong;
  }

  /** Elements without an accessible name. */
  function names(all, shown) {
    const named = (element) => element.textContent.trim() || element.getAttribute('aria-label') || element.querySelector('img[alt]:not([alt=""])');
    const without = (selector, has) => all(selector).filter((element) => !has(element)).map((element) => `no name: ${shown(element)}`);
    return [
      ...without(':is(a[href], button, summary, th, caption, legend):not([hidden] *)', named),
      ...without('img', (image) => image.hasAttribute('alt')),
      ...without('input:not([type="hidden"]), select, textarea', (control) => control.labels.length > 0 || control.getAttribute('aria-label')),
      ...without('svg', (picture) => picture.closest('[aria-hidden="true"]') || picture.getAttribute('aria-labelledby') || picture.getAttribute('aria-label')),
      ...without('thead th, [data-recommendations] th', (head) => head.getAttribute('scope')),
    ];
  }

  /** Violations of a policy against inline code. */
  function inline(all, shown) {
    const code = all('style, [style], script:not([src]), iframe, object, embed, base')
      .filter((element) => !/^application\/(ld\+)?json$/.test(element.getAttribute('type')))
      .map((element) => `inline: ${shown(element)}`);
    const handlers = all('*').filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')));
    return [...code, ...handlers.map((element) => `a handler: ${shown(element)}`)];
  }

  /** Visible text, except language-independent text. */
  function readable(document) {
    const body = document.body.cloneNode(true);
    for (const element of body.querySelectorAll('script, style, code, kbd, samp, [dir="ltr"], a[href^="http"], .site-footer .alternates')) element.remove();
    return body.textContent.replace(/\s+/g, ' ');
  }

  /** The path of an address, if within the site. */
  function withinSite(address) {
    return address?.startsWith(root) ? decodeURIComponent(address.slice(root.length).replace(/[?#].*$/, '')) : null;
  }

  /** Why a link is broken; `null` if it is not. */
  function led({ written, address }) {
    if (address === null) return `no address: ${written}`;
    const url = new URL(address);
    const path = withinSite(address);
    if (path === null) {
      if (url.origin === new URL(root).origin) return `outside the site: ${written}`;
      return ['http:', 'https:', 'mailto:', 'tel:', 'data:'].includes(url.protocol) ? null : `scheme: ${written}`;
    }
    // A directory has no index from `file://`.
    if (!known.has(path)) return `no such file: ${written}`;
    const anchor = decodeURIComponent(url.hash.slice(1));
    const target = parsed.get(path);
    return anchor && target && !target.ids.has(anchor) ? `no such anchor: ${written}` : null;
  }
}
