//! Servers and connections that fail, and recover or not.

use ssr_site::publish::host::Cause;

use super::proxy::{Fate, Proxy};
use super::{Kind, each, has_no_secrets, page};

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn servers_that_recover() {
    each(&Kind::ALL, |kind| {
        for fate in [Fate::Status(500), Fate::Status(503), Fate::Status(429), Fate::Lost] {
            let proxy = Proxy::new(kind.port(), [fate, fate]);
            let store = kind.open_at(proxy.port(), "recovers");
            store.put(&page("a.html", b"page")).unwrap();
            assert_eq!(proxy.left(), 0, "{kind:?}, {fate:?}");
            let proxy = Proxy::new(kind.port(), [fate, fate]);
            let store = kind.open_at(proxy.port(), "recovers");
            assert_eq!(store.read("a.html").unwrap().as_deref(), Some(&b"page"[..]), "{kind:?}");
            assert_eq!(proxy.left(), 0, "{kind:?}, {fate:?}");
        }
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn servers_that_do_not_recover() {
    each(&Kind::ALL, |kind| {
        let proxy = Proxy::always(kind.port(), Fate::Status(503));
        let store = kind.open_at(proxy.port(), "down");
        let error = store.put(&page("a.html", b"page")).unwrap_err();
        assert_eq!(error.cause, Cause::Transient, "{kind:?}: {error}");
        assert!(error.message.contains("`127.0.0.1` answered 503 Service Unavailable"), "{error}");
        has_no_secrets(&error);
        assert_eq!(proxy.requests().len(), 4, "{kind:?}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn nothing_listens() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    each(&Kind::ALL, |kind| {
        let error = kind.open_at(port, "nobody").list().unwrap_err();
        assert_eq!(error.cause, Cause::Transient, "{kind:?}: {error}");
        assert!(error.message.contains("no answer of `127.0.0.1`: "), "{error}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn answers_that_end_in_the_middle() {
    let bytes = vec![b'x'; 400_000];
    each(&Kind::ALL, |kind| {
        kind.open("middle").put(&page("a.html", &bytes)).unwrap();
        for length in [10, 100_000] {
            let proxy = Proxy::new(kind.port(), [Fate::Cut(length)]);
            let store = kind.open_at(proxy.port(), "middle");
            assert_eq!(store.read("a.html").unwrap().as_ref(), Some(&bytes), "{kind:?}, {length}");
            assert_eq!(proxy.left(), 0);
            let proxy = Proxy::always(kind.port(), Fate::Cut(length));
            let error = kind.open_at(proxy.port(), "middle").read("a.html").unwrap_err();
            assert_eq!(error.cause, Cause::Transient, "{kind:?}, {length}: {error}");
            has_no_secrets(&error);
        }
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn what_was_written_although_its_answer_is_lost() {
    each(&Kind::ALL, |kind| {
        let proxy = Proxy::new(kind.port(), [Fate::Cut(0)]);
        let store = kind.open_at(proxy.port(), "lost");
        store.put(&page("a.html", b"page")).unwrap();
        // Looked for first where there are no conditions.
        let looks = matches!(kind, Kind::Google | Kind::Webdav);
        let mut fates = vec![Fate::Cut(0)];
        if looks {
            fates.insert(0, Fate::Answered);
        }
        let proxy = Proxy::new(kind.port(), fates);
        let store = kind.open_at(proxy.port(), "lost");
        assert!(store.create(&page("lock.txt", b"mine")).unwrap(), "{kind:?}");
        assert_eq!(proxy.left(), 0, "{kind:?}");
        assert!(!store.create(&page("lock.txt", b"theirs")).unwrap(), "{kind:?}");
        store.delete("lock.txt").unwrap();
    });
}
