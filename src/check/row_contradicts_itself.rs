//! Done deliverables whose own words say that they are unfinished.

use super::findings::finding;
use super::narrative_contradicts_deliverable::unfinished;
use super::{Context, Findings, Rule};
use crate::claims::{self, Claim, ClaimKind, Subject, Topic};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::Markdown;
use crate::facts::Standing;
use crate::fragment::{Form, Fragment};
use crate::site::{DeliverableId, DocumentId, Owner};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "row-contradicts-itself",
    level: RuleLevel::Warn,
    summary: "a deliverable is marked as done, and its own words say that it is not",
    explanation: "\
\"The handbook is being translated\", with a tick: readers cannot tell whether the tick or the
sentence is out of date.

Checks the `text` and the `note` of every deliverable that is done: a sentence that says that it is
unfinished (\"is being written\", \"has not been sent\", \"will be closed once …\"), or that promises it
for later than `as_of`. In `text`, which often names the work in a few words, only sentences with a
form of \"to be\", \"to have\" or \"will\" count: \"Report on work in progress\" is a name. Standing
practice (\"is reviewed every year\") is no contradiction.

Take the mark away and set the `status` that the words describe, or bring the words up to date.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(..) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        for (index, row) in (0..).zip(&update.deliverables) {
            let own = DeliverableId { document: id, row: u32::from(index) };
            if facts.standing(own, site.view_of(id)) != Some(Standing::Done)
                || facts.points_elsewhere(own)
            {
                continue;
            }
            let reader = Reader { context, id, document, update, index, row };
            let text = reader.read(&row.text, true);
            findings.found(text.or_else(|| reader.read(row.note.as_ref()?, false)));
        }
    });
}

struct Reader<'a> {
    context: &'a Context<'a>,
    id: DocumentId,
    document: &'a Document,
    update: &'a Update,
    index: u16,
    row: &'a Deliverable,
}

impl Reader<'_> {
    /// The first contradiction in a text of the deliverable.
    fn read(&self, text: &Markdown, is_name: bool) -> Option<Diagnostic> {
        let site = self.context.site;
        let reading = site.reading(&self.document.path);
        let verbs = reading.language.style.verbs;
        let lower = text.text.to_lowercase();
        let has_verb = || words(&lower).any(|word| verbs.contains(&&lower[word]));
        if is_name && !has_verb() {
            return None;
        }
        let fragment = Fragment::parse(&text.text, Form::Update, reading.dialect()).ok()?;
        let phase = self.row.phase.as_ref().map(crate::schema::Text::as_str);
        let own = claims::Deliverable { index: self.index, text: &text.text, phase };
        let number = self.update.number.known()?.as_str();
        let as_of = site.as_of(self.id);
        let topic = Topic { number, deliverables: &[own], calendar: reading.calendar(as_of) };
        let claims = claims::read(&fragment, 0, topic, reading.cues);
        let (claim, _) = claims
            .iter()
            .filter(|claim| self.is_own(claim))
            .find_map(|claim| Some((claim, unfinished(claim.kind, as_of)?)))?;
        let said = text.text.get(claim.span.range()).unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = match claim.kind {
            ClaimKind::Percentage(percent) => {
                format!("marked as done; its own words say {percent} %: which is right?")
            }
            ClaimKind::Target { .. } => {
                format!("marked as done; its own words promise it for “{said}”: which is right?")
            }
            _ => format!("marked as done; its own words say “{said}”: which is right?"),
        };
        let span = match text.start {
            Some(start) => claim.span.shifted(start as usize),
            None => text.span,
        };
        let place = |span| Location::new(&self.document.path, span);
        let stated = { self.row.completed.as_ref().map(|it| it.span) }
            .or_else(|| self.row.status.as_ref().map(|it| it.span))
            .or_else(|| self.update.status.as_ref().map(|it| it.span));
        let found = finding(place(span), message).help(
            "take the mark away and set the `status` that the words describe, or bring them up to date",
        );
        let row = DeliverableId { document: self.id, row: u32::from(self.index) };
        let found = found.about(self.context.row(row));
        Some(match stated {
            Some(span) => found.related(place(span), "marked here"),
            None => found,
        })
    }

    fn is_own(&self, claim: &Claim) -> bool {
        match claim.subject {
            Subject::Deliverable(row) => row == self.index,
            Subject::Recommendation | Subject::Unclear { .. } => {
                matches!(claim.kind, ClaimKind::Unfinished | ClaimKind::Percentage(_))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(text: &str, keys: &str, expected: Option<&str>) {
        let update = format!("status = \"planned\"\n[[deliverables]]\ntext = \"{text}\"\n{keys}");
        let found = of_updates(&RULE, &[&update]);
        let expected =
            expected.map(|said| format!("marked as done; its own words {said}: which is right?"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn cases() {
        let done = "completed = true";
        case("The handbook for divers is under way", done, Some("say “under way”"));
        case("The handbook for divers is under way", "", None);
        case("Handbook for divers", done, None);
        case("Report on work in progress", done, None);
        case("The handbook for divers was published", done, None);
        case(
            "Handbook for divers",
            "completed = true\nnote = \"The handbook is not yet printed.\"",
            Some("say “not yet”"),
        );
        case(
            "The handbook for divers will be published in August 2016",
            done,
            Some("promise it for “August 2016”"),
        );
    }
}
