//! Conformance with the CommonMark specification, and safety for arbitrary texts.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};
use ssr_site::config::HtmlPolicy;
use ssr_site::fragment::{Dialect, Form, Fragment, options};
use ssr_site::language::ENGLISH;

/// The specification, installed with the packages of the browser tests.
const SPECIFICATION: &str = "tests/browser/node_modules/commonmark-spec/spec.txt";

#[test]
#[allow(clippy::print_stderr, reason = "a test that did nothing must say so")]
fn every_example_of_the_specification_is_as_the_parser_has_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SPECIFICATION);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {SPECIFICATION}; run `npm ci` in tests/browser");
        return;
    };
    let examples = examples(&text);
    assert!(examples.len() > 600, "{} examples", examples.len());
    for (number, example) in (1..).zip(&examples) {
        as_the_parser_has_it(example, &format!("example {number}"));
    }
}

#[test]
fn markdown_without_a_policy_is_as_the_parser_has_it() {
    for text in [
        "# A & *b*\n\n1) c\n2) d\n\n> e <b onclick=x>f</b>\n\n<script>g</script>\n",
        "| a | b |\n|:--|--:|\n| c | d |\n\n~~e~~[^1]\n\n[^1]: f\n\n- [x] g\n",
        "[a](javascript:b) ![c](d \"e\") <https://f> Recommendation 25\n\nh\n: i\n",
    ] {
        as_the_parser_has_it(text, "text");
    }
}

#[track_caller]
fn as_the_parser_has_it(text: &str, what: &str) {
    let mut expected = String::new();
    push_html(&mut expected, Parser::new_ext(text, options()));
    assert_eq!(allowed(text), Some(expected), "{what}: {text:?}");
}

/// HTML of the parser's own writer, with raw HTML passed through.
fn allowed(text: &str) -> Option<String> {
    let dialect = Dialect { html: HtmlPolicy::Allow, language: &ENGLISH };
    let fragment = Fragment::parse(text, Form::Whole, dialect).ok()?;
    let mut html = String::new();
    push_html(&mut html, fragment.events().iter().map(|(event, _)| event.clone()));
    Some(html)
}

/// The Markdown of each example. Format: <https://spec.commonmark.org/>, `spec.txt`.
fn examples(specification: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let after_opening = specification.split(&opening).skip(1);
    after_opening
        .map(|rest| {
            let example = rest.split(&format!("\n{fence}")).next().unwrap();
            let lines = example.split_inclusive('\n').take_while(|line| *line != ".\n");
            lines.collect::<String>().replace('→', "\t")
        })
        .collect()
}

/// Whether a line begins with a colon, which the parser takes for a definition.
pub(crate) fn begins_with_colon(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches([' ', '\t', '>']).starts_with(':'))
}

/// Markdown fragments, so that generated texts have structure.
pub(crate) fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "\n", "\n\n", "    ", "\t", "> ", "- ", "* ", "1. ", "# ", "## ", "***", "**", "*", "_",
            "`", "```\n", "~~", "[", "](", "](a)", ")", "![", "[^1]", "[^1]: ", "[x] ", "[ ] ",
            "| ", " |\n", "|:-|-:|\n", "---\n", "===\n", ": ", "<", ">", "<b>", "</b>", "<div>\n",
            "</div>\n", "<script>", "<!--", "-->", "<svg onload=x>", "<team>", "<br>", "<td>", "<details>\n", "</details>", "<script>x</script>", "&lt;", "&#x41;", "&", "\\",
            "{#id}", "{.c}", "> [!NOTE]\n", "<https://example.org/>", "<a@example.org>", "\"", "'",
            "Recommendation 25", "Recommendations 4, *5* and 6", " – ", "Recs. 1-9",
        ]).prop_map(str::to_owned),
        1 => "[a-z0-9 ]{1,6}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_or_breaks_out_of_its_place(text in markdown()) {
        super::properties::markdown::check(text.as_bytes());
    }

    #[test]
    fn any_text_without_a_policy_is_as_the_parser_has_it(text in markdown()) {
        prop_assume!(!begins_with_colon(&text));
        if let Some(written) = allowed(&text) {
            let mut expected = String::new();
            push_html(&mut expected, Parser::new_ext(&text, options()));
            prop_assert_eq!(written, expected);
        }
    }
}
