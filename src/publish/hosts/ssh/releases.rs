//! Releases side by side, and a symbolic link to the published one.
//!
//! `PATH` is a link to `PATH.releases/NUMBER-TIME`. A new release begins as hard links to the files
//! of the published one, in a directory that no reader sees; `rsync` replaces what changed, never in
//! place; one rename replaces the link. A lock is only needed for that last step. Whoever is later
//! finds that the link has moved.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::connection::{Connection, remote_shell, unwritable};
use super::replace::REPLACE;
use super::script::{Said, Script};
use crate::output::Scratch;
use crate::publish::checks;
use crate::publish::command;
use crate::publish::host::{Body, Cause, Change, Host, HostError, Listed, Switch};
use crate::publish::identity::Identity;
use crate::publish::who::Who;

/// Begins names of releases in the making.
const COMING: &str = ".coming_";

/// Files that are read one by one; whoever reads more gets a copy of all of them.
const ONE_BY_ONE: usize = 8;

/// Releases in the making of other machines are abandoned after a day.
const ABANDONED: &str = "1440";

/// The host.
pub(super) struct Releases {
    connection: Connection,
    path: String,
    keep: usize,
    copy: Mutex<Copied>,
}

/// What was read of the published release.
#[derive(Default)]
struct Copied {
    /// Files read one by one.
    reads: usize,
    /// A copy of all of it, by its name in the scratch directory.
    name: Option<String>,
}

impl Releases {
    pub(super) fn new(connection: Connection, path: String, keep: usize) -> Self {
        Self { connection, path, keep, copy: Mutex::default() }
    }

    /// Name of a copy of the published release, if that is what is best read.
    fn copied(&self) -> Result<Option<String>, HostError> {
        let mut copy = self.copy.lock().unwrap_or_else(PoisonError::into_inner);
        copy.reads += 1;
        if copy.name.is_none() && copy.reads > ONE_BY_ONE {
            let name = unique("copy");
            self.connection.scratch.create_directory(&name).map_err(unwritable)?;
            let from = format!("{}:{}/", self.connection.host, self.path);
            let mut rsync = self.rsync(&["--recursive", "--compress", "--safe-links"]);
            rsync.arg("--").arg(from).arg(self.connection.scratch.path().join(&name));
            let output = command::ask(&mut rsync, "rsync")?;
            if !output.status.success() {
                return Err(self.connection.failed(&output));
            }
            copy.name = Some(name);
        }
        Ok(copy.name.clone())
    }

    /// `rsync` by this connection.
    fn rsync(&self, arguments: &[&str]) -> Command {
        let mut rsync = self.connection.program("rsync");
        let shell = remote_shell(self.connection.config_file().as_os_str());
        rsync.arg("--protect-args").args(arguments).arg("--rsh").arg(shell);
        rsync
    }

    /// A script that knows the path and the directory of releases.
    fn script(&self) -> Script {
        let mut script = Script::new();
        script.set("p", &self.path);
        script.set("r", &format!("{}.releases", self.path));
        script
    }
}

impl Host for Releases {
    fn address(&self) -> String {
        format!("{}:{}", self.connection.host, self.path)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        checks::path(path)?;
        if let Some(copy) = self.copied()? {
            return read_copy(&self.connection.scratch, &format!("{copy}/{path}"));
        }
        let mut script = self.script();
        script.set("f", path);
        script.line(&send_file(r#""$p/$f""#));
        let said = self.connection.run(&script)?;
        Ok(said.bytes("file")?.map(<[u8]>::to_vec))
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        self.survey().map(|survey| Some(survey.files))
    }
}

/// A file of a copy. Links were not copied.
fn read_copy(scratch: &Scratch, path: &str) -> Result<Option<Vec<u8>>, HostError> {
    let mut bytes = Vec::new();
    let read = scratch.open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
                || scratch.path().join(path).is_dir() =>
        {
            Ok(None)
        }
        Err(error) => Err(unwritable(error)),
    }
}

/// A name in the scratch directory.
fn unique(name: &str) -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Commands that send a file, if there is one.
fn send_file(file: &str) -> String {
    format!(
        "if [ -f {file} ]; then n=$(wc -c <{file}) && say file \"$n\" && cat <{file} || exit 1; fi"
    )
}

impl Switch for Releases {
    fn switch(&self, change: &Change<'_>) -> Result<(), HostError> {
        checks::change(change)?;
        let upload = Upload::stage(&self.connection, change)?;
        let ours: BTreeSet<&str> =
            change.put.iter().map(|file| file.path).chain(change.removed.iter().copied()).collect();
        let survey = self.survey()?;
        let stay = survey.files.iter().map(|file| &*file.path).filter(|path| !ours.contains(path));
        checks::obstructed(change, stay)?;
        let coming = Coming::new();
        *self.copy.lock().unwrap_or_else(PoisonError::into_inner) = Copied::default();
        let switched = self.prepare(&coming, &survey, change).and_then(|from| {
            self.send(&coming, &upload, change)?;
            upload.is_unchanged(change)?;
            self.replace(&coming, &from)
        });
        if switched.is_err() {
            // Failing that, the next publication does it.
            let _ = self.abandon(&coming);
        }
        switched
    }
}

/// What is on the host.
struct Survey {
    /// Files of the published release.
    files: Vec<Listed>,
    /// Releases in the making that processes of this machine left when they were killed.
    abandoned: Vec<String>,
}

/// Name of a release in the making.
struct Coming {
    name: String,
}

impl Coming {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self { name: format!("{COMING}{}_{count}", Who::here().name()) }
    }

    /// Whether it was left by a process that has certainly ended.
    fn is_abandoned(name: &str) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        name.strip_prefix(COMING)
            .filter(|name| name.chars().all(plain))
            .and_then(Who::parse_name)
            .is_some_and(|who| who.has_ended())
    }
}

impl Releases {
    /// Copies the published release and deletes what goes. Returns what the link pointed to.
    fn prepare(
        &self,
        coming: &Coming,
        survey: &Survey,
        change: &Change<'_>,
    ) -> Result<String, HostError> {
        let mut script = self.script();
        script.set("new", &coming.name);
        script.set("manifest", change.expected.0);
        script.line(r#"mkdir -p "$r" && cd "$r" || exit 1"#);
        script.list(r"tr '\n' '\0' | xargs -0 rm -rf", survey.abandoned.iter().map(String::as_str));
        script.line(&format!(
            "find . ! -name . -prune -name '{COMING}*' -mmin +{ABANDONED} -exec rm -rf {{}} +"
        ));
        // The path may be relative to where the script begins.
        script.line(
            r#"cd - >/dev/null
            mkdir "$r/$new" || exit 1
            if [ -L "$p" ]; then
                say from "$(readlink "$p")"
                cp -al "$p/." "$r/$new/site" || exit 1
            else
                say from ""
                mkdir "$r/$new/site" || exit 1
            fi
            cd "$r/$new/site" || exit 1"#,
        );
        script.line(&send_file(r#""./$manifest""#));
        script.list(r"tr '\n' '\0' | xargs -0 rm -f", change.removed.iter().copied());
        script.list(
            r#"while IFS= read -r d; do rmdir "$d" 2>/dev/null; done"#,
            directories(&change.removed),
        );
        let said = self.connection.run(&script)?;
        checks::expected(change, said.bytes("file")?)?;
        Ok(said.value("from").unwrap_or_default().to_owned())
    }

    /// What is there.
    fn survey(&self) -> Result<Survey, HostError> {
        let mut script = self.script();
        script.line(&format!(
            r#"n=$(cd "$r" 2>/dev/null && printf '%s\n' {COMING}*)
            say coming "${{#n}}"
            printf '%s\n' "$n"
            n=
            if ( cd "$p/." ) 2>/dev/null; then
            cd "$p/."
            if find . -prune -printf '' 2>/dev/null
            then n=$(find . ! -type d -printf '%y%s %P\n') || exit 1
            else n=$(find . ! -type d | sed 's|^\./|? |') || exit 1
            fi
            fi
            say list "${{#n}}"
            printf '%s\n' "$n""#
        ));
        let said = self.connection.run(&script)?;
        let text = |name: &str| {
            said.bytes(name)
                .map(|bytes| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned())
        };
        // `f12 a b.html` is a file of 12 bytes.
        let listed = |line: &str| {
            let (about, path) = line.split_once(' ')?;
            let size = about.strip_prefix('f').and_then(|size| size.parse().ok());
            Some(Listed { path: path.to_owned(), size })
        };
        let abandoned = text("coming")?
            .lines()
            .filter(|name| Coming::is_abandoned(name))
            .map(str::to_owned)
            .collect();
        let files = text("list")?.lines().filter_map(listed).collect();
        Ok(Survey { files, abandoned })
    }

    /// Sends what changed.
    fn send(&self, coming: &Coming, upload: &Upload, change: &Change<'_>) -> Result<(), HostError> {
        let connection = &self.connection;
        let to = format!("{}:{}.releases/{}/site/", connection.host, self.path, coming.name);
        let mut rsync = self.rsync(&["--copy-links", "--ignore-times", "--compress"]);
        rsync
            .args(["--chmod=F666,D777", "--files-from=-", "--from0", "--out-format=%i %l", "--"])
            .arg(&upload.directory)
            .arg(to);
        let paths: Vec<&str> = change.put.iter().map(|file| file.path).collect();
        let list = paths.join("\0");
        let (mut count, mut bytes) = (0, 0);
        let output = command::listen(
            &mut rsync,
            "rsync",
            &mut |to| to.write_all(list.as_bytes()),
            &mut |from, _| {
                for line in BufReader::new(from).lines() {
                    // `<f+++++++++ 12`; other lines are about directories.
                    let line = line?;
                    let size = line.strip_prefix("<f").and_then(|line| line.split_once(' '));
                    if let Some((_, size)) = size {
                        count += 1;
                        bytes += size.trim().parse::<u64>().unwrap_or_default();
                        (change.progress)(count, bytes);
                    }
                }
                Ok(())
            },
        )?;
        if output.status.success() {
            return Ok(());
        }
        let error = connection.failed(&output);
        Err(match error.cause {
            // It does not always say which side has ended.
            Cause::Other if output.status.code() == Some(12) => {
                HostError { cause: Cause::Transient, ..error }
            }
            _ => error,
        })
    }

    /// Replaces the link, and deletes old releases.
    fn replace(&self, coming: &Coming, from: &str) -> Result<(), HostError> {
        let base = self.path.rsplit('/').next().unwrap_or_default();
        let mut script = self.script();
        script.set("new", &coming.name);
        script.set("from", from);
        script.set("base", base);
        script.set("who", &Who::here().line());
        script.set("keep", &(self.keep + 1).to_string());
        script.line(REPLACE);
        let said = self.connection.run(&script)?;
        match said.value("moved") {
            None => Ok(()),
            Some(_) => Err(checks::conflict(format!(
                "another release was published to `{}` meanwhile",
                self.address()
            ))),
        }
    }

    fn abandon(&self, coming: &Coming) -> Result<Said, HostError> {
        let mut script = self.script();
        script.set("new", &coming.name);
        script.line(r#"rm -rf "$r/$new""#);
        self.connection.run(&script)
    }
}

/// Directories that files were in, innermost first.
fn directories<'a>(removed: &[&'a str]) -> Vec<&'a str> {
    let all: BTreeSet<&str> = removed.iter().flat_map(|path| checks::ancestors(path)).collect();
    all.into_iter().rev().collect()
}

/// Files to be sent, at their paths, in a directory of this machine.
struct Upload {
    directory: PathBuf,
    /// Of files on disk, by index, as they were before they were sent.
    identities: BTreeMap<usize, Identity>,
}

impl Upload {
    fn stage(connection: &Connection, change: &Change<'_>) -> Result<Self, HostError> {
        let name = unique("upload");
        let scratch = &connection.scratch;
        scratch.create_directory(&name).map_err(unwritable)?;
        let directories: BTreeSet<&str> =
            change.put.iter().flat_map(|file| checks::ancestors(file.path)).collect();
        for directory in directories {
            scratch.create_directory(&format!("{name}/{directory}")).map_err(unwritable)?;
        }
        let mut identities = BTreeMap::new();
        for (index, file) in change.put.iter().enumerate() {
            let at = format!("{name}/{}", file.path);
            match file.body {
                Body::File(path) => {
                    identities.insert(index, identity(path)?);
                    link(scratch, &at, path).map_err(unwritable)?;
                }
                Body::Bytes(bytes) => scratch
                    .create(&at)
                    .and_then(|mut file| file.write_all(bytes))
                    .map_err(unwritable)?,
            }
        }
        let directory = scratch.path().join(name).join("");
        Ok(Self { directory, identities })
    }

    /// Fails if a file is not the one that was to be sent, or was another one meanwhile: `rsync`
    /// reads by links.
    fn is_unchanged(&self, change: &Change<'_>) -> Result<(), HostError> {
        for (index, file) in change.put.iter().enumerate() {
            let Body::File(path) = file.body else { continue };
            let read =
                checks::reader(file).and_then(|mut from| io::copy(&mut from, &mut io::sink()));
            read.map_err(checks::io("read", path))?;
            if self.identities.get(&index) != Some(&identity(path)?) {
                return Err(checks::changed(file.path));
            }
        }
        Ok(())
    }
}

fn identity(path: &Path) -> Result<Identity, HostError> {
    checks::identity(path).map_err(checks::io("read", path))
}

/// Puts a link to a file, which `rsync` follows.
#[cfg(unix)]
fn link(scratch: &Scratch, at: &str, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(std::path::absolute(to)?, scratch.path().join(at))
}

/// Puts a copy of a file.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "a file of the built site")]
fn link(scratch: &Scratch, at: &str, to: &Path) -> io::Result<()> {
    let mut copy = scratch.create(at)?;
    io::copy(&mut std::fs::File::open(to)?, &mut copy).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_deleted_from_within() {
        assert_eq!(directories(&["a/b/c", "a/d", "e"]), ["a/b", "a"]);
    }

    #[test]
    fn only_what_certainly_was_abandoned_is() {
        assert!(!Coming::is_abandoned(&Coming::new().name));
        assert!(!Coming::is_abandoned(".coming_elsewhere_1_x_0"));
        let here = Coming::new().name;
        let other = here.replace(&format!("_{}_", std::process::id()), "_4194999_");
        assert_eq!(Coming::is_abandoned(&other), cfg!(target_os = "linux"));
        assert!(!Coming::is_abandoned(&format!("{other} x")));
        assert!(!Coming::is_abandoned("../../etc"));
    }
}
