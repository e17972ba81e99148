//! Checksums of files, and the manifests that list them.

use std::fmt::Write as _;
use std::io;

use sha2::{Digest as _, Sha256, Sha512};

use crate::hexadecimal;
use crate::path::Route;

/// The algorithms of the manifests.
pub(super) const ALGORITHMS: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

/// An algorithm for checksums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
}

impl Algorithm {
    /// Its name in names of manifests.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }
}

/// Size and checksums of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fixity {
    pub(super) size: u64,
    sha256: String,
    sha512: String,
}

impl Fixity {
    /// Those of bytes at hand.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let size = bytes.len() as u64;
        Self {
            size,
            sha256: hexadecimal::digits(&Sha256::digest(bytes)),
            sha512: hexadecimal::digits(&Sha512::digest(bytes)),
        }
    }

    fn by(&self, algorithm: Algorithm) -> &str {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }
}

/// Passes bytes on and takes their checksums.
pub(super) struct Fixing<'w> {
    out: &'w mut dyn io::Write,
    size: u64,
    sha256: Sha256,
    sha512: Sha512,
}

impl<'w> Fixing<'w> {
    pub(super) fn new(out: &'w mut dyn io::Write) -> Self {
        Self { out, size: 0, sha256: Sha256::new(), sha512: Sha512::new() }
    }

    pub(super) fn finish(self) -> Fixity {
        let Self { out: _, size, sha256, sha512 } = self;
        Fixity {
            size,
            sha256: hexadecimal::digits(&sha256.finalize()),
            sha512: hexadecimal::digits(&sha512.finalize()),
        }
    }
}

impl io::Write for Fixing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.size += written as u64;
        self.sha256.update(&bytes[..written]);
        self.sha512.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A manifest: a line of checksum and path for each file.
pub(super) fn manifest<'f>(
    files: impl Iterator<Item = (&'f Route, &'f Fixity)>,
    algorithm: Algorithm,
) -> String {
    let mut text = String::new();
    for (route, fixity) in files {
        let _ = writeln!(text, "{}  {}", fixity.by(algorithm), spelled(route.as_str()));
    }
    text
}

/// A path in a manifest: line ends and the percent sign are escaped, and nothing else (RFC 8493,
/// section 2.1.3).
fn spelled(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn checksums_of_pieces_are_those_of_the_whole() {
        let mut sink = Vec::new();
        let mut out = Fixing::new(&mut sink);
        out.write_all(b"ab").expect("memory");
        out.write_all(b"c").expect("memory");
        let fixity = out.finish();
        assert_eq!((fixity.clone(), &*sink), (Fixity::of(b"abc"), &b"abc"[..]));
        // FIPS 180-2, appendices B.1 and C.1.
        assert!(fixity.by(Algorithm::Sha256).starts_with("ba7816bf8f01cfea414140de5dae2223"));
        assert!(fixity.by(Algorithm::Sha512).starts_with("ddaf35a193617abacc417349ae204131"));
    }

    #[test]
    fn lines_of_manifests() {
        let (route, fixity) = (Route::new("data/a b 100%\n.txt"), Fixity::of(b""));
        let line = manifest([(&route, &fixity)].into_iter(), Algorithm::Sha256);
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(line, format!("{empty}  data/a b 100%25%0A.txt\n"));
    }
}
