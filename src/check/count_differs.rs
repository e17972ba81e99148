//! Counts in prose that differ from the tally.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::claims::counts::{self, Count};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::fields::{ReportKind, StatusKind};
use crate::document::{Content, Document};
use crate::facts::Totals;
use crate::language::CountWords;
use crate::site::{DocumentId, Owner, Report, ReportId, Site, View};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "count-differs",
    level: RuleLevel::Warn,
    summary: "a number of recommendations that the text states with a status is not the tally",
    explanation: "\
\"20 of 28 are complete\", written last quarter, stands beside a table that counts 21. Pages count
for themselves; whoever quotes the sentence quotes the wrong number.

Checks the texts of reports, editions (their summaries too), updates and, if the site has one
report with editions, other pages. A count is a number, in digits or in words, and the whole (\"20
of the 28\", \"of the 28 recommendations, 20\", \"all 28\"), or what the report calls its
recommendations (\"eight recommendations\"), then a form of \"to be\" or \"to have\", then a status:
one of the report's labels, or, in English, words for done (\"complete\", \"implemented\", \"closed\"
and the like), open (\"in progress\", \"outstanding\"), late (\"behind schedule\", \"overdue\") or not
started. The whole must be the number of the report's recommendations. Without a whole, counts in
updates, and counts in a text that has headings, are skipped: a part may be meant. So are counts
that something restricts (\"20 are complete in two regions\").

Numbers are those of the edition; for reports and other pages, of the last one. Words for open and
late fit several statuses: any sum that they can mean is right.

Correct the number, or leave it to the tables.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let counts = all_counts(site, document);
        if counts.is_empty() || document.broken {
            return;
        }
        let Some((report, view)) = subject(site, id) else { return };
        let report = site.report(report);
        let totals = &context.facts.rollup(report.place, view).totals;
        let may_be_part = matches!(site.owner(id), Owner::Update(..) | Owner::Statement(_))
            || !document.prose.anchors.is_empty();
        let day = report.edition_as_of(view).and_then(|edition| report.edition(edition).day());
        for count in &counts {
            let whole = count.total.map(|total| total as usize);
            if whole.map_or(may_be_part, |whole| whole != totals.recommendations) {
                continue;
            }
            let Some(said) = Said::read(count, report, &site.language.counts) else { continue };
            let tally = said.tally(report, totals);
            if !tally.contains(&(count.number as usize)) {
                let day = day.map_or_else(String::new, |day| format!(" as of {day}"));
                findings.push(differs(document, count, &said, tally[0], &day));
            }
        }
    });
}

fn differs(
    document: &Document,
    count: &Count,
    said: &Said<'_>,
    tally: usize,
    day: &str,
) -> Diagnostic {
    let of = count.total.map_or_else(String::new, |total| format!(" of {total}"));
    let message = format!(
        "the text counts {}{of} as “{}”, the tally{day} is {tally}",
        count.number, said.words
    );
    finding(Location::new(&document.path, count.span), message)
        .help("correct the number, or leave it to the tables")
}

/// The counts of a document, those of an edition's summary first.
fn all_counts(site: &Site, document: &Document) -> Vec<Count> {
    let mut all = Vec::new();
    if let Content::Edition(edition) = &document.content
        && let Some(summary) = &edition.summary
        && let Some(span) = document.front_matter().span
    {
        all.extend(counts::find_in(summary, span, &site.language.counts));
    }
    all.extend(document.prose.counts.iter().cloned());
    all
}

/// The report and the point in time that a document counts.
fn subject(site: &Site, id: DocumentId) -> Option<(ReportId, View)> {
    let (report, view) = match site.owner(id) {
        Owner::Page => (site.only_implementation()?, View::Latest),
        Owner::Report(report) => (report, View::Latest),
        Owner::Edition(report, edition) => (report, View::Edition(edition)),
        Owner::Update(of, edition) => (of.report, View::Edition(edition)),
        Owner::Statement(_) | Owner::Nothing(_) => return None,
    };
    let is_counted = site.report(report).kind == ReportKind::Implementation;
    (is_counted && !site.report(report).editions.is_empty()).then_some((report, view))
}

/// The status that a count names.
struct Said<'r> {
    words: &'r str,
    meaning: Meaning,
}

enum Meaning {
    /// A status of the vocabulary, by index.
    Status(usize),
    Done,
    Open,
    Late,
    NotStarted,
}

impl<'r> Said<'r> {
    /// Reads what follows a number; `None` unless it says nothing but a status.
    fn read(count: &'r Count, report: &Report, language: &CountWords) -> Option<Self> {
        let item = report.called().other.to_lowercase();
        let mut rest = &*count.rest;
        // "recommendations", "SSR1 recommendations"
        let beginning = rest.split(' ').position(|word| word == item);
        match beginning {
            Some(0) => rest = rest.strip_prefix(&*item)?,
            Some(1) => rest = rest.split_once(' ')?.1.strip_prefix(&*item)?,
            _ if count.total.is_none() => return None,
            _ => {}
        }
        rest = rest.trim_start();
        let mut verbs = 0;
        while let Some(after) = language.verbs.iter().find_map(|verb| after(rest, verb)) {
            (rest, verbs) = (after, verbs + 1);
        }
        if verbs == 0 {
            return None;
        }
        let labels = report.statuses.iter().enumerate().map(|(index, status)| {
            let label = status.label.to_lowercase();
            let label: Vec<&str> = words(&label).map(|word| &label[word]).collect();
            (label.join(" "), Meaning::Status(index))
        });
        let lists: [(&[&str], fn() -> Meaning); 4] = [
            (language.done, || Meaning::Done),
            (language.open, || Meaning::Open),
            (language.late, || Meaning::Late),
            (language.not_started, || Meaning::NotStarted),
        ];
        let known = lists
            .into_iter()
            .flat_map(|(list, meaning)| list.iter().map(move |it| ((*it).to_owned(), meaning())));
        let fits = known.chain(labels).filter_map(|(phrase, meaning)| {
            let rest = after(rest, &phrase)?;
            let next = rest.split(' ').next().unwrap_or_default();
            (next.is_empty() || language.after.contains(&next)).then_some((phrase.len(), meaning))
        });
        let (length, meaning) = fits.max_by_key(|(length, _)| *length)?;
        Some(Self { words: &rest[..length], meaning })
    }

    /// The numbers that it can mean, the likeliest first.
    fn tally(&self, report: &Report, totals: &Totals) -> Vec<usize> {
        let of_kind = |kind: StatusKind| -> usize {
            let counts = report.statuses.iter().zip(&totals.statuses);
            counts.filter(|(status, _)| status.kind == kind).map(|(_, count)| *count).sum()
        };
        let dropped = of_kind(StatusKind::Dropped);
        match self.meaning {
            Meaning::Status(index) => vec![totals.statuses.get(index).copied().unwrap_or(0)],
            Meaning::Done => vec![totals.done],
            Meaning::Late => vec![totals.late, of_kind(StatusKind::Late)],
            Meaning::NotStarted => {
                let own = of_kind(StatusKind::NotStarted);
                vec![own, own + totals.not_reported]
            }
            Meaning::Open => {
                let open = totals.recommendations.saturating_sub(totals.done + dropped);
                let known = open.saturating_sub(totals.not_reported);
                let active = of_kind(StatusKind::Active);
                let late = of_kind(StatusKind::Late);
                let stated = known.saturating_sub(totals.not_stated);
                vec![open, known, stated, active, active + late]
            }
        }
    }
}

/// What follows a phrase at the beginning of a text, which ends there or at a space.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(phrase)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Four recommendations: two complete, one planned, one behind.
    fn found(path: &str, front: &str, body: &str) -> Vec<String> {
        let mut files: Vec<(String, String)> = Vec::new();
        let statuses = ["complete", "complete", "planned", "behind-replan"];
        for (number, status) in (1..).zip(statuses) {
            let statement = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), statement));
            let update = format!("+++\nnumber = {number}\nstatus = \"{status}\"\n+++\n");
            files.push((format!("content/r/2016-06-30/rec-{number}.md"), update));
        }
        files.retain(|(known, _)| known != path);
        files.push((path.to_owned(), format!("+++\n{front}\n+++\n{body}\n")));
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        found.iter().filter_map(|found| Some(found.rsplit_once(": ")?.1.to_owned())).collect()
    }

    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let found = found("content/r/2016-06-30/_index.md", "title = \"E\"", body);
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn counts_of_an_edition() {
        let says = |number: &str, words: &str, tally: u8| {
            format!("the text counts {number} as “{words}”, the tally as of 2016-06-30 is {tally}")
        };
        case("2 of 4 are complete.", &[]);
        case("Three of the four recommendations are complete.", &[&says("3 of 4", "complete", 2)]);
        case(
            "Of the 4 recommendations, 3 have been implemented.",
            &[&says("3 of 4", "implemented", 2)],
        );
        case("All four recommendations are closed.", &[&says("4 of 4", "closed", 2)]);
        case("Two recommendations are in progress.", &[]);
        case("Three recommendations are still in progress.", &[&says("3", "in progress", 2)]);
        case("One recommendation is late. Two recommendations are late.", &[&says("2", "late", 1)]);
        case("1 of 4 is planned/in process.", &[]);
        case("3 of 4 are planned/in process.", &[&says("3 of 4", "planned in process", 1)]);
        // What restricts the count, or counts something else.
        case("3 of 4 are complete in the north.", &[]);
        case("3 of 5 are complete.", &[]);
        case("Three reports are complete.", &[]);
        case("Three recommendations were complete in March.", &[]);
        case("## Group A\n\nThree recommendations are complete.", &[]);
        case("3 of 4 boats are complete.", &[]);
    }

    #[test]
    fn elsewhere() {
        let wrong = "3 of 4 are complete.";
        let tally = "the text counts 3 of 4 as “complete”, the tally as of 2016-06-30 is 2";
        assert_eq!(found("content/about.md", "title = \"A\"", wrong), [tally]);
        let report = "kind = \"implementation\"\ntitle = \"R\"";
        assert_eq!(found("content/r/_index.md", report, wrong), [tally]);
        let summary = "title = \"E\"\nsummary = \"3 of 4 are complete\"";
        assert_eq!(found("content/r/2016-06-30/_index.md", summary, ""), [tally]);
        let update = "number = 3\nstatus = \"planned\"";
        assert_eq!(found("content/r/2016-06-30/rec-3.md", update, wrong), [tally]);
        let own = "Three recommendations are complete.";
        assert!(found("content/r/2016-06-30/rec-3.md", update, own).is_empty());
    }
}
