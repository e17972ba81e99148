//! Complete recommendations without evidence.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::content::Update;
use crate::document::fields::StatusKind;
use crate::document::{Document, prose::Link};
use crate::site::{DocumentId, Owner, ReportId, Resolution, Site, Target, View};

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

/// From this number of recommendations on, having no evidence is a habit of the report.
const HABIT: usize = 3;

/// An update that reports completion.
struct Claimed<'s> {
    report: ReportId,
    document: DocumentId,
    number: &'s str,
    place: Location,
    evidence: Evidence,
}

/// What shows the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    Given,
    /// Only links without an address; their number.
    Empty(usize),
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let claimed = context.collect(|id, document| claimed(site, id, document).into_iter().collect());
    for report in &site.reports {
        let own = || claimed.iter().filter(|claim| claim.report == report.place);
        let is_habit = own().count() >= HABIT && own().all(|it| it.evidence != Evidence::Given);
        for claim in own() {
            let Evidence::Empty(links) = claim.evidence else { continue };
            let fact = if is_habit {
                context.habit(report.place, "no evidence")
            } else {
                context.status(claim.document)
            };
            let item = report.called().one;
            let found = finding(claim.place.clone(), message(item, claim.number, links));
            findings.push(found.help(help(is_habit, report.called().other)).about(fact));
        }
    }
}

fn message(item: &str, number: &str, links: usize) -> String {
    let missing = match links {
        0 => ", but no link shows the result".to_owned(),
        1 => "; its link has no address".to_owned(),
        links => format!("; its {links} links have no address"),
    };
    format!("{item} {number} is reported complete{missing}")
}

fn help(is_habit: bool, items: &str) -> String {
    let add = "add `evidence = [\"https://…\"]` to a deliverable, or link it in the text";
    if is_habit {
        format!("none of the complete {items} of this report has evidence: {add}")
    } else {
        add.to_owned()
    }
}

/// The update, if it is the latest one and reports completion as its own.
fn claimed<'s>(site: &'s Site, id: DocumentId, document: &Document) -> Option<Claimed<'s>> {
    let Owner::Update(of, edition) = site.owner(id) else { return None };
    let update = site.update(id).filter(|_| !document.broken)?;
    let status = update.status.as_ref()?;
    let kind = site.report(of.report).status(status).map(|status| status.kind);
    let is_latest = site.carried(of, View::Latest) == Some((edition, id));
    let recommendation = site.recommendation(of);
    let covered = recommendation.covered_by.is_some() && update.deliverables.is_empty();
    (kind == Some(StatusKind::Done) && is_latest && !covered).then(|| Claimed {
        report: of.report,
        document: id,
        number: recommendation.number.as_str(),
        place: Location::new(&document.path, status.span),
        evidence: evidence(site, id, document, update),
    })
}

fn evidence(site: &Site, id: DocumentId, document: &Document, update: &Update) -> Evidence {
    let written = update.deliverables.iter().flat_map(|row| &row.evidence);
    let written = written.map(|address| site.resolve(id, address.as_str()));
    let links = document.prose.links.iter();
    let is_empty = |link: &&Link| {
        !link.image || site.resolve(id, &link.destination) != Resolution::Placeholder
    };
    let linked = links.filter(is_empty).map(|link| site.resolve(id, &link.destination));
    let mut empty = 0;
    for (resolution, is_evidence) in
        written.map(|it| (it, true)).chain(linked.map(|it| (it, false)))
    {
        match resolution {
            Resolution::Placeholder => empty += 1,
            _ if is_evidence => return Evidence::Given,
            Resolution::External | Resolution::Internal(Target::Asset(_) | Target::Page(_), _) => {
                return Evidence::Given;
            }
            _ => {}
        }
    }
    Evidence::Empty(empty)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(keys: &str, body: &str, expected: Option<&str>) {
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
        let finding = expected.map(|missing| {
            format!("warning {path} {words:?}: recommendation 4 is reported complete{missing}")
        });
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        let row = |keys: &str| format!("[[deliverables]]\ntext = \"D\"\n{keys}");
        let missing = Some(", but no link shows the result");
        case("", "Done.", missing);
        case("", "[It](https://example.org/).", None);
        case("", "[It](#) and [that]().", Some("; its 2 links have no address"));
        case("", "[It](#).", Some("; its link has no address"));
        case("", "![A picture](#)", missing);
        case("", "See Recommendation 4, [it](rec:4), [all](../_index.md).", missing);
        case("", "[The plan](plan.txt).", None);
        case("", "[The page](../../about.md).", None);
        case(&row(""), "", missing);
        case(&row("evidence = [\"https://example.org/\"]\n"), "", None);
        case(&row("evidence = [\"#\"]\n"), "", Some("; its link has no address"));
        case("[[deliverables]]\ntext = \"[It](https://example.org/)\"\n", "", None);
    }

    /// If no recommendation has evidence, that is one fact.
    #[test]
    fn a_habit_of_the_report() {
        let found = |bodies: &[&str]| {
            let mut files = Vec::new();
            for (number, body) in (1..).zip(bodies) {
                let adopted = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
                files.push((format!("content/ssr1/recommendations/rec-{number}.md"), adopted));
                let update =
                    format!("+++\nnumber = {number}\nstatus = \"complete\"\n+++\n{body}\n");
                files.push((format!("content/ssr1/2016-06-30/rec-{number}.md"), update));
            }
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (&**path, &**text)).collect();
            let found = crate::check::tests::diagnostics(&RULE, &files);
            (found.len(), crate::diagnostic::groups(&found).len())
        };
        let given = "[It](https://example.org/)";
        assert_eq!(found(&["a", "b", "c", "d"]), (4, 1));
        assert_eq!(found(&["a", "b", given, "d"]), (3, 3));
        assert_eq!(found(&["a", "b"]), (2, 2));
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
