//! Texts in memory once: the same names, statuses and deliverables stand in file after file.
//!
//! Must not know what a text means.

use std::cell::RefCell;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::fast::FixedState;

/// Texts that a thread remembers; a power of two.
const REMEMBERED: usize = 1 << 12;

/// Longer texts are rarely repeated, and would be kept for long.
const LONGEST: usize = 256;

thread_local! {
    /// The latest text for each hash.
    static LATEST: RefCell<Vec<Option<Arc<str>>>> = const { RefCell::new(Vec::new()) };
}

/// A text, shared with an equal one if this thread had that recently. Nothing is searched for in
/// texts of other threads: this saves memory, and decides nothing.
pub(crate) fn shared(text: &str) -> Arc<str> {
    if text.len() > LONGEST {
        return text.into();
    }
    let hash = FixedState::default().hash_one(text);
    let slot = usize::try_from(hash).unwrap_or_default() % REMEMBERED;
    LATEST.with_borrow_mut(|latest| {
        if latest.is_empty() {
            latest.resize(REMEMBERED, None);
        }
        match &latest[slot] {
            Some(known) if **known == *text => Arc::clone(known),
            _ => Arc::clone(latest[slot].insert(text.into())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_texts_are_in_memory_once() {
        let first = shared("Publish the plan");
        assert!(Arc::ptr_eq(&first, &shared("Publish the plan")));
        assert_eq!(&*shared("Publish the map"), "Publish the map");
        let long = "x".repeat(LONGEST + 1);
        assert!(!Arc::ptr_eq(&shared(&long), &shared(&long)));
        for count in 0..2 * REMEMBERED {
            assert_eq!(*shared(&count.to_string()), *count.to_string());
        }
        assert_eq!(&*shared("Publish the plan"), "Publish the plan");
    }
}
