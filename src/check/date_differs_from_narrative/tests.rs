use super::RULE;
use crate::check::tests::{diagnostics, findings};

fn found(book: &str, rows: &[(&str, &str)], body: &str) -> Vec<String> {
    let row =
        |(text, keys): &(&str, &str)| format!("[[deliverables]]\ntext = \"{text}\"\n{keys}\n");
    let rows = rows.iter().map(row).collect::<Vec<_>>().concat();
    let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{rows}+++\n{body}\n");
    findings(
        &RULE,
        &[
            ("book.toml", &format!("[book]\ntitle = \"T\"\n{book}")),
            ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/ssr1/2016-06-30/rec-04.md", &update),
        ],
    )
}

const HANDBOOK: &str = "Publish a handbook for incident response";
const REGISTER: &str = "Create a public register of complaints";

/// `expected` are the places of the rows reported.
#[track_caller]
fn case(rows: &[(&str, &str)], body: &str, expected: &[usize]) {
    let found = found("", rows, body);
    let places: Vec<usize> = found
        .iter()
        .map(|found| {
            let date = found.split('"').nth(2).unwrap_or_default().trim_end_matches('\\');
            let of = |keys: &str| keys.lines().any(|line| line == format!("due = \"{date}\""));
            rows.iter().position(|(_, keys)| of(keys)).unwrap_or(usize::MAX)
        })
        .collect();
    assert_eq!(places, expected, "{body}: {found:?}");
}

#[test]
fn rows_and_sentences() {
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The handbook for incident response is now expected in September 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is now expected on 30 September 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09-30\"")],
        "The handbook for incident response is now expected at the end of September 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-Q3\"")],
        "The handbook for incident response is now expected in September 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016\"")],
        "The handbook for incident response is now expected in September 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"\nrevised_due = \"2016-09\"")],
        "The handbook for incident response, first due in March 2016, is now expected in \
         September 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"\nrevised_due = \"2016-08\"")],
        "The handbook for incident response, first due in March 2016, is now expected in \
         September 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "Publication of the incident response handbook has been pushed back to 2016-11-30.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The incident response handbook will be published by December 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The incident response handbook was discussed by the Board in December 2015.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-12\"")],
        "A draft of the incident response handbook is expected in July 2016 and the final \
         one in December 2016.",
        &[],
    );
    case(&[(HANDBOOK, "due = \"2016-03\"")], "Target completion date: Nov 2016.", &[0]);
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The next meeting of the group is scheduled for 15 October 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\""), (REGISTER, "due = \"2017-03\"")],
        "Target completion date: Nov 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\""), (REGISTER, "due = \"2017-03\"")],
        "The public register of complaints is due in May 2017. The handbook for incident \
         response remains on track for September 2016.",
        &[1],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\""), (REGISTER, "due = \"2017-03\"")],
        "The handbook for incident response is being drafted. The public register of \
         complaints is due in March 2017.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\""), (REGISTER, "")],
        "The public register of complaints is expected in March 2017.",
        &[],
    );
    case(
        &[
            (HANDBOOK, "phase = \"I\"\ndue = \"2016-09\""),
            (
                "Publish a handbook for incident response and test it",
                "phase = \"II\"\ndue = \"2017-03\"",
            ),
        ],
        "(Phase II) The handbook for incident response will be tested; expected completion \
         is May 2017.",
        &[1],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"\nstatus = \"complete\"")],
        "The handbook for incident response, due in March 2016, was published in May 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "## Implementation notes\n\nThe recommendation is in progress. The handbook is \
         expected to come out in December 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The handbook for incident response is expected in Q4 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected in Q3 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected in the third quarter of 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected in the fourth quarter 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected by the end of 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected to be published by the end of 2017.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response is expected to be published in spring 2017.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response under the Framework of 2014 is planned as part \
         of the FY 2018 budget.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (REGISTER, "due = \"2016-09\"")],
        "The handbook for incident response has been published. The register is still being \
         developed.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2015-03\"\nstatus = \"complete\"")],
        "A review of the handbook for incident response is planned for March 2018.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response describes what is expected of staff from \
         September 2014.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The budget planned for the handbook was approved in March 2017.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "Procurement for the handbook for incident response is planned to start in December \
         2015.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The handbook for incident response replaces the one planned in May 2012.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "Expected benefits of the handbook for incident response were set out in a note of \
         12 May 2015.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The contract with the publisher is due to expire in June 2017.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The Parliament is expected to vote on the law in November 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\"")],
        "The national strategy, whose release is expected in November 2016, will guide \
         this.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-09\""), (REGISTER, "")],
        "The handbook for incident response is due in September 2016. It will be followed \
         by a register of complaints, planned for March 2017.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The deadline for the incident response handbook was moved to 31 December 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"")],
        "The incident response handbook, originally due in March 2016, has been deferred to \
         Q1 2017.",
        &[0],
    );
}

#[test]
fn only_open_rows_have_a_promise() {
    let moved = "The handbook for incident response was expected in March 2016, then in August \
                 2016.";
    case(&[(HANDBOOK, "due = \"2016-03\"\ncompleted = \"2016-05\"")], moved, &[]);
    case(&[(HANDBOOK, "due = \"2016-03\"\nstatus = \"complete\"")], moved, &[]);
    case(&[(HANDBOOK, "due = \"2016-03\"")], moved, &[0]);
    case(&[(HANDBOOK, "due = \"2016-03\"\nstatus = \"behind-replan\"")], moved, &[0]);
}

#[test]
fn what_is_due_or_will_be_published() {
    let rows = &[
        ("Publish the annual report (the date is that of the 2015 issue)", "due = \"2016-02\""),
        (REGISTER, "due = \"2016-09\""),
    ];
    let only = &rows[..1];
    case(only, "The 2015 report is now due in August 2016.", &[0]);
    case(only, "Comments on the 2015 report are due in August 2016.", &[]);
    case(only, "Invoices are due in August 2016.", &[]);
    let block = "The annual report is the issue of 2015.";
    case(rows, &format!("{block} The report is now due in August 2016."), &[0]);
    case(rows, &format!("{block} It is due on 1 August 2016."), &[0]);
    case(rows, &format!("{block} The report will be published in August 2016."), &[0]);
    case(rows, &format!("{block} Comments on the report are due in August 2016."), &[]);
    case(rows, &format!("{block} Invoices are due in August 2016."), &[]);
    case(rows, &format!("{block} The report will be discussed in August 2016."), &[]);
}

#[test]
fn other_reports() {
    case(
        &[("Establish an independent public advocate", "due = \"2016-03\"")],
        "The Government expects to establish an Independent Public Advocate by spring, and \
         no later than 31 October 2016.",
        &[0],
    );
    case(
        &[("Fit evacuation alert systems in high-rise buildings", "due = \"2016-12\"")],
        "The consultation on evacuation alert systems in high-rise buildings is scheduled \
         to close on 15 July 2016.",
        &[],
    );
    case(
        &[("Issue guidance on cost estimates", "due = \"2016-03\"")],
        "According to officials, guidance on cost estimates is in the clearance process, \
         and the Department estimates that it will issue the guidance by December 31, 2016.",
        &[0],
    );
    case(
        &[("Issue guidance on cost estimates", "due = \"2016-12\"")],
        "In February 2016, officials told us that they plan to issue guidance on cost \
         estimates by December 2016.",
        &[],
    );
    case(
        &[("Adopt a national action plan on human rights", "due = \"2016-06\"")],
        "Adoption of the national action plan on human rights was postponed to the first \
         half of next year, with approval anticipated in January 2017.",
        &[0],
    );
    case(
        &[
            (
                "Provide additional detail on formal relationships ICANN has with key organizations",
                "phase = \"II\"\nstatus = \"complete\"",
            ),
            (
                "Extract and catalogue SSR-related elements of MOUs",
                "phase = \"II\"\ndue = \"2016-09\"",
            ),
        ],
        "- (Phase II) Extract and catalogue SSR-related elements of MOUs; Target completion \
         date: September 2016.\n - Work is underway to capture and publish all the \
         SSR-related MOUs and publish the information on the IS-SSR web site once the \
         inventory has been completed\n- (Phase II) In development stage – building on \
         above, provide additional detail on formal relationships ICA4 has with key \
         organizations. This includes: 1) defining “relationship,” covering informal and \
         formal arrangements. Target completion date for phase II details: September \
         2016.\n\n## Implementation notes\n\nThis recommendation is in progress with Phase \
         II estimated delivery expected by September 2016 to complete this recommendation.",
        &[],
    );
    case(
        &[
            (
                "Extract and catalogue SSR-related elements of MOUs",
                "phase = \"II\"\nstatus = \"complete\"",
            ),
            (
                "Provide additional detail on formal relationships ICANN has with key organizations",
                "phase = \"II\"\ndue = \"2016-09\"",
            ),
        ],
        "- (Phase II) Extracted and catalogued SSR-related elements of MOUs.\n- (Phase II) \
         In development stage – provide additional detail on formal relationships ICA4 has \
         with key organizations.",
        &[],
    );
    case(
        &[("Publish the annual report", "due = \"2016-09\"")],
        "The annual report is on track for publication in September 2016. The annual report \
         for next year is expected in September 2017.",
        &[0],
    );
    case(
        &[
            ("Establish a working group on standards", "status = \"complete\""),
            ("Publish standards", "due = \"2017-03\""),
        ],
        "The working group on standards was established in 2015. It is developing standards \
         for publication by March 2017.",
        &[],
    );
}

#[test]
fn both_dates_are_told() {
    let place = "warning content/ssr1/2016-06-30/rec-04.md";
    let text = "The handbook for incident response is due in\nSeptember 2016.";
    assert_eq!(
        found("", &[(HANDBOOK, "due = \"2016-03\"")], text),
        [format!(
            "{place} \"\\\"2016-03\\\"\": `due` of “{HANDBOOK}” is `2016-03`; the text says September 2016"
        )]
    );
    let moved = &[(HANDBOOK, "due = \"2016-03\"\nrevised_due = \"2016-05\"")];
    assert_eq!(
        found("", moved, text),
        [format!(
            "{place} \"\\\"2016-03\\\"\": `revised_due` of “{HANDBOOK}” is `2016-05`; the text says September 2016"
        )]
    );
}

#[test]
fn the_latest_plausible_date_is_suggested() {
    #[track_caller]
    fn case(keys: &str, body: &str, message: &str, help: &str) {
        let update = format!(
            "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"{HANDBOOK}\"\n{keys}\n+++\n{body}\n"
        );
        let found = diagnostics(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/rec-04.md", &update),
            ],
        );
        let [found] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(found.message, message);
        assert_eq!(found.help.as_deref(), Some(help));
    }
    let add =
        "add `revised_due = \"2016-09\"` and a `slip_reason`, or correct the one that is wrong";
    let own = format!("`due` of “{HANDBOOK}” is `2015-10`");
    let message = &*format!("{own}; the text says September 2016");
    let due = "due = \"2015-10\"";
    for body in [
        "The handbook for incident response is expected in May 2016.\n\n## Implementation notes\n\n\
         Its publication is expected in September 2016.",
        "## Implementation notes\n\nPublication is expected in September 2016.\n\n## Project \
         status\n\nThe handbook for incident response is expected in May 2016.",
        "The handbook for incident response is expected in September 2016. Its completion is \
         estimated for March 2106.",
        "The handbook for incident response is estimated for March 2106. Its completion is expected \
         in September 2016.",
    ] {
        case(due, body, message, add);
    }
    case(
        due,
        "The handbook for incident response is estimated for March 2106.",
        &format!("{own}; the text says March 2106"),
        "correct the date in the prose",
    );
    case(
        "due = \"2015-10\"\nrevised_due = \"2016-05\"",
        "The handbook for incident response is expected in September 2016.",
        &format!("`revised_due` of “{HANDBOOK}” is `2016-05`; the text says September 2016"),
        "write `revised_due = \"2016-09\"`, or correct the prose",
    );
}

#[test]
fn words_are_settings() {
    let rows = &[(HANDBOOK, "due = \"2016-03\"")];
    let text = "The handbook for incident response is pencilled in for May 2016.";
    assert!(found("", rows, text).is_empty());
    let own = "[markdown]\ntarget-words = [\"pencilled in\"]\n";
    assert_eq!(found(own, rows, text).len(), 1);
}

#[test]
fn a_file_with_an_error() {
    let rows = &[(HANDBOOK, "due = \"2016-03\"\nstatu = 1")];
    assert!(found("", rows, "The handbook for incident response is due in May 2016.").is_empty());
}

#[test]
fn by_a_date_with_a_word_of_the_future() {
    let rows = &[(HANDBOOK, "due = \"2016-03\"")];
    case(rows, "The handbook for incident response shall be out by May 2016.", &[0]);
    case(rows, "The handbook for incident response was out by May 2016.", &[]);
}
