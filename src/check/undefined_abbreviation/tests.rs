use super::RULE;
use crate::check::tests::findings;

const PATH: &str = "content/r/2016-06-30/rec-4.md";

/// What is found in an update, with another file of the site.
#[track_caller]
fn case(body: &str, other: (&str, &str), expected: &[&str]) {
    let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{body}\n");
    let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\nAsk the QRS.\n";
    let mut files = vec![("content/r/recommendations/rec-4.md", statement), (PATH, &*update)];
    if !other.0.is_empty() {
        files.push(other);
    }
    let found: Vec<String> = findings(&RULE, &files)
        .into_iter()
        .map(|found| found.replacen(&format!("warning {PATH} "), "", 1))
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[track_caller]
fn alone(body: &str, expected: &[&str]) {
    case(body, ("", ""), expected);
}

#[test]
fn uses() {
    alone("The HMO knows.", &["\"HMO\": `HMO` is used once and explained nowhere"]);
    alone(
        "The HMO's, *HMO2* and\nHMOs.",
        &["\"HMO\": `HMO` is used 3 times and explained nowhere"],
    );
    alone("QRS", &["\"QRS\": `QRS` is used once and explained nowhere"]);
    alone(
        "HMO-RFD",
        &[
            "\"HMO\": `HMO` is used once and explained nowhere",
            "\"RFD\": `RFD` is used once and explained nowhere",
        ],
    );
}

#[test]
fn no_abbreviations_to_explain() {
    alone("The UK, PDFs, Part II, A and H1N1.", &[]);
    alone("THE HMO KNOWS NOTHING.", &[]);
    alone("It is NOT so, is it not?", &[]);
    alone("`HMO` ~~HMO~~ <https://example.org/HMO>\n\n> HMO", &[]);
    alone("ABCDEFG", &[]);
}

#[test]
fn explained_elsewhere() {
    let about = |text: &str| format!("+++\ntitle = \"T\"\n+++\n{text}\n");
    let page = about("The Harbour Master's Office (HMO)");
    case("The HMO knows.", ("content/about.md", &page), &[]);
    let list = about("| Short | Long |\n|---|---|\n| HMO | Harbour master's office |");
    case("The HMO knows.", ("content/about.md", &list), &[]);
    let tag = about("The <abbr title=\"Harbour Master's Office\">HMO</abbr>");
    case("The HMO knows.", ("content/about.md", &tag), &[]);
    let other = about("The HMO again");
    let found = ["\"HMO\": `HMO` is used once and explained nowhere"];
    case("The HMO knows.", ("content/about.md", &other), &found);
}

#[test]
fn declared_by_a_report() {
    let report =
        |keys: &str| format!("+++\nkind = \"implementation\"\ntitle = \"T\"\n{keys}\n+++\n");
    let path = "content/r/_index.md";
    case("The HMO1 knows.", (path, &report("series = \"HMO1\"")), &[]);
    let party = "[[parties]]\nname = \"Harbour office\"\naliases = [\"HMO\"]";
    case("The HMO knows.", (path, &report(party)), &[]);
}

#[test]
fn a_use_that_can_be_corrected_comes_first() {
    // Both editions are open here: the first in order of files.
    let later = "+++\nnumber = 4\nstatus = \"planned\"\n+++\nThe HMO.\n";
    let found = ["\"HMO\": `HMO` is used 2 times and explained nowhere"];
    case("The HMO.", ("content/r/2016-09-30/rec-4.md", later), &found);
}
