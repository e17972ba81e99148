// What an answer costs: clicks from the report's front page, and screens that are looked at until it is seen.

/**
 * Follows links from a page to an answer. A step is a link by the end of its address, or `{ summary }` to open; or a
 * search for words. The answer is the first and smallest visible element that all patterns match. Returns clicks and screens, or
 * what was not found.
 */
export async function cost(page, url, { steps = [], answer }, [width, height]) {
  await page.setViewportSize({ width, height });
  await page.goto(url);
  let clicks = 0;
  let screens = 0;
  const looked = (bottom) => Math.max(1, Math.ceil(bottom / height));
  for (const step of steps) {
    if (typeof step === 'object' && 'search' in step) {
      await page.locator('.site-search input[name="q"], .site-search-link').locator('visible=true').first().waitFor();
      const input = page.locator('.site-search input[name="q"]').locator('visible=true');
      if (await input.count()) {
        await input.fill(step.search);
        await input.press('Enter');
      } else {
        // On narrow screens the search is one page further.
        await page.locator('.site-search-link').click();
        clicks += 1;
        await page.locator('.search-form input, input[name="q"]').locator('visible=true').first().fill(step.search);
        await page.keyboard.press('Enter');
      }
      await page.locator('.search-results a, [data-search] li a, main ol a').first().waitFor();
      screens += 1;
    } else if (typeof step === 'object') {
      const summary = page.locator(step.summary).locator('visible=true').first();
      if (!(await summary.count())) return { missing: step.summary };
      screens += looked(await bottomOf(summary)) - 1;
      await summary.click();
    } else {
      const link = page.locator(`a[href$="${step}"]`).locator('visible=true').first();
      if (!(await link.count())) return { missing: step };
      screens += looked(await bottomOf(link));
      await link.evaluate((link) => link.click());
      await page.waitForURL((now) => now.href.replace(/[?#].*/, '').endsWith(step.replace(/^(\.\.\/)+/, '').replace(/[?#].*/, '')));
    }
    clicks += 1;
  }
  const bottom = await page.evaluate(seen, answer.map(({ source, flags }) => [source, flags]));
  if (bottom === null) return { missing: answer.join(' '), at: page.url() };
  return { clicks, screens: screens + looked(bottom) };
}

const bottomOf = (locator) => locator.evaluate((element) => element.getBoundingClientRect().bottom + scrollY);

/** Runs in the browser: the lower edge of the answer, from the top of the window as the page was opened. */
function seen(patterns) {
  const all = patterns.map(([source, flags]) => new RegExp(source, flags));
  const matching = [...document.querySelectorAll('main :is(tr, li, p, dd, dt, h1, caption, section, div, dl)')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => all.every((pattern) => pattern.test(element.innerText.replace(/\s+/g, ' '))));
  const innermost = matching.filter((element) => !matching.some((other) => other !== element && element.contains(other)));
  const [found] = innermost.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  if (!found) return null;
  // Of a part longer than the words, what is looked for is its beginning.
  const { top, bottom } = found.getBoundingClientRect();
  const end = Math.min(bottom, top + 150);
  // A page opened at an anchor begins there.
  return scrollY > 0 && end > 0 && end <= innerHeight ? end : end + scrollY;
}
