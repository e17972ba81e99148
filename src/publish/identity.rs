//! Whether a file is still the one that was looked at.

use std::fs::Metadata;
use std::time::SystemTime;

/// A version of a file, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// Device and number, where systems have them.
    inode: Option<(u64, u64)>,
    /// In bytes.
    pub(super) size: u64,
    modified: Option<SystemTime>,
}

impl Identity {
    pub(super) fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt as _;
            Some((metadata.dev(), metadata.ino()))
        };
        #[cfg(not(unix))]
        let inode = None;
        Self { inode, size: metadata.len(), modified: metadata.modified().ok() }
    }

    /// Whether both are one file, under whichever names.
    pub(super) fn is_same_file(self, other: Self) -> bool {
        self.inode.is_some() && self.inode == other.inode
    }

    /// Whether one can be a copy of the other.
    pub(super) fn is_alike(self, other: Self) -> bool {
        (self.size, self.modified) == (other.size, other.modified)
    }
}
