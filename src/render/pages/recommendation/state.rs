//! What a recommendation's page says first: its state in words.

use std::collections::HashSet;

use super::phrase::{Mark, Phrase};
use crate::address::Page;
use crate::facts::{Lateness, Movement, Promise, Row, Standing, State, overdue_first};
use crate::render::context::PageContext;
use crate::render::statuses::{NO_KIND, NOT_STATED};
use crate::render::view::{DateView, LastChangeView, LinkView, SentenceView, Shared, StateView};
use crate::site::{RecommendationId, View, party_key};

/// Maximum number of names in a sentence.
const MOST_NAMES: usize = 3;
/// Maximum number of recommendations in a sentence.
const MOST_LINKS: usize = 8;
/// Maximum number of sentences about the last change.
const MOST_CHANGES: usize = 4;

pub(super) fn view(cx: &PageContext<'_>, id: RecommendationId) -> StateView {
    let told = Told::new(cx, id);
    StateView {
        kind: told.kind(),
        day: told.day(),
        sentences: told.sentences(),
        relations: told.relations(),
        change: told.change(),
    }
}

/// What is known of a recommendation.
struct Told<'p, 'a> {
    cx: &'p PageContext<'a>,
    id: RecommendationId,
    state: State<'p>,
    late: Option<Lateness>,
    is_closed: bool,
    parts: Vec<RecommendationId>,
    /// Its counted deliverables and those of its parts.
    rows: Vec<Row>,
    /// The overdue ones of them, longest overdue first.
    overdue: Vec<Row>,
}

impl<'p, 'a> Told<'p, 'a> {
    fn new(cx: &'p PageContext<'a>, id: RecommendationId) -> Self {
        let view = cx.view();
        let mut parts: Vec<RecommendationId> = Vec::new();
        let mut open = cx.site.parts(id, view);
        open.reverse();
        while let Some(part) = open.pop() {
            parts.push(part);
            open.extend(cx.site.parts(part, view).into_iter().rev());
        }
        let all = [id].into_iter().chain(parts.iter().copied());
        let rows: Vec<Row> = all.flat_map(|id| cx.facts.rows_of(id, view).into_owned()).collect();
        let overdue = overdue_first(&rows).into_iter().copied().collect();
        Self {
            cx,
            id,
            state: cx.facts.state(id, view),
            late: cx.facts.lateness(id, view),
            is_closed: cx.facts.is_closed(id, view),
            parts,
            rows,
            overdue,
        }
    }

    fn phrase(&self, key: &'static str) -> Phrase<'p, 'a> {
        Phrase::new(self.cx, key)
    }

    fn link(&self, id: RecommendationId) -> Mark {
        let to = self.cx.recommendation_link(id);
        Mark::Link(LinkView { title: to.name, url: to.url })
    }

    fn kind(&self) -> &'static str {
        match self.state {
            _ if self.late.is_some() => "late",
            State::Stated(shown) => shown.status.kind.word(),
            State::NotStated => NOT_STATED,
            State::NotReported => NO_KIND,
        }
    }

    /// The day that the status is as of: that of the update that says it.
    fn day(&self) -> Option<Shared<DateView>> {
        let own = self
            .state
            .status()
            .is_none_or(|shown| shown.inherited_from.is_none() && shown.derived_from == 0);
        match self.cx.site.carried(self.id, self.cx.view()).filter(|_| own) {
            Some((edition, document)) => Some(self.cx.as_of(self.id.report, edition, document)),
            None => self.counted_to(),
        }
    }

    /// The day of the view's edition, which days are counted to.
    fn counted_to(&self) -> Option<Shared<DateView>> {
        let edition = self.cx.site.report(self.id.report).edition_as_of(self.cx.view())?;
        Some(self.cx.edition_date(self.id.report, edition))
    }

    fn sentences(&self) -> Vec<SentenceView> {
        let mut said: Vec<SentenceView> = self.rejected().into_iter().collect();
        said.extend(self.source());
        if self.late.is_some() {
            said.extend(self.lateness());
            said.extend(self.responsible_for_overdue());
        } else if !self.is_closed {
            said.extend(self.next());
        }
        said.extend(self.counts());
        said.extend(self.responsible());
        said
    }

    fn rejected(&self) -> Option<SentenceView> {
        let (_, disposition) = self.cx.site.disposition_said(self.id, self.cx.view())?;
        if !self.cx.site.is_rejected(self.id, self.cx.view()) {
            return None;
        }
        Some(match &disposition.date {
            Some(date) => {
                let date = self.cx.date(date.value).text.clone();
                self.phrase("rejected-on").with("date", &date).sentence()
            }
            None => self.phrase("rejected").sentence(),
        })
    }

    /// Where the status comes from.
    fn source(&self) -> Option<SentenceView> {
        let shown = self.state.status()?;
        if let Some(from) = shown.inherited_from {
            let covered = self.cx.site.recommendation(self.id).covered_by == Some(from);
            let key = if covered { "covered" } else { "inherited" };
            return Some(self.phrase(key).marked("source", self.link(from)).sentence());
        }
        (shown.derived_from > 0)
            .then(|| self.phrase("derived").with("n", &shown.derived_from).sentence())
    }

    /// The longest overdue promise, or that there is none.
    fn lateness(&self) -> Vec<SentenceView> {
        let longest = self.overdue.first();
        let Some((row, promise)) = longest.and_then(|row| Some((row, self.promise(row)?))) else {
            let by_parts = self.late == Some(Lateness::ByDate) || self.is_derived();
            let said = (!by_parts).then(|| self.phrase("late-by-status").sentence());
            return said.into_iter().chain(self.next()).collect();
        };
        let days = self.days_late(row.days_overdue);
        let first = self.cx.date(promise.first).text.clone();
        let of_part = row.recommendation != self.id;
        let mut phrase = self.phrase(if of_part { "overdue-part" } else { "overdue" });
        if of_part {
            phrase = phrase.marked("part", self.link(row.recommendation));
        }
        let mut said =
            vec![phrase.with("date", &first).marked("days", Mark::Overdue(days)).sentence()];
        said.extend(self.now(row, &promise));
        let more = self.overdue.len() - 1;
        if more > 0 {
            said.push(self.phrase("more-overdue").with("n", &more).sentence());
        }
        said
    }

    /// How late, with the day that it is counted to if that is not the status's.
    fn days_late(&self, days: i64) -> String {
        let days = days.to_string();
        match self.counted_to().filter(|day| self.day().is_none_or(|own| day.iso != own.iso)) {
            Some(day) => self.cx.text("state.days-late-on", &[("n", &days), ("date", &day.text)]),
            None => self.cx.text("state.days-late", &[("n", &days)]),
        }
    }

    fn is_derived(&self) -> bool {
        self.state.status().is_some_and(|shown| shown.derived_from > 0)
    }

    /// What is promised now for an overdue row.
    fn now(&self, row: &Row, promise: &Promise<'_>) -> Option<SentenceView> {
        if row.left_out {
            return None;
        }
        if !promise.given {
            return Some(self.phrase("date-gone").sentence());
        }
        let revised = self.cx.site.deliverable(row.id)?.revised_due.as_ref()?.value;
        let key = if row.broken_again { "now-passed" } else { "now" };
        Some(self.phrase(key).with("date", &self.cx.date(revised).text).sentence())
    }

    /// The next promised date of what is open, or that there is none.
    fn next(&self) -> Option<SentenceView> {
        let day = self.cx.facts.day(self.id.report, self.cx.view());
        let open = || self.rows.iter().filter(|row| row.standing == Standing::Open);
        let to_come = |promise: &Promise<'_>| {
            promise.given && day.is_none_or(|day| promise.current().last_day() >= day)
        };
        let dates = open().filter_map(|row| self.promise(row)).filter(to_come);
        let next = dates.map(|promise| promise.current()).min_by_key(|date| date.last_day());
        if let Some(next) = next {
            return Some(self.phrase("next").with("date", &self.cx.date(next).text).sentence());
        }
        let says_when = |row: &Row| {
            let written = self.cx.site.deliverable(row.id);
            row.dated || written.is_some_and(|written| written.due_text.is_some())
        };
        let undated = open().count();
        (undated > 0 && !open().any(says_when))
            .then(|| self.phrase("undated").with("n", &undated).sentence())
    }

    fn promise(&self, row: &Row) -> Option<Promise<'p>> {
        self.cx.facts.promise(row.id)
    }

    /// How many parts, or else deliverables, are done.
    fn counts(&self) -> Option<SentenceView> {
        if !self.parts.is_empty() {
            let totals = self.cx.totals_of_parts(self.id)?;
            let key = if totals.late > 0 { "parts-late" } else { "parts" };
            let said = self.phrase(key).with("n", &totals.recommendations);
            return Some(said.with("done", &totals.done).with("late", &totals.late).sentence());
        }
        let count = |standing| self.rows.iter().filter(|row| row.standing == standing).count();
        let (done, open) = (count(Standing::Done), count(Standing::Open));
        match (done, done + open) {
            (_, 0) => None,
            (done, total) if done == total => {
                Some(self.phrase("all-done").with("n", &total).sentence())
            }
            (_, 1) => None,
            (done, total) => {
                Some(self.phrase("some-done").with("done", &done).with("n", &total).sentence())
            }
        }
    }

    /// Who is responsible for what is overdue.
    fn responsible_for_overdue(&self) -> Vec<SentenceView> {
        let parties = self.cx.parties_of(&self.overdue);
        let named: Vec<&str> = parties.iter().copied().flatten().collect();
        let key = if self.others().is_empty() { "responsible" } else { "responsible-overdue" };
        let nobody = match (parties.contains(&None), named.is_empty()) {
            (true, true) => Some("overdue-nobody"),
            (true, false) => Some("overdue-partly-nobody"),
            (false, _) => None,
        };
        let nobody = nobody.map(|key| self.phrase(key).sentence());
        self.parties(key, &named).into_iter().chain(nobody).collect()
    }

    /// Who is responsible for what else is open, if that is not who is responsible for what is
    /// overdue.
    fn others(&self) -> Vec<&'a str> {
        let key = |party: Option<&str>| party.map(party_key);
        let overdue = self.cx.parties_of(&self.overdue);
        let overdue: HashSet<_> = overdue.into_iter().map(key).collect();
        let open = self.rows.iter().filter(|row| row.standing == Standing::Open);
        let others = self.cx.parties_of(open.filter(|row| row.days_overdue == 0));
        if others.iter().all(|party| overdue.contains(&key(*party))) && !overdue.contains(&None) {
            return Vec::new();
        }
        others.into_iter().flatten().collect()
    }

    /// Who is responsible for what is open, or else for what was done.
    fn responsible(&self) -> Option<SentenceView> {
        if self.late.is_some() && !self.overdue.is_empty() {
            return self.parties("responsible-others", &self.others());
        }
        let any_open = self.rows.iter().any(|row| row.standing == Standing::Open);
        let of_open = any_open && !self.is_closed;
        let rows = self.rows.iter();
        let rows = rows.filter(|row| !of_open || row.standing == Standing::Open);
        let names: Vec<&str> = self.cx.parties_of(rows).into_iter().flatten().collect();
        if names.is_empty() {
            return of_open.then(|| self.phrase("responsible-nobody").sentence());
        }
        self.parties("responsible", &names)
    }

    /// A sentence with the names of parties; `None` without any.
    fn parties(&self, key: &'static str, names: &[&str]) -> Option<SentenceView> {
        if names.is_empty() {
            return None;
        }
        let all = names.iter().map(|name| Mark::Strong((*name).to_owned())).collect();
        let place = if self.parts.is_empty() { "deliverables" } else { "parts" };
        Some(self.phrase(key).listed("list", self.shortened(all, MOST_NAMES, place)).sentence())
    }

    /// What it is part of, covers, and so on.
    fn relations(&self) -> Vec<SentenceView> {
        let (site, id, view) = (self.cx.site, self.id, self.cx.view());
        let mut said = Vec::new();
        let covered_by = site.recommendation(id).covered_by;
        let inherited = self.state.status().and_then(|shown| shown.inherited_from);
        if let Some(by) = covered_by.filter(|by| inherited != Some(*by)) {
            said.push(self.phrase("covered-by").marked("source", self.link(by)).sentence());
        }
        let covers: Vec<RecommendationId> = site.covers(id, view).collect();
        said.extend(self.many("covers", &covers));
        if let Some(whole) = site.part_of(id, view) {
            said.push(self.phrase("part-of").marked("source", self.link(whole)).sentence());
        }
        said.extend(self.many("superseded-by", &site.superseded_by(id, view)));
        said.extend(self.many("supersedes", &site.supersedes(id, view)));
        said
    }

    /// A sentence with several recommendations by number.
    fn many(&self, key: &'static str, ids: &[RecommendationId]) -> Option<SentenceView> {
        if ids.is_empty() {
            return None;
        }
        let number = |id: &RecommendationId| {
            let to = self.cx.recommendation_link(*id);
            Mark::Link(LinkView { title: to.number, url: to.url })
        };
        let marks = self.shortened(ids.iter().map(number).collect(), MOST_LINKS, "references");
        Some(self.phrase(key).with("n", &ids.len()).listed("list", marks).sentence())
    }

    /// The first ones of a long list, then a link to the part of the page that has all. Leaving out
    /// a single one would save nothing.
    fn shortened(&self, mut marks: Vec<Mark>, most: usize, place: &str) -> Vec<Mark> {
        if marks.len() > most + 1 {
            let more = (marks.len() - most).to_string();
            marks.truncate(most);
            marks.push(Mark::Link(LinkView {
                title: self.cx.text("list-more", &[("n", &more)]),
                url: format!("#{}{place}", self.cx.links.ids),
            }));
        }
        marks
    }

    /// What the page's edition, or else the last one, changed.
    fn change(&self) -> Option<LastChangeView> {
        let (cx, site, id) = (self.cx, self.cx.site, self.id);
        let edition = site.report(id.report).edition_as_of(cx.view())?;
        if let Some(movement) = cx.facts.movement(id, edition) {
            return Some(self.changed(&movement));
        }
        let (from, _) = site.carried(id, View::Edition(edition))?;
        let silence = if from == edition {
            self.phrase("unchanged").sentence()
        } else {
            let key = if self.is_closed { "last-reported" } else { "silent-since" };
            let date = cx.edition_date(id.report, from).text.clone();
            self.phrase(key).with("date", &date).sentence()
        };
        Some(LastChangeView { lead: silence.text, sentences: Vec::new(), more: 0, url: None })
    }

    fn changed(&self, movement: &Movement<'_>) -> LastChangeView {
        let (cx, edition) = (self.cx, movement.edition);
        let date = cx.edition_date(self.id.report, edition).text.clone();
        let mut sentences = cx.movement_in_short(movement);
        let more = sentences.len().saturating_sub(MOST_CHANGES);
        sentences.truncate(MOST_CHANGES);
        LastChangeView {
            lead: self.phrase("changed").with("date", &date).sentence().text,
            sentences,
            more,
            url: Some(cx.links.page(&Page::Changes(self.id.report, edition))),
        }
    }
}
