//! One connection to a server, shared by everything that is run for a publication.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::Options;
use super::script::{self, Said, Script};
use crate::output::Scratch;
use crate::publish::checks;
use crate::publish::command::{self, Output, cause};
use crate::publish::host::{Cause, HostError};

/// Settings that a project can have. None of them runs a command, forwards anything, or trusts
/// another key of a host.
pub(super) const SETTINGS: &[&str] = &[
    "AddressFamily",
    "BindAddress",
    "Compression",
    "ConnectTimeout",
    "ConnectionAttempts",
    "IdentitiesOnly",
    "IdentityFile",
    "Port",
    "ProxyJump",
    "ServerAliveCountMax",
    "ServerAliveInterval",
    "User",
];

/// Paths of sockets are limited to 107 bytes, of which `ssh` uses some for a temporary name.
const LONGEST_SOCKET: usize = 80;

/// Status of `ssh` if the connection failed; else it is that of the command.
const OF_SSH: i32 = 255;

/// How `ssh` is always called. The first value of a setting is the one that holds.
const ALWAYS: &str = "BatchMode yes
ClearAllForwardings yes
ForwardAgent no
ForwardX11 no
LogLevel ERROR
PermitLocalCommand no
RemoteCommand none
RequestTTY no
";

/// Where the user's own settings say nothing.
const ELSE: &str = "Host *
ConnectTimeout 20
ServerAliveInterval 15
";

/// A server, and the directory for everything that is needed meanwhile.
pub(super) struct Connection {
    pub(super) host: String,
    pub(super) scratch: Scratch,
}

impl Connection {
    pub(super) fn new(options: &Options) -> Result<Self, HostError> {
        let host = options.host.clone();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-@:[]%".contains(c);
        if host.is_empty() || host.starts_with('-') || !host.chars().all(is_plain) {
            return Err(HostError::new(Cause::Other, format!("`{host}` is no name of a host"))
                .with_help("write `host` or `user@host`; a port belongs into `ssh-options` or ~/.ssh/config"));
        }
        let scratch = Scratch::temporary().map_err(unwritable)?;
        let connection = Self { host, scratch };
        let config = connection.config(options)?;
        let written = connection
            .scratch
            .create("config")
            .and_then(|mut file| file.write_all(config.as_bytes()));
        written.map_err(unwritable)?;
        Ok(connection)
    }

    fn config(&self, options: &Options) -> Result<String, HostError> {
        let mut config = ALWAYS.to_owned();
        let socket = self.scratch.path().join("socket");
        // Windows has no such sockets.
        if cfg!(unix) && socket.as_os_str().len() < LONGEST_SOCKET {
            let socket = socket.display().to_string();
            config.extend([
                "ControlMaster auto\nControlPath \"",
                &socket,
                "\"\nControlPersist 30\n",
            ]);
        }
        for option in &options.ssh_options {
            config += &setting(option)?;
        }
        let include = match &options.config {
            Some(file) => format!("Include \"{}\"\n", file.display()),
            None => "Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\n".to_owned(),
        };
        config += &include;
        Ok(config + ELSE)
    }

    /// The file of settings.
    pub(super) fn config_file(&self) -> PathBuf {
        self.scratch.path().join("config")
    }

    /// A program that is marked as ours.
    pub(super) fn program(&self, program: &str) -> Command {
        let (variable, value) = self.scratch.mark();
        let mut command = Command::new(program);
        // Names of files are in UTF-8, messages in English.
        command.env(variable, value).env("LC_ALL", "C.UTF-8").env_remove("LANGUAGE");
        command.env("SSH_ASKPASS_REQUIRE", "never");
        command
    }

    /// Runs a script on the server.
    pub(super) fn run(&self, script: &Script) -> Result<Said, HostError> {
        let text = script.text();
        let mut ssh = self.program("ssh");
        ssh.arg("-F").arg(self.config_file()).args(["-T", "--", &self.host, "sh"]);
        let output =
            command::run(&mut ssh, "openssh-client", &mut |to| to.write_all(text.as_bytes()))?;
        let failed = self.failed(&output);
        let done = Said::new(output.out);
        if output.status.success() && done.is_done() {
            return Ok(done);
        }
        if let Some(busy) = done.value("busy") {
            return Err(checks::conflict(format!(
                "somebody else publishes to `{}`: {}",
                self.host,
                busy.escape_debug()
            )));
        }
        Err(failed)
    }

    /// The error in what a program said.
    pub(super) fn failed(&self, output: &Output) -> HostError {
        if !output.said.trim().is_empty() {
            return self.error(&output.said, &output.last_words());
        }
        if output.status.code() == Some(OF_SSH) {
            return HostError::new(Cause::Transient, format!("`{}`: connection closed", self.host));
        }
        // Servers that give no shell say so where the answer would be.
        let out = String::from_utf8_lossy(&output.out);
        let out: Vec<&str> = out.lines().filter(|line| !line.starts_with(script::MARK)).collect();
        self.error("", &command::last_words(&out.join("\n")))
    }

    pub(super) fn error(&self, said: &str, words: &str) -> HostError {
        let cause = cause(said);
        let error = HostError::new(cause, format!("`{}`: {words}", self.host));
        if said.contains("Host key verification failed") {
            return error.with_help(format!(
                "type `ssh {}` once, compare the key's fingerprint with the one that the host's owner tells, and accept it",
                self.host
            ));
        }
        match cause {
            Cause::Denied if is_of_login(said) => error.with_help(format!(
                "load a key into ssh-agent, or name it in ssh_config; `ssh {}` must work without questions",
                self.host
            )),
            Cause::Denied => error.with_help("let the user of this connection write there"),
            Cause::Full => error.with_help("free some disk space on the host"),
            _ if said.contains("ross-device link") => error.with_help(
                "the link leads to another disk: move what it points to beside it, into `.releases`",
            ),
            _ => error,
        }
    }
}

/// Whether ssh was denied, as in `Permission denied (publickey)`, and not a program on the server, as
/// in `Permission denied (13)`.
fn is_of_login(said: &str) -> bool {
    said.split("Permission denied (").skip(1).any(|rest| rest.starts_with(char::is_alphabetic))
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut ssh = self.program("ssh");
        ssh.arg("-F").arg(self.config_file()).args(["-O", "exit", "--", &self.host]);
        ssh.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // If it fails, the connection ends by itself, or with the scratch directory.
        let _ = ssh.status();
    }
}

/// A line of `ssh_config` from one of the project's settings.
fn setting(option: &str) -> Result<String, HostError> {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    let (name, value) = (name.trim(), value.trim());
    // Commands of the user's own settings may contain the value.
    let is_odd = |c: char| c.is_control() || "\"'`$\\;&|<>(){}*?!#".contains(c);
    let is_plain = !value.is_empty() && !value.starts_with('-') && !value.contains(is_odd);
    if is_plain && SETTINGS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(format!("{name} \"{value}\"\n"));
    }
    Err(HostError::new(Cause::Other, format!("`{option}` is not allowed in `ssh-options`"))
        .with_help(format!(
            "write `Name=value` with one of {}; all others belong into your own ssh_config",
            SETTINGS.join(", ")
        )))
}

pub(super) fn unwritable(error: io::Error) -> HostError {
    checks::io("write to", &std::env::temp_dir())(error)
}

/// A command line for `rsync --rsh`, which splits it at spaces outside quotes.
pub(super) fn remote_shell(config: &OsStr) -> String {
    format!("ssh -T -F \"{}\"", config.to_string_lossy())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn a_project_cannot_run_commands_or_trust_other_keys() {
        assert_eq!(setting("Port=2222").unwrap(), "Port \"2222\"\n");
        assert_eq!(setting("identityfile = ~/a b").unwrap(), "identityfile \"~/a b\"\n");
        for bad in [
            "ProxyCommand=touch x",
            "LocalCommand=x",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "HostKeyAlias=x",
            "Port=1\nProxyCommand=x",
            "Port=\"1\"",
            "User=`touch x`",
            "User=-oProxyCommand=x",
            "ProxyJump=$(x)",
            "Port",
            "-oProxyCommand=x",
            "Include=x",
            "ForwardAgent=yes",
        ] {
            let error = setting(bad).unwrap_err();
            assert!(error.message.contains("is not allowed in `ssh-options`"), "{bad}");
        }
    }

    #[test]
    fn who_denied_what_is_told_apart() {
        #[track_caller]
        fn case(connection: &Connection, said: &str, cause: Cause, help: &str) {
            let error = connection.error(said, said);
            assert_eq!(error.cause, cause);
            assert!(error.help.unwrap_or_default().contains(help), "{said}");
        }
        let options = Options { host: "web".to_owned(), ..Options::default() };
        let connection = Connection::new(&options).unwrap();
        let case = |said, cause, help| case(&connection, said, cause, help);
        case("me@web: Permission denied (publickey).", Cause::Denied, "ssh-agent");
        case("mkstemp \"/srv/.x\" failed: Permission denied (13)", Cause::Denied, "write there");
        case("mkdir: cannot create directory: Permission denied", Cause::Denied, "write there");
        case("write failed: No space left on device (28)", Cause::Full, "free some disk space");
        case("failed to create hard link: Invalid cross-device link", Cause::Other, "another disk");
        case("kex_exchange_identification: Connection closed by remote host", Cause::Transient, "");
        let ended = "rsync error: unexplained error (code 255) at main.c(1394) [sender=3.5.0]";
        case(ended, Cause::Transient, "");
    }

    #[test]
    fn a_host_is_no_option_and_no_command() {
        for bad in ["", "-oProxyCommand=x", "a b", "a;b", "$x", "a/b", "a'b", "a\nb"] {
            let options = Options { host: bad.to_owned(), ..Options::default() };
            assert!(Connection::new(&options).is_err(), "{bad:?}");
        }
    }
}
