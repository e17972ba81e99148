//! Strings files of the project with gaps.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "incomplete-strings",
    level: RuleLevel::Warn,
    summary: "a strings file lacks texts of its language",
    explanation: "\
A text that a language lacks is shown in English in the middle of a page.

Checks the files in `strings/` of the theme in use. The file of the site's language needs all texts
that the built-in English file has; a file for a variant, such as `de-AT.toml`, needs only what
differs.

Add the texts.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    findings.found(context.given(RULE.name));
}
