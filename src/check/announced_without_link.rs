//! Things that are said to be published, without a link.

use std::ops::Range;

use super::findings::finding;
use super::latest::Latest;
use super::passages::{self, Passage};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::language::StyleWords;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "announced-without-link",
    level: RuleLevel::Allow,
    summary: "the text says that something is published, and does not link it",
    explanation: "\
\"The results have been posted\" sends readers to a search engine, and after the next redesign of the
site nobody finds them.

Checks the paragraphs, items and cells of the updates that the latest view shows: those with a verb
such as \"is\", \"were\" or \"has been\" and, in English, \"published\", \"posted\", \"released\", \"available\",
\"online\" and the like, but with no link and no address. Off by default.

Link what was published.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let style = &context.site.language.style;
    context.each_latest(findings, |Latest { document, .. }, findings| {
        for passage in passages::of_body(context, document) {
            if is_linked(document, &passage) {
                continue;
            }
            let Some(said) = announced(&passage.text, style) else { continue };
            let message =
                format!("the text says “{}”, and links nothing", &passage.text[said.clone()]);
            findings.push(
                finding(Location::new(&document.path, passage.span(said)), message)
                    .help("link it: `[the results](https://…)`"),
            );
        }
    });
}

fn is_linked(document: &Document, passage: &Passage) -> bool {
    let place = passage.place().range();
    let is_within = |start: u32| place.contains(&(start as usize));
    passage.text.contains("://")
        || passage.text.contains("www.")
        || document.prose.links.iter().any(|link| is_within(link.span.start))
}

/// A verb and what it says of publication.
fn announced(text: &str, style: &StyleWords) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let places: Vec<Range<usize>> = words(&lower).collect();
    let pair = places.windows(2).find(|pair| {
        let is = |place: &Range<usize>, list: &[&str]| list.contains(&&lower[place.clone()]);
        is(&pair[0], style.announcing) && is(&pair[1], style.announced)
    })?;
    Some(pair[0].start..pair[1].end)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(body: &str, expected: Option<&str>) {
        let expected = expected.map(|said| format!("the text says “{said}”, and links nothing"));
        let found = of_updates(&RULE, &[&format!("status = \"planned\"|{body}")]);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn cases() {
        case("The charts have been posted.", Some("been posted"));
        case("Charts are available for all ports.", Some("are available"));
        case("The charts have been [posted](https://example.org/charts).", None);
        case("[The charts](https://example.org/charts) have been posted.", None);
        case("The charts have been posted at https://example.org/charts.", None);
        case("The charts will be posted.", None);
        case("[Charts](https://example.org/).\n\nThe list was published.", Some("was published"));
    }
}
