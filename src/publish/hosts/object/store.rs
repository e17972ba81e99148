//! Files of an object store.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, BackoffConfig, ClientOptions, Error, GetOptions, ObjectMeta,
    ObjectStore, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, RetryConfig,
};
use tokio::runtime::Runtime;

use super::answer::{self, Answer};
use super::failure::{self, Doing};
use super::{Conditions, Credentials, Options, Service, aws, azure, google};
use crate::publish::environment::Environment;
use crate::publish::host::{Body, Cause, Host, HostError, Listed, Outgoing, Store};
use crate::publish::network::{self, Server};

/// Larger files are sent in parts of this size, in bytes. S3 takes none below 5 MiB but the last, and
/// no more than 10,000.
const PART: u64 = 6 * 1024 * 1024;

/// Number of transfers at the same time.
const AT_A_TIME: usize = 8;

/// What one of the services is opened with.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub bucket: &'a str,
    pub server: Option<&'a Server>,
    pub environment: &'a Environment,
    pub credentials: Credentials,
    pub conditions: Conditions,
    /// For messages.
    pub provider: &'a str,
}

/// A service that was opened.
pub(super) struct Opened {
    pub store: Arc<dyn ObjectStore>,
    /// Of its address in messages.
    pub scheme: &'static str,
}

impl Setting<'_> {
    pub(super) fn client_options(&self) -> ClientOptions {
        // All else is set where the client is made.
        ClientOptions::new().with_allow_http(self.server.is_some_and(Server::is_plain))
    }

    /// Short: publishing has a patience of its own.
    pub(super) fn retry() -> RetryConfig {
        RetryConfig {
            backoff: BackoffConfig { max_backoff: Duration::from_secs(5), ..Default::default() },
            max_retries: 3,
            retry_timeout: Duration::from_mins(1),
        }
    }

    /// The library's reason is not told: it may quote what is secret.
    pub(super) fn is_unusable(&self) -> HostError {
        let message = format!("the settings or credentials for {} are not usable", self.provider);
        HostError::new(Cause::Denied, message).with_help(
            "check the name of the bucket, the endpoint, and that variables and files with \
             credentials are complete",
        )
    }

    pub(super) fn has_no_credentials(&self, help: &str) -> HostError {
        HostError::new(Cause::Denied, format!("there are no credentials for {}", self.provider))
            .with_help(help)
    }
}

/// A bucket, or what is below a prefix in it.
#[derive(Debug)]
pub(super) struct ObjectHost {
    runtime: Runtime,
    store: Arc<dyn ObjectStore>,
    /// With a slash at its end, or empty.
    prefix: String,
    /// The same; `None` if empty.
    directory: Option<Path>,
    address: String,
    conditions: Conditions,
    /// Whether the server was seen to check conditions.
    checks_conditions: AtomicBool,
}

impl ObjectHost {
    pub(super) fn open(options: Options, environment: &Environment) -> Result<Self, HostError> {
        let Options { service, bucket, prefix, endpoint, plain_http, credentials, conditions } =
            options;
        let server = endpoint.map(|address| Server::parse(&address, plain_http)).transpose()?;
        let provider = match service {
            Service::S3 { .. } => "S3",
            Service::Google => "Google Cloud Storage",
            Service::Azure { .. } => "Azure Blob Storage",
        };
        let setting = Setting {
            bucket: &bucket,
            server: server.as_ref(),
            environment,
            credentials,
            conditions,
            provider,
        };
        let Opened { store, scheme } = match &service {
            Service::S3 { region, profile, addressing } => {
                let (region, profile) = (region.as_deref(), profile.as_deref());
                aws::open(&aws::S3 { region, profile, addressing: *addressing }, setting)?
            }
            Service::Google => google::open(setting)?,
            Service::Azure { account } => azure::open(account.as_deref(), setting)?,
        };
        let prefix = prefix.trim_matches('/');
        let place = format!("{bucket}/{prefix}");
        let place = place.trim_end_matches('/');
        let address = match &server {
            Some(server) => server.shown_with(place),
            None => format!("{scheme}://{place}"),
        };
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Self {
            runtime: network::runtime()?,
            store,
            directory: prefix.strip_suffix('/').map(key).transpose()?,
            prefix,
            address,
            conditions,
            checks_conditions: AtomicBool::new(false),
        })
    }

    fn key(&self, path: &str) -> Result<Path, HostError> {
        key(&format!("{}{path}", self.prefix))
    }

    /// Makes a call of the library.
    fn run<T>(
        &self,
        doing: Doing<'_>,
        call: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, Failed> {
        let (result, answer) = self.runtime.block_on(answer::remembered(call));
        result.map_err(|error| Failed {
            told: failure::told(doing, &self.address, &error, answer.as_ref()),
            sort: Sort::of(&error, answer.as_ref()),
        })
    }

    fn write(&self, key: &Path, file: &Outgoing<'_>, mode: PutMode) -> Result<(), Failed> {
        let unreadable = |error| unreadable(file.path, &error);
        let mut source = source(file.body).map_err(unreadable)?;
        let first = part(&mut source).map_err(unreadable)?;
        let attributes = attributes(file);
        let doing = Doing::Write(file.path);
        if (first.len() as u64) < PART {
            let options = PutOptions { mode, ..attributes.into() };
            return self.run(doing, self.store.put_opts(key, first.into(), options)).map(drop);
        }
        let options = PutMultipartOptions::from(attributes);
        let mut upload = self.run(doing, self.store.put_multipart_opts(key, options))?;
        let mut next = first;
        let sent = loop {
            if next.is_empty() {
                break self.run(doing, upload.complete()).map(drop);
            }
            if let Err(failed) = self.run(doing, upload.put_part(next.into())) {
                break Err(failed);
            }
            match part(&mut source) {
                Ok(part) => next = part,
                Err(error) => break Err(unreadable(error).into()),
            }
        };
        if sent.is_err() {
            // Parts that stay are paid for. If this fails too, the docs say how to be rid of them.
            let _ = self.run(doing, upload.abort());
        }
        sent
    }

    /// Whether a file has exactly these bytes.
    fn has(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        let bytes = source(file.body).and_then(|mut source| part(&mut source));
        let bytes = bytes.map_err(|error| unreadable(file.path, &error))?;
        Ok(self.fetch(file.path)?.is_some_and(|found| found.bytes == bytes))
    }

    fn fetch(&self, path: &str) -> Result<Option<Fetched>, HostError> {
        let key = self.key(path)?;
        let call = async {
            let found = self.store.get_opts(&key, GetOptions::default()).await?;
            let encoding = found.attributes.get(&Attribute::ContentEncoding);
            let encoding = encoding.map(|value| value.to_string());
            Ok(Fetched { bytes: found.bytes().await?.into(), encoding })
        };
        match self.run(Doing::Read(path), call) {
            Ok(found) => Ok(Some(found)),
            Err(Failed { sort: Sort::Missing, .. }) => Ok(None),
            Err(failed) => Err(failed.told),
        }
    }

    /// Creates a file of a server that checks no conditions.
    fn create_by_looking(&self, key: &Path, file: &Outgoing<'_>) -> Result<bool, HostError> {
        if self.fetch(file.path)?.is_some() {
            return Ok(false);
        }
        self.write(key, file, PutMode::Overwrite).map_err(|failed| failed.told)?;
        self.has(file)
    }

    /// Fails if the server creates what is there already: then it ignores conditions.
    fn check_conditions(&self, key: &Path, file: &Outgoing<'_>) -> Result<(), HostError> {
        if self.checks_conditions.load(Ordering::Relaxed) {
            return Ok(());
        }
        match self.write(key, file, PutMode::Create) {
            Err(Failed { sort: Sort::There, .. }) => {
                self.checks_conditions.store(true, Ordering::Relaxed);
                Ok(())
            }
            Err(failed) => Err(failed.told),
            Ok(()) => {
                self.delete(file.path)?;
                let message = format!("`{}` ignores conditions", self.address);
                Err(HostError::new(Cause::Other, message).with_help(
                    "add `conditional-writes = false`; then never publish twice at the same moment",
                ))
            }
        }
    }
}

impl Host for ObjectHost {
    fn address(&self) -> String {
        self.address.clone()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let Some(Fetched { bytes, encoding }) = self.fetch(path)? else { return Ok(None) };
        network::decoded(bytes, encoding.as_deref()).map(Some).map_err(|error| {
            HostError::new(Cause::Other, format!("cannot decompress `{path}`: {error}"))
        })
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        let objects = self.store.list(self.directory.as_ref()).try_collect::<Vec<_>>();
        let objects = self.run(Doing::List, objects).map_err(|failed| failed.told)?;
        Ok(Some(objects.iter().filter_map(|object| self.listed(object)).collect()))
    }
}

impl ObjectHost {
    fn listed(&self, object: &ObjectMeta) -> Option<Listed> {
        let path = object.location.as_ref().strip_prefix(&self.prefix)?;
        Some(Listed { path: path.into(), size: Some(object.size) })
    }
}

impl Store for ObjectHost {
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError> {
        let key = self.key(file.path)?;
        self.write(&key, file, PutMode::Overwrite).map_err(|failed| failed.told)
    }

    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        let key = self.key(file.path)?;
        if self.conditions == Conditions::Unsupported {
            return self.create_by_looking(&key, file);
        }
        match self.write(&key, file, PutMode::Create) {
            Ok(()) => self.check_conditions(&key, file).map(|()| true),
            // Ours, if the answer to an earlier attempt was lost.
            Err(Failed { sort: Sort::There, .. }) => self.has(file),
            Err(failed) => Err(failed.told),
        }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        let key = self.key(path)?;
        match self.run(Doing::Delete(path), self.store.delete(&key)) {
            Ok(()) | Err(Failed { sort: Sort::Missing, .. }) => Ok(()),
            Err(failed) => Err(failed.told),
        }
    }

    fn at_a_time(&self) -> usize {
        AT_A_TIME
    }
}

/// A call that failed.
struct Failed {
    told: HostError,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// There is no such file.
    Missing,
    /// There is one, and there should be none.
    There,
    Other,
}

/// Of this machine.
impl From<HostError> for Failed {
    fn from(told: HostError) -> Self {
        Self { told, sort: Sort::Other }
    }
}

impl Sort {
    fn of(error: &Error, answer: Option<&Answer>) -> Self {
        match error {
            Error::NotFound { .. } if failure::is_no_container(answer) => Self::Other,
            Error::NotFound { .. } => Self::Missing,
            Error::AlreadyExists { .. } | Error::Precondition { .. } => Self::There,
            _ => Self::Other,
        }
    }
}

/// A file as it is stored.
struct Fetched {
    bytes: Vec<u8>,
    encoding: Option<String>,
}

/// A key, spelled exactly so.
fn key(key: &str) -> Result<Path, HostError> {
    match Path::parse(key) {
        Ok(parsed) if parsed.as_ref() == key => Ok(parsed),
        _ => Err(HostError::new(Cause::Other, format!("`{key}` cannot be the key of an object"))
            .with_help("correct `prefix`: no empty parts, `.` or `..`")),
    }
}

fn unreadable(path: &str, error: &io::Error) -> HostError {
    HostError::new(Cause::Other, format!("cannot read `{path}`: {error}"))
}

fn source(body: Body<'_>) -> io::Result<Box<dyn Read + '_>> {
    #[expect(clippy::disallowed_methods, reason = "a file of the built site")]
    Ok(match body {
        Body::Bytes(bytes) => Box::new(bytes),
        Body::File(path) => Box::new(File::open(path)?),
    })
}

/// The next part; empty at the end.
fn part(source: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(PART).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn attributes(file: &Outgoing<'_>) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, file.media_type.to_owned().into());
    attributes.insert(Attribute::CacheControl, file.cache.to_owned().into());
    if let Some(encoding) = file.encoding {
        attributes.insert(Attribute::ContentEncoding, encoding.to_owned().into());
    }
    attributes
}
