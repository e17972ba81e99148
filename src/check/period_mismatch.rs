//! Texts about another period than their edition's.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::as_of_words::{self, Spoken};
use super::findings::finding;
use super::passages::{self, Passage};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::{Content, Document};
use crate::language::PeriodWords;
use crate::site::{EditionId, Owner, Report, Site};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "period-mismatch",
    level: RuleLevel::Allow,
    summary: "a text is about another period than its edition, or dates one wrongly",
    explanation: "\
A new edition with last year's text looks like news and is none, and \"the second half of 2015\" with
dates of 2014 is a slip in one of the two.

Finds:

- \"as of 31 March 2016\", \"in the quarter ending March 2016\" and the like in the body of an update or
  of an edition, where that date is not after the edition before;
- titles of editions that name another quarter than that of their date (\"Second quarter of 2016\");
- a half-year or quarter (\"1H 2015\", \"Q3 2015\") followed, in the same sentence, by a range of
  dates of another year (\"between January 1 and June 15, 2014\").

An update whose `as_of` is not after the edition before is reported by `outdated-update`. Off by
default: an old state can be told on purpose.

Say what the period of the edition brought, or delete the update: the edition then carries the
earlier one forward, and says so.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        if document.broken {
            return;
        }
        let (report, edition) = match site.owner(id) {
            Owner::Update(of, edition) => (site.report(of.report), edition),
            Owner::Edition(report, edition) => (site.report(report), edition),
            _ => return,
        };
        let before = edition.before().and_then(|before| report.edition(before).day());
        if let Some(before) = before {
            findings.found(spoken(context, document, before));
        }
        if let Content::Edition(content) = &document.content {
            findings.found(titled(site, report, edition, document, content.title.as_str()));
        }
        // Only a text with a date can have a range of dates.
        if !document.prose.dates.is_empty() {
            for passage in passages::of_body(context, document) {
                findings.found(ranges(site, document, &passage));
            }
        }
    });
}

/// Days that the text describes, before the edition's period.
fn spoken(context: &Context<'_>, document: &Document, before: NaiveDate) -> Vec<Diagnostic> {
    let is_old = |date: &crate::document::prose::ProseDate| date.date.last_day() <= before;
    if !document.prose.dates.iter().any(is_old) {
        return Vec::new();
    }
    let spoken = as_of_words::read(context, document).into_iter();
    let old = spoken.filter(|Spoken { date, .. }| date.last_day() <= before);
    old.map(|Spoken { words, span, .. }| {
        let message =
            format!("the text says “{words}”, which is not after the edition before, of {before}");
        finding(Location::new(&document.path, span), message).help("bring the sentence up to date")
    })
    .collect()
}

/// A title that names another quarter than that of the edition.
fn titled(
    site: &Site,
    report: &Report,
    edition: EditionId,
    document: &Document,
    title: &str,
) -> Option<Diagnostic> {
    let day = report.edition(edition).day()?;
    let lower = title.to_lowercase();
    let titles = site.language.edition_titles.iter().map(|known| known.to_lowercase());
    let (quarter, rest) = (1..)
        .zip(titles)
        .find_map(|(quarter, known)| Some((quarter, lower.strip_prefix(&known)?.to_owned())))?;
    let digits: String = rest.trim().chars().take_while(char::is_ascii_digit).collect();
    let year: i32 = digits.parse().ok()?;
    let own = day.month0() / 3 + 1;
    if (year, quarter) == (day.year(), own) {
        return None;
    }
    let message = format!("the title is “{title}”, but the edition is of {day}");
    Some(finding(document.front_matter(), message).help("correct the title or the date"))
}

/// Half-years and quarters with dates of another year.
fn ranges(site: &Site, document: &Document, passage: &Passage) -> Vec<Diagnostic> {
    let language = &site.language.periods;
    let mut found = Vec::new();
    for sentence in passage.sentences(site.language) {
        let Some((label, year)) = label(&passage.text[sentence.clone()], language) else {
            continue;
        };
        let place = passage.span(sentence.start + label.start..sentence.end).range();
        let within = |span: &Range<usize>| place.contains(&span.start);
        let mut dates = document.prose.dates.iter().filter(|date| within(&date.span.range()));
        let Some(date) = dates.next_back().filter(|date| date.date.year() != year) else {
            continue;
        };
        let rest = &passage.text[sentence.start + label.end..sentence.end].to_lowercase();
        if !words(rest).any(|word| language.ranges.contains(&&rest[word])) {
            continue;
        }
        let named = &passage.text[sentence.start + label.start..sentence.start + label.end];
        let message =
            format!("the text gives “{named}” dates of another year, up to {}", date.date);
        found.push(
            finding(Location::new(&document.path, date.span), message)
                .help("correct the period or the dates"),
        );
    }
    found
}

/// A half-year or quarter with its year: "1H 2015", "Q3 2015".
fn label(sentence: &str, language: &PeriodWords) -> Option<(Range<usize>, u16)> {
    let lower = sentence.to_ascii_lowercase();
    let places: Vec<Range<usize>> = words(&lower).collect();
    places.windows(2).find_map(|pair| {
        let (name, year) = (&lower[pair[0].clone()], &lower[pair[1].clone()]);
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year = year.parse().ok().filter(|_| is_year && language.parts.contains(&name))?;
        Some((pair[0].start..pair[1].end, year))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(title: &str, update: &str, expected: &[&str]) {
        let text = |update: &str| {
            let (front, body) = update.split_once('|').unwrap_or((update, ""));
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{front}\n+++\n{body}\n")
        };
        let edition = format!("+++\ntitle = \"{title}\"\n+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/rec-4.md", &text("")),
                ("content/r/2016-06-30/_index.md", &edition),
                ("content/r/2016-06-30/rec-4.md", &text(update)),
            ],
        );
        let found: Vec<&str> =
            found.iter().filter_map(|found| Some(found.split_once(": ")?.1)).collect();
        assert_eq!(found, expected, "{title} {update}");
    }

    #[test]
    fn updates() {
        let before = "not after the edition before, of 2016-03-31";
        case("E", "|As of 31 May 2016, two boats sail.", &[]);
        case(
            "E",
            "|As of 31 March 2016, two boats sail.",
            &[&format!("the text says “As of 31 March 2016”, which is {before}")],
        );
        case(
            "E",
            "|In the quarter ending March 2016, two boats sailed.",
            &[&format!("the text says “quarter ending March 2016”, which is {before}")],
        );
        case("E", "|On 31 March 2016, two boats sailed.", &[]);
    }

    #[test]
    fn titles() {
        case("Second quarter of 2016", "", &[]);
        case(
            "Second quarter of 2015",
            "",
            &["the title is “Second quarter of 2015”, but the edition is of 2016-06-30"],
        );
        case(
            "First quarter of 2016",
            "",
            &["the title is “First quarter of 2016”, but the edition is of 2016-06-30"],
        );
    }

    #[test]
    fn ranges() {
        case("E", "|The 1H 2016 list covers 1 January to 15 June 2016.", &[]);
        case(
            "E",
            "|The 1H 2016 list covers 1 January to 15 June 2015.",
            &["the text gives “1H 2016” dates of another year, up to 2015-06-15"],
        );
        case("E", "|The Q1 2016 list was sent on 15 June 2015.", &[]);
        case("E", "|The Q1 2016 list is out. It covers January to June 2015.", &[]);
    }
}
