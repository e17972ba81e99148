// Full-text search in the browser. The index is a script beside the search page, loaded on the
// first search: this works from `file://` and under `default-src 'self'`.
//
// Results are untrusted text: insert them as text, never as markup.
(() => {
  'use strict';

  const form = document.querySelector('form[data-index]');
  if (!form) return;
  const input = form.elements.q;
  const ids = form.id.slice(0, -'search'.length);
  const [status, list, more, tables, without] = ['status', 'results', 'more', 'tables', 'without'].map((name) =>
    document.getElementById(`${ids}search-${name}`),
  );
  const texts = JSON.parse(form.dataset.texts);
  without.hidden = true;

  /** Limits: results shown at a time, places of a result, characters of an excerpt. */
  const [RESULTS, PLACES, CHARACTERS] = [50, 2, 240];

  /** Weight of a matching word, by the part it is in. */
  const WEIGHTS = {
    number: 100, title: 40, keywords: 40, short: 40, former: 20, statement: 16, group: 12, deliverable: 8, status: 6, milestones: 6,
    decision: 6, priority: 6, tags: 12, expected: 3, responses: 5, assessment: 6, responsible: 6, entry: 5,
    superseded: 4, narrative: 4, corrections: 3, note: 3, notes: 2, text: 2, context: 1,
  };

  // Matching

  // Optional marks: accents, Arabic and Hebrew vowel points, invisible characters. Combining marks of
  // other scripts are letters.
  const MARKS = /[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670\u200b-\u200f]/g;
  const ALIKE = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ς: 'σ', '‘': "'", '’': "'", '‐': '-' };
  const ALIKES = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'g');
  const LETTER = /[\p{L}\p{N}\p{M}]/u;
  const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  /** A text folded for comparison: no case, no accents, no spelling variants. */
  function fold(text) {
    const plain = text.toLowerCase().normalize('NFKD').replace(MARKS, '');
    return plain.replace(ALIKES, (sign) => ALIKE[sign]);
  }

  /** A query: its distinct words, the phrase if it has several, and the whole. */
  function parse(query) {
    const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
    const whole = fold(query).replace(/\s+/g, ' ').replace(edges, '');
    const words = whole.split(' ').map((word) => word.replace(edges, '')).filter(Boolean);
    return { words: [...new Set(words)], phrase: words.length > 1 ? whole : null, all: words.join(' ') };
  }

  /**
   * The index of a word in a folded text, or -1. It must begin a word, unless its script has no
   * spaces.
   */
  function find(folded, word, from = 0) {
    const anywhere = UNSPACED.test(word);
    for (let at = folded.indexOf(word, from); at !== -1; at = folded.indexOf(word, at + 1)) {
      if (anywhere || at === 0 || !LETTER.test(folded[at - 1])) return at;
    }
    return -1;
  }

  /** Matches in the text as written: ranges in order, without overlaps. */
  function ranges(text, words) {
    const starts = [];
    let folded = '';
    let at = 0;
    for (const sign of text) {
      const part = sign < '\x80' ? sign.toLowerCase() : fold(sign);
      for (let index = 0; index < part.length; index += 1) starts.push(at);
      folded += part;
      at += sign.length;
    }
    starts.push(at);
    const found = [];
    for (const word of words) {
      for (let start = find(folded, word); start !== -1; start = find(folded, word, start + word.length)) {
        found.push([starts[start], starts[start + word.length]]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    let end = 0;
    return found.filter((range) => range[0] >= end && range[1] > range[0] && ((end = range[1]), true));
  }

  // The index

  let entries = null;
  let loading = null;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = form.dataset.index;
      script.onload = () => (globalThis.ssrSiteSearch ? resolve(prepare(globalThis.ssrSiteSearch)) : script.onerror());
      script.onerror = () => {
        script.remove();
        loading = null;
        reject(new Error('no index'));
      };
      document.head.append(script);
    });
    return loading;
  }

  function parts(texts) {
    const there = Object.entries(texts).filter(([, text]) => text);
    return there.map(([name, text]) => ({ name, text, folded: fold(text) }));
  }

  /** The records, each with its head and its places: statement, updates, deliverables. */
  function prepare({ reports, records }) {
    return records.map((record, order) => {
      const report = reports[record.report];
      const body = { recommendation: 'statement', entry: 'entry' }[record.kind] ?? 'text';
      const { url, edition, group, text, number, title, name } = record;
      const { decision, priority, expected, responses, assessment, corrections } = record;
      const tags = record.tags?.join('; ');
      const [short, former] = [record.short_title, record.former_numbers?.join('; ')];
      const superseded = record.superseded_by?.join('; ');
      const own = { short, former, superseded, group, keywords: record.keywords };
      const about = { ...own, [body]: text, decision, priority, tags, expected, responses, assessment, corrections };
      const places = [{ url, edition, parts: parts(about) }];
      for (const said of record.updates ?? []) {
        for (const { anchor, text: deliverable, responsible, note } of said.deliverables ?? []) {
          const promised = parts({ deliverable, responsible: responsible?.join('; '), note });
          places.push({ url: `${said.url}#${anchor}`, edition: said.edition, parts: promised });
        }
        const { status: word, milestones, narrative, notes } = said;
        const told = record.kind === 'entry' ? { entry: narrative } : { narrative, notes };
        const own = { status: word, milestones: milestones?.join('; '), ...told, corrections: said.corrections };
        places.push({ url: said.url, edition: said.edition, parts: parts(own) });
      }
      const context = [name, report?.series, report?.title].filter(Boolean).join(' ');
      return { ...record, order, report, places, head: parts({ number, title, context }), exact: parse(title).all };
    });
  }

  // Ranking

  /** Score of a word in a part; 0 without a match. A whole word scores higher than a prefix. */
  function worth(part, word) {
    const at = find(part.folded, word);
    if (at === -1) return 0;
    const next = part.folded[at + word.length];
    const whole = next === undefined || !LETTER.test(next);
    if (part.name === 'number') return part.folded === word ? WEIGHTS.number : 3;
    return WEIGHTS[part.name] * (whole ? 1.25 : 1);
  }

  /** Combined score of some parts; 0 if any word of the query is in none of them. */
  function rate(parts, { words, phrase }) {
    let score = 0;
    for (const word of words) {
      const best = parts.reduce((most, part) => Math.max(most, worth(part, word)), 0);
      if (best === 0) return 0;
      score += best;
    }
    const whole = phrase === null ? [] : parts.filter((part) => find(part.folded, phrase) !== -1);
    return score + whole.reduce((most, part) => Math.max(most, WEIGHTS[part.name]), 0);
  }

  /** The results, best first: each a record with its places, newest edition first. */
  function search(query) {
    const found = [];
    for (const record of entries) {
      const places = [];
      for (const place of record.places) {
        const says = place.parts.some((part) => query.words.some((word) => find(part.folded, word) !== -1));
        const score = says ? rate([...place.parts, ...record.head], query) : 0;
        if (score > 0) places.push({ ...place, score });
      }
      // The statement belongs to no edition.
      const age = (place) => place.edition ?? Infinity;
      places.sort((one, other) => (age(one) === age(other) ? other.score - one.score : age(other) - age(one)));
      let score = places.reduce((most, place) => Math.max(most, place.score), rate(record.head, query));
      if (score === 0) continue;
      if (fold(record.number ?? '') === query.all) score += 1000;
      if (record.exact === query.all) score += 500;
      if (record.former_numbers?.some((number) => fold(number) === query.all)) score += 400;
      // A recommendation ranks above a review's entry on it.
      if (record.kind === 'entry') score *= 0.9;
      found.push({ record, places, score });
    }
    return found.sort((one, other) => other.score - one.score || one.record.order - other.record.order);
  }

  // Showing

  function say(key, values) {
    const text = texts[key];
    const form = typeof text === 'string' ? text : (text[values.n] ?? text[plural(values.n)] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (written, name) => values[name] ?? written);
  }

  function plural(number) {
    try {
      return new Intl.PluralRules(form.closest('[lang]').lang).select(number);
    } catch {
      // A language tag that the browser rejects.
      return number === 1 ? 'one' : 'other';
    }
  }

  function make(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function link(url, className, ...children) {
    const made = make('a', className, ...children);
    made.href = url;
    return made;
  }

  function marked(text, words) {
    const made = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of ranges(text, words)) {
      made.append(text.slice(at, start), make('mark', '', text.slice(start, end)));
      at = end;
    }
    made.append(text.slice(at));
    return made;
  }

  /** An excerpt around the first match, cut at word boundaries where there are spaces. */
  function snippet(text, { words, phrase }) {
    if (text.length <= CHARACTERS) return text;
    const [first, last] = (phrase && ranges(text, [phrase])[0]) || ranges(text, words)[0] || [0, 0];
    let start = Math.round(Math.max(0, Math.min(first - CHARACTERS / 3, text.length - CHARACTERS)));
    if (start > 0) start += text.slice(start, first).search(/\s/) + 1;
    let end = Math.max(last, start + CHARACTERS);
    const space = text.slice(start, end).search(/\s\S*$/);
    if (end < text.length && start + space >= last) end = start + space;
    return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
  }

  /** A place: its part and edition, with an excerpt. */
  function showPlace(place, { report }, query) {
    const worths = place.parts.map((part) => query.words.reduce((sum, word) => sum + worth(part, word), 0));
    const part = place.parts[worths.indexOf(Math.max(...worths))];
    const edition = report?.editions[place.edition]?.name;
    // The other words of a list only find it: its description says what it has.
    const text = part.name === 'keywords' ? place.parts.find(({ name }) => name === 'text')?.text ?? '' : part.text;
    const where = [edition, texts[`parts.${part.name}`]].filter(Boolean).join(texts.separator);
    const item = make('li');
    // Without an edition, the place is at the record's own address, already linked.
    if (edition) item.append(link(place.url, 'search-place', where), ' ');
    else if (where) item.append(make('span', 'search-place', where), ' ');
    item.append(make('span', 'search-text', marked(snippet(text, query), query.words)));
    return item;
  }

  function showResult({ record, places }, query) {
    const heading = make(`h${form.dataset.level}`, '', link(record.url, '', marked(record.name ?? record.title, query.words)));
    const item = make('li', '', heading);
    const about = [texts[`kinds.${record.kind}`], record.kind === 'report' ? null : record.report?.title];
    item.append(make('p', 'aside', about.filter(Boolean).join(texts.separator)));
    const show = (places) => make('ul', '', ...places.map((place) => showPlace(place, record, query)));
    const rest = places.slice(PLACES);
    if (places.length > 0) item.append(show(places.slice(0, PLACES)));
    else if (record.text) item.append(make('p', 'search-text', snippet(record.text, query)));
    if (rest.length > 0) {
      const others = make('details', '', make('summary', '', say('others', { n: rest.length })));
      others.addEventListener('toggle', () => others.append(show(rest)), { once: true });
      item.append(others);
    }
    return item;
  }

  let results = [];
  let shown = 0;
  let query = parse('');

  /** Appends more results and returns the first of them. */
  function showMore() {
    const next = results.slice(shown, shown + RESULTS).map((result) => showResult(result, query));
    list.append(...next);
    shown += next.length;
    const left = Math.min(RESULTS, results.length - shown);
    more.hidden = left === 0;
    more.firstElementChild.textContent = say('more', { n: left });
    return next[0];
  }

  async function answer() {
    query = parse(input.value);
    if (query.words.length > 0 && entries === null) {
      status.textContent = texts.loading;
      try {
        entries = await load();
      } catch {
        status.textContent = texts.failed;
        return;
      }
      // The query may have changed meanwhile: update address and title.
      return ask();
    }
    results = query.words.length > 0 ? search(query) : [];
    shown = 0;
    list.replaceChildren();
    showMore();
    list.hidden = results.length === 0;
    tables.hidden = results.length > 0;
    const key = results.length === 0 ? 'nothing' : results.length > shown ? 'results-first' : 'results';
    const values = { n: results.length, shown, query: input.value.trim() };
    status.textContent = query.words.length > 0 ? say(key, values) : '';
  }

  // The address holds the query, for citing and for the back button

  const title = document.title;
  const asked = () => (new URL(location.href).searchParams.get('q') ?? '').trim();
  // Whether the search at this address is finished: then the next one gets a history entry of its own.
  let finished = false;
  let pause;

  function address() {
    const to = new URL(location.href);
    if (input.value.trim() === asked()) return;
    to.hash = '';
    to.search = '';
    if (input.value.trim()) to.searchParams.set('q', input.value.trim());
    try {
      history[finished ? 'pushState' : 'replaceState'](null, '', to);
      finished = false;
    } catch {
      // Some browsers refuse to change a `file://` address.
    }
  }

  function ask() {
    clearTimeout(pause);
    address();
    document.title = input.value.trim() ? `${input.value.trim()} – ${title}` : title;
    return answer();
  }

  /** Restores the query from the address. */
  function resume() {
    input.value = asked();
    finished = input.value !== '';
    return ask();
  }

  input.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(ask, 150);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
    finished = true;
  });
  more.firstElementChild.addEventListener('click', () => showMore()?.querySelector('a').focus());
  addEventListener('popstate', resume);
  resume();
})();
