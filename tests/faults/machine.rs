//! System failures: full and read-only file systems, missing permissions.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::geteuid;
use tempfile::TempDir;

use crate::harness::{BINARY, Place};
use crate::stand_in::{TITLE, alone, document, place};

/// A mounted file system, unmounted on drop.
struct Mounted {
    directory: TempDir,
}

impl Mounted {
    /// A RAM disk of that many KiB; `None` with a message if mounting is not permitted.
    fn new(kibibytes: u32) -> Option<Self> {
        let mounted = Self { directory: tempfile::tempdir().unwrap() };
        let size = format!("size={kibibytes}k");
        let done = mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], mounted.directory.path());
        if !done {
            println!("skipped: this process may not mount a file system");
        }
        done.then_some(mounted)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    fn becomes(&self, option: &str) {
        assert!(mount(&["-o", &format!("remount,{option}")], self.directory.path()));
    }

    /// Fills it up to that many KiB.
    fn fill(&self, left: usize) {
        let free = rustix::fs::statvfs(self.directory.path()).unwrap();
        let bytes = usize::try_from(free.f_bavail * free.f_bsize).unwrap();
        fs::write(self.path("filler"), vec![0; bytes.saturating_sub(left * 1024)]).unwrap();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.directory.path()).output();
    }
}

fn mount(options: &[&str], directory: &Path) -> bool {
    let run = Command::new("mount").args(options).arg(directory).output();
    run.is_ok_and(|run| run.status.success())
}

fn build(place: &Place, target: &Path) -> Command {
    let mut command = place.command(&["build", "-q", "-d"]);
    command.arg(target);
    command
}

fn tree(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

/// Enlarges the site beyond the space left on the disk.
fn enlarge(place: &Place) {
    for number in 0..40 {
        let page = format!("+++\ntitle = \"Page {number}\"\n+++\n{}\n", "More. ".repeat(2000));
        place.write(&format!("content/page-{number}.md"), &page);
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let Some(disk) = Mounted::new(4096) else { return };
    let (place, target) = (Place::started(), disk.path("public"));
    Place::ended(&mut build(&place, &target)).code(0);
    let before = tree(&target);
    enlarge(&place);
    disk.fill(64);
    let ended = Place::ended(&mut build(&place, &target));
    ended.code(3).mentions("No space left on device").mentions("help: free some disk space");
    assert!(tree(&target) == before);
    fs::remove_file(disk.path("filler")).unwrap();
    Place::ended(&mut build(&place, &target)).code(0);
    assert!(tree(&target).len() > before.len());
}

#[test]
fn a_full_disk_leaves_the_old_lock() {
    const LOCK: &str = "content/rr1/2024-06-30.lock";
    let Some(disk) = Mounted::new(2048) else { return };
    let at = |args: &[&str]| {
        let mut command = Command::new(BINARY);
        command.args(args).current_dir(disk.path("")).env_remove("NO_COLOR");
        Place::ended(&mut command)
    };
    at(&["init", "-q"]).code(0);
    disk.fill(0);
    let ended = at(&["freeze", "-q", "2024-06-30"]);
    ended.code(3).mentions("2024-06-30.lock").mentions("help: free some disk space");
    assert!(!ended.err().contains("scratch"), "{ended:?}");
    assert!(!disk.path(LOCK).exists());
    fs::remove_file(disk.path("filler")).unwrap();
    at(&["freeze", "-q", "2024-06-30"]).code(0);
}

#[test]
fn a_full_disk_leaves_the_old_document() {
    let Some(disk) = Mounted::new(1024) else { return };
    let place = place("chromium", "/bin/cp \"$0.pdf\" document.pdf");
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 3000)).unwrap();
    let file = disk.path("report.pdf");
    fs::write(&file, "the one before").unwrap();
    disk.fill(16);
    let mut command = place.command(&["pdf", "-q", "-o"]);
    command.arg(&file);
    alone(&place, &mut command);
    let ended = Place::ended(&mut command);
    ended.code(3).mentions("No space left on device").mentions("help: free some disk space");
    assert_eq!(fs::read_to_string(&file).unwrap(), "the one before");
}

#[test]
fn a_read_only_file_system_is_told_of() {
    let Some(disk) = Mounted::new(4096) else { return };
    let (place, target) = (Place::started(), disk.path("public"));
    Place::ended(&mut build(&place, &target)).code(0);
    let before = tree(&target);
    place.write("content/about.md", "+++\ntitle = \"Other\"\n+++\n");
    disk.becomes("ro");
    let ended = Place::ended(&mut build(&place, &target));
    ended.code(3).mentions("is not writable").mentions("help: make");
    assert!(tree(&target) == before);
    disk.becomes("rw");
    Place::ended(&mut build(&place, &target)).code(0);
    assert!(tree(&target) != before);
}

#[test]
fn a_mount_point_is_no_target() {
    let Some(disk) = Mounted::new(4096) else { return };
    let place = Place::started();
    let ended = Place::ended(&mut build(&place, &disk.path("")));
    ended.code(2).mentions("mount point").mentions("--dest-dir");
    Place::ended(&mut build(&place, &disk.path("site"))).code(0);
}

/// A build by an unprivileged user.
fn build_as_nobody(place: &Place, target: &Path) -> Command {
    let program = place.path("ssr-site");
    if !program.exists() {
        // Unprivileged users cannot reach the program's directory.
        fs::copy(BINARY, &program).unwrap();
    }
    let mut command = if geteuid().is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.args(["build", "-q", "-d"]).arg(target).current_dir(place.path(""));
    command
}

#[test]
fn what_may_not_be_read_or_written_is_told_of() {
    let place = Place::started();
    let parent = tempfile::tempdir().unwrap();
    let target = parent.path().join("public");
    Place::ended(&mut build(&place, &target)).code(0);
    let before = tree(&target);
    place.write("content/new.md", "+++\ntitle = \"New\"\n+++\n");
    let mut command = build_as_nobody(&place, &target);
    // Readable for all, writable for nobody.
    chmod("-R a+rX,a-w", &place.path(""));
    chmod("-R a+rX,a-w", parent.path());
    let mut run = || Place::ended(&mut command);
    run().code(3).mentions("is not writable").mentions("help: make");
    chmod("000", &place.path("content/new.md"));
    run().code(1).mentions("cannot read `content/new.md`");
    assert!(tree(&target) == before);
    chmod("-R u+rwX", parent.path());
    chmod("-R u+rwX", &place.path(""));
}

fn chmod(mode: &str, path: &Path) {
    let run = Command::new("chmod").args(mode.split(' ')).arg(path).status();
    assert!(run.unwrap().success());
}

#[test]
fn two_builds_of_one_site_do_not_meet() {
    let place = Place::started();
    place.run(&["build", "-q"]).code(0);
    let before = tree(&place.path("public"));
    place.write("content/new.md", "+++\ntitle = \"New\"\n+++\n");
    let lock = fs::File::create(place.path(".public.ssr-site-lock")).unwrap();
    lock.lock().unwrap();
    let ended = place.run(&["build", "-q"]);
    ended.code(3).mentions("another build is writing `").mentions("help: wait until it is done");
    assert!(tree(&place.path("public")) == before);
    drop(lock);
    place.run(&["build", "-q"]).code(0);
    assert!(tree(&place.path("public")) != before);
}

#[test]
fn a_link_to_the_target_stays_a_link() {
    let (place, elsewhere) = (Place::started(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path().join("www"), place.path("public")).unwrap();
    place.run(&["build", "-q"]).code(0);
    place.write("content/new.md", "+++\ntitle = \"New\"\n+++\n");
    place.run(&["build", "-q"]).code(0);
    assert!(place.path("public").is_symlink());
    assert!(elsewhere.path().join("www/new.html").is_file());
}

#[test]
fn a_clock_that_was_set_back_hides_nothing() {
    let place = Place::started();
    place.run(&["build", "-q"]).code(0);
    let page = place.path("content/about.md");
    place.write("content/about.md", "+++\ntitle = \"Before\"\n+++\n");
    place.run(&["build", "-q"]).code(0);
    let modified = fs::metadata(&page).unwrap().modified().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(60));
    place.run(&["build", "-q"]).code(0);
    place.write("content/about.md", "+++\ntitle = \"Behind\"\n+++\n");
    let earlier = modified - std::time::Duration::from_hours(24 * 365);
    fs::File::options().write(true).open(&page).unwrap().set_modified(earlier).unwrap();
    place.run(&["build", "-q"]).code(0);
    assert!(place.read("public/about.html").contains("Behind"));
}

/// Builds the other version under increasing limits. Each result is the old site with a message, or
/// the new one.
fn builds_under(limits: impl Iterator<Item = String>) -> (u32, u32) {
    let (mut refused, mut built) = (0, 0);
    let place = Place::started();
    place.run(&["build", "-q"]).code(0);
    for (version, limit) in limits.enumerate() {
        let page = format!("+++\ntitle = \"Version {version}\"\n+++\n");
        place.write("content/new.md", &page);
        let before = tree(&place.path("public"));
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &format!("{limit} && exec \"$0\" build -q"), BINARY]);
        // Memory that runs out while a backtrace is written makes the standard library wait for itself.
        command.current_dir(place.path("")).env_remove("RUST_BACKTRACE");
        let run = command.output().unwrap();
        if run.status.success() {
            built += 1;
            assert!(place.read("public/new.html").contains(&format!("Version {version}<")));
        } else {
            refused += 1;
            // The kernel kills processes that it cannot start, without output.
            let said = matches!(run.status.signal(), Some(9 | 11)) || !run.stderr.is_empty();
            assert!(said, "{limit}: {} without a word", run.status);
            assert!(tree(&place.path("public")) == before, "{limit}");
        }
    }
    place.run(&["build", "-q"]).code(0);
    assert!(!place.path(".public.ssr-site-staging").exists());
    (refused, built)
}

#[test]
fn a_limit_on_memory_leaves_the_old_site() {
    let limits = (10..=40).map(|step| format!("ulimit -v {}", step * 4000));
    let (refused, _) = builds_under(limits);
    assert!(refused > 0, "no limit was too narrow");
}

#[test]
fn a_limit_on_open_files_leaves_the_old_site() {
    let (_, built) = builds_under((3..=24).map(|files| format!("ulimit -n {files}")));
    assert!(built > 0, "no limit was wide enough");
}

#[test]
fn a_limit_on_the_size_of_files_leaves_the_old_site() {
    let limits = (0..=20).map(|blocks| format!("trap '' XFSZ; ulimit -f {}", blocks * 4));
    let (refused, built) = builds_under(limits);
    assert!(refused > 0 && built > 0, "{refused} refused, {built} built");
}
