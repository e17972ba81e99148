//! Remembers what a server answered last, to say why a call failed.
//!
//! The library's own errors are text, which may contain addresses with signatures.

use std::cell::RefCell;
use std::error::Error;
use std::future::Future;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use object_store::client::{
    ClientConfigKey, ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind,
    HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use object_store::{HeaderMap, HeaderValue};
use reqwest::{Client, StatusCode};

use crate::publish::host::HostError;
use crate::publish::network;

/// Longer answers about failures are cut, in bytes.
const LONGEST: usize = 64 * 1024;

tokio::task_local! {
    static LAST: RefCell<Option<Answer>>;
}

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Host name of the server.
    pub server: String,
    pub failure: Failure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server said so.
    Status {
        status: StatusCode,
        /// What the provider calls it: `NoSuchBucket`.
        code: Option<String>,
        /// The region that the bucket is in, if that is why.
        region: Option<String>,
    },
    /// No whole answer.
    Transport { is_certificate: bool, why: String },
}

/// Runs a call, and returns why its last failed request failed.
pub(super) async fn remembered<T>(call: impl Future<Output = T>) -> (T, Option<Answer>) {
    LAST.scope(RefCell::new(None), async {
        let result = call.await;
        (result, LAST.with(RefCell::take))
    })
    .await
}

/// Makes the clients of the library.
#[derive(Debug)]
pub(super) struct Connector {
    encrypted: Client,
    plain: Client,
    accepts: Option<HeaderValue>,
}

impl Connector {
    /// `accepts` is the value of `Accept-Encoding` in all requests.
    pub(super) fn new(accepts: Option<HeaderValue>) -> Result<Self, HostError> {
        let (encrypted, plain) = (network::client(false)?, network::client(true)?);
        Ok(Self { encrypted, plain, accepts })
    }
}

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let allowed = options.get_config_value(&ClientConfigKey::AllowHttp);
        let client = if allowed.as_deref() == Some("true") { &self.plain } else { &self.encrypted };
        Ok(HttpClient::new(Noted { client: client.clone(), accepts: self.accepts.clone() }))
    }
}

/// A client that notes failures.
#[derive(Debug)]
struct Noted {
    client: Client,
    accepts: Option<HeaderValue>,
}

#[async_trait]
impl HttpService for Noted {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if let Some(accepts) = &self.accepts {
            request.headers_mut().insert("accept-encoding", accepts.clone());
        }
        let server = request.uri().host().unwrap_or_default().to_owned();
        let response = match self.client.call(request).await {
            Ok(response) => response,
            Err(error) => {
                note(Answer { server, failure: Failure::of_transport(&error) });
                return Err(error);
            }
        };
        if response.status().is_success() {
            return Ok(noted_to_the_end(response, server));
        }
        let (parts, body) = response.into_parts();
        let body = beginning(body).await;
        note(Answer { server, failure: Failure::of_status(parts.status, &parts.headers, &body) });
        Ok(HttpResponse::from_parts(parts, body.into()))
    }
}

/// Notes also what ends in the middle of an answer.
fn noted_to_the_end(response: HttpResponse, server: String) -> HttpResponse {
    response.map(|body| {
        HttpResponseBody::new(body.map_err(move |error| {
            note(Answer { server: server.clone(), failure: Failure::of_transport(&error) });
            error
        }))
    })
}

fn note(answer: Answer) {
    // Outside of a call nobody asks.
    let _ = LAST.try_with(|last| last.replace(Some(answer)));
}

/// What was received of a body, as far as it is needed.
async fn beginning(body: HttpResponseBody) -> Vec<u8> {
    let mut pieces = body.bytes_stream();
    let mut bytes = Vec::new();
    while let Some(Ok(piece)) = pieces.next().await {
        bytes.extend_from_slice(&piece);
        if bytes.len() >= LONGEST {
            bytes.truncate(LONGEST);
            break;
        }
    }
    bytes
}

impl Failure {
    fn of_status(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).and_then(word);
        let code = header("x-ms-error-code").or_else(|| code(&String::from_utf8_lossy(body)));
        Self::Status { status, code, region: header("x-amz-bucket-region") }
    }

    /// The innermost cause: the others say only what was being done.
    fn of_transport(error: &HttpError) -> Self {
        let mut cause: &dyn Error = error;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        let why = match error.kind() {
            HttpErrorKind::Timeout => "no answer in time".into(),
            _ => cause.to_string(),
        };
        Self::Transport { is_certificate: why.contains("certificate"), why }
    }
}

/// What a provider calls a failure: `<Code>` in XML, `error` or `reason` in JSON.
fn code(body: &str) -> Option<String> {
    let between = |start: &str, end: char| {
        let rest = &body[body.find(start)? + start.len()..];
        word(rest.trim_start_matches([' ', ':', '"']).split(end).next()?)
    };
    between("<Code>", '<')
        .or_else(|| between("\"reason\"", '"'))
        .or_else(|| between("\"error\"", '"'))
}

/// A name: anything else may be secret.
fn word(text: &str) -> Option<String> {
    let is_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    ((1..=64).contains(&text.len()) && text.chars().all(is_name)).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        #[track_caller]
        fn case(body: &str, found: Option<&str>) {
            assert_eq!(code(body).as_deref(), found);
        }
        case("<Error><Code>NoSuchBucket</Code><Message>…</Message></Error>", Some("NoSuchBucket"));
        case(r#"{"error":"invalid_grant","error_description":"…"}"#, Some("invalid_grant"));
        case(r#"{ "error": { "errors": [{ "reason": "forbidden" }] } }"#, Some("forbidden"));
        case("<Code>the key hunter2 is wrong</Code>", None);
        case("<html>Bad Gateway</html>", None);
        case("<Code>", None);
    }
}
