//! Kills commands at random moments, and looks at what they left.
//!
//! `SSR_SITE_KILLS` says how many times each of them is killed. Nothing that is asserted depends on when a
//! kill comes, so that figures, which do depend on it, are only printed (`--nocapture` shows them).

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

/// One command, and what it changes.
struct Victim<'a> {
    name: &'static str,
    /// The directory that holds the target.
    parent: &'a Path,
    target: &'a str,
    /// What else is in it.
    others: Vec<String>,
    /// How names of leftovers go on after `ssr-site-`.
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

/// Moments within a duration, and a little after it: the same ones in each run.
struct Moments(u64);

impl Moments {
    fn next(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let share = u32::try_from(self.0 >> 48).unwrap();
        whole * share / (1 << 16) * 21 / 20
    }
}

impl Victim<'_> {
    /// Kills the command so many times. `old` brings about what is there before it; `command` is what is
    /// killed, and what is run afterwards undisturbed.
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

    /// Runs to the end. Nothing is beside the target then.
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

    /// What is beside the target and was not there before: names that are known.
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

/// Starts a command, and with it a pipe that ends when the last process does that it started.
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

/// Waits for the end of all that a command started.
fn all_gone(mut child: Child) {
    child.stdout.take().unwrap().read_to_end(&mut Vec::new()).unwrap();
}

/// The site of `init`, and pages: some of every version, some that differ, some that only one has.
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

/// In memory where that is possible: a kill, unlike a power cut, does not care where files are.
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
        // It stays, and is believed only where all else is as it says.
        others: vec![".public.ssr-site-record".to_owned()],
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
    // What an undisturbed build left is what the next one starts from.
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
    // The day is the one of the test, and a correction comes after it.
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
        // What is written there is thrown away by whoever runs it.
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
        // The next one begins at once now and then, while the program is still at work.
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
