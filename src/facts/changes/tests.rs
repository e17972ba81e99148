use proptest::prelude::*;

use super::*;
use crate::facts::tests::facts;
use crate::schema::Text;
use crate::site::{MilestoneId, ReportId, ResponseId, StatusMeaning};

/// A site where recommendation 1 has these updates, given without `number = 1`.
fn updates(updates: &[&str]) -> Facts {
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
    facts(&files)
}

fn recommendation(index: u32) -> RecommendationId {
    RecommendationId { report: ReportId(0), index }
}

fn written(text: Option<&Text>) -> String {
    text.map_or("-".to_owned(), ToString::to_string)
}

fn shown(facts: &Facts, movement: &Movement<'_>, change: &Change) -> String {
    let site = facts.site();
    let (id, after) = (movement.id, movement.after());
    let moved = |at: &dyn Fn(View) -> String| {
        format!("{} to {}", movement.before().map_or("-".to_owned(), at), at(after))
    };
    match change {
        Change::FirstReported => "first reported".to_owned(),
        Change::Withdrawn => "withdrawn".to_owned(),
        Change::TakenUpAgain => "taken up again".to_owned(),
        Change::Renumbered => {
            format!("number {}", moved(&|view| site.number(id, view).to_string()))
        }
        Change::Renamed => format!("title {}", moved(&|view| written(site.title(id, view)))),
        Change::Superseded => {
            let by = |view| {
                let by = site.superseded_by(id, view);
                let by: Vec<&str> = by.iter().map(|by| site.number(*by, view).as_str()).collect();
                by.join(" ")
            };
            format!("superseded {}", moved(&by))
        }
        Change::Refiled => format!("group {}", moved(&|view| written(site.group(id, view)))),
        Change::Disposition => {
            let word = |view| site.disposition(id, view).map_or("-", |it| it.decision.word());
            format!("decision {}", moved(&|view| word(view).to_owned()))
        }
        Change::Status => {
            let status = |view| written(facts.status(id, view).map(|shown| &shown.status.id));
            format!("status {}", moved(&status))
        }
        Change::Due { deliverable, from, to } => {
            let promise = facts.promise(*deliverable).expect("a promise");
            let reason = site.deliverable(*deliverable).expect("a row").slip_reason.as_ref();
            format!(
                "due {from} to {to}, {} days, {} in all, {} slips, {}",
                change.days_moved().expect("days"),
                promise.total_days(),
                promise.slips(),
                written(reason)
            )
        }
        Change::Response(change) => response(site, *change),
        Change::Expected => {
            let told = |view| match site.expected(id, view) {
                Some(expected) => {
                    let date = expected.date.map_or("-".to_owned(), |date| date.to_string());
                    format!("{date} {}", written(expected.text))
                }
                None => "-".to_owned(),
            };
            format!("expected {}, {:?} days", moved(&told), movement.days_expected_moved(site))
        }
        Change::Milestone(change) => milestone(site, *change),
        Change::Deliverable(change) => deliverable(site, *change),
        Change::Narrative => "narrative".to_owned(),
        Change::Notes => "notes".to_owned(),
    }
}

fn response(site: &Site, change: ResponseChange) -> String {
    let known = |id: ResponseId| site.response(id).expect("a response");
    let addressee = |id| known(id).addressee.to_string();
    let decision = |id| known(id).decision.map_or("-", crate::document::fields::Decision::word);
    match change {
        ResponseChange::Added(id) => format!("{} asked", addressee(id)),
        ResponseChange::Dropped(id) => format!("{} dropped", addressee(id)),
        ResponseChange::Given(id) => format!("{} responded {}", addressee(id), decision(id)),
        ResponseChange::Decision { from, to } => {
            format!("{} {} to {}", addressee(to), decision(from), decision(to))
        }
        ResponseChange::Deadline { from, to } => {
            let day = |id| known(id).deadline.as_ref().map(|date| date.value.to_string());
            format!("{} due {:?} to {:?}", addressee(to), day(from), day(to))
        }
        ResponseChange::Details(id) => format!("{} details", addressee(id)),
    }
}

fn milestone(site: &Site, change: MilestoneChange) -> String {
    let known = |id: MilestoneId| site.milestone(id).expect("a milestone");
    let label = |id| known(id).label.to_string();
    let date = |id| known(id).date.as_ref().map_or("-".to_owned(), |date| date.value.to_string());
    let status = |id| written(known(id).status.as_ref().map(|status| &status.value));
    match change {
        MilestoneChange::Added(id) => format!("milestone {} added", label(id)),
        MilestoneChange::Dropped(id) => format!("milestone {} dropped", label(id)),
        MilestoneChange::Relabelled { from, to } => {
            format!("milestone {} now {}", label(from), label(to))
        }
        MilestoneChange::Moved { from, to } => {
            format!("milestone {} {} to {}", label(to), date(from), date(to))
        }
        MilestoneChange::Status { from, to } => {
            format!("milestone {} {} to {}", label(to), status(from), status(to))
        }
    }
}

fn deliverable(site: &Site, change: DeliverableChange) -> String {
    let text = |id| site.deliverable(id).expect("a row").text.text.to_string();
    let phase = |id| written(site.deliverable(id).expect("a row").phase.as_ref());
    match change {
        DeliverableChange::Added(id) => format!("{} added", text(id)),
        DeliverableChange::Dropped(id) => format!("{} dropped", text(id)),
        DeliverableChange::LeftOut(id) => format!("{} left out", text(id)),
        DeliverableChange::MentionedAgain(id) => format!("{} mentioned again", text(id)),
        DeliverableChange::Unlisted(id) => format!("{} unlisted", text(id)),
        DeliverableChange::Note(id) => format!("{} note", text(id)),
        DeliverableChange::DueText { from, to } => {
            let words = |id| written(site.deliverable(id).expect("a row").due_text.as_ref());
            format!("{} due {} to {}", text(to), words(from), words(to))
        }
        DeliverableChange::Completed(id) => format!("{} completed", text(id)),
        DeliverableChange::Reopened(id) => format!("{} reopened", text(id)),
        DeliverableChange::Status { from, to } => {
            let word = |id| {
                let status: Option<&StatusMeaning> = site.deliverable_status(id);
                written(status.map(|status| &status.id))
            };
            format!("{} {} to {}", text(to), word(from), word(to))
        }
        DeliverableChange::Reworded { from, to } => format!("{} now {}", text(from), text(to)),
        DeliverableChange::Responsible { to, .. } => format!("{} responsible", text(to)),
        DeliverableChange::Phase { from, to } => {
            format!("{} phase {} to {}", text(to), phase(from), phase(to))
        }
        DeliverableChange::Evidence { to, .. } => format!("{} evidence", text(to)),
        DeliverableChange::Dated { id, date } => format!("{} dated {date}", text(id)),
        DeliverableChange::Undated { id, date } => format!("{} undated {date}", text(id)),
        DeliverableChange::Details(id) => format!("{} details", text(id)),
    }
}

/// The front matter of an update with one deliverable.
fn row(keys: &str) -> String {
    format!("status = \"open\"\n[[deliverables]]\ntext = \"D\"\n{keys}")
}

fn last_movement(facts: &Facts) -> Option<Movement<'_>> {
    let last = facts.site().report(ReportId(0)).last_edition().expect("editions");
    facts.movement(recommendation(0), last)
}

/// The changes in words.
fn told(facts: &Facts, movement: Option<Movement<'_>>) -> Vec<String> {
    let told = |movement: Movement<'_>| {
        let changes = movement.changes.iter();
        changes.map(|change| shown(facts, &movement, change)).collect()
    };
    movement.map_or_else(Vec::new, told)
}

#[track_caller]
fn case(old: &str, new: &str, expected: &[&str]) {
    let facts = updates(&[old, new]);
    assert_eq!(told(&facts, last_movement(&facts)), expected);
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
fn of_responses() {
    #[track_caller]
    fn responses(old: &str, new: &str, expected: &[&str]) {
        let update = |list: &str| match list {
            "" => "status = \"open\"".to_owned(),
            list => format!("status = \"open\"\nresponses = [{list}]"),
        };
        case(&update(old), &update(new), expected);
    }
    let (asked, due) = ("{ addressee = \"B\" }", "{ addressee = \"B\", deadline = \"2016\" }");
    let given = "{ addressee = \"B\", decision = \"accepted\" }";
    responses("", asked, &["B asked"]);
    responses("", given, &["B responded accepted"]);
    responses(asked, "", &[]);
    responses(asked, asked, &[]);
    responses(asked, "{ addressee = \"C\" }", &["C asked", "B dropped"]);
    responses(asked, given, &["B responded accepted"]);
    responses(given, "{ addressee = \"B\", decision = \"rejected\" }", &["B accepted to rejected"]);
    responses(given, "{ addressee = \"B\", decision = \"pending\" }", &["B accepted to pending"]);
    responses(asked, due, &["B due None to Some(\"2016\")"]);
    responses(due, "{ addressee = \"B\", deadline = 2016-12-31 }", &[]);
    responses(asked, "{ addressee = \"B\", note = \"N\" }", &["B details"]);
    responses(&format!("{asked}, {given}"), &format!("{asked}, {given}, {asked}"), &["B asked"]);
}

#[test]
fn responses_remain_until_others_are_listed() {
    let given = "status = \"open\"\nresponses = [{ addressee = \"B\", decision = \"accepted\" }]";
    let facts = updates(&[given, "status = \"open\"", "status = \"open\"\nresponses = []"]);
    let site = facts.site();
    let count =
        |edition| site.responses(recommendation(0), View::Edition(EditionId(edition))).len();
    assert_eq!([0, 1, 2].map(count), [1, 1, 0]);
    assert_eq!(told(&facts, facts.movement(recommendation(0), EditionId(1))), [""; 0]);
    assert_eq!(told(&facts, last_movement(&facts)), ["B dropped"]);
}

#[test]
fn of_the_expected_completion() {
    #[track_caller]
    fn expected(old: &str, new: &str, expected: &[&str]) {
        let update = |keys: &str| format!("status = \"open\"\n{keys}");
        case(&update(old), &update(new), expected);
    }
    expected("expected = \"2016-06\"", "", &[]);
    expected("expected = \"2016-06\"", "expected = 2016-06-30", &[]);
    expected("", "expected = \"2016\"", &["expected - to 2016 -, None days"]);
    expected(
        "expected = \"2016-06\"",
        "expected = \"2016-Q3\"",
        &["expected 2016-06 - to 2016-Q3 -, Some(92) days"],
    );
    expected(
        "expected = \"2016\"",
        "expected_text = \"later\"",
        &["expected 2016 - to - later, None days"],
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
    rows("status = \"open\"", "status = \"dropped\"", &["D dropped"]);
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
        &["Hire two engineers added", "Publish the plan left out"],
    );
}

#[test]
fn of_dates() {
    #[track_caller]
    fn dates(updates_of: &[&str], expected: &[&str]) {
        let texts: Vec<String> = updates_of.iter().map(|keys| row(keys)).collect();
        let facts = updates(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(told(&facts, last_movement(&facts)), expected);
    }
    dates(&["due = \"2015-12\"", "due = \"2015-12-31\""], &[]);
    dates(
        &["due = \"2015-12\"", "due = \"2015-12\"\nrevised_due = \"2016-03\"\nslip_reason = \"R\""],
        &["due 2015-12 to 2016-03, 91 days, 91 in all, 1 slips, R"],
    );
    // A date given anew is compared with the one that was given last.
    dates(
        &["due = \"2015-12\"", "", "due = \"2016-Q1\""],
        &["due 2015-12 to 2016-Q1, 91 days, 91 in all, 1 slips, -"],
    );
    dates(&["due = \"2015-12\"", "", "due = \"2015-12-31\""], &["D dated 2015-12-31"]);
    // The first promise is kept if `due` is overwritten.
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
        let facts = updates(updates_of);
        let movement = last_movement(&facts);
        assert_eq!(told(&facts, movement), expected);
        let document = movement.and_then(|movement| movement.new).expect("an update");
        let promise = facts.promise(DeliverableId { document, row: 0 }).expect("a promise");
        assert_eq!(promise.first.to_string(), first);
    }
    let with = |due: &str| row(&format!("id = \"d\"\ndue = \"{due}\""));
    let without = |due: &str| row(&format!("due = \"{due}\""));
    let again = "D mentioned again";
    let (early, late) = (with("2016-01"), with("2018-12"));
    let back = "due 2016-01 to 2018-12, 1065 days, 1065 in all, 1 slips, -";
    case(&[&early, "status = \"open\"", &late], &[back, again], "2016-01");
    case(&[&early, "status = \"open\"", "status = \"open\"", &late], &[back, again], "2016-01");
    case(&[&early, "status = \"open\"", &early], &[again], "2016-01");
    // Without an id, its text identifies it.
    let (early, late) = (without("2016-01"), without("2018-12"));
    case(&[&early, "status = \"open\"", &late], &[back, again], "2016-01");
    // What was done when it was left out is new.
    let done = row("due = \"2016-01\"\ncompleted = true");
    case(&[&done, "status = \"open\"", &late], &["D added"], "2018-12");
}

#[test]
fn an_inherited_status_moves_with_its_source() {
    let facts = updates(&["status = \"open\"", "status = \"done\""]);
    let movement = facts.movement(recommendation(1), EditionId(1));
    assert_eq!(told(&facts, movement), ["status open to done"]);
    let status = facts.status(recommendation(1), View::Edition(EditionId(1))).expect("a status");
    assert_eq!(status.inherited_from, Some(recommendation(0)));
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
        let facts = super::super::tests::facts(&files);
        let movement = facts.movement(recommendation(1), EditionId(1));
        assert_eq!(told(&facts, movement), expected);
    }
    case("complete", &["first reported", "status planned to complete"]);
    case("planned", &["first reported"]);
}

#[test]
fn silent_revisions() {
    #[track_caller]
    fn silent(old: &str, new: &str, expected: bool) {
        let facts =
            updates(&[&format!("status = \"open\"\n{old}"), &format!("status = \"open\"\n{new}")]);
        assert_eq!(last_movement(&facts).is_some_and(|movement| movement.silent), expected);
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

/// Random front matter and body of an update.
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
        let facts = updates(&[&update, &update]);
        prop_assert_eq!(last_movement(&facts), None);
    }

    #[test]
    fn what_moves_back_and_forth_moved(one in some_update(), other in some_update()) {
        let facts = updates(&[&one, &other, &one]);
        let there = facts.movement(recommendation(0), EditionId(1)).is_some();
        let back = facts.movement(recommendation(0), EditionId(2)).is_some();
        prop_assert_eq!(there, back);
    }
}
