//! Carries an update's text forward into the next edition.
//!
//! Edits the text in place: comments, line ends and spelling of values stay.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::date::toml_date;
use crate::document::front_matter;

/// Keys of one edition only: corrections of its text, allowed findings, and a change of number.
const LEFT_BEHIND: [&str; 3] = ["corrections", "allow", "was"];

/// The text with a new `as_of`, if it has one, and without the keys left behind. Unparsable text is
/// returned unchanged.
pub(super) fn carry_forward(text: &str, as_of: NaiveDate) -> String {
    let Ok(split) = front_matter::split(text) else { return text.to_owned() };
    let toml = &text[split.toml.clone()];
    let Ok(table) = DeTable::parse(toml) else { return text.to_owned() };
    let mut edits = edits(toml, table.get_ref(), as_of);
    edits.sort_by_key(|(range, _)| range.start);

    let mut carried = text[..split.toml.start].to_owned();
    let mut at = 0;
    for (range, new) in edits {
        carried.push_str(&toml[at..range.start]);
        carried.push_str(&new);
        at = range.end;
    }
    carried.push_str(&toml[at..]);
    carried.push_str(&text[split.toml.end..]);
    carried
}

/// A replacement.
type Edit = (Range<usize>, String);

fn edits(toml: &str, table: &DeTable<'_>, as_of: NaiveDate) -> Vec<Edit> {
    let ends = ends(table);
    let mut edits = Vec::new();
    for (key, value) in table {
        if key.get_ref() == "as_of" {
            edits.push((value.span(), toml_edit::Value::from(toml_date(as_of)).to_string()));
        } else if LEFT_BEHIND.contains(&&**key.get_ref()) {
            let mut cut = |block| edits.push((lines(toml, block, &ends), String::new()));
            match value.get_ref() {
                DeValue::Array(items) if items.iter().any(|item| is_header(toml, item)) => {
                    items.iter().for_each(|item| cut(item.span().start..end(item)));
                }
                _ => cut(key.span().start..value.span().end),
            }
        }
    }
    edits
}

/// Whether a table begins with a `[[name]]` header rather than `{`.
fn is_header(toml: &str, item: &Spanned<DeValue<'_>>) -> bool {
    toml[item.span()].starts_with("[[")
}

/// The end of a table under a header, whose own span is only the header.
fn end(item: &Spanned<DeValue<'_>>) -> usize {
    let values = item.get_ref().as_table().into_iter().flatten().map(|(_, value)| value.span().end);
    values.chain([item.span().end]).max().unwrap_or_default()
}

/// The ends of values and headers: no line up to there is a comment.
fn ends(table: &DeTable<'_>) -> Vec<usize> {
    let ends = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Array(items) => items.iter().map(end).chain([value.span().end]).collect(),
        _ => vec![value.span().end],
    };
    table.iter().flat_map(|(_, value)| ends(value)).collect()
}

/// The lines of a block with the comment right above it and superfluous blank lines.
fn lines(toml: &str, block: Range<usize>, ends: &[usize]) -> Range<usize> {
    let floor = ends.iter().filter(|end| **end <= block.start).max().copied().unwrap_or_default();
    let mut start = line_start(toml, block.start);
    while let Some(above) = line_above(toml, start)
        && above >= floor
        && toml[above..start].trim_start().starts_with('#')
    {
        start = above;
    }
    let end = toml[block.end..].find('\n').map_or(toml.len(), |newline| block.end + newline + 1);
    let rest = &toml[end..];
    let is_last = rest.trim().is_empty();
    let end = if is_last { toml.len() } else { end };
    let before_blank = rest.lines().next().is_none_or(|line| line.trim().is_empty());
    while let Some(above) = line_above(toml, start)
        && above >= floor
        && (is_last || before_blank)
        && toml[above..start].trim().is_empty()
    {
        start = above;
    }
    start..end
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_above(text: &str, start: usize) -> Option<usize> {
    start.checked_sub(1).map(|newline| line_start(text, newline))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(toml: &str, expected: &str) {
        let date = NaiveDate::from_ymd_opt(2016, 9, 30).expect("a day");
        for fence in ["+++\n", "\u{feff}+++\n"] {
            let file = |toml: &str| format!("{fence}{toml}+++\n## Project status\n\nas_of = 1\n");
            assert_eq!(carry_forward(&file(toml), date), file(expected));
        }
        let windows = |toml: &str| format!("+++\n{toml}+++\nText").replace('\n', "\r\n");
        assert_eq!(carry_forward(&windows(toml), date), windows(expected));
    }

    #[test]
    fn the_date_alone_is_changed() {
        case("number = 1\n", "number = 1\n");
        case(
            "number = 1 # one\nas_of  =  2016-06-30   # the quarter\n\n\nstatus = 'planned'\n",
            "number = 1 # one\nas_of  =  2016-09-30   # the quarter\n\n\nstatus = 'planned'\n",
        );
        case("as_of = \"2016-06-30\"\n", "as_of = 2016-09-30\n");
        case(
            "# as_of = 1\n[[deliverables]]\ntext = \"\"\"\n[[allow]]\nas_of = 2016-06-30\n\"\"\"\n",
            "# as_of = 1\n[[deliverables]]\ntext = \"\"\"\n[[allow]]\nas_of = 2016-06-30\n\"\"\"\n",
        );
    }

    #[test]
    fn what_belongs_to_its_edition_is_left_behind() {
        case("number = 1\n\n[[allow]]\nrule = \"overdue\"\nreason = \"known\"\n", "number = 1\n");
        case("number = 1\n\n\n[[allow]] # end\n\n", "number = 1\n");
        case(
            "a = 1\n\n# Why.\n# More.\n[[ \"allow\" ]]\n# in\nrule = \"x\"\n\n[[corrections]]\ndate = 2016-07-14\nnote = \"\"\"\n# a\n[[deliverables]]\n# b\"\"\"\n\n# Next.\n[[deliverables]]\nid = \"d\"\n",
            "a = 1\n\n# Next.\n[[deliverables]]\nid = \"d\"\n",
        );
        case(
            "[[deliverables]]\nid = \"\"\"d\n# d\"\"\"\n[[allow]]\nrule = \"x\"\n[[deliverables]]\nid = \"e\"\n",
            "[[deliverables]]\nid = \"\"\"d\n# d\"\"\"\n[[deliverables]]\nid = \"e\"\n",
        );
        case(
            "a = 1\nallow = [\n  { rule = \"x\" },\n] # end\nb = 2\ncorrections = []\n",
            "a = 1\nb = 2\n",
        );
        case("[[allow]]\nrule = \"x\"\n", "");
    }

    #[test]
    fn what_is_no_update_is_left_alone() {
        let date = NaiveDate::default();
        for text in ["", "as_of = 2016-06-30\n", "+++\nas_of = \n+++\n"] {
            assert_eq!(carry_forward(text, date), text);
        }
    }
}
