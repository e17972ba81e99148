//! The kinds of hosts, one file each. None knows another.

pub mod object;
pub mod webdav;
