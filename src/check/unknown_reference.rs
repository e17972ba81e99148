//! References without a target.

use std::collections::HashMap;

use super::findings::finding;
use super::links::{Kind, Written, written};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, one_of};
use crate::document::clause::Mention;
use crate::document::number::Number;
use crate::document::prose::Reference;
use crate::document::{Content, Document};
use crate::schema::Located;
use crate::site::{DocumentId, Owner, Report, Resolution, Site, Target, Unknown};

pub(super) const RULE: Rule = Rule {
    name: "unknown-reference",
    level: RuleLevel::Deny,
    summary: "a reference has no target",
    explanation: "\
A dangling reference sends readers nowhere, and a mistyped number hides the recommendation that
was meant.

Explicit references are denied, so the site is not written: links and images in Markdown that
begin with `rec:` or are relative paths, relative addresses in `evidence`, in the `resolution` of
a disposition and in the `address` of a response, and the numbers in `covered_by`, `depends_on`,
`part_of` and `superseded_by`. The target must be an existing recommendation, edition or file; for
these numbers, another recommendation of the report; in a review, another entry.

References in prose, such as \"Recommendation 41\", are warnings, since words are ambiguous. Checked
are those to a report of this site: with its `series` (\"SSR1 Recommendation 41\"), or without any,
which means the document's own report, in a review the report under review, and on ordinary pages
the only report. References with a name that is not a series of the site (\"WHOIS Recommendation
4\") are skipped.

Links and images in raw HTML are warnings too, and are shown as text without a link. So are images
whose address is a page.

A level in `book.toml` applies to all kinds.

Correct the number or the path; in prose, put the series before a reference to another report. A
file with errors is still a valid target.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        for finding in front_matter(site, id, document) {
            findings.push(finding);
        }
        for finding in prose(site, id, document).into_iter().chain(pages(site, id, document)) {
            findings.push_at(RuleLevel::Warn, finding);
        }
    });
    let explicit = context.collect(|id, document| {
        let unknown =
            written(document).filter_map(|written| match site.resolve(id, written.destination) {
                Resolution::Unknown(unknown) => Some((
                    Location::new(&document.path, written.span),
                    Spelled::of(written),
                    unknown,
                )),
                _ => None,
            });
        unknown.collect()
    });
    let mut near = Near { site, known: HashMap::new() };
    for (location, spelled, unknown) in explicit {
        let finding = finding(location, format!("there is no {}", unknown.what()));
        let help = near.help(unknown).unwrap_or_else(|| spelled.help.to_owned());
        let finding = finding.help(help);
        if spelled.raw {
            findings.push_at(RuleLevel::Warn, finding.label("shown as plain text"));
        } else {
            findings.push(finding);
        }
    }
}

/// Images whose addresses are pages.
fn pages(site: &Site, id: DocumentId, document: &Document) -> Vec<Diagnostic> {
    let pictures = written(document).filter(|written| written.kind == Kind::Image);
    let found = pictures.filter_map(|written| match site.resolve(id, written.destination) {
        Resolution::Internal(Target::Asset(_), _) => None,
        Resolution::Internal(..) | Resolution::UnknownAnchor { .. } => {
            let message = format!("`{}` is a page, not a picture", written.destination);
            let finding = finding(Location::new(&document.path, written.span), message);
            Some(finding.label("shown as plain text").help("link to it, or name a picture"))
        }
        _ => None,
    });
    found.collect()
}

/// An explicit reference as written.
struct Spelled {
    /// Help if nothing similar exists.
    help: &'static str,
    /// Whether it is in raw HTML.
    raw: bool,
}

impl Spelled {
    fn of(written: Written<'_>) -> Self {
        Self { help: help(written), raw: written.raw }
    }
}

/// Help if nothing similar exists.
fn help(written: Written<'_>) -> &'static str {
    if written.kind == Kind::Image {
        "correct the path, or add the picture"
    } else if written.destination.starts_with("rec:") {
        "this site has no recommendations"
    } else {
        "write the path relative to this file"
    }
}

/// Suggestions for unknown targets, each computed once.
struct Near<'s> {
    site: &'s Site,
    known: HashMap<Unknown, Option<String>>,
}

impl Near<'_> {
    /// Maximum number of suggestions: each searches the whole site, and so many mistakes are mostly
    /// the same one.
    const MOST: usize = 200;

    fn help(&mut self, unknown: Unknown) -> Option<String> {
        if self.known.len() >= Self::MOST {
            return self.known.get(&unknown).cloned().flatten();
        }
        let site = self.site;
        let help = self.known.entry(unknown).or_insert_with_key(|unknown| near(site, unknown));
        help.clone()
    }
}

fn near(site: &Site, unknown: &Unknown) -> Option<String> {
    /// More would be a list.
    const MOST: usize = 5;
    if site.is_draft(unknown) {
        return Some("it is a draft: remove the link until it is published".to_owned());
    }
    if site.is_in_another_form(unknown) {
        // The suggestion would look the same.
        let help = "the file exists, but its name encodes accents in another way: copy it from the directory";
        return Some(help.to_owned());
    }
    let near = site.near(unknown);
    let named = near.iter().take(MOST).map(String::as_str);
    (!near.is_empty()).then(|| format!("did you mean {}?", one_of(named)))
}

/// A number in front matter.
struct Named<'d> {
    number: &'d Located<Number>,
    key: &'static str,
    /// How a recommendation would relate to itself; `None` if that is reported elsewhere.
    relation: Option<&'static str>,
}

/// The numbers in a document's front matter, other than its own.
fn named(document: &Document) -> Vec<Named<'_>> {
    const COVERED: Option<&str> = Some("be covered by");
    const DEPENDS: Option<&str> = Some("depend on");
    const SUPERSEDED: Option<&str> = Some("be superseded by");
    let named = |key, relation| move |number| Named { number, key, relation };
    match &document.content {
        Content::Recommendation(adopted) => {
            let covered = adopted.covered_by.iter().map(named("covered_by", COVERED));
            let part_of = adopted.part_of.iter().map(named("part_of", None));
            let depends = adopted.depends_on.iter().map(named("depends_on", DEPENDS));
            let successors = adopted.superseded_by.iter().flat_map(|numbers| &numbers.0);
            let successors = successors.map(named("superseded_by", SUPERSEDED));
            covered.chain(part_of).chain(depends).chain(successors).collect()
        }
        Content::ReviewEntry(entry) => {
            entry.covered_by.iter().map(named("covered_by", COVERED)).collect()
        }
        Content::Update(update) => {
            let successors = update.superseded_by.iter().flat_map(|numbers| &numbers.0);
            successors.map(named("superseded_by", SUPERSEDED)).collect()
        }
        _ => Vec::new(),
    }
}

/// Numbers in front matter without a target, or of the recommendation itself.
fn front_matter(site: &Site, id: DocumentId, document: &Document) -> Vec<Diagnostic> {
    let (report, own) = match site.owner(id) {
        Owner::Statement(own) | Owner::Update(own, _) => (site.report(own.report), Some(own)),
        Owner::Nothing(report) => (site.report(report), None),
        _ => return Vec::new(),
    };
    let what = match document.content {
        Content::ReviewEntry(_) => "entry on ",
        _ => "",
    };
    let one = report.called().one;
    let found = named(document).into_iter().filter_map(|Named { number, key, relation }| {
        let location = Location::new(&document.path, number.span);
        match report.find_as_of(number.as_str(), site.view_of(id)) {
            None => {
                let message =
                    format!("there is no {what}{one} {} in `{}`", number.value, report.id);
                Some(with_neighbours(finding(location, message), report, number))
            }
            found if found == own => {
                let message = format!("{one} {} cannot {} itself", number.value, relation?);
                let help = format!("name another one in `{key}`, or none");
                Some(finding(location, message).help(help))
            }
            Some(_) => None,
        }
    });
    found.collect()
}

fn prose(site: &Site, id: DocumentId, document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for reference in &document.prose.references {
        let Some((report, mentions)) = site.mentions(id, &reference.clause) else { continue };
        let report = site.report(report);
        let unknown: Vec<Mention> = mentions.into_iter().filter(|mention| !mention.known).collect();
        for mention in with_zeros(site, report, reference, unknown) {
            let span = reference.span(mention.source);
            let message = format!(
                "there is no {} {} in `{}`",
                report.called().one,
                mention.number,
                report.id
            );
            let finding = finding(Location::new(&document.path, span), message);
            found.push(match Number::new(&mention.number) {
                Ok(number) => with_neighbours(finding, report, &number),
                Err(_) => finding,
            });
        }
    }
    found
}

/// The same mentions, but `018/24` is one number if the report has `18/24`.
fn with_zeros(
    site: &Site,
    report: &Report,
    reference: &Reference,
    unknown: Vec<Mention>,
) -> Vec<Mention> {
    if unknown.is_empty() {
        return unknown;
    }
    let meant = reference.clause.read(site.grammar(), |label| {
        report.find(label).is_some() || report.same_value(label).is_some()
    });
    let mut found: Vec<Mention> = Vec::with_capacity(unknown.len());
    for mention in unknown {
        // Mentions are in order and do not overlap.
        let end = mention.source.end;
        let around = meant.get(meant.partition_point(|other| other.source.end < end));
        let around = around
            .filter(|other| other.source.start <= end && report.find(&other.number).is_none());
        let mention = around.cloned().unwrap_or(mention);
        if found.last() != Some(&mention) {
            found.push(mention);
        }
    }
    found
}

/// Names the nearest existing numbers.
fn with_neighbours(finding: Diagnostic, report: &Report, number: &Number) -> Diagnostic {
    if let Some(same) = report.same_value(number.as_str()) {
        return finding.help(format!("did you mean {same}?"));
    }
    let all = &report.recommendations;
    let next = all.partition_point(|other| other.number < *number);
    let spelled = |place: Option<usize>| Some(all.get(place?)?.number.as_str());
    match (spelled(next.checked_sub(1)), spelled(Some(next))) {
        (Some(before), Some(after)) => {
            finding.help(format!("the nearest are {before} and {after}"))
        }
        (Some(last), None) => finding.help(format!("the last one is {last}")),
        (None, Some(first)) => finding.help(format!("the first one is {first}")),
        (None, None) => finding.help("it has none yet"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// A page beside a report with recommendations 4 and 25.
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let page = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        let found = findings(
            &RULE,
            &[
                ("content/about.md", &page),
                ("content/chart.svg", "<svg/>"),
                ("content/broken.md", "no front matter"),
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/recommendations/rec-25.md", "+++\nnumber = 25\n+++\n"),
                ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"E\"\n+++\n"),
            ],
        );
        let expected: Vec<String> = expected
            .iter()
            .map(|expected| expected.replacen(' ', " content/about.md ", 1))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn explicit() {
        case("[x](rec:4) [x](rec:ssr1/4) [x](rec:SSR1/25) [x](rec:4@2016-06-30)", &[]);
        case("[x](rec:41)", &["error \"[x](rec:41)\": there is no recommendation 41 in `ssr1`"]);
        case(
            "[x](rec:4@2016-07-30)",
            &["error \"[x](rec:4@2016-07-30)\": there is no edition `2016-07-30` in `ssr1`"],
        );
        case("[x](ssr1/recommendations/rec-04.md) ![x](chart.svg) [x](chart.svg)", &[]);
        case("[x](abuot.md)", &["error \"[x](abuot.md)\": there is no file `abuot.md`"]);
        case("![x](charts.svg)", &["error \"![x](charts.svg)\": there is no file `charts.svg`"]);
        case(
            "[x](../../out.md)",
            &["error \"[x](../../out.md)\": there is no file `../../out.md`"],
        );
        case("[x](https://example.org/x.md) [x](/x.md) [x](#) [x](#y) [x](mailto:a@b.c)", &[]);
        // Files with errors exist.
        case("[x](broken.md) [x](rec:25)", &[]);
        case("`[x](rec:41)`", &[]);
    }

    #[test]
    fn in_prose() {
        case("As Recommendation 4 and SSR1 Recommendation 25 have it.", &[]);
        case(
            "As *Recommendation*\n41 has it.",
            &["warning \"Recommendation*\\n41\": there is no recommendation 41 in `ssr1`"],
        );
        case(
            "SSR1 Recommendations 4, 5 and 25 – 28",
            &[
                "warning \"5\": there is no recommendation 5 in `ssr1`",
                "warning \"28\": there is no recommendation 28 in `ssr1`",
            ],
        );
        case("WHOIS Recommendation 41; Recommendations of 2012; Recommendation 3.5 million", &[]);
        case(
            "## Recommendation 41\n\n[Recommendation 41](x.html)",
            &["error \"[Recommendation 41](x.html)\": there is no file `x.html`"],
        );
    }

    #[track_caller]
    fn help(text: &str, expected: &str) {
        let page = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        let world = crate::check::example::world(&[
            ("content/about.md", &page),
            ("content/\u{e9}t\u{e9}.md", "+++\ntitle = \"T\"\n+++\n"),
            ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            ("content/ssr1/recommendations/rec-25.md", "+++\nnumber = 25\ntitle = \"T\"\n+++\n"),
        ]);
        let (config, _) = crate::config::Config::load(&world);
        let (site, _) = crate::site::Site::load(config.expect("settings"), &world);
        let help = crate::check::check(&crate::facts::Facts::new(site), &world)
            .diagnostics
            .swap_remove(0)
            .help;
        assert_eq!(help.as_deref(), Some(expected));
    }

    #[test]
    fn help_names_what_is_near() {
        help("Recommendation 12", "the nearest are 4 and 25");
        help("Recommendation 41", "the last one is 25");
        help("Recommendation 04", "did you mean 4?");
        help("[x](rec:04)", "did you mean `rec:4`?");
        help("Recommendation 1", "the first one is 4");
        help("[the plan](rec:24)", "did you mean `rec:4` or `rec:25`?");
        help("[the plan](rec:SSR1/24)", "did you mean `rec:SSR1/4` or `rec:SSR1/25`?");
        help(
            "[the plan](ssr1/recommendations/rec-14.md)",
            "did you mean `ssr1/recommendations/rec-04.md`?",
        );
        help("[the plan](abuot.md)", "did you mean `about.md`?");
        help(
            "[the plan](e\u{301}te\u{301}.md)",
            "the file exists, but its name encodes accents in another way: copy it from the directory",
        );
        help("[the plan](x/plan.md)", "write the path relative to this file");
    }

    #[test]
    fn help_is_looked_up_for_so_many_only() {
        let lines = super::Near::MOST + 1;
        let texts: Vec<String> =
            (0..lines).map(|line| format!("[x](abuot.md) [x](abou{line}.md)\n")).collect();
        let page = format!("+++\ntitle = \"T\"\n+++\n{}", texts.concat());
        let world = crate::check::example::world(&[("content/about.md", &page)]);
        let (config, _) = crate::config::Config::load(&world);
        let (site, _) = crate::site::Site::load(config.expect("settings"), &world);
        let found = crate::check::check(&crate::facts::Facts::new(site), &world).diagnostics;
        let helped = |finding: &&crate::diagnostic::Diagnostic| {
            finding.help.as_deref() == Some("did you mean `about.md`?")
        };
        // The name on every line is among those looked up.
        assert_eq!(found.len(), 2 * lines);
        assert_eq!(found.iter().filter(helped).count(), lines + super::Near::MOST - 1);
    }

    #[track_caller]
    fn in_front_matter(files: &[(&str, &str)], expected: &[&str]) {
        let mut all = vec![(
            "content/ssr1/recommendations/rec-04.md",
            "+++\nnumber = 4\ntitle = \"T\"\n+++\n",
        )];
        all.extend(files);
        assert_eq!(findings(&RULE, &all), expected);
    }

    #[test]
    fn covered_by() {
        let path = "content/ssr1/recommendations/rec-05.md";
        let statement =
            |by: &str| format!("+++\nnumber = 5\ntitle = \"T\"\ncovered_by = {by}\n+++\n");
        in_front_matter(&[(path, &statement("4"))], &[]);
        in_front_matter(
            &[(path, &statement("41"))],
            &[
                "error content/ssr1/recommendations/rec-05.md \"41\": there is no recommendation 41 in `ssr1`",
            ],
        );
        in_front_matter(
            &[(path, &statement("5"))],
            &[
                "error content/ssr1/recommendations/rec-05.md \"5\": recommendation 5 cannot be covered by itself",
            ],
        );
        in_front_matter(&[(path, &statement("[]"))], &[]);
    }

    #[test]
    fn covered_by_in_a_review_names_an_entry() {
        let index = "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"R\"\n+++\n";
        in_front_matter(
            &[
                ("content/ssr1/recommendations/rec-05.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                ("content/plan/_index.md", index),
                (
                    "content/plan/rec-04.md",
                    "+++\nnumber = 4\ncovered_by = 5\n+++\nRecommendation 6\n",
                ),
            ],
            &[
                "error content/plan/rec-04.md \"5\": there is no entry on recommendation 5 in `plan`",
                "warning content/plan/rec-04.md \"Recommendation 6\": there is no recommendation 6 in `ssr1`",
            ],
        );
    }

    #[test]
    fn addresses() {
        in_front_matter(
            &[
                (
                    "content/ssr1/recommendations/rec-05.md",
                    "+++\nnumber = 5\ntitle = \"T\"\n\
                     disposition = { decision = \"accepted\", resolution = \"x.pdf\" }\n+++\n",
                ),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D, Rec. 6\"\n\
                     evidence = [\"y.pdf\", \"https://example.org/z.pdf\"]\n+++\n",
                ),
            ],
            &[
                "warning content/ssr1/2016-06-30/rec-04.md \"Rec. 6\": there is no recommendation 6 in `ssr1`",
                "error content/ssr1/2016-06-30/rec-04.md \"\\\"y.pdf\\\"\": there is no file `y.pdf`",
                "error content/ssr1/recommendations/rec-05.md \"\\\"x.pdf\\\"\": there is no file `x.pdf`",
            ],
        );
    }
}
