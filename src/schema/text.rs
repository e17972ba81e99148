//! The two kinds of text that a string can be: words that are shown, and what is taken letter by letter.

use std::fmt;
use std::ops::Deref;

use serde_json::{Value, json};

use super::{Decode, Decoder, Definitions, Node};

/// Words on one line that are not empty: a title, a name, a label. However they were broken into lines or set apart in the
/// file, there is one space between two words and none at the ends.
///
/// No-break spaces become spaces too: nobody sees them in a file, they come along when text is pasted, and two names that
/// look the same have to be the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

/// A text that is not empty, letter by letter: Markdown, a path, an address. Only white space at its end is dropped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verbatim(Box<str>);

impl Text {
    /// Words, with the white space between and around them put in order.
    pub fn new(text: &str) -> Self {
        let mut words = text.split_whitespace();
        let mut line = String::with_capacity(text.len());
        line.extend(words.next());
        for word in words {
            line.push(' ');
            line.push_str(word);
        }
        Self(line.into())
    }
}

impl Verbatim {
    /// A text; trailing white space is dropped.
    pub fn new(text: &str) -> Self {
        Self(text.trim_end().into())
    }
}

/// What both kinds of text can do.
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

            fn fallback() -> Self {
                Self::new("?")
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
        // No white space, though it shows nothing.
        case("Zeit\u{ad}plan\u{200b}\u{2060}x", "Zeit\u{ad}plan\u{200b}\u{2060}x");
    }

    #[test]
    fn what_is_verbatim_keeps_its_lines() {
        assert_eq!(Verbatim::new("  a\n\n b\tc \n").as_str(), "  a\n\n b\tc");
    }
}
