//! The two kinds of strings: display text and verbatim text.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value, json};

use super::shared::shared;
use super::{Decode, Decoder, Definitions, Node};

/// Non-empty display text on one line: a title, a name, a label. White space is collapsed and
/// trimmed.
///
/// No-break spaces become spaces too: they are invisible, come with pasted text, and names that
/// look the same must be equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

/// Non-empty verbatim text: Markdown, a path, an address. Only trailing white space is dropped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verbatim(Arc<str>);

impl Text {
    /// Collapses and trims white space.
    pub fn new(text: &str) -> Self {
        if is_collapsed(text) {
            return Self(shared(text));
        }
        let mut words = text.split_whitespace();
        let mut line = String::with_capacity(text.len());
        line.extend(words.next());
        for word in words {
            line.push(' ');
            line.push_str(word);
        }
        Self(shared(&line))
    }
}

/// Whether a text has no other white space than single spaces between words; for some texts that
/// is not found out.
fn is_collapsed(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if byte == b' ' && before == b' ' || byte.is_ascii_control() || !byte.is_ascii() {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

impl Verbatim {
    /// Drops trailing white space.
    pub fn new(text: &str) -> Self {
        Self(shared(text.trim_end()))
    }
}

/// Common methods of both kinds.
macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        /// Stands for a text that is missing or wrong, which has been reported.
        impl Default for $name {
            fn default() -> Self {
                Self::new("?")
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl Decode for $name {
            fn expected() -> String {
                "a text in quotes".to_owned()
            }

            fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
                match node.get_ref().as_str() {
                    Some(text) if !text.trim().is_empty() => Some(Self::new(text)),
                    Some(_) => {
                        decoder.wrong(node, "a text that is not empty");
                        None
                    }
                    None => {
                        decoder.wrong(node, &Self::expected());
                        None
                    }
                }
            }

            fn fallback() -> Option<Self> {
                Some(Self::default())
            }

            fn schema(_: &mut Definitions) -> Value {
                json!({ "type": "string", "minLength": 1 })
            }
        }
    };
}

text!(Text);
text!(Verbatim);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_space_apart() {
        #[track_caller]
        fn case(written: &str, expected: &str) {
            assert_eq!(Text::new(written).as_str(), expected, "{written:?}");
        }
        case("Timely completion", "Timely completion");
        case("  Timely\t \r\ncompletion \n", "Timely completion");
        case("a\u{a0}b\u{202f}\u{2003} c\u{3000}d\u{2028}e", "a b c d e");
        case("  ", "");
        case("a", "a");
        case("a ", "a");
        case("a\u{1f}b", "a\u{1f}b");
        // Invisible, but not white space.
        case("Zeit\u{ad}plan\u{200b}\u{2060}x", "Zeit\u{ad}plan\u{200b}\u{2060}x");
    }

    #[test]
    fn what_is_verbatim_keeps_its_lines() {
        assert_eq!(Verbatim::new("  a\n\n b\tc \n").as_str(), "  a\n\n b\tc");
    }
}
