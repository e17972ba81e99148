//! Sanitised SVG files.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::picture::Removed;
use crate::site::CleanedPicture;

/// Maximum number of items named.
const NAMED: usize = 5;

pub(super) const RULE: Rule = Rule {
    name: "cleaned-picture",
    level: RuleLevel::Warn,
    summary: "an SVG file contains more than drawing, which is removed",
    explanation: "\
An SVG file is a document. Opened by itself, it can run scripts, load from other hosts, and embed
whole pages. The site and the print edition therefore get a sanitised copy; this rule lists what
was removed.

Kept are shapes, text, gradients, patterns, masks, filters, markers, `<use>` of the file's own
elements, embedded images and images at relative addresses, links that pages may have, and styles
that load nothing. Removed are scripts, event handlers, animations, embedded documents, external
style sheets and fonts, and metadata of drawing programs.

A file that is not well-formed XML, is nested more than 200 levels deep, would be larger than 32
MiB, or draws its own elements more than 100,000 times is an error, `unusable-picture`.

Look at the picture on the site. If it is right, save it as plain SVG, or set the rule to `allow`
in `book.toml`. `[[allow]]` is not possible: a picture has no front matter.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for CleanedPicture { path, removed } in &context.site.cleaned {
        let message = format!("removed from the picture `{path}`: {}", named(removed));
        findings.push(
            finding(Location::file(path), message)
                .help("check it on the site; save it as plain SVG to fix this"),
        );
    }
}

/// The first items, each with its line.
fn named(removed: &[Removed]) -> String {
    let mut names: Vec<String> = removed
        .iter()
        .take(NAMED)
        .map(|removed| format!("{} on line {}", removed.what, removed.line))
        .collect();
    if removed.len() > NAMED {
        names.push(format!("and {} more", removed.len() - NAMED));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn what_is_left_out_is_named() {
        #[track_caller]
        fn case(inside: &str, expected: &[&str]) {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{inside}\n</svg>");
            let expected: Vec<String> = expected
                .iter()
                .map(|it| {
                    format!("warning content/a.svg: removed from the picture `content/a.svg`: {it}")
                })
                .collect();
            assert_eq!(findings(&RULE, &[("content/a.svg", &svg)]), expected);
        }
        case("<g/>", &[]);
        case("<g/>\n<script>x()</script>", &["<script> on line 3"]);
        case("<g onload='x()'/>", &["onload=\"x()\" on line 2"]);
        case(
            &"<script/>".repeat(7),
            &["<script> on line 2, <script> on line 2, <script> on line 2, <script> on line 2, \
               <script> on line 2, and 2 more"],
        );
    }
}
