//! Editions that no longer say what they were published with.

use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::freeze;

pub(super) const RULE: Rule = Rule {
    name: "changed-after-freeze",
    level: RuleLevel::Deny,
    summary: "a published edition was changed, and no correction says so",
    explanation: "\
Readers cite an edition's pages. If these say something else a year later, nobody can tell
what was reported at the time, and the next change of a date or a status looks like one more.

`ssr-site freeze 2016-06-30` records what an edition is published with, in a lock beside its
directory: its own text, every statement, and every update that it carries, those of earlier
editions too. From then on a file of these that was changed, added or removed is a finding, once
for each file, which names the editions. How the file is written does not matter: the order of
keys, comments, line ends. Neither do `[[allow]]` and `aliases`.

A change is covered by `[[corrections]]` that the file did not have when the edition was frozen,
of that day or later. Those that it had are part of what was published: one that is rewritten or
taken away is a change like any other. Where a file was added or removed, the correction may stand
in the `_index.md` of the edition. The pages of the edition then show it.

Restore the file, or add the correction. Then freeze the edition again, so that the next change
is found as well.
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
