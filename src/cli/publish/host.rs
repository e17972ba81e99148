//! Finds and opens a host of book.toml.

use std::path::Path;

use ssr_site::config::{
    Addressing, Config, HostKind, HostSettings, ObjectStore, Publication, Service, SwitchBy,
};
use ssr_site::diagnostic::{Diagnostic, nearest, one_of};
use ssr_site::publish::host::{AnyHost, Cause, HostError};
use ssr_site::publish::hosts::{directory, git, object, ssh, webdav};
use ssr_site::publish::network::PlainHttp;
use ssr_site::schema::Verbatim;
use ssr_site::world::DiskWorld;

use crate::cli::build::resolved;
use crate::cli::console::Console;
use crate::cli::wrong_usage::WrongUsage;
use crate::cli::{Outcome, project};

/// The settings of a project; if they have errors, says so.
pub(super) fn settings(
    world: &DiskWorld,
    console: &Console,
) -> anyhow::Result<Result<Config, Outcome>> {
    let (config, found) = Config::load(world);
    match config.filter(|_| !found.iter().any(Diagnostic::is_error)) {
        Some(config) => Ok(Ok(config)),
        None => project::stop(&found, world, console).map(Err),
    }
}

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
                let kinds = one_of(HostKind::WORDS.iter().map(|(word, _)| *word));
                format!("add `[publish.{name}]` with a `kind`: {kinds}")
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
            let path = resolved(&root.join(&**path));
            let project = root.to_owned();
            directory::open(&directory::Options { path, in_place: *in_place, project })
        }
        HostSettings::Git { remote, branch, directory } => git::open(&git::Options {
            remote: remote.to_string(),
            branch: branch.to_string(),
            directory: directory.as_ref().map(ToString::to_string),
            project: root.to_owned(),
        }),
        HostSettings::Ssh { host, path, switch, keep, options } => ssh::open(&ssh::Options {
            host: host.to_string(),
            path: path.to_string(),
            switch: match switch {
                None => ssh::By::WhatIsThere,
                Some(SwitchBy::Symlink) => ssh::By::Symlink,
                Some(SwitchBy::Files) => ssh::By::Files,
            },
            keep: *keep,
            ssh_options: options.iter().map(ToString::to_string).collect(),
            config: None,
        }),
        HostSettings::Object(store) => object::open(bucket(store)).map(AnyHost::Store),
        HostSettings::Webdav { url, allow_http } => {
            let (url, plain_http) = (url.to_string(), plain_http(*allow_http));
            webdav::open(&webdav::Options { url, plain_http }).map(AnyHost::Store)
        }
    }
}

fn bucket(store: &ObjectStore) -> object::Options {
    let owned = |text: &Option<Verbatim>| text.as_ref().map(ToString::to_string);
    object::Options {
        service: match &store.service {
            Service::S3 { region, profile, addressing } => object::Service::S3 {
                region: owned(region),
                profile: owned(profile),
                addressing: addressing.map(|addressing| match addressing {
                    Addressing::Path => object::Addressing::Path,
                    Addressing::Host => object::Addressing::Host,
                }),
            },
            Service::Google => object::Service::Google,
            Service::Azure { account } => object::Service::Azure { account: owned(account) },
        },
        bucket: store.bucket.to_string(),
        prefix: owned(&store.prefix).unwrap_or_default().trim_matches('/').to_owned(),
        endpoint: owned(&store.endpoint),
        plain_http: plain_http(store.allow_http),
        credentials: if store.machine_credentials {
            object::Credentials::GivenOrMachine
        } else {
            object::Credentials::Given
        },
        conditions: if store.conditional_writes {
            object::Conditions::Checked
        } else {
            object::Conditions::Unsupported
        },
    }
}

fn plain_http(is_allowed: bool) -> PlainHttp {
    if is_allowed { PlainHttp::Anywhere } else { PlainHttp::Loopback }
}

/// Says what is wrong with a host.
pub(super) fn failed(error: &HostError, console: &Console) -> Outcome {
    console.failure_with_help(&error.message, error.help.as_deref());
    if error.cause == Cause::Settings { Outcome::Usage } else { Outcome::MachineFailed }
}
