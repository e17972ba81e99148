//! The bytes of a built file as they are sent: checked against the manifest, and compressed.
#![expect(
    clippy::disallowed_methods,
    reason = "reads built files, which are no part of the project"
)]

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::checks;
use super::host::{Cause, HostError};
use super::manifest::{Hash, Stored};
use super::plan::{SiteFile, Source};

/// Larger files are sent from the disk, in bytes.
const LARGE: u64 = 16 * 1024 * 1024;

/// Smaller ones are not worth compressing, in bytes.
const SMALL: u64 = 512;

/// What is sent.
pub(super) enum Loaded {
    Bytes(Vec<u8>),
    /// Too large for memory.
    Large(PathBuf),
}

/// Loads a file. Fails if it is not what was built.
pub(super) fn load(file: &SiteFile) -> Result<Loaded, HostError> {
    let failed = cannot_read(file);
    let bytes = match &file.source {
        Source::Bytes(bytes) => bytes.to_vec(),
        Source::File(path) if file.entry.size > LARGE && file.entry.stored == Stored::Plain => {
            let hash = File::open(path).and_then(hash).map_err(&failed)?;
            check(file, hash)?;
            return Ok(Loaded::Large(path.clone()));
        }
        Source::File(path) => std::fs::read(path).map_err(&failed)?,
    };
    check(file, Hash::of(&bytes))?;
    Ok(Loaded::Bytes(match file.entry.stored {
        Stored::Plain => bytes,
        Stored::Gzip => gzip(&bytes).map_err(&failed)?,
    }))
}

fn cannot_read(file: &SiteFile) -> impl Fn(io::Error) -> HostError {
    |error| HostError::new(Cause::Other, format!("cannot read `{}`: {error}", file.path))
}

fn check(file: &SiteFile, hash: Hash) -> Result<(), HostError> {
    if hash == file.entry.hash {
        return Ok(());
    }
    Err(checks::changed(&file.path))
}

fn hash(mut file: File) -> io::Result<Hash> {
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Hash(hasher.finalize().into())),
            count => hasher.update(&piece[..count]),
        }
    }
}

/// The same bytes for the same input, whenever it is compressed.
pub(super) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// How a file is stored on a host that stores compressed files.
pub fn compressed(media_type: &str, size: u64) -> Stored {
    let is_text = media_type.starts_with("text/")
        || ["json", "xml", "javascript", "svg"].iter().any(|kind| media_type.contains(kind));
    if is_text && size >= SMALL { Stored::Gzip } else { Stored::Plain }
}
