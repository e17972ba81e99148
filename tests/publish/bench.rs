//! What every host must do, whatever its kind: a small protocol with a manifest, sites to publish,
//! and checks.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ssr_site::publish::host::{AnyHost, Body, Cause, Change, HostError, Outgoing, Switch};
use ssr_site::publish::manifest::Hash;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Lists a site's files, as the real one does.
pub(crate) const MANIFEST: &str = "manifest.txt";

/// Names that shells, servers and programs read something into.
const ODD: &[&str] = &[
    "a b/ü.html",
    "it's \"$HOME\" `x`;&|.html",
    "-rf",
    "-e/--delete.html",
    "[x]*?{a,b}.html",
    "x\\y.html",
    "~/#1%20.html",
    "::/a@b:c.html",
    ".nojekyll",
];

/// Where a host keeps its files, seen from behind.
pub(crate) trait Place {
    fn open(&self) -> AnyHost;

    /// What readers get.
    fn files(&self) -> Files;

    /// Adds a file of somebody else.
    fn add(&self, path: &str, bytes: &str);
}

/// Two versions share, change, add and remove files.
pub(crate) fn site(version: &str) -> Files {
    sized(version, 12)
}

pub(crate) fn sized(version: &str, count: usize) -> Files {
    let mut files = Files::new();
    files.insert("index.html".to_owned(), version.repeat(2000).into_bytes());
    for number in 0..count {
        files.insert(format!("shared/{number}.html"), "the same".repeat(200).into_bytes());
        files.insert(format!("ssr1/{number}.html"), version.repeat(3000).into_bytes());
        let only = format!("only-{version}/{number}.html");
        files.insert(only, format!("{version} {number}").into_bytes());
    }
    for odd in ODD {
        files.insert((*odd).to_owned(), format!("{odd} {version}").into_bytes());
    }
    with_manifest(files)
}

pub(crate) fn with_manifest(mut files: Files) -> Files {
    files.remove(MANIFEST);
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        format!(
            "{} {:x}\t{path}\n",
            bytes.len(),
            bytes
                .iter()
                .fold(7_u64, |sum, byte| { sum.wrapping_mul(31).wrapping_add(u64::from(*byte)) })
        )
    };
    let manifest: String = files.iter().map(line).collect();
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    files
}

fn lines(manifest: Option<&[u8]>) -> BTreeMap<String, String> {
    let text = String::from_utf8(manifest.unwrap_or_default().to_vec()).unwrap();
    text.lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(v, k)| (k.into(), v.into()))
        .collect()
}

pub(crate) fn switch(host: &AnyHost) -> &dyn Switch {
    match host {
        AnyHost::Switch(switch) => &**switch,
        AnyHost::Store(_) => panic!("{host:?} is written file by file"),
    }
}

pub(crate) fn outgoing<'a>(path: &'a str, bytes: &'a [u8]) -> Outgoing<'a> {
    let body = Body::Bytes(bytes);
    Outgoing { path, body, media_type: "text/html", cache: "no-cache", encoding: None, hash: None }
}

/// Publishes by manifests. Returns how many files were sent, and their bytes.
pub(crate) fn publish(host: &AnyHost, new: &Files) -> Result<(usize, u64), HostError> {
    let old = host.host().read(MANIFEST)?;
    publish_from(switch(host), old.as_deref(), new)
}

pub(crate) fn publish_from(
    host: &dyn Switch,
    old: Option<&[u8]>,
    new: &Files,
) -> Result<(usize, u64), HostError> {
    let (was, will) = (lines(old), lines(new.get(MANIFEST).map(Vec::as_slice)));
    let differs = |path: &&String| was.get(*path) != will.get(*path);
    let mut put: Vec<_> =
        will.keys().filter(differs).map(|path| outgoing(path, &new[path])).collect();
    put.push(outgoing(MANIFEST, &new[MANIFEST]));
    let sent = Mutex::new((0, 0));
    let change = Change {
        put,
        removed: was.keys().filter(|path| !will.contains_key(*path)).map(|p| &**p).collect(),
        expected: (MANIFEST, old),
        message: "Publish 2016-06-30",
        progress: &|files, bytes| *sent.lock().unwrap() = (files, bytes),
    };
    host.switch(&change)?;
    Ok(sent.into_inner().unwrap())
}

/// Publishes a file from the disk as `new.html`, beside what is there.
pub(crate) fn publish_file(
    host: &AnyHost,
    file: &Path,
    expected: &[u8],
    progress: &(dyn Fn(usize, u64) + Sync),
) -> Result<(), HostError> {
    let old = host.host().read(MANIFEST)?;
    let new = Outgoing {
        body: Body::File(file),
        hash: Some(Hash::of(expected)),
        ..outgoing("new.html", b"")
    };
    switch(host).switch(&Change {
        put: vec![new],
        removed: Vec::new(),
        expected: (MANIFEST, old.as_deref()),
        message: "",
        progress,
    })
}

pub(crate) fn files_that_were_changed_are_not_published(place: &dyn Place) {
    publish(&place.open(), &site("a")).unwrap();
    let built = tempfile::tempdir().unwrap();
    let page = built.path().join("page.html");
    std::fs::write(&page, "after").unwrap();
    let error = publish_file(&place.open(), &page, b"before", &|_, _| {}).unwrap_err();
    assert_eq!(error.message, "`new.html` was changed after it was built");
    same(&place.files(), &site("a"), "a changed file");
}

#[track_caller]
pub(crate) fn same(found: &Files, expected: &Files, why: &str) {
    let missing: Vec<_> = expected.keys().filter(|path| !found.contains_key(*path)).collect();
    let more: Vec<_> = found.keys().filter(|path| !expected.contains_key(*path)).collect();
    assert!(missing.is_empty() && more.is_empty(), "{why}: missing {missing:?}, more {more:?}");
    for (path, bytes) in expected {
        assert!(found[path] == *bytes, "{why}: `{path}` is another version");
    }
}

/// First publication, a changed, renamed and deleted file, foreign files, nothing to do.
pub(crate) fn a_site_is_published_and_changed(place: &dyn Place) {
    let host = place.open();
    assert_eq!(host.host().read(MANIFEST).unwrap(), None);
    assert_eq!(host.host().list().unwrap().unwrap_or_default(), []);
    let mut files = site("a");
    let sent = publish(&host, &files).unwrap();
    let bytes: usize = files.values().map(Vec::len).sum();
    assert_eq!(sent, (files.len(), bytes as u64));
    same(&place.files(), &files, "first");

    for foreign in ["CNAME", ".well-known/security.txt", "shared/theirs.html", "theirs/a b.txt"] {
        place.add(foreign, foreign);
    }
    let foreign: Files =
        place.files().into_iter().filter(|(path, _)| !files.contains_key(path)).collect();
    assert_eq!(foreign.len(), 4);
    let with_foreign =
        |files: &Files| files.clone().into_iter().chain(foreign.clone()).collect::<Files>();

    // Same length: only the content differs.
    files.insert("ssr1/3.html".to_owned(), "b".repeat(3000).into_bytes());
    files = with_manifest(files);
    let host = place.open();
    let sent = publish(&host, &files).unwrap();
    assert_eq!(sent.0, 2, "one page and the manifest");
    same(&place.files(), &with_foreign(&files), "changed");

    let moved = files.remove("ssr1/4.html").unwrap();
    files.insert("moved/4.html".to_owned(), moved);
    files.retain(|path, _| !path.starts_with("only-a/"));
    // A file becomes a directory, a directory a file.
    files.remove("-rf");
    files.insert("-rf/in.html".to_owned(), b"in".to_vec());
    files.remove("-e/--delete.html");
    files.insert("-e".to_owned(), b"out".to_vec());
    files = with_manifest(files);
    let sent = publish(&host, &files).unwrap();
    assert_eq!(sent.0, 4);
    same(&place.files(), &with_foreign(&files), "moved and deleted");
    listed(&host, &with_foreign(&files));

    // A whole other site.
    let other = site("b");
    let host = place.open();
    publish(&host, &other).unwrap();
    same(&place.files(), &with_foreign(&other), "another site");
    for (path, bytes) in with_foreign(&other) {
        assert_eq!(host_read(&host, &path), Some(bytes), "{path}");
    }
    assert_eq!(host_read(&host, "shared"), None);
    assert_eq!(host_read(&host, "index.html/missing"), None);

    // What is not ours is not overwritten.
    place.add("taken", "by somebody");
    let taken = with_manifest(Files::from([("taken/a.html".to_owned(), b"a".to_vec())]));
    let error = publish(&place.open(), &taken).unwrap_err();
    assert!(error.message.contains("`taken` on the host is not of this site"), "{error}");
    let mut expected = with_foreign(&other);
    expected.insert("taken".to_owned(), b"by somebody".to_vec());
    same(&place.files(), &expected, "refused");
}

fn host_read(host: &AnyHost, path: &str) -> Option<Vec<u8>> {
    host.host().read(path).unwrap()
}

fn listed(host: &AnyHost, expected: &Files) {
    let found = host.host().list().unwrap().expect("it can list");
    for file in &found {
        let size = expected[&file.path].len() as u64;
        assert!(file.size.is_none_or(|there| there == size), "{file:?}");
    }
    let mut found: Vec<String> = found.into_iter().map(|file| file.path).collect();
    found.sort_unstable();
    assert_eq!(found, expected.keys().cloned().collect::<Vec<_>>());
}

/// Of several at once, one publishes and the others are told; no version is lost.
pub(crate) fn two_at_once(place: &(dyn Place + Sync)) {
    publish(&place.open(), &site("a")).unwrap();
    let old = site("a").remove(MANIFEST);
    let published = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for version in ["b", "c"] {
            let (old, published) = (old.as_deref(), &published);
            scope.spawn(move || match publish_from(switch(&place.open()), old, &site(version)) {
                Ok(_) => drop(published.fetch_add(1, Ordering::SeqCst)),
                Err(error) => assert_eq!(error.cause, Cause::Conflict, "{error:?}"),
            });
        }
    });
    assert_eq!(published.into_inner(), 1);
    let found = place.files();
    let version = if found["index.html"][0] == b'b' { "b" } else { "c" };
    same(&found, &site(version), "two at once");

    // One that looked before the other published.
    let error = publish_from(switch(&place.open()), old.as_deref(), &site("a")).unwrap_err();
    assert_eq!(error.cause, Cause::Conflict);
    same(&place.files(), &site(version), "too late");
}

/// Pages that both versions have are there at any time, in one of them.
pub(crate) fn readers_see_every_page(
    place: &(dyn Place + Sync),
    read: &(dyn Fn(&str) -> Vec<u8> + Sync),
) {
    let sites = [site("a"), site("b")];
    publish(&place.open(), &sites[0]).unwrap();
    let (done, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let common = || sites[0].keys().filter(|path| sites[1].contains_key(*path));
            while !done.load(Ordering::SeqCst) {
                for path in common() {
                    let found = read(path);
                    assert!(sites.iter().any(|site| site[path] == found), "{path}");
                    seen.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        let host = place.open();
        for round in 1..=3 {
            let published = publish(&host, &sites[round % 2]);
            done.store(published.is_err() || round == 3, Ordering::SeqCst);
            published.unwrap();
        }
    });
    assert!(seen.into_inner() > 50);
}

/// Says to the test binary that it is the process to be killed, and where it publishes.
pub(crate) const KILLED: &str = "SSR_SITE_TEST_PUBLISH_TO";

/// Kills a publishing process at many moments: readers have one site or the other, and the next
/// publication ends as if nothing had happened. `test` is a test that calls [`for_ever`].
pub(crate) fn kill_at_many_moments(place: &dyn Place, test: &str, at: &Path) {
    let sites = [site("a"), site("b")];
    publish(&place.open(), &sites[1]).unwrap();
    let begun = Instant::now();
    publish(&place.open(), &sites[0]).unwrap();
    // A little more than a publication takes: some kills find the second site.
    let longest = u64::try_from(begun.elapsed().as_micros() * 5 / 4).unwrap();
    let mut random = 0x2016_0630_u64;
    let mut seen = [0, 0];
    for round in 0..80 {
        // On a busy machine it takes longer until one has found the second site.
        if round >= 20 && seen.iter().all(|seen| *seen > 0) {
            break;
        }
        let longest = longest * (1 + round / 20);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--include-ignored", "--nocapture"])
            .env(KILLED, at)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        began(child.stdout.as_mut().unwrap());
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((random >> 33) % longest));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = settled(place);
        let which = sites.iter().position(|site| *site == found);
        seen[which.unwrap_or_else(|| panic!("mixed after a kill"))] += 1;
    }
    assert!(seen.iter().all(|seen| *seen > 0), "{seen:?}");
    for site in &sites {
        publish(&place.open(), site).unwrap();
        same(&place.files(), site, "after all kills");
    }
}

/// What is there as soon as it is the same twice: a server may still be busy for a client that was
/// killed.
fn settled(place: &dyn Place) -> Files {
    for _ in 0..50 {
        let found = place.files();
        if [site("a"), site("b")].contains(&found) {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    place.files()
}

pub(crate) fn began(out: &mut dyn std::io::Read) {
    let mut seen = Vec::new();
    let mut byte = [0];
    while !seen.ends_with(b"begun") && out.read(&mut byte).unwrap() == 1 {
        seen.push(byte[0]);
    }
    assert!(seen.ends_with(b"begun"), "{}", String::from_utf8_lossy(&seen));
}

/// The process that is killed.
pub(crate) fn for_ever(open: impl Fn() -> AnyHost) {
    println!("begun");
    loop {
        let host = open();
        let there = host.host().read("index.html").unwrap();
        let other = if there.is_some_and(|page| page[0] == b'a') { "b" } else { "a" };
        publish(&host, &site(other)).unwrap();
    }
}

/// The error of a host, or what was expected of it.
#[track_caller]
pub(crate) fn refused(host: Result<AnyHost, HostError>) -> HostError {
    match host {
        Err(error) => error,
        Ok(host) => panic!("{host:?} was opened"),
    }
}
