//! Updates without a status.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::one_of;
use crate::document::Content;
use crate::facts::State;
use crate::site::{Owner, View};

pub(super) const RULE: Rule = Rule {
    name: "missing-status",
    level: RuleLevel::Warn,
    summary: "an update says no status",
    explanation: "\
Readers see \"not stated\", and the recommendation counts as neither done nor late.

Checks every update whose recommendation has no status in that edition: none of its own, and none
inherited by `covered_by`.

Add `status`. If there is nothing to say yet, keep it out and explain why with `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(of, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        if document.broken || update.status.is_some() {
            return;
        }
        if facts.state(of, View::Edition(edition)) == State::NotStated {
            let statuses = &site.report(of.report).statuses;
            let words = one_of(statuses.iter().map(|status| &*status.id));
            findings.push(
                finding(document.front_matter(), "this update says no status")
                    .help(format!("add `status = \"…\"`, {words}")),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, covered_by: &str, expected: bool) {
        let covered = format!("+++\nnumber = 4\ntitle = \"T\"\n{covered_by}\n+++\n");
        let update = format!("+++\nnumber = 4\n{status}\n+++\nText.\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", &covered),
                ("content/ssr1/recommendations/rec-05.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-05.md",
                    "+++\nnumber = 5\nstatus = \"planned\"\n+++\n",
                ),
                (path, &update),
            ],
        );
        let message = format!("warning {path} \"+++\": this update says no status");
        assert_eq!(found, if expected { vec![message] } else { Vec::new() });
    }

    #[test]
    fn cases() {
        case("status = \"planned\"", "", false);
        case("", "covered_by = 5", false);
        case("", "", true);
    }
}
