// Walks a page by keyboard, and judges the stops: each reached once, in the order in which they are seen, visible.

/** Elements that Tab stops at, in the order of the document. Radio buttons of one group are one stop. */
const STOPS = 'a[href], button:not(:disabled), input:not(:disabled, [type="hidden"]), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex^="-"])';

/** The number of stops of a page. */
export function stops(page) {
  return page.evaluate((stops) => [...document.querySelectorAll(stops)].filter((element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true })).length, STOPS);
}

/** Presses Tab from the beginning to the end; returns faults in words. `most` limits the steps that are judged. */
export async function walk(page, most = 400) {
  const expected = await page.evaluate(prepare, STOPS);
  const steps = Math.min(expected, most);
  await pressTab(page, steps);
  const wrong = await page.evaluate(judge, steps);
  if (steps < expected) return wrong;
  // The next one leaves the page, or begins anew.
  await page.keyboard.press('Tab');
  const stuck = await page.evaluate((expected) => window.walked.length > expected && window.walked[expected].element !== window.walked[0].element, expected);
  return stuck ? [...wrong, 'the focus does not leave the page at its end'] : wrong;
}

/** Presses Tab many times. Keys are sent without waiting for each other: the browser handles them in turn. */
export async function pressTab(page, times) {
  const session = await page.context().newCDPSession(page);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const events = Array.from({ length: times }, () => ['rawKeyDown', 'keyUp']).flat();
  await Promise.all(events.map((type) => session.send('Input.dispatchKeyEvent', { type, ...key })));
  await session.detach();
}

/** Begins at the top, and notes each stop with its place. */
function prepare(stops) {
  const seen = (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true });
  window.expectedStops = [...document.querySelectorAll(stops)].filter(seen);
  window.walked = [];
  document.activeElement?.blur();
  scrollTo(0, 0);
  window.getSelection().removeAllRanges();
  document.addEventListener('focusin', ({ target }) => {
    const box = target.getClientRects()[0] ?? target.getBoundingClientRect();
    const style = getComputedStyle(target);
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    window.walked.push({
      element: target,
      left: box.left + scrollX,
      right: box.right + scrollX,
      top: box.top + scrollY,
      bottom: box.bottom + scrollY,
      marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      // Something that stays in its place while the page scrolls may lie above it.
      covered: middle && !target.contains(middle) && !middle.contains(target) && ['sticky', 'fixed'].includes(fixed(middle)) ? middle : null,
    });
  });
  /** The position of the nearest ancestor that stays in its place. */
  function fixed(element) {
    for (let at = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (position === 'sticky' || position === 'fixed') return position;
    }
    return 'static';
  }
  return window.expectedStops.length;
}

/** Runs in the browser: faults of the stops. */
function judge(steps) {
  const shown = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 110);
  const wrong = [];
  const rightToLeft = getComputedStyle(document.documentElement).direction === 'rtl';
  const walked = window.walked.slice(0, steps);
  const order = walked.map(({ element }) => window.expectedStops.indexOf(element));
  if (walked.length < steps) wrong.push(`only ${walked.length} of ${steps} stops are reached`);
  order.forEach((place, step) => {
    if (place !== step && place !== order[step - 1] + 1) wrong.push(`out of turn: ${shown(walked[step].element)}`);
  });
  for (const { element, marked, covered } of walked) {
    if (!marked) wrong.push(`the focus is not marked: ${shown(element)}`);
    if (covered) wrong.push(`covered by ${shown(covered)}: ${shown(element)}`);
    const hash = element.localName === 'a' && element.pathname === location.pathname ? decodeURIComponent(element.hash.slice(1)) : '';
    if (!hash) continue;
    const target = document.getElementById(hash);
    if (!target) wrong.push(`leads to nothing: ${shown(element)}`);
    else if (!target.checkVisibility()) wrong.push(`leads to what is closed or hidden: ${shown(element)}`);
  }
  walked.slice(1).forEach((next, index) => {
    const last = walked[index];
    const fault = jumps(last, next);
    if (fault) wrong.push(`${fault} from ${shown(last.element)} to ${shown(next.element)}`);
  });
  return wrong.slice(0, 20);

  /** Whether the second stop is seen before the first, unless it is in the next column. */
  function jumps(last, next) {
    if (next.element.contains(last.element) || last.element.contains(next.element)) return null;
    const around = commonAncestor(last.element, next.element);
    const [here, there] = [last, next].map(({ element }) => blockWithin(around, element));
    const up = next.bottom <= last.top + 1;
    if (up) {
      const { columnCount, columnWidth } = getComputedStyle(around);
      if (columnCount !== 'auto' || columnWidth !== 'auto') return null;
      const beside = here.top < there.bottom - 1 && there.top < here.bottom - 1;
      const after = rightToLeft ? there.right <= here.left + 1 : there.left >= here.right - 1;
      return beside && after ? null : 'jumps up';
    }
    const line = Math.min(last.bottom, next.bottom) - Math.max(last.top, next.top);
    const same = line > Math.min(last.bottom - last.top, next.bottom - next.top) / 2;
    const direction = getComputedStyle(around).direction;
    const back = direction === 'rtl' ? next.left >= last.right - 1 : next.right <= last.left + 1;
    return same && back ? 'jumps back' : null;
  }

  function commonAncestor(one, other) {
    let at = one;
    while (!at.contains(other)) at = at.parentElement;
    return at;
  }

  /** The box of the ancestor's child that the element is in; one without a box of its own is looked into. */
  function blockWithin(around, element) {
    let at = element;
    let child = element;
    while (at !== around) {
      if (getComputedStyle(at).display !== 'contents') child = at;
      at = at.parentElement;
    }
    const { left, right, top, bottom } = child.getBoundingClientRect();
    return { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY };
  }
}
