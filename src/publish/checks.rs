//! What is checked of a change before anything is written, and reading what is to be sent.
#![expect(
    clippy::disallowed_methods,
    reason = "reads built files, which are no part of the project"
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::host::{Body, Cause, Change, HostError, Outgoing};
use super::identity::Identity;
use super::manifest::Hash;

/// Name of our own directory at the top of a host, for files on their way.
pub(super) const OWN: &str = ".ssr-site-publishing";

/// Fails unless all files can be written by a host without headers, to paths within the site.
pub(super) fn change(change: &Change<'_>) -> Result<(), HostError> {
    change.put.iter().try_for_each(outgoing)?;
    change.removed.iter().try_for_each(|removed| path(removed))
}

/// The same for one file.
pub(super) fn outgoing(file: &Outgoing<'_>) -> Result<(), HostError> {
    path(file.path)?;
    match file.encoding {
        None => Ok(()),
        Some(encoding) => Err(HostError::new(
            Cause::Other,
            format!("`{}` is stored with `{encoding}`, but this host keeps no headers", file.path),
        )
        .with_help("turn compression off for this host; let its web server compress")),
    }
}

/// Fails for paths that lead out of the site or into our own directory, and for characters that
/// lists of one name a line cannot have.
pub(super) fn path(path: &str) -> Result<(), HostError> {
    let leads_away = path.split('/').any(|part| matches!(part, "" | "." | ".."));
    let is_own = path.split('/').next() == Some(OWN);
    if leads_away || is_own || path.chars().any(char::is_control) {
        return Err(HostError::new(
            Cause::Other,
            format!("`{}` is no path of a site", path.escape_debug()),
        ));
    }
    Ok(())
}

/// The directories above a path, innermost last.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Fails if something that stays is where a file or a directory of the site will be. `stay` has
/// paths of everything that is no directory, and of empty directories.
pub(super) fn obstructed<'a>(
    change: &Change<'_>,
    stay: impl IntoIterator<Item = &'a str>,
) -> Result<(), HostError> {
    let files: BTreeSet<&str> = change.put.iter().map(|file| file.path).collect();
    let directories: BTreeSet<&str> =
        change.put.iter().flat_map(|file| ancestors(file.path)).collect();
    for path in stay {
        let (site, kind) = if directories.contains(path) {
            (path, "a directory")
        } else if let Some(file) = ancestors(path).find(|above| files.contains(above)) {
            (file, "a file")
        } else {
            continue;
        };
        return Err(HostError::new(
            Cause::Other,
            format!("`{path}` on the host is not of this site, which has {kind} at `{site}`"),
        )
        .with_help(format!("move `{path}` away on the host, or rename the page")));
    }
    Ok(())
}

/// Fails with [`Cause::Conflict`] unless what is there is what a change was made from.
pub(super) fn expected(change: &Change<'_>, there: Option<&[u8]>) -> Result<(), HostError> {
    if there == change.expected.1 {
        return Ok(());
    }
    Err(conflict(format!("`{}` on the host has changed meanwhile", change.expected.0)))
}

/// Somebody else publishes.
pub(super) fn conflict(message: String) -> HostError {
    HostError::new(Cause::Conflict, message)
        .with_help("somebody else has published: look at what is there, then publish again")
}

/// The bytes of a file that is to be sent. At their end it is an error if they are others than
/// [`Outgoing::hash`] says.
pub(super) fn reader<'a>(file: &Outgoing<'a>) -> io::Result<Box<dyn Read + 'a>> {
    let body: Box<dyn Read + 'a> = match file.body {
        Body::Bytes(bytes) => Box::new(bytes),
        Body::File(path) => Box::new(File::open(path)?),
    };
    Ok(match file.hash {
        None => body,
        Some(hash) => Box::new(Verified { body, hasher: Sha256::new(), hash, path: file.path }),
    })
}

/// Reads a file and compares it at its end.
struct Verified<'a> {
    body: Box<dyn Read + 'a>,
    hasher: Sha256,
    hash: Hash,
    path: &'a str,
}

impl Read for Verified<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.body.read(bytes)?;
        self.hasher.update(&bytes[..count]);
        let is_end = count == 0 && !bytes.is_empty();
        if is_end && Hash(self.hasher.clone().finalize().into()) != self.hash {
            return Err(io::Error::other(changed(self.path)));
        }
        Ok(count)
    }
}

/// Which version of a built file there is.
pub(super) fn identity(path: &Path) -> io::Result<Identity> {
    std::fs::metadata(path).map(|metadata| Identity::of(&metadata))
}

/// A built file has changed while it was published.
pub(super) fn changed(path: &str) -> HostError {
    HostError::new(Cause::Other, format!("`{path}` was changed after it was built"))
        .with_help("publish again")
}

/// For `map_err`: the error of doing something with a file or directory of this machine.
pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> HostError {
    let path = path.display().to_string();
    move |error| {
        own(error).unwrap_or_else(|error| {
            HostError::new(cause(&error), format!("cannot {what} `{path}`: {error}"))
        })
    }
}

/// The error that [`reader`] passed through functions of the system.
pub(super) fn own(error: io::Error) -> Result<HostError, io::Error> {
    error.downcast()
}

/// The sort of cause of a system's error.
pub(super) fn cause(error: &io::Error) -> Cause {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => Cause::Full,
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Cause::Denied,
        Kind::TimedOut | Kind::Interrupted | Kind::StaleNetworkFileHandle => Cause::Transient,
        _ => Cause::Other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn file(path: &str) -> Outgoing<'_> {
        Outgoing {
            path,
            body: Body::Bytes(b""),
            media_type: "",
            cache: "",
            encoding: None,
            hash: None,
        }
    }

    #[test]
    fn paths_stay_within_the_site() {
        for good in ["index.html", "a b/ü.html", ".well-known/x", "-a", "$x/'y'.html", "a/.."] {
            assert_eq!(path(good).is_ok(), good != "a/..", "{good}");
        }
        let bad = ["", "/etc/passwd", "../a", "a//b", "./a", "a/", "a\nb", "a\0b"];
        for bad in bad.into_iter().chain([".ssr-site-publishing/a"]) {
            assert!(path(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_host_without_headers_refuses_compressed_files() {
        let error = outgoing(&Outgoing { encoding: Some("gzip"), ..file("a.html") }).unwrap_err();
        assert!(error.message.contains("`a.html` is stored with `gzip`"), "{error}");
    }

    #[test]
    fn changed_bytes_are_not_read_to_their_end() {
        let read = |bytes: &[u8]| {
            let hash = Some(Hash::of(b"page"));
            let file = Outgoing { body: Body::Bytes(bytes), hash, ..file("a.html") };
            let mut read = Vec::new();
            reader(&file).unwrap().read_to_end(&mut read).map(|_| read)
        };
        assert_eq!(read(b"page").unwrap(), b"page");
        for other in [&b"pagE"[..], b"pag", b"pages", b""] {
            let error = io("write", Path::new("x"))(read(other).unwrap_err());
            assert_eq!(error, changed("a.html"));
        }
    }

    #[test]
    fn what_stays_is_not_overwritten() {
        #[track_caller]
        fn case(put: &[&str], stays: &str, expected: Option<&str>) {
            let change = Change {
                put: put.iter().map(|path| file(path)).collect(),
                removed: Vec::new(),
                expected: ("m", None),
                message: "",
                progress: &|_, _| {},
            };
            let found = obstructed(&change, [stays]).err().map(|error| error.message);
            assert_eq!(found.as_deref(), expected);
        }
        case(&["a/b.html"], "a/c.html", None);
        case(&["a/b.html"], "ab", None);
        case(
            &["a/b.html"],
            "a",
            Some("`a` on the host is not of this site, which has a directory at `a`"),
        );
        case(
            &["a/b"],
            "a/b/c",
            Some("`a/b/c` on the host is not of this site, which has a file at `a/b`"),
        );
    }
}
