//! Diagnostics of front matter and their locations.

use super::harness::{Project, Rendered};

/// Asserts the diagnostics of a project with one more file.
#[track_caller]
fn said(path: &str, text: &str, expected: &[&str]) {
    Project::new().with_report(&["1", "2"]).file(path, text).render().says(expected);
}

const STATEMENT: &str = "content/ssr1/recommendations/rec-2.md";

#[test]
fn a_mistyped_key_is_not_missing_as_well() {
    said(
        STATEMENT,
        "+++\nnumber = 2\ntitel = \"T\"\n+++\n",
        &["error[unknown-key] content/ssr1/recommendations/rec-2.md:3:1: unknown key `titel`"],
    );
    // Only if that key is the missing one.
    said(
        STATEMENT,
        "+++\nnumber = 2\ncolour = \"T\"\n+++\n",
        &[
            "error[missing-key] content/ssr1/recommendations/rec-2.md:1:1: the key `title` is missing",
            "error[unknown-key] content/ssr1/recommendations/rec-2.md:3:1: unknown key `colour`",
        ],
    );
    said(
        STATEMENT,
        "+++\nnumber = 2\ntitle = \"T\"\ntitel = \"T\"\n+++\n",
        &["error[unknown-key] content/ssr1/recommendations/rec-2.md:4:1: unknown key `titel`"],
    );
}

#[test]
fn a_wrong_kind_makes_no_mistakes_of_other_files() {
    #[track_caller]
    fn case(index: &str, expected: &str) {
        Project::new()
            .with_report(&["1", "2"])
            .file("content/plan/_index.md", index)
            .file("content/plan/rec-1.md", "+++\nnumber = 1\n+++\nSee [2](rec:2).\n")
            .file("content/plan/rec-2.md", "+++\nnumber = 2\n+++\n")
            .file("content/about.md", "+++\ntitle = \"About\"\n+++\n[Two](rec:2)\n")
            .render()
            .says(&[expected]);
    }
    case(
        "+++\nkind = \"memo\"\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[wrong-type] content/plan/_index.md:2:8: expected `implementation` or `review`, \
         found `\"memo\"`",
    );
    case(
        "+++\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[missing-key] content/plan/_index.md:1:1: the key `kind` is missing",
    );
    case(
        "+++\nkind = \"review\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[toml-syntax] content/plan/_index.md:2:8: the text has no `\"` at its end",
    );
    case(
        "Plan\n",
        "error[missing-front-matter] content/plan/_index.md:1:1: the file does not begin with \
         front matter",
    );
}

const UPDATE: &str = "content/ssr1/2016-06-30/rec-2.md";

/// Asserts the diagnostics of an update with these keys, as `line:column: message`.
#[track_caller]
fn update_said(keys: &str, expected: &[&str]) {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .file(UPDATE, format!("+++\nnumber = 2\nstatus = \"planned\"\n{keys}+++\n"))
        .render();
    let places: Vec<String> = rendered
        .lines()
        .iter()
        .map(|line| line.split_once(&format!(" {UPDATE}:")).expect(line).1.to_owned())
        .collect();
    assert_eq!(places, expected);
}

/// Columns count characters, whatever their bytes and however wide they are.
#[test]
fn columns_count_characters() {
    let case = |keys: &str, expected: &str| update_said(keys, &[expected]);
    case(
        "[[milestones]]\nlabel = \"技術\", statsu = 1\n",
        "5:13: unexpected key or value, expected newline, `#`",
    );
    case(
        "milestones = [{ label = \"é👩\u{200d}💻e\u{301}\", date = \"2016-13\" }]\n",
        "4:42: expected a date such as `\"2016\"`, `\"2016-Q3\"`, `\"2016-09\"` or `\"2016-09-30\"`, \
         found `\"2016-13\"`",
    );
    case("\"zustä\\u006edig\" = 1\n", "4:1: unknown key `zuständig`");
    case("group = [\"技\", \"術\"]\n", "4:9: expected a text in quotes, found a list");
}

#[test]
fn lines_may_end_as_on_windows_and_begin_with_a_mark() {
    let text = "\u{feff}+++\r\nnumber = 2\r\nstatus = \"plänned\"\r\nas_of = \"soon\"\r\n+++\r\nRecommendation 9.\r\n";
    Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .file(UPDATE, text)
        .render()
        .says(&[
            "error[unknown-status] content/ssr1/2016-06-30/rec-2.md:3:10: unknown status `plänned`",
            "error[wrong-type] content/ssr1/2016-06-30/rec-2.md:4:9: expected a date such as \
             `2016-09-30`, found `\"soon\"`",
            "warning[unknown-reference] content/ssr1/2016-06-30/rec-2.md:6:1: there is no \
             recommendation 9 in `ssr1`",
        ]);
}

#[test]
fn several_mistakes_of_one_file_are_all_reported() {
    update_said(
        "as_of = 2016\nmilestones = 1\ncolour = \"red\"\n\
         [[deliverables]]\ntext = 1\ncompleted = \"when done\"\nevidence = [1, \"ftp://x\"]\n\
         [[deliverables]]\nid = \"\"\ntext = \"T\"\nresponsible = \"Staff\"\ndue = \"2016-12\"\n\
         [[allow]]\nrule = \"vague-link-text\"\n",
        &[
            "4:9: cannot read the date `2016`",
            "5:14: expected a list, each item a table, found `1`",
            "6:1: unknown key `colour`",
            "8:8: expected a text in quotes, found `1`",
            "9:13: expected a date such as `\"2016\"`, `\"2016-Q3\"`, `\"2016-09\"` or \
             `\"2016-09-30\"`, found `\"when done\"`",
            "10:13: expected an address such as `\"https://example.org/page\"`, found `1`",
            "10:16: the address `ftp://x` has a scheme that is not allowed",
            "12:6: expected a text that is not empty, found an empty string",
            "14:15: expected a list, each item a text in quotes, found `\"Staff\"`",
            "16:1: the key `reason` is missing",
        ],
    );
}

/// After a line with a syntax error the others are still checked.
#[test]
fn one_broken_line_hides_no_other_mistake() {
    update_said(
        "as_of = 30 June\ncolour = \"red\"\ndue =\n",
        &[
            "4:9: `30 June` is not a date",
            "5:1: unknown key `colour`",
            "6:1: unknown key `due`",
            "6:6: `due` has no value",
        ],
    );
    update_said("as_of = \"soon\n", &["4:9: the text has no `\"` at its end"]);
}

#[test]
fn an_id_is_part_of_an_address() {
    #[track_caller]
    fn case(id: &str, expected: &[&str]) {
        let deliverable = format!(
            "[[deliverables]]\nid = \"{id}\"\ntext = \"T\"\nresponsible = [\"S\"]\ndue = \"2030\"\n"
        );
        let rendered = super::harness::Project::new()
            .with_report(&["1"])
            .edition("ssr1", "2016-06-30")
            .update("ssr1/2016-06-30", "1", "planned", &deliverable)
            .render();
        let found = rendered.diagnostics.iter().filter(|found| found.is_error());
        let found: Vec<&str> = found.map(|found| found.message.as_str()).collect();
        assert_eq!(found, expected);
    }
    case("D-1_a.b", &[]);
    case("é", &[]);
    case("a b", &["expected an id of letters, digits, `-`, `_` and `.`, found `\"a b\"`"]);
    case("a/b", &["expected an id of letters, digits, `-`, `_` and `.`, found `\"a/b\"`"]);
}

#[test]
fn a_broken_line_is_one_mistake() {
    let text = "+++\ntitle = \"T\"\ndescription = [\"a\", b\"]\naliases = 5\n+++\n";
    let rendered = Project::new().with_report(&["1"]).file("content/p.md", text).render();
    let found: Vec<&str> = rendered.diagnostics.iter().map(|found| found.name).collect();
    assert_eq!(found, ["toml-syntax", "wrong-type"], "{:?}", rendered.diagnostics);
}

/// A site with this between the words of titles and names.
fn spaced(space: &str) -> Project {
    let words = |words: &str| words.replace(' ', space);
    let named =
        |key: &str, text: &str| format!("{key} = \"\"\"{space}{}{space}\"\"\"\n", words(text));
    let book = format!(
        "[book]\n{}{}[rules]\ncomplete-without-evidence = \"allow\"\n",
        named("title", "All our reports"),
        named("description", "What became of them"),
    );
    let report = format!(
        "+++\nkind = \"implementation\"\n{}{}{}[[statuses]]\n{}{}kind = \"active\"\n+++\n",
        named("title", "First review"),
        named("series", "SSR One"),
        named("statement_label", "As it was adopted"),
        named("id", "in work"),
        named("label", "In work"),
    );
    let review = format!(
        "+++\nkind = \"review\"\nof = \"ssr1\"\n{}teams = [\"IT team\"]\n+++\n",
        named("title", "Second review"),
    );
    Project::new()
        .file("book.toml", book)
        .file("content/ssr1/_index.md", report)
        .file("content/ssr2/_index.md", review)
        .file("content/ssr2/rec-1.md", format!("+++\nnumber = 1\nteams = [\"\"\"{}\"\"\"]\n+++\n", words("IT team")))
        .recommendation("ssr1", "1", "group = \"Group A\"\n")
        .recommendation("ssr1", "2", &named("group", "Group A"))
        .file(
            "content/ssr1/2020-03-31/_index.md",
            format!("+++\n{}{}+++\n", named("title", "First edition"), named("summary", "Much was done")),
        )
        .update(
            "ssr1/2020-03-31",
            "1",
            "in work",
            &format!("[[milestones]]\n{}[[deliverables]]\ntext = \"A\"\nresponsible = [\"The staff\"]\n{}", named("label", "Plan adopted"), named("phase", "Phase one")),
        )
        .update(
            "ssr1/2020-03-31",
            "2",
            "in work",
            &format!("[[deliverables]]\ntext = \"\"\"A\n\n- b\"\"\"\nresponsible = [\"\"\"{}\"\"\"]\n", words("The staff")),
        )
        .file("content/about.md", format!("+++\n{}+++\n", named("title", "About all this")))
}

#[test]
fn titles_and_names_are_the_same_whatever_is_between_their_words() {
    let plain = spaced(" ").render().builds();
    for space in ["  ", "\n", "\t", "\r\n  ", "\u{a0}", " \u{2003}"] {
        let other = spaced(space).render().builds();
        let names = |rendered: &Rendered| -> Vec<String> {
            rendered.diagnostics.iter().map(|it| format!("{} {}", it.name, it.message)).collect()
        };
        assert_eq!(names(&plain), names(&other), "{space:?}");
        assert!(plain.pages.len() > 20);
        for (route, page) in &plain.pages {
            let found = other.pages.get(route).map(|page| String::from_utf8_lossy(page));
            assert_eq!(found, Some(String::from_utf8_lossy(page)), "{space:?}: {route}");
        }
    }
}

#[test]
fn what_stands_in_for_a_wrong_value_makes_no_mistake_of_its_own() {
    // Two statuses without an id are not two of one id.
    Project::new()
        .with_report(&["1"])
        .file(
            "content/ssr1/_index.md",
            "+++\nkind = \"implementation\"\ntitle = \"R\"\n\
             statuses = [{ label = \"A\", kind = \"done\" }, { label = \"B\", kind = \"late\" }]\n+++\n",
        )
        .render()
        .says(&[
            "error[missing-key] content/ssr1/_index.md:4:13: the key `id` is missing",
            "error[missing-key] content/ssr1/_index.md:4:45: the key `id` is missing",
        ]);
    // The number that a file is named by is not held against others.
    Project::new()
        .with_report(&["18/24"])
        .file(
            "content/ssr1/recommendations/part-18-24.md",
            "+++\nnumber = \"none\"\ntitle = \"T\"\n+++\n",
        )
        .render()
        .says(&["error[wrong-type] content/ssr1/recommendations/part-18-24.md:2:10: a number needs a digit"]);
    said(
        STATEMENT,
        "+++\nnumber = 2\ntitle = \"T\"\ncorrections = [{ note = \"n\" }]\n\
         allow = [{ reason = \"r\" }]\n+++\n",
        &[
            "error[missing-key] content/ssr1/recommendations/rec-2.md:4:16: the key `date` is missing",
            "error[missing-key] content/ssr1/recommendations/rec-2.md:5:10: the key `rule` is missing",
        ],
    );
}

#[test]
fn a_missing_key_is_told_at_the_fence_also_after_a_byte_order_mark() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .file(UPDATE, "\u{feff}+++\nnumber = 2\n+++\n")
        .render();
    let [missing] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!(missing.name, "missing-status");
    assert_eq!(missing.location.span, Some((3..6).into()));
}
