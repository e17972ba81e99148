//! `ssr-site check` as an office uses it: only what a change brought, what is denied, who has what.

use std::process::Command;

use crate::harness::Place;

fn git(place: &Place, arguments: &[&str]) {
    let mut git = Command::new("git");
    for variable in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        git.env_remove(variable);
    }
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    let done = git.args(identity).args(arguments).current_dir(place.path("")).output();
    let done = done.expect("git is installed");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A page with links; `#` leads nowhere.
fn page(text: &str) -> String {
    format!("+++\ntitle = \"About\"\n+++\n{text}\n")
}

/// A project with a finding, in a repository with one commit.
fn committed() -> Place {
    let place = Place::started();
    place.write("content/about.md", &page("One."));
    place.write("content/plan.md", &page("[One](#)."));
    git(&place, &["init", "-q"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-q", "-m", "C"]);
    place
}

#[test]
fn only_what_a_change_brought() {
    let place = committed();
    let at = "1 finding was there at `HEAD` and is not listed; ";
    let ended = place.run(&["check", "--since", "HEAD"]);
    ended.code(0).stderr(&format!("no problems\n{at}none is gone\n"));
    // Lines move, and a link is new.
    place.write("content/plan.md", &page("New.\n\n[One](#).\n\n[Two](#)."));
    let ended = place.run(&["check", "--since", "HEAD", "--deny", "warnings"]);
    ended.code(1).mentions("content/plan.md:8:1\n").mentions("1 warning\n").mentions(at);
    assert!(!ended.err().contains("plan.md:6"), "{}", ended.err());
    // A file with another name, known to git or not.
    git(&place, &["mv", "content/plan.md", "content/our-plan.md"]);
    place.write("content/our-plan.md", &page("[One](#)."));
    place.run(&["check", "--since", "HEAD"]).code(0).mentions("no problems\n").mentions(at);
    git(&place, &["reset", "-q"]);
    place.run(&["check", "--since", "HEAD"]).code(0).mentions("no problems\n").mentions(at);
    // A finding that is gone.
    place.write("content/our-plan.md", &page("One."));
    place
        .run(&["check", "--since", "HEAD"])
        .code(0)
        .mentions("0 findings were there")
        .mentions("1 is gone\n");
}

#[test]
fn nothing_is_written_into_the_repository() {
    let place = committed();
    place.write("content/about.md", &page("[Two](#)."));
    let before = place.files();
    place.run(&["check", "--since", "HEAD"]).code(0);
    assert_eq!(place.files(), before);
}

#[test]
fn what_is_no_revision() {
    let place = committed();
    place.run(&["check", "--since", "nothing"]).code(2).stdout("").stderr(
        "error: there is no revision `nothing` in this repository\n\
         help: name a commit, branch or tag, such as `HEAD~1` or `origin/main`; a shallow clone lacks \
         earlier ones: `git fetch --unshallow`\n",
    );
    let alone = Place::started();
    alone
        .run(&["check", "--since", "HEAD"])
        .code(2)
        .mentions("error: the project is in no git repository\n");
    let mut without = place.command(&["check", "--since", "HEAD"]);
    let ended = Place::ended(without.env("PATH", "/nonexistent"));
    ended.code(3).mentions("error: `git` is not installed\nhelp: ");
}

#[test]
fn a_project_below_the_root_of_its_repository() {
    let place = Place::started_in("my report");
    place.write("my report/content/about.md", &page("[One](#)."));
    git(&place, &["init", "-q"]);
    git(&place, &["add", "-A"]);
    git(&place, &["commit", "-q", "-m", "C"]);
    place.run(&["check", "my report", "--since", "HEAD"]).code(0).mentions("no problems\n");
    let github = place.run(&["check", "my report", "--message-format", "github"]);
    assert!(
        github.code(0).out().starts_with("::warning file=my report/content/about.md,line=4,"),
        "{}",
        github.out()
    );
    let sarif = place.run(&["check", "my report", "--message-format", "sarif"]);
    assert!(sarif.out().contains("\"uri\":\"my%20report/content/about.md\""), "{}", sarif.out());
    let json = place.run(&["check", "my report", "--message-format", "json"]);
    assert!(json.out().contains("\"file\":\"content/about.md\""), "{}", json.out());
    // A project that was not there.
    git(&place, &["mv", "my report", "elsewhere"]);
    place
        .run(&["check", "elsewhere", "--since", "HEAD"])
        .code(0)
        .mentions("`HEAD` has no book.toml here: every finding is new\n");
}

#[test]
fn warnings_denied() {
    let place = Place::started();
    place.run(&["check", "--deny", "warnings"]).code(0);
    place.run(&["build", "--deny", "warnings"]).code(0);
    place.write("content/about.md", &page("[One](#)."));
    let denied = "error: warnings are denied\nhelp: put the warnings right, or leave out `--deny warnings`\n";
    place.run(&["check", "--deny", "warnings"]).code(1).mentions("1 warning\n").mentions(denied);
    place.write("content/about.md", &page("[Two](#)."));
    place
        .run(&["build", "--deny", "warnings"])
        .code(1)
        .mentions(denied)
        .mentions("nothing was written\n");
    place.run(&["build", "--deny", "placeholder-link"]).code(1).mentions("error[placeholder-link]");
    place.run(&["check", "--deny", "warning"]).code(2);
}

#[test]
fn quiet_leaves_counts_and_errors() {
    let place = Place::started();
    place.write("content/about.md", &page("[One](#) and [four](rec:400)."));
    let ended = place.run(&["check", "-q"]);
    ended
        .code(1)
        .mentions("error[unknown-reference]")
        .mentions("placeholder-link          0         1\n");
    ended.mentions("1 error and 1 warning\n");
    assert!(!ended.err().contains("warning[placeholder-link]"), "{}", ended.err());
}

#[test]
fn who_has_what() {
    let place = Place::started();
    place.write("content/about.md", &page("[One](#)."));
    let ended = place.run(&["check", "-q", "--by", "party"]);
    ended.code(0).stderr(
        "party and rule      warnings\n\
         (no party)                 1\n  \
           placeholder-link         1\n\
         \n\
         1 warning\n",
    );
    place.run(&["check", "-q", "--by", "recommendation"]).code(0).mentions("(no recommendation)");
}

#[test]
fn a_page_to_send_around() {
    let place = Place::started();
    place.write("content/about.md", &page("[One](#) and `a`."));
    place.run(&["check", "-q", "--html", "out/findings.html"]).code(3);
    let ended = place.run(&["check", "--html", "findings.html"]);
    ended.code(0).says("wrote all findings to `findings.html`");
    let page = place.read("findings.html");
    assert!(page.contains("placeholder-link, content/about.md:4:1</p>"), "{page}");
    place.run(&["check", "--html", "findings.html", "--write-baseline"]).code(2);
}
