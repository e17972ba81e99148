//! The numbers of a site, worked out from what its author says, as plainly as possible.
//!
//! Knows nothing of the program: whatever it shares with it would be wrong in both.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};

use super::site::{
    DATES, EDITIONS, GROUPS, NAMES, Recommendation, Row, Said, Site, TEXTS, Update, is_rejected,
};

/// Every number by edition and by what it is.
pub(super) type Numbers = BTreeMap<(usize, String), String>;

/// A recommendation as of an edition.
struct Shown {
    /// By index in the vocabulary.
    status: Option<usize>,
    is_reported: bool,
    group: Option<&'static str>,
    lateness: Option<&'static str>,
    rows: Vec<Listed>,
}

/// A deliverable as of an edition.
struct Listed {
    name: &'static str,
    standing: &'static str,
    is_dated: bool,
    slips: usize,
    days_overdue: i64,
    parties: BTreeSet<&'static str>,
}

pub(super) fn numbers(site: &Site) -> Numbers {
    let mut numbers = Numbers::new();
    for edition in 0..site.editions {
        let count = site.recommendations.len();
        let shown: Vec<Shown> = (0..count).map(|index| show(site, index, edition)).collect();
        let mut say = |what: String, value: String| {
            assert!(numbers.insert((edition, what.clone()), value).is_none(), "{what} twice");
        };
        let all: Vec<&Shown> = shown.iter().collect();
        recommendations(site, "", &all, &mut say);
        rows("", &all.iter().flat_map(|it| &it.rows).collect::<Vec<_>>(), &mut say);
        for group in GROUPS.iter().map(|group| Some(*group)).chain([None]) {
            let members: Vec<&Shown> = shown.iter().filter(|it| it.group == group).collect();
            if !members.is_empty() {
                let of = format!("group {}: ", group.unwrap_or("-"));
                recommendations(site, &of, &members, &mut say);
                rows(&of, &members.iter().flat_map(|it| &it.rows).collect::<Vec<_>>(), &mut say);
            }
        }
        parties(site, &all.iter().flat_map(|it| &it.rows).collect::<Vec<_>>(), &mut say);
        for (number, shown) in (1..).zip(&shown) {
            one(site, number, shown, &mut say);
            slips(&site.recommendations[number - 1], number, edition, &mut say);
        }
    }
    numbers
}

fn show(site: &Site, index: usize, edition: usize) -> Shown {
    let recommendation = &site.recommendations[index];
    let day = NaiveDate::parse_from_str(EDITIONS[edition], "%Y-%m-%d").unwrap();
    let update = carried(recommendation, edition).map(|(_, update)| update);
    let status = status(site, index, edition);
    let kind = status.map(|status| site.statuses()[status].2);
    let decision = update.and_then(|update| update.decision).or(recommendation.decision);
    let is_closed = matches!(kind, Some("done" | "dropped")) || is_rejected(decision);
    let rows = listed(site, recommendation, edition, kind, day, is_closed);
    let lateness = match kind {
        _ if is_closed => None,
        Some("late") => Some("stated"),
        _ if rows.iter().any(|row| row.days_overdue > 0) => Some("by-date"),
        _ => None,
    };
    let group = update.and_then(|update| update.group).or(recommendation.group);
    let is_reported = update.is_some();
    Shown { status, is_reported, group: group.map(|it| GROUPS[it]), lateness, rows }
}

/// The last update up to an edition, and its edition.
fn carried(recommendation: &Recommendation, edition: usize) -> Option<(usize, &Update)> {
    (0..=edition).rev().find_map(|at| Some((at, recommendation.updates[at].as_ref()?)))
}

/// The own status, or that of the recommendation that covers it, and so on.
fn status(site: &Site, index: usize, edition: usize) -> Option<usize> {
    let mut seen = BTreeSet::new();
    let mut at = Some(index);
    while let Some(here) = at.filter(|here| seen.insert(*here)) {
        let own = carried(&site.recommendations[here], edition).and_then(|(_, it)| it.status);
        if own.is_some() {
            return own;
        }
        at = site.recommendations[here].covered_by;
    }
    None
}

/// The deliverables of the last update, and open ones that it leaves out.
fn listed(
    site: &Site,
    recommendation: &Recommendation,
    edition: usize,
    kind: Option<&str>,
    day: NaiveDate,
    is_closed: bool,
) -> Vec<Listed> {
    let Some((carried, _)) = carried(recommendation, edition) else { return Vec::new() };
    let mut found = Vec::new();
    for (place, deliverable) in recommendation.deliverables.iter().enumerate() {
        let mentions = mentions(recommendation, place, carried);
        let Some((last, row)) = mentions.last() else { continue };
        let standing = standing(site, row, kind);
        let is_left_out = *last != carried;
        if deliverable.points.is_some() || is_left_out && standing != "open" {
            continue;
        }
        let promise = Promise::of(&mentions);
        let is_due = standing == "open" && !is_closed;
        let is_broken_again = is_due && promise.is_broken_again(day);
        let days = promise.first.map_or(0, |first| (day - first).num_days());
        found.push(Listed {
            name: TEXTS[place],
            standing,
            is_dated: promise.first.is_some(),
            slips: promise.slips + usize::from(is_broken_again),
            days_overdue: if is_due { days.max(0) } else { 0 },
            parties: row.parties.iter().map(|party| site.party(*party)).collect(),
        });
    }
    found
}

/// The rows of a deliverable up to an edition.
fn mentions(recommendation: &Recommendation, place: usize, until: usize) -> Vec<(usize, &Row)> {
    let row = |edition: usize| {
        let update = recommendation.updates[edition].as_ref()?;
        Some((edition, update.rows[place].as_ref()?))
    };
    (0..=until).filter_map(row).collect()
}

fn standing(site: &Site, row: &Row, of_recommendation: Option<&str>) -> &'static str {
    let of_kind = |kind: Option<&str>| match kind {
        Some("done") => "done",
        Some("dropped") => "dropped",
        _ => "open",
    };
    match row.said {
        Said::Nothing => of_kind(of_recommendation),
        Said::Status(status) => of_kind(Some(site.statuses()[status].2)),
        Said::Open => "open",
        Said::Completed | Said::CompletedOn(_) => "done",
        Said::Dropped => "dropped",
    }
}

/// The dates promised for a deliverable, each the last day of a partial date.
#[derive(Default)]
struct Promise {
    first: Option<NaiveDate>,
    now: Option<NaiveDate>,
    moves: usize,
    slips: usize,
    /// Whether the last row gives a date.
    is_given: bool,
}

impl Promise {
    fn of(mentions: &[(usize, &Row)]) -> Self {
        let mut promise = Self::default();
        for (_, row) in mentions {
            let (due, revised) = (row.due.map(last_day), row.revised.map(last_day));
            promise.is_given = due.is_some() || revised.is_some();
            promise.first = promise.first.or(due).or(revised);
            promise.now = promise.now.or(promise.first);
            let Some((to, now)) = revised.or(due).zip(promise.now) else { continue };
            promise.moves += usize::from(to != now);
            promise.slips += usize::from(to > now);
            promise.now = Some(to);
        }
        promise
    }

    fn is_broken_again(&self, day: NaiveDate) -> bool {
        self.is_given && self.moves > 0 && self.now.is_some_and(|now| now < day)
    }
}

/// The last day of a partial date.
pub(super) fn last_day(date: usize) -> NaiveDate {
    let parts: Vec<&str> = DATES[date].split('-').collect();
    let year = parts[0].parse().unwrap();
    let (month, day) = match parts[1..] {
        [] => (12, None),
        [quarter] if quarter.starts_with('Q') => (quarter[1..].parse::<u32>().unwrap() * 3, None),
        [month] => (month.parse().unwrap(), None),
        [month, day] => (month.parse().unwrap(), Some(day.parse().unwrap())),
        _ => unreachable!("{parts:?}"),
    };
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).unwrap(),
        None => {
            let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
            let in_next = first.checked_add_days(Days::new(31)).unwrap();
            in_next.with_day(1).unwrap().pred_opt().unwrap()
        }
    }
}

/// Recommendations: how many, by status, done and late.
fn recommendations(site: &Site, of: &str, shown: &[&Shown], say: &mut impl FnMut(String, String)) {
    let count = |is: &dyn Fn(&Shown) -> bool| shown.iter().filter(|it| is(it)).count();
    let kind = |it: &Shown| it.status.map(|status| site.statuses()[status].2);
    let late = |why: &'static str| count(&|it| it.lateness == Some(why));
    let done = count(&|it| kind(it) == Some("done"));
    let mut say = |what: &str, value: usize| say(format!("{of}{what}"), value.to_string());
    say("recommendations", shown.len());
    say("done", done);
    say("late", late("stated") + late("by-date"));
    if !of.is_empty() {
        return;
    }
    say("percent done", done * 100 / shown.len());
    say("late by status", late("stated"));
    say("late by date", late("by-date"));
    say("with overdue rows", count(&|it| it.rows.iter().any(|row| row.days_overdue > 0)));
    say("not reported", count(&|it| it.status.is_none() && !it.is_reported));
    say("not stated", count(&|it| it.status.is_none() && it.is_reported));
    for (index, (id, ..)) in site.statuses().iter().enumerate() {
        say(&format!("status {id}"), count(&|it| it.status == Some(index)));
    }
}

/// Deliverables: how many, by standing, overdue, dated, slipped.
fn rows(of: &str, rows: &[&Listed], say: &mut impl FnMut(String, String)) {
    let count = |is: &dyn Fn(&Listed) -> bool| rows.iter().filter(|row| is(row)).count();
    let mut say = |what: &str, value: usize| say(format!("{of}{what}"), value.to_string());
    say("rows", rows.len());
    say("rows done", count(&|row| row.standing == "done"));
    say("rows open", count(&|row| row.standing == "open"));
    say("rows dropped", count(&|row| row.standing == "dropped"));
    say("rows overdue", count(&|row| row.days_overdue > 0));
    say("rows slipped", count(&|row| row.slips > 0));
    say("rows dated", count(&|row| row.is_dated));
    if of.is_empty() {
        say("rows undated", count(&|row| row.standing == "open" && !row.is_dated));
    }
}

/// By party, and by larger body with everything in it.
fn parties(site: &Site, all: &[&Listed], say: &mut impl FnMut(String, String)) {
    say("shared rows".to_owned(), all.iter().filter(|row| keys(row).len() > 1).count().to_string());
    let names: BTreeSet<String> = all.iter().flat_map(|row| keys(row)).collect();
    for name in names {
        let own: Vec<&Listed> =
            all.iter().copied().filter(|row| keys(row).contains(&name)).collect();
        rows(&format!("party {name}: "), &own, say);
    }
    let nobody: Vec<&Listed> = all.iter().copied().filter(|row| row.parties.is_empty()).collect();
    if !nobody.is_empty() {
        rows("party -: ", &nobody, say);
    }
    let Some(bodies) = &site.parties else { return };
    for body in 0..bodies.len() {
        let is_within = |party: usize| {
            std::iter::successors(Some(party), |it| bodies[*it]).any(|other| other == body)
        };
        let within: BTreeSet<String> = (0..bodies.len())
            .filter(|party| is_within(*party))
            .map(|party| NAMES[party][0].to_lowercase())
            .collect();
        let parts = within.iter().filter(|name| **name != NAMES[body][0].to_lowercase());
        let is_body = all.iter().any(|row| parts.clone().any(|part| keys(row).contains(part)));
        let own: Vec<&Listed> =
            all.iter().copied().filter(|row| !keys(row).is_disjoint(&within)).collect();
        if is_body {
            rows(&format!("body {}: ", NAMES[body][0].to_lowercase()), &own, say);
        }
    }
}

/// The parties of a row, without case.
fn keys(row: &Listed) -> BTreeSet<String> {
    row.parties.iter().map(|name| name.to_lowercase()).collect()
}

/// One recommendation and its rows.
fn one(site: &Site, number: usize, shown: &Shown, say: &mut impl FnMut(String, String)) {
    let state = match shown.status {
        Some(status) => site.statuses()[status].0,
        None if shown.is_reported => "not-stated",
        None => "not-reported",
    };
    say(format!("{number}: state"), state.to_owned());
    say(format!("{number}: late"), shown.lateness.unwrap_or("-").to_owned());
    let count =
        |is: &dyn Fn(&Listed) -> bool| shown.rows.iter().filter(|row| is(row)).count().to_string();
    say(format!("{number}: rows"), count(&|_| true));
    say(format!("{number}: rows done"), count(&|row| row.standing == "done"));
    say(format!("{number}: rows overdue"), count(&|row| row.days_overdue > 0));
    let longest = shown.rows.iter().map(|row| row.days_overdue).max().unwrap_or(0);
    say(format!("{number}: days overdue"), longest.to_string());
    for row in &shown.rows {
        say(format!("{number}: {}: standing", row.name), row.standing.to_owned());
        say(format!("{number}: {}: days overdue", row.name), row.days_overdue.to_string());
        say(format!("{number}: {}: slips", row.name), row.slips.to_string());
    }
}

/// The days by which dates slip in the updates of an edition, except the first of a recommendation.
fn slips(
    recommendation: &Recommendation,
    number: usize,
    edition: usize,
    say: &mut impl FnMut(String, String),
) {
    if edition == 0 || carried(recommendation, edition - 1).is_none() {
        return;
    }
    for (place, deliverable) in recommendation.deliverables.iter().enumerate() {
        let now = mentions(recommendation, place, edition);
        let before = mentions(recommendation, place, edition - 1);
        let (was, is) = (Promise::of(&before).now, Promise::of(&now).now);
        let days = was.zip(is).map_or(0, |(was, is)| (is - was).num_days());
        if days > 0 && deliverable.points.is_none() {
            say(format!("{number}: {}: moved by", TEXTS[place]), days.to_string());
        }
    }
}
