// Sites to look at: that of the repository's own content, and small ones made for a test.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The page that a host shows where it has none. */
export const NOT_FOUND = '404.html';

// A page that only leads elsewhere.
const REDIRECT = /<meta[^>]+http-equiv="refresh"/i;

/** What `check` finds in a project. */
export function findings(project) {
  const checked = spawnSync(program(), ['check', project, '--message-format', 'json'], { encoding: 'utf8' });
  return checked.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** A directory that is gone when the test process ends. */
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'ssr-site-test-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * The program under test: that of the variable `SSR_SITE`, or else the one that was built last
 * for release or for debugging, in this order.
 */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(repository, 'target');
  const candidates = process.env.SSR_SITE
    ? [process.env.SSR_SITE]
    : ['release', 'debug'].map((profile) => join(target, profile, 'ssr-site'));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`no program to test: \`cargo build --release\` makes ${candidates[0]}`);
  return found;
}

/** Builds a project, and returns the directory of the site. */
export function build(project) {
  const directory = join(temporaryDirectory(), 'site');
  execFileSync(program(), ['build', '--quiet', project, '--dest-dir', directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return directory;
}

/** Writes a project of a few files, by path, and returns its directory. */
export function project(files) {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** A project of a recommendation and a long page that had other addresses before, with further settings. */
export function movedProject(settings = '') {
  const section = (title) => `## ${title}\n\n${'Some words stand here, and say nothing.\n\n'.repeat(40)}`;
  return project({
    'book.toml': `[book]\ntitle = "Moved"\n${settings}`,
    'content/_index.md': '+++\ntitle = "Moved"\n+++\n',
    'content/plan/_index.md':
      '+++\nkind = "implementation"\ntitle = "Plan"\nseries = "P"\ncount = 1\n+++\n',
    'content/plan/recommendations/rec-1.md':
      '+++\nnumber = 1\ntitle = "One"\naliases = ["old/address.html", "older/"]\n+++\nDo it.\n',
    'content/guide/méthode 2.md':
      '+++\ntitle = "Long"\naliases = ["old/guide.html"]\n+++\n' +
      ['First', 'Plain', 'Où et quand', '改善 {#改善-100%}'].map(section).join(''),
  });
}

/** A project of what is hard to find: accents, other scripts, markup, several editions, many of a kind. */
export function searchedProject() {
  const recommendation = (number, title, text, keys = '') => [
    `content/ssr1/recommendations/rec-${number}.md`,
    `+++\nnumber = ${number}\ntitle = ${JSON.stringify(title)}\n${keys}+++\n${text}\n`,
  ];
  const update = (edition, keys, text) => [
    `content/ssr1/${edition}/rec-1.md`,
    `+++\nnumber = 1\nstatus = "planned"\n${keys}\n+++\n${text}\n`,
  ];
  const filler = 'Some other words stand here, and say nothing. '.repeat(20);
  return project({
    'book.toml': '[book]\ntitle = "Searched"\n',
    'content/_index.md': '+++\ntitle = "Start"\n+++\n',
    'content/ssr1/_index.md': '+++\nkind = "implementation"\ntitle = "First review"\nseries = "SSR1"\n+++\n',
    'content/ssr1/2016-06-30/_index.md': '+++\ntitle = "Summer"\n+++\n',
    'content/ssr1/2016-12-31/_index.md': '+++\ntitle = "Autumn"\n+++\n',
    ...Object.fromEntries([
      recommendation(1, 'Framework of Sécurité', 'Plain secure words, Secured.'),
      recommendation(2, 'Framework', 'A statement.', 'disposition = { decision = "rejected" }\n'),
      recommendation(3, '改善网络安全', '全部。'),
      recommendation(4, 'الأَمَان', 'نص'),
      recommendation(5, '<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'),
      update(
        '2016-06-30',
        '[[deliverables]]\nid = "report"\ntext = "A progress report"\nresponsible = ["Registry Services"]\n' +
          '[[corrections]]\ndate = 2016-08-01\nnote = "Misprinted before"\n',
        `There is progress.\n\n${filler} A needle is here. ${filler}`,
      ),
      update('2016-12-31', '', 'More progress.'),
      ...Array.from({ length: 60 }, (_, index) => recommendation(100 + index, `Of many ${index}`, 'One.')),
    ]),
  });
}

// Names of dates in Arabic.
const ARABIC = `[dates]
months = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
quarters = ["الربع الأول", "الربع الثاني", "الربع الثالث", "الربع الرابع"]
quarter = "{quarter} من عام {year}"
`;

/**
 * A project of sixty recommendations in as many quarterly editions as said, in a language: their titles are their
 * dates. The first recommendation has milestones of long words, and is reported in each.
 */
export function courseProject(language, editions) {
  const ends = ['03-31', '06-30', '09-30', '12-31'];
  const quarters = Array.from({ length: editions }, (_, index) => `${2015 + Math.floor(index / 4)}-${ends[index % 4]}`);
  const labels = [
    'Umsetzungsverantwortliche und Datenschutzbeauftragter',
    'PUBLISHED PROCUREMENT MEMORANDUM OF WOMEN',
    '事件対応に関する手順書の公開',
    'نشر دليل الاستجابة للحوادث',
  ];
  const milestones = labels.map((label, index) => `[[milestones]]\nlabel = "${label}"\ndate = "2015-1${index % 3}"\n`);
  const deliverables = ['2016-06', '2015-01-02'].map((due) => `[[deliverables]]\ntext = "A handbook"\ndue = "${due}"\n`);
  const update = (number, keys) => `+++\nnumber = ${number}\nstatus = "planned"\n${keys}+++\nUnder way.\n`;
  const first = update(1, [...milestones, ...deliverables].join(''));
  const files = {
    'book.toml': `[book]\ntitle = "Course"\nlanguage = "${language}"\n`,
    'content/_index.md': '+++\ntitle = "Start"\n+++\n',
    'content/plan/_index.md': '+++\nkind = "implementation"\ntitle = "Plan"\nseries = "P"\n+++\n',
  };
  if (language === 'ar') files['themes/default/strings/ar.toml'] = ARABIC;
  for (let number = 1; number <= 60; number += 1) {
    files[`content/plan/recommendations/rec-${number}.md`] = `+++\nnumber = ${number}\ntitle = "One"\n+++\nDo it.\n`;
    files[`content/plan/${quarters[0]}/rec-${number}.md`] = update(number, '');
  }
  for (const quarter of quarters) {
    files[`content/plan/${quarter}/_index.md`] = `+++\ntitle = "${quarter}"\n+++\n`;
    files[`content/plan/${quarter}/rec-1.md`] = first;
  }
  return project(files);
}

/** The repository's own content with other settings under `[output.html]`. */
export function ownProjectWith(settings) {
  const directory = temporaryDirectory();
  cpSync(join(repository, 'content'), join(directory, 'content'), { recursive: true });
  const own = readFileSync(join(repository, 'book.toml'), 'utf8');
  const others = own.replace(/^\[output\.html\]\n(?:(?!\[).*\n?)*/m, '');
  writeFileSync(join(directory, 'book.toml'), `${others}\n[output.html]\n${settings}\n`);
  return directory;
}

/**
 * Starts the preview of a project, at any free port unless one is given, and waits until it answers. What it says on
 * standard error is in `said`, line by line.
 */
export async function preview(project, options = [], port = '0') {
  const server = spawn(program(), ['serve', project, '--port', port, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = [];
  const lines = createInterface({ input: server.stderr });
  const url = await new Promise((resolve, reject) => {
    server.on('exit', () => reject(new Error(said.join('\n'))));
    lines.on('line', (line) => {
      said.push(line);
      const address = /^the site is at (\S+)$/.exec(line);
      if (address) resolve(address[1]);
    });
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const close = async () => {
    server.kill('SIGINT');
    await ended;
  };
  return { url, said, close };
}

/**
 * The site of the repository's own content: the one in the variable `SSR_SITE_BUILT`, so that a
 * run builds it once for all test files, or else one built here.
 */
export function ownSite() {
  return process.env.SSR_SITE_BUILT ?? build(repository);
}

/** The paths of all files below a directory, with `/`, in order. */
export function files(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The pages of a site that are read, not those that only lead elsewhere. */
export function pages(site) {
  return files(site).filter(
    (path) => path.endsWith('.html') && !REDIRECT.test(readFileSync(join(site, path), 'utf8')),
  );
}

/**
 * A page that is one file for itself, to be sent or printed: it holds its style, which a
 * policy against inline styles would refuse.
 */
export function isStandalone(path) {
  return path.split('/').at(-1) === 'print.html';
}

/**
 * A page of each kind, and of each state that looks different, each with its address on the disk.
 *
 * The page for what is not there is shown at any address, so that its links begin with that of
 * the site where there is one. On the disk it is looked at in a site that has none.
 */
export function representatives(site) {
  const wanted = [
    'index.html',
    'about.html',
    'search.html',
    'ssr1/index.html',
    'ssr1/2016-06-30/index.html',
    'ssr1/2016-06-30/changes.html',
    'ssr1/overdue.html',
    'ssr1/owners.html',
    'ssr1/references.html',
    'ssr1/print.html',
    // Few words; many deliverables; one that others refer to; one that is covered by it.
    'ssr1/5.html',
    'ssr1/11.html',
    'ssr1/25.html',
    'ssr1/26.html',
    // As an edition had it, and one about which that edition had nothing yet.
    'ssr1/2016-06-30/25.html',
    'ssr1/2015-06-30/25.html',
    'ssr2-workplan/index.html',
  ].filter((path) => existsSync(join(site, path)));
  const url = (site, path) => pathToFileURL(join(site, path)).href;
  return [
    ...wanted.map((path) => ({ path, url: url(site, path) })),
    { path: NOT_FOUND, url: url(build(ownProjectWith('')), NOT_FOUND) },
  ];
}

/** A display text of the default theme, so that tests hold when its wording changes. */
export function displayText(key) {
  const strings = readFileSync(join(repository, 'themes/default/strings/en.toml'), 'utf8');
  const found = new RegExp(`^${key} = "(.*)"$`, 'm').exec(strings);
  if (!found) throw new Error(`the default theme has no text \`${key}\``);
  return found[1];
}
