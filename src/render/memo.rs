//! Values that many pages share, made once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// Values by what they are made from. Past a limit, new ones are made each time.
pub(super) struct Memo<K, V> {
    known: RwLock<HashMap<K, V>>,
}

/// Most values kept: a few MB of the largest.
const LIMIT: usize = 1 << 12;

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { known: RwLock::default() }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of a key.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.get(&key) {
            return value.clone();
        }
        let is_full = known.len() >= LIMIT;
        drop(known);
        let value = make();
        if !is_full {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(key, value.clone());
        }
        value
    }
}
