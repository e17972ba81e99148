//! The protocol on a host in memory that fails, loses its publisher, and is changed by others.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use memory::{Memory, Trouble};
use proptest::prelude::*;

use super::host::{AnyHost, Cause, HostError, Store};
use super::lease::{self, Claim, Lease, of_protocol};
use super::manifest::{self, Entry, Hash, Stored};
use super::patience::Patience;
use super::pending::is_of_protocol;
use super::plan::{Plan, SiteFile, Source, Standing, manifest_of};
use super::standing;
use super::transfer::{Done, Job};
use super::verify;

mod memory;

/// A site: for each path, the paths that it leads to.
type Links = BTreeMap<&'static str, Vec<&'static str>>;

fn text_of(links: &[&str]) -> String {
    links.join(" ")
}

fn files(site: &Links) -> Vec<SiteFile> {
    let file = |(path, links): (&&str, &Vec<&str>)| {
        let bytes = text_of(links).into_bytes();
        let media_type = if path.ends_with(".html") { "text/html" } else { "text/css" }.to_owned();
        SiteFile {
            path: (*path).to_owned(),
            entry: Entry {
                hash: Hash::of(&bytes),
                size: bytes.len() as u64,
                stored: Stored::Plain,
                media_type,
            },
            source: Source::Bytes(bytes.into()),
        }
    };
    site.iter().map(file).collect()
}

fn claim<'a>(token: &str, ended: Option<&str>) -> Claim<'a> {
    Claim {
        token: token.to_owned(),
        ended: ended.into_iter().flat_map(|it| it.split(' ')).map(ToOwned::to_owned).collect(),
        sleep: &|_| {},
        watching: &|| {},
    }
}

/// Plans and publishes a site.
fn publish(memory: &Memory, site: &Links, claim: &Claim<'_>) -> Result<(Plan, Done), HostError> {
    let host = AnyHost::Store(Box::new(memory.clone()));
    let standing = standing::read(&host, &Patience::new(&|_| {}))?;
    let files = files(site);
    run(memory, &files, &standing, claim)
}

/// Plans and publishes files to a host of which this is known.
fn run(
    memory: &Memory,
    files: &[SiteFile],
    standing: &Standing,
    claim: &Claim<'_>,
) -> Result<(Plan, Done), HostError> {
    let (plan, manifest) = (Plan::new(files, standing), manifest_of(files, None));
    let job = Job {
        files,
        plan: &plan,
        standing,
        manifest: &manifest,
        cache: &|_| "no-cache",
        progress: &|_| {},
    };
    let done = job.run(memory, claim)?;
    Ok((plan, done))
}

/// What readers get who follow links from the front page: fails on a dead link.
fn crawl(memory: &Memory) -> BTreeSet<String> {
    let files = memory.files();
    let (mut seen, mut next) = (BTreeSet::new(), vec!["index.html".to_owned()]);
    if !files.contains_key("index.html") {
        return seen;
    }
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let text = files.get(&path).unwrap_or_else(|| panic!("a link to `{path}` is dead"));
        let text = String::from_utf8(text.clone()).unwrap();
        next.extend(text.split(' ').filter(|link| !link.is_empty()).map(ToOwned::to_owned));
    }
    seen
}

/// The files of the site, without those of the protocol.
fn site_of(memory: &Memory) -> BTreeMap<String, String> {
    let files = memory.files().into_iter().filter(|(path, _)| !is_of_protocol(path));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn expected(site: &Links) -> BTreeMap<String, String> {
    site.iter().map(|(path, links)| ((*path).to_owned(), text_of(links))).collect()
}

fn first() -> Links {
    BTreeMap::from([
        ("index.html", vec!["a.css", "one.html"]),
        ("one.html", vec!["a.css", "index.html"]),
        ("a.css", vec![]),
    ])
}

fn second() -> Links {
    BTreeMap::from([
        ("index.html", vec!["b.css", "two.html"]),
        ("two.html", vec!["b.css", "index.html"]),
        ("b.css", vec![]),
    ])
}

#[test]
fn only_what_changed_is_sent() {
    let memory = Memory::default();
    let (plan, _) = publish(&memory, &first(), &claim("1", None)).unwrap();
    assert_eq!((plan.added.len(), plan.changed.len(), plan.removed.len()), (3, 0, 0));
    assert_eq!(site_of(&memory), expected(&first()));
    let left: Vec<_> = memory.files().into_keys().filter(|path| is_of_protocol(path)).collect();
    assert_eq!(left, [manifest::PATH]);

    let (plan, done) = publish(&memory, &first(), &claim("2", None)).unwrap();
    assert!(plan.is_empty());
    assert_eq!((plan.unchanged, done.bytes), (3, 0));

    let mut site = first();
    site.insert("one.html", vec!["index.html"]);
    let (plan, done) = publish(&memory, &site, &claim("3", None)).unwrap();
    assert_eq!((plan.changed.len(), plan.unchanged), (1, 2));
    assert_eq!(done.bytes, "index.html".len() as u64);

    let (plan, _) = publish(&memory, &second(), &claim("4", None)).unwrap();
    assert_eq!(plan.removed, ["a.css", "one.html"]);
    assert_eq!(site_of(&memory), expected(&second()));
}

#[test]
fn files_of_others_stay_and_are_told() {
    let memory = Memory::default();
    memory.write("notes.txt", "not ours");
    memory.write("one.html", "not ours either");
    let standing =
        standing::read(&AnyHost::Store(Box::new(memory.clone())), &Patience::new(&|_| {})).unwrap();
    assert!(standing.is_first());
    let plan = Plan::new(&files(&first()), &standing);
    assert_eq!((plan.foreign, &*plan.in_the_way), (2, ["one.html".to_owned()].as_slice()));
    publish(&memory, &first(), &claim("1", None)).unwrap();
    publish(&memory, &second(), &claim("2", None)).unwrap();
    assert_eq!(memory.files()["notes.txt"], b"not ours");
}

#[test]
fn what_others_changed_on_the_host_is_restored() {
    let memory = Memory::default();
    publish(&memory, &first(), &claim("1", None)).unwrap();
    memory.remove("a.css");
    memory.write("one.html", "defaced by somebody else");
    let (plan, _) = publish(&memory, &first(), &claim("2", None)).unwrap();
    assert_eq!((plan.restored.len(), plan.changed.len(), plan.added.len()), (2, 0, 0));
    assert_eq!(site_of(&memory), expected(&first()));
}

/// One that is empty too, on a host that tells nothing of its files.
#[test]
fn what_differs_is_found_by_its_bytes() {
    let memory = Memory::default();
    memory.lists(false);
    publish(&memory, &first(), &claim("1", None)).unwrap();
    memory.write("a.css", "defaced");
    memory.remove("one.html");
    let (host, patience) = (AnyHost::Store(Box::new(memory.clone())), Patience::new(&|_| {}));
    let mut standing = standing::read(&host, &patience).unwrap();
    assert!(Plan::new(&files(&first()), &standing).is_empty());
    let found = verify::differing(&host, &standing, &patience, &|_| {}).unwrap();
    let expected = [("a.css", Some(Hash::of(b"defaced"))), ("one.html", None)];
    assert_eq!(found, expected.map(|(path, hash)| (path.to_owned(), hash)).into());
    standing.found = found;
    let (plan, _) = run(&memory, &files(&first()), &standing, &claim("2", None)).unwrap();
    assert_eq!(plan.restored.len(), 2);
    assert_eq!(site_of(&memory), self::expected(&first()));
}

#[test]
fn of_two_at_once_one_is_told() {
    let memory = Memory::default();
    let (one, other) = (claim("1", None), claim("2", None));
    let lease = Lease::take(&memory, &one).unwrap();
    // The holder renews its lock while the other one watches.
    let renewing = std::sync::Mutex::new(lease);
    let sleep = |_: Duration| renewing.lock().unwrap().renew().unwrap();
    let error = Lease::take(&memory, &Claim { sleep: &sleep, ..other }).err().unwrap();
    assert_eq!(error.cause, Cause::Conflict);
    renewing.into_inner().unwrap().release();
    assert!(publish(&memory, &first(), &claim("3", None)).is_ok());
}

#[test]
fn a_lock_that_nobody_renews_is_taken_over() {
    let memory = Memory::default();
    std::mem::forget(Lease::take(&memory, &claim("1", None)).unwrap());
    let waited = std::sync::Mutex::new(Duration::ZERO);
    let sleep = |pause: Duration| *waited.lock().unwrap() += pause;
    let patient = Claim { sleep: &sleep, ..claim("2", None) };
    publish(&memory, &first(), &patient).unwrap();
    assert!(*waited.lock().unwrap() >= lease::PATIENCE);
    // One that has certainly ended need not be watched.
    std::mem::forget(Lease::take(&memory, &claim("3", None)).unwrap());
    *waited.lock().unwrap() = Duration::ZERO;
    let knowing = Claim { sleep: &sleep, ..claim("4", Some("3")) };
    publish(&memory, &second(), &knowing).unwrap();
    assert!(*waited.lock().unwrap() < lease::PATIENCE);
}

/// What the other one wrote last is on no record.
#[test]
fn whoever_watched_a_lock_plans_again() {
    for lists in [true, false] {
        let memory = Memory::default();
        memory.lists(lists);
        publish(&memory, &first(), &claim("1", None)).unwrap();
        std::mem::forget(Lease::take(&memory, &claim("2", None)).unwrap());
        let sleep = |_: Duration| memory.write("extra.html", "of a publication that is killed");
        let patient = Claim { sleep: &sleep, ..claim("3", None) };
        let error = publish(&memory, &second(), &patient).unwrap_err();
        assert_eq!(error.cause, Cause::Conflict);
        assert!(publish(&memory, &second(), &claim("4", None)).is_ok());
    }
}

#[test]
fn whoever_lost_the_lock_stops() {
    let memory = Memory::default();
    let mut lease = Lease::take(&memory, &claim("1", None)).unwrap();
    memory.put(&of_protocol(lease::PATH, b"other\n0\n")).unwrap();
    assert_eq!(lease.renew().unwrap_err().cause, Cause::Conflict);
    lease.release();
    assert_eq!(memory.files()[lease::PATH], b"other\n0\n");
}

#[test]
fn a_plan_made_before_another_publication_is_refused() {
    let memory = Memory::default();
    let host = AnyHost::Store(Box::new(memory.clone()));
    let standing = standing::read(&host, &Patience::new(&|_| {})).unwrap();
    publish(&memory, &first(), &claim("1", None)).unwrap();
    let files = files(&second());
    assert_eq!(
        run(&memory, &files, &standing, &claim("2", None)).unwrap_err().cause,
        Cause::Conflict
    );
    assert_eq!(site_of(&memory), expected(&first()));
}

#[test]
fn what_may_pass_is_tried_again_and_what_may_not_is_not() {
    let memory = Memory::default();
    memory.trouble(Trouble::Transient { every: 3 });
    publish(&memory, &first(), &claim("1", None)).unwrap();
    assert_eq!(site_of(&memory), expected(&first()));
    memory.trouble(Trouble::Full);
    let error = publish(&memory, &second(), &claim("2", None)).unwrap_err();
    assert_eq!(error.cause, Cause::Full);
    memory.trouble(Trouble::None);
    crawl(&memory);
    publish(&memory, &second(), &claim("3", None)).unwrap();
    assert_eq!(site_of(&memory), expected(&second()));
}

#[test]
fn a_damaged_manifest_is_told_and_nothing_is_touched() {
    let memory = Memory::default();
    publish(&memory, &first(), &claim("1", None)).unwrap();
    memory.write(manifest::PATH, "half of a manif");
    let error = publish(&memory, &second(), &claim("2", None)).unwrap_err();
    assert!(error.message.contains("is damaged"), "{error}");
    assert_eq!(site_of(&memory), expected(&first()));
}

#[test]
fn a_file_that_changed_after_the_build_is_not_sent() {
    let memory = Memory::default();
    let mut files = files(&first());
    files[1].source = Source::Bytes(b"other".as_slice().into());
    let standing = Standing::default();
    let error = run(&memory, &files, &standing, &claim("1", None)).unwrap_err();
    assert!(error.message.contains("changed after it was built"), "{error}");
}

const PATHS: [&str; 7] =
    ["index.html", "one.html", "two.html", "sub/three.html", "a.css", "b.css", "data/d.json"];

/// A site without dead links.
fn sites() -> impl Strategy<Value = Links> {
    let links = prop::collection::vec(prop::sample::subsequence(&PATHS[..], 0..5), PATHS.len());
    let there = prop::sample::subsequence(&PATHS[1..], 0..PATHS.len());
    (links, there).prop_map(|(links, there)| {
        let there: Vec<&str> = std::iter::once("index.html").chain(there).collect();
        let of = |(path, links): (&&'static str, Vec<&'static str>)| {
            let is_page = path.ends_with(".html");
            let links = links.into_iter().filter(|link| is_page && there.contains(link)).collect();
            (*path, links)
        };
        let all = PATHS.iter().zip(links).filter(|(path, _)| there.contains(path));
        all.map(of).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// However often it is killed, and with whatever sites: readers find no dead link at any moment,
    /// what is not ours stays, and a publication that gets through leaves exactly its site.
    #[test]
    fn any_number_of_kills_leaves_no_dead_link(
        sites in prop::collection::vec((sites(), 0_usize..25), 1..5),
        last in sites(),
        lists in any::<bool>(),
    ) {
        let memory = Memory::default();
        memory.write("notes.txt", "not ours");
        memory.lists(lists);
        for (at, (site, calls)) in sites.iter().enumerate() {
            memory.trouble(Trouble::KilledAfter { calls: *calls });
            memory.watch(|memory| drop(crawl(memory)));
            let claim = claim(&at.to_string(), Some("0 1 2 3 4"));
            let _ = publish(&memory, site, &claim);
        }
        memory.trouble(Trouble::None);
        publish(&memory, &last, &claim("last", Some("0 1 2 3 4"))).unwrap();
        let mut expected = expected(&last);
        expected.insert("notes.txt".to_owned(), "not ours".to_owned());
        prop_assert_eq!(site_of(&memory), expected);
        let left: Vec<_> = memory.files().into_keys().filter(|path| is_of_protocol(path)).collect();
        prop_assert_eq!(left, [manifest::PATH]);
    }
}
