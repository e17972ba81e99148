use super::RULE;
use super::alike::pairs;
use crate::check::tests::{diagnostics, findings};
use crate::language::ENGLISH;

#[test]
fn names_that_are_alike() {
    #[track_caller]
    fn case(one: &str, other: &str, expected: bool) {
        let found = !pairs(&[one, other], &ENGLISH).is_empty();
        assert_eq!(found, expected, "{one:?}, {other:?}");
    }
    let same = |one, other| case(one, other, true);
    same("Offfice of the Harbour Master", "Office of the Harbour Master");
    same("Counil on Water Standards", "Council on Water Standard");
    same("Security team", "Security Team");
    same("Security  team", "Security-Team");
    same("E-mail team", "Email Team");
    same("The Board", "Board");
    same("Trade & Industry", "Trade and Industry");
    same("Trade, Industry", "Trade and Industry");
    same("Ministries of Health", "Ministry of Health");
    same("Director's Office", "Directors Office");
    same("Director’s Office", "Director Office");
    same("Dept. of Health", "Department of Health");
    same("Ministry of Finence", "Ministry of Finance");
    same("Depatment of Enviroment", "Department of Environment");
    same("Department of Labor", "Department of Labour");
    same("MINISTRY OF FINENCE", "Ministry of Finance");
    same("FAA", "Federal Aviation Administration");
    same("OHM", "Office of the Harbour Master");
    same("Federal Aviation Administration (FAA)", "Federal Aviation Administration");
    same("U.S. Navy", "US Navy");
    same("Ｓｔａｆｆ", "Staff");
    same("Staf", "Staff");
    same("G7 group", "G 7 group");

    let other = |one, other| case(one, other, false);
    other("Team A", "Team B");
    other("Team A", "Team");
    other("Phase 1", "Phase 2");
    other("Phase 1 1", "Phase 11");
    other("Phase I", "Phase II");
    other("Phase XII", "Phase XIII");
    other("Directorate-General 12", "Directorate-General 21");
    other("North Region", "South Region");
    other("Northern Region", "Southern Region");
    other("Internal Audit", "External Audit");
    other("Ministry of Health", "Ministry of Wealth");
    other("General Counsel", "General Council");
    other("Energy Regulator", "Energy Regulation");
    other("Police Board", "Policy Board");
    other("ASO", "GSO");
    other("ICANN", "ICANM");
    other("ccNSO", "GNSO");
    other("IT", "Internal Technology");
    other("Ministry of Health", "Ministry of Health and Labour");
    other("Import Office", "Export Office");
    other("★", "☆");
    other("財務省", "外務省");
}

/// A site of two recommendations, each with a group and responsible parties.
fn site(index: &str, groups: [&str; 2], parties: [&str; 2]) -> Vec<(&'static str, String)> {
    let statement = |at: usize| {
        format!("+++\nnumber = {}\ntitle = \"T\"\ngroup = \"{}\"\n+++\nS.\n", at + 1, groups[at])
    };
    let update = |at: usize| {
        format!(
            "+++\nnumber = {}\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\nresponsible = {}\n+++\n",
            at + 1,
            parties[at]
        )
    };
    let head = "+++\nkind = \"implementation\"\ntitle = \"R\"\n";
    vec![
        ("content/r/_index.md", format!("{head}{index}+++\n")),
        ("content/r/recommendations/1.md", statement(0)),
        ("content/r/recommendations/2.md", statement(1)),
        ("content/r/2024-01-31/1.md", update(0)),
        ("content/r/2024-01-31/2.md", update(1)),
    ]
}

#[track_caller]
fn case(index: &str, groups: [&str; 2], parties: [&str; 2], expected: &[&str]) {
    let files = site(index, groups, parties);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    assert_eq!(findings(&RULE, &files), expected);
}

#[test]
fn the_name_that_is_used_less_is_reported() {
    case("", ["A", "B"], ["[\"Staff\"]", "[\"staff\", \"Board\"]"], &[]);
    case(
        "",
        ["Risk", "Risks"],
        ["[\"Staf\"]", "[\"Staff\"]"],
        &[
            "warning content/r/2024-01-31/2.md \"\\\"Staff\\\"\": the parties `Staff` and `Staf` have nearly the same name",
            "warning content/r/recommendations/2.md \"\\\"Risks\\\"\": the groups `Risks` and `Risk` have nearly the same name",
        ],
    );
    case(
        "",
        ["A", "B"],
        ["[\"Staf\"]", "[\"Staff\", \"STAFF\"]"],
        &[
            "warning content/r/2024-01-31/1.md \"\\\"Staf\\\"\": the parties `Staf` and `Staff` have nearly the same name",
        ],
    );
}

#[test]
fn declared_parties_are_not_alike() {
    let declared =
        "[[parties]]\nname = \"Staff\"\naliases = [\"The staff\"]\n[[parties]]\nname = \"Staf\"\n";
    case(declared, ["A", "B"], ["[\"The Staff\"]", "[\"Staf\"]"], &[]);
    case(
        "[[parties]]\nname = \"Staff\"\n",
        ["A", "B"],
        ["[\"Staf\"]", "[\"Staf\"]"],
        &[
            "warning content/r/2024-01-31/1.md \"\\\"Staf\\\"\": the parties `Staf` and `Staff` have nearly the same name",
        ],
    );
}

#[test]
fn both_places_are_named() {
    let files = site("", ["A", "B"], ["[\"Staf\"]", "[\"Staff\", \"X\"]"]);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let found = diagnostics(&RULE, &files);
    let places: Vec<(&str, &str)> = found
        .iter()
        .flat_map(|finding| &finding.related)
        .map(|(place, text)| (place.path.as_str(), text.as_str()))
        .collect();
    assert_eq!(places, [("content/r/2024-01-31/1.md", "`Staf`, used once")]);
}
