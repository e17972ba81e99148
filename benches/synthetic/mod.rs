//! A synthetic project of any size, determined by its options.
//!
//! It resembles a real report without errors: references resolve; statuses, dates and prose agree;
//! completed items stay complete. Some deliverables are overdue or lack evidence. Uses only the
//! standard library.

use calendar::Quarter;
use narrative::{STATEMENT_ENDS, STATEMENTS, Scene, push};
use plan::Plan;
use random::Random;
use update::Update;
use vocabulary::{MONTHS, PARTIES};

mod calendar;
mod narrative;
mod plan;
mod random;
mod review;
mod update;
mod vocabulary;

/// Size and seed of the project.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// From 1 to 99,999.
    pub(crate) recommendations: u32,
    /// Quarterly editions, the first of 2015-06-30.
    pub(crate) editions: u32,
    /// Percentage of recommendations updated in each edition after the first.
    pub(crate) changed_percent: u32,
    /// Whether to include a review.
    pub(crate) review: bool,
    /// Equal options and seeds give equal bytes.
    pub(crate) seed: u64,
}

/// Receives a file's path relative to the project's root, with `/`, and its text.
pub(crate) type Write<'a> = &'a mut dyn FnMut(&str, &str);

/// Writes each file once.
pub(crate) fn generate(options: &Options, write: Write<'_>) {
    write("book.toml", "[book]\ntitle = \"Synthetic Reports\"\nlanguage = \"en\"\n");
    write("content/_index.md", FRONT_PAGE);
    write("content/synthetic/_index.md", &report_index(options));
    let plans: Vec<Plan> = (1..=options.recommendations)
        .map(|number| Plan::new(options.seed, number, options.recommendations))
        .collect();
    if options.review {
        review::index(write);
    }
    for plan in &plans {
        adopted(options, plan, write);
    }
    for edition in 0..options.editions {
        write_edition(options, &plans, edition, write);
    }
}

const FRONT_PAGE: &str = "+++\ntitle = \"Synthetic Reports\"\n+++\n\
    How the recommendations of an invented review are being carried out.\n";

fn report_index(options: &Options) -> String {
    format!(
        "+++\nkind = \"implementation\"\ntitle = \"Implementation of the Synthetic Review\"\n\
         series = \"SYN1\"\ncount = {}\n+++\n\
         What became of the recommendations of an invented review, quarter by quarter.\n",
        options.recommendations
    )
}

/// The recommendation and the review's entry on it.
fn adopted(options: &Options, plan: &Plan, write: Write<'_>) {
    let count = options.recommendations;
    let scene = Scene { plan, count, written: Quarter(0), step: "" };
    let mut random = Random::new(&[options.seed, 30, plan.number.into()]);
    let mut sentences = String::new();
    scene.sentence(&mut random, &STATEMENTS, &mut sentences);
    for _ in 0..random.below(3) {
        scene.sentence(&mut random, &STATEMENT_ENDS, &mut sentences);
    }
    let mut statement = String::new();
    narrative::wrapped(&sentences, &mut statement);

    let (title, group, number) = (plan.title(), plan.group, plan.number);
    let mut text = format!("+++\nnumber = {number}\ntitle = \"{title}\"\ngroup = \"{group}\"\n");
    disposition(&mut random, number, &mut text);
    text.push_str("+++\n");
    text.push_str(&statement);
    write(&format!("content/synthetic/recommendations/{}", file_name(number)), &text);

    if options.review {
        text.clear();
        review::entry(options.seed, &scene, &statement, &mut text);
        write(&format!("content/synthetic-review/{}", file_name(number)), &text);
    }
}

fn disposition(random: &mut Random, number: u32, out: &mut String) {
    let decision = if random.chance(95) { "accepted" } else { "pending" };
    push(out, format_args!("disposition = {{ decision = \"{decision}\", date = 2012-10-18, "));
    push(out, format_args!("resolution = \"https://board.example.org/2012/{number}\" }}\n"));
}

fn write_edition(options: &Options, plans: &[Plan], index: u32, write: Write<'_>) {
    let edition = Quarter(0).after(index);
    let directory = format!("content/synthetic/{}", edition.last_day());
    write(&format!("{directory}/_index.md"), &edition_index(edition));
    let mut chosen = Sample::new(options, index);
    let mut text = String::new();
    for plan in plans {
        if chosen.next() {
            text.clear();
            Update { seed: options.seed, plan, count: options.recommendations, edition }
                .file(&mut text);
            write(&format!("{directory}/{}", file_name(plan.number)), &text);
        }
    }
}

fn edition_index(edition: Quarter) -> String {
    let day = edition.last_day();
    let date = format!("{} {} {}", day.day, MONTHS[day.month as usize - 1], day.year);
    let parties = PARTIES.len();
    format!(
        "+++\ntitle = \"{date}\"\nsummary = \"What became of the plans by {date}.\"\n+++\n\
         This edition brings together what {parties} parties reported for the quarter.\n"
    )
}

fn file_name(number: u32) -> String {
    format!("rec-{number:05}.md")
}

/// Selection sampling of an exact share with equal probability (Knuth, "The Art of Computer
/// Programming", volume 2, algorithm 3.4.2 S).
struct Sample {
    random: Random,
    wanted: u32,
    left: u32,
}

impl Sample {
    fn new(options: &Options, edition: u32) -> Self {
        let left = options.recommendations;
        let share = u64::from(left) * u64::from(options.changed_percent) / 100;
        let wanted = if edition == 0 { left } else { u32::try_from(share).unwrap_or(left) };
        Self { random: Random::new(&[options.seed, 4, edition.into()]), wanted, left }
    }

    fn next(&mut self) -> bool {
        let chosen = self.random.below(self.left.max(1)) < self.wanted;
        self.left = self.left.saturating_sub(1);
        self.wanted -= u32::from(chosen);
        chosen
    }
}
