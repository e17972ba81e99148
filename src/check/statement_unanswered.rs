//! Words of a recommendation that no update takes up.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::blocks;
use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::{RecommendationId, Report};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "statement-unanswered",
    level: RuleLevel::Allow,
    summary: "a recommendation asks for something that no update ever mentions",
    explanation: "\
The recommendation asks for a roadmap; four updates report on certificates, and the word \"roadmap\"
is in none of them. Then it is complete.

Compares the statement of each recommendation that has updates with all of them: their texts,
deliverables and milestones. Looked for are words of at least seven letters that no other statement
of the report has, by their first five, so that \"certify\" and \"certification\" are one. One finding
per recommendation, if at least three of them and at least half are in no update. Off by default: an
answer can use other words.

Say what became of that part of the recommendation.
",
    run,
};

/// Shorter words say little.
const LEAST: usize = 7;
/// Words with the same beginning are taken for one.
const STEM: usize = 5;
/// Fewer are chance.
const LEAST_MISSING: usize = 3;
/// Maximum number of words shown.
const MOST: usize = 6;

fn run(context: &Context<'_>, findings: &mut Findings) {
    for report in &context.site.reports {
        let mut statements: Vec<(RecommendationId, BTreeMap<String, String>)> = Vec::new();
        let mut counts: HashMap<String, usize> = HashMap::default();
        for id in report.ids() {
            let Some(statement) = statement(context, id) else { continue };
            for stem in statement.keys() {
                *counts.entry(stem.clone()).or_default() += 1;
            }
            statements.push((id, statement));
        }
        for (id, mut statement) in statements {
            if context.site.recommendation(id).updates.is_empty() {
                continue;
            }
            statement.retain(|stem, _| counts.get(stem) == Some(&1));
            let (used, all) = (used(context, id), statement.len());
            statement.retain(|stem, _| !used.contains(stem));
            // An answer in other words leaves out a few.
            if statement.len() >= LEAST_MISSING && statement.len() * 2 >= all {
                findings.found(report_on(context, report, id, &statement));
            }
        }
    }
}

/// The words of a statement, by their beginnings.
fn statement(context: &Context<'_>, id: RecommendationId) -> Option<BTreeMap<String, String>> {
    let document = context.site.document(context.site.recommendation(id).document?);
    let passages = blocks::of_body(context, document);
    let words = passages.iter().flat_map(|passage| long(&passage.text));
    Some(words.map(|word| (stem(&word), word)).collect())
}

/// The beginnings of all words that the updates of a recommendation use, and its title.
fn used(context: &Context<'_>, id: RecommendationId) -> HashSet<String> {
    let site = context.site;
    let mut used = HashSet::default();
    for (_, document) in &site.recommendation(id).updates {
        let content = site.document(*document);
        let mut take = |text: &str| used.extend(all(text).map(|word| stem(&word)));
        for passage in blocks::of_body(context, content) {
            take(&passage.text);
        }
        if let Some(update) = site.update(*document) {
            update.milestones.iter().for_each(|milestone| take(milestone.label.as_str()));
            for row in &update.deliverables {
                take(&row.text.text);
                row.note.iter().for_each(|note| take(&note.text));
            }
        }
    }
    used
}

fn report_on(
    context: &Context<'_>,
    report: &Report,
    id: RecommendationId,
    words: &BTreeMap<String, String>,
) -> Option<crate::diagnostic::Diagnostic> {
    let document = context.site.document(context.site.recommendation(id).document?);
    let mut shown: Vec<String> =
        words.values().take(MOST).map(|word| format!("“{word}”")).collect();
    if words.len() > MOST {
        shown.push(format!("{} more", words.len() - MOST));
    }
    let what = report.called().one;
    let message = format!("no update on this {what} has its words {}", shown.join(", "));
    Some(
        finding(Location::new(&document.path, document.front_matter().span?), message)
            .help("say what became of that part of it"),
    )
}

fn all(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| text[word].to_lowercase())
}

fn long(text: &str) -> Vec<String> {
    all(text).filter(|word| word.chars().count() >= LEAST).collect()
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(statement: &str, update: &str, expected: Option<&str>) {
        let statement = format!("+++\nnumber = 4\ntitle = \"T\"\n+++\n{statement}\n");
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{update}\n");
        let other = "+++\nnumber = 5\ntitle = \"T\"\n+++\nPublish something else.\n";
        let path = "content/r/recommendations/rec-4.md";
        let found = findings(
            &RULE,
            &[
                (path, &statement),
                ("content/r/recommendations/rec-5.md", other),
                ("content/r/2016-06-30/rec-4.md", &update),
            ],
        );
        let expected = expected.map(|words| {
            format!(
                "warning {path} \"+++\": no update on this recommendation has its words {words}"
            )
        });
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{update}");
    }

    #[test]
    fn cases() {
        let statement = "Publish a timetable with every harbour and railway.";
        case(statement, "+++\nTimetables are printed for every harbour.", None);
        case(statement, "+++\nBoats sail.", Some("“harbour”, “railway”, “timetable”"));
        let row = "[[deliverables]]\ntext = \"A timetable for each harbour\"\n+++";
        case(statement, row, None);
        case("Publish it.", "+++\nBoats sail.", None);
    }
}
