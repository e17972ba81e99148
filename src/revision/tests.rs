#![allow(clippy::disallowed_methods, reason = "tests make a repository on disk")]

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::world::{ReadError, World};

/// A repository with a project below its root and one commit.
struct Place {
    directory: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { directory: tempfile::tempdir().unwrap() };
        place.git(&["init", "-q"]);
        place.write("report/book.toml", "[book]\n");
        place.write("report/content/a.md", "one");
        place.write("report/content/.hidden/b.md", "no");
        place.write("report/content/.note", "no");
        place.write("elsewhere.md", "no");
        place.commit();
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        for variable in LEAD_AWAY {
            git.env_remove(variable);
        }
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let done = git.args(identity).args(arguments).current_dir(self.directory.path()).output();
        assert!(done.unwrap().status.success(), "{arguments:?}");
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "C"]);
    }

    fn repository(&self) -> Repository {
        let project = self.directory.path().join("report").canonicalize().unwrap();
        Repository::around(&project).unwrap()
    }
}

fn path(path: &str) -> SourcePath {
    SourcePath::new(path)
}

#[test]
fn files_of_the_project_as_of_a_revision() {
    let place = Place::new();
    place.write("report/content/a.md", "two");
    place.write("report/content/c.md", "new");
    let repository = place.repository();
    assert_eq!(repository.prefix(), "report/");
    let world = repository.at("HEAD").unwrap();
    assert_eq!(world.read(&path("content/a.md")), Ok(b"one".to_vec()));
    assert_eq!(world.read(&path("content/a.md")), Ok(b"one".to_vec()));
    assert_eq!(world.read(&path("content/c.md")), Err(ReadError::Missing));
    let listing = world.walk(&path("content"));
    assert_eq!(listing.files, [path("content/a.md")]);
    assert_eq!(listing.hidden, [path("content/.note")]);
}

#[test]
fn what_is_no_revision() {
    let repository = Place::new();
    let repository = repository.repository();
    for name in ["", "-h", "--help", "nothing", "HEAD~9", "HEAD:report/book.toml", "a b\n"] {
        let found = repository.at(name);
        assert!(matches!(found, Err(RevisionError::Unknown(_))), "{name}: {found:?}");
    }
}

#[test]
fn renamed_files() {
    let place = Place::new();
    let long = "a line that is long enough to be recognised\n".repeat(4);
    place.write("report/content/a.md", &long);
    place.commit();
    place.git(&["mv", "report/content/a.md", "report/content/b.md"]);
    place.write("report/content/b.md", &format!("{long}another\n"));
    let renamed = place.repository().renamed_since("HEAD").unwrap();
    assert_eq!(renamed, BTreeMap::from([(path("content/b.md"), path("content/a.md"))]));
}

#[test]
#[cfg(unix)]
fn symbolic_links_stay_inside() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let at = |name: &str| place.directory.path().join("report/content").join(name);
    symlink("a.md", at("link.md")).unwrap();
    symlink("link.md", at("again.md")).unwrap();
    symlink("../../elsewhere.md", at("out.md")).unwrap();
    symlink("..", at("up")).unwrap();
    place.write("report/shared/s.md", "s");
    symlink("../shared", at("folder")).unwrap();
    place.commit();
    let world = place.repository().at("HEAD").unwrap();
    let files: Vec<String> =
        world.walk(&path("content")).files.iter().map(ToString::to_string).collect();
    assert_eq!(
        files,
        ["content/a.md", "content/again.md", "content/folder/s.md", "content/link.md"]
    );
    assert_eq!(world.read(&path("content/again.md")), Ok(b"one".to_vec()));
}

#[test]
fn without_a_repository() {
    assert_eq!(Repository::around(Path::new("/nonexistent/project")), None);
}
