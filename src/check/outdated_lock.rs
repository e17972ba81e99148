//! Locks that cover less than those of today.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::freeze;

pub(super) const RULE: Rule = Rule {
    name: "outdated-lock",
    level: RuleLevel::Warn,
    summary: "a published edition was frozen by an older version, whose lock covers less",
    explanation: "\
A lock file of format 1 holds hashes of the edition's own files and of those that it carries
forward. Its pages also depend on other files: statuses and texts of the report, earlier updates and
editions, attached files, and settings. Changes of these are not noticed. What format 1 covers is
still checked, by `changed-after-freeze`.

Compare the edition's pages with what was published, then freeze it again, with
`ssr-site freeze 2016-06-30`. That is refused as long as the edition has changes that no correction
discloses.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for finding in freeze::outdated(context.site, context.world) {
        findings.push(finding);
    }
}
