//! Silent revisions.

use super::findings::finding;
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::{Content, Document};
use crate::facts::Change;
use crate::site::Owner;

mod differences;

use differences::Both;

pub(super) const RULE: Rule = Rule {
    name: "silent-revision",
    level: RuleLevel::Warn,
    summary: "an update differs from the previous one with the same as-of date",
    explanation: "\
Two publications that describe the same day differently cannot both be right, and readers of the
second are not told about the first.

Compares each update with the previous one of the recommendation. If both have the same date
(`as_of`, or else that of the edition) and anything differs (status, group, decision, milestones,
deliverables, words of narrative or notes), the later one needs a correction that the earlier one
does not have. Line breaks, emphasis and the order of keys do not count.

If the facts are new, set `as_of` to their date. If the earlier text was wrong, record it:

    [[corrections]]
    date = 2016-07-14
    note = \"What was wrong, and what is right\"
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |document, content, findings| {
        let Owner::Update(id, edition) = site.owner(document) else { return };
        if content.broken {
            return;
        }
        let movement = facts.movement(id, edition).filter(|movement| movement.silent);
        let Some((movement, before)) = movement.and_then(|it| Some((it, it.old?))) else { return };
        let before = site.document(before);
        if before.broken {
            return;
        }
        let Some(day) = site.as_of(document) else { return };
        let mut differs: Vec<&str> = movement.changes.iter().map(what).collect();
        differs.dedup();
        let message = format!(
            "changed without a note since the earlier edition, with the same as-of date, {}: {}",
            date(day),
            differs.join(", ")
        );
        let finding = finding(day_of(content), message)
            .related(day_of(before), "earlier update")
            .help("set `as_of` to the date of these facts, or say what was amended: `[[corrections]]`")
            .leading(context.update(document));
        let both = Both { context: *context, before, after: content };
        findings.push(both.shown(&movement, finding));
    });
}

/// The place of an update's `as_of`, or else its beginning.
fn day_of(document: &Document) -> Location {
    let as_of = match &document.content {
        Content::Update(update) => update.as_of.as_ref(),
        _ => None,
    };
    match as_of {
        Some(as_of) => Location::new(&document.path, as_of.span),
        None => document.front_matter(),
    }
}

fn what(change: &Change) -> &'static str {
    match change {
        Change::FirstReported | Change::Withdrawn | Change::TakenUpAgain | Change::Status => {
            "status"
        }
        Change::Renumbered => "number",
        Change::Renamed => "title",
        Change::Superseded => "successor",
        Change::Refiled => "group",
        Change::Disposition => "decision",
        Change::Response(_) => "responses",
        Change::Expected => "expected completion",
        Change::Due { .. } | Change::Deliverable(_) => "deliverables",
        Change::Milestone(_) => "timeline",
        Change::Narrative => "narrative",
        Change::Notes => "notes",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::{diagnostics, findings};

    #[track_caller]
    fn case(old: &str, new: &str, expected: Option<&str>) {
        let update = |keys: &str| {
            let (keys, body) = keys.split_once('|').unwrap_or((keys, ""));
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{keys}\n+++\n{body}\n")
        };
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", &update(old)),
                (path, &update(new)),
            ],
        );
        let finding = expected.map(|what| {
            format!(
                "warning {path} \"2016-03-31\": changed without a note since the earlier edition, with the same as-of date, 31 March 2016: {what}"
            )
        });
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_one_before_has_a_line() {
        #[track_caller]
        fn case(keys: &str, place: &str) {
            let old = format!("+++\nnumber = 4\nstatus = \"planned\"\n{keys}+++\na\n");
            let new = "+++\nnumber = 4\nas_of = 2016-03-31\nstatus = \"planned\"\n+++\nb\n";
            let found = diagnostics(
                &RULE,
                &[
                    (
                        "content/ssr1/recommendations/rec-04.md",
                        "+++\nnumber = 4\ntitle = \"T\"\n+++\n",
                    ),
                    ("content/ssr1/2016-03-31/rec-04.md", &old),
                    ("content/ssr1/2016-06-30/rec-04.md", new),
                ],
            );
            let (before, _) = &found[0].related[0];
            assert_eq!(&old[before.span.expect("a place").range()], place);
        }
        case("", "+++");
        case("as_of = 2016-03-31\n", "2016-03-31");
    }

    #[test]
    fn cases() {
        case("|a", "as_of = 2016-03-31|b", Some("narrative"));
        case(
            "as_of = 2016-03-31|a",
            "as_of = 2016-03-31\ngroup = \"G\"|b",
            Some("group, narrative"),
        );
        case(
            "milestones = [{ label = \"A\" }]",
            "as_of = 2016-03-31\nmilestones = [{ label = \"B\" }]|## Notes\n\nb",
            Some("timeline, notes"),
        );
        case("|a", "as_of = 2016-03-31|a", None);
        case("|a b", "as_of = 2016-03-31|a\n**b**", None);
        case("|a", "|b", None);
        case("|a", "as_of = 2016-04-30|b", None);
        case(
            "|a",
            "as_of = 2016-03-31\n[[corrections]]\ndate = 2016-05-01\nnote = \"N\"\n|b",
            None,
        );
    }
}
