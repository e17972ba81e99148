//! The texts of a site as fragments, each kept for as long as pages that stand together need it.

use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use foldhash::quality::FixedState;
use foldhash::{HashMap, HashMapExt as _};

use super::{DocumentId, Site};
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Body;
use crate::fragment::{Form, Fragment};
use crate::world::World;

/// So many bytes of Markdown are kept, and at most as many again that were used before. Enough for the updates of a
/// recommendation on every core; the text of all documents is never held.
const KEPT: usize = 1 << 18;

/// A fragment that pages share; or why there is none, as the author is told.
pub type Shared = Result<Arc<Fragment<'static>>, Box<Diagnostic>>;

/// The texts of a site, parsed when one is first asked for. Any number of threads share it.
pub struct Fragments<'s> {
    site: &'s Site,
    world: &'s dyn World,
    kept: Mutex<Kept>,
    parsed: AtomicUsize,
}

/// What is kept: texts that were used lately, and those that were before them.
struct Kept {
    recent: HashMap<Key, Slot>,
    earlier: HashMap<Key, Slot>,
    /// How many bytes of Markdown the recent ones have.
    bytes: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Body(DocumentId),
    /// By a hash of the text. Equal texts are one, wherever they stand: most deliverables are said again in every edition.
    Value(u64),
}

/// Filled by whoever asks first; the others wait for it.
type Slot = Arc<OnceLock<Shared>>;

impl<'s> Fragments<'s> {
    /// The texts of a site whose bodies are read from a world.
    pub fn new(site: &'s Site, world: &'s dyn World) -> Self {
        let kept = Kept { recent: HashMap::new(), earlier: HashMap::new(), bytes: 0 };
        Self { site, world, kept: Mutex::new(kept), parsed: AtomicUsize::new(0) }
    }

    /// The body of a document.
    ///
    /// # Errors
    ///
    /// The file cannot be read any more, or was changed since the site was.
    pub fn body(&self, document: DocumentId) -> Shared {
        self.kept(Key::Body(document), || {
            let body = self.read(document)?;
            let form = self.form_of(document);
            self.parse(document, body.text(), form).map(Fragment::into_static)
        })
    }

    /// A text of a document's front matter.
    ///
    /// # Errors
    ///
    /// It is no Markdown that can be read, which was an error when the site was read.
    pub fn value(&self, document: DocumentId, text: &str) -> Shared {
        let parse = || self.parse(document, text, Form::Whole).map(Fragment::into_static);
        let shared = self.kept(Key::of(text), parse);
        match &shared {
            // Another text with the same hash, once in an age.
            Ok(fragment) if fragment.source() != text => Ok(Arc::new(parse()?)),
            _ => shared,
        }
    }

    /// What is made of the body of a document by those who go through all of them: what pages keep is used, and added to
    /// while there is room, but nothing is taken from pages for what is not needed again.
    ///
    /// # Errors
    ///
    /// Those of [`Self::body`].
    pub fn with_body<T>(
        &self,
        document: DocumentId,
        make: impl FnOnce(&Fragment<'_>) -> T,
    ) -> Result<T, Box<Diagnostic>> {
        if self.lock().is_at_hand(&Key::Body(document)) {
            return self.body(document).map(|fragment| make(&fragment));
        }
        let body = self.read(document)?;
        Ok(make(&self.parse(document, body.text(), self.form_of(document))?))
    }

    /// The same of a text of a document's front matter.
    ///
    /// # Errors
    ///
    /// Those of [`Self::value`].
    pub fn with_value<T>(
        &self,
        document: DocumentId,
        text: &str,
        make: impl FnOnce(&Fragment<'_>) -> T,
    ) -> Result<T, Box<Diagnostic>> {
        if self.lock().is_at_hand(&Key::of(text)) {
            return self.value(document, text).map(|fragment| make(&fragment));
        }
        Ok(make(&self.parse(document, text, Form::Whole)?))
    }

    /// How many texts have been parsed so far.
    pub fn parsed(&self) -> usize {
        self.parsed.load(Ordering::Relaxed)
    }

    fn read(&self, document: DocumentId) -> Result<Body, Box<Diagnostic>> {
        let body = self.site.document(document).read_body(self.world);
        body.map_err(|error| Box::new(error.diagnostic()))
    }

    fn form_of(&self, document: DocumentId) -> Form {
        if self.site.update(document).is_some() { Form::Update } else { Form::Whole }
    }

    fn parse<'t>(
        &self,
        document: DocumentId,
        text: &'t str,
        form: Form,
    ) -> Result<Fragment<'t>, Box<Diagnostic>> {
        self.parsed.fetch_add(1, Ordering::Relaxed);
        let fragment = Fragment::parse(text, form, self.site.dialect());
        fragment.map_err(|_| {
            // It was told when the site was read, and stopped the build.
            let path = &self.site.document(document).path;
            let message = "the Markdown parser failed on this text";
            Box::new(Diagnostic::error("markdown-parser", Location::file(path), message))
        })
    }

    fn kept(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Fragment<'static>, Box<Diagnostic>>,
    ) -> Shared {
        let slot = self.lock().slot(key);
        // What is parsed holds no lock, so that other texts are parsed meanwhile.
        let shared = slot.get_or_init(|| {
            let fragment = make()?;
            self.lock().grow(fragment.source().len());
            Ok(Arc::new(fragment))
        });
        shared.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Nothing that panics leaves the maps half changed.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Key {
    fn of(text: &str) -> Self {
        Self::Value(FixedState::default().hash_one(text))
    }
}

impl Kept {
    /// Whether a text is kept, or there is room for it.
    fn is_at_hand(&self, key: &Key) -> bool {
        self.earlier.is_empty() || self.recent.contains_key(key) || self.earlier.contains_key(key)
    }

    fn slot(&mut self, key: Key) -> Slot {
        if let Some(slot) = self.recent.get(&key) {
            return Arc::clone(slot);
        }
        let slot = self.earlier.remove(&key).unwrap_or_default();
        let bytes = match slot.get() {
            Some(Ok(fragment)) => fragment.source().len(),
            _ => 0,
        };
        self.recent.insert(key, Arc::clone(&slot));
        self.grow(bytes);
        slot
    }

    fn grow(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.bytes > KEPT {
            self.earlier = std::mem::take(&mut self.recent);
            self.bytes = 0;
        }
    }
}
