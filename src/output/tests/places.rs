//! Accepted and refused targets.

use super::*;

#[test]
fn parents_are_created() {
    let bench = Bench::new();
    bench.publish_to(&bench.path("a/b/public"), &[("index.html", "front")]).unwrap();
    bench.holds(&["a/b/public/index.html: front"]);
}

#[test]
fn an_empty_directory_is_taken() {
    let bench = Bench::new();
    fs::create_dir(bench.target()).unwrap();
    bench.publish(&[("index.html", "front")]).unwrap();
    bench.holds(&["public/index.html: front"]);
}

#[test]
fn an_empty_site_is_a_site() {
    let bench = Bench::new();
    bench.publish(&[]).unwrap();
    assert!(bench.path("public/.ssr-site").is_file());
    bench.publish(&[("index.html", "front")]).unwrap();
    assert_eq!(bench.publish(&[]).unwrap().removed, ["index.html"]);
}

#[test]
fn what_somebody_else_made_is_left_alone() {
    let bench = Bench::new();
    bench.put("public/thesis.odt", "years of work");
    bench.put("public/zebra.png", "picture");
    let error = bench.refusal(&[("index.html", "front")]);
    assert!(matches!(&error, TargetError::NotOurs { found, .. } if found == "thesis.odt"));
    assert_eq!(
        error.to_string().replace(&*bench.target().to_string_lossy(), "public"),
        "`public` was not created by ssr-site: it contains `thesis.odt` and no `.ssr-site`"
    );
    bench.holds(&["public/thesis.odt: years of work", "public/zebra.png: picture"]);
}

#[test]
fn a_directory_of_dot_files_is_somebody_elses() {
    let bench = Bench::new();
    bench.put("public/.git/HEAD", "ref");
    assert!(matches!(bench.refusal(&[]), TargetError::NotOurs { .. }));
}

#[test]
fn a_mark_that_is_no_file_is_no_mark() {
    let bench = Bench::new();
    bench.put("public/.ssr-site/file", "x");
    assert!(matches!(bench.refusal(&[]), TargetError::NotOurs { .. }));
}

#[test]
fn a_file_is_left_alone() {
    let bench = Bench::new();
    bench.put("public", "a file");
    assert!(matches!(bench.refusal(&[]), TargetError::NotADirectory { .. }));
    bench.holds(&["public: a file"]);
    let below = bench.publish_to(&bench.path("public/below"), &[]);
    assert!(matches!(below, Err(PublishError::Target(TargetError::Io { .. }))));
}

#[test]
fn a_root_cannot_be_replaced() {
    let error = Bench::new().publish_to(Path::new("/"), &[]);
    assert!(matches!(error, Err(PublishError::Target(TargetError::MountPoint { .. }))));
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_cannot_be_replaced() {
    let error = Bench::new().publish_to(Path::new("/proc"), &[]);
    let Err(PublishError::Target(error @ TargetError::MountPoint { .. })) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        error.to_string(),
        "`/proc` cannot be swapped in one rename: it is a mount point or part of a container image"
    );
    assert_eq!(error.help().unwrap(), "build into a directory below it: `--dest-dir /proc/site`");
}

#[test]
fn a_link_is_followed_and_stays() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    fs::create_dir_all(bench.path("srv/www")).unwrap();
    symlink("srv/www", bench.path("link")).unwrap();
    symlink("link", bench.target()).unwrap();
    for text in ["one", "two"] {
        bench.publish(&[("index.html", text)]).unwrap();
        let page = format!("srv/www/index.html: {text}");
        bench.holds(&["link -> srv/www", "public -> link", &page]);
    }
}

#[test]
fn a_link_to_nothing_leads_to_what_is_made() {
    let bench = Bench::new();
    std::os::unix::fs::symlink("srv/www", bench.target()).unwrap();
    bench.publish(&[("index.html", "front")]).unwrap();
    bench.holds(&["public -> srv/www", "srv/www/index.html: front"]);
    std::os::unix::fs::symlink("loop", bench.path("loop")).unwrap();
    assert!(bench.publish_to(&bench.path("loop"), &[]).is_err());
}
