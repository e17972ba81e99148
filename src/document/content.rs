//! Front matter of each kind of file: all keys and their types.

use chrono::NaiveDate;

use super::doi::Doi;
use super::fields::{
    Allow, Assessment, Completion, Counted, Decision, Disposition, Markdown, Month, Numbers,
    OwnNumber, ReportKind, Status, Team,
};
use super::number::Number;
use crate::date::PartialDate;
use crate::item::Item;
use crate::schema::{Address, Identifier, Located, Required, Text, Verbatim, record};

record! {
    /// An ordinary page, or the front page.
    #[derive(Default)]
    Snake
    pub struct Page {
        /// The page's title.
        pub title: Text,
        /// Description for search engines.
        pub description: Option<Text>,
        /// Whether the page is a draft.
        pub draft: Option<bool>,
        /// Earlier addresses of the page.
        pub aliases: Box<[Located<Verbatim>]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A report: a numbered list of recommendations, or a review of one.
    #[derive(Default)]
    Snake
    pub struct Report {
        /// Kind of the report.
        pub kind: Required<Located<ReportKind>>,
        /// The report's title.
        pub title: Text,
        /// The short name, as in "SSR1 Recommendation 25".
        pub series: Option<Text>,
        /// Other short names used in texts.
        pub series_aliases: Box<[Text]>,
        /// What it calls its recommendations; a review follows the reviewed report.
        pub item: Option<Located<Item>>,
        /// Number of recommendations.
        pub count: Option<Located<u32>>,
        /// Directory of the reviewed report.
        pub of: Option<Located<Verbatim>>,
        /// The teams of a review.
        pub teams: Box<[Team]>,
        /// Status vocabulary, in place of the default.
        pub statuses: Box<[Status]>,
        /// What totals count; by default wholes.
        pub totals: Option<Counted>,
        /// The month in which its years of account begin; by default January.
        pub fiscal_year_start: Option<Month>,
        /// Priorities of its recommendations, in order; by default any text.
        pub priorities: Box<[Located<Text>]>,
        /// Assessments of a review, in order.
        pub assessments: Box<[Assessment]>,
        /// The parties that can be responsible for deliverables.
        pub parties: Box<[Party]>,
        /// Heading for statements that are not verbatim.
        pub statement_label: Option<Text>,
        /// Description for search engines.
        pub description: Option<Text>,
        /// Earlier addresses of the report.
        pub aliases: Box<[Located<Verbatim>]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A party: whoever is responsible for deliverables.
    Snake
    pub struct Party {
        /// Its name.
        pub name: Located<Text>,
        /// Its other names.
        pub aliases: Box<[Located<Text>]>,
        /// The larger body that it is part of, by name or alias.
        pub part_of: Option<Located<Text>>,
    }
}

record! {
    /// A recommendation; the body is the adopted statement.
    #[derive(Default)]
    Snake
    pub struct Recommendation {
        /// The number.
        pub number: OwnNumber,
        /// The title.
        pub title: Text,
        /// A short title, for tables, navigation and charts.
        pub short_title: Option<Text>,
        /// Its group; by default that of the recommendation that it is part of.
        pub group: Option<Located<Text>>,
        /// The recommendation that it is part of.
        pub part_of: Option<Located<Number>>,
        /// The recommendation under which its status is reported.
        pub covered_by: Option<Located<Number>>,
        /// The recommendation that replaces it, or several.
        pub superseded_by: Option<Numbers>,
        /// Its priority: one of the report's, if it lists them.
        pub priority: Option<Located<Text>>,
        /// Its tags.
        pub tags: Box<[Text]>,
        /// The recommendations that must be carried out first.
        pub depends_on: Box<[Located<Number>]>,
        /// Expected completion of the recommendation as a whole.
        pub expected: Option<Located<PartialDate>>,
        /// Expected completion, if it is no date.
        pub expected_text: Option<Text>,
        /// Responses of its addressees.
        pub responses: Box<[Response]>,
        /// Earlier addresses of its page.
        pub aliases: Box<[Located<Verbatim>]>,
        /// The accepting body's decision.
        pub disposition: Option<Disposition>,
        /// Amendments after publication.
        pub corrections: Box<[Correction]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// An edition: a dated publication of a report.
    #[derive(Default)]
    Snake
    pub struct Edition {
        /// The edition's title.
        pub title: Text,
        /// One-sentence summary.
        pub summary: Option<Text>,
        /// The date, if the directory's name is not a date.
        pub date: Option<Located<NaiveDate>>,
        /// The DOI, usually assigned after publication.
        pub doi: Option<Doi>,
        /// Whether the edition is a draft.
        pub draft: Option<bool>,
        /// Earlier addresses of the edition.
        pub aliases: Box<[Located<Verbatim>]>,
        /// Amendments after publication: of its own text, or updates added or removed.
        pub corrections: Box<[Correction]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// An edition's update on a recommendation.
    #[derive(Default)]
    Snake
    pub struct Update {
        /// The recommendation's number.
        pub number: OwnNumber,
        /// Whether the update is a draft.
        pub draft: Option<bool>,
        /// As-of date; by default the edition's date.
        pub as_of: Option<Located<NaiveDate>>,
        /// The recommendation's number in the edition before, if this edition changed it.
        pub was: Option<Located<Number>>,
        /// The title from this edition on, if it changes.
        pub title: Option<Text>,
        /// The short title from this edition on, if it changes.
        pub short_title: Option<Text>,
        /// The status: one of the report's; without one, it is not stated.
        pub status: Option<Located<Text>>,
        /// The group in this edition, if different.
        pub group: Option<Located<Text>>,
        /// The recommendation that replaces it from this edition on, or several.
        pub superseded_by: Option<Numbers>,
        /// The decision as of this edition, if different from the recommendation's file.
        pub disposition: Option<Disposition>,
        /// Expected completion from this edition on.
        pub expected: Option<Located<PartialDate>>,
        /// Expected completion from this edition on, if it is no date.
        pub expected_text: Option<Text>,
        /// Responses from this edition on, in place of all earlier ones.
        pub responses: Option<Box<[Response]>>,
        /// Points of the timeline, in order.
        pub milestones: Box<[Milestone]>,
        /// Promised results.
        pub deliverables: Box<[Deliverable]>,
        /// Amendments after publication.
        pub corrections: Box<[Correction]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A labelled point of a recommendation's timeline.
    Snake
    pub struct Milestone {
        /// What is reached.
        pub label: Located<Text>,
        /// Its date.
        pub date: Option<Located<PartialDate>>,
        /// Its status: one of the report's.
        pub status: Option<Located<Text>>,
    }
}

record! {
    /// A deliverable: a promised result.
    Snake
    pub struct Deliverable {
        /// Stable identifier from edition to edition.
        pub id: Option<Identifier>,
        /// Its text.
        pub text: Markdown,
        /// Its phase.
        pub phase: Option<Text>,
        /// Responsible parties.
        pub responsible: Box<[Located<Text>]>,
        /// The first promised date.
        pub due: Option<Located<PartialDate>>,
        /// When it is due, where that is no date: "every three months".
        pub due_text: Option<Text>,
        /// The revised date.
        pub revised_due: Option<Located<PartialDate>>,
        /// Reason for the slip.
        pub slip_reason: Option<Text>,
        /// The status: one of the report's.
        pub status: Option<Located<Text>>,
        /// Completion date, or whether completed.
        pub completed: Option<Located<Completion>>,
        /// Links to the result.
        pub evidence: Box<[Located<Address>]>,
        /// Why it is no longer pursued.
        pub dropped: Option<Located<Text>>,
        /// Its own narrative.
        pub note: Option<Markdown>,
    }
}

record! {
    /// An addressee's response to a recommendation.
    Snake
    pub struct Response {
        /// Who is asked to respond.
        pub addressee: Located<Text>,
        /// The addressee's decision.
        pub decision: Option<Decision>,
        /// The decision in other words.
        pub decision_text: Option<Text>,
        /// Date of the response.
        pub date: Option<Located<PartialDate>>,
        /// Link to the response.
        pub address: Option<Located<Address>>,
        /// Date by which a response is due.
        pub deadline: Option<Located<PartialDate>>,
        /// Note.
        pub note: Option<Markdown>,
    }
}

impl Response {
    /// Whether a response has been given: a decision other than `pending`, or if none is stated,
    /// anything else of a response.
    pub fn is_given(&self) -> bool {
        match self.decision {
            Some(decision) => decision != Decision::Pending,
            None => self.decision_text.is_some() || self.date.is_some() || self.address.is_some(),
        }
    }
}

record! {
    /// A correction: an amendment of a published edition.
    Snake
    pub struct Correction {
        /// Date of the correction.
        pub date: Located<NaiveDate>,
        /// What was amended.
        pub note: Markdown,
    }
}

record! {
    /// A review's entry on one recommendation; the body is the reviewers' notes.
    #[derive(Default)]
    Snake
    pub struct ReviewEntry {
        /// The number in the reviewed report.
        pub number: OwnNumber,
        /// The statement as quoted by the review.
        pub statement: Option<Markdown>,
        /// Its group in the review.
        pub group: Option<Located<Text>>,
        /// Team codes.
        pub teams: Box<[Located<Text>]>,
        /// Percent complete.
        pub progress: Option<Located<u32>>,
        /// The assessment: one of the review's.
        pub assessment: Option<Located<Text>>,
        /// The recommendation whose entry covers this one.
        pub covered_by: Option<Located<Number>>,
        /// The reviewers' tasks.
        pub tasks: Box<[Task]>,
        /// Allowed findings.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A task of the reviewers.
    Snake
    pub struct Task {
        /// Its text.
        pub text: Markdown,
        /// Team codes.
        pub teams: Box<[Located<Text>]>,
        /// Percent complete.
        pub progress: Option<Located<u32>>,
        /// Subtasks.
        pub tasks: Box<[Task]>,
    }
}
