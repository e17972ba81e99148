// A report with its own statuses, non-numeric labels, and few dates.

import { document, keys, recommendation, update } from './write.js';

const STATUSES = [
  { id: 'closed', label: 'Closed', kind: 'done' },
  { id: 'moot', label: 'Overtaken by events', kind: 'dropped' },
  { id: 'ongoing', label: 'Ongoing', kind: 'active' },
  { id: 'not-started', label: 'Not started', kind: 'active' },
  { id: 'behind', label: 'Behind', kind: 'late' },
  { id: 'withdrawn', label: 'Withdrawn by the board', kind: 'dropped' },
];
const NUMBERS = ['018/24', '4a(iv)', '4a(v)', '8.32b', '018/25', '1', '10', '2'];
/** What only some recommendations have: priority, tags, dependencies, expected completion, responses. */
const ASKED = [
  { priority: 'high', tags: ['records', 'law'], expected: '2024-Q3' },
  {
    priority: 'low',
    depends_on: ['018/24', '2'],
    responses: [
      { addressee: 'Clerk', decision: 'accepted', date: '2024-05', address: 'https://example.org/clerk' },
      { addressee: 'Mayor', deadline: '2024-08-31', note: 'Asked *twice*' },
      { addressee: 'Council', decision: 'pending' },
    ],
  },
  { tags: ['records'], expected_text: '90 days after the audit' },
];
const status = (index) => STATUSES[index % STATUSES.length].id;

export function project() {
  const files = {
    'book.toml': `[book]\n${keys({ title: 'Audit recommendations', language: 'en' })}`,
    'content/_index.md': document({ title: 'Audit recommendations' }),
    'content/audit/_index.md': document(
      { kind: 'implementation', title: 'Audit of 2024', series: 'AU' },
      '',
      STATUSES.map((status) => `\n[[statuses]]\n${keys(status)}`).join(''),
    ),
    'content/audit/2024-06-30/_index.md': document({ title: 'June 2024' }),
    'content/audit/2024-12-31/_index.md': document({ title: 'December 2024' }),
    'content/audit/method.md': document({ title: 'Method' }, 'How the audit was made. See Recommendation 1.'),
    'content/planned/_index.md': document({ kind: 'implementation', title: 'A report that has not begun' }),
  };
  NUMBERS.forEach((number, index) => {
    const name = number.replace(/[/()]/g, '-');
    const front = { number, title: `Deal with item ${number}`, disposition: { decision: ['accepted', 'rejected', 'pending', 'accepted in principle'][index % 4] }, ...ASKED[index] };
    files[`content/audit/recommendations/${name}.md`] = recommendation(front, `The office should deal with item ${number}.`);
    // One of them is never reported.
    if (index === NUMBERS.length - 1) return;
    const undated = [{ text: 'A note', status: status(index) }, { text: 'A letter', responsible: ['Clerk'] }];
    files[`content/audit/2024-06-30/${name}.md`] = update({ number, status: 'ongoing', deliverables: index % 2 ? undated : [] }, 'See Recommendation 4a(iv).');
    if (index % 3 === 0) return;
    const dated = [{ text: 'A note', due: 2023, status: status(index) }, { text: 'A list', due: '2024-Q2', completed: true }];
    files[`content/audit/2024-12-31/${name}.md`] = update(
      { number, status: status(index), deliverables: index % 2 ? undated : dated, milestones: index === 4 ? [{ label: 'Heard' }, { label: 'Decided' }] : [] },
      'See Recommendation 018/24 and [the method](../method.md).',
    );
  });
  return files;
}
