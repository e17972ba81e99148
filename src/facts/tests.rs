use super::Facts;
use super::coverage::{missing, uncovered};
use crate::config::Config;
use crate::site::{ReportId, Site, View};
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
            let overdue: usize = ids.iter().map(|id| facts.overdue(*id, View::Latest).len()).sum();
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
