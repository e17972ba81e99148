//! Dates and keywords.

use std::borrow::Cow;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::date::PartialDate;
use crate::document::fields;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A day: `2016-09-30`.",
        })
    }
}

/// A date with a precision of a day, month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDay(pub PartialDate);

impl Serialize for PartialDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for PartialDay {
    fn schema_name() -> Cow<'static, str> {
        "PartialDay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$",
            "description":
                "A year, a quarter, a month or a day: `2016`, `2016-Q3`, `2016-09`, `2016-09-30`.",
        })
    }
}

/// Declares an enum of front matter as a data type.
macro_rules! word {
    ($(#[doc = $doc:literal])* $name:ident of $inner:ty) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $inner);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.word())
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let words: Vec<&str> = <$inner>::WORDS.iter().map(|(word, _)| *word).collect();
                json_schema!({ "enum": words, "description": concat!($($doc),*).trim() })
            }
        }
    };
}

word! {
    /// Kind of a report.
    Kind of fields::ReportKind
}

word! {
    /// What totals count: recommendations that are part of no other, or those without parts.
    Counted of fields::Counted
}

word! {
    /// Kind of a status, for totals.
    StatusKind of fields::StatusKind
}

word! {
    /// The accepting body's decision.
    Decision of fields::Decision
}

word! {
    /// Kind of an assessment, for comparison with statuses.
    AssessmentKind of fields::AssessmentKind
}
