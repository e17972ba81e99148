//! A host in memory that can be in trouble.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::publish::host::{Body, Cause, Host, HostError, Listed, Outgoing, Store};

/// What goes wrong.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Trouble {
    #[default]
    None,
    /// Every so many calls, one fails that would succeed if it were tried again.
    Transient { every: usize },
    /// Nothing can be written.
    Full,
    /// After so many calls, the publisher is dead: none of its calls arrives.
    KilledAfter { calls: usize },
}

/// Called after each change.
type Watcher = fn(&Memory);

#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    files: BTreeMap<String, Vec<u8>>,
    trouble: Trouble,
    calls: usize,
    hides: bool,
    watcher: Option<Watcher>,
}

impl Memory {
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.inner().files.clone()
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        self.inner().files.insert(path.to_owned(), text.into());
    }

    pub(super) fn remove(&self, path: &str) {
        self.inner().files.remove(path);
    }

    pub(super) fn trouble(&self, trouble: Trouble) {
        let mut inner = self.inner();
        (inner.trouble, inner.calls) = (trouble, 0);
    }

    pub(super) fn lists(&self, lists: bool) {
        self.inner().hides = !lists;
    }

    pub(super) fn watch(&self, watcher: Watcher) {
        self.inner().watcher = Some(watcher);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call arrives, or not.
    fn call(&self, is_write: bool) -> Result<(), HostError> {
        let mut inner = self.inner();
        inner.calls += 1;
        let fail = |cause| Err(HostError::new(cause, "in trouble"));
        match inner.trouble {
            Trouble::Transient { every } if inner.calls.is_multiple_of(every) => {
                fail(Cause::Transient)
            }
            Trouble::Full if is_write => fail(Cause::Full),
            Trouble::KilledAfter { calls } if inner.calls > calls => fail(Cause::Other),
            _ => Ok(()),
        }
    }

    fn changed(&self) {
        let watcher = self.inner().watcher;
        if let Some(watcher) = watcher {
            watcher(self);
        }
    }
}

impl Host for Memory {
    fn address(&self) -> String {
        "memory".to_owned()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        self.call(false)?;
        Ok(self.inner().files.get(path).cloned())
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        self.call(false)?;
        let inner = self.inner();
        let listed = inner
            .files
            .iter()
            .map(|(path, bytes)| Listed { path: path.clone(), size: Some(bytes.len() as u64) });
        Ok((!inner.hides).then(|| listed.collect()))
    }
}

impl Store for Memory {
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError> {
        self.call(true)?;
        let Body::Bytes(bytes) = file.body else { panic!("small files are sent from memory") };
        self.inner().files.insert(file.path.to_owned(), bytes.to_vec());
        self.changed();
        Ok(())
    }

    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        self.call(true)?;
        let Body::Bytes(bytes) = file.body else { panic!("small files are sent from memory") };
        let mut inner = self.inner();
        if inner.files.contains_key(file.path) {
            return Ok(false);
        }
        inner.files.insert(file.path.to_owned(), bytes.to_vec());
        Ok(true)
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.call(true)?;
        self.inner().files.remove(path);
        self.changed();
        Ok(())
    }

    fn at_a_time(&self) -> usize {
        3
    }
}
