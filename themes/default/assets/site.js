// Enhancements of every page. Everything else works without scripts.

(() => {
  'use strict';

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  /** Preferences kept from page to page, if the browser has storage. */
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
        // Kept for this page only.
      }
    },
  };

  /** The reader's colour scheme, where it is not the system's. */
  function colours(button) {
    const isDark = () => (root.dataset.colours ?? (dark.matches ? 'dark' : 'light')) === 'dark';
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      const chosen = isDark() ? 'light' : 'dark';
      // Choosing the system's scheme follows the system again.
      if ((chosen === 'dark') === dark.matches) delete root.dataset.colours;
      else root.dataset.colours = chosen;
      kept.set('colours', root.dataset.colours ?? null);
      show();
    });
    dark.addEventListener('change', show);
    button.hidden = false;
    show();
  }

  /** Closes an open menu on a click outside and on Escape. */
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

  /** The list of shortcuts, from the texts of its button. */
  function listed(button) {
    const { search, next, previous, help, on, close } = button.dataset;
    const element = (name, ...content) => {
      const made = document.createElement(name);
      made.append(...content);
      return made;
    };
    const dialog = element('dialog');
    dialog.className = 'shortcuts';
    dialog.setAttribute('aria-label', button.textContent);
    const keys = Object.entries({ '/': search, n: next, p: previous, '?': help }).filter(([, text]) => text);
    const rows = keys.map(([key, text]) => element('div', element('dt', element('kbd', key)), element('dd', text)));
    const box = document.createElement('input');
    box.type = 'checkbox';
    const done = element('button', close);
    done.type = 'button';
    done.className = 'shortcuts-close';
    dialog.append(element('h2', button.textContent), element('dl', ...rows), element('p', element('label', box, ` ${on}`)), done);
    button.after(dialog);
    return dialog;
  }

  /** Single-key shortcuts, unless turned off or while typing. */
  function shortcuts(dialog, button) {
    const on = dialog.querySelector('input');
    const follow = (selector) => document.querySelector(selector)?.click();
    const keys = {
      // Narrow screens have a link instead of the field.
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
  document.querySelectorAll('.switcher, .site-menu').forEach(menu);
  const opener = document.querySelector('.shortcuts-open');
  if (opener) shortcuts(document.querySelector('.shortcuts') ?? listed(opener), opener);
})();
