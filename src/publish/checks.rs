//! What is checked of a change before anything is written, and reading what is to be sent.
#![expect(
    clippy::disallowed_methods,
    reason = "reads built files, which are no part of the project"
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::host::{Body, Cause, Change, HostError, Outgoing};

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

/// The bytes of a file that is to be sent.
pub(super) fn reader<'a>(body: Body<'a>) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match body {
        Body::Bytes(bytes) => Box::new(bytes),
        Body::File(path) => Box::new(File::open(path)?),
    })
}

/// For `map_err`: the error of doing something with a file or directory of this machine.
pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> HostError {
    let path = path.display().to_string();
    move |error| HostError::new(cause(&error), format!("cannot {what} `{path}`: {error}"))
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
        Outgoing { path, body: Body::Bytes(b""), media_type: "", cache: "", encoding: None }
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
