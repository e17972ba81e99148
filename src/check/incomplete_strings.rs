//! Strings files of the project with gaps, or with placeholders that do not exist.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "incomplete-strings",
    level: RuleLevel::Warn,
    summary: "a strings file lacks texts, or has a placeholder that does not exist",
    explanation: "\
A text that a language lacks is shown in English in the middle of a page, and a mistyped placeholder
is shown as it is written: “{nmae}”.

Checks the files in `strings/` of the theme in use. The file of the site's language needs all texts
that the built-in English file has; a file for a variant, such as `de-AT.toml`, needs only what
differs. A placeholder in a text must be one of the English text, or one that every text can have:
`n`, `item`, `items`, `Item`, `Items` and the plural forms of `item`.

Add the texts, or correct the placeholder.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    findings.found(context.given(RULE.name));
}
