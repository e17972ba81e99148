//! The HTTP client: follows no redirect, reaches no private network, waits for a bounded time.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// A server that sends more is not asked further, in bytes.
const HEADERS: usize = 64 * 1024;

/// Which networks are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Networks {
    /// Only public ones: an address in a text must not make this machine ask its neighbours.
    #[default]
    Public,
    /// Private ones too.
    All,
}

/// A host with addresses of private networks alone.
#[derive(Debug, thiserror::Error)]
#[error("an address of a private network")]
struct IsPrivate;

pub(super) fn agent(timeout: Duration, networks: Networks) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .max_response_header_size(HEADERS)
        .accept("*/*")
        .user_agent(concat!("ssr-site/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build();
    // A proxy resolves the names itself, and is often in a private network.
    let networks = if config.proxy().is_some() { Networks::All } else { networks };
    Agent::with_parts(
        config,
        DefaultConnector::new(),
        Filter { networks, resolver: DefaultResolver::default() },
    )
}

/// Whether a request failed because all addresses of the host are private.
pub(super) fn is_private(error: &Error) -> bool {
    matches!(error, Error::Other(error) if error.is::<IsPrivate>())
}

#[derive(Debug)]
struct Filter {
    networks: Networks,
    resolver: DefaultResolver,
}

impl Resolver for Filter {
    /// Judges the very addresses that are connected to.
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        if self.networks == Networks::All {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| is_public(address.ip())).for_each(|it| public.push(*it));
        if public.is_empty() { Err(Error::Other(Box::new(IsPrivate))) } else { Ok(public) }
    }
}

/// Whether an address can be reached from anywhere (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    !(first == 0
        || is_shared
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    !(address.is_unspecified()
        || address.is_loopback()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        #[track_caller]
        fn case(address: &str, public: bool) {
            assert_eq!(address.parse().map(is_public), Ok(public), "{address}");
        }
        case("192.0.43.7", true);
        case("100.128.0.1", true);
        case("2620:0:2d0:200::7", true);
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fd00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:10.0.0.1",
        ] {
            case(private, false);
        }
    }
}
