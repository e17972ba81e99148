//! Reports that do not say who accepted the recommendations.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::fields::ReportKind;
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "missing-disposition",
    level: RuleLevel::Allow,
    summary: "no recommendation of a report says who accepted it, and when",
    explanation: "\
A report on promises begins with the promise: who accepted the recommendation, when, and in which
resolution. Without it, readers cannot tell a commitment from an idea.

Checks reports with editions. One `disposition` or one of the `responses` is enough. Off by default.

Add `disposition = { decision = \"accepted\", date = 2012-10-18, resolution = \"https://…\" }` to the
files of the recommendations.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        let counts = report.kind == ReportKind::Implementation && !report.editions.is_empty();
        let says = |id| {
            site.disposition(id, View::Latest).is_some()
                || !site.responses(id, View::Latest).is_empty()
        };
        if !counts || report.recommendations.is_empty() || report.ids().any(says) {
            continue;
        }
        let called = site.called(report.place);
        let message = match report.recommendations.len() {
            1 => format!("nothing says who accepted the {}", called.one),
            count => format!("nothing says who accepted the {count} {}", called.other),
        };
        findings.push(
            finding(site.document(report.document).front_matter(), message)
                .help(format!("add `disposition` to the {}", called.other)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[test]
    fn cases() {
        let plain = "status = \"planned\"";
        let two = "nothing says who accepted the 2 recommendations";
        assert_eq!(of_updates(&RULE, &[plain, plain]), [two]);
        let one = "nothing says who accepted the recommendation";
        assert_eq!(of_updates(&RULE, &[plain]), [one]);
        let accepted = "status = \"planned\"\ndisposition = { decision = \"accepted\" }";
        assert!(of_updates(&RULE, &[plain, accepted]).is_empty());
        let response = "status = \"planned\"\n[[responses]]\naddressee = \"Port\"";
        assert!(of_updates(&RULE, &[response]).is_empty());
    }
}
