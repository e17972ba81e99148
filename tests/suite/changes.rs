//! Changes of an edition: changes page, histories, dashboard summary.

use super::harness::{Project, Rendered, report};
use super::html::{links, section, text};

/// A report of three editions whose only deliverable has these keys in each.
fn project(rows: [&str; 3]) -> Project {
    let editions = ["2015-06-30", "2015-09-30", "2015-12-31"];
    let project = Project::new().with_report(&["1", "2"]);
    let project = editions.iter().fold(project, |project, name| project.edition("ssr1", name));
    editions.iter().zip(rows).fold(project, |project, (name, row)| {
        let row = format!("[[deliverables]]\ntext = \"Write the plan\"\n{row}\n");
        project.update(&format!("ssr1/{name}"), "1", "planned", &row)
    })
}

#[track_caller]
fn group(rendered: &Rendered, edition: &str, kind: &str) -> String {
    let page = rendered.page(&format!("ssr1/{edition}/changes.html"));
    section(page, &format!("changes-{kind}")).to_owned()
}

/// The text marked with an element, without the announcement.
fn marked(html: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    html.split(&open)
        .skip(1)
        .filter_map(|rest| rest.split_once(&close))
        .map(|(marked, _)| {
            let words = marked.split("</i>").nth(1).unwrap_or_default();
            words.split("<i>").next().unwrap_or_default().to_owned()
        })
        .collect()
}

#[test]
fn recommendation_28_was_completed() {
    let rendered = report().render().builds();
    let status = text(&group(&rendered, "2016-03-31", "better"));
    assert!(status.contains("Recommendation 28"), "{status}");
    assert!(status.contains("moved from “Planned/In Process” to “Complete”"), "{status}");
    let completed = text(&group(&rendered, "2016-03-31", "completed"));
    let row = "See Recommendation 25 for the status of the Enterprise Risk Management Framework";
    assert!(completed.contains(&format!("{row}: completed")), "{completed}");
    assert_eq!(completed.matches("completed").count(), 2, "the heading and one row: {completed}");
}

#[test]
fn recommendations_13_and_24_were_revised_silently() {
    let rendered = report().render().builds();
    let silent = group(&rendered, "2016-06-30", "silent");
    let words = text(&silent);
    for number in ["13", "24"] {
        assert!(words.contains(&format!("Recommendation {number}:")), "{words}");
    }
    assert_eq!(words.matches("Recommendation 1").count(), 2, "the name, a mention: {words}");
    let (deleted, inserted) = (marked(&silent, "del"), marked(&silent, "ins"));
    assert!(deleted.contains(&"Encouragement continues; see Recommendation 12".to_owned()));
    assert!(inserted.contains(
        &"Develop standard operating procedures that support activity in this area".to_owned()
    ));
    assert!(words.contains("“Publish remit” renamed to “Chief Security Office Role”"));
    // The latest page's history says so, only for that edition.
    let history = text(section(rendered.page("ssr1/13.html"), "history"));
    let mark = "Rewritten without a new as-of date or a correction";
    assert_eq!(history.matches(mark).count(), 1, "{history}");
    let history = text(section(rendered.page("ssr1/25.html"), "history"));
    assert!(!history.contains(mark), "{history}");
    // The diff of a silent revision is once on the page, and on the recommendation's own.
    let page = rendered.page("ssr1/2016-06-30/changes.html");
    assert_eq!(page.matches("Encouragement continues").count(), 1);
    let own = section(rendered.page("ssr1/2016-06-30/13.html"), "moved");
    assert_eq!(own.matches("Encouragement continues").count(), 1);
}

#[test]
fn very_many_texts_are_compared_on_pages_of_their_own() {
    let numbers: Vec<String> = (1..=201).map(|number| number.to_string()).collect();
    let words = |count: usize| {
        let numbers: Vec<&str> = numbers[..count].iter().map(String::as_str).collect();
        let editions = [("2015-06-30", "Old"), ("2015-09-30", "New")];
        let project = Project::new().with_report(&numbers);
        let project = editions.iter().fold(project, |project, (edition, word)| {
            let edition_of = project.edition("ssr1", edition);
            numbers.iter().fold(edition_of, |project, number| {
                let body = format!("+++\n{word} words stand.\n");
                project.update(&format!("ssr1/{edition}"), number, "planned", &body)
            })
        });
        let rendered = project.render().builds();
        assert!(rendered.page("ssr1/2015-09-30/1.html").contains("<del>"));
        rendered.page("ssr1/2015-09-30/changes.html").matches("<del>").count()
    };
    assert_eq!(words(200), 200);
    assert_eq!(words(201), 0);
}

/// The page's first sentences on what moved.
#[track_caller]
fn headline(rendered: &Rendered, route: &str) -> String {
    let movement = section(rendered.page(route), "movement");
    let (_, told) = movement.split_once("<p>").unwrap();
    text(told.split("<a").next().unwrap()).trim().to_owned()
}

#[test]
fn a_report_and_its_editions_say_what_moved() {
    #[track_caller]
    fn case(route: &str, expected: &str) {
        assert_eq!(headline(&report().render().builds(), route), expected);
    }
    let last = "Since 31 March 2016: no date slipped and 8 recommendations were reported for the \
                first time. 10 recommendations changed in all.";
    case("ssr1/index.html", last);
    case("ssr1/2016-06-30/index.html", last);
    case(
        "ssr1/2015-06-30/index.html",
        "This is the first edition. It reports on 15 recommendations.",
    );
}

/// The changes page and the dashboard count by kind, slips first, and lead to each.
#[test]
fn changes_are_counted_by_kind() {
    let rendered = report().render().builds();
    let page = rendered.page("ssr1/2016-03-31/changes.html");
    assert!(
        text(page).contains(
            "Since 30 September 2015: no date slipped and 1 status moved for the better. \
             4 recommendations changed in all."
        ),
        "{}",
        text(page)
    );
    let table = &page[page.find("moved-kinds").unwrap()..];
    let table = &table[..table.find("</table>").unwrap()];
    let kinds: Vec<(String, String)> =
        links(table).into_iter().filter(|(url, _)| url.contains("#changes-")).collect();
    let kind = |id: &str, name: &str| (format!("changes.html#changes-{id}"), name.to_owned());
    assert_eq!(
        kinds,
        [
            kind("better", "Status moved for the better"),
            kind("completed", "Deliverables completed"),
            kind("first-reported", "Reported for the first time"),
            kind("texts", "Texts rewritten"),
        ]
    );
    for (url, _) in kinds {
        section(page, url.split_once('#').unwrap().1);
    }
    assert!(links(table).contains(&("28.html".to_owned(), "28".to_owned())), "{table}");
}

#[test]
fn a_status_moves_for_the_worse_before_it_moves_for_the_better() {
    let rendered = Project::new()
        .with_report(&["1", "2", "3"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .update("ssr1/2015-06-30", "1", "behind-replan", "")
        .update("ssr1/2015-06-30", "2", "planned", "")
        .update("ssr1/2015-06-30", "3", "behind-recoverable", "")
        .update("ssr1/2015-09-30", "1", "planned", "")
        .update("ssr1/2015-09-30", "2", "behind-replan", "")
        .update("ssr1/2015-09-30", "3", "behind-replan", "")
        .render()
        .builds();
    for (kind, number) in [("worse", "2"), ("better", "1"), ("status", "3")] {
        let group = text(&group(&rendered, "2015-09-30", kind));
        assert!(group.contains(&format!("Recommendation {number}:")), "{kind}: {group}");
        assert_eq!(group.matches("moved from").count(), 1, "{kind}: {group}");
    }
    let page = rendered.page("ssr1/2015-09-30/changes.html");
    assert!(page.find("id=\"changes-worse").unwrap() < page.find("id=\"changes-better").unwrap());
}

#[test]
fn a_first_edition_reports_on_what_has_an_update() {
    let rendered = Project::new()
        .with_report(&["1", "3"])
        .recommendation("ssr1", "2", "covered_by = 1\n")
        .edition("ssr1", "2015-06-30")
        .update("ssr1/2015-06-30", "1", "planned", "")
        .render()
        .builds();
    let page = text(rendered.page("ssr1/2015-06-30/index.html"));
    assert!(page.contains("Updated in this edition: 1 of 3 recommendations."), "{page}");
    let movement = text(section(rendered.page("ssr1/index.html"), "movement"));
    let expected = "This is the first edition. It reports on 1 recommendation.";
    assert!(movement.contains(expected) && !movement.contains("moved to"), "{movement}");
}

#[test]
fn everything_that_moves_is_counted() {
    /// The kinds of the changes page with their counts.
    #[track_caller]
    fn case(old: &str, new: &str, expected: &[(&str, usize)]) {
        let edition = |name: &str| format!("ssr1/{name}");
        let (before, now) = (edition("2015-06-30"), edition("2015-09-30"));
        let rendered = Project::new()
            .with_report(&["1"])
            .edition("ssr1", "2015-06-30")
            .edition("ssr1", "2015-09-30")
            .update(&before, "1", "planned", old)
            .update(&now, "1", "planned", new)
            .render()
            .builds();
        let page = rendered.page("ssr1/2015-09-30/changes.html");
        let table = &page[page.find("moved-kinds").unwrap()..];
        let rows = table[..table.find("</table>").unwrap()].split("<tr>").skip(2);
        let kind = |row: &str| {
            let (_, id) = row.split_once("#changes-").unwrap();
            let (_, count) = row.split_once("class=\"figure\"").unwrap();
            let count = &count[count.find('>').unwrap() + 1..count.find('<').unwrap()];
            (id.split('"').next().unwrap().to_owned(), count.parse().unwrap())
        };
        let found: Vec<(String, usize)> = rows.map(kind).collect();
        let expected: Vec<(String, usize)> =
            expected.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect();
        assert_eq!(found, expected);
    }
    let row = |text: &str, rest: &str| format!("[[deliverables]]\ntext = \"{text}\"\n{rest}\n");
    let rows = |texts: &[&str]| texts.iter().map(|text| row(text, "")).collect::<Vec<_>>().concat();
    let (plan, map) = ("Write the annual plan", "Draw a map");
    let changed = |count: usize| [("deliverables", count)];
    case(&rows(&[plan]), &rows(&[plan, map]), &changed(1));
    case(&rows(&[plan]), &rows(&[plan, map, "Dig"]), &changed(2));
    case(&rows(&[plan, map]), &rows(&[plan]), &changed(1));
    case(&rows(&[plan, map]), "", &changed(2));
    case(&rows(&[plan]), &rows(&["Write the plan"]), &changed(1));
    let dated = |due: &str| row(plan, &format!("due = \"{due}\""));
    case(&dated("2016-02"), &dated("2016-01"), &[("brought-forward", 1)]);
    case(&dated("2016-01"), &dated("2016-02"), &[("slips", 1)]);
    case(&row(plan, ""), &dated("2016-01"), &changed(1));
    case(&dated("2016-01"), &row(plan, ""), &[("undated", 1)]);
    case(
        &dated("2016-01"),
        &row(plan, "completed = true"),
        &[("completed", 1), ("deliverables", 1)],
    );
    case(&row(plan, ""), &row(plan, "due = \"2016\"\nresponsible = [\"Staff\"]"), &changed(2));
    case(&row(plan, ""), &row(plan, "completed = true"), &[("completed", 1)]);
    case(&row(plan, "completed = true"), &row(plan, "completed = false"), &[("reopened", 1)]);
    case("", "[[milestones]]\nlabel = \"Begun\"\n", &[("milestones", 1)]);
    case("", "group = \"New\"", &[("filing", 1)]);
    case("", "disposition = { decision = \"pending\" }", &[("filing", 1)]);
    case("+++\nOne.\n", "+++\nTwo.\n", &[("texts", 1)]);
    case("+++\nOne.\n", "as_of = 2015-06-30\n+++\nTwo.\n", &[("silent", 1), ("texts", 1)]);
}

#[test]
fn one_date_is_no_dates() {
    #[track_caller]
    fn case(others: [&str; 2], expected: &str) {
        let row = |due: &str| format!("due = \"{due}\"\n");
        let rows = |due: &str, other: &str| match other {
            "" => row(due),
            other => format!("{}[[deliverables]]\ntext = \"Draw a map\"\n{}", row(due), row(other)),
        };
        let (old, new) = (rows("2016-03-01", others[0]), rows("2016-03-02", others[1]));
        let told = headline(&project([&old, &old, &new]).render().builds(), "ssr1/index.html");
        assert!(told.contains(expected), "{expected}: {told}");
    }
    case(["", ""], ": 1 date slipped. 1 recommendation changed in all.");
    case(["2016-03-01", "2016-03-02"], ": 2 dates slipped. 1 recommendation changed in all.");
    case(["2016-03-01", "2016-03-01"], ": 1 date slipped. 1 recommendation changed in all.");
}

#[test]
fn the_biggest_slip_comes_first() {
    let slips = "due = \"2015-12\"\n[[deliverables]]\ntext = \"Draw a map\"\ndue = \"2015-12\"";
    let moved = "due = \"2015-12\"\nrevised_due = \"2016-01\"\n\
                 [[deliverables]]\ntext = \"Draw a map\"\ndue = \"2015-12\"\nrevised_due = \"2016-06\"\n\
                 slip_reason = \"No paper\"";
    let rendered = project([slips, moved, moved]).render().builds();
    let slips = text(&group(&rendered, "2015-09-30", "slips"));
    let (map, plan) = (slips.find("Draw a map").unwrap(), slips.find("Write the plan").unwrap());
    assert!(map < plan, "{slips}");
    for words in ["182", "31", "Reason: No paper", "No reason given", "June 2016"] {
        assert!(slips.contains(words), "{words}: {slips}");
    }
    let page = rendered.page("ssr1/2015-12-31/changes.html");
    assert!(!page.contains("changes-slips"), "{page}");
    assert!(text(page).contains("Nothing has changed since the edition of 30 September 2015."));
}

#[test]
fn slips_add_up() {
    let rows = ["due = \"2015-09\"", "due = \"2015-12\"", "due = \"2016-03\""];
    let rendered = project(rows).render().builds();
    let slips = text(&group(&rendered, "2015-12-31", "slips"));
    for words in ["91", "183", "Slipped 2 times."] {
        assert!(slips.contains(words), "{words}: {slips}");
    }
    let history = text(section(rendered.page("ssr1/1.html"), "history"));
    for words in [
        "date slipped by 92 days, from September 2015 to December 2015.",
        "date slipped by 91 days, from December 2015 to March 2016.",
        "183 days after the first promised date, September 2015. Slipped 2 times.",
    ] {
        assert!(history.contains(words), "{words}: {history}");
    }
}

/// A date that was brought forward and then slipped says what it was, and the total.
#[test]
fn a_slip_after_a_date_brought_forward_says_what_it_was() {
    let rows = ["due = 2023", "due = 2022", "due = 2024"];
    let rendered = project(rows).render().builds();
    let slips = text(&group(&rendered, "2015-12-31", "slips"));
    for words in ["2023", "was 2022", "731", "366 days in all."] {
        assert!(slips.contains(words), "{words}: {slips}");
    }
    assert!(!slips.contains("Slipped 1"), "{slips}");
    let history = text(section(rendered.page("ssr1/1.html"), "history"));
    let total = "366 days after the first promised date, 2023.";
    assert!(history.contains(total), "{history}");
}

#[test]
fn a_withdrawn_date_is_no_detail() {
    let rows = ["due = \"2016-01\"", "due = \"2016-01\"", ""];
    let rendered = project(rows).render().builds();
    let told = text(rendered.page("ssr1/2015-12-31/changes.html"));
    let expected = ": no date slipped and 1 date was withdrawn. 1 recommendation changed in all.";
    assert!(told.contains(expected), "{told}");
    let undated = text(&group(&rendered, "2015-12-31", "undated"));
    assert!(undated.contains("due date no longer given: January 2016"), "{undated}");
}

/// A withdrawal is told once, with the status that it moves, and says whether it is one.
#[test]
fn a_withdrawal_is_told_once() {
    let statuses = "[[statuses]]\nid = \"planned\"\nlabel = \"Planned\"\nkind = \"active\"\n\
                    [[statuses]]\nid = \"gone\"\nlabel = \"Gone\"\nkind = \"dropped\"\n";
    let report = format!(
        "+++\nkind = \"implementation\"\ntitle = \"Report\"\nseries = \"SSR1\"\n{statuses}+++\n"
    );
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .file("content/ssr1/_index.md", report)
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .edition("ssr1", "2015-12-31")
        .update("ssr1/2015-06-30", "1", "planned", "")
        .update("ssr1/2015-09-30", "1", "gone", "")
        .update("ssr1/2015-12-31", "1", "planned", "")
        .render()
        .builds();
    for (edition, act) in [("2015-09-30", "withdrawn"), ("2015-12-31", "resumed")] {
        let page = rendered.page(&format!("ssr1/{edition}/changes.html"));
        assert!(!page.contains("changes-status"), "{page}");
        let group = text(&group(&rendered, edition, "withdrawn"));
        assert!(group.contains("Status moved from"), "{group}");
        assert!(group.contains("Withdrawn or resumed 1"), "{group}");
        let told = text(page);
        let expected = format!("no date slipped and 1 recommendation was {act}. 1 recommend");
        assert!(told.contains(&expected), "{told}");
    }
}

#[test]
fn an_edition_tells_nothing_of_later_movement() {
    let rows = ["due = \"2015-09\"", "due = \"2015-12\"", "due = \"2016-03\""];
    let rendered = project(rows).render().builds();
    for page in ["ssr1/2015-09-30/1.html", "ssr1/2015-09-30/changes.html"] {
        let shown = text(rendered.page(page));
        assert!(shown.contains("September 2015") && shown.contains("December 2015"), "{shown}");
        assert!(!shown.contains("March 2016"), "{shown}");
    }
    let first = text(rendered.page("ssr1/2015-06-30/1.html"));
    assert!(first.contains("Reported for the first time"), "{first}");
}

#[test]
fn what_is_compared_is_text() {
    let update = |body: &str| format!("+++\n{body}\n");
    let project = Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .update("ssr1/2015-06-30", "1", "planned", &update("Old words & `a < b` stand.\n\nGone."))
        .update("ssr1/2015-09-30", "1", "planned", &update("New words & `a < b`\nstand."));
    let rendered = project.render().builds();
    let texts = group(&rendered, "2015-09-30", "texts");
    assert!(texts.contains("words &amp; a &lt; b stand."), "{texts}");
    assert_eq!(marked(&texts, "del"), ["Old", "Gone."]);
    assert_eq!(marked(&texts, "ins"), ["New"]);
    // Screen readers announce the beginning and end of a mark.
    assert!(text(&texts).contains("[removed: Old ]"), "{}", text(&texts));
}

/// Changes and overviews lead to the editions before and after; a later one is not named.
#[test]
fn an_edition_leads_to_its_neighbours() {
    let rendered = project(["", "", ""]).render().builds();
    for name in ["changes.html", "index.html"] {
        let neighbours = |edition: &str| -> Vec<(String, String)> {
            let page = rendered.page(&format!("ssr1/{edition}/{name}"));
            let Some(at) = page.find("<nav class=\"neighbours\"") else { return Vec::new() };
            links(&page[at..at + page[at..].find("</nav>").unwrap()])
        };
        let urls = |edition: &str| neighbours(edition).into_iter().map(|(url, _)| url);
        let to = |edition: &str| format!("../{edition}/{name}");
        assert_eq!(urls("2015-06-30").collect::<Vec<_>>(), [to("2015-09-30")]);
        assert_eq!(urls("2015-09-30").collect::<Vec<_>>(), [to("2015-06-30"), to("2015-12-31")]);
        assert_eq!(urls("2015-12-31").collect::<Vec<_>>(), [to("2015-09-30")]);
        let words = neighbours("2015-09-30")[1].1.clone();
        assert!(words.contains("next edition") || words == "Next edition", "{words}");
    }
    // What is later is a click away, at an address that never changes.
    let page = rendered.page("ssr1/2015-06-30/changes.html");
    let notice = &page[page.find("edition-notice").unwrap()..];
    let (url, _) = &links(notice)[0];
    assert_eq!(url, "../index.html");
}
