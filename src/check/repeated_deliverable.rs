//! Deliverables that several recommendations count.

use foldhash::HashMap;

use super::findings::finding;
use super::related::Clusters;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::Row;
use crate::site::{Report, Site, View};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "repeated-deliverable",
    level: RuleLevel::Allow,
    summary: "the same deliverable is listed, and counted, under several recommendations",
    explanation: "\
One handbook promised under three recommendations is one handbook. Totals count three, done or late
at once.

Compares the deliverables that the last edition of each report counts, by their words; capitals and
punctuation count. Texts of fewer than six words are skipped, since \"Publish the report\" can mean
any report. Exempt are recommendations of which one covers or is part of the other, and those
covered by or part of the same one. Off by default, since sharing can be meant.

List it once, and point to it from the others: \"See Recommendation 4\".
",
    run,
};

/// Shorter texts can mean several things.
const LEAST_WORDS: usize = 6;
/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let rollup = facts.rollup(report.place, View::Latest);
        let clusters = Clusters::new(report);
        let mut order: Vec<u64> = Vec::new();
        let mut by_words: HashMap<u64, Vec<&Row>> = HashMap::default();
        for row in &rollup.rows {
            let hashes = &site.document(row.id.document).prose.deliverables;
            let Some(hash) = hashes.get(row.id.place()) else { continue };
            let rows = by_words.entry(*hash).or_default();
            if rows.is_empty() {
                order.push(*hash);
            }
            // One of each cluster.
            let own = clusters.of(row.recommendation);
            if rows.last().is_none_or(|last| clusters.of(last.recommendation) != own) {
                rows.push(row);
            }
        }
        for rows in order.iter().filter_map(|hash| by_words.get(hash)) {
            findings.found(report_on(site, report, rows));
        }
    }
}

fn report_on(site: &Site, report: &Report, rows: &[&Row]) -> Option<crate::diagnostic::Diagnostic> {
    let (second, first) = (rows.get(1)?, site.deliverable(rows[0].id)?);
    words(&first.text.text).nth(LEAST_WORDS - 1)?;
    let number = |row: &&Row| site.recommendation(row.recommendation).number.as_str();
    let numbers: Vec<&str> = rows.iter().map(number).collect();
    let on = Recommendations::each(report.called(), numbers.iter().copied());
    let message = format!("this deliverable is on {on}, and counted {} times", rows.len());
    let place = |row: &Row| {
        let text = &site.deliverable(row.id)?.text;
        Some(Location::new(&site.document(row.id.document).path, text.span))
    };
    let found = finding(place(second)?, message)
        .help(format!("list it once, and point to it from the other {}", report.called().other));
    let others = rows.iter().zip(&numbers).enumerate().filter(|(index, _)| *index != 1).take(MOST);
    Some(others.fold(found, |found, (_, (row, number))| match place(row) {
        Some(place) => found.related(place, format!("on {} {number}", report.called().one)),
        None => found,
    }))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(texts: &[&str], expected: Option<&str>) {
        let updates: Vec<String> = texts
            .iter()
            .map(|text| format!("status = \"planned\"\n[[deliverables]]\ntext = \"{text}\""))
            .collect();
        let updates: Vec<&str> = updates.iter().map(String::as_str).collect();
        let found = of_updates(&RULE, &updates);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{texts:?}");
    }

    #[test]
    fn cases() {
        let long = "Publish the handbook for divers online";
        let two = Some("this deliverable is on recommendations 1 and 2, and counted 2 times");
        case(&[long, long], two);
        case(&[long, "Publish the *handbook*  for divers online"], two);
        let three = Some("this deliverable is on recommendations 1, 2 and 3, and counted 3 times");
        case(&[long, long, long], three);
        case(&["Publish the handbook", "Publish the handbook"], None);
        case(&[long, "Publish the handbook for pilots online"], None);
        case(
            &["See Recommendation 3 for all of this", "See Recommendation 3 for all of this", ""],
            None,
        );
    }
}
