//! Access control.
//!
//! Any web page can make a browser send requests to this machine, and with DNS rebinding even read
//! the responses. So a request must have a known `Host`, and event streams must be same-origin.
//! Addresses never become file paths: they are looked up among the site's routes.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};

use crate::percent;

/// Which site a request comes from. No page can make a browser say something else:
/// <https://www.w3.org/TR/fetch-metadata/>
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Accepted host names.
#[derive(Clone, Debug)]
pub struct Names {
    /// With the port, as browsers send them.
    own: Vec<String>,
    /// Additional names, with any port or none.
    added: Vec<String>,
}

impl Names {
    /// The names of a server at an address, and additional ones.
    pub fn new(address: SocketAddr, added: &[String]) -> Self {
        let port = address.port();
        let mut hosts = vec![match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        }];
        if address.ip().is_loopback() || address.ip().is_unspecified() {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
        }
        // Browsers omit the scheme's default port.
        let without = hosts.iter().filter(|_| port == 80).cloned();
        let own = hosts.iter().map(|host| format!("{host}:{port}")).chain(without).collect();
        Self { own, added: added.iter().map(|name| bare(name)).collect() }
    }

    /// Whether a `Host` is the server's.
    pub fn is_known(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.own.contains(&host) || self.added.contains(&bare(&host))
    }

    /// Whether the request is from one of the server's own pages.
    ///
    /// Browsers omit `Sec-Fetch-Site` on unencrypted non-loopback origins, and old ones always do.
    /// They then send `Referer`, and with cross-origin requests `Origin`. A request with none of
    /// these is not from a page in a browser.
    pub fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let [site, origin, referer] = [SITE, header::ORIGIN, header::REFERER].map(|name| {
            let values: Vec<_> = headers.get_all(name).iter().collect();
            match values.as_slice() {
                [] => None,
                [only] => Some(only.to_str().unwrap_or_default()),
                // With several, intermediaries may disagree on which one counts.
                _ => Some(""),
            }
        });
        match (site, origin, referer) {
            (_, Some(origin), _) if !self.is_own_origin(origin) => false,
            (Some(site), _, _) => site == "same-origin",
            (None, Some(_), _) => true,
            (None, None, Some(referer)) => self.is_own_origin(origin_of(referer)),
            (None, None, None) => false,
        }
    }

    /// Whether an `Origin` is the server's own.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        let host = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
        host.is_some_and(|host| self.is_known(host))
    }
}

/// The origin of an address: scheme, host and port.
fn origin_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + "://".len());
    let end = address[host..].find(['/', '\\', '?', '#']);
    &address[..end.map_or(address.len(), |end| host + end)]
}

/// A host name without scheme and port; IPv6 in brackets.
fn bare(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = ["http://", "https://"].iter().find_map(|it| name.strip_prefix(it)).unwrap_or(&name);
    let name = name.trim_end_matches('/');
    if name.parse::<std::net::Ipv6Addr>().is_ok() {
        return format!("[{name}]");
    }
    match name.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name.to_owned(),
        _ => name.to_owned(),
    }
}

/// The route of a URL path; `None` if it cannot be one. A trailing slash means the index.
pub fn route(path: &str) -> Option<String> {
    let below = path.strip_prefix('/')?;
    let encoded = below.to_ascii_lowercase();
    // An encoded separator is never part of a route.
    if encoded.contains("%2f") || encoded.contains("%5c") || below.contains('\\') {
        return None;
    }
    let decoded = percent::decoded(below)?.into_owned();
    if decoded.chars().any(char::is_control) {
        return None;
    }
    let is_index = decoded.is_empty() || decoded.ends_with('/');
    let route = if is_index { format!("{decoded}index.html") } else { decoded };
    route.split('/').all(|part| !matches!(part, "" | "." | "..")).then_some(route)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_path_means_a_route_or_nothing() {
        #[track_caller]
        fn case(path: &str, expected: Option<&str>) {
            assert_eq!(route(path).as_deref(), expected, "{path}");
        }
        case("/", Some("index.html"));
        case("/ssr1/", Some("ssr1/index.html"));
        case("/ssr1/25.html", Some("ssr1/25.html"));
        case("/ssr1", Some("ssr1"));
        case("/m%C3%A9thode%202.html", Some("méthode 2.html"));
        case("/été.html", Some("été.html"));
        case("/a%2525.html", Some("a%25.html"));
        // What is no valid escape stays, as browsers have it.
        case("/100%.pdf", Some("100%.pdf"));
        case("/%zz", Some("%zz"));
        for path in [
            "",
            "x",
            "*",
            "//",
            "//e.org",
            "//etc/passwd",
            "/ssr1//25.html",
            "/../book.toml",
            "/ssr1/../../book.toml",
            "/ssr1/..",
            "/.",
            "/%2e%2e/book.toml",
            "/%2E./book.toml",
            "/..%2fbook.toml",
            "/..%5Cbook.toml",
            "/ssr1\\25.html",
            "/25.html%00.png",
            "/%0a",
            "/%ff",
        ] {
            case(path, None);
        }
    }

    #[test]
    fn only_its_own_names_are_known() {
        let names = Names::new(([127, 0, 0, 1], 3000).into(), &["Preview.example".to_owned()]);
        let known = ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"];
        for host in known.into_iter().chain(["preview.example", "preview.example:8080"]) {
            assert!(names.is_known(host), "{host}");
        }
        let foreign = ["evil.example", "evil.example:3000", "localhost", "127.0.0.1:3001", ""];
        for host in foreign.into_iter().chain(["localhost.evil.example:3000", "0.0.0.0:3000"]) {
            assert!(!names.is_known(host), "{host}");
        }
        assert!(names.is_own_origin("http://localhost:3000"));
        assert!(!names.is_own_origin("http://evil.example:3000"));
        assert!(!names.is_own_origin("null"));
    }

    #[test]
    fn only_its_own_pages_are_let_in_to_streams() {
        #[track_caller]
        fn case(said: &[(&str, &str)], expected: bool) {
            let names = Names::new(([127, 0, 0, 1], 3000).into(), &["preview.example".to_owned()]);
            let mut headers = HeaderMap::new();
            for (name, value) in said {
                let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
                headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            assert_eq!(names.is_own_page(&headers), expected, "{said:?}");
        }
        let (site, own) = ("Sec-Fetch-Site", "http://127.0.0.1:3000");
        case(&[(site, "same-origin")], true);
        case(&[(site, "same-origin"), ("Origin", own)], true);
        case(&[(site, "same-origin"), ("Origin", "http://evil.example")], false);
        for other in
            ["same-site", "cross-site", "none", "", "Same-Origin", "same-origin, same-origin"]
        {
            case(&[(site, other)], false);
            case(&[(site, other), ("Origin", own), ("Referer", own)], false);
        }
        case(&[(site, "same-origin"), (site, "same-origin")], false);
        case(&[(site, "same-origin"), (site, "cross-site")], false);

        case(&[], false);
        case(&[("Origin", own)], true);
        case(&[("Origin", "https://preview.example")], true);
        case(&[("Origin", own), ("Origin", own)], false);
        for other in
            ["null", "", "http://evil.example", "http://127.0.0.1:3001", "127.0.0.1:3000", "é"]
        {
            case(&[("Origin", other)], false);
            case(&[("Origin", other), ("Referer", own)], false);
        }
        for page in ["", "/", "/ssr1/1.html?a#b", "?http://evil.example"] {
            case(&[("Referer", &format!("{own}{page}"))], true);
            case(&[("Referer", &format!("http://evil.example{page}"))], false);
        }
        case(&[("Referer", own), ("Referer", own)], false);
        for other in [
            "http://evil.example/http://127.0.0.1:3000/",
            "http://127.0.0.1:3000@evil.example/",
            "http://127.0.0.1:3000.evil.example/",
            "http://evil.example\\@127.0.0.1:3000/",
            "http://evil.example#@127.0.0.1:3000/",
            "//127.0.0.1:3000/",
            "/ssr1/1.html",
            "about:blank",
            "",
        ] {
            case(&[("Referer", other)], false);
        }
    }

    #[test]
    fn added_names_are_taken_as_people_write_them() {
        #[track_caller]
        fn case(added: &str, host: &str) {
            let names = Names::new(([127, 0, 0, 1], 3000).into(), &[added.to_owned()]);
            assert!(names.is_known(host), "{added}");
        }
        case("x.example", "x.example:3000");
        case("x.example:3000", "x.example:8080");
        case("http://x.example/", "x.example");
        case("2001:db8::1", "[2001:db8::1]:3000");
        case("[2001:db8::1]:3000", "[2001:db8::1]:3000");
    }

    #[test]
    fn the_port_of_the_scheme_can_be_left_out() {
        let names = Names::new(([127, 0, 0, 1], 80).into(), &[]);
        assert!(names.is_known("localhost"));
        assert!(names.is_known("127.0.0.1:80"));
    }
}
