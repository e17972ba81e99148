use crate::config::HtmlPolicy;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::claims::{Cues, OwnCues};
use crate::document::Content;
use crate::document::clause::Grammar;
use crate::document::{Document, Reading, Role};
use crate::language::ENGLISH;
use crate::path::SourcePath;

/// Deliverables from lines: a text, or `id: text`.
fn rows(lines: &[String]) -> Vec<Deliverable> {
    let mut text = String::from("+++\nnumber = 1\nstatus = \"planned\"\n");
    for line in lines {
        text.push_str("[[deliverables]]\n");
        let line = match line.split_once(": ") {
            Some((id, rest)) => {
                writeln!(text, "id = {id:?}").unwrap();
                rest
            }
            None => line,
        };
        writeln!(text, "text = {line:?}").unwrap();
    }
    text.push_str("+++\n");
    let grammar = Grammar::of(&ENGLISH);
    let cues = Cues::new(&ENGLISH, OwnCues::default());
    let reading = Reading {
        grammar: &grammar,
        language: &ENGLISH,
        cues: &cues,
        fiscal_year_start: 1,
        date_order: None,
        html: HtmlPolicy::Sanitize,
    };
    let path = SourcePath::new("content/r/e/rec-1.md");
    let (document, found) = Document::parse(text.as_bytes(), &path, Role::Update, reading);
    assert_eq!(found, []);
    match document.content {
        Content::Update(update) => update.deliverables.into_vec(),
        _ => unreachable!(),
    }
}

/// The place among the old rows of each new row's predecessor.
fn matched_rows(old: &[Deliverable], new: &[Deliverable]) -> Vec<Option<u32>> {
    let old = old.iter().zip(0..).map(|(deliverable, row)| Old {
        deliverable,
        at: Ancestor { document: DocumentId(0), row },
    });
    let found = matches(&mut old.collect(), &mut Vec::new(), new, |_| false);
    found.into_iter().map(|ancestor| Some(ancestor?.row)).collect()
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn rows_that_are_one() {
    #[track_caller]
    fn case(old: &[&str], new: &[&str], expected: &[Option<u32>]) {
        assert_eq!(*matched_rows(&rows(&lines(old)), &rows(&lines(new))), *expected);
    }
    case(&["Post the plan"], &["Post the plan"], &[Some(0)]);
    case(&["A plan", "A map"], &["A map", "A plan"], &[Some(1), Some(0)]);
    case(&["Post the plan"], &["post  the *plan*."], &[Some(0)]);
    case(&["Publish the annual plan"], &["Publish the revised annual plan"], &[Some(0)]);
    case(&["Publish the annual plan"], &["Hire two engineers"], &[None]);
    // An id takes precedence over texts; different ids never match.
    case(&["a: Post the plan", "b: Draw a map"], &["b: Post the plan"], &[Some(1)]);
    case(&["a: Post the plan"], &["b: Post the plan"], &[None]);
    case(&["Post the plan"], &["a: Post the plan"], &[Some(0)]);
    case(&["a: Post the plan"], &["Post the plan"], &[Some(0)]);
    // The most similar pair is taken first; nothing is taken twice.
    case(
        &["Write the first annual report"],
        &["Write the second annual report", "Write the first annual report now"],
        &[None, Some(0)],
    );
    case(&["Report", "Report"], &["Report", "Report"], &[Some(0), Some(1)]);
    case(&["Report"], &["Report", "Report"], &[Some(0), None]);
    case(&["—"], &["—"], &[Some(0)]);
    case(&["計画を公表する"], &["計画を公表する"], &[Some(0)]);
    case(&[], &["Report"], &[None]);
}

/// Rows from few words, so that many are similar.
fn some_rows() -> impl Strategy<Value = Vec<String>> {
    let words = prop::sample::select(vec!["plan", "map", "the", "annual", "report", "post"]);
    let text = prop::collection::vec(words, 1..6).prop_map(|words| words.join(" "));
    let row = (prop::option::weighted(0.3, 0_u8..4), text).prop_map(|(id, text)| match id {
        Some(id) => format!("id{id}: {text}"),
        None => text,
    });
    prop::collection::vec(row, 0..7).prop_map(|mut rows| {
        let mut seen = Vec::new();
        rows.retain(|row| match row.split_once(": ") {
            Some((id, _)) if seen.contains(&id.to_owned()) => false,
            Some((id, _)) => {
                seen.push(id.to_owned());
                true
            }
            None => true,
        });
        rows
    })
}

/// The matched texts, sorted.
fn matched(old: &[String], new: &[String]) -> Vec<(String, Option<String>)> {
    let found = matched_rows(&rows(old), &rows(new));
    let mut pairs: Vec<_> = new
        .iter()
        .zip(&found)
        .map(|(new, old_row)| (new.clone(), old_row.map(|row| old[row as usize].clone())))
        .collect();
    pairs.sort();
    pairs
}

proptest! {
    #[test]
    fn one_to_one(old in some_rows(), new in some_rows()) {
        let found = matched_rows(&rows(&old), &rows(&new));
        let mut taken: Vec<u32> = found.iter().flatten().copied().collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        prop_assert_eq!(taken.len(), count);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (old, old_shuffled) in some_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        (new, new_shuffled) in some_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        prop_assert_eq!(matched(&old, &new), matched(&old_shuffled, &new_shuffled));
    }

    #[test]
    fn a_list_is_itself(rows_of in some_rows()) {
        let found = matched_rows(&rows(&rows_of), &rows(&rows_of));
        prop_assert!(found.iter().all(Option::is_some));
    }
}
