//! Reference cycles.

use rayon::prelude::*;

use super::findings::finding;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::Content;
use crate::document::prose::Reference;
use crate::site::{DocumentId, RecommendationId, Resolution, Site, Target, View};

/// Maximum number of places shown.
const MOST_PLACES: usize = 12;

pub(super) const RULE: Rule = Rule {
    name: "reference-cycle",
    level: RuleLevel::Warn,
    summary: "recommendations refer to each other in a cycle",
    explanation: "\
\"See Recommendation 25\" is an answer only if Recommendation 25 gives one. If it refers back,
readers go round, and each recommendation can wait for the others forever.

A reference cycle is a set of two or more recommendations of a report, each of which leads to
every other one by references in statements, latest updates and `covered_by`. At least one
reference must be a `covered_by`, or a deliverable or paragraph that only points elsewhere: cycles
of mere mentions are common and harmless. Each cycle is reported once, at the first reference of
its first recommendation; related places show how to leave and how to reach each member.

Describe the progress in one of them instead of pointing to another; or remove a mention that is
not needed.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        let cycles = context.facts.cycles(report.place, View::Latest);
        let found: Vec<Option<Diagnostic>> =
            cycles.par_iter().map(|members| circle(site, members)).collect();
        for finding in found.into_iter().flatten() {
            findings.push(finding);
        }
    }
}

fn circle(site: &Site, members: &[RecommendationId]) -> Option<Diagnostic> {
    let first = *members.first()?;
    let numbers = members.iter().map(|id| site.recommendation(*id).number.as_str());
    let message = format!(
        "{} form a reference cycle",
        Recommendations::each(site.called(first.report), numbers)
    );
    let mut ways = ways(site, members).into_iter();
    let mut circle = match ways.next() {
        Some(way) => finding(way.place.clone(), message).label(way.told(site)),
        None => {
            finding(Location::file(&site.document(documents(site, first).next()?).path), message)
        }
    };
    circle = circle.help("describe the progress in one of them instead of pointing to another");
    circle.related = ways.map(|way| (way.place.clone(), way.told(site))).collect();
    Some(circle)
}

/// One reference from each member, and as many more as needed to reach each.
fn ways(site: &Site, members: &[RecommendationId]) -> Vec<Way> {
    let ways = members.iter().filter_map(|from| way(site, *from, members));
    let mut ways: Vec<Way> = ways.take(MOST_PLACES).collect();
    for to in members {
        if ways.len() >= MOST_PLACES {
            break;
        }
        if !ways.iter().any(|way| way.to.contains(to)) {
            let mut others = members.iter().filter(|from| *from != to);
            ways.extend(others.find_map(|from| way(site, *from, &[*to])));
        }
    }
    ways
}

/// A place where a recommendation refers to others of its cycle.
struct Way {
    from: RecommendationId,
    how: &'static str,
    to: Vec<RecommendationId>,
    place: Location,
}

impl Way {
    /// "recommendation 25 mentions recommendations 26, 27 and 28"
    fn told(&self, site: &Site) -> String {
        let number = |id: RecommendationId| site.recommendation(id).number.as_str();
        let called = site.called(self.from.report);
        let to = Recommendations::each(called, self.to.iter().map(|id| number(*id)));
        format!("{} {} {} {to}", called.one, number(self.from), self.how)
    }
}

/// The documents of a recommendation in the latest view.
fn documents(site: &Site, id: RecommendationId) -> impl Iterator<Item = DocumentId> {
    let carried = site.carried(id, View::Latest).map(|(_, document)| document);
    site.recommendation(id).document.into_iter().chain(carried)
}

/// The strongest reference of a recommendation to some members.
fn way(site: &Site, from: RecommendationId, members: &[RecommendationId]) -> Option<Way> {
    let in_prose = |points| {
        documents(site, from).find_map(|id| {
            let references = site.document(id).prose.references.iter();
            let mut references = references.filter(|reference| reference.points == points);
            references.find_map(|reference| refers_to(site, from, id, reference, members))
        })
    };
    let covered = || documents(site, from).find_map(|id| covered_by(site, from, id, members));
    let linked = || documents(site, from).find_map(|id| links_to(site, from, id, members));
    let (how, (place, to)) = covered()
        .map(|found| ("is covered by", found))
        .or_else(|| Some(("points to", in_prose(true)?)))
        .or_else(|| Some(("mentions", in_prose(false)?)))
        .or_else(|| Some(("mentions", linked()?)))?;
    Some(Way { from, how, to, place })
}

fn covered_by(
    site: &Site,
    from: RecommendationId,
    document: DocumentId,
    members: &[RecommendationId],
) -> Option<(Location, Vec<RecommendationId>)> {
    let document = site.document(document);
    let number = match &document.content {
        Content::Recommendation(adopted) => adopted.covered_by.as_ref()?,
        Content::ReviewEntry(entry) => entry.covered_by.as_ref()?,
        _ => return None,
    };
    let by = site.report(from.report).find(number.as_str()).filter(|by| *by != from)?;
    members.binary_search(&by).ok()?;
    Some((Location::new(&document.path, number.span), vec![by]))
}

fn refers_to(
    site: &Site,
    from: RecommendationId,
    id: DocumentId,
    reference: &Reference,
    members: &[RecommendationId],
) -> Option<(Location, Vec<RecommendationId>)> {
    let mut to = site.meant(id, &reference.clause);
    to.retain(|to| *to != from && members.binary_search(to).is_ok());
    to.sort_unstable();
    to.dedup();
    if to.is_empty() {
        return None;
    }
    let (_, mentions) = site.mentions(id, &reference.clause)?;
    let (first, last) = (mentions.first()?, mentions.last()?);
    let words = Span { start: first.source.start, end: last.source.end };
    Some((Location::new(&site.document(id).path, reference.span(words)), to))
}

fn links_to(
    site: &Site,
    from: RecommendationId,
    id: DocumentId,
    members: &[RecommendationId],
) -> Option<(Location, Vec<RecommendationId>)> {
    let document = site.document(id);
    document.prose.links.iter().filter(|link| !link.image).find_map(|link| {
        let Resolution::Internal(Target::Recommendation { id: to, .. }, _) =
            site.resolve(id, &link.destination)
        else {
            return None;
        };
        let inside = to != from && members.binary_search(&to).is_ok();
        inside.then(|| (Location::new(&document.path, link.span), vec![to]))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::{diagnostics, findings};

    #[track_caller]
    fn case(statements: &[(&str, &str, &str)], expected: &[&str]) {
        let files: Vec<(String, String)> = statements
            .iter()
            .map(|(number, keys, text)| {
                let path = format!("content/ssr1/recommendations/rec-{number}.md");
                (path, format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n{text}\n"))
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case(&[("1", "", "See Recommendation 2."), ("2", "", "")], &[]);
        case(
            &[("1", "", "See Recommendation 2."), ("2", "", "As in Recommendation 1.")],
            &["warning content/ssr1/recommendations/rec-1.md \"Recommendation 2\": \
               recommendations 1 and 2 form a reference cycle"],
        );
        case(
            &[
                ("1", "covered_by = 2", ""),
                ("2", "covered_by = 3", ""),
                ("3", "covered_by = 1", ""),
            ],
            &["warning content/ssr1/recommendations/rec-1.md \"2\": \
               recommendations 1, 2 and 3 form a reference cycle"],
        );
        // Each cycle once.
        case(
            &[
                ("1", "covered_by = 2", ""),
                ("2", "", "Recommendation 1"),
                ("3", "", "See Recommendations 4 and 5"),
                ("4", "", "Recommendation 3"),
                ("5", "", "Recommendation 4"),
            ],
            &[
                "warning content/ssr1/recommendations/rec-1.md \"2\": \
                 recommendations 1 and 2 form a reference cycle",
                "warning content/ssr1/recommendations/rec-3.md \"4 and 5\": \
                 recommendations 3, 4 and 5 form a reference cycle",
            ],
        );
    }

    /// The references of a cycle: their text and description.
    #[track_caller]
    fn ways(statements: &[(&str, &str)], expected: &[(&str, &str)]) {
        let files: Vec<(String, String)> = (1..)
            .zip(statements)
            .map(|(number, (keys, text))| {
                let path = format!("content/ssr1/recommendations/rec-{number}.md");
                (path, format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}+++\n{text}\n"))
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = diagnostics(&RULE, &files);
        let [circle] = found.as_slice() else { panic!("{found:?}") };
        let first = (&circle.location, circle.label.as_deref().unwrap_or_default());
        let rest = circle.related.iter().map(|(location, message)| (location, &**message));
        let told: Vec<(&str, &str)> = std::iter::once(first)
            .chain(rest)
            .map(|(location, message)| {
                let file = files.iter().find(|(path, _)| *path == location.path.as_str());
                let text = file.expect("a file of the site").1;
                (&text[location.span.expect("a place").range()], message)
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_way_out_of_each() {
        ways(
            &[
                ("", "Recommendations 1 – 4 belong together."),
                ("covered_by = 1\n", "See Recommendation 3."),
                ("", "Unlike Recommendation 2.\n\nSee Recommendation 1."),
                ("", "With [the first](rec:1)."),
            ],
            &[
                ("1 – 4", "recommendation 1 mentions recommendations 2, 3 and 4"),
                ("1", "recommendation 2 is covered by recommendation 1"),
                ("Recommendation 1", "recommendation 3 points to recommendation 1"),
                ("[the first](rec:1)", "recommendation 4 mentions recommendation 1"),
            ],
        );
    }

    #[test]
    fn a_way_to_each() {
        ways(
            &[
                ("", "See Recommendation 2.\n\nLike Recommendation 3."),
                ("", "See Recommendation 1."),
                ("", "See Recommendation 1."),
            ],
            &[
                ("Recommendation 2", "recommendation 1 points to recommendation 2"),
                ("Recommendation 1", "recommendation 2 points to recommendation 1"),
                ("Recommendation 1", "recommendation 3 points to recommendation 1"),
                ("Recommendation 3", "recommendation 1 mentions recommendation 3"),
            ],
        );
    }
}
