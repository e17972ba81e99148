//! A directory of a server reached by ssh, by the installed programs `ssh`, `rsync` and `sftp`.
//!
//! Where the published path is a symbolic link, or does not exist, it becomes a link to one of
//! several releases, and publishing is replacing the link ([`releases`]). Where it is a directory,
//! or the server gives no shell, files are replaced one by one ([`transfer`]).

use std::path::PathBuf;

use crate::publish::checks;
use crate::publish::command;
use crate::publish::host::{AnyHost, Cause, HostError};
use connection::Connection;
use releases::Releases;
use script::{Said, Script};
use transfer::Transfer;

mod connection;
mod releases;
mod replace;
mod script;
mod session;
mod transfer;

/// What is published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// A name of `ssh_config`, a host name, or `user@host`.
    pub host: String,
    /// What the web server publishes: absolute, or relative to the user's home directory.
    pub path: String,
    /// Whether the path is a symbolic link to one of several releases.
    pub switch: By,
    /// Number of earlier releases that stay beside the published one.
    pub keep: usize,
    /// Further settings, as in `ssh_config`: `Port=2222`. Only those that run no command and
    /// trust no other key.
    pub ssh_options: Vec<String>,
    /// A file to use instead of the user's and the system's `ssh_config`. It can run commands, so
    /// it must not be named by the project.
    pub config: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: String::new(),
            path: String::new(),
            switch: By::default(),
            keep: KEEP,
            ssh_options: Vec::new(),
            config: None,
        }
    }
}

/// Default number of earlier releases.
pub const KEEP: usize = 3;

/// How a site is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By a link where the path is one, or does not exist; else file by file.
    #[default]
    WhatIsThere,
    /// By a link.
    Symlink,
    /// File by file.
    Files,
}

/// Connects and looks at the path. Writes nothing on the server.
pub fn open(options: &Options) -> Result<AnyHost, HostError> {
    command::installed("ssh", "openssh-client")?;
    let path = remote_path(&options.path)?;
    let connection = Connection::new(options)?;
    let by_files = |connection| {
        command::installed("sftp", "openssh-client")?;
        Ok(AnyHost::Store(Box::new(Transfer::new(connection, path.clone()))))
    };
    if options.switch == By::Files {
        return by_files(connection);
    }
    let said = match look(&connection, &path) {
        Ok(said) => said,
        // A server for sftp alone says so in its own words.
        Err(error) if options.switch == By::WhatIsThere && error.cause == Cause::Other => {
            return by_files(connection);
        }
        Err(error) => return Err(error),
    };
    let kind = said.value("kind").unwrap_or_default();
    let is_link = matches!(kind, "link" | "missing");
    let has_rsync = said.value("rsync").is_some();
    match (is_link, has_rsync, options.switch) {
        (true, true, _) => {
            command::installed("rsync", "rsync")?;
            Ok(AnyHost::Switch(Box::new(Releases::new(connection, path, options.keep))))
        }
        (_, _, By::WhatIsThere | By::Files) => by_files(connection),
        (true, false, By::Symlink) => Err(HostError::new(
            Cause::MissingProgram,
            format!("`rsync` is not installed on `{}`", options.host),
        )
        .with_help("install it there; or set `switch = \"files\"`, which needs only sftp")),
        (false, _, By::Symlink) => Err(HostError::new(
            Cause::Other,
            format!("`{path}` on `{}` is not a symbolic link", options.host),
        )
        .with_help(format!("move it into `{path}.releases/` and make `{path}` a link to it; or set `switch = \"files\"`"))),
    }
}

fn look(connection: &Connection, path: &str) -> Result<Said, HostError> {
    let mut script = Script::new();
    script.set("p", path);
    script.line(
        r#"if [ -L "$p" ]; then say kind link
        elif [ -d "$p" ]; then say kind directory
        elif [ -e "$p" ]; then say kind other
        else say kind missing
        fi
        if command -v rsync >/dev/null; then say rsync yes; fi"#,
    );
    connection.run(&script)
}

/// A path that no program takes for an option, a home directory or another host.
fn remote_path(path: &str) -> Result<String, HostError> {
    let plain = path.strip_prefix("~/").unwrap_or(path).trim_end_matches('/');
    let parts = plain.strip_prefix('/').unwrap_or(plain);
    checks::path(parts).map_err(|_| {
        HostError::new(Cause::Other, format!("`{path}` is no path of a directory on a server"))
            .with_help("name the directory that the web server publishes, without `.` and `..`")
    })?;
    Ok(if plain.starts_with('/') { plain.to_owned() } else { format!("./{plain}") })
}
