//! Numbers on HTML pages.

use super::super::harness::Rendered;
use super::Readings;
use super::page::{Node, number_in, numbers, tree};
use super::site::{EDITIONS, Site, TEXTS};

pub(super) fn read(site: &Site, rendered: &Rendered, readings: &mut Readings) {
    let last = site.last();
    front(&tree(rendered.page("index.html")), last, readings);
    let page = |route: &str| (tree(rendered.page(route)), route.to_owned());
    for (edition, name) in EDITIONS.iter().enumerate().take(site.editions) {
        let directory = format!("ssr1/{name}");
        let (index, route) = page(&format!("{directory}/index.html"));
        dashboard(site, &index, edition, &route, readings);
        let (changes, route) = page(&format!("{directory}/changes.html"));
        moves(site, &changes, edition, &route, readings);
        for index in 0..site.recommendations.len() {
            let number = site.number(index, edition);
            let (it, route) = page(&format!("{directory}/{number}.html"));
            recommendation(site, &it, number, edition, &route, readings);
        }
    }
    let (index, route) = page("ssr1/index.html");
    dashboard(site, &index, last, &route, readings);
    courses(site, &index, readings);
    for index in 0..site.recommendations.len() {
        let number = site.number(index, last);
        let (it, route) = page(&format!("ssr1/{number}.html"));
        recommendation(site, &it, number, last, &route, readings);
    }
    overdue(&page("ssr1/overdue.html").0, last, readings);
    owners(&page("ssr1/owners.html").0, last, readings);
}

/// "1 of 3 done (33%), 2 late".
pub(super) fn share(text: &str, edition: usize, of: &str, place: &str, readings: &mut Readings) {
    let found = numbers(text);
    readings.read(edition, format!("{of}done"), found[0], place);
    readings.read(edition, format!("{of}recommendations"), found[1], place);
    let has_percent = text.contains('%');
    if has_percent {
        readings.read(edition, format!("{of}percent done"), found[2], place);
    }
    let late = found.get(2 + usize::from(has_percent)).copied().unwrap_or(0);
    assert_eq!(late > 0, text.contains("late"), "{text}");
    readings.read(edition, format!("{of}late"), late, place);
}

fn front(page: &Node, edition: usize, readings: &mut Readings) {
    let [cards] = page.with_class("report-cards")[..] else { panic!("no cards") };
    share(&cards.first("p").unwrap().text(), edition, "", "index.html cards", readings);
}

/// The page of a report or an edition.
fn dashboard(site: &Site, page: &Node, edition: usize, route: &str, readings: &mut Readings) {
    let totals = page.with_id("totals").unwrap();
    let place = format!("{route} totals");
    let headline = numbers(&totals.with_class("headline")[0].text());
    readings.read(edition, "done", headline[0], &place);
    readings.read(edition, "recommendations", headline[1], &place);
    readings.read(edition, "percent done", headline[2], &place);
    if let [since] = totals.with_class("since")[..] {
        since_done(&since.text(), edition, &place, readings);
    }
    let late = page.with_id("late").unwrap();
    let headline = late.with_class("headline")[0];
    let count = numbers(&headline.text_without("aside"))[0];
    readings.read(edition, "late", count, &place);
    late_why(&headline.text(), count, edition, &place, readings);
    if let [since] = late.with_class("since")[..] {
        let newly = newly(&since.text(), "not late on");
        readings.read(edition, "newly late", newly, format!("{route} late"));
    }
    let statuses = page.with_id("statuses").unwrap();
    counts(site, statuses.with_class("counts")[0], edition, &place, readings);
    if let Some(progress) = page.with_id("progress") {
        progress_table(site, progress, edition, &format!("{route} progress"), readings);
    }
    late_list(site, late, count, edition, route, readings);
    if let Some(groups) = page.with_id("groups") {
        groups_table(site, groups, edition, &format!("{route} groups"), readings);
    }
    table(site, page.with_id("recommendations").unwrap(), edition, route, readings);
}

/// "2 newly done since 31 December 2015. 1 is no longer done."
fn since_done(text: &str, edition: usize, place: &str, readings: &mut Readings) {
    let (done, undone) = text.split_once('.').unwrap();
    readings.read(edition, "newly done", newly(done, "newly done"), place);
    readings.read(edition, "no longer done", newly(undone, "no longer done"), place);
}

/// The number before some words; none is 0.
fn newly(text: &str, words: &str) -> usize {
    if text.contains("Nothing") || !text.contains(words) { 0 } else { numbers(text)[0] }
}

/// The late recommendations, with days and the sentence on deliverables.
fn late_list(
    site: &Site,
    late: &Node,
    count: usize,
    edition: usize,
    route: &str,
    readings: &mut Readings,
) {
    let place = format!("{route} late");
    let rows = late.named("li");
    for row in &rows {
        let number = number_in(&row.with_class("number")[0].text());
        let days = numbers(&row.first("strong").unwrap().text()).first().copied().unwrap_or(0);
        readings.read(edition, format!("{number}: days late"), days, &place);
        let overdue = row.with_class("aside")[0].text();
        let overdue = match numbers(&overdue)[..] {
            [count] => count,
            _ => usize::from(days > 0),
        };
        readings.read(edition, format!("{number}: rows late"), overdue, &place);
    }
    // "And 2 more."
    let last = late.named("p").last().unwrap().text();
    let more = if last.contains("more") { numbers(&last)[0] } else { 0 };
    // Where parts are counted, wholes with overdue deliverables of their own are listed too.
    if site.totals != Some("parts") {
        assert_eq!(rows.len() + more, count, "{place}");
    }
    if let [sentence] = late.with_class("sentence")[..] {
        overdue_sentence(&sentence.text(), edition, &place, readings);
    }
}

/// Groups by status.
fn groups_table(site: &Site, groups: &Node, edition: usize, place: &str, readings: &mut Readings) {
    for row in groups.rows() {
        let of = match row[0].text() {
            all if all == "All" => String::new(),
            group => group_of(&group),
        };
        let cells = row.iter().filter_map(|cell| {
            let count: usize = cell.text().parse().ok()?;
            Some((cell.attribute("data-label")?, count))
        });
        let (mut done, mut by_status, mut total) = (0, 0, 0);
        for (label, count) in cells {
            match label {
                "Total" => total = count,
                "Late" => readings.read(edition, format!("{of}late"), count, place),
                label => {
                    let id = state(site, label);
                    let is_done = site.statuses().iter().any(|it| it.0 == id && it.2 == "done");
                    done += if is_done { count } else { 0 };
                    by_status += count;
                    if of.is_empty() {
                        readings.read(edition, count_of(site, label), count, place);
                    }
                }
            }
        }
        assert_eq!(by_status, total, "{place}: {of}");
        readings.read(edition, format!("{of}recommendations"), total, place);
        readings.read(edition, format!("{of}done"), done, place);
    }
}

pub(super) fn group_of(name: &str) -> String {
    format!("group {}: ", if name == "Not in a group" { "-" } else { name })
}

/// "1 by their status, 1 more by an overdue deliverable".
pub(super) fn late_why(
    text: &str,
    late: usize,
    edition: usize,
    place: &str,
    readings: &mut Readings,
) {
    let found = numbers(text);
    let (stated, by_date) = match found[..] {
        [.., stated, more] if text.contains("more") => (stated, more),
        _ if text.contains("status") => (late, 0),
        _ if text.contains("overdue") => (0, late),
        _ => (0, 0),
    };
    readings.read(edition, "late by status", stated, place);
    readings.read(edition, "late by date", by_date, place);
}

/// The status that a label stands for.
pub(super) fn state(site: &Site, label: &str) -> String {
    match label {
        "Not stated" => "not-stated".to_owned(),
        "Not yet reported" => "not-reported".to_owned(),
        _ => {
            let known = site.statuses().iter().find(|(_, known, _)| *known == label);
            known.unwrap_or_else(|| panic!("no status {label:?}")).0.to_owned()
        }
    }
}

/// What a count of a state is called.
pub(super) fn count_of(site: &Site, label: &str) -> String {
    match state(site, label).as_str() {
        "not-stated" => "not stated".to_owned(),
        "not-reported" => "not reported".to_owned(),
        id => format!("status {id}"),
    }
}

/// Recommendations by status.
fn counts(site: &Site, list: &Node, edition: usize, place: &str, readings: &mut Readings) {
    for entry in list.named("li") {
        let what = count_of(site, &entry.with_class("status")[0].text());
        readings.read(edition, what, entry.with_class("figure")[0].text(), place);
    }
}

/// The editions, newest first.
fn progress_table(
    site: &Site,
    section: &Node,
    edition: usize,
    place: &str,
    readings: &mut Readings,
) {
    for (row, edition) in section.rows().iter().zip((0..=edition).rev()) {
        for share in row.iter().flat_map(|cell| cell.named("li")) {
            let label = share.text();
            let (count, label) = label.split_once(' ').unwrap();
            readings.read(edition, count_of(site, label), count, place);
        }
        let of = |label: &str| {
            let is = |cell: &&&Node| cell.attribute("data-label") == Some(label);
            numbers(&row.iter().find(is).unwrap().text())
        };
        readings.read(edition, "done", of("Done")[0], place);
        readings.read(edition, "recommendations", of("Done")[1], place);
        readings.read(edition, "late", of("Late")[0], place);
    }
}

/// "3 of 4 deliverables with a date are overdue, in 2 recommendations."
fn overdue_sentence(text: &str, edition: usize, place: &str, readings: &mut Readings) {
    match numbers(text)[..] {
        [overdue, dated, within] => {
            readings.read(edition, "rows overdue", overdue, place);
            readings.read(edition, "rows dated", dated, place);
            readings.read(edition, "with overdue rows", within, place);
        }
        [] => {
            readings.read(edition, "rows overdue", 0, place);
            readings.read(edition, "with overdue rows", 0, place);
            if text.contains("has a date") {
                readings.read(edition, "rows dated", 0, place);
            }
        }
        _ => panic!("{place}: what is {text:?}?"),
    }
}

/// The table of recommendations, by group.
fn table(site: &Site, section: &Node, edition: usize, route: &str, readings: &mut Readings) {
    let place = format!("{route} table");
    let caption = numbers(&section.first("caption").unwrap().text());
    readings.read(edition, "listed", caption[0], &place);
    for row in section.all(&|node| node.has_class("group")) {
        let head = row.first("th").unwrap();
        let of = group_of(&head.text_without("aside"));
        let [figures] = head.with_class("aside")[..] else {
            // Only parts, where wholes are counted, or the other way round.
            readings.read(edition, format!("{of}recommendations"), 0, &place);
            continue;
        };
        let found = numbers(&figures.text());
        readings.read(edition, format!("{of}done"), found[0], &place);
        readings.read(edition, format!("{of}recommendations"), found[1], &place);
    }
    for row in section.all(&|node| node.attribute("data-position").is_some()) {
        let number: usize = row.with_class("number")[0].text().parse().unwrap();
        let heads = row.nodes().collect::<Vec<_>>();
        shown(site, heads[2], number, edition, &place, readings);
        let late = row.attribute("data-late").unwrap_or("-");
        readings.read(edition, format!("{number}: late"), late, &place);
        let cells = row.all(&|node| node.attribute("data-label") == Some("Late"));
        let [overdue, days] = match numbers(&cells[0].text())[..] {
            [overdue, days] => [overdue, days],
            _ => [0, 0],
        };
        readings.read(edition, format!("{number}: rows overdue"), overdue, &place);
        readings.read(edition, format!("{number}: days overdue"), days, &place);
    }
}

/// The dates of the editions, as pages show them.
const WORDED: [&str; 3] = ["30 June 2015", "31 December 2015", "30 June 2016"];

/// "Not yet reported; Fine from 31 December 2015. Reported in 1 of 3 editions."
fn courses(site: &Site, page: &Node, readings: &mut Readings) {
    let table = page.with_id("recommendations").unwrap();
    for row in table.all(&|node| node.attribute("data-position").is_some()) {
        let number = number_in(&row.with_class("number")[0].text());
        let text = row.with_class("course")[0].attribute("aria-label").unwrap();
        let (list, _) = text.rsplit_once(". Reported in ").unwrap();
        let mut runs = Vec::new();
        for run in list.split("; ") {
            let (label, since) = match run.rsplit_once(" from ") {
                Some((label, date)) => (label, WORDED.iter().position(|it| *it == date).unwrap()),
                None => (run, 0),
            };
            runs.push((state(site, label), since));
        }
        for edition in 0..site.editions {
            let run = runs.iter().rev().find(|(_, since)| *since <= edition).unwrap();
            let what = format!("{number}: state");
            readings.read(edition, what, run.0.clone(), "ssr1/index.html courses");
        }
    }
}

/// The name of a deliverable by its words; `None` for one that only points elsewhere.
fn name(text: &str) -> Option<&'static str> {
    let found = TEXTS.iter().find(|name| text.starts_with(**name));
    assert!(found.is_some() || text.starts_with("See"), "{text}");
    found.copied()
}

/// A status, and how many parts it is derived from.
fn shown(
    site: &Site,
    cell: &Node,
    number: usize,
    edition: usize,
    place: &str,
    readings: &mut Readings,
) {
    let label = cell.with_class("status")[0].text();
    readings.read(edition, format!("{number}: state"), state(site, &label), place);
    let text = cell.text();
    let derived = text.split_once("derived from ").map_or(0, |(_, rest)| numbers(rest)[0]);
    readings.read(edition, format!("{number}: derived from"), derived, place);
    let inherited = text.split_once("inherited from ").map_or(0, |(_, rest)| number_in(rest));
    readings.read(edition, format!("{number}: inherited from"), inherited, place);
}

/// The status and where it comes from, in sentences.
fn state_in_words(
    site: &Site,
    said: &Node,
    number: usize,
    edition: usize,
    place: &str,
    readings: &mut Readings,
) {
    let label = said.with_class("status")[0].text();
    readings.read(edition, format!("{number}: state"), state(site, &label), place);
    let text = said.text();
    let derived = text.split_once("Derived from ").map_or(0, |(_, rest)| numbers(rest)[0]);
    readings.read(edition, format!("{number}: derived from"), derived, place);
    // The number of its own sentence: those of parts can be late too.
    let promised = text.split_once("Promised for ").map(|(_, rest)| rest);
    let late =
        promised.and_then(|rest| rest.split_once(" days late").or(rest.split_once(" day late")));
    if let Some((words, _)) = late.filter(|(words, _)| !words.contains(". ")) {
        let days = words.rsplit_once(": ").map_or(0, |(_, days)| numbers(days)[0]);
        readings.read(edition, format!("{number}: days overdue"), days, place);
    }
    let source = text.split_once("This is the status of ").or_else(|| {
        let (words, _) = text.split_once(", whose status this is.")?;
        words.split_once("Covered by ")
    });
    let inherited = source.map_or(0, |(_, rest)| number_in(rest));
    readings.read(edition, format!("{number}: inherited from"), inherited, place);
}

/// "3 of 5 parts are done, 1 late".
fn parts_line(text: &str, of: usize, edition: usize, place: &str, readings: &mut Readings) {
    let found = numbers(text);
    readings.read(edition, format!("{of}: parts done"), found[0], place);
    readings.read(edition, format!("{of}: parts"), found[1], place);
    let late = found.get(2).copied().unwrap_or(0);
    readings.read(edition, format!("{of}: parts late"), late, place);
}

/// The parts of a recommendation: how many are done and late, and their statuses.
fn parts(
    site: &Site,
    page: &Node,
    number: usize,
    edition: usize,
    route: &str,
    readings: &mut Readings,
) {
    let place = format!("{route} parts");
    let sections = page.all(&|node| node.attribute("id").is_some_and(is_parts));
    let [section] = sections[..] else {
        readings.read(edition, format!("{number}: parts"), 0, &place);
        return;
    };
    let line = section.first("p").unwrap().text();
    parts_line(&line, number, edition, &place, readings);
    for row in section.rows() {
        let part = number_in(&row[0].text());
        let status = row.last().unwrap();
        shown(site, status, part, edition, &place, readings);
        readings.read(edition, format!("{part}: part of"), number, &place);
        let below = status.text();
        let below = below.find(" are done").or_else(|| below.find(" is done")).map(|_| below);
        match below {
            Some(text) => {
                let all = status.with_class("aside");
                let line = all.last().map_or(text, |aside| aside.text());
                parts_line(&line, part, edition, &place, readings);
            }
            None => readings.read(edition, format!("{part}: parts"), 0, &place),
        }
    }
}

fn is_parts(id: &str) -> bool {
    id.ends_with("parts")
}

/// The facts and deliverables of a recommendation, on its page or in print.
pub(super) fn recommendation(
    site: &Site,
    page: &Node,
    number: usize,
    edition: usize,
    route: &str,
    readings: &mut Readings,
) {
    let place = format!("{route} recommendation");
    if let Some(said) = page.with_class("state").first() {
        state_in_words(site, said, number, edition, &place, readings);
    } else {
        let facts = page.with_class("facts")[0];
        shown(site, facts.first("div").unwrap(), number, edition, &place, readings);
    }
    parts(site, page, number, edition, route, readings);
    let mut say = |name: &str, what: &str, value: String| {
        readings.read(edition, format!("{number}: {name}: {what}"), value, &place);
    };
    let days = |node: &Node| match node.all(&|it| it.has_class("overdue"))[..] {
        [mark] => numbers(&mark.text())[0],
        _ => 0,
    };
    let mut counts = [0, 0, 0];
    for table in page.with_class("deliverables") {
        for row in table.rows() {
            let Some(name) = name(&row[1].text()) else { continue };
            let cell = row.iter().find(|it| it.attribute("data-label") == Some("Status")).unwrap();
            let standing = standing(site, cell);
            let late: usize = row.iter().map(|cell| days(cell)).sum();
            say(name, "standing", standing.to_owned());
            say(name, "days overdue", late.to_string());
            counts[0] += 1;
            counts[1] += usize::from(standing == "done");
            counts[2] += usize::from(late > 0);
        }
    }
    // The list of those that the update leaves out.
    let lists =
        page.all(&|node| node.attribute("id").is_some_and(|id| id.ends_with("deliverables")));
    for item in lists.iter().flat_map(|list| list.with_class("moves")).flat_map(|it| it.named("li"))
    {
        let Some(name) = name(&item.text()) else { continue };
        let late = days(item);
        let said = item.with_class("aside")[0].text().to_lowercase();
        let standing = said.split('.').next().unwrap().to_owned();
        counts[0] += 1;
        counts[1] += usize::from(standing == "done");
        say(name, "standing", standing);
        say(name, "days overdue", late.to_string());
        counts[2] += usize::from(late > 0);
    }
    for (what, count) in ["rows", "rows done", "rows overdue"].into_iter().zip(counts) {
        readings.read(edition, format!("{number}: {what}"), count, &place);
    }
}

/// The standing of a deliverable: that of its status, or in words.
fn standing(site: &Site, cell: &Node) -> &'static str {
    let shown = cell.with_class("status");
    let label = shown.first().map_or_else(|| cell.text(), |status| status.text());
    let known = site.statuses().iter().find(|(_, known, _)| *known == label);
    match known.map_or(label.as_str(), |(_, _, kind)| kind) {
        "done" | "Done" => "done",
        "dropped" | "Dropped" => "dropped",
        _ => "open",
    }
}

/// Slips of an edition, and moves of status.
fn moves(site: &Site, page: &Node, edition: usize, route: &str, readings: &mut Readings) {
    for id in ["changes-worse", "changes-better", "changes-status", "changes-withdrawn"] {
        let Some(section) = page.with_id(id) else { continue };
        for (name, list) in section.named("dt").iter().zip(section.named("dd")) {
            let text = list.text();
            let labels: Vec<&str> = text.split(['“', '”']).skip(1).step_by(2).collect();
            // What is superseded is withdrawn without a move of its status.
            if labels.is_empty() && id == "changes-withdrawn" {
                continue;
            }
            let [from, to] = labels[..] else { panic!("{route}: what is {text:?}?") };
            let what = format!("{}: moved", number_in(&name.text()));
            let value = format!("{}>{}", state(site, from), state(site, to));
            readings.read(edition, what, value, format!("{route} status"));
        }
    }
    // What the summary counts is what the sections have.
    for row in page.with_class("moved-kinds").iter().flat_map(|table| table.rows()) {
        let link = row[0].first("a").unwrap();
        let (_, id) = link.attribute("href").unwrap().split_once('#').unwrap();
        let heading = page.with_id(id).unwrap_or_else(|| panic!("{route} has no {id}"));
        let counted = numbers(&row[1].text())[0];
        assert_eq!(numbers(&heading.first("h2").unwrap().text())[0], counted, "{route} {id}");
        if id == "changes-slips" {
            let rows: usize = page.with_class("slips").iter().map(|it| it.rows().len()).sum();
            assert_eq!(rows, counted, "{route}");
        }
    }
    for table in page.with_class("slips") {
        for row in table.rows() {
            let cell = |label: &str| {
                let cell = row.iter().find(|cell| cell.attribute("data-label") == Some(label));
                numbers(&cell.unwrap().text())[0]
            };
            let Some(name) = name(&row[1].first("a").unwrap().text()) else { continue };
            let of = format!("{}: {name}", number_in(&row[0].text()));
            let place = format!("{route} slips");
            readings.read(edition, format!("{of}: moved by"), cell("Days slipped"), &place);
        }
    }
}

/// The rows of a list of deliverables: days overdue and slips. Returns how many have slipped.
pub(super) fn tracked(table: &Node, edition: usize, place: &str, readings: &mut Readings) -> usize {
    let mut slipped = 0;
    for row in table.rows() {
        let number = number_in(&row[0].text());
        let name = row[1].first("a").unwrap().text();
        let cell = |label: &str| {
            let is = |cell: &&&Node| cell.attribute("data-label") == Some(label);
            row.iter().find(is).map(|cell| cell.text())
        };
        if let Some(days) = cell("Days overdue") {
            let days = numbers(&days).first().copied().unwrap_or(0);
            readings.read(edition, format!("{number}: {name}: days overdue"), days, place);
        }
        // A table without slips has no such column.
        let slips = row.iter().find(|it| it.attribute("data-label") == Some("Days slipped"));
        let slips = slips.map_or(0, |cell| match &cell.with_class("slip-count")[..] {
            [] => usize::from(!cell.with_class("figure").is_empty()),
            [times] => numbers(&times.text())[0],
            _ => panic!("{place}: what is {:?}?", cell.text()),
        });
        // A revised date that has passed too counts as one, and its own words say so.
        let is_broken = |date: &String| date.contains("The revised date has passed too.");
        let slips = slips + usize::from(cell("Revised date").is_some_and(|it| is_broken(&it)));
        slipped += usize::from(slips > 0);
        readings.read(edition, format!("{number}: {name}: slips"), slips, place);
    }
    slipped
}

fn overdue(page: &Node, edition: usize, readings: &mut Readings) {
    let place = "ssr1/overdue.html";
    late_headline(&page.with_class("summary")[0].text(), edition, place, readings);
    let count = |id: &str| {
        let section = page.with_id(id)?;
        Some(numbers(&section.with_class("figure")[0].text())[0])
    };
    readings.read(edition, "rows overdue", count("late").unwrap_or(0), place);
    readings.read(edition, "rows undated", count("undated").unwrap_or(0), place);
    let tables = page.with_class("tracked");
    let slipped: usize = tables.iter().map(|it| tracked(it, edition, place, readings)).sum();
    readings.read(edition, "rows slipped", slipped, place);
}

/// "1 of 4 recommendations is late. 3 of 4 deliverables with a date are overdue, the longest by 92 days (…)."
pub(super) fn late_headline(text: &str, edition: usize, place: &str, readings: &mut Readings) {
    let (late, rows) = text.split_once("late. ").unwrap();
    let (late, total) = match numbers(late)[..] {
        [late, total] => (late, total),
        // "None of 4 …"
        [total] => (0, total),
        _ => panic!("{place}: what is {text:?}?"),
    };
    readings.read(edition, "late", late, place);
    readings.read(edition, "recommendations", total, place);
    match numbers(rows)[..] {
        [overdue, dated, ..] => {
            readings.read(edition, "rows overdue", overdue, place);
            readings.read(edition, "rows dated", dated, place);
        }
        _ => readings.read(edition, "rows overdue", 0, place),
    }
}

/// "4 deliverables: 1 done, 3 open, 3 overdue, 0 dropped. 1 of them is shared …"
pub(super) fn owners_sentence(text: &str, edition: usize, place: &str, readings: &mut Readings) {
    let found = numbers(text);
    let names = ["rows", "rows done", "rows open", "rows overdue", "rows dropped"];
    for (what, count) in names.into_iter().zip(&found) {
        readings.read(edition, what, count, place);
    }
    let shared = found.get(names.len()).copied().unwrap_or(0);
    readings.read(edition, "shared rows", shared, place);
}

pub(super) fn party_of(name: &str) -> String {
    if name == "No responsible party" { "-".to_owned() } else { name.to_lowercase() }
}

fn owners(page: &Node, edition: usize, readings: &mut Readings) {
    let place = "ssr1/owners.html";
    owners_sentence(&page.with_class("summary")[0].text(), edition, place, readings);
    for table in page.with_class("records") {
        if table.has_class("tracked") {
            continue;
        }
        for row in table.named("tr").into_iter().skip(1) {
            let kind = if row.attribute("id").is_some() { "body" } else { "party" };
            let name = party_of(&row.first("th").unwrap().text_without("aside"));
            for cell in row.with_class("figure") {
                let what = match cell.attribute("data-label").unwrap() {
                    "Deliverables" => "rows".to_owned(),
                    label => format!("rows {}", label.to_lowercase()),
                };
                let count = numbers(&cell.text())[0];
                readings.read(edition, format!("{kind} {name}: {what}"), count, place);
            }
        }
    }
    for section in page.named("section") {
        let Some(id) = section.attribute("id").filter(|id| id.starts_with("owner-")) else {
            continue;
        };
        let name = party_of(&section.first("h2").unwrap().text());
        let tables = section.with_class("tracked");
        let rows: usize = tables.iter().map(|table| table.rows().len()).sum();
        let place = format!("{place} #{id}");
        readings.read(edition, format!("party {name}: rows open"), rows, &place);
        for table in tables {
            tracked(table, edition, &place, readings);
        }
    }
}
