//! A project on disk.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use chrono::{Local, NaiveDate};
use walkdir::{DirEntry, WalkDir};

use super::{Listing, MAX_FILE_SIZE, MAX_FILES, ReadError, World};
use crate::path::SourcePath;

/// A project on disk, below one root directory.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: PathBuf,
}

impl DiskWorld {
    /// The project in this directory. Fails if it does not exist.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)? })
    }

    /// The root directory, absolute and without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The absolute path. Rejects `..`, which would lead out before links are checked.
    fn on_disk(&self, path: &SourcePath) -> Result<PathBuf, ReadError> {
        let path = Path::new(path.as_str());
        let plain = |component| matches!(component, Component::Normal(_));
        if path.components().all(plain) {
            Ok(self.root.join(path))
        } else {
            Err(ReadError::Outside)
        }
    }

    fn source_path(&self, path: &Path) -> Result<SourcePath, SourcePath> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let mut spelled = Vec::new();
        let mut valid = true;
        for component in below.components() {
            let name = component.as_os_str();
            valid &= name.to_str().is_some();
            spelled.push(name.to_string_lossy());
        }
        let path = SourcePath::new(&spelled.join("/"));
        if valid { Ok(path) } else { Err(path) }
    }

    /// Opens a file of the project if symbolic links in its path stay inside. Does not block on
    /// pipes.
    #[expect(clippy::disallowed_methods, reason = "this is the door to the disk")]
    fn open(&self, path: &SourcePath) -> Result<File, ReadError> {
        let path = self.on_disk(path)?;
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
            let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
            // Most paths have no link; finding out costs no more than opening the file.
            if let Ok(file) = openat2(CWD, &path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
                return Ok(file.into());
            }
        }
        self.stays_inside(&path)?;
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
        }
        options.open(&path).map_err(|error| read_error(&error))
    }

    /// Whether a path stays inside the project after following symbolic links.
    fn stays_inside(&self, path: &Path) -> Result<(), ReadError> {
        let target = fs::canonicalize(path).map_err(|error| read_error(&error))?;
        if target.starts_with(&self.root) { Ok(()) } else { Err(ReadError::Outside) }
    }
}

impl World for DiskWorld {
    fn walk(&self, directory: &SourcePath) -> Listing {
        let mut listing = Listing::default();
        let start = match self.on_disk(directory) {
            Ok(start) => start,
            Err(error) => {
                listing.problems.push((directory.clone(), error));
                return listing;
            }
        };
        if !start.exists() {
            return listing;
        }
        let refused = RefCell::new(Vec::new());
        let hidden = RefCell::new(Vec::new());
        let admit = |entry: &DirEntry| {
            if entry.depth() == 0 {
                return true;
            }
            if is_hidden(entry.path()) {
                if entry.file_type().is_file()
                    && let Ok(path) = self.source_path(entry.path())
                {
                    hidden.borrow_mut().push(path);
                }
                return false;
            }
            if entry.path_is_symlink()
                && let Err(error) = self.stays_inside(entry.path())
            {
                let path = self.source_path(entry.path()).unwrap_or_else(|lossy| lossy);
                refused.borrow_mut().push((path, error));
                return false;
            }
            true
        };
        for entry in
            WalkDir::new(&start).follow_links(true).min_depth(1).into_iter().filter_entry(admit)
        {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&start);
                    // Editors' lock files can be dangling links.
                    if is_hidden(path) {
                        continue;
                    }
                    let path = self.source_path(path).unwrap_or_else(|lossy| lossy);
                    listing.problems.push((path, walk_error(&error)));
                    continue;
                }
            };
            let path = match self.source_path(entry.path()) {
                Ok(path) => path,
                Err(lossy) => {
                    listing.problems.push((lossy, ReadError::Name));
                    continue;
                }
            };
            if entry.file_type().is_dir() {
                listing.directories.push(path);
            } else if entry.file_type().is_file() {
                listing.files.push(path);
            } else {
                listing.problems.push((path, ReadError::Special));
            }
            if listing.files.len() > MAX_FILES {
                listing.problems.push((directory.clone(), ReadError::TooMany));
                break;
            }
        }
        listing.problems.append(&mut refused.into_inner());
        listing.hidden = hidden.into_inner();
        listing.hidden.sort_unstable();
        listing.files.sort_unstable();
        listing.directories.sort_unstable();
        listing.problems.sort_by(|a, b| a.0.cmp(&b.0));
        listing
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let file = self.open(path)?;
        let metadata = file.metadata().map_err(|error| read_error(&error))?;
        if !metadata.is_file() {
            return Err(ReadError::Special);
        }
        if metadata.len() > MAX_FILE_SIZE {
            return Err(ReadError::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes).map_err(|error| read_error(&error))?;
        if bytes.len() as u64 > MAX_FILE_SIZE {
            return Err(ReadError::TooLarge);
        }
        Ok(bytes)
    }

    fn copy(&self, path: &SourcePath, out: &mut dyn io::Write) -> Result<(), ReadError> {
        let mut file = self.open(path)?;
        let metadata = file.metadata().map_err(|error| read_error(&error))?;
        if !metadata.is_file() {
            return Err(ReadError::Special);
        }
        io::copy(&mut file, out).map_err(|error| read_error(&error))?;
        Ok(())
    }

    fn directory(&self) -> Option<&Path> {
        Some(&self.root)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }
}

/// Whether a name begins with a dot.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn walk_error(error: &walkdir::Error) -> ReadError {
    if error.loop_ancestor().is_some() {
        return ReadError::Loop;
    }
    error.io_error().map_or_else(|| ReadError::System(error.to_string()), read_error)
}

fn read_error(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        // 40 is ELOOP on Linux; its error kind is not stable.
        _ if error.raw_os_error() == Some(40) => ReadError::Loop,
        _ => ReadError::System(error.to_string()),
    }
}
