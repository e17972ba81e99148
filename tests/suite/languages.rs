//! Words by which content is recognised stand among the languages, and nowhere else.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::architecture::{SourceFile, after_attribute, source_files};

/// The modules that read what authors write.
const READERS: &[&str] =
    &["check", "claims", "document", "facts", "fragment", "freeze", "scaffold", "site"];

/// Where a word of a language is no word of the content, and why; a folder is all in it.
const EXCEPTIONS: &[(&str, Meaning, &[&str])] = &[
    (
        "facts/anchors.rs",
        Meaning::Id,
        &["deliverables", "late", "notes", "parts", "recommendations", "review", "status"],
    ),
    ("facts/deadline.rs", Meaning::Name, &["done", "open"]),
    ("check/missing_recommendation.rs", Meaning::Message, &["has", "have", "recommendations"]),
    ("check/placeholder_link.rs", Meaning::Message, &["this link"]),
    ("check/silent_revision.rs", Meaning::Message, &["deliverables", "notes", "number", "status"]),
    ("check/uncovered_by_review.rs", Meaning::Message, &["has", "have"]),
    ("check/condition_spreads.rs", Meaning::Message, &["are", "is"]),
    ("check/mark_in_text.rs", Meaning::Message, &["and"]),
    ("check/mixed_date_formats.rs", Meaning::Message, &["once"]),
    ("check/on_schedule_but_passed.rs", Meaning::Message, &["and", "deliverable", "overdue"]),
    ("check/overdue.rs", Meaning::Name, &["overdue"]),
    ("check/repeated_deliverable.rs", Meaning::Message, &["recommendation"]),
    ("check/row_repeats_narrative.rs", Meaning::Message, &["here"]),
    ("check/silent_revision/differences.rs", Meaning::Message, &["none"]),
    ("check/undated_milestone.rs", Meaning::Message, &["date", "milestones"]),
    ("check/undefined_abbreviation.rs", Meaning::Message, &["once"]),
    // The ending by which a language tells that it has such plurals.
    ("check/wavering_spelling/forms.rs", Meaning::Name, &["s"]),
    ("check/wavering_spelling.rs", Meaning::Message, &["and", "once"]),
    (
        "check/wording.rs",
        Meaning::Message,
        &[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "on",
            "in",
            "first",
            "second",
            "third",
            "fourth",
        ],
    ),
    (
        "document/placement.rs",
        Meaning::Name,
        &["deliverables", "milestones", "number", "recommendations", "status"],
    ),
    ("facts/expectation.rs", Meaning::Name, &["overdue"]),
    ("fragment/tags.rs", Meaning::Html, &["th"]),
    ("scaffold/names.rs", Meaning::Name, &["number", "recommendations"]),
    ("scaffold/report.rs", Meaning::Name, &["of", "recommendations"]),
    ("check/date_differs_from_narrative.rs", Meaning::Name, &["due"]),
    ("check/example.rs", Meaning::Name, &["recommendations"]),
    ("document/digest.rs", Meaning::Name, &["draft"]),
    (
        "document/fields.rs",
        Meaning::Name,
        &["done", "implementation", "items", "late", "met", "partly", "parts", "pending", "review"],
    ),
    ("fragment/blocks.rs", Meaning::Html, &["a"]),
    ("fragment/headings.rs", Meaning::Id, &["notes", "status"]),
    ("fragment/raw", Meaning::Html, &["a", "h1", "h2", "link", "open", "q", "s", "start", "th"]),
    ("fragment/raw.rs", Meaning::Html, &["a"]),
    (
        "fragment/slug.rs",
        Meaning::Id,
        &[
            "deliverables",
            "late",
            "notes",
            "overdue",
            "parts",
            "recommendations",
            "report",
            "review",
            "status",
            "tasks",
        ],
    ),
    ("fragment/tags.rs", Meaning::Html, &["a", "g", "link", "use"]),
    ("document/digest.rs", Meaning::Name, &["number"]),
    ("freeze/finding.rs", Meaning::Message, &["was", "were"]),
    (
        "freeze/write.rs",
        Meaning::Name,
        &["date", "number", "recommendations", "report", "status", "update"],
    ),
    ("scaffold/carry.rs", Meaning::Name, &["was"]),
    ("scaffold/edition.rs", Meaning::Name, &["date", "recommendations"]),
    ("scaffold/find.rs", Meaning::Message, &["date"]),
    ("scaffold/recommendation.rs", Meaning::Name, &["number", "recommendations"]),
    ("scaffold/update.rs", Meaning::Name, &["number", "status"]),
    ("site/assemble.rs", Meaning::Name, &["report"]),
    ("site/lock.rs", Meaning::Name, &["report"]),
    ("site/relocate.rs", Meaning::Name, &["note"]),
    ("site/layout.rs", Meaning::Name, &["recommendations"]),
    ("site/graph.rs", Meaning::Name, &["see"]),
    ("site/statuses.rs", Meaning::Name, &["complete", "planned"]),
];

/// What a word is that is none of the content.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    /// A key, a value or a directory, as authors and templates spell it in any language.
    Name,
    /// An id of a part of a page, or one that an author gives.
    Id,
    /// The name of an element or an attribute.
    Html,
    /// A word of the program's own messages.
    Message,
}

/// Verbs, words of grammar and nouns of any text mean many things, in programs too.
fn is_common(file: &SourceFile) -> bool {
    ["editorial.rs", "roles.rs", "verbs.rs"].iter().any(|name| file.path.ends_with(name))
}

#[test]
fn no_reader_has_words_of_its_own() {
    let words: BTreeSet<String> = source_files()
        .iter()
        .filter(|file| file.module == "language" && !is_common(file))
        .flat_map(|file| literals(&file.text()))
        .map(|(word, _)| word)
        .filter(|word| word.contains(char::is_alphabetic))
        .collect();
    assert!(words.contains("recommendation") && words.contains("in progress"), "{}", words.len());
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for file in source_files().iter().filter(|file| READERS.contains(&&*file.module)) {
        for (word, line) in literals(&file.text()) {
            let known = EXCEPTIONS.iter().position(|(path, _, words)| {
                file.path.starts_with(path) && words.contains(&&*word)
            });
            match known {
                Some(exception) => _ = used.insert((exception, word)),
                None if !words.contains(&word) => {}
                None => wrong.push(format!("src/{}:{line}: \"{word}\"", file.path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "words of a language belong to src/language:\n{}", wrong.join("\n"));
    for (index, (path, _, words)) in EXCEPTIONS.iter().enumerate() {
        for word in *words {
            assert!(used.contains(&(index, (*word).to_owned())), "{path} has no \"{word}\"");
        }
    }
}

#[test]
fn what_is_a_word_in_a_source_file() {
    let source = "//! \"comment\"\n#[doc = \"attribute\"] const A: &[&str] = &[\" Rec. \", r\"raw\", 'c', b\"bytes\"];\n\
                  fn f() { g(\"nested {}\") }\n#[cfg(test)]\nmod tests { const B: &str = \"test\"; }";
    let found: Vec<String> =
        literals(source).into_iter().map(|(word, line)| format!("{line}:{word}")).collect();
    assert_eq!(found, ["2:rec.", "2:raw", "3:nested {}"]);
}

/// The texts of a source file with their lines, in lower case and without white space around them; those of attributes and
/// of tests are none.
pub(crate) fn literals(source: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    collect(source.parse().unwrap(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<(String, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                at = after_attribute(&tokens, at);
                continue;
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.strip_prefix('r').unwrap_or(&text).trim_matches('#');
                let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                let line = literal.span().start().line;
                found.extend(text.map(|text| (text.trim().to_lowercase(), line)));
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) => {}
        }
        at += 1;
    }
}
