//! Writes an update.

use std::fmt::Arguments;

use super::calendar::{Date, PartialDate, Quarter};
use super::narrative::{
    self, BULLETS, CONTEXTS, COOPERATION, DETAILS, DONE, EVENTS, FOOTNOTES, LEADS, NOTES_BEHIND,
    NOTES_COMPLETE, NOTES_PLANNED, NOTES_REPLAN, OPEN, POINTERS, PURPOSES, RESOURCES, REVISITS,
    Scene, push,
};
use super::plan::{Plan, Status, Step};
use super::random::Random;
use super::vocabulary::MEASURES;

/// Independently rewritten parts of a narrative.
#[derive(Clone, Copy)]
enum Part {
    Purpose,
    Events,
    Steps,
    Cooperation,
    Resources,
    Bullet(u32),
    Table,
    Notes,
}

/// One update being written.
pub(super) struct Update<'a> {
    pub(super) seed: u64,
    pub(super) plan: &'a Plan,
    pub(super) count: u32,
    pub(super) edition: Quarter,
}

impl Update<'_> {
    /// Appends the whole file.
    pub(super) fn file(&self, out: &mut String) {
        out.push_str("+++\n");
        self.head(out);
        self.milestones(out);
        for step in self.plan.listed(self.edition) {
            self.deliverable(step, out);
        }
        self.correction(out);
        out.push_str("+++\n## Project status\n\n");
        self.project_status(out);
        out.push_str("\n## Implementation notes\n\n");
        self.notes(out);
    }

    fn head(&self, out: &mut String) {
        push(out, format_args!("number = {}\n", self.plan.number));
        let mut random = self.random(10, 0);
        if random.chance(40) {
            let last = self.edition.last_day();
            let as_of = Date { day: last.day - random.between(0, 14), ..last };
            push(out, format_args!("as_of = {as_of}\n"));
        }
        push(out, format_args!("status = \"{}\"\n", self.plan.status(self.edition).id()));
    }

    /// The last step is a milestone, and often the first.
    fn milestones(&self, out: &mut String) {
        let steps = &self.plan.steps;
        let two = Random::new(&[self.seed, 11, self.plan.number.into()]).chance(60);
        let shown = if two {
            vec![&steps[0], &steps[steps.len() - 1]]
        } else {
            vec![&steps[steps.len() - 1]]
        };
        for step in shown {
            let label = format_args!("{} the {}", step.stage.milestone, self.plan.subject);
            push(out, format_args!("\n[[milestones]]\nlabel = \"{label}\"\n"));
            match step.completed {
                Some(date) if step.is_complete(self.edition) => date_line(out, "date", date),
                _ => {}
            }
            push(out, format_args!("status = \"{}\"\n", step.status(self.edition).id()));
        }
    }

    fn deliverable(&self, step: &Step, out: &mut String) {
        push(out, format_args!("\n[[deliverables]]\nid = \"{}\"\n", step.id));
        self.deliverable_text(step, out);
        push(out, format_args!("phase = \"{}\"\n", step.stage.phase));
        push(out, format_args!("responsible = [\"{}\"]\n", step.responsible.join("\", \"")));
        date_line(out, "due", step.due);
        if let Some(revised) = step.revised_due(self.edition) {
            date_line(out, "revised_due", revised);
            push(out, format_args!("slip_reason = \"{}\"\n", step.slip_reason));
        }
        push(out, format_args!("status = \"{}\"\n", step.status(self.edition).id()));
        if step.is_complete(self.edition) {
            match step.completed {
                Some(date) => date_line(out, "completed", date),
                None => out.push_str("completed = true\n"),
            }
            if !step.evidence.is_empty() {
                push(out, format_args!("evidence = [\"{}\"]\n", step.evidence.join("\", \"")));
            }
        }
    }

    /// The wording depends on the deliverable, and occasionally on the edition.
    fn deliverable_text(&self, step: &Step, out: &mut String) {
        let Plan { subject, object, manner, .. } = self.plan;
        let verb = step.stage.verb;
        let key = [self.seed, 12, self.plan.number.into(), step.due.last_day().month.into()];
        let mut random = Random::new(&[&key[..], &[step.id.len() as u64]].concat());
        let reworded = random.chance(6) && self.edition > Quarter(1);
        match random.below(20) {
            _ if reworded => push(out, format_args!("text = \"{verb} the {subject}, {manner}\"\n")),
            0 => {
                push(out, format_args!("text = \"\"\"\n{verb} the {subject}:\n\n"));
                push(out, format_args!("- the part that concerns {object}\n"));
                push(out, format_args!("- what was agreed {manner}\n\"\"\"\n"));
            }
            1 | 2 => {
                let scene = Scene { step: "", ..self.scene(Quarter(0)) };
                let mut text = format!("{verb} the {subject}");
                scene.sentence(&mut random, &["in step with {ref}", "as in {list}"], &mut text);
                push(out, format_args!("text = \"{text}\"\n"));
            }
            3 | 4 => {
                let year = step.due.last_day().year;
                push(out, format_args!("text = \"{verb} the {subject} for FY{year}\"\n"));
            }
            _ => push(out, format_args!("text = \"{verb} the {subject}\"\n")),
        }
    }

    fn correction(&self, out: &mut String) {
        if !self.random(13, 0).chance(2) {
            return;
        }
        let next = self.edition.after(1);
        let date = Date { year: next.year(), month: next.month(0), day: 14 };
        push(out, format_args!("\n[[corrections]]\ndate = {date}\n"));
        push(out, format_args!("note = \"The figures on {} were updated.\"\n", self.plan.object));
    }

    fn project_status(&self, out: &mut String) {
        let mut footnote = None;
        self.paragraph(Part::Purpose, out, |scene, random, text| {
            scene.sentence(random, &PURPOSES, text);
            scene.sentence(random, &CONTEXTS, text);
        });
        self.paragraph(Part::Events, out, |scene, random, text| {
            scene.sentence(random, &EVENTS, text);
            if random.chance(12) {
                text.push_str("[^count]");
                let mut note = String::from("\n[^count]:");
                scene.sentence(random, &FOOTNOTES, &mut note);
                footnote = Some(note + "\n");
            }
            scene.sentence(random, &DETAILS, text);
            if random.chance(60) {
                scene.sentence(random, &POINTERS, text);
            }
        });
        self.steps(out);
        if self.has(Part::Cooperation, 60) {
            self.paragraph(Part::Cooperation, out, |scene, random, text| {
                scene.sentence(random, &COOPERATION, text);
                if random.chance(50) {
                    scene.sentence(random, &DETAILS, text);
                }
            });
        }
        if self.has(Part::Resources, 25) {
            self.paragraph(Part::Resources, out, |scene, random, text| {
                scene.sentence(random, &RESOURCES, text);
                scene.sentence(random, &POINTERS, text);
            });
        }
        self.bullets(out);
        if self.has(Part::Table, 15) {
            self.table(out);
        }
        out.push_str(&footnote.unwrap_or_default());
    }

    /// Mentions the last complete and the first open step, so that it never contradicts the
    /// deliverables. Changes when one of them does.
    fn steps(&self, out: &mut String) {
        let listed: Vec<&Step> = self.plan.listed(self.edition).collect();
        let complete = listed.iter().rposition(|step| step.is_complete(self.edition));
        let open = listed.iter().position(|step| !step.is_complete(self.edition));
        let mut text = String::new();
        for (index, templates) in [(complete, &DONE), (open, &OPEN)] {
            let Some(index) = index else { continue };
            let step = listed[index];
            let verb = step.stage.verb.to_lowercase().replace("board", "Board");
            let step_text = format!("{verb} the {}", self.plan.practice);
            let written = step.finished.min(Quarter(0));
            let scene = Scene { step: &step_text, ..self.scene(written) };
            scene.sentence(&mut self.part_random(Part::Steps, index as u64), templates, &mut text);
        }
        narrative::wrapped(&text, out);
        out.push('\n');
    }

    fn bullets(&self, out: &mut String) {
        let mut random = self.part_random(Part::Bullet(0), 0);
        let mut lead = String::new();
        self.scene(Quarter(0)).sentence(&mut random, &LEADS, &mut lead);
        narrative::wrapped(&lead, out);
        out.push('\n');
        let start = random.below(14) as usize;
        for index in 0..random.between(3, 4) {
            // A different template for each line, so that lists do not repeat.
            let template = BULLETS[(start + index as usize * 3) % BULLETS.len()];
            let part = Part::Bullet(index + 1);
            let written = self.written(part);
            let mut random = self.part_random(part, u64::from(written.0.unsigned_abs()));
            let mut text = String::new();
            self.scene(written).sentence(&mut random, &[template], &mut text);
            if !text.is_empty() {
                push(out, format_args!("- {text}\n"));
            }
        }
    }

    fn table(&self, out: &mut String) {
        let written = self.written(Part::Table);
        let mut random = self.part_random(Part::Table, u64::from(written.0.unsigned_abs()));
        let first = random.below(8) as usize;
        out.push_str("\n| Measure | Quarter before | This quarter |\n| --- | ---: | ---: |\n");
        for row in 0..random.between(2, 3) as usize {
            let measure = MEASURES[(first + row) % MEASURES.len()];
            let (before, now) = (random.between(5, 200), random.between(5, 200));
            push(out, format_args!("| {measure} | {before} | {now} |\n"));
        }
    }

    fn notes(&self, out: &mut String) {
        let status = self.plan.status(self.edition);
        let (templates, key) = match status {
            Status::Complete => (&NOTES_COMPLETE, 0),
            Status::Planned => (&NOTES_PLANNED, 100),
            Status::BehindRecoverable => (&NOTES_BEHIND, 200),
            Status::BehindReplan => (&NOTES_REPLAN, 300),
        };
        let written = self.written(Part::Notes);
        let mut random = self.part_random(Part::Notes, key + u64::from(written.0.unsigned_abs()));
        let mut text = String::new();
        self.scene(written).sentence(&mut random, templates, &mut text);
        if self.edition > Quarter(0) && random.chance(20) {
            self.scene(written).sentence(&mut random, &REVISITS, &mut text);
        }
        narrative::wrapped(&text, out);
    }

    /// A paragraph in the wording of the edition that last rewrote it.
    fn paragraph(
        &self,
        part: Part,
        out: &mut String,
        compose: impl FnOnce(&Scene<'_>, &mut Random, &mut String),
    ) {
        let written = self.written(part);
        let mut random = self.part_random(part, u64::from(written.0.unsigned_abs()));
        let mut text = String::new();
        compose(&self.scene(written), &mut random, &mut text);
        narrative::wrapped(&text, out);
        out.push('\n');
    }

    /// The edition that last rewrote a part. Completed recommendations are seldom rewritten.
    fn written(&self, part: Part) -> Quarter {
        let rewritten = |edition: &i32| {
            let before = Quarter(edition - 1);
            let complete = self.plan.status(before) == Status::Complete;
            let percent = part.percent_rewritten() / if complete { 5 } else { 1 };
            self.part_random(part, 1_000 + u64::from(edition.unsigned_abs())).chance(percent)
        };
        Quarter((1..=self.edition.0).rev().find(rewritten).unwrap_or(0))
    }

    /// Whether this recommendation has an optional part, in all editions or none.
    fn has(&self, part: Part, percent: u32) -> bool {
        self.part_random(part, 999).chance(percent)
    }

    fn scene(&self, written: Quarter) -> Scene<'_> {
        Scene { plan: self.plan, count: self.count, written, step: "" }
    }

    fn random(&self, topic: u64, variant: u64) -> Random {
        let edition = u64::from(self.edition.0.unsigned_abs());
        Random::new(&[self.seed, topic, self.plan.number.into(), edition, variant])
    }

    fn part_random(&self, part: Part, variant: u64) -> Random {
        Random::new(&[self.seed, 20, self.plan.number.into(), part.key(), variant])
    }
}

impl Part {
    fn key(self) -> u64 {
        match self {
            Self::Purpose => 0,
            Self::Events => 1,
            Self::Steps => 2,
            Self::Cooperation => 3,
            Self::Resources => 4,
            Self::Table => 5,
            Self::Notes => 6,
            Self::Bullet(index) => 10 + u64::from(index),
        }
    }

    fn percent_rewritten(self) -> u32 {
        match self {
            Self::Purpose => 8,
            Self::Events | Self::Table => 75,
            Self::Steps => 0,
            Self::Cooperation | Self::Resources | Self::Notes => 20,
            Self::Bullet(_) => 25,
        }
    }
}

fn date_line(out: &mut String, key: &str, date: PartialDate) {
    let line: Arguments<'_> = format_args!("{key} = \"{date}\"\n");
    push(out, line);
}
