//! Requests to a WebDAV server, made again where that may help.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::time::Duration;

use futures_util::stream;
use reqwest::header::{CONTENT_LENGTH, RETRY_AFTER};
use reqwest::{Client, Method, RequestBuilder, StatusCode, Url};
use tokio::runtime::Runtime;

use super::netrc::Login;
use crate::publish::host::{Body, Cause, HostError};

/// Attempts at one request. Publishing has a patience of its own.
const ATTEMPTS: u32 = 4;

/// Before the second attempt; doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// Longer ones are not waited for, whatever the server says.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Larger answers are refused, in bytes.
const LARGEST: usize = 1024 * 1024 * 1024;

/// Sent at once from files, in bytes.
const PIECE: usize = 256 * 1024;

/// A server.
#[derive(Debug)]
pub(super) struct Requests {
    pub runtime: Runtime,
    pub client: Client,
    /// Its host name, for messages.
    pub server: String,
    pub login: Option<Login>,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Login")
    }
}

/// A request.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub method: &'a str,
    pub headers: &'a [(&'static str, &'a str)],
    pub body: Body<'a>,
    /// Whether it may be made again after its answer was lost.
    pub is_repeatable: bool,
}

/// An answer of any status that is not worth another attempt.
pub(super) struct Answer {
    pub status: StatusCode,
    pub encoding: Option<String>,
    pub body: Vec<u8>,
}

impl<'a> Request<'a> {
    pub(super) fn new(method: &'a str) -> Self {
        Self { method, headers: &[], body: Body::Bytes(b""), is_repeatable: true }
    }
}

/// Why one attempt failed.
enum Attempt {
    /// The request may have been carried out.
    Lost(String),
    /// It was not.
    Unsent(String),
    Refused(StatusCode, Option<Duration>),
    Never(HostError),
}

impl Requests {
    /// Makes a request. `doing` is for messages: ``write `a.html` ``.
    pub(super) fn send(
        &self,
        doing: &str,
        url: &Url,
        request: Request<'_>,
    ) -> Result<Answer, HostError> {
        self.runtime.block_on(async {
            let mut pause = FIRST_PAUSE;
            for attempt in 1.. {
                let failed = match self.attempt(doing, url, request).await {
                    Ok(answer) => return Ok(answer),
                    Err(failed) => failed,
                };
                let is_last = attempt == ATTEMPTS
                    || matches!(failed, Attempt::Lost(_)) && !request.is_repeatable;
                let asked = match &failed {
                    Attempt::Refused(_, asked) => *asked,
                    _ => None,
                };
                match self.told(doing, failed) {
                    error if is_last || error.cause != Cause::Transient => return Err(error),
                    _ => tokio::time::sleep(asked.unwrap_or(pause).min(LONGEST_PAUSE)).await,
                }
                pause *= 2;
            }
            Err(HostError::new(Cause::Transient, format!("cannot {doing}")))
        })
    }

    async fn attempt(
        &self,
        doing: &str,
        url: &Url,
        request: Request<'_>,
    ) -> Result<Answer, Attempt> {
        let response = self.built(doing, url, request)?.send().await.map_err(|error| {
            let why = innermost(&error);
            if why.contains("certificate") {
                Attempt::Never(self.is_not_trusted(doing, &why))
            } else if error.is_connect() {
                Attempt::Unsent(why)
            } else {
                Attempt::Lost(why)
            }
        })?;
        let status = response.status();
        if is_passing(status) {
            let asked = response.headers().get(RETRY_AFTER);
            let asked = asked.and_then(|value| value.to_str().ok()?.parse().ok());
            return Err(Attempt::Refused(status, asked.map(Duration::from_secs)));
        }
        let encoding = response.headers().get("content-encoding");
        let encoding = encoding.map(|value| String::from_utf8_lossy(value.as_bytes()).into());
        let body = whole(response).await.map_err(|error| Attempt::Lost(innermost(&error)))?;
        match body {
            Some(body) => Ok(Answer { status, encoding, body }),
            None => Err(Attempt::Never(HostError::new(
                Cause::Other,
                format!("cannot {doing}: the answer of `{}` is larger than 1 GiB", self.server),
            ))),
        }
    }

    fn built(
        &self,
        doing: &str,
        url: &Url,
        request: Request<'_>,
    ) -> Result<RequestBuilder, Attempt> {
        let method = Method::from_bytes(request.method.as_bytes()).unwrap_or_default();
        let mut builder = self.client.request(method, url.clone());
        for (name, value) in request.headers {
            builder = builder.header(*name, *value);
        }
        if let Some(Login { user, password }) = &self.login {
            builder = builder.basic_auth(user, Some(password));
        }
        match request.body {
            Body::Bytes(b"") => Ok(builder),
            Body::Bytes(bytes) => Ok(builder.body(bytes.to_vec())),
            Body::File(path) => {
                #[expect(clippy::disallowed_methods, reason = "a file of the built site")]
                let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
                let (length, file) = opened.map_err(|error| {
                    let message = format!("cannot {doing}: cannot read the built file: {error}");
                    Attempt::Never(HostError::new(Cause::Other, message))
                })?;
                let body = reqwest::Body::wrap_stream(stream::unfold(file, piece));
                Ok(builder.header(CONTENT_LENGTH, length).body(body))
            }
        }
    }

    fn told(&self, doing: &str, failed: Attempt) -> HostError {
        let server = &self.server;
        match failed {
            Attempt::Lost(why) | Attempt::Unsent(why) => HostError::new(
                Cause::Transient,
                format!("cannot {doing}: no answer of `{server}`: {why}"),
            ),
            Attempt::Refused(status, _) => self.refused(doing, status),
            Attempt::Never(error) => error,
        }
    }

    fn is_not_trusted(&self, doing: &str, why: &str) -> HostError {
        let message = format!("cannot {doing}: `{}` is not trusted: {why}", self.server);
        HostError::new(Cause::Other, message).with_help(
            "correct the address; or name a file with the authority of its certificate in \
             `SSL_CERT_FILE`",
        )
    }

    /// What an answer means that is not what was asked for.
    pub(super) fn refused(&self, doing: &str, status: StatusCode) -> HostError {
        let message = format!("cannot {doing}: `{}` answered {status}", self.server);
        let (cause, help) = match status {
            StatusCode::UNAUTHORIZED if self.login.is_none() => (
                Cause::Denied,
                Some(
                    "set `SSR_SITE_WEBDAV_USER` and `SSR_SITE_WEBDAV_PASSWORD`, or add the \
                      server to `~/.netrc`",
                ),
            ),
            StatusCode::UNAUTHORIZED => (
                Cause::Denied,
                Some(
                    "check user and password; the server must accept them as basic authentication",
                ),
            ),
            StatusCode::FORBIDDEN => {
                (Cause::Denied, Some("check that the user may write to this directory"))
            }
            StatusCode::INSUFFICIENT_STORAGE | StatusCode::PAYLOAD_TOO_LARGE => (Cause::Full, None),
            StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED | StatusCode::LOCKED => {
                (Cause::Conflict, None)
            }
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => {
                (Cause::Other, Some("check the address: WebDAV is not on there"))
            }
            status if status.is_redirection() => {
                (Cause::Other, Some("write the address that the server redirects to"))
            }
            status if is_passing(status) => (Cause::Transient, None),
            _ => (Cause::Other, None),
        };
        let error = HostError::new(cause, message);
        match help {
            Some(help) => error.with_help(help),
            None => error,
        }
    }
}

/// Whether another attempt may succeed.
fn is_passing(status: StatusCode) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED | StatusCode::INSUFFICIENT_STORAGE => false,
        status => status.is_server_error(),
    }
}

/// `None` if it is too large.
async fn whole(mut response: reqwest::Response) -> reqwest::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > LARGEST {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
    }
    Ok(Some(body))
}

/// The next piece of a file.
async fn piece(mut file: File) -> Option<(io::Result<Vec<u8>>, File)> {
    let mut bytes = Vec::new();
    match file.by_ref().take(PIECE as u64).read_to_end(&mut bytes) {
        Ok(0) => None,
        Ok(_) => Some((Ok(bytes), file)),
        Err(error) => Some((Err(error), file)),
    }
}

/// The innermost cause: the others quote the address.
fn innermost(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".into();
    }
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
