//! What publishing asks of a host. Each kind is one file of [`hosts`](super::hosts).
//!
//! Paths are those of the site: relative, with `/` between parts. A host adds its own prefix.

use std::fmt;
use std::path::Path;

use super::manifest::Hash;

/// Any host: its files can be listed and read.
pub trait Host: Send + Sync {
    /// Its address, for messages: `s3://reports/ssr`. Contains no secrets.
    fn address(&self) -> String;

    /// A whole file; `None` if there is none. Files that were stored compressed are returned as they
    /// were before.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError>;

    /// All files, in any order, those of others too; `None` if the host cannot list them.
    fn list(&self) -> Result<Option<Vec<Listed>>, HostError>;
}

/// A host whose files are written one by one: readers see each change at once.
pub trait Store: Host {
    /// Writes a file, replacing an existing one. Readers see the old file or the new one, whole.
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError>;

    /// Writes a small file only if there is none; `false` if there is. Of several callers at once,
    /// one gets `true`. Their bytes must differ: a host may tell by them whose file is there.
    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError>;

    /// Deletes a file. A missing one is no error.
    fn delete(&self, path: &str) -> Result<(), HostError>;

    /// Number of transfers that are worth running at the same time.
    fn at_a_time(&self) -> usize {
        1
    }
}

/// A host that changes from one site to the next in one step.
pub trait Switch: Host {
    /// Publishes a change, whole or not at all. Files that are neither put nor removed stay as they
    /// are, those of others too. Fails with [`Cause::Conflict`] if what [`Change::expected`] names is
    /// no longer there. Clears up after an interrupted call.
    fn switch(&self, change: &Change<'_>) -> Result<(), HostError>;
}

/// A host of either sort.
pub enum AnyHost {
    /// Written file by file.
    Store(Box<dyn Store>),
    /// Switched.
    Switch(Box<dyn Switch>),
}

impl AnyHost {
    /// Its files.
    pub fn host(&self) -> &dyn Host {
        match self {
            Self::Store(store) => &**store,
            Self::Switch(switch) => &**switch,
        }
    }
}

impl fmt::Debug for AnyHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host().address())
    }
}

/// A file of a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its path.
    pub path: String,
    /// In bytes, as stored; `None` if unknown, or if it is stored compressed.
    pub size: Option<u64>,
}

/// A file to be written.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Where.
    pub path: &'a str,
    /// Its bytes, already compressed if `encoding` says so.
    pub body: Body<'a>,
    /// Media type with parameters: `text/html; charset=utf-8`.
    pub media_type: &'a str,
    /// Value of `Cache-Control`.
    pub cache: &'a str,
    /// Value of `Content-Encoding`.
    pub encoding: Option<&'a str>,
    /// SHA-256 of its bytes, if they can have changed since they were looked at.
    pub hash: Option<Hash>,
}

/// The bytes of a file.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// On disk.
    File(&'a Path),
}

/// What one switch changes.
pub struct Change<'a> {
    /// Files to add or replace, in the order of the protocol; the last one is the manifest.
    pub put: Vec<Outgoing<'a>>,
    /// Paths of files to delete.
    pub removed: Vec<&'a str>,
    /// A path and the bytes that this change was made from: `None` if no file was there.
    pub expected: (&'a str, Option<&'a [u8]>),
    /// One line that says what this is: for a commit.
    pub message: &'a str,
    /// Called after each file with the number of finished ones and with bytes.
    pub progress: &'a (dyn Fn(usize, u64) + Sync),
}

/// Why a host did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct HostError {
    /// The sort of cause.
    pub cause: Cause,
    /// A lower-case phrase without secrets: ``cannot write `a.html`: 403 Forbidden``.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// Sorts of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// May pass by itself: connection cut, throttled, server error.
    Transient,
    /// Credentials are missing or not accepted.
    Denied,
    /// No room: disk full, quota.
    Full,
    /// Somebody else changed it meanwhile.
    Conflict,
    /// A program that is needed is not installed.
    MissingProgram,
    /// Settings name what must not be published to.
    Settings,
    /// Anything else; trying again would not help.
    Other,
}

impl HostError {
    /// An error without help.
    pub fn new(cause: Cause, message: impl Into<String>) -> Self {
        Self { cause, message: message.into(), help: None }
    }

    /// With what to do.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
