//! Phases that the text knows and the deliverables do not.

use std::collections::BTreeSet;
use std::ops::Range;

use super::findings::finding;
use super::latest::Latest;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::Update;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "phase-differs",
    level: RuleLevel::Allow,
    summary: "the text speaks of a phase that no deliverable has, or numbers phases in two ways",
    explanation: "\
\"The work is divided into phases; Phase II is late\" over a table without phases leaves readers to
guess which rows are meant.

Checks the updates that the latest view shows. A phase in the text (\"Phase II\", \"Phase 2\") must be
the `phase` of a deliverable, and all phases of a text must be numbered the same way, in figures or
in Roman numerals, as in the deliverables. Off by default, since the text can tell of phases gone
by.

Add `phase = \"II\"` to the deliverables, or leave the phase out of the text.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { document, update, .. }, findings| {
        findings.found(differs(context, document, update));
    });
}

/// One finding per phase that differs.
fn differs(context: &Context<'_>, document: &Document, update: &Update) -> Vec<Diagnostic> {
    let phases = update.deliverables.iter().filter_map(|row| row.phase.as_ref());
    let written: Vec<&str> =
        phases.filter_map(|phase| phase.as_str().split_whitespace().next_back()).collect();
    let known: BTreeSet<u8> = written.iter().filter_map(|phase| number(phase)).collect();
    let mut reported: BTreeSet<(u8, bool)> = BTreeSet::new();
    let mut found = Vec::new();
    for passage in passages::of_body(context, document) {
        for (place, phase) in named(&passage.text, context.site.language.style.phase) {
            let said = &passage.text[place.clone()];
            let is_figure = |word: &str| word.ends_with(|char: char| char.is_ascii_digit());
            let message = if !known.contains(&phase) {
                format!("the text speaks of “{said}”, and no deliverable has this phase")
            } else if written.iter().any(|own| is_figure(own) != is_figure(said)) {
                format!("“{said}” is numbered differently from the phases of the deliverables")
            } else {
                continue;
            };
            if reported.insert((phase, is_figure(said))) {
                found.push(
                    finding(Location::new(&document.path, passage.span(place)), message)
                        .help("give the deliverables their `phase`, spelled as in the text"),
                );
            }
        }
    }
    found
}

/// The phases that a text names.
fn named(text: &str, labels: &[&str]) -> Vec<(Range<usize>, u8)> {
    let places: Vec<Range<usize>> = words(text).collect();
    let pairs = places.windows(2).filter_map(|pair| {
        let label = text[pair[0].clone()].to_lowercase();
        let phase = number(&text[pair[1].clone()]).filter(|_| labels.contains(&&*label))?;
        Some((pair[0].start..pair[1].end, phase))
    });
    pairs.collect()
}

/// A number up to 10, in figures or Roman numerals.
fn number(word: &str) -> Option<u8> {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let roman = (1..).zip(ROMAN).find(|(_, roman)| *roman == word).map(|(number, _)| number);
    roman.or_else(|| word.parse().ok().filter(|number| (1..=10).contains(number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(phases: &[&str], body: &str, expected: &[&str]) {
        let rows: Vec<String> = phases
            .iter()
            .map(|phase| format!("[[deliverables]]\ntext = \"Row {phase}\"\nphase = \"{phase}\"\n"))
            .collect();
        let found =
            of_updates(&RULE, &[&format!("status = \"planned\"\n{}|{body}", rows.concat())]);
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        case(&["I", "II"], "(Phase I) Done. Phase II is late.", &[]);
        case(&["Phase 1"], "Phase 1 is late.", &[]);
        let none = ["the text speaks of “Phase II”, and no deliverable has this phase"];
        case(&["I"], "(Phase I) Done. Phase II is late. Phase II again.", &none);
        case(&[], "Phase II is late.", &none);
        case(
            &["I", "II"],
            "Phase 1 is done.",
            &["“Phase 1” is numbered differently from the phases of the deliverables"],
        );
        case(&["I"], "A phase is late.", &[]);
    }
}
