//! A build that is killed leaves one whole site or the other.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::harness::{Disk, PROGRAM, Project, tree};

const KILLS: usize = 100;
const RECOMMENDATIONS: usize = 75;

/// A site of some three hundred pages. Between two versions most pages differ, some are the same,
/// and some are in one of them only.
fn project(version: &str) -> Disk {
    let numbers: Vec<String> = (1..=RECOMMENDATIONS).map(|number| number.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut project = Project::new().with_report(&numbers);
    for edition in ["2015-06-30", "2015-09-30", "2015-12-31"] {
        project = project.edition("ssr1", edition);
    }
    for number in numbers.iter().filter(|number| number.len() % 2 == 0) {
        let text = format!("+++\n{}\n", format!("Version {version}. ").repeat(200));
        project = project.update("ssr1/2015-09-30", number, "planned", &text);
    }
    project.file(&format!("content/only-{version}.md"), "+++\ntitle = \"Only\"\n+++\n").on_disk()
}

/// A build that can be killed: the program itself and nothing around it.
fn build(project: &Disk, target: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["build", "-q"]).arg(project.root()).arg("-d").arg(target);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    // Where there is a file system in memory the wait is for the builds alone. A kill, unlike a power
    // cut, does not care where the files are.
    let memory = Path::new("/dev/shm");
    let parent = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap();
    let target = parent.path().join("public");
    let projects = ["a", "b"].map(project);
    let mut longest = Duration::ZERO;
    let whole = [&projects[0], &projects[1]].map(|project| -> BTreeMap<String, Vec<u8>> {
        let begun = Instant::now();
        assert!(build(project, &target).status().unwrap().success());
        longest = longest.max(begun.elapsed());
        tree(&target)
    });
    assert!(whole[0].len() > 300 && whole[0] != whole[1], "{}", whole[0].len());

    let mut there = 1;
    let mut random = 0x2016_0630_u64;
    let (mut running, mut leftovers) = (0, 0);
    for _ in 0..KILLS {
        // From what is there to the other version: so that there is something to do.
        let mut child = build(&projects[1 - there], &target).spawn().unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let share = u32::try_from(random >> 48).unwrap();
        std::thread::sleep(longest * share / (1 << 16));
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        // How long a build takes depends on what else the machine does.
        longest = if was_running { longest * 21 / 20 } else { longest * 9 / 10 };
        running += usize::from(was_running);
        leftovers += usize::from(parent.path().join(".public.ssr-site-staging").exists());
        let found = tree(&target);
        let Some(now) = whole.iter().position(|whole| *whole == found) else {
            panic!("after a kill there is neither the one site nor the other");
        };
        there = now;
    }
    // Otherwise the builds were over, or had not begun, and nothing was tested.
    assert!(running >= KILLS / 4, "{running} of {KILLS} builds were running");
    assert!(leftovers >= KILLS / 20, "{leftovers} of {KILLS} builds were writing");

    assert!(build(&projects[1 - there], &target).status().unwrap().success());
    assert!(tree(&target) == whole[1 - there]);
    let beside: Vec<String> = fs::read_dir(parent.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".public.ssr-site-lock")
        .collect();
    assert_eq!(beside, ["public"]);
}
