//! Phases in the prose that differ from those of the rows.

use std::collections::BTreeMap;
use std::ops::Range;

use super::findings::finding;
use super::passages::{self, Passage, Tokens};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::Update;
use crate::document::prose::Part;
use crate::language::Language;
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "phase-differs",
    level: RuleLevel::Allow,
    summary: "the prose speaks of a phase that no row has, or writes it in other numerals",
    explanation: "\
If the text reports on a second phase and the rows know only a first one, nobody can tell what was
promised for the second.

Compares the phases of an update's rows with those that its body names: \"Phase II\", \"phase 2\",
\"Stage 3\". Finds

- a phase of the text that no row has, where rows have phases;
- a phase of a row that the text never names, where it names others;
- Arabic numerals for a phase that the rows have in Roman ones, or the other way round.

Headings count, quotations do not. If no row has a phase, or the text names none, nothing is found.
Off by default, since a text can speak of the phases of something else.

Add the `phase` to the row, or correct the text.
",
    run,
};

/// A phase as written, and where.
struct Phase<'a> {
    written: &'a str,
    place: Location,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let language = context.site.language;
    passages::report(context, findings, |id, document, passages| {
        let update = context.site.update(id);
        let Some(update) = update.filter(|_| matches!(context.site.owner(id), Owner::Update(..)))
        else {
            return Vec::new();
        };
        let rows = of_rows(update, document);
        if rows.is_empty() {
            return Vec::new();
        }
        let texts = of_texts(passages, document, language);
        let mut found = unlisted(&rows, &texts);
        found.append(&mut untold(&rows, &texts));
        found
    });
}

/// The phases of the rows, by number.
fn of_rows<'u>(update: &'u Update, document: &Document) -> BTreeMap<u32, Phase<'u>> {
    let mut phases = BTreeMap::new();
    for row in &update.deliverables {
        let Some(phase) = row.phase.as_deref() else { continue };
        let Some(written) = phase.split_whitespace().last() else { continue };
        let Some(number) = number(written) else { continue };
        let place = Location::new(&document.path, row.text.span);
        phases.entry(number).or_insert(Phase { written, place });
    }
    phases
}

/// The phases that the body names, by number: the first place of each spelling.
fn of_texts<'p>(
    passages: &'p [Passage],
    document: &Document,
    language: &Language,
) -> BTreeMap<u32, Vec<Phase<'p>>> {
    let mut phases: BTreeMap<u32, Vec<Phase<'p>>> = BTreeMap::new();
    for passage in passages.iter().filter(|it| it.part == Part::Body && !it.is_quoted) {
        for (number, written) in named(&passage.text, language) {
            let spellings = phases.entry(number).or_default();
            let text = &passage.text[written.clone()];
            let text = text.rsplit(char::is_whitespace).next().unwrap_or(text);
            if spellings.iter().all(|known| known.written != text) && spellings.len() < 2 {
                let place = passage.location(&document.path, written);
                spellings.push(Phase { written: text, place });
            }
        }
    }
    phases
}

/// The phases that a text names, from the word for phase to the numeral.
fn named(text: &str, language: &Language) -> Vec<(u32, Range<usize>)> {
    let tokens = Tokens::new(text);
    let is_phase = |at: &usize| tokens.is(*at, language.editorial.phase);
    (0..tokens.len())
        .filter(is_phase)
        .filter(|at| tokens.gap_after(*at).trim().is_empty())
        .filter_map(|at| {
            let number = number(tokens.written(at + 1, language))?;
            Some((number, tokens.bytes(&(at..at + 2))))
        })
        .collect()
}

/// "II" and "2" are the same phase.
fn number(written: &str) -> Option<u32> {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let roman = (1..).zip(ROMAN).find(|(_, roman)| *roman == written).map(|(number, _)| number);
    roman.or_else(|| written.parse().ok().filter(|number| (1..=20).contains(number)))
}

fn is_arabic(written: &str) -> bool {
    written.starts_with(|char: char| char.is_ascii_digit())
}

/// Phases of the text that no row has, or that rows spell otherwise.
fn unlisted(
    rows: &BTreeMap<u32, Phase<'_>>,
    texts: &BTreeMap<u32, Vec<Phase<'_>>>,
) -> Vec<Diagnostic> {
    let listed: Vec<&str> = rows.values().map(|phase| phase.written).collect();
    let mut found = Vec::new();
    for (number, spellings) in texts {
        let Some(row) = rows.get(number) else {
            let first = &spellings[0];
            let message = format!(
                "the text speaks of phase `{}`, but the rows have only `{}`",
                first.written,
                listed.join("`, `")
            );
            let help = "give the row of this phase its `phase`, or correct the text";
            found.push(finding(first.place.clone(), message).help(help));
            continue;
        };
        let is_other = |phase: &&Phase<'_>| is_arabic(phase.written) != is_arabic(row.written);
        if let Some(other) = spellings.iter().find(is_other) {
            let message =
                format!("the text writes phase `{}`, and a row `{}`", other.written, row.written);
            found.push(
                finding(other.place.clone(), message)
                    .related(row.place.clone(), "the row")
                    .help("write the same numeral in both"),
            );
        }
    }
    found
}

/// Phases of rows that the text never names although it names others.
fn untold(
    rows: &BTreeMap<u32, Phase<'_>>,
    texts: &BTreeMap<u32, Vec<Phase<'_>>>,
) -> Vec<Diagnostic> {
    let Some(other) = texts.values().flatten().next() else { return Vec::new() };
    { rows.iter() }
        .filter(|(number, _)| !texts.contains_key(number))
        .map(|(_, row)| {
            let message = format!(
                "this row is of phase `{}`, which the text never names, although it names `{}`",
                row.written, other.written
            );
            finding(row.place.clone(), message)
                .related(other.place.clone(), "another phase")
                .help("say in the text what became of this phase, or correct `phase`")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(rows: &[&str], body: &str, expected: &[&str]) {
        let mut listed = String::new();
        for phase in rows {
            listed += "[[deliverables]]\ntext = \"Row\"\n";
            if !phase.is_empty() {
                listed.extend(["phase = \"", phase, "\"\n"]);
            }
        }
        let update = format!("+++\nnumber = 4\n{listed}+++\n{body}\n");
        let path = "content/r/2016-06-30/rec-4.md";
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let files = [("content/r/recommendations/rec-4.md", statement), (path, &update)];
        let found: Vec<String> = findings(&RULE, &files)
            .into_iter()
            .map(|found| found.replacen(&format!("warning {path} "), "", 1))
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        case(&["I", "II"], "(Phase I) Dug.\n\n(Phase II) Filled.", &[]);
        case(&["I", "Phase II"], "Phase I: dug.\n\n## Phase II\n\nFilled.", &[]);
        case(
            &["I"],
            "(Phase I) Dug.\n\n(Phase II) Filled. Phase II is long.",
            &["\"Phase II\": the text speaks of phase `II`, but the rows have only `I`"],
        );
        case(
            &["I", "II"],
            "(Phase I) Dug.",
            &[
                "\"\\\"Row\\\"\": this row is of phase `II`, which the text never names, although it names `I`",
            ],
        );
        case(
            &["I"],
            "(Phase 1) Dug, as phase I.",
            &["\"Phase 1\": the text writes phase `1`, and a row `I`"],
        );
        case(&[""], "(Phase 1) Dug.", &[]);
        case(&["I", "II"], "Dug.", &[]);
        case(&["I"], "Phase 2016, the first phase. I dug.", &[]);
        case(&["I"], "> Phase II", &[]);
        case(&["first"], "Phase II", &[]);
    }
}
