//! The dates of a block and their words: days, months, quarters, years.

use std::ops::Range;

use super::dates;
use super::text::BlockText;
use crate::date::PartialDate;
use crate::fragment::Block;
use crate::language::DateWords;

/// Finds the dates of a block, in order.
pub(super) fn find(
    block: &Block<'_>,
    text: &BlockText,
    language: &DateWords,
) -> Vec<(PartialDate, Range<usize>)> {
    let mut found = Vec::new();
    dates::find(&block.pieces, language, |date, year| {
        if let Some(year) = text.word_at(year.start) {
            found.push((date, extent(text, year, language)));
        }
    });
    for index in 0..text.len() {
        if is_year(text.word(index))
            && !found.iter().any(|(_, words)| words.contains(&index))
            && let Some(date) = coarse(text, index, language)
        {
            found.push(date);
        }
    }
    found.sort_by_key(|(_, words)| words.start);
    found
}

/// The words of a date, given its year.
fn extent(text: &BlockText, year: usize, language: &DateWords) -> Range<usize> {
    let is_part = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok();
    let is_month = |word: &str| language.months.iter().any(|names| names.contains(&word));
    let mut words = year..year + 1;
    while text.gap_before(words.end) == "-" && is_part(text.word(words.end)) {
        words.end += 1;
    }
    // An ISO date has its other parts after the year.
    while words.start > 0 && words.end == year + 1 && words.len() < 3 {
        let before = text.word(words.start - 1);
        if !is_part(before) && !is_month(before) {
            break;
        }
        words.start -= 1;
    }
    words
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A quarter, or a year in the position of a date.
fn coarse(
    text: &BlockText,
    year: usize,
    language: &DateWords,
) -> Option<(PartialDate, Range<usize>)> {
    let before = year.checked_sub(1)?;
    let is = |at: usize, words: &[&str]| words.contains(&text.word(at));
    let mut start = before;
    while start > 0 && (is(start, language.quarter) || is(start, language.quarter_joints)) {
        start -= 1;
    }
    let of = |quarters: [&[&str]; 4]| quarters.iter().position(|words| is(start, words));
    let named = || (start..year).any(|at| is(at, language.quarter));
    let quarter =
        of(language.quarter_numerals).or_else(|| of(language.quarter_ordinals).filter(|_| named()));
    let digits = text.word(year);
    if let Some(quarter) = quarter {
        let date = PartialDate::parse(&format!("{digits}-Q{}", quarter + 1))?;
        return Some((date, start..year + 1));
    }
    let alone = language.within.contains(&text.word(before)) && text.gap_before(year) == " ";
    alone.then(|| PartialDate::parse(digits)).flatten().map(|date| (date, year..year + 1))
}
