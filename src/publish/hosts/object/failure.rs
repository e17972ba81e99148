//! Why a call of an object store failed, in words without secrets.

use object_store::Error;
use reqwest::StatusCode;

use super::answer::{Answer, Failure};
use crate::publish::host::{Cause, HostError};

/// What was being done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doing<'a> {
    Write(&'a str),
    Read(&'a str),
    Delete(&'a str),
    List,
}

impl Doing<'_> {
    fn failed(self, address: &str) -> String {
        match self {
            Self::Write(path) => format!("cannot write `{path}` to `{address}`"),
            Self::Read(path) => format!("cannot read `{path}` from `{address}`"),
            Self::Delete(path) => format!("cannot delete `{path}` from `{address}`"),
            Self::List => format!("cannot list the files of `{address}`"),
        }
    }
}

/// Codes of providers that say that the bucket or container is not there.
const NO_CONTAINER: &[&str] = &["NoSuchBucket", "ContainerNotFound", "InvalidBucketName"];
const SKEWED: &[&str] = &["RequestTimeTooSkewed", "RequestExpired"];
const FULL: &[&str] = &["QuotaExceeded", "XMinioStorageFull", "AccountIsDisabled"];

/// Whether the bucket or container is not there.
pub(super) fn is_no_container(answer: Option<&Answer>) -> bool {
    code(answer).is_some_and(|code| NO_CONTAINER.contains(&code))
}

fn code(answer: Option<&Answer>) -> Option<&str> {
    match answer {
        Some(Answer { failure: Failure::Status { code, .. }, .. }) => code.as_deref(),
        _ => None,
    }
}

/// Says why a call failed.
pub(super) fn told(
    doing: Doing<'_>,
    address: &str,
    error: &Error,
    answer: Option<&Answer>,
) -> HostError {
    let what = doing.failed(address);
    let Some(Answer { server, failure }) = answer else { return without_answer(&what, error) };
    match failure {
        Failure::Transport { is_certificate: true, why } => {
            HostError::new(Cause::Other, format!("{what}: `{server}` is not trusted: {why}"))
                .with_help(
                    "correct the address; or name a file with the authority of its certificate in \
                     `SSL_CERT_FILE`",
                )
        }
        Failure::Transport { why, .. } => {
            HostError::new(Cause::Transient, format!("{what}: no answer of `{server}`: {why}"))
        }
        Failure::Status { status, code, region } => {
            let named = code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
            let message = format!("{what}: `{server}` answered {status}{named}");
            let cause = cause(*status, code.as_deref());
            let error = HostError::new(cause, message);
            match help(*status, code.as_deref(), region.as_deref()) {
                Some(help) => error.with_help(help),
                None => error,
            }
        }
    }
}

fn without_answer(what: &str, error: &Error) -> HostError {
    match error {
        // The key is told: it is not ours, and nothing secret.
        Error::InvalidPath { source } => HostError::new(Cause::Other, format!("{what}: {source}"))
            .with_help(
                "rename or delete that object, or publish below a `prefix`: objects with such keys \
                 cannot be listed",
            ),
        Error::NotFound { .. } => HostError::new(Cause::Other, format!("{what}: it is not there")),
        _ => HostError::new(Cause::Other, format!("{what}: no usable credentials or answer"))
            .with_help("check the credentials, and that the endpoint is that of an object store"),
    }
}

fn cause(status: StatusCode, code: Option<&str>) -> Cause {
    if code.is_some_and(|code| FULL.contains(&code)) {
        return Cause::Full;
    }
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Cause::Denied,
        StatusCode::INSUFFICIENT_STORAGE => Cause::Full,
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => Cause::Conflict,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Cause::Transient,
        StatusCode::NOT_IMPLEMENTED => Cause::Other,
        status if status.is_server_error() => Cause::Transient,
        _ => Cause::Other,
    }
}

fn help(status: StatusCode, code: Option<&str>, region: Option<&str>) -> Option<String> {
    if code.is_some_and(|code| SKEWED.contains(&code)) {
        return Some("set the clock of this machine".into());
    }
    if code.is_some_and(|code| NO_CONTAINER.contains(&code)) {
        return Some(
            "correct the name of the bucket or container, or create it: publishing does not".into(),
        );
    }
    match status {
        status if status.is_redirection() => Some(match region {
            Some(region) => format!("the bucket is in another region: write `region = \"{region}\"`"),
            None => "correct `region` and `endpoint`".into(),
        }),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST => Some(
            "check the credentials, and that they may list, read, write and delete objects of this \
             bucket"
                .into(),
        ),
        StatusCode::NOT_IMPLEMENTED => {
            Some("if this is said of a condition, add `conditional-writes = false`".into())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generic() -> Error {
        Error::Generic { store: "S3", source: "https://x?X-Amz-Signature=hunter2".into() }
    }

    #[test]
    fn answers() {
        #[track_caller]
        fn case(status: u16, code: Option<&str>, cause: Cause, help: Option<&str>) {
            let failure = Failure::Status {
                status: StatusCode::from_u16(status).unwrap(),
                code: code.map(Into::into),
                region: (status == 301).then(|| "eu-west-1".into()),
            };
            let answer = Answer { server: "s3.example".into(), failure };
            let told = told(Doing::Write("a.html"), "s3://reports", &generic(), Some(&answer));
            assert_eq!(told.cause, cause);
            assert!(told.message.starts_with("cannot write `a.html` to `s3://reports`: "));
            assert_eq!(told.help.is_some(), help.is_some(), "{told:?}");
            assert!(told.help.unwrap_or_default().contains(help.unwrap_or_default()));
        }
        case(403, Some("AccessDenied"), Cause::Denied, Some("credentials"));
        case(403, Some("RequestTimeTooSkewed"), Cause::Denied, Some("clock"));
        case(404, Some("NoSuchBucket"), Cause::Other, Some("name of the bucket"));
        case(301, None, Cause::Other, Some("`region = \"eu-west-1\"`"));
        case(409, None, Cause::Conflict, None);
        case(429, None, Cause::Transient, None);
        case(503, Some("SlowDown"), Cause::Transient, None);
        case(507, Some("XMinioStorageFull"), Cause::Full, None);
        case(501, None, Cause::Other, Some("conditional-writes"));
    }

    #[test]
    fn what_the_library_says_is_not_told() {
        let told = told(Doing::List, "s3://reports", &generic(), None);
        assert!(!format!("{told:?}").contains("hunter2"), "{told:?}");
    }

    #[test]
    fn certificates() {
        let failure = Failure::Transport {
            is_certificate: true,
            why: "invalid peer certificate: UnknownIssuer".into(),
        };
        let answer = Answer { server: "s3.example".into(), failure };
        let told = told(Doing::List, "s3://reports", &generic(), Some(&answer));
        assert_eq!(told.cause, Cause::Other);
        assert!(told.message.ends_with("is not trusted: invalid peer certificate: UnknownIssuer"));
    }
}
