//! Vague words in place of numbers.

use super::findings::finding;
use super::passages::{self, OBJECT, Passage, Tokens};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::prose::Part;
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "vague-quantity",
    level: RuleLevel::Allow,
    summary: "a text says \"numerous\" or \"as needed\" instead of how many or how often",
    explanation: "\
\"Several ports were inspected\" can be three of three or three of ninety, and nobody can check it
next year.

Looks in updates, rows, reviewers' tasks and notes, and the pages of reports and editions for, in
English, numerous, several, various, a variety of, a range of, a number of, as appropriate, as
needed, as necessary, where possible, where appropriate, periodically, from time to time, on a
regular basis, and in due course. Adopted statements and quotations are exempt, since their words
are others'. The words of one text are one finding. Off by default, since it is a matter of style.

Say how many, how often, when or which.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 10;

fn run(context: &Context<'_>, findings: &mut Findings) {
    passages::report(context, findings, |id, document, passages| {
        if matches!(context.site.owner(id), Owner::Page) {
            return Vec::new();
        }
        let mut found: Vec<(Part, Vec<(Location, String)>)> = Vec::new();
        for passage in passages.iter().filter(|passage| !passage.is_quoted) {
            let mut places = vague(context, document, passage);
            match found.last_mut().filter(|(part, _)| *part == passage.part) {
                Some((_, before)) => before.append(&mut places),
                None => found.push((passage.part, places)),
            }
        }
        found.into_iter().filter_map(|(_, places)| report_on(places)).collect()
    });
}

/// The vague words of a passage, each with its place.
fn vague(context: &Context<'_>, document: &Document, passage: &Passage) -> Vec<(Location, String)> {
    let phrases = context.site.language.editorial.vague;
    let tokens = Tokens::new(&passage.text);
    let mut places = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens.phrase(at, phrases) {
            Some(words) => {
                let bytes = tokens.bytes(&words);
                let written = passage.text[bytes.clone()].replace(OBJECT, "");
                places.push((passage.location(&document.path, bytes), written.to_lowercase()));
                at = words.end;
            }
            None => at += 1,
        }
    }
    places
}

fn report_on(places: Vec<(Location, String)>) -> Option<Diagnostic> {
    let count = places.len();
    let mut places = places.into_iter();
    let (first, words) = places.next()?;
    let message = match count {
        1 => format!("`{words}` leaves open how many, how often or when"),
        2 => format!("`{words}` and one more phrase leave open how many, how often or when"),
        more => {
            format!(
                "`{words}` and {} more phrases leave open how many, how often or when",
                more - 1
            )
        }
    };
    let found = finding(first, message).help("say how many, how often, when or which");
    Some(
        places
            .take(MOST)
            .fold(found, |found, (place, words)| found.related(place, format!("`{words}`"))),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{body}\n");
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\nInspect several ports.\n";
        let path = "content/r/2016-06-30/rec-4.md";
        let files = [("content/r/recommendations/rec-4.md", statement), (path, &update)];
        let found: Vec<String> = findings(&RULE, &files)
            .into_iter()
            .map(|found| found.replacen(&format!("warning {path} "), "", 1))
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        let alone = "leaves open how many, how often or when";
        case("Several ports were inspected.", &[&format!("\"Several\": `several` {alone}")]);
        case("Boats leave as\nneeded.", &[&format!("\"as\\nneeded\": `as needed` {alone}")]);
        case(
            "A *variety of* boats.\n\n- Numerous ports",
            &[
                "\"A *variety of\": `a variety of` and one more phrase leave open how many, how often or when",
            ],
        );
        case(
            "Various boats, several ports, numerous docks.",
            &["\"Various\": `various` and 2 more phrases leave open how many, how often or when"],
        );
        case("Seven ports were inspected.", &[]);
        case("> Several ports were inspected.", &[]);
        case("`several` ~~numerous~~", &[]);
        case("A wide, variety of boats. As. Needed.", &[]);
    }

    #[test]
    fn each_text_is_one_finding() {
        let update = "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"Several docks\"\n\
                      note = \"Several cranes\"\n+++\nSeveral ports\n";
        let files = [
            ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/r/2016-06-30/rec-4.md", update),
            ("content/about.md", "+++\ntitle = \"T\"\n+++\nSeveral boats\n"),
        ];
        assert_eq!(findings(&RULE, &files).len(), 3);
    }
}
