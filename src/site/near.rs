//! Suggestions for missing link targets.
//!
//! They scan all labels or files, so they are computed only for messages, not when resolving links.

use unicode_normalization::UnicodeNormalization as _;

use super::layout::INDEX;
use super::{Report, ReportId, Site};
use crate::diagnostic::nearest;
use crate::document::number::without_zeros;
use crate::path::SourcePath;

/// A missing target.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    what: String,
    wanted: Wanted,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Wanted {
    /// A recommendation, with its prefix such as `rec:`.
    Label(ReportId, String, String),
    /// A recommendation without a report.
    Report,
    Edition(ReportId, String),
    /// A file, and its directory as written.
    File(SourcePath, String),
    /// A file outside the project.
    Outside,
}

impl Unknown {
    /// A noun phrase: "recommendation 41 in `ssr1`".
    pub fn what(&self) -> &str {
        &self.what
    }

    pub(super) fn label(report: &Report, prefix: String, label: String) -> Self {
        let what = format!("{} {label} in `{}`", report.called().one, report.id);
        Self { what, wanted: Wanted::Label(report.place, prefix, label) }
    }

    pub(super) fn report(label: &str, one: &str) -> Self {
        Self { what: format!("{one} `{label}`"), wanted: Wanted::Report }
    }

    pub(super) fn edition(report: &Report, edition: &str) -> Self {
        let what = format!("edition `{edition}` in `{}`", report.id);
        Self { what, wanted: Wanted::Edition(report.place, edition.to_owned()) }
    }

    pub(super) fn file(written: &str, file: SourcePath) -> Self {
        let directory = written.rfind('/').map_or("", |slash| &written[..=slash]).to_owned();
        Self { what: format!("file `{written}`"), wanted: Wanted::File(file, directory) }
    }

    pub(super) fn outside(written: &str) -> Self {
        Self { what: format!("file `{written}`"), wanted: Wanted::Outside }
    }
}

impl Site {
    /// Suggested spellings, nearest first. Takes time proportional to the site.
    pub fn near(&self, unknown: &Unknown) -> Vec<String> {
        match &unknown.wanted {
            Wanted::Label(report, prefix, label) => nearest_labels(self.report(*report), label)
                .into_iter()
                .map(|near| format!("{prefix}{near}"))
                .collect(),
            Wanted::Report => {
                self.reports.iter().map(|report| format!("rec:{}/…", report.id)).collect()
            }
            Wanted::Edition(report, _) => {
                let editions = self.report(*report).editions.iter();
                editions.map(|edition| format!("@{}", edition.id)).collect()
            }
            Wanted::File(file, directory) => {
                let near = self.nearest_sibling(file);
                near.map(|near| format!("{directory}{near}")).into_iter().collect()
            }
            Wanted::Outside => Vec::new(),
        }
    }

    /// The path of a file that is spelled with other capitals, in the way in which it is written.
    pub fn in_other_case(&self, unknown: &Unknown) -> Option<String> {
        let Wanted::File(file, _) = &unknown.wanted else { return None };
        let wanted = file.as_str().to_lowercase();
        let mut files = self.by_path.keys().chain(&self.assets);
        let found = files.find(|other| other.as_str().to_lowercase() == wanted)?;
        let written = unknown.what.strip_prefix("file `")?.strip_suffix('`')?;
        Some(respelled(written, found.as_str()))
    }

    /// Whether it is a draft that the site leaves out.
    pub fn is_draft(&self, unknown: &Unknown) -> bool {
        match &unknown.wanted {
            Wanted::File(file, _) => self.drafts.contains(file),
            Wanted::Edition(report, edition) => {
                let directory = self.config.content.join(&self.report(*report).id).join(edition);
                self.drafts.contains(&directory.join(INDEX))
            }
            Wanted::Label(..) | Wanted::Report | Wanted::Outside => false,
        }
    }

    /// Whether a file has the same name in another Unicode normalization form.
    pub fn is_in_another_form(&self, unknown: &Unknown) -> bool {
        let Wanted::File(file, _) = &unknown.wanted else { return false };
        !file.name().is_ascii() && self.siblings(file).any(|name| name.nfc().eq(file.name().nfc()))
    }

    fn nearest_sibling(&self, file: &SourcePath) -> Option<&str> {
        nearest(file.name(), self.siblings(file))
    }

    /// Names of files in the same directory.
    fn siblings<'s>(&'s self, file: &SourcePath) -> impl Iterator<Item = &'s str> + use<'s> {
        let directory = file.parent();
        let files = self.by_path.keys().chain(&self.assets);
        let names = files.filter_map(move |other| other.below(&directory));
        names.filter(|name| !name.contains('/'))
    }
}

impl Report {
    /// The number that another spelling means: the one with other leading zeros, or else the
    /// nearest, if near enough. Takes time proportional to the report.
    pub fn nearest_number(&self, label: &str) -> Option<&str> {
        let numbers = || self.recommendations.iter().map(|other| other.number.as_str());
        self.same_value(label).or_else(|| nearest(label, numbers()))
    }

    /// The number that differs only in leading zeros: `7` for `07`.
    pub fn same_value(&self, label: &str) -> Option<&str> {
        let wanted = without_zeros(label);
        let mut numbers = self.recommendations.iter().map(|other| other.number.as_str());
        numbers.find(|other| without_zeros(other) == wanted)
    }
}

/// A relative path with the names of a file that it leads to.
fn respelled(written: &str, file: &str) -> String {
    let mut names = file.rsplit('/');
    let mut is_name = true;
    let parts = written.rsplit('/').map(|part| {
        is_name &= !matches!(part, "" | "." | "..");
        names.next().filter(|_| is_name).unwrap_or(part)
    });
    let parts: Vec<&str> = parts.collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// The three nearest labels, or the one with other leading zeros.
fn nearest_labels<'r>(report: &'r Report, label: &str) -> Vec<&'r str> {
    if let Some(same) = report.same_value(label) {
        return vec![same];
    }
    let labels = report.recommendations.iter().map(|other| other.number.as_str());
    let mut near: Vec<(usize, &str)> =
        labels.map(|other| (strsim::damerau_levenshtein(label, other), other)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(3).map(|(_, label)| label).collect()
}
