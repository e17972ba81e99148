//! Marks that a version control system leaves in a file that two people changed.

use std::ops::Range;

/// The first conflict of a text: the bytes of the lines that begin and end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The line `<<<<<<<`.
    pub begin: Range<usize>,
    /// The line `>>>>>>>`.
    pub end: Range<usize>,
}

impl Conflict {
    /// The first conflict. All three marks must be there, at the beginnings of lines: one alone can
    /// be a quotation, or underline a heading.
    pub fn first(text: &str) -> Option<Self> {
        let begin = mark(text, 0, "<<<<<<<")?;
        let between = mark(text, begin.end, "=======")?;
        let end = mark(text, between.end, ">>>>>>>")?;
        Some(Self { begin, end })
    }
}

/// The next line with a mark.
fn mark(text: &str, from: usize, mark: &str) -> Option<Range<usize>> {
    let found = text[from..].match_indices(mark).find(|(at, _)| {
        let start = from + at;
        let after = &text[start + mark.len()..];
        let begins = start == 0 || matches!(text.as_bytes()[start - 1], b'\n' | b'\r');
        let is_first = start <= 3 && text.starts_with('\u{feff}');
        (begins || is_first) && (after.is_empty() || after.starts_with([' ', '\n', '\r']))
    });
    let start = from + found?.0;
    let length = text[start..].find(['\n', '\r']).unwrap_or(text.len() - start);
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, &str)>) {
            let found = Conflict::first(text);
            let lines = found.map(|Conflict { begin, end }| (&text[begin], &text[end]));
            assert_eq!(lines, expected, "{text}");
        }
        let marks = Some(("<<<<<<< HEAD", ">>>>>>> theirs"));
        case("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\nd\n", marks);
        case("<<<<<<< HEAD\r\n=======\r\n>>>>>>> theirs", marks);
        case("\u{feff}<<<<<<< HEAD\n=======\n>>>>>>> theirs\n", marks);
        case("<<<<<<< HEAD\n||||||| base\n=======\n>>>>>>> theirs\n", marks);
        case("Title\n=======\n", None);
        case(" <<<<<<< HEAD\n =======\n >>>>>>> theirs\n", None);
        case("<<<<<<< HEAD\n========\n>>>>>>> theirs\n", None);
        case("<<<<<<<<\n=======\n>>>>>>> theirs\n", None);
        case("<<<<<<< HEAD\n", None);
        case("", None);
    }
}
