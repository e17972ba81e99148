//! How much room words take in a picture, which no browser breaks or shortens.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Beyond so many letters words are wider than any picture, and how much is of no account.
const MOST: u32 = 10_000;

/// How wide some words are, in units of the picture, in type of so many. Latin letters and figures are on average
/// a bit more than half as wide as high; what is written in squares is as wide as two of them.
pub(super) fn width(words: &str, type_size: u32) -> u32 {
    u32::try_from(letters(words)).unwrap_or(u32::MAX).min(MOST) * type_size * 3 / 5
}

/// Words cut off, with an ellipsis, where they are wider than so many letters.
pub(super) fn shortened(words: &str, most: usize) -> String {
    if letters(words) <= most {
        return words.to_owned();
    }
    let mut room = most - 1;
    let fits = |char: &char| {
        let left = room.checked_sub(char.width().unwrap_or(0));
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut short: String = words.chars().take_while(fits).collect();
    short.push('…');
    short
}

/// Words in lines of so many letters. What is written in squares is broken anywhere, and all else between words: a
/// word that is too long for a line stays whole.
pub(super) fn lines(words: &str, length: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let mut gap = " ";
        for piece in word.split_inclusive(is_square) {
            match lines.last_mut() {
                Some(line) if letters(line) + gap.len() + letters(piece) <= length => {
                    line.push_str(gap);
                    line.push_str(piece);
                }
                _ => lines.push(piece.to_owned()),
            }
            gap = "";
        }
    }
    lines
}

/// How many letters are as wide as some words.
fn letters(words: &str) -> usize {
    if words.is_ascii() { words.len() } else { words.width() }
}

fn is_square(char: char) -> bool {
    char.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_are_twice_as_wide() {
        assert_eq!(width("2016", 10), 24);
        assert_eq!(width("年", 10), 12);
        // A letter of two characters.
        assert_eq!(width("e\u{301}", 10), 6);
        assert_eq!(width("", 10), 0);
    }

    #[test]
    fn what_is_too_wide_is_cut() {
        #[track_caller]
        fn case(words: &str, most: usize, expected: &str) {
            assert_eq!(shortened(words, most), expected);
        }
        case("Publish remit", 13, "Publish remit");
        case("Publish remit", 12, "Publish rem…");
        case("手順書の公開", 12, "手順書の公開");
        case("手順書の公開", 11, "手順書の公…");
        case("手順書の公開", 10, "手順書の…");
    }

    #[test]
    fn lines_are_broken_between_words() {
        #[track_caller]
        fn case(words: &str, expected: &[&str]) {
            assert_eq!(lines(words, 22), expected);
        }
        case("Publish remit", &["Publish remit"]);
        case(
            "Effectiveness of mechanisms to mitigate abuse",
            &["Effectiveness of", "mechanisms to mitigate", "abuse"],
        );
        case("Donaudampfschifffahrtsgesellschaft", &["Donaudampfschifffahrtsgesellschaft"]);
        case("勧告の実施に関する手順書の公開", &["勧告の実施に関する手順", "書の公開"]);
        case("手順書 2.0 の公開", &["手順書 2.0 の公開"]);
        case("", &[]);
    }
}
