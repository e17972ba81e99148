//! What every kind of host must do.

use std::sync::Barrier;
use std::thread;

use ssr_site::publish::host::{Body, Outgoing, Store};
use tempfile::NamedTempFile;

use super::proxy::Proxy;
use super::{Kind, ODD, each, has_no_secrets, listed, page};

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn files_are_put_replaced_listed_and_deleted() {
    each(&Kind::ALL, |kind| {
        let store = kind.open("contract");
        has_no_secrets(&store.address());
        assert_eq!(listed(&*store), [], "{kind:?}");
        assert_eq!(store.read("ssr1/25.html").unwrap(), None, "{kind:?}");
        store.put(&page("ssr1/25.html", b"old")).unwrap();
        store.put(&page("ssr1/25.html", b"newer")).unwrap();
        store.put(&page("ssr1/2016-06-30/index.html", b"edition")).unwrap();
        store.put(&page("empty.txt", b"")).unwrap();
        assert_eq!(store.read("ssr1/25.html").unwrap().as_deref(), Some(&b"newer"[..]));
        assert_eq!(store.read("empty.txt").unwrap().as_deref(), Some(&b""[..]));
        let expected = [("empty.txt", 0), ("ssr1/2016-06-30/index.html", 7), ("ssr1/25.html", 5)];
        let expected = expected.map(|(path, size)| (path.to_owned(), Some(size)));
        assert_eq!(listed(&*store), expected, "{kind:?}");
        store.delete("ssr1/25.html").unwrap();
        store.delete("ssr1/25.html").unwrap();
        assert_eq!(listed(&*store), expected[..2], "{kind:?}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn names_are_kept() {
    each(&Kind::ALL, |kind| {
        let store = kind.open("odd-é");
        for name in ODD {
            store.put(&page(name, name.as_bytes())).unwrap();
            assert_eq!(store.read(name).unwrap().as_deref(), Some(name.as_bytes()), "{kind:?}");
        }
        let mut names: Vec<_> = ODD.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        let found: Vec<_> = listed(&*store).into_iter().map(|(path, _)| path).collect();
        assert_eq!(found, names, "{kind:?}");
        for name in ODD {
            store.delete(name).unwrap();
        }
        assert_eq!(listed(&*store), [], "{kind:?}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn one_of_several_creates_a_file() {
    each(&Kind::ALL, |kind| {
        let store = kind.open("lock");
        let created = |bytes: &[u8]| store.create(&page("d/lock.txt", bytes)).unwrap();
        assert!(created(b"first"), "{kind:?}");
        assert!(!created(b"second"), "{kind:?}");
        assert_eq!(store.read("d/lock.txt").unwrap().as_deref(), Some(&b"first"[..]), "{kind:?}");
        store.delete("d/lock.txt").unwrap();
        assert!(created(b"third"), "{kind:?}");
        store.delete("d/lock.txt").unwrap();
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn one_of_several_at_once_creates_a_file() {
    // The others look first, and are not quite exact: the docs say so.
    each(&[Kind::S3, Kind::S3WithKeys, Kind::Azure], |kind| {
        // moto looks and writes in two steps: it is asked one thing at a time.
        let proxy = Proxy::new(kind.port(), []);
        for round in 0..4 {
            let path = format!("round-{round}.txt");
            let all = Barrier::new(4);
            let at_once = |number: usize| {
                let store = kind.open_at(proxy.port(), "race");
                all.wait();
                store.create(&page(&path, format!("{number}").as_bytes())).unwrap()
            };
            let created = thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|it| scope.spawn(move || at_once(it))).collect();
                threads.into_iter().map(|it| it.join().unwrap()).collect::<Vec<_>>()
            });
            assert_eq!(created.iter().filter(|it| **it).count(), 1, "{kind:?}: {created:?}");
            let winner = created.iter().position(|it| *it).unwrap().to_string();
            let store = kind.open("race");
            assert_eq!(store.read(&path).unwrap().as_deref(), Some(winner.as_bytes()), "{kind:?}");
        }
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn large_files_are_sent_from_the_disk() {
    // More than two parts, the last one short.
    let bytes: Vec<u8> = (0..13 * 1024 * 256_u32).flat_map(u32::to_le_bytes).collect();
    let file = NamedTempFile::new().unwrap();
    std::fs::write(&file, &bytes).unwrap();
    each(&Kind::ALL, |kind| {
        let store = kind.open("large");
        store.put(&Outgoing { body: Body::File(file.path()), ..page("a.pdf", b"") }).unwrap();
        assert!(store.read("a.pdf").unwrap().as_ref() == Some(&bytes), "{kind:?}");
        assert_eq!(listed(&*store), [("a.pdf".into(), Some(bytes.len() as u64))], "{kind:?}");
    });
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn transfers_run_at_the_same_time() {
    each(&Kind::ALL, |kind| {
        let store = kind.open("parallel");
        let store: &dyn Store = &*store;
        thread::scope(|scope| {
            for thread in 0..store.at_a_time() {
                scope.spawn(move || {
                    for at in 0..5 {
                        let path = format!("{at}/{thread}.html");
                        store.put(&page(&path, path.as_bytes())).unwrap();
                        let found = store.read(&path).unwrap();
                        assert_eq!(found.as_deref(), Some(path.as_bytes()));
                    }
                });
            }
        });
        assert_eq!(listed(store).len(), 5 * store.at_a_time(), "{kind:?}");
    });
}
