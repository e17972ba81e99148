//! Writes one page, unless the target has it already.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::staging::Staging;
use super::{TargetError, door};
use crate::path::Route;

/// How much of a page is held before it is compared or written, in bytes.
const PIECE: usize = 256 * 1024;

/// What is kept from page to page by one thread.
#[derive(Default)]
pub(super) struct Buffers {
    /// Bytes of the page that are neither compared nor written yet.
    page: Vec<u8>,
    /// Bytes of the file that is there. Only grows, so that it is not cleared for each page.
    old: Vec<u8>,
}

/// What was found out about a page, and its size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The target has it.
    Unchanged(u64),
    /// It is in the staging directory.
    Written(u64),
}

impl Fate {
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::Unchanged(bytes) | Self::Written(bytes) => bytes,
        }
    }
}

/// Takes the bytes of one page.
///
/// A page is compared with the file that is there for as long as the two are the same; from the
/// first difference on it is written, after the part that was the same. So neither is held
/// whole, however large.
pub struct PageWriter<'a> {
    route: &'a Route,
    staging: &'a Staging<'a>,
    buffers: &'a mut Buffers,
    state: State,
    /// How many bytes have left the buffer.
    passed: u64,
}

enum State {
    /// Nothing has left the buffer; the file that is there, if one is.
    Held(Option<PathBuf>),
    Begun(Drain),
    /// The system refused something.
    Broken(TargetError),
}

/// Where the bytes go that leave the buffer.
enum Drain {
    /// All of them are the beginning of this file, which is there.
    Same(File, PathBuf),
    /// All of them are in this file, which is new.
    New(File),
    /// Nobody wants them: another page has failed.
    Nowhere,
}

impl<'a> PageWriter<'a> {
    /// A page to be compared with the file `old`, if there is one.
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

    /// A page of which only the errors matter.
    pub(super) fn nowhere(
        route: &'a Route,
        staging: &'a Staging<'a>,
        buffers: &'a mut Buffers,
    ) -> Self {
        Self { state: State::Begun(Drain::Nowhere), ..Self::new(route, None, staging, buffers) }
    }

    /// For pages that are written as a whole.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffers.page
    }

    /// Why the bytes could not be taken, if they could not.
    pub(super) fn failure(&mut self) -> Option<TargetError> {
        match self.take_state() {
            State::Broken(error) => Some(error),
            state => {
                self.state = state;
                None
            }
        }
    }

    /// Ends the page.
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

    /// Compares or writes what the buffer holds, and empties it.
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

    /// Takes the drain out of the state, opening the file first where none is open.
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

    /// Whether the file goes on with what the buffer holds.
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

    /// A new file that holds what was the same so far.
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

/// An error is remembered and ends the build, whatever becomes of it here.
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
