//! `pdf` with stand-in programs: the command line, and the files after any outcome. Real programs
//! are tested where installed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::time::Duration;

use lopdf::{Document, Object};

use crate::harness::{Ended, Place};
use crate::stand_in::{TITLE, alone, document, numbered, outlined, place};

/// Runs `pdf` with only these programs and the shell's.
fn pdf(place: &Place, args: &[&str]) -> Ended {
    let mut all = vec!["pdf"];
    all.extend(args);
    let mut command = place.command(&all);
    alone(place, &mut command);
    Place::ended(&mut command)
}

fn leaves_nothing(place: &Place) {
    let left: Vec<String> =
        place.files().into_iter().filter(|file| file.contains(".ssr-site-")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_document_is_described_and_does_not_tell_the_time() {
    let place = place(
        "chromium",
        "/bin/cp \"$0.pdf\" document.pdf; echo \"$@\" > \"$0.args\"; /bin/cp page.html \"$0.page\"",
    );
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 3)).unwrap();
    let ended = pdf(&place, &[]);
    ended.code(0).stdout("").mentions("printed `rr1.pdf`: 3 pages, ");
    leaves_nothing(&place);
    let printed = fs::read(place.path("rr1.pdf")).unwrap();
    let read = Document::load_mem(&printed).unwrap();
    let information = read.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let information = read.get_dictionary(information).unwrap();
    let text =
        |key: &[u8]| information.get(key).ok().map(|it| lopdf::decode_text_string(it).unwrap());
    assert_eq!(text(b"Title").as_deref(), Some(TITLE));
    assert_eq!(text(b"Creator").as_deref(), Some("ssr-site"));
    assert_eq!(text(b"Producer").as_deref(), Some("A stand-in"));
    assert_eq!(text(b"CreationDate"), None);
    let language = read.catalog().unwrap().get(b"Lang").unwrap();
    assert_eq!(lopdf::decode_text_string(language).unwrap(), "en");
    // The program gets the page of `print`, and runs once.
    let page = place.run(&["print"]);
    assert_eq!(page.code(0).out(), place.read("programs/chromium.page"));
    let args = place.read("programs/chromium.args");
    for flag in ["--generate-pdf-document-outline", "--user-data-dir=profile", "--proxy-server="] {
        assert!(args.contains(flag), "{args}");
    }

    fs::write(place.path("rr1.pdf"), "the one before").unwrap();
    pdf(&place, &["-q"]).code(0).stderr("");
    assert_eq!(fs::read(place.path("rr1.pdf")).unwrap(), printed, "the same each time");
}

#[test]
fn whatever_a_program_does_the_file_is_the_one_before() {
    #[track_caller]
    fn case(script: &str, expected: &str) {
        let place = place("chromium", script);
        fs::write(place.path("programs/other.pdf"), document("passwd", 1)).unwrap();
        fs::write(place.path("programs/empty.pdf"), document(TITLE, 0)).unwrap();
        let strange = outlined(TITLE, 1, &["At a glance", "Of another page"]);
        fs::write(place.path("programs/strange.pdf"), strange).unwrap();
        place.write("rr1.pdf", "the one before");
        let ended = pdf(&place, &[]);
        ended.code(3).stdout("").mentions("error: cannot print `rr1.pdf`: ").mentions(expected);
        assert_eq!(place.read("rr1.pdf"), "the one before");
        leaves_nothing(&place);
    }
    case("exit 0", "`chromium` wrote no PDF (exit status: 0)\n");
    case(
        "echo no sandbox >&2; echo '[1:2:ERROR:dbus/bus.cc:405] no bus' >&2; echo no display >&2; exit 7",
        "`chromium` wrote no PDF (exit status: 7). It said:\nno sandbox\nno display\n",
    );
    case("kill -SEGV $$", "`chromium` wrote no PDF (signal: 11 (SIGSEGV)");
    case("echo %PDF-1.4 > document.pdf", "`chromium` wrote a PDF that cannot be parsed: ");
    case(": > document.pdf", "`chromium` wrote no PDF (exit status: 0)");
    case(
        "/bin/cp \"${0%/*}/empty.pdf\" document.pdf",
        "`chromium` wrote a PDF that cannot be parsed: ",
    );
    case(
        "/bin/cp \"${0%/*}/other.pdf\" document.pdf",
        "`chromium` printed a different page: its title is `passwd`\n",
    );
    case(
        "/bin/cp \"${0%/*}/strange.pdf\" document.pdf",
        "`chromium` wrote an outline with an entry that is no heading of the page: `Of another page`\n",
    );
}

#[test]
fn an_outline_is_put_right_by_the_page() {
    let place = place("chromium", "/bin/cp \"$0.pdf\" document.pdf");
    let doubled = [
        "At a glanceAt a glance",
        "RR1 Recommendation 1RR1 Recommendation 1: : Publish a records policy",
    ];
    fs::write(place.path("programs/chromium.pdf"), outlined(TITLE, 1, &doubled)).unwrap();
    pdf(&place, &[])
        .code(0)
        .mentions(" headings are missing from the PDF outline, starting with `");
    let printed = Document::load(place.path("rr1.pdf")).unwrap();
    let outlines = printed.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    let mut next = printed.get_dictionary(outlines).unwrap().get(b"First").ok();
    let mut titles = Vec::new();
    while let Some(id) = next {
        let entry = printed.get_dictionary(id.as_reference().unwrap()).unwrap();
        titles.push(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap());
        next = entry.get(b"Next").ok();
    }
    assert_eq!(titles, ["At a glance", "RR1 Recommendation 1: Publish a records policy"]);
}

/// Targets of the lists of parts in a page.
fn listed(page: &str) -> Vec<&str> {
    let lists = page.split("<nav").skip(1).filter_map(|rest| rest.split("</nav>").next());
    let links = lists.flat_map(|list| list.split("href=\"#").skip(1));
    links.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_page_is_printed_again_until_its_numbers_are_right() {
    /// On which page `rec-1` is each time; how often it is printed, the last number in the page,
    /// and whether the document has it.
    #[track_caller]
    fn case(pages: &[usize], times: usize, number: usize, has_numbers: bool) {
        let script = "read -r last 2>/dev/null < \"$0.times\" || last=0
            now=$((last + 1)); echo $now > \"$0.times\"
            /bin/cp page.html \"$0.$now.html\"; /bin/cp \"$0.$now.pdf\" document.pdf";
        let place = place("chromium", script);
        let printed = place.run(&["print"]);
        let page = printed.code(0).out();
        let targets = listed(page);
        assert!(targets.contains(&"rec-1") && targets.contains(&"overview"), "{targets:?}");
        for (time, rec) in (1..).zip(pages) {
            let place_of = |name: &&'_ str| if *name == "rec-1" { *rec } else { 1 };
            let targets: Vec<_> = targets.iter().map(|it| (*it, place_of(it))).collect();
            // The number of pages tells the documents apart.
            let document = numbered(TITLE, 10 + rec, &targets);
            fs::write(place.path(&format!("programs/chromium.{time}.pdf")), document).unwrap();
        }
        let ended = pdf(&place, &[]);
        let kept = if has_numbers { pages[times - 1] } else { pages[0] };
        ended.code(0).mentions(&format!("{} pages, ", 10 + kept));
        let missing = ended.err().contains("page numbers are missing from the table of contents");
        assert_eq!(missing, !has_numbers, "{}", ended.err());
        assert_eq!(place.read("programs/chromium.times").trim(), times.to_string());
        assert_eq!(place.read("programs/chromium.1.html"), page);
        let last = place.read(&format!("programs/chromium.{times}.html"));
        let style = last.strip_prefix(page).unwrap();
        let rules: Vec<&str> = style.lines().filter(|line| line.contains("\"#rec-1\"")).collect();
        let rule = format!("nav a[href=\"#rec-1\"]::after {{ content: \"{number}\"; }}");
        assert_eq!(rules.last(), Some(&&*rule), "{style}");
        leaves_nothing(&place);
    }
    case(&[2, 2], 2, 2, true);
    case(&[2, 3, 3], 3, 3, true);
    case(&[2, 3, 2], 3, 3, false);
}

#[test]
fn a_page_that_leads_away_is_not_printed() {
    let place = place("chromium", "echo printed > \"$0.ran\"");
    place.write("rr1.pdf", "the one before");
    let settings = place.read("book.toml");
    place.write("book.toml", &format!("{settings}\n[markdown]\nhtml = \"allow\"\n"));
    let update = "content/rr1/2024-06-30/rec-02.md";
    let text = place.read(update);
    place.write(
        update,
        &format!("{text}\n<meta http-equiv=\"Refresh\" content=\"0;url=file:///etc/passwd\">\n"),
    );
    pdf(&place, &[])
        .code(1)
        .mentions("a `<meta http-equiv=\"refresh\">` in the content redirects the page: `0;url=file:///etc/passwd`, under `")
        .mentions("`html = \"sanitize\"` in `[markdown]`");
    assert_eq!(place.read("rr1.pdf"), "the one before");
    assert!(!place.path("programs/chromium.ran").exists());
    leaves_nothing(&place);
}

#[test]
fn a_program_that_does_not_end_is_ended_with_all_it_started() {
    let place = place("weasyprint", "/bin/sleep 600 & echo $! > \"$0.child\"; wait");
    pdf(&place, &["--timeout", "1", "-o", "some.pdf"])
        .code(3)
        .mentions("cannot print `some.pdf`: `weasyprint` was stopped after 1 s\n");
    assert!(!is_running(&place.read("programs/weasyprint.child")));
    assert!(!place.path("some.pdf").exists());
    leaves_nothing(&place);
}

#[test]
fn who_stops_it_stops_the_program() {
    let place = place("chromium", "/bin/sleep 600 & echo $! > \"$0.child\"; wait");
    let mut command = place.command(&["pdf"]);
    alone(&place, &mut command);
    let running = command.spawn().unwrap();
    let child = place.path("programs/chromium.child");
    let started = || fs::read_to_string(&child).is_ok_and(|id| id.ends_with('\n'));
    assert!(soon(started), "the program is not started");
    let id = rustix::process::Pid::from_raw(running.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    let ended = running.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(3));
    assert!(!is_running(&fs::read_to_string(&child).unwrap()));
    leaves_nothing(&place);
}

/// A command with its own temporary directory.
fn with_temporary(place: &Place, args: &[&str]) -> Command {
    fs::create_dir_all(place.path("temporary")).unwrap();
    let mut command = place.command(&[&["pdf", "-q"], args].concat());
    alone(place, &mut command);
    command.env("TMPDIR", place.path("temporary"));
    command
}

/// Asserts that nothing is left beside the PDF or in the temporary directory.
#[track_caller]
fn nothing_is_left(place: &Place) {
    let names = |path: &str| -> Vec<String> {
        let entries = fs::read_dir(place.path(path)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("temporary"), Vec::<String>::new());
    let mut beside = names("");
    beside.retain(|name| name.contains(".ssr-site-"));
    assert_eq!(beside, Vec::<String>::new());
}

#[test]
fn temporary_files_of_a_program_go_with_it() {
    let place = place(
        "chromium",
        "for name in \"$TMPDIR\" \"$TMP\" \"$TEMP\"; do : > \"$name/.org.chromium.$$\"; done
         echo \"$TMPDIR\" > \"$0.tmpdir\"; /bin/cp \"$0.pdf\" document.pdf",
    );
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 1)).unwrap();
    for output in ["some.pdf", "/dev/null"] {
        Place::ended(&mut with_temporary(&place, &["-o", output])).code(0);
        nothing_is_left(&place);
        // The path of a socket in it is short, however deep the directory is.
        assert_eq!(place.read("programs/chromium.tmpdir"), "tmp\n");
    }
}

/// Keeps writing into the scratch directory, from inside and outside its process group, and by
/// paths that would recreate it. Terminates by itself eventually.
#[cfg(target_os = "linux")]
const RESTLESS: &str = r#"
    write='n=0; while [ $n -lt 50000 ]; do n=$((n + 1)); /bin/mkdir -p "$TMPDIR/a" "$SSR_SITE_SCRATCH/config/b"; done'
    /bin/sh -c "echo \$\$ > \"\$0.child\"; $write" "$0" 2> /dev/null &
    /usr/bin/setsid /bin/sh -c "echo \$\$ > \"\$0.apart\"; $write" "$0" 2> /dev/null &
    wait"#;

/// Whether a part of [`RESTLESS`] has reported its process id.
#[cfg(target_os = "linux")]
fn has_started(place: &Place, process: &str) -> bool {
    let path = place.path(&format!("programs/chromium.{process}"));
    fs::read_to_string(path).is_ok_and(|id| id.ends_with('\n'))
}

/// Asserts that no part of [`RESTLESS`] is running.
#[cfg(target_os = "linux")]
#[track_caller]
fn all_is_quiet(place: &Place) {
    for process in ["child", "apart"] {
        let path = format!("programs/chromium.{process}");
        assert!(!is_running(&place.read(&path)), "{process}");
        fs::remove_file(place.path(&path)).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_program_started_writes_nothing_after_it_was_stopped() {
    let place = place("chromium", RESTLESS);
    for output in ["some.pdf", "/dev/null"] {
        // A busy machine may not start everything within a second.
        let has_begun = |limit: &&str| {
            let args = ["--timeout", limit, "-o", output];
            let ended = Place::ended(&mut with_temporary(&place, &args));
            ended.code(3).mentions(&format!("was stopped after {limit} s"));
            nothing_is_left(&place);
            ["child", "apart"].iter().all(|name| has_started(&place, name))
        };
        assert!(["1", "5", "25"].iter().any(has_begun), "the program is not started");
        all_is_quiet(&place);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_run_leaves_is_ended_and_removed_by_the_next() {
    for output in ["some.pdf", "/dev/null"] {
        let place = place("chromium", RESTLESS);
        let mut killed = with_temporary(&place, &["-o", output]).spawn().unwrap();
        let begun = || ["child", "apart"].iter().all(|name| has_started(&place, name));
        assert!(soon(begun), "the program is not started");
        killed.kill().unwrap();
        killed.wait().unwrap();
        let left = if output == "some.pdf" { "" } else { "temporary" };
        let left = fs::read_dir(place.path(left)).unwrap();
        let is_scratch = |name: &str| name.contains("ssr-site-scratch-");
        assert!(left.flatten().any(|entry| is_scratch(entry.file_name().to_str().unwrap())));

        place.write("programs/chromium", "#!/bin/sh\n/bin/cp \"$0.pdf\" document.pdf\n");
        fs::write(place.path("programs/chromium.pdf"), document(TITLE, 1)).unwrap();
        Place::ended(&mut with_temporary(&place, &["-o", output])).code(0);
        all_is_quiet(&place);
        nothing_is_left(&place);
    }
}

#[test]
fn what_others_are_printing_is_left_alone() {
    let script = "\
        echo running > \"$0.begun\"
        while [ ! -e \"$0.go\" ]; do /bin/sleep 0.02; done
        /bin/cp \"$0.pdf\" document.pdf";
    let place = place("chromium", script);
    fs::write(place.path("programs/chromium.pdf"), document(TITLE, 1)).unwrap();
    place
        .write("programs/weasyprint", "#!/bin/sh\n/bin/cp \"${0%/*}/chromium.pdf\" document.pdf\n");
    let program = place.path("programs/weasyprint");
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut first = with_temporary(&place, &["-o", "/dev/null"]).spawn().unwrap();
    assert!(soon(|| place.path("programs/chromium.begun").exists()), "the program is not started");
    for output in ["/dev/null", "some.pdf"] {
        let args = ["--engine", "weasyprint", "-o", output];
        Place::ended(&mut with_temporary(&place, &args)).code(0);
    }
    place.write("programs/chromium.go", "");
    assert!(first.wait().unwrap().success());
    nothing_is_left(&place);
}

/// Whether a process is running and not a zombie. Its parent may reap it late.
fn is_running(id: &str) -> bool {
    let status = format!("/proc/{}/stat", id.trim());
    !soon(|| {
        fs::read_to_string(&status)
            .map_or(true, |stat| stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z")))
    })
}

fn soon(happens: impl Fn() -> bool) -> bool {
    (0..200).any(|_| {
        let happens = happens();
        if !happens {
            std::thread::sleep(Duration::from_millis(50));
        }
        happens
    })
}

#[test]
fn without_a_program_there_is_a_page() {
    let place = place("none", "");
    pdf(&place, &[]).code(3).stdout("").stderr(
        "error: no PDF was written: neither Chromium nor WeasyPrint is installed\n\
         help: install Chromium (`apt install chromium`) or WeasyPrint (`pipx install weasyprint`), \
         or print `rr1.print.html` from a browser\n",
    );
    let page = place.run(&["print"]);
    assert_eq!(place.read("rr1.print.html"), page.code(0).out());
    pdf(&place, &["--engine", "weasyprint", "-o", "some.pdf"])
        .code(3)
        .mentions("error: no PDF was written: `weasyprint` is not installed\n")
        .mentions("print `some.print.html` from a browser\n");
    let book = place.read("book.toml");
    place.write("book.toml", &format!("{book}\n[output.print]\nengine = \"chromium\"\n"));
    pdf(&place, &[]).code(3).mentions("error: no PDF was written: `chromium` is not installed\n");
    pdf(&place, &["-o", "content"])
        .code(2)
        .stderr("error: `content` is a directory\nhelp: name the file to write\n");
    pdf(&place, &["--engine", "word"]).code(2).mentions("[possible values: chromium, weasyprint]");
}

#[test]
fn a_report_in_volumes() {
    let place = place("none", "");
    place
        .run(&["print", "--split", "2"])
        .code(2)
        .stdout("")
        .stderr("error: `--split` cannot write to standard output\nhelp: name a file with `-o`\n");
    std::fs::create_dir(place.path("out")).unwrap();
    place
        .run(&["print", "--split", "2", "-o", "out/a.b.html"])
        .code(0)
        .stderr("printed `out/a.b-1.html`\nprinted `out/a.b-2.html`\n");
    place.run(&["print", "--split", "3", "-o", "one.html"]).code(0).stderr("printed `one.html`\n");
}
