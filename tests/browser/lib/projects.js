// Projects for single tests: moved addresses, search terms, charts of any length, tables in any order.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { project, repository, temporaryDirectory } from './program.js';

/** A project with a recommendation and a long page that have earlier addresses, and additional settings. */
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

/** A project that is hard to search: accents, other scripts, markup, several editions, many similar items. */
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

// Arabic month names.
const ARABIC = `[dates]
months = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
quarters = ["الربع الأول", "الربع الثاني", "الربع الثالث", "الربع الرابع"]
quarter = "{quarter} من عام {year}"
`;

/**
 * Two recommendations in that many quarterly editions, in a language, titled by date. The first has milestones with
 * long words, and an update in each; only it has dates, so that more recommendations would add nothing to the charts.
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
  for (let number = 1; number <= 2; number += 1) {
    files[`content/plan/recommendations/rec-${number}.md`] = `+++\nnumber = ${number}\ntitle = "One"\n+++\nDo it.\n`;
    files[`content/plan/${quarters[0]}/rec-${number}.md`] = update(number, '');
  }
  for (const quarter of quarters) {
    files[`content/plan/${quarter}/_index.md`] = `+++\ntitle = "${quarter}"\n+++\n`;
    files[`content/plan/${quarter}/rec-1.md`] = first;
  }
  return project(files);
}

/** This repository's content with other `[output.html]` settings. */
export function ownProjectWith(settings) {
  const directory = temporaryDirectory();
  cpSync(join(repository, 'content'), join(directory, 'content'), { recursive: true });
  const own = readFileSync(join(repository, 'book.toml'), 'utf8');
  const others = own.replace(/^\[output\.html\]\n(?:(?!\[).*\n?)*/m, '');
  writeFileSync(join(directory, 'book.toml'), `${others}\n[output.html]\n${settings}\n`);
  return directory;
}

/**
 * A project with accents, several parties, sort keys in every column, and a report with interleaved groups.
 */
export function tableProject() {
  const directory = temporaryDirectory();
  const write = (path, text) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  const recommendation = (report, number, title, group) =>
    write(
      `content/${report}/recommendations/rec-${number}.md`,
      `+++\nnumber = ${number}\ntitle = "${title}"\n${group ? `group = "${group}"\n` : ''}+++\nDo it.\n`,
    );
  const update = (number, front, ...deliverables) =>
    write(
      `content/plan/2016-06-30/rec-${number}.md`,
      `+++\nnumber = ${number}\n${front}\n${deliverables.map((row) => `[[deliverables]]\ntext = "D"\n${row}\n`).join('')}+++\n`,
    );
  write('book.toml', '[book]\ntitle = "Made"\n');
  write('content/_index.md', '+++\ntitle = "Made"\n+++\n');
  for (const report of ['plan', 'mixed']) {
    write(`content/${report}/_index.md`, `+++\nkind = "implementation"\ntitle = "${report}"\n+++\n`);
  }
  write('content/plan/2016-06-30/_index.md', '+++\ntitle = "June"\n+++\n');
  recommendation('plan', 1, 'Meetings', 'Sécurité');
  recommendation('plan', 2, 'Évaluer la méthode d’été', 'Sécurité');
  recommendation('plan', 3, 'Öffnen', 'Offen');
  recommendation('plan', 4, 'Zones');
  update(1, 'as_of = 2016-05-01\nstatus = "behind-replan"', 'responsible = ["Éditions & Co", "Board"]\ndue = "2016-04-30"');
  update(2, 'as_of = 2016-04-01\nstatus = "planned"', 'responsible = ["Board"]\ndue = "2016-06-20"');
  update(
    3,
    'as_of = 2016-06-01\nstatus = "complete"',
    'status = "planned"\nresponsible = ["éditions & co"]\ndue = "2016-06-20"',
    'status = "planned"\ndue = "2016-06-25"',
  );
  recommendation('mixed', 1, 'One', 'A');
  recommendation('mixed', 2, 'Two', 'B');
  recommendation('mixed', 3, 'Three', 'A');
  return directory;
}
