//! Written, kept and removed files.

use super::*;

const SITE: [(&str, &str); 3] =
    [("index.html", "front"), ("ssr1/25.html", "25"), ("ssr1/2016-06-30/25.html", "then")];

#[test]
fn a_first_build_writes_everything() {
    let bench = Bench::new();
    let summary = bench.publish(&SITE).unwrap();
    assert_eq!(routes(&summary.added), ["index.html", "ssr1/25.html", "ssr1/2016-06-30/25.html"]);
    assert_eq!((summary.bytes, summary.bytes_written, summary.unchanged), (11, 11, 0));
    bench.holds(&[
        "public/index.html: front",
        "public/ssr1/2016-06-30/25.html: then",
        "public/ssr1/25.html: 25",
    ]);
    assert!(bench.path("public/.ssr-site").is_file());
}

#[test]
fn progress_counts_every_page() {
    let bench = Bench::new();
    let told = std::sync::Mutex::new(Vec::new());
    let progress = |done| told.lock().unwrap().push(done);
    let options = Options { progress: &progress, ..Options::default() };
    super::super::publish(&bench.target(), &Site::new(&SITE), &options).unwrap();
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, [1, 2, 3]);
}

#[test]
fn nothing_is_touched_where_nothing_changed() {
    let bench = Bench::new();
    bench.publish(&SITE).unwrap();
    for path in ["public", "public/ssr1", "public/index.html", "public/.ssr-site"] {
        age(&bench.path(path));
    }
    let before = identities(&bench.target());
    let summary = bench.publish(&SITE).unwrap();
    assert!(summary.is_unchanged());
    assert_eq!((summary.unchanged, summary.bytes, summary.bytes_written), (3, 11, 0));
    assert_eq!(identities(&bench.target()), before);
}

#[test]
fn unchanged_files_stay_the_same_files() {
    let bench = Bench::new();
    bench.publish(&SITE).unwrap();
    for path in ["public/index.html", "public/.ssr-site"] {
        age(&bench.path(path));
    }
    let before = identities(&bench.target());
    let summary = bench
        .publish(&[("index.html", "front"), ("ssr1/25.html", "26"), ("ssr1/27.html", "27")])
        .unwrap();
    assert_eq!(routes(&summary.changed), ["ssr1/25.html"]);
    assert_eq!(routes(&summary.added), ["ssr1/27.html"]);
    assert_eq!(summary.removed, ["ssr1/2016-06-30/25.html"]);
    assert_eq!((summary.unchanged, summary.bytes, summary.bytes_written), (1, 9, 4));
    bench.holds(&[
        "public/index.html: front",
        "public/ssr1/25.html: 26",
        "public/ssr1/27.html: 27",
    ]);
    let after = identities(&bench.target());
    for path in ["public/index.html", "public/.ssr-site"].map(|path| bench.path(path)) {
        assert_eq!(after[&path], before[&path]);
    }
    assert_ne!(
        after[&bench.path("public/ssr1/25.html")],
        before[&bench.path("public/ssr1/25.html")]
    );
}

#[test]
fn where_there_are_no_hard_links_the_date_is_kept() {
    let bench = Bench { strategy: SECOND_CHOICES, ..Bench::new() };
    bench.publish(&SITE).unwrap();
    let then = age(&bench.path("public/index.html"));
    let summary = bench.publish(&[("index.html", "front"), ("about.html", "us")]).unwrap();
    assert_eq!(summary.unchanged, 1);
    bench.holds(&["public/about.html: us", "public/index.html: front"]);
    let metadata = fs::metadata(bench.path("public/index.html")).unwrap();
    assert_eq!(metadata.modified().unwrap(), then);
}

#[test]
fn a_file_that_is_no_page_goes_even_where_no_page_changed() {
    let bench = Bench::new();
    bench.publish(&SITE).unwrap();
    bench.put("public/old.html", "old");
    bench.put("public/ssr1/old/1.html", "old");
    let summary = bench.publish(&SITE).unwrap();
    assert_eq!(summary.removed, ["old.html", "ssr1/old/1.html"]);
    assert_eq!(summary.unchanged, 3);
    assert!(!bench.path("public/ssr1/old").exists());
    assert!(bench.publish(&SITE).unwrap().is_unchanged());
}

#[test]
fn the_same_size_is_not_the_same_page() {
    let bench = Bench::new();
    bench.publish(&[("a", "one"), ("b", "two")]).unwrap();
    let summary = bench.publish(&[("a", "one"), ("b", "six")]).unwrap();
    assert_eq!(routes(&summary.changed), ["b"]);
    bench.holds(&["public/a: one", "public/b: six"]);
}

#[test]
fn dot_files_are_carried_over() {
    for strategy in [Strategy::default(), SECOND_CHOICES] {
        let bench = Bench { strategy, ..Bench::new() };
        bench.publish(&[("index.html", "one")]).unwrap();
        bench.put("public/.htaccess", "rules");
        bench.put("public/.well-known/security.txt", "contact");
        bench.put("public/.well-known/acme/.token", "token");
        bench.put("public/ssr1/.hidden", "goes: not at the top");
        std::os::unix::fs::symlink("../elsewhere", bench.path("public/.link")).unwrap();
        let summary = bench.publish(&[("index.html", "two")]).unwrap();
        assert_eq!(summary.removed, ["ssr1/.hidden"]);
        let expected = [
            "public/.htaccess: rules",
            "public/.link -> ../elsewhere",
            "public/.well-known/acme/.token: token",
            "public/.well-known/security.txt: contact",
            "public/index.html: two",
        ];
        bench.holds(&expected);
        let pages = [("index.html", "two"), (".well-known/new", "page"), (".htaccess", "page")];
        bench.publish(&pages).unwrap();
        assert_eq!(fs::read_to_string(bench.path("public/.htaccess")).unwrap(), "page");
        assert!(bench.path("public/.well-known/security.txt").exists());
        assert!(bench.publish(&pages).unwrap().is_unchanged());
    }
}

#[test]
fn what_is_in_the_way_of_a_page_goes() {
    let bench = Bench::new();
    bench.publish(&[("a", "file"), ("b/c", "below"), (".d/e", "dotted")]).unwrap();
    bench.publish(&[("a/c", "below"), ("b", "file"), (".d", "file")]).unwrap();
    bench.holds(&["public/.d: file", "public/a/c: below", "public/b: file"]);
    let summary = bench.publish(&[(".d/e", "dotted")]).unwrap();
    assert_eq!(summary.removed, [".d", "a/c", "b"]);
}

#[test]
fn symbolic_links_are_replaced_and_not_followed() {
    let bench = Bench::new();
    let pages = [("index.html", "front"), ("ssr1/25.html", "25")];
    bench.publish(&pages).unwrap();
    bench.put("elsewhere/25.html", "25");
    bench.put("elsewhere/index.html", "front");
    fs::remove_file(bench.path("public/index.html")).unwrap();
    fs::remove_dir_all(bench.path("public/ssr1")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", bench.path("public/ssr1")).unwrap();
    std::os::unix::fs::symlink("../elsewhere/index.html", bench.path("public/index.html")).unwrap();
    let before = identities(&bench.path("elsewhere"));
    bench.publish(&pages).unwrap();
    bench.holds(&[
        "elsewhere/25.html: 25",
        "elsewhere/index.html: front",
        "public/index.html: front",
        "public/ssr1/25.html: 25",
    ]);
    assert_eq!(identities(&bench.path("elsewhere")), before);
}

#[test]
fn the_permissions_of_the_target_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.publish(&[("a", "one")]).unwrap();
    fs::set_permissions(bench.target(), fs::Permissions::from_mode(0o2770)).unwrap();
    bench.publish(&[("a", "two")]).unwrap();
    assert_eq!(fs::metadata(bench.target()).unwrap().permissions().mode() & 0o7777, 0o2770);
}
