// Reviews of one report: with editions, nested tasks and teams; without; and without entries.

import { document, keys, recommendation, text } from './write.js';

const ASSESSMENTS = [
  { id: 'met', label: 'Met', kind: 'met' },
  { id: 'partly', label: 'Partly met', kind: 'partly' },
  { id: 'moot', label: 'No longer applies', kind: 'no-longer-applies' },
];

/** Nested tasks in TOML. */
function tasks(depth, path = 'tasks') {
  if (depth === 0) return '';
  const table = (words, more = '') => `\n[[${path}]]\ntext = ${text(words)}\n${more}`;
  return (
    table(`Read what was published at level ${depth}`, 'teams = ["IS"]\nprogress = 35\n') +
    tasks(depth - 1, `${path}.tasks`) +
    table('List **the publications** and [where they are](https://example.org/)')
  );
}

export function project() {
  const files = {
    'book.toml': `[book]\n${keys({ title: 'Reviews', language: 'en' })}`,
    'content/_index.md': document({ title: 'Reviews' }),
    'content/plan/_index.md': document({ kind: 'implementation', title: 'Plan', series: 'P1', count: 6 }),
    'content/plan/2021-03-31/_index.md': document({ title: 'Spring' }),
    'content/plan/2021-03-31/rec-1.md': document({ number: 1, status: 'complete' }, 'Done.'),
    'content/plan/2021-03-31/rec-2.md': document({ number: 2, status: 'planned' }, 'Begun.'),
    'content/review/_index.md': document(
      { kind: 'review', of: 'plan', title: 'Review of the plan', series: 'P2', teams: ['PL', { code: 'IS', name: 'Information security' }], assessments: ASSESSMENTS },
      'What the reviewers set out to do.',
    ),
    'content/review/2021-06-30/_index.md': document({ title: 'Summer' }, 'Half of the work.'),
    'content/review/2021-12-31/_index.md': document({ title: 'Winter', summary: 'All of the work.' }),
    'content/again/_index.md': document({ kind: 'review', of: 'plan', title: 'A second look, without editions' }),
    'content/again/rec-1.md': document({ number: 1 }, 'A note.'),
    'content/none/_index.md': document({ kind: 'review', of: 'plan', title: 'A review that has not begun' }),
  };
  for (let number = 1; number <= 6; number += 1) {
    files[`content/plan/recommendations/rec-${number}.md`] = recommendation({ number, title: `Do thing ${number}` }, `Do thing ${number}.`);
    // The last has no entry.
    if (number === 6) continue;
    const front = { number, group: number < 4 ? 'First' : 'Second', teams: number === 3 ? undefined : ['PL', 'IS'], progress: number === 2 ? undefined : number * 20, covered_by: number === 5 ? 3 : undefined, assessment: [undefined, 'partly', 'partly', 'met', 'moot'][number] };
    const entry = document(front, number % 2 ? '## Findings\n\nA note. See Recommendation 1.' : '', number === 5 ? '' : tasks(number));
    for (const edition of number === 4 ? ['2021-12-31'] : ['2021-06-30', '2021-12-31']) files[`content/review/${edition}/rec-${number}.md`] = entry;
  }
  return files;
}
