//! The ratios that matter, beside what they should be.

use std::fmt::Write as _;
use std::time::Duration;

use super::names::Name;
use super::table::{self, Row};

/// A ratio of two rows.
struct Ratio {
    title: &'static str,
    of: Name,
    to: Name,
    /// What to subtract from the second: a program's start.
    less: Option<Name>,
    /// The highest that is good enough, for 2,500 recommendations in 4 editions.
    target: f64,
}

const fn ratio(title: &'static str, of: Name, to: Name, target: f64) -> Ratio {
    Ratio { title, of, to, less: None, target }
}

const fn to_zola(title: &'static str, of: Name, to: Name, target: f64) -> Ratio {
    Ratio { title, of, to, less: Some(Name::ZolaStart), target }
}

const RATIOS: [Ratio; 10] = [
    to_zola("pages and analysis : Zola with a page like ours", Name::Pages, Name::ZolaLike, 0.4),
    to_zola("pages and analysis : Zola's minimum", Name::Pages, Name::Zola, 0.7),
    to_zola("a theme of ten lines : Zola's minimum", Name::TenLines, Name::Zola, 0.5),
    ratio("everything : pages and analysis", Name::Everything, Name::Pages, 1.4),
    ratio("one update edited, pages : the old program", Name::PagesEdited, Name::OldPages, 0.35),
    ratio(
        "one update edited, everything : the old program",
        Name::EverythingEdited,
        Name::OldEverything,
        0.35,
    ),
    ratio("one status edited, pages : the old program", Name::PagesStatus, Name::OldPages, 0.35),
    ratio(
        "one status edited, everything : the old program",
        Name::EverythingStatus,
        Name::OldEverything,
        0.35,
    ),
    ratio("nothing changed, pages : the old program", Name::PagesSame, Name::OldPages, 0.22),
    ratio("four times the updates : pages and analysis", Name::Fourfold, Name::Pages, 4.2),
];

/// The highest peak memory of everything in KiB, and the largest page in bytes, that are good
/// enough.
const MEMORY: u64 = 160 * 1024;
const PAGE: u64 = 18_000;

/// The ratios of all rows that were measured, in Markdown; empty without any.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let find = |name: Name| rows.iter().find(|row| row.name == name);
    let mut out = String::new();
    for Ratio { title, of, to, less, target } in RATIOS {
        let (Some(of), Some(to)) = (find(of), find(to)) else { continue };
        let less = less.and_then(find);
        let [wall, cpu] = [Row::wall, Row::cpu].map(|time| divided(of, to, less, time));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {title} | {wall} | {cpu} | ≤ {target} |");
    }
    if let Some(peak) = find(Name::Everything).and_then(Row::peak) {
        let [peak, most] = [peak, MEMORY].map(|memory| memory / 1024);
        let _ = writeln!(out, "| peak memory, everything | {peak} MiB | | ≤ {most} MiB |");
    }
    if let Some(page) = find(Name::Pages).and_then(Row::page) {
        let [page, most] = [page, PAGE].map(table::kilobytes);
        let _ = writeln!(out, "| bytes of a recommendation's page | {page} kB | | ≤ {most} kB |");
    }
    if !out.is_empty() {
        out.insert_str(0, "| | time | CPU | target |\n| --- | ---: | ---: | ---: |\n");
    }
    out
}

fn divided(
    of: &Row,
    to: &Row,
    less: Option<&Row>,
    time: impl Fn(&Row) -> Option<Duration>,
) -> String {
    let seconds = |row: &Row| time(row).map(|time| time.as_secs_f64());
    let start = less.and_then(seconds).unwrap_or(0.0);
    // Nothing can be said of a program that takes no longer than its start.
    let rest = seconds(to).map(|to| to - start).filter(|rest| *rest > 0.0);
    let ratio = seconds(of).zip(rest).map(|(of, rest)| of / rest);
    ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"))
}
