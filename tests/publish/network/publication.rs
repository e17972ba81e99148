//! Whole publications by the program, and what they ask of a host.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use ssr_site::publish::host::Store;
use tempfile::TempDir;
use walkdir::WalkDir;

use super::proxy::{Fate, Proxy};
use super::{Kind, each, page, text};

/// Kinds as the program opens them: with conditions, and by the settings of the guide.
const KINDS: [Kind; 3] = [Kind::S3WithKeys, Kind::Azure, Kind::Webdav];

/// Files of the protocol.
const PROTOCOL: &str = "ssr-site-publication/";

/// A project that is published to a prefix of a kind.
struct Project {
    kind: Kind,
    prefix: &'static str,
    directory: TempDir,
}

impl Project {
    fn new(kind: Kind, prefix: &'static str) -> Self {
        let project = Self { kind, prefix, directory: tempfile::tempdir().unwrap() };
        assert!(project.run(&["init", "--quiet", "."]).status.success());
        project
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.directory.path().join(path)
    }

    /// The table of the guide for S3, with another port and prefix.
    fn table(&self, port: u16) -> String {
        match self.kind {
            Kind::Azure => {
                let endpoint = format!("http://127.0.0.1:{port}/devstoreaccount1");
                format!(
                    "kind = \"azure\"\naccount = \"devstoreaccount1\"\ncontainer = \"reports\"\n\
                     prefix = \"{}\"\nendpoint = \"{endpoint}\"\ncompress = \"gzip\"\n",
                    self.prefix
                )
            }
            Kind::Webdav => {
                format!("kind = \"webdav\"\nurl = \"http://127.0.0.1:{port}/{}\"\n", self.prefix)
            }
            _ => {
                let guide = include_str!("../../../docs/object-stores.md");
                let table = guide.split("[publish.minio]\n").nth(1).unwrap();
                let table = table.split("```").next().unwrap();
                assert!(table.contains("\"ssr\"") && table.contains("127.0.0.1:9000"), "{table}");
                table
                    .replace("\"ssr\"", &format!("\"ssr/{}\"", self.prefix))
                    .replace(":9000", &format!(":{port}"))
            }
        }
    }

    fn publish_through(&self, proxy: &Proxy) -> Output {
        self.publishing_through(proxy).output().unwrap()
    }

    fn publishing_through(&self, proxy: &Proxy) -> Command {
        let book = fs::read_to_string(self.path("book.toml")).unwrap();
        let book = book.split("\n[publish.web]").next().unwrap();
        let table = self.table(proxy.port());
        fs::write(self.path("book.toml"), format!("{book}\n[publish.web]\n{table}")).unwrap();
        self.command(&["publish", "to", "web", "--yes", "--wait", "0"])
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let server = self.kind.server();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ssr-site"));
        command.current_dir(&self.directory).args(arguments).env("HOME", self.directory.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        match self.kind {
            Kind::Azure => command.env("AZURE_STORAGE_KEY", text(&server, "key")),
            Kind::Webdav => command
                .env("SSR_SITE_WEBDAV_USER", text(&server, "user"))
                .env("SSR_SITE_WEBDAV_PASSWORD", text(&server, "password")),
            _ => command
                .env("AWS_ACCESS_KEY_ID", text(&server, "key"))
                .env("AWS_SECRET_ACCESS_KEY", text(&server, "secret")),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// The built site, without the program's mark.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let root = self.path("public");
        let files = WalkDir::new(&root).into_iter().map(Result::unwrap);
        let files = files.filter(|file| file.file_type().is_file());
        let files =
            files.map(|file| (relative(&root, file.path()), fs::read(file.path()).unwrap()));
        files.filter(|(path, _)| path != ".ssr-site").collect()
    }

    fn store(&self) -> Box<dyn Store> {
        self.kind.open(self.prefix)
    }

    /// Fails unless all files are there as they were built, and nothing else but `others`.
    #[track_caller]
    fn is_published(&self, others: &[&str]) {
        let (store, built) = (self.store(), self.built());
        let found: BTreeSet<String> =
            store.list().unwrap().unwrap().into_iter().map(|file| file.path).collect();
        let found: BTreeSet<&str> =
            found.iter().map(|path| &**path).filter(|path| !path.starts_with(PROTOCOL)).collect();
        let expected: BTreeSet<&str> =
            built.keys().map(|path| &**path).chain(others.iter().copied()).collect();
        assert_eq!(found, expected, "{:?}", self.kind);
        for (path, bytes) in &built {
            let read = store.read(path).unwrap();
            assert!(read.as_ref() == Some(bytes), "{:?}: `{path}` differs", self.kind);
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().to_str().unwrap().to_owned()
}

#[track_caller]
fn succeeded(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    super::has_no_secrets(&said);
}

/// Names of files of the site that requests of a method were about: the last part of each path.
fn names(requests: &[String], method: &str) -> BTreeSet<String> {
    let paths = requests.iter().filter_map(|request| {
        let (found, rest) = request.split_once(' ')?;
        let path = rest.split([' ', '?']).next()?;
        (found == method && !path.contains(PROTOCOL)).then_some(path)
    });
    paths.map(|path| path.rsplit('/').next().unwrap().to_owned()).collect()
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn sites_are_published_changed_and_removed() {
    each(&KINDS, |kind| {
        let project = Project::new(kind, "site");
        project.store().put(&page("theirs/foreign.html", b"foreign")).unwrap();
        let proxy = Proxy::new(kind.port(), []);
        succeeded(&project.publish_through(&proxy));
        project.is_published(&["theirs/foreign.html"]);
        let first = proxy.requests().len();

        let proxy = Proxy::new(kind.port(), []);
        succeeded(&project.publish_through(&proxy));
        let idle = proxy.requests();
        // WebDAV is asked for each directory.
        let asks =
            |request: &String| request.starts_with("GET ") || request.starts_with("PROPFIND ");
        assert!(idle.iter().all(asks), "{kind:?}: {idle:?}");

        let before = project.built();
        fs::write(project.path("content/more.md"), "+++\ntitle = \"More\"\n+++\nText.\n").unwrap();
        let proxy = Proxy::new(kind.port(), []);
        succeeded(&project.publish_through(&proxy));
        project.is_published(&["theirs/foreign.html"]);
        let changed: BTreeSet<String> = project
            .built()
            .iter()
            .filter(|(path, bytes)| before.get(*path) != Some(bytes))
            .map(|(path, _)| path.rsplit('/').next().unwrap().to_owned())
            .collect();
        assert_eq!(names(&proxy.requests(), "PUT"), changed, "{kind:?}");

        fs::remove_file(project.path("content/more.md")).unwrap();
        let proxy = Proxy::new(kind.port(), []);
        succeeded(&project.publish_through(&proxy));
        project.is_published(&["theirs/foreign.html"]);
        println!("{kind:?}: {} files, {first} requests; idle {}", before.len(), idle.len());
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn sites_are_published_in_spite_of_trouble() {
    each(&KINDS, |kind| {
        let project = Project::new(kind, "trouble");
        let troubles = [Fate::Lost, Fate::Status(503), Fate::Cut(0), Fate::Status(500)];
        let fates = troubles.iter().flat_map(|trouble| [Fate::Answered, Fate::Answered, *trouble]);
        let fates: Vec<Fate> = fates.cycle().take(60).collect();
        let proxy = Proxy::new(kind.port(), fates);
        succeeded(&project.publish_through(&proxy));
        assert_eq!(proxy.left(), 0, "{kind:?}");
        project.is_published(&[]);
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn killed_publications_are_continued() {
    each(&KINDS, |kind| {
        let project = Project::new(kind, "killed");
        for requests in [5, 20, 45] {
            let proxy = Proxy::new(kind.port(), []);
            let mut publishing = project.publishing_through(&proxy).spawn().unwrap();
            while proxy.requests().len() < requests && publishing.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_millis(1));
            }
            publishing.kill().unwrap();
            publishing.wait().unwrap();
        }
        succeeded(&project.publish_through(&Proxy::new(kind.port(), [])));
        project.is_published(&[]);
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn wrong_passwords_are_told_and_not_shown() {
    let project = Project::new(Kind::Webdav, "denied");
    let table = project.table(Kind::Webdav.port());
    let book = fs::read_to_string(project.path("book.toml")).unwrap();
    fs::write(project.path("book.toml"), format!("{book}\n[publish.web]\n{table}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ssr-site"))
        .current_dir(&project.directory)
        .args(["publish", "to", "web", "--yes"])
        .env("SSR_SITE_WEBDAV_USER", "publisher")
        .env("SSR_SITE_WEBDAV_PASSWORD", "hunter2")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("answered 401 Unauthorized"), "{said}");
    super::has_no_secrets(&said);
}
