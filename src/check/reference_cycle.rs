//! Recommendations that send readers in a circle.

use rayon::prelude::*;

use super::findings::finding;
use super::wording::Recommendations;
use super::{Context, Example, Findings, Rule};
use crate::analysis::cycles::cycles;
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::Content;
use crate::document::prose::Reference;
use crate::site::{DocumentId, RecommendationId, Site, View};

/// More places than this are not shown.
const MOST_PLACES: usize = 12;

pub(super) const RULE: Rule = Rule {
    name: "reference-cycle",
    level: RuleLevel::Warn,
    summary: "recommendations refer to each other in a circle",
    explanation: "\
\"See Recommendation 25\" is an answer only if Recommendation 25 gives one. Where it refers
back, readers go round in a circle, and each of the recommendations can wait for the others
for ever.

A circle is a set of two or more recommendations of one report, each of which leads to every
other one over references in their statements, their latest updates and `covered_by`. At
least one of these references does more than mention the other recommendation: it is a
`covered_by`, or a deliverable or a paragraph that does nothing but point there. A circle of
mere mentions is common and harmless. Each set is reported once, in the file of its first
recommendation.

Say in one of them how things stand, in place of a pointer to another one; or, where it is a
mention that closes the circle, leave it out if it is not needed.
",
    bad: Example(
        "\
=== content/ssr1/recommendations/rec-25.md
+++
number = 25
title = \"Mechanisms for identifying risks\"
+++
=== content/ssr1/recommendations/rec-26.md
+++
number = 26
title = \"Timely completion of the framework\"
+++
=== content/ssr1/2016-06-30/rec-25.md
+++
number = 25
status = \"complete\"
+++
Recommendations 25 and 26 will be closed when the update is complete.
=== content/ssr1/2016-06-30/rec-26.md
+++
number = 26
status = \"complete\"
+++
See Recommendation 25.
",
    ),
    good: Example(
        "\
=== content/ssr1/recommendations/rec-25.md
+++
number = 25
title = \"Mechanisms for identifying risks\"
+++
=== content/ssr1/recommendations/rec-26.md
+++
number = 26
title = \"Timely completion of the framework\"
+++
=== content/ssr1/2016-06-30/rec-25.md
+++
number = 25
status = \"complete\"
+++
This recommendation will be closed when the update is complete.
=== content/ssr1/2016-06-30/rec-26.md
+++
number = 26
status = \"complete\"
+++
See Recommendation 25.
",
    ),
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        let cycles = cycles(site, report.place, View::Latest);
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
    let message = format!("{} refer to each other in a circle", Recommendations::each(numbers));
    let covered = documents(site, first).find_map(|id| covered_by(site, first, id, members));
    let home = match covered {
        Some((location, _)) => location,
        None => Location::file(&site.document(documents(site, first).next()?).path),
    };
    let mut circle = finding(home, message)
        .help("say in one of them how things stand, in place of a pointer to another one");
    let places = members.iter().flat_map(|id| place(site, *id, members));
    let places = places.filter(|(location, _)| *location != circle.location);
    circle.related = places.take(MOST_PLACES).collect();
    Some(circle)
}

/// The documents that say something about a recommendation in the latest view.
fn documents(site: &Site, id: RecommendationId) -> impl Iterator<Item = DocumentId> {
    let carried = site.carried(id, View::Latest).map(|(_, document)| document);
    site.recommendation(id).document.into_iter().chain(carried)
}

/// Where a recommendation does more than mention another member, and how.
fn place(
    site: &Site,
    from: RecommendationId,
    members: &[RecommendationId],
) -> Option<(Location, String)> {
    let number = &site.recommendation(from).number;
    let covered = documents(site, from).find_map(|id| covered_by(site, from, id, members));
    if let Some((location, by)) = covered {
        return Some((location, format!("recommendation {number} is covered by {by}")));
    }
    documents(site, from).find_map(|id| {
        let references = site.document(id).prose.references.iter();
        let mut pointing = references.filter(|reference| reference.points);
        let (location, to) =
            pointing.find_map(|reference| points_to(site, from, id, reference, members))?;
        Some((location, format!("recommendation {number} points to {to}")))
    })
}

fn covered_by(
    site: &Site,
    from: RecommendationId,
    document: DocumentId,
    members: &[RecommendationId],
) -> Option<(Location, String)> {
    let document = site.document(document);
    let number = match &document.content {
        Content::Recommendation(adopted) => adopted.covered_by.as_ref()?,
        Content::ReviewEntry(entry) => entry.covered_by.as_ref()?,
        _ => return None,
    };
    let by = site.report(from.report).find(number.as_str()).filter(|by| *by != from)?;
    members.binary_search(&by).ok()?;
    Some((Location::new(&document.path, number.span), number.to_string()))
}

fn points_to(
    site: &Site,
    from: RecommendationId,
    id: DocumentId,
    reference: &Reference,
    members: &[RecommendationId],
) -> Option<(Location, String)> {
    let meant = site.meant(id, &reference.clause);
    let to = meant.into_iter().find(|to| *to != from && members.binary_search(to).is_ok())?;
    let (_, mentions) = site.mentions(id, &reference.clause)?;
    let (first, last) = (mentions.first()?, mentions.last()?);
    let words = Span { start: first.source.start, end: last.source.end };
    let location = Location::new(&site.document(id).path, reference.span(words));
    Some((location, site.recommendation(to).number.to_string()))
}
