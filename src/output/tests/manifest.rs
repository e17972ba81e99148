//! Rendering is skipped only if nothing can have changed.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const MANIFEST: &str = ".public.ssr-site-manifest";

/// A site that counts rendered pages.
struct Counted(Site, AtomicUsize);

impl Pages for Counted {
    type Error = String;

    fn count(&self) -> usize {
        self.0.count()
    }

    fn route(&self, index: usize) -> &Route {
        self.0.route(index)
    }

    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), String> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.write(index, out)
    }
}

/// Number of rendered pages, of three, and the summary.
fn publish(bench: &Bench, text: &str, inputs: u64) -> (usize, Summary) {
    let site = Site::new(&[("index.html", text), ("a/1.html", "1"), ("a/2.html", "2")]);
    let site = Counted(site, AtomicUsize::new(0));
    let options = Options { inputs: Some(inputs), ..Options::default() };
    let summary = publish_by(bench.strategy, &bench.target(), &site, &options).unwrap();
    (site.1.into_inner(), summary)
}

/// A target that has a manifest.
fn recorded() -> Bench {
    let bench = Bench::new();
    publish(&bench, "front", 1);
    assert!(bench.path(MANIFEST).is_file());
    bench
}

#[test]
fn nothing_is_computed_where_nothing_changed() {
    let bench = recorded();
    let before = identities(&bench.target());
    for _ in 0..3 {
        let (computed, summary) = publish(&bench, "front", 1);
        assert_eq!(computed, 0);
        assert!(summary.is_unchanged());
        assert_eq!((summary.unchanged, summary.bytes, summary.bytes_written), (3, 7, 0));
        assert_eq!(identities(&bench.target()), before);
    }
}

/// The manifest stays once no file is as new as it.
#[test]
fn a_manifest_is_written_until_times_alone_tell() {
    let bench = recorded();
    let manifest = || fs::read_to_string(bench.path(MANIFEST)).unwrap();
    for _ in 0..1000 {
        let before = manifest();
        assert_eq!(publish(&bench, "front", 1).0, 0);
        if manifest() == before {
            return;
        }
    }
    panic!("it is written anew each time");
}

#[test]
fn other_inputs_are_computed() {
    let bench = recorded();
    let (computed, summary) = publish(&bench, "FRONT", 2);
    assert_eq!((computed, routes(&summary.changed)), (3, vec!["index.html"]));
    assert_eq!(publish(&bench, "front", 1).0, 3, "the old inputs are of an older target");
}

#[test]
fn without_inputs_all_is_computed() {
    let bench = recorded();
    let site = Site::new(&[("index.html", "other"), ("a/1.html", "1"), ("a/2.html", "2")]);
    let summary = publish_by(bench.strategy, &bench.target(), &site, &Options::default()).unwrap();
    assert_eq!(routes(&summary.changed), ["index.html"]);
}

#[test]
fn a_file_that_was_just_written_is_told_by_its_bytes() {
    let bench = recorded();
    for (text, other) in [("front", "FRONT"), ("FRONT", "front")].repeat(20) {
        let page = bench.path("public/index.html");
        let modified = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, other).unwrap();
        fs::File::open(&page).unwrap().set_modified(modified).unwrap();
        assert_eq!(routes(&publish(&bench, text, 1).1.changed), ["index.html"]);
        fs::remove_file(bench.path(MANIFEST)).unwrap();
        publish(&bench, other, 1);
    }
}

/// A manifest that was written as soon as the files: their times tell nothing.
#[test]
fn what_times_do_not_tell_the_bytes_do() {
    let bench = recorded();
    let manifest = fs::read_to_string(bench.path(MANIFEST)).unwrap();
    let (head, pages) = manifest.split_once('\n').unwrap();
    let mut words: Vec<&str> = head.split('\t').collect();
    words[3] = "0";
    let early = words.join("\t");
    bench.put(MANIFEST, &format!("{early}\n{pages}"));
    assert_eq!(publish(&bench, "front", 1).0, 0, "the bytes are those that were written");
    assert!(!fs::read_to_string(bench.path(MANIFEST)).unwrap().starts_with(&early), "once only");
    let first = &pages[..1];
    let other = if first == "0" { "1" } else { "0" };
    bench.put(MANIFEST, &format!("{early}\n{other}{}", &pages[1..]));
    assert_eq!(publish(&bench, "front", 1).0, 3, "the bytes are others");
}

#[test]
fn whatever_happened_to_the_target_is_mended() {
    let mended = |happens: &dyn Fn(&Bench)| {
        let bench = recorded();
        happens(&bench);
        let (computed, _) = publish(&bench, "front", 1);
        assert_eq!(computed, 3);
        fs::remove_file(bench.path(MANIFEST))
            .or_else(|error| match error.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })
            .unwrap();
        bench.holds(&["public/a/1.html: 1", "public/a/2.html: 2", "public/index.html: front"]);
        publish(&bench, "front", 1);
        assert_eq!(publish(&bench, "front", 1).0, 0);
    };
    mended(&|bench| bench.put("public/index.html", "edited"));
    mended(&|bench| {
        // Same size, same mtime.
        let page = bench.path("public/index.html");
        let modified = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, "FRONT").unwrap();
        fs::File::open(&page).unwrap().set_modified(modified).unwrap();
    });
    mended(&|bench| fs::remove_file(bench.path("public/a/1.html")).unwrap());
    mended(&|bench| fs::remove_dir_all(bench.path("public/a")).unwrap());
    mended(&|bench| fs::remove_dir_all(bench.target()).unwrap());
    mended(&|bench| bench.put("public/a/3.html", "3"));
    mended(&|bench| {
        fs::rename(bench.path("public/a/1.html"), bench.path("public/a/0.html")).unwrap();
        fs::rename(bench.path("public/a/2.html"), bench.path("public/a/1.html")).unwrap();
        fs::rename(bench.path("public/a/0.html"), bench.path("public/a/2.html")).unwrap();
    });
    mended(&|bench| {
        fs::remove_file(bench.path("public/a/1.html")).unwrap();
        std::os::unix::fs::symlink("2.html", bench.path("public/a/1.html")).unwrap();
    });
    mended(&|bench| {
        fs::rename(bench.target(), bench.path("elsewhere")).unwrap();
        Bench::copy(&bench.path("elsewhere"), &bench.target());
        fs::remove_dir_all(bench.path("elsewhere")).unwrap();
    });
}

#[test]
fn a_manifest_that_is_none_says_nothing() {
    for text in ["", "\n", "0123456789abcdef 7\n", "0123456789abcdef", "\u{0}\u{1}"] {
        let bench = recorded();
        bench.put(MANIFEST, text);
        assert_eq!(publish(&bench, "front", 1).0, 3, "{text:?}");
    }
    let bench = recorded();
    fs::remove_file(bench.path(MANIFEST)).unwrap();
    fs::create_dir(bench.path(MANIFEST)).unwrap();
    assert_eq!(publish(&bench, "front", 1).0, 3);
}

#[test]
fn a_link_in_the_place_of_the_manifest_leads_nowhere() {
    let bench = recorded();
    bench.put("precious", "mine");
    fs::remove_file(bench.path(MANIFEST)).unwrap();
    std::os::unix::fs::symlink("precious", bench.path(MANIFEST)).unwrap();
    assert_eq!(publish(&bench, "front", 1).0, 3);
    assert_eq!(fs::read_to_string(bench.path("precious")).unwrap(), "mine");
}

#[test]
fn dot_files_at_the_top_may_come_and_go() {
    let bench = recorded();
    bench.put("public/.well-known/security.txt", "Contact");
    assert_eq!(publish(&bench, "front", 1).0, 0);
    assert!(bench.path("public/.well-known/security.txt").is_file());
}
