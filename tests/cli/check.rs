//! `ssr-site check`: reported findings and their formats.

use crate::harness::{Ended, Place};

/// A site with two placeholder links and a vague one.
fn doubtful() -> Place {
    let place = Place::started();
    place.write(
        "content/about.md",
        "+++\ntitle = \"About\"\n+++\n[One](#) and [two](#).\n\n[Here](https://example.org/).\n",
    );
    place
}

/// The output after the findings.
fn end(ended: &Ended) -> &str {
    ended.err().split_once("rule  ").map_or("", |(_, table)| table)
}

#[test]
fn a_table_by_rule_comes_last() {
    let place = doubtful();
    let ended = place.run(&["check"]);
    assert_eq!(
        end(ended.code(0)),
        "            warnings\n\
         placeholder-link         2\n\
         vague-link-text          1\n\
         \n\
         3 warnings\n"
    );
    // Programs get only the findings.
    let json = place.run(&["check", "--message-format", "json"]);
    json.code(0).stderr("3 warnings\n");
    assert_eq!(json.out().lines().count(), 3);
}

#[test]
fn what_is_allowed_is_listed_with_its_reason() {
    let place = doubtful();
    let text = place.read("content/about.md").replace(
        "title = \"About\"\n",
        "title = \"About\"\n[[allow]]\nrule = \"placeholder-link\"\nreason = \"Not published yet\"\n",
    );
    place.write("content/about.md", &text);
    let ended = place.run(&["check"]);
    assert_eq!(
        end(ended.code(0)),
        "            warnings   allowed\n\
         placeholder-link         0         2\n\
         vague-link-text          1         0\n\
         \n\
         allowed in content/about.md: placeholder-link: Not published yet\n\
         allowed in content/about.md: placeholder-link: Not published yet\n\
         1 warning\n"
    );
}

#[test]
fn one_rule_alone() {
    let place = doubtful();
    let ended = place.run(&["check", "--only", "vague-link-text"]);
    assert_eq!(end(ended.code(0)), "           warnings\nvague-link-text         1\n\n1 warning\n");
    place.run(&["check", "--only", "vague-link-text", "--only", "overdue"]).code(0);
    // `--only` overrides the settings.
    let book = format!("{}\n[rules]\nvague-link-text = \"allow\"\n", place.read("book.toml"));
    place.write("book.toml", &book);
    place.run(&["check", "--only", "vague-link-text"]).code(0).says("1 warning");
    place.run(&["check", "--only", "vague-link-texts"]).code(2).stdout("").stderr(
        "error: there is no rule `vague-link-texts`\nhelp: did you mean `vague-link-text`?\n",
    );
}

#[test]
fn a_rule_denied() {
    let place = doubtful();
    let ended = place.run(&["check", "--deny", "placeholder-link"]);
    assert_eq!(
        end(ended.code(1)),
        "              errors  warnings\n\
         placeholder-link         2         0\n\
         vague-link-text          0         1\n\
         \n\
         2 errors and 1 warning\n"
    );
}

#[test]
fn a_baseline() {
    let place = doubtful();
    let ended = place.run(&["check", "--write-baseline"]);
    ended.code(0).stdout("").stderr(
        "rule                 known\n\
         placeholder-link         2\n\
         vague-link-text          1\n\
         \n\
         wrote 3 findings to `baseline.toml`; only new findings are reported now\n",
    );
    assert_eq!(
        place.read("baseline.toml"),
        "# Known findings, which `ssr-site check` and `build` do not count.\n\
         # Written by `ssr-site check --write-baseline`.\n\
         \n\
         [[known]]\n\
         rule = \"placeholder-link\"\n\
         file = \"content/about.md\"\n\
         line = \"[One](#) and [two](#).\"\n\
         count = 2\n\
         \n\
         [[known]]\n\
         rule = \"vague-link-text\"\n\
         file = \"content/about.md\"\n\
         line = \"[Here](https://example.org/).\"\n"
    );
    // Findings in the baseline are ignored, even denied ones; new ones count.
    place.run(&["check", "--deny", "placeholder-link"]).code(0).says("no problems");
    place.run(&["build"]).code(0);
    place.write("content/more.md", "+++\ntitle = \"More\"\n+++\n[Three](#).\n");
    let ended = place.run(&["check", "--deny", "placeholder-link"]);
    assert_eq!(
        end(ended.code(1)),
        "              errors     known\n\
         placeholder-link         1         2\n\
         vague-link-text          0         1\n\
         \n\
         1 error\n"
    );
    // Fixed findings are reported, so that the baseline can be updated.
    place.write("content/more.md", "+++\ntitle = \"More\"\n+++\n");
    place.write("content/about.md", "+++\ntitle = \"About\"\n+++\n");
    place.run(&["check"]).code(0).stderr(
        "no problems\n\
         3 findings of `baseline.toml` no longer occur; remove them with \
         `ssr-site check --write-baseline`\n",
    );
    place.run(&["check", "--write-baseline"]).code(0);
    assert!(!place.read("baseline.toml").contains("[[known]]"));
    place.run(&["check"]).code(0).stderr("no problems\n");
}

#[test]
fn errors_that_are_no_rules_are_in_no_baseline() {
    let place = doubtful();
    place.write("content/more.md", "+++\ntitel = \"More\"\n+++\n");
    let ended = place.run(&["check", "--write-baseline"]);
    ended.code(1).says("wrote 3 findings to `baseline.toml`; only new findings are reported now");
    ended.mentions("unknown-key");
    place.run(&["check"]).code(1).mentions("unknown-key");
}

#[test]
fn a_mangled_baseline_is_told_with_its_place() {
    let place = doubtful();
    place.write("baseline.toml", "[[known]]\nrule = \"placeholder-links\"\nfile = 3\n");
    let ended = place.run(&["check"]);
    ended.code(1).mentions("baseline.toml:2:8").mentions("baseline.toml:3:8");
    ended.mentions("did you mean `placeholder-link`?");
}
