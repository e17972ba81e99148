//! Rules in another language; its words are only in the language pack.

use super::{Facts, Selection, check, check_selected, load};
use crate::check::example;
use crate::language::ENGLISH;
use crate::language::invented::INVENTED;

/// What is found, each with its words in the file.
fn found(language: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut world = example::world(files);
    world.insert("book.toml", format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n"));
    let (site, mut found) = load(&world);
    found.extend(check(&crate::facts::Facts::new(site), &world).diagnostics);
    let text = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text);
    found
        .iter()
        .map(|found| {
            let text = text(found.location.path.as_str()).unwrap_or_default();
            let words = found.location.span.map(|span| &text[span.range()]);
            format!("{}: {}", found.name, words.unwrap_or_default())
        })
        .collect()
}

const STATEMENT: (&str, &str) =
    ("content/ssr1/recommendations/1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\nX.\n");

#[track_caller]
fn case(body: &str, expected: &[&str]) {
    let update = "+++\nnumber = 1\nstatus = \"complete\"\n[[deliverables]]\ntext = \"Mapo de larĝaj vojoj\"\n\
                  responsible = [\"A\"]\ncompleted = \"2016-01\"\nevidence = [\"https://example.org/\"]\n+++\n";
    let update = format!("{update}{body}\n");
    let files = [STATEMENT, ("content/ssr1/2016-06-30/1.md", &*update)];
    assert_eq!(found(INVENTED.tag, &files), expected, "{body}");
    let english = found(ENGLISH.tag, &files);
    assert!(english.is_empty(), "English has these words too: {english:?}");
}

#[test]
fn a_language_is_data() {
    case("Rekomendo 99.", &["unknown-reference: Rekomendo 99"]);
    case("Rekomendoj n-ro 98 kaj 99.", &["unknown-reference: 98", "unknown-reference: 99"]);
    case("Rekomendoj 1 ĝis 3.", &["unknown-reference: 3"]);
    case("Rekomendo 99 milionoj.", &[]);
    case("WHOIS’a Rekomendo 99.", &[]);
    case("Rekomendo 99 de la ATRT2.", &[]);
    case("Rekomendo 99 de J2016.", &["unknown-reference: Rekomendo 99"]);
    case("[tie](https://example.org/)", &["vague-link-text: [tie](https://example.org/)"]);
    case("marto 2106, 3 mrt. 2107", &["implausible-date: 2106", "implausible-date: 2107"]);
    let unfinished = "narrative-contradicts-deliverable: \"Mapo de larĝaj vojoj\"";
    case("## Stato\n\nLa mapo de larĝaj vojoj estas farata.", &[unfinished]);
    case("La mapojn de vojon estas farata.", &[unfinished]);
    case("## Rimarkoj\n\nLa Rekomendo 1 estas farata.", &["notes-contradict-status: farata"]);
}

#[test]
fn words_of_style_are_data() {
    let update = "+++\nnumber = 1\nstatus = \"planned\"\n+++\nMultaj vojoj.\n";
    let files = [STATEMENT, ("content/ssr1/2016-06-30/1.md", update)];
    let found = |language: &str| {
        let mut world = example::world(&files);
        world.insert("book.toml", format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n"));
        let selection = Selection { only: vec!["vague-quantity"], ..Selection::default() };
        check_selected(&Facts::new(load(&world).0), &world, &selection).diagnostics.len()
    };
    assert_eq!([found(INVENTED.tag), found(ENGLISH.tag)], [1, 0]);
}

#[test]
fn words_of_english_mean_nothing_in_it() {
    let update = "+++\nnumber = 1\nstatus = \"complete\"\n[[deliverables]]\ntext = \"A map of wide roads\"\n\
                  responsible = [\"A\"]\ncompleted = \"2016-01\"\nevidence = [\"https://example.org/\"]\n+++\n\
                  Recommendation 99, March 2106, and [here](https://example.org/). The map of wide roads is in progress.\n";
    let files = [STATEMENT, ("content/ssr1/2016-06-30/1.md", update)];
    assert_eq!(found(INVENTED.tag, &files), [] as [String; 0]);
    assert_eq!(found(ENGLISH.tag, &files).len(), 4);
}
