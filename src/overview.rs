//! Findings as one page to send around: by recommendation, by party and by rule.
//!
//! The page is for colleagues, not for the site: like the pages of the preview it has its own template and
//! is in English. It is complete in itself: no script, no other file, and a policy that allows none.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tera::{Context, Tera};

use crate::check::{self, Concern, in_words};
use crate::diagnostic::{Diagnostic, Group, group_numbers, groups};
use crate::document::Content;
use crate::message::{self, Format, Options, Tally, harmless_line};
use crate::site::{RecommendationId, Report, Site, View};
use crate::theme::WithEmbedded;
use crate::world::World;

const PAGE: &str = include_str!("overview/page.html");
const STYLE: &str = include_str!("overview/page.css");

/// What concerns no party, and no recommendation.
const NOBODY: &str = "No party";
const ELSEWHERE: &str = "Pages, reports and editions";

/// Text of a message: names in backticks are code.
#[derive(Debug, Serialize)]
struct Piece {
    text: String,
    is_code: bool,
}

/// A finding.
#[derive(Debug, Serialize)]
struct Finding {
    severity: String,
    rule: &'static str,
    message: Vec<Piece>,
    place: String,
    help: Vec<Piece>,
}

/// Findings about one fact.
#[derive(Debug, Serialize)]
struct Fact {
    number: usize,
    parties: Vec<String>,
    lead: Finding,
    notes: Vec<Finding>,
}

/// The facts of one recommendation.
#[derive(Debug, Serialize)]
struct Section {
    id: String,
    title: String,
    facts: Vec<Fact>,
}

/// Facts by number, of a party or a rule.
#[derive(Debug, Default, Serialize)]
struct Line {
    name: String,
    about: &'static str,
    errors: usize,
    warnings: usize,
    facts: BTreeSet<usize>,
}

/// The page. Without a site, since its settings are invalid, nothing is known of recommendations.
pub fn page(site: Option<&Site>, diagnostics: &[Diagnostic], world: &dyn World) -> String {
    let places = places(diagnostics, world);
    let sections = sections(site, diagnostics, &places);
    let mut context = Context::new();
    let title = site.map(|site| site.config.title.to_string()).unwrap_or_default();
    context.insert("title", &clean(&title));
    context.insert("editions", &site.map(editions).unwrap_or_default());
    context.insert("total", &Tally::of(diagnostics).to_string());
    context.insert("parties", &lines(diagnostics, |found| parties(site, found)));
    context.insert("rules", &lines(diagnostics, |found| vec![found.name.to_owned()]));
    context.insert("sections", &sections);
    context.insert("style", STYLE);
    context.insert("hash", &BASE64.encode(Sha256::digest(STYLE)));
    let mut tera = Tera::default();
    let rendered =
        tera.add_raw_template("page.html", PAGE).and_then(|()| tera.render("page.html", &context));
    // The template is a part of the program, and tested.
    rendered.unwrap_or_else(|error| clean(&error.to_string()))
}

/// "SSR1: edition of 30 June 2016", for each report with editions.
fn editions(site: &Site) -> Vec<String> {
    let last = site.reports.iter().filter_map(|report| {
        let edition = report.edition(report.last_edition()?);
        let day = edition.day().map_or_else(|| edition.id.to_string(), in_words);
        Some(clean(&format!("{}, edition of {day}", series(site, report))))
    });
    last.collect()
}

/// The report's short name: its series, or else its directory.
fn series<'s>(site: &'s Site, report: &'s Report) -> &'s str {
    match &site.document(report.document).content {
        Content::Report(index) => index.series.as_deref().unwrap_or(&report.id),
        _ => &report.id,
    }
}

/// The place of each diagnostic: `content/about.md:4:1`.
fn places(diagnostics: &[Diagnostic], world: &dyn World) -> Vec<String> {
    let options = Options { format: Format::Json, ..Options::default() };
    let mut objects = Vec::new();
    // Writing into memory does not fail.
    let _ = message::write(&mut objects, &options, diagnostics, &WithEmbedded(world));
    let objects = serde_json::Deserializer::from_slice(&objects).into_iter::<serde_json::Value>();
    let place = |object: serde_json::Value| {
        let file = object["file"].as_str().unwrap_or_default().to_owned();
        match (object["line"].as_u64(), object["column"].as_u64()) {
            (Some(line), Some(column)) => clean(&format!("{file}:{line}:{column}")),
            _ => clean(&file),
        }
    };
    objects.filter_map(Result::ok).map(place).collect()
}

fn sections(site: Option<&Site>, diagnostics: &[Diagnostic], places: &[String]) -> Vec<Section> {
    let place_of: BTreeMap<*const Diagnostic, &String> =
        diagnostics.iter().map(std::ptr::from_ref).zip(places).collect();
    let finding = |found: &Diagnostic, message: &str| Finding {
        severity: found.severity.to_string(),
        rule: found.name,
        message: pieces(message),
        place: place_of.get(&std::ptr::from_ref(found)).map(|it| (*it).clone()).unwrap_or_default(),
        help: found.help.as_deref().map(pieces).unwrap_or_default(),
    };
    let mut sections: BTreeMap<(bool, Option<RecommendationId>), Vec<Fact>> = BTreeMap::new();
    for (index, group) in groups(diagnostics).iter().enumerate() {
        let concern = site.map(|site| Concern::of(site, group.lead)).unwrap_or_default();
        let key = (concern.recommendation.is_none(), concern.recommendation);
        let notes = group.notes.iter().map(|note| finding(note, group.said(note)));
        sections.entry(key).or_default().push(Fact {
            number: index + 1,
            parties: concerned(site, group),
            lead: finding(group.lead, &group.lead.message),
            notes: notes.collect(),
        });
    }
    let titled = sections.into_iter().enumerate().map(|(index, ((_, id), facts))| {
        let title = match (site, id) {
            (Some(site), Some(id)) => title(site, id),
            _ => ELSEWHERE.to_owned(),
        };
        Section { id: format!("s{}", index + 1), title: clean(&title), facts }
    });
    titled.collect()
}

/// "SSR1, recommendation 5: Publish the plan".
fn title(site: &Site, id: RecommendationId) -> String {
    let report = site.report(id.report);
    let number = &site.recommendation(id).number;
    let heading = format!("{}, {} {number}", series(site, report), report.called().one);
    match site.title(id, View::Latest) {
        Some(title) => format!("{heading}: {title}"),
        None => heading,
    }
}

/// The parties of all findings of a group.
fn concerned(site: Option<&Site>, group: &Group<'_>) -> Vec<String> {
    let mut parties: Vec<String> = Vec::new();
    for party in group.all().flat_map(|found| parties_of(site, found)) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

fn parties_of(site: Option<&Site>, found: &Diagnostic) -> Vec<String> {
    let parties = site.map(|site| Concern::of(site, found).parties).unwrap_or_default();
    parties.iter().map(|party| clean(party)).collect()
}

fn parties(site: Option<&Site>, found: &Diagnostic) -> Vec<String> {
    let parties = parties_of(site, found);
    if parties.is_empty() { vec![NOBODY.to_owned()] } else { parties }
}

/// One line for each name that findings have.
fn lines(diagnostics: &[Diagnostic], names: impl Fn(&Diagnostic) -> Vec<String>) -> Vec<Line> {
    let mut lines: BTreeMap<(bool, String), Line> = BTreeMap::new();
    for (found, number) in diagnostics.iter().zip(group_numbers(diagnostics)) {
        for name in names(found) {
            let line = lines.entry((name == NOBODY, name.clone())).or_default();
            line.about = check::rule(&name).map_or("", |rule| rule.summary);
            line.name = name;
            *(if found.is_error() { &mut line.errors } else { &mut line.warnings }) += 1;
            line.facts.insert(number + 1);
        }
    }
    lines.into_values().collect()
}

fn pieces(text: &str) -> Vec<Piece> {
    let text = clean(text);
    let parts = text.split('`').enumerate();
    let piece =
        |(index, text): (usize, &str)| Piece { text: text.to_owned(), is_code: index % 2 == 1 };
    parts.filter(|(_, text)| !text.is_empty()).map(piece).collect()
}

/// A text without what no page can contain.
fn clean(text: &str) -> String {
    harmless_line(text)
}

#[cfg(test)]
mod tests;
