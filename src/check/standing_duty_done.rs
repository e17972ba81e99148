//! Standing duties that are marked done.

use super::findings::finding;
use super::latest::Latest;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::Standing;
use crate::site::View;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "standing-duty-done",
    level: RuleLevel::Allow,
    summary: "a deliverable that never ends is marked as done",
    explanation: "\
\"Review the plan every year\" is not done after the first year. Marked as done, it is never looked at
again, and totals count it as finished.

Checks the deliverables of the updates that the latest view shows: one that is done, and whose text
has a word for what happens again and again, in English \"periodically\", \"annually\", \"ongoing\",
\"maintain\", \"every year\" and the like. Off by default: setting up a practice can be done.

Say what was done (\"Set up the yearly review\"), and when it is due next, in `due` or `due_text`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let duties = context.site.language.style.duties;
    context.each_latest(findings, |Latest { of, document, update, .. }, findings| {
        let rows = context.facts.rows_of(of, View::Latest);
        let done = rows.iter().filter(|row| row.standing == Standing::Done && !row.left_out);
        for row in done.filter_map(|row| update.deliverables.get(row.id.place())) {
            let Some(duty) = phrase(&row.text.text, duties) else { continue };
            let message = format!("a standing duty (“{duty}”) is marked as done");
            findings.push(
                finding(Location::new(&document.path, row.text.span), message)
                    .help("say what was done, and when it is due next"),
            );
        }
    });
}

/// The first of these phrases that a text has, word by word.
fn phrase(text: &str, phrases: &[&'static str]) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = words(&lower).map(|word| &lower[word]).collect();
    (0..words.len()).find_map(|at| {
        let is = |phrase: &&&str| {
            let mut rest = words[at..].iter();
            phrase.split([' ', '-']).all(|word| rest.next() == Some(&word))
        };
        phrases.iter().find(is).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(text: &str, keys: &str, expected: Option<&str>) {
        let row = format!("status = \"planned\"\n[[deliverables]]\ntext = \"{text}\"\n{keys}");
        let expected = expected.map(|duty| format!("a standing duty (“{duty}”) is marked as done"));
        assert_eq!(of_updates(&RULE, &[&row]), expected.into_iter().collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn cases() {
        case("Review the lock periodically", "completed = true", Some("periodically"));
        case("Inspect it Every Year", "completed = true", Some("every year"));
        case("Review the lock periodically", "due = \"2017\"", None);
        case("Review the lock", "completed = true", None);
    }
}
