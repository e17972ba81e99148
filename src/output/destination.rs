//! Decides where a file outside the site may be written through symbolic links.
//!
//! - A link within the project never leads out of it: contributions to a project can contain links.
//! - A link elsewhere in place of the file must stay in its own directory, or lead into the
//!   project.
//! - Directories elsewhere can be links: they belong to the owner of the machine. So can the
//!   system's own links, such as `/dev/stdout`.
//! - Only a file named by the user can be a pipe or a device.

use std::fs;
use std::io;
use std::iter::Peekable;
use std::path::{Component, Components, Path, PathBuf};

use super::obstacle::{Bounds, Kind, Obstacle};

/// Limit of links followed, against loops; the kernel's own.
const MAX_LINKS: usize = 40;

/// A file that may be written, existing or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The path as given.
    pub(super) shown: PathBuf,
    pub(super) named_by: NamedBy,
    pub(super) there: There,
}

/// Who named the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// A fixed name within every project.
    Project,
    /// A default name in the current directory.
    Nobody,
    /// The command line.
    User,
}

/// What is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum There {
    /// A regular file, existing or not. No existing part of the path is a link.
    File(PathBuf),
    /// A pipe or a device.
    Stream(PathBuf),
}

impl Destination {
    /// A file of the project, in a directory that need not exist.
    pub fn of_project(root: &Path, path: &str) -> io::Result<Self> {
        let project = existing(root)?;
        let way = Way {
            reached: project.clone(),
            shown: PathBuf::new(),
            project,
            named_by: NamedBy::Project,
        };
        way.to(Path::new(path))
    }

    /// A file named by the user; `root` is the project.
    pub fn named(path: &Path, root: &Path) -> io::Result<Self> {
        Self::anywhere(path, root, NamedBy::User)
    }

    /// A file with a default name; `root` is the project.
    pub fn by_default(path: &Path, root: &Path) -> io::Result<Self> {
        Self::anywhere(path, root, NamedBy::Nobody)
    }

    fn anywhere(path: &Path, root: &Path, named_by: NamedBy) -> io::Result<Self> {
        let reached = if path.is_absolute() { PathBuf::new() } else { std::env::current_dir()? };
        let way = Way { reached, shown: PathBuf::new(), project: existing(root)?, named_by };
        way.to(path)
    }
}

/// The directory without symbolic links. A missing one cannot contain any.
fn existing(root: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(root),
        found => found,
    }
}

/// A path being resolved component by component.
struct Way {
    project: PathBuf,
    named_by: NamedBy,
    /// The resolved part, without symbolic links.
    reached: PathBuf,
    /// The same part as given.
    shown: PathBuf,
}

impl Way {
    fn to(mut self, path: &Path) -> io::Result<Destination> {
        let mut components = path.components().peekable();
        while let Some(component) = components.next() {
            self.shown.push(component);
            match component {
                Component::Normal(_) => self.enter(component, is_last(&mut components))?,
                Component::ParentDir => drop(self.reached.pop()),
                Component::CurDir => {}
                root => self.reached.push(root),
            }
        }
        self.arrive()
    }

    fn enter(&mut self, name: Component<'_>, is_last: bool) -> io::Result<()> {
        self.reached.push(name);
        let is_link = match fs::symlink_metadata(&self.reached) {
            Ok(metadata) => metadata.is_symlink(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        if is_link {
            self.follow(is_last)?;
        }
        Ok(())
    }

    fn follow(&mut self, is_last: bool) -> io::Result<()> {
        let stands_in = fs::canonicalize(directory(&self.reached))?;
        if is_of_the_system(&stands_in) {
            // The link's target may not have a path at all, such as an open pipe.
            return Ok(());
        }
        let to = leads_to(&self.reached)
            .map_err(|_| Obstacle::LeadsNowhere { link: self.shown.clone() })?;
        let bounds =
            if stands_in.starts_with(&self.project) { Bounds::Project } else { Bounds::Directory };
        let may_lead = to.starts_with(&self.project)
            || bounds == Bounds::Directory && (!is_last || to.starts_with(&stands_in));
        if !may_lead {
            let (link, named_by) = (self.shown.clone(), self.named_by);
            let is_directory = !is_last;
            return Err(Obstacle::LeadsAway { link, to, bounds, is_directory, named_by }.into());
        }
        self.reached = to;
        Ok(())
    }

    fn arrive(self) -> io::Result<Destination> {
        let Self { named_by, reached, shown, .. } = self;
        let kind = match fs::metadata(&reached) {
            Ok(metadata) => Kind::of(metadata.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let there = match kind {
            // A link of the system may point to a file.
            None if reached.is_symlink() => There::File(fs::canonicalize(reached)?),
            None => There::File(reached),
            Some(kind) if named_by == NamedBy::User && kind.takes_bytes() => There::Stream(reached),
            Some(kind) => return Err(Obstacle::NotAFile { path: shown, kind, named_by }.into()),
        };
        Ok(Destination { shown, named_by, there })
    }
}

fn is_last(rest: &mut Peekable<Components<'_>>) -> bool {
    rest.peek().is_none()
}

/// Whether links in this directory are the system's own and point to open files of a process.
fn is_of_the_system(directory: &Path) -> bool {
    directory == Path::new("/dev") || directory.starts_with("/proc")
}

/// The final target of a link. It need not exist; its parent directory must.
fn leads_to(link: &Path) -> io::Result<PathBuf> {
    let mut path = link.to_owned();
    for _ in 0..MAX_LINKS {
        let Some(name) = path.file_name() else { return fs::canonicalize(path) };
        let directory = fs::canonicalize(directory(&path))?;
        path = directory.join(name);
        match fs::read_link(&path) {
            Ok(next) => path = directory.join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The parent directory of a file.
pub(super) fn directory(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
