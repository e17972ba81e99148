//! What object stores keep of a file, and what is particular to a kind.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use flate2::Compression;
use flate2::write::GzEncoder;
use ssr_site::publish::host::{Body, Cause, Outgoing};
use ssr_site::publish::hosts::webdav;
use ssr_site::publish::network::PlainHttp;

use super::proxy::{Fate, Proxy};
use super::{Kind, each, environment, fetched, listed, page, server, text};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn readers_are_sent_media_type_cache_header_and_encoding() {
    for kind in [Kind::S3, Kind::Google, Kind::Azure] {
        let store = kind.open("headers");
        let stored = gzip(b"<p>page</p>");
        store
            .put(&Outgoing {
                encoding: Some("gzip"),
                hash: None,
                cache: "public, max-age=31536000, immutable",
                ..page("a.html", &stored)
            })
            .unwrap();
        let (headers, body) = fetched(kind.port(), &kind.public("headers/a.html"));
        assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{kind:?}");
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable", "{kind:?}");
        assert_eq!(headers["content-encoding"], "gzip", "{kind:?}");
        assert_eq!(body, stored, "{kind:?}");
        assert_eq!(store.read("a.html").unwrap().as_deref(), Some(&b"<p>page</p>"[..]), "{kind:?}");
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn large_files_have_headers_too_and_are_sent_in_parts() {
    let bytes = vec![b'x'; 7 * 1024 * 1024];
    for (kind, parts) in
        [(Kind::S3, "partNumber="), (Kind::Google, "partNumber="), (Kind::Azure, "comp=block&")]
    {
        let proxy = Proxy::new(kind.port(), []);
        let store = kind.open_at(proxy.port(), "parts");
        store.put(&Outgoing { body: Body::Bytes(&bytes), ..page("a.html", b"") }).unwrap();
        let (headers, body) = fetched(kind.port(), &kind.public("parts/a.html"));
        assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{kind:?}");
        assert_eq!(headers["cache-control"], "no-cache", "{kind:?}");
        assert_eq!(body.len(), bytes.len(), "{kind:?}");
        let requests = proxy.requests();
        assert_eq!(requests.iter().filter(|it| it.contains(parts)).count(), 2, "{requests:?}");
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn lists_continue() {
    let many = server("s3")["many"].as_u64().unwrap();
    let store =
        Kind::S3.open_as(Kind::S3.port(), "many", "pages", &Kind::S3.credentials()).unwrap();
    let files = listed(&*store);
    assert_eq!(files.len() as u64, many);
    assert!(files.contains(&("1099.html".into(), Some(4))));
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn other_prefixes_are_not_listed() {
    each(&Kind::ALL, |kind| {
        kind.open("both").put(&page("a.html", b"ours")).unwrap();
        kind.open("both-2").put(&page("b.html", b"theirs")).unwrap();
        assert_eq!(listed(&*kind.open("both")), [("a.html".into(), Some(4))], "{kind:?}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_request_a_file() {
    for (kind, deletes) in [(Kind::S3, "DELETE"), (Kind::Google, "DELETE"), (Kind::Azure, "POST")] {
        let proxy = Proxy::new(kind.port(), []);
        let store = kind.open_at(proxy.port(), "count");
        store.put(&page("a.html", b"a")).unwrap();
        store.read("a.html").unwrap();
        store.delete("a.html").unwrap();
        let methods: Vec<_> = proxy
            .requests()
            .iter()
            .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(methods, ["PUT", "GET", deletes], "{kind:?}");
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_server_that_ignores_conditions_is_found_out() {
    use ssr_site::publish::hosts::object;
    let options = object::Options {
        service: object::Service::Google,
        bucket: "reports".into(),
        prefix: "unconditional".into(),
        endpoint: Some(format!("http://127.0.0.1:{}", Kind::Google.port())),
        plain_http: ssr_site::publish::network::PlainHttp::Loopback,
        credentials: object::Credentials::Given,
        conditions: object::Conditions::Checked,
    };
    let store = object::open_in(options, &Kind::Google.credentials()).unwrap();
    let error = store.create(&page("lock.txt", b"mine")).unwrap_err();
    assert_eq!(error.cause, Cause::Other);
    assert!(error.message.ends_with("ignores conditions"), "{error}");
    assert_eq!(store.read("lock.txt").unwrap(), None);
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn directories_of_webdav_are_not_deleted() {
    let root = text(&server("webdav"), "root");
    let store = Kind::Webdav.open("foreign");
    store.put(&page("a.html", b"ours")).unwrap();
    fs::create_dir_all(format!("{root}/foreign/b.html/theirs")).unwrap();
    let error = store.delete("b.html").unwrap_err();
    assert_eq!(error.cause, Cause::Conflict);
    assert!(fs::exists(format!("{root}/foreign/b.html/theirs")).unwrap());
}

/// A server with one directory, `private`, at a port.
fn with_a_directory() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            while !request.ends_with(b"</propfind>") {
                let count = connection.read(&mut piece).unwrap();
                assert_ne!(count, 0);
                request.extend_from_slice(&piece[..count]);
            }
            let directory = |path: &str| {
                format!(
                    "<response><href>{path}</href><propstat><prop><resourcetype><collection/>\
                     </resourcetype></prop></propstat></response>"
                )
            };
            let (all, private) = (directory("/all/"), directory("/all/private/"));
            let body = format!("<multistatus xmlns='DAV:'>{all}{private}</multistatus>");
            let length = body.len();
            let status = "HTTP/1.1 207 Multi-Status";
            write!(connection, "{status}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        }
    });
    port
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_directory_of_webdav_that_is_not_listed_is_no_empty_one() {
    let list = |fates: &[Fate]| {
        let proxy = Proxy::new(with_a_directory(), fates.iter().copied());
        let url = format!("http://127.0.0.1:{}/all", proxy.port());
        let options = webdav::Options { url, plain_http: PlainHttp::Loopback };
        let listed = webdav::open_in(&options, &environment(&[])).unwrap().list();
        assert_eq!(proxy.left(), 0);
        listed
    };
    // A server that lists nothing.
    assert_eq!(list(&[Fate::Status(405)]), Ok(None));
    let error = list(&[Fate::Answered, Fate::Status(403)]).unwrap_err();
    assert_eq!(error.cause, Cause::Denied);
    assert!(error.message.ends_with("/all` does not list `private/`"), "{error}");
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn webdav_refuses_what_it_cannot_keep() {
    let store = Kind::Webdav.open("encoded");
    let file = Outgoing { encoding: Some("gzip"), ..page("a.html", b"") };
    let error = store.put(&file).unwrap_err();
    assert_eq!(error.message, "`a.html` cannot be stored as `gzip`: WebDAV keeps no encodings");
    assert_eq!(store.read("a.html").unwrap(), None);
}
