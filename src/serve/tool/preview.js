// Keeps a page of the preview up to date, and lays over it what is wrong with the content.
(() => {
  'use strict';

  const script = document.currentScript;
  const own = new URL('.', script.src);
  const version = { content: script.dataset.content, styles: script.dataset.styles };
  const SCROLL = 'ssr-site-scroll';
  const DISMISSED = 'ssr-site-dismissed';

  // The overlay has a tree of its own, which no style of the page reaches.
  let overlay = null;
  let stream = null;

  function connect() {
    if (stream !== null) stream.close();
    const address = new URL('events', own);
    address.searchParams.set('path', location.pathname);
    address.searchParams.set('content', version.content);
    address.searchParams.set('styles', version.styles);
    stream = new EventSource(address);
    stream.addEventListener('reload', reload);
    stream.addEventListener('styles', (event) => swapStyles(JSON.parse(event.data)));
    stream.addEventListener('problems', (event) => show(event.data));
  }

  function reload() {
    stream.close();
    store(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  function scrollBack() {
    const kept = stored(SCROLL);
    if (kept === null) return;
    sessionStorage.removeItem(SCROLL);
    const [path, x, y] = JSON.parse(kept);
    if (path === location.pathname) scrollTo(x, y);
  }

  /** Loads style sheets by their new addresses; the old ones go when the new ones are there. */
  function swapStyles({ sheets, styles }) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const sheet = sheets.find(({ stem, end }) => isVersionOf(new URL(link.href).pathname, stem, end));
      if (sheet === undefined) continue;
      const next = link.cloneNode();
      next.href = new URL(sheet.route, new URL('..', own)).href;
      if (next.href === link.href) continue;
      next.addEventListener('load', () => link.remove());
      link.after(next);
    }
    version.styles = styles;
    connect();
  }

  /** Whether an address is that of a file which has its hash between these two parts. */
  function isVersionOf(path, stem, end) {
    const at = path.lastIndexOf(stem);
    if (at < 0 || !path.endsWith(end)) return false;
    return /^[0-9a-f]+$/.test(path.slice(at + stem.length, path.length - end.length));
  }

  function show(data) {
    const problems = JSON.parse(data);
    if (problems.count === 0 || 'findings' in document.documentElement.dataset) {
      remove();
      return;
    }
    if (stored(DISMISSED) === data) return;
    remove();
    overlay = document.createElement('ssr-site-problems');
    const root = overlay.attachShadow({ mode: 'open' });
    const style = element('link', { rel: 'stylesheet', href: new URL('overlay.css', own).href });
    const dialog = element('dialog', { 'aria-labelledby': 'heading' });
    const errors = problems.count === 1 ? '1 error' : `${problems.count} errors`;
    const stale = problems.stale ? ': the page is as it was before' : '';
    const heading = element('h2', { id: 'heading' }, element('span', { role: 'alert' }, errors + stale));
    const dismiss = element('button', { type: 'button' }, 'Dismiss');
    const all = element('a', { href: new URL('diagnostics', own).href }, 'All findings');
    const head = element('div', { class: 'head' }, heading, all, dismiss);
    const list = element('ol', {}, ...problems.errors.map(problem));
    dialog.append(head, list);
    const close = () => {
      store(DISMISSED, data);
      remove();
    };
    dismiss.addEventListener('click', close);
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
    root.append(style, dialog);
    document.body.append(overlay);
    // Not before it has its look, so that it is never seen without.
    style.addEventListener('load', () => dialog.show());
  }

  function problem({ name, message, file, line, column, help, url }) {
    const spelled = line === null ? file : `${file}:${line}:${column}`;
    const place = url === null ? spelled : element('a', { href: url }, spelled);
    const parts = [element('p', {}, `${message} (${name})`), element('p', { class: 'place' }, place)];
    if (help !== null) parts.push(element('p', { class: 'help' }, help));
    return element('li', {}, ...parts);
  }

  function remove() {
    if (overlay !== null) overlay.remove();
    overlay = null;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // A browser may refuse to keep anything; then scrolling starts anew, and no more.
  function store(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {}
  }

  function stored(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // A browser has few connections to one host, and a page that nobody sees can wait.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) connect();
    else if (stream !== null) stream.close();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect();
  });
  scrollBack();
  if (!document.hidden) connect();
})();
