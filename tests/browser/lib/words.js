// How easy a text is to read.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

import { repository } from './program.js';

// Numbers of recommendations and dates in a list are read at a glance, so they count as no words.
const wordsOf = (sentence) => sentence.match(/\p{L}[\p{L}\p{N}’'/-]*/gu) ?? [];

/** Sentences of a text, without those of a word or two. */
export function sentences(text) {
  return text.replace(/\s+/g, ' ').split(/(?<=[.?!]) /).map((sentence) => sentence.trim()).filter((sentence) => wordsOf(sentence).length > 2);
}

export const words = (sentence) => wordsOf(sentence).length;

/** Flesch–Kincaid grade of many sentences: years of school that a reader needs. */
export function grade(all) {
  const counted = all.map((sentence) => wordsOf(sentence));
  const syllables = counted.flat().reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({ sentence: all.length, word: counted.flat().length, syllable: syllables });
}

/** Display texts of the default theme, each plural form by itself: key and text. */
export function displayTexts() {
  const lines = readFileSync(join(repository, 'themes/default/strings/en.toml'), 'utf8').split('\n');
  let table = '';
  return lines.flatMap((line) => {
    const named = /^\[(.*)\]$/.exec(line);
    if (named) table = `${named[1]}.`;
    const [, key, value] = /^([^#[=]+?) = (.*)$/.exec(line) ?? [];
    if (!key) return [];
    return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => ({ key: table + key, text: text.replaceAll('\\"', '"') }));
  });
}
