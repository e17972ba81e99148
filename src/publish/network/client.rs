//! Addresses of servers, the client that reaches them, and what it runs on.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use tokio::runtime::{Builder, Runtime};

use super::PlainHttp;
use crate::publish::host::{Cause, HostError};

/// For one request. Enough for one of 6 MiB over a line of 20 kB/s.
const LIMIT: Duration = Duration::from_mins(5);

const LIMIT_TO_CONNECT: Duration = Duration::from_secs(10);

/// The address of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::publish) struct Server {
    /// Without user, password, query and fragment.
    pub url: Url,
}

impl Server {
    /// Reads an address of the settings.
    pub(in crate::publish) fn parse(address: &str, plain: PlainHttp) -> Result<Self, HostError> {
        let wrong = |message: String, help: &str| {
            Err(HostError::new(Cause::Other, message).with_help(help))
        };
        let Ok(url) = address.parse::<Url>() else {
            // Not quoted: whatever it is, it may contain a password.
            return wrong("the address is no URL".into(), "write it as `https://www.example.org`");
        };
        if !url.username().is_empty() || url.password().is_some() {
            return wrong(
                format!("the address of `{}` contains a user or a password", host(&url)),
                "take them out, and see the docs of this kind of host for where they belong",
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return wrong(
                format!("the address of `{}` has more than a path", host(&url)),
                "take out what follows `?` or `#`",
            );
        }
        let server = Self { url };
        match server.url.scheme() {
            "https" => Ok(server),
            "http" if server.is_loopback() || plain == PlainHttp::Anywhere => Ok(server),
            "http" => wrong(
                format!("`{}` is not encrypted", server.url),
                "write `https:`; or, in a network of your own, add `allow-http = true`",
            ),
            _ => wrong(format!("`{}` is no web address", server.url), "write `https:`"),
        }
    }

    /// Whether its requests may be sent unencrypted.
    pub(in crate::publish) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// For messages: says what is not encrypted.
    pub(in crate::publish) fn shown(&self) -> String {
        self.shown_with("")
    }

    /// For messages: the address of a place on it.
    pub(in crate::publish) fn shown_with(&self, place: &str) -> String {
        let address = format!("{}/{place}", self.url.as_str().trim_end_matches('/'));
        let address = address.trim_end_matches('/');
        if self.is_plain() && !self.is_loopback() {
            format!("{address} (not encrypted)")
        } else {
            address.into()
        }
    }

    fn is_loopback(&self) -> bool {
        match self.url.host_str() {
            Some("localhost" | "[::1]") => true,
            // A domain name is never parsed as an address.
            Some(host) => {
                host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            }
            None => false,
        }
    }
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// A client that checks certificates, by the system's authorities, and follows no redirection: it
/// would send what is meant for one server to another.
pub(in crate::publish) fn client(allows_plain: bool) -> Result<Client, HostError> {
    // Fails only if one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent(concat!("ssr-site/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .referer(false)
        .http1_only()
        .https_only(!allows_plain)
        .connect_timeout(LIMIT_TO_CONNECT)
        .timeout(LIMIT)
        .build()
        .map_err(|error| {
            HostError::new(Cause::Other, format!("cannot set up encrypted connections: {error}"))
        })
}

/// Runs requests. Calls wait in their own threads; one more looks after the connections.
pub(in crate::publish) fn runtime() -> Result<Runtime, HostError> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("network")
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| HostError::new(Cause::Other, format!("cannot start a thread: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        #[track_caller]
        fn case(address: &str, plain: PlainHttp, said: Result<&str, &str>) {
            let server = Server::parse(address, plain);
            let found = server.as_ref().map(Server::shown).map_err(|error| &*error.message);
            assert_eq!(found.as_deref(), said.as_ref().copied());
        }
        use PlainHttp::{Anywhere, Loopback};
        case("https://dav.example.org/report/", Loopback, Ok("https://dav.example.org/report"));
        case("http://127.0.0.1:9000", Loopback, Ok("http://127.0.0.1:9000"));
        case("http://[::1]:9000", Loopback, Ok("http://[::1]:9000"));
        case("http://localhost", Loopback, Ok("http://localhost"));
        case(
            "http://127.0.0.1.example.org",
            Loopback,
            Err("`http://127.0.0.1.example.org/` is not encrypted"),
        );
        case("http://nas", Loopback, Err("`http://nas/` is not encrypted"));
        case("http://nas", Anywhere, Ok("http://nas (not encrypted)"));
        case("ftp://nas", Anywhere, Err("`ftp://nas/` is no web address"));
        case("nas", Anywhere, Err("the address is no URL"));
        case("https://nas?sig=hunter2", Anywhere, Err("the address of `nas` has more than a path"));
        case(
            "https://me:hunter2@nas",
            Loopback,
            Err("the address of `nas` contains a user or a password"),
        );
    }
}
