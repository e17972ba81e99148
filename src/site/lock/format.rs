//! The format of lock files: what is written there, and what it means.
//!
//! Format 2 covers everything that the pages of an edition say. Format 1 covered the files of the
//! edition and no more; it is still read.

use std::fmt;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::document::digest::{Brief, Digest};
use crate::document::fields::StatusKind;
use crate::document::number::Number;
use crate::schema::{
    Decode, Decoder, Definitions, Located, Node, Required, Text, Verbatim, record,
};

/// The version of the lock file format that is written.
pub const LOCK_FORMAT: u32 = 2;

/// The version that covers only files. It is still read.
pub(crate) const FIRST_LOCK_FORMAT: u32 = 1;

/// What a frozen edition was published with.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// Day of the freeze.
    pub frozen: NaiveDate,
    /// The edition's `_index.md`.
    pub index: LockedFile,
    /// Its recommendations.
    pub recommendations: Box<[LockedRecommendation]>,
    /// What else its pages show; `None` in a lock of format 1.
    pub shown: Option<LockedShown>,
}

/// What the pages of a frozen edition show beside its own files.
#[derive(Clone, Debug, PartialEq)]
pub struct LockedShown {
    /// Settings that affect text and are not at their default.
    pub settings: Named,
    /// Texts of the report.
    pub report: Named,
    /// Declared number of recommendations.
    pub count: Option<u32>,
    /// The status vocabulary, in order.
    pub statuses: Box<[LockedStatus]>,
    /// Parties that are shown under another name than is written, or in a larger body.
    pub parties: Box<[LockedParty]>,
    /// The earlier editions, oldest first.
    pub editions: Box<[LockedEdition]>,
    /// Recommendations of other reports that the edition's text refers to.
    pub elsewhere: Box<[LockedReference]>,
    /// Files beside or linked from the edition's texts.
    pub files: Box<[LockedAttachment]>,
}

/// Texts by name.
pub type Named = Box<[(Located<Text>, Verbatim)]>;

/// A recommendation of a frozen edition.
#[derive(Clone, Debug, PartialEq)]
pub struct LockedRecommendation {
    /// Its number.
    pub number: Number,
    /// Its title; none in format 1.
    pub title: Option<Text>,
    /// Its group.
    pub group: Option<Text>,
    /// The file of its statement. From format 2 on, without number, title and group.
    pub statement: LockedFile,
    /// The carried update; none if not yet reported.
    pub update: Option<LockedUpdate>,
    /// Its other updates up to the edition, oldest first.
    pub earlier: Box<[LockedEarlier]>,
    /// Numbers of the recommendations that it names: as a part, as covered, as dependent, in texts.
    pub references: Box<[Verbatim]>,
    /// Recommendations of other reports that it refers to.
    pub elsewhere: Box<[LockedReference]>,
}

record! {
    /// A lock file.
    #[derive(Default)]
    Snake
    pub struct RawLock {
        /// Format version.
        pub format: Required<Located<u32>>,
        /// Day of the freeze.
        pub frozen: Required<NaiveDate>,
        /// The edition's `_index.md`.
        pub index: Required<LockedFile>,
        /// Declared number of recommendations.
        pub count: Option<u32>,
        /// Settings that affect text and are not at their default.
        pub settings: Option<Named>,
        /// Texts of the report.
        pub report: Option<Named>,
        /// The status vocabulary, in order.
        pub statuses: Option<Box<[LockedStatus]>>,
        /// Parties that are shown under another name than is written, or in a larger body.
        pub parties: Box<[LockedParty]>,
        /// The earlier editions, oldest first.
        pub editions: Box<[LockedEdition]>,
        /// Its recommendations.
        pub recommendations: Box<[RawRecommendation]>,
        /// Recommendations of other reports that the edition's text refers to.
        pub elsewhere: Box<[LockedReference]>,
        /// Files beside or linked from the edition's texts.
        pub files: Box<[LockedAttachment]>,
    }
}

record! {
    /// A recommendation of a frozen edition.
    Snake
    pub struct RawRecommendation {
        /// Its number.
        pub number: Located<Number>,
        /// Its title.
        pub title: Option<Text>,
        /// Its group.
        pub group: Option<Text>,
        /// The file of its statement.
        pub statement: LockedFile,
        /// The carried update; none if not yet reported.
        pub update: Option<LockedUpdate>,
        /// Its other updates up to the edition, oldest first.
        pub earlier: Box<[LockedEarlier]>,
        /// Numbers of the recommendations that it names: as a part, as covered, as dependent, in texts.
        pub references: Box<[Verbatim]>,
        /// Recommendations of other reports that it refers to.
        pub elsewhere: Box<[LockedReference]>,
    }
}

record! {
    /// A file of a frozen edition.
    Snake
    pub struct LockedFile {
        /// Hash of its content.
        pub sha256: Digest,
        /// Its corrections.
        pub corrections: Box<[LockedCorrection]>,
    }
}

record! {
    /// The carried update of a recommendation.
    Snake
    pub struct LockedUpdate {
        /// Its edition.
        pub edition: Verbatim,
        /// Hash of its content.
        pub sha256: Digest,
        /// Its corrections.
        pub corrections: Box<[LockedCorrection]>,
    }
}

record! {
    /// A correction that existed at the freeze.
    #[derive(Copy)]
    Snake
    pub struct LockedCorrection {
        /// Its date.
        pub date: NaiveDate,
        /// Hash of its content.
        pub sha256: Digest,
    }
}

record! {
    /// A status of the vocabulary.
    Snake
    pub struct LockedStatus {
        /// Its identifier.
        pub id: Text,
        /// Its label.
        pub label: Text,
        /// Its kind.
        pub kind: StatusKind,
    }
}

record! {
    /// A party, by a name in the edition's texts.
    #[derive(Eq)]
    Snake
    pub struct LockedParty {
        /// The name as written.
        pub written: Text,
        /// The name under which it is shown.
        pub name: Text,
        /// The larger bodies that it is part of, from the nearest to the largest.
        pub bodies: Box<[Text]>,
    }
}

record! {
    /// An earlier edition, as the pages of the frozen one name it.
    Snake
    pub struct LockedEdition {
        /// Its directory's name.
        pub id: Verbatim,
        /// Its date.
        pub date: NaiveDate,
        /// Its title.
        pub title: Option<Text>,
        /// Its summary.
        pub summary: Option<Text>,
        /// Number of its own corrections, if any.
        pub corrections: Option<u32>,
    }
}

record! {
    /// A reference to a recommendation of another report.
    #[derive(Eq)]
    Snake
    pub struct LockedReference {
        /// The report's directory.
        pub report: Verbatim,
        /// The recommendation's number.
        pub number: Verbatim,
        /// Its title.
        pub title: Option<Text>,
        /// Label of its status, or of each that makes it.
        pub status: Option<Text>,
        /// Kind of its status, or of each that makes it.
        pub kind: Option<Text>,
    }
}

record! {
    /// A file beside or linked from the edition's texts.
    #[derive(Eq)]
    Snake
    pub struct LockedAttachment {
        /// Its path in the content directory.
        pub path: Verbatim,
        /// Hash of its bytes.
        pub sha256: Digest,
    }
}

/// An earlier update of a recommendation: its edition, the beginning of its hash, and the number of
/// its corrections. In the lock file it is one text, `2016-03-31 0123456789abcdef` or
/// `2016-03-31 0123456789abcdef +1`, since a report has many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedEarlier {
    /// Its edition.
    pub edition: Box<str>,
    /// Beginning of the hash of its content.
    pub digest: Brief,
    /// Number of its corrections.
    pub corrections: u32,
}

impl fmt::Display for LockedEarlier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.edition, self.digest)?;
        match self.corrections {
            0 => Ok(()),
            count => write!(f, " +{count}"),
        }
    }
}

impl LockedEarlier {
    fn parse(text: &str) -> Option<Self> {
        let (rest, corrections) = match text.rsplit_once(" +") {
            Some((rest, count)) => (rest, count.parse().ok()?),
            None => (text, 0),
        };
        let (edition, digest) = rest.rsplit_once(' ')?;
        Some(Self { edition: edition.into(), digest: Brief::parse(digest)?, corrections })
    }
}

impl Decode for LockedEarlier {
    fn expected() -> String {
        "an edition and 16 hexadecimal digits in quotes".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let earlier = node.get_ref().as_str().and_then(Self::parse);
        if earlier.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        earlier
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "pattern": "^.+ [0-9a-f]{16}( \\+[1-9][0-9]*)?$" })
    }
}
