//! Implausible years.

use chrono::{Datelike, NaiveDate};

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::Content;
use crate::document::fields::Completion;
use crate::schema::Located;
use crate::site::{Dated, Site};

pub(super) const RULE: Rule = Rule {
    name: "implausible-date",
    level: RuleLevel::Warn,
    summary: "the year of a date is implausible",
    explanation: "\
\"Closure is estimated for March 2106\" was published, and nobody noticed the transposed digits.
Such a typing error makes a deliverable due in ninety years, or ninety years overdue.

Checks all dates in front matter (`date`, `as_of`, `due`, `revised_due`, `completed`, `expected`,
and those of milestones, corrections, dispositions and responses), the dates of editions, and
dates in prose with at least a month: \"March 2106\", \"29 Jan. 2016\", \"2016-09-30\". A year alone
in prose is ignored. Plausible years are 1950 to 2080, unless `book.toml` sets others:

    [markdown]
    plausible-years = { from = 1990, to = 2050 }

Correct the date. If you quote a wrong date on purpose, add `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let (from, to) = context.site.config.plausible_years;
    let plausible = Years { from: from.into(), to: to.into() };
    context.each_document(findings, |_, document, findings| {
        let mut check = |year: i32, span: Span| {
            if !plausible.hold(year) {
                findings.push(plausible.finding(year, Location::new(&document.path, span)));
            }
        };
        if !document.broken {
            front_matter(&document.content, &mut check);
            for response in document.responses().unwrap_or_default() {
                partial(response.date.as_ref(), &mut check);
                partial(response.deadline.as_ref(), &mut check);
            }
            for correction in document.corrections() {
                day(Some(&correction.date), &mut check);
            }
        }
        for date in &document.prose.dates {
            check(date.date.year().into(), date.span);
        }
    });
    editions(context.site, plausible, findings);
}

/// Editions dated by their directory names.
fn editions(site: &Site, plausible: Years, findings: &mut Findings) {
    for edition in site.reports.iter().flat_map(|report| &report.editions) {
        let Some(document) = edition.document.map(|document| site.document(document)) else {
            continue;
        };
        let named = !document.broken && edition.dated == Dated::Directory;
        if named && !plausible.hold(edition.date.year()) {
            findings.push(plausible.finding(edition.date.year(), Location::file(&document.path)));
        }
    }
}

/// Calls `visit` with the year and place of every date.
fn front_matter(content: &Content, visit: &mut impl FnMut(i32, Span)) {
    match content {
        Content::Page(_) | Content::Report(_) | Content::ReviewEntry(_) => {}
        Content::Recommendation(adopted) => {
            let date =
                adopted.disposition.as_ref().and_then(|disposition| disposition.date.as_ref());
            partial(date, visit);
            partial(adopted.expected.as_ref(), visit);
        }
        Content::Edition(edition) => day(edition.date.as_ref(), visit),
        Content::Update(update) => {
            day(update.as_of.as_ref(), visit);
            partial(update.expected.as_ref(), visit);
            for milestone in &update.milestones {
                partial(milestone.date.as_ref(), visit);
            }
            for deliverable in &update.deliverables {
                partial(deliverable.due.as_ref(), visit);
                partial(deliverable.revised_due.as_ref(), visit);
                if let Some(Located { value: Completion::On(date), span }) = &deliverable.completed
                {
                    visit(date.year().into(), *span);
                }
            }
        }
    }
}

fn partial(date: Option<&Located<PartialDate>>, visit: &mut impl FnMut(i32, Span)) {
    if let Some(date) = date {
        visit(date.year().into(), date.span);
    }
}

fn day(date: Option<&Located<NaiveDate>>, visit: &mut impl FnMut(i32, Span)) {
    if let Some(date) = date {
        visit(date.year(), date.span);
    }
}

/// The plausible years.
#[derive(Clone, Copy)]
struct Years {
    from: i32,
    to: i32,
}

impl Years {
    fn hold(self, year: i32) -> bool {
        (self.from..=self.to).contains(&year)
    }

    fn finding(self, year: i32, location: Location) -> Diagnostic {
        let Self { from, to } = self;
        let help = match self.meant(year) {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!(
                "plausible years are {from} to {to}; to change them, set `plausible-years` in `[markdown]` of `book.toml`"
            ),
        };
        finding(location, format!("the year {year} is implausible")).help(help)
    }

    /// The year with two adjacent digits swapped, if plausible.
    fn meant(self, year: i32) -> Option<i32> {
        let digits = year.to_string().into_bytes();
        (1..digits.len()).find_map(|at| {
            let mut digits = digits.clone();
            digits.swap(at - 1, at);
            let year = std::str::from_utf8(&digits).ok()?.parse().ok()?;
            self.hold(year).then_some(year)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    fn files(book: &str, update: &str) -> Vec<String> {
        let book = format!("[book]\ntitle = \"T\"\n{book}\n");
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{update}\n");
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        findings(
            &RULE,
            &[
                ("book.toml", &book),
                ("content/ssr1/recommendations/rec-04.md", statement),
                ("content/ssr1/2016-06-30/rec-04.md", &update),
            ],
        )
    }

    #[track_caller]
    fn case(update: &str, expected: &[(&str, u16)]) {
        let expected: Vec<String> = expected
            .iter()
            .map(|(words, year)| {
                let place = "warning content/ssr1/2016-06-30/rec-04.md";
                format!("{place} {words:?}: the year {year} is implausible")
            })
            .collect();
        assert_eq!(files("", update), expected);
    }

    #[test]
    fn in_updates() {
        case("+++\nEstimated for March 2106.", &[("2106", 2106)]);
        case("+++\nIn 2106, and by March 2016.", &[]);
        case("as_of = 2106-03-31\n+++", &[("2106-03-31", 2106)]);
        case("milestones = [{ label = \"M\", date = \"1916\" }]\n+++", &[("\"1916\"", 1916)]);
        case("corrections = [{ date = 2106-01-01, note = \"N\" }]\n+++", &[("2106-01-01", 2106)]);
        case(
            "[[deliverables]]\ntext = \"by May 2106\"\ndue = \"2106-Q1\"\nrevised_due = \"2107\"\n\
             completed = \"2108-01\"\n+++",
            &[("2106", 2106), ("\"2106-Q1\"", 2106), ("\"2107\"", 2107), ("\"2108-01\"", 2108)],
        );
        case("[[deliverables]]\ntext = \"D\"\ncompleted = true\n+++", &[]);
        case("expected = \"2106-Q1\"\n+++", &[("\"2106-Q1\"", 2106)]);
        case(
            "[[responses]]\naddressee = \"A\"\ndate = 2106-03-31\ndeadline = \"2107\"\n+++",
            &[("2106-03-31", 2106), ("\"2107\"", 2107)],
        );
        case(
            "milestones = [{ label = \"M\", date = \"1950\" }, { label = \"M\", date = \"2080\" }]\n+++",
            &[],
        );
        // In a file with an error, prose still counts.
        case("as_of = 2106-03-31\ndue = 1\n+++\nMarch 2106", &[("2106", 2106)]);
    }

    #[test]
    fn plausible_years_are_a_setting() {
        let book = "[markdown]\nplausible-years = { from = 2106, to = 2106 }\n";
        let found = files(book, "as_of = 2106-03-31\n+++\nMarch 2016");
        let editions: Vec<&str> =
            found.iter().filter_map(|found| found.split_once(": ")).map(|(_, text)| text).collect();
        assert_eq!(editions, ["the year 2016 is implausible"; 2]);
    }

    #[test]
    fn elsewhere() {
        let found = findings(
            &RULE,
            &[
                (
                    "content/ssr1/recommendations/rec-04.md",
                    "+++\nnumber = 4\ntitle = \"T\"\n\
                     disposition = { decision = \"accepted\", date = 2102-10-18 }\n+++\n",
                ),
                ("content/ssr1/2106-06-30/_index.md", "+++\ntitle = \"E\"\n+++\n"),
                ("content/ssr1/q3/_index.md", "+++\ntitle = \"E\"\ndate = 2106-09-30\n+++\n"),
                ("content/ssr1/q4/_index.md", "+++\ntitle = \"E\"\n+++\n"),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2106-06-30/_index.md: the year 2106 is implausible",
                "warning content/ssr1/q3/_index.md \"2106-09-30\": the year 2106 is implausible",
                "warning content/ssr1/recommendations/rec-04.md \"2102-10-18\": the year 2102 is implausible",
            ]
        );
    }

    #[test]
    fn what_was_meant() {
        let years = super::Years { from: 1950, to: 2080 };
        let case = |year, expected| assert_eq!(years.meant(year), expected, "{year}");
        case(2106, Some(2016));
        case(2105, Some(2015));
        case(1019, None);
        case(2510, None);
        case(9162, Some(1962));
        case(9999, None);
    }
}
