use super::RULE;
use crate::check::tests::findings;

#[track_caller]
fn found(status: &str, body: &str) -> Vec<String> {
    let update = format!("+++\nnumber = 4\n{status}\n+++\n{body}\n");
    findings(
        &RULE,
        &[
            ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/ssr1/2016-06-30/rec-04.md", &update),
        ],
    )
}

#[track_caller]
fn notes(status: &str, text: &str, expected: bool) {
    let status = format!("status = \"{status}\"");
    let body = format!("## Project status\n\nPlans exist.\n\n## Implementation notes\n\n{text}");
    assert_eq!(found(&status, &body).len(), usize::from(expected), "{text}");
}

#[track_caller]
fn narrative(status: &str, text: &str, expected: bool) {
    let status = format!("status = \"{status}\"");
    assert_eq!(found(&status, text).len(), usize::from(expected), "{text}");
}

#[test]
fn the_words_are_meant() {
    let place = "warning content/ssr1/2016-06-30/rec-04.md";
    assert_eq!(
        found("status = \"planned\"", "The *recommendation* is\ncomplete."),
        [format!(
            "{place} \"complete\": the status of the recommendation is `planned`, but the text \
             says “The recommendation is complete”: which is right?"
        )]
    );
    assert_eq!(
        found("status = \"complete\"", "This recommendation is in\n&nbsp;progress."),
        [format!(
            "{place} \"in\\n&nbsp;progress\": the status of the recommendation is `complete`, but \
             the text says “This recommendation is in progress”: which is right?"
        )]
    );
}

#[test]
fn a_number_with_a_dot_is_one() {
    let found = |body: &str| {
        let update = format!("+++\nnumber = \"4.1\"\nstatus = \"planned\"\n+++\n{body}\n");
        let adopted = "+++\nnumber = \"4.1\"\ntitle = \"T\"\n+++\n";
        let files = [
            ("content/ssr1/recommendations/rec-4.1.md", adopted),
            ("content/ssr1/2016-06-30/rec-4.1.md", &update),
        ];
        findings(&RULE, &files).len()
    };
    assert_eq!(found("Recommendation 4.1 is complete."), 1);
    assert_eq!(found("Recommendation 4.2 is complete."), 0);
    assert_eq!(found("Recommendation 4 is complete."), 0);
}

#[test]
fn a_file_that_cannot_be_relied_on() {
    assert!(found("status = \"planned\"\nstatu = 1", "The recommendation is complete.").is_empty());
    assert!(found("status = \"unknown\"", "The recommendation is complete.").is_empty());
}

#[test]
fn the_status_is_not_done() {
    notes("planned", "The recommendation is complete.", true);
    notes("planned", "This recommendation has been fully implemented.", true);
    notes("planned", "Recommendation 4 is now complete.", true);
    notes("planned", "Recommendation 999 is complete.", false);
    notes("planned", "Complete.", true);
    narrative("planned", "Recommendation complete.", false);
    notes("planned", "Implementation is complete.", true);
    notes("planned", "Completed in May 2016.", true);
    notes("planned", "All deliverables have been completed.", true);
    notes("planned", "Phase I of the recommendation is complete.", false);
    notes("planned", "The first part of this recommendation is complete.", false);
    notes("planned", "The recommendation is not yet complete.", false);
    notes("planned", "The recommendation is nearly complete.", false);
    notes("planned", "The recommendation is partially implemented.", false);
    notes("planned", "The recommendation will be complete by May 2017.", false);
    notes("planned", "Once the recommendation is complete, a report follows.", false);
    notes("planned", "The recommendation is complete except for the annex.", false);
    notes("planned", "The recommendation is expected to be complete by September 2016.", false);
    narrative("planned", "The recommendation is now complete.", true);
    narrative("planned", "Staff considers this recommendation complete.", true);
    narrative("planned", "Complete lists of members are published.", false);
    narrative("planned", "Implementation is complete.", false);
    notes("planned", "Closed – Implemented", true);
    notes("planned", "Partially implemented.", false);
    notes("planned", "Implemented.", true);
    notes(
        "planned",
        "The Board considers that this recommendation is complete only in part.",
        false,
    );
    notes("planned", "Phase I has been completed and Phase II is in progress.", false);
    notes("planned", "In progress. Phase I is complete.", false);
    notes("planned", "All actions under this recommendation have been completed.", true);
    notes("planned", "Actions 1 and 2 have been completed.", false);
    narrative("planned", "As of 30 June 2016, this recommendation is considered closed.", true);
    notes(
        "planned",
        "The recommendation is in progress and will be reviewed when complete.",
        false,
    );
    notes("planned", "The recommendation was found to be complete in scope by reviewers.", false);
    notes("planned", "Consultation completed.", false);
    notes("planned", "The recommendation was implemented by three of five regions.", false);
    notes("planned", "The recommendation has been implemented in two regions.", false);
    notes("planned", "Work completed to date includes a survey.", false);
    notes("planned", "This recommendation is completed on a rolling basis.", false);
    narrative("planned", "The Board asked why this recommendation is not complete.", false);
    notes(
        "planned",
        "Work on this recommendation is complete, with the exception of the annex.",
        false,
    );
    notes("planned", "The recommendation has been fully implemented and is closed.", true);
    notes("planned", "The recommendation was completed on 3 May 2016.", true);
    notes("planned", "No part of the recommendation is complete.", false);
    notes("planned", "Neither phase is complete.", false);
}

#[test]
fn the_status_is_done() {
    notes("complete", "The recommendation is complete.", false);
    notes("complete", "The recommendation is in progress.", true);
    notes("complete", "This recommendation remains in progress.", true);
    notes(
        "complete",
        "This recommendation is in progress with Phase II estimated delivery expected by \
         September 2016 to complete this recommendation.",
        true,
    );
    notes("complete", "In progress.", true);
    notes("complete", "Implementation of this recommendation is under way.", true);
    notes("complete", "The recommendation is no longer in progress.", false);
    notes("complete", "The recommendation was in progress until 2014.", false);
    notes("complete", "The recommendation is not yet complete.", true);
    notes("complete", "The recommendation has not been implemented.", true);
    notes("complete", "The recommendation has not yet been completed.", true);
    notes("complete", "The recommendation will be complete in September 2016.", true);
    notes("complete", "The recommendation was to be complete in May 2016.", false);
    notes("complete", "The recommendation has not yet been implemented.", true);
    notes("complete", "Work on the next edition is under way.", false);
    notes(
        "complete",
        "The recommendation is complete. Its results are reviewed each year as part of SOP.",
        false,
    );
    notes("complete", "The recommendation is expected to be complete by September 2016.", true);
    narrative("complete", "This recommendation is still being implemented.", true);
    narrative(
        "complete",
        "Note: this recommendation predates processes that are under development.",
        false,
    );
    narrative(
        "complete",
        "The Government accepts this recommendation in full. The work required by this \
         recommendation is complete.",
        false,
    );
    notes("complete", "Closed – Implemented", false);
    notes("complete", "Open – Partially Addressed", true);
    notes("complete", "Partially implemented.", true);
    notes("complete", "Not implemented.", true);
    notes("complete", "In the process of implementation.", true);
    notes(
        "complete",
        "The recommendation is complete. Follow-up work is under way in other departments.",
        false,
    );
    notes("complete", "Implementation of the successor programme is under way.", false);
    notes(
        "complete",
        "The recommendation is complete; the estimated cost is being reviewed.",
        false,
    );
    narrative("complete", "In 2014 the recommendation was not yet complete.", false);
    narrative(
        "complete",
        "The Board noted in 2014 that this recommendation is in progress.",
        false,
    );
    notes("complete", "The recommendation is complete. It was behind schedule in 2014.", false);
    notes(
        "complete",
        "This recommendation is complete, and Recommendation 5 is in progress.",
        false,
    );
    notes("complete", "The recommendation is complete and the new programme is under way.", false);
    notes("complete", "Complete. In progress: translations.", false);
    notes("complete", "The recommendation remains under review each year.", false);
    notes("complete", "Work on this recommendation continues.", true);
    notes("complete", "This recommendation remains outstanding.", true);
    notes("complete", "This recommendation is behind schedule.", true);
}

#[test]
fn what_is_spelled_otherwise_is_meant_whole() {
    let found = |text: &str| found("status = \"complete\"", text);
    let place = "warning content/ssr1/2016-06-30/rec-04.md";
    let message = "the status of the recommendation is `complete`, but the text says";
    assert_eq!(
        found("This recommendation is `–in progress`."),
        [format!(
            "{place} \"`–in progress`\": {message} “This recommendation is –in progress”: which is right?"
        )]
    );
    assert_eq!(
        found("This recommendation is **in** [progress](https://example.org)."),
        [format!(
            "{place} \"in** [progress\": {message} “This recommendation is in progress”: which is right?"
        )]
    );
}
