//! `ssr-site new update`

use std::fmt::Write as _;

use ssr_site::facts::Facts;
use ssr_site::scaffold::{self, Named, NewUpdate, OpenItems, UpdateError};
use ssr_site::site::{EditionId, RecommendationId, Report, Site, View};

use super::Content;
use crate::cli::Outcome;
use crate::cli::args::new::Update;
use crate::cli::console::Console;
use crate::cli::wrong_usage::WrongUsage;

pub(super) fn run(args: &Update, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.of.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let report_name = args.of.report.as_deref();
    let named = match &args.edition {
        Some(edition) => Some(Named::parse(edition, report_name).map_err(WrongUsage::from)?),
        None => None,
    };
    let report_name = named.map_or(report_name, |named| named.report);
    let site = content.site();
    let report = scaffold::implementation(site, report_name).map_err(WrongUsage::from)?;
    if content.is_unclear(report, None, console)? {
        return Ok(Outcome::ContentErrors);
    }
    let edition = named.map(|named| named.edition);
    let in_edition = scaffold::found_edition(report, edition).map_err(WrongUsage::from)?;
    if args.list {
        console.print(&list(&content.facts, report, in_edition))?;
        return Ok(Outcome::Done);
    }
    let wanted = if args.open {
        open_without_update(&content.facts, report, in_edition)
    } else {
        let list = args.numbers.join(",");
        let mut listed = scaffold::listed(report, &list).map_err(WrongUsage::from)?;
        let mut seen = std::collections::BTreeSet::new();
        listed.retain(|id| seen.insert(*id));
        listed
    };
    if wanted.is_empty() {
        let edition = &report.edition(in_edition).id;
        console.say(&format!("nothing was written: all that is open has an update in `{edition}`"));
        return Ok(Outcome::Done);
    }
    let mut made = Vec::with_capacity(wanted.len());
    for id in wanted {
        let number = site.recommendation(id).number.as_str();
        match scaffold::update(site, report, number, edition, &content.world) {
            Ok(update) => made.push(update),
            Err(UpdateError::Refused(refusal)) => return Err(WrongUsage::from(refusal).into()),
            Err(UpdateError::Broken(broken)) => {
                content.stop_at(|path| *path == broken, console)?;
                return Ok(Outcome::ContentErrors);
            }
            Err(error @ UpdateError::Read(..)) => return Err(error.into()),
        }
    }
    content.write(made.iter().map(|update| &update.file))?;
    for update in &made {
        tell(update, console);
    }
    Ok(Outcome::Done)
}

fn tell(update: &NewUpdate, console: &Console) {
    let path = &update.file.path;
    for address in &update.lost {
        console.warn(&format!("the link to `{address}` leads nowhere from `{path}`"));
    }
    console.say(&match &update.carried_from {
        Some(edition) => format!("wrote `{path}` from the update of {edition}"),
        None => format!("wrote `{path}`; there was no earlier update"),
    });
}

/// What is open in the view of an edition.
fn open(facts: &Facts, report: &Report, edition: EditionId) -> OpenItems {
    scaffold::open_items(facts, report.place, report.edition(edition).date)
}

/// Whether an edition has an update of its own.
fn has_update(site: &Site, id: RecommendationId, edition: EditionId) -> bool {
    site.carried(id, View::Edition(edition)).is_some_and(|(from, _)| from == edition)
}

fn open_without_update(
    facts: &Facts,
    report: &Report,
    edition: EditionId,
) -> Vec<RecommendationId> {
    let open = open(facts, report, edition).recommendations;
    let found = open.iter().filter_map(|open| report.find(open.number.as_str()));
    found.filter(|id| !has_update(facts.site(), *id, edition)).collect()
}

/// What is open, and what has an update already.
fn list(facts: &Facts, report: &Report, edition: EditionId) -> String {
    let mut list = open(facts, report, edition).to_string();
    let site = facts.site();
    let written = report.ids().filter(|id| has_update(site, *id, edition));
    let written: Vec<&str> = written.map(|id| site.recommendation(id).number.as_str()).collect();
    let name = &report.edition(edition).id;
    let written = if written.is_empty() { "none".to_owned() } else { written.join(", ") };
    let _ = writeln!(list, "with an update in {name}: {written}");
    list
}
