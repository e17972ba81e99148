//! Paragraphs that are no sentences.

use super::findings::finding;
use super::latest::Latest;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, beginning};
use crate::document::Document;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "unfinished-sentence",
    level: RuleLevel::Allow,
    summary: "a paragraph ends without a full stop, or hangs on a dash",
    explanation: "\
A paragraph that is only a title, or a line such as \"29 January -\", was cut off when it was copied,
or is a heading without the mark of one. Readers wait for the rest.

Checks the bodies of the updates that the latest view shows: paragraphs of at least two words that
do not end with a mark such as a full stop or a colon. List items, cells, quotations and lines with
a link at the end are exempt, unless they end with a dash, a comma or an opening bracket. Off by
default.

Finish the sentence, or make it a heading or an item of a list.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { document, .. }, findings| {
        let Ok(body) = document.read_body(context.world) else { return };
        for passage in passages::of_body(context, document) {
            let place = passage.place();
            let text = passage.text.trim_end();
            let start = (place.start as usize).saturating_sub(body.start());
            let hangs = text.ends_with([',', '(', '-', '–', '—']);
            let whole = is_paragraph(body.text(), start) && !ends_with_link(document, place.end);
            let unended =
                !text.ends_with(['.', '!', '?', ':', ';', '…', ')', '”', '"', '。', '’', '\'']);
            if words(text).nth(1).is_none() || !(hangs || unended && whole) {
                continue;
            }
            let message = format!("this is no whole sentence: “{}”", beginning(text));
            findings.push(
                finding(Location::new(&document.path, place), message)
                    .help("finish it, or make it a heading or an item of a list"),
            );
        }
    });
}

/// Whether the line on which a text begins is that of a paragraph, not of an item, a cell or a
/// quotation.
fn is_paragraph(body: &str, start: usize) -> bool {
    let Some(before) = body.get(..start) else { return false };
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let written = &body[line..];
    let is_number = written.starts_with(|char: char| char.is_ascii_digit())
        && written.trim_start_matches(|char: char| char.is_ascii_digit()).starts_with(['.', ')']);
    !written.starts_with([' ', '\t', '-', '+', '|', '>', ':', '<', '['])
        && !is_number
        && !written.starts_with("* ")
}

fn ends_with_link(document: &Document, end: u32) -> bool {
    document.prose.links.iter().any(|link| link.span.start <= end && link.span.end + 2 >= end)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(body: &str, expected: Option<&str>) {
        let found = of_updates(&RULE, &[&format!("status = \"planned\"|{body}")]);
        let expected = expected.map(|text| format!("this is no whole sentence: “{text}”"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn cases() {
        case("The lock is open.", None);
        case("*Notes of the lock keeper*", Some("Notes of the lock keeper"));
        case("The lock is open:\n\n- three boats\n- a raft", None);
        case("- three boats, and -", Some("three boats, and -"));
        case("1. three boats", None);
        case("See [the list](https://example.org/list)", None);
        case("## Notes\n\nIt is open.", None);
        case("Open", None);
    }
}
