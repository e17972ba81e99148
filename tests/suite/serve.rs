//! The preview, through the real binary and real connections.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::harness::{Disk, Project, tree};

/// Timeout of a test.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server for a project.
struct Server {
    disk: Disk,
    process: Child,
    address: SocketAddr,
    /// Its output, line by line.
    said: Receiver<String>,
}

/// A response.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start(project: &Project, options: &[&str]) -> Self {
        let disk = project.on_disk();
        let arguments: Vec<&str> =
            ["serve", "--port", "0"].iter().chain(options).copied().collect();
        let mut command = disk.command(&arguments);
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let (sender, said) = channel();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        let mut server = Self { disk, process, address: ([127, 0, 0, 1], 0).into(), said };
        let line = server.hear("the site is at http://");
        let url = line.rsplit_once("http://").unwrap().1;
        server.address = url.split_once('/').unwrap().0.parse().unwrap();
        server
    }

    /// Waits for a line of output.
    #[track_caller]
    fn hear(&self, part: &str) -> String {
        let until = Instant::now() + PATIENCE;
        let mut heard = Vec::new();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.said.recv_timeout(left) {
                Ok(line) if line.contains(part) => return line,
                Ok(line) => heard.push(line),
                Err(error) => panic!("no “{part}” in {heard:?}: {error}"),
            }
        }
    }

    /// Sends a raw request.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("{answer}")),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    /// Sends a request without reading.
    fn ask(&self, target: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = self.address;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
        stream
    }

    fn request(&self, method: &str, target: &str, headers: &str) -> Answer {
        let host = self.address;
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"
        );
        self.raw(request.as_bytes())
    }

    fn get(&self, target: &str) -> Answer {
        self.request("GET", target, "")
    }

    /// Requests a page until it is as expected.
    #[track_caller]
    fn wait_for(&self, target: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(target);
            if expected(&answer) {
                return answer;
            }
            assert!(Instant::now() < until, "{target} never became what it should: {answer:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The event stream of a page.
    fn stream(&self, path: &str) -> BufReader<TcpStream> {
        self.stream_for("Sec-Fetch-Site: same-origin\r\n", path)
    }

    /// The same with other request headers.
    fn stream_for(&self, headers: &str, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let target = format!("/__ssr-site/events?path={path}&content=old&styles=old");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.address).unwrap();
        BufReader::new(stream)
    }
}

/// The next event of a kind.
#[track_caller]
fn event(stream: &mut BufReader<TcpStream>, kind: &str) -> String {
    let mut named = false;
    let until = Instant::now() + PATIENCE;
    for line in stream.lines() {
        let line = line.unwrap();
        // Keep-alive comments are sent from time to time.
        assert!(Instant::now() < until, "no {kind} came");
        match line.strip_prefix("data:") {
            Some(data) if named => return data.trim().to_owned(),
            _ if line.starts_with("event:") => named = line == format!("event: {kind}"),
            _ => {}
        }
    }
    panic!("the stream ended without {kind}");
}

const UPDATE: &str = "content/ssr1/2020-03-31/rec-1.md";

fn update(text: &str) -> String {
    format!("+++\nnumber = 1\nstatus = \"planned\"\n+++\n{text}\n")
}

fn project() -> Project {
    Project::new()
        .with_report(&["1", "2", "3"])
        .edition("ssr1", "2020-03-31")
        .file(UPDATE, update("As it was."))
        .file("content/ssr1/figures.csv", "a,b\n")
}

#[test]
fn every_page_of_a_build_is_there() {
    let server = Server::start(&project(), &[]);
    server.disk.build().code(0);
    for (route, built) in server.disk.pages() {
        if route.starts_with('.') {
            continue;
        }
        let answer = server.get(&format!("/{route}"));
        assert_eq!(answer.status, 200, "{route}");
        let built = String::from_utf8(built).unwrap();
        if route.ends_with("print.html") {
            // Streamed, and without a script: it has its own policy.
            assert!(answer.body.contains("</html>"), "{route}");
            assert!(answer.head.contains("style-src 'sha256-"), "{}", answer.head);
            continue;
        }
        let (before, after) = built.rsplit_once("</body>").unwrap_or((&built, ""));
        if route.ends_with(".html") {
            let script = answer.body.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            let script = script.unwrap_or_else(|| panic!("{route} differs: {}", answer.body));
            assert!(script.starts_with("<script src=\"/__ssr-site/preview.js\""), "{script}");
        } else if !answer.head.contains("transfer-encoding: chunked") {
            assert_eq!(answer.body, built, "{route}");
        } else {
            assert!(answer.body.contains(built.trim_end().lines().last().unwrap()), "{route}");
        }
    }
}

#[test]
fn a_directory_is_its_index_and_what_is_missing_says_so() {
    let server = Server::start(&project(), &[]);
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/ssr1/").body, server.get("/ssr1/index.html").body);
    let answer = server.get("/ssr1/2020-03-31");
    assert_eq!(answer.status, 302);
    assert!(answer.head.contains("location: /ssr1/2020-03-31/\r\n"), "{}", answer.head);
    let missing = server.get("/no/such/page.html?query=1");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("/__ssr-site/preview.js"));
    assert_eq!(server.get("/ssr1/1.html?a=../../book.toml").status, 200);
}

#[test]
fn nothing_but_routes_is_answered() {
    let server = Server::start(&project(), &[]);
    fs::write(server.disk.path("secret.txt"), "secret").unwrap();
    fs::write(server.disk.path("content/.hidden"), "secret").unwrap();
    let root = server.disk.root().to_str().unwrap().to_owned();
    let absolute = format!("{root}/secret.txt");
    for target in [
        "/../secret.txt",
        "/ssr1/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2e%2e%5csecret.txt",
        "/ssr1\\..\\secret.txt",
        "//secret.txt",
        "/ssr1//1.html",
        "/secret.txt%00.html",
        "/secret.txt",
        "/book.toml",
        "/content/_index.md",
        "/.hidden",
        "/%2ehidden",
        "/content/.hidden",
        "/?/../secret.txt/..",
        &absolute,
        &format!("/{absolute}"),
        &format!("/file://{absolute}"),
        "/__ssr-site/../secret.txt",
        "/__ssr-site/tool.rs",
    ] {
        let answer = server.get(target);
        let front = target.starts_with("/?");
        assert!(front || matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.body.contains("secret\n") && answer.body.trim() != "secret", "{target}");
    }
    // An absolute request target has its own host.
    let form = |url: &str| server.request("GET", url, "").status;
    assert_eq!(form(&format!("http://{}/ssr1/1.html", server.address)), 200);
    assert_eq!(form("http://evil.example/ssr1/1.html"), 403);
    assert!(matches!(form("file:///etc/passwd"), 400 | 403));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_never_leads_out() {
    let server = Server::start(&project(), &[]);
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.csv");
    fs::write(&secret, "secret").unwrap();
    let file = server.disk.path("content/ssr1/figures.csv");
    assert_eq!(server.get("/ssr1/figures.csv").status, 200);
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&secret, &file).unwrap();
    let until = Instant::now() + Duration::from_secs(1);
    while Instant::now() < until {
        let answer = server.get("/ssr1/figures.csv");
        assert!(!answer.body.contains("secret"), "{answer:?}");
    }
}

#[test]
fn only_reading_is_answered_and_only_here() {
    let server = Server::start(&project(), &["--allow-host", "preview.example"]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let answer = server.request(method, "/", "");
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: get, head"));
    }
    let head = server.request("HEAD", "/ssr1/1.html", "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));

    let host = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        server.raw(request.as_bytes()).status
    };
    let port = server.address.port();
    for own in [format!("localhost:{port}"), format!("[::1]:{port}"), "preview.example".to_owned()]
    {
        assert_eq!(host(&own), 200, "{own}");
    }
    for foreign in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1", ""]
    {
        assert_eq!(host(foreign), 403, "{foreign}");
    }
    let nameless = server.raw(b"GET / HTTP/1.0\r\n\r\n");
    assert_eq!(nameless.status, 403);
}

#[test]
fn streams_are_for_pages_of_the_preview_alone() {
    let server = Server::start(&project(), &[]);
    let own = format!("http://{}", server.address);
    let page = "http://evil.example/page.html";
    for headers in [
        "Sec-Fetch-Site: same-origin\r\n".to_owned(),
        format!("Referer: {own}/ssr1/1.html\r\n"),
        format!("Origin: {own}\r\n"),
    ] {
        event(&mut server.stream_for(&headers, "/ssr1/1.html"), "problems");
    }
    let stream = "/__ssr-site/events?path=/&content=a&styles=b";
    for headers in [
        String::new(),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        format!("Sec-Fetch-Site: same-site\r\nOrigin: {own}\r\nReferer: {own}/\r\n"),
        "Sec-Fetch-Site: none\r\n".to_owned(),
        format!("Sec-Fetch-Site: same-origin\r\nOrigin: {page}\r\n"),
        format!("Origin: {page}\r\n"),
        format!("Origin: null\r\nReferer: {own}/\r\n"),
        format!("Referer: {page}\r\n"),
    ] {
        let answer = server.request("GET", stream, &headers);
        assert_eq!(answer.status, 403, "{headers}");
        assert!(answer.body.contains("only for pages of the preview"), "{}", answer.body);
    }
}

#[test]
fn headers_are_those_of_a_careful_host() {
    let server = Server::start(&project(), &[]);
    let publishing = include_str!("../../docs/publishing.md");
    let policy =
        publishing.split('`').find(|code| code.starts_with("default-src 'self';")).unwrap();
    for target in
        ["/", "/ssr1/1.html", "/missing", "/data/ssr1/report.json", "/__ssr-site/diagnostics"]
    {
        let head = server.get(target).head;
        assert!(
            head.contains(&format!("content-security-policy: {policy}\r\n")),
            "{target}: {head}"
        );
        assert!(head.contains("x-content-type-options: nosniff"), "{target}: {head}");
        assert!(head.contains("cache-control: no-store"), "{target}: {head}");
    }
    assert!(server.get("/data/ssr1/deliverables.csv").head.contains("content-type: text/csv"));
}

#[test]
fn the_site_can_be_searched() {
    let server = Server::start(&project(), &[]);
    let page = server.get("/search.html?q=1");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("search-index.js"));
    let index = server.get("/search-index.js");
    assert!(index.head.contains("content-type: text/javascript"), "{}", index.head);
    assert!(!index.body.contains("Found at once"));
    server.disk.write(UPDATE, update("Found at once."));
    server.wait_for("/search-index.js", |index| index.body.contains("Found at once."));
}

#[test]
fn an_edit_is_seen_and_told_of() {
    let server = Server::start(&project(), &[]);
    let mut stream = server.stream("/ssr1/1.html");
    event(&mut stream, "problems");
    server.disk.write(UPDATE, update("Seen at once, with Recommendation 3."));
    event(&mut stream, "reload");
    assert!(server.get("/ssr1/1.html").body.contains("Seen at once"));
    assert!(server.get("/ssr1/3.html").body.contains("1.html"), "the backlink is there");
    // Atomic save: written elsewhere and moved over the old file.
    server.disk.write("content/ssr1/2020-03-31/rec-1.md~", update("Moved over."));
    fs::rename(server.disk.path("content/ssr1/2020-03-31/rec-1.md~"), server.disk.path(UPDATE))
        .unwrap();
    server.wait_for("/ssr1/1.html", |page| page.body.contains("Moved over."));
    // Deleted and created again.
    fs::remove_file(server.disk.path(UPDATE)).unwrap();
    server.wait_for("/ssr1/1.html", |page| !page.body.contains("Moved over."));
    server.disk.write(UPDATE, update("Back again."));
    server.wait_for("/ssr1/1.html", |page| page.body.contains("Back again."));
}

#[test]
fn files_come_and_go() {
    let server = Server::start(&project(), &[]);
    let path = "content/ssr1/recommendations/rec-4.md";
    server.disk.write(path, "+++\nnumber = 4\ntitle = \"The fourth\"\n+++\n");
    server.wait_for("/ssr1/4.html", |page| page.status == 200);
    assert!(server.get("/ssr1/").body.contains("The fourth"));
    // A whole edition moved in.
    let elsewhere = server.disk.path("edition");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::write(elsewhere.join("_index.md"), "+++\ntitle = \"Second quarter\"\n+++\n").unwrap();
    fs::write(elsewhere.join("rec-1.md"), update("In the second quarter.")).unwrap();
    fs::rename(&elsewhere, server.disk.path("content/ssr1/2020-06-30")).unwrap();
    server.wait_for("/ssr1/2020-06-30/1.html", |page| page.body.contains("In the second quarter."));
    fs::remove_dir_all(server.disk.path("content/ssr1/2020-06-30")).unwrap();
    server.wait_for("/ssr1/2020-06-30/1.html", |page| page.status == 404);
    // Another branch: the whole content replaced.
    fs::rename(server.disk.path("content"), server.disk.path("old")).unwrap();
    for (name, bytes) in tree(&server.disk.path("old")) {
        let text = String::from_utf8(bytes).unwrap().replace("As it was.", "On another branch.");
        server.disk.write(&format!("content/{name}"), text);
    }
    server.wait_for("/ssr1/1.html", |page| page.body.contains("On another branch."));
    server.disk.write(UPDATE, update("Watched as before."));
    server.wait_for("/ssr1/1.html", |page| page.body.contains("Watched as before."));
}

#[test]
fn settings_and_themes_are_read_again() {
    let server = Server::start(&project(), &[]);
    server.disk.write("book.toml", "[book]\ntitle = \"Another name\"\n");
    server.wait_for("/", |page| page.body.contains("Another name"));
    let template =
        "{% extends \"base.html\" %}{% block content %}Own template{% endblock content %}";
    server.disk.write("themes/default/templates/front.html", template);
    server.wait_for("/", |page| page.body.contains("Own template"));
    server.disk.write("themes/default/templates/front.html", "{{ nothing.at.all }}");
    let broken = server.wait_for("/", |page| page.status == 500);
    assert!(broken.body.contains("themes/default/templates/front.html:1:"), "{}", broken.body);
    assert_eq!(server.get("/ssr1/1.html").status, 200, "other pages do not need it");
    server.disk.write("themes/default/templates/front.html", "{% if %}");
    server.hear("error[template]");
    server.disk.write("themes/default/templates/front.html", template);
    server.wait_for("/", |page| page.body.contains("Own template"));
    server.hear("all errors are fixed");
}

#[test]
fn the_last_good_site_stays() {
    let server = Server::start(&project(), &["--editor-url", "editor://{path}?{line}:{column}"]);
    let good = server.get("/ssr1/1.html").body;
    let mut stream = server.stream("/ssr1/1.html");
    assert!(event(&mut stream, "problems").contains("\"count\":0"));
    server
        .disk
        .write(UPDATE, "+++\nnumber = 1\nstatus = \"planned\"\ncolour = 1\n+++\nOther text.\n");
    let problems = event(&mut stream, "problems");
    let root = server.disk.root().canonicalize().unwrap();
    assert!(problems.contains("unknown key `colour`"), "{problems}");
    assert!(problems.contains(&format!("editor://{}/{UPDATE}?4:1", root.display())), "{problems}");
    assert!(problems.contains("\"stale\":true"), "{problems}");
    server.hear("unknown key `colour`");
    assert_eq!(server.get("/ssr1/1.html").body, good);
    // Fixed parts are shown only when everything is fixed.
    server.disk.write(
        "content/ssr1/recommendations/rec-2.md",
        "+++\nnumber = 2\ntitle = \"New title\"\n+++\n",
    );
    std::thread::sleep(Duration::from_millis(500));
    assert!(!server.get("/ssr1/2.html").body.contains("New title"));
    let findings = server.get("/__ssr-site/diagnostics").body;
    assert!(findings.contains("unknown key `colour`"), "{findings}");
    server.disk.write(UPDATE, update("Mended."));
    assert!(event(&mut stream, "problems").contains("\"count\":0"));
    server.hear("all errors are fixed");
    assert!(server.get("/ssr1/1.html").body.contains("Mended."));
    assert!(server.get("/ssr1/2.html").body.contains("New title"));
}

#[test]
fn what_rules_find_is_listed() {
    let server = Server::start(&project(), &[]);
    server.disk.write(UPDATE, update("See [here](#) for Recommendation 44."));
    server.wait_for("/__ssr-site/diagnostics", |page| {
        page.body.contains("there is no recommendation 44 in `ssr1`")
            && page.body.contains("placeholder-link")
    });
    server.disk.write(UPDATE, update("See [the report](rec:44)."));
    let mut stream = server.stream("/ssr1/1.html");
    while !event(&mut stream, "problems").contains("unknown-reference") {}
    assert!(
        server.get("/ssr1/1.html").body.contains("the report"),
        "the page is shown all the same"
    );
}

#[test]
fn a_project_with_errors_can_be_mended_while_it_is_served() {
    let settings = "[book]\ntitle = \"T\"\n[serve]\neditor-url = \"editor://{path}:{line}\"\n";
    let broken = project().file(UPDATE, "+++\nnumber = = 1\n+++\n").file("book.toml", settings);
    let server = Server::start(&broken, &[]);
    let answer = server.get("/ssr1/1.html");
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("editor:"), "{}", answer.body);
    assert!(answer.body.contains("rec-1.md:2:"), "{}", answer.body);
    server.disk.write(UPDATE, update("Mended."));
    server.wait_for("/ssr1/1.html", |page| page.body.contains("Mended."));
}

#[test]
fn drafts_are_shown_and_nothing_is_written() {
    let draft = update("Not finished.").replace("number = 1", "number = 1\ndraft = true");
    let server = Server::start(&project().file(UPDATE, draft), &[]);
    let before = tree(server.disk.root());
    let page = server.get("/ssr1/1.html").body;
    assert!(page.contains("Not finished.") && page.contains("draft-notice"), "{page}");
    server.get("/ssr1/");
    assert_eq!(tree(server.disk.root()), before);
}

#[test]
fn whatever_names_a_page_in_full_leads_to_the_preview() {
    let settings = "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"https://example.org/\"\n";
    let server = Server::start(&project().file("book.toml", settings), &[]);
    let own = format!("http://{}/", server.address);
    for target in ["/ssr1/1.html", "/feed.xml", "/sitemap.xml"] {
        let body = server.get(target).body;
        assert!(body.contains(&own) && !body.contains("https://example.org"), "{target}: {body}");
    }
    // What is shown for a missing address names pages from the root.
    let body = server.get("/a/b/c/missing.html").body;
    assert!(body.contains("href=\"/assets/") && !body.contains("https://example.org"), "{body}");
}

#[test]
fn a_storm_of_writes_ends_in_the_right_page() {
    let server = Server::start(&project(), &[]);
    let mut stream = server.stream("/ssr1/1.html");
    event(&mut stream, "problems");
    let start = Instant::now();
    for write in 0..1000 {
        server.disk.write(UPDATE, update(&format!("Written {write}.")));
        if let Some(left) = Duration::from_millis(write).checked_sub(start.elapsed()) {
            std::thread::sleep(left);
        }
    }
    server.wait_for("/ssr1/1.html", |page| page.body.contains("Written 999."));
}

#[test]
fn changes_are_noticed_without_the_systems_help() {
    let server = Server::start(&project(), &["--poll"]);
    // Several saves within one second.
    for word in ["Looked", "Seen", "Found", "Noted"] {
        server.disk.write(UPDATE, update(word));
        server.wait_for("/ssr1/1.html", |page| page.body.contains(word));
    }
}

#[cfg(unix)]
#[test]
fn locks_and_backups_of_editors_are_passed_over() {
    let project = project().file("content/ssr1/2020-03-31/rec-1.md~", "an old one");
    let lock = |disk: &Disk| {
        let link = disk.path("content/ssr1/.#_index.md");
        std::os::unix::fs::symlink("someone@here.1:2", link).unwrap();
    };
    let disk = project.on_disk();
    lock(&disk);
    disk.build().code(0);
    let server = Server::start(&project, &[]);
    lock(&server.disk);
    server.disk.write(
        "content/ssr1/_index.md",
        "+++\nkind = \"implementation\"\ntitle = \"Again\"\n+++\n",
    );
    server.wait_for("/ssr1/", |page| page.body.contains("Again"));
}

#[test]
fn files_are_judged_by_the_bytes_that_are_sent() {
    let drawing =
        |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
    let project = project()
        .file("content/a.svg", drawing("<g/>"))
        .file("content/b.docx", "<script src=\"x.js\"></script>")
        .file("content/c.txt", "plain");
    let server = Server::start(&project, &[]);
    let answer = server.get("/a.svg");
    assert!(answer.head.contains("content-type: image/svg+xml\r\n"), "{}", answer.head);
    server.disk.write("content/a.svg", drawing("<g/><script href=\"x.js\"/><path/>"));
    let answer = server.wait_for("/a.svg", |answer| answer.body.contains("<path/>"));
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains(&drawing("<g/><path/>")), "{}", answer.body);
    server.disk.write("content/a.svg", "<svg><script href=\"x.js\"/>");
    let answer = server.wait_for("/a.svg", |answer| answer.status != 200);
    assert!(answer.body.contains("`content/a.svg` cannot be used"), "{}", answer.body);
    server.hear("error[unusable-picture]");

    let answer = server.get("/b.docx");
    assert!(answer.head.contains("content-disposition: attachment\r\n"), "{}", answer.head);
    assert!(
        answer.head.contains("officedocument.wordprocessingml.document\r\n"),
        "{}",
        answer.head
    );
    let answer = server.get("/c.txt");
    assert!(answer.head.contains("content-type: text/plain; charset=utf-8\r\n"), "{}", answer.head);
    assert!(!answer.head.contains("content-disposition"), "{}", answer.head);
    server.disk.write("content/c.txt", "+++\ntitle = \"A draft\"\n+++\n");
    server.hear("error[misnamed-page]");
}

#[test]
fn what_a_rule_denies_stands_until_it_is_mended() {
    let server = Server::start(&project(), &[]);
    server.disk.write(UPDATE, update("See [it](rec:44)."));
    server.hear("unknown-reference");
    for number in 0..3 {
        server.disk.write("content/about.md", format!("+++\ntitle = \"{number}\"\n+++\n"));
        std::thread::sleep(Duration::from_millis(500));
    }
    let said: Vec<String> = server.said.try_iter().collect();
    assert!(
        !said.iter().any(|line| line.contains("no errors") || line.contains("error[")),
        "{said:?}"
    );
    server.disk.write(UPDATE, update("See [it](rec:2)."));
    server.hear("all errors are fixed");
}

#[test]
fn content_may_move_while_it_is_watched() {
    let server = Server::start(&project(), &[]);
    server.disk.write("text/pages/_index.md", "+++\ntitle = \"Elsewhere\"\n+++\n");
    server.disk.write("book.toml", "[book]\ntitle = \"T\"\nsrc = \"text/pages\"\n");
    server.wait_for("/", |page| page.body.contains("Elsewhere"));
    server.disk.write("text/pages/_index.md", "+++\ntitle = \"Watched there\"\n+++\n");
    server.wait_for("/", |page| page.body.contains("Watched there"));
    fs::remove_dir_all(server.disk.path("text")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    server.disk.write("text/pages/_index.md", "+++\ntitle = \"Made again\"\n+++\n");
    server.wait_for("/", |page| page.body.contains("Made again"));
    server.disk.write("text/pages/_index.md", "+++\ntitle = \"And watched\"\n+++\n");
    server.wait_for("/", |page| page.body.contains("And watched"));
}

#[test]
fn directories_of_other_files_come_and_go() {
    let server = Server::start(&project(), &[]);
    let (elsewhere, place) = (server.disk.path("pictures"), server.disk.path("content/pictures"));
    server.disk.write("pictures/old/map.png", "map");
    fs::rename(&elsewhere, &place).unwrap();
    server.wait_for("/pictures/old/map.png", |page| page.status == 200);
    fs::rename(&place, &elsewhere).unwrap();
    server.wait_for("/pictures/old/map.png", |page| page.status == 404);
    let settings = "[book]\ntitle = \"T\"\n[output.html]\nadditional-css = [\"content/own.css\"]\n";
    server.disk.write("content/own.css", "p { color: red }");
    server.disk.write("book.toml", settings);
    let own = |body: &str| {
        let rest = body.split_once("assets/own.").map(|(_, rest)| rest.to_owned());
        rest.and_then(|rest| rest.split_once(".css").map(|(hash, _)| hash.to_owned()))
    };
    let first = own(&server.wait_for("/", |page| own(&page.body).is_some()).body);
    server.disk.write("content/own.css", "p { color: blue }");
    server.wait_for("/", |page| own(&page.body) != first);
}

#[test]
fn a_theme_is_mended_while_content_is_broken() {
    let server = Server::start(&project(), &[]);
    server.disk.write("themes/default/templates/page.html", "{% if %}");
    server.wait_for("/ssr1/1.html", |page| page.status == 500);
    server.disk.write(UPDATE, "+++\nnumber = = 1\n+++\n");
    server.hear("toml-syntax");
    fs::remove_dir_all(server.disk.path("themes")).unwrap();
    let page = server.wait_for("/ssr1/1.html", |page| page.status == 200);
    assert!(page.body.contains("As it was."));
}

#[test]
fn a_taken_port_is_told_of() {
    let server = Server::start(&project(), &[]);
    let port = server.address.port().to_string();
    let run = server.disk.run(&["serve", "--port", &port]).code(3);
    assert!(
        run.stderr.starts_with(&format!("error: port {port} is already in use\n")),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--port "), "{}", run.stderr);
}

#[test]
fn an_edition_to_begin_at() {
    let server = Server::start(&project(), &["--edition", "2020-03-31"]);
    assert_eq!(server.get("/ssr1/2020-03-31/").status, 200);
    let run = server.disk.run(&["serve", "--port", "0", "--edition", "2020-03-30"]).code(2);
    assert!(run.stderr.contains("there is no edition `2020-03-30` of `ssr1`"), "{}", run.stderr);
}

/// At most 64 MiB is buffered for clients that do not read.
#[test]
fn who_does_not_read_is_cut_for_others() {
    let line = "Words that are many rather than of any use to anybody.\n";
    let text = format!("+++\ntitle = \"Large\"\n+++\n```\n{}```\n", line.repeat(200_000));
    let server = Server::start(&project().file("content/large.md", &text), &[]);
    let begun = |_| {
        let mut stream = server.ask("/large.html");
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
        assert_eq!(server.get("/").status, 200);
        stream
    };
    let stalled: Vec<TcpStream> = (0..8).map(begun).collect();
    let whole = stalled.into_iter().filter_map(|mut stream| {
        let read = stream.read_to_end(&mut Vec::new());
        read.ok().filter(|length| *length > text.len())
    });
    let whole = whole.count();
    assert!((1..=(64 << 20) / text.len()).contains(&whole), "{whole} of them");
}

#[test]
fn few_pages_of_any_size_are_in_the_making_at_once() {
    // It is written in small parts, of which none is counted by itself.
    let line = "Words that are \"many\" rather than of any use to anybody.\n";
    let text = format!("+++\ntitle = \"Large\"\n+++\n```\n{}```\n", line.repeat(120_000));
    let server = Server::start(&project().file("content/large.md", &text), &[]);
    let begun = |_| {
        let mut stream = server.ask("/search-index.js");
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
        assert_eq!(server.get("/").status, 200);
        stream
    };
    let stalled: Vec<TcpStream> = (0..12).map(begun).collect();
    let whole = stalled.into_iter().filter_map(|mut stream| {
        let read = stream.read_to_end(&mut Vec::new());
        read.ok().filter(|length| *length > text.len())
    });
    let whole = whole.count();
    assert!((1..=8).contains(&whole), "{whole} of them");
}

#[test]
fn who_comes_takes_the_place_of_who_says_nothing() {
    let server = Server::start(&project(), &[]);
    let mut silent: Vec<TcpStream> =
        (0..200).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    assert_eq!(server.get("/").status, 200);
    let mut last = silent.split_off(199).remove(0);
    for stream in &mut silent[..73] {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let read = stream.read(&mut [0]);
        assert!(!matches!(&read, Err(error) if error.kind() == ErrorKind::WouldBlock), "{read:?}");
        assert!(matches!(read, Ok(0) | Err(_)), "{read:?}");
    }
    last.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(last, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();
    let mut head = [0; 12];
    last.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_it_with_streams_open() {
    let mut server = Server::start(&project(), &[]);
    let mut stream = server.stream("/ssr1/1.html");
    event(&mut stream, "problems");
    let id = rustix::process::Pid::from_child(&server.process);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
}
