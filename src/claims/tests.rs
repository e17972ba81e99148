//! Claims of short texts, without files, statuses or rules.

use super::*;
use crate::config::HtmlPolicy;
use crate::fragment::{Dialect, Form};
use crate::language::ENGLISH;

mod sentences;

const ROWS: [&str; 2] =
    ["Publish a handbook for incident response", "Create a public register of complaints"];

/// Offset of the text in its file.
const START: usize = 100;

/// Each claim: kind, subject, and its words.
fn claims(body: &str) -> Vec<String> {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    let fragment = Fragment::parse(body, Form::Update, dialect).expect("a text");
    let label = ENGLISH.references.singular;
    let cues = Cues::new(&ENGLISH, OwnCues { label, ..OwnCues::default() });
    let deliverables: Vec<Deliverable<'_>> =
        (0..).zip(ROWS).map(|(index, text)| Deliverable { index, text, phase: None }).collect();
    let calendar = Calendar { as_of: NaiveDate::from_ymd_opt(2016, 6, 30), ..Calendar::default() };
    let topic = Topic { number: "4", deliverables: &deliverables, calendar };
    let shown = |claim: &Claim| {
        let what = match claim.kind {
            ClaimKind::Unfinished => "unfinished".to_owned(),
            ClaimKind::Finished => "finished".to_owned(),
            ClaimKind::Percentage(done) => format!("{done} % done"),
            ClaimKind::Target { date, met: false, .. } => format!("promised for {date}"),
            ClaimKind::Target { date, met: true, .. } => format!("promised for {date} and met"),
        };
        let of = match claim.subject {
            Subject::Recommendation => "all".to_owned(),
            Subject::Deliverable(row) => format!("row {row}"),
            Subject::Unclear { leaning } => format!("unclear {leaning:?}"),
        };
        let range = claim.span.range();
        let words = &body[range.start - START..range.end - START];
        let section = match claim.section {
            Section::Narrative => "",
            Section::Notes => " in the notes",
        };
        format!("{of} {what}{section}: {words}")
    };
    read(&fragment, START, topic, &cues).iter().map(shown).collect()
}

#[test]
fn claims_of_a_text() {
    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        assert_eq!(claims(body), expected, "{body}");
    }
    case("", &[]);
    case("The handbook is long.", &[]);
    case("The handbook for incident response is *under\nway*.", &["row 0 unfinished: under\nway"]);
    case("The handbook for incident response is ~~under way~~ there.", &[]);
    case("The handbook for incident response was under way.", &[]);
    case(
        "The public register of complaints is expected by 30 September 2016.",
        &["row 1 promised for 2016-09-30: 30 September 2016"],
    );
    case(
        "The public register of complaints was expected in May 2016. It was published in June.",
        &["row 1 promised for 2016-05 and met: May 2016"],
    );
    case("The handbook for incident response is 40% complete.", &["row 0 40 % done: 40"]);
    case("Completion is expected in Q4 2016.", &["unclear None promised for 2016-Q4: Q4 2016"]);
    case(
        "- The handbook for incident response\n  - Drafting is under way.",
        &["row 0 unfinished: under way"],
    );
    case("## Notes\n\nRecommendation 4 is complete.", &["all finished in the notes: complete"]);
    case("## Notes\n\nRecommendation 5 is complete.", &[]);
    case("Recommendation 4 is not yet complete.", &["all unfinished: not yet"]);
}
