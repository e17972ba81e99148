//! Ticks and circles in prose.

use super::findings::finding;
use super::latest::Latest;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "mark-in-text",
    level: RuleLevel::Allow,
    summary: "ticks, crosses or circles in the text stand for a status",
    explanation: "\
A tick before a paragraph is a status that no total counts, that no legend explains, and that screen
readers spell as \"check mark\" or leave out. Beside \"is being developed\" it is a riddle.

Checks the paragraphs, items and cells of the updates that the latest view shows, for marks such as
✓, √, ○ and ✗. Task lists (`- [x]`) are no marks. One finding per update. Off by default.

List what was done as a deliverable with a status, or write \"done\".
",
    run,
};

const MARKS: [char; 16] =
    ['✓', '✔', '√', '○', '●', '☐', '☑', '☒', '✗', '✘', '✕', '✅', '❌', '◯', '◉', '⚪'];

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { document, .. }, findings| {
        let mut places = Vec::new();
        let mut marks: Vec<char> = Vec::new();
        for passage in passages::of_body(context, document) {
            let found = passage.text.char_indices().filter(|(_, char)| MARKS.contains(char));
            for (at, mark) in found {
                places.push(passage.span(at..at + mark.len_utf8()));
                if !marks.contains(&mark) {
                    marks.push(mark);
                }
            }
        }
        let Some(first) = places.first() else { return };
        let shown: Vec<String> = marks.iter().map(|mark| format!("“{mark}”")).collect();
        let message = match places.len() {
            1 => format!("a mark, {}, stands for a status", shown[0]),
            count => format!("{count} marks, {}, stand for statuses", shown.join(" and ")),
        };
        findings.push(
            finding(Location::new(&document.path, *first), message)
                .help("list what was done as a deliverable with a status, or write it in words"),
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
        case("✓ The lock is open.", Some("a mark, “✓”, stands for a status"));
        case("✓ A.\n\n○ B.\n\n✓ C.", Some("3 marks, “✓” and “○”, stand for statuses"));
        case("- [x] The lock is open.", None);
        case("The lock is open.", None);
    }
}
