//! A new edition.

use chrono::{Datelike, NaiveDate};

use super::find::not_a_name;
use super::toml::FrontMatter;
use super::{NewFile, Refusal};
use crate::date::{PartialDate, toml_date};
use crate::site::{Report, Site};
use crate::written::meant;

/// Options of a new edition.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditionOptions<'a> {
    /// Its title; by default made from the date.
    pub title: Option<&'a str>,
    /// Its date, if the name is not a date.
    pub date: Option<NaiveDate>,
}

/// The `_index.md` of a new edition, and its date: given, from the name (last day of a month or
/// quarter), or `today`.
pub fn edition(
    site: &Site,
    report: &Report,
    name: &str,
    options: EditionOptions<'_>,
    today: NaiveDate,
) -> Result<(NewFile, NaiveDate), Refusal> {
    let named = day(name);
    let date = match options.date.or(named) {
        Some(date) => date,
        None => of_period(name)?.unwrap_or(today),
    };
    check_name(name)?;
    let path = site.config.content.join(&report.id).join(name).join("_index.md");
    if let Some(id) = report.edition_named(name)
        && report.edition(id).document.is_some()
    {
        return Err(Refusal::new(format!("`{}` already has an edition `{name}`", report.id))
            .help(format!("it is in `{path}`")));
    }
    let title = match options.title {
        Some(title) => title.to_owned(),
        None => title(site, name, date),
    };
    let mut front_matter = FrontMatter::default().entry("title", title);
    if named != Some(date) {
        front_matter = front_matter.entry("date", toml_date(date));
    }
    let text = front_matter.lines("# One-sentence summary:\n# summary = \"…\"\n").file("");
    Ok((NewFile { path, text }, date))
}

fn day(name: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(name, "%Y-%m-%d").ok().filter(|_| name.len() == 10)
}

/// The last day of a period such as `2016-Q3`. A name that begins with a digit was meant as a date,
/// and must not default to today.
fn of_period(name: &str) -> Result<Option<NaiveDate>, Refusal> {
    if let Some(date) = PartialDate::parse(name) {
        return Ok(Some(date.last_day()));
    }
    if let Some(meant) = meant(name) {
        return Err(not_a_name(name, meant));
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(Refusal::new(format!("`{name}` is not a date")).help(
            "write it like `2016-09-30`, or give the date of an edition of this name with `--date`",
        ));
    }
    Ok(None)
}

/// The name is a directory and part of addresses.
fn check_name(name: &str) -> Result<(), Refusal> {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    // Dot directories are not read, and `x.md` is not a Markdown file.
    let reserved =
        name == "recommendations" || name.starts_with('.') || name.strip_suffix(".md").is_some();
    if !name.is_empty() && name.chars().all(plain) && !reserved {
        return Ok(());
    }
    Err(Refusal::new(format!("an edition cannot be called `{name}`"))
        .help("use its date, such as `2016-09-30`, or a name of letters, digits and hyphens"))
}

/// The quarter that ends on the date; otherwise, or in other languages, the edition's name.
fn title(site: &Site, name: &str, date: NaiveDate) -> String {
    let quarter = match (date.month(), date.day()) {
        (3, 31) => 0,
        (6, 30) => 1,
        (9, 30) => 2,
        (12, 31) => 3,
        _ => return name.to_owned(),
    };
    if site.language.is_of(&site.config.language) {
        format!("{} {}", site.language.edition_titles[quarter], date.year())
    } else {
        name.to_owned()
    }
}
