//! Writes one page, unless the target already has it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::manifest::{Content, Found, Keys, Known, Part};
use super::staging::Staging;
use super::{TargetError, door};
use crate::key::{Key, Parts};
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

/// Result for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Equal to the existing file.
    Unchanged(Content),
    /// Written to the staging directory.
    Written(Content),
}

impl Fate {
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Unchanged(content) | Self::Written(content) => content.size,
        }
    }

    pub(super) fn content(self) -> Content {
        match self {
            Self::Unchanged(content) | Self::Written(content) => content,
        }
    }
}

/// The existing file of a page.
#[derive(Clone, Default)]
pub(super) struct Old<'a> {
    /// If there is one.
    pub(super) path: Option<PathBuf>,
    /// If it is as the last build wrote it.
    pub(super) known: Option<Known<'a>>,
    /// The coarse key of the page.
    pub(super) coarse: Option<Key>,
    /// Whether a manifest will be kept.
    pub(super) keyed: bool,
}

/// Writer of one page.
///
/// Compares the page with the existing file as long as they are equal; from the first difference on
/// it writes, after copying the equal part. So neither is held whole, however large. Parts that are
/// at hand are neither made nor, before the first difference, read.
pub struct PageWriter<'a> {
    route: &'a Route,
    staging: &'a Staging<'a>,
    buffers: &'a mut Buffers,
    known: Option<Known<'a>>,
    state: State,
    /// Bytes passed on so far.
    passed: u64,
    /// Of the bytes passed on, unless the existing file is known: then of those written.
    hasher: Sha256,
    parts: Vec<Part>,
    /// The keys of the current part, and where it begins.
    part: (Keys, u64),
    at_hand: AtHand,
    /// Whether keys are kept.
    keyed: bool,
    /// The keys of the whole, as far as known.
    keys: Keys,
}

/// Where the parts of the existing file are.
#[derive(Default)]
struct AtHand {
    /// The part after the last one that was taken.
    next: usize,
    /// The offset of each part.
    starts: Vec<u64>,
    /// By key of either kind; made once parts are not found in order.
    places: Option<HashMap<Key, usize>>,
}

enum State {
    /// Nothing passed on yet; the existing file, if any.
    Held(Option<PathBuf>),
    Begun(Drain),
    /// A system call failed.
    Broken(TargetError),
}

/// Where bytes go.
enum Drain {
    /// So far equal to this existing file.
    Same(Existing),
    /// Written to this new file; parts can be taken from the existing one.
    New(File, Option<Existing>),
    /// Discarded: another page has failed.
    Nowhere,
}

/// An opened file and its path.
struct Existing {
    file: File,
    path: PathBuf,
    /// What it was when it was opened.
    found: Option<Found>,
}

impl<'a> PageWriter<'a> {
    /// A page to be compared with the existing file, if any.
    pub(super) fn new(
        route: &'a Route,
        old: Old<'a>,
        staging: &'a Staging<'a>,
        buffers: &'a mut Buffers,
    ) -> Self {
        buffers.page.clear();
        buffers.page.shrink_to(4 * PIECE);
        Self {
            route,
            staging,
            buffers,
            known: old.known,
            state: State::Held(old.path),
            passed: 0,
            hasher: Sha256::new(),
            parts: Vec::new(),
            part: (Keys::default(), 0),
            at_hand: AtHand::default(),
            keyed: old.keyed,
            keys: Keys { coarse: old.coarse, key: None },
        }
    }

    /// A page rendered only for its errors.
    pub(super) fn nowhere(
        route: &'a Route,
        staging: &'a Staging<'a>,
        buffers: &'a mut Buffers,
    ) -> Self {
        let nowhere = State::Begun(Drain::Nowhere);
        Self { state: nowhere, ..Self::new(route, Old::default(), staging, buffers) }
    }

    /// Sets the key of the page, see [`Pages::key`](super::Pages::key).
    pub fn made_from_key(&mut self, key: Option<Key>) {
        self.keys.key = key;
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
        let mut drain = self.drain()?;
        let size = self.passed + self.buffers.page.len() as u64;
        if let Drain::Same(old) = &drain {
            let is_whole = old.size()? == size;
            if !(is_whole && self.is_next_in(old)?) {
                drain = self.depart_from(drain)?;
            }
        }
        self.hash_next(&drain);
        if let Drain::New(new, _) = &mut drain {
            self.append_to(new)?;
        }
        self.passed = size;
        self.end_part();
        let is_parted = self.parts.iter().any(|part| part.keys != Keys::default());
        let parts = if is_parted { self.parts } else { Vec::new() };
        let hash = self.hasher.finalize().into();
        let content = Content { size, hash, keys: self.keys, found: None, parts };
        Ok(match (drain, self.known) {
            (Drain::Same(old), known) => Fate::Unchanged(Content {
                hash: known.map_or(content.hash, |known| known.hash),
                found: known.map_or(old.found, |known| Some(known.found)),
                ..content
            }),
            (Drain::Nowhere, _) => Fate::Unchanged(content),
            (Drain::New(..), _) => Fate::Written(content),
        })
    }

    /// Compares or writes the buffer, and empties it.
    fn pass_on(&mut self) -> Result<(), TargetError> {
        let mut drain = self.drain()?;
        if let Drain::Same(old) = &drain
            && !self.is_next_in(old)?
        {
            drain = self.depart_from(drain)?;
        }
        self.hash_next(&drain);
        if let Drain::New(new, _) = &mut drain {
            self.append_to(new)?;
        }
        self.state = State::Begun(drain);
        self.passed += self.buffers.page.len() as u64;
        self.buffers.page.clear();
        Ok(())
    }

    /// Hashes the buffer, unless the hash of the whole is known as long as nothing differs.
    fn hash_next(&mut self, drain: &Drain) {
        let is_needed = match drain {
            Drain::Same(_) => self.known.is_none(),
            Drain::New(..) => true,
            Drain::Nowhere => false,
        };
        if is_needed {
            self.hasher.update(&self.buffers.page);
        }
    }

    /// Takes the drain out of the state; opens the file first if needed.
    fn drain(&mut self) -> Result<Drain, TargetError> {
        match self.take_state() {
            State::Held(None) => Ok(Drain::New(self.staging.create(self.route)?, None)),
            State::Held(Some(path)) => {
                let file = door::read(&path).map_err(TargetError::io("read", &path))?;
                let found = file.metadata().ok().and_then(|metadata| Found::of(&metadata));
                Ok(Drain::Same(Existing { file, path, found }))
            }
            State::Begun(drain) => Ok(drain),
            State::Broken(error) => Err(error),
        }
    }

    fn take_state(&mut self) -> State {
        std::mem::replace(&mut self.state, State::Begun(Drain::Nowhere))
    }

    /// Whether the file continues with the buffer's bytes.
    fn is_next_in(&mut self, Existing { file, path, .. }: &Existing) -> Result<bool, TargetError> {
        let Buffers { page, old } = &mut *self.buffers;
        if old.len() < page.len() {
            old.resize(page.len(), 0);
        }
        let old = &mut old[..page.len()];
        let mut file = file;
        match file.read_exact(old) {
            Ok(()) => Ok(old == page.as_slice()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(TargetError::io("read", path)(error)),
        }
    }

    /// A new file with the bytes that were equal so far.
    fn depart_from(&mut self, drain: Drain) -> Result<Drain, TargetError> {
        let Drain::Same(old) = drain else { return Ok(drain) };
        let mut new = self.staging.create(self.route)?;
        if self.passed > 0 {
            // Without a known file, these bytes have been hashed.
            let is_hashed = self.known.is_none();
            self.copy(&old, 0..self.passed, &mut new, is_hashed)?;
        }
        Ok(Drain::New(new, Some(old)))
    }

    /// Appends bytes of the existing file to the new one.
    fn copy(
        &mut self,
        old: &Existing,
        range: std::ops::Range<u64>,
        new: &mut File,
        is_hashed: bool,
    ) -> Result<(), TargetError> {
        let mut file = &old.file;
        let failed = TargetError::io("read", &old.path);
        file.seek(SeekFrom::Start(range.start)).map_err(failed)?;
        let mut left = range.end - range.start;
        let piece = &mut self.buffers.old;
        if piece.len() < PIECE {
            piece.resize(PIECE, 0);
        }
        while left > 0 {
            let length = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let piece = &mut piece[..length];
            file.read_exact(piece).map_err(TargetError::io("read", &old.path))?;
            if !is_hashed {
                self.hasher.update(&*piece);
            }
            new.write_all(piece)
                .map_err(TargetError::io("write", &self.staging.path(self.route)))?;
            left -= length as u64;
        }
        Ok(())
    }

    fn append_to(&self, new: &mut File) -> Result<(), TargetError> {
        new.write_all(&self.buffers.page)
            .map_err(|error| TargetError::io("write", &self.staging.path(self.route))(error))
    }

    fn end_part(&mut self) {
        let (keys, start) = self.part;
        if self.passed > start {
            self.parts.push(Part { keys, size: self.passed - start });
        }
        self.part = (Keys::default(), self.passed);
    }

    /// Passes on the part of the existing file with this key, if there is one.
    fn take(&mut self, key: Key) -> Result<bool, TargetError> {
        let Some(known) = self.known else { return Ok(false) };
        let Some((place, start)) = self.at_hand.find(key, known.parts) else { return Ok(false) };
        let size = known.parts[place].size;
        let mut drain = self.drain()?;
        if let Drain::Same(_) = &drain
            && start != self.passed
        {
            drain = self.depart_from(drain)?;
        }
        let is_taken = match &mut drain {
            Drain::Same(Existing { file, path, .. }) => {
                file.seek(SeekFrom::Start(start + size)).map_err(TargetError::io("read", path))?;
                true
            }
            Drain::New(new, Some(old)) => {
                self.copy(old, start..start + size, new, false)?;
                true
            }
            Drain::New(_, None) => false,
            Drain::Nowhere => true,
        };
        self.state = State::Begun(drain);
        if is_taken {
            self.passed += size;
            self.at_hand.next = place + 1;
            let (keys, old) = (&mut self.part.0, known.parts[place].keys);
            // By whichever it was found, it is the same part.
            *keys = Keys { coarse: keys.coarse.or(old.coarse), key: keys.key.or(old.key) };
        }
        Ok(is_taken)
    }

    /// Keeps an error, which fails the build even if the caller ignores it.
    fn kept<T>(&mut self, result: Result<T, TargetError>) -> io::Result<T> {
        result.map_err(|error| {
            let refused = io::Error::other(error.to_string());
            self.state = State::Broken(error);
            refused
        })
    }
}

impl AtHand {
    /// The place and the offset of the part with this key.
    fn find(&mut self, key: Key, parts: &[Part]) -> Option<(usize, u64)> {
        if self.starts.len() < parts.len() {
            let starts =
                parts.iter().scan(0, |at, part| Some(std::mem::replace(at, *at + part.size)));
            self.starts = starts.collect();
        }
        let has = |keys: Keys| keys.coarse == Some(key) || keys.key == Some(key);
        let place = if parts.get(self.next).is_some_and(|part| has(part.keys)) {
            self.next
        } else {
            let of = |(part, place): (&Part, usize)| {
                [part.keys.coarse, part.keys.key].map(|key| Some((key?, place)))
            };
            let places = || parts.iter().zip(0..).flat_map(of).flatten().collect();
            *self.places.get_or_insert_with(places).get(&key)?
        };
        Some((place, self.starts[place]))
    }
}

impl Existing {
    fn size(&self) -> Result<u64, TargetError> {
        Ok(self.file.metadata().map_err(TargetError::io("read", &self.path))?.len())
    }
}

impl Write for PageWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffers.page.extend_from_slice(bytes);
        if self.buffers.page.len() >= PIECE {
            let passed = self.pass_on();
            self.kept(passed)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Parts for PageWriter<'_> {
    fn begin(&mut self, coarse: Option<Key>) -> io::Result<bool> {
        // Before any part begins, there is nothing to end.
        if self.passed > 0 || !self.buffers.page.is_empty() {
            let passed = self.pass_on();
            self.kept(passed)?;
        }
        self.end_part();
        self.part.0.coarse = coarse;
        let taken = coarse.map_or(Ok(false), |key| self.take(key));
        self.kept(taken)
    }

    fn is_at_hand(&mut self, key: Option<Key>) -> io::Result<bool> {
        self.part.0.key = key;
        let taken = key.map_or(Ok(false), |key| self.take(key));
        self.kept(taken)
    }

    fn made_from(&mut self, key: Option<Key>) {
        self.part.0.key = key;
    }

    fn wants_keys(&self) -> bool {
        self.keyed
    }

    fn has_old(&self) -> bool {
        self.known.is_some_and(|known| !known.parts.is_empty())
    }
}
