//! Files read as text.

use std::str::Utf8Error;

use super::{ReadError, World};
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;

/// A byte order mark: no text, though editors write one.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a file could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It could not be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is not UTF-8; the offset of the first byte that is not.
    #[error("the file is not valid UTF-8")]
    NotUtf8(usize),
}

/// The text of a file, with its byte order mark, so that offsets are those of the file.
pub fn read_text(world: &dyn World, path: &SourcePath) -> Result<String, TextError> {
    String::from_utf8(world.read(path)?).map_err(|error| error.utf8_error().into())
}

/// The text of a file's bytes.
pub fn text_of(bytes: &[u8]) -> Result<&str, TextError> {
    Ok(str::from_utf8(bytes)?)
}

/// A file's text without its byte order mark, and the offset at which it begins.
pub fn unmarked(text: &str) -> (&str, usize) {
    text.strip_prefix(BYTE_ORDER_MARK).map_or((text, 0), |rest| (rest, text.len() - rest.len()))
}

impl ReadError {
    /// The error as a diagnostic of the file.
    pub fn diagnostic(&self, path: &SourcePath) -> Diagnostic {
        let message = format!("cannot read `{path}`: {self}");
        Diagnostic::error("unreadable-file", Location::file(path), message)
    }
}

impl From<Utf8Error> for TextError {
    fn from(error: Utf8Error) -> Self {
        Self::NotUtf8(error.valid_up_to())
    }
}

impl TextError {
    /// The error as a diagnostic of the file.
    pub fn diagnostic(&self, path: &SourcePath) -> Diagnostic {
        match self {
            Self::Read(error) => error.diagnostic(path),
            Self::NotUtf8(at) => {
                let location = Location::new(path, *at..*at + 1);
                Diagnostic::error("not-utf-8", location, self.to_string())
                    .label("this byte is not UTF-8")
                    .help("save the file as UTF-8")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn what_is_text() {
        let path = SourcePath::new("a.md");
        let mut world = MemoryWorld::new([]);
        assert_eq!(read_text(&world, &path), Err(TextError::Read(ReadError::Missing)));
        world.insert("a.md", "Café\r\n");
        assert_eq!(read_text(&world, &path), Ok("Café\r\n".to_owned()));
        world.insert("a.md", *b"Caf\xe9");
        assert_eq!(read_text(&world, &path), Err(TextError::NotUtf8(3)));
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        assert_eq!(unmarked("\u{feff}a"), ("a", 3));
        assert_eq!(unmarked("a\u{feff}"), ("a\u{feff}", 0));
    }
}
