//! Markdown mistakes that the parser silently ignores: cells without a column, footnote marks
//! without a note, duplicate footnote labels.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::fragment::{Doubt, DoubtKind, Heading, Spanned};

mod headings;

/// Maximum length of a footnote label, in characters.
const LONGEST_LABEL: usize = 40;

/// Finds the mistakes of a text.
pub(super) fn find(events: &[Spanned<'_>], titles: &[Heading], text: &str) -> Vec<Doubt> {
    let mut doubts = headings::empty(events, titles, text);
    doubts.append(&mut headings::reserved(events, titles, text));
    let mut columns = 0;
    let mut labels = HashSet::new();
    let mut is_code = false;
    // Contiguous text: the parser splits it.
    let mut run: Option<Range<usize>> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => doubts.extend(lost_cells(text, range, columns)),
            Event::Start(Tag::FootnoteDefinition(label))
                if !labels.insert(label.to_lowercase()) =>
            {
                let kind = DoubtKind::NoteTwice((&**label).into());
                // The note is long; point at its mark only.
                let end = (range.start + label.len() + 3).min(range.end);
                doubts.push(Doubt { kind, range: range.start..text.floor_char_boundary(end) });
            }
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            _ => {}
        }
        match (&mut run, event) {
            (Some(run), Event::Text(_)) if run.end == range.start && !is_code => {
                run.end = range.end;
                continue;
            }
            (run, _) => {
                if let Some(whole) = run.take() {
                    undefined(text, whole, &mut doubts);
                }
            }
        }
        run = matches!(event, Event::Text(_)).then(|| range.clone()).filter(|_| !is_code);
    }
    if let Some(whole) = run {
        undefined(text, whole, &mut doubts);
    }
    doubts
}

/// The non-empty cells of a row without a column.
fn lost_cells(text: &str, row: &Range<usize>, columns: usize) -> Option<Doubt> {
    let source = text.get(row.clone())?;
    let begins_with_bar = source.trim_start().starts_with('|');
    let bars = bars(source);
    let last = *bars.get(columns.checked_sub(1)? + usize::from(begins_with_bar))?;
    let lost = source[last + 1..].trim_matches([' ', '\t', '\n', '|']);
    let start = row.start + last + 1;
    let cells = lost.len().min(1) + self::bars(lost).len();
    (!lost.is_empty()).then(|| Doubt {
        kind: DoubtKind::LostCells { cells, columns },
        range: start..text.floor_char_boundary(start + source[last + 1..].trim_end().len()),
    })
}

/// Positions of the cell separators. Bars in backticks separate cells too; escaped ones do not.
fn bars(row: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, char) in row.char_indices() {
        if char == '|' && !escaped {
            bars.push(at);
        }
        escaped = char == '\\' && !escaped;
    }
    bars
}

/// Footnote marks in plain text: with a note, the parser would have recognised them.
fn undefined(text: &str, run: Range<usize>, doubts: &mut Vec<Doubt>) {
    let Some(source) = text.get(run.clone()) else { return };
    spaced_links(source, run.start, doubts);
    // Searching for one byte costs far less than preparing to search for two.
    if !source.as_bytes().contains(&b'^') {
        return;
    }
    for (at, _) in source.match_indices("[^") {
        let start = run.start + at;
        let label = source[at + 2..].split([']', '[', '\n']).next().unwrap_or_default();
        let is_closed = source[at + 2 + label.len()..].starts_with(']');
        let is_label = !label.is_empty()
            && !label.contains(char::is_whitespace)
            && label.chars().nth(LONGEST_LABEL).is_none();
        if is_closed && is_label && !text[..start].ends_with('\\') {
            let range = start..start + label.len() + 3;
            doubts.push(Doubt { kind: DoubtKind::UndefinedNote(label.into()), range });
        }
    }
}

/// Links in plain text: an address with spaces makes none.
fn spaced_links(source: &str, offset: usize, doubts: &mut Vec<Doubt>) {
    if !source.as_bytes().contains(&b']') {
        return;
    }
    for (at, _) in source.match_indices("](") {
        let start = at + 2;
        let rest = &source[start..];
        let end = rest.find([')', '(', '[', '<', '"', '\n']).unwrap_or(rest.len());
        let address = &rest[..end];
        if rest[end..].starts_with(')') && is_spaced_address(address) {
            let range = offset + start..offset + start + end;
            doubts.push(Doubt { kind: DoubtKind::SpacedLink(address.trim().into()), range });
        }
    }
}

/// Whether a text with spaces is a file or an address rather than words.
fn is_spaced_address(text: &str) -> bool {
    let last = text.rsplit(['/', ' ']).next().unwrap_or_default();
    let is_file = last.rsplit_once('.').is_some_and(|(_, ending)| {
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    text.trim().contains(' ') && (is_file || text.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Form;
    use crate::fragment::tests::parse;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let found = parse(text, Form::Whole).doubts().into_iter().map(|Doubt { kind, range }| {
            let at = &text[range];
            match kind {
                DoubtKind::LostCells { cells, columns } => format!("{cells} over {columns}: {at}"),
                DoubtKind::UndefinedNote(label) => format!("no {label}: {at}"),
                DoubtKind::NoteTwice(label) => format!("again {label}: {at}"),
                other => format!("{other:?}"),
            }
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn cells_beyond_the_columns() {
        let table = |row: &str| format!("| a | b |\n|---|---|\n{row}\n");
        case(&table("| c | d |"), &[]);
        case(&table("c | d"), &[]);
        case(&table("| c |"), &[]);
        case(&table("| c | d |  |"), &[]);
        case(&table("| c | d | e |"), &["1 over 2:  e |"]);
        case(&table("c | d | e | f"), &["2 over 2:  e | f"]);
        case(&table("| `x | y` | d |"), &["1 over 2:  d |"]);
        case(&table("| `x \\| y` | d |"), &[]);
        case("> | a |\n> |---|\n> | b | é |\n", &["1 over 1:  é |"]);
    }

    #[test]
    fn links_with_spaces() {
        let spaced = |address: &str| format!("SpacedLink(\"{address}\")");
        let one = |text: &str, address: &str| case(text, &[&spaced(address)]);
        one("See [it](Q2 figures.csv).", "Q2 figures.csv");
        one("![It](my pictures/a.png)", "my pictures/a.png");
        one("[a](https://example.org/a b)", "https://example.org/a b");
        one("[a *b*](c d.pdf) [e](f.pdf)", "c d.pdf");
        case("[a](<b c.csv>) [d](e%20f.csv) [g](h.csv \"I j\")", &[]);
        case("[sic](see the annex) `[a](b c.csv)` [a](note 3)", &[]);
        case("```\n[a](b c.csv)\n```", &[]);
        case("[a](b\nc.csv)", &[]);
    }

    #[test]
    fn notes() {
        case("a[^1]\n\n[^1]: b", &[]);
        case("a[^A]\n\n[^a]: b", &[]);
        case("a[^1] and [^two].", &["no 1: [^1]", "no two: [^two]"]);
        case("a \\[^1] `[^2]` [^3 4] [^]", &[]);
        case("```\n[^1]\n```", &[]);
        case("a[^1]\n\n[^1]: b\n\n[^1]: c", &["again 1: [^1]"]);
    }
}
