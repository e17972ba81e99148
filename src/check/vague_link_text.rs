//! Vague link texts.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::site::Resolution;
use crate::words;

pub(super) const RULE: Rule = Rule {
    name: "vague-link-text",
    level: RuleLevel::Warn,
    summary: "a link text does not describe its target",
    explanation: "\
Readers skim links, and screen readers list them without context, where \"here\" and \"this link\"
mean nothing; in print they mean even less. WCAG 2.2 requires descriptive link texts (2.4.4 and
2.4.9).

Checks links in Markdown, ignoring case and punctuation. Vague in English are: here, click here,
this, link, this link, more, read more, this page, page. Empty texts and those of punctuation only
are vague too; the alternative text of an image within the link counts. Links without an address
are left to `placeholder-link`.

Link the words that name the target: not \"the report is [here](…)\", but \"see [the report on name
collisions](…)\".
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let vague = context.site.language.vague_link_texts;
    context.each_document(findings, |id, document, findings| {
        for (index, link) in document.prose.links.iter().enumerate().filter(|(_, link)| !link.image)
        {
            let text = shown(document, index);
            let words = words(&text);
            if !words.is_empty() && !vague.contains(&words.as_str()) {
                continue;
            }
            let resolution = context.site.resolve(id, &link.destination);
            if matches!(resolution, Resolution::Placeholder | Resolution::Forbidden) {
                continue;
            }
            let message = match text.trim() {
                "" => "this link has no text".to_owned(),
                text => format!("the link text `{text}` does not describe the target"),
            };
            findings.push(
                finding(Location::new(&document.path, link.span), message)
                    .help("link the words that name the target"),
            );
        }
    });
}

/// The visible text of a link, with the alternative texts of images in it, which precede it in the
/// list.
fn shown(document: &Document, index: usize) -> String {
    let (before, link) = (&document.prose.links[..index], &document.prose.links[index]);
    let inside = before.iter().rev().take_while(|other| {
        other.image && other.span.start >= link.span.start && other.span.end <= link.span.end
    });
    let mut text = link.text.to_string();
    for image in inside {
        text.push_str(&image.text);
    }
    text
}

/// The words of a text in lower case, separated by spaces.
fn words(text: &str) -> String {
    let words: Vec<String> = words::words(text).map(|word| text[word].to_lowercase()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let page = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        let found = findings(&RULE, &[("content/about.md", &page)]);
        let expected: Vec<String> = expected
            .iter()
            .map(|expected| format!("warning content/about.md {expected}"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        let vague = "the link text `here` does not describe the target";
        case("[here](x)", &[&format!("\"[here](x)\": {vague}")]);
        case("[**here**](x)", &[&format!("\"[**here**](x)\": {vague}")]);
        case(
            "[« Click\nHere! »](x)",
            &["\"[« Click\\nHere! »](x)\": \
               the link text `« Click Here! »` does not describe the target"],
        );
        case(
            "[read-more …](x)",
            &["\"[read-more …](x)\": \
               the link text `read-more …` does not describe the target"],
        );
        case("[→](x)", &["\"[→](x)\": the link text `→` does not describe the target"]);
        case("[](x)", &["\"[](x)\": this link has no text"]);
        case("[![](x.png)](x)", &["\"[![](x.png)](x)\": this link has no text"]);
        case("[![The chart](x.png)](x)", &[]);
        case("![The chart](x.png) [](x)", &["\"[](x)\": this link has no text"]);
        case("[here and there](x)", &[]);
        case("[the report](x) <https://example.org/here>", &[]);
        case("![here](x.png)", &[]);
        case("[技術](x)", &[]);
        // Left to another rule and to the warning about the scheme.
        case("[here](#) [here](javascript:x)", &[]);
    }
}
