//! Leftovers of killed builds and their recovery.

use super::*;

const PAGES: [(&str, &str); 2] = [("a", "a"), ("b", "b")];

#[test]
fn leftovers_are_removed_even_where_nothing_changed() {
    let bench = Bench::new();
    bench.publish(&PAGES).unwrap();
    bench.put(".public.ssr-site-staging/a", "half");
    bench.put(".public.ssr-site-old/a", "older");
    bench.put(".public.ssr-site-lock", "");
    bench.put(".public.bak/a", "not ours");
    bench.put(".public-draft.ssr-site-staging/a", "another target's");
    let before = identities(&bench.target());
    assert!(bench.publish(&PAGES).unwrap().is_unchanged());
    assert_eq!(identities(&bench.target()), before);
    bench.holds(&[
        ".public-draft.ssr-site-staging/a: another target's",
        ".public.bak/a: not ours",
        "public/a: a",
        "public/b: b",
    ]);
}

#[test]
fn a_leftover_that_is_a_link_leads_nowhere() {
    let bench = Bench::new();
    bench.put("elsewhere/a", "a");
    std::os::unix::fs::symlink("elsewhere", bench.path(".public.ssr-site-staging")).unwrap();
    bench.publish(&PAGES).unwrap();
    bench.holds(&["elsewhere/a: a", "public/a: a", "public/b: b"]);
}

#[test]
fn a_build_killed_between_two_renames_is_recovered() {
    let bench = Bench::new();
    bench.publish(&PAGES).unwrap();
    fs::rename(bench.target(), bench.path(".public.ssr-site-old")).unwrap();
    bench.put(".public.ssr-site-staging/a", "new");
    bench.publish(&[("a", WRONG)]).unwrap_err();
    bench.holds(&["public/a: a", "public/b: b"]);
}

#[test]
fn a_link_to_a_lost_site_is_recovered_too() {
    let bench = Bench::new();
    std::os::unix::fs::symlink("www", bench.target()).unwrap();
    bench.publish(&PAGES).unwrap();
    fs::rename(bench.path("www"), bench.path(".www.ssr-site-old")).unwrap();
    assert!(bench.publish(&PAGES).unwrap().is_unchanged());
    bench.holds(&["public -> www", "www/a: a", "www/b: b"]);
}

#[test]
fn nothing_is_removed_beside_somebody_elses_directory() {
    let bench = Bench::new();
    bench.put("public/thesis.odt", "years of work");
    bench.put(".public.ssr-site-old/a", "old");
    bench.refusal(&PAGES);
    bench.holds(&[".public.ssr-site-old/a: old", "public/thesis.odt: years of work"]);
}
