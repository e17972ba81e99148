//! Kills builds at many moments and checks what is left, with fallback methods too, which are
//! otherwise used only where the file system requires them.

use std::process::{Command, Stdio};
use std::time::Instant;

use super::super::place::Place;
use super::*;

/// Makes the test binary act as the build to be killed; its value is the target.
const TARGET: &str = "SSR_SITE_TEST_TARGET";
const STRATEGY: &str = "SSR_SITE_TEST_SECOND_CHOICES";

/// Two sites with common, differing and unique pages.
fn site(version: &str) -> Site {
    let mut pages = Vec::new();
    for number in 0..40 {
        pages.push((format!("shared/{number}.html"), "the same".repeat(500)));
        pages.push((format!("ssr1/{number}.html"), version.repeat(5000)));
        pages.push((format!("only-{version}/{number}.html"), version.repeat(100)));
    }
    Site(pages.into_iter().map(|(route, text)| (Route::new(route), text.into_bytes())).collect())
}

fn lines(site: &Site) -> Vec<String> {
    let line =
        |(route, bytes): &(Route, Vec<u8>)| format!("{route}: {}", String::from_utf8_lossy(bytes));
    let mut lines: Vec<String> = site.0.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

fn sorted_tree(root: &Path) -> Vec<String> {
    let mut lines = tree(root);
    lines.sort_unstable();
    lines
}

/// Not a test itself: the process that is killed.
#[test]
fn build_for_ever() {
    let Some(target) = std::env::var_os(TARGET) else { return };
    let strategy =
        if std::env::var_os(STRATEGY).is_some() { SECOND_CHOICES } else { Strategy::default() };
    let sites = ["b", "a"].map(site);
    for site in sites.iter().cycle() {
        publish_by(strategy, Path::new(&target), site, &Options::default()).unwrap();
    }
}

#[test]
fn a_killed_build_leaves_one_site_or_the_other() {
    let bench = Bench::new();
    kill_at_many_moments(&bench, |_| {});
}

#[test]
fn a_build_killed_between_two_renames_leaves_what_can_be_recovered() {
    let bench = Bench { strategy: SECOND_CHOICES, ..Bench::new() };
    kill_at_many_moments(&bench, |target| {
        drop(Place::take(target, crate::output::Whose::Ours).unwrap());
    });
}

fn kill_at_many_moments(bench: &Bench, recover: impl Fn(&Path)) {
    let target = bench.target();
    let (a, b) = (site("a"), site("b"));
    let (whole_a, whole_b) = (lines(&a), lines(&b));
    publish_by(bench.strategy, &target, &a, &Options::default()).unwrap();
    let mut random = 0x2016_0630_u64;
    for _ in 0..40 {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "output::tests::kill::build_for_ever", "--nocapture"])
            .env(TARGET, &target)
            .env("RAYON_NUM_THREADS", "2")
            .stdout(Stdio::null());
        if bench.strategy.swap == Swap::TwoRenames {
            command.env(STRATEGY, "1");
        }
        let mut child = command.spawn().unwrap();
        // The child has started once its lock exists or the last leftover is gone.
        let lock = bench.path(".public.ssr-site-lock");
        let begun = Instant::now();
        while !lock.exists() && begun.elapsed() < Duration::from_secs(10) {
            std::thread::yield_now();
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((random >> 33) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        recover(&target);
        let found = sorted_tree(&target);
        assert!(found == whole_a || found == whole_b, "mixed after a kill");
    }
    publish_by(bench.strategy, &target, &a, &Options::default()).unwrap();
    assert_eq!(sorted_tree(bench.directory.path()), prefixed(&whole_a));
}

fn prefixed(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("public/{line}")).collect()
}
