//! Pages and parts with keys are taken as they are.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::sync::Mutex;

use proptest::prelude::*;

use super::*;
use crate::key::{Key, Parts as _};

/// A site that notes what it makes. A page's key is that of its text; a page of several lines is
/// streamed, with a part for each line, whose key is that of the line without its dots.
struct Keyed {
    site: Site,
    made: Mutex<Vec<String>>,
}

fn key(text: &str) -> Option<Key> {
    Key::of(text.trim_end_matches('.'))
}

impl Pages for Keyed {
    type Error = std::io::Error;

    fn count(&self) -> usize {
        self.site.count()
    }

    fn route(&self, index: usize) -> &Route {
        self.site.route(index)
    }

    fn write(&self, _: usize, _: &mut Vec<u8>) -> std::io::Result<()> {
        unreachable!("pages are streamed")
    }

    fn key(&self, index: usize) -> Option<Key> {
        let text = str::from_utf8(&self.site.0[index].1).unwrap();
        (!text.contains('\n')).then(|| key(text))?
    }

    fn stream(&self, index: usize, out: &mut PageWriter<'_>) -> std::io::Result<()> {
        let text = str::from_utf8(&self.site.0[index].1).unwrap();
        out.made_from_key(self.key(index));
        for line in text.split_inclusive('\n') {
            // A part without a key is always written.
            let part = if line.starts_with('-') { None } else { key(line) };
            if !(text.contains('\n') && (out.begin(None)? || out.is_at_hand(part)?)) {
                self.made.lock().unwrap().push(line.trim_end().to_owned());
                out.write_all(line.as_bytes())?;
            }
        }
        Ok(())
    }
}

/// What is made of a site, and the summary. Everything is as it should be afterwards.
fn publish_with(bench: &Bench, pages: &[(&str, &str)], full: bool) -> (Vec<String>, Summary) {
    let keyed = Keyed { site: Site::new(pages), made: Mutex::default() };
    let mut hasher = DefaultHasher::new();
    pages.hash(&mut hasher);
    let inputs = Some(hasher.finish());
    let options = Options { inputs, full, ..Options::default() };
    let summary = publish_by(bench.strategy, &bench.target(), &keyed, &options).unwrap();
    let mut made = keyed.made.into_inner().unwrap();
    made.sort_unstable();
    (made, summary)
}

fn publish(bench: &Bench, pages: &[(&str, &str)]) -> Vec<String> {
    let (made, summary) = publish_with(bench, pages, false);
    assert_eq!(summary.bytes, pages.iter().map(|(_, text)| text.len() as u64).sum::<u64>());
    for (route, text) in pages {
        let path = bench.path(&format!("public/{route}"));
        assert_eq!(fs::read_to_string(path).unwrap(), *text, "{route}");
    }
    made
}

#[test]
fn a_page_whose_key_is_known_is_not_made() {
    let bench = Bench::new();
    assert_eq!(publish(&bench, &[("a.html", "a"), ("b.html", "b")]), ["a", "b"]);
    assert_eq!(publish(&bench, &[("a.html", "a"), ("b.html", "bb")]), ["bb"]);
    assert_eq!(publish(&bench, &[("a.html", "a"), ("c.html", "bb")]), ["bb"], "another route");
    let pages = [("a.html", "a"), ("c.html", "bb"), ("d.html", "a")];
    assert_eq!(publish(&bench, &pages), ["a"], "a page is not taken from another route");
}

#[test]
fn a_file_that_is_not_the_one_written_is_made() {
    let pages = [("a.html", "a"), ("b.html", "b")];
    let edited = |bench: &Bench| bench.put("public/a.html", "x");
    let gone = |bench: &Bench| fs::remove_file(bench.path("public/a.html")).unwrap();
    let linked = |bench: &Bench| {
        gone(bench);
        std::os::unix::fs::symlink("b.html", bench.path("public/a.html")).unwrap();
    };
    for happens in [&edited as &dyn Fn(&Bench), &gone, &linked] {
        let bench = Bench::new();
        publish(&bench, &pages);
        happens(&bench);
        assert_eq!(publish(&bench, &pages), ["a"]);
        assert_eq!(publish(&bench, &pages), Vec::<String>::new());
    }
}

/// A site in which making its page changes a file that has been found to be as it was.
struct Meddling<'a>(&'a Bench, Site);

impl Pages for Meddling<'_> {
    type Error = std::io::Error;

    fn count(&self) -> usize {
        self.1.count()
    }

    fn route(&self, index: usize) -> &Route {
        self.1.route(index)
    }

    fn write(&self, index: usize, out: &mut Vec<u8>) -> std::io::Result<()> {
        if index == 1 {
            // The other page has been looked at meanwhile.
            std::thread::sleep(Duration::from_millis(100));
            self.0.put("public/a.html", "x");
        }
        out.extend(&self.1.0[index].1);
        Ok(())
    }

    fn key(&self, index: usize) -> Option<Key> {
        (index == 0).then(|| key("a"))?
    }
}

#[test]
fn a_file_that_changes_during_a_build_is_made_by_the_next() {
    let bench = Bench::new();
    publish(&bench, &[("a.html", "a"), ("b.html", "b")]);
    let meddling = Meddling(&bench, Site::new(&[("a.html", "a"), ("b.html", "c")]));
    let options = Options { inputs: Some(1), ..Options::default() };
    publish_by(bench.strategy, &bench.target(), &meddling, &options).unwrap();
    assert_eq!(publish(&bench, &[("a.html", "a"), ("b.html", "d")]), ["a", "d"]);
}

#[test]
fn all_is_made_if_asked_for() {
    let bench = Bench::new();
    let pages = [("a.html", "a"), ("b.html", "1\n2\n")];
    publish(&bench, &pages);
    let (made, summary) = publish_with(&bench, &pages, true);
    assert!(summary.is_unchanged());
    assert_eq!(made, ["1", "2", "a"]);
    assert_eq!(publish(&bench, &pages), Vec::<String>::new(), "and it is recorded again");
}

#[test]
fn parts_that_are_known_are_not_made() {
    #[track_caller]
    fn case(bench: &Bench, text: &str, made: &[&str]) {
        assert_eq!(publish(bench, &[("a.txt", text)]), made);
    }
    let bench = Bench::new();
    case(&bench, "1\n2\n3\n", &["1", "2", "3"]);
    case(&bench, "1\ntwo\n3\n", &["two"]);
    case(&bench, "3\n1\n", &[]);
    case(&bench, "3\n1\n4\n", &["4"]);
    case(&bench, "0\n3\n1\n4\n", &["0"]);
    case(&bench, "-\n3\n1\n4\n-\n", &["-", "-"]);
    case(&bench, "-\n3\n-\n1\n-\n", &["-", "-", "-"]);
    case(&bench, "1\n", &[]);
    // The manifest of a file with one part has its key all the same.
    case(&bench, "1\n1\n", &[]);
}

#[test]
fn parts_of_a_file_that_is_not_the_one_written_are_made() {
    let bench = Bench::new();
    publish(&bench, &[("a.txt", "1\n2\n")]);
    bench.put("public/a.txt", "1\n3\n");
    assert_eq!(publish(&bench, &[("a.txt", "1\n2\n")]), ["1", "2"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// After any number of changes, files are as they should be.
    #[test]
    fn whatever_parts_a_file_had(
        files in prop::collection::vec(prop::collection::vec("[-0-5]{1,3}", 2..12), 1..5),
    ) {
        let bench = Bench::new();
        for lines in files {
            let text = lines.join("\n") + "\n";
            publish(&bench, &[("a.txt", &text), ("b.txt", "b")]);
        }
    }
}
