//! Dates in other forms than those of files.

use super::{Decoder, Node};
use crate::diagnostic::Diagnostic;
use crate::written::{Meant, meant};

/// The dates that a key accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Days only.
    Day,
    /// Also months, quarters and years.
    Any,
}

impl Decoder<'_> {
    /// Reports a value that is no date, with the form to type if it is one in another form.
    pub fn wrong_date(&mut self, node: &Node<'_>, expected: &str, precision: Precision) {
        let written = match node.get_ref().as_str() {
            Some(text) => text.to_owned(),
            None => self.raw(node).to_owned(),
        };
        match meant(&written) {
            Some(meant) => {
                let location = self.location(node.span());
                let message = format!("cannot read the date `{}`", written.trim());
                let diagnostic = Diagnostic::error("wrong-type", location, message);
                self.report(diagnostic.help(to_type(meant, precision)));
            }
            None => self.wrong(node, expected),
        }
    }
}

/// What to type instead of a date in another form.
pub(super) fn to_type(meant: Meant, precision: Precision) -> String {
    match meant {
        Meant::Either(day, month) => {
            format!("write `\"{day}\"` if the day is first, `\"{month}\"` if the month is first")
        }
        Meant::One(date) if precision == Precision::Day && !date.is_day() => {
            format!("write the day, such as the last one of it: `\"{}\"`", date.last_day())
        }
        Meant::One(date) => format!("write `\"{date}\"`"),
    }
}
