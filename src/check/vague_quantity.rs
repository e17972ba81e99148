//! Words in place of numbers.

use super::findings::finding;
use super::latest::Latest;
use super::passages;
use super::standing_duty_done::phrase;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "vague-quantity",
    level: RuleLevel::Allow,
    summary: "the text says “several” or “as appropriate” where a number or a rule is asked for",
    explanation: "\
\"Numerous workshops were held as appropriate\" cannot be wrong, and tells nobody whether there were
two or twenty.

Checks the paragraphs, items and cells of the updates that the latest view shows, for words such as,
in English, \"several\", \"numerous\", \"various\", \"a number of\", \"as appropriate\" and \"as needed\". One
finding per update, at the first paragraph with one. Off by default.

Write the number, or say what decides.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let vague = context.site.language.style.vague;
    context.each_latest(findings, |Latest { document, .. }, findings| {
        let mut said: Vec<&str> = Vec::new();
        let mut first = None;
        for passage in passages::of_body(context, document) {
            let Some(phrase) = phrase(&passage.text, vague) else { continue };
            first = first.or(Some(passage.place()));
            if !said.contains(&phrase) {
                said.push(phrase);
            }
        }
        let Some(place) = first else { return };
        let said: Vec<String> = said.iter().map(|phrase| format!("“{phrase}”")).collect();
        let message = format!("{} in place of a number or a rule", said.join(", "));
        findings.push(
            finding(Location::new(&document.path, place), message)
                .help("write the number, or say what decides"),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(body: &str, expected: Option<&str>) {
        let found = of_updates(&RULE, &[&format!("status = \"planned\"|{body}")]);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn cases() {
        case("Several boats sailed.", Some("“several” in place of a number or a rule"));
        case(
            "Several boats sailed.\n\nThey sail as needed.\n\nSeveral came back.",
            Some("“several”, “as needed” in place of a number or a rule"),
        );
        case("Seven boats sailed.", None);
    }
}
