//! Obstacles in place of files to write: links, pipes, directories. Nothing is written through
//! them, and nothing blocks on them.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Ended, Place};
use crate::stand_in::{self, TITLE, alone, document};

/// A project in a directory, and beside it what it must not reach.
struct Case {
    place: Place,
}

impl Case {
    fn new() -> Self {
        let place = stand_in::place_of("project", "chromium", "/bin/cp \"$0.pdf\" document.pdf");
        fs::write(place.path("programs/chromium.pdf"), document(TITLE, 1)).unwrap();
        place.write("victim", "precious");
        place.write("elsewhere/a", "precious");
        Self { place }
    }

    fn link(&self, link: &str, to: &str) -> &Self {
        symlink(to, self.place.path(link)).unwrap();
        self
    }

    fn pipe(&self, path: &str) -> &Self {
        let path = self.place.path(path);
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        self
    }

    /// Runs a command in the project; a timeout is a failure.
    fn run(&self, args: &[&str]) -> Ended {
        let mut command = self.command(args);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > Duration::from_mins(1) {
                child.kill().unwrap();
                panic!("{args:?} does not end");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ended::of(child.wait_with_output().unwrap())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.place.command(args);
        command.current_dir(self.place.path("project"));
        alone(&self.place, &mut command);
        command
    }

    /// Asserts that a command refuses with this message and creates nothing, inside or outside the
    /// project.
    #[track_caller]
    fn refuses(&self, args: &[&str], code: i32, error: &str, help: &str) {
        let before = self.names();
        let ended = self.run(args);
        let root = self.place.path("").canonicalize().unwrap();
        let said = ended.code(code).err().replace(&format!("{}/", root.display()), "");
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines.contains(&&*format!("error: {error}")), "{said}");
        assert!(lines.contains(&&*format!("help: {help}")), "{said}");
        assert_eq!(self.names(), before);
        assert_eq!(self.place.read("victim"), "precious");
        assert_eq!(self.place.read("elsewhere/a"), "precious");
    }

    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect(&self.place.path(""), &mut names);
        names.sort();
        names
    }
}

fn collect(directory: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        names.push(entry.path().display().to_string());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), names);
        }
    }
}

const BASELINE: &[&str] = &["check", "-q", "--write-baseline"];
const LEADS_OUT: &str = "is a symbolic link out of the project, to";
const PUT_A_FILE: &str = "replace the symbolic link with a file, or remove it";
const PUT_A_DIRECTORY: &str = "replace the symbolic link with a directory";

#[test]
fn a_baseline_is_not_written_out_of_the_project() {
    let case = |to: &str, error: &str, help: &str| {
        Case::new().link("project/baseline.toml", to).refuses(BASELINE, 2, error, help);
    };
    case("../victim", &format!("`baseline.toml` {LEADS_OUT} `victim`"), PUT_A_FILE);
    case("../new", &format!("`baseline.toml` {LEADS_OUT} `new`"), PUT_A_FILE);
    case("/dev/null", &format!("`baseline.toml` {LEADS_OUT} `/dev/null`"), PUT_A_FILE);
    let nowhere = "`baseline.toml` is a dangling symbolic link";
    case("baseline.toml", nowhere, "remove it");
    case("gone/../../victim", nowhere, "remove it");
}

#[test]
fn a_baseline_may_be_a_link_inside_the_project() {
    for before in ["", "# empty\n"] {
        let case = Case::new();
        case.link("project/baseline.toml", "book/known.toml");
        case.place.write("project/book/known.toml", before);
        if before.is_empty() {
            fs::remove_file(case.place.path("project/book/known.toml")).unwrap();
        }
        case.run(BASELINE).code(0);
        assert!(case.place.path("project/baseline.toml").is_symlink());
        assert!(case.place.read("project/book/known.toml").contains("Written by `ssr-site check"));
    }
}

#[test]
fn a_baseline_is_a_file() {
    let help = "replace it with a file, or remove it";
    let case = Case::new();
    case.pipe("project/baseline.toml");
    case.refuses(BASELINE, 2, "`baseline.toml` is a named pipe", help);
    let case = Case::new();
    fs::create_dir(case.place.path("project/baseline.toml")).unwrap();
    case.refuses(BASELINE, 2, "`baseline.toml` is a directory", help);
}

#[test]
fn locks_of_the_kernel_are_files() {
    let commands: [(&str, &[&str]); 6] = [
        ("project/.public.ssr-site-lock", &["build", "-q"]),
        ("project/.baseline.toml.ssr-site-lock", BASELINE),
        ("project/content/rr1/.2024-06-30.lock.ssr-site-lock", &["freeze", "2024-06-30"]),
        (
            "project/content/rr1/recommendations/.rec-04.md.ssr-site-lock",
            &["new", "recommendation", "4"],
        ),
        ("project/.rr1.pdf.ssr-site-lock", &["pdf", "-q"]),
        ("project/.rr1.html.ssr-site-lock", &["print", "-o", "rr1.html"]),
    ];
    for (lock, command) in commands {
        let refuses = |case: &Case, kind: &str| {
            let error = format!("`{lock}` is {kind}, not a file created by ssr-site");
            case.refuses(command, 3, &error, "remove it");
        };
        for to in ["/nowhere/at/all", "victim", ".", "a-loop"] {
            let case = Case::new();
            case.link("a-loop", "a-loop");
            let to = if to.starts_with('/') { to.into() } else { case.place.path(to) };
            case.link(lock, to.to_str().unwrap());
            refuses(&case, "a symbolic link");
        }
        let case = Case::new();
        case.pipe(lock);
        refuses(&case, "a named pipe");
        let case = Case::new();
        fs::create_dir(case.place.path(lock)).unwrap();
        refuses(&case, "a directory");
        let case = Case::new();
        let _socket = UnixListener::bind(case.place.path(lock)).unwrap();
        refuses(&case, "a socket");
    }
}

#[test]
fn new_files_stay_in_the_project() {
    let new = &["new", "recommendation", "4"];
    let case = Case::new();
    fs::rename(case.place.path("project/content/rr1/recommendations"), case.place.path("moved"))
        .unwrap();
    case.link("project/content/rr1/recommendations", "../../../moved");
    let error = format!("`content/rr1/recommendations` {LEADS_OUT} `moved`");
    case.refuses(new, 2, &error, PUT_A_DIRECTORY);
    let case = Case::new();
    case.link("project/themes", "../elsewhere");
    let error = format!("`themes` {LEADS_OUT} `elsewhere`");
    case.refuses(&["theme", "eject"], 2, &error, PUT_A_DIRECTORY);
    let case = Case::new();
    case.link("project/themes", "../new");
    let error = format!("`themes` {LEADS_OUT} `new`");
    case.refuses(&["theme", "eject"], 2, &error, PUT_A_DIRECTORY);

    for to in ["../../victim", "../../new"] {
        let case = Case::new();
        case.link("project/content/rr1/2024-06-30.lock", &format!("../{to}"));
        let before = case.names();
        case.run(&["freeze", "2024-06-30"]).code(1);
        assert_eq!(case.names(), before);
        assert_eq!(case.place.read("victim"), "precious");
    }
}

/// Commands that write a named file.
const NAMED: [&[&str]; 3] = [&["print", "-o"], &["pdf", "-q", "-o"], &["build", "-q", "--changes"]];

/// The command with a file.
fn with<'a>(command: &[&'a str], file: &'a str) -> Vec<&'a str> {
    [command, &[file]].concat()
}

#[test]
fn a_file_that_is_named_is_the_one_that_is_written() {
    for command in NAMED {
        let case = Case::new();
        case.link("project/out", "../victim");
        case.refuses(
            &with(command, "out"),
            2,
            &format!("`out` {LEADS_OUT} `victim`"),
            &format!("name the file itself, `{}`, or remove the symbolic link", "victim"),
        );
        let case = Case::new();
        case.link("elsewhere/out", "../new");
        case.refuses(
            &with(command, "../elsewhere/out"),
            2,
            "`../elsewhere/out` is a symbolic link out of its directory, to `new`",
            "name the file itself, `new`, or remove the symbolic link",
        );
        let case = Case::new();
        case.link("project/out", "../elsewhere");
        case.refuses(
            &with(command, "out/a"),
            2,
            &format!("`out` {LEADS_OUT} `elsewhere`"),
            "name the file by its real directory, `elsewhere`, or replace the symbolic link with a \
             directory",
        );
        let case = Case::new();
        case.refuses(
            &with(command, "content"),
            2,
            "`content` is a directory",
            "name the file to write",
        );

        let case = Case::new();
        case.link("elsewhere/out", "a").link("link", "elsewhere");
        case.run(&with(command, "../link/out")).code(0);
        assert!(case.place.path("elsewhere/out").is_symlink());
        assert_ne!(fs::read(case.place.path("elsewhere/a")).unwrap(), b"precious");
        case.run(&with(command, "../victim")).code(0);
    }
}

#[test]
fn a_file_with_its_usual_name_is_no_link_of_somebody_elses() {
    let help = "remove the symbolic link, or name a file with `-o`";
    let error = |name: &str| format!("`{name}` {LEADS_OUT} `victim`");
    let case = Case::new();
    case.link("project/rr1.pdf", "../victim");
    case.refuses(&["pdf", "-q"], 2, &error("rr1.pdf"), help);
    let case = Case::new();
    fs::remove_file(case.place.path("programs/chromium")).unwrap();
    case.link("project/rr1.print.html", "../victim");
    case.refuses(&["pdf", "-q"], 2, &error("rr1.print.html"), help);
    // Not named on the command line, so it is not written to, even with a reader.
    let case = Case::new();
    case.pipe("project/rr1.pdf");
    case.refuses(
        &["pdf", "-q"],
        2,
        "`rr1.pdf` is a named pipe",
        "name the file to write with `-o`",
    );
    // If one file cannot be written, none is.
    let case = Case::new();
    case.link("project/out-2.html", "../victim");
    let help = "name the file itself, `victim`, or remove the symbolic link";
    case.refuses(&["print", "--split", "2", "-o", "out.html"], 2, &error("out-2.html"), help);
}

#[test]
fn a_pipe_is_written_to_where_somebody_reads() {
    for command in NAMED {
        let case = Case::new();
        case.pipe("pipe");
        let args = with(command, "../pipe");
        let ended = case.run(&args);
        ended.code(3).says("error: no process reads from `../pipe`");
        ended.says("help: start its reader first, or name a file");
        let path = case.place.path("pipe");
        let reader = std::thread::spawn(move || fs::read(path).unwrap());
        // The reader may open it late; until then the result is as above.
        let ended = (0..600).map(|_| {
            std::thread::sleep(Duration::from_millis(20));
            case.run(&args)
        });
        ended.into_iter().find(|ended| !ended.err().contains("no process reads")).unwrap().code(0);
        let read = reader.join().unwrap();
        case.run(&with(command, "file")).code(0);
        if command[0] != "build" {
            assert!(read == fs::read(case.place.path("project/file")).unwrap(), "{args:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_has_a_name() {
    for command in [NAMED[0], NAMED[1]] {
        let case = Case::new();
        case.run(&with(command, "file")).code(0);
        let expected = fs::read(case.place.path("project/file")).unwrap();
        for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            let piped = case.command(&with(command, name)).output().unwrap();
            assert!(piped.status.success(), "{piped:?}");
            assert!(piped.stdout == expected, "{name}");
            let file = fs::File::create(case.place.path("project/redirected")).unwrap();
            assert!(case.command(&with(command, name)).stdout(file).status().unwrap().success());
            assert!(fs::read(case.place.path("project/redirected")).unwrap() == expected, "{name}");
            // The reader has left.
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let mut ended = case.command(&with(command, name));
            let ended = ended.stdout(writer).output().unwrap();
            assert_eq!(ended.status.code(), Some(3));
            assert!(String::from_utf8_lossy(&ended.stderr).contains("Broken pipe"), "{ended:?}");
        }
        case.run(&with(command, "/dev/null")).code(0);
        case.link("project/out", "/dev/stdout");
        case.run(&with(command, "out"))
            .code(2)
            .mentions("`out` is a symbolic link out of the project");
    }
}
