//! Keys: digests of everything that a page, or a part of a long file, is made from.
//!
//! What has the key of what is there already need not be written again. There are two:
//!
//! - The key proper is made by serialising a view: values that are costly to make serialise as what
//!   they are made from if the format is not
//!   [human-readable](serde::Serializer::is_human_readable).
//! - The coarse key is made without a view, of more than the page is made from. If it is the same,
//!   so is the page; if not, the key decides.
//!
//! Must not know what is written.

use std::fmt;
use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

mod gather;

use gather::Gather;

/// Digest of a value: the first half of its SHA-256. Comparable only within one version of the
/// program, because field names are not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u128);

/// A file in the making, part by part.
pub trait Parts: io::Write {
    /// Ends the previous part and begins one. `true` if the existing file has a part with this
    /// coarse key: its bytes have been passed on, and none must be written. A part without any key
    /// is always written.
    fn begin(&mut self, coarse: Option<Key>) -> io::Result<bool>;

    /// The same for the key of the part that has been begun.
    fn is_at_hand(&mut self, key: Option<Key>) -> io::Result<bool>;

    /// Sets the key of the current part, for one that is known only once it has been made.
    fn made_from(&mut self, key: Option<Key>);

    /// Whether keys are used at all; otherwise none need be made.
    fn wants_keys(&self) -> bool;

    /// Whether there is an existing file whose parts may be at hand; otherwise none need be asked
    /// for.
    fn has_old(&self) -> bool;
}

/// A file written whole.
#[derive(Debug)]
pub struct Whole<W>(pub W);

impl<W: io::Write> io::Write for Whole<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: io::Write> Parts for Whole<W> {
    fn begin(&mut self, _: Option<Key>) -> io::Result<bool> {
        Ok(false)
    }

    fn is_at_hand(&mut self, _: Option<Key>) -> io::Result<bool> {
        Ok(false)
    }

    fn made_from(&mut self, _: Option<Key>) {}

    fn wants_keys(&self) -> bool {
        false
    }

    fn has_old(&self) -> bool {
        false
    }
}

impl Key {
    /// The key of a value; `None` if it cannot be serialised.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Option<Self> {
        let mut maker = KeyMaker::default();
        maker.add(value);
        maker.finish()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::str::FromStr for Key {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

/// Serialises as its number: shorter than its digits.
impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u128(self.0)
    }
}

/// Bytes gathered before they are hashed.
const GATHERED: usize = 16 * 1024;

/// Makes the key of several values.
#[derive(Clone, Default)]
pub struct KeyMaker {
    hasher: Sha256,
    gathered: Vec<u8>,
    failed: bool,
}

impl KeyMaker {
    /// Adds a value.
    pub fn add(&mut self, value: &(impl Serialize + ?Sized)) {
        self.failed |= value.serialize(Gather(self)).is_err();
    }

    /// Adds bytes.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        self.put_sized(bytes);
    }

    /// The key; `None` if a value could not be serialised.
    pub fn finish(mut self) -> Option<Key> {
        self.hasher.update(&self.gathered);
        let digest = self.hasher.finalize();
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        (!self.failed).then_some(Key(u128::from_be_bytes(half)))
    }

    fn put(&mut self, bytes: &[u8]) {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= GATHERED {
            self.hasher.update(&self.gathered);
            self.gathered.clear();
        }
    }

    /// Bytes with their length before them, so that neighbours cannot be confused.
    fn put_sized(&mut self, bytes: &[u8]) {
        self.put(&(bytes.len() as u64).to_le_bytes());
        self.put(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize)]
    struct Named {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<&'static str>,
    }

    #[derive(Serialize)]
    enum Choice {
        One(u8),
        Other(u8),
    }

    #[test]
    fn neighbours_are_not_confused() {
        #[track_caller]
        fn case(one: &impl Serialize, other: &impl Serialize) {
            assert_eq!(Key::of(one), Key::of(one));
            assert_ne!(Key::of(one), Key::of(other));
        }
        case(&("ab", "c"), &("a", "bc"));
        case(&vec!["a", "b"], &vec!["a"]);
        case(&(vec!["a"], vec!["b"]), &(vec!["a", "b"], Vec::<&str>::new()));
        case(&(Some("a"), None::<&str>), &(None::<&str>, Some("a")));
        case(&Named { a: Some("x"), b: None }, &Named { a: None, b: Some("x") });
        case(&Choice::One(1), &Choice::Other(1));
        case(&BTreeMap::from([("a", "b")]), &BTreeMap::from([("b", "a")]));
        case(&1.5, &-1.5);
        case(&true, &false);
    }

    #[test]
    fn a_key_reads_as_it_is_shown() {
        let key = Key::of(&"a").unwrap();
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(key.to_string().len(), 32);
    }

    proptest! {
        #[test]
        fn any_difference_shows(
            one in prop::collection::vec(prop::option::of(".*"), 0..5),
            other in prop::collection::vec(prop::option::of(".*"), 0..5),
        ) {
            prop_assert_eq!(Key::of(&one) == Key::of(&other), one == other);
        }

        #[test]
        fn long_values_are_hashed_whole(length in 0..3 * GATHERED, at in any::<prop::sample::Index>()) {
            let text = "x".repeat(length + 1);
            let mut changed = text.clone().into_bytes();
            changed[at.index(length + 1)] = b'y';
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_ne!(Key::of(&text), Key::of(&changed));
        }
    }
}
