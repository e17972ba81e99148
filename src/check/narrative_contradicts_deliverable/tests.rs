use super::RULE;
use crate::check::tests::findings;

fn found(book: &str, rows: &[(&str, &str)], body: &str) -> Vec<String> {
    found_under("planned", book, rows, body)
}

fn found_under(status: &str, book: &str, rows: &[(&str, &str)], body: &str) -> Vec<String> {
    let row =
        |(text, keys): &(&str, &str)| format!("[[deliverables]]\ntext = \"{text}\"\n{keys}\n");
    let rows = rows.iter().map(row).collect::<Vec<_>>().concat();
    let update = format!("+++\nnumber = 4\nstatus = \"{status}\"\n{rows}+++\n{body}\n");
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
const TRAINING: &str = "Train all regional staff in evidence handling";
const REGISTER: &str = "Create a public register of complaints";

/// `expected` are the places of the rows reported.
#[track_caller]
fn case(rows: &[(&str, &str)], body: &str, expected: &[usize]) {
    let expected: Vec<String> = expected
        .iter()
        .map(|row| {
            let text = format!("{:?}", format!("\"{}\"", rows[*row].0));
            format!("warning content/ssr1/2016-06-30/rec-04.md {text}")
        })
        .collect();
    let found = found("", rows, body);
    let places: Vec<&str> = found
        .iter()
        .filter(|found| found.ends_with(": which is right?"))
        .filter_map(|found| Some(found.split_once(": “")?.0))
        .collect();
    assert_eq!(places, expected, "{body}: {found:?}");
}

#[test]
fn the_row_and_the_words_are_quoted() {
    let said = |body: &str| {
        let found = found("", &[(HANDBOOK, "completed = true")], body);
        let [found] = found.as_slice() else { panic!("{found:?}") };
        found.split_once("complete, but the text ").map(|(_, said)| said.to_owned())
    };
    let is = |body: &str, expected: &str| {
        assert_eq!(said(body), Some(format!("{expected}: which is right?")));
    };
    is(
        "The handbook for incident response is being drafted. It is long.",
        "says “incident response is being drafted”",
    );
    is(
        "The handbook for incident response has *not yet* been published in the\nlanguages of all of \
         its many readers.",
        "says “incident response has not yet been published in…”",
    );
    is(
        "The handbook for incident response is expected in December 2016.",
        "promises it for December 2016",
    );
}

#[test]
fn a_possessive_names_what_its_noun_does() {
    let row = [(HANDBOOK, "status = \"complete\"")];
    case(&row, "The incident response handbook’s text is being drafted.", &[0]);
    case(&row, "The incident response handbook's text is being drafted.", &[0]);
}

#[test]
fn rows_and_sentences() {
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response is still being drafted and will be published.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "Work continues on the incident response handbook.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "Staff has yet to publish the handbook for incident response.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "Training of all regional staff in evidence handling is under way.",
        &[1],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "TRAINING OF ALL REGIONAL STAFF IN EVIDENCE HANDLING IS UNDER WAY.",
        &[1],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "Regional staff have been trained in evidence handling. Publication of the handbook \
         for incident response is now slated for March 2017.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "- Incident response handbook\n  - Not yet published.\n- Regional staff trained in \
         evidence handling\n  - Done.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response was published and is updated as needed. \
         Training of regional staff in evidence handling continues every year.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response will be updated periodically as part of SOP.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response was still in draft in 2014; it was published in \
         2015.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response is no longer under development.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response, expected in September 2016, was published \
         early in May 2016.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook was not yet complete in 2014, but was published in June 2015.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response is expected in September 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "The handbook for incident response was expected in September 2014.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "")],
        "The handbook for incident response is out. Training of regional staff in evidence \
         handling is under way.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2016-03\"\nstatus = \"complete\"")],
        "The handbook for incident response, due in March 2016, was published in May 2016.",
        &[],
    );
    case(
        &[("Set up a national register of clinical incidents", "status = \"complete\"")],
        "The national register of clinical incidents went live in April 2016. Trusts are \
         working to improve the quality of their returns.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response is expected in 2016.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response is expected in 2017.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (REGISTER, "status = \"complete\"")],
        "The handbook for incident response was launched on 3 May 2016, and work continues \
         on a companion website.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (REGISTER, "status = \"complete\"")],
        "The handbook for incident response and the public register of complaints are being \
         developed.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (REGISTER, "due = \"2016-09\"")],
        "The handbook for incident response has been published. The register is still being \
         developed.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response was published in March 2015. A second edition \
         is expected in 2018.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response is available. Work continues with partners to \
         promote its use.",
        &[],
    );
    case(
        &[(REGISTER, "status = \"complete\"")],
        "The public register of complaints is in operation. At any time, some 40 complaints \
         are being investigated.",
        &[],
    );
    case(
        &[(REGISTER, "status = \"complete\"")],
        "Complaints that are not yet resolved appear in the public register.",
        &[],
    );
    case(
        &[(REGISTER, "status = \"complete\"")],
        "The public register of complaints shows complaints that are in progress as well as \
         those that are closed.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "If a handbook for incident response is not yet available in a language, readers \
         may ask for one.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response explains what to do when an incident is in \
         progress.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response covers incidents that are under way.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The handbook for incident response is scheduled for review in March 2018.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "A review of the handbook for incident response is planned for March 2018.",
        &[],
    );
    case(
        &[(HANDBOOK, "due = \"2015-03\"\nstatus = \"complete\"")],
        "A review of the handbook for incident response is planned for March 2018.",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "| Work | State |\n|---|---|\n| Handbook for incident response | complete |\n| \
         Translations of the handbook | in progress |\n",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")],
        "| Work | State |\n|---|---|\n| Handbook for incident response | in progress |\n| \
         Training | complete |\n",
        &[],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "Development of the incident response handbook has not started.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "The publication of the incident response handbook has been delayed and is now \
         expected in early 2017.",
        &[0],
    );
    case(
        &[(HANDBOOK, "status = \"complete\"")],
        "Officials said that the handbook for incident response is in development.",
        &[0],
    );
}

#[test]
fn an_end_that_is_denied() {
    let done = &[(HANDBOOK, "status = \"complete\"")];
    case(done, "The handbook for incident response has not yet been published.", &[0]);
    case(done, "The handbook for incident response has not yet been completed.", &[0]);
    case(done, "The handbook for incident response has not been published.", &[0]);
    case(
        done,
        "The handbook for incident response, expected in September 2016, has not yet been \
         published.",
        &[0],
    );
    case(
        done,
        "The handbook for incident response, expected in September 2016, has never been issued.",
        &[0],
    );
    case(
        done,
        "The training has not been announced. The handbook for incident response is not yet out.",
        &[0],
    );
    case(
        done,
        "The handbook for incident response had not yet been published in 2015, but was issued \
         in May 2016.",
        &[],
    );
}

#[test]
fn what_had_not_been_done_before() {
    let done = &[(HANDBOOK, "status = \"complete\"")];
    case(
        done,
        "The handbook for incident response had not been published in March. It was published in \
         May 2016.",
        &[],
    );
    case(done, "The handbook for incident response had not been published in March.", &[0]);
}

#[test]
fn work_that_goes_on() {
    let done = &[(HANDBOOK, "status = \"complete\""), (TRAINING, "status = \"complete\"")];
    for unfinished in [
        "Work on the handbook for incident response continues.",
        "The work of writing a handbook for incident response continues.",
        "(Phase I) Drafting of the handbook for incident response is continuing.",
        "Efforts to publish the handbook for incident response are ongoing.",
        "Work on the handbook for incident response is still ongoing.",
        "Staff continues to develop the handbook for incident response.",
        "The offices continue drafting the handbook for incident response.",
        "The handbook for incident response has been postponed.",
        "The agency has not provided the handbook for incident response.",
        "The handbook for incident response has not been written.",
        "The handbook for incident response will be published in September 2016.",
        "The handbook for incident response is to be published at the end of September 2016.",
        "Staff will publish the handbook for incident response on 1 September 2016.",
    ] {
        case(done, unfinished, &[0]);
    }
    for finished in [
        "Work on the handbook for incident response continues every year.",
        "Use of the handbook for incident response continues.",
        "Work on the handbook for incident response is complete, and its use continues.",
        "The handbook for incident response continues the work of 2015.",
        "Efforts to promote the handbook for incident response are ongoing.",
        "The need for work on the handbook for incident response continues.",
        "The handbook for incident response, on which work continued, was published.",
        "The handbook for incident response had been postponed, and was published in May 2016.",
        "The handbook for incident response was launched on 3 May 2016, and work on a companion \
         website continues.",
        "The handbook for incident response was to be published in May 2016.",
        "The handbook for incident response will be presented in September 2016.",
    ] {
        case(done, finished, &[]);
    }
}

#[test]
fn a_promise_that_was_kept() {
    let done = &[(HANDBOOK, "status = \"complete\"")];
    for kept in [
        "The handbook for incident response was published ahead of the deadline of September 2016.",
        "The handbook for incident response was published before its due date of September 2016.",
        "The handbook for incident response is done well before the target of September 2016.",
        "The handbook for incident response was published in May 2016 rather than, as planned, in \
         September 2016.",
        "The target for the handbook for incident response was September 2016; it was published in \
         May 2016.",
        "The handbook for incident response was expected in September 2016. It was issued in May.",
    ] {
        case(done, kept, &[]);
    }
    for not_kept in [
        "The handbook for incident response has not been issued before the target date of \
         September 2016.",
        "The handbook for incident response was discussed before the summer, and is expected in \
         September 2016.",
        "The handbook for incident response was approved before its publication, which is expected \
         in September 2016.",
        "The handbook for incident response is expected in September 2016. It was announced in May.",
        "The target for the handbook for incident response was September 2016; it has not yet been \
         published.",
        "The target for the handbook for incident response was September 2016. The training was \
         concluded in May.",
    ] {
        case(done, not_kept, &[0]);
    }
}

#[test]
fn nothing_that_is_unfinished() {
    let done = &[(HANDBOOK, "status = \"complete\"")];
    for nothing in [
        "Nothing remains to be done on the handbook for incident response.",
        "No part of the handbook for incident response is outstanding.",
        "(Phase I) Nothing remains to be done on the handbook for incident response.",
        "None of the work on the handbook for incident response is still outstanding.",
        "The handbook for incident response is out, and no part of it is outstanding.",
    ] {
        case(done, nothing, &[]);
    }
    for something in [
        "No date is set for the handbook for incident response, it is still being drafted.",
        "No comments on the handbook for incident response were received, and it is outstanding.",
        "With no editor, the handbook for incident response is outstanding.",
        "The handbook for incident response with no annexes is outstanding.",
    ] {
        case(done, something, &[0]);
    }
}

#[test]
fn a_later_update_of_what_is_done() {
    let rows = &[(HANDBOOK, "status = \"complete\""), (REGISTER, "status = \"complete\"")];
    case(rows, "The handbook for incident response will be updated by December 2016.", &[]);
    case(
        rows,
        "The handbook for incident response was published and will be updated by December 2016.",
        &[],
    );
    case(
        rows,
        "The updated handbook for incident response will be published by December 2016.",
        &[0],
    );
    case(
        &[("Update the handbook for incident response", "status = \"complete\"")],
        "The handbook for incident response will be updated by December 2016.",
        &[0],
    );
}

#[test]
fn what_is_struck_out() {
    let rows = &[(HANDBOOK, "status = \"complete\"")];
    case(
        rows,
        "~~The handbook for incident response is still in progress.~~ The handbook for incident \
         response is published.",
        &[],
    );
    case(rows, "~~The handbook for incident response is expected in September 2016.~~ Done.", &[]);
    case(rows, "The handbook for incident response ~~was published~~ is still in progress.", &[0]);
}

#[test]
fn a_row_without_a_status_has_that_of_the_update() {
    let text = "The handbook for incident response is expected in September 2016.";
    let rows = &[(HANDBOOK, "due = \"2016-03\"")];
    assert_eq!(found_under("complete", "", rows, text).len(), 1);
    assert!(found_under("behind-replan", "", rows, text).is_empty());
    let late = &[(HANDBOOK, "status = \"behind-replan\"")];
    assert!(found_under("complete", "", late, text).is_empty());
}

#[test]
fn other_reports() {
    case(
        &[("Update the glossary every year", "status = \"complete\"")],
        "The glossary for next year is being developed.",
        &[],
    );
    case(
        &[("Update the glossary every year", "status = \"complete\"")],
        "The glossary has not yet been updated this year.",
        &[0],
    );
    case(
        &[("Introduce a statutory duty of candour", "status = \"complete\"")],
        "The Government has accepted this recommendation in principle. Legislation to \
         introduce a statutory duty of candour has not yet been laid before Parliament.",
        &[0],
    );
    case(
        &[("Review guidance for local resilience forums", "status = \"complete\"")],
        "The revised guidance for local resilience forums is kept under review and updated \
         where necessary.",
        &[],
    );
    case(
        &[("Review guidance for local resilience forums", "status = \"complete\"")],
        "A review of the guidance for local resilience forums is currently being finalised.",
        &[0],
    );
    case(
        &[("Fit evacuation alert systems in high-rise buildings", "status = \"complete\"")],
        "Consultation on evacuation alert systems in high-rise buildings closed in May 2016 \
         and responses are being considered.",
        &[0],
    );
    case(
        &[("Develop a strategic workforce plan", "status = \"complete\"")],
        "As of June 2016, the agency had not completed a strategic workforce plan.",
        &[0],
    );
    case(
        &[("Develop a strategic workforce plan", "status = \"complete\"")],
        "The agency concurred with our recommendation and developed a strategic workforce \
         plan in May 2016.",
        &[],
    );
    case(
        &[("Issue guidance on cost estimates", "status = \"complete\"")],
        "Until guidance on cost estimates is completed, risks remain.",
        &[],
    );
    case(
        &[("Conduct annual inspections of all sites", "status = \"complete\"")],
        "Inspections of all sites are ongoing and conducted every year.",
        &[],
    );
    case(
        &[(
            "Ratify the Optional Protocol to the Convention against Torture",
            "status = \"complete\"",
        )],
        "Ratification of the Optional Protocol to the Convention against Torture is under \
         consideration by the competent authorities.",
        &[0],
    );
    case(
        &[(
            "Ratify the Optional Protocol to the Convention against Torture",
            "status = \"complete\"",
        )],
        "The Optional Protocol to the Convention against Torture was ratified in 2015 and a \
         national preventive mechanism is being established.",
        &[],
    );
    case(
        &[("Abolish the death penalty", "status = \"complete\"")],
        "The State has maintained a moratorium since 2003; the question of abolishing the \
         death penalty remains under discussion in Parliament.",
        &[0],
    );
    case(
        &[("Provide human rights training for police officers", "status = \"complete\"")],
        "Human rights training for police officers is provided on an ongoing basis and new \
         modules are being developed.",
        &[],
    );
    case(
        &[(
            "Explore after-event-reports (for relevant threats) that include budget and resource impacts related to managing the event",
            "phase = \"II\"\nstatus = \"complete\"",
        )],
        "(Phase II) Staff also is exploring after-event-reports (for relevant threats) that \
         include budget and resource impacts related to managing the event; producing a \
         public version of these reports is under consideration. Revised target completion \
         date: September 2016.",
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
        &[0],
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
        &[("See Recommendation 3", "status = \"complete\"")],
        "Recommendation 3 is still being implemented. See Recommendation 3.",
        &[],
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
    case(
        &[("Appoint a chief information officer", "status = \"complete\"")],
        "A chief information officer has been appointed. She is preparing a strategy.",
        &[],
    );
    case(
        &[("Appoint a chief information officer", "status = \"complete\"")],
        "A chief information officer has been appointed. It is planned to publish a \
         strategy by December 2016.",
        &[],
    );
    case(
        &[(TRAINING, "status = \"complete\"")],
        "All regional staff have been trained in evidence handling. New staff are being \
         trained as they join.",
        &[],
    );
    case(
        &[("Publish a list of projects under development", "status = \"complete\"")],
        "A list of projects under development is published on the web site.",
        &[],
    );
    case(
        &[("Publish a list of projects under way", "status = \"complete\"")],
        "The list of projects under way is published quarterly.",
        &[],
    );
    case(
        &[("Hold a workshop on evidence handling", "status = \"complete\"")],
        "The next workshop on evidence handling is scheduled for 3 October 2016.",
        &[],
    );
}

#[test]
fn words_are_settings() {
    let rows = &[(HANDBOOK, "status = \"complete\"")];
    let text = "The handbook for incident response is cooking, and still being drafted.";
    assert_eq!(found("", rows, text).len(), 1);
    let none = "[markdown]\nunfinished-words = [\"simmering\"]\n";
    assert!(found(none, rows, text).is_empty());
    let going_on = "Work on the handbook for incident response continues.";
    assert_eq!(found("", rows, going_on).len(), 1);
    assert!(found(none, rows, going_on).is_empty());
    let own = "[markdown]\nunfinished-words = [\"Is cooking\"]\n";
    assert_eq!(found(own, rows, text).len(), 1);
    // The first of these words is the last word of the recommendation's name.
    let inside = "[markdown]\nunfinished-words = [\"4 simmers\"]\n";
    assert_eq!(found(inside, rows, "Recommendation 4 simmers.").len(), 1);
    let routine = format!("{own}routine-words = [\"drafted\"]\n");
    assert!(found(&routine, rows, text).is_empty());
}

#[test]
fn the_day_is_that_of_the_update() {
    let text = "The handbook for incident response is expected in September 2016.";
    let rows = &[(HANDBOOK, "completed = true")];
    assert_eq!(found("", rows, text).len(), 1);
    let text = "The handbook for incident response is expected in June 2016.";
    assert!(found("", rows, text).is_empty());
}

#[test]
fn a_file_with_an_error() {
    let rows = &[(HANDBOOK, "completed = true\nstatu = 1")];
    assert!(found("", rows, "The handbook for incident response is in progress.").is_empty());
}
