//! Invisible characters.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::character;
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "invisible-character",
    level: RuleLevel::Warn,
    summary: "a text contains an invisible character, such as a byte order mark",
    explanation: "\
Such a character usually comes from concatenated files or from the clipboard. It is invisible, but
breaks text: a heading, `+++` or number after it is not recognised, search does not find the word,
and two names that look alike differ.

Checks the content and `book.toml` for these, literal or escaped (`&#xFEFF;`, `\"\\uFEFF\"`):

- the byte order mark, U+FEFF, except at the start of a file;
- noncharacters, such as U+FFFE (a byte order mark in the wrong byte order) and U+FFFF, which
  pages must not contain, and numbers that are not characters (`&#xD800;`);
- the object replacement character, U+FFFC, which other programs put in place of a picture or
  file;
- interlinear annotation characters, U+FFF9 to U+FFFB, which browsers do not support.

Invisible characters that texts need are fine: soft hyphens, zero-width joiners, non-joiners and
spaces, word joiners, direction marks and variation selectors. U+FFFD is visible.

Delete it. To prevent a line break, use a word joiner, `&#x2060;`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let config = &context.site.config;
    for (code, span) in &config.invisible {
        findings.push(told(Location::new(&config.path, *span), *code, ""));
    }
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let DoubtKind::Invisible { code, escape } = &doubt.kind else { continue };
            findings.push(told(Location::new(&document.path, doubt.span), *code, escape));
        }
    });
}

fn told(location: Location, code: u32, escape: &str) -> Diagnostic {
    let name = character::name(code);
    let message = if escape.is_empty() {
        format!("invisible character U+{code:04X} ({name})")
    } else if char::from_u32(code).is_none() {
        format!("`{escape}`, shown as `\u{fffd}`, is {name}")
    } else {
        format!("invisible character `{escape}` ({name})")
    };
    finding(location, message).help(match code {
        0xfeff => "delete it; to prevent a line break, write `&#x2060;`",
        0xfffc => "delete it, and add the missing picture or file",
        _ => "delete it",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(path: &str, text: &str, expected: &[&str]) {
        let files = [("book.toml", "[book]\ntitle = \"T\"\n"), (path, text)];
        let expected: Vec<String> =
            expected.iter().map(|it| format!("warning {path} {it}")).collect();
        assert_eq!(findings(&RULE, &files), expected, "{text}");
    }

    #[test]
    fn in_every_text() {
        let page = |title: &str, body: &str| format!("+++\ntitle = \"{title}\"\n+++\n{body}\n");
        let mark = "\"\\u{feff}\": invisible character U+FEFF (a byte order mark)";
        let about = "content/about.md";
        case(about, &page("A", "\u{feff}## B"), &[mark]);
        case(about, &page("A\u{feff}", "`b\u{feff}`"), &[mark, mark]);
        case(about, &("\u{feff}".to_owned() + &page("A", "b")), &[]);
        case(about, &("\u{feff}\u{feff}".to_owned() + &page("A", "b")), &[mark]);
        case(about, &page("A", "b").replace("+++\nb", "\u{feff}+++\nb"), &[mark]);
        case("book.toml", "\u{feff}[book]\ntitle = \"T\" # \u{feff}\n", &[mark]);
        case(
            about,
            &page("A\\uFEFF", "b&#xFEFF; `&#xFEFF;` &#xD800; [c](# \"&#xFFFC;\")"),
            &[
                "\"\\\\uFEFF\": invisible character `\\uFEFF` (a byte order mark)",
                "\"&#xFEFF;\": invisible character `&#xFEFF;` (a byte order mark)",
                "\"&#xD800;\": `&#xD800;`, shown as `\u{fffd}`, is a noncharacter",
                "\"&#xFFFC;\": invisible character `&#xFFFC;` (an object replacement character)",
            ],
        );
        case(
            "book.toml",
            "[book]\ntitle = \"T\\uFFFE\"\n",
            &["\"\\\\uFFFE\": invisible character U+FFFE (a noncharacter)"],
        );
        case(about, &page("Soft\u{ad}\\u00AD", "a\u{ad}b&shy;c&#x200D;\u{200e}\u{2060}"), &[]);
    }
}
