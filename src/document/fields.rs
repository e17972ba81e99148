//! Domain-specific front matter values.

use serde_json::{Value, json};
use toml::de::DeValue;

use super::number::Number;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Span};
use crate::schema::{
    Decode, Decoder, Definitions, Located, Node, Text, Verbatim, keywords, record,
};

impl Decode for Number {
    fn expected() -> String {
        "a number such as `25` or `\"4.1\"`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = match node.get_ref() {
            DeValue::Integer(_) => {
                crate::schema::integer(node).and_then(|integer| Self::from_integer(integer).ok())
            }
            DeValue::String(text) => match Self::new(text) {
                Ok(number) => Some(number),
                Err(error) => {
                    let location = decoder.location(node.span());
                    decoder.report(
                        Diagnostic::error("wrong-type", location, error.to_string())
                            .label(format!("expected {}", Self::expected())),
                    );
                    return None;
                }
            },
            // `4.10` and `4.1` are one float but two numbers.
            DeValue::Float(float) => {
                let location = decoder.location(node.span());
                let written = float.as_str().to_owned();
                decoder.report(
                    Diagnostic::error(
                        "wrong-type",
                        location,
                        format!("expected {}, found `{written}`", Self::expected()),
                    )
                    .label("a number with a decimal point needs quotes")
                    .help(format!("write `\"{written}\"`")),
                );
                return None;
            }
            _ => None,
        };
        if number.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        number
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": ["integer", "string"], "minimum": 1, "minLength": 1, "maxLength": 32 })
    }
}

/// The number that a file is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OwnNumber {
    /// Stated in the front matter.
    Stated(Located<Number>),
    /// Taken from the file's name: the one in the front matter is missing or wrong, which has been
    /// reported.
    Named(Number),
    /// Missing or wrong, which has been reported, and not in the file's name either.
    #[default]
    Unknown,
}

impl OwnNumber {
    /// The number, if known.
    pub fn known(&self) -> Option<&Number> {
        match self {
            Self::Stated(number) => Some(&number.value),
            Self::Named(number) => Some(number),
            Self::Unknown => None,
        }
    }

    /// The number with its place, if the front matter states it.
    pub fn stated(&self) -> Option<&Located<Number>> {
        match self {
            Self::Stated(number) => Some(number),
            Self::Named(_) | Self::Unknown => None,
        }
    }
}

impl Decode for OwnNumber {
    fn expected() -> String {
        Number::expected()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        Located::decode(node, decoder).map(Self::Stated)
    }

    fn fallback() -> Option<Self> {
        Some(Self::Unknown)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        Number::schema(definitions)
    }
}

/// One number, or a list of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(pub Box<[Located<Number>]>);

impl Decode for Numbers {
    fn expected() -> String {
        "a number such as `25`, or a list such as `[25, \"4.1\"]`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.get_ref() {
            DeValue::Array(_) => Decode::decode(node, decoder).map(Self),
            _ => Located::decode(node, decoder).map(|one| Self([one].into())),
        }
    }

    fn schema(definitions: &mut Definitions) -> Value {
        let one = Number::schema(definitions);
        json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// Whether and, if known, when a deliverable was completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// `completed = false`
    Open,
    /// `completed = true`
    Done,
    /// `completed = "2016-09"`
    On(PartialDate),
}

impl Decode for Completion {
    fn expected() -> String {
        "`true`, `false` or a date such as `\"2016-09\"`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.get_ref() {
            DeValue::Boolean(true) => Some(Self::Done),
            DeValue::Boolean(false) => Some(Self::Open),
            DeValue::String(_) | DeValue::Datetime(_) => {
                PartialDate::decode(node, decoder).map(Self::On)
            }
            _ => {
                decoder.wrong(node, &Self::expected());
                None
            }
        }
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "anyOf": [{ "type": "boolean" }, PartialDate::schema(definitions)] })
    }
}

/// Markdown in front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// The text.
    pub text: Verbatim,
    /// The value's bytes in the file, including quotes.
    pub span: Span,
    /// Offset of the text if it is verbatim in the file; `None` if an escape or line continuation
    /// makes them differ.
    pub start: Option<u32>,
}

impl Decode for Markdown {
    fn expected() -> String {
        "a text in quotes".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Verbatim::decode(node, decoder)?;
        let span = decoder.span(node);
        let quotes = decoder.opening_quotes(node);
        let raw_length = span.range().len();
        // Escapes make the written form longer than text and quotes.
        let whole = node.get_ref().as_str().map_or(0, str::len);
        let closing = if quotes >= 3 { 3 } else { 1 };
        let start = (whole + quotes + closing == raw_length)
            .then(|| span.start + u32::try_from(quotes).unwrap_or_default());
        Some(Self { text, span, start })
    }

    fn fallback() -> Option<Self> {
        Some(Self { text: Verbatim::default(), span: Span { start: 0, end: 0 }, start: None })
    }

    fn schema(definitions: &mut Definitions) -> Value {
        Verbatim::schema(definitions)
    }
}

keywords! {
    /// Decision of the accepting body.
    pub enum Decision {
        /// Accepted.
        Accepted = "accepted",
        /// Accepted in principle.
        AcceptedInPrinciple = "accepted in principle",
        /// Not decided yet.
        Pending = "pending",
        /// Rejected.
        Rejected = "rejected",
    }
}

keywords! {
    /// Kind of a status, for totals and rules.
    pub enum StatusKind {
        /// Finished.
        Done = "done",
        /// Not begun.
        NotStarted = "not-started",
        /// In progress or planned.
        Active = "active",
        /// Behind schedule.
        Late = "late",
        /// Abandoned.
        Dropped = "dropped",
    }
}

/// A month, from 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(pub u8);

impl Decode for Month {
    fn expected() -> String {
        "a month from 1 to 12".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = crate::schema::integer(node);
        let month = number.and_then(|number| u8::try_from(number).ok());
        let month = month.filter(|month| (1..=12).contains(month));
        if month.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        month.map(Self)
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "integer", "minimum": 1, "maximum": 12 })
    }
}

keywords! {
    /// What the totals of a report count.
    pub enum Counted {
        /// Recommendations that are part of no other.
        Wholes = "wholes",
        /// Recommendations without parts.
        Parts = "parts",
    }
}

keywords! {
    /// Kind of a report.
    pub enum ReportKind {
        /// Implementation of recommendations, edition by edition.
        Implementation = "implementation",
        /// A plan for, or an assessment of, another report's recommendations.
        Review = "review",
    }
}

record! {
    /// The accepting body's decision.
    Snake
    pub struct Disposition {
        /// The decision.
        pub decision: Decision,
        /// Date of the decision.
        pub date: Option<Located<PartialDate>>,
        /// Link to the resolution.
        pub resolution: Option<Located<crate::schema::Address>>,
    }
}

record! {
    /// One status of a report's vocabulary.
    Snake
    pub struct Status {
        /// Identifier used in updates, such as `complete`.
        pub id: Located<Text>,
        /// Display text.
        pub label: Text,
        /// Kind, for totals and rules.
        pub kind: StatusKind,
    }
}

keywords! {
    /// Kind of an assessment, for comparison with statuses.
    pub enum AssessmentKind {
        /// Carried out.
        Met = "met",
        /// Carried out in part.
        Partly = "partly",
        /// Not carried out.
        NotMet = "not-met",
        /// Overtaken by events.
        NoLongerApplies = "no-longer-applies",
    }
}

record! {
    /// One assessment of a review's vocabulary.
    Snake
    pub struct Assessment {
        /// Identifier used in entries, such as `met`.
        pub id: Located<Text>,
        /// Display text.
        pub label: Text,
        /// Kind, for comparison with statuses.
        pub kind: AssessmentKind,
    }
}

record! {
    /// An allowed finding.
    Snake
    pub struct Allow {
        /// The rule.
        pub rule: Located<Text>,
        /// Why it is intended.
        pub reason: Text,
    }
}

/// A team of reviewers: a code, or code and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The code, used in entries and tasks.
    pub code: Located<Text>,
    /// Its name.
    pub name: Option<Text>,
}

record! {
    /// A team of reviewers.
    Snake
    pub struct NamedTeam {
        /// The code, used in entries and tasks.
        pub code: Located<Text>,
        /// Its name.
        pub name: Text,
    }
}

impl Decode for Team {
    fn expected() -> String {
        "a team's code, or a table such as `{ code = \"IS\", name = \"…\" }`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.get_ref() {
            DeValue::String(_) => {
                Located::decode(node, decoder).map(|code| Self { code, name: None })
            }
            DeValue::Table(_) => NamedTeam::decode(node, decoder)
                .map(|team| Self { code: team.code, name: Some(team.name) }),
            _ => {
                decoder.wrong(node, &Self::expected());
                None
            }
        }
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "anyOf": [Text::schema(definitions), NamedTeam::schema(definitions)] })
    }
}

impl Decoder<'_> {
    /// Length of a string's opening quotes: one, three, or three and the line break that TOML
    /// drops.
    fn opening_quotes(&self, node: &Node<'_>) -> usize {
        let raw = self.raw(node);
        let three = raw.starts_with("\"\"\"") || raw.starts_with("'''");
        match (three, raw.get(3..).unwrap_or_default()) {
            (true, rest) if rest.starts_with("\r\n") => 5,
            (true, rest) if rest.starts_with('\n') => 4,
            (true, _) => 3,
            (false, _) => 1,
        }
    }
}
