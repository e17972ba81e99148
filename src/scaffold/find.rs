//! Resolves names on the command line.

use super::Refusal;
use crate::diagnostic::{all_of, nearest, one_of};
use crate::document::fields::ReportKind;
use crate::path::SourcePath;
use crate::site::{EditionId, RecommendationId, Report, ReportId, Site, View};
use crate::written::{Meant, meant};

/// An edition's name: `2016-06-30`, or `ssr1/2016-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The report, if included.
    pub report: Option<&'a str>,
    /// The edition.
    pub edition: &'a str,
}

impl<'a> Named<'a> {
    /// Parses a name. `report` is a separately given report.
    pub fn parse(name: &'a str, report: Option<&'a str>) -> Result<Self, Refusal> {
        if let Some(meant) = meant(name).filter(|_| name.contains('/')) {
            return Err(not_a_name(name, meant));
        }
        match (name.split_once('/'), report) {
            (None, report) => Ok(Self { report, edition: name }),
            (Some((part, edition)), None) => Ok(Self { report: Some(part), edition }),
            (Some((part, edition)), Some(report)) if part == report => {
                Ok(Self { report: Some(report), edition })
            }
            (Some((part, _)), Some(report)) => {
                Err(Refusal::new(format!("two reports are named: `{report}` and `{part}`")))
            }
        }
    }
}

/// A date as the name of an edition, in another form.
pub(super) fn not_a_name(name: &str, meant: Meant) -> Refusal {
    let dates = match meant {
        Meant::One(date) => format!("`{date}`"),
        Meant::Either(day, month) => {
            format!("`{day}` if the day is first, `{month}` if the month is first")
        }
    };
    Refusal::new(format!("cannot read the date `{name}`")).help(format!("write {dates}"))
}

/// The implementation report with a name; by default the only one.
pub fn implementation<'s>(site: &'s Site, name: Option<&str>) -> Result<&'s Report, Refusal> {
    let implementations =
        || site.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
    let Some(name) = name else {
        return match (site.only_implementation(), implementations().next()) {
            (Some(report), _) => Ok(site.report(report)),
            (None, Some(_)) => {
                let names = one_of(implementations().map(|report| &*report.id));
                Err(Refusal::new("the site has several reports")
                    .help(format!("select one with `--report`: {names}")))
            }
            (None, None) => Err(Refusal::new("the site has no report of kind `implementation`")
                .help("create one with `ssr-site new report NAME`")),
        };
    };
    let found = report(site, Some(name))?;
    if found.kind == ReportKind::Implementation {
        return Ok(found);
    }
    Err(Refusal::new(format!("`{name}` is a review; its entries are files in its own directory"))
        .help(format!(
            "name the reviewed report: {}",
            one_of(implementations().map(|report| &*report.id))
        )))
}

/// The report of any kind with a name; by default the only implementation report.
pub fn report<'s>(site: &'s Site, name: Option<&str>) -> Result<&'s Report, Refusal> {
    let Some(name) = name else { return implementation(site, None) };
    let names = || site.reports.iter().map(|report| &*report.id);
    site.reports.iter().find(|report| &*report.id == name).ok_or_else(|| {
        let refusal = Refusal::new(format!("there is no report `{name}`"));
        match nearest(name, names()) {
            Some(near) => refusal.help(format!("did you mean `{near}`?")),
            None if site.reports.is_empty() => {
                refusal.help(format!("create it with `ssr-site new report {name}`"))
            }
            None => refusal.help(format!("the reports are {}", and(names()))),
        }
    })
}

/// Parses a list such as `1,4,20-28`; ranges follow the order of numbers. An existing label takes
/// precedence over a range: `4-1` can be one.
pub fn listed(report: &Report, list: &str) -> Result<Vec<RecommendationId>, Refusal> {
    let mut found = Vec::new();
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let ends = part.split_once(['-', '–']).filter(|(first, last)| {
            let is_number = |text: &str| text.contains(|char: char| char.is_ascii_digit());
            report.find(part).is_none() && is_number(first) && is_number(last)
        });
        let Some((first, last)) = ends else {
            found.push(recommendation(report, part)?);
            continue;
        };
        let first = recommendation(report, first.trim())?;
        let last = recommendation(report, last.trim())?;
        if first > last {
            return Err(Refusal::new(format!("the range `{part}` runs backwards")));
        }
        found.extend(report.ids().filter(|id| (first..=last).contains(id)));
    }
    if found.is_empty() {
        return Err(
            Refusal::new(format!("no {} given", report.called().other)).help("write `1,4,20-28`")
        );
    }
    Ok(found)
}

/// The recommendations of a group as of a view.
pub fn in_group(
    site: &Site,
    report: ReportId,
    view: View,
    group: &str,
) -> Result<Vec<RecommendationId>, Refusal> {
    let known = site.report(report);
    let of = |id: &RecommendationId| site.group(*id, view).map(crate::schema::Text::as_str);
    let shown = site.shown(report, view);
    let found: Vec<_> = shown.filter(|id| of(id) == Some(group)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let mut groups: Vec<&str> = known.ids().filter_map(|id| of(&id)).collect();
    groups.sort_unstable();
    groups.dedup();
    let refusal = Refusal::new(format!("there is no group `{group}` in `{}`", known.id));
    Err(match nearest(group, groups.iter().copied()) {
        Some(near) => refusal.help(format!("did you mean `{near}`?")),
        None if groups.is_empty() => {
            refusal.help(format!("its {} have no groups", known.called().other))
        }
        None => refusal.help(format!("the groups are {}", all_of(groups))),
    })
}

/// The recommendation with a number.
pub(super) fn recommendation(report: &Report, number: &str) -> Result<RecommendationId, Refusal> {
    report.find(number).ok_or_else(|| {
        let refusal = Refusal::new(format!(
            "there is no {} `{number}` in `{}`",
            report.called().one,
            report.id
        ));
        let near = report.nearest_number(number).filter(|near| near.len() > 2);
        match report.same_value(number).or(near) {
            Some(near) => refusal.help(format!("did you mean `{near}`?")),
            None => refusal.help(match report.recommendations.as_slice() {
                [] => "create it with `ssr-site new recommendation`".to_owned(),
                [only] => format!("there is only {}", only.number),
                [first, .., last] => format!("they range from {} to {}", first.number, last.number),
            }),
        }
    })
}

/// The edition of an implementation report by name. `report` is a separately given report.
pub fn named_edition(
    site: &Site,
    name: &str,
    report: Option<&str>,
) -> Result<(ReportId, EditionId), Refusal> {
    let named = Named::parse(name, report)?;
    let report = implementation(site, named.report)?;
    Ok((report.place, edition(report, Some(named.edition))?))
}

/// The edition with a name; by default the last.
pub fn edition(report: &Report, name: Option<&str>) -> Result<EditionId, Refusal> {
    let names = || report.editions.iter().map(|edition| &*edition.id);
    let Some(last) = report.last_edition() else {
        return Err(Refusal::new(format!("`{}` has no edition yet", report.id))
            .help(format!("create one with `ssr-site new edition {}`", name.unwrap_or("DATE"))));
    };
    let Some(name) = name else { return Ok(last) };
    report.edition_named(name).ok_or_else(|| {
        let refusal = Refusal::new(format!("there is no edition `{name}` of `{}`", report.id));
        match nearest(name, names()).filter(|near| !is_another_date(name, near)) {
            Some(near) => refusal.help(format!("did you mean `{near}`?")),
            None => refusal.help(format!(
                "the editions are {}; create it with `ssr-site new edition {name}`",
                and(names())
            )),
        }
    })
}

/// Two dates of the same form are seldom a typo: `2016-09-30` follows `2016-06-30`.
fn is_another_date(name: &str, near: &str) -> bool {
    let is_date = |text: &str| text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok();
    is_date(name) && is_date(near)
}

/// Whether errors in a file or directory make a report's editions or layout uncertain: its own
/// `_index.md` and those of its editions.
pub fn decides(site: &Site, report: &Report, path: &SourcePath) -> bool {
    let directory = site.config.content.join(&report.id);
    let described = if path.name() == "_index.md" { path.parent() } else { path.clone() };
    described == directory
        || report.editions.iter().any(|edition| described == directory.join(&edition.id))
}

fn and<'a>(names: impl Iterator<Item = &'a str>) -> String {
    all_of(names)
}
