//! `ssr-site check --links`, against a server of its own that is slow, redirects, resets and lies.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::harness::{Ended, Place};

/// A server that answers by path, and keeps what it was asked.
struct Server {
    address: SocketAddr,
    asked: Arc<Asked>,
}

#[derive(Default)]
struct Asked {
    /// `HEAD /path`, in order.
    requests: Mutex<Vec<String>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::<Asked>::default();
        let of_thread = Arc::clone(&asked);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let asked = Arc::clone(&of_thread);
                thread::spawn(move || serve(&connection, &asked));
            }
        });
        Self { address, asked }
    }

    /// An address of this server, under the first or another name of its host.
    fn at(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    fn requests(&self) -> Vec<String> {
        let mut requests = self.asked.requests.lock().unwrap().clone();
        requests.sort();
        requests
    }
}

/// Serves the one request of a connection.
fn serve(connection: &TcpStream, asked: &Asked) {
    let now = asked.now.fetch_add(1, Ordering::SeqCst) + 1;
    asked.most.fetch_max(now, Ordering::SeqCst);
    // Byte by byte, so that a connection can be closed before all is read, which resets it.
    let mut lines = BufReader::with_capacity(1, connection).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let mut words = first.split(' ');
    if let (Some(method), Some(path)) = (words.next(), words.next()) {
        asked.requests.lock().unwrap().push(format!("{method} {path}"));
        if path != "/resets" {
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let path = path.split('?').next().unwrap();
            // Until three are there, or for a while.
            for _ in 0..300 {
                if path != "/meeting" || asked.most.load(Ordering::SeqCst) >= 3 {
                    break;
                }
                thread::sleep(Duration::from_millis(10));
            }
            answer(connection, method, path);
        }
    }
    asked.now.fetch_sub(1, Ordering::SeqCst);
}

fn answer(mut connection: &TcpStream, method: &str, path: &str) {
    let is_head = method == "HEAD";
    let page = |status: &str, headers: &str| {
        let body = if is_head { "" } else { "body" };
        format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 4\r\n{headers}\r\n{body}"
        )
    };
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let pdf = "Content-Type: application/pdf\r\n";
    let said = match path {
        "/works" | "/a-page.pdf" | "/meeting" | "/new" | "/copy" | "/" => page("200 OK", html),
        "/pause" => {
            thread::sleep(Duration::from_millis(500));
            page("200 OK", html)
        }
        "/works.pdf" => page("200 OK", pdf),
        // Answers HEAD with what is not so.
        "/head-is-a-page.pdf" => page("200 OK", if is_head { html } else { pdf }),
        "/head-is-missing" => page(if is_head { "404 Not Found" } else { "200 OK" }, html),
        "/head-is-refused" => page(if is_head { "405 No" } else { "200 OK" }, html),
        "/gone" => page("410 Gone", html),
        "/missing" | "/dead" => page("404 Not Found", html),
        "/login" => page("401 Unauthorized", html),
        "/moved" => page("301 Moved", "Location: /new\r\n"),
        "/moved-home" => page("308 Moved", "Location: /\r\n"),
        "/today-elsewhere" => page("302 Found", "Location: /new\r\n"),
        "/moved-away" => page("301 Moved", "Location: /dead\r\n"),
        "/circle" => page("301 Moved", "Location: /circle\r\n"),
        "/to-a-file" => page("302 Found", "Location: file:///etc/passwd\r\n"),
        "/broken" => page("500 Broken", html),
        "/not-http" => "nothing that is HTTP\r\n\r\n".to_owned(),
        "/endless" => {
            // Headers without end, until the client has enough.
            let line = format!("X: {}\r\n", "x".repeat(1000));
            let _ = write!(connection, "HTTP/1.1 200 OK\r\n");
            (0..1000).all(|_| connection.write_all(line.as_bytes()).is_ok());
            String::new()
        }
        "/long" => {
            // A body that nobody wants to read.
            let _ =
                write!(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n{html}\r\n");
            thread::sleep(Duration::from_secs(if is_head { 0 } else { 30 }));
            String::new()
        }
        "/slow" => {
            thread::sleep(Duration::from_secs(30));
            String::new()
        }
        _ => panic!("nobody has asked for {path}"),
    };
    let _ = connection.write_all(said.as_bytes());
}

/// A site with these addresses in a text, each a link of a list.
fn site(addresses: &[String]) -> Place {
    let place = Place::started();
    let link = |address: &String| format!("- [The page {address}]({address})");
    let links = addresses.iter().map(link).collect::<Vec<_>>().join("\n");
    place.write("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{links}\n"));
    set(&place, "private-networks = true\ntimeout = 1\n", "");
    place
}

/// Nobody asks the hosts that the site of `init` names.
fn set(place: &Place, settings: &str, exclude: &str) {
    let book = place.read("book.toml");
    let book = book.split("\n[link-check]").next().unwrap().to_owned();
    place.write(
        "book.toml",
        &format!("{book}\n[link-check]\nexclude = [\"https://example.org/\"{exclude}]\n{settings}"),
    );
}

/// Findings of the three rules, without the place.
fn found(ended: &Ended) -> Vec<String> {
    let rules = ["dead-link", "moved-link", "wrong-link-type"];
    let warning = |line: &str| {
        let (name, message) = line.strip_prefix("warning[")?.split_once("]: ")?;
        rules.contains(&name).then(|| format!("{name}: {message}"))
    };
    ended.err().lines().filter_map(warning).collect()
}

#[test]
fn every_kind_of_answer() {
    let server = Server::start();
    let at = |path: &str| server.at(path);
    let paths = [
        "works",
        "works.pdf",
        "head-is-a-page.pdf",
        "head-is-missing",
        "head-is-refused",
        "a-page.pdf",
        "gone",
        "missing",
        "login",
        "moved",
        "moved-home",
        "today-elsewhere",
        "moved-away",
        "circle",
        "to-a-file",
        "broken",
        "not-http",
        "endless",
        "long",
        "slow",
        "resets",
    ];
    let mut addresses: Vec<String> = paths.iter().map(|path| at(path)).collect();
    // The same page twice.
    addresses.push(format!("{}#part", at("works")));
    let place = site(&addresses);
    let ended = place.run(&["check", "--links"]);
    ended.code(0).mentions("asked 21 addresses of 1 host: 8 work, 2 moved, 3 lead to nothing, 7 could not be reached; 1 refuse programs");
    ended.mentions(&format!("open it yourself: {}", at("login")));
    let mut found = found(&ended);
    found.sort();
    let today = place
        .read("links.toml")
        .lines()
        .find_map(|it| it.strip_prefix("checked = ").map(str::to_owned))
        .unwrap();
    let unreached = |path: &str, why: &str| {
        format!("dead-link: `{}` could not be reached on {today}: {why}", at(path))
    };
    let mut expected = vec![
        format!("dead-link: `{}` leads to nothing: its server answers 410", at("gone")),
        format!("dead-link: `{}` leads to nothing: its server answers 404", at("missing")),
        format!("dead-link: `{}` leads to nothing: its server answers 404", at("moved-away")),
        format!(
            "dead-link: `{}` leads to the home page of a host, no longer to its own page",
            at("moved-home")
        ),
        unreached("circle", "it redirects more than 10 times"),
        unreached("to-a-file", "it redirects to a `file:` address"),
        unreached("broken", "it answers 500"),
        unreached("not-http", "the answer is no valid HTTP"),
        unreached("endless", "the headers of the answer are too long"),
        unreached("slow", "there is no answer in time"),
        unreached("resets", "the connection fails: connection reset by peer"),
        format!("moved-link: `{}` has moved to `{}`", at("moved"), at("new")),
        format!(
            "wrong-link-type: `{}` is answered as `text/html`, not as `application/pdf`",
            at("a-page.pdf")
        ),
    ];
    expected.sort();
    assert_eq!(found, expected);
    // The head suffices where it is fine, nothing is asked for twice, and only one at a time.
    let requests = server.requests();
    let of = |path: &str| {
        requests.iter().filter(|it| it.ends_with(&format!(" /{path}"))).cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("works"), ["HEAD /works"]);
    assert_eq!(of("long"), ["HEAD /long"]);
    assert_eq!(of("head-is-a-page.pdf"), ["GET /head-is-a-page.pdf", "HEAD /head-is-a-page.pdf"]);
    assert_eq!(of("gone"), ["GET /gone", "HEAD /gone"]);
    // What may pass is tried once more.
    assert_eq!(of("broken").len(), 4);
    assert_eq!(of("slow").len(), 2);
}

#[test]
fn the_results_are_kept_and_nothing_is_asked_without_being_told() {
    let server = Server::start();
    let (dead, moved) = (server.at("dead"), server.at("moved"));
    let place = site(&[dead.clone(), moved]);
    place.run(&["build", "--quiet"]).code(0);
    place.run(&["check"]).code(0);
    assert_eq!(server.requests(), [""; 0]);
    assert!(!place.path("links.toml").exists());
    place.run(&["check", "--links"]).code(0);
    let count = server.requests().len();
    // From the file alone.
    let ended = place.run(&["check"]);
    assert_eq!(found(&ended).len(), 2);
    place.run(&["build", "--quiet"]).code(0);
    assert_eq!(server.requests().len(), count);
    // When it last worked is kept, and so is a stored copy.
    let copy = server.at("copy");
    let first = format!("address = \"{dead}\"\n");
    let text = place
        .read("links.toml")
        .replace(&first, &format!("{first}worked = 2016-03-31\narchive = \"{copy}\"\n"));
    place.write("links.toml", &text);
    let ended = place.run(&["check", "--links"]);
    ended
        .mentions("last found working on 2016-03-31")
        .mentions("`ssr-site check --links --archive` asks whether it works");
    place
        .run(&["check", "--links", "--archive"])
        .mentions(&format!("help: link the stored copy instead: `{copy}`"));
    let text = place.read("links.toml");
    assert!(
        text.contains("worked = 2016-03-31") && text.contains(&format!("archive = \"{copy}\"")),
        "{text}"
    );
    // What is no longer mentioned is forgotten, a stored copy is not.
    place.write("content/about.md", "+++\ntitle = \"About\"\n+++\n");
    place.run(&["check", "--links"]).code(0);
    let text = place.read("links.toml");
    assert!(text.contains(&dead) && text.contains(&copy) && !text.contains("/moved"), "{text}");
}

#[test]
fn bounds() {
    let server = Server::start();
    // Private networks are not asked, nor what the settings leave out.
    let place = site(&[server.at("works"), server.at("gone")]);
    set(&place, "", &format!(", \"{}\"", server.at("g")));
    let ended = place.run(&["check", "--links"]);
    ended.mentions(
        "1 are of a private network and were not asked; 4 are left out by `[link-check] exclude`",
    );
    ended.mentions(&format!(
        "`{}` leads into a private network, which readers cannot reach",
        server.at("works")
    ));
    assert_eq!(server.requests(), [""; 0]);
    // Several hosts at a time, one address of each.
    let most = |hosts: [&str; 3], path: &str| {
        let server = Server::start();
        let port = server.address.port();
        let address = |(index, host)| format!("http://{host}:{port}/{path}?{index}");
        let place = site(&hosts.iter().enumerate().map(address).collect::<Vec<_>>());
        set(&place, "private-networks = true\n", "");
        place.run(&["check", "--links"]).mentions("3 work");
        server.asked.most.load(Ordering::SeqCst)
    };
    assert_eq!(most(["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"], "meeting"), 3);
    assert_eq!(most(["127.0.0.1"; 3], "pause"), 1);
    // A host that takes no connection is asked twice, and its other addresses have the same answer.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let place = site(&(0..50).map(|index| format!("http://{closed}/{index}")).collect::<Vec<_>>());
    let ended = place.run(&["check", "--links"]);
    ended
        .mentions("asked 50 addresses of 1 host")
        .mentions("50 could not be reached")
        .mentions("connection refused");
    // Without any network, nothing is recorded.
    let place = site(&["http://one.invalid/".to_owned(), "http://two.invalid/".to_owned()]);
    let ended = place.run(&["check", "--links"]);
    ended.code(3).mentions("error: no server could be reached");
    assert!(!place.path("links.toml").exists());
}

#[test]
fn a_file_of_results_that_cannot_be_read_is_not_overwritten() {
    let server = Server::start();
    let place = site(&[server.at("works")]);
    place.write("links.toml", "[[link]]\nadress = \"https://example.org/\"\n");
    let ended = place.run(&["check", "--links"]);
    ended.code(1).mentions("unknown key `adress`");
    assert_eq!(place.read("links.toml"), "[[link]]\nadress = \"https://example.org/\"\n");
    assert_eq!(server.requests(), [""; 0]);
}
