//! Object stores: S3 and what speaks it, Google Cloud Storage, Azure Blob Storage.
//!
//! By the library `object_store`, which signs, retries and lists. This module finds credentials, and
//! says why something failed without quoting what the library says, which may contain addresses.

use crate::publish::environment::Environment;
use crate::publish::host::{HostError, Store};
use crate::publish::network::PlainHttp;

#[cfg(feature = "object-stores")]
mod answer;
#[cfg(feature = "object-stores")]
mod aws;
#[cfg(feature = "object-stores")]
mod azure;
#[cfg(feature = "object-stores")]
mod failure;
#[cfg(feature = "object-stores")]
mod google;
#[cfg(feature = "object-stores")]
mod profile;
#[cfg(feature = "object-stores")]
mod store;

/// Which files of which object store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the store speaks.
    pub service: Service,
    /// Name of the bucket; of the container in Azure.
    pub bucket: String,
    /// What all keys begin with, without slashes at its ends: `report` or `sites/report`. May be
    /// empty.
    pub prefix: String,
    /// Address of the server, without the bucket; the provider's own if `None`.
    pub endpoint: Option<String>,
    /// Where [`endpoint`](Self::endpoint) may begin with `http:`.
    pub plain_http: PlainHttp,
    /// Where credentials are looked for.
    pub credentials: Credentials,
    /// How [`Store::create`] is done.
    pub conditions: Conditions,
}

/// What an object store speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon's S3, MinIO, Cloudflare R2, and many others.
    S3 {
        /// If `None`, that of the environment or of the profile; with an endpoint, `us-east-1`.
        region: Option<String>,
        /// Profile of `~/.aws/credentials` and `~/.aws/config`; then variables are not asked.
        profile: Option<String>,
        /// If `None`, by path with an endpoint, else by host.
        addressing: Option<Addressing>,
    },
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure {
        /// Storage account; if `None`, that of the environment.
        account: Option<String>,
    },
}

/// Where an address of S3 has the bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressing {
    /// `https://server/bucket/key`
    Path,
    /// `https://bucket.server/key`
    Host,
}

/// Where credentials are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Environment variables and files.
    #[default]
    Given,
    /// If there are none, the service that virtual machines of the provider have. It is not asked
    /// otherwise: elsewhere it is somebody else's address.
    GivenOrMachine,
}

/// How a file is created that must not be there yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conditions {
    /// By a condition that the server checks.
    #[default]
    Checked,
    /// By looking first. Two that create it at the same moment may both succeed.
    Unsupported,
}

/// Opens a store with credentials of this process. Makes no request.
pub fn open(options: Options) -> Result<Box<dyn Store>, HostError> {
    open_in(options, &Environment::of_process())
}

/// Opens a store with given credentials. Makes no request.
#[cfg(feature = "object-stores")]
pub fn open_in(options: Options, environment: &Environment) -> Result<Box<dyn Store>, HostError> {
    Ok(Box::new(store::ObjectHost::open(options, environment)?))
}

/// Says that the program was built without object stores.
#[cfg(not(feature = "object-stores"))]
pub fn open_in(_: Options, _: &Environment) -> Result<Box<dyn Store>, HostError> {
    Err(crate::publish::network::is_left_out())
}
