//! Sentences from templates, with references to other recommendations.

use std::fmt::Write;

use super::calendar::Quarter;
use super::plan::Plan;
use super::random::Random;
use super::vocabulary::{ACTORS, LINK_TEXTS, MONTHS, OBJECTS};

/// Context of a sentence.
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    /// Number of recommendations.
    pub(super) count: u32,
    /// The quarter of writing.
    pub(super) written: Quarter,
    /// The deliverable, as "publish the …".
    pub(super) step: &'a str,
}

impl Scene<'_> {
    /// Appends a filled template. Without other recommendations, one without references, or
    /// nothing.
    pub(super) fn sentence(&self, random: &mut Random, templates: &[&str], out: &mut String) {
        let mut template = random.pick(templates);
        if self.count < 2 && refers(template) {
            let Some(alone) = templates.iter().find(|template| !refers(template)) else { return };
            template = alone;
        }
        if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        let mut rest = template;
        while let Some((text, tail)) = rest.split_once('{') {
            let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
            out.push_str(text);
            self.fill(random, name, out);
            rest = tail;
        }
        out.push_str(rest);
    }

    fn fill(&self, random: &mut Random, name: &str, out: &mut String) {
        match name {
            "subject" => out.push_str(&self.plan.subject),
            "object" => out.push_str(self.plan.object),
            "practice" => out.push_str(self.plan.practice),
            "manner" => out.push_str(self.plan.manner),
            "step" => out.push_str(self.step),
            "other" => out.push_str(random.pick(&OBJECTS)),
            "party" => out.push_str(random.pick(&ACTORS)),
            "month" => push(out, format_args!("{}", self.month(random))),
            "number" => push(out, format_args!("{}", random.between(3, 60))),
            "link" => self.link(random, out),
            "own" => push(out, format_args!("{}", self.plan.number)),
            "near" => push(out, format_args!("{}", self.near(random))),
            "ref" => self.single(random, out),
            "list" => self.list(random, out),
            "range" => self.range(random, out),
            unknown => unreachable!("no word is called `{unknown}`"),
        }
    }

    /// A month of the previous quarter, never after the edition.
    fn month(&self, random: &mut Random) -> String {
        let quarter = self.written.before(1);
        let month = quarter.month(random.below(3));
        format!("{} {}", MONTHS[month as usize - 1], quarter.year())
    }

    fn link(&self, random: &mut Random, out: &mut String) {
        let text = random.pick(&LINK_TEXTS);
        let (page, number) = (text.replace(' ', "-"), self.plan.number);
        let year = self.written.year();
        push(out, format_args!("[{text}](https://www.example.org/{year}/{number}/{page})"));
    }

    /// Another number, mostly nearby.
    fn near(&self, random: &mut Random) -> u32 {
        let own = self.plan.number;
        let distance = random.between(1, 12);
        let far = random.between(1, self.count);
        let after = random.chance(50);
        let neighbour = if after { own + distance } else { own.saturating_sub(distance) };
        let target = if random.chance(15) { far } else { neighbour };
        let exists = (1..=self.count).contains(&target) && target != own;
        if exists { target } else { own % self.count + 1 }
    }

    fn single(&self, random: &mut Random, out: &mut String) {
        let label = match random.below(20) {
            0..14 => "Recommendation",
            14..16 => "Rec.",
            16..19 => "SYN1 Recommendation",
            _ => "RECOMMENDATION",
        };
        push(out, format_args!("{label} {}", self.near(random)));
    }

    fn list(&self, random: &mut Random, out: &mut String) {
        let mut numbers: Vec<u32> = (0..random.between(2, 3)).map(|_| self.near(random)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let form = random.below(8);
        match numbers[..] {
            [one] => push(out, format_args!("Recommendation {one}")),
            [one, two] if form == 0 => push(out, format_args!("Recommendations {one} & {two}")),
            [one, two] => push(out, format_args!("Recommendations {one} and {two}")),
            [one, two, three] if form == 0 => {
                push(out, format_args!("Recommendations {one}, {two}, and {three}"));
            }
            [one, two, three] => {
                push(out, format_args!("Recommendations {one}, {two} and {three}"));
            }
            _ => {}
        }
    }

    /// A short range of numbers after or before this one, or a list if there is no room.
    fn range(&self, random: &mut Random, out: &mut String) {
        let own = self.plan.number;
        let (gap, length) = (random.between(1, 6), random.between(1, 4));
        let joint = random.pick(&[" – ", " – ", "-", "—", " to ", " through "]);
        if own + gap + length <= self.count {
            let first = own + gap;
            push(out, format_args!("Recommendations {first}{joint}{}", first + length));
        } else if own > gap + length {
            let last = own - gap;
            push(out, format_args!("Recommendations {}{joint}{last}", last - length));
        } else {
            self.list(random, out);
        }
    }
}

fn refers(template: &str) -> bool {
    ["{ref}", "{list}", "{range}", "{near}"].iter().any(|name| template.contains(name))
}

/// Wraps a paragraph at a hundred characters, but never before a word that would begin a list.
pub(super) fn wrapped(paragraph: &str, out: &mut String) {
    let mut width = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if width == 0 {
        } else if width + 1 + length > 100 && !begins_block(word) {
            out.push('\n');
            width = 0;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}

fn begins_block(word: &str) -> bool {
    let numbered = word.trim_end_matches(['.', ')']);
    let is_number = numbered.len() < word.len() && numbered.bytes().all(|b| b.is_ascii_digit());
    is_number || word.chars().all(|letter| letter.is_ascii_punctuation())
}

/// `write!` to a string, which cannot fail.
pub(super) fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a string takes all it is given");
}

pub(super) const STATEMENTS: [&str; 8] = [
    "The organisation should put in place one {subject} {manner}.",
    "The {subject} should be agreed {manner} and kept up to date.",
    "A {practice} should be established {manner}, so that {object} are handled in the same way \
     everywhere.",
    "The organisation should support the {subject} with people and money, {manner}.",
    "Responsibility for the {subject} should be assigned {manner} and made known.",
    "The {subject} should be prepared {manner} and tested before it is relied upon.",
    "Before the next review, the {subject} should be open to comment {manner}.",
    "The staff should maintain the {subject} {manner} and report on it to the Board.",
];

pub(super) const STATEMENT_ENDS: [&str; 8] = [
    "Progress should be reported every quarter.",
    "This work builds on {ref}.",
    "It should take account of what is learnt from {other}.",
    "The results should be published, except where that would put {other} at risk.",
    "The cost should be shown in the operating plan and budget.",
    "It should be carried out together with {list}.",
    "Measures of success should be set before the work begins.",
    "The community should be consulted on the first draft.",
];

pub(super) const PURPOSES: [&str; 10] = [
    "The {subject} gives {party} and the community a common basis for decisions about {object}.",
    "Work on the {subject} began after {party} found that {object} were described differently in \
     three places.",
    "The aim of the {subject} is that problems with {object} are found early and by those who can \
     correct them.",
    "Until now {object} were looked at case by case; the {practice} replaces that by a routine that \
     {party} can follow.",
    "The {subject} is meant for everyone who depends on {object}, and above all for {party}.",
    "The organisation treats the {practice} as part of its ordinary operations, and {party} keep it \
     up to date.",
    "A first version of the {practice} drew on the experience of {number} operators, most of them \
     with {object} of their own.",
    "The [{practice}](https://www.example.org/{own}/about) describes how {object} are handled, by \
     whom, and how soon.",
    "The strategic plan for FY2016—2020 names {object} among its priorities, and the {subject} \
     follows from it.",
    "The {subject} follows the advice that {party} gave, and the wording of the 2013 agreement.",
];

pub(super) const CONTEXTS: [&str; 8] = [
    "It shares its budget and its working group with {list}.",
    "What is said here applies to {list} as well, since {object} and {other} cannot be treated \
     apart.",
    "The results feed into {list}, which {party} report on separately.",
    "Some of the questions raised belong to {list} and are answered there.",
    "Its scope was settled together with that of {list}.",
    "The same project plan covers {list}, with separate milestones.",
    "It relies on the terms defined under {list}.",
    "For the parts that concern {other}, see {list}.",
];

pub(super) const EVENTS: [&str; 12] = [
    "In {month} {party} and a group of operators went through the open questions on {object} and \
     agreed on a list of {number} points.",
    "A session on {object} was held at the public meeting in {month}, with {number} people in the \
     room and others taking part remotely.",
    "The [draft terms](https://www.example.org/{own}/terms) were sent to {party} in {month}, and \
     {number} comments came back.",
    "Since {month} the {practice} has been tried out by {number} operators who volunteered.",
    "An outside adviser was engaged in {month} to compare the {practice} with those of similar \
     bodies.",
    "The {link} shows that {number} per cent of the cases that concern {object} are now handled \
     within the target.",
    "In {month} the **first results** were presented to {party}, who asked for figures on {other} \
     to be added.",
    "The team that looks after {object} was strengthened in {month} by {number} days of work a month.",
    "Two workshops in {month} brought {party} together with people who work on {other}.",
    "The data on {object} were checked again in {month}; {number} entries were corrected.",
    "The {link} was translated in {month} and sent to everyone on the mailing list.",
    "In {month} {party} confirmed the `{practice}` entry in the operating plan without changes.",
];

pub(super) const DETAILS: [&str; 8] = [
    "Most of those asked were content with the {practice}; a few would like {other} to be covered.",
    "The main lesson was that {object} change faster than the documents that describe them.",
    "The comments were answered one by one in the {link}.",
    "The next round will look at {other} more closely, with help from {party}.",
    "No additional budget was needed, because {party} could use what had been set aside for {other}.",
    "The method is described in the {link}, so that others can repeat the work.",
    "WHOIS Recommendation 4 asks for something similar, and the two teams exchange their notes.",
    "This Recommendation is addressed in the annual report as well.",
];

pub(super) const POINTERS: [&str; 8] = [
    "For the timetable, see {ref}.",
    "The part that concerns {other} is reported under {ref}.",
    "This depends on {ref}, where {party} are in the lead.",
    "How {party} take part is described under {ref}.",
    "The same holds for [the plan for {other}](rec:{near}) and for {ref}.",
    "The work under {ref} and [the framework](rec:{near}) uses the same data.",
    "{ref} sets out who is to be told, and when.",
    "Questions about {other} were passed on to those in charge of {ref}.",
];

pub(super) const REVISITS: [&str; 3] = [
    "The [first edition](rec:{own}@2015-06-30) of this report describes how the work was set up.",
    "Since the [first report](rec:{own}@2015-06-30) the number of operators has grown to {number}.",
    "What [was reported at first](rec:{own}@2015-06-30) about {object} still holds.",
];

pub(super) const COOPERATION: [&str; 8] = [
    "The work is coordinated with {range}, which deal with {other}.",
    "Together with {range} this forms one programme, for which {party} answer to the Board.",
    "The dependencies on {range} were reviewed in {month}, and none of them is critical.",
    "As with {range}, the {practice} is part of the standard operating procedures.",
    "A joint report on {range} will show how the measures on {object} and on {other} fit together.",
    "{range} rest on the same data, so the figures are collected only once.",
    "The review that covers {range} will include the {practice}.",
    "Those in charge of {range} take part in the monthly call on {object}.",
];

pub(super) const RESOURCES: [&str; 6] = [
    "The operating budget sets aside {number} days of outside help for the {practice}.",
    "The cost of the {practice} is shown in the budget under {other}, and {party} follow it monthly.",
    "About {number} people took part in the training, which {party} repeat twice a year.",
    "A tool that keeps track of {object} is in use since {month}; it is open to {party}.",
    "The contract for the {practice} runs for three years and may be extended once.",
    "The risk that {object} are affected by changes in {other} is rated as moderate.",
];

pub(super) const BULLETS: [&str; 14] = [
    "The {link} on {object} was published in {month}.",
    "{number} operators answered the questionnaire on {object}.",
    "The contact points for {object} were brought up to date with {party}.",
    "Progress on {other} is tracked as in {ref}.",
    "The [criteria](rec:{near}) were taken over without change.",
    "A glossary of {number} terms on {object} was *revised twice*.",
    "The list of open points is shared with {ref}.",
    "Training material on {other} was added to the [learning platform](https://learn.example.org/).",
    "Requests that concern {object} are now numbered, as proposed in [the plan](rec:{near}).",
    "The figures on {object} are collected by {party} every month.",
    "The template of {list} is used for the yearly report.",
    "{number} of the comments in the {link} led to changes.",
    "A second exercise on {object} was prepared with {party}.",
    "The text was aligned with {ref} and with the strategic plan.",
];

pub(super) const LEADS: [&str; 4] = [
    "Other steps taken so far:",
    "In addition:",
    "The following was done for {object}:",
    "Related activities of {party} and others:",
];

pub(super) const DONE: [&str; 5] = [
    "The step to {step} is behind us, and its results are in daily use.",
    "The team was able to {step}, and {party} were informed.",
    "The task to {step} was finished as described in the {link}.",
    "The decision to {step} has proved useful to {party}.",
    "After the work to {step}, {number} improvements to the {practice} were noted.",
];

pub(super) const OPEN: [&str; 5] = [
    "Work to {step} goes on, and {party} have offered their help.",
    "What remains is to {step}, for which {party} have set up a small team.",
    "The next step is to {step}; the {link} describes how.",
    "Preparations to {step} are under way with {party}.",
    "The plan to {step} was discussed with {party} and is being refined.",
];

pub(super) const FOOTNOTES: [&str; 4] = [
    "The count leaves out tests and duplicates; see the {link}.",
    "As reported by {party}; figures for {other} are not included.",
    "The period differs from that of {ref} by one month.",
    "Rounded to whole numbers.",
];

pub(super) const NOTES_COMPLETE: [&str; 4] = [
    "This recommendation is complete.",
    "This recommendation is complete. The {practice} is now part of ordinary operations.",
    "All deliverables are complete, and {party} look after the {practice} from here on.",
    "This recommendation is complete; later work on {object} is reported under {ref}.",
];

pub(super) const NOTES_PLANNED: [&str; 4] = [
    "Work is on schedule.",
    "Work is on schedule, and {party} expect no changes to the plan.",
    "The plan is being carried out as published; the order of the steps follows {ref}.",
    "Implementation continues in phases, with {party} in the lead.",
];

pub(super) const NOTES_BEHIND: [&str; 4] = [
    "Work is behind schedule; {party} expect to recover the time within the original plan.",
    "A delay in the work on {other} affected this recommendation, as it did {ref}.",
    "The schedule slipped by some weeks. The order of the remaining steps stays as it was.",
    "Some of the work took longer than planned, and {party} have agreed on what comes first.",
];

pub(super) const NOTES_REPLAN: [&str; 4] = [
    "The original plan is being adjusted; the new dates are shown with the deliverables.",
    "The plan was adjusted together with {party}, in step with {ref}.",
    "The work proved larger than expected, so {party} have moved some of the dates.",
    "The dates of the remaining deliverables were revised after talks with {party}.",
];

pub(super) const REVIEW_NOTES: [&str; 6] = [
    "The team will ask {party} how the {subject} is used in practice.",
    "The reports on {object} are clear, but say little about {other}.",
    "The evidence for this entry overlaps with that for {list}.",
    "Interviews with {party} are planned; the questions are those used for {ref}.",
    "The team read the {link} and has {number} questions on it.",
    "The effect on {other} cannot be judged from the published figures alone.",
];

pub(super) const TASKS: [&str; 6] = [
    "Read the reports on the {subject}",
    "Interview {party} about {object}",
    "Compare the {practice} with the practice of similar bodies",
    "Assess whether the {practice} reaches {party}",
    "Check the figures on {object} against the public record",
    "Look into the effect of the {practice} on {other}",
];
