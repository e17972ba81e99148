//! Pictures of which something is left out.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::picture::Removed;
use crate::site::CleanedPicture;

/// How many things are named; the others are counted.
const NAMED: usize = 5;

pub(super) const RULE: Rule = Rule {
    name: "cleaned-picture",
    level: RuleLevel::Warn,
    summary: "something in an SVG picture does more than draw, and is left out",
    explanation: "\
An SVG picture is a document. Opened by itself it can run scripts, load from other hosts, and hold
whole pages. What is copied to the site, and what is printed, is put together anew from the
elements, attributes and styles that draw; everything else is left out, and this says what.

Kept are shapes, text, gradients, patterns, masks, filters, markers, `<use>` of a part of the same
picture, photographs inside of the picture or at a relative address, links that pages may have, and
styles that load nothing. Left out are scripts, handlers of events, animations, other documents,
style sheets and fonts from elsewhere, and what drawing programs note for themselves.

A picture that is no well-formed XML, is nested more than 200 deep, would be larger than 32 MiB, or
draws its own parts more than 100,000 times over is an error, `unusable-picture`.

Look at the picture on the site. If it is as it should be, save it as plain SVG, or allow the rule.
It cannot be silenced by `[[allow]]`, since a picture has no front matter.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for CleanedPicture { path, removed } in &context.site.cleaned {
        let message = format!("left out of the picture `{path}`: {}", named(removed));
        findings.push(
            finding(Location::file(path), message)
                .help("look at it on the site; save it as plain SVG to be rid of this"),
        );
    }
}

/// The first of them, each with its line.
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
                    format!("warning content/a.svg: left out of the picture `content/a.svg`: {it}")
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
