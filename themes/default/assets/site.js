// What every page can do with a script. Everything else works without one.

(() => {
  'use strict';

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  /** What is kept for the next page, where the browser keeps anything. */
  const kept = {
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // It holds for this page alone.
      }
    },
  };

  /** Light or dark, where the reader wants other colours than the system's. */
  function colours(button) {
    const isDark = () => (root.dataset.colours ?? (dark.matches ? 'dark' : 'light')) === 'dark';
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      const chosen = isDark() ? 'light' : 'dark';
      // Who chooses what the system has follows the system again.
      if ((chosen === 'dark') === dark.matches) delete root.dataset.colours;
      else root.dataset.colours = chosen;
      kept.set('colours', root.dataset.colours ?? null);
      show();
    });
    dark.addEventListener('change', show);
    button.hidden = false;
    show();
  }

  /** A menu that is open closes as menus do. */
  function menu(details) {
    document.addEventListener('click', (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      details.open = false;
      details.querySelector('summary').focus();
    });
  }

  /** Single keys that lead somewhere, unless the reader turned them off or is writing. */
  function shortcuts(dialog, button) {
    const on = dialog.querySelector('input');
    const follow = (selector) => document.querySelector(selector)?.click();
    const keys = {
      // A narrow screen has a link where others have a field.
      '/': () =>
        [...document.querySelectorAll('input[type="search"], .site-search-link')]
          .find((element) => element.checkVisibility())
          ?.focus(),
      n: () => follow('a[rel="next"]'),
      p: () => follow('a[rel="prev"]'),
      '?': () => dialog.showModal(),
    };
    on.checked = kept.get('shortcuts') !== 'off';
    on.addEventListener('change', () => kept.set('shortcuts', on.checked ? null : 'off'));
    button.addEventListener('click', () => dialog.showModal());
    dialog.querySelector('.shortcuts-close').addEventListener('click', () => dialog.close());
    button.hidden = false;
    document.addEventListener('keydown', (event) => {
      const { target } = event;
      const writes = target.closest('input, textarea, select, [contenteditable]');
      if (!on.checked || dialog.open || writes || event.ctrlKey || event.altKey || event.metaKey) return;
      const action = keys[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    });
  }

  const button = document.querySelector('.colours');
  if (button) colours(button);
  document.querySelectorAll('.switcher').forEach(menu);
  const dialog = document.querySelector('.shortcuts');
  if (dialog) shortcuts(dialog, document.querySelector('.shortcuts-open'));
})();
