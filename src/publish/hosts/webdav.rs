//! WebDAV (RFC 4918): files of a web server that can be written.
//!
//! Not by `object_store`, whose WebDAV creates nothing on condition, and lists only with a depth that
//! most servers refuse. Servers keep no media types, cache headers and encodings of what is sent.

use crate::publish::environment::Environment;
use crate::publish::host::{HostError, Store};
use crate::publish::network::PlainHttp;

#[cfg(feature = "object-stores")]
mod listing;
#[cfg(feature = "object-stores")]
mod netrc;
#[cfg(feature = "object-stores")]
mod requests;
#[cfg(feature = "object-stores")]
mod store;

/// Variable with the user's name.
pub const USER: &str = "SSR_SITE_WEBDAV_USER";

/// Variable with the user's password.
pub const PASSWORD: &str = "SSR_SITE_WEBDAV_PASSWORD";

/// Which directory of which server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Address of the directory: `https://dav.example.org/report`. The one it is in must exist.
    pub url: String,
    /// Where [`url`](Self::url) may begin with `http:`.
    pub plain_http: PlainHttp,
}

/// Opens a directory with credentials of this process. Makes no request.
pub fn open(options: &Options) -> Result<Box<dyn Store>, HostError> {
    open_in(options, &Environment::of_process())
}

/// Opens a directory with given credentials. Makes no request.
#[cfg(feature = "object-stores")]
pub fn open_in(options: &Options, environment: &Environment) -> Result<Box<dyn Store>, HostError> {
    Ok(Box::new(store::DavHost::open(options, environment)?))
}

/// Says that the program was built without WebDAV.
#[cfg(not(feature = "object-stores"))]
pub fn open_in(_: &Options, _: &Environment) -> Result<Box<dyn Store>, HostError> {
    Err(crate::publish::network::is_left_out())
}
