//! Whom a finding concerns: its recommendation, and the parties that have to act.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, FactKind, Span};
use crate::document::Document;
use crate::document::content::Deliverable;
use crate::site::{DeliverableId, DocumentId, Owner, RecommendationId, Site};

/// Whom a finding concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concern {
    /// The recommendation; `None` for pages, reports and editions.
    pub recommendation: Option<RecommendationId>,
    /// The parties responsible for the deliverable that it is about, or else for any of its update.
    pub parties: Vec<String>,
}

impl Concern {
    /// Of a finding of this site.
    pub fn of(site: &Site, finding: &Diagnostic) -> Self {
        let Some(id) = site.document_at(&finding.location.path) else { return Self::default() };
        let recommendation = match site.owner(id) {
            Owner::Update(of, _) | Owner::Statement(of) => Some(of),
            _ => None,
        };
        let rows: Vec<DeliverableId> = match row(site, id, finding) {
            Some(row) => vec![row],
            None => site.deliverables_of(id).collect(),
        };
        let parties: BTreeSet<&str> =
            rows.into_iter().flat_map(|row| site.responsible(row)).collect();
        Self { recommendation, parties: parties.into_iter().map(ToOwned::to_owned).collect() }
    }
}

/// The deliverable that a finding is about, or in which it is.
fn row(site: &Site, id: DocumentId, finding: &Diagnostic) -> Option<DeliverableId> {
    let document: &Document = site.document(id);
    let rows = &site.update(id)?.deliverables;
    let fact = finding.about.as_ref().map(|about| &about.fact);
    let named = fact.filter(|fact| fact.kind == FactKind::Deliverable).and_then(|fact| {
        let same = |row: &Deliverable| row.text.text.split_whitespace().eq(fact.name.split(' '));
        rows.iter().position(same)
    });
    let within = || {
        let at = finding.location.span.filter(|_| !document.broken)?.start;
        rows.iter().position(|row| {
            let (start, end) = extent(row);
            (start..=end).contains(&at)
        })
    };
    let place = named.or_else(within)?;
    Some(DeliverableId { document: id, row: u32::try_from(place).ok()? })
}

/// The bytes from the first to the last value of a row.
fn extent(row: &Deliverable) -> (u32, u32) {
    let mut spans: Vec<Span> = vec![row.text.span];
    spans.extend(row.id.as_ref().map(|it| it.span));
    spans.extend(row.responsible.iter().map(|it| it.span));
    spans.extend(row.due.as_ref().map(|it| it.span));
    spans.extend(row.revised_due.as_ref().map(|it| it.span));
    spans.extend(row.status.as_ref().map(|it| it.span));
    spans.extend(row.completed.as_ref().map(|it| it.span));
    spans.extend(row.evidence.iter().map(|it| it.span));
    spans.extend(row.dropped.as_ref().map(|it| it.span));
    spans.extend(row.note.as_ref().map(|it| it.span));
    let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
    let end = spans.iter().map(|span| span.end).max().unwrap_or_default();
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{check, example, tests::load};
    use crate::facts::Facts;

    #[test]
    fn the_parties_of_the_row_or_of_all() {
        let update = "+++\nnumber = 4\nstatus = \"behind-replan\"\n\
                      [[deliverables]]\ntext = \"Paint the hall\"\nresponsible = [\"Painters\", \"Board\"]\n\
                      due = \"2015-12\"\nrevised_due = \"2016-12\"\nslip_reason = \"R\"\n\
                      [[deliverables]]\ntext = \"Mend the roof\"\nresponsible = [\"Roofers\"]\n\
                      due = \"2016-12\"\nevidence = [\"#\"]\n+++\n[Photographs](#)\n";
        let world = example::world(&[
            ("content/about.md", "+++\ntitle = \"T\"\n+++\n[a](#)\n"),
            ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/r/2016-06-30/rec-4.md", update),
        ]);
        let facts = Facts::new(load(&world).0);
        let found = check(&facts, &world).diagnostics;
        let told: Vec<(&str, bool, String)> = found
            .iter()
            .map(|finding| {
                let Concern { recommendation, parties } = Concern::of(facts.site(), finding);
                (finding.name, recommendation.is_some(), parties.join(", "))
            })
            .collect();
        let expected = [
            ("placeholder-link", false, ""),
            ("overdue", true, "Board, Painters"),
            ("placeholder-link", true, "Roofers"),
            ("placeholder-link", true, "Board, Painters, Roofers"),
        ];
        assert_eq!(told, expected.map(|(name, is, parties)| (name, is, parties.to_owned())));
    }
}
