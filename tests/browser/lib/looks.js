// Visual checks of an open page. Each returns faults in words and leaves the page unchanged.

/** Horizontal overflow of the page, in pixels. */
export async function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return scrollWidth - clientWidth;
  });
}

/**
 * Text that cannot be read completely: unreachable beyond the page's edge, or clipped by its box. Text only for screen
 * readers is exempt.
 */
export async function cutOff(page) {
  return page.evaluate(() => {
    const found = [];
    const { clientWidth } = document.documentElement;
    const said = (what, element, text) => found.push(`${what}: ${element.localName}.${element.getAttribute('class') ?? ''}: ${text.trim().slice(0, 60)}`);
    const styles = new Map();
    const styleOf = (element) => {
      if (!styles.has(element)) styles.set(element, getComputedStyle(element));
      return styles.get(element);
    };
    // The nearest clipping box.
    const frames = new Map();
    const frame = (element) => {
      if (!element || element === document.body || element === document.documentElement) return null;
      if (!frames.has(element)) frames.set(element, styleOf(element).overflowX === 'visible' ? frame(element.parentElement) : element);
      return frames.get(element);
    };
    const range = document.createRange();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !element.checkVisibility() || element.closest('.visually-hidden, :is(ins, del) > i, .skip, script, style, option, svg')) continue;
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      const around = frame(element);
      if (!around) {
        if (box.left < -1 || box.right > clientWidth + 1) said('beyond the page', element, node.data);
      } else if (['hidden', 'clip'].includes(styleOf(around).overflowX)) {
        const edge = around.getBoundingClientRect();
        // One-pixel boxes are for screen readers, and an ellipsis shows that there is more.
        if (edge.width <= 2 || styleOf(around).textOverflow === 'ellipsis') continue;
        if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top > edge.bottom || box.bottom < edge.top) {
          said('cut off', element, node.data);
        }
      }
    }
    return found.slice(0, 10);
  });
}

/** Pictures and frames wider than their container. */
export async function tooWide(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('img, svg, video, pre, table')]
      .filter((element) => element.checkVisibility() && !element.parentElement.closest('svg'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
          if (getComputedStyle(around).overflowX !== 'visible') return false;
        }
        return left < -1 || right > document.documentElement.clientWidth + 1;
      })
      .map((element) => `wider than the page: ${element.outerHTML.slice(0, 80)}`),
  );
}

/** Duplicate ids, and references to missing ids, after scripts have run. */
export async function ids(page) {
  return page.evaluate(() => {
    const found = [];
    const present = new Set();
    for (const { id } of document.querySelectorAll('[id]')) {
      if (present.has(id)) found.push(`an id that is there twice: ${id}`);
      present.add(id);
    }
    for (const name of ['for', 'headers', 'aria-labelledby', 'aria-describedby', 'aria-controls']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const missing = element.getAttribute(name).split(/\s+/).filter((id) => !present.has(id));
        found.push(...missing.map((id) => `${name} of an id that is not there: ${id}`));
      }
    }
    return found;
  });
}

/**
 * Asymmetries between a right-to-left page and its left-to-right mirror image: boxes positioned by physical side.
 * Exempt are elements with their own direction, charts, and authors' column alignment. Takes a selector of exceptions.
 */
export async function notMirrored(page, except = ':not(*)') {
  return page.evaluate((except) => {
    const elements = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        !element.matches(':is(svg, body [dir], dialog, pre, .visually-hidden, :is(ins, del) > i, .skip), :is(svg, body [dir], dialog, pre, .visually-hidden, .skip) *') &&
        !element.matches(except) &&
        element.checkVisibility() &&
        !/^(inline|contents|none)/.test(getComputedStyle(element).display),
    );
    const measured = () =>
      elements.map((element) => {
        const { left, right } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const sides = (name) => [parseFloat(style[`${name}Left${name === 'border' ? 'Width' : ''}`]), parseFloat(style[`${name}Right${name === 'border' ? 'Width' : ''}`])];
        return { left, right, padding: sides('padding'), margin: sides('margin'), border: sides('border'), align: style.textAlign };
      });
    const root = document.documentElement;
    const width = root.clientWidth;
    const [here, there] = ['rtl', 'ltr'].map((direction) => {
      root.dir = direction;
      return measured();
    });
    root.dir = 'rtl';
    const near = (one, other) => Math.abs(one - other) <= 1.5;
    return elements
      .filter((_, index) => {
        const [a, b] = [here[index], there[index]];
        const mirrored = ['padding', 'margin', 'border'].every((name) => near(a[name][0], b[name][1]) && near(a[name][1], b[name][0]));
        const turned = ['left', 'right'].includes(a.align) && a.align === b.align && !elements[index].matches('.align-left, .align-right');
        // Column widths depend on words, whose widths differ.
        if (elements[index].closest('table')) return !mirrored || turned;
        return !mirrored || turned || !near(a.left, width - b.right) || !near(a.right, width - b.left);
      })
      .map((element) => `is no mirror image: ${element.outerHTML.slice(0, 80)}`)
      .slice(0, 10);
  }, except);
}

/** Pale text or dark backgrounds in print. */
export async function paleOnPaper(page) {
  return page.evaluate(() => {
    const brightness = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return alpha === 0 ? 255 : (red + green + blue) / 3;
    };
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [brightness(color) >= 80 && `the text is pale: ${color}`, brightness(backgroundColor) <= 240 && `the paper is dark: ${backgroundColor}`].filter(Boolean);
  });
}

/** Shapes distinguished only by colour, which forced colours remove. */
export async function unseenShapes(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll(':is(.segment, .swatch) > rect:first-child, .run')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { fill, stroke } = getComputedStyle(element);
        const ground = getComputedStyle(document.body).backgroundColor;
        return [fill, stroke].every((colour) => colour === 'none' || colour === ground);
      })
      .map((element) => `cannot be seen: ${element.outerHTML.slice(0, 80)}`)
      .slice(0, 10),
  );
}

/** Parts that scroll by themselves within the page. Exempt are what authors write: code and wide tables. */
export async function scrolledParts(page) {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const scrolls = (overflow) => ['auto', 'scroll'].includes(overflow);
        // Few elements may scroll: only these are measured.
        if (!scrolls(overflowX) && !scrolls(overflowY)) return false;
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
        return (scrolls(overflowY) && scrollHeight > clientHeight + 1) || (scrolls(overflowX) && scrollWidth > clientWidth + 1);
      })
      .filter((element) => !element.matches('pre, table.wide, textarea, select') && element.checkVisibility())
      .map((element) => `scrolls within the page: ${element.outerHTML.slice(0, 80)}`),
  );
}

/** Parts that stay in their place while the page scrolls, if they cover half of the window. */
export async function coveringBars(page) {
  return page.evaluate(async () => {
    scrollTo(0, document.body.scrollHeight / 2);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const bars = [...document.body.querySelectorAll('*')]
      .filter((element) => ['sticky', 'fixed'].includes(getComputedStyle(element).position) && element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width >= innerWidth / 3 && box.bottom > 0 && box.top < innerHeight);
    scrollTo(0, 0);
    const covered = bars.reduce((sum, { box }) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0);
    return covered > innerHeight / 2 ? [`${Math.round(covered)} of ${innerHeight} pixels are covered by ${bars.map(({ element }) => element.outerHTML.slice(0, 60)).join(', ')}`] : [];
  });
}
