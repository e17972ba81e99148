//! Closings that hang on one condition, or on a recommendation that is not done.

use std::collections::BTreeSet;
use std::ops::Range;

use super::findings::finding;
use super::passages::{self, Passage};
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::fields::StatusKind;
use crate::language::ConditionWords;
use crate::site::{Backlink, DocumentId, Owner, RecommendationId, Strength, View};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "condition-spreads",
    level: RuleLevel::Allow,
    summary: "recommendations are closed on one condition, or when another one is",
    explanation: "\
\"Recommendations 25 to 28 will be closed once the board has approved\": four statuses stand or fall
with one event, and if they say \"complete\" already, with one that has not been reported.

Checks, as of the last edition, the rows and the text of each update: a sentence that puts closing
ahead (\"will be closed\", \"can be completed\") of a recommendation, of \"this recommendation\" or of
\"it\", with a condition after a word such as \"once\", \"when\", \"until\", \"upon\" or \"subject to\".

A finding says which other recommendations hang on the same condition: those named in the sentence,
and those that are covered by or only point to one of them. Another one says which recommendations
named in the condition are not done. A condition that only its own recommendation hangs on is none.
Off by default: it cannot know whether a condition has been met.

Say in the text whether the condition has been met, and set the statuses accordingly.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, _) = site.owner(id) else { return };
        let last = site.carried(of, View::Latest).map(|(_, document)| document);
        if last != Some(id) || document.broken {
            return;
        }
        let mut known: BTreeSet<String> = BTreeSet::new();
        for passage in passages::of(context, document) {
            for sentence in passage.sentences(site.language) {
                let words = &site.language.conditions;
                let Some(parts) = Parts::read(&passage.text[sentence.clone()], words) else {
                    continue;
                };
                let parts = parts.shifted(sentence.start);
                let said = shown(&passage.text[parts.condition.clone()]);
                if known.insert(said.clone()) {
                    let hanging = Hanging { context, id, of, document, passage: &passage, said };
                    findings.found(hanging.judged(&parts));
                }
            }
        }
    });
}

/// A text with single spaces, without its last mark.
fn shown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches(['.', ',', ';', ':']).to_owned()
}

/// The parts of a conditional sentence.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    main: Range<usize>,
    condition: Range<usize>,
    /// Whether the main part means the recommendation itself.
    itself: bool,
}

impl Parts {
    fn read(sentence: &str, language: &ConditionWords) -> Option<Self> {
        let lower = sentence.to_ascii_lowercase();
        let places: Vec<Range<usize>> = words(&lower).collect();
        let is = |at: usize, phrase: &str| {
            phrase
                .split(' ')
                .zip(at..)
                .all(|(word, at)| places.get(at).is_some_and(|place| &lower[place.clone()] == word))
        };
        let begins = |at: &usize| language.conditions.iter().any(|phrase| is(*at, phrase));
        let at = (0..places.len()).find(begins)?;
        let start = places[at].start;
        let (main, condition) = if at == 0 {
            let comma = sentence.find(',')?;
            (comma + 1..sentence.len(), 0..comma)
        } else {
            (0..start, start..sentence.len())
        };
        let mut of_main = places.iter().filter(|place| main.contains(&place.start));
        let has =
            |list: &[&str]| of_main.clone().any(|place| list.contains(&&lower[place.clone()]));
        if !has(language.closing) || !has(language.ahead) {
            return None;
        }
        let itself = of_main.any(|place| language.itself.contains(&&lower[place.clone()]));
        Some(Self { main, condition, itself })
    }

    fn shifted(self, by: usize) -> Self {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        Self { main: shift(self.main), condition: shift(self.condition), ..self }
    }
}

/// A condition and where it is.
struct Hanging<'a> {
    context: &'a Context<'a>,
    id: DocumentId,
    of: RecommendationId,
    document: &'a Document,
    passage: &'a Passage,
    said: String,
}

impl Hanging<'_> {
    fn judged(&self, parts: &Parts) -> Vec<Diagnostic> {
        let mut hanging = self.mentioned(&parts.main);
        if hanging.is_empty() && !parts.itself {
            return Vec::new();
        }
        hanging.insert(self.of);
        let named: Vec<RecommendationId> = hanging.iter().copied().collect();
        for id in named {
            hanging.extend(self.followers(id));
        }
        let awaited: BTreeSet<RecommendationId> =
            self.mentioned(&parts.condition).difference(&hanging).copied().collect();
        let together = (hanging.len() > 1).then(|| self.together(&hanging, parts));
        together.into_iter().chain(self.awaits(&awaited, parts)).collect()
    }

    /// The recommendations of the own report that a part of the text mentions.
    fn mentioned(&self, part: &Range<usize>) -> BTreeSet<RecommendationId> {
        let (site, span) = (self.context.site, self.passage.span(part.clone()).range());
        let mut ids = BTreeSet::new();
        for reference in &self.document.prose.references {
            let Some((report, mentions)) = site.mentions(self.id, &reference.clause) else {
                continue;
            };
            let within = mentions.first().is_some_and(|mention| {
                span.contains(&(reference.span(mention.source).start as usize))
            });
            if report == self.of.report && within {
                ids.extend(site.meant(self.id, &reference.clause));
            }
        }
        ids
    }

    /// Those whose status is reported under a recommendation, or that only point to it.
    fn followers(&self, id: RecommendationId) -> Vec<RecommendationId> {
        let site = self.context.site;
        let covers = site.recommendation(id).covers.iter().copied();
        let pointing =
            site.referred_by(id, View::Latest).into_iter().filter_map(|link| match link {
                Backlink::Recommendation(from, Strength::See | Strength::CoveredBy) => Some(from),
                _ => None,
            });
        covers.chain(pointing).collect()
    }

    fn is_done(&self, id: RecommendationId) -> bool {
        let status = self.context.facts.status(id, View::Latest);
        status.is_some_and(|shown| shown.status.kind == StatusKind::Done)
    }

    fn place(&self, parts: &Parts) -> Location {
        Location::new(&self.document.path, self.passage.span(parts.condition.clone()))
    }

    fn list(&self, ids: &BTreeSet<RecommendationId>) -> Recommendations<'_> {
        let numbers: Vec<&str> =
            ids.iter().map(|id| self.context.site.recommendation(*id).number.as_str()).collect();
        Recommendations::each(self.context.site.called(self.of.report), numbers.into_iter())
    }

    fn together(&self, hanging: &BTreeSet<RecommendationId>, parts: &Parts) -> Diagnostic {
        let done = hanging.iter().filter(|id| self.is_done(**id)).count();
        let stated = match done {
            0 => String::new(),
            done if done == hanging.len() => ", and all are done by their status".to_owned(),
            1 => ", and 1 of them is done by its status".to_owned(),
            done => format!(", and {done} of them are done by their status"),
        };
        let on = self.list(hanging);
        let message =
            format!("the closing of {on} hangs on one condition, “{}”{stated}", self.said);
        let found = finding(self.place(parts), message)
            .help("say whether the condition has been met, and set the statuses accordingly");
        let others = hanging.iter().filter(|id| **id != self.of).take(MOST);
        others.fold(found, |found, id| {
            let site = self.context.site;
            let carried = site.carried(*id, View::Latest).map(|(_, document)| document);
            let Some(document) = carried.or(site.recommendation(*id).document) else {
                return found;
            };
            let called = site.called(id.report).one;
            let number = &site.recommendation(*id).number;
            found.related(site.document(document).front_matter(), format!("{called} {number}"))
        })
    }

    fn awaits(&self, awaited: &BTreeSet<RecommendationId>, parts: &Parts) -> Option<Diagnostic> {
        let open: BTreeSet<RecommendationId> =
            awaited.iter().copied().filter(|id| !self.is_done(*id)).collect();
        let on = self.list(&open);
        let verb = if on.is_plural() { "are" } else { "is" };
        (!open.is_empty()).then(|| {
            let message = format!("closing hangs on {on}, which {verb} not done: “{}”", self.said);
            finding(self.place(parts), message)
                .help("say whether the condition has been met, and set the statuses accordingly")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, RULE};
    use crate::check::tests::findings;
    use crate::language::ENGLISH;

    #[test]
    fn sentences() {
        #[track_caller]
        fn case(sentence: &str, expected: Option<(&str, bool)>) {
            let parts = Parts::read(sentence, &ENGLISH.conditions);
            let found = parts.map(|parts| (&sentence[parts.condition], parts.itself));
            assert_eq!(found, expected, "{sentence}");
        }
        case("It will be closed once the council agrees", Some(("once the council agrees", true)));
        case("Once the council agrees, it can be closed", Some(("Once the council agrees", true)));
        case(
            "Measures 4 and 5 will be complete subject to a vote",
            Some(("subject to a vote", false)),
        );
        case("It was closed once the council had agreed", None);
        case("The ship will sail once it is loaded", None);
        case("It will be closed", None);
    }

    #[track_caller]
    fn case(keys: &str, body: &str, expected: &[&str]) {
        let mut files: Vec<(String, String)> = Vec::new();
        for number in 1..=4 {
            let keys = if number == 2 { keys } else { "" };
            let statement = format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), statement));
            let status = if number < 4 { "complete" } else { "planned" };
            let body = if number == 1 { body } else { "" };
            let update = format!("+++\nnumber = {number}\nstatus = \"{status}\"\n+++\n{body}\n");
            files.push((format!("content/r/2016-06-30/rec-{number}.md"), update));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        let found: Vec<&str> =
            found.iter().filter_map(|found| Some(found.split_once(": ")?.1)).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        let vote = "once the council has voted";
        case(
            "",
            &format!("Recommendations 1 to 3 will be closed {vote}."),
            &[
                "the closing of recommendations 1, 2 and 3 hangs on one condition, “once the council has voted”, and all are done by their status",
            ],
        );
        case(
            "covered_by = 1",
            &format!("This recommendation will be closed {vote}."),
            &[
                "the closing of recommendations 1 and 2 hangs on one condition, “once the council has voted”, and all are done by their status",
            ],
        );
        case("", &format!("This recommendation will be closed {vote}."), &[]);
        case(
            "",
            "This recommendation can be closed once Recommendation 4 is.",
            &["closing hangs on recommendation 4, which is not done: “once Recommendation 4 is”"],
        );
        case("", "This recommendation can be closed once Recommendation 3 is.", &[]);
        case("", &format!("The tender will be closed {vote}."), &[]);
    }
}
