//! Addresses outside the site that are written like files of it.

use std::borrow::Cow;

/// Endings of hosts that are no usual endings of files.
const HOSTS: [&str; 10] =
    [".com", ".edu", ".eu", ".gov", ".int", ".mil", ".net", ".org", ".co.uk", ".gov.uk"];

/// What to type instead of an address that leads nowhere.
pub(super) fn meant(written: &str) -> Option<String> {
    let written = written.trim();
    let host = written.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    if is_mail(written) {
        return Some(format!("write `mailto:{written}`"));
    }
    let is_host = host.starts_with("www.") || HOSTS.iter().any(|end| host.ends_with(end));
    is_host.then(|| format!("write `https://{written}`"))
}

fn is_mail(written: &str) -> bool {
    let Some((name, host)) = written.split_once('@') else { return false };
    let is_plain = |text: &str| !text.is_empty() && !text.contains(['/', '@', ' ', ':']);
    is_plain(name) && is_plain(host) && host.contains('.')
}

/// A path with slashes instead of backslashes.
pub(super) fn with_slashes(written: &str) -> Option<String> {
    let slashes: Cow<'_, str> = written.replace('\\', "/").into();
    (slashes != written).then(|| slashes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside() {
        #[track_caller]
        fn case(written: &str, expected: Option<&str>) {
            let expected = expected.map(|address| format!("write `{address}`"));
            assert_eq!(meant(written), expected, "{written}");
        }
        case("www.example.org", Some("https://www.example.org"));
        case("WWW.Example.org/a?b#c", Some("https://WWW.Example.org/a?b#c"));
        case("example.org/policy", Some("https://example.org/policy"));
        case("data.example.gov.uk", Some("https://data.example.gov.uk"));
        case("office@example.org", Some("mailto:office@example.org"));
        case("office@example.org?subject=A", Some("mailto:office@example.org?subject=A"));
        case("figures.csv", None);
        case("docs/www.example.org.md", None);
        case("a@b", None);
        case("notes/a@example.org", None);
        case("", None);
    }
}
