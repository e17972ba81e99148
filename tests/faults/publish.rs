//! Kills publications to a host that is written file by file, several in a row, and follows all links
//! that readers can follow after each. `SSR_SITE_KILLS` is the number of kills.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::harness::Place;

const USUAL: u32 = 12;
const HOST: &str = "[publish.web]\nkind = \"directory\"\npath = \"../web\"\nin-place = true\n";

/// What readers reach from the front page; fails on a dead link.
fn crawl(host: &Path) -> usize {
    let (mut seen, mut next) = (BTreeSet::new(), vec![PathBuf::from("index.html")]);
    if !host.join("index.html").exists() {
        return 0;
    }
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let bytes = fs::read(host.join(&path))
            .unwrap_or_else(|error| panic!("a link to `{}` is dead: {error}", path.display()));
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for link in ["href=\"", "src=\""].iter().flat_map(|name| text.split(name).skip(1)) {
            let link = link.split(['"', '#', '?']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains(':') && !link.starts_with('/') {
                next.push(resolved(path.parent().unwrap(), link));
            }
        }
    }
    seen.len()
}

fn resolved(directory: &Path, link: &str) -> PathBuf {
    let mut path = directory.to_owned();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(path.pop(), "{link}"),
            part => path.push(part),
        }
    }
    path
}

fn files(place: &Place, below: &str) -> BTreeMap<String, Vec<u8>> {
    let names = place.files().into_iter().filter(|path| path.starts_with(below));
    names
        .map(|path| (path[below.len()..].to_owned(), fs::read(place.path(&path)).unwrap()))
        .collect()
}

/// One of several sites: with another page, with other words, without the review.
fn edit(place: &Place, turn: u32) {
    let about = format!("+++\ntitle = \"About {turn}\"\n+++\nWords of {turn}.\n");
    place.write("site/content/about.md", &about);
    let extra = place.path("site/content/extra.md");
    if turn.is_multiple_of(2) {
        fs::write(extra, format!("+++\ntitle = \"Extra\"\n+++\n{turn}\n")).unwrap();
    } else {
        let _ = fs::remove_file(extra);
    }
}

#[test]
fn publications_killed_at_any_moment() {
    let kills = std::env::var("SSR_SITE_KILLS").map_or(USUAL, |kills| kills.parse().unwrap());
    let place = Place::started_in("site");
    place.write("site/book.toml", &format!("{}\n{HOST}", place.read("site/book.toml")));
    place.write("web/notes.txt", "not ours");
    let args = ["publish", "to", "web", "--yes", "-q", "-C", "site", "--max-deletions", "100"];
    let start = Instant::now();
    place.run(&args).code(0);
    let whole = start.elapsed();
    let (mut running, mut reached) = (0, 0);
    for turn in 1..=kills {
        edit(&place, turn);
        let mut child = place
            .command(&args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Later moments are more likely: the first half is the build.
        let share = turn.wrapping_mul(2_654_435_761) >> 16;
        std::thread::sleep(whole / 2 + whole * (share & 0xff) / 0x200 + Duration::from_millis(1));
        running += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        reached += crawl(&place.path("web"));
    }
    println!("{kills} kills, {running} while it ran; {reached} pages and files reached, none dead");
    place.run(&args).code(0);
    crawl(&place.path("web"));
    place.run(&["publish", "verify", "web", "-C", "site"]).code(0);
    let mut left = files(&place, "web/");
    assert_eq!(left.remove("notes.txt"), Some(b"not ours".to_vec()));
    // The same as if nothing had been interrupted.
    place.write("site/book.toml", &place.read("site/book.toml").replace("../web", "../fresh"));
    fs::create_dir(place.path("fresh")).unwrap();
    place.run(&args).code(0);
    assert_eq!(left, files(&place, "fresh/"));
}
