//! A server of ssh, started as a process of the test.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use ssr_site::publish::host::{AnyHost, Cause, HostError, Store};
use ssr_site::publish::hosts::ssh::{By, Options, open};
use tempfile::TempDir;

use crate::bench::{self, Files, MANIFEST, Place, outgoing, publish, same, site};
use crate::directory::{Small, files, write};
use crate::git::Repositories;

/// The server's directory also has keys and the client's settings.
pub(crate) struct Server {
    directory: TempDir,
    process: Child,
    path: PathBuf,
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with("")
    }

    fn with(settings: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
        for key in ["host", "user", "stranger"] {
            run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &at(key)]);
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::copy(at("user.pub"), at("authorized")).unwrap();
        let host_key = fs::read_to_string(at("host.pub")).unwrap();
        fs::write(at("known"), format!("[127.0.0.1]:{port} {host_key}")).unwrap();
        // Not the one of whoever runs the test, with all that their shell does there.
        let home = at("home");
        let (authorized, host, known, user) =
            (at("authorized"), at("host"), at("known"), at("user"));
        fs::write(
            at("sshd_config"),
            format!(
                "ListenAddress 127.0.0.1:{port}\nHostKey {host}\nAuthorizedKeysFile {authorized}\n\
                 PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n\
                 KbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\n\
                 MaxStartups 100\nSetEnv HOME={home}\n{settings}\n"
            ),
        )
        .unwrap();
        fs::write(
            at("ssh_config"),
            format!(
                "Host web\nHostName 127.0.0.1\nPort {port}\nIdentityFile {user}\n\
                 IdentitiesOnly yes\nKexAlgorithms curve25519-sha256\nUserKnownHostsFile {known}\nGlobalKnownHostsFile /dev/null\n"
            ),
        )
        .unwrap();
        // It must be named by its absolute path.
        let program = std::env::var("SSR_SITE_TEST_SSHD").unwrap_or("/usr/sbin/sshd".to_owned());
        let process = Command::new(program)
            .args(["-D", "-e", "-f", &at("sshd_config")])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let path = directory.path().join("www/it's \"$HOME\"");
        fs::create_dir(directory.path().join("www")).unwrap();
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { directory, process, path }
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn options(&self) -> Options {
        Options {
            host: "web".to_owned(),
            path: self.path.to_str().unwrap().to_owned(),
            keep: 2,
            config: Some(self.at("ssh_config")),
            ..Options::default()
        }
    }

    /// Appends to a file of settings or keys.
    fn replace(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.at(name)).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(self.at(name), text.replace(old, new)).unwrap();
    }

    /// Ends all connections, but not the server.
    fn cut(&self) {
        let server = self.process.id().to_string();
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split(' ').nth(2));
            if parent == Some(&*server)
                && let Ok(id) = entry.file_name().to_str().unwrap().parse()
            {
                let _ = kill_process(Pid::from_raw(id).unwrap(), Signal::KILL);
            }
        }
    }

    fn releases(&self) -> Vec<String> {
        let parent = self.path.with_file_name("it's \"$HOME\".releases");
        let mut names: Vec<String> = fs::read_dir(parent)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        names
    }

    fn store(&self) -> Box<dyn Store> {
        match self.open() {
            AnyHost::Store(store) => store,
            AnyHost::Switch(_) => panic!("it would be switched"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.cut();
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Place for Server {
    fn open(&self) -> AnyHost {
        open(&self.options()).unwrap()
    }

    fn files(&self) -> Files {
        // The link may move meanwhile, and an old release be deleted.
        match fs::canonicalize(&self.path) {
            Ok(path) => files(&path),
            Err(_) => Files::new(),
        }
    }

    fn add(&self, path: &str, bytes: &str) {
        write(&self.path, path, bytes);
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_site_is_published_and_changed() {
    let server = Server::new();
    bench::a_site_is_published_and_changed(&server);
    let releases = server.releases();
    assert_eq!(releases.len(), 3);
    let link = fs::read_link(&server.path).unwrap();
    assert_eq!(link, Path::new("it's \"$HOME\".releases").join(&releases[2]));
    assert!(releases[2].starts_with("000004-"), "{releases:?}");
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn an_earlier_release_stays_as_it_was() {
    let server = Server::new();
    publish(&server.open(), &site("a")).unwrap();
    let first = fs::canonicalize(&server.path).unwrap();
    publish(&server.open(), &site("b")).unwrap();
    same(&files(&first), &site("a"), "the earlier release");
    // Its unchanged files take no room.
    let inode = |root: &Path| fs::metadata(root.join("shared/1.html")).unwrap().ino();
    assert_eq!(inode(&first), inode(&server.path));
    let mode = fs::metadata(server.path.join("index.html")).unwrap().mode();
    assert_eq!(mode & 0o777, 0o644);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn files_that_were_changed_are_not_published() {
    let server = Server::new();
    bench::files_that_were_changed_are_not_published(&server);
    // Read while it was another one.
    let built = tempfile::tempdir().unwrap();
    let page = built.path().join("page.html");
    fs::write(&page, "page").unwrap();
    let replaced = &|_, _| {
        fs::write(built.path().join("again"), "page").unwrap();
        fs::rename(built.path().join("again"), &page).unwrap();
    };
    let error = bench::publish_file(&server.open(), &page, b"page", replaced).unwrap_err();
    assert_eq!(error.message, "`new.html` was changed after it was built");
    same(&server.files(), &site("a"), "refused");
    bench::publish_file(&server.open(), &page, b"page", &|_, _| {}).unwrap();
    assert_eq!(server.files()["new.html"], b"page");
    assert!(server.releases().iter().all(|name| !name.starts_with('.')));
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn two_at_once() {
    let server = Server::new();
    bench::two_at_once(&server);
    assert!(server.releases().iter().all(|name| !name.starts_with('.')));
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn readers_see_every_page() {
    let server = Server::new();
    let path = server.path.clone();
    bench::readers_see_every_page(&server, &|page| fs::read(path.join(page)).unwrap());
}

/// Not a test itself: the process that is killed.
#[test]
#[ignore = "needs servers: tests/publish/run"]
fn publish_for_ever() {
    if let Some(directory) = std::env::var_os(bench::KILLED) {
        let directory = PathBuf::from(directory);
        let options = Options {
            host: "web".to_owned(),
            path: directory.join("www/it's \"$HOME\"").to_str().unwrap().to_owned(),
            keep: 2,
            config: Some(directory.join("ssh_config")),
            ..Options::default()
        };
        bench::for_ever(|| open(&options).unwrap());
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_killed_publication_leaves_one_site_or_the_other() {
    let server = Server::new();
    bench::kill_at_many_moments(&server, "ssh::publish_for_ever", server.directory.path());
    let releases = server.releases();
    assert_eq!(releases.len(), 3, "{releases:?}");
    assert!(releases.iter().all(|name| !name.starts_with('.')), "{releases:?}");
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_connection_that_is_cut() {
    let server = Server::new();
    let sites = [site("a"), site("b")];
    publish(&server.open(), &sites[0]).unwrap();
    let (mut cut, mut pause) = (0, Duration::from_millis(5));
    for round in 0..5 {
        let host = server.open();
        std::thread::scope(|scope| {
            let publishing = scope.spawn(|| publish(&host, &sites[(round + 1) % 2]));
            std::thread::sleep(pause);
            server.cut();
            if let Err(error) = publishing.join().unwrap() {
                assert_eq!(error.cause, Cause::Transient, "{error}");
                cut += 1;
            }
        });
        pause += Duration::from_millis(25);
        let found = server.files();
        assert!(sites.contains(&found), "mixed after a cut");
    }
    assert!(cut > 0);
    for site in &sites {
        publish(&server.open(), site).unwrap();
        same(&server.files(), site, "after all cuts");
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_full_disk_leaves_the_old_site() {
    let mut server = Server::new();
    let Some(small) = Small::mount() else { return };
    server.path = small.path().join("report");
    publish(&server.open(), &site("a")).unwrap();
    let mut big = site("b");
    big.insert("big.pdf".to_owned(), vec![1; 2_000_000]);
    let error = publish(&server.open(), &bench::with_manifest(big)).unwrap_err();
    assert_eq!(error.cause, Cause::Full, "{error}");
    same(&server.files(), &site("a"), "full");
    publish(&server.open(), &site("b")).unwrap();
    same(&server.files(), &site("b"), "after that");
    assert_eq!(fs::read_dir(small.path().join("report.releases")).unwrap().count(), 2);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_lock_of_a_machine_that_was_switched_off_is_taken_over() {
    let server = Server::new();
    publish(&server.open(), &site("a")).unwrap();
    let releases = server.path.with_file_name("it's \"$HOME\".releases");
    write(&releases, ".lock/who", "host=web2");
    write(&releases, ".coming_elsewhere_1_x_0/site/a.html", "half");
    let old = |name: &str| {
        run("touch", &["-d", "2016-06-30", releases.join(name).to_str().unwrap()]);
    };
    old(".lock");
    publish(&server.open(), &site("b")).unwrap();
    // What another machine is sending now stays, what it sent yesterday goes.
    assert!(server.releases().contains(&".coming_elsewhere_1_x_0".to_owned()));
    old(".coming_elsewhere_1_x_0");
    publish(&server.open(), &site("a")).unwrap();
    assert_eq!(server.releases().len(), 3);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn earlier_complaints_of_sftp_decide_nothing() {
    let server = Server::new();
    write(&server.path, "directory/theirs", "precious");
    write(&server.path, "away/a.html", "page");
    std::os::unix::fs::symlink("away", server.path.join("link")).unwrap();
    let store = server.store();
    // The link is no directory to be deleted: `No such file`.
    store.delete("link/a.html").unwrap();
    assert!(!server.path.join("away/a.html").exists());
    let error = store.delete("directory").unwrap_err();
    assert!(!error.message.contains("link"), "{error}");
}

#[track_caller]
fn refused(options: &Options) -> HostError {
    bench::refused(open(options))
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn what_cannot_be_published_to() {
    let server = Server::new();
    for bad in ["", "/", "..", "/srv/../x", "a\nb", "~/"] {
        let error = refused(&Options { path: bad.to_owned(), ..server.options() });
        assert!(error.message.contains("is no path of a directory on a server"), "{error}");
    }
    fs::create_dir(&server.path).unwrap();
    let error = refused(&Options { switch: By::Symlink, ..server.options() });
    assert!(error.message.ends_with("is not a symbolic link"), "{error}");

    server.replace("ssh_config", "/user\n", "/stranger\n");
    let error = refused(&server.options());
    assert_eq!(error.cause, Cause::Denied);
    assert!(error.help.unwrap().contains("ssh-agent"));
    server.replace("ssh_config", "/stranger\n", "/user\n");

    // Another key than the known one: refused, whoever answers.
    let key = |name: &str| {
        let key = fs::read_to_string(server.at(name)).unwrap();
        key.split(' ').nth(1).unwrap().to_owned()
    };
    server.replace("known", &key("host.pub"), &key("stranger.pub"));
    let error = refused(&server.options());
    assert_eq!(error.cause, Cause::Denied);
    assert!(error.message.contains("Host key verification failed"), "{error}");
    fs::write(server.at("known"), "").unwrap();
    assert!(refused(&server.options()).help.unwrap().contains("fingerprint"));

    server.replace("ssh_config", "Port ", "Port 1\nPort ");
    assert_eq!(refused(&server.options()).cause, Cause::Transient);
}

fn files_are_replaced_one_by_one(server: &Server) {
    // What a killed process left.
    write(&server.path, ".ssr-site-publishing/file-1-2", "half a pa");
    let store = server.store();
    assert_eq!(store.read("a.html").unwrap(), None);
    for (path, bytes) in site("a") {
        store.put(&outgoing(&path, &bytes)).unwrap();
        assert_eq!(store.read(&path).unwrap(), Some(bytes), "{path}");
    }
    same(&without_own(server), &site("a"), "put");
    store.put(&outgoing("index.html", b"new")).unwrap();
    assert_eq!(store.read("index.html").unwrap().unwrap(), b"new");
    let created = [b"one", b"two"].map(|bytes| store.create(&outgoing("lock", bytes)).unwrap());
    assert_eq!(created, [true, false]);
    assert_eq!(store.read("lock").unwrap().unwrap(), b"one");
    assert_eq!(store.read("shared").unwrap(), None);
    let mut listed: Vec<String> =
        store.list().unwrap().unwrap().into_iter().map(|file| file.path).collect();
    listed.sort_unstable();
    assert_eq!(listed, without_own(server).into_keys().collect::<Vec<_>>());
    for path in site("a").keys().map(String::as_str).chain(["lock", "lock", "nowhere/at/all"]) {
        store.delete(path).unwrap();
    }
    drop(store);
    assert_eq!(fs::read_dir(&server.path).unwrap().count(), 0);
}

fn without_own(server: &Server) -> Files {
    let mut files = server.files();
    files.retain(|path, _| !path.starts_with(".ssr-site-publishing"));
    files
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_directory_is_written_file_by_file() {
    let server = Server::new();
    files_are_replaced_one_by_one(&server);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_server_without_a_shell_is_written_file_by_file() {
    let server = Server::with("ForceCommand internal-sftp");
    files_are_replaced_one_by_one(&server);
    let error = refused(&Options { switch: By::Symlink, ..server.options() });
    assert!(error.message.contains("sftp connections only"), "{error}");
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn file_by_file_several_at_once() {
    let server = Server::new();
    fs::create_dir(&server.path).unwrap();
    let store = server.store();
    for round in 0..5 {
        let path = format!("{round}.lock");
        let created: usize = std::thread::scope(|scope| {
            let create = || store.create(&outgoing(&path, b"me")).unwrap();
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(create)).collect();
            threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
        });
        assert_eq!(created, 1);
    }
    std::thread::scope(|scope| {
        for thread in 0..store.at_a_time() {
            let store = &store;
            scope.spawn(move || {
                for number in 0..5 {
                    let path = format!("{}/{thread}.html", number % 2);
                    store.put(&outgoing(&path, format!("{number}").as_bytes())).unwrap();
                }
            });
        }
    });
    assert_eq!(server.files().keys().filter(|path| path.ends_with(".html")).count(), 8);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn file_by_file_errors_say_what_is_wrong() {
    let mut server = Server::new();
    let Some(small) = Small::mount() else { return };
    server.path = small.path().to_owned();
    let store = server.store();
    store.put(&outgoing(MANIFEST, b"a")).unwrap();
    let error = store.put(&outgoing("big.pdf", &vec![1; 2_000_000])).unwrap_err();
    // The protocol has no word for a full disk.
    assert!(matches!(error.cause, Cause::Full | Cause::Other), "{error}");
    assert_eq!(store.read("big.pdf").unwrap(), None);
    store.put(&outgoing(MANIFEST, b"b")).unwrap();
    server.cut();
    let error = store.put(&outgoing(MANIFEST, b"c")).unwrap_err();
    assert_eq!(error.cause, Cause::Transient, "{error}");
    assert_eq!(store.read(MANIFEST).unwrap().unwrap(), b"b");
}

/// A block of commands of the documentation.
fn documented(begin: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/publish-hosts.md");
    let docs = fs::read_to_string(docs).unwrap();
    let (_, block) = docs.split_once(&format!("```sh\n{begin}")).expect(begin);
    format!("{begin}{}", block.split_once("```").unwrap().0)
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn the_documented_commands_turn_a_directory_into_a_release_and_go_back() {
    let mut server = Server::new();
    let parent = server.directory.path().join("www");
    server.path = parent.join("report");
    let sh = |commands: &str| {
        run("sh", &["-ec", &commands.replace("/srv/www", parent.to_str().unwrap())]);
    };
    write(&server.path, "theirs.html", "theirs");
    sh(&documented("cd /srv/www && mkdir"));
    publish(&server.open(), &site("a")).unwrap();
    assert_eq!(fs::read(server.path.join("theirs.html")).unwrap(), b"theirs");
    publish(&server.open(), &site("b")).unwrap();
    let releases = fs::read_dir(parent.join("report.releases")).unwrap();
    let mut releases: Vec<String> =
        releases.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    releases.sort_unstable();
    assert!(releases[1].starts_with("000001-"), "{releases:?}");
    sh(&documented("cd /srv/www && ln").replace("000006-20160630T090000Z", &releases[1]));
    assert_eq!(server.files()["index.html"], site("a")["index.html"]);
    // From there, it goes on.
    publish(&server.open(), &site("b")).unwrap();
    assert_eq!(server.files()["index.html"], site("b")["index.html"]);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_branch_reached_by_ssh_that_is_cut() {
    let server = Server::new();
    let repositories = Repositories::new();
    let (url, config) = (repositories.host(), server.at("ssh_config"));
    let git = |name: &str, value: &str| {
        run("git", &["-C", repositories.project().to_str().unwrap(), "config", name, value]);
    };
    git("remote.web.url", &format!("ssh://web{}", url.display()));
    // As services of continuous integration set it up.
    git("core.sshCommand", &format!("ssh -F {}", config.display()));
    let sites = [site("a"), site("b")];
    publish(&repositories.open(), &sites[0]).unwrap();
    let mut cut = 0;
    for round in 0..5 {
        std::thread::scope(|scope| {
            let host = repositories.open();
            let publishing = scope.spawn(move || publish(&host, &site(["b", "a"][round % 2])));
            std::thread::sleep(Duration::from_millis(30 + 60 * round as u64));
            server.cut();
            if let Err(error) = publishing.join().unwrap() {
                assert_eq!(error.cause, Cause::Transient, "{error}");
                cut += 1;
            }
        });
        assert!(sites.contains(&repositories.files()), "mixed after a cut");
    }
    assert!(cut > 0);
    for site in &sites {
        publish(&repositories.open(), site).unwrap();
        same(&repositories.files(), site, "after all cuts");
    }
}
