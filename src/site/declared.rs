//! Priorities and assessments: which there are, and whether they are used as declared.

use std::collections::BTreeSet;

use super::{AssessmentMeaning, DocumentId, Report, Site};
use crate::diagnostic::{Diagnostic, Location, Span, nearest, one_of};
use crate::document::content::{Recommendation, Report as Index, ReviewEntry};
use crate::document::fields::ReportKind;
use crate::document::{Content, Document};
use crate::schema::{Located, Text};

/// The priorities of a report, in order: those it lists, or else those in use, as words are sorted.
pub(super) fn priorities(site: &Site, report: &Report) -> Box<[Text]> {
    if let Content::Report(index) = &site.document(report.document).content
        && !index.priorities.is_empty()
    {
        return index.priorities.iter().map(|priority| priority.value.clone()).collect();
    }
    let used = report.recommendations.iter().filter_map(|recommendation| {
        let document: DocumentId = recommendation.document?;
        match &site.document(document).content {
            Content::Recommendation(adopted) => Some(adopted.priority.as_ref()?.as_str()),
            _ => None,
        }
    });
    let used: BTreeSet<&str> = used.collect();
    used.into_iter().map(Text::new).collect()
}

/// The assessments of a review.
pub(super) fn assessments(index: &Content) -> Box<[AssessmentMeaning]> {
    let Content::Report(index) = index else { return Box::default() };
    let meaning = |assessment: &crate::document::fields::Assessment| AssessmentMeaning {
        id: assessment.id.value.clone(),
        label: assessment.label.clone(),
        kind: assessment.kind,
    };
    index.assessments.iter().map(meaning).collect()
}

/// Checks what a report declares.
pub(super) fn check_index(document: &Document, index: &Index) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let ids: Vec<&Located<Text>> =
        index.assessments.iter().map(|assessment| &assessment.id).collect();
    found.extend(repeated(document, &ids, "assessments have the id"));
    let priorities: Vec<&Located<Text>> = index.priorities.iter().collect();
    found.extend(repeated(document, &priorities, "priorities are"));
    let kind = index.kind.as_ref().map(|kind| kind.value);
    let only = |written: &[&Located<Text>], key: &str, other: ReportKind, here: &str| {
        let first = written.first().filter(|_| kind == Some(other))?;
        let message = format!("`{key}` has no effect in {here}");
        Some(error(document, "misplaced-key", first.span, message).help("remove it"))
    };
    found.extend(only(&ids, "assessments", ReportKind::Implementation, "an implementation report"));
    found.extend(only(&priorities, "priorities", ReportKind::Review, "a review"));
    found
}

/// Checks the priority of a recommendation.
pub(super) fn check_adopted(
    document: &Document,
    adopted: &Recommendation,
    site: &Site,
    report: &Report,
) -> Option<Diagnostic> {
    let priority = adopted.priority.as_ref()?;
    let listed = match &site.document(report.document).content {
        Content::Report(index) => &*index.priorities,
        _ => &[],
    };
    if listed.is_empty() || listed.iter().any(|known| known.value == priority.value) {
        return None;
    }
    let names: Vec<&str> = listed.iter().map(|known| known.as_str()).collect();
    Some(unknown(document, "unknown-priority", "priority", "priorities", priority, &names))
}

/// Checks the assessment of an entry.
pub(super) fn check_entry(
    document: &Document,
    entry: &ReviewEntry,
    review: &Report,
) -> Option<Diagnostic> {
    let assessment = entry.assessment.as_ref()?;
    if review.assessment(assessment).is_some() {
        return None;
    }
    let ids: Vec<&str> = review.assessments.iter().map(|known| &*known.id).collect();
    let what = ("assessment", "assessments");
    Some(unknown(document, "unknown-assessment", what.0, what.1, assessment, &ids))
}

fn unknown(
    document: &Document,
    name: &'static str,
    one: &str,
    all: &str,
    written: &Located<Text>,
    known: &[&str],
) -> Diagnostic {
    let names = || known.iter().copied();
    let help = match nearest(written, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("list the {all} in the `_index.md`: `[[{all}]]`"),
        None => format!("the {all} are {}", one_of(names())),
    };
    error(document, name, written.span, format!("unknown {one} `{}`", written.value)).help(help)
}

/// Errors for ids that occurred before.
fn repeated(document: &Document, ids: &[&Located<Text>], two: &str) -> Vec<Diagnostic> {
    let again = ids.iter().enumerate().filter_map(|(index, id)| {
        let first = ids[..index].iter().find(|other| other.value == id.value)?;
        let message = format!("two {two} `{}`", id.value);
        let first = Location::new(&document.path, first.span);
        let again = error(document, "duplicate-id", id.span, message);
        Some(again.related(first, "first occurrence").help("remove one of them"))
    });
    again.collect()
}

fn error(document: &Document, name: &'static str, span: Span, message: String) -> Diagnostic {
    Diagnostic::error(name, Location::new(&document.path, span), message)
}
