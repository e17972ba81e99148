use proptest::prelude::*;

use super::*;
use crate::analysis::tests::site;
use crate::date::PartialDate;
use crate::site::ReportId;

/// A site whose recommendation 1 has these updates, given by what follows `number = 1`.
fn updates(updates: &[&str]) -> Site {
    let index = "+++\nkind = \"implementation\"\ntitle = \"T\"\nseries = \"R\"\nstatuses = [\n\
        { id = \"open\", label = \"Open\", kind = \"active\" },\n\
        { id = \"late\", label = \"Late\", kind = \"late\" },\n\
        { id = \"done\", label = \"Done\", kind = \"done\" },\n\
        { id = \"dropped\", label = \"Dropped\", kind = \"dropped\" },\n]\n+++\n";
    let statement = |number: u8, keys: &str| {
        let path = format!("content/r/recommendations/rec-{number}.md");
        (path, format!("+++\nnumber = {number}\ntitle = \"T\"\ngroup = \"A\"\n{keys}+++\nS\n"))
    };
    let mut files = vec![
        ("content/r/_index.md".to_owned(), index.to_owned()),
        statement(1, "disposition = { decision = \"accepted\" }\n"),
        statement(2, "covered_by = 1\n"),
    ];
    for (update, place) in updates.iter().zip(1..) {
        let edition = format!("content/r/201{place}-06-30");
        files.push((format!("{edition}/_index.md"), "+++\ntitle = \"E\"\n+++\n".to_owned()));
        if !update.is_empty() {
            let (head, body) = update.split_once("===").unwrap_or((update, ""));
            files.push((
                format!("{edition}/rec-1.md"),
                format!("+++\nnumber = 1\n{head}\n+++\n{body}\n"),
            ));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    site(&files)
}

fn recommendation(index: u32) -> RecommendationId {
    RecommendationId { report: ReportId(0), index }
}

fn text(site: &Site, id: DeliverableId) -> String {
    site.deliverable(id).expect("a row").text.text.to_string()
}

fn shown_date(date: Option<PartialDate>) -> String {
    date.map_or("-".to_owned(), |date| date.to_string())
}

fn shown(site: &Site, change: &Change<'_>) -> String {
    let status = |shown: &Option<ShownStatus<'_>>| {
        shown.map_or("-".to_owned(), |shown| shown.status.id.to_string())
    };
    let written = |text: Option<&Text>| text.map_or("-".to_owned(), ToString::to_string);
    match change {
        Change::FirstReported => "first reported".to_owned(),
        Change::Withdrawn => "withdrawn".to_owned(),
        Change::TakenUpAgain => "taken up again".to_owned(),
        Change::Refiled { from, to } => format!("group {} to {}", written(*from), written(*to)),
        Change::Disposition { from, to } => {
            let word = |disposition: Option<&Disposition>| {
                disposition.map_or("-", |disposition| disposition.decision.word())
            };
            format!("decision {} to {}", word(*from), word(*to))
        }
        Change::Status { from, to } => format!("status {} to {}", status(from), status(to)),
        Change::Due { moved, promise } => format!(
            "due {} to {}, {} days, {} in all, {} slips, {}",
            moved.from,
            moved.to,
            moved.days(),
            promise.total_days(),
            promise.slips(),
            written(moved.reason)
        ),
        Change::Milestone(change) => match change {
            MilestoneChange::Added(label) => format!("milestone {label} added"),
            MilestoneChange::Dropped(label) => format!("milestone {label} dropped"),
            MilestoneChange::Relabelled { from, to } => format!("milestone {from} now {to}"),
            MilestoneChange::Moved { label, from, to } => {
                format!("milestone {label} {} to {}", shown_date(*from), shown_date(*to))
            }
            MilestoneChange::Status { label, from, to } => {
                format!("milestone {label} {} to {}", written(*from), written(*to))
            }
        },
        Change::Deliverable(change) => match change {
            DeliverableChange::Added(id) => format!("{} added", text(site, *id)),
            DeliverableChange::Dropped(id) => format!("{} dropped", text(site, *id)),
            DeliverableChange::Completed(id) => format!("{} completed", text(site, *id)),
            DeliverableChange::Reopened(id) => format!("{} reopened", text(site, *id)),
            DeliverableChange::Status { id, from, to } => {
                let word = |status: Option<&crate::site::StatusMeaning>| {
                    status.map_or("-".to_owned(), |status| status.id.to_string())
                };
                format!("{} {} to {}", text(site, *id), word(*from), word(*to))
            }
            DeliverableChange::Reworded { from, to } => {
                format!("{} now {}", text(site, *from), text(site, *to))
            }
            DeliverableChange::Responsible { to, .. } => format!("{} responsible", text(site, *to)),
            DeliverableChange::Phase { id, from, to } => {
                format!("{} phase {} to {}", text(site, *id), written(*from), written(*to))
            }
            DeliverableChange::Evidence { to, .. } => format!("{} evidence", text(site, *to)),
            DeliverableChange::Dated { id, date } => format!("{} dated {date}", text(site, *id)),
            DeliverableChange::Undated { id, date } => {
                format!("{} undated {date}", text(site, *id))
            }
            DeliverableChange::Details(id) => format!("{} details", text(site, *id)),
        },
        Change::Narrative => "narrative".to_owned(),
        Change::Notes => "notes".to_owned(),
    }
}

/// The front matter of an update with one deliverable.
fn row(keys: &str) -> String {
    format!("status = \"open\"\n[[deliverables]]\ntext = \"D\"\n{keys}")
}

fn last_movement(site: &Site) -> Movement<'_> {
    let last = site.report(ReportId(0)).last_edition().expect("editions");
    in_edition(site, recommendation(0), last)
}

#[track_caller]
fn case(old: &str, new: &str, expected: &[&str]) {
    let site = updates(&[old, new]);
    let movement = last_movement(&site);
    let found: Vec<String> = movement.changes.iter().map(|change| shown(&site, change)).collect();
    assert_eq!(found, expected);
}

#[test]
fn of_a_recommendation() {
    case("status = \"open\"", "status = \"open\"", &[]);
    case("status = \"open\"", "", &[]);
    case("", "status = \"open\"", &["first reported"]);
    case("status = \"open\"", "status = \"done\"", &["status open to done"]);
    case("status = \"open\"", "status = \"dropped\"", &["withdrawn", "status open to dropped"]);
    case(
        "status = \"dropped\"",
        "status = \"late\"",
        &["taken up again", "status dropped to late"],
    );
    case("status = \"open\"", "status = \"open\"\ngroup = \"B\"", &["group A to B"]);
    case("status = \"open\"\ngroup = \"A\"", "status = \"open\"", &[]);
    case(
        "status = \"open\"\ndisposition = { decision = \"pending\" }",
        "status = \"open\"",
        &["decision pending to accepted"],
    );
    case("status = \"open\"===a b\n\nc", "status = \"open\"===a\nb\n\n\n*c*", &[]);
    case("status = \"open\"===a b", "status = \"open\"===a c", &["narrative"]);
    case(
        "status = \"open\"===a\n\n## Notes\n\nb",
        "status = \"open\"===a\n\n## Notes\n\nc",
        &["notes"],
    );
}

#[test]
fn of_milestones() {
    #[track_caller]
    fn milestones(old: &str, new: &str, expected: &[&str]) {
        let update = |list: &str| format!("status = \"open\"\nmilestones = [{list}]");
        case(&update(old), &update(new), expected);
    }
    milestones("{ label = \"A b\" }", "{ label = \"a  B\" }", &[]);
    milestones("", "{ label = \"A\" }", &["milestone A added"]);
    milestones("{ label = \"A\" }", "", &["milestone A dropped"]);
    milestones("{ label = \"A\" }", "{ label = \"B\" }", &["milestone A now B"]);
    milestones(
        "{ label = \"A\", date = \"2015\" }",
        "{ label = \"B\" }, { label = \"A\", date = \"2016-Q1\", status = \"late\" }",
        &["milestone A 2015 to 2016-Q1", "milestone A - to late", "milestone B added"],
    );
}

#[test]
fn of_deliverables() {
    #[track_caller]
    fn rows(old: &str, new: &str, expected: &[&str]) {
        case(&row(old), &row(new), expected);
    }
    rows("", "", &[]);
    rows("", "status = \"late\"", &["D - to late"]);
    rows("completed = false", "completed = true", &["D completed"]);
    rows("status = \"open\"", "completed = \"2012-05\"", &["D completed"]);
    rows("status = \"done\"", "status = \"open\"", &["D reopened"]);
    rows("status = \"open\"", "status = \"dropped\"", &["D open to dropped"]);
    rows("responsible = [\"A\"]", "responsible = [\"B\"]", &["D responsible"]);
    rows("phase = \"I\"", "phase = \"II\"", &["D phase I to II"]);
    rows("", "evidence = [\"https://example.org/\"]", &["D evidence"]);
    case(
        "status = \"open\"\n[[deliverables]]\ntext = \"Publish the plan\"",
        "status = \"open\"\n[[deliverables]]\ntext = \"Publish the whole plan\"",
        &["Publish the plan now Publish the whole plan"],
    );
    case(
        "status = \"open\"\n[[deliverables]]\ntext = \"Publish\nthe plan\""
            .replace('\n', " ")
            .as_str(),
        "status = \"open\"",
        &[],
    );
    case(
        "status = \"open\"\n[[deliverables]]\ntext = \"Publish the plan\"",
        "status = \"open\"\n[[deliverables]]\ntext = \"Hire two engineers\"",
        &["Hire two engineers added", "Publish the plan dropped"],
    );
}

#[test]
fn of_dates() {
    #[track_caller]
    fn dates(updates_of: &[&str], expected: &[&str]) {
        let texts: Vec<String> = updates_of.iter().map(|keys| row(keys)).collect();
        let site = updates(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let movement = last_movement(&site);
        let found: Vec<String> =
            movement.changes.iter().map(|change| shown(&site, change)).collect();
        assert_eq!(found, expected);
    }
    dates(&["due = \"2015-12\"", "due = \"2015-12-31\""], &[]);
    dates(
        &["due = \"2015-12\"", "due = \"2015-12\"\nrevised_due = \"2016-03\"\nslip_reason = \"R\""],
        &["due 2015-12 to 2016-03, 91 days, 91 in all, 1 slips, R"],
    );
    // The first promise is known also where `due` was written over.
    dates(
        &["due = \"2015-12\"", "due = \"2016-Q1\"", "due = \"2016-Q2\""],
        &["due 2016-Q1 to 2016-Q2, 91 days, 182 in all, 2 slips, -"],
    );
    dates(
        &["due = \"2015\"\nrevised_due = \"2016\"", "due = \"2015\"\nrevised_due = \"2015-06\""],
        &["due 2016 to 2015-06, -550 days, -184 in all, 1 slips, -"],
    );
    dates(&["", "due = \"2015\""], &["D dated 2015"]);
    dates(&["due = \"2015\"", ""], &["D undated 2015"]);
    dates(
        &["due = \"2014\"\nrevised_due = \"2016\"", "due = \"2015\"\nrevised_due = \"2016\""],
        &["D details"],
    );
    dates(&["completed = \"2011\"", "completed = \"2012\""], &["D details"]);
    dates(&["completed = \"2011\"", "completed = \"2011\""], &[]);
}

#[test]
fn of_what_was_left_out() {
    #[track_caller]
    fn case(updates_of: &[&str], expected: &[&str], first: &str) {
        let site = updates(updates_of);
        let movement = last_movement(&site);
        let found: Vec<String> =
            movement.changes.iter().map(|change| shown(&site, change)).collect();
        assert_eq!(found, expected);
        let row = DeliverableId { document: movement.new.expect("an update"), row: 0 };
        let promise = deadline::promise(&site, row).expect("a promise");
        assert_eq!(promise.first.to_string(), first);
    }
    let with = |due: &str| row(&format!("id = \"d\"\ndue = \"{due}\""));
    let without = |due: &str| row(&format!("due = \"{due}\""));
    let (early, late) = (with("2016-01"), with("2018-12"));
    let back = "due 2016-01 to 2018-12, 1065 days, 1065 in all, 1 slips, -";
    case(&[&early, "status = \"open\"", &late], &[back, "D added"], "2016-01");
    case(&[&early, "status = \"open\"", "status = \"open\"", &late], &[back, "D added"], "2016-01");
    case(&[&early, "status = \"open\"", &early], &["D added"], "2016-01");
    // Without an id nothing says that it is the same.
    case(&[&without("2016-01"), "status = \"open\"", &without("2018-12")], &["D added"], "2018-12");
}

#[test]
fn an_inherited_status_moves_with_its_source() {
    let site = updates(&["status = \"open\"", "status = \"done\""]);
    let movement = in_edition(&site, recommendation(1), EditionId(1));
    let [Change::Status { from: Some(from), to: Some(to) }] = movement.changes[..] else {
        panic!("{movement:?}");
    };
    assert_eq!((from.status.id.as_str(), to.status.id.as_str()), ("open", "done"));
    assert_eq!(to.inherited_from, Some(recommendation(0)));
}

#[test]
fn an_own_status_after_an_inherited_one() {
    #[track_caller]
    fn case(own: &str, expected: &[&str]) {
        let statement = |number: u8, keys: &str| {
            (
                format!("content/r/recommendations/rec-{number}.md"),
                format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}+++\n"),
            )
        };
        let update = |edition: &str, number: u8, status: &str| {
            (
                format!("content/r/{edition}/rec-{number}.md"),
                format!("+++\nnumber = {number}\nstatus = \"{status}\"\n+++\n"),
            )
        };
        let edition = |name: &str| {
            (format!("content/r/{name}/_index.md"), "+++\ntitle = \"E\"\n+++\n".to_owned())
        };
        let index = "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n".to_owned();
        let files = [
            ("content/r/_index.md".to_owned(), index),
            statement(1, ""),
            statement(2, "covered_by = 1\n"),
            edition("2015-06-30"),
            edition("2016-06-30"),
            update("2015-06-30", 1, "planned"),
            update("2016-06-30", 2, own),
        ];
        let files: Vec<_> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let site = site(&files);
        let movement = in_edition(&site, recommendation(1), EditionId(1));
        let found: Vec<String> =
            movement.changes.iter().map(|change| shown(&site, change)).collect();
        assert_eq!(found, expected);
    }
    case("complete", &["first reported", "status planned to complete"]);
    case("planned", &["first reported"]);
}

#[test]
fn silent_revisions() {
    #[track_caller]
    fn silent(old: &str, new: &str, expected: bool) {
        let site =
            updates(&[&format!("status = \"open\"\n{old}"), &format!("status = \"open\"\n{new}")]);
        assert_eq!(last_movement(&site).silent, expected);
    }
    let day = "as_of = 2011-06-30\n";
    silent(&format!("{day}===a"), &format!("{day}===b"), true);
    silent("===a", &format!("{day}===b"), true);
    silent(&format!("{day}===a"), &format!("{day}===a"), false);
    silent(&format!("{day}===a"), "===b", false);
    silent("===a", "===b", false);
    silent(day, &format!("{day}group = \"B\""), true);
    silent(
        &format!("{day}===a"),
        &format!("{day}[[corrections]]\ndate = 2012-01-01\nnote = \"N\"\n===b"),
        false,
    );
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    let site = updates(&["status = \"open\"===a", "status = \"done\"===b"]);
    for edition in [EditionId(0), EditionId(1)] {
        for index in [0, 1] {
            let movement = movement(&site, recommendation(index), Some(edition), edition);
            assert!(movement.is_empty() && !movement.silent, "{movement:?}");
        }
    }
}

/// Front matter and body of an update out of a few parts.
fn some_update() -> impl Strategy<Value = String> {
    let row = (
        prop::sample::select(vec!["Write the plan", "Write the annual plan", "Draw a map"]),
        prop::sample::select(vec![
            "",
            "due = \"2015\"\n",
            "due = \"2015\"\nrevised_due = \"2016\"\n",
        ]),
        prop::sample::select(vec!["", "completed = true\n", "status = \"late\"\n"]),
    )
        .prop_map(|(text, dates, state)| {
            format!("[[deliverables]]\ntext = {text:?}\n{dates}{state}")
        });
    let milestone = prop::sample::select(vec!["A", "B", "C"])
        .prop_map(|label| format!("[[milestones]]\nlabel = {label:?}\n"));
    (
        prop::sample::select(vec!["open", "late", "done", "dropped"]),
        prop::sample::select(vec!["", "group = \"B\"\n"]),
        prop::collection::vec(milestone, 0..3),
        prop::collection::vec(row, 0..4),
        prop::sample::select(vec!["a b", "a c\n\n## Notes\n\nd", ""]),
    )
        .prop_map(|(status, group, milestones, rows, body)| {
            let (milestones, rows) = (milestones.concat(), rows.concat());
            format!("status = {status:?}\n{group}{milestones}{rows}==={body}")
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_update_said_again_moves_nothing(update in some_update()) {
        let site = updates(&[&update, &update]);
        prop_assert_eq!(last_movement(&site).changes, vec![]);
    }

    #[test]
    fn what_moves_back_and_forth_moved(one in some_update(), other in some_update()) {
        let site = updates(&[&one, &other, &one]);
        let there = in_edition(&site, recommendation(0), EditionId(1)).is_empty();
        let back = in_edition(&site, recommendation(0), EditionId(2)).is_empty();
        prop_assert_eq!(there, back);
        let whole = movement(&site, recommendation(0), Some(EditionId(0)), EditionId(2));
        if there {
            prop_assert_eq!(whole.changes, vec![]);
        }
    }
}
