//! What hosts that are reached over HTTP have in common: addresses, the client, compressed answers.
//!
//! Must not know what any host's requests mean.

use super::host::{Cause, HostError};

#[cfg(feature = "object-stores")]
mod client;
#[cfg(feature = "object-stores")]
mod encoding;

#[cfg(feature = "object-stores")]
pub(super) use client::{Server, client, runtime};
#[cfg(feature = "object-stores")]
pub(super) use encoding::decoded;

/// Where addresses may begin with `http:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlainHttp {
    /// On this machine.
    #[default]
    Loopback,
    /// Anywhere. What is sent can then be read and changed on its way, and its sender imitated.
    Anywhere,
}

/// What a program that was built without the feature says.
#[cfg_attr(feature = "object-stores", expect(dead_code, reason = "this one was built with it"))]
pub(super) fn is_left_out() -> HostError {
    let message = "this `ssr-site` was built without object stores and WebDAV";
    HostError::new(Cause::MissingProgram, message).with_help(
        "install it from a package, or build it with `cargo build --release --features object-stores`",
    )
}
