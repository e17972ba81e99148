//! Failing builds leave the target unchanged.

use super::*;

#[test]
fn a_page_that_fails_leaves_the_old_site_whole() {
    let bench = Bench::new();
    let old = [("a", "a"), ("b", "b"), ("c", "c")];
    bench.publish(&old).unwrap();
    let before = identities(&bench.target());
    let failed = bench.publish(&[("a", "new"), ("b", WRONG), ("c", "new"), ("d", WRONG)]);
    let Err(PublishError::Pages(errors)) = failed else { panic!("{failed:?}") };
    let expected = ["b", "d"].map(|route| (Route::new(route), format!("{route} is wrong")));
    assert_eq!(errors, expected);
    assert_eq!(PublishError::Pages(errors).to_string(), "cannot render 2 pages");
    assert_eq!(identities(&bench.target()), before);
    bench.holds(&["public/a: a", "public/b: b", "public/c: c"]);
}

#[test]
fn a_first_build_that_fails_leaves_nothing() {
    let bench = Bench::new();
    bench.publish(&[("a", "a"), ("b", WRONG)]).unwrap_err();
    bench.holds(&[]);
}

#[test]
fn a_page_that_panics_leaves_the_old_site_whole() {
    struct Panics(Site);
    impl Pages for Panics {
        type Error = String;
        fn count(&self) -> usize {
            self.0.count()
        }
        fn route(&self, index: usize) -> &Route {
            self.0.route(index)
        }
        fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), String> {
            assert_ne!(index, 1, "this page panics");
            self.0.write(index, out)
        }
    }
    let bench = Bench::new();
    bench.publish(&[("a", "old")]).unwrap();
    let pages = Panics(Site::new(&[("a", "new"), ("b", "new")]));
    let publish = || super::super::publish(&bench.target(), &pages, &Options::default());
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(publish)).unwrap_err();
    bench.holds(&["public/a: old"]);
}

#[test]
fn routes_must_fit_together() {
    #[track_caller]
    fn case(routes: &[&str], route: &str, expected: &str) {
        let bench = Bench::new();
        let site = Site(routes.iter().map(|route| (Route::new(*route), Vec::new())).collect());
        let error = publish_by(bench.strategy, &bench.target(), &site, &Options::default());
        let message = format!("`{route}` cannot be published: {expected}");
        assert_eq!(error.unwrap_err().to_string(), message);
        bench.holds(&[]);
    }
    case(&["a", "b", "a"], "a", "another page has the same address");
    case(&["a/b/c", "a/b"], "a/b", "another page has it as a directory");
    case(&[".ssr-site"], ".ssr-site", "the name is reserved");
}

#[test]
fn two_builds_are_kept_apart() {
    let bench = Bench::new();
    bench.publish(&[("a", "old")]).unwrap();
    let held = super::super::place::Place::take(&bench.target(), super::super::place::Whose::Ours)
        .unwrap();
    let error = bench.refusal(&[("a", "new")]);
    assert!(matches!(error, TargetError::Locked { .. }));
    bench.publish_to(&bench.path("public-draft"), &[("a", "draft")]).unwrap();
    drop(held);
    bench.publish(&[("a", "new")]).unwrap();
    bench.holds(&["public/a: new", "public-draft/a: draft"]);
}

#[test]
fn builds_at_the_same_time_never_mix() {
    let bench = Bench::new();
    let sites = ["one", "two"].map(|text| [("a", text), ("b", text), ("c/d", text)]);
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| {
                for _ in 0..50 {
                    match bench.publish(site) {
                        Ok(_) | Err(PublishError::Target(TargetError::Locked { .. })) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            });
        }
    });
    let found = tree(&bench.target());
    let whole = |text| ["a", "b", "c/d"].map(|path| format!("{path}: {text}"));
    assert!(found == whole("one") || found == whole("two"), "{found:?}");
}

/// Needs permission to mount; skipped with a message otherwise.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_leaves_the_old_site_whole() {
    use std::process::Command;
    struct Mounted(PathBuf);
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    let bench = Bench::new();
    let disk = bench.path("disk");
    fs::create_dir(&disk).unwrap();
    let mount = ["-t", "tmpfs", "-o", "size=256k", "ssr-site-test"];
    let mounted = Command::new("mount").args(mount).arg(&disk).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        let _ =
            std::io::Write::write_all(&mut std::io::stderr(), b"skipped: mount is not permitted\n");
        return;
    }
    let _mounted = Mounted(disk.clone());
    let target = disk.join("public");
    bench.publish_to(&target, &[("a", "old"), ("b", "old")]).unwrap();
    let large = "x".repeat(100_000);
    let pages: [(&str, &str); 4] = [("a", &large), ("b", &large), ("c", &large), ("d", &large)];
    let failed = bench.publish_to(&target, &pages);
    let Err(PublishError::Target(error @ TargetError::Io { .. })) = failed else {
        panic!("{failed:?}")
    };
    assert!(error.to_string().contains("/disk/.public.ssr-site-staging/"), "{error}");
    assert!(error.help().unwrap().contains("free some disk space"));
    assert_eq!(tree(&disk), ["public/a: old", "public/b: old"]);
    let error = bench.publish_to(&disk, &[]);
    assert!(matches!(error, Err(PublishError::Target(TargetError::MountPoint { .. }))));

    let remount = ["-o", "remount,ro"];
    assert!(Command::new("mount").args(remount).arg(&disk).status().unwrap().success());
    let failed = bench.publish_to(&target, &[("a", "new")]);
    assert!(matches!(failed, Err(PublishError::Target(TargetError::Beside { .. }))), "{failed:?}");
}
