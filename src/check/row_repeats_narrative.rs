//! Deliverables that are a paragraph of the text.

use foldhash::HashMap;

use super::findings::finding;
use super::latest::Latest;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "row-repeats-narrative",
    level: RuleLevel::Allow,
    summary: "a deliverable is word for word a paragraph of the text",
    explanation: "\
A paragraph pasted into the table is a report, not a promise: it says what happened, and cannot be
due or done. Totals count it as a deliverable.

Compares the deliverables of the updates that the latest view shows with the paragraphs, items and
cells of the same update, by their words, if there are at least six. Off by default.

Say in the row what was promised, in a few words, and leave the report in the text.
",
    run,
};

/// Shorter texts can be alike without being a report.
const LEAST: usize = 6;

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { document, update, .. }, findings| {
        if update.deliverables.is_empty() {
            return;
        }
        let said: HashMap<String, Span> = passages::of_body(context, document)
            .iter()
            .filter_map(|passage| Some((worded(&passage.text)?, passage.place())))
            .collect();
        for row in &update.deliverables {
            let texts = passages::of_value(context, &row.text);
            let text: Vec<&str> = texts.iter().map(|passage| &*passage.text).collect();
            let Some(place) = worded(&text.join(" ")).and_then(|words| said.get(&words)) else {
                continue;
            };
            findings.push(
                finding(
                    Location::new(&document.path, row.text.span),
                    "this deliverable is word for word a paragraph of the text",
                )
                .related(Location::new(&document.path, *place), "the paragraph")
                .help("say in the row what was promised, in a few words"),
            );
        }
    });
}

/// The words of a text, in lower case; `None` for a short one.
fn worded(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = words(&lower).map(|word| &lower[word]).collect();
    (words.len() >= LEAST).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(text: &str, body: &str, expected: bool) {
        let update = format!("status = \"planned\"\n[[deliverables]]\ntext = \"{text}\"|{body}");
        let message = "this deliverable is word for word a paragraph of the text";
        let found = of_updates(&RULE, &[&update]);
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{body}");
    }

    #[test]
    fn cases() {
        let row = "The council approved the plan in May.";
        case(row, "The council approved the plan in May.", true);
        case(row, "- The council approved\n  *the plan* in May", true);
        case(row, "The council approved the plan in June.", false);
        case("The plan", "The plan", false);
    }
}
