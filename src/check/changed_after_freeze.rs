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

`ssr-site freeze 2016-06-30` records what a published edition shows in a lock file beside its
directory. From then on, each change of that is a finding, which names the editions:

- the edition's own text, every statement, and every update it shows, including those carried
  forward and those of earlier editions, from which its history comes
- title, group and number of each recommendation
- title and short name of the report, and label, kind and order of its statuses
- files beside the edition's texts or linked from them
- settings that affect text, such as the language or `[markdown] html`

Formatting of a file does not count (order of keys, comments, line ends), nor do `[[allow]]`,
`aliases` and `doi`, themes, later editions, and statuses and recommendations that were added
later: a frozen edition does not show these.

To disclose a change, add `[[corrections]]` to the changed statement or update, dated on or after
the day of the freeze; the pages of the edition show it. For anything else, add it to the edition's
`_index.md`. Corrections that were there before are part of the published content: rewriting or
removing one is a change.

A recommendation that is renamed or regrouped keeps its earlier title and group in its own file; the
update of the edition that changes them says so, with `title` and `group`.

Undo the change, or add the correction. Then freeze the edition again to detect further changes.
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
