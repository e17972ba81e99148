//! The protocol on hosts that are written file by file, killed at many moments.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ssr_site::publish::host::{AnyHost, HostError, Store};
use ssr_site::publish::hosts::{directory, ssh};
use ssr_site::publish::lease::Claim;
use ssr_site::publish::manifest::{DIRECTORY, Entry, Hash, Stored};
use ssr_site::publish::patience::Patience;
use ssr_site::publish::plan::{Plan, SiteFile, Source, manifest_of};
use ssr_site::publish::standing;
use ssr_site::publish::transfer::Job;

use crate::bench::{self, Files, KILLED};
use crate::directory::{Directory, files};
use crate::ssh::Server;

/// The name of every publication: the one before has certainly ended.
const TOKEN: &str = "one after the other";

/// Each page is the paths that it leads to, one a line.
fn site(version: &str) -> Files {
    let mut pages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let style = format!("assets/{version}.css");
    let own: Vec<String> = (0..10).map(|number| format!("only-{version}/{number}.html")).collect();
    let shared: Vec<String> = (0..10).map(|number| format!("ssr1/{number}.html")).collect();
    let all = [own.clone(), shared.clone(), vec![style.clone()]].concat();
    pages.insert("index.html".to_owned(), all);
    for (number, page) in shared.iter().enumerate() {
        pages.insert(page.clone(), vec![style.clone(), own[number].clone()]);
    }
    for page in own {
        pages.insert(page, vec![style.clone(), "index.html".to_owned()]);
    }
    pages.insert(style, Vec::new());
    pages.into_iter().map(|(path, links)| (path, links.join("\n").into_bytes())).collect()
}

fn publish(host: AnyHost, site: &Files) -> Result<(), HostError> {
    let standing = standing::read(&host, &Patience::new(&|_| {}))?;
    let store = store(host);
    let file = |(path, bytes): (&String, &Vec<u8>)| SiteFile {
        path: path.clone(),
        entry: Entry {
            hash: Hash::of(bytes),
            size: bytes.len() as u64,
            stored: Stored::Plain,
            media_type: if path.ends_with(".html") { "text/html" } else { "text/css" }.to_owned(),
        },
        source: Source::Bytes(bytes.clone().into()),
    };
    let files: Vec<SiteFile> = site.iter().map(file).collect();
    let job = Job {
        plan: &Plan::new(&files, &standing),
        files: &files,
        standing: &standing,
        manifest: &manifest_of(&files, None),
        cache: &|_| "no-cache",
        progress: &|_| {},
    };
    let claim = Claim {
        token: TOKEN.to_owned(),
        ended: vec![TOKEN.to_owned()],
        sleep: &std::thread::sleep,
        watching: &|| {},
    };
    job.run(&*store, &claim).map(drop)
}

fn store(host: AnyHost) -> Box<dyn Store> {
    match host {
        AnyHost::Store(store) => store,
        AnyHost::Switch(_) => panic!("it would be switched"),
    }
}

/// Fails on a dead link.
fn crawl(root: &Path) {
    let found = files(root);
    let pages = found.iter().filter(|(path, _)| path.ends_with(".html"));
    let is_ours = |path: &str| !path.starts_with(DIRECTORY) && !path.starts_with('.');
    for (page, text) in pages.filter(|(path, _)| is_ours(path)) {
        for link in String::from_utf8(text.clone()).unwrap().lines() {
            assert!(found.contains_key(link), "`{page}` leads to `{link}`, which is not there");
        }
    }
}

fn kill_at_many_moments(open: &dyn Fn() -> AnyHost, root: &Path, test: &str, at: &Path) {
    let begun = Instant::now();
    publish(open(), &site("a")).unwrap();
    let longest = u64::try_from(begun.elapsed().as_micros() * 2).unwrap();
    let mut random = 0x2016_0930_u64;
    for _ in 0..20 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--include-ignored", "--nocapture"])
            .env(KILLED, at)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        bench::began(child.stdout.as_mut().unwrap());
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((random >> 33) % longest));
        child.kill().unwrap();
        child.wait().unwrap();
        crawl(root);
    }
    for version in ["b", "a"] {
        publish(open(), &site(version)).unwrap();
        let mut found = files(root);
        found.retain(|path, _| !path.starts_with(DIRECTORY));
        bench::same(&found, &site(version), "after all kills");
    }
}

/// The process that is killed.
fn for_ever(open: &dyn Fn() -> AnyHost) {
    println!("begun");
    for version in ["b", "a"].into_iter().cycle() {
        publish(open(), &site(version)).unwrap();
    }
}

fn in_place(path: &Path) -> AnyHost {
    directory::open(&directory::Options {
        path: path.to_owned(),
        in_place: true,
        ..directory::Options::default()
    })
    .unwrap()
}

/// Not a test itself: the process that is killed.
#[test]
fn in_place_for_ever() {
    if let Some(path) = std::env::var_os(KILLED) {
        for_ever(&|| in_place(Path::new(&path)));
    }
}

#[test]
fn a_directory_killed_in_place_has_no_dead_links() {
    let directory = Directory::new();
    let path = directory.path();
    kill_at_many_moments(&|| in_place(&path), &path, "store::in_place_for_ever", &path);
}

fn by_sftp(server: &Path) -> AnyHost {
    let options = ssh::Options {
        host: "web".to_owned(),
        path: server.join("www/files").to_str().unwrap().to_owned(),
        switch: ssh::By::Files,
        config: Some(server.join("ssh_config")),
        ..ssh::Options::default()
    };
    ssh::open(&options).unwrap()
}

/// Not a test itself: the process that is killed.
#[test]
#[ignore = "needs servers: tests/publish/run"]
fn ssh_for_ever() {
    if let Some(server) = std::env::var_os(KILLED) {
        for_ever(&|| by_sftp(Path::new(&server)));
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_server_killed_file_by_file_has_no_dead_links() {
    let server = Server::new();
    let (at, root): (PathBuf, PathBuf) = (server.at(""), server.at("www/files"));
    kill_at_many_moments(&|| by_sftp(&at), &root, "store::ssh_for_ever", &at);
}
