//! A branch of a bare repository.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use ssr_site::publish::host::{AnyHost, Cause, HostError};
use ssr_site::publish::hosts::git::{Options, open};
use tempfile::TempDir;

use crate::bench::{self, Files, MANIFEST, Place, publish, same, site};
use crate::directory::{Small, files, write};

pub(crate) struct Repositories {
    /// Has `host.git` and `project`.
    parent: TempDir,
    directory: Option<String>,
}

/// Runs `git`. Returns what it says.
#[track_caller]
fn git(at: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("git").args(arguments).current_dir(at).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn line(at: &Path, arguments: &[&str]) -> String {
    String::from_utf8(git(at, arguments)).unwrap().trim().to_owned()
}

impl Repositories {
    pub(crate) fn new() -> Self {
        let repositories = Self { parent: tempfile::tempdir().unwrap(), directory: None };
        git(repositories.parent.path(), &["init", "-q", "--bare", "host.git"]);
        git(repositories.parent.path(), &["init", "-q", "project"]);
        git(&repositories.host(), &["config", "uploadpack.allowFilter", "true"]);
        for setting in [
            ["user.name", "Report Office"],
            ["user.email", "office@example.org"],
            ["remote.web.url", "../host.git"],
        ] {
            git(&repositories.project(), &["config", setting[0], setting[1]]);
        }
        repositories
    }

    pub(crate) fn host(&self) -> PathBuf {
        self.parent.path().join("host.git")
    }

    pub(crate) fn project(&self) -> PathBuf {
        self.parent.path().join("project")
    }

    fn options(&self) -> Options {
        let (remote, branch) = ("web".to_owned(), "pages".to_owned());
        Options { remote, branch, directory: self.directory.clone(), project: self.project() }
    }

    fn has_branch(&self) -> bool {
        !git(&self.host(), &["for-each-ref", "refs/heads/pages"]).is_empty()
    }
}

impl Place for Repositories {
    fn open(&self) -> AnyHost {
        open(&self.options()).unwrap()
    }

    fn files(&self) -> Files {
        if !self.has_branch() {
            return Files::new();
        }
        let archive = git(&self.host(), &["archive", "pages"]);
        let directory = tempfile::tempdir().unwrap();
        let mut tar = Command::new("tar")
            .args(["-x", "-C"])
            .arg(directory.path())
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut tar.stdin.take().unwrap(), &archive).unwrap();
        assert!(tar.wait().unwrap().success());
        files(directory.path())
    }

    fn add(&self, path: &str, bytes: &str) {
        let clone = tempfile::tempdir().unwrap();
        git(clone.path(), &["clone", "-q", "-b", "pages", self.host().to_str().unwrap(), "."]);
        write(clone.path(), path, bytes);
        git(clone.path(), &["add", "."]);
        let name = ["-c", "user.name=Web", "-c", "user.email=web@example.org"];
        git(clone.path(), &[&name[..], &["commit", "-q", "-m", "Add"]].concat());
        git(clone.path(), &["push", "-q", "origin", "pages"]);
    }
}

#[test]
fn a_site_is_published_and_changed() {
    let repositories = Repositories::new();
    bench::a_site_is_published_and_changed(&repositories);
    let about =
        |format: &str| line(&repositories.host(), &["log", "-1", "--skip=1", format, "pages"]);
    assert_eq!(
        about("--format=%an <%ae> %cn: %B"),
        "Report Office <office@example.org> Report Office: Publish 2016-06-30"
    );
    // Four publications and five of somebody else.
    assert_eq!(line(&repositories.host(), &["rev-list", "--count", "pages"]), "9");
}

#[test]
fn a_server_that_cannot_leave_files_out() {
    let repositories = Repositories::new();
    git(&repositories.host(), &["config", "uploadpack.allowFilter", "false"]);
    publish(&repositories.open(), &site("a")).unwrap();
    publish(&repositories.open(), &site("b")).unwrap();
    let host = repositories.open();
    for (path, bytes) in site("b") {
        assert_eq!(host.host().read(&path).unwrap(), Some(bytes), "{path}");
    }
}

#[test]
fn files_that_were_changed_are_not_published() {
    let repositories = Repositories::new();
    bench::files_that_were_changed_are_not_published(&repositories);
}

#[test]
fn two_at_once() {
    bench::two_at_once(&Repositories::new());
}

#[test]
fn readers_see_every_page() {
    let repositories = Repositories::new();
    let host = repositories.host();
    bench::readers_see_every_page(&repositories, &|page| {
        git(&host, &["cat-file", "blob", &format!("pages:{page}")])
    });
}

/// Not a test itself: the process that is killed.
#[test]
fn publish_for_ever() {
    if let Some(path) = std::env::var_os(bench::KILLED) {
        let project = PathBuf::from(path);
        let (remote, branch) = ("web".to_owned(), "pages".to_owned());
        let options = Options { remote, branch, directory: None, project };
        bench::for_ever(|| open(&options).unwrap());
    }
}

#[test]
fn a_killed_publication_leaves_one_site_or_the_other() {
    let repositories = Repositories::new();
    let (test, project) = ("git::publish_for_ever", repositories.project());
    bench::kill_at_many_moments(&repositories, test, &project);
}

#[test]
fn the_project_is_not_touched() {
    let repositories = Repositories::new();
    let project = repositories.project();
    for hook in ["pre-push", "commit-msg", "pre-commit", "post-commit", "reference-transaction"] {
        let path = project.join(".git/hooks").join(hook);
        write(&project, &format!(".git/hooks/{hook}"), "#!/bin/sh\ntouch ran-a-hook\nexit 1\n");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    git(&project, &["config", "core.hooksPath", ".git/hooks"]);
    write(&project, "book.toml", "");
    git(&project, &["add", "book.toml"]);
    write(&project, "unsaved.md", "");
    let before = files(&project);
    publish(&repositories.open(), &site("a")).unwrap();
    publish(&repositories.open(), &site("b")).unwrap();
    same(&files(&project), &before, "the project");
}

#[test]
fn a_directory_of_the_branch() {
    let mut repositories = Repositories::new();
    publish(&repositories.open(), &Files::from([(MANIFEST.to_owned(), b"".to_vec())])).unwrap();
    repositories.add("README", "theirs");
    repositories.directory = Some("docs/report/".to_owned());
    publish(&repositories.open(), &site("a")).unwrap();
    publish(&repositories.open(), &site("b")).unwrap();
    let mut expected: Files =
        site("b").into_iter().map(|(path, bytes)| (format!("docs/report/{path}"), bytes)).collect();
    expected.insert("README".to_owned(), b"theirs".to_vec());
    expected.insert(MANIFEST.to_owned(), Vec::new());
    same(&repositories.files(), &expected, "in a directory");
    assert!(repositories.open().host().address().ends_with("host.git#pages:docs/report"));
    repositories.directory = Some("README/x".to_owned());
    let error = publish(&repositories.open(), &site("a")).unwrap_err();
    assert_eq!(error.message, "`README` is a file of branch `pages`");
}

#[track_caller]
fn refused(repositories: &Repositories, change: impl FnOnce(&mut Options)) -> HostError {
    let mut options = repositories.options();
    change(&mut options);
    match open(&options) {
        Err(error) => error,
        Ok(host) => publish(&host, &site("a")).unwrap_err(),
    }
}

#[test]
fn what_cannot_be_published_to() {
    let repositories = Repositories::new();
    let to = |remote: &'static str| {
        let error = refused(&repositories, |options| remote.clone_into(&mut options.remote));
        let all = format!("{error} {:?}", error.help);
        assert!(!all.contains("secret") && !all.contains("me@"), "{all}");
        error
    };
    assert_eq!(to("elsewhere").message, "`elsewhere` is no remote of the project");
    assert_eq!(to("--upload-pack=x:y").message, "`--upload-pack=x:y` is no remote of the project");
    assert_eq!(
        to("https://me:secret@127.0.0.1/x").message,
        "`https://127.0.0.1/x` is written with a user name or a password"
    );
    assert_eq!(to("git://127.0.0.1:1/x").cause, Cause::Transient);
    assert_eq!(to("file:///nowhere/at/all").cause, Cause::Other);
    assert!(to("ext::sh -c touch% ran").message.contains("transport 'ext' not allowed"));
    // A repository in the project could have hooks of whoever wrote it there.
    git(&repositories.project(), &["init", "-q", "--bare", "site.git"]);
    let project = repositories.project();
    let project = project.to_str().unwrap();
    for inside in [
        project.to_owned(),
        format!("{project}/site.git"),
        format!("file://{project}/site.git"),
        format!("file://{project}/%73ite.git"),
    ] {
        let error = refused(&repositories, |options| options.remote.clone_from(&inside));
        assert!(error.message.ends_with("` is a directory of the project"), "{error}");
    }
    // One beside it can have come in the same archive.
    let ran = repositories.parent.path().join("ran");
    git(repositories.parent.path(), &["init", "-q", "--bare", "a:b.git"]);
    for name in ["host.git", "a:b.git"] {
        let hook = format!("#!/bin/sh\ntouch '{}'\n", ran.display());
        write(&repositories.parent.path().join(name), "hooks/pre-receive", &hook);
        let hook = repositories.parent.path().join(name).join("hooks/pre-receive");
        fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).unwrap();
        for beside in [format!("../{name}"), format!("./../{name}")] {
            let error = refused(&repositories, |options| options.remote.clone_from(&beside));
            assert_eq!(error.message, format!("`{beside}` is a relative path"));
            assert_eq!(error.cause, Cause::Settings);
        }
    }
    assert_eq!(to("site.git").message, "`site.git` is a relative path");
    assert!(!ran.exists());
    let host = repositories.host();
    let mut options = repositories.options();
    host.to_str().unwrap().clone_into(&mut options.remote);
    publish(&open(&options).unwrap(), &site("a")).unwrap();
    assert!(ran.exists(), "the user has named it");
    let error = refused(&repositories, |options| options.branch = "a..b".to_owned());
    assert_eq!(error.message, "`a..b` is no name of a branch");
    // A password in the settings of git, which may have one.
    let url = "http://me:secret@127.0.0.1:1/x";
    git(&repositories.project(), &["config", "remote.web.url", url]);
    let error = refused(&repositories, |_| {});
    assert_eq!(error.cause, Cause::Transient, "{error}");
    assert!(error.message.contains("http://127.0.0.1:1/x"), "{error}");
    assert!(!error.message.contains("secret"), "{error}");
}

#[test]
fn a_server_that_refuses_a_branch_says_why() {
    let repositories = Repositories::new();
    publish(&repositories.open(), &site("a")).unwrap();
    let hook = repositories.host().join("hooks/pre-receive");
    write(&repositories.host(), "hooks/pre-receive", "#!/bin/sh\necho protected >&2\nexit 1\n");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let error = publish(&repositories.open(), &site("b")).unwrap_err();
    assert_eq!(error.cause, Cause::Denied);
    assert!(error.message.ends_with("refuses branch `pages`: protected"), "{error}");
    same(&repositories.files(), &site("a"), "refused");
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let repositories = Repositories::new();
    let Some(small) = Small::mount() else { return };
    let host = small.path().join("host.git");
    git(small.path(), &["init", "-q", "--bare", "--template=", "host.git"]);
    let url = host.to_str().unwrap();
    git(&repositories.project(), &["config", "remote.web.url", url]);
    publish(&repositories.open(), &site("a")).unwrap();
    let before = line(&host, &["rev-parse", "pages"]);
    let mut big = site("b");
    let mut random = 7_u32;
    let noise = (0..2_000_000).map(|_| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        random.to_be_bytes()[0]
    });
    big.insert("big.pdf".to_owned(), noise.collect());
    let error = publish(&repositories.open(), &bench::with_manifest(big)).unwrap_err();
    assert_eq!(error.cause, Cause::Full, "{error}");
    assert_eq!(line(&host, &["rev-parse", "pages"]), before);
}

/// Not a test itself: a process without a name for commits.
#[test]
fn publish_without_a_name() {
    if let Some(path) = std::env::var_os("SSR_SITE_TEST_NAMELESS") {
        let (remote, branch) = ("web".to_owned(), "pages".to_owned());
        let options = Options { remote, branch, directory: None, project: path.into() };
        let error = publish(&open(&options).unwrap(), &site("a")).unwrap_err();
        assert_eq!(error.message, "`git` does not know who commits");
        assert!(error.help.unwrap().contains("git config user.name"));
    }
}

#[test]
fn whoever_has_no_name_is_told() {
    let repositories = Repositories::new();
    git(&repositories.project(), &["config", "--unset", "user.name"]);
    let mut test = Command::new(std::env::current_exe().unwrap());
    test.args(["--exact", "git::publish_without_a_name"])
        .env("SSR_SITE_TEST_NAMELESS", repositories.project())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for variable in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
        test.env_remove(variable);
    }
    let output = test.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(!repositories.has_branch());
}
