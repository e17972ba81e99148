//! Assembles the documentation of a rule.

use super::{Example, Rule};

/// A rule's documentation as Markdown that is readable as plain text.
pub fn explain(rule: &Rule) -> String {
    let Rule { name, level, summary, explanation, run: _ } = rule;
    let (level, summary, explanation) = (level.word(), sentence(summary), explanation.trim());
    let (bad, good) = (files(rule.bad()), files(rule.good()));
    format!(
        "\
# {name}

{summary}

Default level: {level}

{explanation}

## With a finding

{bad}## Without one

{good}## Its level

In `book.toml`, for the whole site: `allow` silences findings, `warn` makes them warnings, `deny`
errors, and then the site is not written:

    [rules]
    {name} = \"allow\"

In the front matter of a file, to silence its findings:

    [[allow]]
    rule = \"{name}\"
    reason = \"…\"
"
    )
}

pub(super) fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).chain(['.']).collect()
}

/// The files of an example as indented code blocks, since they contain fences themselves.
fn files(example: Example) -> String {
    let mut text = String::new();
    for (path, file) in example.files() {
        text.push_str(&path);
        text.push_str(":\n\n");
        for line in file.trim_end().lines() {
            let indented = format!("    {line}");
            text.push_str(indented.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text
}
