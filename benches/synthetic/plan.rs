//! The plan of one recommendation over time, reported or not.

use super::calendar::{Date, PartialDate, Quarter};
use super::random::Random;
use super::vocabulary::{
    GROUPS, LINK_TEXTS, MANNERS, OBJECTS, PARTIES, PRACTICES, QUALIFIERS, SLIP_REASONS, STAGES,
    Stage,
};

/// A recommendation with its steps.
pub(super) struct Plan {
    pub(super) number: u32,
    /// What is to be established, without an article: "annual audit of root zone changes".
    pub(super) subject: String,
    /// The last part of the subject: "root zone changes".
    pub(super) object: &'static str,
    /// The noun of the subject: "audit".
    pub(super) practice: &'static str,
    /// How it is to be established: "with registrars".
    pub(super) manner: &'static str,
    pub(super) group: &'static str,
    pub(super) steps: Vec<Step>,
}

/// A deliverable from promise to completion.
pub(super) struct Step {
    pub(super) id: String,
    pub(super) stage: &'static Stage,
    pub(super) responsible: Vec<&'static str>,
    /// The first edition that lists it.
    pub(super) listed: Quarter,
    pub(super) due: PartialDate,
    /// The first edition that shows it complete.
    pub(super) finished: Quarter,
    /// Day or month of completion, if known.
    pub(super) completed: Option<PartialDate>,
    /// The quarter from which the slip is reported.
    admitted: Quarter,
    pub(super) slip_reason: &'static str,
    pub(super) evidence: Vec<String>,
}

/// A status of the default vocabulary, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Complete,
    Planned,
    BehindRecoverable,
    BehindReplan,
}

impl Status {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Planned => "planned",
            Self::BehindRecoverable => "behind-recoverable",
            Self::BehindReplan => "behind-replan",
        }
    }
}

impl Plan {
    /// The plan of recommendation `number` of `count`.
    pub(super) fn new(seed: u64, number: u32, count: u32) -> Self {
        let subject = Subject::new(seed, number);
        let mut random = Random::new(&[seed, 1, number.into()]);
        let steps = steps(&mut random, number, subject.practice);
        Self {
            number,
            subject: subject.phrase(),
            object: subject.object,
            practice: subject.practice,
            manner: subject.manner,
            group: group(number, count),
            steps,
        }
    }

    pub(super) fn title(&self) -> String {
        capitalised(&format!("{} {}", self.subject, self.manner))
    }

    /// The steps listed in an edition.
    pub(super) fn listed(&self, edition: Quarter) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.listed <= edition)
    }

    /// Complete once every step is, otherwise the worst of them.
    pub(super) fn status(&self, edition: Quarter) -> Status {
        self.listed(edition).map(|step| step.status(edition)).max().unwrap_or(Status::Planned)
    }
}

impl Step {
    pub(super) fn is_complete(&self, edition: Quarter) -> bool {
        self.finished <= edition
    }

    pub(super) fn status(&self, edition: Quarter) -> Status {
        let revised = self.revised_due(edition).is_some();
        if self.is_complete(edition) {
            Status::Complete
        } else if revised && self.finished > self.due.last_quarter().after(1) {
            Status::BehindReplan
        } else if revised || self.due.last_day() < edition.last_day() {
            Status::BehindRecoverable
        } else {
            Status::Planned
        }
    }

    /// The revised date. A long slip is reported in two stages.
    pub(super) fn revised_due(&self, edition: Quarter) -> Option<PartialDate> {
        let due = self.due.last_quarter();
        if self.finished <= due || edition < self.admitted {
            return None;
        }
        let hoped = due.after(2);
        let target = if edition <= hoped { self.finished.min(hoped) } else { self.finished };
        Some(match target.0.rem_euclid(3) {
            0 => PartialDate::Month(target.year(), target.month(2)),
            1 => PartialDate::Quarter(target),
            _ => PartialDate::Day(target.last_day()),
        })
    }
}

/// The words that name a recommendation, with the manner that distinguishes equal names.
struct Subject {
    qualifier: &'static str,
    practice: &'static str,
    preposition: &'static str,
    object: &'static str,
    manner: &'static str,
}

impl Subject {
    /// Distinct for the first 184,320 numbers: the multiplier is coprime to the number of names, so
    /// names repeat only after all are used, with the next manner.
    fn new(seed: u64, number: u32) -> Self {
        let names = QUALIFIERS.len() * PRACTICES.len() * OBJECTS.len();
        let offset = Random::new(&[seed, 2]).below(7_680) as usize;
        let index = number as usize;
        let name = (index * 4_801 + offset) % names;
        let (practice, preposition) = PRACTICES[name / QUALIFIERS.len() % PRACTICES.len()];
        Self {
            qualifier: QUALIFIERS[name % QUALIFIERS.len()],
            practice,
            preposition,
            object: OBJECTS[name / (QUALIFIERS.len() * PRACTICES.len())],
            manner: MANNERS[(name + index / names) % MANNERS.len()],
        }
    }

    fn phrase(&self) -> String {
        let Self { qualifier, practice, preposition, object, .. } = self;
        format!("{qualifier} {practice} {preposition} {object}")
    }
}

/// Groups are runs of consecutive numbers of similar length, as in reports.
fn group(number: u32, count: u32) -> &'static str {
    let place = u64::from(number - 1) * GROUPS.len() as u64 / u64::from(count);
    GROUPS[usize::try_from(place).unwrap_or(0)]
}

fn steps(random: &mut Random, number: u32, practice: &str) -> Vec<Step> {
    let end = last_quarter(random);
    let stages = stages(random);
    let count = stages.len();
    let mut finished: Vec<Quarter> =
        (1..count).map(|_| end.before(random.between(0, 5))).chain([end]).collect();
    finished.sort_unstable();
    let mut steps = Vec::with_capacity(count);
    for (stage, finished) in stages.into_iter().zip(finished) {
        steps.push(step(random, number, practice, stage, finished));
    }
    // Late additions end within the plan, so that completed recommendations stay complete.
    if count > 3 && end > Quarter(0) && random.chance(20) {
        steps[count - 2].listed = Quarter(1).after(random.below(3)).min(end);
    }
    steps
}

/// The quarter of the last step: past for some, years ahead for a few.
fn last_quarter(random: &mut Random) -> Quarter {
    match random.below(100) {
        0..30 => Quarter(0).before(random.between(0, 5)),
        30..90 => Quarter(1).after(random.below(10)),
        _ => Quarter(11).after(random.below(16)),
    }
}

/// Three to six stages in order.
fn stages(random: &mut Random) -> Vec<&'static Stage> {
    let wanted = random.between(3, 6) as usize;
    let mut chosen = Vec::with_capacity(wanted);
    for (index, stage) in STAGES.iter().enumerate() {
        let missing = wanted - chosen.len();
        let left = u32::try_from(STAGES.len() - index).unwrap_or(1);
        if (random.below(left) as usize) < missing {
            chosen.push(stage);
        }
    }
    chosen
}

fn step(
    random: &mut Random,
    number: u32,
    practice: &str,
    stage: &'static Stage,
    finished: Quarter,
) -> Step {
    let slip = if random.chance(30) { random.between(1, 4) } else { 0 };
    let due = partial_date(random, finished.before(slip));
    let admitted = due.last_quarter().after(random.pick(&[0, 0, 1, 1, 2]));
    let id = format!("{}-{}", stage.id, practice.replace(' ', "-"));
    Step {
        evidence: evidence(random, number, &id),
        id,
        stage,
        responsible: responsible(random),
        listed: Quarter(i32::MIN),
        due,
        finished,
        completed: completion(random, finished),
        admitted,
        slip_reason: random.pick(&SLIP_REASONS),
    }
}

/// A partial date of any precision. A whole year ends later than the quarter.
fn partial_date(random: &mut Random, quarter: Quarter) -> PartialDate {
    let month = quarter.month(random.below(3));
    match random.below(10) {
        0 => PartialDate::Year(quarter.year()),
        1..4 => PartialDate::Quarter(quarter),
        4..8 => PartialDate::Month(quarter.year(), month),
        _ => PartialDate::Day(Date { year: quarter.year(), month, day: random.between(1, 28) }),
    }
}

/// At least two weeks before the quarter's end, before any as-of date.
fn completion(random: &mut Random, quarter: Quarter) -> Option<PartialDate> {
    let index = random.below(3);
    let (year, month) = (quarter.year(), quarter.month(index));
    match random.below(10) {
        0 | 1 => None,
        2..6 if index < 2 => Some(PartialDate::Month(year, month)),
        _ => Some(PartialDate::Day(Date { year, month, day: random.between(1, 14) })),
    }
}

fn responsible(random: &mut Random) -> Vec<&'static str> {
    let first = if random.chance(40) { PARTIES[0] } else { random.pick(&PARTIES) };
    let second = random.pick(&PARTIES);
    if second != first && random.chance(30) { vec![first, second] } else { vec![first] }
}

fn evidence(random: &mut Random, number: u32, id: &str) -> Vec<String> {
    let mut links = Vec::new();
    if random.chance(92) {
        links.push(format!("https://www.example.org/{number}/{id}"));
    }
    if random.chance(15) {
        let page = random.pick(&LINK_TEXTS).replace(' ', "-");
        links.push(format!("https://archive.example.org/{number}/{page}.pdf"));
    }
    links
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
