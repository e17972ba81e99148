//! Link texts that do not say where the link leads.

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
    summary: "the text of a link does not say where it leads",
    explanation: "\
Readers skim links, and people who use a screen reader have them read out as a list: there,
\"here\" and \"this link\" say nothing, and in print even less. WCAG 2.2 asks for link texts
that say what they lead to (2.4.4 and 2.4.9).

Looked at are links in Markdown. Case and punctuation do not count. Vague are, in English:
here, click here, this, link, this link, more, read more, this page, page. So is a text of
nothing but punctuation, and a link without any text; an image inside a link gives it the
text that stands for the image. Links without an address are left to `placeholder-link`.

Put the link on the words that name its target: not \"the report is [here](…)\", but
\"see [the report on name collisions](…)\".
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
                text => format!("the link text `{text}` does not say where the link leads"),
            };
            findings.push(
                finding(Location::new(&document.path, link.span), message)
                    .help("put the link on the words that name its target"),
            );
        }
    });
}

/// What readers see of a link, the texts of images inside it included. Those stand right before
/// it in the list.
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

/// The words of a text in lower case, with a space between two.
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
        let vague = "the link text `here` does not say where the link leads";
        case("[here](x)", &[&format!("\"[here](x)\": {vague}")]);
        case("[**here**](x)", &[&format!("\"[**here**](x)\": {vague}")]);
        case(
            "[« Click\nHere! »](x)",
            &["\"[« Click\\nHere! »](x)\": \
               the link text `« Click Here! »` does not say where the link leads"],
        );
        case(
            "[read-more …](x)",
            &["\"[read-more …](x)\": \
               the link text `read-more …` does not say where the link leads"],
        );
        case("[→](x)", &["\"[→](x)\": the link text `→` does not say where the link leads"]);
        case("[](x)", &["\"[](x)\": this link has no text"]);
        case("[![](x.png)](x)", &["\"[![](x.png)](x)\": this link has no text"]);
        case("[![The chart](x.png)](x)", &[]);
        case("![The chart](x.png) [](x)", &["\"[](x)\": this link has no text"]);
        case("[here and there](x)", &[]);
        case("[the report](x) <https://example.org/here>", &[]);
        case("![here](x.png)", &[]);
        case("[技術](x)", &[]);
        // Left to another rule, and to the warning about the scheme.
        case("[here](#) [here](javascript:x)", &[]);
    }
}
