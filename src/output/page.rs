//! Writes one page, unless the target already has it.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::staging::Staging;
use super::{TargetError, door};
use crate::path::Route;

/// Buffer size, in bytes.
const PIECE: usize = 256 * 1024;

/// Buffers that a thread reuses from page to page.
#[derive(Default)]
pub(super) struct Buffers {
    /// Bytes of the page not yet compared or written.
    page: Vec<u8>,
    /// Bytes of the existing file. Only grows, to avoid clearing it for each page.
    old: Vec<u8>,
}

/// Result for a page, with its size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Equal to the existing file.
    Unchanged(u64),
    /// Written to the staging directory.
    Written(u64),
}

impl Fate {
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::Unchanged(bytes) | Self::Written(bytes) => bytes,
        }
    }
}

/// Writer of one page.
///
/// Compares the page with the existing file as long as they are equal; from the first difference on
/// it writes, after copying the equal part. So neither is held whole, however large.
pub struct PageWriter<'a> {
    route: &'a Route,
    staging: &'a Staging<'a>,
    buffers: &'a mut Buffers,
    state: State,
    /// Bytes flushed so far.
    passed: u64,
}

enum State {
    /// Nothing flushed yet; the existing file, if any.
    Held(Option<PathBuf>),
    Begun(Drain),
    /// A system call failed.
    Broken(TargetError),
}

/// Where flushed bytes go.
enum Drain {
    /// So far equal to this existing file.
    Same(File, PathBuf),
    /// Written to this new file.
    New(File),
    /// Discarded: another page has failed.
    Nowhere,
}

impl<'a> PageWriter<'a> {
    /// A page to be compared with the file `old`, if any.
    pub(super) fn new(
        route: &'a Route,
        old: Option<PathBuf>,
        staging: &'a Staging<'a>,
        buffers: &'a mut Buffers,
    ) -> Self {
        buffers.page.clear();
        buffers.page.shrink_to(4 * PIECE);
        Self { route, staging, buffers, state: State::Held(old), passed: 0 }
    }

    /// A page rendered only for its errors.
    pub(super) fn nowhere(
        route: &'a Route,
        staging: &'a Staging<'a>,
        buffers: &'a mut Buffers,
    ) -> Self {
        Self { state: State::Begun(Drain::Nowhere), ..Self::new(route, None, staging, buffers) }
    }

    /// For pages written as a whole.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffers.page
    }

    /// The system error, if any.
    pub(super) fn failure(&mut self) -> Option<TargetError> {
        match self.take_state() {
            State::Broken(error) => Some(error),
            state => {
                self.state = state;
                None
            }
        }
    }

    /// Finishes the page.
    pub(super) fn finish(mut self) -> Result<Fate, TargetError> {
        let bytes = self.passed + self.buffers.page.len() as u64;
        let mut new = match self.begin()? {
            Drain::Nowhere => return Ok(Fate::Unchanged(bytes)),
            Drain::Same(old, path) => {
                let size = old.metadata().map_err(TargetError::io("read", &path))?.len();
                if size == bytes && self.is_next_in(&old, &path)? {
                    return Ok(Fate::Unchanged(bytes));
                }
                self.depart_from(&old, &path)?
            }
            Drain::New(new) => new,
        };
        self.append_to(&mut new)?;
        Ok(Fate::Written(bytes))
    }

    /// Compares or writes the buffer, and empties it.
    fn pass_on(&mut self) -> Result<(), TargetError> {
        let mut drain = self.begin()?;
        if let Drain::Same(old, path) = &drain
            && !self.is_next_in(old, path)?
        {
            drain = Drain::New(self.depart_from(old, path)?);
        }
        if let Drain::New(new) = &mut drain {
            self.append_to(new)?;
        }
        self.state = State::Begun(drain);
        self.passed += self.buffers.page.len() as u64;
        self.buffers.page.clear();
        Ok(())
    }

    /// Takes the drain out of the state; opens the file first if needed.
    fn begin(&mut self) -> Result<Drain, TargetError> {
        match self.take_state() {
            State::Held(None) => Ok(Drain::New(self.staging.create(self.route)?)),
            State::Held(Some(path)) => {
                let old = door::read(&path).map_err(TargetError::io("read", &path))?;
                Ok(Drain::Same(old, path))
            }
            State::Begun(drain) => Ok(drain),
            State::Broken(error) => Err(error),
        }
    }

    fn take_state(&mut self) -> State {
        std::mem::replace(&mut self.state, State::Begun(Drain::Nowhere))
    }

    /// Whether the file continues with the buffer's bytes.
    fn is_next_in(&mut self, mut file: &File, path: &Path) -> Result<bool, TargetError> {
        let Buffers { page, old } = &mut *self.buffers;
        if old.len() < page.len() {
            old.resize(page.len(), 0);
        }
        let old = &mut old[..page.len()];
        match file.read_exact(old) {
            Ok(()) => Ok(old == page.as_slice()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(TargetError::io("read", path)(error)),
        }
    }

    /// A new file with the bytes that were equal so far.
    fn depart_from(&self, mut old: &File, path: &Path) -> Result<File, TargetError> {
        let mut new = self.staging.create(self.route)?;
        if self.passed > 0 {
            old.rewind().map_err(TargetError::io("read", path))?;
            io::copy(&mut old.take(self.passed), &mut new)
                .map_err(TargetError::io("write", &self.staging.path(self.route)))?;
        }
        Ok(new)
    }

    fn append_to(&self, new: &mut File) -> Result<(), TargetError> {
        new.write_all(&self.buffers.page)
            .map_err(|error| TargetError::io("write", &self.staging.path(self.route))(error))
    }
}

/// An error is kept and fails the build, even if the caller ignores it.
impl Write for PageWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffers.page.extend_from_slice(bytes);
        if self.buffers.page.len() >= PIECE
            && let Err(error) = self.pass_on()
        {
            let refused = io::Error::other(error.to_string());
            self.state = State::Broken(error);
            return Err(refused);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
