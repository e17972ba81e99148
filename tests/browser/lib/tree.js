// The accessibility tree of an open page, as Chromium gives it to screen readers, and faults in it.

/** Nodes in reading order: role, name, description, level, and what contains them. */
export async function tree(page) {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const found = [];
    visit(nodes[0], []);
    return found;

    function visit(node, within) {
      if (!node) return;
      const property = (name) => node.properties?.find((property) => property.name === name)?.value?.value;
      const role = node.role?.value ?? '';
      const entry = { role, name: (node.name?.value ?? '').trim(), description: (node.description?.value ?? '').trim(), level: property('level'), live: property('live'), within };
      const shown = !node.ignored && role !== 'none' && role !== 'generic' && role !== 'InlineTextBox';
      if (shown) found.push(entry);
      if (role === 'InlineTextBox') return;
      for (const id of node.childIds ?? []) visit(byId.get(id), shown ? [...within, entry] : within);
    }
  } finally {
    await session.detach();
  }
}

/** Roles that are nothing without a name. */
const NAMED = ['link', 'button', 'heading', 'image', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'table', 'columnheader', 'rowheader', 'dialog', 'progressbar', 'meter', 'option', 'DisclosureTriangle', 'region', 'figure'];
const LANDMARKS = ['banner', 'main', 'contentinfo', 'navigation', 'search', 'complementary', 'region', 'form'];
const ONCE = ['banner', 'main', 'contentinfo'];

/** Faults of a page's tree, in words. `embedded` pages have no landmarks of their own. */
export function faults(nodes) {
  return [...names(nodes), ...repeated(nodes), ...headings(nodes), ...landmarks(nodes), ...tables(nodes)];
}

const said = ({ role, name }) => `${role} “${name.slice(0, 70)}”`;
const plain = (text) => text.replace(/[\s.,:;–—-]+/gu, ' ').trim().toLowerCase();

function names(nodes) {
  const wrong = [];
  for (const node of nodes) {
    if (NAMED.includes(node.role) && !node.name) wrong.push(`no name: ${node.role}, in ${node.within.map(said).at(-1) ?? 'the page'}`);
    // Chromium gives a picture's title as its description too.
    const [name, description] = [plain(node.name), plain(node.description)];
    if (description && name !== description && name.includes(description)) wrong.push(`the name holds its description: ${said(node)}`);
  }
  return wrong;
}

/** Pictures whose name is also the text beside them. */
function repeated(nodes) {
  const wrong = [];
  const spoken = nodes.filter(({ role }) => ['StaticText', 'image', 'SvgRoot', 'heading'].includes(role));
  spoken.forEach((node, place) => {
    if (!['image', 'SvgRoot'].includes(node.role) || plain(node.name).length < 4) return;
    const beside = [...spoken.slice(Math.max(0, place - 2), place), ...spoken.slice(place + 1, place + 3), ...node.within.filter(({ role }) => ['figure', 'region', 'link', 'Figcaption'].includes(role) && role !== 'link')];
    const twin = beside.find(({ name }) => plain(name) === plain(node.name));
    if (twin) wrong.push(`read twice: ${said(node)} beside ${said(twin)}`);
  });
  return wrong;
}

function headings(nodes) {
  const all = nodes.filter(({ role, within }) => role === 'heading' && !within.some(({ role }) => role === 'dialog'));
  const wrong = [];
  const first = all.filter(({ level }) => level === 1);
  if (first.length !== 1) wrong.push(`${first.length} headings of level 1`);
  if (all[0] && all[0].level !== 1) wrong.push(`begins with a heading of level ${all[0].level}`);
  all.slice(1).forEach((heading, index) => {
    if (heading.level > all[index].level + 1) wrong.push(`skips a level: ${said(heading)}`);
  });
  return wrong;
}

function landmarks(nodes) {
  const wrong = [];
  const all = nodes.filter(({ role }) => LANDMARKS.includes(role));
  for (const role of ONCE) {
    const count = all.filter((node) => node.role === role).length;
    if (count !== 1) wrong.push(`${count} of landmark ${role}`);
  }
  for (const role of LANDMARKS) {
    const alike = all.filter((node) => node.role === role);
    if (alike.length < 2) continue;
    for (const [index, node] of alike.entries()) {
      if (!node.name) wrong.push(`one of ${alike.length} landmarks ${role} without a name`);
      else if (alike.findIndex(({ name }) => name === node.name) !== index) wrong.push(`two landmarks are called ${said(node)}`);
    }
  }
  return wrong;
}

/** Tables without headers. */
function tables(nodes) {
  return nodes
    .filter(({ role }) => role === 'table')
    .filter((table) => !nodes.some(({ role, within }) => ['columnheader', 'rowheader'].includes(role) && within.includes(table)))
    .map((table) => `no headers: ${said(table)}`);
}

/** Faults that only the document tells: what is referred to, live regions, links alike. Runs in the browser. */
export function documentFaults(page) {
  return page.evaluate(() => {
    const wrong = [];
    const shown = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 110);
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
      for (const element of document.querySelectorAll(`[${attribute}]`)) {
        if (!seen(element)) continue;
        for (const id of element.getAttribute(attribute).split(/\s+/)) {
          const target = document.getElementById(id);
          if (!target) wrong.push(`${attribute} of what is not there: ${shown(element)}`);
          else if (attribute !== 'aria-controls' && !target.closest('svg') && !seen(target)) wrong.push(`${attribute} of what is closed or hidden: ${shown(element)}`);
        }
      }
    }
    for (const region of document.querySelectorAll('[aria-live], [role="alert"], [role="status"], [role="log"]')) {
      const live = region.getAttribute('aria-live') ?? { status: 'polite', log: 'polite', alert: 'assertive' }[region.getAttribute('role')];
      if (live !== 'polite') wrong.push(`not polite: ${shown(region)}`);
    }
    // A name that says more must begin with what is seen, for those who speak it.
    for (const element of document.querySelectorAll(':is(a[href], button, summary)[aria-label]')) {
      const [visible, name] = [element.innerText, element.getAttribute('aria-label')].map((text) => text.replace(/\s+/g, ' ').trim().toLowerCase());
      if (seen(element) && visible && !name.includes(visible)) wrong.push(`the name lacks the visible “${visible}”: ${shown(element)}`);
    }
    wrong.push(...pointing(), ...alike());
    return wrong.slice(0, 30);

    /** Pictures that send to a table “below” which cannot be seen. */
    function pointing() {
      return [...document.querySelectorAll('svg desc, [id]')]
        .filter((element) => (element.localName === 'desc' || element.matches('p, figcaption, .visually-hidden')) && /\b(below|follows)\b/.test(element.textContent) && element.textContent.length < 400)
        .filter((element) => element.closest('svg') || seen(element))
        .filter((element) => {
          const around = element.closest('section, figure, article, main') ?? document.body;
          const wider = around.parentElement?.closest('section, article, main') ?? around;
          return ![...wider.querySelectorAll('table, ul, ol, dl')].some((list) => seen(list) && element.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING);
        })
        .map((element) => `points to what is closed: ${element.textContent.trim().slice(0, 90)}`);
    }

    /** Links of the same name and the same surroundings that lead to different pages. */
    function alike() {
      const known = new Map();
      const found = [];
      for (const link of document.querySelectorAll('a[href]')) {
        if (!seen(link) || link.closest('[aria-hidden="true"]')) continue;
        const name = (link.getAttribute('aria-label') ?? link.textContent).replace(/\s+/g, ' ').trim();
        const around = link.closest('tr, li, dd, p, figcaption, summary, nav') ?? link.parentElement;
        const part = link.closest('section, nav, header, footer, main');
        const heading = part?.querySelector('h1, h2, h3, h4, h5, h6')?.textContent ?? part?.getAttribute('aria-label') ?? '';
        const column = link.closest('td, th')?.cellIndex ?? '';
        const term = around.closest('dd')?.previousElementSibling?.textContent ?? '';
        const key = [name, term, around.textContent.replace(/\s+/g, ' ').trim(), heading, column].join('|');
        const earlier = known.get(key);
        if (earlier && earlier !== link.href) found.push(`two links “${name.slice(0, 50)}” lead to ${earlier} and ${link.href}`);
        known.set(key, link.href);
      }
      return found;
    }
  });
}

/** Notes what live regions say while a page loads; `heard` returns it. To be called before the page is opened. */
export async function listen(page) {
  await page.addInitScript(() => {
    window.heard = [];
    const live = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]';
    document.addEventListener('DOMContentLoaded', () => {
      const known = new Set(document.querySelectorAll(live));
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
          const region = element?.closest(live);
          // One that is new with its text is not spoken.
          if (region && known.has(region) && region.checkVisibility() && region.textContent.trim()) window.heard.push(region.textContent.trim());
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
  });
}

export const heard = (page) => page.evaluate(() => window.heard ?? []);
