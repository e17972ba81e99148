//! JSON Schemas (draft 2020-12) of the formats.

use std::io;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema as Described};

use super::model::{EditionFile, ReportFile, ReviewFile, VERSION};
use super::{Addresses, File};

/// A format with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// A whole report.
    Report,
    /// A report as of one edition.
    Edition,
    /// A review.
    Review,
}

impl Schema {
    /// All formats.
    pub const ALL: &[Self] = &[Self::Report, Self::Edition, Self::Review];

    /// The name of the format, without its version.
    pub fn format(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Edition => "edition",
            Self::Review => "review",
        }
    }

    /// The name of its file, without `.json`.
    pub fn name(self) -> String {
        format!("{}-{VERSION}", self.format())
    }

    /// The schema.
    pub fn describe(self) -> Described {
        match self {
            Self::Report => describe::<ReportFile<'_>>(),
            Self::Edition => describe::<EditionFile<'_>>(),
            Self::Review => describe::<ReviewFile<'_>>(),
        }
    }

    pub(super) fn write(
        self,
        addresses: &dyn Addresses,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut schema = self.describe();
        let own = addresses.file(File::Schema(self));
        // An identifier must be absolute.
        if own.contains("://") {
            schema.insert("$id".to_owned(), own.into());
        }
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        out.write_all(b"\n")
    }
}

/// Describes written, not accepted files: keys that are always present are required.
fn describe<T: JsonSchema>() -> Described {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
