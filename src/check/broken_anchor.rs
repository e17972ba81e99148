//! Links to headings that do not exist.

use super::findings::finding;
use super::links::written;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, all_of, nearest};
use crate::facts::{Facts, anchors};
use crate::fragment::slug;
use crate::site::{DocumentId, Owner, Resolution, Site, Target, View};

pub(super) const RULE: Rule = Rule {
    name: "broken-anchor",
    level: RuleLevel::Warn,
    summary: "a link names a heading that its page does not have",
    explanation: "\
The fragment of a link, the part after `#`, names a heading of the page. If there is no such
heading, browsers silently show the top of the page, and readers have to search.

Checks links and images in Markdown and addresses in front matter that lead to a page of this
site: `#notes`, `../about.md#method`, `rec:25#status`. Valid ids are

- headings: `## What comes next?` has `what-comes-next`, `## Next {#next}` has `next`. A
  recommendation's page has those of its statement and of the update shown;
- sections that the page has, such as `status`, `notes`, `deliverables`, or, for an update with
  milestones, `timeline`;
- deliverables: `deliverable-plan` for `id = \"plan\"`, otherwise `row-2`;
- entries of a review.

Headings within front matter have no ids. Pages whose files have errors are skipped.

In an update, a deliverable or a correction, `#status` means the page of that recommendation in
that edition, wherever the text is shown.

Correct the fragment, or give the heading that id: `## The method {#method}`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        for written in written(document).filter(|written| written.destination.contains('#')) {
            let (message, help) = match site.resolve(id, written.destination) {
                Resolution::UnknownAnchor { anchor, known } => {
                    let message = format!("the linked page has no heading `{anchor}`");
                    (message, help(&anchor, &known))
                }
                Resolution::Internal(target, Some(anchor))
                    if !leads(context.facts, id, &target, &anchor) =>
                {
                    (
                        format!("the linked page has no section `{anchor}`"),
                        "remove `#…`, or name a heading of the page".to_owned(),
                    )
                }
                _ => continue,
            };
            if leads_to_broken(site, id, written.destination) {
                continue;
            }
            findings.push(finding(Location::new(&document.path, written.span), message).help(help));
        }
    });
}

/// Whether the target page has an id.
fn leads(facts: &Facts, from: DocumentId, target: &Target, anchor: &str) -> bool {
    let page = anchors::shown(facts.site(), from, target);
    slug::is_beginning(anchor) || page.is_none_or(|page| anchors::has(facts, page, anchor))
}

fn help(anchor: &str, known: &[String]) -> String {
    /// A longer list is not helpful.
    const MOST: usize = 12;
    let known = || known.iter().map(String::as_str);
    match (nearest(anchor, known()), known().count()) {
        (Some(near), _) => format!("did you mean `#{near}`?"),
        (None, 0) => format!("the page has no headings; add one, such as `## … {{#{anchor}}}`"),
        (None, 1..=MOST) => {
            format!("its headings are {}", all_of(known()))
        }
        (None, _) => format!("give the heading this id: `## … {{#{anchor}}}`"),
    }
}

/// Whether a document of the page has errors, so that headings can be unknown.
fn leads_to_broken(site: &Site, from: DocumentId, destination: &str) -> bool {
    let page = destination.split('#').next().unwrap_or_default();
    let target = match site.resolve(from, page) {
        Resolution::Internal(target, _) => target,
        // Only a fragment.
        _ => Target::Here,
    };
    documents(site, from, &target).into_iter().flatten().any(|id| site.document(id).broken)
}

/// The documents shown on a page.
fn documents(site: &Site, from: DocumentId, target: &Target) -> [Option<DocumentId>; 2] {
    let of = |id, view| {
        let carried = site.carried(id, view).or_else(|| site.carried(id, View::Latest));
        [site.recommendation(id).document, carried.map(|(_, update)| update)]
    };
    match target {
        Target::Here => match site.owner(from) {
            Owner::Update(id, _) => [site.recommendation(id).document, Some(from)],
            _ => [Some(from), None],
        },
        Target::Recommendation { id, at } => {
            of(*id, at.map_or_else(|| site.view_for(from, id.report), View::Edition))
        }
        Target::Page(document) => [Some(*document), None],
        Target::Front => [site.front, None],
        Target::Report(report) => [Some(site.report(*report).document), None],
        Target::Edition(report, edition) => [site.report(*report).edition(*edition).document, None],
        Target::Asset(_) => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(link: &str, expected: Option<&str>) {
        let about = format!("+++\ntitle = \"A\"\n+++\n{link}\n\n## Reading figures\n");
        let found = findings(
            &RULE,
            &[
                ("content/about.md", &about),
                ("content/broken.md", "+++\ntitl = \"A\"\n+++\n## Method\n"),
                ("content/chart.svg", "<svg/>"),
                (
                    "content/ssr1/recommendations/rec-04.md",
                    "+++\nnumber = 4\ntitle = \"T\"\n+++\n## Aim\n",
                ),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n+++\n## Next\n",
                ),
            ],
        );
        let expected = expected.map(|expected| format!("warning content/about.md {expected}"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("[x](#reading-figures)", None);
        case("[x](#figures)", Some("\"[x](#figures)\": the linked page has no heading `figures`"));
        case(
            "![x](#figures)",
            Some("\"![x](#figures)\": the linked page has no heading `figures`"),
        );
        case("[x](about.md#reading-figures)", None);
        case("[x](rec:4#next)", None);
        case("[x](rec:4#aim)", None);
        case("[x](rec:4#status)", None);
        case("[x](rec:4#top)", None);
        case(
            "[x](rec:4#notes)",
            Some("\"[x](rec:4#notes)\": the linked page has no section `notes`"),
        );
        case("[x](rec:4#then)", Some("\"[x](rec:4#then)\": the linked page has no heading `then`"));
        case("[x](https://example.org/#figures)", None);
        case("[x](chart.svg#figures)", None);
        // Left to other rules or to the page's error.
        case("[x](#)", None);
        case("[x](rec:5#then)", None);
        case("[x](broken.md#then)", None);
    }

    #[test]
    fn evidence_is_looked_at() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n\
                     evidence = [\"#next\", \"#then\"]\n+++\n## Next\n",
                ),
            ],
        );
        assert_eq!(
            found,
            ["warning content/ssr1/2016-06-30/rec-04.md \"\\\"#then\\\"\": \
              the linked page has no heading `then`"]
        );
    }

    #[test]
    fn help_names_what_there_is() {
        let case = |anchor: &str, known: &[&str], expected: &str| {
            let known: Vec<String> = known.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(super::help(anchor, &known), expected);
        };
        case("metod", &["aim", "method"], "did you mean `#method`?");
        case("figures", &["aim", "method"], "its headings are `aim` and `method`");
        case("figures", &[], "the page has no headings; add one, such as `## … {#figures}`");
        case("figures", &["aim"; 13], "give the heading this id: `## … {#figures}`");
    }
}
