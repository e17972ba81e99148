//! Theme files of the project that overlay nothing.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "unused-override",
    level: RuleLevel::Warn,
    summary: "a file of the project's theme overlays nothing, and nothing names it",
    explanation: "\
A template whose name is mistyped changes no page, and its author looks for the mistake in the wrong
place.

Checks the files of the theme in use, and of the themes below it, in `themes/`: each must have the
name of a file of a theme below, or be named in a template or style sheet. `theme.toml`, style
sheets in `assets/`, and the strings of the site's language are read by their own names.

Correct the name, name the file in a template, or remove it.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    findings.found(context.given(RULE.name));
}
