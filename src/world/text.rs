//! Files read as text.

use std::str::Utf8Error;

use super::conflict::Conflict;
use super::encoding::{Encoding, is_utf_16};
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
    /// It is not UTF-8; the offset of the first byte that is not, and the likely encoding.
    #[error("{}", .1.told().0)]
    NotUtf8(usize, Encoding),
    /// It has an unresolved merge conflict.
    #[error("the file has an unresolved merge conflict")]
    Conflict(Conflict),
}

/// The text of a file, with its byte order mark, so that offsets are those of the file.
pub fn read_text(world: &dyn World, path: &SourcePath) -> Result<String, TextError> {
    let bytes = world.read(path)?;
    text_of(&bytes)?;
    String::from_utf8(bytes).map_err(|error| not_utf_8(error.as_bytes(), &error.utf8_error()))
}

/// The text of a file's bytes.
pub fn text_of(bytes: &[u8]) -> Result<&str, TextError> {
    let text = str::from_utf8(bytes).map_err(|error| not_utf_8(bytes, &error))?;
    if let Some(zero) = text.find('\0').filter(|_| is_utf_16(bytes)) {
        return Err(TextError::NotUtf8(zero, Encoding::Utf16));
    }
    match Conflict::first(text) {
        Some(conflict) => Err(TextError::Conflict(conflict)),
        None => Ok(text),
    }
}

fn not_utf_8(bytes: &[u8], error: &Utf8Error) -> TextError {
    TextError::NotUtf8(error.valid_up_to(), Encoding::of(bytes))
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

impl TextError {
    /// The error as a diagnostic of the file.
    pub fn diagnostic(&self, path: &SourcePath) -> Diagnostic {
        match self {
            Self::Read(error) => error.diagnostic(path),
            Self::NotUtf8(_, Encoding::Utf16) => {
                let (_, help) = Encoding::Utf16.told();
                Diagnostic::error("not-utf-8", Location::file(path), self.to_string()).help(help)
            }
            Self::NotUtf8(at, encoding) => {
                let location = Location::new(path, *at..*at + 1);
                let (_, help) = encoding.told();
                let diagnostic = Diagnostic::error("not-utf-8", location, self.to_string());
                diagnostic.label("this byte is not UTF-8").help(help)
            }
            Self::Conflict(Conflict { begin, end }) => {
                let location = Location::new(path, begin.clone());
                Diagnostic::error("merge-conflict", location, self.to_string())
                    .label("begins here")
                    .related(Location::new(path, end.clone()), "ends here")
                    .help("keep one of the two versions, and remove the three lines of marks")
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
        assert_eq!(read_text(&world, &path), Err(TextError::NotUtf8(3, Encoding::Windows1252)));
        world.insert("a.md", *b"a\0b\0c\0");
        assert_eq!(read_text(&world, &path), Err(TextError::NotUtf8(1, Encoding::Utf16)));
        world.insert("a.md", "<<<<<<< ours\n=======\n>>>>>>> theirs\n");
        assert!(matches!(read_text(&world, &path), Err(TextError::Conflict(_))));
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        assert_eq!(unmarked("\u{feff}a"), ("a", 3));
        assert_eq!(unmarked("a\u{feff}"), ("a\u{feff}", 0));
    }
}
