// Reloads a page of the preview on changes, and shows errors in an overlay.
(() => {
  'use strict';

  const script = document.currentScript;
  const own = new URL('.', script.src);
  const version = { content: script.dataset.content, styles: script.dataset.styles };
  const SCROLL = 'ssr-site-scroll';
  const DISMISSED = 'ssr-site-dismissed';

  // The overlay has a shadow tree, unaffected by the page's styles.
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

  /** Loads style sheets from new addresses, then removes the old ones. */
  function swapStyles({ sheets, styles }) {
    for (const { stem, end, route } of sheets) {
      const links = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) =>
        isVersionOf(new URL(link.href).pathname, stem, end),
      );
      const address = new URL(route, new URL('..', own)).href;
      // Missing, or already loading.
      if (links.length === 0 || links.some((link) => link.href === address)) continue;
      const next = links[0].cloneNode();
      next.href = address;
      next.addEventListener('load', () => links.forEach((link) => link.remove()));
      next.addEventListener('error', () => next.remove());
      links.at(-1).after(next);
    }
    version.styles = styles;
    connect();
  }

  /** Whether an address has its hash between these two parts. */
  function isVersionOf(path, stem, end) {
    const at = path.lastIndexOf(stem);
    if (at < 0 || !path.endsWith(end)) return false;
    return /^[0-9a-f]+$/.test(path.slice(at + stem.length, path.length - end.length));
  }

  function show(data) {
    const problems = JSON.parse(data);
    if (problems.count === 0) {
      // A repeated error is shown again.
      store(DISMISSED, '');
      remove();
      return;
    }
    if ('findings' in document.documentElement.dataset || stored(DISMISSED) === data) {
      remove();
      return;
    }
    const focused = overlay?.shadowRoot.activeElement?.dataset.role;
    remove();
    overlay = document.createElement('ssr-site-problems');
    const root = overlay.attachShadow({ mode: 'open' });
    const style = element('link', { rel: 'stylesheet', href: new URL('overlay.css', own).href });
    const panel = element('section', { 'aria-labelledby': 'heading', hidden: '' });
    const errors = problems.count === 1 ? '1 error' : `${problems.count} errors`;
    const stale = problems.stale ? ': the page shows the last good site' : '';
    const heading = element('h2', { id: 'heading' }, element('span', { role: 'alert' }, errors + stale));
    const dismiss = element('button', { type: 'button', 'data-role': 'dismiss' }, 'Dismiss');
    const all = element('a', { href: new URL('diagnostics', own).href, 'data-role': 'all' }, 'All findings');
    const list = element('ol', {}, ...problems.errors.map(problem));
    panel.append(element('div', { class: 'head' }, heading, all, dismiss), list);
    root.append(style, panel);
    dismiss.addEventListener('click', () => dismissed(data));
    overlay.dismiss = () => dismissed(data);
    document.body.append(overlay);
    // Hidden until styled.
    style.addEventListener('load', () => {
      panel.hidden = false;
      // The end of the page can be scrolled clear of it.
      document.body.style.paddingBlockEnd = `${panel.offsetHeight}px`;
      if (focused === 'dismiss') dismiss.focus();
      if (focused === 'all') all.focus();
    });
  }

  function dismissed(data) {
    store(DISMISSED, data);
    remove();
  }

  function problem({ name, message, file, line, column, help, url, notes }) {
    const spelled = line === null ? file : `${file}:${line}:${column}`;
    const place = url === null ? spelled : element('a', { href: url }, spelled);
    const parts = [element('p', {}, `${message} (${name})`), element('p', { class: 'place' }, place)];
    for (const note of notes) {
      parts.push(element('p', { class: 'note' }, `${note.message} (${note.name})`));
    }
    if (help !== null) parts.push(element('p', { class: 'help' }, help));
    return element('li', {}, ...parts);
  }

  function remove() {
    if (overlay === null) return;
    const hadFocus = document.activeElement === overlay;
    overlay.remove();
    overlay = null;
    document.body.style.paddingBlockEnd = '';
    // Where a reader would continue.
    if (hadFocus) document.querySelector('main')?.focus();
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Storage may be disabled; then the scroll position is lost.
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

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) overlay?.dismiss();
  });

  // Browsers limit connections per host, and hidden pages can wait.
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
