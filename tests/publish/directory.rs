//! A directory, swapped or written in place.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use ssr_site::publish::host::{AnyHost, Cause, Store};
use ssr_site::publish::hosts::directory::{Options, open};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::bench::{self, Files, MANIFEST, Place, outgoing, publish, same, site, switch};

/// All files below a directory; a link is its target.
pub(crate) fn files(root: &Path) -> Files {
    let entries = WalkDir::new(root).min_depth(1).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let bytes = match fs::read_link(entry.path()) {
                Ok(to) => to.into_os_string().into_encoded_bytes(),
                Err(_) => fs::read(entry.path()).unwrap(),
            };
            (path, bytes)
        })
        .collect()
}

pub(crate) fn write(root: &Path, path: &str, bytes: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

pub(crate) struct Directory {
    parent: TempDir,
}

impl Directory {
    pub(crate) fn new() -> Self {
        Self { parent: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.parent.path().join("report")
    }

    /// Names in its parent.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.parent.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    fn in_place(&self) -> Box<dyn Store> {
        match open(&Options { path: self.path(), in_place: true, ..Options::default() }).unwrap() {
            AnyHost::Store(store) => store,
            AnyHost::Switch(_) => panic!("it would be swapped"),
        }
    }
}

fn at(path: &Path) -> AnyHost {
    open(&Options { path: path.to_owned(), ..Options::default() }).unwrap()
}

impl Place for Directory {
    fn open(&self) -> AnyHost {
        at(&self.path())
    }

    fn files(&self) -> Files {
        if self.path().exists() { files(&self.path()) } else { Files::new() }
    }

    fn add(&self, path: &str, bytes: &str) {
        write(&self.path(), path, bytes);
    }
}

#[test]
fn a_site_is_published_and_changed() {
    let directory = Directory::new();
    bench::a_site_is_published_and_changed(&directory);
    assert_eq!(directory.beside(), ["report"]);
}

#[test]
fn files_that_were_changed_are_not_published() {
    let directory = Directory::new();
    bench::files_that_were_changed_are_not_published(&directory);
    assert_eq!(directory.beside(), ["report"]);
}

#[test]
fn two_at_once() {
    let directory = Directory::new();
    bench::two_at_once(&directory);
    assert_eq!(directory.beside(), ["report"]);
}

#[test]
fn readers_see_every_page() {
    let directory = Directory::new();
    let path = directory.path();
    bench::readers_see_every_page(&directory, &|page| fs::read(path.join(page)).unwrap());
}

/// Not a test itself: the process that is killed.
#[test]
fn publish_for_ever() {
    if let Some(path) = std::env::var_os(bench::KILLED) {
        bench::for_ever(|| at(Path::new(&path)));
    }
}

#[test]
fn a_killed_publication_leaves_one_site_or_the_other() {
    let directory = Directory::new();
    let test = "directory::publish_for_ever";
    bench::kill_at_many_moments(&directory, test, &directory.path());
    assert_eq!(directory.beside(), ["report"]);
}

#[test]
fn what_belongs_to_others_stays_as_it_is() {
    let directory = Directory::new();
    publish(&directory.open(), &site("a")).unwrap();
    let root = directory.path();
    symlink("/nowhere/at all", root.join("link")).unwrap();
    symlink("shared", root.join("linked")).unwrap();
    fs::create_dir(root.join("empty")).unwrap();
    write(&root, "private/key", "theirs");
    fs::set_permissions(root.join("private"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(root.join("private/key"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(root.join("index.html"), fs::Permissions::from_mode(0o664)).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o775)).unwrap();
    let key = fs::metadata(root.join("private/key")).unwrap();
    let shared = fs::metadata(root.join("shared/1.html")).unwrap();
    publish(&directory.open(), &site("b")).unwrap();
    assert_eq!(fs::read_link(root.join("link")).unwrap(), Path::new("/nowhere/at all"));
    assert!(fs::symlink_metadata(root.join("linked")).unwrap().is_symlink());
    assert!(root.join("empty").is_dir() && !root.join("only-a").exists());
    let mode = |path: &str| fs::metadata(root.join(path)).unwrap().mode() & 0o777;
    let modes = ["", "private", "private/key", "index.html"].map(mode);
    assert_eq!(modes, [0o775, 0o750, 0o640, 0o664]);
    assert_eq!(fs::metadata(root.join("private/key")).unwrap().ino(), key.ino());
    let again = fs::metadata(root.join("shared/1.html")).unwrap();
    assert_eq!((again.ino(), again.mtime_nsec()), (shared.ino(), shared.mtime_nsec()));
}

#[test]
fn no_link_leads_out_of_the_directory() {
    let directory = Directory::new();
    publish(&directory.open(), &site("a")).unwrap();
    let (root, away) = (directory.path(), directory.parent.path().join("away"));
    write(&away, "1.html", "precious");
    fs::remove_dir_all(root.join("ssr1")).unwrap();
    symlink(&away, root.join("ssr1")).unwrap();
    let error = publish(&directory.open(), &site("b")).unwrap_err();
    assert!(error.message.contains("`ssr1` on the host is not of this site"), "{error}");
    let in_place = directory.in_place();
    assert!(in_place.read("ssr1/1.html").unwrap_err().message.contains("is a symbolic link"));
    for error in [
        in_place.put(&outgoing("ssr1/1.html", b"new")).unwrap_err(),
        in_place.create(&outgoing("ssr1/new.html", b"new")).unwrap_err(),
        in_place.delete("ssr1/1.html").unwrap_err(),
    ] {
        assert!(error.message.contains("ssr1` is a symbolic link"), "{error}");
    }
    assert_eq!(files(&away), Files::from([("1.html".to_owned(), b"precious".to_vec())]));
}

#[test]
fn a_link_to_the_directory_stays() {
    let directory = Directory::new();
    let link = directory.parent.path().join("current");
    symlink("report", &link).unwrap();
    publish(&at(&link), &site("a")).unwrap();
    publish(&at(&link), &site("b")).unwrap();
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("report"));
    same(&directory.files(), &site("b"), "by a link");
    assert_eq!(directory.beside(), ["current", "report"]);
}

#[test]
fn a_lock_of_another_machine_is_respected() {
    let directory = Directory::new();
    publish(&directory.open(), &site("a")).unwrap();
    let lock = directory.parent.path().join(".report.ssr-site-publishing");
    let theirs = "host=web2 process=7 started=x machine=0 since=2016-06-30T10:00:00Z\n";
    fs::write(&lock, theirs).unwrap();
    let error = publish(&directory.open(), &site("b")).unwrap_err();
    assert_eq!(error.cause, Cause::Conflict);
    let message = "`web2` publishes there since 2016-06-30T10:00:00Z (process 7)";
    assert_eq!(error.message, message);
    assert!(error.help.unwrap().contains(lock.to_str().unwrap()));
    assert_eq!(fs::read_to_string(&lock).unwrap(), theirs);
    same(&directory.files(), &site("a"), "locked");
    fs::write(&lock, "who knows").unwrap();
    assert_eq!(publish(&directory.open(), &site("b")).unwrap_err().cause, Cause::Conflict);
    fs::remove_file(&lock).unwrap();
    publish(&directory.open(), &site("b")).unwrap();
}

#[test]
fn a_missing_share_is_not_created() {
    let directory = Directory::new();
    let path = directory.parent.path().join("unmounted/report");
    let error = bench::refused(open(&Options { path: path.clone(), ..Options::default() }));
    assert!(error.message.ends_with("unmounted` does not exist"), "{error}");
    write(directory.parent.path(), "file", "");
    let path = directory.parent.path().join("file");
    let error = bench::refused(open(&Options { path, ..Options::default() }));
    assert!(error.message.ends_with("file` is not a directory"), "{error}");
    assert_eq!(directory.beside(), ["file"]);
}

#[test]
fn the_project_is_not_published_to() {
    let directory = Directory::new();
    let project = directory.parent.path().join("project");
    fs::create_dir_all(project.join("public")).unwrap();
    symlink(project.join("public"), directory.parent.path().join("link")).unwrap();
    symlink("project/missing", directory.parent.path().join("dangling")).unwrap();
    for (path, how) in [
        (project.clone(), "is the project's directory"),
        (project.join("public"), "lies in the project's directory"),
        (project.join("missing"), "lies in the project's directory"),
        (directory.parent.path().to_owned(), "contains the project"),
        (project.join(".."), "contains the project"),
        (PathBuf::from("/"), "contains the project"),
        (directory.parent.path().join("link"), "lies in the project's directory"),
        (directory.parent.path().join("dangling"), "lies in the project's directory"),
    ] {
        for in_place in [true, false] {
            let (path, project) = (path.clone(), project.clone());
            let error = bench::refused(open(&Options { path, in_place, project }));
            assert_eq!(error.cause, Cause::Settings);
            assert!(error.message.ends_with(how), "{error}");
        }
    }
    let path = directory.parent.path().join("project2");
    assert!(open(&Options { path, in_place: false, project }).is_ok());
}

#[test]
fn in_place_every_file_is_replaced_whole() {
    let directory = Directory::new();
    let store = directory.in_place();
    assert_eq!(store.read("a.html").unwrap(), None);
    for (path, bytes) in site("a") {
        store.put(&outgoing(&path, &bytes)).unwrap();
        assert_eq!(store.read(&path).unwrap(), Some(bytes));
    }
    let before = fs::metadata(directory.path().join("index.html")).unwrap().ino();
    store.put(&outgoing("index.html", b"new")).unwrap();
    assert_ne!(fs::metadata(directory.path().join("index.html")).unwrap().ino(), before);
    let created = [b"one", b"two"].map(|bytes| store.create(&outgoing("lock", bytes)).unwrap());
    assert_eq!(created, [true, false]);
    assert_eq!(store.read("lock").unwrap().unwrap(), b"one");
    for path in ["lock", "lock", "only-a/1.html", "only-a", "nowhere/at/all"] {
        store.delete(path).unwrap();
    }
    assert_eq!(store.read("only-a/1.html").unwrap(), None);
    assert!(store.read("only-a/2.html").unwrap().is_some());
    let listed = store.list().unwrap().unwrap();
    assert_eq!(listed.len(), site("a").len() - 1);
    drop(store);
    assert!(!directory.path().join(".ssr-site-publishing").exists());
}

#[test]
fn in_place_of_several_callers_one_creates() {
    let directory = Directory::new();
    fs::create_dir(directory.path()).unwrap();
    let store = directory.in_place();
    for round in 0..50 {
        let path = format!("{round}.lock");
        let created: usize = std::thread::scope(|scope| {
            let create = || store.create(&outgoing(&path, b"me")).unwrap();
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(create)).collect();
            threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
        });
        assert_eq!(created, 1);
    }
}

#[test]
fn in_place_leftovers_of_killed_processes_go() {
    let directory = Directory::new();
    write(&directory.path(), ".ssr-site-publishing/.tmpAbC", "half a pa");
    let store = directory.in_place();
    assert_eq!(store.list().unwrap().unwrap(), []);
    store.put(&outgoing("index.html", b"page")).unwrap();
    drop(store);
    assert_eq!(files(&directory.path()).into_keys().collect::<Vec<_>>(), ["index.html"]);
}

/// A file system of 1 MB, where the system allows mounting one.
pub(crate) struct Small(TempDir);

impl Small {
    pub(crate) fn mount() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(directory.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(directory));
        }
        println!("not tested: this user cannot mount a small file system");
        None
    }
}

impl Small {
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let Some(small) = Small::mount() else { return };
    let path = small.0.path().join("report");
    let host = at(&path);
    publish(&host, &site("a")).unwrap();
    let mut big = site("b");
    big.insert("big.pdf".to_owned(), vec![1; 2_000_000]);
    let error = publish(&host, &bench::with_manifest(big)).unwrap_err();
    assert_eq!(error.cause, Cause::Full, "{error}");
    same(&files(&path), &site("a"), "full");
    assert_eq!(files(small.0.path()).len(), site("a").len());
    publish(&host, &site("b")).unwrap();
    same(&files(&path), &site("b"), "after that");
}

#[test]
fn a_mount_point_is_written_in_place() {
    let Some(small) = Small::mount() else { return };
    assert!(matches!(at(small.0.path()), AnyHost::Store(_)));
    // Below the directory: it would be emptied with the old site.
    let directory = Directory::new();
    let host = directory.open();
    publish(&host, &site("a")).unwrap();
    let inside = directory.path().join("uploads");
    fs::create_dir(&inside).unwrap();
    let mounted =
        std::process::Command::new("mount").arg("--bind").args([small.0.path(), &*inside]).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("not tested: this user cannot mount one directory on another");
        return;
    }
    fs::write(inside.join("theirs"), "precious").unwrap();
    let refused = publish(&host, &site("b"));
    let in_place = matches!(directory.open(), AnyHost::Store(_));
    let _ = std::process::Command::new("umount").arg(&inside).output();
    let error = refused.unwrap_err();
    assert!(error.message.ends_with("uploads` is a mount point"), "{error}");
    assert!(in_place);
    assert_eq!(fs::read(small.0.path().join("theirs")).unwrap(), b"precious");
    same(&directory.files(), &site("a"), "refused");
}

#[test]
fn a_compressed_file_is_refused() {
    let directory = Directory::new();
    let store = directory.in_place();
    let compressed =
        ssr_site::publish::host::Outgoing { encoding: Some("gzip"), ..outgoing("a.html", b"") };
    assert!(store.put(&compressed).unwrap_err().message.contains("stored with `gzip`"));
    let host = directory.open();
    let change = ssr_site::publish::host::Change {
        put: vec![compressed],
        removed: Vec::new(),
        expected: (MANIFEST, None),
        message: "",
        progress: &|_, _| {},
    };
    assert!(switch(&host).switch(&change).is_err());
    assert!(!directory.path().exists());
}
