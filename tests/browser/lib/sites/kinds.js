// Reports whose vocabularies put every two kinds of status side by side.

import { document, keys, recommendation, update } from './write.js';

const KINDS = ['done', 'active', 'late', 'not-started', 'dropped'];
// In any rotation, and with a step of two as well, each two kinds are neighbours once.
const ORDERS = KINDS.flatMap((_, start) => [1, 2].map((step) => KINDS.map((_, place) => KINDS[(start + place * step) % KINDS.length])));

/** Every second report has a recommendation whose status is not stated; each has one that is not yet reported. */
export function project() {
  const files = {
    'book.toml': `[book]\n${keys({ title: 'Kinds of status', language: 'en' })}`,
    'content/_index.md': document({ title: 'Kinds of status' }),
  };
  ORDERS.forEach((kinds, index) => {
    const place = `content/r${index}`;
    const statuses = kinds.map((kind) => `\n[[statuses]]\n${keys({ id: kind, label: `Is ${kind}`, kind })}`);
    files[`${place}/_index.md`] = document({ kind: 'implementation', title: `Report ${index}` }, '', statuses.join(''));
    files[`${place}/2024-03-31/_index.md`] = document({ title: 'March' });
    files[`${place}/2024-06-30/_index.md`] = document({ title: 'June' });
    const stated = index % 2 ? [...kinds, undefined] : kinds;
    [...stated, null].forEach((status, at) => {
      const number = at + 1;
      files[`${place}/recommendations/rec-${number}.md`] = recommendation({ number, title: `Do ${number}` }, `Do ${number}.`);
      if (status !== null) files[`${place}/2024-06-30/rec-${number}.md`] = update({ number, status }, 'A word.');
    });
  });
  return files;
}
