//! Files named for one recommendation and about another.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::number::{Number, without_zeros};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "number-differs-from-file",
    level: RuleLevel::Warn,
    summary: "the file's name has another number than its front matter",
    explanation: "\
Who copies a file and forgets to change `number` publishes one recommendation's text under
another. The number in the front matter is the one that counts.

Checks the files of recommendations, updates and entries whose names are words and then one
number, such as `rec-07.md`, `07.md` or `commitment-4.1.md`. Leading zeros and capitals do not
matter, and characters that file names cannot hold are spelled as in addresses: `018/24` as
`018-24`. Names with anything after the number, and years where the number is none, are skipped.

Correct `number`, or rename the file.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        // A duplicate is an error already.
        if let Owner::Nothing(_) = context.site.owner(id) {
            return;
        }
        let Some(stated) = document.stated_number() else { return };
        let Some(named) = named(document.path.name(), &stated.value) else { return };
        let file = document.path.name();
        let message = format!("the number is {}, but the file is `{file}`", stated.value.as_str());
        findings.push(
            finding(Location::new(&document.path, stated.span), message)
                .help(format!("write `number = {named}`, or rename the file")),
        );
    });
}

/// The number in a file's name, as front matter spells it, if it is not this one.
fn named(file: &str, number: &Number) -> Option<String> {
    let stem = file.strip_suffix(".md")?;
    let label = stem.trim_start_matches(|char: char| !char.is_ascii_digit());
    let own = without_zeros(&number.file_stem());
    // A number can begin with letters, as "A1" does.
    let whole = without_zeros(stem);
    let ends = whole
        .strip_suffix(&*own)
        .is_some_and(|before| !before.ends_with(|char: char| char.is_ascii_digit() || char == '.'));
    if label.is_empty() || without_zeros(label) == own || ends {
        return None;
    }
    // "07-policy.md" is named for 7 and says more.
    let is_one = label.split('.').all(|part| {
        let digits = part.trim_end_matches(|char: char| char.is_ascii_lowercase());
        part.len() - digits.len() <= 1
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_year = label.len() == 4 && (label.starts_with("19") || label.starts_with("20"));
    if !is_one || is_year && own.len() != label.len() {
        return None;
    }
    let shown = without_zeros(label);
    let is_integer = shown.bytes().all(|byte| byte.is_ascii_digit());
    Some(if is_integer { shown } else { format!("\"{shown}\"") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn names() {
        #[track_caller]
        fn case(file: &str, number: &str, expected: Option<&str>) {
            let number = Number::new(number).expect("a number");
            assert_eq!(named(file, &number).as_deref(), expected, "{file}");
        }
        case("rec-07.md", "7", None);
        case("rec-17.md", "7", Some("17"));
        case("7.md", "17", Some("7"));
        case("rec-4.1.md", "4.10", Some("\"4.1\""));
        case("commitment-4b.md", "4a", Some("\"4b\""));
        case("rec-018-24.md", "018/24", None);
        case("A1.md", "A1", None);
        case("rec-b2.md", "B2", None);
        case("rec-A12.md", "A2", Some("12"));
        case("07-policy.md", "8", None);
        case("update-2016.md", "8", None);
        case("rec-2016.md", "2015", Some("2016"));
        case("policy.md", "8", None);
    }

    #[test]
    fn in_every_kind_of_file() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-05.md", "+++\nnumber = 5\n+++\n"),
                ("content/ssr1/2016-06-30/rec-06.md", "+++\nnumber = 5\n+++\n"),
            ],
        );
        let at = |path: &str, file: &str| {
            format!("warning content/ssr1/{path} \"5\": the number is 5, but the file is `{file}`")
        };
        assert_eq!(
            found,
            [at("2016-06-30/rec-06.md", "rec-06.md"), at("recommendations/rec-04.md", "rec-04.md")]
        );
    }
}
