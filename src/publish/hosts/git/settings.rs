//! What `git` knows of the project: remotes, credentials, the author.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Options;
use crate::percent;
use crate::publish::command::{self, Output, redacted};
use crate::publish::host::{Cause, HostError};

/// Variables that lead `git` to another repository: hooks of the project set them.
const LEAD_AWAY: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DEFAULT_HASH",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings of the project's own repository that say how to reach a server: services of
/// continuous integration keep credentials there.
const OF_TRANSPORT: &str = r"^(credential|http|url|core\.sshcommand)(\.|$)";

/// Options of ssh where the user has set no command: no questions, no endless wait.
const SSH: &str = "ssh -o BatchMode=yes -o ConnectTimeout=20";

/// Where and how.
pub(super) struct Settings {
    /// Where to fetch from. May contain secrets.
    pub(super) fetch: String,
    /// Where to push to. May contain secrets.
    pub(super) push: String,
    /// The same without secrets.
    pub(super) shown: String,
    pub(super) branch: String,
    project: PathBuf,
    /// Name and value, from the project's repository.
    transport: Vec<(String, String)>,
    /// Whether the user has said how to call ssh.
    has_ssh: bool,
}

/// Who commits, with time, as `git` writes it into commits.
pub(super) struct Author {
    pub(super) author: String,
    pub(super) committer: String,
}

impl Settings {
    pub(super) fn of(options: &Options) -> Result<Self, HostError> {
        let Options { remote, branch, project, .. } = options;
        no_secrets(remote)?;
        let ask = |arguments: &[&str]| ask(project, arguments);
        if !ask(&["check-ref-format", &format!("refs/heads/{branch}")])?.status.success() {
            return Err(HostError::new(Cause::Other, format!("`{branch}` is no name of a branch")));
        }
        let top = text(&ask(&["rev-parse", "--show-toplevel"])?).map(PathBuf::from);
        let url = |kind: &[&str]| {
            let found = ask(&[&["remote", "get-url"], kind, &["--", remote]].concat())?;
            Ok::<_, HostError>(text(&found).map(|url| absolute(&url, top.as_deref())))
        };
        let (fetch, push) = match (url(&[])?, url(&["--push"])?) {
            (Some(fetch), Some(push)) => (fetch, push),
            _ if is_address(remote, project) => {
                is_absolute(remote)?;
                is_outside(remote, [Some(&**project), top.as_deref()])?;
                (remote.clone(), remote.clone())
            }
            _ => {
                let message = format!("`{}` is no remote of the project", redacted(remote));
                return Err(HostError::new(Cause::Other, message).with_help(
                    "name a remote that `git remote` lists, a URL, or the absolute path of a repository",
                ));
            }
        };
        let shown = redacted(&push);
        let transport = transport(&ask(&[
            "config",
            "--local",
            "--includes",
            "--null",
            "--get-regexp",
            OF_TRANSPORT,
        ])?);
        let has_ssh =
            ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some())
                || text(&ask(&["config", "core.sshCommand"])?).is_some();
        let (branch, project) = (branch.clone(), project.clone());
        Ok(Self { fetch, push, shown, branch, project, transport, has_ssh })
    }

    /// Who commits.
    pub(super) fn author(&self) -> Result<Author, HostError> {
        let who = |variable: &str| {
            let mut git = git(&self.project);
            // A name that `git` guesses from the machine is not one to publish.
            git.args(["-c", "user.useConfigOnly=true", "var", variable]);
            let said = command::ask(&mut git, "git")?;
            text(&said).ok_or_else(|| {
                HostError::new(Cause::Other, "`git` does not know who commits").with_help(
                    "type `git config user.name \"…\"` and `git config user.email \"…\"`",
                )
            })
        };
        Ok(Author { author: who("GIT_AUTHOR_IDENT")?, committer: who("GIT_COMMITTER_IDENT")? })
    }

    /// `git` on the scratch repository.
    pub(super) fn git(&self, repository: &Path) -> Command {
        let mut git = git(&self.project);
        git.arg("--git-dir").arg(repository);
        if !self.has_ssh {
            git.env("GIT_SSH_COMMAND", SSH);
        }
        // By variables: arguments are seen by all users of the machine.
        let first = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok());
        let first: usize = first.unwrap_or(0);
        for (index, (name, value)) in self.transport.iter().enumerate() {
            git.env(format!("GIT_CONFIG_KEY_{}", first + index), name);
            git.env(format!("GIT_CONFIG_VALUE_{}", first + index), value);
        }
        git.env("GIT_CONFIG_COUNT", (first + self.transport.len()).to_string());
        git
    }
}

/// `git` in the project, without questions, hooks and languages.
fn git(project: &Path) -> Command {
    let mut git = Command::new("git");
    for variable in LEAD_AWAY {
        git.env_remove(variable);
    }
    git.env("GIT_TERMINAL_PROMPT", "0")
        .env("SSH_ASKPASS_REQUIRE", "never")
        .env("GCM_INTERACTIVE", "never")
        .env("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh")
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .current_dir(project)
        .args(["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "maintenance.auto=false"])
        .args(["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"]);
    git
}

fn ask(project: &Path, arguments: &[&str]) -> Result<Output, HostError> {
    command::ask(git(project).args(arguments), "git")
}

/// What it answered, if it did.
fn text(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.out).trim_end().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Settings as `git config --null --get-regexp` lists them.
fn transport(output: &Output) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(&output.out);
    let entries = text.split('\0').filter(|entry| !entry.is_empty());
    let pair = |entry: &str| {
        // Without a value, it is a flag that is set.
        let (name, value) = entry.split_once('\n').unwrap_or((entry, "true"));
        (name.to_owned(), value.to_owned())
    };
    if output.status.success() { entries.map(pair).collect() } else { Vec::new() }
}

/// Fails if an address of the settings file has a password or token.
fn no_secrets(remote: &str) -> Result<(), HostError> {
    let user = remote.split_once("://").and_then(|(scheme, rest)| {
        let (user, _) = rest.split('/').next()?.rsplit_once('@')?;
        Some((scheme, user))
    });
    match user {
        Some((scheme, user)) if user.contains(':') || scheme.starts_with("http") => {
            Err(HostError::new(
                Cause::Other,
                format!("`{}` is written with a user name or a password", redacted(remote)),
            )
            .with_help("remove what is before the `@`; use a credential helper of git"))
        }
        _ => Ok(()),
    }
}

/// Whether it is a URL, `host:path`, or a directory.
fn is_address(remote: &str, project: &Path) -> bool {
    let is_there = || project.join(remote).is_dir();
    !remote.starts_with('-') && (!is_local(remote) || is_there())
}

/// Whether `git` takes an address for a path: one with a slash before its first colon.
fn is_local(remote: &str) -> bool {
    let is_url = remote.contains("://");
    let before_colon = remote.split_once(':').map(|(before, _)| before);
    !is_url && (before_colon.is_none_or(|it| it.contains('/')) || Path::new(remote).is_absolute())
}

/// Fails for a relative path: what it leads to can have come with the project, with hooks that a
/// push would run.
fn is_absolute(remote: &str) -> Result<(), HostError> {
    if !is_local(remote) || Path::new(remote).is_absolute() {
        return Ok(());
    }
    Err(HostError::new(Cause::Settings, format!("`{remote}` is a relative path")).with_help(
        format!(
            "if you trust the hooks of that repository, write its absolute path, or type \
         `git remote add NAME {remote}` in the project and write that name"
        ),
    ))
}

/// Fails if an address is a directory in the project or its repository: somebody else may have
/// written it there, with hooks that a push would run.
fn is_outside(url: &str, inside: [Option<&Path>; 2]) -> Result<(), HostError> {
    let path = match url.strip_prefix("file://") {
        Some(path) => percent::decoded(path).unwrap_or(path.into()),
        None => url.into(),
    };
    let Ok(path) = Path::new(&*path).canonicalize() else { return Ok(()) };
    let mut inside = inside.into_iter().flatten().filter_map(|path| path.canonicalize().ok());
    if !inside.any(|inside| path.starts_with(inside)) {
        return Ok(());
    }
    let message = format!("`{}` is a directory of the project", redacted(url));
    Err(HostError::new(Cause::Settings, message).with_help("publish to a repository outside of it"))
}

/// Paths of the project's settings are relative to it, not to the scratch repository.
fn absolute(url: &str, base: Option<&Path>) -> String {
    let path = base.unwrap_or(Path::new("")).join(url);
    match path.canonicalize() {
        Ok(path) if !url.contains("://") && path.is_dir() => path.to_string_lossy().into_owned(),
        _ => url.to_owned(),
    }
}
