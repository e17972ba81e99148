//! Complete recommendations without evidence.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::document::content::Update;
use crate::document::fields::StatusKind;
use crate::site::{DocumentId, Owner, Resolution, Site, Target, View};

pub(super) const RULE: Rule = Rule {
    name: "complete-without-evidence",
    level: RuleLevel::Warn,
    summary: "an update is complete, but has no link as evidence",
    explanation: "\
\"Complete\" is a claim. Readers need a link to verify it: the published policy, the minutes, the
code.

Checks updates in the report's last edition whose `status` is of kind `done`. Evidence is
`evidence` of a deliverable, or any link in the text or a deliverable to another site, a file or
an ordinary page. Links without an address do not count, nor do links to a recommendation, report
or edition of this site. A recommendation with `covered_by` and no deliverables of its own is
exempt.

Add `evidence` to the deliverables, or link the result in the text.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, edition) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let Some(status) = &update.status else { return };
        let kind = site.report(of.report).status(status).map(|status| status.kind);
        let is_latest = site.carried(of, View::Latest) == Some((edition, id));
        let covered =
            site.recommendation(of).covered_by.is_some() && update.deliverables.is_empty();
        if kind == Some(StatusKind::Done)
            && is_latest
            && !covered
            && !has_evidence(site, id, document, update)
        {
            let message = format!("the status is `{}`, but no link shows evidence", status.value);
            findings.push(
                finding(Location::new(&document.path, status.span), message).help(
                    "add `evidence = [\"https://…\"]` to a deliverable, or link it in the text",
                ),
            );
        }
    });
}

fn has_evidence(site: &Site, id: DocumentId, document: &Document, update: &Update) -> bool {
    if update.deliverables.iter().any(|deliverable| !deliverable.evidence.is_empty()) {
        return true;
    }
    document.prose.links.iter().any(|link| match site.resolve(id, &link.destination) {
        Resolution::External => true,
        Resolution::Internal(target, _) => matches!(target, Target::Asset(_) | Target::Page(_)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(keys: &str, body: &str, expected: bool) {
        let update = format!("+++\nnumber = 4\nstatus = \"complete\"\n{keys}+++\n{body}\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/about.md", "+++\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/plan.txt", "plan"),
                (path, &update),
            ],
        );
        let words = "\"complete\"";
        let finding = format!(
            "warning {path} {words:?}: the status is `complete`, but no link shows evidence"
        );
        assert_eq!(found, expected.then_some(finding).into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        let row = |keys: &str| format!("[[deliverables]]\ntext = \"D\"\n{keys}");
        case("", "Done.", true);
        case("", "[It](https://example.org/).", false);
        case("", "[It](#) and [that]().", true);
        case("", "See Recommendation 4, [it](rec:4), [all](../_index.md).", true);
        case("", "[The plan](plan.txt).", false);
        case("", "[The page](../../about.md).", false);
        case(&row(""), "", true);
        case(&row("evidence = [\"https://example.org/\"]\n"), "", false);
        case("[[deliverables]]\ntext = \"[It](https://example.org/)\"\n", "", false);
    }

    #[test]
    fn only_what_the_last_edition_has() {
        let update = "+++\nnumber = 4\nstatus = \"complete\"\n+++\n";
        let proven = "+++\nnumber = 4\nstatus = \"complete\"\n+++\n[It](https://example.org/).\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", update),
                ("content/ssr1/2016-06-30/rec-04.md", proven),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
