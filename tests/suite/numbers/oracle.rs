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
    number: usize,
    status: State,
    is_reported: bool,
    group: Option<&'static str>,
    lateness: Option<&'static str>,
    rows: Vec<Listed>,
}

/// What is known of a status.
#[derive(Clone, Copy, Default)]
struct State {
    /// By index in the vocabulary.
    status: Option<usize>,
    /// Whether its parts have updates, but make no status that the vocabulary has.
    is_without_word: bool,
    /// The recommendation that has it, by index.
    of: Option<usize>,
    /// The number of parts that it is derived from.
    parts: usize,
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
        let overdue = all.iter().filter(|it| it.rows.iter().any(|row| row.days_overdue > 0));
        say("with overdue rows".to_owned(), overdue.count().to_string());
        say("listed".to_owned(), count.to_string());
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
        late_list(site, &all, &mut say);
        if edition > 0 {
            let before: Vec<Shown> =
                (0..count).map(|index| show(site, index, edition - 1)).collect();
            turned(site, &before, &shown, &mut say);
        }
        for (number, shown) in (1..).zip(&shown) {
            moved(site, number, edition, &mut say);
            one(site, number, edition, shown, &mut say);
            parts(site, number, &all, &mut say);
            slips(site, &site.recommendations[number - 1], number, edition, &mut say);
            slipped(site, &site.recommendations[number - 1], number, edition, &mut say);
        }
    }
    numbers
}

fn show(site: &Site, index: usize, edition: usize) -> Shown {
    let mut shown = alone(site, index, edition);
    let is_closed = matches!(kind(site, shown.status), Some("done" | "dropped"))
        || rejects(site, index, edition);
    let of_parts = site.parts(index).into_iter().filter_map(|it| show(site, it, edition).lateness);
    // A status before a date.
    if let Some(of_parts) = of_parts.max().filter(|_| !is_closed) {
        let is_derived = shown.status.of == Some(index) && shown.status.parts > 0;
        let own = shown.lateness.filter(|_| !is_derived);
        shown.lateness = own.max(Some(of_parts));
    }
    shown
}

/// A recommendation without what its parts say of its lateness.
fn alone(site: &Site, index: usize, edition: usize) -> Shown {
    let recommendation = &site.recommendations[index];
    let day = NaiveDate::parse_from_str(EDITIONS[edition], "%Y-%m-%d").unwrap();
    let update = carried(recommendation, edition).map(|(_, update)| update);
    let status = status(site, index, edition);
    let kind = kind(site, status);
    let is_closed = matches!(kind, Some("done" | "dropped")) || rejects(site, index, edition);
    let rows = listed(site, recommendation, edition, kind, day, is_closed);
    let lateness = match kind {
        _ if is_closed => None,
        Some("late") => Some("stated"),
        _ if rows.iter().any(|row| row.days_overdue > 0) => Some("by-date"),
        _ => None,
    };
    let group = group(site, index, edition).map(|it| GROUPS[it]);
    Shown { number: index + 1, status, is_reported: update.is_some(), group, lateness, rows }
}

fn kind(site: &Site, state: State) -> Option<&'static str> {
    state.status.map(|status| site.statuses()[status].2)
}

fn rejects(site: &Site, index: usize, edition: usize) -> bool {
    let recommendation = &site.recommendations[index];
    let update = carried(recommendation, edition).and_then(|(_, update)| update.decision);
    is_rejected(update.or(recommendation.decision))
}

/// The own group, or else that of what it is part of.
fn group(site: &Site, index: usize, edition: usize) -> Option<usize> {
    let recommendation = &site.recommendations[index];
    let update = carried(recommendation, edition).and_then(|(_, update)| update.group);
    update.or(recommendation.group).or_else(|| group(site, recommendation.part_of?, edition))
}

/// The last update up to an edition, and its edition.
fn carried(recommendation: &Recommendation, edition: usize) -> Option<(usize, &Update)> {
    (0..=edition).rev().find_map(|at| Some((at, recommendation.updates[at].as_ref()?)))
}

/// The own status, or that of the recommendation that covers it, and so on, or else what its parts
/// make.
fn status(site: &Site, index: usize, edition: usize) -> State {
    if let Stated::By(of, status) = stated(site, index, edition) {
        return State { status: Some(status), of: Some(of), ..State::default() };
    }
    if let Some(by) = source(site, index, edition) {
        let inherited = status(site, by, edition);
        if inherited.status.is_some() {
            return inherited;
        }
    }
    let derived = derived(site, index, edition);
    let is_updated = |part: &usize| {
        let status = status(site, *part, edition);
        is_reported(site, *part, edition) || status.is_without_word || status.status.is_some()
    };
    let by_parts =
        derived.status.is_none() && spoken(site, index, edition).any(|it| is_updated(&it));
    State { is_without_word: derived.is_without_word || by_parts, ..derived }
}

fn is_reported(site: &Site, index: usize, edition: usize) -> bool {
    carried(&site.recommendations[index], edition).is_some()
}

/// The parts that do not inherit the status of what they are part of.
fn spoken(site: &Site, index: usize, edition: usize) -> impl Iterator<Item = usize> {
    let inherits = move |part: usize| {
        source(site, part, edition).is_some_and(|by| hangs_on(site, by, index, edition))
    };
    site.parts(index).into_iter().filter(move |part| !inherits(*part))
}

/// What `covered_by` alone says of a status.
enum Stated {
    /// A recommendation, by index, that has one of its own.
    By(usize, usize),
    Not,
    /// It goes round in a circle, in which this one is.
    Circle,
}

fn stated(site: &Site, index: usize, edition: usize) -> Stated {
    let mut seen = BTreeSet::new();
    let mut at = Some(index);
    while let Some(here) = at.filter(|here| seen.insert(*here)) {
        let own = carried(&site.recommendations[here], edition).and_then(|(_, it)| it.status);
        if let Some(own) = own {
            return Stated::By(here, own);
        }
        at = site.recommendations[here].covered_by;
    }
    if at == Some(index) { Stated::Circle } else { Stated::Not }
}

/// The recommendation whose derived status is inherited: a circle of `covered_by` has none.
fn source(site: &Site, index: usize, edition: usize) -> Option<usize> {
    match stated(site, index, edition) {
        Stated::Not => site.recommendations[index].covered_by,
        Stated::By(..) | Stated::Circle => None,
    }
}

/// Whether a status could come from another recommendation, through any number of others.
fn hangs_on(site: &Site, index: usize, other: usize, edition: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![index];
    while let Some(here) = open.pop() {
        let is_settled = matches!(stated(site, here, edition), Stated::By(..));
        if seen.insert(here) && !is_settled {
            open.extend(source(site, here, edition));
            open.extend(site.parts(here));
        }
    }
    seen.contains(&other)
}

/// What the parts make of a status. Left out are those that would inherit it, and those that are
/// dropped or rejected.
fn derived(site: &Site, index: usize, edition: usize) -> State {
    let mut parts: Vec<Shown> =
        spoken(site, index, edition).map(|part| alone(site, part, edition)).collect();
    let all = parts.len();
    let any_dropped = parts.iter().any(|part| kind(site, part.status) == Some("dropped"));
    parts.retain(|part| {
        kind(site, part.status) != Some("dropped") && !rejects(site, part.number - 1, edition)
    });
    let is = |part: &Shown, wanted: &str| kind(site, part.status) == Some(wanted);
    let (kind, count) = if parts.is_empty() {
        if !any_dropped {
            return State::default();
        }
        ("dropped", all)
    } else if parts.iter().all(|part| part.status.status.is_none() && part.lateness.is_none()) {
        return State::default();
    } else if parts.iter().all(|part| is(part, "done")) {
        ("done", parts.len())
    } else if parts.iter().any(|part| part.lateness.is_some()) {
        ("late", parts.len())
    } else if parts.iter().any(|part| is(part, "active") || is(part, "done")) {
        ("active", parts.len())
    } else {
        ("not-started", parts.len())
    };
    match site.statuses().iter().position(|(_, _, known)| *known == kind) {
        None => State { is_without_word: true, ..State::default() },
        status => State { status, of: Some(index), parts: count, ..State::default() },
    }
}

/// The deliverables of the last update, and unfinished ones that it leaves out.
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
        let mentions = mentions(site, recommendation, place, carried);
        let Some((last, row)) = mentions.last() else { continue };
        let standing = standing(site, row, kind);
        let is_left_out = *last != carried;
        // What a row that says nothing follows decides later.
        let is_unfinished = standing == "open" || matches!(row.said, Said::Nothing);
        if deliverable.points.is_some() || is_left_out && !is_unfinished {
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
fn mentions<'s>(
    site: &Site,
    recommendation: &'s Recommendation,
    place: usize,
    until: usize,
) -> Vec<(usize, &'s Row)> {
    let mut found: Vec<(usize, &Row)> = Vec::new();
    let mut is_over = false;
    for edition in 0..=until {
        let Some(update) = &recommendation.updates[edition] else { continue };
        let Some(row) = &update.rows[place] else {
            // What was done or dropped when it is left out is another one when it comes again,
            // unless its id says that it is the same.
            is_over = !recommendation.deliverables[place].has_id
                && found.last().is_some_and(|(_, row)| standing(site, row, None) != "open");
            continue;
        };
        if std::mem::take(&mut is_over) {
            found.clear();
        }
        found.push((edition, row));
    }
    found
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
    let first = NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1)).unwrap();
    if day.is_some() {
        return first;
    }
    let in_next = first.checked_add_days(Days::new(31)).unwrap();
    in_next.with_day(1).unwrap().pred_opt().unwrap()
}

/// Recommendations: how many, by status, done and late.
fn recommendations(site: &Site, of: &str, shown: &[&Shown], say: &mut impl FnMut(String, String)) {
    let shown: Vec<&Shown> = shown.iter().filter(|it| counts(site, it)).copied().collect();
    let count = |is: &dyn Fn(&Shown) -> bool| shown.iter().filter(|it| is(it)).count();
    let late = |why: &'static str| count(&|it| it.lateness == Some(why));
    let done = count(&|it| kind(site, it.status) == Some("done"));
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
    say("not reported", count(&|it| state(site, it) == "not-reported"));
    say("not stated", count(&|it| state(site, it) == "not-stated"));
    for (index, (id, ..)) in site.statuses().iter().enumerate() {
        say(&format!("status {id}"), count(&|it| it.status.status == Some(index)));
    }
}

/// Whether totals count a recommendation.
fn counts(site: &Site, shown: &Shown) -> bool {
    match site.totals {
        Some("parts") => site.parts(shown.number - 1).is_empty(),
        _ => site.recommendations[shown.number - 1].part_of.is_none(),
    }
}

/// How many became done or late since the edition before, or are done no longer.
fn turned(site: &Site, before: &[Shown], now: &[Shown], say: &mut impl FnMut(String, String)) {
    let is_done = |it: &Shown| kind(site, it.status) == Some("done");
    let count = |is: &dyn Fn(&Shown, &Shown) -> bool| {
        let pairs = before.iter().zip(now).filter(|(_, now)| counts(site, now));
        pairs.filter(|(before, now)| is(before, now)).count().to_string()
    };
    say("newly done".to_owned(), count(&|before, now| is_done(now) && !is_done(before)));
    say("no longer done".to_owned(), count(&|before, now| is_done(before) && !is_done(now)));
    let late = |before: &Shown, now: &Shown| now.lateness.is_some() && before.lateness.is_none();
    say("newly late".to_owned(), count(&late));
}

/// The list of what is late: the five that are late for longest, each with its parts.
fn late_list(site: &Site, shown: &[&Shown], say: &mut impl FnMut(String, String)) {
    let by_parts = site.totals == Some("parts");
    let is_overdue = |it: &Shown| it.rows.iter().any(|row| row.days_overdue > 0);
    let is_listed = |it: &Shown| {
        if counts(site, it) { it.lateness.is_some() } else { by_parts && is_overdue(it) }
    };
    let late = shown.iter().filter(|it| is_listed(it));
    let mut late: Vec<(usize, Vec<i64>)> = late
        .map(|it| {
            let mut all = vec![it.number - 1];
            let mut next = 0;
            while let Some(index) = all.get(next).filter(|_| !by_parts) {
                let parts = site.parts(*index);
                all.extend(parts);
                next += 1;
            }
            let days = all.iter().flat_map(|index| &shown[*index].rows).map(|row| row.days_overdue);
            (it.number, days.filter(|days| *days > 0).collect())
        })
        .collect();
    late.sort_by_key(|(_, days)| std::cmp::Reverse(days.iter().max().copied().unwrap_or(0)));
    for (number, days) in late.into_iter().take(5) {
        say(format!("{number}: days late"), days.iter().max().unwrap_or(&0).to_string());
        say(format!("{number}: rows late"), days.len().to_string());
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
    for (body, names) in NAMES[..bodies.len()].iter().enumerate() {
        let key = names[0].to_lowercase();
        let is_within = |party: usize| {
            std::iter::successors(Some(party), |it| bodies[*it]).any(|other| other == body)
        };
        let within: BTreeSet<String> = (0..bodies.len())
            .filter(|party| is_within(*party))
            .map(|party| NAMES[party][0].to_lowercase())
            .collect();
        let parts = within.iter().filter(|name| **name != key);
        let is_body = all.iter().any(|row| parts.clone().any(|part| keys(row).contains(part)));
        let own: Vec<&Listed> =
            all.iter().copied().filter(|row| !keys(row).is_disjoint(&within)).collect();
        if is_body {
            rows(&format!("body {key}: "), &own, say);
        }
    }
}

/// The parties of a row, without case.
fn keys(row: &Listed) -> BTreeSet<String> {
    row.parties.iter().map(|name| name.to_lowercase()).collect()
}

fn state(site: &Site, shown: &Shown) -> &'static str {
    match shown.status.status {
        Some(status) => site.statuses()[status].0,
        None if shown.is_reported || shown.status.is_without_word => "not-stated",
        None => "not-reported",
    }
}

/// A move of a status, own or inherited. What is reported for the first time has not moved.
fn moved(site: &Site, number: usize, edition: usize, say: &mut impl FnMut(String, String)) {
    let of = |edition: Option<usize>| {
        edition.map_or("not-reported", |at| state(site, &show(site, number - 1, at)))
    };
    let before = edition.checked_sub(1);
    let (from, to) = (of(before), of(Some(edition)));
    let is_reported = carried(&site.recommendations[number - 1], edition).is_some();
    let is_first = from == "not-reported" && is_reported;
    if from != to && !is_first {
        say(format!("{number}: moved"), format!("{from}>{to}"));
        // Data have no status for either.
        let or_null = |state: &'static str| if state.starts_with("not-") { "" } else { state };
        say(format!("{number}: moved in data"), format!("{}>{}", or_null(from), or_null(to)));
    }
}

/// One recommendation and its rows.
fn one(
    site: &Site,
    number: usize,
    edition: usize,
    shown: &Shown,
    say: &mut impl FnMut(String, String),
) {
    let now = |index: Option<usize>| index.map_or(0, |it| site.number(it, edition)).to_string();
    say(format!("{number}: number"), now(Some(number - 1)));
    say(format!("{number}: state"), state(site, shown).to_owned());
    let from = shown.status.of.filter(|of| of + 1 != number);
    say(format!("{number}: inherited from"), now(from));
    let parts = if from.is_none() { shown.status.parts } else { 0 };
    say(format!("{number}: derived from"), parts.to_string());
    say(format!("{number}: level"), site.wholes(number - 1).len().to_string());
    say(format!("{number}: part of"), now(site.recommendations[number - 1].part_of));
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

/// The direct parts of a recommendation, by standing.
fn parts(site: &Site, number: usize, all: &[&Shown], say: &mut impl FnMut(String, String)) {
    let parts: Vec<&Shown> = site.parts(number - 1).into_iter().map(|part| all[part]).collect();
    let count = |is: &dyn Fn(&Shown) -> bool| parts.iter().filter(|it| is(it)).count().to_string();
    say(format!("{number}: parts"), parts.len().to_string());
    if !parts.is_empty() {
        say(format!("{number}: parts done"), count(&|it| kind(site, it.status) == Some("done")));
        say(format!("{number}: parts late"), count(&|it| it.lateness.is_some()));
    }
}

/// The days by which the update of an edition puts dates later, also those that it gives first.
fn slipped(
    site: &Site,
    recommendation: &Recommendation,
    number: usize,
    edition: usize,
    say: &mut impl FnMut(String, String),
) {
    for (place, deliverable) in recommendation.deliverables.iter().enumerate() {
        let mentions = mentions(site, recommendation, place, edition);
        let Some(((at, row), before)) = mentions.split_last() else { continue };
        let (due, revised) = (row.due.map(last_day), row.revised.map(last_day));
        let was = Promise::of(before).now.or(due);
        let days = was.zip(revised.or(due)).map_or(0, |(was, is)| (is - was).num_days());
        if *at == edition && days > 0 && deliverable.points.is_none() {
            say(format!("{number}: {}: slipped by", TEXTS[place]), days.to_string());
        }
    }
}

/// The days by which dates slip in the updates of an edition, except the first of a recommendation.
fn slips(
    site: &Site,
    recommendation: &Recommendation,
    number: usize,
    edition: usize,
    say: &mut impl FnMut(String, String),
) {
    if edition == 0 || carried(recommendation, edition - 1).is_none() {
        return;
    }
    for (place, deliverable) in recommendation.deliverables.iter().enumerate() {
        let now = mentions(site, recommendation, place, edition);
        let before = mentions(site, recommendation, place, edition - 1);
        let (was, is) = (Promise::of(&before).now, Promise::of(&now).now);
        let days = was.zip(is).map_or(0, |(was, is)| (is - was).num_days());
        let is_same = now.first().map(|(first, _)| first) == before.first().map(|(first, _)| first);
        if days > 0 && is_same && deliverable.points.is_none() {
            say(format!("{number}: {}: moved by", TEXTS[place]), days.to_string());
        }
    }
}
