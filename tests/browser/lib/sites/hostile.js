// Hostile content: active markup, and words that no layout expects.

import { document, keys, recommendation, text, update } from './write.js';

/** A script in every author's text: none may run, all must be shown verbatim. */
export const MARKUP = `<img src=x onerror="alert('x')">`;
const ENTITIES = `"Quoted" & 'so' </script></title><b>&lt;`;
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const UNBROKEN = 'x'.repeat(240);
const EMOJI = '👩‍👩‍👧‍👦 🏳️‍🌈 ✅';
// In NFC, which HTML checkers require.
const MARKS = `x${'\u0301\u0316'.repeat(6)}y${'\u0308'.repeat(12)}z`.normalize('NFC');
const BIDI = 'abc \u05d0\u05d1\u05d2 123 \u0627\u0644\u0623\u0645\u0646 {{ page }} {% raw %}';
const FORTY = Array.from({ length: 40 }, (_, index) => ['Establish', 'and', 'maintain', 'framework', 'responsibilities'][index % 5]).join(' ');

const TEXTS = [MARKUP, ENTITIES, WORD, UNBROKEN, EMOJI, MARKS, BIDI, FORTY];

// Invalid in titles; in prose it must be inert.
const NARRATIVE = `${MARKUP} ${TEXTS.slice(1).join(' ').replaceAll('|', '')}

<script>alert(1)</script><iframe src="https://example.org/"></iframe><style>body { display: none }</style>

<a href="javascript:alert(1)" onclick="alert(1)">a link</a>

<div style="position:fixed" id="main">a part</div>

[${WORD}](https://example.org/${'a/'.repeat(80)}) \`${UNBROKEN}\`

| ${WORD} | ${WORD} | ${WORD} | Four | Five | Six | Seven |
| --- | --- | --- | --- | --- | --- | --- |
| ${UNBROKEN} | ${EMOJI} | ${MARKS} | 4 | 5 | 6 | 7 |

\`\`\`
${UNBROKEN}
\`\`\`

# A first heading

###### A sixth heading

# A first heading

![A picture that is wide](wide.svg)

- [ ] ${WORD}
- ${'- '.repeat(6)}deep

> ${'> '.repeat(8)}quoted
`;

const WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="40"><rect width="2400" height="40" fill="#888"/></svg>';

export function project() {
  const statuses = TEXTS.slice(0, 6).map((label, index) => ({ id: `s${index} ${MARKUP}`, label, kind: ['active', 'done', 'late', 'dropped'][index % 4] }));
  const status = (index) => statuses[index % statuses.length].id;
  const files = {
    'book.toml': `[book]\n${keys({ title: `${ENTITIES} ${MARKUP}`, language: 'en', authors: [MARKUP, WORD] })}[output.html]\nsite-url = "https://example.org/h/"\nedit-url-template = "https://example.org/edit/{path}"\n`,
    'content/_index.md': document({ title: MARKUP, description: ENTITIES }, NARRATIVE.replace('![A picture that is wide](wide.svg)', '')),
    'content/text.md': document({ title: UNBROKEN, description: MARKUP }, NARRATIVE),
    'content/wide.svg': WIDE,
    'content/plan/_index.md': document(
      { kind: 'implementation', title: FORTY, series: '<b>S&"', statement_label: MARKUP },
      MARKUP,
      statuses.map((status) => `\n[[statuses]]\n${keys(status)}`).join(''),
    ),
    'content/empty/_index.md': document({ kind: 'implementation', title: WORD }),
    'content/empty/recommendations/rec-1.md': recommendation({ number: 1, title: '.' }, 'A.'),
    'content/review/_index.md': document(
      {
        kind: 'review',
        of: 'plan',
        title: MARKUP,
        series: ENTITIES,
        assessments: [{ id: UNBROKEN, label: UNBROKEN, kind: 'met' }, { id: MARKUP, label: MARKUP, kind: 'not-met' }],
        teams: [{ code: MARKUP, name: ENTITIES }, { code: WORD, name: UNBROKEN }],
      },
      '',
    ),
    'content/review/rec-1.md': document(
      { number: 1, group: MARKUP, teams: [MARKUP, WORD], progress: 100, statement: MARKUP, assessment: UNBROKEN },
      NARRATIVE.replace('wide.svg', '../wide.svg'),
      `[[tasks]]\ntext = ${text(`${MARKUP} ${UNBROKEN}`)}\nteams = [${text(WORD)}]\nprogress = 0\n`,
    ),
  };
  for (const [date, title, summary] of [
    ['2020-03-31', MARKUP, UNBROKEN],
    ['2020-06-30', FORTY, MARKUP],
  ]) {
    files[`content/plan/${date}/_index.md`] = document({ title, summary }, NARRATIVE.replace('wide.svg', '../../wide.svg'), `[[corrections]]\ndate = 2020-07-01\nnote = ${text(MARKUP)}\n`);
  }
  TEXTS.forEach((title, index) => {
    const number = index + 1;
    const front = {
      number,
      title,
      group: TEXTS[(index + 1) % TEXTS.length],
      disposition: { decision: 'accepted', resolution: `https://example.org/?q=${encodeURIComponent(MARKUP)}&a=b` },
      priority: title,
      tags: [title, MARKUP],
      depends_on: index ? [index] : undefined,
      expected: index % 2 ? '2020-05' : undefined,
      expected_text: title,
      responses: TEXTS.slice(0, index).map((addressee, place) => ({
        addressee,
        decision: place % 2 ? 'rejected' : undefined,
        decision_text: place === 2 ? addressee : undefined,
        date: place % 2 ? '2020-01-31' : undefined,
        deadline: place % 3 ? undefined : '2020-02',
        address: place % 2 ? `https://example.org/${UNBROKEN}` : undefined,
        note: place === 3 ? `${MARKUP} ${UNBROKEN}` : undefined,
      })),
    };
    files[`content/plan/recommendations/rec-${number}.md`] = recommendation(front, `${title}\n\n${MARKUP}`);
    const deliverables = TEXTS.map((words, place) => ({
      id: `d${place}`,
      text: words,
      phase: index % 2 ? words : undefined,
      responsible: [words, MARKUP],
      due: place === 0 ? undefined : `2020-0${place}`,
      revised_due: place === 2 ? '2021-01' : undefined,
      slip_reason: place === 2 ? words : undefined,
      evidence: place % 3 ? undefined : [`https://example.org/${UNBROKEN}`],
      status: status(place),
    }));
    const milestones = TEXTS.map((label, place) => ({ label, date: place === 3 ? undefined : `202${place % 3}-0${place + 1}`, status: status(place) }));
    const first = { number, status: status(index), deliverables: deliverables.slice(2), milestones: milestones.slice(4) };
    files[`content/plan/2020-03-31/rec-${number}.md`] = update(first, index === 1 ? '' : MARKUP);
    if (index % 2) continue_(files, number, { number, status: status(index + 1), deliverables, milestones, corrections: [{ date: '2020-07-02', note: `${MARKUP} ${UNBROKEN}` }] });
  });
  return files;
}

/** The second edition's update of a recommendation. */
function continue_(files, number, front) {
  const body = `${NARRATIVE.replace('wide.svg', '../../wide.svg')}\nSee Recommendation 1.\n\n## ${MARKUP} {#notes}\n\n${MARKUP}`;
  files[`content/plan/2020-06-30/rec-${number}.md`] = update(front, body);
}
