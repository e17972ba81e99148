//! Changes as sentences in the site's language.

use super::Movement;
use crate::address::Page;
use crate::document::fields::Disposition;
use crate::facts::{Change, DeliverableChange, MilestoneChange, Move, State};
use crate::render::context::PageContext;
use crate::render::view::{ChangeView, LinkView, SlipView};
use crate::schema::Text;
use crate::site::{DeliverableId, MilestoneId, Owner, RecommendationId, View};

/// Maximum length of a deliverable's name, in characters.
const NAME_LENGTH: usize = 140;

/// The values of a sentence's placeholders.
type Arguments<'a> = [(&'a str, &'a str)];

impl PageContext<'_> {
    /// The changes of a recommendation, in sentences, without word diffs.
    pub(in crate::render) fn sentences(&self, movement: &Movement<'_>) -> Vec<ChangeView> {
        movement.changes.iter().map(|change| self.sentence(movement, change)).collect()
    }

    fn sentence(&self, movement: &Movement<'_>, change: &Change) -> ChangeView {
        let (id, before, after) = (movement.id, movement.before(), movement.after());
        match change {
            Change::FirstReported => self.plain("first-reported", &[]),
            Change::Withdrawn => self.plain("withdrawn", &[]),
            Change::TakenUpAgain => self.plain("taken-up-again", &[]),
            Change::Renumbered => {
                let was = before.map_or("", |before| self.site.number(id, before).as_str());
                let number = self.site.number(id, after).as_str();
                self.plain("renumbered", &[("from", was), ("to", number)])
            }
            Change::Renamed => {
                let was = before.map(|before| self.names.recommendation(id, before));
                let title = self.names.recommendation(id, after);
                self.plain("renamed", &[("from", &was.unwrap_or_default()), ("to", &title)])
            }
            Change::Superseded => self.superseded(id, after),
            Change::Refiled => {
                let from = before.and_then(|before| self.site.group(id, before));
                self.moved_text("group", from, self.site.group(id, after), "no-group")
            }
            Change::Disposition => {
                let from = before.and_then(|before| self.site.disposition(id, before));
                self.disposition_moved(from, self.site.disposition(id, after))
            }
            Change::Status => {
                let state = |view| self.facts.state(id, view);
                self.status_moved(before.map_or(State::NotReported, state), (state(after), after))
            }
            Change::Response(change) => self.response_moved(*change),
            Change::Expected => self.expected_moved(movement),
            Change::Due { deliverable, from, to } => {
                self.date_moved(id, Move { deliverable: *deliverable, from: *from, to: *to })
            }
            Change::Milestone(change) => self.milestone(*change),
            Change::Deliverable(change) => self.deliverable_change(change),
            Change::Narrative => self.plain("narrative", &[]),
            Change::Notes => self.plain("notes", &[]),
        }
    }

    /// A string of the theme by kind of change.
    fn plain(&self, kind: &'static str, arguments: &Arguments<'_>) -> ChangeView {
        self.phrased(kind, kind, arguments)
    }

    pub(super) fn phrased(
        &self,
        kind: &'static str,
        key: &str,
        arguments: &Arguments<'_>,
    ) -> ChangeView {
        let text = self.text(&format!("changes.{key}"), arguments);
        ChangeView { kind, text, deliverable: None, slip: None, words: None }
    }

    fn moved_text(
        &self,
        kind: &'static str,
        from: Option<&Text>,
        to: Option<&Text>,
        none: &str,
    ) -> ChangeView {
        let none = self.text(none, &[]);
        let word = |text: Option<&Text>| text.map_or_else(|| none.clone(), ToString::to_string);
        self.plain(kind, &[("from", &word(from)), ("to", &word(to))])
    }

    fn superseded(&self, id: RecommendationId, view: View) -> ChangeView {
        let by = self.site.superseded_by(id, view);
        let numbers: Vec<&str> = by.iter().map(|by| self.site.number(*by, view).as_str()).collect();
        let (count, list) = (numbers.len().to_string(), self.listed(&numbers));
        let key = if by.is_empty() { "not-superseded" } else { "superseded" };
        self.phrased("superseded", key, &[("n", &count), ("list", &list)])
    }

    fn disposition_moved(
        &self,
        from: Option<&Disposition>,
        to: Option<&Disposition>,
    ) -> ChangeView {
        let word = |disposition: Option<&Disposition>| match disposition {
            Some(disposition) => {
                let decision =
                    self.text(&format!("decisions.{}", disposition.decision.word()), &[]);
                let date = disposition.date.as_ref().map(|date| self.date(date.value).text.clone());
                match date {
                    Some(date) => format!("{decision}{}{date}", self.text("list-separator", &[])),
                    None => decision,
                }
            }
            None => self.text("no-decision", &[]),
        };
        self.plain("decision", &[("from", &word(from)), ("to", &word(to))])
    }

    fn status_moved(&self, from: State<'_>, (to, view): (State<'_>, View)) -> ChangeView {
        let label = |state: State<'_>| match state {
            State::Stated(shown) => shown.status.label.to_string(),
            State::NotStated | State::NotReported => self.text(state.word(), &[]),
        };
        let (from, to_label) = (label(from), label(to));
        if let Some(source) = to.status().and_then(|to| to.inherited_from) {
            let source = self.names.numbered(source, view);
            let arguments = [("from", &*from), ("to", &*to_label), ("source", &*source)];
            return self.phrased("status", "status-inherited", &arguments);
        }
        let is_derived = to.status().is_some_and(|to| to.derived_from > 0);
        let key = if is_derived { "status-derived" } else { "status" };
        self.phrased("status", key, &[("from", &from), ("to", &to_label)])
    }

    fn date_moved(&self, of: RecommendationId, moved: Move) -> ChangeView {
        let id = moved.deliverable;
        let (from, to, days) = (self.date(moved.from), self.date(moved.to), moved.days());
        let (kind, count) = if days > 0 { ("slip", days) } else { ("brought-forward", -days) };
        let count = count.to_string();
        let arguments = [("n", &*count), ("from", &*from.text), ("to", &*to.text)];
        let promise = self.facts.promise(id).filter(|_| days > 0);
        let slip = promise.map(|promise| SlipView {
            from: from.clone(),
            to: to.clone(),
            days,
            first: self.date(promise.first),
            total_days: promise.total_days(),
            slips: promise.slips(),
            reason: self.slip_reason(&moved),
            parties: self.party_links(of.report, id),
            id: self.slip_id(of, &moved),
        });
        let deliverable = self.deliverable_link(id);
        ChangeView { deliverable, slip, ..self.plain(kind, &arguments) }
    }

    fn milestone(&self, change: MilestoneChange) -> ChangeView {
        let none = self.text("milestone-undated-short", &[]);
        let known = |id: MilestoneId| self.site.milestone(id);
        let label = |id| known(id).map(|it| it.label.to_string()).unwrap_or_default();
        let date = |id| match known(id).and_then(|it| it.date.as_ref()) {
            Some(date) => self.date(date.value).text.clone(),
            None => none.clone(),
        };
        let status = |id| {
            let report = self.links.report.map(|report| self.site.report(report));
            let status = known(id).and_then(|it| it.status.as_ref());
            match status.and_then(|status| report?.status(status)) {
                Some(status) => status.label.to_string(),
                None => self.text("no-status", &[]),
            }
        };
        let phrased =
            |key: &str, arguments: &Arguments<'_>| self.phrased("milestone", key, arguments);
        match change {
            MilestoneChange::Added(id) => phrased("milestone-added", &[("label", &label(id))]),
            MilestoneChange::Dropped(id) => phrased("milestone-dropped", &[("label", &label(id))]),
            MilestoneChange::Relabelled { from, to } => {
                phrased("milestone-relabelled", &[("from", &label(from)), ("to", &label(to))])
            }
            MilestoneChange::Moved { from, to } => phrased(
                "milestone-moved",
                &[("label", &label(to)), ("from", &date(from)), ("to", &date(to))],
            ),
            MilestoneChange::Status { from, to } => phrased(
                "milestone-status",
                &[("label", &label(to)), ("from", &status(from)), ("to", &status(to))],
            ),
        }
    }

    fn deliverable_change(&self, change: &DeliverableChange) -> ChangeView {
        let about = |id: DeliverableId, view: ChangeView| ChangeView {
            deliverable: self.deliverable_link(id),
            ..view
        };
        match *change {
            DeliverableChange::Added(id) => about(id, self.plain("deliverable-added", &[])),
            DeliverableChange::Dropped(id) => about(id, self.plain("deliverable-dropped", &[])),
            DeliverableChange::LeftOut(id) => about(id, self.plain("deliverable-left-out", &[])),
            DeliverableChange::MentionedAgain(id) => {
                about(id, self.plain("deliverable-mentioned-again", &[]))
            }
            DeliverableChange::Unlisted(id) => about(id, self.plain("deliverable-unlisted", &[])),
            DeliverableChange::Note(id) => about(id, self.plain("deliverable-note", &[])),
            DeliverableChange::DueText { from, to } => {
                let words = |id| self.site.deliverable(id)?.due_text.as_ref();
                about(to, self.moved_text("due-text", words(from), words(to), "not-given"))
            }
            DeliverableChange::Completed(id) => about(id, self.plain("completed", &[])),
            DeliverableChange::Reopened(id) => about(id, self.plain("reopened", &[])),
            DeliverableChange::Details(id) => about(id, self.plain("details", &[])),
            DeliverableChange::Reworded { to, .. } => about(to, self.plain("reworded", &[])),
            DeliverableChange::Evidence { to, .. } => about(to, self.plain("evidence", &[])),
            DeliverableChange::Dated { id, date } => {
                about(id, self.plain("dated", &[("date", &self.date(date).text)]))
            }
            DeliverableChange::Undated { id, date } => {
                about(id, self.plain("undated", &[("date", &self.date(date).text)]))
            }
            DeliverableChange::Status { from, to } => {
                let word = |id| match self.site.deliverable_status(id) {
                    Some(status) => status.label.to_string(),
                    None => self.text("no-status", &[]),
                };
                let arguments = [("from", &*word(from)), ("to", &*word(to))];
                about(to, self.plain("deliverable-status", &arguments))
            }
            DeliverableChange::Phase { from, to } => {
                let phase = |id| self.site.deliverable(id)?.phase.as_ref();
                about(to, self.moved_text("phase", phase(from), phase(to), "no-phase"))
            }
            DeliverableChange::Responsible { from, to } => {
                let arguments = [("from", &*self.parties(from)), ("to", &*self.parties(to))];
                about(to, self.plain("responsible", &arguments))
            }
        }
    }

    fn parties(&self, id: DeliverableId) -> String {
        let names = self.site.responsible(id);
        if names.is_empty() {
            return self.text("not-given", &[]);
        }
        self.listed(&names)
    }

    /// The row of a deliverable, in its own edition.
    pub(in crate::render) fn deliverable_link(&self, id: DeliverableId) -> Option<LinkView> {
        let Owner::Update(of, edition) = self.site.owner(id.document) else { return None };
        let page = Page::Recommendation(of, View::Edition(edition));
        let anchor = self.deliverable_anchor(id)?;
        let title = self.deliverable_name(id)?;
        Some(LinkView { title, url: self.links.anchored(&page, &anchor) })
    }

    /// A deliverable's name: the beginning of its text. Without text, such as for an image without
    /// alternative text, its source, so that its link has a text.
    pub(in crate::render) fn deliverable_name(&self, id: DeliverableId) -> Option<String> {
        let written = &self.site.deliverable(id)?.text.text;
        let words = self.words_in_line(id.document, written);
        Some(shortened(if words.is_empty() { written } else { &words }, NAME_LENGTH))
    }
}

/// Truncates a long text between words, with an ellipsis.
pub(in crate::render) fn shortened(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let cut = &text[..end];
    let words = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{}…", words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_words() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(shortened(text, 10), expected);
        }
        case("ten chars.", "ten chars.");
        case("eleven cha.", "eleven…");
        case("abcdefghijklm", "abcdefghij…");
        case("計画を公表する計画を公表する", "計画を公表する計画を…");
    }
}
