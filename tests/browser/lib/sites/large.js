// A large report: 300 recommendations in 12 editions. Most updates are short.

import { document, keys, recommendation, update } from './write.js';

const RECOMMENDATIONS = 300;
const EDITIONS = 12;

const GROUPS = ['Governance', 'Operations', 'Transparency', 'Training and skills', 'Finance', 'Infrastructure', 'Outreach'];
const OWNERS = ['Secretariat', 'Records office', 'Board', 'Chief technology officer', 'Regional offices', 'Legal'];
const VERBS = ['Publish', 'Review', 'Strengthen', 'Document', 'Simplify', 'Fund', 'Measure', 'Automate'];
const SUBJECTS = ['the retention policy', 'training for staff', 'the register of risks', 'access to archives', 'yearly audits'];
const STATUSES = ['planned', 'complete', 'behind-recoverable', 'behind-replan'];

const pick = (list, index) => list[index % list.length];
const ENDS = ['03-31', '06-30', '09-30', '12-31'];
const dates = Array.from({ length: EDITIONS }, (_, index) => `${2018 + Math.floor(index / 4)}-${pick(ENDS, index)}`);

/** Recommendations updated in an edition: all in the first, a twelfth in each later one. */
const reported = (edition, number) => edition === 0 || (number * 7) % EDITIONS === edition;

function updated(edition, number) {
  const late = number % 5 === 0;
  const done = !late && edition > number % EDITIONS;
  const status = late ? pick(STATUSES.slice(2), number) : done ? 'complete' : 'planned';
  // Every fifteenth has a timeline and deliverables; the others a sentence.
  const many = number % 15 === 0;
  return update(
    {
      number,
      status,
      milestones: many ? [{ label: 'Drafted', date: '2018-05' }, { label: 'Adopted', date: '2020-02' }] : [],
      deliverables: Array.from({ length: many ? 3 : number % 4 === 0 ? 1 : 0 }, (_, index) => ({
        id: `d${index}`,
        text: `${pick(VERBS, number + index)} ${pick(SUBJECTS, index)}`,
        responsible: [pick(OWNERS, number + index)],
        due: `${2018 + ((number + index) % 4)}-Q${1 + (number % 4)}`,
        status: done ? 'complete' : 'planned',
      })),
    },
    number > 10 ? `Under way since ${dates[edition]}. See Recommendation ${number - (number % 10)}.` : 'Under way.',
  );
}

export function project() {
  const files = {
    'book.toml': `[book]\n${keys({ title: 'A large report', language: 'en' })}`,
    'content/_index.md': document({ title: 'A large report' }, 'Three hundred recommendations in twelve editions.'),
    'content/plan/_index.md': document({ kind: 'implementation', title: 'Plan of everything', series: 'PE', count: RECOMMENDATIONS }),
  };
  for (const date of dates) files[`content/plan/${date}/_index.md`] = document({ title: `Edition of ${date}` });
  for (let number = 1; number <= RECOMMENDATIONS; number += 1) {
    const title = `${pick(VERBS, number)} ${pick(SUBJECTS, number * 3)} (${number})`;
    const group = pick(GROUPS, Math.floor((number * GROUPS.length) / (RECOMMENDATIONS + 1)));
    files[`content/plan/recommendations/rec-${number}.md`] = recommendation({ number, title, group }, `The organisation should ${title.toLowerCase()}.`);
    dates.forEach((date, edition) => {
      if (reported(edition, number)) files[`content/plan/${date}/rec-${number}.md`] = updated(edition, number);
    });
  }
  return files;
}
