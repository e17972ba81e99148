//! A new report.

use super::toml::FrontMatter;
use super::{NewFile, Refusal, find, title_of};
use crate::document::fields::ReportKind;
use crate::site::Site;

/// What a report is, besides its name.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions<'a> {
    /// Its title; by default made from the name.
    pub title: Option<&'a str>,
    /// Its kind.
    pub kind: ReportKind,
    /// The reviewed report; by default the only implementation report.
    pub of: Option<&'a str>,
    /// Its short name.
    pub series: Option<&'a str>,
}

/// The `_index.md` of a new report.
pub fn new_report(site: &Site, name: &str, options: ReportOptions<'_>) -> Result<NewFile, Refusal> {
    check_name(name)?;
    let ReportOptions { title, kind, of, series } = options;
    let path = site.config.content.join(name).join("_index.md");
    if site.reports.iter().any(|report| &*report.id == name) {
        let refusal = Refusal::new(format!("the site already has a report `{name}`"));
        return Err(refusal.help(format!("it is in `{path}`")));
    }
    let made = title_of(name).unwrap_or_else(|| name.to_owned());
    let front_matter =
        FrontMatter::default().entry("kind", kind.word()).entry("title", title.unwrap_or(&made));
    let front_matter = match kind {
        ReportKind::Review => front_matter.entry("of", &*find::implementation(site, of)?.id),
        ReportKind::Implementation if of.is_some() => {
            return Err(Refusal::new("only a review is of another report")
                .help("add `--kind review`, or leave `--of` out"));
        }
        ReportKind::Implementation => front_matter,
    };
    let front_matter = match series {
        Some(series) => front_matter.entry("series", series),
        None => front_matter
            .lines("# The short name, as in \"SSR1 Recommendation 25\":\n# series = \"…\"\n"),
    };
    let front_matter = match kind {
        ReportKind::Implementation => {
            front_matter.lines("# The number of recommendations:\n# count = …\n")
        }
        ReportKind::Review => front_matter,
    };
    Ok(NewFile { path, text: front_matter.file("") })
}

/// The name is a directory and part of addresses.
fn check_name(name: &str) -> Result<(), Refusal> {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    // Directories of the site itself.
    let reserved = matches!(name, "assets" | "data" | "recommendations");
    let begins = name.starts_with(|first: char| first.is_ascii_alphanumeric());
    if begins && name.chars().all(plain) && !reserved {
        return Ok(());
    }
    Err(Refusal::new(format!("a report cannot be called `{name}`"))
        .help("use letters, digits and hyphens, such as `audit-2024`; `--title` is shown instead"))
}
