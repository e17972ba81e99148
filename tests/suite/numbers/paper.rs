//! Numbers in print documents.

use super::super::harness::Rendered;
use super::Readings;
use super::page::{Node, number_in, numbers, tree};
use super::pages::{
    count_of, group_of, late_headline, late_why, owners_sentence, party_of, recommendation, share,
    state,
};
use super::site::{EDITIONS, Site};

pub(super) fn read(site: &Site, rendered: &Rendered, readings: &mut Readings) {
    let mut routes: Vec<(usize, String)> = (0..site.editions)
        .map(|edition| (edition, format!("ssr1/{}/print.html", EDITIONS[edition])))
        .collect();
    routes.push((site.last(), "ssr1/print.html".to_owned()));
    for (edition, route) in routes {
        document(site, &tree(rendered.page(&route)), edition, &route, readings);
    }
}

fn document(site: &Site, page: &Node, edition: usize, route: &str, readings: &mut Readings) {
    let overview = page.with_id("overview").unwrap();
    let place = format!("{route} overview");
    let headline = overview.with_class("headline")[0].text();
    let (done, why) = headline.split_once(':').unwrap_or((&headline, ""));
    share(done, edition, "", &place, readings);
    let late = if why.is_empty() { 0 } else { *numbers(done).last().unwrap() };
    late_why(why, late, edition, &place, readings);
    for row in overview.with_class("totals")[0].rows() {
        let count = row.last().unwrap().text();
        readings.read(edition, count_of(site, &row[0].text()), count, &place);
    }
    for table in overview.with_class("progress") {
        let is_of_groups = table.first("caption").unwrap().text() == "By group and status";
        for (at, row) in table.rows().iter().enumerate() {
            if is_of_groups {
                let of = group_of(&row[0].text());
                let done = numbers(&row[1].text());
                readings.read(edition, format!("{of}done"), done[0], &place);
                readings.read(edition, format!("{of}recommendations"), done[1], &place);
                readings.read(edition, format!("{of}late"), row[2].text(), &place);
                continue;
            }
            let done = numbers(&row[1].text());
            readings.read(at, "done", done[0], &place);
            readings.read(at, "recommendations", done[1], &place);
            readings.read(at, "late", row[2].text(), &place);
            readings.read(at, "percent done", numbers(&row[3].text())[0], &place);
        }
    }
    for entry in page.with_class("contents").iter().flat_map(|contents| contents.named("li")) {
        if let [status] = entry.with_class("status")[..] {
            let number = number_in(&entry.first("a").unwrap().text());
            let place = format!("{route} contents");
            readings.read(edition, format!("{number}: state"), state(site, &status.text()), place);
        }
    }
    for article in page.named("article") {
        let number = article.attribute("id").map(number_in).unwrap();
        recommendation(site, article, number, edition, route, readings);
    }
    if let Some(overdue) = page.with_id("overdue") {
        let place = format!("{route} overdue");
        late_headline(&overdue.first("p").unwrap().text(), edition, &place, readings);
        let lists = overdue.named("ul");
        let undated = lists.iter().filter(|list| !list.has_class("links"));
        let undated: usize = undated.map(|list| list.named("li").len()).sum();
        readings.read(edition, "rows undated", undated, &place);
        let tables = overdue.with_class("tracked");
        for table in tables {
            let heads: Vec<String> = table.named("th").iter().map(|head| head.text()).collect();
            let at = heads.iter().position(|head| head == "Days overdue");
            for row in table.rows() {
                let Some(days) = at.map(|at| numbers(&row[at].text())) else { continue };
                let name = row[1].first("a").map_or_else(|| row[1].text(), Node::text);
                let what = format!("{}: {name}: days overdue", number_in(&row[0].text()));
                readings.read(edition, what, days.first().copied().unwrap_or(0), &place);
            }
        }
    }
    if let Some(owners) = page.with_id("part-owners") {
        owners_list(owners, edition, &format!("{route} owners"), readings);
    }
}

fn owners_list(owners: &Node, edition: usize, place: &str, readings: &mut Readings) {
    owners_sentence(&owners.first("p").unwrap().text(), edition, place, readings);
    for (table, kind) in owners.named("table").into_iter().zip(["party", "body"]) {
        for row in table.rows() {
            let name = party_of(&row[0].text_without("aside"));
            let columns = ["rows", "rows done", "rows open", "rows overdue", "rows dropped"];
            for (what, cell) in columns.into_iter().zip(&row[1..]) {
                readings.read(edition, format!("{kind} {name}: {what}"), cell.text(), place);
            }
        }
    }
}
