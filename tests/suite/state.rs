//! The state of a recommendation in words, at the beginning of its page.

use super::harness::Project;

/// A report of 1, 2 and 3 with editions of September 2015, March and June 2016.
fn report() -> Project {
    let project = Project::new().with_report(&["1", "2", "3"]);
    let editions = ["2015-09-30", "2016-03-31", "2016-06-30"];
    editions.iter().fold(project, |project, edition| project.edition("ssr1", edition))
}

/// A deliverable of Staff with more keys.
fn row(text: &str, more: &str) -> String {
    format!(
        "[[deliverables]]\ntext = \"{text}\"\nid = \"{text}\"\nresponsible = [\"Staff\"]\n{more}\n"
    )
}

/// The words of 1's state on a page, without what is said of the edition.
#[track_caller]
fn state(project: &Project, route: &str) -> String {
    let rendered = project.render();
    let page = rendered.page(route);
    let (_, rest) = page.split_once("<div class=\"state").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (section, _) = rest.split_once("</div>").unwrap();
    let mut text = String::new();
    let mut in_tag = false;
    for char in section.chars() {
        match char {
            '<' => in_tag = true,
            '>' => in_tag = false,
            '\n' if !in_tag => text.push_str(" | "),
            char if !in_tag => text.push(char),
            _ => {}
        }
    }
    text.trim_matches([' ', '|']).to_owned()
}

#[test]
fn the_state_is_said_in_words() {
    #[track_caller]
    fn on(project: &Project, route: &str, expected: &str) {
        let found = state(project, route).replace(" as of 30 June 2016", "");
        let of_edition = ["Changed in", "Nothing reported", "Last reported", "Reported again"];
        let (words, last) = found.rsplit_once(" | ").unwrap_or((&found, ""));
        let is_said = of_edition.iter().any(|beginning| last.starts_with(beginning));
        let words = if is_said { words } else { &found };
        assert_eq!(words, expected, "{route}");
    }
    #[track_caller]
    fn case(project: &Project, expected: &str) {
        on(project, "ssr1/1.html", expected);
    }
    #[track_caller]
    fn updated(status: &str, rest: &str, expected: &str) {
        case(&report().update("ssr1/2016-06-30", "1", status, rest), expected);
    }
    let behind = "behind-replan";
    let late = "Behind schedule, original plan to be adjusted | ";
    let one = row("One", "due = \"2015-10\"");
    let late_row = "Promised for October 2015: 243 days late.";

    // Overdue.
    updated(behind, &one, &format!("{late}{late_row} Responsible: Staff."));
    updated("planned", &one, &format!("Planned/In Process | {late_row} Responsible: Staff."));
    let revised = row("One", "due = \"2015-10\"\nrevised_due = \"2016-12\"\nslip_reason = \"R\"");
    let words = format!("{late}{late_row} Now promised for December 2016. Responsible: Staff.");
    updated(behind, &revised, &words);
    let passed = row("One", "due = \"2015-10\"\nrevised_due = \"2016-03\"\nslip_reason = \"R\"");
    let words = format!(
        "{late}{late_row} Then promised for March 2016, which has passed too. Responsible: Staff."
    );
    updated(behind, &passed, &words);
    let more = [one.clone(), row("Two", "due = \"2015-12\""), row("Three", "due = \"2016-01\"")];
    let words = format!(
        "{late}{late_row} 2 more deliverables are overdue. Responsible: Staff. 0 of 3 deliverables are done."
    );
    updated(behind, &more.concat(), &words);
    let day = row("One", "due = 2016-06-29");
    updated(
        behind,
        &day,
        &format!("{late}Promised for 29 June 2016: 1 day late. Responsible: Staff."),
    );

    // Late by its status, and not late.
    let open = row("One", "due = \"2016-12\"");
    let words = "Late by its status: no promised date has passed. Next promised date: December 2016. Responsible: Staff.";
    updated(behind, &open, &format!("{late}{words}"));
    updated(behind, "", &format!("{late}Late by its status: no promised date has passed."));
    let words = "Planned/In Process | Next promised date: December 2016. Responsible: Staff.";
    updated("planned", &open, words);
    updated("planned", "", "Planned/In Process");
    let undated = [row("One", ""), row("Two", "")].concat();
    let words = "Planned/In Process | None of the 2 open deliverables has a date. 0 of 2 deliverables are done. Responsible: Staff.";
    updated("planned", &undated, words);
    let words = "Planned/In Process | Responsible: Staff.";
    updated("planned", &row("One", "due_text = \"every three months\""), words);
    let nobody = "[[deliverables]]\ntext = \"One\"\ndue = \"2016-12\"\n";
    let words =
        "Planned/In Process | Next promised date: December 2016. No responsible party is named.";
    updated("planned", nobody, words);

    // Whoever is responsible for what is open, at most a few.
    let shared = "[[deliverables]]\ntext = \"A\"\nresponsible = [\"Auditors\"]\ncompleted = true\n\
        [[deliverables]]\ntext = \"B\"\nresponsible = [\"Board\", \"Staff\"]\ndue = \"2016-12\"\n";
    let words = "Planned/In Process | Next promised date: December 2016. 1 of 2 deliverables are done. Responsible: Board and Staff.";
    updated("planned", shared, words);
    let many = "[[deliverables]]\ntext = \"A\"\nresponsible = [\"A\", \"B\", \"C\", \"D\", \"E\"]\ndue = \"2016-12\"\n";
    let words =
        "Planned/In Process | Next promised date: December 2016. Responsible: A, B, C and 2 more.";
    updated("planned", many, words);

    // Done.
    updated(
        "complete",
        &row("One", "completed = true"),
        "Complete | Its deliverable is done. Responsible: Staff.",
    );
    let done = [row("One", "completed = true"), row("Two", "completed = true")].concat();
    updated("complete", &done, "Complete | All 2 deliverables are done. Responsible: Staff.");

    // Nothing reported, nothing stated, rejected.
    case(&report(), "Not yet reported");
    let silent = "content/ssr1/2016-06-30/rec-1.md";
    case(&report().file(silent, "+++\nnumber = 1\n+++\n"), "Not stated");
    let rejected = "disposition = { decision = \"rejected\", date = 2012-10-18 }\n";
    let words = "Not yet reported | Rejected on 18 October 2012: no work is planned.";
    case(&report().recommendation("ssr1", "1", rejected), words);

    // The status of another one, or of parts.
    let covered = report().recommendation("ssr1", "1", "covered_by = 2\n").update(
        "ssr1/2016-06-30",
        "2",
        "complete",
        "",
    );
    let words = "Complete | Covered by Recommendation 2: Title of 2, whose status this is.";
    case(&covered, words);
    let own = covered.clone().update("ssr1/2016-06-30", "1", "planned", "");
    case(&own, "Planned/In Process | Covered by Recommendation 2: Title of 2.");
    on(&own, "ssr1/2.html", "Complete | Covers recommendation 1.");
    let chain = covered.recommendation("ssr1", "3", "covered_by = 1\n");
    let words = "Complete | This is the status of Recommendation 2: Title of 2. | \
                 Covered by Recommendation 1: Title of 1.";
    on(&chain, "ssr1/3.html", words);
    let whole = report()
        .recommendation("ssr1", "2", "part_of = 1\n")
        .recommendation("ssr1", "3", "part_of = 1\n")
        .update("ssr1/2016-06-30", "2", "complete", "")
        .update("ssr1/2016-06-30", "3", "planned", &one);
    let words = "Behind schedule, expected to recover within original plan | Derived from 2 parts. \
         Recommendation 3: Title of 3: promised for October 2015, 243 days late. \
         Responsible: Staff. 1 of 2 parts are done, 1 late.";
    case(&whole, words);
    let words = format!(
        "Planned/In Process | {late_row} Responsible: Staff. | Part of Recommendation 1: Title of 1."
    );
    on(&whole, "ssr1/3.html", &words);
}

#[test]
fn who_is_responsible_for_what_is_overdue_is_said_everywhere() {
    #[track_caller]
    fn case(rows: &[(&str, &str)], said: &str, late: &str) {
        let row = |(text, (names, due)): (usize, &(&str, &str))| {
            format!(
                "[[deliverables]]\ntext = \"Thing {text}\"\nresponsible = [{names}]\ndue = \"{due}\"\n"
            )
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        let project = report().update("ssr1/2016-06-30", "1", "planned", &rows);
        let found = state(&project, "ssr1/1.html");
        assert!(found.contains(said), "{found}");
        let rendered = project.render();
        let page = rendered.page("ssr1/index.html");
        // The dashboard and its table.
        assert!(page.contains(&format!("<span class=\"aside\">{late}")), "{page}");
        assert!(page.matches(late).count() >= 2, "{page}");
    }
    case(
        &[("\"Cy\"", "2023"), ("\"Bob\"", "2015-10")],
        "days late. Responsible for what is overdue: Bob. 0 of 2 deliverables are done. \
         Responsible for the other open deliverables: Cy.",
        "Bob",
    );
    case(
        &[("\"Cy\"", "2023"), ("", "2015-10")],
        "days late. No responsible party is named for what is overdue. 0 of 2 deliverables are \
         done. Responsible for the other open deliverables: Cy.",
        "No responsible party",
    );
    case(
        &[("", "2015-12"), ("\"Bob\"", "2015-10")],
        "Responsible: Bob. For part of it, no responsible party is named.",
        "Bob, No responsible party",
    );
    case(
        &[("\"Cy\"", "2016-05"), ("\"Bob\", \"cy\"", "2015-10"), ("\"Bob\"", "2023")],
        "1 more deliverable is overdue. Responsible: Bob and cy. 0 of 3",
        "Bob, ",
    );
}

#[test]
fn a_status_is_as_of_its_update() {
    let as_of = "as_of = 2015-06-30\n";
    let late = format!("{as_of}{}", row("One", "due = \"2015-04\""));
    let project = report().update("ssr1/2016-06-30", "1", "planned", &late);
    let found = state(&project, "ssr1/1.html");
    let words = "Planned/In Process as of 30 June 2015 | Promised for April 2015: 427 days late on \
        30 June 2016. Responsible: Staff.";
    assert!(found.starts_with(words), "{found}");
    let rendered = project.render();
    let page = rendered.page("ssr1/1.html");
    let (_, summary) = page.split_once("id=\"summary\"").unwrap();
    let (summary, _) = summary.split_once("</dl>").unwrap();
    assert_eq!(summary.to_lowercase().matches("as of").count(), 1, "{summary}");
}

#[test]
fn what_the_edition_changed_is_said() {
    #[track_caller]
    fn case(project: &Project, route: &str, expected: &str) {
        let found = state(project, route);
        let (_, words) = found.rsplit_once(" | ").unwrap_or(("", &found));
        assert_eq!(words, expected, "{route}");
    }
    let one = row("One", "due = \"2016-09\"");
    let project = report().update("ssr1/2015-09-30", "1", "planned", &one);
    case(&project, "ssr1/1.html", "Nothing reported since 30 September 2015.");
    case(&project, "ssr1/2016-03-31/1.html", "Nothing reported since 30 September 2015.");
    // An edition's own page has them below, and leads there.
    case(&project, "ssr1/2015-09-30/1.html", "What changed in this edition");
    let rendered = project.render();
    let page = rendered.page("ssr1/2015-09-30/1.html");
    assert!(page.contains("<a href=\"#moved\">What changed in this edition</a>"), "{page}");
    assert_eq!(page.matches("Reported for the first time").count(), 1, "{page}");
    let done = report().update("ssr1/2015-09-30", "1", "complete", "");
    case(&done, "ssr1/1.html", "Last reported on 30 September 2015.");
    let again = project.clone().update("ssr1/2016-06-30", "1", "planned", &one);
    case(&again, "ssr1/1.html", "Reported again, without a change.");
    let slipped = row("One", "due = \"2016-09\"\nrevised_due = \"2016-12\"\nslip_reason = \"R\"");
    let moved = project.update("ssr1/2016-06-30", "1", "behind-replan", &slipped);
    let words = "Changed in the edition of 30 June 2016: Status moved from “Planned/In Process” to \
        “Behind schedule, original plan to be adjusted”. 1 date slipped, by 92 days. See all changes";
    case(&moved, "ssr1/1.html", words);
}
