//! Numbers in open data and feeds.

use serde_json::Value;

use super::super::harness::Rendered;
use super::Readings;
use super::page::numbers;
use super::pages::party_of;
use super::site::{EDITIONS, Site, TEXTS};

pub(super) fn read(site: &Site, rendered: &Rendered, readings: &mut Readings) {
    let json = |route: &str| -> Value { serde_json::from_str(rendered.page(route)).unwrap() };
    for (edition, name) in EDITIONS.iter().enumerate().take(site.editions) {
        let route = format!("data/ssr1/{name}.json");
        let file = json(&route);
        totals(&file["edition"]["totals"], "", edition, &route, readings);
        rollups(&file, edition, &route, readings);
        for it in list(&file["recommendations"]) {
            recommendation(it, edition, &route, readings);
            let number = string(&it["number"]);
            for row in list(&it["update"]["deliverables"]) {
                deliverable(row, number, edition, &route, readings);
            }
            movement(&it["changes"], number, edition, &route, readings);
        }
    }
    let route = "data/ssr1/report.json";
    let file = json(route);
    for (edition, it) in list(&file["editions"]).iter().enumerate() {
        totals(&it["totals"], "", edition, route, readings);
    }
    rollups(&file, site.last(), route, readings);
    for it in list(&file["recommendations"]) {
        recommendation(it, site.last(), route, readings);
        let number = string(&it["number"]);
        let updates = list(&it["updates"]);
        for (at, update) in updates.iter().enumerate() {
            // The last update is told as of the last edition.
            let edition = if at + 1 == updates.len() {
                site.last()
            } else {
                edition_of(string(&update["edition"]))
            };
            for row in list(&update["deliverables"]) {
                deliverable(row, number, edition, route, readings);
            }
        }
        for change in list(&it["changes"]) {
            let edition = edition_of(string(&change["edition"]));
            movement(change, number, edition, route, readings);
        }
    }
    tables(site, rendered, readings);
    feed(rendered, readings);
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[track_caller]
fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn edition_of(name: &str) -> usize {
    EDITIONS.iter().position(|it| *it == name).unwrap()
}

fn totals(totals: &Value, of: &str, edition: usize, place: &str, readings: &mut Readings) {
    let mut say = |what: &str, value: u64| {
        readings.read(edition, format!("{of}{what}"), value, place);
    };
    let number = |key: &str| totals[key].as_u64().unwrap_or_else(|| panic!("{key} of {totals}"));
    say("recommendations", number("recommendations"));
    say("done", number("done"));
    say("late", number("late"));
    if !of.is_empty() {
        return;
    }
    say("percent done", number("done_percent"));
    say("late by date", number("late_by_date"));
    say("late by status", number("late") - number("late_by_date"));
    say("with overdue rows", number("with_overdue"));
    say("not reported", number("not_reported"));
    say("not stated", number("not_stated"));
    for count in list(&totals["statuses"]) {
        say(&format!("status {}", string(&count["status"])), count["count"].as_u64().unwrap());
    }
}

fn rows(rows: &Value, of: &str, edition: usize, place: &str, readings: &mut Readings) {
    for (key, value) in rows.as_object().unwrap() {
        let what = match key.as_str() {
            "count" => "rows".to_owned(),
            "done_percent" => continue,
            key => format!("rows {key}"),
        };
        readings.read(edition, format!("{of}{what}"), value, place);
    }
}

fn rollups(file: &Value, edition: usize, route: &str, readings: &mut Readings) {
    let place = format!("{route} totals");
    rows(&file["deliverables"], "", edition, &place, readings);
    for group in list(&file["groups"]) {
        let of = format!("group {}: ", group["name"].as_str().unwrap_or("-"));
        totals(&group["totals"], &of, edition, &place, readings);
        rows(&group["deliverables"], &of, edition, &place, readings);
    }
    for (key, kind) in [("parties", "party"), ("bodies", "body")] {
        for party in list(&file[key]) {
            let name = party["name"].as_str().map_or("-".to_owned(), party_of);
            let of = format!("{kind} {name}: ");
            rows(&party["deliverables"], &of, edition, &place, readings);
        }
    }
}

fn recommendation(it: &Value, edition: usize, route: &str, readings: &mut Readings) {
    let number = string(&it["number"]);
    let place = format!("{route} recommendations");
    let state = it["status"]["id"].as_str().unwrap_or_else(|| string(&it["state"]));
    readings.read(edition, format!("{number}: state"), state, &place);
    let mut say = |what: &str, value: String| {
        readings.read(edition, format!("{number}: {what}"), value, &place);
    };
    say("late", it["late"].as_str().unwrap_or("-").to_owned());
    let status = &it["status"];
    assert_eq!(status.is_object(), it["state"] == "stated", "{it}");
    say("inherited from", status["inherited_from"].as_str().unwrap_or("0").to_owned());
    say("derived from", status["derived_from"].as_u64().unwrap_or(0).to_string());
    say("level", it["level"].to_string());
    say("part of", it["parent"].as_str().unwrap_or("0").to_owned());
    say("parts", list(&it["parts"]).len().to_string());
    for row in list(&it["left_out"]) {
        deliverable(row, number, edition, route, readings);
    }
}

fn deliverable(row: &Value, number: &str, edition: usize, route: &str, readings: &mut Readings) {
    let Some(name) = TEXTS.iter().find(|name| **name == string(&row["text"]["text"])) else {
        assert_eq!(row["points_elsewhere"], true, "{row}");
        return;
    };
    let mut say = |what: &str, value: String| {
        let place = format!("{route} deliverables");
        readings.read(edition, format!("{number}: {name}: {what}"), value, place);
    };
    say("standing", string(&row["standing"]).to_owned());
    say("days overdue", row["overdue_days"].as_i64().unwrap_or(0).to_string());
    say("slips", row["slips"].to_string());
}

/// The slips and moves of status among changes.
fn movement(changes: &Value, number: &str, edition: usize, route: &str, readings: &mut Readings) {
    for change in list(&changes["changes"]) {
        if change["kind"] == "status" {
            let status = |key: &str| change[key].as_str().unwrap_or_default();
            let value = format!("{}>{}", status("from"), status("to"));
            let what = format!("{number}: moved in data");
            readings.read(edition, what, value, format!("{route} changes"));
        }
        let days = change["days"].as_i64().unwrap_or(0);
        let points = || string(&change["about"]).starts_with("See");
        if change["kind"] == "due" && days > 0 && !points() {
            let what = format!("{number}: {}: moved by", string(&change["about"]));
            readings.read(edition, what, days, format!("{route} changes"));
        }
    }
}

/// The records of a table, each with its columns.
fn table<'r>(
    rendered: &'r Rendered,
    name: &str,
) -> impl Iterator<Item = impl Fn(&str) -> String + 'r> + 'r {
    let mut reader =
        csv::Reader::from_reader(rendered.page(&format!("data/ssr1/{name}.csv")).as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader.into_records().map(move |record| {
        let (record, heads) = (record.unwrap(), heads.clone());
        move |column: &str| {
            let at = heads.iter().position(|head| head == column);
            record[at.unwrap_or_else(|| panic!("no column {column}"))].to_owned()
        }
    })
}

fn tables(site: &Site, rendered: &Rendered, readings: &mut Readings) {
    let last = site.last();
    for of in table(rendered, "recommendations") {
        let (number, place) = (of("number"), "recommendations.csv");
        let mut say = |what: &str, value: String| {
            readings.read(last, format!("{number}: {what}"), value, place);
        };
        let or =
            |value: String, other: &str| if value.is_empty() { other.to_owned() } else { value };
        say("state", or(of("status"), &of("state")));
        say("late", or(of("late"), "-"));
        say("inherited from", or(of("inherited_from"), "0"));
        say("derived from", or(of("derived_from"), "0"));
        say("level", of("level"));
        say("part of", or(of("parent"), "0"));
        say("rows", of("deliverables"));
        say("rows done", of("deliverables_done"));
        say("rows overdue", of("deliverables_overdue"));
    }
    let mut counts = [0; 5];
    for of in table(rendered, "deliverables") {
        if of("points_elsewhere") == "yes" {
            continue;
        }
        let is_latest = of("latest") == "yes";
        let edition = if is_latest { last } else { edition_of(&of("edition")) };
        let days: usize = of("overdue_days").parse().unwrap_or(0);
        let mut say = |what: &str, value: String| {
            let what = format!("{}: {}: {what}", of("number"), of("text"));
            readings.read(edition, what, value, "deliverables.csv");
        };
        say("standing", of("standing"));
        say("days overdue", days.to_string());
        say("slips", of("slips"));
        if is_latest {
            counts[0] += 1;
            counts[1] += usize::from(of("standing") == "done");
            counts[2] += usize::from(of("standing") == "open");
            counts[3] += usize::from(of("standing") == "dropped");
            counts[4] += usize::from(days > 0);
        }
    }
    let names = ["rows", "rows done", "rows open", "rows dropped", "rows overdue"];
    for (what, count) in names.into_iter().zip(counts) {
        readings.read(last, what, count, "deliverables.csv counted");
    }
    for of in table(rendered, "parties") {
        let name = if of("party").is_empty() { "-".to_owned() } else { party_of(&of("party")) };
        let kind = if of("with_parts") == "yes" { "body" } else { "party" };
        for column in ["deliverables", "done", "open", "dropped", "overdue", "slipped", "dated"] {
            let what = match column {
                "deliverables" => "rows".to_owned(),
                column => format!("rows {column}"),
            };
            readings.read(last, format!("{kind} {name}: {what}"), of(column), "parties.csv");
        }
    }
    for of in table(rendered, "changes") {
        if of("kind") == "status" {
            let value = format!("{}>{}", of("from"), of("to"));
            let what = format!("{}: moved in data", of("number"));
            readings.read(edition_of(&of("edition")), what, value, "changes.csv");
        }
        let days: i64 = of("days").parse().unwrap_or(0);
        if of("kind") == "due" && days > 0 && !of("about").starts_with("See") {
            let what = format!("{}: {}: moved by", of("number"), of("about"));
            readings.read(edition_of(&of("edition")), what, days, "changes.csv");
        }
    }
    slips(rendered, last, readings);
}

/// Slipped dates, and what has become of their deliverables.
fn slips(rendered: &Rendered, last: usize, readings: &mut Readings) {
    for of in table(rendered, "slips") {
        if of("text").starts_with("See") {
            continue;
        }
        let named = |what: &str| format!("{}: {}: {what}", of("number"), of("text"));
        let edition = edition_of(&of("edition"));
        readings.read(edition, named("slipped by"), of("days"), "slips.csv");
        if of("listed") == "yes" {
            let days: usize = of("overdue_days").parse().unwrap_or(0);
            readings.read(last, named("days overdue"), days, "slips.csv");
            readings.read(last, named("standing"), of("standing"), "slips.csv");
        }
    }
}

/// The slips that a feed tells: "Alpha: date slipped by 366 days, from …".
fn feed(rendered: &Rendered, readings: &mut Readings) {
    for route in ["feed.xml", "ssr1/feed.xml"] {
        for entry in rendered.page(route).split("<entry>").skip(1) {
            let inside = |tag: &str| {
                let (_, rest) = entry.split_once(&format!("<{tag}>"))?;
                Some(rest.split_once("</")?.0)
            };
            let (Some(title), Some(id)) = (inside("title"), inside("id")) else { continue };
            let number = numbers(title.trim_start_matches("SSR1"))[0];
            let edition = EDITIONS.iter().position(|edition| id.contains(edition)).unwrap();
            for part in
                inside("summary").unwrap_or_default().split(". ").flat_map(|it| it.split("; "))
            {
                let Some((name, rest)) = part.split_once(": date slipped by ") else { continue };
                if name.starts_with("See") {
                    continue;
                }
                let what = format!("{number}: {name}: moved by");
                readings.read(edition, what, numbers(rest)[0], route);
            }
        }
    }
}
