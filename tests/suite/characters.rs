//! Forbidden characters, in any notation.

use super::harness::Project;

fn control(place: &str, written: &str, code: &str) -> String {
    format!("error[control-character] {place}: `{written}` is the control character U+{code}")
}

/// Asserts the diagnostics of a project, in any order.
#[track_caller]
fn says(project: &Project, expected: &[String]) {
    let mut expected = expected.to_vec();
    expected.sort();
    let mut lines = project.render().lines();
    lines.sort();
    assert_eq!(lines, expected);
}

#[test]
fn control_characters_by_escape_are_errors_in_every_text() {
    let about = "+++\ntitle = \"A\\u0007b\"\ndescription = \"\\tx\\n\\f\\r\"\n+++\n\
                 a&#11;b `&#11;` \\&#11; <!-- &#11; --> &#9;\n\n\
                 [a](tel:1&#x80;) <b title=\"&#x7;\">c</b>\n\n```a&#0;\n```\n";
    let project = Project::new()
        .with_report(&["1"])
        .file("content/about.md", about)
        .recommendation("ssr1", "1", "group = \"\\u0000\"\n+++\n[a]\n\n[a]: https://e.org '&#1;'")
        .edition("ssr1", "2020-03-31");
    let project = project.update(
        "ssr1/2020-03-31",
        "1",
        "planned",
        "[[deliverables]]\ntext = \"a &#x1F; b\"\nresponsible = [\"\\x1b\"]\n\
         [[corrections]]\ndate = 2020-04-01\nnote = \"\\\"&#2;\\\"\"\n",
    );
    let update = "content/ssr1/2020-03-31/rec-1.md";
    let adopted = "content/ssr1/recommendations/rec-1.md";
    let expected = [
        control("content/about.md:2:11", "\\u0007", "0007"),
        control("content/about.md:5:2", "&#11;", "000B"),
        control("content/about.md:7:10", "&#x80;", "0080"),
        control("content/about.md:7:28", "&#x7;", "0007"),
        control("content/about.md:9:5", "&#0;", "0000"),
        control(&format!("{adopted}:4:10"), "\\u0000", "0000"),
        control(&format!("{adopted}:8:21"), "&#1;", "0001"),
        control(&format!("{update}:5:11"), "&#x1F;", "001F"),
        control(&format!("{update}:6:17"), "\\x1b", "001B"),
        // At the whole value, since an escape makes positions in it unknown.
        control(&format!("{update}:9:8"), "&#2;", "0002"),
    ];
    says(&project, &expected);
}

#[test]
fn control_characters_by_escape_are_errors_in_settings_and_themes() {
    let book = "[book]\ntitle = \"A\\u0000\"\nlanguage = \"en\\u0007\"\n";
    says(
        &Project::new().file("book.toml", book),
        &[
            control("book.toml:2:11", "\\u0000", "0000"),
            control("book.toml:3:15", "\\u0007", "0007"),
        ],
    );
    let strings = "not-reported = \"a\\u0008b\"\n";
    let project = Project::new()
        .file("themes/default/strings/en.toml", strings)
        .file("themes/default/theme.toml", "name = \"a\\eb\"\n");
    says(
        &project,
        &[
            control("themes/default/strings/en.toml:1:18", "\\u0008", "0008"),
            control("themes/default/theme.toml:1:10", "\\e", "001B"),
        ],
    );
}

#[test]
fn control_characters_as_they_are_are_errors_in_settings() {
    let raw = |place: &str, code: &str| {
        format!("error[control-character] {place}: the file holds the control character U+{code}")
    };
    let project = Project::new().file("book.toml", "[book]\ntitle = \"A\u{85}b\"\n# \u{85}\n");
    says(&project, &[raw("book.toml:2:11", "0085")]);
    let project = Project::new().file("book.toml", "[book]\ntitle = \"A\u{7}b\"\n");
    says(&project, &[raw("book.toml:2:11", "0007")]);
}
