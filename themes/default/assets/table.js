// Filters and sorts the page's tables of recommendations and keeps the view in the address, so that
// it can be cited. The tables are complete without it: all data is in their rows, all texts in their
// controls.

'use strict';

(() => {
  // Browsers throttle address changes: not one for every key press.
  const PAUSE = 400;

  // The sort key of each column; `null` for an empty cell.
  const number = (value) => (value === undefined ? null : Number(value));
  const text = (cell) => cell.textContent.trim() || null;
  const ORDERS = {
    number: (row) => number(row.dataset.position),
    title: (row) => text(row.querySelector('a')),
    status: (row) => number(row.dataset.statusPosition),
    'as-of': (row) => row.dataset.asOf ?? null,
    late: (row) => number(row.dataset.daysOverdue),
    priority: (row) => number(row.dataset.priorityPosition),
    expected: (row) => row.dataset.expected ?? null,
    assessment: (row) => number(row.dataset.assessmentPosition),
    new: (row) => (row.querySelector('.new') ? 0 : number(row.dataset.status ? 1 : undefined)),
    differs: (row) => number(row.dataset.differs),
    progress: (row) => number(row.dataset.progress),
  };

  // These columns sort descending first.
  const DESCENDING_FIRST = ['late', 'as-of'];

  /** A text folded for comparison: accents, case and white space are ignored. */
  const fold = (text) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

  class Table {
    constructor(section, filters, prefix) {
      this.section = section;
      this.filters = filters;
      this.prefix = prefix;
      this.table = section.querySelector('table');
      this.controls = [...filters.querySelectorAll('[name]')];
      this.said = filters.querySelector('[role="status"]');
      this.forms = JSON.parse(filters.dataset.shown);
      this.language = section.closest('[lang]')?.lang || undefined;
      this.plural = new Intl.PluralRules(this.language);
      this.collator = new Intl.Collator(this.language, { numeric: true });
      this.groups = [...this.table.tBodies];
      this.rows = this.groups.flatMap((group) => this.rowsOf(group));
      this.nest();
      // Groups may interleave: then the order by number is not the published order.
      this.groupsInOrder = this.rows.every(
        ({ order }, index) => index === 0 || this.rows[index - 1].order.number < order.number,
      );
      // Holds the rows of all groups when sorted.
      this.flat = document.createElement('tbody');
      this.flat.hidden = true;
      this.table.append(this.flat);
      this.heads = new Map();
      for (const head of this.table.tHead.querySelectorAll('[data-sort]')) this.addHead(head);
      this.table.caption?.append(` ${filters.dataset.sortHint}`);
    }

    rowsOf(group) {
      const name = group.dataset.group ?? null;
      return [...group.rows]
        .filter((element) => element.dataset.position)
        .map((element) => {
          const { status, kind, late, daysOverdue, parties } = element.dataset;
          const { priority, tags, assessment, differs } = element.dataset;
          const title = element.querySelector('th');
          // A long title is shortened in its cell; what a part belongs to is no word of it.
          const words = title.cloneNode(true);
          for (const hidden of words.querySelectorAll('.visually-hidden')) hidden.remove();
          const whole = element.dataset.title ?? words.textContent;
          const searched = [element.querySelector('.number').textContent, whole];
          return {
            element,
            group,
            title,
            groupName: name,
            searched: fold([...searched, name ?? ''].join('\n')),
            values: {
              status: status ? [status, `kind:${kind}`] : ['-'],
              group: [name ?? '-'],
              owner: parties?.split('\n') ?? [],
              late: late ? ['1'] : [],
              overdue: daysOverdue ? ['1'] : [],
              priority: [priority ?? '-'],
              tag: tags?.split('\n') ?? [],
              assessment: [assessment ?? '-'],
              differs: differs ? ['1'] : [],
            },
            order: Object.fromEntries(
              Object.entries(ORDERS).map(([key, value]) => [key, value(element)]),
            ),
          };
        });
    }

    /** Links parts with what they are part of, and adds buttons that fold them. */
    nest() {
      const byPosition = new Map(this.rows.map((row) => [row.element.dataset.position, row]));
      for (const row of this.rows) {
        row.whole = byPosition.get(row.element.dataset.parent) ?? null;
        row.parts = [];
        row.whole?.parts.push(row);
      }
      for (const row of this.rows) {
        if (row.parts.length === 0) continue;
        row.fold = document.createElement('button');
        row.fold.type = 'button';
        row.fold.className = 'fold';
        row.fold.setAttribute('aria-expanded', 'true');
        row.fold.setAttribute('aria-label', row.element.dataset.fold);
        row.fold.addEventListener('click', () => {
          this.setFolded(row, !isFolded(row));
          this.apply();
        });
        row.element.querySelector('.number').prepend(row.fold);
      }
    }

    setFolded(row, folded) {
      row.fold.setAttribute('aria-expanded', String(!folded));
    }

    /** Turns a column heading into a button. */
    addHead(head) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      this.heads.set(head.dataset.sort, head);
      button.addEventListener('click', () => {
        const key = head.dataset.sort;
        const first = DESCENDING_FIRST.includes(key);
        const again = head.hasAttribute('aria-sort');
        this.sort = { key, descending: again ? !this.shownSort().descending : first };
        this.changed();
      });
    }

    start() {
      this.read();
      this.apply();
      this.filters.hidden = false;
      this.filters.addEventListener('input', () => {
        this.unfoldMatches();
        this.changed();
      });
      // Leaving the field ends typing, and may leave the page.
      this.filters.addEventListener('change', () => this.write());
      this.filters.querySelector('button').addEventListener('click', () => {
        this.clear();
        this.changed();
      });
      addEventListener('popstate', () => {
        this.forget();
        this.read();
        this.apply();
      });
      // Some browsers restore the values of controls after the page has loaded.
      addEventListener('pageshow', () => {
        if (this.timer !== undefined) return;
        this.read();
        this.apply();
      });
      addEventListener('hashchange', () => this.reveal());
      this.reveal();
      this.arrive();
    }

    changed() {
      this.apply();
      const wait = this.written === undefined ? 0 : this.written + PAUSE - performance.now();
      if (wait <= 0) this.write();
      else this.timer ??= setTimeout(() => this.write(), wait);
    }

    clear() {
      this.sort = null;
      for (const control of this.controls) set(control, '');
    }

    /** The sort in effect. The published order is by number, unless groups interleave. */
    shownSort() {
      const asPublished = this.groupsInOrder ? { key: 'number', descending: false } : null;
      return this.sort ?? asPublished;
    }

    apply() {
      const matching = new Set(this.matching());
      // A matching part shows what it is part of.
      const shown = new Set([...matching].flatMap((row) => [row, ...wholes(row)]));
      for (const row of this.rows) {
        row.element.hidden = !shown.has(row) || wholes(row).some(isFolded);
        row.element.classList.toggle('context', shown.has(row) && !matching.has(row));
      }
      this.arrange();
      for (const group of this.groups) {
        group.hidden = !this.rows.some((row) => row.element.parentNode === group && !row.element.hidden);
      }
      const count = matching.size;
      const form = this.forms[count] ?? this.forms[this.plural.select(count)] ?? this.forms.other;
      const said = form.replace('{shown}', count);
      // Setting it again would make screen readers announce it again.
      if (this.said.textContent !== said) this.said.textContent = said;
    }

    /** The rows that all filters let pass. */
    matching() {
      const wanted = this.controls.filter((control) => valueOf(control) !== '').map(condition);
      return this.rows.filter((row) => wanted.every((holds) => holds(row)));
    }

    /** Unfolds what contains matching parts. */
    unfoldMatches() {
      if (this.controls.every((control) => valueOf(control) === '')) return;
      for (const row of this.matching()) wholes(row).forEach((whole) => this.setFolded(whole, false));
    }

    /** Sorts the rows if needed and marks the column headings. */
    arrange() {
      const { key, descending } = this.shownSort() ?? {};
      const arrangement = `${key} ${descending}`;
      if (arrangement === this.arrangement) return;
      this.arrangement = arrangement;
      for (const [name, head] of this.heads) {
        if (name === key) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      }
      const grouped = key === undefined || (key === 'number' && this.groupsInOrder);
      const rows = key === undefined ? this.rows : this.sorted(key, descending);
      const groups = descending ? [...this.groups].reverse() : this.groups;
      if (grouped) this.table.append(...groups);
      for (const { element, group } of rows) (grouped ? group : this.flat).append(element);
      this.flat.hidden = grouped;
      this.nameGroups(!grouped);
    }

    /** Sorts the rows, parts within what they are part of. Those without a sort key come last in both directions. */
    sorted(key, descending) {
      const sign = descending ? -1 : 1;
      const order = (a, b) => (typeof a === 'string' ? this.collator.compare(a, b) : a - b);
      const compare = (one, other) => {
        const [a, b] = [one.order[key], other.order[key]];
        if (a === null || b === null) return (a === null) - (b === null) || one.order.number - other.order.number;
        return sign * order(a, b) || one.order.number - other.order.number;
      };
      const withParts = (rows) =>
        [...rows].sort(compare).flatMap((row) => [row, ...withParts(row.parts)]);
      return withParts(this.rows.filter((row) => row.whole === null));
    }

    /** Shows the group in each row, or in group headings. */
    nameGroups(named) {
      if (named === Boolean(this.named)) return;
      this.named = named;
      for (const row of this.rows) {
        if (!named) row.name?.remove();
        else if (row.groupName !== null) {
          row.name ??= groupName(row.groupName);
          row.title.append(row.name);
        }
      }
    }

    /** Restores the view from the address. Ignores unknown values. */
    read() {
      const asked = new URLSearchParams(location.search);
      const value = (name) => asked.get(this.prefix + name) ?? '';
      for (const control of this.controls) set(control, value(control.name));
      this.unfoldMatches();
      const descending = value('order') === 'desc';
      const key = value('sort');
      // Addresses may still name a column that the pages of editions once had.
      this.sort = this.heads.has(key) || key === 'new' ? { key, descending } : null;
    }

    /** Writes the view to the address and keeps the parameters of others. */
    write() {
      this.forget();
      const address = new URL(location.href);
      const query = address.searchParams;
      const put = (name, value) => {
        query.delete(this.prefix + name);
        if (value) query.set(this.prefix + name, value);
      };
      for (const control of this.controls) put(control.name, valueOf(control).trim());
      const { key, descending } = this.sort ?? {};
      const asPublished = key === 'number' && !descending && this.groupsInOrder;
      put('sort', asPublished ? '' : key);
      put('order', descending ? 'desc' : '');
      // A colon is valid in a query and easier to read.
      address.search = query.toString().replaceAll('%3A', ':');
      if (address.href === location.href) return;
      this.written = performance.now();
      try {
        history.replaceState(history.state, '', address);
      } catch {
        // An embedded page may have no address of its own. The table still works.
      }
    }

    forget() {
      clearTimeout(this.timer);
      this.timer = undefined;
    }

    /** Shows the table at once if the address asks for a view of it, unless the reader comes back to a place. */
    arrive() {
      const asked = this.sort !== null || this.controls.some((control) => valueOf(control) !== '');
      const [visit] = performance.getEntriesByType('navigation');
      if (asked && !location.hash && visit?.type !== 'back_forward' && visit?.type !== 'reload') this.section.scrollIntoView();
    }

    /** Clears the filters if a link leads to a hidden group. */
    reveal() {
      const target = document.querySelector(':target');
      if (!target || !this.table.contains(target) || !target.closest('[hidden]')) return;
      this.clear();
      this.changed();
      target.scrollIntoView();
    }
  }

  /** What a row is part of, directly or not. */
  function wholes(row) {
    const found = [];
    for (let whole = row.whole; whole !== null; whole = whole.whole) found.push(whole);
    return found;
  }

  function isFolded(row) {
    return row.fold.getAttribute('aria-expanded') === 'false';
  }

  function valueOf(control) {
    if (control.type === 'checkbox') return control.checked ? control.value : '';
    return control.value;
  }

  /** Sets a control to a value, if it offers it. */
  function set(control, value) {
    if (control.type === 'checkbox') {
      control.checked = value === control.value;
    } else if (control.options) {
      const options = [...control.options].map((option) => option.value);
      const near = () => options.find((option) => fold(option) === fold(value));
      control.value = options.includes(value) ? value : (near() ?? '');
    } else {
      control.value = value;
    }
  }

  /** The predicate that a control puts on rows. */
  function condition(control) {
    const value = valueOf(control);
    if (control.name !== 'q') return (row) => row.values[control.name].includes(value);
    const words = fold(value).split(' ');
    return (row) => words.every((word) => row.searched.includes(word));
  }

  function groupName(name) {
    const element = document.createElement('span');
    element.className = 'aside';
    element.textContent = name;
    return element;
  }

  // Tables with the same prefix get numbered parameters: `status`, then `2-status`.
  const seen = new Map();
  for (const section of document.querySelectorAll('[data-recommendations]')) {
    const filters = section.querySelector('.filters');
    if (!filters) continue;
    const { prefix } = filters.dataset;
    const turn = (seen.get(prefix) ?? 0) + 1;
    seen.set(prefix, turn);
    new Table(section, filters, turn === 1 ? prefix : `${prefix}${turn}-`).start();
  }
})();
