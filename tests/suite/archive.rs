//! Bags: what they hold, and that it can be read alone.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256, Sha512};
use ssr_site::archive::{Bag, BagError, Scope};
use ssr_site::output::Pages as _;
use ssr_site::path::{Route, SourcePath};
use ssr_site::project::{self, Options};
use ssr_site::site::Site;

use crate::harness::{Project, is_html};

type Files = BTreeMap<String, Vec<u8>>;

/// Two reports with editions; a picture, a download, a draft.
fn project() -> Project {
    let settings = "[book]\ntitle = \"Example\"\nauthors = [\"The records\\noffice\", \"B\"]\n\
                    [output.html]\nsite-url = \"https://example.org/r/\"\n";
    Project::new()
        .file("book.toml", settings)
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .update(
            "ssr1/2016-03-31",
            "1",
            "planned",
            "+++\n![A chart](<chart 100%25.png>) and [the minutes](minutes.pdf). See [2](rec:2).\n",
        )
        .update("ssr1/2016-06-30", "1", "complete", "")
        .file("content/ssr1/2016-03-31/chart 100%.png", b"\x89PNG\r\n\x1a\n")
        .file("content/ssr1/2016-03-31/minutes.pdf", "%PDF-1.7")
        .file("content/other.pdf", "%PDF-1.7 nothing links to it")
        .file("content/secret.md", "+++\ntitle = \"Secret\"\ndraft = true\n+++\n")
        .file("themes/default/strings/en.toml", "home = \"Start\"\n")
}

fn scope(site: &Site, edition: Option<&str>) -> Scope {
    edition.map_or(Scope::Site, |name| {
        let report = &site.reports[0];
        Scope::Edition(report.place, report.edition_named(name).unwrap())
    })
}

/// The files of a bag.
fn bag(project: &Project, edition: Option<&str>) -> Files {
    let world = project.world();
    let project = project::Project::read(&world, &Options::default(), |_| ());
    let scope = scope(project.site().unwrap(), edition);
    let bag = match Bag::of(&project, &world, scope) {
        Ok(bag) => bag,
        Err(error) => panic!("{error:?}"),
    };
    let file = |index| {
        let mut bytes = Vec::new();
        bag.write(index, &mut bytes).unwrap();
        (bag.route(index).to_string(), bytes)
    };
    (0..bag.count()).map(file).collect()
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).unwrap()
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    let digits: Vec<String> = bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The checksum of some bytes.
type Sum<'s> = &'s dyn Fn(&[u8]) -> String;

/// Reads the manifests as RFC 8493 says, and compares them with the files.
#[track_caller]
fn is_valid(files: &Files) {
    let declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    assert_eq!(text(files, "bagit.txt"), declared);
    let sha256 = |bytes: &[u8]| hex(Sha256::digest(bytes));
    let sha512 = |bytes: &[u8]| hex(Sha512::digest(bytes));
    let all: [(&str, Sum<'_>); 2] = [("sha256", &sha256), ("sha512", &sha512)];
    for (name, sum) in all {
        for (manifest, of_payload) in [("manifest", true), ("tagmanifest", false)] {
            let manifest = format!("{manifest}-{name}.txt");
            let mut listed = BTreeSet::new();
            for line in text(files, &manifest).lines() {
                let (expected, path) = line.split_once("  ").unwrap();
                let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
                assert_eq!(sum(&files[&path]), expected, "{manifest}: {path}");
                assert!(listed.insert(path), "{line}");
            }
            let there = files.keys().filter(|path| {
                path.starts_with("data/") == of_payload && !path.starts_with("tagmanifest-")
            });
            assert!(there.eq(listed.iter()), "{manifest} lists {listed:?}");
        }
    }
    let payload = || files.iter().filter(|(path, _)| path.starts_with("data/"));
    let bytes: usize = payload().map(|(_, bytes)| bytes.len()).sum();
    let oxum = format!("Payload-Oxum: {bytes}.{}\n", payload().count());
    assert!(text(files, "bag-info.txt").contains(&oxum), "{}", text(files, "bag-info.txt"));
}

/// The relative addresses of a page, resolved.
fn addresses(page: &str, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in [" href=\"", " src=\""] {
        for rest in page.split(name).skip(1) {
            let address = rest.split(['"', '#', '?']).next().unwrap().replace("&amp;", "&");
            if address.is_empty() || address.contains(':') {
                continue;
            }
            let address = ssr_site::percent::decoded(&address).unwrap().into_owned();
            let resolved = SourcePath::new(path).parent().resolve(&address).unwrap();
            found.push(resolved.to_string());
        }
    }
    found
}

#[test]
fn an_edition_is_read_alone() {
    let project = project();
    let published = project.render().builds();
    let files = bag(&project, Some("2016-03-31"));
    is_valid(&files);
    let own = "data/site/ssr1/2016-03-31/";
    let pages: Vec<&String> =
        files.keys().filter(|path| path.starts_with(own) && is_html(path)).collect();
    let names: Vec<&str> = pages.iter().map(|path| &path[own.len()..]).collect();
    assert_eq!(names, ["1.html", "2.html", "changes.html", "index.html", "print.html"]);
    let mut checked = 0;
    for path in pages {
        assert_eq!(files[path], published.pages[&path["data/site/".len()..]], "{path}");
        for address in addresses(text(&files, path), path) {
            assert!(files.contains_key(&address), "{path} leads to {address}");
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked} addresses");
    for path in ["chart 100%.png", "minutes.pdf"] {
        assert!(files.contains_key(&format!("{own}{path}")), "{path}");
    }
    assert!(files.contains_key("data/site/data/ssr1/2016-03-31.json"));
    assert!(!files.contains_key("data/site/other.pdf"));
    // Of other editions, there is at most what stands in for a page.
    let stand_ins: Vec<&str> = text(&files, "stand-ins.txt").lines().collect();
    let mut others = files.keys().filter(|path| path.starts_with("data/site/ssr1/2016-06-30/"));
    assert!(others.all(|path| stand_ins.contains(&&**path)), "{stand_ins:?}");
}

#[test]
fn other_pages_lead_to_the_published_ones() {
    let files = bag(&project(), Some("2016-03-31"));
    let stand_ins: Vec<&str> = text(&files, "stand-ins.txt").lines().collect();
    assert!(stand_ins.contains(&"data/site/ssr1/1.html"), "{stand_ins:?}");
    assert!(stand_ins.contains(&"data/site/index.html"), "{stand_ins:?}");
    for path in &stand_ins {
        let page = text(&files, path);
        assert!(page.contains("This page is not in the archive"), "{path}");
        let address = format!("https://example.org/r/{}", &path["data/site/".len()..]);
        let address = address.trim_end_matches("index.html");
        let refresh = format!("content=\"0; url={address}\"");
        assert!(page.contains(&refresh), "{path}: {page}");
        for address in addresses(page, path) {
            assert!(files.contains_key(&address), "{path} leads to {address}");
        }
    }
    let info = text(&files, "bag-info.txt");
    let said = format!("each of the {} files that stand-ins.txt lists", stand_ins.len());
    assert!(info.contains(&said), "{info}");
}

#[test]
fn the_whole_site_is_as_published() {
    let project = project();
    let published = project.render().builds();
    let files = bag(&project, None);
    is_valid(&files);
    let site =
        files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("data/site/")?, bytes)));
    assert!(site.eq(published.pages.iter().map(|(path, bytes)| (path.as_str(), bytes))));
    assert!(!files.contains_key("stand-ins.txt"));
}

#[test]
fn sources_are_as_they_are_without_drafts() {
    let project = project();
    for edition in [None, Some("2016-03-31")] {
        let files = bag(&project, edition);
        let sources: Vec<&str> =
            files.keys().filter_map(|path| path.strip_prefix("data/source/")).collect();
        for path in ["book.toml", "content/other.pdf", "themes/default/strings/en.toml"] {
            assert!(sources.contains(&path), "{path}: {sources:?}");
        }
        assert!(!sources.contains(&"content/secret.md"), "{sources:?}");
        assert_eq!(text(&files, "data/source/book.toml"), project.text("book.toml"));
        let info = text(&files, "bag-info.txt");
        assert!(info.contains("Draft files that were left out: 1\n"), "{info}");
    }
}

#[test]
fn what_is_said_of_a_bag() {
    let files = bag(&project(), Some("2016-03-31"));
    let info = text(&files, "bag-info.txt");
    for line in [
        "Source-Organization: The records office",
        "Source-Organization: B",
        "External-Description: First review, edition of 2016-03-31",
        "External-Identifier: https://example.org/r/ssr1/2016-03-31/",
        "Internal-Sender-Identifier: ssr1/2016-03-31",
        "Bagging-Date: 2016-03-31",
    ] {
        assert!(info.lines().any(|other| other == line), "{line}: {info}");
    }
    assert!(info.lines().all(|line| line.contains(": ")), "{info}");
    let whole = bag(&project(), None);
    let info = text(&whole, "bag-info.txt");
    // That of the last edition.
    for line in ["External-Identifier: https://example.org/r/", "Bagging-Date: 2016-06-30"] {
        assert!(info.lines().any(|other| other == line), "{line}: {info}");
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    assert_eq!(bag(&project(), Some("2016-06-30")), bag(&project(), Some("2016-06-30")));
}

#[test]
fn an_edition_needs_an_address() {
    let project = Project::new().with_report(&["1"]).edition("ssr1", "2016-03-31");
    let world = project.world();
    let read = project::Project::read(&world, &Options::default(), |_| ());
    let of_edition = Bag::of(&read, &world, scope(read.site().unwrap(), Some("2016-03-31")));
    assert!(matches!(of_edition.err(), Some(BagError::NoSiteUrl)));
    let files = bag(&project, None);
    is_valid(&files);
    assert!(!text(&files, "bag-info.txt").contains("External-Identifier"));
}

/// A file that differs from its checksum is an error, and not in a bag.
#[test]
fn a_file_that_changes_meanwhile() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use chrono::NaiveDate;
    use ssr_site::world::{Listing, MemoryWorld, ReadError, World};

    struct Moving(MemoryWorld, AtomicUsize);

    impl World for Moving {
        fn walk(&self, directory: &SourcePath) -> Listing {
            self.0.walk(directory)
        }

        fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
            let bytes = self.0.read(path);
            if path.as_str() != "content/other.pdf" {
                return bytes;
            }
            let count = self.1.fetch_add(1, Ordering::Relaxed);
            bytes.map(|bytes| [bytes, count.to_le_bytes().to_vec()].concat())
        }

        fn today(&self) -> NaiveDate {
            self.0.today()
        }
    }

    let world = Moving(project().world(), AtomicUsize::new(0));
    let read = project::Project::read(&world, &Options::default(), |_| ());
    let Ok(bag) = Bag::of(&read, &world, Scope::Site) else { panic!("there is a bag") };
    let moved = |route: &Route| route.as_str() == "data/source/content/other.pdf";
    let index = (0..bag.count()).find(|index| moved(bag.route(*index))).unwrap();
    let error = bag.write(index, &mut Vec::new()).unwrap_err();
    let ssr_site::render::WriteError::Content(found) = error else { panic!("{error:?}") };
    assert_eq!(found.name, "changed-file");
    assert_eq!(found.location.path.as_str(), "content/other.pdf");
}
