use super::Facts;
use super::coverage::{missing, uncovered};
use crate::config::Config;
use crate::site::{DeliverableId, RecommendationId, ReportId, Site, View};
use crate::world::MemoryWorld;

const SSR1: ReportId = ReportId(0);

pub(super) fn site(files: &[(&str, &str)]) -> Site {
    let mut world = MemoryWorld::new(files.iter().copied());
    world.insert("book.toml", "[book]\ntitle = \"Test\"\n");
    let (config, _) = Config::load(&world);
    Site::load(config.expect("settings"), &world).0
}

pub(super) fn facts(files: &[(&str, &str)]) -> Facts {
    Facts::new(site(files))
}

fn index(extra: &str) -> String {
    format!("+++\nkind = \"implementation\"\ntitle = \"SSR1\"\nseries = \"SSR1\"\n{extra}+++\n")
}

/// A report of recommendations: number, further front matter, statement.
fn report(extra: &str, recommendations: &[(&str, &str, &str)]) -> Site {
    let mut files = vec![("content/ssr1/_index.md".to_owned(), index(extra))];
    for (number, keys, statement) in recommendations {
        files.push((
            format!("content/ssr1/recommendations/rec-{number}.md"),
            format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\n{keys}+++\n{statement}\n"),
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    site(&files)
}

#[test]
fn cycles_need_one_reference_that_does_more_than_mention() {
    #[track_caller]
    fn case(recommendations: &[(&str, &str, &str)], expected: &[&[&str]]) {
        let facts = Facts::new(report("", recommendations));
        let site = facts.site();
        let numbers: Vec<Vec<&str>> = facts
            .cycles(SSR1, View::Latest)
            .iter()
            .map(|set| set.iter().map(|id| site.recommendation(*id).number.as_str()).collect())
            .collect();
        assert_eq!(numbers, expected);
    }
    // Mentions alone are no cycle.
    case(&[("1", "", "As in Recommendation 2."), ("2", "", "As in Recommendation 1.")], &[]);
    case(
        &[("1", "", "See Recommendation 2."), ("2", "", "As in Recommendation 1.")],
        &[&["1", "2"]],
    );
    case(&[("1", "covered_by = 2\n", ""), ("2", "", "As in [it](rec:1).")], &[&["1", "2"]]);
    // References out of the cycle do not count.
    case(
        &[
            ("1", "", "As in Recommendation 2."),
            ("2", "", "As in Recommendation 1.\n\nSee Recommendation 3."),
            ("3", "", ""),
        ],
        &[],
    );
    // The numbers within a range count; output is in order of numbers.
    case(
        &[
            ("2", "", "As in Recommendations 9 – 11."),
            ("10", "", "See Recommendation 2."),
            ("9", "", ""),
            ("11", "", ""),
        ],
        &[&["2", "10"]],
    );
    // A self-reference is not a cycle.
    case(&[("1", "", "See Recommendation 1.")], &[]);
    case(
        &[
            ("1", "", "See Recommendation 2."),
            ("2", "", "See Recommendation 1."),
            ("3", "", "See Recommendation 4."),
            ("4", "", "See Recommendation 3."),
        ],
        &[&["1", "2"], &["3", "4"]],
    );
}

#[test]
fn cycles_are_those_of_the_view() {
    let update = |text: &str| format!("+++\nnumber = 1\nstatus = \"planned\"\n+++\n{text}\n");
    let (index, first, second) = (index(""), update("See Recommendation 2."), update("Done."));
    let edition = "+++\ntitle = \"Edition\"\n+++\n";
    let facts = facts(&[
        ("content/ssr1/_index.md", &index),
        ("content/ssr1/recommendations/rec-1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
        (
            "content/ssr1/recommendations/rec-2.md",
            "+++\nnumber = 2\ntitle = \"T\"\n+++\nAs in Recommendation 1.\n",
        ),
        ("content/ssr1/2015-06-30/_index.md", edition),
        ("content/ssr1/2015-06-30/rec-1.md", &first),
        ("content/ssr1/2016-06-30/_index.md", edition),
        ("content/ssr1/2016-06-30/rec-1.md", &second),
    ]);
    let editions: Vec<usize> = facts
        .site()
        .report(SSR1)
        .edition_ids()
        .map(|edition| facts.cycles(SSR1, View::Edition(edition)).len())
        .collect();
    assert_eq!(editions, [1, 0]);
    assert!(facts.cycles(SSR1, View::Latest).is_empty());
}

#[test]
fn missing_numbers() {
    #[track_caller]
    fn case(count: &str, numbers: &[&str], expected: &[std::ops::RangeInclusive<u32>]) {
        let recommendations: Vec<_> = numbers.iter().map(|number| (*number, "", "")).collect();
        assert_eq!(missing(&report(count, &recommendations), SSR1), expected);
    }
    case("count = 4\n", &["1", "3"], &[2..=2, 4..=4]);
    case("count = 2\n", &["1", "2"], &[]);
    case("count = 4000000000\n", &["1"], &[2..=4_000_000_000]);
    case("", &["1", "3"], &[]);
    case("count = 4\n", &["1", "3a"], &[]);
    case("count = 4\n", &["1", "8.32"], &[]);
}

#[test]
fn a_file_whose_number_cannot_be_read_may_be_the_missing_one() {
    let index = index("count = 2\n");
    let facts = facts(&[
        ("content/ssr1/_index.md", &index),
        ("content/ssr1/recommendations/rec-1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
        ("content/ssr1/recommendations/framework.md", "+++\nnumber = []\ntitle = \"T\"\n+++\n"),
    ]);
    assert_eq!(missing(facts.site(), SSR1), []);
}

#[test]
fn a_review_covers_what_it_has_an_entry_for_in_any_edition() {
    let index = index("");
    let entry = |number: u32| format!("+++\nnumber = {number}\n+++\n");
    let (dated, undated) = (entry(1), entry(3));
    let statement = |number: u32| format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
    let statements = [statement(1), statement(2), statement(3)];
    let site = site(&[
        ("content/ssr1/_index.md", &index),
        ("content/ssr1/recommendations/rec-1.md", &statements[0]),
        ("content/ssr1/recommendations/rec-2.md", &statements[1]),
        ("content/ssr1/recommendations/rec-3.md", &statements[2]),
        ("content/ssr2/_index.md", "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"R\"\n+++\n"),
        ("content/ssr2/rec-3.md", &undated),
        ("content/ssr2/2017-01-31/_index.md", "+++\ntitle = \"E\"\n+++\n"),
        ("content/ssr2/2017-01-31/rec-1.md", &dated),
    ]);
    let found = uncovered(&site, ReportId(1));
    let numbers: Vec<&str> =
        found.iter().map(|id| site.recommendation(*id).number.as_str()).collect();
    assert_eq!(numbers, ["2"]);
    assert!(uncovered(&site, SSR1).is_empty());
}

mod rollups {
    use proptest::prelude::*;

    use super::facts;
    use crate::facts::Facts;
    use crate::site::{RecommendationId, ReportId, View};

    /// A recommendation: group, status, and parties and state of each deliverable.
    type Reported = (u8, Option<u8>, Vec<(u8, u8)>);

    const STATES: [&str; 5] = [
        "",
        "completed = true\n",
        "status = \"behind-replan\"\n",
        "due = \"2015\"\n",
        "due = \"2015\"\nrevised_due = \"2016\"\nstatus = \"complete\"\n",
    ];
    const PARTIES: [&str; 4] = ["[]", "[\"A\"]", "[\"B\", \"a\"]", "[\"A\", \"B\", \"C\"]"];
    const STATUSES: [&str; 3] = ["complete", "planned", "behind-replan"];

    fn report(recommendations: &[Reported]) -> Facts {
        let index = "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n".to_owned();
        let edition = "+++\ntitle = \"E\"\n+++\n".to_owned();
        let mut files = vec![
            ("content/r/_index.md".to_owned(), index),
            ("content/r/2016-06-30/_index.md".to_owned(), edition),
        ];
        for ((group, status, rows), number) in recommendations.iter().zip(1..) {
            let text =
                format!("+++\nnumber = {number}\ntitle = \"T\"\ngroup = \"G{group}\"\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), text));
            let Some(status) = status else { continue };
            let rows: Vec<String> = rows
                .iter()
                .map(|(parties, state)| {
                    let (parties, state) =
                        (PARTIES[usize::from(*parties)], STATES[usize::from(*state)]);
                    format!("[[deliverables]]\ntext = \"D\"\nresponsible = {parties}\n{state}")
                })
                .collect();
            let status = STATUSES[usize::from(*status)];
            let text =
                format!("+++\nnumber = {number}\nstatus = \"{status}\"\n{}+++\n", rows.concat());
            files.push((format!("content/r/2016-06-30/rec-{number}.md"), text));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        facts(&files)
    }

    fn recommendations() -> impl Strategy<Value = Vec<Reported>> {
        let row = (0..4_u8, 0..5_u8);
        let one = (0..3_u8, prop::option::of(0..3_u8), prop::collection::vec(row, 0..4));
        prop::collection::vec(one, 0..8)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn parts_sum_to_the_whole(recommendations in recommendations()) {
            let facts = report(&recommendations);
            let site = facts.site();
            let ids: Vec<RecommendationId> = site.report(ReportId(0)).ids().collect();
            let whole = facts.rollup(ReportId(0), View::Latest);
            let totals = &whole.totals;
            let statuses: usize = totals.statuses.iter().sum();
            prop_assert_eq!(statuses + totals.not_reported, totals.recommendations);
            prop_assert_eq!(ids.len(), totals.recommendations);

            let (mut members, mut done, mut deliverables) = (Vec::<RecommendationId>::new(), 0, 0);
            for group in &whole.groups {
                prop_assert_eq!(group.members.len(), group.totals.recommendations);
                members.extend(&group.members);
                done += group.totals.done;
                deliverables += group.deliverables.deliverables;
            }
            members.sort_unstable();
            prop_assert_eq!(&members, &ids);
            prop_assert_eq!((done, deliverables), (totals.done, whole.rows.len()));

            let all = whole.deliverables;
            prop_assert_eq!(all.done + all.open + all.dropped, all.deliverables);
            prop_assert!(all.overdue <= all.open && all.slipped <= all.dated);
            let overdue: usize = ids.iter().map(|id| super::overdue(&facts, *id)).sum();
            prop_assert_eq!(overdue, all.overdue);
            let named: usize = whole.parties.iter().map(|it| it.deliverables.deliverables).sum();
            let expected: usize = whole
                .rows
                .iter()
                .map(|row| site.deliverable(row.id).map_or(0, |row| row.responsible.len().max(1)))
                .sum::<usize>();
            prop_assert_eq!(named, expected);
        }
    }
}

/// An edition shows what its readers knew of another report on its day.
#[test]
fn a_deliverable_that_points_to_another_report() {
    let index = |series: &str| {
        format!("+++\nkind = \"implementation\"\ntitle = \"T\"\nseries = \"{series}\"\n+++\n")
    };
    let (a, b) = (index("AA1"), index("BB1"));
    let statement = "+++\nnumber = 1\ntitle = \"T\"\n+++\n";
    let edition = "+++\ntitle = \"E\"\n+++\n";
    let row = "+++\nnumber = 1\nstatus = \"planned\"\n[[deliverables]]\ntext = \"See BB1 Recommendation 1.\"\n+++\n";
    let update = |status: &str| format!("+++\nnumber = 1\nstatus = \"{status}\"\n+++\n");
    let (planned, complete) = (update("planned"), update("complete"));
    let facts = facts(&[
        ("content/a/_index.md", &a),
        ("content/a/recommendations/rec-1.md", statement),
        ("content/a/2015-03-31/_index.md", edition),
        ("content/a/2015-06-30/_index.md", edition),
        ("content/a/2016-12-31/_index.md", edition),
        ("content/a/2015-03-31/rec-1.md", row),
        ("content/b/_index.md", &b),
        ("content/b/recommendations/rec-1.md", statement),
        ("content/b/2015-06-30/_index.md", edition),
        ("content/b/2016-06-30/_index.md", edition),
        ("content/b/2015-06-30/rec-1.md", &planned),
        ("content/b/2016-06-30/rec-1.md", &complete),
    ]);
    let id = RecommendationId { report: ReportId(0), index: 0 };
    let (_, document) = facts.site().carried(id, View::Latest).expect("an update");
    let row = DeliverableId { document, row: 0 };
    let status = |view| facts.pointed_status(row, view).map(|shown| shown.status.id.to_string());
    let editions: Vec<Option<String>> = facts
        .site()
        .report(ReportId(0))
        .edition_ids()
        .map(|at| status(View::Edition(at)))
        .collect();
    let known = |status: &str| Some(status.to_owned());
    assert_eq!(editions, [None, known("planned"), known("complete")]);
    assert_eq!(status(View::Latest), known("complete"));
}

mod promises {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::facts;
    use crate::date::PartialDate;
    use crate::facts::Facts;
    use crate::site::{DeliverableId, RecommendationId, ReportId};

    /// A deliverable: its id, its text, its dates.
    type Promised = (Option<u8>, u8, Option<u8>, Option<u8>);

    const TEXTS: [&str; 3] = ["Write the plan", "Write the annual plan", "Draw a map"];

    fn report(updates: &[Vec<Promised>]) -> Facts {
        let mut files = vec![
            (
                "content/r/_index.md".to_owned(),
                "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n".to_owned(),
            ),
            (
                "content/r/recommendations/rec-1.md".to_owned(),
                "+++\nnumber = 1\ntitle = \"T\"\n+++\n".to_owned(),
            ),
        ];
        for (rows, place) in updates.iter().zip(1..) {
            let mut text = "+++\nnumber = 1\nstatus = \"planned\"\n".to_owned();
            let mut used = Vec::new();
            for (id, words, due, revised) in rows {
                text.push_str("[[deliverables]]\n");
                if let Some(id) = id.filter(|id| !used.contains(id)) {
                    used.push(id);
                    writeln!(text, "id = \"d{id}\"").expect("a text");
                }
                writeln!(text, "text = {:?}", TEXTS[usize::from(*words)]).expect("a text");
                for (key, year) in [("due", due), ("revised_due", revised)] {
                    if let Some(year) = year {
                        let year = 2015 + u16::from(*year);
                        writeln!(text, "{key} = \"{year}\"").expect("a text");
                    }
                }
            }
            text.push_str("+++\n");
            let edition = format!("content/r/201{place}-06-30");
            files.push((format!("{edition}/_index.md"), "+++\ntitle = \"E\"\n+++\n".to_owned()));
            files.push((format!("{edition}/rec-1.md"), text));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        facts(&files)
    }

    /// The first date and each one after it, found by walking back from the row.
    fn walked(facts: &Facts, id: DeliverableId) -> Option<Vec<PartialDate>> {
        let site = facts.site();
        let mut line: Vec<DeliverableId> =
            std::iter::successors(Some(id), |at| site.previous_deliverable(*at)).collect();
        line.reverse();
        let mut dates: Vec<PartialDate> = Vec::new();
        for row in line.into_iter().filter_map(|at| site.deliverable(at)) {
            let [due, revised] =
                [&row.due, &row.revised_due].map(|date| date.as_ref().map(|date| date.value));
            dates.extend(due.or(revised).filter(|_| dates.is_empty()));
            dates.extend(revised.or(due).filter(|now| dates.last() != Some(now)));
        }
        (!dates.is_empty()).then_some(dates)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn lines_say_what_walking_back_finds(updates in updates()) {
            let facts = report(&updates);
            let id = RecommendationId { report: ReportId(0), index: 0 };
            for (_, document) in &facts.site().recommendation(id).updates {
                for row in facts.site().deliverables_of(*document) {
                    let promise = facts.promise(row);
                    let dates = promise.map(|promise| {
                        let moves = promise.moves.iter().map(|moved| moved.to);
                        [promise.first].into_iter().chain(moves).collect()
                    });
                    prop_assert_eq!(dates, walked(&facts, row));
                }
            }
        }
    }

    fn updates() -> impl Strategy<Value = Vec<Vec<Promised>>> {
        let year = || prop::option::of(0..3_u8);
        let row = (prop::option::of(0..2_u8), 0..3_u8, year(), year());
        prop::collection::vec(prop::collection::vec(row, 0..4), 1..6)
    }
}

/// The number of overdue deliverables of a recommendation, counted without the whole report.
fn overdue(facts: &Facts, id: RecommendationId) -> usize {
    let counted = facts.count_rows(id, View::Latest);
    counted.iter().filter(|row| row.days_overdue > 0).count()
}

#[test]
fn parts_make_a_status() {
    use super::status::{Part, derive};
    use crate::document::fields::StatusKind::{self, Active, Done, Dropped, Late, NotStarted};
    const NONE: Option<StatusKind> = None;
    /// Parts by kind; a late one by its date alone is marked, and so is a rejected one.
    #[track_caller]
    fn case(parts: &[(Option<StatusKind>, &str)], expected: Option<(StatusKind, u32)>) {
        let parts = parts.iter().map(|(kind, mark)| Part {
            kind: *kind,
            is_late: *kind == Some(Late) || *mark == "overdue",
            is_rejected: *mark == "rejected",
        });
        assert_eq!(derive(parts), expected);
    }
    let (done, late, active) = ((Some(Done), ""), (Some(Late), ""), (Some(Active), ""));
    let (idle, dropped, none) = ((Some(NotStarted), ""), (Some(Dropped), ""), (NONE, ""));
    case(&[], None);
    case(&[none, none], None);
    case(&[done, done], Some((Done, 2)));
    case(&[done, dropped], Some((Done, 1)));
    case(&[done, none], Some((Active, 2)));
    case(&[done, idle], Some((Active, 2)));
    case(&[idle, active], Some((Active, 2)));
    case(&[done, active, late], Some((Late, 3)));
    case(&[done, (Some(Active), "overdue")], Some((Late, 2)));
    case(&[none, (NONE, "overdue")], Some((Late, 2)));
    case(&[idle, none], Some((NotStarted, 2)));
    case(&[done, (Some(Active), "rejected")], Some((Done, 1)));
    case(&[dropped, dropped], Some((Dropped, 2)));
    case(&[(NONE, "rejected")], None);
}

/// Statuses of a report's recommendations, in order of numbers, with how many parts they come from.
fn derived(statements: &[(&str, &str)], statuses: &[(&str, &str)]) -> Vec<String> {
    let mut files = vec![("content/ssr1/_index.md".to_owned(), index(""))];
    for (number, keys) in statements {
        files.push((
            format!("content/ssr1/recommendations/rec-{number}.md"),
            format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\n{keys}+++\n"),
        ));
    }
    for (number, keys) in statuses {
        files.push((
            format!("content/ssr1/2016-06-30/rec-{number}.md"),
            format!("+++\nnumber = \"{number}\"\n{keys}+++\n"),
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let facts = facts(&files);
    let ids = facts.site().report(SSR1).ids();
    ids.map(|id| {
        let state = facts.state(id, View::Latest);
        state.status().map_or(state.word().to_owned(), |shown| {
            let from = shown.inherited_from.map(|from| &facts.site().recommendation(from).number);
            let from = from.map_or(String::new(), |from| format!(" from {from}"));
            format!("{} {}{from}", shown.status.id, shown.derived_from)
        })
    })
    .collect()
}

#[test]
fn statuses_are_derived_level_by_level() {
    let parts = [
        ("1", ""),
        ("1.1", "part_of = 1\n"),
        ("1.2", "part_of = 1\n"),
        ("1.2.1", "part_of = \"1.2\"\n"),
    ];
    let done = "status = \"complete\"\n";
    assert_eq!(
        derived(&parts, &[("1.1", done), ("1.2.1", done)]),
        ["complete 2", "complete 0", "complete 1", "complete 0"]
    );
    // An own status counts, and is what is above derived from.
    assert_eq!(
        derived(&parts, &[("1.1", done), ("1.2", "status = \"planned\"\n"), ("1.2.1", done)]),
        ["planned 2", "complete 0", "planned 0", "complete 0"]
    );
    // An update without a status does not hinder it.
    assert_eq!(
        derived(&parts, &[("1", ""), ("1.1", done), ("1.2.1", "status = \"behind-replan\"\n")]),
        ["behind-recoverable 2", "complete 0", "behind-recoverable 1", "behind-replan 0"]
    );
    assert_eq!(
        derived(&parts, &[("1", "")]),
        ["not-stated", "not-reported", "not-reported", "not-reported"]
    );
    // An overdue deliverable makes a part late, in its own status or not.
    let overdue = "status = \"planned\"\n[[deliverables]]\ntext = \"D\"\ndue = 2015\n";
    assert_eq!(
        derived(&parts, &[("1.1", done), ("1.2.1", overdue)]),
        ["behind-recoverable 2", "complete 0", "behind-recoverable 1", "planned 0"]
    );
}

#[test]
fn what_is_reported_under_its_whole_does_not_make_its_status() {
    let done = "status = \"complete\"\n";
    assert_eq!(
        derived(
            &[
                ("1", ""),
                ("1.1", "part_of = 1\n"),
                ("1.2", "part_of = 1\ncovered_by = 1\n"),
                ("2", "covered_by = 1\n")
            ],
            &[("1.1", done)],
        ),
        ["complete 1", "complete 0", "complete 0 from 1", "complete 0 from 1"]
    );
    // Circles through both have no status, and end.
    assert_eq!(
        derived(
            &[
                ("1", "covered_by = 2\n"),
                ("1.1", "part_of = 1\n"),
                ("2", ""),
                ("2.1", "part_of = 2\ncovered_by = 1\n")
            ],
            &[],
        ),
        ["not-reported"; 4]
    );
}

#[test]
fn circles_of_inherited_and_derived_statuses_do_not_hang_on_numbers() {
    let done = "status = \"complete\"\n";
    // The part of a part is covered by the outermost, which is derived from it.
    let inner = |[outer, whole, part, other]: [&str; 4]| {
        let under = |whole: &str| format!("part_of = {whole}\n");
        let statements = [
            (outer, String::new()),
            (whole, under(outer)),
            (part, format!("{}covered_by = {outer}\n", under(whole))),
            (other, under(whole)),
        ];
        let statements: Vec<(&str, &str)> = statements.iter().map(|(n, it)| (*n, &**it)).collect();
        derived(&statements, &[(other, done)])
    };
    let (derived_one, own) = ("complete 1", "complete 0");
    assert_eq!(inner(["1", "2", "3", "4"]), [derived_one, derived_one, "complete 0 from 1", own]);
    assert_eq!(inner(["4", "3", "2", "1"]), [own, "complete 0 from 4", derived_one, derived_one]);
    // A circle of `covered_by` has nothing to inherit, wherever it is entered.
    for [one, other] in [["1", "2"], ["2", "1"]] {
        let (by_one, by_other) =
            (format!("covered_by = {one}\n"), format!("covered_by = {other}\n"));
        let part = format!("part_of = {one}\n");
        let statements = [(one, &*by_other), (other, &*by_one), ("3", &*part)];
        let mut expected = [derived_one, "not-reported", own];
        if one == "2" {
            expected.swap(0, 1);
        }
        assert_eq!(derived(&statements, &[("3", done)]), expected);
    }
}

#[test]
fn any_number_of_levels_is_settled() {
    const LEVELS: u32 = 20_000;
    let mut files = vec![("content/ssr1/_index.md".to_owned(), index(""))];
    for number in 1..=LEVELS {
        let part_of =
            if number == 1 { String::new() } else { format!("part_of = {}\n", number - 1) };
        files.push((
            format!("content/ssr1/recommendations/rec-{number}.md"),
            format!("+++\nnumber = {number}\ntitle = \"T\"\n{part_of}+++\n"),
        ));
    }
    files.push((
        "content/ssr1/2016-06-30/rec.md".to_owned(),
        format!("+++\nnumber = {LEVELS}\nstatus = \"complete\"\n+++\n"),
    ));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let facts = facts(&files);
    let first = RecommendationId { report: SSR1, index: 0 };
    assert_eq!(facts.status(first, View::Latest).unwrap().status.id.as_str(), "complete");
    let last = RecommendationId { report: SSR1, index: LEVELS - 1 };
    assert_eq!(facts.site().recommendation(last).level, LEVELS - 1);
}

/// Parts are shown out of order of numbers.
#[test]
fn rows_are_found_whatever_is_part_of_what() {
    let adopted = |number: u8, keys: &str| {
        (
            format!("content/ssr1/recommendations/rec-{number}.md"),
            format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}+++\n"),
        )
    };
    let update = |number: u8| {
        (
            format!("content/ssr1/2016-06-30/rec-{number}.md"),
            format!(
                "+++\nnumber = {number}\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\ndue = \"2015\"\n+++\n"
            ),
        )
    };
    let mut files = vec![
        ("content/ssr1/_index.md".to_owned(), index("")),
        ("content/ssr1/2016-06-30/_index.md".to_owned(), "+++\ntitle = \"E\"\n+++\n".to_owned()),
        adopted(1, ""),
        adopted(2, ""),
        adopted(3, ""),
        adopted(4, "part_of = 1\n"),
    ];
    files.extend([1, 2, 3, 4].map(update));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let facts = facts(&files);
    let rollup = facts.rollup(SSR1, View::Latest);
    assert_eq!(rollup.totals.with_overdue, 4);
    for id in facts.site().report(SSR1).ids() {
        assert_eq!(*facts.rows_of(id, View::Latest), facts.count_rows(id, View::Latest));
    }
}
