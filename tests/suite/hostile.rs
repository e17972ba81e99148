//! Bad input of any kind ends in a message that names the file, and the site survives.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use ssr_site::path::SourcePath;
use ssr_site::world::{DiskWorld, ReadError, World};

use super::harness::{Disk, Project, is_html};
use super::html;

/// Timeout of a build.
const PATIENCE: Duration = Duration::from_mins(2);

/// A built project, with its pages.
struct Bench {
    disk: Disk,
    before: BTreeMap<String, Vec<u8>>,
}

impl Bench {
    fn new() -> Self {
        let project = Project::new().with_report(&["1", "2"]).edition("ssr1", "2016-06-30");
        let disk = project.update("ssr1/2016-06-30", "1", "planned", "").on_disk();
        disk.build().code(0);
        let before = disk.pages();
        Self { disk, before }
    }

    /// Writes a file into the project.
    fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.disk.write(path, bytes);
        self
    }

    /// Asserts that a build fails, mentions these, and leaves the site unchanged.
    #[track_caller]
    fn refuses(&self, named: &[&str]) {
        let (code, said) = build(&self.disk);
        assert_eq!(code, Some(1), "{said}");
        for name in named {
            assert!(said.contains(name), "{name} is not in: {said}");
        }
        self.disk.pages().iter().zip(&self.before).for_each(|(now, before)| {
            assert!(now == before, "{} was changed", before.0);
        });
        assert_eq!(self.disk.pages().len(), self.before.len());
    }

    /// Asserts that a build succeeds.
    #[track_caller]
    fn accepts(&self) {
        let (code, said) = build(&self.disk);
        assert_eq!(code, Some(0), "{said}");
    }

    /// Asserts that a build succeeds, or fails and names the file.
    #[track_caller]
    fn survives(&self, name: &str) {
        let (code, said) = build(&self.disk);
        match code {
            Some(0) => {}
            Some(1) => self.refuses(&[name]),
            _ => panic!("{code:?}: {said}"),
        }
    }
}

/// Builds with a timeout; returns exit code and output, and asserts that there was no panic.
#[track_caller]
fn build(disk: &Disk) -> (Option<i32>, String) {
    let (code, said) = ended(disk.command(&["build"]).stderr(Stdio::piped()).spawn().unwrap());
    assert!(!said.contains("panicked"), "{said}");
    (code, said)
}

#[track_caller]
fn ended(mut child: Child) -> (Option<i32>, String) {
    let mut stderr = child.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the build hangs: {}", reader.join().unwrap());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    (status.code(), reader.join().unwrap())
}

const ABOUT: &str = "content/about.md";
const FENCED: &str = "+++\ntitle = \"About\"\n+++\n";

#[test]
fn files_that_are_no_text() {
    let case = |bytes: &[u8], name: &str| Bench::new().with(ABOUT, bytes).refuses(&[ABOUT, name]);
    case(b"+++\ntitle = \"Caf\xe9\"\n+++\n", "not-utf-8");
    case(b"\xff\xfe+\0+\0+\0\n\0", "not-utf-8");
    case(b"", "missing-front-matter");
    case(b"+++", "unclosed-front-matter");
    case(b"+++\n", "unclosed-front-matter");
    case(b"++++\ntitle = \"About\"\n++++\n", "missing-front-matter");
    case(b"+++\ntitle = \"A\0b\"\n+++\n", "control-character");
    case(b"+++\ntitle = \"About\"\n+++\nA\0b\n", "U+0000");
    case("+++\ntitle = \"About\"\n+++\n§ a\u{85}b\n".as_bytes(), "content/about.md:4:4");
    case(b"+++\ntitle = \"About\"\n+++\nA\x0bb\x1b[31m\n", "U+000B");
}

#[test]
fn files_that_are_unusual_and_fine() {
    let case = |bytes: &[u8]| {
        let bench = Bench::new().with(ABOUT, bytes);
        bench.accepts();
        bench.disk.page("about.html")
    };
    assert!(case(b"\xef\xbb\xbf+++\ntitle = \"About\"\n+++\nText\n").contains("<p>Text</p>"));
    assert!(
        case(b"+++\r\ntitle = \"About\"\r\n+++\r\nText\r\nmore\r\n").contains("<p>Text\nmore</p>")
    );
    assert!(case(b"+++\ntitle = \"About\"\n+++").contains("<h1>About</h1>"));
    let text = [FENCED, "§ a\u{a0}b\tc\u{c}d\n"].concat();
    assert!(case(text.as_bytes()).contains("<p>§ a\u{a0}b\tc\u{c}d</p>"));
}

#[test]
fn settings_that_are_no_text() {
    let case = |bytes: &[u8]| Bench::new().with("book.toml", bytes).refuses(&["book.toml"]);
    case(b"");
    case(b"\xff");
    case(b"[book]\ntitle = \"\0\"\n");
    case(b"[book\n");
    case(&[b"x = ".as_slice(), &b"[".repeat(10_000)].concat());
    Bench::new().with("book.toml", "\u{feff}[book]\r\ntitle = \"T\"\r\n").accepts();
}

#[test]
fn things_that_are_no_files() {
    let bench = Bench::new();
    fs::create_dir(bench.disk.path("content/ssr1/recommendations/rec-01.md")).unwrap();
    bench.refuses(&["content/ssr1/recommendations/rec-01.md"]);

    for path in ["content/about.md", "content/figures.csv", "content/plan/_index.md"] {
        let bench = Bench::new();
        pipe(&bench.disk, path);
        bench.refuses(&[path]);
    }
    let bench = Bench::new();
    fs::remove_file(bench.disk.path("book.toml")).unwrap();
    pipe(&bench.disk, "book.toml");
    bench.refuses(&["book.toml"]);

    let bench = Bench::new().with(
        "book.toml",
        "[book]\ntitle = \"T\"\n[output.html]\nadditional-css = [\"own.css\"]\n",
    );
    pipe(&bench.disk, "own.css");
    bench.refuses(&["own.css"]);

    for path in ["themes/default/theme.toml", "themes/default/strings/en.toml"] {
        let bench = Bench::new();
        pipe(&bench.disk, path);
        bench.refuses(&[path]);
    }
}

/// Creates a pipe without a writer.
fn pipe(disk: &Disk, path: &str) {
    let path = disk.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
}

#[test]
fn symbolic_links() {
    let bench = Bench::new();
    symlink("..", bench.disk.path("content/loop")).unwrap();
    bench.refuses(&["content/loop"]);

    let bench = Bench::new();
    symlink("about.md", bench.disk.path(ABOUT)).unwrap();
    bench.refuses(&[ABOUT]);

    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), FENCED).unwrap();
    for (link, target) in [
        ("content/about.md", outside.path().join("secret.md")),
        ("content/figures.csv", outside.path().join("secret.md")),
        ("content/out", outside.path().to_owned()),
        ("content/nothing.md", outside.path().join("missing.md")),
    ] {
        let bench = Bench::new();
        symlink(target, bench.disk.path(link)).unwrap();
        bench.refuses(&[link]);
    }

    let bench = Bench::new().with("shared/about.md", FENCED);
    symlink("../shared/about.md", bench.disk.path(ABOUT)).unwrap();
    bench.accepts();
}

/// Links out of the project in place of files read by name.
#[test]
fn symbolic_links_at_known_names() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret");
    fs::write(&secret, "[book]\ntitle = \"SECRET\"\n").unwrap();
    let style = "[book]\ntitle = \"T\"\n[output.html]\nadditional-css = [\"own.css\"]\n";
    for link in ["own.css", "content/plan/_index.md", "themes/default/assets/own.css"] {
        let bench = Bench::new().with("book.toml", style).with("own.css", "p {}");
        let path = bench.disk.path(link);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        symlink(&secret, &path).unwrap();
        bench.refuses(&[link]);
    }
}

#[test]
fn paths_that_lead_out_of_the_project() {
    let html = |keys: &str| format!("[book]\ntitle = \"T\"\n[output.html]\n{keys}\n");
    let case = |book: &str| Bench::new().with("book.toml", book).refuses(&["book.toml"]);
    case("[book]\ntitle = \"T\"\nsrc = \"../content\"\n");
    case("[book]\ntitle = \"T\"\nsrc = \"/etc\"\n");
    case(&html("additional-css = [\"../own.css\"]"));
    case(&html("additional-css = [\"/etc/passwd\"]"));
    case(&html("theme = \"../../etc\""));
    case(&html("theme = \"/etc\""));
    let case = |text: &str| Bench::new().with(ABOUT, text).refuses(&[ABOUT]);
    case("+++\ntitle = \"T\"\naliases = [\"../../x.html\"]\n+++\n");
    case("+++\ntitle = \"T\"\naliases = [\"/../x.html\"]\n+++\n");
    case("+++\ntitle = \"T\"\n+++\n![passwd](../../../../etc/passwd)\n");
    case("+++\ntitle = \"T\"\n+++\n![passwd](..%2f..%2fetc/passwd)\n");
    case("+++\ntitle = \"T\"\n+++\n[theme](rec:../../1)\n");
}

#[test]
fn a_world_never_looks_above_its_root() {
    let outer = Project::empty().file("secret.txt", "SECRET").file("site/a.txt", "a").on_disk();
    let world = DiskWorld::new(&outer.path("site")).unwrap();
    for path in ["../secret.txt", "missing/../../secret.txt", "../site/a.txt"] {
        let path = SourcePath::new(path);
        assert!(matches!(world.read(&path), Err(ReadError::Outside)), "{path}");
        assert!(matches!(world.copy(&path, &mut Vec::new()), Err(ReadError::Outside)), "{path}");
    }
    let listing = world.walk(&SourcePath::new(".."));
    assert!(listing.files.is_empty(), "{listing:?}");
    assert!(matches!(listing.problems[..], [(_, ReadError::Outside)]), "{listing:?}");
    assert_eq!(world.read(&SourcePath::new("a.txt")).unwrap(), b"a");
    assert_eq!(world.walk(&SourcePath::default()).files, [SourcePath::new("a.txt")]);
}

#[test]
fn large_files() {
    let body = |body: String| Bench::new().with(ABOUT, format!("{FENCED}{body}"));
    body("[".repeat(1 << 20)).survives(ABOUT);
    body("word ".repeat(1 << 20)).accepts();
    body("Recommendation 1, ".repeat(20_000)).accepts();

    let bench = Bench::new();
    File::create(bench.disk.path(ABOUT)).unwrap().set_len(100 << 20).unwrap();
    bench.refuses(&[ABOUT, "16 MiB"]);

    // Copied files have no size limit.
    let bench = Bench::new();
    File::create(bench.disk.path("content/film.mp4")).unwrap().set_len(100 << 20).unwrap();
    let film = bench.disk.path("public/film.mp4");
    bench.accepts();
    assert_eq!(fs::metadata(film).unwrap().len(), 100 << 20);
}

#[test]
fn deep_markdown() {
    let body = |body: String| Bench::new().with(ABOUT, format!("{FENCED}{body}"));
    body("> ".repeat(10_000) + "x").refuses(&[ABOUT, "too-deep"]);
    body((0..10_000).map(|level| " ".repeat(level.min(200)) + "- x\n").collect()).survives(ABOUT);
    body("*".repeat(20_000) + "x" + &"*".repeat(20_000)).survives(ABOUT);
    body("[".repeat(5_000) + "x" + &"](y)".repeat(5_000)).survives(ABOUT);
    body("<div>".repeat(200_000)).refuses(&[ABOUT, "too-deep"]);
    body("a <b>".repeat(200_000)).refuses(&[ABOUT, "too-deep"]);
    body("a **a ".repeat(50_000)).survives(ABOUT);
}

#[test]
fn deep_toml() {
    let deep = |open: &str, middle: &str, close: &str| {
        format!("x = {}{middle}{}\n", open.repeat(10_000), close.repeat(10_000))
    };
    let dotted = |key: &str| vec![key; 10_000].join(".");
    let tomls = [
        deep("[", "", "]"),
        deep("[", "", ""),
        deep("{ a = ", "1", " }"),
        format!("{} = 1\n", dotted("a")),
        format!("[{}]\nb = 1\n", dotted("a")),
        format!("[[{}]]\ntext = \"T\"\n", dotted("tasks")),
        (1..200).fold(String::new(), |toml, level| {
            toml + "[[" + &vec!["tasks"; level].join(".") + "]]\ntext = \"T\"\n"
        }),
    ];
    for toml in &tomls {
        Bench::new()
            .with(
                "content/plan/_index.md",
                "+++\nkind = \"review\"\ntitle = \"P\"\nof = \"ssr1\"\n+++\n",
            )
            .with("content/plan/rec-2.md", "+++\nnumber = 2\n+++\n")
            .with("content/plan/rec-1.md", format!("+++\nnumber = 1\n{toml}+++\n"))
            .survives("content/plan/rec-1.md");
        Bench::new()
            .with("book.toml", format!("{toml}[book]\ntitle = \"T\"\n"))
            .refuses(&["book.toml"]);
        Bench::new()
            .with("themes/default/strings/en.toml", toml)
            .survives("themes/default/strings/en.toml");
    }
}

/// Two texts on which the parser panics, wherever Markdown is parsed.
#[test]
fn texts_that_the_parser_fails_on() {
    for text in ["* [ ] \\\n\t-\n", "2\n:<\n  {}\n -\n"] {
        Bench::new().with(ABOUT, format!("{FENCED}{text}")).survives(ABOUT);
        let update = "content/ssr1/2016-06-30/rec-2.md";
        let keys = "+++\nnumber = 2\nstatus = \"planned\"\n";
        Bench::new().with(update, format!("{keys}+++\n{text}")).survives(update);
        let quoted = text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n");
        let deliverable = format!("{keys}[[deliverables]]\ntext = \"{quoted}\"\n+++\n");
        Bench::new().with(update, deliverable).survives(update);
    }
}

#[test]
fn names_that_are_no_names() {
    Bench::new().with("content/a\nb.md", FENCED).refuses(&["content/a␊b.md"]);
    Bench::new().with("content/<script>alert(1)<.md", FENCED).refuses(&["unsafe-name"]);
    let bench = Bench::new()
        .with("content/'onclick=alert(1) x.md", FENCED)
        .with("content/it's & b;.csv", "a")
        .with(ABOUT, format!("{FENCED}[figures](<it's & b;.csv>)\n"));
    bench.accepts();
    harmless(&bench.disk);

    let bench = Bench::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(bench.disk.path("content").join(name), FENCED).unwrap();
    bench.refuses(&["content/caf\u{fffd}.md", "UTF-8"]);
}

#[test]
fn a_file_that_may_not_be_read() {
    let bench = Bench::new().with(ABOUT, FENCED);
    let path = bench.disk.path(ABOUT);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&path).is_ok() {
        // This user has all permissions.
        return;
    }
    bench.refuses(&[ABOUT]);
    let bench = Bench::new().with("content/guide/about.md", FENCED);
    let guide = bench.disk.path("content/guide");
    fs::set_permissions(&guide, fs::Permissions::from_mode(0o0)).unwrap();
    bench.refuses(&["content/guide"]);
    fs::set_permissions(&guide, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Asserts that no page contains active content.
#[track_caller]
fn harmless(disk: &Disk) {
    let pages = disk.pages();
    let mut seen = 0;
    for (route, bytes) in &pages {
        if !is_html(route) {
            continue;
        }
        let text = std::str::from_utf8(bytes).unwrap();
        let pieces = html::pieces(text);
        let active = html::active_content(route, &pieces);
        assert!(active.is_empty(), "{route}: {active:#?}");
        assert_eq!(html::unbalanced_pieces(&pieces), None, "{route}");
        seen += 1;
    }
    assert!(seen > 3, "{:?}", pages.keys());
}

/// Attempts to run or load something if passed through unchanged.
const ATTEMPTS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><svg onload=alert(1)>",
    "\" onmouseover=alert(1) x=\"",
    "' onmouseover=alert(1) x='",
    "`onmouseover=alert(1)`",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jAvAsCrIpT&colon;alert(1)\">x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<object data=data:text/html,x></object><embed src=x><base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<p style=\"background:url(//evil.example)\" class=\"site-header\" id=\"main\">x</p>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "{{ 7 * 7 }}{% include \"base.html\" %}",
    "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](vbscript:x) [x](data:text/html,x)",
    "[x](java&#10;script:alert(1)) [x](&#106;avascript:alert(1)) [x](javascript&colon;alert(1))",
    "[x](<java\tscript:alert(1)>) [x](&#9;javascript:alert(1)) [x](file:///etc/passwd)",
    "![x](javascript:alert(1)) ![x](data:image/svg+xml,x) <javascript:alert(1)> <data:x>",
    "[x]: javascript:alert(1)\n\n[x] and [y](https://example.org/ \"\\\" onclick=alert(1)\")",
    "```\" onclick=alert(1)\nx\n```",
    "# x {#\"onclick=alert(1) .x onclick=alert(1)}",
    "[^\"onclick=alert(1)] \n\n[^\"onclick=alert(1)]: x",
];

fn toml_text(text: &str) -> String {
    let escaped = |char: char| match char {
        '"' | '\\' => format!("\\{char}"),
        char if char.is_control() => format!("\\u{:04x}", u32::from(char)),
        char => char.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

#[test]
fn nothing_that_an_author_writes_runs() {
    for policy in ["sanitize", "escape"] {
        let mut project = Project::empty();
        let all = ATTEMPTS.join(" ");
        let (all, numbered) = (toml_text(&all), ATTEMPTS.iter().zip(1..));
        project = project
            .file(
                "book.toml",
                format!(
                    "[book]\ntitle = {all}\ndescription = {all}\nauthors = [{all}]\n\
                 [output.html]\nedit-url-template = {all}\nsite-url = \"https://example.org/\"\n\
                 [markdown]\nhtml = \"{policy}\"\n"
                ),
            )
            .file("content/_index.md", format!("+++\ntitle = {all}\ndescription = {all}\n+++\n"))
            .file(
                "content/ssr1/_index.md",
                format!(
                    "+++\nkind = \"implementation\"\ntitle = {all}\nseries = {all}\n\
                 statement_label = {all}\ndescription = {all}\naliases = [\"old/\"]\n\
                 [[statuses]]\nid = {all}\nlabel = {all}\nkind = \"late\"\n+++\n"
                ),
            )
            .file(
                "content/ssr1/2016-06-30/_index.md",
                format!("+++\ntitle = {all}\nsummary = {all}\n+++\n"),
            )
            .file(
                "content/plan/_index.md",
                format!(
                    "+++\nkind = \"review\"\ntitle = {all}\nof = \"ssr1\"\n\
                 teams = [{{ code = {all}, name = {all} }}]\n+++\n"
                ),
            );
        for (attempt, number) in numbered {
            let own = toml_text(attempt);
            project = project
                .file(&format!("content/page-{number}.md"), format!("+++\ntitle = {own}\n+++\n{attempt}\n"))
                .recommendation("ssr1", &number.to_string(), &format!("group = {own}\n+++\n{attempt}\n"))
                .file(&format!("content/ssr1/2016-06-30/rec-{number}.md"), format!(
                    "+++\nnumber = {number}\nstatus = {all}\ngroup = {own}\n\
                     [[milestones]]\nlabel = {own}\n\
                     [[deliverables]]\ntext = {own}\nphase = {own}\nresponsible = [{own}]\n\
                     due = 2016\nrevised_due = 2017\nslip_reason = {own}\n\
                     evidence = [\"https://example.org/\\\"onclick=alert(1)\"]\n\
                     [[corrections]]\ndate = 2016-07-14\nnote = {own}\n+++\n\
                     {attempt}\n\n## {attempt}\n\n## Implementation notes\n\n{attempt}\n"
                ))
                .file(&format!("content/plan/rec-{number}.md"), format!(
                    "+++\nnumber = {number}\nstatement = {own}\ngroup = {own}\nteams = [{all}]\n\
                     [[tasks]]\ntext = {own}\n[[tasks.tasks]]\ntext = {own}\n+++\n{attempt}\n"
                ));
        }
        let disk = project.on_disk();
        let (code, said) = build(&disk);
        assert_eq!(code, Some(0), "{said}");
        harmless(&disk);
    }
}

#[test]
fn files_of_other_types_are_published_only_where_settings_allow_them() {
    let text = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>";
    for name in [
        "page.html",
        "PAGE.XHTML",
        "x.hxt",
        "page.html.en",
        "_worker.js",
        "CNAME",
        "x.php.png",
        "figures",
    ] {
        let path = format!("content/{name}");
        let with = |settings: &str| {
            let book = format!("[book]\ntitle = \"T\"\n{settings}");
            let about = format!("{FENCED}[file]({name})\n");
            Bench::new().with(&path, text).with(ABOUT, about).with("book.toml", book)
        };
        let ending = name.rsplit('.').find(|ending| *ending != "png").unwrap();
        with("").refuses(&[name, "file-type", "file-types = ["]);
        with("[markdown]\nhtml = \"allow\"\n").refuses(&[name, "file-type"]);
        for word in [name, ending] {
            let bench = with(&format!("[content]\nfile-types = [\"{word}\"]\n"));
            // A worker is recognised by its name, whatever its extension.
            if word == name || name != "_worker.js" {
                bench.accepts();
                assert_eq!(bench.disk.page(name), text);
            } else {
                bench.refuses(&[name, "is host configuration"]);
            }
        }
    }
}

#[test]
fn pictures_are_published_without_what_runs() {
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script><g/></svg>";
    for (name, settings) in [
        ("chart.svg", ""),
        ("Chart.SVG", ""),
        ("chart.svg", "[markdown]\nhtml = \"allow\"\n"),
        ("chart.svg", "[content]\nfile-types = [\"svg\"]\n"),
    ] {
        let bench = Bench::new()
            .with(&format!("content/{name}"), script)
            .with(ABOUT, format!("{FENCED}![chart]({name})\n"))
            .with("book.toml", format!("[book]\ntitle = \"T\"\n{settings}"));
        bench.accepts();
        assert_eq!(
            bench.disk.page(name),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
            "{settings}"
        );
    }
}

#[test]
fn drafts_under_other_endings_are_not_published() {
    for name in ["about.MD", "about.markdown", "about.md.txt", "about.txt"] {
        let path = format!("content/{name}");
        let about = format!("{FENCED}Secret.\n");
        Bench::new().with(&path, about).refuses(&[
            name,
            "misnamed-page",
            "rename it to `about.md`",
        ]);
    }
    let bench = Bench::new().with("content/about.md~", "Secret.\n");
    bench.accepts();
    assert!(!bench.disk.path("public/about.md~").exists());
}
