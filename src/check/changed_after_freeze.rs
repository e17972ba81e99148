//! Published editions that were changed.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::freeze;

pub(super) const RULE: Rule = Rule {
    name: "changed-after-freeze",
    level: RuleLevel::Deny,
    summary: "a published edition was changed without a correction",
    explanation: "\
Readers cite the pages of an edition. If the pages change later, nobody can tell what was reported
at the time.

`ssr-site freeze 2016-06-30` records the content of a published edition in a lock file beside its
directory: the edition's own text, every statement, and every update it shows, including those
carried forward. From then on, each of these files that is changed, added or removed is a finding,
which names the editions. Formatting of the file does not count (order of keys, comments, line
ends), nor do `[[allow]]` and `aliases`.

To disclose a change, add `[[corrections]]` to the changed file, dated on or after the day of the
freeze; the pages of the edition show it. Corrections that were there before are part of the
published content: rewriting or removing one is a change. If a file was added or removed, the
correction can be in the edition's `_index.md`.

Restore the file, or add the correction. Then freeze the edition again to detect further changes.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let frozen = freeze::frozen(context.site);
    if frozen.is_empty() {
        return;
    }
    let comparison = freeze::compare(context.site, &frozen, context.world);
    let changes = freeze::findings(context.site, &comparison.changes);
    for finding in changes.into_iter().chain(comparison.problems) {
        findings.push(finding);
    }
}
