//! Kills commands at random moments and checks what is left.
//!
//! `SSR_SITE_KILLS` is the number of kills per command. No assertion depends on the moment of a
//! kill; statistics that do are only printed (see them with `--nocapture`).

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::harness::{BINARY, Place};
use crate::stand_in::{TITLE, alone, document, place};

const VARIABLE: &str = "SSR_SITE_KILLS";
const USUAL: u32 = 12;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A command and the files it changes.
struct Victim<'a> {
    name: &'static str,
    /// Parent directory of the target.
    parent: &'a Path,
    target: &'a str,
    /// Other entries in it.
    others: Vec<String>,
    /// Suffixes of leftovers after `ssr-site-`.
    leftovers: &'a [&'static str],
}

#[derive(Debug, Default)]
struct Figures {
    kills: u32,
    running: u32,
    old: u32,
    new: u32,
    with_leftovers: u32,
}

/// Deterministic moments within a duration and slightly beyond.
struct Moments(u64);

impl Moments {
    fn next(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let share = u32::try_from(self.0 >> 48).unwrap();
        whole * share / (1 << 16) * 21 / 20
    }
}

impl Victim<'_> {
    /// Kills the command repeatedly. `old` restores the initial state; `command` is killed, then
    /// run to completion.
    fn is_killed(&self, mut old: impl FnMut(u32), mut command: impl FnMut(u32) -> Command) {
        let kills = kills();
        old(0);
        let mut duration = self.undisturbed(&mut command(0));
        let mut moments = Moments(0x2016_0630);
        let mut figures = Figures::default();
        for turn in 1..=kills {
            old(turn);
            let before = self.tree();
            let mut child = begin(&mut command(turn));
            std::thread::sleep(moments.next(duration));
            child.kill().unwrap();
            let status = child.wait().unwrap();
            all_gone(child);
            let (after, left) = (self.tree(), self.leftovers());
            duration = self.undisturbed(&mut command(turn));
            let new = self.tree();
            assert!(before != new, "{} has something to do", self.name);
            assert!(
                after == before || after == new,
                "{}, kill {turn}: neither the old nor the new one is there",
                self.name
            );
            figures.kills += 1;
            figures.running += u32::from(status.signal() == Some(9));
            figures.old += u32::from(after == before);
            figures.new += u32::from(after == new);
            figures.with_leftovers += u32::from(!left.is_empty());
        }
        println!("{}: {figures:?}", self.name);
    }

    /// Runs to the end; nothing may be left beside the target.
    fn undisturbed(&self, command: &mut Command) -> Duration {
        let begun = Instant::now();
        let mut child = begin(command);
        let status = child.wait().unwrap();
        let duration = begun.elapsed();
        all_gone(child);
        assert!(status.success(), "{}: {status}", self.name);
        assert_eq!(self.leftovers(), Vec::<String>::new(), "after {}", self.name);
        duration
    }

    /// New names beside the target, which must be known leftovers.
    fn leftovers(&self) -> Vec<String> {
        let mut left = names(self.parent);
        left.retain(|name| name != self.target && !self.others.contains(name));
        for name in &left {
            let known = name.split_once(".ssr-site-").is_some_and(|(before, ours)| {
                before.trim_start_matches('.') == self.target
                    && self.leftovers.iter().any(|known| ours.starts_with(known))
            });
            assert!(known, "{}: `{name}` is left", self.name);
        }
        left
    }

    fn tree(&self) -> Files {
        let mut files = Files::new();
        collect(&self.parent.join(self.target), &mut files);
        files
    }
}

fn kills() -> u32 {
    std::env::var(VARIABLE).map_or(USUAL, |kills| kills.parse().unwrap())
}

fn names(directory: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    fs::read_dir(directory).unwrap().map(|entry| name(entry).into_string().unwrap()).collect()
}

fn collect(path: &Path, files: &mut Files) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), files);
        }
    } else if let Ok(bytes) = fs::read(path) {
        files.insert(path.to_owned(), bytes);
    }
}

/// Starts a command with a pipe that closes when its last process ends.
fn begin(command: &mut Command) -> Child {
    let mut started = Command::new("/bin/sh");
    started.args(["-c", "exec \"$0\" \"$@\" 3>&1 >/dev/null"]).arg(command.get_program());
    started.args(command.get_args()).stdin(Stdio::null()).stdout(Stdio::piped());
    for (key, value) in command.get_envs() {
        if let Some(value) = value {
            started.env(key, value);
        }
    }
    if let Some(directory) = command.get_current_dir() {
        started.current_dir(directory);
    }
    started.spawn().unwrap()
}

/// Waits for all processes of a command.
fn all_gone(mut child: Child) {
    child.stdout.take().unwrap().read_to_end(&mut Vec::new()).unwrap();
}

/// The site of `init`, with common, differing and unique pages.
fn project(version: &str) -> Place {
    let place = Place::started();
    for number in 0..60 {
        let page = |text: &str| format!("+++\ntitle = \"Page {number}\"\n+++\n{text}\n");
        place.write(&format!("content/shared/page-{number}.md"), &page("The same."));
        let text = format!("Version {version}. ").repeat(200);
        place.write(&format!("content/other/page-{number}.md"), &page(&text));
    }
    for section in ["shared", "other"] {
        place.write(&format!("content/{section}/_index.md"), "+++\ntitle = \"Section\"\n+++\n");
    }
    place.write(&format!("content/only-{version}.md"), "+++\ntitle = \"Only\"\n+++\n");
    place
}

/// In memory if possible: kills, unlike power loss, are independent of the disk.
fn directory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let parent = directory();
    let target = parent.path().join("public");
    let projects = ["a", "b"].map(project);
    let victim = Victim {
        name: "build",
        parent: parent.path(),
        // It stays, but is valid only if everything matches.
        others: vec![".public.ssr-site-manifest".to_owned()],
        target: "public",
        leftovers: &["staging", "old", "lock"],
    };
    let build = |version: usize| {
        let mut command = Command::new(BINARY);
        command.args(["build", "-q"]).arg(projects[version].path("")).arg("-d").arg(&target);
        command
    };
    assert!(build(1).status().unwrap().success());
    assert!(victim.tree().len() > 120);
    // Each build starts from the output of the last complete one.
    victim.is_killed(|_| {}, |turn| build(usize::try_from(turn % 2).unwrap()));
}

#[test]
fn a_killed_freeze_leaves_one_whole_lock() {
    const LOCK: &str = "content/rr1/2024-06-30.lock";
    const UPDATE: &str = "content/rr1/2024-06-30/rec-02.md";
    let place = Place::started();
    place.run(&["freeze", "-q", "2024-06-30"]).code(0);
    let frozen = place.read(LOCK);
    let (before, day) = frozen.split_once("frozen = ").unwrap();
    // The day of the freeze is the test's day; the correction is later.
    let old = format!("{before}frozen = 2024-07-05{}", &day["2024-07-05".len()..]);
    let corrected = place.read(UPDATE).replacen(
        "\n+++\n",
        "\n\n[[corrections]]\ndate = 2024-07-14\nnote = \"One thing was missing.\"\n+++\nMore.\n",
        1,
    );
    place.write(UPDATE, &corrected);
    let parent = place.path("content/rr1");
    let victim = Victim {
        name: "freeze",
        parent: &parent,
        others: names(&parent),
        target: "2024-06-30.lock",
        leftovers: &["scratch-", "lock"],
    };
    victim
        .is_killed(|_| place.write(LOCK, &old), |_| place.command(&["freeze", "-q", "2024-06-30"]));
}

#[test]
fn a_killed_pdf_leaves_one_whole_document() {
    let place = place("chromium", "/bin/sleep 0.02; /bin/cp \"$0.pdf\" document.pdf");
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 30)).unwrap();
    let parent = place.path("");
    let victim = Victim {
        name: "pdf",
        parent: &parent,
        others: names(&parent),
        target: "rr1.pdf",
        leftovers: &["scratch-", "lock"],
    };
    let pdf = |_| {
        let mut command = place.command(&["pdf", "-q"]);
        alone(&place, &mut command);
        command
    };
    victim.is_killed(|_| place.write("rr1.pdf", "the one before"), pdf);
}

#[test]
fn a_killed_pdf_leaves_nothing_among_temporary_files() {
    let place = place("chromium", "/bin/sleep 0.02; /bin/cp \"$0.pdf\" document.pdf");
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 30)).unwrap();
    let temporary = directory();
    let pdf = || {
        // The output is discarded.
        let mut command = place.command(&["pdf", "-q", "-o", "/dev/stdout"]);
        alone(&place, &mut command);
        command.env("TMPDIR", temporary.path());
        command
    };
    let undisturbed = || {
        let begun = Instant::now();
        let mut child = begin(&mut pdf());
        assert!(child.wait().unwrap().success());
        let duration = begun.elapsed();
        all_gone(child);
        assert_eq!(names(temporary.path()), Vec::<String>::new());
        duration
    };
    let mut duration = undisturbed();
    let mut moments = Moments(0x2016_0630);
    let mut with_leftovers = 0;
    for turn in 0..kills() {
        let mut child = begin(&mut pdf());
        std::thread::sleep(moments.next(duration));
        child.kill().unwrap();
        child.wait().unwrap();
        // Sometimes the next one starts while the program is still running.
        let left = names(temporary.path());
        with_leftovers += u32::from(!left.is_empty());
        for name in &left {
            assert!(
                name.trim_start_matches('.').starts_with("ssr-site-scratch-"),
                "`{name}` is left"
            );
        }
        if turn % 2 == 0 {
            all_gone(child);
        }
        duration = undisturbed();
    }
    println!("pdf to standard output: {with_leftovers} kills left something");
}
