//! Characters that nothing shows and no text needs.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::character;
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "invisible-character",
    level: RuleLevel::Warn,
    summary: "a character that nothing shows, such as a byte order mark, is inside a text",
    explanation: "\
Such a character comes along when texts are joined, or pasted from another program. Nobody sees it,
and it parts words all the same: a heading, a `+++` or a number after it is none, a word with it
is not found by search, and two names that look the same are two names.

Looked for are, in the content and in `book.toml`, as they are and by an escape (`&#xFEFF;`,
`\"\\uFEFF\"`):

- the byte order mark, U+FEFF, anywhere but at the very beginning of a file, where it says how the
  file is encoded;
- what Unicode calls noncharacters, such as U+FFFE, the same mark read the wrong way round, and
  U+FFFF: they are for the inside of programs, and no page may hold them; so are numbers of no
  character (`&#xD800;`);
- the object replacement character, U+FFFC, which other programs leave where a picture or a file
  was: on a page there is none;
- the marks of interlinear notes, U+FFF9 to U+FFFB, which browsers do not read.

Not told are characters that show nothing and that texts need: soft hyphens, joiners and
non-joiners of no width, marks of direction, spaces and breaks of no width, and choices of a form of
a character. U+FFFD is seen.

Delete it. Where it was to keep a line together, write a word joiner, `&#x2060;`.
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
        format!("U+{code:04X}, which nothing shows, is {name}")
    } else if char::from_u32(code).is_none() {
        format!("`{escape}`, which is shown as `\u{fffd}`, is {name}")
    } else {
        format!("`{escape}`, which nothing shows, is {name}")
    };
    finding(location, message).help(match code {
        0xfeff => "delete it; to keep a line together, write `&#x2060;`",
        0xfffc => "delete it, and add the picture or the file that was there",
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
        let mark = "\"\\u{feff}\": U+FEFF, which nothing shows, is a byte order mark";
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
                "\"\\\\uFEFF\": `\\uFEFF`, which nothing shows, is a byte order mark",
                "\"&#xFEFF;\": `&#xFEFF;`, which nothing shows, is a byte order mark",
                "\"&#xD800;\": `&#xD800;`, which is shown as `\u{fffd}`, is no character",
                "\"&#xFFFC;\": `&#xFFFC;`, which nothing shows, is an object replacement character",
            ],
        );
        case(
            "book.toml",
            "[book]\ntitle = \"T\\uFFFE\"\n",
            &["\"\\\\uFFFE\": U+FFFE, which nothing shows, is no character"],
        );
        case(about, &page("Soft\u{ad}\\u00AD", "a\u{ad}b&shy;c&#x200D;\u{200e}\u{2060}"), &[]);
    }
}
