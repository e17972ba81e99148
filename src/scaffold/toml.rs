//! Front matter of new files, as TOML.

use toml_edit::{DocumentMut, Item, Value};

use crate::document::number::Number;

/// Front matter that is written key by key, with comments between.
#[derive(Default)]
pub(super) struct FrontMatter {
    document: DocumentMut,
    /// Comments that no key has come after yet.
    comments: String,
}

impl FrontMatter {
    /// Adds a key and its value.
    pub(super) fn entry(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.document.insert(key, Item::Value(value.into()));
        if let Some(mut key) = self.document.key_mut(key) {
            key.leaf_decor_mut().set_prefix(std::mem::take(&mut self.comments));
        }
        self
    }

    /// Adds lines as they are: comments, and what may be filled in.
    pub(super) fn lines(mut self, lines: &str) -> Self {
        self.comments.push_str(lines);
        self
    }

    /// Adds a key and its value for whoever takes them out of the comment.
    pub(super) fn choice(self, key: &str, value: impl Into<Value>) -> Self {
        let lines = commented(&Self::default().entry(key, value).document.to_string());
        self.lines(&lines)
    }

    /// A file that begins with it.
    pub(super) fn file(mut self, body: &str) -> String {
        self.document.set_trailing(self.comments);
        format!("+++\n{}+++\n{body}", self.document)
    }
}

/// The same lines as comments.
fn commented(lines: &str) -> String {
    lines.lines().flat_map(|line| ["# ", line, "\n"]).collect()
}

/// A number: an integer where that says the same, else a text.
pub(super) fn number(number: &Number) -> Value {
    let written = number.as_str();
    match written.parse::<i64>() {
        Ok(integer) if integer.to_string() == written => integer.into(),
        _ => written.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_and_what_may_be() {
        let front_matter = FrontMatter::default()
            .entry("number", 7)
            .lines("# One of these:\n")
            .choice("group", "The \"remit\"")
            .choice("group", "Two\nlines")
            .entry("title", "A \\ b")
            .lines("# Last.\n");
        let expected = "+++\nnumber = 7\n# One of these:\n# group = 'The \"remit\"'\n# group = \"\"\"\n# Two\n# lines\"\"\"\n\
                        title = 'A \\ b'\n# Last.\n+++\nBody.\n";
        assert_eq!(front_matter.file("Body.\n"), expected);
    }

    #[test]
    fn numbers() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let written = number(&Number::new(text).expect("a number")).to_string();
            assert_eq!(written, expected);
        }
        case("25", "25");
        case("4.1", "\"4.1\"");
        case("018", "\"018\"");
        case("99999999999999999999", "\"99999999999999999999\"");
    }
}
