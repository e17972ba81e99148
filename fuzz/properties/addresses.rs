//! Requests of `serve` and link addresses: the first line is a host, the others are addresses.

use std::net::SocketAddr;

use ssr_site::path::{Route, SourcePath};
use ssr_site::percent;
use ssr_site::schema::Address;
use ssr_site::serve::guard::{Names, route};

/// Host names of the server, without a port.
const NAMES: &[&str] = &["127.0.0.1", "localhost", "[::1]", "preview.test"];

/// Only the server's own hosts are known, a path resolves to a route inside the site or to nothing,
/// and no dangerous scheme passes for another.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    let (host, paths) = text.split_once('\n').unwrap_or((&text, ""));
    asked_by_name(host);
    for path in text.lines().chain(paths.lines()) {
        means_a_route(path);
        stays_inside(path);
        has_a_scheme(path);
    }
    has_a_scheme(&text);
}

fn asked_by_name(host: &str) {
    let address = SocketAddr::from(([127, 0, 0, 1], 3000));
    let names = Names::new(address, &["Preview.test".to_owned()]);
    for own in NAMES {
        assert!(names.is_known(&format!("{own}:3000")), "{own}");
    }
    if names.is_known(host) {
        let host = host.to_ascii_lowercase();
        // The added name may be given with a scheme.
        let bare = ["http://", "https://"].iter().find_map(|scheme| host.strip_prefix(scheme));
        let after = |name: &&str| bare.unwrap_or(&host).strip_prefix(name);
        let rest = NAMES.iter().find_map(after).unwrap_or_else(|| panic!("{host:?} is known"));
        let rest = rest.trim_end_matches('/');
        let port = rest.strip_prefix(':').unwrap_or(rest);
        assert!(port.bytes().all(|byte| byte.is_ascii_digit()), "{host:?} is known");
    }
    if names.is_own_origin(host) {
        let bare = host.strip_prefix("http://").or(host.strip_prefix("https://"));
        assert!(bare.is_some_and(|host| names.is_known(host)), "{host:?} is an own origin");
    }
}

fn means_a_route(path: &str) {
    let Some(meant) = route(path) else { return };
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    assert!(meant.split('/').all(plain), "{path:?} means {meant:?}");
    assert!(
        !meant.contains('\\') && !meant.chars().any(char::is_control),
        "{path:?} means {meant:?}"
    );
    assert_eq!(Route::new(&*meant).as_str(), meant);
    assert_eq!(SourcePath::default().resolve(&meant), Some(SourcePath::new(&meant)), "{path:?}");
    let spelled = format!("/{}", percent::path(&meant));
    assert_eq!(
        route(&spelled).as_ref(),
        Some(&meant),
        "{path:?} means {meant:?}, spelled {spelled:?}"
    );
}

fn stays_inside(path: &str) {
    let base = SourcePath::new("content/ssr1");
    let Some(resolved) = base.resolve(path) else { return };
    let parts = |path: &SourcePath| path.as_str().split('/').any(|part| part == "..");
    assert!(!parts(&resolved) && !resolved.as_str().starts_with('/'), "{path:?}: {resolved}");
    assert_eq!(resolved.parent().join(resolved.name()), resolved, "{path:?}");
    assert!(resolved.below(&base).is_none_or(|below| base.join(below) == resolved), "{path:?}");
}

/// The scheme of an address as parsed by browsers: <https://url.spec.whatwg.org/#url-parsing>.
fn scheme(address: &str) -> Option<String> {
    let trimmed = address.trim_matches(|char: char| char <= ' ');
    let seen = trimmed.replace(['\t', '\n', '\r'], "");
    let (scheme, _) = seen.split_once(':')?;
    let inside = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
    let is_one =
        scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.chars().all(inside);
    is_one.then(|| scheme.to_ascii_lowercase())
}

fn has_a_scheme(address: &str) {
    let scheme = scheme(address);
    if Address::is_allowed(address) {
        let known = ["http", "https", "mailto", "tel"];
        assert!(scheme.as_deref().is_none_or(|it| known.contains(&it)), "{address:?} is allowed");
    }
    if Address::is_relative(address) {
        assert_eq!(scheme, None, "{address:?} is relative");
        let seen = address.trim_start_matches(|char: char| char <= ' ');
        let seen = seen.replace(['\t', '\n', '\r'], "").replace('\\', "/");
        assert!(!seen.starts_with("//"), "{address:?} is another host's");
    }
}
