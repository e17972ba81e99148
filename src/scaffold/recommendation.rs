//! A new recommendation.

use super::toml::{self, FrontMatter};
use super::{NewFile, Refusal};
use crate::document::number::Number;
use crate::schema::Text;
use crate::site::{Report, Site, View};

/// Directory of a report's recommendations.
const DIRECTORY: &str = "recommendations";

/// Default prefix of file names.
const PREFIX: &str = "rec-";

/// The disposition, as a comment.
const DISPOSITION: &str = "\
# The accepting body's decision: \"accepted\", \"accepted in principle\", \"pending\" or \"rejected\".
# disposition = { decision = \"accepted\", date = 2024-01-31, resolution = \"https://…\" }
";

/// The file of a new recommendation. Without a title it is empty, which blocks the build until
/// filled in.
pub fn recommendation(
    site: &Site,
    report: &Report,
    number: &str,
    title: Option<&str>,
) -> Result<NewFile, Refusal> {
    let number = Number::new(number).map_err(|error| {
        Refusal::new(error.to_string()).help("a number is written like `25`, `4.1` or `018/24`")
    })?;
    if let Some(id) = report.find(number.as_str()) {
        let file = site.recommendation(id).document.map(|document| &site.document(document).path);
        let refusal =
            Refusal::new(format!("`{}` already has {} {number}", report.id, report.called().one));
        return Err(match file {
            Some(file) => refusal.help(format!("it is in `{file}`")),
            None => refusal,
        });
    }
    let directory = site.config.content.join(&report.id).join(DIRECTORY);
    let path = directory.join(&file_name(site, report, &number));
    let front_matter = FrontMatter::default()
        .entry("number", toml::number(&number))
        .entry("title", title.unwrap_or_default());
    let front_matter = groups(site, report, front_matter)
        .lines(&format!("# The {} under which its status is reported:\n", report.called().one));
    let front_matter = match report.recommendations.first() {
        Some(other) => front_matter.choice("covered_by", toml::number(&other.number)),
        None => front_matter.lines("# covered_by = …\n"),
    };
    let text = front_matter.lines(DISPOSITION).file("");
    Ok(NewFile { path, text })
}

/// The existing groups as commented keys.
fn groups(site: &Site, report: &Report, front_matter: FrontMatter) -> FrontMatter {
    let mut groups: Vec<&Text> = Vec::new();
    for id in report.ids() {
        if let Some(group) = site.group(id, View::Latest)
            && !groups.contains(&group)
        {
            groups.push(group);
        }
    }
    if groups.is_empty() {
        return front_matter.lines("# The group:\n# group = \"…\"\n");
    }
    let front_matter = front_matter.lines("# The group, one of these or another:\n");
    groups
        .into_iter()
        .fold(front_matter, |front_matter, group| front_matter.choice("group", group.as_str()))
}

/// A file name like the existing ones: same prefix, same number of digits.
fn file_name(site: &Site, report: &Report, number: &Number) -> String {
    let mut prefixes: Vec<&str> = Vec::new();
    let mut widths: Vec<usize> = Vec::new();
    for recommendation in &report.recommendations {
        let Some(document) = recommendation.document else { continue };
        let name = site.document(document).path.name();
        let Some(at) = name.find(|char: char| char.is_ascii_digit()) else { continue };
        let (prefix, rest) = name.split_at(at);
        let spelled = recommendation.stem.trim_start_matches('0');
        if rest.trim_start_matches('0').starts_with(spelled) {
            prefixes.push(prefix);
            widths.push(digits(rest));
        }
    }
    let prefix = match prefixes.as_slice() {
        [first, others @ ..] if others.iter().all(|other| other == first) => first,
        _ => PREFIX,
    };
    // The shortest: `rec-100` is as wide as a padded `rec-99`, or unpadded.
    let width = widths.into_iter().min().unwrap_or_else(|| declared_width(site, report));
    let stem = number.file_stem();
    let zeros = width.saturating_sub(digits(&stem));
    let zeros = if digits(&stem) == 0 { 0 } else { zeros };
    format!("{prefix}{}{stem}.md", "0".repeat(zeros))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Number of digits of the report's `count`, at least two.
fn declared_width(site: &Site, report: &Report) -> usize {
    let count = match &site.document(report.document).content {
        crate::document::Content::Report(report) => report.count.as_ref().map(|count| count.value),
        _ => None,
    };
    count.unwrap_or_default().to_string().len().max(2)
}
