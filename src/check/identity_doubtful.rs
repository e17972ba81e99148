//! Ids of deliverables that are on another deliverable than before.

use std::collections::BTreeSet;

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::content::Deliverable;
use crate::fragment::likeness::Words;
use crate::schema::Identifier;
use crate::site::{DeliverableId, DocumentId, Site};

/// Below this likeness, two texts are hardly one deliverable.
const UNLIKE: f64 = 0.2;
/// From this likeness on, two texts are hardly two deliverables.
const SAME: f64 = 0.8;

pub(super) const RULE: Rule = Rule {
    name: "identity-doubtful",
    level: RuleLevel::Warn,
    summary: "an `id` is on another deliverable, or a deliverable has another `id`",
    explanation: "\
An `id` is one deliverable for good. On another one, a promise is lost and a date seems to move;
under another `id`, a kept promise looks new and the old one forgotten. The rule only doubts:
changes and counts go by the `id`.

Compares each update with the one before. The texts under one `id` should have at least a fifth of
their words in common. A deliverable with a new `id` should not have the text of one that is no
longer listed: four fifths of the words or more.

Give a new deliverable an `id` of its own, and an old one its old `id`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Some(before) = site.previous_update(id).filter(|_| !document.broken) else { return };
        let continued: BTreeSet<DeliverableId> =
            site.deliverables_of(id).filter_map(|row| site.previous_deliverable(row)).collect();
        let gone: Vec<DeliverableId> =
            site.deliverables_of(before).filter(|row| !continued.contains(row)).collect();
        for row in site.deliverables_of(id) {
            let Some((deliverable, own)) = identified(site, row) else { continue };
            let found = match site.previous_deliverable(row) {
                Some(was) => reused(context, id, deliverable, own, was),
                None => renamed(site, id, deliverable, own, &gone),
            };
            if let Some(found) = found {
                findings.push(found);
            }
        }
    });
}

fn identified(site: &Site, row: DeliverableId) -> Option<(&Deliverable, &Identifier)> {
    let deliverable = site.deliverable(row)?;
    Some((deliverable, deliverable.id.as_ref()?))
}

/// The same id on another text.
fn reused(
    context: &Context<'_>,
    document: DocumentId,
    deliverable: &Deliverable,
    id: &Identifier,
    was: DeliverableId,
) -> Option<Diagnostic> {
    let site = context.site;
    let (old, old_id) = identified(site, was)?;
    let is_doubtful = old_id.value == id.value && likeness(old, deliverable) < UNLIKE;
    is_doubtful.then(|| {
        let message = format!(
            "the id `{}` was on {} before, and is on {}: the same deliverable?",
            id.value,
            context.quoted(old),
            context.quoted(deliverable)
        );
        finding(Location::new(&site.document(document).path, id.span), message)
            .related(place(site, was, old), "on this one before")
            .help("give a new deliverable an `id` of its own")
    })
}

/// Another id on the text of a deliverable that is no longer listed.
fn renamed(
    site: &Site,
    document: DocumentId,
    deliverable: &Deliverable,
    id: &Identifier,
    gone: &[DeliverableId],
) -> Option<Diagnostic> {
    let is_same = |row: &DeliverableId| {
        identified(site, *row).is_some_and(|(old, _)| likeness(old, deliverable) >= SAME)
    };
    let was = *gone.iter().find(|row| is_same(row))?;
    let (old, old_id) = identified(site, was)?;
    let message =
        format!("this deliverable has the id `{}`, but had `{}` before", id.value, old_id.value);
    Some(
        finding(Location::new(&site.document(document).path, id.span), message)
            .related(place(site, was, old), "the same text with another id")
            .help(format!("if it is the same deliverable, write `id = \"{}\"`", old_id.value)),
    )
}

fn place(site: &Site, row: DeliverableId, deliverable: &Deliverable) -> Location {
    Location::new(&site.document(row.document).path, deliverable.text.span)
}

fn likeness(one: &Deliverable, other: &Deliverable) -> f64 {
    // Most texts are the same in every edition.
    if one.text.text == other.text.text && !one.text.text.is_empty() {
        return 1.0;
    }
    Words::of(&one.text.text).likeness(&Words::of(&other.text.text))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(before: &[(&str, &str)], after: &[(&str, &str)], expected: &[&str]) {
        let update = |rows: &[(&str, &str)]| {
            let row = |(id, text): &(&str, &str)| {
                let id = if id.is_empty() { String::new() } else { format!("id = \"{id}\"\n") };
                format!("[[deliverables]]\n{id}text = \"{text}\"\n")
            };
            let rows: String = rows.iter().map(row).collect();
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{rows}+++\n")
        };
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", &update(before)),
                (path, &update(after)),
            ],
        );
        let found: Vec<String> =
            found.iter().map(|found| found.replace(&format!("warning {path} "), "")).collect();
        assert_eq!(found, expected, "{before:?} -> {after:?}");
    }

    #[test]
    fn cases() {
        let (survey, hire) = ("Survey of all operators", "Hire two engineers");
        case(&[("a", survey)], &[("a", survey)], &[]);
        case(&[("a", survey)], &[("a", "A wider survey of operators")], &[]);
        case(
            &[("a", survey)],
            &[("a", hire)],
            &[
                "\"\\\"a\\\"\": the id `a` was on “Survey of all operators” before, and is on “Hire two engineers”: the \
               same deliverable?",
            ],
        );
        case(
            &[("a", survey)],
            &[("b", survey)],
            &["\"\\\"b\\\"\": this deliverable has the id `b`, but had `a` before"],
        );
        // Both are listed, so they are two.
        case(&[("a", survey)], &[("a", survey), ("b", survey)], &[]);
        case(&[("a", survey)], &[("b", hire)], &[]);
        case(&[("", survey)], &[("b", survey)], &[]);
        case(&[("a", "—")], &[("a", "—")], &[]);
    }
}
