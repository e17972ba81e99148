//! Paragraphs repeated on recommendations that have nothing to do with each other.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::findings::finding;
use super::related::{Clusters, Occurrence, shared};
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::site::{DocumentId, RecommendationId, Report, Site};

pub(super) const RULE: Rule = Rule {
    name: "repeated-narrative",
    level: RuleLevel::Warn,
    summary: "a paragraph is word for word on several recommendations",
    explanation: "\
One paragraph under three recommendations answers at most one of them, and once it is corrected in
one place, the others contradict it.

Compares the paragraphs, list items and cells of at least 20 words in the updates of each report.
Two recommendations share one if an edition shows both. Exempt are recommendations of which one
covers or is part of the other, and those covered by or part of the same one. Capitals and
punctuation count, line breaks and emphasis do not. Paragraphs that the same recommendations share
are one finding, at the second recommendation.

Say it once, and refer to it from the others (\"See Recommendation 4\"), with `covered_by` if that
is where their status is reported. If the text is shared on purpose, add `[[allow]]`.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    for report in &context.site.reports {
        let clusters = Clusters::new(report);
        // By the recommendations that share them.
        let mut groups: BTreeMap<Vec<u32>, Vec<Vec<Place>>> = BTreeMap::new();
        for mut places in paragraphs(context.site, report) {
            let shared = shared(&mut places, &clusters);
            let numbers: Vec<u32> = shared.iter().map(|place| place.id.index).collect();
            if numbers.len() > 1 {
                let shared = shared.into_iter().map(|place| place.what).collect();
                groups.entry(numbers).or_default().push(shared);
            }
        }
        for (numbers, mut paragraphs) in groups {
            // The order of the text, not of hashes.
            paragraphs.sort_unstable();
            findings.push(report_on(context.site, report, &numbers, &paragraphs));
        }
    }
}

/// Where a paragraph is: document and bytes.
type Place = (DocumentId, Span);

/// The paragraphs of a report that several updates have.
fn paragraphs(site: &Site, report: &Report) -> Vec<Vec<Occurrence<Place>>> {
    let mut paragraphs: HashMap<u64, Vec<Occurrence<Place>>> = HashMap::default();
    for id in report.ids() {
        let updates = &site.recommendation(id).updates;
        for (index, (from, document)) in updates.iter().enumerate() {
            let until = updates.get(index + 1).map(|(edition, _)| *edition);
            for (span, hash) in &site.document(*document).prose.paragraphs {
                let what = (*document, *span);
                paragraphs.entry(*hash).or_default().push(Occurrence {
                    id,
                    from: *from,
                    until,
                    what,
                });
            }
        }
    }
    paragraphs.into_values().filter(|places| places.len() > 1).collect()
}

fn report_on(
    site: &Site,
    report: &Report,
    numbers: &[u32],
    paragraphs: &[Vec<Place>],
) -> Diagnostic {
    let number = |index: &u32| {
        let id = RecommendationId { report: report.place, index: *index };
        site.recommendation(id).number.as_str()
    };
    let numbers: Vec<&str> = numbers.iter().map(number).collect();
    let on = Recommendations::each(report.called(), numbers.iter().copied());
    let message = match paragraphs.len() {
        1 => format!("this paragraph is word for word on {on}"),
        2 => format!("this paragraph and one more are word for word on {on}"),
        count => format!("this paragraph and {} more are word for word on {on}", count - 1),
    };
    let location = |(document, span): Place| Location::new(&site.document(document).path, span);
    let places = &paragraphs[0];
    let found = finding(location(places[1]), message).help(format!(
        "say it once, and refer to it from the other {}, with `covered_by` if its status is reported there",
        report.called().other
    ));
    let others = places.iter().zip(&numbers).enumerate().filter(|(index, _)| *index != 1);
    others.take(MOST).fold(found, |found, (_, (place, number))| {
        found.related(location(*place), format!("on {} {number}", report.called().one))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::{diagnostics, findings};

    const LONG: &str = "The harbour office asked each of the twelve ferry companies for the \
        number of passengers on its boats and got seven answers so far.";

    fn files(updates: &[(&str, u8, &str)], keys: &str) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = (1..=3)
            .map(|number| {
                let keys = if number == 2 { keys } else { "" };
                let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n");
                (format!("content/r/recommendations/rec-{number}.md"), text)
            })
            .collect();
        files.extend(updates.iter().map(|(edition, number, body)| {
            let text = format!("+++\nnumber = {number}\nstatus = \"planned\"\n+++\n{body}\n");
            (format!("content/r/{edition}/rec-{number}.md"), text)
        }));
        files
    }

    #[track_caller]
    fn case(updates: &[(&str, u8, &str)], keys: &str, expected: &[&str]) {
        let files = files(updates, keys);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found: Vec<String> = findings(&RULE, &files)
            .iter()
            .filter_map(|found| Some(found.rsplit_once("this paragraph")?.1.to_owned()))
            .collect();
        assert_eq!(found, expected, "{updates:?}");
    }

    #[test]
    fn cases() {
        let (one, two) = ("2016-03-31", "2016-06-30");
        let both = [" is word for word on recommendations 1 and 2"];
        case(&[(one, 1, LONG), (one, 2, LONG)], "", &both);
        case(&[(one, 1, LONG), (one, 2, &LONG.replace(' ', "\n"))], "", &both);
        case(&[(one, 1, LONG), (one, 2, "Another text.")], "", &[]);
        case(&[(one, 1, "A short one."), (one, 2, "A short one.")], "", &[]);
        case(&[(one, 1, LONG), (two, 1, LONG)], "", &[]);
        // The first is carried forward beside the second.
        case(&[(one, 1, LONG), (two, 2, LONG)], "", &both);
        case(&[(one, 1, LONG), (two, 1, "Moved."), (two, 2, LONG)], "", &[]);
        case(
            &[(one, 1, LONG), (one, 2, LONG), (one, 3, LONG)],
            "",
            &[" is word for word on recommendations 1, 2 and 3"],
        );
    }

    #[test]
    fn recommendations_that_belong_together() {
        let one = "2016-03-31";
        let two = [(one, 1, LONG), (one, 2, LONG)];
        case(&two, "covered_by = 1", &[]);
        case(&two, "part_of = 1", &[]);
        case(&two, "covered_by = 3", &[" is word for word on recommendations 1 and 2"]);
    }

    #[test]
    fn paragraphs_of_the_same_recommendations_are_one_finding() {
        let other = LONG.replace("harbour", "port");
        let body = format!("{LONG}\n\n{other}\n\n- {}", LONG.replace("harbour", "road"));
        let more = [" and 2 more are word for word on recommendations 1 and 2"];
        case(&[("2016-03-31", 1, &body), ("2016-03-31", 2, &body)], "", &more);
    }

    #[test]
    fn the_places() {
        let files = files(&[("2016-03-31", 1, LONG), ("2016-03-31", 2, LONG)], "");
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = diagnostics(&RULE, &files);
        let [found] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(found.location.path.as_str(), "content/r/2016-03-31/rec-2.md");
        let (place, text) = &found.related[0];
        assert_eq!(
            (place.path.as_str(), &**text),
            ("content/r/2016-03-31/rec-1.md", "on recommendation 1")
        );
    }
}
