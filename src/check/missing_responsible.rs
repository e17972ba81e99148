//! Deliverables without a responsible party.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::prose::Part;

pub(super) const RULE: Rule = Rule {
    name: "missing-responsible",
    level: RuleLevel::Warn,
    summary: "a deliverable has no responsible party",
    explanation: "\
A deliverable without an owner is rarely done, and is missing from the list by responsible party.

Every deliverable needs `responsible` with at least one name, also if it is complete: readers want
to know who did it. Exempt are deliverables that only point elsewhere, such as \"See Recommendation
25\".

Add `responsible`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        let Content::Update(update) = &document.content else { return };
        if document.broken {
            return;
        }
        for (index, deliverable) in update.deliverables.iter().enumerate() {
            let exempt = || document.prose.pointers.contains(&Part::deliverable(index));
            if deliverable.responsible.is_empty() && !exempt() {
                findings.push(
                    finding(
                        Location::new(&document.path, deliverable.text.span),
                        format!("{} has no responsible party", context.quoted(deliverable)),
                    )
                    .help("add `responsible = [\"…\"]`"),
                );
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(deliverables: &str, expected: &[&str]) {
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{deliverables}\n+++\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let found = findings(
            &RULE,
            &[("content/ssr1/recommendations/rec-04.md", statement), (path, &update)],
        );
        let expected: Vec<String> = expected
            .iter()
            .map(|text| {
                let row = text.trim_matches('"');
                format!("warning {path} {text:?}: “{row}” has no responsible party")
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        case("[[deliverables]]\ntext = \"D\"\nresponsible = [\"Staff\"]", &[]);
        case("[[deliverables]]\ntext = \"D\"", &["\"D\""]);
        case("[[deliverables]]\ntext = \"D\"\nresponsible = []", &["\"D\""]);
        case("[[deliverables]]\ntext = \"D\"\ncompleted = true", &["\"D\""]);
        case(
            "[[deliverables]]\ntext = \"See Recommendation 4\"\n[[deliverables]]\ntext = \"D\"",
            &["\"D\""],
        );
        case(
            "[[deliverables]]\ntext = \"As in Recommendation 4\"",
            &["\"As in Recommendation 4\""],
        );
        // The wrong type is the only error.
        case("[[deliverables]]\ntext = \"D\"\nresponsible = \"Staff\"", &[]);
    }
}
