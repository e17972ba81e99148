// A report that uses the whole model: 300 recommendations in three levels, 12 quarterly editions, parties in larger
// bodies, responses, slips, dropped and left-out rows, statuses of every kind, and a review of it. No clock, no chance:
// what differs between rows follows from their position.

import { document, keys, recommendation, tables, text, update } from './write.js';
import { WORDS } from './full-words.js';

const ENDS = ['03-31', '06-30', '09-30', '12-31'];
const pick = (list, index) => list[index % list.length];

/** A number below `limit` that looks irregular and is always the same. */
function scattered(position, salt, limit) {
  const mixed = Math.imul(position + 1, 2654435761) ^ Math.imul(salt + 7, 40503);
  return (Math.imul(mixed ^ (mixed >>> 15), 2246822519) >>> 8) % limit;
}

/** Labels in order, each with what it is part of: every third has four parts, and the second of these two. */
function labels(total) {
  const found = [];
  for (let whole = 1; found.length < total; whole += 1) {
    found.push({ number: `${whole}`, wholes: whole % 3 === 0 });
    if (whole % 3 !== 0) continue;
    for (let part = 1; part <= 4; part += 1) {
      const number = `${whole}.${part}`;
      found.push({ number, partOf: `${whole}`, wholes: part === 2 });
      if (part === 2) for (const letter of ['a', 'b']) found.push({ number: `${number}${letter}`, partOf: number });
    }
  }
  const kept = found.slice(0, total);
  const containing = new Set(kept.map(({ partOf }) => partOf));
  return kept.map(({ wholes, ...label }, position) => ({ ...label, position, hasParts: Boolean(wholes) && containing.has(label.number) }));
}

/** A quarter as a partial date, counted from the first edition's. */
const quarter = (edition, first) => `${first + Math.floor(edition / 4)}-Q${(((edition % 4) + 4) % 4) + 1}`;

const DECISIONS = [...Array(9).fill('accepted'), 'accepted in principle', 'pending', 'rejected'];
const decided = (position) => pick(DECISIONS, scattered(position, 14, DECISIONS.length));

/** The course of one recommendation: its status by edition. */
function course(position) {
  const begins = scattered(position, 1, 4);
  const planned = begins + 3 + scattered(position, 2, 7);
  const kind = scattered(position, 3, 20);
  return (edition) => {
    if (edition < begins) return 'not-started';
    // Half are done as planned, some later, some never; a few are given up.
    if (kind < 9) return edition >= planned ? 'complete' : 'started';
    if (kind < 12) return edition >= planned + 2 ? 'complete' : edition >= planned ? 'behind' : 'started';
    if (kind < 15) return edition >= planned ? pick(['behind', 'behind-replan'], position) : 'started';
    if (kind < 18) return 'started';
    if (kind < 19) return edition >= planned ? 'withdrawn' : 'started';
    return 'not-started';
  };
}

/** A deliverable as an edition has it; `null` once an update leaves it out. */
function row(words, position, index, edition, { status, first }) {
  const seed = position * 3 + index;
  const due = 2 + scattered(seed, 4, 12);
  const done = status === 'complete' || (index === 0 && edition > due && scattered(seed, 5, 3) > 0);
  if (!done && edition > due + 1 && scattered(seed, 6, 19) === 0) return null;
  const front = {
    id: `d${index + 1}`,
    text: `${pick(words.results, seed)} ${pick(words.subjects, position + index)}`,
    phase: position % 6 === 1 ? pick(words.phases, index) : undefined,
    responsible: [pick(words.parties, seed).name, ...(seed % 7 === 0 ? [pick(words.parties, seed + 1).name] : [])],
    note: seed % 11 === 0 ? pick(words.notes, seed) : undefined,
  };
  const dated = seed % 13 !== 0;
  if (!dated) Object.assign(front, { due_text: pick(words.dueTexts, seed) });
  else front.due = quarter(due, first);
  if (status === 'withdrawn') return { ...front, dropped: pick(words.dropped, seed) };
  if (done) {
    const completed = seed % 4 === 0 ? true : quarter(Math.min(edition, due + (seed % 3)), first);
    return { ...front, completed, evidence: seed % 3 === 0 ? undefined : [`https://example.org/documents/${position}-${index + 1}`] };
  }
  // A promise that has passed is renewed, with a reason or without, and some are renewed twice.
  if (dated && edition > due && seed % 5 !== 0) {
    const times = edition > due + 3 && seed % 2 === 0 ? 2 : 1;
    front.revised_due = quarter(due + 3 * times, first);
    if (seed % 3 !== 0) front.slip_reason = pick(words.reasons, seed + times);
  }
  return { ...front, status };
}

/** Who was asked to respond; later editions have more answers. */
function responses(words, position, edition, first) {
  return words.addressees.slice(0, 1 + (position % 3)).map((addressee, place) => {
    const answered = edition > place * 3 + scattered(position, 8 + place, 6);
    return {
      addressee,
      deadline: quarter(3 + place, first),
      decision: answered ? pick(['accepted', 'accepted in principle', 'rejected', 'accepted'], position + place) : undefined,
      date: answered ? quarter(Math.max(0, edition - 1), first) : undefined,
      address: answered && place === 0 ? `https://example.org/responses/${position}` : undefined,
      note: place === 2 ? pick(words.notes, position) : undefined,
    };
  });
}

/** An edition's update of a recommendation, or `null` if it is carried forward. */
function updated(words, label, edition, { first, last, wholes }) {
  const { number, position, hasParts } = label;
  // Statuses of wholes are derived from their parts, but for a few; some recommendations are never reported on.
  if (hasParts ? position % 5 !== 0 : scattered(position, 10, 29) === 0) return null;
  // What is rejected is seldom pursued.
  if (decided(position) === 'rejected' && position % 6 !== 0) return null;
  const status = course(position);
  const moved = edition > 0 && status(edition) !== status(edition - 1);
  const due = scattered(position, 11, 4);
  if (edition > 0 && !moved && edition % 4 !== due && !(edition === last && position % 3 === 0)) return null;
  const many = hasParts ? 0 : [0, 1, 2, 3][scattered(position, 12, 4)];
  const unstated = scattered(position * 12 + edition, 13, 31) === 0;
  const rows = Array.from({ length: many }, (_, index) => row(words, position, index, edition, { status: status(edition), first })).filter(Boolean);
  const milestones = position % 8 === 2 ? words.milestones.map((name, place) => ({ label: name, date: position % 16 === 2 ? quarter(place * 4 + (position % 3), first) : undefined })) : [];
  const front = {
    number,
    status: unstated ? undefined : status(edition),
    expected: position % 7 === 3 && edition > 5 ? quarter(9 + (position % 6), first) : undefined,
    responses: position % 9 === 4 && edition > 0 ? responses(words, position, edition, first) : undefined,
    milestones,
    deliverables: rows,
    corrections: edition === last - 1 && position % 97 === 5 ? [{ date: `${first + 3}-01-15`, note: pick(words.corrections, position) }] : [],
  };
  const other = `${1 + ((position * 7) % wholes)}`;
  const sentences = [pick(words.progress[status(edition)], position + edition), position % 4 === 0 && number !== other ? words.see(other) : ''];
  const notes = position % 10 === 6 ? `\n\n## ${words.notesHeading} {#notes}\n\n${pick(words.notes, position + edition)}` : '';
  return update(front, `${sentences.filter(Boolean).join(' ')}${notes}`);
}

/** The stable part of a recommendation. */
function adopted(words, { number, partOf, position }, { first }) {
  const title = `${pick(words.verbs, position)} ${pick(words.subjects, position * 3 + 1)}`;
  const earlier = position > 20 && position % 37 === 0 ? '4' : undefined;
  const front = {
    number,
    title: position % 12 === 7 ? `${title}, ${pick(words.reach, position)}` : title,
    short_title: position % 12 === 7 ? title : undefined,
    group: partOf ? undefined : pick(words.groups, Math.floor(position / 43)),
    part_of: partOf,
    covered_by: earlier,
    priority: pick(words.priorities, scattered(position, 15, 3)),
    tags: position % 5 === 0 ? [pick(words.tags, position)] : undefined,
    depends_on: position % 14 === 9 ? ['1', '2'] : undefined,
    expected: position % 7 === 3 ? quarter(7 + (position % 5), first) : undefined,
    expected_text: position % 29 === 8 ? pick(words.dueTexts, position) : undefined,
    responses: position % 9 === 4 ? responses(words, position, 0, first) : undefined,
    disposition: { decision: decided(position), date: `${first - 1}-11-30`, resolution: position % 2 ? undefined : `https://example.org/decisions/${position + 1}` },
  };
  return recommendation(front, `${words.should} ${title.toLowerCase()}.`);
}

/** A review of the report: an assessment beside each claim, and progress of some. */
function review(words, all) {
  const front = {
    kind: 'review',
    of: 'plan',
    title: words.review,
    series: words.reviewSeries,
    teams: words.teams.map((name, index) => ({ code: pick(words.codes, index), name })),
    assessments: ['met', 'partly', 'not-met', 'no-longer-applies'].map((kind, index) => ({ id: kind, label: words.assessments[index], kind })),
  };
  const files = { 'content/review/_index.md': document(front, words.reviewIntroduction) };
  for (const { number, partOf, position } of all) {
    if (partOf || position % 17 === 3) continue;
    const entry = {
      number,
      teams: [pick(words.codes, position)],
      progress: position % 4 === 1 ? undefined : scattered(position, 16, 11) * 10,
      assessment: position % 5 === 2 ? undefined : pick(['met', 'partly', 'partly', 'not-met', 'met', 'no-longer-applies'], scattered(position, 17, 6)),
    };
    const task = `\n[[tasks]]\ntext = ${text(pick(words.tasks, position))}\nprogress = ${(position * 20) % 101}\n`;
    files[`content/review/rec-${number}.md`] = document(entry, pick(words.notes, position), position % 2 ? task : '');
  }
  return files;
}

/** The project, in the words of a language. */
export function project(words = WORDS, { total = 300, editions = 12, first = 2021, settings = '' } = {}) {
  const all = labels(total);
  const wholes = all.filter(({ partOf }) => !partOf).length;
  const dates = Array.from({ length: editions }, (_, index) => `${first + Math.floor(index / 4)}-${pick(ENDS, index)}`);
  const files = {
    'book.toml': `[book]\n${keys({ title: words.title, description: words.description, language: words.language, authors: [words.author] })}[output.html]\nsite-url = "https://example.org/${words.language}/"\n${settings}`,
    'content/_index.md': document({ title: words.title, description: words.description }, words.introduction),
    'content/about.md': document({ title: words.about, description: words.description }, words.introduction),
    'content/plan/_index.md': document(
      {
        kind: 'implementation',
        title: words.report,
        series: words.series,
        item: words.item,
        count: wholes,
        priorities: words.priorities,
      },
      words.introduction,
      tables('statuses', words.statuses) + tables('parties', words.parties),
    ),
    ...review(words, all),
  };
  dates.forEach((date, edition) => {
    files[`content/plan/${date}/_index.md`] = document({ title: words.edition(edition % 4, first + Math.floor(edition / 4)), summary: pick(words.summaries, edition) });
  });
  for (const label of all) {
    files[`content/plan/recommendations/rec-${label.number}.md`] = adopted(words, label, { first });
    dates.forEach((date, edition) => {
      const written = updated(words, label, edition, { first, last: editions - 1, wholes });
      if (written) files[`content/plan/${date}/rec-${label.number}.md`] = written;
    });
  }
  return files;
}
