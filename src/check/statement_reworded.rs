//! Misquoted statements.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::{Dialect, Form, Fragment, plain};
use crate::site::{DocumentId, Owner};
use crate::words;

pub(super) const RULE: Rule = Rule {
    name: "statement-reworded",
    level: RuleLevel::Warn,
    summary: "a review misquotes a recommendation",
    explanation: "\
A recommendation is its adopted text, word for word. A review that quotes other words assesses
something else, and readers cannot tell which text counts.

Compares the words of an entry's `statement` with the statement in the recommendation's file.
Case, punctuation, emphasis, link addresses and line breaks do not count. Excerpts are fine, also
with ellipses (`…`, `...` or `[…]`), if the order is kept. The message gives the first words that
differ.

Quote the adopted text. If the published review itself has other words, add `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Some(entry) = site.entry(id).filter(|_| !document.broken) else { return };
        let Some(quoted) = &entry.statement else { return };
        let Some(adopted) = adopted(context, id) else { return };
        let statement = site.document(adopted);
        let Ok(body) = statement.read_body(context.world) else { return };
        let Some(written) = worded(body.text(), site.dialect()) else { return };
        if written.is_empty() || statement.broken {
            return;
        }
        let Some(Difference { quoted: said, adopted: written }) =
            difference(&quoted.text, &written, site.dialect())
        else {
            return;
        };
        let message = match written {
            Some(written) => {
                format!("the quotation says “{said}”, the adopted statement “{written}”")
            }
            None => format!("the quotation says “{said}”, which is not in the adopted statement"),
        };
        findings.push(
            finding(Location::new(&document.path, quoted.span), message)
                .related(Location::file(&statement.path), "adopted statement")
                .help("quote the adopted text; mark omissions with an ellipsis (`…`)"),
        );
    });
}

/// The adopted statement of a review's entry.
fn adopted(context: &Context<'_>, entry: DocumentId) -> Option<DocumentId> {
    let site = context.site;
    let (Owner::Statement(own) | Owner::Update(own, _)) = site.owner(entry) else { return None };
    site.recommendation(site.recommendation(own).about?).document
}

/// The words of a text; `None` if unreadable, which is an error already.
fn worded(text: &str, dialect: Dialect<'_>) -> Option<Vec<String>> {
    let fragment = Fragment::parse(text, Form::Whole, dialect).ok()?;
    Some(words(&plain::line(&fragment)))
}

/// The first words that differ.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    quoted: String,
    /// The adopted words; `None` if the statement has nothing similar.
    adopted: Option<String>,
}

/// The first difference between a quotation and the statement.
fn difference(quotation: &str, statement: &[String], dialect: Dialect<'_>) -> Option<Difference> {
    let mut rest = statement;
    let quotation = Fragment::parse(quotation, Form::Whole, dialect).ok()?;
    let quotation = plain::line(&quotation).replace("...", "…");
    for piece in quotation.split('…').map(words).filter(|piece| !piece.is_empty()) {
        let Some(start) = rest.windows(piece.len()).position(|window| window == piece) else {
            return Some(nearest(&piece, rest));
        };
        rest = &rest[start + piece.len()..];
    }
    None
}

/// The words after the longest match of a piece with the statement.
fn nearest(piece: &[String], statement: &[String]) -> Difference {
    const SHOWN: usize = 5;
    let shown = |words: &[String]| words[..words.len().min(SHOWN)].join(" ");
    let agreeing = |start: usize| {
        statement[start..].iter().zip(piece).take_while(|(written, said)| written == said).count()
    };
    let best = (0..statement.len())
        .map(|start| (agreeing(start), start))
        .max_by_key(|(agreeing, start)| (*agreeing, std::cmp::Reverse(*start)));
    match best {
        Some((count, start)) if count > 0 => {
            let (said, written) = (&piece[count..], &statement[start + count..]);
            // If one of the two ends, show its last words.
            if said.is_empty() || written.is_empty() {
                Difference { quoted: shown(&piece[count.saturating_sub(2)..]), adopted: None }
            } else {
                Difference { quoted: shown(said), adopted: Some(shown(written)) }
            }
        }
        _ => Difference { quoted: shown(piece), adopted: None },
    }
}

/// The words of a text in lower case, with apostrophes normalised.
fn words(text: &str) -> Vec<String> {
    let text = text.replace('’', "'");
    words::words(&text).map(|word| text[word].to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;
    use crate::config::HtmlPolicy;
    use crate::language::ENGLISH;

    #[test]
    fn differences() {
        #[track_caller]
        fn case(quotation: &str, expected: Option<(&str, Option<&str>)>) {
            let statement =
                words("The office's board should publish a plan, and review it each year.");
            let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
            let found = difference(quotation, &statement, dialect);
            let found = found.as_ref().map(|found| (&*found.quoted, found.adopted.as_deref()));
            assert_eq!(found, expected);
        }
        case("The office’s BOARD should *publish* a plan and review it\neach year", None);
        case("should publish a plan", None);
        case("The office's board … review it each year.", None);
        case("[…] a plan ... each year", None);
        case("", None);
        case(
            "The office's board should print a plan, and review it each year.",
            Some(("print a plan and review", Some("publish a plan and review"))),
        );
        case("each year … a plan", Some(("a plan", None)));
        case("Something else", Some(("something else", None)));
        case("review it each year and more", Some(("each year and more", None)));
    }

    #[test]
    fn with_the_statement_of_its_number() {
        let found = findings(
            &RULE,
            &[
                (
                    "content/ssr1/recommendations/rec-04.md",
                    "+++\nnumber = 4\ntitle = \"T\"\n+++\nPublish the *plan*.\n",
                ),
                ("content/ssr1/recommendations/rec-05.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr2/_index.md",
                    "+++\nkind = \"review\"\ntitle = \"R\"\nof = \"ssr1\"\n+++\n",
                ),
                (
                    "content/ssr2/rec-04.md",
                    "+++\nnumber = 4\nstatement = \"Print the plan.\"\n+++\n",
                ),
                ("content/ssr2/rec-05.md", "+++\nnumber = 5\nstatement = \"Anything.\"\n+++\n"),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr2/rec-04.md \"\\\"Print the plan.\\\"\": the quotation says “print the plan”, which is not in the adopted statement"
            ]
        );
    }
}
