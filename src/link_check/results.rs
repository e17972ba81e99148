//! `links.toml`: what addresses answered, and when.
//!
//! Rules read it, so that findings about addresses need no network and are the same everywhere
//! until it is written again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml_edit::{ArrayOfTables, DocumentMut, Table, value};

use super::answer::{Answer, Outcome};
use crate::date::toml_date;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::schema::{self, Text, Verbatim, record};
use crate::world::{ReadError, TextError, World, read_text};

/// The file, beside `book.toml`.
pub const FILE_NAME: &str = "links.toml";

const HEAD: &str = "\
# What addresses outside the site answered. Written by `ssr-site check --links`.
# Add `archive = \"https://…\"` where there is a stored copy: it is kept.
";

record! {
    /// The file of results.
    #[derive(Default)]
    Kebab
    pub struct RawResults {
        /// Its addresses.
        pub link: Box<[RawLink]>,
    }
}

record! {
    /// An address.
    Kebab
    pub struct RawLink {
        /// The address, without the part after `#`.
        pub address: Verbatim,
        /// When it was asked.
        pub checked: Option<NaiveDate>,
        /// What became of that.
        pub outcome: Option<Outcome>,
        /// The HTTP status of the answer.
        pub status: Option<u32>,
        /// The address that it names for good.
        pub leads_to: Option<Verbatim>,
        /// The media type of the answer.
        pub media_type: Option<Verbatim>,
        /// Why there is no answer.
        pub why: Option<Text>,
        /// When it was last found working.
        pub worked: Option<NaiveDate>,
        /// The address of a stored copy.
        pub archive: Option<Verbatim>,
    }
}

/// What is known of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When it was last asked, and what it answered.
    pub last: Option<(NaiveDate, Answer)>,
    /// When it was last found working.
    pub worked: Option<NaiveDate>,
    /// The address of a stored copy.
    pub archive: Option<String>,
}

/// What is known of all addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    known: BTreeMap<String, Known>,
}

impl Results {
    /// Loads the results of a project. Without a file, nothing is known.
    pub fn load(world: &dyn World) -> (Self, Vec<Diagnostic>) {
        let path = SourcePath::new(FILE_NAME);
        match read_text(world, &path) {
            Ok(text) => Self::parse(&text, &path),
            Err(TextError::Read(ReadError::Missing)) => (Self::default(), Vec::new()),
            Err(error) => (Self::default(), vec![error.diagnostic(&path)]),
        }
    }

    fn parse(text: &str, path: &SourcePath) -> (Self, Vec<Diagnostic>) {
        let (raw, diagnostics) = schema::decode_file::<RawResults>(text, path);
        let known = raw.link.into_iter().map(|link| {
            let RawLink {
                address,
                checked,
                outcome,
                status,
                leads_to,
                media_type,
                why,
                worked,
                archive,
            } = link;
            let own = |text: Verbatim| text.to_string();
            let last = checked.zip(outcome).map(|(day, outcome)| {
                let status = status.and_then(|status| u16::try_from(status).ok());
                let why = why.map(|why| why.to_string());
                (
                    day,
                    Answer {
                        outcome,
                        status,
                        leads_to: leads_to.map(own),
                        media_type: media_type.map(own),
                        why,
                    },
                )
            });
            (address.to_string(), Known { last, worked, archive: archive.map(own) })
        });
        (Self { known: known.collect() }, diagnostics)
    }

    /// What is known of an address.
    pub fn get(&self, address: &str) -> Option<&Known> {
        self.known.get(without_fragment(address))
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Addresses of stored copies.
    pub fn archives(&self) -> impl Iterator<Item = &str> {
        self.known.values().filter_map(|known| known.archive.as_deref())
    }

    /// Takes over answers of a day.
    pub fn enter(&mut self, answers: BTreeMap<String, Answer>, day: NaiveDate) {
        for (address, answer) in answers {
            let known = self.known.entry(address).or_default();
            if matches!(answer.outcome, Outcome::Works | Outcome::Moved) {
                known.worked = Some(day);
            }
            known.last = Some((day, answer));
        }
    }

    /// Forgets addresses that are neither among these nor have stored copies nor are some.
    pub fn keep(&mut self, addresses: &BTreeSet<&str>) {
        let archives: BTreeSet<String> = self.archives().map(ToOwned::to_owned).collect();
        self.known.retain(|address, known| {
            known.archive.is_some() || addresses.contains(&**address) || archives.contains(address)
        });
    }

    /// Its file: one table per address, in their order, for small diffs.
    pub fn to_toml(&self) -> String {
        let mut document = DocumentMut::new();
        let tables: ArrayOfTables =
            self.known.iter().map(|(address, known)| table(address, known)).collect();
        if !tables.is_empty() {
            document.insert("link", tables.into());
        }
        format!("{HEAD}\n{document}")
    }
}

/// What of an address is sent to a server.
pub fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(start, _)| start)
}

fn table(address: &str, known: &Known) -> Table {
    let Known { last, worked, archive } = known;
    let mut table = Table::new();
    table["address"] = value(address);
    let text = |table: &mut Table, key: &str, text: &Option<String>| {
        if let Some(text) = text {
            table[key] = value(text);
        }
    };
    if let Some((day, answer)) = last {
        let Answer { outcome, status, leads_to, media_type, why } = answer;
        table["checked"] = value(toml_date(*day));
        table["outcome"] = value(outcome.word());
        if let Some(status) = status {
            table["status"] = value(i64::from(*status));
        }
        text(&mut table, "leads-to", leads_to);
        text(&mut table, "media-type", media_type);
        text(&mut table, "why", why);
    }
    if let Some(day) = worked {
        table["worked"] = value(toml_date(*day));
    }
    text(&mut table, "archive", archive);
    table
}
