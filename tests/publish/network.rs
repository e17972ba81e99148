//! Hosts that are reached over HTTP, on the servers of `servers.py`: `tests/publish/run` starts them.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Debug;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use serde_json::Value;
use ssr_site::publish::environment::Environment;
use ssr_site::publish::host::{Body, HostError, Outgoing, Store};
use ssr_site::publish::hosts::{object, webdav};
use ssr_site::publish::network::PlainHttp;

mod contract;
mod proxy;
mod publication;
mod refused;
mod stores;
mod trouble;
mod unencrypted;

/// Names that servers and signatures read something into.
const ODD: &[&str] = &[
    "a b/ü.html",
    "it's \"$HOME\" `x`;&|.html",
    "[x]{a,b}.html",
    "~/#1%20+?.html",
    "018%2F24.html",
    "a@b:c=d.html",
    ".nojekyll",
];

/// What must be known of one server.
fn server(name: &str) -> Value {
    let path = env::var_os("SSR_SITE_TEST_SERVERS").expect("started by tests/publish/run");
    let known: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    known[name].clone()
}

fn port(server: &Value) -> u16 {
    server["port"].as_u64().unwrap().try_into().unwrap()
}

fn text(server: &Value, key: &str) -> String {
    server[key].as_str().unwrap().to_owned()
}

fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::new(variables.iter().copied(), None)
}

/// A kind of host, at a port of loopback: that of its server, or of a proxy before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    S3,
    S3WithKeys,
    Google,
    Azure,
    Webdav,
}

impl Kind {
    const ALL: [Self; 5] = [Self::S3, Self::S3WithKeys, Self::Google, Self::Azure, Self::Webdav];

    fn server(self) -> Value {
        server(match self {
            // They speak the same, but for conditions, where nothing is signed.
            Self::S3 | Self::Google => "s3",
            Self::S3WithKeys => "s3-with-keys",
            Self::Azure => "azure",
            Self::Webdav => "webdav",
        })
    }

    fn port(self) -> u16 {
        port(&self.server())
    }

    fn credentials(self) -> Environment {
        let server = self.server();
        match self {
            Self::S3 => environment(&[
                ("AWS_ACCESS_KEY_ID", "somebody"),
                ("AWS_SECRET_ACCESS_KEY", "hunter2"),
            ]),
            Self::S3WithKeys => environment(&[
                ("AWS_ACCESS_KEY_ID", &text(&server, "key")),
                ("AWS_SECRET_ACCESS_KEY", &text(&server, "secret")),
            ]),
            Self::Google => environment(&[("CLOUDSDK_AUTH_ACCESS_TOKEN", "hunter2")]),
            Self::Azure => environment(&[("AZURE_STORAGE_KEY", &text(&server, "key"))]),
            Self::Webdav => environment(&[
                (webdav::USER, &text(&server, "user")),
                (webdav::PASSWORD, &text(&server, "password")),
            ]),
        }
    }

    /// Below a prefix of its own, at a port.
    fn open_at(self, port: u16, prefix: &str) -> Box<dyn Store> {
        let bucket = self.bucket();
        let prefix =
            format!("{}{prefix}", bucket.strip_prefix("reports").unwrap().trim_start_matches('/'));
        self.open_as(port, "reports", &prefix, &self.credentials()).unwrap()
    }

    /// The bucket, and the beginning of prefixes where two kinds share one.
    fn bucket(self) -> &'static str {
        match self {
            Self::Google => "reports/google/",
            // Its policy, that of the guide, allows no more.
            Self::S3WithKeys => "reports/ssr/",
            _ => "reports",
        }
    }

    /// Path of a file for readers without credentials.
    fn public(self, path: &str) -> String {
        let account = if self == Self::Azure { "devstoreaccount1/" } else { "" };
        format!("/{account}{}/{path}", self.bucket().trim_end_matches('/'))
    }

    fn open(self, prefix: &str) -> Box<dyn Store> {
        self.open_at(self.port(), prefix)
    }

    fn open_as(
        self,
        port: u16,
        bucket: &str,
        prefix: &str,
        environment: &Environment,
    ) -> Result<Box<dyn Store>, HostError> {
        if self == Self::Webdav {
            let url = format!("http://127.0.0.1:{port}/{prefix}");
            let options = webdav::Options { url, plain_http: PlainHttp::Loopback };
            return webdav::open_in(&options, environment);
        }
        let account = (self == Self::Azure).then(|| text(&self.server(), "account"));
        let endpoint = match &account {
            Some(account) => format!("http://127.0.0.1:{port}/{account}"),
            None => format!("http://127.0.0.1:{port}"),
        };
        let service = match self {
            Self::Google => object::Service::Google,
            Self::Azure => object::Service::Azure { account },
            _ => object::Service::S3 { region: None, profile: None, addressing: None },
        };
        let options = object::Options {
            service,
            bucket: bucket.into(),
            prefix: prefix.into(),
            endpoint: Some(endpoint),
            plain_http: PlainHttp::Loopback,
            credentials: object::Credentials::Given,
            // Google's conditions are headers of its own, which the server does not know.
            conditions: if self == Self::Google {
                object::Conditions::Unsupported
            } else {
                object::Conditions::Checked
            },
        };
        object::open_in(options, environment)
    }
}

/// Tests several kinds at the same time: most tests wait for pauses.
fn each(kinds: &[Kind], test: impl Fn(Kind) + Sync) {
    let failed: Vec<Kind> = thread::scope(|scope| {
        let test = &test;
        let threads = kinds.iter().map(|kind| (*kind, scope.spawn(move || test(*kind))));
        let threads: Vec<_> = threads.collect();
        threads.into_iter().filter_map(|(kind, it)| it.join().err().map(|_| kind)).collect()
    });
    assert!(failed.is_empty(), "it failed for {failed:?}");
}

fn page<'a>(path: &'a str, bytes: &'a [u8]) -> Outgoing<'a> {
    Outgoing {
        path,
        body: Body::Bytes(bytes),
        media_type: "text/html; charset=utf-8",
        cache: "no-cache",
        encoding: None,
        hash: None,
    }
}

/// Paths and sizes of all files, sorted.
fn listed(store: &dyn Store) -> Vec<(String, Option<u64>)> {
    let files = store.list().unwrap().expect("it can be listed");
    let mut files: Vec<_> = files.into_iter().map(|file| (file.path, file.size)).collect();
    files.sort();
    files
}

/// What a reader without credentials is answered: headers in lower case, and the body.
fn fetched(port: u16, path: &str) -> (BTreeMap<String, String>, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    (headers.collect(), answer[end + 4..].to_vec())
}

/// Fails if anything secret is in what is shown.
#[track_caller]
fn has_no_secrets(shown: &impl Debug) {
    let shown = format!("{shown:?}");
    let keys = server("s3-with-keys");
    for secret in [
        "hunter2",
        "Signature=",
        "authorization",
        &*text(&keys, "secret"),
        &*text(&server("azure"), "key"),
        &*text(&server("webdav"), "password"),
    ] {
        assert!(!shown.contains(secret), "`{secret}` is in {shown}");
    }
}
