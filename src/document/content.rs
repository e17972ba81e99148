//! The front matter of each kind of file: every key that there is, and its type.

use chrono::NaiveDate;

use super::fields::{Allow, Completion, Disposition, Markdown, ReportKind, Status, Team};
use super::number::Number;
use crate::date::PartialDate;
use crate::schema::{Address, Identifier, Located, Text, Verbatim, record};

record! {
    /// An ordinary page, or the front page.
    Snake
    pub struct Page {
        /// The page's title.
        pub title: Text,
        /// What the page is about, for search engines.
        pub description: Option<Text>,
        /// Whether it is left out until it is finished.
        pub draft: Option<bool>,
        /// Earlier addresses of the page.
        pub aliases: Box<[Located<Verbatim>]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A report: one numbered list of recommendations, or a review of one.
    Snake
    pub struct Report {
        /// What the report is.
        pub kind: Located<ReportKind>,
        /// The report's title.
        pub title: Text,
        /// The short name, as in "SSR1 Recommendation 25".
        pub series: Option<Text>,
        /// Other short names under which texts mention it.
        pub series_aliases: Box<[Text]>,
        /// How many recommendations there are.
        pub count: Option<Located<u32>>,
        /// The directory of the report that a review is about.
        pub of: Option<Located<Verbatim>>,
        /// The teams of a review.
        pub teams: Box<[Team]>,
        /// The vocabulary of statuses, where the default four do not serve.
        pub statuses: Box<[Status]>,
        /// What the page calls the adopted statement, where it is not quoted.
        pub statement_label: Option<Text>,
        /// What the report is about, for search engines.
        pub description: Option<Text>,
        /// Earlier addresses of the report.
        pub aliases: Box<[Located<Verbatim>]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A recommendation as it was adopted; the body is the statement.
    Snake
    pub struct Recommendation {
        /// The number.
        pub number: Located<Number>,
        /// The title.
        pub title: Text,
        /// The group it is filed under.
        pub group: Option<Text>,
        /// The recommendation under which its status is reported.
        pub covered_by: Option<Located<Number>>,
        /// Earlier addresses of its page.
        pub aliases: Box<[Located<Verbatim>]>,
        /// What the accepting body decided.
        pub disposition: Option<Disposition>,
        /// What was amended after publication.
        pub corrections: Box<[Correction]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// An edition: a dated publication of a report.
    Snake
    pub struct Edition {
        /// The edition's title.
        pub title: Text,
        /// The edition in a sentence.
        pub summary: Option<Text>,
        /// The date, where the directory's name is none.
        pub date: Option<Located<NaiveDate>>,
        /// Whether it is left out until it is finished.
        pub draft: Option<bool>,
        /// Earlier addresses of the edition.
        pub aliases: Box<[Located<Verbatim>]>,
        /// What was amended after publication: updates taken out or slipped in, its own text.
        pub corrections: Box<[Correction]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// What one edition says about one recommendation.
    Snake
    pub struct Update {
        /// The recommendation's number.
        pub number: Located<Number>,
        /// Whether it is left out until it is finished.
        pub draft: Option<bool>,
        /// The day whose state it describes; the edition's own date by default.
        pub as_of: Option<Located<NaiveDate>>,
        /// The status: one of the report's.
        pub status: Option<Located<Text>>,
        /// The group, where this edition files it elsewhere.
        pub group: Option<Text>,
        /// What the accepting body had decided, where that was not yet what the recommendation's
        /// own file says.
        pub disposition: Option<Disposition>,
        /// Points of its timeline, in order.
        pub milestones: Box<[Milestone]>,
        /// What was promised.
        pub deliverables: Box<[Deliverable]>,
        /// What was amended after publication.
        pub corrections: Box<[Correction]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A labelled point of a recommendation's timeline.
    Snake
    pub struct Milestone {
        /// What happens there.
        pub label: Located<Text>,
        /// When.
        pub date: Option<Located<PartialDate>>,
        /// Its status: one of the report's.
        pub status: Option<Located<Text>>,
    }
}

record! {
    /// One promised piece of work.
    Snake
    pub struct Deliverable {
        /// What identifies it from edition to edition.
        pub id: Option<Identifier>,
        /// What is promised.
        pub text: Markdown,
        /// The phase it belongs to.
        pub phase: Option<Text>,
        /// Who is responsible.
        pub responsible: Box<[Text]>,
        /// The date first promised.
        pub due: Option<Located<PartialDate>>,
        /// The date promised instead.
        pub revised_due: Option<Located<PartialDate>>,
        /// Why the date was moved.
        pub slip_reason: Option<Text>,
        /// The status: one of the report's.
        pub status: Option<Located<Text>>,
        /// When it was completed, or whether.
        pub completed: Option<Located<Completion>>,
        /// Where the result can be seen.
        pub evidence: Box<[Located<Address>]>,
    }
}

record! {
    /// An amendment of a published edition, made openly.
    Snake
    pub struct Correction {
        /// When it was made.
        pub date: Located<NaiveDate>,
        /// What was amended.
        pub note: Markdown,
    }
}

record! {
    /// A review's entry on one recommendation; the body holds the reviewers' notes.
    Snake
    pub struct ReviewEntry {
        /// The number, in the report that is reviewed.
        pub number: Located<Number>,
        /// The statement as the review quotes it.
        pub statement: Option<Markdown>,
        /// The group the review files it under.
        pub group: Option<Text>,
        /// The codes of the teams.
        pub teams: Box<[Located<Text>]>,
        /// How much is done, in percent.
        pub progress: Option<Located<u32>>,
        /// The recommendation under whose entry it is dealt with.
        pub covered_by: Option<Located<Number>>,
        /// What the reviewers do.
        pub tasks: Box<[Task]>,
        /// Findings that are known and meant.
        pub allow: Box<[Allow]>,
    }
}

record! {
    /// A piece of the reviewers' work.
    Snake
    pub struct Task {
        /// What is done.
        pub text: Markdown,
        /// The codes of the teams.
        pub teams: Box<[Located<Text>]>,
        /// How much is done, in percent.
        pub progress: Option<Located<u32>>,
        /// The parts it consists of.
        pub tasks: Box<[Task]>,
    }
}
