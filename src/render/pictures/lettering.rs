//! Estimates text widths for charts, where browsers do not wrap text.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Width of a space and narrow letters, in tenths of the type size.
const NARROW: u32 = 4;
/// Width of square scripts and the widest Latin letters.
const SQUARE: u32 = 10;

/// Estimated width of a text in user units. Fonts are unknown; widths are those of a wide system
/// font.
pub(in crate::render) fn width(words: &str, type_size: u32) -> u32 {
    // Clamp: past this width the value no longer matters.
    const MOST: u32 = 100_000;
    tenths(words).min(MOST) * type_size / 10
}

/// Truncates a text to a width, with an ellipsis.
pub(in crate::render) fn shortened(words: &str, room: u32, type_size: u32) -> String {
    if width(words, type_size) <= room {
        return words.to_owned();
    }
    let mut free = (room * 10 / type_size).saturating_sub(SQUARE);
    let fits = |letter: &&str| {
        let left = free.checked_sub(tenths_of(letter));
        free = left.unwrap_or(0);
        left.is_some()
    };
    let short: String = words.graphemes(true).take_while(fits).collect();
    format!("{}…", short.trim_end())
}

/// Wraps a text to a width, between words; square scripts anywhere, and overlong words with a
/// hyphen.
pub(in crate::render) fn lines(words: &str, room: u32, type_size: u32) -> Vec<String> {
    let room = room * 10 / type_size;
    let mut lines: Vec<String> = Vec::new();
    let mut free = 0;
    for word in words.split_whitespace() {
        let mut gap = " ";
        for part in units(word).into_iter().flat_map(|unit| cut(unit, room)) {
            let needed = tenths(gap) + tenths(&part);
            if let Some(line) = lines.last_mut().filter(|_| needed <= free) {
                line.push_str(gap);
                line.push_str(&part);
                free -= needed;
            } else {
                free = room.saturating_sub(tenths(&part));
                lines.push(part);
            }
            gap = "";
        }
    }
    lines
}

/// Whether a text fits in so many lines when broken only at spaces. Conservative.
pub(in crate::render) fn fits(words: &str, room: u32, type_size: u32, most: usize) -> bool {
    // Letter widths of these scripts vary too much.
    let room = if words.chars().any(is_broad) { room / 2 } else { room };
    let is_whole = |unit: &str| width(unit, type_size) <= room;
    words.split_whitespace().flat_map(units).all(is_whole)
        && lines(words, room, type_size).len() <= most
}

/// Letters of Indic and other scripts that are not square but can be as wide.
fn is_broad(letter: char) -> bool {
    matches!(letter, '\u{700}'..='\u{109f}' | '\u{1200}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{10000}'..='\u{1efff}')
}

/// The unbreakable units of a word: a break is allowed after square letters.
fn units(word: &str) -> Vec<&str> {
    if word.is_ascii() {
        return vec![word];
    }
    let mut units = Vec::new();
    let mut start = 0;
    for (at, letter) in word.grapheme_indices(true) {
        let end = at + letter.len();
        if is_square(letter) || end == word.len() {
            units.push(&word[start..end]);
            start = end;
        }
    }
    units
}

/// Splits an overlong unit.
fn cut(unit: &str, room: u32) -> Vec<String> {
    if tenths(unit) <= room {
        return vec![unit.to_owned()];
    }
    let mut parts = vec![String::new()];
    let mut free = room;
    for letter in unit.graphemes(true) {
        let size = tenths_of(letter);
        if let Some(part) = parts.last_mut() {
            if part.is_empty() || size + NARROW <= free {
                part.push_str(letter);
                free = free.saturating_sub(size);
                continue;
            }
            part.push('-');
        }
        parts.push(letter.to_owned());
        free = room.saturating_sub(size);
    }
    parts
}

fn tenths(words: &str) -> u32 {
    if words.is_ascii() {
        // No combining marks.
        return words.chars().map(tenths_of_latin).fold(0, u32::saturating_add);
    }
    words.graphemes(true).map(tenths_of).fold(0, u32::saturating_add)
}

/// Width of a letter with its marks, in tenths of the type size.
fn tenths_of(letter: &str) -> u32 {
    match letter.width() {
        0 => 0,
        1 => letter.chars().next().map_or(0, tenths_of_latin),
        _ => SQUARE,
    }
}

/// The same for letters that are not square.
fn tenths_of_latin(letter: char) -> u32 {
    match letter {
        ' ' | 'f' | 'i' | 'j' | 'l' | 'r' | 't' | '.' | ',' | ':' | ';' | '\'' | '-' => NARROW,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => SQUARE,
        _ if letter.is_uppercase() || letter.is_numeric() => 7,
        _ => 6,
    }
}

fn is_square(letter: &str) -> bool {
    letter.width() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_differ_in_width() {
        assert_eq!(width("2016", 10), 28);
        assert_eq!(width("年", 10), 10);
        assert_eq!(width("May", 10), 22);
        // A letter of two characters.
        assert_eq!(width("e\u{301}", 10), 6);
        assert_eq!(width("", 10), 0);
    }

    #[test]
    fn what_is_too_wide_is_cut() {
        #[track_caller]
        fn case(words: &str, room: u32, expected: &str) {
            assert_eq!(shortened(words, room, 10), expected);
        }
        case("Publish", 39, "Publish");
        case("Publish", 38, "Publi…");
        case("Publish remit", 55, "Publish…");
        case("手順書の公開", 60, "手順書の公開");
        case("手順書の公開", 59, "手順書の…");
        // A letter and its mark are not separated.
        case("か\u{3099}き", 19, "…");
        case("", 0, "");
        case("a", 0, "…");
    }

    #[test]
    fn words_fit_in_lines_or_do_not() {
        #[track_caller]
        fn case(words: &str, most: usize, expected: bool) {
            assert_eq!(fits(words, 124, 10, most), expected, "{words}");
        }
        case("Effectiveness of mechanisms to mitigate abuse", 3, true);
        case("Effectiveness of mechanisms to mitigate abuse", 2, false);
        // Long words are not broken.
        case("Donaudampfschifffahrtsgesellschaft", 3, false);
        case("勧告の実施に関する手順書の公開", 2, true);
        case("勧告の実施に関する手順書の公開", 1, false);
        case("प्रगति की सूचना", 1, false);
        case("", 0, true);
    }

    #[test]
    fn lines_are_broken_between_words() {
        #[track_caller]
        fn case(words: &str, expected: &[&str]) {
            let lines = lines(words, 124, 10);
            assert_eq!(lines, expected);
            for line in lines {
                assert!(width(&line, 10) <= 124, "{line}");
            }
        }
        case("Publish remit", &["Publish remit"]);
        case(
            "Effectiveness of mechanisms to mitigate abuse",
            &["Effectiveness of", "mechanisms to", "mitigate abuse"],
        );
        case("Donaudampfschifffahrtsgesellschaft", &["Donaudampfschifffahrt-", "sgesellschaft"]);
        case("勧告の実施に関する手順書の公開", &["勧告の実施に関する手順書", "の公開"]);
        case("手順書 2.0 の公開", &["手順書 2.0 の公開"]);
        case("", &[]);
        let marked = "か\u{3099}".repeat(13);
        case(&marked, &[&marked[..12 * 6], "か\u{3099}"]);
    }
}
