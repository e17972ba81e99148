//! Converts byte offsets to line and column.

/// Line and column, from 1; columns count characters, as in editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte. The file need not be valid UTF-8; an offset past the end is the end.
    pub fn of(bytes: &[u8], offset: u32) -> Self {
        let offset = (offset as usize).min(bytes.len());
        let before = &bytes[..offset];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        #[track_caller]
        fn case(text: &str, offset: u32, line: usize, column: usize) {
            assert_eq!(Position::of(text.as_bytes(), offset), Position { line, column });
        }
        case("", 0, 1, 1);
        case("ab\ncd", 4, 2, 2);
        case("é—x", 5, 1, 3);
        case("ab\n", 99, 2, 1);
    }
}
