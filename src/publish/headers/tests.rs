use std::collections::BTreeSet;

use super::*;
use crate::media;

const KINDS: [Kind; 4] = [Kind::Nginx, Kind::Apache, Kind::Netlify, Kind::S3CloudFront];

fn written(kind: Kind, site_url: &str, print: bool) -> String {
    configuration(kind, Layout { site_url: Some(site_url), print }).expect("a configuration")
}

#[test]
fn files_by_their_address() {
    #[track_caller]
    fn case(path: &str, expected_policy: &str, expected_cache: &str) {
        assert_eq!((policy(path), cache(path)), (expected_policy, expected_cache), "{path}");
    }
    case("index.html", POLICY, REVALIDATED);
    case("assets/style.0123456789.css", POLICY, IMMUTABLE);
    case("ssr1/assets/x.css", POLICY, REVALIDATED);
    case("ssr1/print.html", PRINT_POLICY, REVALIDATED);
    case("ssr1/2016-06-30/print.html", PRINT_POLICY, REVALIDATED);
    // An ordinary page.
    case("print.html", POLICY, REVALIDATED);
    case("ssr1/blueprint.html", POLICY, REVALIDATED);
}

#[test]
fn the_guide_has_the_same_values() {
    let guide = include_str!("../../../docs/publishing.md");
    for value in [POLICY, PRINT_POLICY, NO_SNIFFING, REFERRER_POLICY, IMMUTABLE, REVALIDATED] {
        assert!(guide.contains(&format!("| `{value}` |")), "{value}");
    }
    assert!(guide.contains(&format!("`{COMMON_POLICY}`")));
}

#[test]
fn every_kind_has_every_value_and_the_path() {
    for kind in KINDS {
        let text = written(kind, "https://example.org/reports/ssr/", true);
        for value in [NO_SNIFFING, REFERRER_POLICY, IMMUTABLE] {
            // CloudFront's API has a switch instead of the only value.
            let is_there = text.contains(value) || text.contains("ContentTypeOptions");
            assert!(is_there, "{kind:?}: {value}");
        }
        assert!(text.contains("reports/ssr/assets/"), "{kind:?}: {text}");
        let at_root = written(kind, "https://example.org/", true);
        assert!(!at_root.contains("//assets"), "{kind:?}: {at_root}");
        assert!(!at_root.contains("reports"), "{kind:?}: {at_root}");
        let none = configuration(kind, Layout { site_url: None, print: true });
        assert_eq!(none.as_deref(), Ok(&*at_root), "{kind:?}");
        let without_print = written(kind, "https://example.org/", false);
        assert!(!without_print.contains("unsafe-inline"), "{kind:?}");
        assert!(text.contains("unsafe-inline"), "{kind:?}");
    }
}

#[test]
fn paths_that_configuration_can_contain() {
    #[track_caller]
    fn case(site_url: &str, expected: Result<(&str, &str), char>) {
        let path = HostPath::of(Some(site_url));
        let expected = expected
            .map(|(decoded, encoded)| (decoded.to_owned(), encoded.to_owned()))
            .map_err(|character| HeadersError::Character { character });
        let found = path.map(|path| (path.decoded().to_owned(), path.encoded()));
        assert_eq!(found, expected, "{site_url}");
    }
    case("https://example.org/", Ok(("/", "/")));
    case("http://example.org:8080/a-b/c.d/", Ok(("/a-b/c.d/", "/a-b/c.d/")));
    case("https://example.org/%C3%A9/", Ok(("/é/", "/%C3%A9/")));
    case("https://example.org/é/", Ok(("/é/", "/%C3%A9/")));
    case("https://example.org/a;b/", Err(';'));
    case("https://example.org/a$b/", Err('$'));
    case("https://example.org/a{b/", Err('{'));
    case("https://example.org/a'b/", Err('\''));
    case("https://example.org/a%22b/", Err('"'));
    case("https://example.org/a%20b/", Err(' '));
    case("https://example.org/a%0Ab/", Err('\n'));
}

#[test]
fn no_two_rules_of_netlify_have_the_same_header() {
    let text = written(Kind::Netlify, "https://example.org/r/", true);
    let headers = text.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": "));
    let names: Vec<&str> = headers.map(|(name, _)| name).collect();
    assert_eq!(names.len(), 4, "{text}");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{text}");
    let rules: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
    assert_eq!(rules, ["/r/*", "/r/assets/*"]);
}

#[test]
fn cloudfront_matches_the_strictest_pattern_first() {
    let text = written(Kind::S3CloudFront, "https://example.org/r/", true);
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let patterns: Vec<&str> = all["CacheBehaviors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|behavior| behavior["PathPattern"].as_str())
        .collect();
    assert_eq!(patterns, ["r/*/print.html", "r/*"]);
    let config = &all["ResponseHeadersPolicies"][1]["SecurityHeadersConfig"];
    assert_eq!(config["ContentSecurityPolicy"]["ContentSecurityPolicy"], PRINT_POLICY);
    assert_eq!(all["CustomErrorResponses"][0]["ResponsePagePath"], "/r/404.html");
    assert_eq!(all["ObjectMetadata"][1]["Prefix"], "r/");
}

#[test]
fn servers_know_the_type_of_every_file() {
    let (nginx, apache) = (
        written(Kind::Nginx, "https://example.org/", true),
        written(Kind::Apache, "https://example.org/", true),
    );
    for (ending, media_type) in media::by_ending() {
        let line = nginx
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with(&format!("{media_type} ")) && line.ends_with(';'));
        let line = line.unwrap_or_else(|| panic!("nginx: {media_type}"));
        assert!(line.trim_end_matches(';').split(' ').any(|word| word == ending), "{line}");
        let added = format!("AddType \"{}\" .{ending}", media::with_charset(media_type));
        assert!(apache.lines().any(|line| line == added), "Apache: {added}");
    }
}
