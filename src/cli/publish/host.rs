//! Finds and opens a host of book.toml.

use std::path::Path;

use ssr_site::config::{HostSettings, Publication};
use ssr_site::diagnostic::{nearest, one_of};
use ssr_site::publish::host::{AnyHost, Cause, HostError};
use ssr_site::publish::hosts::{directory, git};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::wrong_usage::WrongUsage;

/// The host with this name.
pub(super) fn named<'a>(
    hosts: &'a [Publication],
    name: &str,
) -> Result<&'a Publication, WrongUsage> {
    let found = hosts.iter().find(|host| host.name.as_str() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = hosts.iter().map(|host| host.name.as_str()).collect();
        let help = match (nearest(name, names.iter().copied()), &*names) {
            (_, []) => {
                format!("add it: `[publish.{name}]` with a `kind`; see docs/publish-hosts.md")
            }
            (Some(nearest), _) => format!("did you mean `{nearest}`?"),
            (None, names) => format!("name {}", one_of(names.iter().copied())),
        };
        WrongUsage::new(format!("book.toml has no `[publish.{name}]`"), help)
    })
}

/// Opens a host. Paths are relative to the project.
pub(super) fn open(publication: &Publication, root: &Path) -> Result<AnyHost, HostError> {
    match &publication.host {
        HostSettings::Directory { path, in_place } => {
            let path = root.join(&**path);
            directory::open(&directory::Options { path, in_place: *in_place })
        }
        HostSettings::Git { remote, branch, directory } => git::open(&git::Options {
            remote: remote.to_string(),
            branch: branch.to_string(),
            directory: directory.as_ref().map(ToString::to_string),
            project: root.to_owned(),
        }),
        _ => Err(HostError::new(Cause::Other, "this kind of host is not there yet")),
    }
}

/// Says what is wrong with a host.
pub(super) fn failed(error: &HostError, console: &Console) -> Outcome {
    console.failure_with_help(&error.message, error.help.as_deref());
    Outcome::MachineFailed
}
