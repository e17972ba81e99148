//! One more edition.

use chrono::{Datelike, NaiveDate};

use super::toml::FrontMatter;
use super::{NewFile, Refusal};
use crate::document::date::{PartialDate, toml_date};
use crate::site::{Report, Site};

/// What is said of an edition beside its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditionOptions<'a> {
    /// Its title; without one, it is made of the date.
    pub title: Option<&'a str>,
    /// Its date, where the name is none.
    pub date: Option<NaiveDate>,
}

/// The `_index.md` of an edition that the report does not have yet, and its date: the one that is
/// given, that of its name (of a month or a quarter, the last day), or else `today`.
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
        return Err(Refusal::new(format!("`{}` has an edition `{name}`", report.id))
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
    let text = front_matter.lines("# The edition in a sentence:\n# summary = \"…\"\n").file("");
    Ok((NewFile { path, text }, date))
}

fn day(name: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(name, "%Y-%m-%d").ok().filter(|_| name.len() == 10)
}

/// The last day of a name like `2016-Q3`. What begins with a digit and is no date was meant to be
/// one, and would get today's.
fn of_period(name: &str) -> Result<Option<NaiveDate>, Refusal> {
    if let Some(date) = PartialDate::parse(name) {
        return Ok(Some(date.last_day()));
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(Refusal::new(format!("`{name}` is not a date")).help(
            "write it like `2016-09-30`, or give the date of an edition of this name with `--date`",
        ));
    }
    Ok(None)
}

/// A name is a directory's, and a part of addresses.
fn check_name(name: &str) -> Result<(), Refusal> {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    // A directory with a dot in front is not read, and one called `x.md` is no Markdown file.
    let reserved =
        name == "recommendations" || name.starts_with('.') || name.strip_suffix(".md").is_some();
    if !name.is_empty() && name.chars().all(plain) && !reserved {
        return Ok(());
    }
    Err(Refusal::new(format!("an edition cannot be called `{name}`"))
        .help("use its date, such as `2016-09-30`, or a name of letters, digits and hyphens"))
}

/// The quarter that ends with the day; else, and in other languages, the edition's name.
fn title(site: &Site, name: &str, date: NaiveDate) -> String {
    let english = site.config.language.split('-').next() == Some("en");
    let quarter = match (date.month(), date.day()) {
        (3, 31) => "First",
        (6, 30) => "Second",
        (9, 30) => "Third",
        (12, 31) => "Fourth",
        _ => return name.to_owned(),
    };
    if english { format!("{quarter} quarter of {}", date.year()) } else { name.to_owned() }
}
