//! One address: asks for its head, then for its body, and follows redirects.

use std::time::Duration;

use ureq::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body, Error};
use url::Url;

use super::answer::{Answer, Outcome};
use super::client::is_private;
use super::types;

/// Longer chains of redirects are no answer.
const REDIRECTS: usize = 10;
/// Before a second attempt.
const PAUSE: Duration = Duration::from_secs(1);
/// A server that asks for more patience is not asked again.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of asking an address.
pub(super) struct Asking {
    pub(super) answer: Answer,
    /// How far the request came.
    pub(super) reach: Reach,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To a server.
    Server,
    /// To a host that takes no connections.
    Host,
    /// Nowhere: the host or the network is unknown.
    Nowhere,
}

/// A request that may succeed when it is repeated after a while.
struct Passing(Duration);

/// Asks an address, a second time if the failure may pass.
pub(super) fn ask(agent: &Agent, address: &str) -> Asking {
    let (first, passing) = once(agent, address);
    let Some(Passing(pause)) = passing else { return first };
    std::thread::sleep(pause);
    once(agent, address).0
}

fn once(agent: &Agent, address: &str) -> (Asking, Option<Passing>) {
    let done = |answer| (Asking { answer, reach: Reach::Server }, None);
    let Ok(mut url) = Url::parse(address) else {
        return done(Answer::failed("it is not a valid address"));
    };
    url.set_fragment(None);
    // The address that all redirects so far have named for good.
    let (mut permanent, mut leads_to) = (true, None);
    for _ in 0..=REDIRECTS {
        let response = match request(agent, &url) {
            Ok(response) => response,
            Err(error) => return failed(&error),
        };
        let status = response.status();
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return judged(&response, leads_to);
        }
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let Some(next) = location.and_then(|location| url.join(location).ok()) else {
            return done(Answer::failed("it redirects without an address"));
        };
        if !matches!(next.scheme(), "http" | "https") {
            return done(Answer::failed(format!("it redirects to a `{}:` address", next.scheme())));
        }
        permanent &= matches!(status.as_u16(), 301 | 308);
        url = next;
        url.set_fragment(None);
        if permanent {
            leads_to = Some(url.to_string());
        }
    }
    done(Answer::failed(format!("it redirects more than {REDIRECTS} times")))
}

/// Some servers do not answer `HEAD`, or not truthfully: whatever is not fine is asked for again.
fn request(agent: &Agent, url: &Url) -> Result<Response<Body>, Error> {
    match agent.head(url.as_str()).call() {
        Ok(response) if is_fine(&response, url) => Ok(response),
        // A second wait would not end otherwise.
        Err(error) if reach(&error) != Reach::Server || is_private(&error) || is_late(&error) => {
            Err(error)
        }
        _ => agent.get(url.as_str()).call(),
    }
}

fn is_fine(response: &Response<Body>, url: &Url) -> bool {
    let status = response.status();
    status.is_redirection()
        || status.is_success()
            && media_type(response).is_none_or(|found| !types::differs(url.as_str(), &found))
}

fn judged(response: &Response<Body>, leads_to: Option<String>) -> (Asking, Option<Passing>) {
    let status = response.status();
    let outcome = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        _ if status.is_success() && leads_to.is_some() => Outcome::Moved,
        _ if status.is_success() => Outcome::Works,
        _ if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => Outcome::Failed,
        _ if status.is_client_error() || status.as_u16() >= 600 => Outcome::Refused,
        _ => Outcome::Failed,
    };
    let passing = match outcome {
        Outcome::Failed => pause_before_next(response).map(Passing),
        _ => None,
    };
    let answer = Answer {
        outcome,
        status: Some(status.as_u16()),
        leads_to: leads_to.filter(|_| outcome == Outcome::Moved),
        media_type: media_type(response),
        why: (outcome == Outcome::Failed).then(|| format!("it answers {}", status.as_u16())),
    };
    // Many hosts answer so when programs ask too often.
    let answer = match status {
        StatusCode::TOO_MANY_REQUESTS => Answer { outcome: Outcome::Refused, why: None, ..answer },
        _ => answer,
    };
    (Asking { answer, reach: Reach::Server }, passing)
}

/// How long to wait before asking again; `None` if the server wants to be left alone for longer.
fn pause_before_next(response: &Response<Body>) -> Option<Duration> {
    let header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let asked = header.and_then(|value| value.trim().parse().ok()).map(Duration::from_secs);
    let pause = asked.unwrap_or(PAUSE).max(PAUSE);
    (pause <= PATIENCE).then_some(pause)
}

fn failed(error: &Error) -> (Asking, Option<Passing>) {
    if is_private(error) {
        return (Asking { answer: Answer::new(Outcome::Private), reach: Reach::Server }, None);
    }
    let passes = is_late(error) || matches!(error, Error::Io(_) | Error::Protocol(_));
    let why = match error {
        Error::HostNotFound => "its host is unknown".to_owned(),
        Error::Timeout(_) => "there is no answer in time".to_owned(),
        Error::Io(error) => format!("the connection fails: {}", reason(error)),
        Error::ConnectionFailed => "the connection fails".to_owned(),
        Error::Tls(_) | Error::Rustls(_) => format!("its certificate is not accepted: {error}"),
        Error::LargeResponseHeader(..) => "the headers of the answer are too long".to_owned(),
        Error::Protocol(_) => "the answer is no valid HTTP".to_owned(),
        other => format!("it cannot be asked: {other}"),
    };
    let asking = Asking { answer: Answer::failed(why), reach: reach(error) };
    // A refused connection is refused again.
    (asking, (passes && reach(error) == Reach::Server).then_some(Passing(PAUSE)))
}

fn reach(error: &Error) -> Reach {
    use std::io::ErrorKind;
    match error {
        Error::HostNotFound | Error::Timeout(ureq::Timeout::Resolve) => Reach::Nowhere,
        Error::ConnectionFailed | Error::Timeout(ureq::Timeout::Connect) => Reach::Host,
        Error::Io(error) => match error.kind() {
            ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Reach::Nowhere,
            ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable => Reach::Host,
            _ => Reach::Server,
        },
        _ => Reach::Server,
    }
}

fn is_late(error: &Error) -> bool {
    matches!(error, Error::Timeout(_))
}

/// An error of the system without its number, which differs between systems.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// The media type of a response, in lower case and without parameters.
fn media_type(response: &Response<Body>) -> Option<String> {
    let value = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next()?.trim().to_ascii_lowercase();
    (!essence.is_empty()).then_some(essence)
}
