//! Reads what is known of a host.

use super::host::{AnyHost, Cause, Host, HostError};
use super::manifest::{self, Hash, Manifest};
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
    let manifest: Option<Manifest> = file(host, manifest::PATH)?;
    let interrupted = match file::<Pending>(host, pending::PATH)? {
        None => None,
        Some(pending) => {
            let done = pending.done(host.read(pending::PROGRESS)?.as_deref());
            Some((pending, done))
        }
    };
    let is_first = manifest.is_none() && interrupted.is_none();
    Ok(Standing {
        manifest: manifest.unwrap_or_default(),
        is_first,
        interrupted,
        ..Standing::default()
    })
}

/// Fails with [`Cause::Conflict`] if something was published since.
pub(super) fn is_still(host: &dyn Host, standing: &Standing) -> Result<(), HostError> {
    let now = recorded(host)?;
    let pending = |standing: &Standing| standing.interrupted.as_ref().map(|(it, _)| it.clone());
    if now.manifest == standing.manifest && pending(&now) == pending(standing) {
        return Ok(());
    }
    let message = format!("`{}` has been published to meanwhile", host.address());
    Err(HostError::new(Cause::Conflict, message)
        .with_help("publish again, from the newest sources"))
}

fn file<T: std::str::FromStr<Err = manifest::NotAManifest>>(
    host: &dyn Host,
    path: &str,
) -> Result<Option<T>, HostError> {
    let Some(bytes) = host.read(path)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    text.parse().map(Some).map_err(|error| {
        let message = format!("`{path}` on `{}` is damaged: {error}", host.address());
        HostError::new(Cause::Other, message).with_help(
            "restore it from a copy; or delete it there: then all files are written again, and \
             none of those that are there count as ours (see `publish verify`)",
        )
    })
}
