//! Dates of one report in different formats.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::findings::finding;
use super::passages::{self, Passage, Shape, Tokens};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::language::{DateWords, Language};
use crate::site::{Owner, ReportId};

pub(super) const RULE: Rule = Rule {
    name: "mixed-date-formats",
    level: RuleLevel::Allow,
    summary: "the prose of a report writes dates in several formats",
    explanation: "\
\"June 15, 2014\" beside \"10 August 2015\" looks careless, and with figures alone (\"10/08/2015\")
readers no longer know which is the month.

Compares the full dates (day, month and year) in the prose of each report: day or month first, the
month in full, abbreviated or in figures, ISO 8601. \"May\" counts as either. Table cells are
exempt, where space is short, as are adopted statements, quotations and the dates of front matter,
which pages write in one format anyway. A format other than the report's most common one is one
finding, at its first date. Off by default, since it is a matter of style.

Write all dates in the most common format.
",
    run,
};

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    DayMonth(Month),
    MonthDay(Month),
    Iso,
    Figures,
}

/// How a month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Month {
    Full,
    Short,
    /// The name is its own abbreviation.
    Either,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DayMonth(Month::Short) => "day, abbreviated month, year",
            Self::DayMonth(_) => "day, month, year",
            Self::MonthDay(Month::Short) => "abbreviated month, day, year",
            Self::MonthDay(_) => "month, day, year",
            Self::Iso => "year-month-day",
            Self::Figures => "figures only",
        })
    }
}

/// A date as written, and where.
struct Written {
    report: ReportId,
    format: Format,
    text: String,
    place: Location,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let language = context.site.language;
    let written = passages::collect(context, |id, document, passages| {
        let report = match context.site.owner(id) {
            Owner::Page => return Vec::new(),
            Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => report,
            Owner::Statement(of) | Owner::Update(of, _) => of.report,
        };
        let prose =
            passages.iter().filter(|passage| !passage.is_quoted && passage.shape != Shape::Cell);
        prose
            .flat_map(|passage| {
                dates(passage, language).into_iter().map(|(format, range)| Written {
                    report,
                    format,
                    text: passage.text[range.clone()].to_owned(),
                    place: passage.location(&document.path, range),
                })
            })
            .collect()
    });
    let mut reports: BTreeMap<ReportId, Vec<Written>> = BTreeMap::new();
    for date in written {
        reports.entry(date.report).or_default().push(date);
    }
    for dates in reports.into_values() {
        report_on(&dates, findings);
    }
}

/// Reports the formats of a report but the most common one.
fn report_on(dates: &[Written], findings: &mut Findings) {
    let mut formats: BTreeMap<Format, (usize, &Written)> = BTreeMap::new();
    for date in dates {
        formats.entry(date.format).or_insert((0, date)).0 += 1;
    }
    for (either, full, short) in [
        (
            Format::DayMonth(Month::Either),
            Format::DayMonth(Month::Full),
            Format::DayMonth(Month::Short),
        ),
        (
            Format::MonthDay(Month::Either),
            Format::MonthDay(Month::Full),
            Format::MonthDay(Month::Short),
        ),
    ] {
        let Some((count, first)) = formats.remove(&either) else { continue };
        // "3 May 2016" is in the format of the dates around it.
        let is_short = formats.contains_key(&short) && !formats.contains_key(&full);
        formats.entry(if is_short { short } else { full }).or_insert((0, first)).0 += count;
    }
    let by_count = |(_, (count, _)): &(&Format, &(usize, &Written))| *count;
    // Of formats used as often, the first one of the list.
    let Some((common, (uses, example))) = formats.iter().rev().max_by_key(by_count) else {
        return;
    };
    for (format, (count, first)) in formats.iter().filter(|(format, _)| *format != common) {
        let message = format!(
            "`{}` is written as {format} ({}), other dates of this report as {common} ({})",
            first.text,
            times(*count),
            times(*uses),
        );
        findings.push(
            finding(first.place.clone(), message)
                .related(example.place.clone(), format!("`{}`", example.text))
                .help("write all dates of the report in one format"),
        );
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// The full dates of a passage.
fn dates(passage: &Passage, language: &Language) -> Vec<(Format, Range<usize>)> {
    let tokens = Tokens::new(&passage.text);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        found.extend(named(&tokens, at, &language.dates).or_else(|| figures(&tokens, at)));
    }
    found
}

/// A date with the name of its month, at that word.
fn named(tokens: &Tokens<'_>, at: usize, words: &DateWords) -> Option<(Format, Range<usize>)> {
    let names = words.months.iter().find(|names| tokens.is(at, names))?;
    let is_close =
        |index: usize| tokens.gap_after(index).chars().all(|char| matches!(char, ' ' | ',' | '.'));
    let month = match names {
        [_] => Month::Either,
        [full, ..] if *full == tokens.word(at) => Month::Full,
        _ => Month::Short,
    };
    let before = at.checked_sub(1).filter(|before| is_day(tokens.word(*before)));
    if let Some(day) = before.filter(|day| is_close(*day) && is_close(at))
        && is_year(tokens.word(at + 1))
    {
        return Some((Format::DayMonth(month), tokens.bytes(&(day..at + 2))));
    }
    let is_whole = is_day(tokens.word(at + 1)) && is_year(tokens.word(at + 2));
    (is_whole && is_close(at) && is_close(at + 1))
        .then(|| (Format::MonthDay(month), tokens.bytes(&(at..at + 3))))
}

/// A date in figures, from that word.
fn figures(tokens: &Tokens<'_>, at: usize) -> Option<(Format, Range<usize>)> {
    let [one, two, three] = [at, at + 1, at + 2].map(|index| tokens.word(index));
    let gaps = (tokens.gap_after(at), tokens.gap_after(at + 1));
    let is_short = |word: &str| word.len() <= 2 && is_day(word);
    let bytes = || tokens.bytes(&(at..at + 3));
    // A longer number is no date.
    let goes_on = matches!(tokens.gap_after(at + 2), "-" | "/");
    let follows = at > 0 && matches!(tokens.gap_after(at - 1), "-" | "/");
    if goes_on || follows {
        return None;
    }
    match gaps {
        ("-", "-") if is_year(one) && two.len() == 2 && is_short(two) && is_short(three) => {
            Some((Format::Iso, bytes()))
        }
        ("/", "/") if is_short(one) && is_short(two) && is_year(three) => {
            Some((Format::Figures, bytes()))
        }
        _ => None,
    }
}

/// "3" or "3rd".
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|char: char| char.is_alphabetic());
    let is_ordinal = word.len() - digits.len() <= 2;
    is_ordinal && digits.len() <= 2 && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{body}\n");
        let path = "content/r/2016-06-30/rec-4.md";
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\nBy Mar. 3, 2012.\n";
        let files = [("content/r/recommendations/rec-4.md", statement), (path, &update)];
        let found: Vec<String> = findings(&RULE, &files)
            .into_iter()
            .map(|found| found.replacen(&format!("warning {path} "), "", 1))
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        case("On 10 August 2015, 3 May 2016 and 1st\nJune 2016.", &[]);
        case("On 3 May 2016.", &[]);
        case(
            "On 10 August 2015, June 15, 2014 and 4 June 2014.",
            &["\"June 15, 2014\": `June 15, 2014` is written as month, day, year (once), other \
               dates of this report as day, month, year (2 times)"],
        );
        case(
            "On 10 Aug. 2015. On 4 June 2014, 5 June 2014.",
            &[
                "\"10 Aug. 2015\": `10 Aug. 2015` is written as day, abbreviated month, year (once), \
               other dates of this report as day, month, year (2 times)",
            ],
        );
        case("On 10 Aug. 2015 and 3 May 2015.", &[]);
        case(
            "On 2016-06-30, 2016-07-31 and 10/08/2015.",
            &["\"10/08/2015\": `10/08/2015` is written as figures only (once), other dates of \
               this report as year-month-day (2 times)"],
        );
    }

    #[test]
    fn no_full_dates_of_prose() {
        let most = "On 10 August 2015 and 4 June 2014.";
        for other in [
            "By August 2015, 12 or 2016/17/2018, v1-2-2016, 31 and 2016.",
            "> On June 15, 2014.",
            "| a |\n|---|\n| Jun 15, 2014 |",
            "`2016-06-30` and [2016-06-30-list](https://example.org/2016-06-30)",
        ] {
            case(&format!("{most}\n\n{other}"), &[]);
        }
    }
}
