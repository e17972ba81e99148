//! Long titles, shortened for lists. Whole ones stand on the page that the list leads to.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Titles up to this width, in columns of Latin letters, are not shortened.
const LONG: usize = 120;

/// The width of a shortened title: cutting only the last word is not worth it.
const SHORT: usize = 100;

/// The beginning of a long title up to the end of a word; `None` if it is not long.
pub(super) fn shortened(title: &str) -> Option<&str> {
    if title.width() <= LONG {
        return None;
    }
    let mut width = 0;
    let mut end = 0;
    for (at, piece) in title.split_word_bound_indices() {
        width += piece.width();
        if width > SHORT {
            break;
        }
        end = at + piece.len();
    }
    if end == 0 {
        // A single word, such as an address.
        let cut = title.grapheme_indices(true).nth(SHORT).map_or(title.len(), |(at, _)| at);
        return Some(&title[..cut]);
    }
    let beginning = &title[..end];
    let is_open = |char: char| char.is_whitespace() || "([{«“‘\"'-–—,;:.".contains(char);
    let trimmed = beginning.trim_end_matches(is_open);
    Some(if trimmed.is_empty() { beginning } else { trimmed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_end_with_a_word() {
        #[track_caller]
        fn case(title: &str, expected: Option<&str>) {
            assert_eq!(shortened(title), expected);
        }
        case("", None);
        case("A title", None);
        case(&"word ".repeat(24), None);
        let long = "word ".repeat(40);
        case(&long, Some(long[..100].trim_end()));
        let comma = format!("{}, {}", "w".repeat(99), "x".repeat(40));
        case(&comma, Some(&comma[..99]));
        let bracket = format!("{} (of {}", "w".repeat(96), "x".repeat(40));
        case(&bracket, Some(&bracket[..100]));
        let accent = format!("{}e\u{301} {}", "e\u{301}".repeat(99), "y".repeat(40));
        case(&accent, Some(&accent[..300]));
        case(&"x".repeat(200), Some(&"x".repeat(100)));
        // A Chinese character is as wide as two letters, and a word of its own.
        case(&"安".repeat(60), None);
        case(&"安".repeat(61), Some(&"安".repeat(50)));
        let arabic = "التزام ".repeat(40);
        assert!(arabic.starts_with(shortened(&arabic).unwrap()));
        assert!(shortened(&arabic).unwrap().ends_with("التزام"));
    }
}
