// A right-to-left site in Arabic, with all theme texts translated.

import { readFileSync } from 'node:fs';

import { document, keys, recommendation, tables, update } from './write.js';

/** Transliterates Latin letters, so that remaining Latin text is not the theme's. */
const LETTERS = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((letter, index) => [letter, [...'ابجدهوزحطيكلمنسعفصقرشتثخذض'][index]]));

function transliterated(text) {
  // Placeholders and escapes are kept.
  return text.replace(/(\{[^}]*\}|\\.)|([A-Za-z])/g, (_, kept, letter) => kept ?? LETTERS[letter.toLowerCase()]);
}

/** The default theme's texts in another script, with all Arabic plural forms. */
export function strings() {
  const english = readFileSync(new URL('../../../../themes/default/strings/en.toml', import.meta.url), 'utf8');
  return english
    .split('\n')
    .map((line) => {
      const [, key, value] = /^([^#[=]+?) = (.*)$/.exec(line) ?? [];
      if (!key) return line;
      const other = /other = ("(?:[^"\\]|\\.)*")/.exec(value)?.[1];
      const forms = other ? `{ ${['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => `${form} = ${other}`).join(', ')} }` : value;
      return `${key} = ${forms.replace(/"(?:[^"\\]|\\.)*"/g, transliterated)}`;
    })
    .join('\n');
}

const LONG = `${'وسيستخدمونها'.repeat(2)}`;
const TITLES = ['نشر سياسة حفظ الوثائق', 'تدريب الموظفين على الأمن', `مراجعة ${LONG}`, 'إعداد خطة الطوارئ', 'قياس النتائج سنويًّا'];
const GROUPS = ['الحوكمة', `التشغيل و${LONG}`];
/** Latin texts of this site. */
export const LATIN = ['rec:1', 'git push --force', 'https://example.org/a/?b=c', 'ls -la ./dir'];

const STATUSES = ['planned', 'complete', 'behind-replan', 'behind-recoverable', 'planned'];
const NARRATIVE = `بدأ العمل في المشروع. انظر [التوصية](rec:1) و\`git push --force\`، ثم [الموقع](https://example.org/a/?b=c).

| العمود | القيمة |
| --- | ---: |
| الأول ${LONG} | 12 |

1. أولًا
2. ثانيًا
   - جزء منه

> اقتباس من التقرير

> [!NOTE]
> ملاحظة مهمة

- [x] تم
- [ ] لم يتم

\`\`\`
ls -la ./dir
\`\`\`

## ملاحظات {#notes}

كتبت الملاحظات هنا.
`;

export function project() {
  const files = {
    'book.toml': `[book]\n${keys({ title: 'تقرير التنفيذ', language: 'ar', authors: ['مكتب التقارير'] })}[output.html]\nsite-url = "https://example.org/ar/"\n`,
    'themes/default/strings/ar.toml': strings(),
    'content/_index.md': document({ title: 'البداية', description: 'كيف نفذت التوصيات' }, 'نصّ الصفحة الأولى.'),
    'content/about.md': document({ title: 'عن التقرير' }, `## قسم\n\n${NARRATIVE}`),
    'content/plan/_index.md': document(
      { kind: 'implementation', title: 'خطة التنفيذ', series: 'خطة', count: 6 },
      'مقدمة الخطة.',
      tables('statuses', [
        { id: 'complete', label: 'مكتمل', kind: 'done' },
        { id: 'planned', label: 'قيد التنفيذ', kind: 'active' },
        { id: 'behind-recoverable', label: 'متأخر', kind: 'late' },
        { id: 'behind-replan', label: 'متأخر كثيرًا', kind: 'late' },
      ]),
    ),
    'content/review/_index.md': document(
      { kind: 'review', of: 'plan', title: 'المراجعة الثانية', teams: ['أ', { code: 'ب', name: 'أمن المعلومات' }] },
      'مقدمة المراجعة.',
    ),
    'content/review/rec-1.md': document({ number: 1, group: GROUPS[0], teams: ['أ'], progress: 40 }, 'ملاحظات المراجعين.', '[[tasks]]\ntext = "مهمة"\n[[tasks.tasks]]\ntext = "جزء"\nprogress = 10\n'),
  };
  TITLES.forEach((title, index) => {
    const number = index + 1;
    const front = { number, title, group: GROUPS[index % 2], disposition: index ? undefined : { decision: 'accepted', date: '2016-01' } };
    files[`content/plan/recommendations/rec-${number}.md`] = recommendation(front, `ينبغي ${title}.`);
    const deliverables = [
      { id: 'd', text: `إعداد ${title}`, responsible: ['المكتب', `إدارة ${LONG}`], due: '2016-03', evidence: ['https://example.org/'] },
      { text: 'كتيّب', due: '2016-02', revised_due: '2017-02', slip_reason: 'نقص الموظفين', responsible: ['المكتب'] },
      { text: 'تقرير', completed: '2016-05-01', due: '2016-04', status: 'complete' },
    ];
    const milestones = [{ label: 'بداية', date: '2015-10' }, { label: `اعتماد ${LONG}`, date: '2016-09' }, { label: 'نهاية' }];
    files[`content/plan/2016-03-31/rec-${number}.md`] = update({ number, status: 'planned', deliverables: deliverables.slice(0, 2), milestones: milestones.slice(0, 2) }, 'بدأ العمل.');
    files[`content/plan/2016-06-30/rec-${number}.md`] = update(
      {
        number,
        status: STATUSES[index],
        milestones,
        deliverables: index === 1 ? [] : deliverables,
        corrections: index === 0 ? [{ date: '2016-07-01', note: 'خطأ مطبعي' }] : [],
      },
      NARRATIVE,
    );
  });
  files['content/plan/recommendations/rec-6.md'] = recommendation({ number: 6, title: 'ما لم يذكر', covered_by: 1 }, 'ينبغي ذلك.');
  files['content/plan/2016-03-31/_index.md'] = document({ title: 'الربع الأول' });
  files['content/plan/2016-06-30/_index.md'] = document({ title: 'الربع الثاني', summary: 'تقدم العمل.' }, 'مقدمة.');
  return files;
}
