//! What is said of front matter, and where.

use super::harness::Project;

/// What is said of a project with one more file.
#[track_caller]
fn said(path: &str, text: &str, expected: &[&str]) {
    Project::new().with_report(&["1", "2"]).file(path, text).render().says(expected);
}

const STATEMENT: &str = "content/ssr1/recommendations/rec-2.md";

#[test]
fn a_mistyped_key_is_not_missing_as_well() {
    said(
        STATEMENT,
        "+++\nnumber = 2\ntitel = \"T\"\n+++\n",
        &["error[unknown-key] content/ssr1/recommendations/rec-2.md:3:1: unknown key `titel`"],
    );
    // Only where that key is the one that is missing.
    said(
        STATEMENT,
        "+++\nnumber = 2\ncolour = \"T\"\n+++\n",
        &[
            "error[missing-key] content/ssr1/recommendations/rec-2.md:1:1: the key `title` is missing",
            "error[unknown-key] content/ssr1/recommendations/rec-2.md:3:1: unknown key `colour`",
        ],
    );
    said(
        STATEMENT,
        "+++\nnumber = 2\ntitle = \"T\"\ntitel = \"T\"\n+++\n",
        &["error[unknown-key] content/ssr1/recommendations/rec-2.md:4:1: unknown key `titel`"],
    );
}

#[test]
fn a_wrong_kind_makes_no_mistakes_of_other_files() {
    #[track_caller]
    fn case(index: &str, expected: &str) {
        Project::new()
            .with_report(&["1", "2"])
            .file("content/plan/_index.md", index)
            .file("content/plan/rec-1.md", "+++\nnumber = 1\n+++\nSee [2](rec:2).\n")
            .file("content/plan/rec-2.md", "+++\nnumber = 2\n+++\n")
            .file("content/about.md", "+++\ntitle = \"About\"\n+++\n[Two](rec:2)\n")
            .render()
            .says(&[expected]);
    }
    case(
        "+++\nkind = \"memo\"\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[wrong-type] content/plan/_index.md:2:8: expected `implementation` or `review`, \
         found `\"memo\"`",
    );
    case(
        "+++\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[missing-key] content/plan/_index.md:1:1: the key `kind` is missing",
    );
    case(
        "+++\nkind = \"review\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        "error[toml-syntax] content/plan/_index.md:2:15: invalid basic string, expected `\"`",
    );
    case(
        "Plan\n",
        "error[missing-front-matter] content/plan/_index.md:1:1: the file does not begin with \
         front matter",
    );
}
