//! The kinds of hosts, one file each. None knows another.

pub mod directory;
pub mod git;
pub mod object;
pub mod ssh;
pub mod webdav;
