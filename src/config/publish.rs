//! `[publish.NAME]`: hosts that the site is published to.

use crate::diagnostic::{Diagnostic, Location, Span};
use crate::path::SourcePath;
use crate::schema::{Address, Located, Text, Verbatim, keywords, record};

use super::check_site_url;

#[cfg(test)]
mod tests;

record! {
    /// A host that the site is published to. It contains no secrets.
    Kebab
    pub struct Publish {
        /// Kind of host.
        pub kind: HostKind,
        /// The site's absolute address on this host; by default that of `[output.html]`.
        pub site_url: Option<Located<Address>>,
        /// The theme on this host; by default that of `[output.html]`.
        pub theme: Option<Located<Verbatim>>,
        /// Percentage of the published files that one publication may delete; 20 by default.
        pub max_deletions: Option<Located<u32>>,
        /// Commands to run after a publication, each a list of a program and its arguments.
        pub after: Box<[Box<[Verbatim]>]>,
        /// Whether `index.json` is published too: a list of the pages with their titles.
        pub index: Option<bool>,
        /// How texts are stored: `gzip`, or by default as they are. For object stores.
        pub compress: Option<Located<Compression>>,
        /// The directory. For `directory` and `ssh`.
        pub path: Option<Located<Verbatim>>,
        /// Whether files are written one by one, instead of all at once. For `directory`.
        pub in_place: Option<Located<bool>>,
        /// The host as in ssh's configuration. For `ssh`.
        pub host: Option<Located<Verbatim>>,
        /// How the site is replaced; by default by a link, where the path is one or does not exist.
        /// For `ssh`.
        pub switch: Option<Located<SwitchBy>>,
        /// Number of earlier sites that are kept on the host. For `ssh`.
        pub keep: Option<Located<u32>>,
        /// Further settings as in ssh's configuration, such as `Port=2222`. For `ssh`.
        pub ssh_options: Box<[Located<Verbatim>]>,
        /// An address, a path, or the name of a remote of the project's repository. For `git`.
        pub remote: Option<Located<Verbatim>>,
        /// The branch. For `git`.
        pub branch: Option<Located<Verbatim>>,
        /// The directory within the branch. For `git`.
        pub directory: Option<Located<Verbatim>>,
        /// The bucket. For `s3` and `google`.
        pub bucket: Option<Located<Verbatim>>,
        /// The directory within the bucket or the container. For object stores.
        pub prefix: Option<Located<Verbatim>>,
        /// The region. For `s3`.
        pub region: Option<Located<Verbatim>>,
        /// The profile of the credential files. For `s3`.
        pub profile: Option<Located<Verbatim>>,
        /// Where addresses have the bucket; by default in the path with an `endpoint`. For `s3`.
        pub addressing: Option<Located<Addressing>>,
        /// Whether the service of the virtual machine is asked for credentials. For object stores.
        pub machine_credentials: Option<Located<bool>>,
        /// Whether the store creates files on condition; `true` by default. For object stores.
        pub conditional_writes: Option<Located<bool>>,
        /// The address of the service, if it is not the provider's own. For object stores.
        pub endpoint: Option<Located<Address>>,
        /// Whether an endpoint may be without encryption. For object stores and `webdav`.
        pub allow_http: Option<Located<bool>>,
        /// The storage account. For `azure`.
        pub account: Option<Located<Verbatim>>,
        /// The container. For `azure`.
        pub container: Option<Located<Verbatim>>,
        /// The address of the directory. For `webdav`.
        pub url: Option<Located<Address>>,
    }
}

keywords! {
    /// Kind of host.
    pub enum HostKind {
        /// A directory, such as a mounted share.
        Directory = "directory",
        /// A directory of a host reached by ssh.
        Ssh = "ssh",
        /// A branch of a git repository.
        Git = "git",
        /// S3, and what speaks it.
        S3 = "s3",
        /// Google Cloud Storage.
        Google = "google",
        /// Azure Blob Storage.
        Azure = "azure",
        /// WebDAV.
        Webdav = "webdav",
    }
}

keywords! {
    /// How a site is replaced.
    pub enum SwitchBy {
        /// By a symbolic link to one of several directories.
        Symlink = "symlink",
        /// File by file.
        Files = "files",
    }
}

keywords! {
    /// Where addresses of S3 have the bucket.
    pub enum Addressing {
        /// `https://server/bucket/key`
        Path = "path",
        /// `https://bucket.server/key`
        Host = "host",
    }
}

keywords! {
    /// How texts are stored.
    pub enum Compression {
        /// With `Content-Encoding: gzip`.
        Gzip = "gzip",
    }
}

/// A host, complete.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Its name: `web` of `[publish.web]`.
    pub name: Text,
    /// The site's address there, ending in `/`.
    pub site_url: Option<Verbatim>,
    /// The theme, if it differs.
    pub theme: Option<Located<Verbatim>>,
    /// Percentage of the published files that one publication may delete.
    pub max_deletions: usize,
    /// Commands to run afterwards: programs with arguments.
    pub after: Box<[Box<[Verbatim]>]>,
    /// Whether the list of pages is published.
    pub index: bool,
    /// Whether texts are stored compressed.
    pub gzip: bool,
    /// Where it is.
    pub host: HostSettings,
}

/// Where a host is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostSettings {
    /// A directory.
    Directory {
        /// Absolute, or relative to the project.
        path: Verbatim,
        /// Whether files are written one by one.
        in_place: bool,
    },
    /// By ssh.
    Ssh {
        /// As in ssh's configuration.
        host: Verbatim,
        /// On the host.
        path: Verbatim,
        /// How it is replaced; `None` by what is there.
        switch: Option<SwitchBy>,
        /// Number of earlier sites that are kept.
        keep: usize,
        /// Further settings.
        options: Vec<Verbatim>,
    },
    /// A git branch.
    Git {
        /// An address, a path or a name.
        remote: Verbatim,
        /// Without `refs/heads/`.
        branch: Verbatim,
        /// Within the branch.
        directory: Option<Verbatim>,
    },
    /// An object store.
    Object(ObjectStore),
    /// WebDAV.
    Webdav {
        /// The directory's address.
        url: Verbatim,
        /// Whether it may be without encryption.
        allow_http: bool,
    },
}

/// A bucket of an object store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectStore {
    /// What it speaks.
    pub service: Service,
    /// The bucket, or Azure's container.
    pub bucket: Verbatim,
    /// Within the bucket.
    pub prefix: Option<Verbatim>,
    /// If it is not the provider's own.
    pub endpoint: Option<Verbatim>,
    /// Whether the endpoint may be without encryption.
    pub allow_http: bool,
    /// Whether the service of the virtual machine is asked for credentials.
    pub machine_credentials: bool,
    /// Whether files can be created on condition.
    pub conditional_writes: bool,
}

/// What an object store speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// S3.
    S3 {
        /// If it is not that of the environment.
        region: Option<Verbatim>,
        /// Of the credential files.
        profile: Option<Verbatim>,
        /// Where addresses have the bucket.
        addressing: Option<Addressing>,
    },
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure {
        /// The storage account.
        account: Option<Verbatim>,
    },
}

/// The highest percentage.
const ALL: u32 = 100;
/// The percentage without a setting.
const SOME: u32 = 20;
/// Earlier sites kept without a setting.
const KEPT: u32 = 3;

/// Completes a host; `None` if a key is missing.
pub(super) fn lower(
    name: &Located<Text>,
    raw: Publish,
    path: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Publication> {
    let mut table = Table { name, kind: raw.kind, path, diagnostics };
    table.check_name();
    table.check_keys(&raw);
    let Publish {
        kind,
        site_url,
        theme,
        max_deletions,
        after,
        index,
        compress,
        path: to,
        in_place,
        host,
        switch,
        keep,
        ssh_options,
        remote,
        branch,
        directory,
        bucket,
        prefix,
        region,
        profile,
        addressing,
        machine_credentials,
        conditional_writes,
        endpoint,
        allow_http,
        account,
        container,
        url,
    } = raw;
    if let Some(share) = max_deletions.as_ref().filter(|share| share.value > ALL) {
        table.wrong(share.span, "`max-deletions` is a percentage", "write 0 to 100");
    }
    if after.iter().any(|command| command.first().is_none_or(|program| program.is_empty())) {
        table.wrong(
            name.span,
            "a command of `after` names no program",
            "write `[\"program\", \"argument\"]`",
        );
    }
    let allow_http = allow_http.is_some_and(|allow| allow.value);
    let text = |value: Option<Located<Verbatim>>| value.map(|value| value.value);
    let address =
        |value: Option<Located<Address>>| value.map(|value| Verbatim::new(value.as_str()));
    let host = match kind {
        HostKind::Directory => HostSettings::Directory {
            path: table.needs("path", text(to))?,
            in_place: in_place.is_some_and(|it| it.value),
        },
        HostKind::Ssh => {
            let (host, path) = (table.needs("host", text(host)), table.needs("path", text(to)));
            HostSettings::Ssh {
                host: host?,
                path: path?,
                switch: switch.map(|switch| switch.value),
                keep: keep.map_or(KEPT, |keep| keep.value) as usize,
                options: ssh_options.iter().map(|option| option.value.clone()).collect(),
            }
        }
        HostKind::Git => {
            let remote = table.needs("remote", text(remote));
            let branch = table.needs("branch", text(branch));
            HostSettings::Git { remote: remote?, branch: branch?, directory: text(directory) }
        }
        HostKind::S3 | HostKind::Google | HostKind::Azure => {
            let bucket = match kind {
                HostKind::Azure => table.needs("container", text(container)),
                _ => table.needs("bucket", text(bucket)),
            };
            let service = match kind {
                HostKind::S3 => Service::S3 {
                    region: text(region),
                    profile: text(profile),
                    addressing: addressing.map(|addressing| addressing.value),
                },
                HostKind::Azure => Service::Azure { account: text(account) },
                _ => Service::Google,
            };
            HostSettings::Object(ObjectStore {
                service,
                bucket: bucket?,
                prefix: text(prefix),
                endpoint: address(endpoint),
                allow_http,
                machine_credentials: machine_credentials.is_some_and(|it| it.value),
                conditional_writes: conditional_writes.is_none_or(|it| it.value),
            })
        }
        HostKind::Webdav => {
            HostSettings::Webdav { url: table.needs("url", address(url))?, allow_http }
        }
    };
    let site_url = site_url.and_then(|url| check_site_url(&url, path, table.diagnostics));
    Some(Publication {
        name: name.value.clone(),
        site_url,
        theme,
        max_deletions: max_deletions.map_or(SOME, |share| share.value) as usize,
        after,
        index: index.unwrap_or(false),
        gzip: compress.is_some(),
        host,
    })
}

/// The table of one host, for messages.
struct Table<'a> {
    name: &'a Located<Text>,
    kind: HostKind,
    path: &'a SourcePath,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Table<'_> {
    fn wrong(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let location = Location::new(self.path, span);
        self.diagnostics
            .push(Diagnostic::error("wrong-value", location, message.into()).help(help.into()));
    }

    /// It is part of file names beside the output directory.
    fn check_name(&mut self) {
        let name = self.name.value.as_str();
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if name.is_empty() || !name.bytes().all(is_word) {
            let message = format!("`{name}` is not a name of a host");
            self.wrong(self.name.span, message, "use letters, digits, `-` and `_`");
        }
    }

    fn needs<T>(&mut self, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let (name, kind) = (&self.name.value, self.kind.word());
            let message = format!("`[publish.{name}]` of kind `{kind}` has no `{key}`");
            self.wrong(self.name.span, message, format!("add `{key} = \"…\"`"));
        }
        value
    }

    /// Keys of other kinds would be ignored in silence.
    fn check_keys(&mut self, raw: &Publish) {
        use HostKind::{Azure, Directory, Git, Google, S3, Ssh, Webdav};
        let span = |value: &Option<Located<Verbatim>>| value.as_ref().map(|value| value.span);
        let address = |value: &Option<Located<Address>>| value.as_ref().map(|value| value.span);
        let flag = |value: &Option<Located<bool>>| value.as_ref().map(|value| value.span);
        let stores: &[HostKind] = &[S3, Google, Azure];
        let keys: [(&str, Option<Span>, &[HostKind]); 22] = [
            ("compress", raw.compress.as_ref().map(|it| it.span), stores),
            ("path", span(&raw.path), &[Directory, Ssh]),
            ("in-place", flag(&raw.in_place), &[Directory]),
            ("host", span(&raw.host), &[Ssh]),
            ("switch", raw.switch.as_ref().map(|it| it.span), &[Ssh]),
            ("ssh-options", raw.ssh_options.first().map(|it| it.span), &[Ssh]),
            ("profile", span(&raw.profile), &[S3]),
            ("addressing", raw.addressing.as_ref().map(|it| it.span), &[S3]),
            ("machine-credentials", flag(&raw.machine_credentials), stores),
            ("conditional-writes", flag(&raw.conditional_writes), stores),
            ("keep", raw.keep.as_ref().map(|it| it.span), &[Ssh]),
            ("remote", span(&raw.remote), &[Git]),
            ("branch", span(&raw.branch), &[Git]),
            ("directory", span(&raw.directory), &[Git]),
            ("bucket", span(&raw.bucket), &[S3, Google]),
            ("prefix", span(&raw.prefix), stores),
            ("region", span(&raw.region), &[S3]),
            ("endpoint", address(&raw.endpoint), stores),
            ("allow-http", flag(&raw.allow_http), &[S3, Google, Azure, Webdav]),
            ("account", span(&raw.account), &[Azure]),
            ("container", span(&raw.container), &[Azure]),
            ("url", address(&raw.url), &[Webdav]),
        ];
        for (key, span, kinds) in keys {
            if let Some(span) = span.filter(|_| !kinds.contains(&self.kind)) {
                let kind = self.kind.word();
                let kinds: Vec<String> =
                    kinds.iter().map(|kind| format!("`{}`", kind.word())).collect();
                let message = format!("a host of kind `{kind}` has no `{key}`");
                self.wrong(
                    span,
                    message,
                    format!("remove it; it is a key of {}", kinds.join(", ")),
                );
            }
        }
    }
}
