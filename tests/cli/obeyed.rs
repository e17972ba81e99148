//! Output never contains commands from content, arguments or file names: CI runners interpret lines
//! that begin with `::`, and `##[` anywhere.

use crate::harness::{Ended, Place};

/// Commands of CI runners.
const COMMAND: &str = "\n \t::stop-commands::x\n##[stop-commands]y\n##vso[stop-commands]z";

/// The same in a TOML string.
const IN_TOML: &str = r"\n \t::stop-commands::x\n##[stop-commands]y\n##vso[stop-commands]z";

fn is_obeyed(line: &str) -> bool {
    line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[")
}

/// Asserts that the text was printed without its commands.
#[track_caller]
fn told(ended: &Ended, code: i32) {
    ended.code(code);
    let said = format!("{}\n{}", ended.err(), ended.out());
    assert!(said.contains("stop-commands"), "{said}");
    let obeyed: Vec<&str> = said.split(['\n', '\r']).filter(|line| is_obeyed(line)).collect();
    assert!(obeyed.is_empty(), "{obeyed:#?}");
}

#[test]
fn findings() {
    let place = Place::started();
    place.write(
        "content/about.md",
        &format!(
            "+++\ntitle = \"{IN_TOML}\"\n\"k{IN_TOML}\" = 1\ndraft = \"##[stop-commands]\"\n+++\n"
        ),
    );
    place.write(
        "content/links.md",
        "+++\ntitle = \"L\"\n+++\n[::stop-commands::x](##[stop-commands]y)\n[a](rec:##vso[stop-commands]z)\n",
    );
    for format in ["human", "json", "sarif"] {
        for color in ["always", "never"] {
            told(&place.run(&["check", "--message-format", format, "--color", color]), 1);
        }
    }
    told(&place.run(&["build"]), 1);
}

#[test]
fn annotations_are_the_only_commands() {
    let place = Place::started();
    let about =
        format!("+++\ntitle = \"About\"\n\"{IN_TOML}\" = 1\n\"%0A::stop-commands::\" = 1\n+++\n");
    place.write("content/about.md", &about);
    let ended = place.run(&["check", "--message-format", "github"]);
    let lines: Vec<&str> = ended.code(1).out().lines().collect();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    for line in lines {
        assert!(line.starts_with("::error file=content/about.md,line="), "{line}");
        assert!(line.contains(",title=unknown-key::unknown key `"), "{line}");
        assert!(!line.contains("##[") && !line.contains('\r'), "{line}");
    }
    assert!(ended.out().contains("`%250A::stop-commands::`"), "{}", ended.out());
}

#[test]
fn reasons() {
    let place = Place::started();
    place.write(
        "content/about.md",
        &format!(
            "+++\ntitle = \"About\"\n[[allow]]\nrule = \"placeholder-link\"\nreason = \"{IN_TOML}\"\n+++\n[x](#)\n"
        ),
    );
    told(&place.run(&["check"]), 0);
}

#[test]
fn what_is_open() {
    let place = Place::started();
    let path = "content/rr1/recommendations/rec-02.md";
    let hostile = "##[stop-commands]";
    place.write(path, &place.read(path).replace("title = \"", &format!("title = \"{hostile}")));
    told(&place.run(&["new", "edition", "2024-09-30"]), 0);
}

#[test]
fn arguments() {
    let place = Place::started();
    let option = format!("--{COMMAND}");
    for args in [
        &["check", COMMAND][..],
        &["check", &option],
        &["check", "--only", COMMAND],
        &["build", "--message-format", COMMAND],
        &["explain", COMMAND],
        &["freeze", COMMAND],
        &["new", "update", COMMAND],
        &["print", "--group", COMMAND],
        &["theme", "eject", COMMAND],
        &["serve", "--host", COMMAND],
        &[COMMAND],
    ] {
        told(&place.run(args), 2);
    }
}

#[cfg(unix)]
#[test]
fn names_of_files() {
    let place = Place::started();
    let name = COMMAND.replace('/', "");
    told(&place.run(&["init", &name]), 0);
    told(&place.run(&["build", "-d", &format!("out{name}")]), 0);
    told(&place.run(&["check", &format!("{name}/nowhere")]), 2);
    place.write(&format!("content/{name}.md"), "+++\nnothing = 1\n+++\n");
    told(&place.run(&["check"]), 1);
    let theme = format!("themes/{name}/theme.toml");
    place.write(&theme, &format!("name = \"{IN_TOML}\"\ndescription = \"{IN_TOML}\"\n"));
    place.write("themes/::stop-commands::/theme.toml", "name = \"N\"\ndescription = \"D\"\n");
    told(&place.run(&["theme", "list"]), 0);
}
