use std::ops::Range;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::diagnostic::{Fact, FactKind, Location, Position};
use crate::path::SourcePath;
use crate::world::MemoryWorld;

fn at(path: &str, span: Range<usize>) -> Location {
    Location::new(&SourcePath::new(path), span)
}

fn whole(path: &str) -> Location {
    Location::file(&SourcePath::new(path))
}

fn written(format: Format, world: &MemoryWorld, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    write(&mut out, &Options { format, ..Options::default() }, diagnostics, world).unwrap();
    String::from_utf8(out).unwrap()
}

/// Asserts the human-readable text of a diagnostic on a span.
#[track_caller]
fn human(text: impl Into<Vec<u8>>, span: Range<usize>, expected: &str) {
    let mut world = MemoryWorld::default();
    world.insert("a.md", text);
    let diagnostic = Diagnostic::warning("name", at("a.md", span), "message").label("label");
    let text = written(Format::Human, &world, &[diagnostic]);
    assert_eq!(text.trim_end(), format!("warning[name]: message\n{expected}"));
}

/// Whether a CI runner would interpret something: `::` at the beginning of a line, after white
/// space, and `##[` and the like anywhere.
pub(super) fn is_obeyed(text: &str) -> bool {
    let is_command = |rest: &str| {
        let word = rest.trim_start_matches('#');
        word.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
    };
    text.split(['\n', '\r']).any(|line| {
        line.trim_start().starts_with("::")
            || line.match_indices("##").any(|(at, _)| is_command(&line[at..]))
    })
}

const FIRST: &str = "content/ssr1/rec-01.md";
const SECOND: &str = "content/ssr1/rec-02.md";

/// A duplicate number, a missing file, and a span over two lines.
fn example() -> (MemoryWorld, Vec<Diagnostic>) {
    let world = MemoryWorld::new([
        (FIRST, "+++\ntitle = \"A\"\nnumber = 25\n"),
        (SECOND, "+++\nnumber = 25\n+++\nSee\n100%.\n"),
    ]);
    let diagnostics = vec![
        Diagnostic::error("duplicate-number", at(FIRST, 25..27), "number `25` is used twice")
            .label("used again here")
            .related(at(SECOND, 13..15), "first used here")
            .help("give one of them another number"),
        Diagnostic::warning("unused-file", whole("content/a,b:c.md"), "nothing uses 100% of it"),
        Diagnostic::warning("vague-link-text", at(SECOND, 20..25), "the link says nothing"),
    ];
    (world, diagnostics)
}

#[test]
fn human_in_full() {
    let (world, diagnostics) = example();
    assert_eq!(
        written(Format::Human, &world, &diagnostics),
        "\
error[duplicate-number]: number `25` is used twice
 --> content/ssr1/rec-01.md:3:10
  |
3 | number = 25
  |          ^^ used again here
  |
  = help: give one of them another number
note: first used here
 --> content/ssr1/rec-02.md:2:10
  |
2 | number = 25
  |          ^^

warning[unused-file]: nothing uses 100% of it
 --> content/a,b:c.md

warning[vague-link-text]: the link says nothing
 --> content/ssr1/rec-02.md:4:1
  |
4 | See
  | ^^^

"
    );
}

#[test]
fn json_one_object_a_line() {
    let (world, diagnostics) = example();
    assert_eq!(
        written(Format::Json, &world, &diagnostics),
        concat!(
            r#"{"severity":"error","name":"duplicate-number","message":"number `25` is used twice","#,
            r#""file":"content/ssr1/rec-01.md","line":3,"column":10,"endLine":3,"endColumn":12,"#,
            r#""label":"used again here","help":"give one of them another number","#,
            r#""related":[{"file":"content/ssr1/rec-02.md","line":2,"column":10,"#,
            r#""message":"first used here"}],"group":1}"#,
            "\n",
            r#"{"severity":"warning","name":"unused-file","message":"nothing uses 100% of it","#,
            r#""file":"content/a,b:c.md","line":null,"column":null,"endLine":null,"#,
            r#""endColumn":null,"label":null,"help":null,"related":[],"group":2}"#,
            "\n",
            r#"{"severity":"warning","name":"vague-link-text","message":"the link says nothing","#,
            r#""file":"content/ssr1/rec-02.md","line":4,"column":1,"endLine":5,"endColumn":2,"#,
            r#""label":null,"help":null,"related":[],"group":3}"#,
            "\n",
        )
    );
}

#[test]
fn paths_from_the_root_of_the_repository() {
    let (world, diagnostics) = example();
    let written = |format| {
        let options = Options { format, prefix: "a b/report/".to_owned(), ..Options::default() };
        let mut out = Vec::new();
        write(&mut out, &options, &diagnostics, &world).unwrap();
        String::from_utf8(out).unwrap()
    };
    let github = written(Format::Github);
    assert_eq!(github.matches("file=a b/report/content/").count(), 3, "{github}");
    assert!(github.contains("(a b/report/content/ssr1/rec-02.md:2:10)"), "{github}");
    let sarif = written(Format::Sarif);
    assert_eq!(sarif.matches("\"uri\":\"a%20b/report/content/").count(), 4, "{sarif}");
    for format in [Format::Human, Format::Json] {
        assert!(!written(format).contains("a b/report"));
    }
}

#[test]
fn github_commands() {
    let (world, diagnostics) = example();
    assert_eq!(
        written(Format::Github, &world, &diagnostics),
        "\
::error file=content/ssr1/rec-01.md,line=3,col=10,endLine=3,endColumn=12,\
title=duplicate-number::number `25` is used twice%0Aused again here%0A\
note: first used here (content/ssr1/rec-02.md:2:10)%0Ahelp: give one of them another number
::warning file=content/a%2Cb%3Ac.md,title=unused-file::nothing uses 100%25 of it
::warning file=content/ssr1/rec-02.md,line=4,endLine=5,title=vague-link-text::\
the link says nothing
"
    );
}

#[test]
fn a_message_cannot_begin_a_github_command_of_its_own() {
    let message = "a\r\n::error::b\u{1b}[2J";
    let diagnostic = Diagnostic::warning("name", whole("a\n::b.md"), message);
    assert_eq!(
        written(Format::Github, &MemoryWorld::default(), &[diagnostic]),
        "::warning file=a␊%3A%3Ab.md,title=name::a%0D%0A::error::b␛[2J\n"
    );
}

#[test]
fn sarif_document() {
    let (world, diagnostics) = example();
    let options = Options {
        format: Format::Sarif,
        rule_summary: |name| (name == "unused-file").then_some("a file that nothing uses"),
        ..Options::default()
    };
    let mut out = Vec::new();
    write(&mut out, &options, &diagnostics, &world).unwrap();
    let document: Value = serde_json::from_slice(&out).unwrap();
    let expected = r#"{
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ssr-site",
                "version": "VERSION",
                "rules": [
                    { "id": "duplicate-number" },
                    { "id": "unused-file", "shortDescription": { "text": "a file that nothing uses" } },
                    { "id": "vague-link-text" }
                ]
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                "%SRCROOT%": { "description": { "text": "The root of the git repository, or without one the directory that contains book.toml." } }
            },
            "results": [
                {
                    "ruleId": "duplicate-number",
                    "ruleIndex": 0,
                    "level": "error",
                    "message": { "text": "number `25` is used twice\nhelp: give one of them another number" },
                    "locations": [{
                        "physicalLocation": {
                            "artifactLocation": { "uri": "content/ssr1/rec-01.md", "uriBaseId": "%SRCROOT%" },
                            "region": { "startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 12 }
                        },
                        "message": { "text": "used again here" }
                    }],
                    "relatedLocations": [{
                        "physicalLocation": {
                            "artifactLocation": { "uri": "content/ssr1/rec-02.md", "uriBaseId": "%SRCROOT%" },
                            "region": { "startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 12 }
                        },
                        "message": { "text": "first used here" }
                    }],
                    "properties": { "group": 1 }
                },
                {
                    "ruleId": "unused-file",
                    "ruleIndex": 1,
                    "level": "warning",
                    "message": { "text": "nothing uses 100% of it" },
                    "locations": [{
                        "physicalLocation": {
                            "artifactLocation": { "uri": "content/a%2Cb%3Ac.md", "uriBaseId": "%SRCROOT%" }
                        }
                    }],
                    "properties": { "group": 2 }
                },
                {
                    "ruleId": "vague-link-text",
                    "ruleIndex": 2,
                    "level": "warning",
                    "message": { "text": "the link says nothing" },
                    "locations": [{
                        "physicalLocation": {
                            "artifactLocation": { "uri": "content/ssr1/rec-02.md", "uriBaseId": "%SRCROOT%" },
                            "region": { "startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 2 }
                        }
                    }],
                    "properties": { "group": 3 }
                }
            ]
        }]
    }"#;
    let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
    assert_eq!(document, serde_json::from_str::<Value>(&expected).unwrap());
}

#[test]
fn of_no_diagnostics_only_sarif_says_something() {
    let world = MemoryWorld::default();
    for format in [Format::Human, Format::Json, Format::Github] {
        assert_eq!(written(format, &world, &[]), "");
    }
    let document: Value = serde_json::from_str(&written(Format::Sarif, &world, &[])).unwrap();
    assert_eq!(document["version"], "2.1.0");
    assert_eq!(document["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(document["runs"][0]["tool"]["driver"]["rules"], Value::Array(Vec::new()));
}

#[test]
fn the_summary_counts_warnings_by_rule() {
    let (world, mut diagnostics) = example();
    diagnostics.push(diagnostics[2].clone());
    diagnostics[0].related.clear();
    let options = Options { format: Format::Sarif, ..Options::default() };
    let mut out = Vec::new();
    write_summary(&mut out, &options, &diagnostics, &world).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\
error[duplicate-number]: number `25` is used twice
 --> content/ssr1/rec-01.md:3:10
  |
3 | number = 25
  |          ^^ used again here
  |
  = help: give one of them another number

warning: 1 finding of `unused-file` (run `ssr-site check` to see it)
warning: 2 findings of `vague-link-text` (run `ssr-site check` to see them)
"
    );
}

/// A late row with a date in the text, the same row in another file, and something else.
fn about_one_fact() -> (MemoryWorld, Vec<Diagnostic>) {
    let world = MemoryWorld::new([
        (FIRST, "due = \"2015-12\"\nSeptember\n"),
        (SECOND, "due = \"2015-12\"\nSeptember\n"),
    ]);
    let place = SourcePath::new("content/ssr1");
    let row = Fact { kind: FactKind::Deliverable, place, name: "Print the plan".to_owned() };
    let overdue =
        |path| Diagnostic::warning("overdue", at(path, 6..15), "182 days late").help("do it");
    let diagnostics = vec![
        Diagnostic::warning("date-differs", at(FIRST, 6..15), "the plan says September")
            .related(at(FIRST, 16..25), "here")
            .help("correct it")
            .adding(row.clone(), "the text says September"),
        overdue(FIRST).leading(row.clone()),
        Diagnostic::warning("unused-file", whole("a.txt"), "nothing links to it"),
        overdue(SECOND).related(at(SECOND, 16..25), "here").leading(row),
    ];
    (world, diagnostics)
}

#[test]
fn what_is_about_one_fact_is_one_message() {
    let (world, diagnostics) = about_one_fact();
    assert_eq!(
        written(Format::Human, &world, &diagnostics),
        "\
warning[overdue]: 182 days late
 --> content/ssr1/rec-01.md:1:7
  |
1 | due = \"2015-12\"
  |       ^^^^^^^^^
  |
  = help: do it
note[date-differs]: the text says September
  |
  = help: correct it
note: here
 --> content/ssr1/rec-01.md:2:1
  |
2 | September
  | ^^^^^^^^^
note[overdue]: 182 days late
 --> content/ssr1/rec-02.md:1:7
note: here
 --> content/ssr1/rec-02.md:2:1

warning[unused-file]: nothing links to it
 --> a.txt

"
    );
    assert_eq!(Tally::of(&diagnostics).to_string(), "2 warnings, from 4 findings");
    let json = written(Format::Json, &world, &diagnostics);
    let groups: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["group"].clone())
        .collect();
    assert_eq!(groups, [1, 1, 2, 1]);
}

#[test]
fn many_findings_about_one_fact_are_counted() {
    let (world, diagnostics) = about_one_fact();
    let many = vec![diagnostics[1].clone(); 30];
    let text = written(Format::Human, &world, &many);
    assert!(
        text.contains("note: 9 more like these; `--message-format json` lists all\n"),
        "{text}"
    );
    assert_eq!(text.matches("182 days late").count(), 21);
}

#[test]
fn the_summary_counts_what_leads_and_what_is_with_it() {
    let (world, diagnostics) = about_one_fact();
    let mut out = Vec::new();
    write_summary(&mut out, &Options::default(), &diagnostics, &world).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "warning: 2 findings of `overdue`, with 1 finding of `date-differs` (run `ssr-site check` to see them)\n\
         warning: 1 finding of `unused-file` (run `ssr-site check` to see it)\n"
    );
}

#[test]
fn the_caret_stands_below_what_it_means() {
    // Wide characters take two columns of the terminal but count as one.
    human("漢字 here", 7..11, " --> a.md:1:4\n  |\n1 | 漢字 here\n  |      ^^^^ label");
    // A tab counts as one and takes four columns.
    human("\t\there", 2..6, " --> a.md:1:3\n  |\n1 |         here\n  |         ^^^^ label");
    // A combining accent counts as a character without a column.
    human("e\u{301} here", 4..8, " --> a.md:1:4\n  |\n1 | e\u{301} here\n  |   ^^^^ label");
}

#[test]
fn ends_of_lines() {
    human("one\r\ntwo\r\n", 5..8, " --> a.md:2:1\n  |\n2 | two\n  | ^^^ label");
    human("one\r\ntwo\r\n", 5..10, " --> a.md:2:1\n  |\n2 | two\n  | ^^^ label");
    human("one\r\ntwo\r\n", 3..4, " --> a.md:1:4\n  |\n1 | one\n  |    ^ label");
    human("one\r\ntwo\r\n", 4..5, " --> a.md:1:5\n  |\n1 | one\n  |    ^ label");
    human("one\ntwo\n", 3..4, " --> a.md:1:4\n  |\n1 | one\n  |    ^ label");
}

#[test]
fn ends_of_files() {
    human("", 0..0, " --> a.md:1:1\n  |\n1 |\n  | ^ label");
    human("one", 3..3, " --> a.md:1:4\n  |\n1 | one\n  |    ^ label");
    human("one\n", 4..5, " --> a.md:2:1\n  |\n2 |\n  | ^ label");
    human("one\n", 98..99, " --> a.md:2:1\n  |\n2 |\n  | ^ label");
    human("\n".repeat(99), 99..99, "   --> a.md:100:1\n    |\n100 |\n    | ^ label");
}

#[test]
fn a_file_that_is_not_utf8_is_not_quoted() {
    human(b"one\ntw\xff x".to_vec(), 8..9, " --> a.md:2:5\n  |\n  = note: label");
}

#[test]
fn a_place_without_a_line_has_help_and_notes_all_the_same() {
    let diagnostic = Diagnostic::error("gone", at("gone.md", 3..4), "two\nlines")
        .related(whole("other.md"), "see here")
        .help("this\nor that");
    assert_eq!(
        written(Format::Human, &MemoryWorld::default(), &[diagnostic]),
        "\
error[gone]: two␊lines
 --> gone.md
  |
  = help: this␊or that
note: see here
 --> other.md

"
    );
}

#[test]
fn a_long_line_is_cut_around_the_caret() {
    #[track_caller]
    fn case(world: &MemoryWorld, span: Range<usize>, place: &str, mark: &str) {
        let diagnostic = Diagnostic::warning("name", at("a.md", span), "message");
        let text = written(Format::Human, world, &[diagnostic]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], place);
        assert!(lines[3].contains("..."), "{text}");
        assert!(lines.iter().all(|line| line.chars().count() <= 150), "{text}");
        assert_eq!(lines[4].trim_start_matches([' ', '|']), mark, "{text}");
    }
    let line = format!("{}needle{}", "漢 ".repeat(1000), " hay".repeat(1000));
    let start = "漢 ".len() * 1000;
    let world = MemoryWorld::new([("a.md", line.as_str())]);
    case(&world, start..start + 6, " --> a.md:1:2001", "^^^^^^");
    case(&world, start..start + 3000, " --> a.md:1:2001", &"^".repeat(120));
    let huge = "x".repeat(1 << 20);
    human(huge, 500_000..500_001, " --> a.md:1:500001\n  |\n  = note: label");
}

#[test]
fn nothing_hostile_reaches_the_terminal() {
    let hostile = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{8}\r\u{7f}";
    let world = MemoryWorld::new([("a\u{1b}[1m.md", hostile)]);
    let place = at("a\u{1b}[1m.md", 0..1);
    let diagnostic = Diagnostic::error("name", place.clone(), hostile)
        .label(format!("{hostile}\nfoo"))
        .related(place.clone(), hostile)
        .related(whole("b\u{1b}[1m.md"), hostile)
        .help(hostile);
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let text = written(format, &world, std::slice::from_ref(&diagnostic));
        let obeyed = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(obeyed), "{format:?}: {text:?}");
    }
    let options = Options { color: true, ..Options::default() };
    let mut out = Vec::new();
    write(&mut out, &options, &[diagnostic], &world).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut escapes = text.split('\u{1b}').skip(1).peekable();
    assert!(escapes.peek().is_some());
    for escape in escapes {
        let (style, _) = escape.split_once('m').unwrap();
        assert!(style[1..].bytes().all(|b| b.is_ascii_digit() || b == b';'), "{text:?}");
    }
}

/// Parses a command like GitHub's runner: properties and message.
fn command(line: &str) -> (Vec<(String, String)>, String) {
    let (command, data) = line.strip_prefix("::error ").unwrap().split_once("::").unwrap();
    let unescaped = |text: &str| {
        let pairs = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
        pairs
            .iter()
            .fold(text.to_owned(), |text, (escape, stands_for)| text.replace(escape, stands_for))
    };
    let properties = command.split(',').map(|property| {
        let (name, value) = property.split_once('=').unwrap();
        (name.to_owned(), unescaped(value))
    });
    (properties.collect(), unescaped(data))
}

#[test]
fn a_line_break_in_content_begins_no_line() {
    let key = "k\n::stop-commands::x\n::add-mask::e";
    let diagnostic =
        Diagnostic::error("unknown-key", whole("a.md"), format!("unknown key `{key}`"))
            .label(format!("not `{key}`"))
            .related(whole("b.md"), format!("like `{key}`"))
            .help(format!("not `{key}`"));
    assert_eq!(
        written(Format::Human, &MemoryWorld::default(), &[diagnostic]),
        "\
error[unknown-key]: unknown key `k␊::stop-commands::x␊::add-mask::e`
 --> a.md
  |
  = note: not `k␊::stop-commands::x␊::add-mask::e`
  = help: not `k␊::stop-commands::x␊::add-mask::e`
note: like `k␊::stop-commands::x␊::add-mask::e`
 --> b.md

"
    );
}

#[test]
fn a_quoted_line_is_no_command_and_its_caret_stays() {
    human(
        "a ##[add-mask]é b",
        13..16,
        " --> a.md:1:14\n  |\n1 | a \u{fffd}#[add-mask]é b\n  |              ^^ label",
    );
    human("##[group]", 1..3, " --> a.md:1:2\n  |\n1 | \u{fffd}#[group]\n  |  ^^ label");
    human("##vso[a]", 0..2, " --> a.md:1:1\n  |\n1 | \u{fffd}#vso[a]\n  | ^^ label");
}

proptest! {
    #[test]
    fn nothing_that_content_says_is_obeyed(
        texts in prop::collection::vec(HOSTILE, 4),
        file in HOSTILE,
        path in "(::|##\\[|[a-c%,:=\n\r #\\[\\]]){1,12}",
        span in prop::option::of(0usize..30),
        color: bool,
    ) {
        let mut world = MemoryWorld::default();
        world.insert(&path, file);
        let place = span.map_or_else(|| whole(&path), |start| at(&path, start..start + 3));
        let diagnostic = Diagnostic::error("unknown-key", place.clone(), &*texts[0])
            .label(&*texts[1])
            .related(place, &*texts[2])
            .help(&*texts[3]);
        let diagnostics = std::slice::from_ref(&diagnostic);
        for format in [Format::Human, Format::Json, Format::Sarif] {
            let mut out = Vec::new();
            write(&mut out, &Options { format, color, ..Options::default() }, diagnostics, &world)?;
            let text = String::from_utf8(out).unwrap();
            prop_assert!(!is_obeyed(&text), "{format:?}: {text}");
        }
        let mut out = Vec::new();
        write_summary(&mut out, &Options::default(), diagnostics, &world)?;
        prop_assert!(!is_obeyed(std::str::from_utf8(&out).unwrap()));
        let json: Value = serde_json::from_str(&written(Format::Json, &world, diagnostics)).unwrap();
        prop_assert_eq!((&json["message"], &json["file"]), (&(&*texts[0]).into(), &(&*path).into()));
        let github = written(Format::Github, &world, diagnostics);
        prop_assert_eq!(github.trim_end_matches('\n').split(['\n', '\r']).count(), 1);
        let (properties, data) = command(github.trim_end_matches('\n'));
        let shown = |text: &str| text::characters(text).collect::<String>();
        prop_assert_eq!(&properties[0], &("file".to_owned(), text::path(&SourcePath::new(&path))));
        prop_assert_eq!(properties.last(), Some(&("title".to_owned(), "unknown-key".to_owned())));
        prop_assert!(data.starts_with(&shown(&texts[0]).replace('␍', "\r")), "{data:?} {texts:?}");
    }
}

/// Texts made of control characters, commands and escapes.
const HOSTILE: &str = "(::|##\\[|##vso\\[|\n|\r\n|%0A|%25|stop-commands|\\PC|[ \t:#,%=\\[\\]\r\u{1b}\u{85}\u{a0}\u{2028}]){0,20}";

/// The `line:column` in the human-readable text.
fn place_in_human(text: &str) -> &str {
    text.lines().find_map(|line| line.trim_start().strip_prefix("--> a.md:")).unwrap()
}

proptest! {
    #[test]
    fn all_formats_agree_on_the_place(
        text in "(\\PC|[a-z \t\r\n漢é\u{0}\u{9b}\u{200d}\u{301}]){0,300}",
        broken in 0..4,
        start in 0usize..1200,
        length in 0usize..400,
        width in 0usize..200,
        label in prop::option::of("\\PC{0,200}"),
    ) {
        let mut bytes = text.into_bytes();
        if broken == 0 {
            bytes.insert(bytes.len() / 2, 0xff);
        }
        let Position { line, column } = Position::of(&bytes, u32::try_from(start).unwrap());
        let mut world = MemoryWorld::default();
        world.insert("a.md", bytes);
        let mut diagnostic = Diagnostic::error("name", at("a.md", start..start + length), "message");
        diagnostic.label = label;

        let mut out = Vec::new();
        write(&mut out, &Options { width, ..Options::default() }, &[diagnostic.clone()], &world)?;
        let human = String::from_utf8(out).unwrap();
        prop_assert_eq!(place_in_human(&human), format!("{line}:{column}"));

        let json: Value =
            serde_json::from_str(&written(Format::Json, &world, &[diagnostic.clone()])).unwrap();
        prop_assert_eq!((&json["line"], &json["column"]), (&line.into(), &column.into()));

        let sarif: Value =
            serde_json::from_str(&written(Format::Sarif, &world, &[diagnostic])).unwrap();
        let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
        for key in ["Line", "Column"] {
            prop_assert_eq!(&region[format!("end{key}")], &json[format!("end{key}")]);
        }
        prop_assert_eq!((&region["startLine"], &region["startColumn"]), (&line.into(), &column.into()));
    }
}
