//! Validates statuses and teams against their report.

use rayon::prelude::*;

use super::{DocumentId, Owner, Report, Site, StatusMeaning, declared, items, parties};
use crate::diagnostic::{Diagnostic, Location, nearest, one_of};
use crate::document::content::{Deliverable, ReviewEntry, Task, Update};
use crate::document::fields::{Completion, StatusKind};
use crate::document::{Content, Document};
use crate::schema::{Located, Text};

/// The default status vocabulary.
const DEFAULT: [(&str, &str, StatusKind); 4] = [
    ("complete", "Complete", StatusKind::Done),
    ("planned", "Planned/In Process", StatusKind::Active),
    (
        "behind-recoverable",
        "Behind schedule, expected to recover within original plan",
        StatusKind::Late,
    ),
    ("behind-replan", "Behind schedule, original plan to be adjusted", StatusKind::Late),
];

/// A report's vocabulary: its own, or the default.
pub(super) fn vocabulary(content: &Content) -> Box<[StatusMeaning]> {
    match content {
        Content::Report(report) if !report.statuses.is_empty() => report
            .statuses
            .iter()
            .map(|status| StatusMeaning {
                id: status.id.value.clone(),
                label: status.label.clone(),
                kind: status.kind,
            })
            .collect(),
        _ => DEFAULT
            .iter()
            .map(|(id, label, kind)| StatusMeaning {
                id: Text::new(id),
                label: Text::new(label),
                kind: *kind,
            })
            .collect(),
    }
}

/// Validates all documents against their report's vocabulary.
pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let found: Vec<Diagnostic> = site
        .documents()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map_iter(|(id, _)| check_document(site, id))
        .collect();
    diagnostics.extend(found);
}

/// Validates one document.
pub(super) fn check_document(site: &Site, id: DocumentId) -> Vec<Diagnostic> {
    let document = site.document(id);
    let report = match site.owner(id) {
        Owner::Page => None,
        Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => Some(report),
        Owner::Statement(id) | Owner::Update(id, _) => Some(id.report),
    };
    let mut check = Check { document, is_open: false, found: Vec::new() };
    if let Some(report) = report {
        let report = site.report(report);
        check.is_open = site.document(report.document).broken;
        match &document.content {
            Content::Update(update) => check.update(update, report),
            Content::ReviewEntry(entry) => {
                check.entry(entry, report, site);
                check.found.extend(declared::check_entry(document, entry, report));
            }
            Content::Recommendation(adopted) => {
                check.found.extend(declared::check_adopted(document, adopted, site, report));
            }
            Content::Report(front_matter) => {
                check.vocabulary(front_matter);
                check.found.extend(parties::check(document));
                check.found.extend(declared::check_index(document, front_matter));
                let language = &site.config.language;
                check.found.extend(items::check(front_matter, report.kind, document, language));
            }
            _ => {}
        }
    }
    check.found
}

struct Check<'a> {
    document: &'a Document,
    /// Whether the report's vocabulary may be incomplete, since its file has errors.
    is_open: bool,
    found: Vec<Diagnostic>,
}

impl Check<'_> {
    fn error(
        &mut self,
        name: &'static str,
        span: crate::diagnostic::Span,
        message: String,
    ) -> &mut Diagnostic {
        let index = self.found.len();
        self.found.push(Diagnostic::error(name, Location::new(&self.document.path, span), message));
        &mut self.found[index]
    }

    fn update(&mut self, update: &Update, report: &Report) {
        if let Some(status) = &update.status {
            self.status(status, report);
        }
        for milestone in &update.milestones {
            if let Some(status) = &milestone.status {
                self.status(status, report);
            }
        }
        let mut ids: Vec<&Located<Text>> = Vec::new();
        for deliverable in &update.deliverables {
            self.deliverable(deliverable, report);
            let Some(id) = &deliverable.id else { continue };
            if let Some(first) = ids.iter().find(|first| first.value == id.value) {
                let first = Location::new(&self.document.path, first.span);
                let message = format!("two deliverables have the id `{}`", id.value);
                let diagnostic = self.error("duplicate-id", id.span, message);
                diagnostic.related.push((first, "first occurrence".to_owned()));
                diagnostic.help = Some(
                    "give each its own id, which identifies it from edition to edition".to_owned(),
                );
            }
            ids.push(id);
        }
    }

    fn deliverable(&mut self, deliverable: &Deliverable, report: &Report) {
        self.dropped(deliverable, report);
        let Some(status) = &deliverable.status else { return };
        let Some(meaning) = self.status(status, report) else { return };
        let done = meaning.kind == StatusKind::Done;
        let Some(completed) = &deliverable.completed else { return };
        if done == (completed.value == Completion::Open) {
            let status_text = &status.value;
            let message = match completed.value {
                Completion::Open => {
                    format!(
                        "the status is `{status_text}`, but `completed` says that it is not done"
                    )
                }
                _ => format!("`completed` is set, but the status is `{status_text}`"),
            };
            let other = Location::new(&self.document.path, status.span);
            let diagnostic = self.error("contradictory-completion", completed.span, message);
            diagnostic.related.push((other, "the status".to_owned()));
            diagnostic.help = Some("remove the wrong one".to_owned());
        }
    }

    /// A dropped deliverable is neither done nor pursued.
    fn dropped(&mut self, deliverable: &Deliverable, report: &Report) {
        let Some(dropped) = &deliverable.dropped else { return };
        let completed = deliverable.completed.as_ref();
        let contrary = match (completed, &deliverable.status) {
            (Some(completed), _) if completed.value != Completion::Open => {
                Some((completed.span, "`completed`".to_owned()))
            }
            (_, Some(status)) => report
                .status(status)
                .filter(|meaning| meaning.kind != StatusKind::Dropped)
                .map(|_| (status.span, format!("the status `{}`", status.value))),
            _ => None,
        };
        let Some((span, contrary)) = contrary else { return };
        let other = Location::new(&self.document.path, span);
        let message = format!("the deliverable is dropped, but has {contrary}");
        let diagnostic = self.error("contradictory-completion", dropped.span, message);
        diagnostic.related.push((other, contrary));
        diagnostic.help = Some("remove the wrong one".to_owned());
    }

    fn status<'r>(
        &mut self,
        status: &Located<Text>,
        report: &'r Report,
    ) -> Option<&'r StatusMeaning> {
        let found = report.status(status);
        if found.is_none() && !self.is_open {
            let ids = || report.statuses.iter().map(|status| &*status.id);
            let help = match nearest(status, ids()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the statuses are {}", one_of(ids())),
            };
            let message = format!("unknown status `{}`", status.value);
            self.error("unknown-status", status.span, message).help = Some(help);
        }
        found
    }

    fn vocabulary(&mut self, report: &crate::document::content::Report) {
        for (index, status) in report.statuses.iter().enumerate() {
            if report.statuses[..index].iter().any(|other| other.id.value == status.id.value) {
                let message = format!("two statuses have the id `{}`", status.id.value);
                self.error("duplicate-id", status.id.span, message).help =
                    Some("give each its own id".to_owned());
            }
        }
    }

    fn entry(&mut self, entry: &ReviewEntry, review: &Report, site: &Site) {
        let teams: Vec<&str> = match &site.document(review.document).content {
            Content::Report(report) => report.teams.iter().map(|team| &**team.code).collect(),
            _ => Vec::new(),
        };
        self.teams(&entry.teams, &teams);
        self.progress(entry.progress.as_ref());
        self.tasks(&entry.tasks, &teams);
        let of = review.of.map(|of| site.report(of));
        if let Some(of) = of
            && let Some(number) = entry.number.stated()
            && of.find(&number.key()).is_none()
            && !self.document.broken
        {
            let one = of.called().one;
            let message = format!("there is no {one} {} in `{}`", number.value, of.id);
            self.error("unknown-recommendation", number.span, message).help = Some(format!(
                "an entry is on one of the {} of `{}`, by its number",
                of.called().other,
                of.id
            ));
        }
    }

    fn tasks(&mut self, tasks: &[Task], teams: &[&str]) {
        for task in tasks {
            self.teams(&task.teams, teams);
            self.progress(task.progress.as_ref());
            self.tasks(&task.tasks, teams);
        }
    }

    fn teams(&mut self, written: &[Located<Text>], teams: &[&str]) {
        if teams.is_empty() {
            return;
        }
        for team in written.iter().filter(|team| !teams.contains(&team.as_str())) {
            let help = match nearest(team, teams.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the teams are {}", one_of(teams.iter().copied())),
            };
            let message = format!("unknown team `{}`", team.value);
            self.error("unknown-team", team.span, message).help = Some(help);
        }
    }

    fn progress(&mut self, progress: Option<&Located<u32>>) {
        if let Some(progress) = progress.filter(|progress| progress.value > 100) {
            let message = format!("the progress is {} percent", progress.value);
            self.error("wrong-value", progress.span, message).help =
                Some("write a number from 0 to 100".to_owned());
        }
    }
}
