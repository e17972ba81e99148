//! Reads what is known of a host.

use std::collections::BTreeSet;

use super::host::{AnyHost, Cause, Host, HostError, Listed};
use super::manifest::{self, Hash, Manifest, NotAManifest};
use super::patience::Patience;
use super::pending::{self, Pending};
use super::plan::Standing;

/// What is known of a host, and what it lists.
pub fn read(host: &AnyHost, patience: &Patience<'_>) -> Result<Standing, HostError> {
    let host = host.host();
    let listing = patience.call(|| host.list())?;
    let mut standing = Standing { listing, ..patience.call(|| recorded(host))? };
    if standing.listing.is_none() {
        for path in standing.known().uncertain() {
            let found = patience.call(|| host.read(path))?;
            standing.found.insert(path.to_owned(), found.map(|bytes| Hash::of(&bytes)));
        }
    }
    Ok(standing)
}

/// What our own files on a host say.
fn recorded(host: &dyn Host) -> Result<Standing, HostError> {
    let manifest = file::<Manifest>(host, manifest::PATH)?;
    let interrupted = match file::<Pending>(host, pending::PATH)? {
        None => None,
        Some((pending, _)) => {
            let done = pending.done(host.read(pending::PROGRESS)?.as_deref());
            Some((pending, done))
        }
    };
    let (manifest, text) = manifest.unzip();
    Ok(Standing {
        manifest: manifest.unwrap_or_default(),
        text,
        interrupted,
        ..Standing::default()
    })
}

/// Fails with [`Cause::Conflict`] if something was published since. `was_watched` tells that another
/// publication may have written until now, without noting all of it.
pub(super) fn is_still(
    host: &dyn Host,
    standing: &Standing,
    was_watched: bool,
) -> Result<(), HostError> {
    let now = recorded(host)?;
    let is_same = now.text == standing.text && now.interrupted == standing.interrupted;
    let lists = |files: &[Listed]| {
        let ours = files.iter().filter(|file| !pending::is_of_protocol(&file.path));
        ours.cloned().collect::<BTreeSet<Listed>>()
    };
    let is_listed_alike = || match &standing.listing {
        Some(before) if was_watched || standing.interrupted.is_some() => {
            let now = host.list()?.unwrap_or_default();
            Ok::<bool, HostError>(lists(&now) == lists(before))
        }
        Some(_) => Ok(true),
        None => Ok(!was_watched),
    };
    if is_same && is_listed_alike()? {
        return Ok(());
    }
    let message = format!("`{}` has been published to meanwhile", host.address());
    Err(HostError::new(Cause::Conflict, message)
        .with_help("publish again, from the newest sources"))
}

fn file<T: std::str::FromStr<Err = NotAManifest>>(
    host: &dyn Host,
    path: &str,
) -> Result<Option<(T, Vec<u8>)>, HostError> {
    let Some(bytes) = host.read(path)? else { return Ok(None) };
    let parsed = String::from_utf8_lossy(&bytes).parse::<T>();
    parsed.map(|parsed| Some((parsed, bytes))).map_err(|error| {
        if error == NotAManifest::OtherVersion {
            let message = format!("`{path}` on `{}`: {error}", host.address());
            return HostError::new(Cause::Other, message).with_help("publish with that version");
        }
        let message = format!("`{path}` on `{}` is damaged: {error}", host.address());
        HostError::new(Cause::Other, message).with_help(
            "restore it from a copy; or delete it there: then all files are written again, and \
             none of those that are there count as ours (see `publish verify`)",
        )
    })
}
