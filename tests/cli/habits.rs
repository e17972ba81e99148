//! What hands do by habit: from any directory, with any spelling of an option.

use std::process::Stdio;

use crate::harness::{Ended, Place};

/// Runs a command in a directory of the place.
fn run_in(place: &Place, directory: &str, args: &[&str]) -> Ended {
    Place::ended(place.command(args).current_dir(place.path(directory)))
}

#[test]
fn the_project_is_found_from_below() {
    let place = Place::started();
    for directory in ["content", "content/rr1", "content/rr1/2024-06-30"] {
        run_in(&place, directory, &["check"]).code(0).stderr("no problems\n");
    }
    run_in(&place, "content/rr1", &["build", "-q"]).code(0);
    assert!(place.path("public/index.html").is_file());
    run_in(&place, "content/rr1", &["new", "update", "1", "-q"]).code(0);
    assert!(place.path("content/rr1/2024-06-30/rec-01.md").is_file());
    place.run(&["check", "content/rr1"]).code(0);
    place.run(&["theme", "list", "-C", "content"]).code(0);
    place
        .run(&["check", "content/nowhere"])
        .code(2)
        .says("error: directory `content/nowhere` does not exist");
}

#[test]
fn a_directory_as_an_argument_or_an_option() {
    let place = Place::started_in("site");
    for command in ["check", "build"] {
        place.run(&[command, "site", "-q"]).code(0);
        place.run(&[command, "-C", "site", "-q"]).code(0);
        place.run(&[command, "site", "-C", "./site/../site", "-q"]).code(0);
        place.run(&[command, "site", "-C", "other"]).code(2).stdout("").stderr(
            "error: two directories are named: `site` and `-C other`\nhelp: name one of them\n",
        );
    }
    place.run(&["print", "-C", "site", "-o", "a.html", "-q"]).code(0);
    place.run(&["init", "-C", "other", "-q"]).code(0);
    assert!(place.path("other/book.toml").is_file());
}

#[test]
fn the_address_of_the_site_from_outside() {
    let place = Place::started();
    let canonical = |expected: &str| {
        let page = place.read("public/rr1/1.html");
        assert!(page.contains(&format!("href=\"{expected}rr1/1.html\"")), "{page}");
    };
    let build = |variable: &str, args: &[&str]| {
        let mut command = place.command(&[&["build", "-q"], args].concat());
        Place::ended(command.env("SSR_SITE_URL", variable))
    };
    build("https://a.example/x", &[]).code(0);
    canonical("https://a.example/x/");
    build("https://a.example/x", &["--site-url", "https://b.example"]).code(0);
    canonical("https://b.example/");
    build("", &[]).code(0);
    assert!(!place.read("public/rr1/1.html").contains("rel=\"canonical\""));
    build("example.org", &[]).code(2).stderr(
        "error: `SSR_SITE_URL` is not an absolute address: `example.org`\n\
         help: write it in full, such as `https://example.org/reports/`\n",
    );
}

#[test]
fn standard_output_by_a_hyphen() {
    let place = Place::started();
    let named = place.run(&["print", "-o", "-"]);
    named.code(0).stderr("");
    assert_eq!(named.out(), place.run(&["print"]).code(0).out());
    assert!(!place.path("-").exists());
    place
        .run(&["print", "-o", "-", "--split", "1"])
        .code(2)
        .says("error: `--split` cannot write to standard output");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away() {
    let place = Place::started();
    for args in [&["print"][..], &["schema"], &["explain"], &["completions", "bash"], &["help"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = place.command(args);
        command.stdout(Stdio::from(writer)).stderr(Stdio::piped());
        let child = command.spawn().expect("it runs");
        Ended::of(child.wait_with_output().expect("it ends")).code(0).stderr("");
    }
}

#[test]
fn no_directory_is_made_for_a_file() {
    let place = Place::started();
    for args in [&["print", "-o", "nowhere/x.html"][..], &["pdf", "-o", "nowhere/x.pdf"]] {
        place.run(args).code(2).stdout("").stderr(
            "error: directory `nowhere` does not exist\nhelp: create it: `mkdir -p nowhere`\n",
        );
    }
    place.run(&["build", "--changes", "nowhere/list.txt"]).code(2);
    assert!(!place.path("nowhere").exists());
}

#[test]
fn a_report_of_ones_own() {
    let place = Place::empty();
    place
        .run(&["init", "--empty", "site"])
        .code(0)
        .says("created an empty site in `site`: 3 files");
    let run = |args: &[&str]| {
        let ended = run_in(&place, "site", args);
        ended.code(0);
        ended
    };
    run(&["check"]).stderr("no problems\n");
    run(&["new", "report", "audit", "--title", "Audit of 2024", "--series", "AU"]).stderr(
        "wrote `content/audit/_index.md`\n\
         add what was adopted with `ssr-site new recommendation NUMBER`\n",
    );
    run(&["new", "recommendation", "1", "--title", "Publish a plan"]);
    run(&["new", "recommendation", "2", "--title", "Train the staff"]);
    run(&["new", "edition", "2024-09-30"]);
    run(&["new", "update", "--open"]).stderr(
        "wrote `content/audit/2024-09-30/rec-01.md`; there was no earlier update\n\
         wrote `content/audit/2024-09-30/rec-02.md`; there was no earlier update\n",
    );
    run(&["build", "-q"]);
    assert!(place.path("site/public/audit/2024-09-30/2.html").is_file());
    // A second report must be named.
    run(&["new", "report", "inquiry"])
        .mentions("`ssr-site new recommendation NUMBER --report inquiry`");
    run(&["new", "report", "look", "--kind", "review", "--of", "audit"]);
    run(&["new", "recommendation", "1", "--report", "inquiry", "--title", "T"]);
    run(&["new", "edition", "inquiry/2024-09-30"]);
    let next = run(&["new", "edition", "inquiry/2024-12-31"]);
    next.mentions("create an update with `ssr-site new update NUMBER --report inquiry`");
    run(&["new", "update", "1", "--report", "inquiry"]);
    run(&["build", "-q"]);
    let refused = |args: &[&str], expected: &str| {
        run_in(&place, "site", args).code(2).says(expected);
    };
    refused(&["new", "report", "audit"], "error: the site already has a report `audit`");
    refused(&["new", "report", "a b"], "error: a report cannot be called `a b`");
    refused(&["new", "report", "x", "--of", "audit"], "error: only a review is of another report");
    refused(
        &["new", "report", "x", "--kind", "review", "--of", "adit"],
        "error: there is no report `adit`",
    );
}

#[test]
fn several_updates() {
    let place = Place::started();
    place.run(&["new", "edition", "2024-09-30", "-q"]).code(0);
    place.run(&["new", "update", "--list"]).code(0).stderr("").stdout(
        "\
open as of 2024-09-30, 1 of 3:
  2  behind-recoverable  Answer requests within 20 working days
     - due 2024-09, moved to 2024-12: Answer every request within 20 working days
with an update in 2024-09-30: none
",
    );
    place.run(&["new", "update", "1", "3-2"]).code(2).says("error: the range `3-2` runs backwards");
    place.run(&["new", "update", "1", "9"]).code(2);
    assert!(!place.path("content/rr1/2024-09-30/rec-01.md").exists());
    place.run(&["new", "update", "1-2", "2,3"]).code(0).stderr(
        "\
wrote `content/rr1/2024-09-30/rec-01.md` from the update of 2024-03-31
wrote `content/rr1/2024-09-30/rec-02.md` from the update of 2024-06-30
wrote `content/rr1/2024-09-30/rec-03.md`; there was no earlier update
",
    );
    place
        .run(&["new", "update", "--open"])
        .code(0)
        .stdout("")
        .stderr("nothing was written: all that is open has an update in `2024-09-30`\n");
    let list = place.run(&["new", "update", "--list"]);
    assert!(list.code(0).out().ends_with("with an update in 2024-09-30: 1, 2, 3\n"));
    place.run(&["new", "update"]).code(2);
    place.run(&["new", "update", "1", "--open"]).code(2);
}

#[test]
fn advice_can_be_typed() {
    let place = Place::started_in("my site");
    place
        .run(&["new", "edition", "2024-09-30", "-C", "my site"])
        .code(0)
        .says("create an update with `ssr-site new update NUMBER -C 'my site'`");
    place.run(&["new", "edition", "2024-04-30", "-C", "my site"]).code(0).says(
        "create an update with `ssr-site new update NUMBER --edition 2024-04-30 -C 'my site'`",
    );
}

#[test]
fn dates_of_editions_in_other_forms() {
    let place = Place::started();
    let case = |name: &str, help: &str| {
        let expected = format!("error: cannot read the date `{name}`\nhelp: {help}\n");
        place.run(&["new", "edition", name]).code(2).stdout("").stderr(&expected);
    };
    case("30/06/2025", "write `2025-06-30`");
    case("30.6.2025", "write `2025-06-30`");
    case("Q3 2025", "write `2025-Q3`");
    case("June 2025", "write `2025-06`");
    case("2025/06/30", "write `2025-06-30`");
    case("5/6/2025", "write `2025-06-05` if the day is first, `2025-05-06` if the month is first");
}

#[test]
fn pages_of_the_guide() {
    let place = Place::empty();
    let page = place.run(&["help", "docs/themes.md"]);
    assert!(page.code(0).out().starts_with("# Themes\n"));
    assert_eq!(place.run(&["help", "themes"]).code(0).out(), page.out());
    let command = place.run(&["help", "publish"]);
    assert!(command.code(0).out().contains("See also `ssr-site help docs/publish.md`."));
    assert!(place.run(&["help", "new", "update"]).code(0).out().contains("--open"));
    assert!(place.run(&["help"]).code(0).out().contains("\n  front-matter "));
    place
        .run(&["help", "theems"])
        .code(2)
        .stdout("")
        .stderr("error: there is no command or topic `theems`\nhelp: did you mean `themes`?\n");
}

/// What a shell offers after some words.
#[cfg(unix)]
fn completed(place: &Place, words: &[&str]) -> Vec<String> {
    let mut command = place.command(&[&["--"], words].concat());
    command.env("_SSR_SITE_COMPLETE", "bash").env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
    let ended = Place::ended(&mut command);
    ended.code(0).stderr("");
    ended.out().lines().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(unix)]
#[test]
fn names_are_completed() {
    let place = Place::started();
    let case = |words: &[&str], expected: &[&str]| {
        assert_eq!(completed(&place, words), expected, "{words:?}");
    };
    case(&["ssr-site", "explain", "overdue"], &["overdue", "overdue-without-revised-date"]);
    case(&["ssr-site", "check", "--only", "vague-l"], &["vague-link-text"]);
    case(&["ssr-site", "freeze", "2024"], &["2024-03-31", "2024-06-30"]);
    case(&["ssr-site", "freeze", "rr1/"], &["rr1/2024-03-31", "rr1/2024-06-30"]);
    case(&["ssr-site", "new", "update", "3"], &["3"]);
    case(&["ssr-site", "print", "--report", ""], &["rr1", "rr2"]);
    case(&["ssr-site", "help", "the"], &["themes"]);
    // Outside of a project there is nothing to name.
    let empty = Place::empty();
    assert_eq!(completed(&empty, &["ssr-site", "freeze", "2024"]), Vec::<String>::new());
}

/// The script in bash itself, as a key press runs it.
#[cfg(unix)]
#[test]
fn bash_completes() {
    let place = Place::started();
    let script = place.run(&["completions", "bash"]);
    place.write("complete.bash", script.code(0).out());
    let binary = std::path::Path::new(crate::harness::BINARY);
    let path = format!(
        "{}:{}",
        binary.parent().expect("a directory").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let typed = "source complete.bash\n\
        COMP_WORDS=(ssr-site freeze rr1/2024-0) COMP_CWORD=2 COMP_TYPE=9\n\
        _clap_complete_ssr_site ssr-site rr1/2024-0 freeze\n\
        printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    let mut bash = std::process::Command::new("bash");
    bash.args(["--norc", "-c", typed]).current_dir(place.path(".")).env("PATH", path);
    let ended = Place::ended(&mut bash);
    let offered: Vec<&str> = ended.code(0).out().lines().map(str::trim_end).collect();
    assert_eq!(offered, ["rr1/2024-03-31", "rr1/2024-06-30"], "{ended:?}");
    for shell in ["zsh", "fish"] {
        let script = place.run(&["completions", shell]);
        assert!(script.code(0).out().contains("_SSR_SITE_COMPLETE"), "{}", script.out());
    }
}

#[test]
fn check_finds_what_a_template_lacks() {
    let place = Place::started();
    place.write(
        "themes/default/templates/page.html",
        "{% extends \"base.html\" %}{% block content %}{{ page.no_such_field }}{% endblock %}",
    );
    let built = place.run(&["build"]);
    let checked = place.run(&["check"]);
    built.code(1).mentions("no_such_field");
    checked.code(1).mentions("no_such_field");
}
