//! Resolution of references, and diagnostics of broken ones.

use ssr_site::diagnostic::Position;

use super::harness::Project;

#[test]
fn a_file_that_cannot_be_read_exists_for_links() {
    let disk = Project::new()
        .with_report(&["1"])
        .file("content/ssr1/recommendations/rec-2.md/.keep", "")
        .recommendation("ssr1", "3", "covered_by = 2\n+++\nSee [two](rec:2), Recommendation 2.\n")
        .on_disk();
    let run = disk.run(&["check"]).code(1);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("error[not-a-file]: `content/ssr1/recommendations/rec-2.md`"));
    assert!(run.stderr.ends_with("\n\n1 error\n"), "{}", run.stderr);
}

#[test]
fn help_names_what_could_be_written_instead() {
    #[track_caller]
    fn case(link: &str, help: &str) {
        let rendered = Project::new()
            .with_report(&["1", "12"])
            .file("content/other/_index.md", "+++\nkind = \"implementation\"\ntitle = \"O\"\n+++\n")
            .recommendation("other", "7", &format!("+++\n[x]({link})\n"))
            .edition("ssr1", "2016-06-30")
            .render();
        let found: Vec<&str> =
            rendered.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
        assert_eq!(found, [help]);
    }
    case("rec:8", "did you mean `rec:7`?");
    case("rec:ssr1/13", "did you mean `rec:ssr1/1` or `rec:ssr1/12`?");
    case("rec:SSR1/2", "did you mean `rec:SSR1/1` or `rec:SSR1/12`?");
    case("rec:ssr1/12@2016-06-31", "did you mean `@2016-06-30`?");
    case("../_index.html", "did you mean `../_index.md`?");
}

const UPDATE: &str = "content/ssr1/2016-06-30/rec-1.md";

/// The diagnostics of an update: `line:column name`, and the source text.
#[track_caller]
fn places(rest: &str, expected: &[(&str, &str)]) {
    let text = format!("+++\nnumber = 1\nstatus = \"planned\"\n{rest}");
    let rendered = Project::new()
        .with_report(&["1", "2", "3"])
        .edition("ssr1", "2016-06-30")
        .file(UPDATE, &text)
        .render();
    let found: Vec<(String, &str)> = rendered
        .diagnostics
        .iter()
        .map(|found| {
            let span = found.location.span.unwrap();
            let Position { line, column } = Position::of(text.as_bytes(), span.start);
            (format!("{line}:{column} {}", found.name), &text[span.range()])
        })
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(place, words)| (&**place, *words)).collect();
    assert_eq!(found, expected, "{text}");
}

fn deliverable(text: &str) -> String {
    format!("[[deliverables]]\ntext = {text}\nresponsible = [\"Staff\"]\ndue = \"2016-12\"\n+++\n")
}

#[test]
fn a_reference_in_the_body_is_at_its_words() {
    places(
        "+++\n## Überblick\n\nDas « technische » 技術 sagt Recommendation 7, siehe auch *Recommendations 2, 8\nand\n9*.\n",
        &[
            ("7:28 unknown-reference", "Recommendation 7"),
            ("7:77 unknown-reference", "8"),
            ("9:1 unknown-reference", "9"),
        ],
    );
    places(
        "+++\n> é [acht](rec:8), ![b](bild.png) and\n> <b>raw</b> SSR1 Recommendation\n> **8**\n",
        &[
            ("5:5 unknown-reference", "[acht](rec:8)"),
            ("5:20 unknown-reference", "![b](bild.png)"),
            ("6:19 unknown-reference", "Recommendation\n> **8"),
        ],
    );
    places(
        "+++\n| a | b |\n|---|---|\n| é | Recommendation 8 |\n\n[^1]: ö Recommendation 9\n\nText[^1]\n",
        &[
            ("7:7 unknown-reference", "Recommendation 8"),
            ("9:9 unknown-reference", "Recommendation 9"),
        ],
    );
}

#[test]
fn a_reference_in_a_text_of_the_front_matter_is_at_its_words() {
    let case = |text: &str, expected: &[(&str, &str)]| places(&deliverable(text), expected);
    case("\"Wie in Recommendation 8\"", &[("5:16 unknown-reference", "Recommendation 8")]);
    case("'Größe: Recommendation 8'", &[("5:16 unknown-reference", "Recommendation 8")]);
    case(
        "\"\"\"\n技術 [x](rec:8)\n\nRecommendation 9\"\"\"",
        &[("6:4 unknown-reference", "[x](rec:8)"), ("8:1 unknown-reference", "Recommendation 9")],
    );
    case("'''é Recommendation\n 8'''", &[("5:13 unknown-reference", "Recommendation\n 8")]);
    // If text and source differ, the whole value is the location.
    case(
        "\"\\u00e9 Recommendation 8\"",
        &[("5:8 unknown-reference", "\"\\u00e9 Recommendation 8\"")],
    );
    case(
        "\"\"\"\nfolded \\\n   Recommendation 8\"\"\"",
        &[("5:8 unknown-reference", "\"\"\"\nfolded \\\n   Recommendation 8\"\"\"")],
    );
    case("\"\"\"\r\né Recommendation 8\"\"\"", &[("6:3 unknown-reference", "Recommendation 8")]);
}

#[test]
fn a_reference_that_the_parser_spells_otherwise_is_near_its_words() {
    places("+++\nA &amp; B Recommendation 8\n", &[("5:11 unknown-reference", "Recommendation 8")]);
    places(
        "+++\nA \\* Recommendation&nbsp;8\n",
        &[("5:6 unknown-reference", "Recommendation&nbsp;8")],
    );
    places("+++\nRecommendation\u{a0}8\n", &[("5:1 unknown-reference", "Recommendation\u{a0}8")]);
}

#[test]
fn what_is_no_reference_is_no_mistake() {
    places(
        "+++\n# Recommendation 8\n\n`Recommendation 8`, [Recommendation 8](https://example.org/),\n\
         WHOIS Recommendation 8, <https://example.org/?Recommendation=8>, ICANN's FY2016—2020, the\n\
         Recommendations of 2012, Recommendation 3.5 million.\n\n    Recommendation 8\n",
        &[],
    );
}

#[test]
fn every_text_of_a_page_has_ids_of_its_own() {
    let text = "\"# A\\n\\nx[^1]\\n\\n[^1]: y\"";
    let tasks = format!(
        "[[tasks]]\ntext = {text}\n[[tasks.tasks]]\ntext = {text}\n[[tasks]]\ntext = {text}\n"
    );
    let notes = "# A\n\nx[^1]\n\n[^1]: y\n\n# B {#part-e1--a}\n";
    let mut project = Project::new().with_report(&["1"]).edition("ssr1", "2016-06-30").file(
        "content/ssr1/2016-06-30/rec-1.md",
        "+++\nnumber = 1\nstatus = \"planned\"\n+++\n# B {#part-e1--a}\n",
    );
    for review in ["one", "two"] {
        let fence = format!(
            "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"{review}\"\nseries = \"{review}\"\n+++\n"
        );
        let entry = format!("+++\nnumber = 1\nstatement = {text}\n{tasks}+++\n{notes}");
        project = project
            .file(&format!("content/{review}/_index.md"), format!("{fence}{notes}"))
            .file(
                &format!("content/{review}/2016-06-30/_index.md"),
                format!("+++\ntitle = \"E\"\n+++\n{notes}"),
            )
            .file(&format!("content/{review}/2016-06-30/rec-1.md"), entry);
    }
    let rendered = project.render().builds();
    let mut headings = 0;
    for (route, html) in rendered.html() {
        let mut ids = std::collections::BTreeSet::new();
        for piece in super::html::pieces(html) {
            if let Some(id) = piece.attribute("id") {
                headings += usize::from(id.contains("part-"));
                assert!(ids.insert(id.to_owned()), "`{id}` is twice on {route}");
            }
        }
    }
    assert!(headings > 20, "{headings}");
}

/// A number with other leading zeros is meant before one that looks alike.
#[test]
fn numbers_with_other_leading_zeros_are_suggested() {
    #[track_caller]
    fn case(labels: &[&str], written: &str, expected: &str) {
        let project = Project::new().with_report(labels);
        let text = format!("+++\ntitle = \"About\"\n+++\n{written}\n");
        let rendered = project.file("content/about.md", text).render();
        let found: Vec<String> = rendered
            .diagnostics
            .iter()
            .map(|found| {
                format!("{}: {}", found.message, found.help.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(found, [expected], "{written}");
    }
    let labels = ["7", "17", "27", "18/24", "018/2"];
    case(&labels, "[x](rec:07)", "there is no recommendation 07 in `ssr1`: did you mean `rec:7`?");
    case(
        &labels,
        "[x](rec:018/24)",
        "there is no recommendation 018/24 in `ssr1`: did you mean `rec:18/24`?",
    );
    case(
        &labels,
        "[x](rec:18/2)",
        "there is no recommendation 18/2 in `ssr1`: did you mean `rec:018/2`?",
    );
    case(&labels, "Recommendation 07", "there is no recommendation 07 in `ssr1`: did you mean 7?");
    case(
        &labels,
        "See Recommendation 018/24.",
        "there is no recommendation 018/24 in `ssr1`: did you mean 18/24?",
    );
    case(
        &labels,
        "Recommendations 7 and 018/24.",
        "there is no recommendation 018/24 in `ssr1`: did you mean 18/24?",
    );
    case(
        &["0", "10", "100"],
        "[x](rec:00)",
        "there is no recommendation 00 in `ssr1`: did you mean `rec:0`?",
    );
    // The nearest where no value is the same.
    case(
        &["7", "9"],
        "Recommendation 08",
        "there is no recommendation 08 in `ssr1`: the nearest are 7 and 9",
    );
}
