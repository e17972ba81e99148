#![allow(clippy::unwrap_used, reason = "a test may fail")]

use super::*;
use crate::config::Config;

/// The hosts of a file, and the messages about them.
fn read(table: &str) -> (Vec<Publication>, Vec<String>) {
    let text = format!("[book]\ntitle = \"T\"\n{table}");
    let (config, found) = Config::parse(&text, &SourcePath::new("book.toml"));
    let messages = found.iter().map(|found| found.message.clone()).collect();
    (config.unwrap().publish.into_vec(), messages)
}

#[test]
fn hosts_of_every_kind() {
    #[track_caller]
    fn case(keys: &str, expected: &HostSettings) {
        let (hosts, messages) = read(&format!("[publish.web]\n{keys}"));
        assert_eq!(messages, [""; 0]);
        assert_eq!(hosts[0].host, *expected);
    }
    let text = Verbatim::new;
    case(
        "kind = \"directory\"\npath = \"/srv\"",
        &HostSettings::Directory { path: text("/srv"), in_place: false },
    );
    case(
        "kind = \"ssh\"\nhost = \"www\"\npath = \"/srv/report\"",
        &HostSettings::Ssh {
            host: text("www"),
            path: text("/srv/report"),
            switch: None,
            keep: 3,
            options: Vec::new(),
        },
    );
    case(
        "kind = \"git\"\nremote = \"origin\"\nbranch = \"pages\"",
        &HostSettings::Git { remote: text("origin"), branch: text("pages"), directory: None },
    );
    case(
        "kind = \"s3\"\nbucket = \"reports\"\nprefix = \"ssr\"\ncompress = \"gzip\"",
        &HostSettings::Object(ObjectStore {
            service: Service::S3 { region: None, profile: None, addressing: None },
            bucket: text("reports"),
            prefix: Some(text("ssr")),
            endpoint: None,
            allow_http: false,
            machine_credentials: false,
            conditional_writes: true,
        }),
    );
    case(
        "kind = \"webdav\"\nurl = \"https://example.org/dav\"",
        &HostSettings::Webdav { url: text("https://example.org/dav"), allow_http: false },
    );
}

#[test]
fn what_is_wrong_with_a_host() {
    #[track_caller]
    fn case(table: &str, expected: &[&str]) {
        assert_eq!(read(table).1, expected);
    }
    case(
        "[publish.web]\nkind = \"ssh\"\npath = \"/srv\"",
        &["`[publish.web]` of kind `ssh` has no `host`"],
    );
    case(
        "[publish.web]\nkind = \"git\"\nremote = \"origin\"\nbranch = \"x\"\nbucket = \"b\"",
        &["a host of kind `git` has no `bucket`"],
    );
    case(
        "[publish.\"a b\"]\nkind = \"directory\"\npath = \"x\"",
        &["`a b` is not a name of a host"],
    );
    case(
        "[publish.web]\nkind = \"directory\"\npath = \"x\"\nmax-deletions = 120",
        &["`max-deletions` is a percentage"],
    );
    case(
        "[publish.web]\nkind = \"directory\"\npath = \"x\"\nafter = [[]]",
        &["a command of `after` names no program"],
    );
}
