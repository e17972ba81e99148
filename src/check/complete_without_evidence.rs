//! Recommendations that are called complete, with nothing to show for it.

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
    summary: "an update is complete, and no link shows it",
    explanation: "\
\"Complete\" is a claim. A reader who wants to check it needs a place to look: the policy that
was published, the minutes, the code.

Looked at are updates whose `status` is of the kind `done`, as the report's last edition has
them: an older one that a newer one has replaced need not be mended. Evidence is the `evidence`
of a deliverable, and any link in the text or in a deliverable that leads to another site, to a
file or to a page. A link without an address is none, and neither is one to a recommendation,
a report or an edition of this site. A recommendation with `covered_by` needs none as long as it
has no deliverables of its own.

Add `evidence` to the deliverables, or link what was done in the text.
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
            let message = format!("the status is `{}`, and no link shows it", status.value);
            findings.push(
                finding(Location::new(&document.path, status.span), message).help(
                    "add `evidence = [\"https://…\"]` to a deliverable, or a link to the text",
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
        let finding =
            format!("warning {path} {words:?}: the status is `complete`, and no link shows it");
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
