//! Addresses outside the site that have moved for good.

use super::dead_link::leads_home;
use super::links::judged;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::link_check::Outcome;

pub(super) const RULE: Rule = Rule {
    name: "moved-link",
    level: RuleLevel::Warn,
    summary: "an address outside the site has moved for good",
    explanation: "\
A server that answers with a permanent redirect (301, 308) asks that the new address be used: the
old one is kept for a while, and then it is gone.

Reads `links.toml`, which `ssr-site check --links` writes. Temporary redirects are no finding, and
what leads to a home page is found by `dead-link`.

Open the new address, and write it if it shows the same.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    judged(context, findings, |address, known, _| {
        let (_, answer) = known.last.as_ref()?;
        let to = answer.leads_to.as_ref().filter(|_| answer.outcome == Outcome::Moved)?;
        (!leads_home(address, answer)).then(|| {
            (
                format!("`{address}` has moved to `{to}`"),
                format!("write `{to}`, if it shows the same"),
            )
        })
    });
}
