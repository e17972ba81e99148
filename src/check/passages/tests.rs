use super::*;
use crate::check::example;
use crate::check::tests::load;
use crate::facts::Facts;

/// Each passage: shape, text, flags, and what its text is in the file.
#[track_caller]
fn case(path: &str, file: &str, expected: &[&str]) {
    let statement = ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n");
    let files: &[(&str, &str)] =
        if path == statement.0 { &[(path, file)] } else { &[statement, (path, file)] };
    let world = example::world(files);
    let facts = Facts::new(load(&world).0);
    let context = Context { site: facts.site(), facts: &facts, world: &world };
    let (_, document) =
        facts.site().documents().find(|(_, it)| it.path.as_str() == path).expect("the file");
    let shown = |passage: Passage| {
        let shape = match passage.shape {
            Shape::Paragraph => "p".to_owned(),
            Shape::Heading => "h".to_owned(),
            Shape::Item(list) => format!("li{list}"),
            Shape::Cell => "td".to_owned(),
        };
        let marks = [
            (passage.is_quoted, " quoted"),
            (passage.has_link, " linked"),
            (passage.section == Some(Section::Notes), " notes"),
            (passage.part != Part::Body, " value"),
        ];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        let word = passage.text.rfind(' ').map_or(0, |space| space + 1);
        let last = &file[passage.span(word..passage.text.len()).range()];
        format!("{shape}{marks}: {} / {last}", passage.text)
    };
    assert_eq!(of(&context, document).into_iter().map(shown).collect::<Vec<_>>(), expected);
}

#[test]
fn a_page() {
    let file = "+++\ntitle = \"P\"\n+++\n# A head\n\nOne *big*\nword ~~not~~ `code` end\n\n> Quoted words\n\n\
                - First item\n\n  more [of it](x.md)\n- <https://example.org> last\n  - inner\n\nAfter [^1] it\n\n\
                | a b | c |\n|---|---|\n| d | e |\n\n```\ncode\n```\n\n[^1]: The note\n";
    case(
        "content/p.md",
        file,
        &[
            "h: A head / head",
            "p: One big word \u{fffc} \u{fffc} end / end",
            "p quoted: Quoted words / words",
            "li1: First item / item",
            "li1 linked: more of it / it",
            "li1 linked: \u{fffc} last / last",
            "li2: inner / inner",
            "p linked: After  it / it",
            "td: a b / b",
            "td: c / c",
            "td: d / d",
            "td: e / e",
            "p: The note / note",
        ],
    );
}

#[test]
fn an_update() {
    let file = "+++\nnumber = 4\n[[deliverables]]\ntext = \"A *new* bridge\"\nnote = \"With \\\"two\\\" lanes\"\n+++\n\
                Told.\n\n## Notes\n\nNoted &amp; so.\n";
    case(
        "content/r/2016-06-30/rec-4.md",
        file,
        &[
            "p value: A new bridge / bridge",
            "p value: With \"two\" lanes / \"With \\\"two\\\" lanes\"",
            "p: Told. / Told.",
            "h: Notes / Notes",
            "p notes: Noted & so. / so.",
        ],
    );
}

#[test]
fn a_statement_is_in_others_words() {
    let file = "+++\nnumber = 4\ntitle = \"T\"\n+++\nBuild a bridge.\n";
    case("content/r/recommendations/rec-4.md", file, &["p quoted: Build a bridge. / bridge."]);
}
