//! Cache of a site's parsed texts, sized for consecutive pages.

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

/// Bytes of Markdown in the recent generation; the previous one has at most as many. Enough for the
/// updates of one recommendation on every core; never the text of all documents.
const KEPT: usize = 1 << 18;

/// A shared fragment, or the diagnostic of why it cannot be parsed.
pub type Shared = Result<Arc<Fragment<'static>>, Box<Diagnostic>>;

/// A site's texts, parsed on first use. Thread-safe.
pub struct Fragments<'s> {
    site: &'s Site,
    world: &'s dyn World,
    kept: Mutex<Kept>,
    parsed: AtomicUsize,
}

/// Two generations: recently used texts, and those before them.
struct Kept {
    recent: HashMap<Key, Slot>,
    earlier: HashMap<Key, Slot>,
    /// Bytes of Markdown in the recent generation.
    bytes: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Body(DocumentId),
    /// By hash of the text, so that equal texts share an entry: most deliverables are repeated in
    /// every edition.
    Value(u64),
}

/// Filled by the first user; others wait for it.
type Slot = Arc<OnceLock<Shared>>;

impl<'s> Fragments<'s> {
    /// A cache for a site whose bodies are read from a world.
    pub fn new(site: &'s Site, world: &'s dyn World) -> Self {
        let kept = Kept { recent: HashMap::new(), earlier: HashMap::new(), bytes: 0 };
        Self { site, world, kept: Mutex::new(kept), parsed: AtomicUsize::new(0) }
    }

    /// The body of a document.
    ///
    /// # Errors
    ///
    /// The file is no longer readable, or was changed since the site was read.
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
    /// It is invalid Markdown, which was an error when the site was read.
    pub fn value(&self, document: DocumentId, text: &str) -> Shared {
        let parse = || self.parse(document, text, Form::Whole).map(Fragment::into_static);
        let shared = self.kept(Key::of(text), parse);
        match &shared {
            // A hash collision.
            Ok(fragment) if fragment.source() != text => Ok(Arc::new(parse()?)),
            _ => shared,
        }
    }

    /// Visits a body while scanning all documents: uses the cache and fills free space, but evicts
    /// nothing that pages need.
    ///
    /// # Errors
    ///
    /// As [`Self::body`].
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

    /// The same for a text of a document's front matter.
    ///
    /// # Errors
    ///
    /// As [`Self::value`].
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

    /// Number of texts parsed so far.
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
            // Already reported when the site was read.
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
        // Parsing holds no lock, so that other texts are parsed meanwhile.
        let shared = slot.get_or_init(|| {
            let fragment = make()?;
            self.lock().grow(fragment.source().len());
            Ok(Arc::new(fragment))
        });
        shared.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // No panic leaves the maps inconsistent.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Key {
    fn of(text: &str) -> Self {
        Self::Value(FixedState::default().hash_one(text))
    }
}

impl Kept {
    /// Whether a text is cached or fits.
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
