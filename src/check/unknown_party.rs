//! Responsible parties that their report does not declare.

use std::collections::BTreeSet;

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, nearest};
use crate::document::Content;
use crate::site::{Owner, Report, party_key};

pub(super) const RULE: Rule = Rule {
    name: "unknown-party",
    level: RuleLevel::Warn,
    summary: "a responsible party is not declared",
    explanation: "\
A misspelled party gets a list of its own, and the deliverables are missing from the right one.

Checked in reports that declare `[[parties]]`: each `responsible` must be the name or an alias of
one. Case, white space and the Unicode form do not matter. A name is reported once per file.

Correct the name, add it to the `aliases` of its party, or declare a party.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let (Content::Update(update), Owner::Update(of, _)) = (&document.content, site.owner(id))
        else {
            return;
        };
        let report = site.report(of.report);
        if report.parties.is_empty() {
            return;
        }
        let index = &site.document(report.document);
        let mut seen = BTreeSet::new();
        for name in update.deliverables.iter().flat_map(|row| &row.responsible) {
            if report.parties.find(name).is_some() || !seen.insert(party_key(name)) {
                continue;
            }
            let message = format!("`{}` is no party of `{}`", name.value, report.id);
            let declare =
                format!("declare it in `{}`, as a party or in the `aliases` of one", index.path);
            let help = match nearest_party(report, &index.content, name) {
                Some(near) => format!("did you mean `{near}`? Otherwise {declare}"),
                None => declare,
            };
            let place = Location::new(&document.path, name.span);
            findings.push(finding(place, message).help(help));
        }
    });
}

/// The declared name or alias nearest to a name.
fn nearest_party<'c>(report: &Report, index: &'c Content, name: &str) -> Option<&'c str> {
    let Content::Report(index) = index else { return None };
    let names = || {
        let parties = index.parties.iter();
        parties.flat_map(|party| std::iter::once(&party.name).chain(&party.aliases))
    };
    let keys: Vec<String> = names().map(|name| party_key(name)).collect();
    let near = nearest(&party_key(name), keys.iter().map(String::as_str))?;
    debug_assert!(report.parties.find(near).is_some(), "{near}");
    let (_, name) = keys.iter().zip(names()).find(|(key, _)| *key == near)?;
    Some(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::diagnostics;

    const PARTIES: &str = "[[parties]]\nname = \"Security Team\"\naliases = [\"SecTeam\"]\n\
                           [[parties]]\nname = \"Board\"\n";

    #[track_caller]
    fn case(parties: &str, responsible: &str, expected: &[(&str, &str)]) {
        let report = format!("+++\nkind = \"implementation\"\ntitle = \"R\"\n{parties}+++\n");
        let update = format!(
            "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\nresponsible = {responsible}\n+++\n"
        );
        let files = [
            ("content/ssr1/_index.md", &*report),
            ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/ssr1/2016-06-30/rec-04.md", &*update),
        ];
        let found = diagnostics(&RULE, &files);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|finding| {
                let span = finding.location.span.unwrap();
                (&update[span.range()], finding.help.as_deref().unwrap())
            })
            .collect();
        assert_eq!(found, expected, "{responsible}");
    }

    #[test]
    fn cases() {
        const DECLARE: &str =
            "declare it in `content/ssr1/_index.md`, as a party or in the `aliases` of one";
        case(PARTIES, "[]", &[]);
        case(PARTIES, "[\"Security Team\", \"secteam\", \"BOARD\"]", &[]);
        case("", "[\"Staff\"]", &[]);
        case(PARTIES, "[\"Staff\", \"staff\"]", &[("\"Staff\"", DECLARE)]);
        let near = |name: &str| format!("did you mean `{name}`? Otherwise {DECLARE}");
        case(
            PARTIES,
            "[\"Securty team\", \"SecTaem\"]",
            &[("\"Securty team\"", &near("Security Team")), ("\"SecTaem\"", &near("SecTeam"))],
        );
    }
}
