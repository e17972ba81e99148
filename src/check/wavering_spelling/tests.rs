use super::RULE;
use crate::check::tests::findings;

const PATH: &str = "content/r/2016-06-30/rec-4.md";

#[track_caller]
fn case(body: &str, expected: &[&str]) {
    let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{body}\n");
    let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\nDo the on-going work on the web site.\n";
    let files = [("content/r/recommendations/rec-4.md", statement), (PATH, &*update)];
    let found: Vec<String> = findings(&RULE, &files)
        .into_iter()
        .map(|found| found.replacen(&format!("warning {PATH} "), "", 1))
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn hyphens() {
    case(
        "On-going work is ongoing, and ongoing it was.",
        &["\"On-going\": `on-going` (once) is also written `ongoing` (2 times)"],
    );
    case(
        "An email and two e-mails.",
        &["\"e-mails\": `e-mails` (once) is also written `email` (once)"],
    );
    case("We resign and re-sign.", &[]);
    case("Ongoing work, ongoing.", &[]);
    case("`on-going` ongoing on-going-ness\n\n> on-going", &[]);
}

#[test]
fn spaces() {
    case(
        "A web site, the website's map, our Website.",
        &["\"web site\": `web site` (once) is also written `website` (2 times)"],
    );
    case("It may be late, maybe not.", &[]);
    case("A web: site, a website.", &[]);
    let found = "`long term` (once) is also written `long-term` (once)";
    case("The long-term plan. The long term plan.", &[&format!("\"long term\": {found}")]);
    case("The long-term plan in the long term.", &[]);
    case(
        "Use the best practices. See the best-practices.",
        &["\"best-practices\": `best-practices` (once) is also written `best practices` (once)"],
    );
}

#[test]
fn capitals_and_numbers() {
    case("A MoU, an MOU, MOUs.", &["\"MoU\": `MoU` (once) is also written `MOU` (2 times)"]);
    case("The radar, the RADAR, Radar, WaSH and wash.", &[]);
    case("An eMail. Email.", &["\"Email\": `email` (once) is also written `eMail` (once)"]);
    case("FY14, FY15, FY 16.", &["\"FY 16\": `FY 16` (once) is also written `FY14` (2 times)"]);
    case("FY14 and FY-15.", &["\"FY-15\": `FY-15` (once) is also written `FY14` (once)"]);
    case("SSR1 and SSR 28 recommendations.", &[]);
}

#[test]
fn reports_apart() {
    let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
    let update = |word: &str| format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{word} work\n");
    let (one, two) = (update("ongoing"), update("on-going"));
    let files = [
        ("content/r/recommendations/rec-4.md", statement),
        (PATH, &*one),
        ("content/s/recommendations/rec-4.md", statement),
        ("content/s/2016-06-30/rec-4.md", &*two),
    ];
    assert_eq!(findings(&RULE, &files), [""; 0]);
}
