// Code and addresses run left to right, in any language.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch } from './lib/browser.js';
import { build, preview, project } from './lib/program.js';
import { files } from './lib/site.js';

const TEXT = `استخدم \`git push --force;\` ثم <kbd>/etc/*;</kbd> ثم <samp>x = 1;</samp> ثم [هنا](https://example.org/a/?b=c;)

| عمود |
| --- |
| \`(a) + b;\` |

\`\`\`
ls -la ./dir/*.txt;
    cd ..;
\`\`\`

<p>ثم <code dir="rtl">نص;</code></p>
`;

const written = (settings) => ({
  'book.toml': `[book]\ntitle = "T"\nlanguage = "ar"\n[output.html]\nsite-url = "https://example.org/r/"\n${settings}`,
  'themes/default/strings/ar.toml': 'home = "الرئيسية"\n',
  'content/_index.md': '+++\ntitle = "البداية"\n+++\n',
  'content/a/p.md': `+++\ntitle = "P"\n+++\n${TEXT}`,
  'content/plan/_index.md': '+++\nkind = "implementation"\ntitle = "Plan"\nseries = "P"\n+++\n',
  'content/plan/recommendations/rec-1.md': `+++\nnumber = 1\ntitle = "One"\n+++\n${TEXT}`,
});

const browser = await launch();
after(() => browser.close());
const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });

for (const theme of ['default', 'fragment']) {
  const site = build(project(written(`theme = "${theme}"\n`)));
  for (const path of ['a/p.html', 'plan/1.html', 'plan/print.html']) {
    for (const media of ['screen', 'print']) {
      test(`code of ${path} runs from left to right, ${theme}, ${media}`, async () => {
        await page.emulateMedia({ media });
        await page.goto(pathToFileURL(`${site}/${path}`).href);
        if (theme === 'fragment' && path !== 'plan/print.html') await host(site);
        const found = await edges('.prose :is(code, kbd, samp):not([dir]), .statement :is(code, kbd, samp):not([dir])');
        assert.equal(found.length, 5, 'inline, in a table, and a block');
        for (const { text, first, last } of found) assert.ok(last > first, `${text}: ${first} … ${last}`);
        const [own] = await edges('code[dir="rtl"]');
        assert.ok(own.last < own.first, 'an author may say which way it runs');
        const block = await page.locator('pre').evaluate((pre) => {
          const { left, right } = pre.getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(pre);
          const text = range.getBoundingClientRect();
          return { left: text.left - left, right: right - text.right };
        });
        assert.ok(block.left < block.right, 'lines of code begin on the left');
      });
    }
  }

  test(`addresses of print.html run from left to right, ${theme}`, async () => {
    await page.goto(pathToFileURL(`${site}/plan/print.html`).href);
    const found = await edges('.addresses a, .cover dd a');
    assert.deepEqual(found.map(({ text }) => text).sort(), [
      'https://example.org/a/?b=c;',
      'https://example.org/r/plan/print.html',
    ]);
    for (const { text, first, last } of found) assert.ok(last > first, `${text}: ${first} … ${last}`);
  });
}

test('what the preview says of mistakes runs from left to right', async (t) => {
  const directory = project(written(''));
  const server = await preview(directory);
  t.after(() => server.close());
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${server.url}a/p.html`);
  const broken = join(directory, 'content/a/q.md');
  writeFileSync(broken, '+++\ntitel = "Q"\n+++\n');
  const place = page.getByText('content/a/q.md').first();
  await place.waitFor();
  // A message that is replaced while it is looked at has no direction.
  let direction = '';
  for (let tries = 0; tries < 50 && !direction; tries += 1) {
    direction = await place.evaluate((element) => getComputedStyle(element).direction);
  }
  assert.equal(direction, 'ltr');
  rmSync(broken);
});

/** Positions of the first and last visible character of elements. */
function edges(selector) {
  return page.evaluate((selector) => {
    const middle = (node, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, right } = range.getBoundingClientRect();
      return (left + right) / 2;
    };
    return [...document.querySelectorAll(selector)].map((element) => {
      const text = element.textContent.trim();
      // The first line of a block; the others begin at the same edge.
      const line = text.split('\n')[0];
      const node = element.firstChild;
      return { text, first: middle(node, 0), last: middle(node, line.length - 1) };
    });
  }, selector);
}

/** Embeds a page of the theme `fragment`, with its style sheet, in a page. */
async function host(site) {
  const paths = files(site).filter((path) => path.endsWith('.css'));
  // The theme has nothing for some pages, and an empty style sheet cannot be added.
  const styles = paths.map((path) => readFileSync(join(site, path), 'utf8')).filter((style) => style !== '');
  const content = await page.content();
  await page.setContent(`<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"></head><body>${content}</body></html>`);
  for (const content of styles) await page.addStyleTag({ content });
}
