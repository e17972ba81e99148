use super::*;
use crate::facts::State;
use crate::facts::tests::facts;
use crate::site::{EditionId, ReportId};

const INDEX: &str = "+++\nkind = \"implementation\"\ntitle = \"T\"\nstatuses = [\n\
    { id = \"new\", label = \"New\", kind = \"not-started\" },\n\
    { id = \"open\", label = \"Open\", kind = \"active\" },\n\
    { id = \"late\", label = \"Late\", kind = \"late\" },\n\
    { id = \"done\", label = \"Done\", kind = \"done\" },\n\
    { id = \"gone\", label = \"Gone\", kind = \"dropped\" },\n]\n+++\n";
const EDITIONS: [&str; 3] = ["2015-06-30", "2015-12-31", "2016-06-30"];

/// A report with recommendation 1, and 2 which it covers: keys of both, then of the updates in each
/// edition; an empty text is no update.
fn report(adopted: [&str; 2], updates: [[&str; 3]; 2]) -> Facts {
    let mut files = vec![("content/r/_index.md".to_owned(), INDEX.to_owned())];
    for edition in EDITIONS {
        let index = "+++\ntitle = \"E\"\n+++\n".to_owned();
        files.push((format!("content/r/{edition}/_index.md"), index));
    }
    for (number, (keys, said)) in (1..).zip(adopted.into_iter().zip(updates)) {
        let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n");
        files.push((format!("content/r/recommendations/rec-{number}.md"), text));
        for (edition, keys) in EDITIONS.iter().zip(said).filter(|(_, keys)| !keys.is_empty()) {
            let text = format!("+++\nnumber = {number}\n{keys}\n+++\n");
            files.push((format!("content/r/{edition}/rec-{number}.md"), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    facts(&files)
}

fn recommendation(index: u32) -> RecommendationId {
    RecommendationId { report: ReportId(0), index }
}

/// A status and rows with these keys.
fn update(status: &str, rows: &[&str]) -> String {
    let status = if status.is_empty() { String::new() } else { format!("status = \"{status}\"\n") };
    let row = |(place, keys): (usize, &&str)| {
        format!("[[deliverables]]\nid = \"d{place}\"\ntext = \"D\"\n{keys}\n")
    };
    let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
    // An empty text would be no update.
    format!("{status}group = \"G\"\n{}", rows.concat())
}

/// "done", "open 182": the standing and days overdue of each counted row.
fn counted(facts: &Facts, index: u32, view: View) -> Vec<String> {
    let rows = facts.rows_of(recommendation(index), view);
    let shown = |row: &Row| {
        let days = match row.days_overdue {
            0 => String::new(),
            days => format!(" {days}"),
        };
        let left_out = if row.left_out { " left out" } else { "" };
        format!("{}{days}{left_out}", row.standing.word())
    };
    rows.iter().map(shown).collect()
}

#[test]
fn a_row_follows_its_recommendation_unless_it_says_something() {
    #[track_caller]
    fn case(status: &str, row: &str, expected: &str) {
        let said = update(status, &[&format!("due = \"2015-12\"\n{row}")]);
        let facts = report(["", ""], [["", "", &said], ["", "", ""]]);
        assert_eq!(counted(&facts, 0, View::Latest), [expected], "{status} {row}");
    }
    case("new", "", "open 182");
    case("open", "", "open 182");
    case("late", "", "open 182");
    case("", "", "open 182");
    case("done", "", "done");
    case("gone", "", "dropped");
    case("open", "completed = true", "done");
    case("open", "status = \"gone\"", "dropped");
    case("open", "dropped = \"No longer needed.\"", "dropped");
    // Open in what is finished: not overdue.
    case("done", "completed = false", "open");
    case("done", "status = \"late\"", "open");
    case("gone", "status = \"open\"", "open");
    // No date, no delay.
    case("open", "status = \"done\"", "done");
}

#[test]
fn a_row_follows_an_inherited_status() {
    let row = update("", &["due = \"2015-12\""]);
    for (status, expected) in [("done", "done"), ("open", "open 182"), ("gone", "dropped")] {
        let own = update(status, &[]);
        let facts = report(["", "covered_by = 1"], [["", "", &own], ["", "", &row]]);
        assert_eq!(counted(&facts, 1, View::Latest), [expected], "{status}");
    }
    // In each edition by the status of that edition.
    let (open, done) = (update("open", &[]), update("done", &[]));
    let facts = report(["", "covered_by = 1"], [[&open, "", &done], [&row, "", ""]]);
    assert_eq!(counted(&facts, 1, View::Edition(EditionId(1))), ["open"]);
    assert_eq!(counted(&facts, 1, View::Edition(EditionId(2))), ["done"]);
}

#[test]
fn what_is_late_and_why() {
    #[track_caller]
    fn case(adopted: &str, said: &str, expected: Option<Lateness>) {
        let facts = report([adopted, ""], [["", "", said], ["", "", ""]]);
        assert_eq!(facts.lateness(recommendation(0), View::Latest), expected, "{adopted} {said}");
        let totals = &facts.rollup(ReportId(0), View::Latest).totals;
        assert_eq!(totals.late, usize::from(expected.is_some()));
        assert_eq!(totals.late_by_date, usize::from(expected == Some(Lateness::ByDate)));
        // The same with all of them counted.
        assert_eq!(facts.lateness(recommendation(0), View::Latest), expected);
    }
    let due = ["due = \"2015-12\""];
    let rejected = "disposition = { decision = \"rejected\" }";
    case("", &update("late", &[]), Some(Lateness::Stated));
    case("", &update("late", &due), Some(Lateness::Stated));
    case("", &update("open", &due), Some(Lateness::ByDate));
    case("", &update("new", &due), Some(Lateness::ByDate));
    case("", &update("", &due), Some(Lateness::ByDate));
    case("", &update("open", &["due = \"2016-06\""]), None);
    case("", &update("done", &["due = \"2015-12\"\ncompleted = false"]), None);
    case("", &update("gone", &["due = \"2015-12\"\nstatus = \"open\""]), None);
    case(rejected, &update("late", &due), None);
    case("", "", None);
}

#[test]
fn what_is_left_out_stays_until_it_is_done_or_dropped() {
    let both = update("open", &["due = \"2015-12\"", "due = \"2016-12\""]);
    let none = update("open", &[]);
    let latest = |second: &str, third: &str| {
        let facts = report(["", ""], [[&both, second, third], ["", "", ""]]);
        counted(&facts, 0, View::Latest)
    };
    assert_eq!(latest(&none, ""), ["open 182 left out", "open left out"]);
    assert_eq!(latest(&none, &none), ["open 182 left out", "open left out"]);
    assert_eq!(latest(&none, &both), ["open 182", "open"]);
    let dropped = update("open", &["dropped = \"R\"", "completed = true"]);
    assert_eq!(latest(&dropped, &none), Vec::<String>::new());
    assert_eq!(latest(&dropped, ""), ["dropped", "done"]);
    // It follows its recommendation.
    assert_eq!(latest(&none, &update("done", &[])), ["done left out", "done left out"]);
    assert_eq!(latest(&update("done", &[]), ""), ["done left out", "done left out"]);
}

#[test]
fn a_second_promise_that_is_broken_is_a_slip() {
    #[track_caller]
    fn case(row: &str, slips: u32, broken_again: bool) {
        let said = update("open", &[row]);
        let facts = report(["", ""], [["", "", &said], ["", "", ""]]);
        let rows = facts.rows_of(recommendation(0), View::Latest);
        assert_eq!((rows[0].slips, rows[0].broken_again), (slips, broken_again), "{row}");
    }
    case("due = \"2015-12\"", 0, false);
    case("due = \"2015-12\"\nrevised_due = \"2016-09\"", 1, false);
    case("due = \"2015-12\"\nrevised_due = \"2016-03\"", 2, true);
    case("due = \"2015-12\"\nrevised_due = \"2016-03\"\ncompleted = true", 1, false);
}

#[test]
fn the_first_promise_survives() {
    #[track_caller]
    fn case(later: &str, given: bool) {
        let first = update("open", &["due = \"2015-09\""]);
        let second = update("open", &[later]);
        let facts = report(["", ""], [[&first, "", &second], ["", "", ""]]);
        let row = facts.rows_of(recommendation(0), View::Latest)[0];
        let promise = facts.promise(row.id).expect("a promise");
        assert_eq!(promise.first.to_string(), "2015-09");
        assert_eq!((promise.given, row.days_overdue), (given, 274), "{later}");
    }
    case("", false);
    case("due_text = \"Every three months\"", false);
    case("due = \"2017\"", true);
    case("revised_due = \"2017\"", true);
}

#[test]
fn states() {
    #[track_caller]
    fn case(adopted: &str, own: &str, covering: &str, expected: &str) {
        let (own, covering) = (own.to_owned(), covering.to_owned());
        let facts = report(["", adopted], [["", "", &covering], ["", "", &own]]);
        let state = facts.state(recommendation(1), View::Latest);
        let shown = match state {
            State::Stated(shown) => shown.status.id.to_string(),
            State::NotStated | State::NotReported => state.word().to_owned(),
        };
        assert_eq!(shown, expected, "{adopted} {own} {covering}");
    }
    let (none, open, done) = (update("", &[]), update("open", &[]), update("done", &[]));
    let covered = "covered_by = 1";
    case("", "", &open, "not-reported");
    case("", &none, &open, "not-stated");
    case("", &done, &open, "done");
    case(covered, "", &open, "open");
    case(covered, &none, &open, "open");
    case(covered, &done, &open, "done");
    case(covered, "", "", "not-reported");
    case(covered, &none, "", "not-stated");
    case(covered, "", &none, "not-reported");
}

#[test]
fn a_whole_is_late_with_its_parts() {
    #[track_caller]
    fn case(whole: &str, part: &str, expected: [Option<Lateness>; 2]) {
        let facts = report(["", "part_of = 1"], [["", "", whole], ["", "", part]]);
        let late = || [0, 1].map(|index| facts.lateness(recommendation(index), View::Latest));
        assert_eq!(late(), expected, "{whole} {part}");
        let totals = &facts.rollup(ReportId(0), View::Latest).totals;
        assert_eq!(totals.late, usize::from(expected[0].is_some()));
        assert_eq!(late(), expected);
    }
    let overdue = update("open", &["due = \"2015-12\""]);
    let (by_date, stated) = (Some(Lateness::ByDate), Some(Lateness::Stated));
    // Its own status, or one derived from the part.
    case(&update("open", &[]), &overdue, [by_date, by_date]);
    case("", &overdue, [by_date, by_date]);
    case("", &update("late", &[]), [stated, stated]);
    case(&update("late", &[]), &overdue, [stated, by_date]);
    case(&update("done", &[]), &overdue, [None, by_date]);
    case(&update("open", &[]), &update("open", &[]), [None, None]);
}

#[test]
fn whether_a_status_is_not_stated() {
    #[track_caller]
    fn case(adopted: &str, updates: [[&str; 3]; 2], expected: [bool; 3]) {
        let facts = report(["", adopted], updates);
        let found = [0, 1, 2]
            .map(|edition| facts.may_be_unstated(ReportId(0), View::Edition(EditionId(edition))));
        assert_eq!(found, expected);
        assert_eq!(facts.may_be_unstated(ReportId(0), View::Latest), expected[2]);
    }
    let (none, open) = (update("", &[]), update("open", &[]));
    case("", [[&open, "", ""], ["", "", ""]], [false, false, false]);
    case("", [["", &none, &open], ["", "", ""]], [false, true, true]);
    case("covered_by = 1", [["", "", &open], ["", "", &none]], [false, false, false]);
    case("covered_by = 1", [["", "", ""], ["", "", &none]], [false, false, true]);
    case("part_of = 1", [["", &none, ""], ["", "", &open]], [false, true, true]);
}
