//! Each change as a sentence in the site's language.

use super::super::context::PageContext;
use super::{LinkView, Movement, Page, View};
use crate::analysis::changes::{Change, DeliverableChange, MilestoneChange};
use crate::analysis::deadline::{self, Move, Promise};
use crate::analysis::status::ShownStatus;
use crate::date::PartialDate;
use crate::document::fields::Disposition;
use crate::render::view::{ChangeView, SlipView};
use crate::schema::Text;
use crate::site::{DeliverableId, Owner, StatusMeaning};

/// So many characters of a deliverable's text name it.
const NAME_LENGTH: usize = 140;

/// The values of a sentence's placeholders.
type Arguments<'a> = [(&'a str, &'a str)];

impl PageContext<'_> {
    /// What moved about a recommendation, in sentences, without the words of texts.
    pub(in crate::render::pages) fn sentences(&self, movement: &Movement<'_>) -> Vec<ChangeView> {
        movement.changes.iter().map(|change| self.sentence(change)).collect()
    }

    fn sentence(&self, change: &Change<'_>) -> ChangeView {
        match change {
            Change::FirstReported => self.plain("first-reported", &[]),
            Change::Withdrawn => self.plain("withdrawn", &[]),
            Change::TakenUpAgain => self.plain("taken-up-again", &[]),
            Change::Refiled { from, to } => self.moved_text("group", *from, *to, "no-group"),
            Change::Disposition { from, to } => self.disposition_moved(*from, *to),
            Change::Status { from, to } => self.status_moved(*from, *to),
            Change::Due { moved, promise } => self.date_moved(moved, promise),
            Change::Milestone(change) => self.milestone(change),
            Change::Deliverable(change) => self.deliverable_change(change),
            Change::Narrative => self.plain("narrative", &[]),
            Change::Notes => self.plain("notes", &[]),
        }
    }

    /// A sentence of the theme, by the kind of change.
    fn plain(&self, kind: &'static str, arguments: &Arguments<'_>) -> ChangeView {
        self.phrased(kind, kind, arguments)
    }

    fn phrased(&self, kind: &'static str, key: &str, arguments: &Arguments<'_>) -> ChangeView {
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

    fn disposition_moved(
        &self,
        from: Option<&Disposition>,
        to: Option<&Disposition>,
    ) -> ChangeView {
        let word = |disposition: Option<&Disposition>| match disposition {
            Some(disposition) => {
                let decision =
                    self.text(&format!("decisions.{}", disposition.decision.word()), &[]);
                let date = disposition.date.as_ref().map(|date| self.date(date.value).text);
                match date {
                    Some(date) => format!("{decision}{}{date}", self.text("list-separator", &[])),
                    None => decision,
                }
            }
            None => self.text("no-decision", &[]),
        };
        self.plain("decision", &[("from", &word(from)), ("to", &word(to))])
    }

    fn status_moved(
        &self,
        from: Option<ShownStatus<'_>>,
        to: Option<ShownStatus<'_>>,
    ) -> ChangeView {
        let none = self.text("not-reported", &[]);
        let label = |shown: Option<ShownStatus<'_>>| {
            shown.map_or_else(|| none.clone(), |shown| shown.status.label.to_string())
        };
        let (from, to_label) = (label(from), label(to));
        match to.and_then(|to| to.inherited_from) {
            Some(source) => {
                let source = self.numbered(source);
                let arguments = [("from", &*from), ("to", &*to_label), ("source", &*source)];
                self.phrased("status", "status-inherited", &arguments)
            }
            None => self.plain("status", &[("from", &from), ("to", &to_label)]),
        }
    }

    fn date_moved(&self, moved: &Move<'_>, promise: &Promise<'_>) -> ChangeView {
        let (from, to) = (self.date(moved.from), self.date(moved.to));
        let days = moved.days();
        let (kind, count) = if days > 0 { ("slip", days) } else { ("brought-forward", -days) };
        let count = count.to_string();
        let arguments = [("n", &*count), ("from", &*from.text), ("to", &*to.text)];
        let slip = (days > 0).then(|| SlipView {
            from: from.clone(),
            to: to.clone(),
            days,
            first: self.date(promise.first),
            total_days: promise.total_days(),
            slips: promise.slips(),
            reason: moved.reason.map(ToString::to_string),
        });
        let deliverable = self.deliverable_link(moved.deliverable);
        ChangeView { deliverable, slip, ..self.plain(kind, &arguments) }
    }

    fn milestone(&self, change: &MilestoneChange<'_>) -> ChangeView {
        let none = self.text("milestone-undated-short", &[]);
        let date = |date: Option<PartialDate>| {
            date.map_or_else(|| none.clone(), |date| self.date(date).text)
        };
        let phrased =
            |key: &str, arguments: &Arguments<'_>| self.phrased("milestone", key, arguments);
        match change {
            MilestoneChange::Added(label) => phrased("milestone-added", &[("label", label)]),
            MilestoneChange::Dropped(label) => phrased("milestone-dropped", &[("label", label)]),
            MilestoneChange::Relabelled { from, to } => {
                phrased("milestone-relabelled", &[("from", from), ("to", to)])
            }
            MilestoneChange::Moved { label, from, to } => phrased(
                "milestone-moved",
                &[("label", label), ("from", &date(*from)), ("to", &date(*to))],
            ),
            MilestoneChange::Status { label, from, to } => {
                let word = |status: Option<&Text>| {
                    let known = self.links.report.map(|report| self.site.report(report));
                    let meaning = status.and_then(|status| known?.status(status));
                    meaning.map_or_else(
                        || self.text("no-status", &[]),
                        |status| status.label.to_string(),
                    )
                };
                phrased(
                    "milestone-status",
                    &[("label", label), ("from", &word(*from)), ("to", &word(*to))],
                )
            }
        }
    }

    fn deliverable_change(&self, change: &DeliverableChange<'_>) -> ChangeView {
        let about = |id: DeliverableId, view: ChangeView| ChangeView {
            deliverable: self.deliverable_link(id),
            ..view
        };
        match *change {
            DeliverableChange::Added(id) => about(id, self.plain("deliverable-added", &[])),
            DeliverableChange::Dropped(id) => about(id, self.plain("deliverable-dropped", &[])),
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
            DeliverableChange::Status { id, from, to } => {
                let none = self.text("no-status", &[]);
                let word = |status: Option<&StatusMeaning>| {
                    status.map_or_else(|| none.clone(), |status| status.label.to_string())
                };
                let arguments = [("from", &*word(from)), ("to", &*word(to))];
                about(id, self.plain("deliverable-status", &arguments))
            }
            DeliverableChange::Phase { id, from, to } => {
                about(id, self.moved_text("phase", from, to, "no-phase"))
            }
            DeliverableChange::Responsible { from, to } => {
                let arguments = [("from", &*self.parties(from)), ("to", &*self.parties(to))];
                about(to, self.plain("responsible", &arguments))
            }
        }
    }

    fn parties(&self, id: DeliverableId) -> String {
        let names = self.site.deliverable(id).map_or(&[][..], |row| &row.responsible);
        if names.is_empty() {
            return self.text("not-given", &[]);
        }
        let names: Vec<&str> = names.iter().map(Text::as_str).collect();
        self.listed(&names)
    }

    /// The row of a deliverable, in the edition that says it.
    pub(in crate::render::pages) fn deliverable_link(&self, id: DeliverableId) -> Option<LinkView> {
        let Owner::Update(of, _) = self.site.owner(id.document) else { return None };
        let edition = deadline::edition_of(self.site, id)?;
        let page = Page::Recommendation(of, View::Edition(edition));
        let anchor = self.deliverable_anchor(id)?;
        let title = self.deliverable_name(id)?;
        Some(LinkView { title, url: self.links.anchored(&page, &anchor) })
    }

    /// What a deliverable is called in a line: the beginning of its words. One without any, such as a picture that
    /// nothing stands for, is called as it is written, so that there is something to follow its link by.
    pub(in crate::render::pages) fn deliverable_name(&self, id: DeliverableId) -> Option<String> {
        let written = &self.site.deliverable(id)?.text.text;
        let words = self.words_in_line(id.document, written);
        Some(shortened(if words.is_empty() { written } else { &words }, NAME_LENGTH))
    }
}

/// A text cut between two words, with an ellipsis, where it is longer than that.
fn shortened(text: &str, length: usize) -> String {
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
