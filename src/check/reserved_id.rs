//! Ids in raw HTML that pages give to parts of themselves.

use super::findings::finding;
use super::{Context, Example, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "reserved-id",
    level: RuleLevel::Warn,
    summary: "an id in raw HTML is one that pages give to a part of themselves",
    explanation: "\
An id is for one element of a page. Links, scripts and style sheets find the first one, so that an
id in raw HTML that pages use themselves, such as `search`, `status` or `fn-1`, takes their place:
the form for searching stops working, a link to the status leads elsewhere.

The rule is for sites that pass raw HTML on, `html = \"allow\"` in `[markdown]`; otherwise ids of raw
HTML are left out.

Give the element another id.
",
    bad: Example(
        "\
=== book.toml
[book]
title = \"Report\"

[markdown]
html = \"allow\"
=== content/about.md
+++
title = \"About\"
+++
<div id=\"search\">How we searched</div>
",
    ),
    good: Example(
        "\
=== book.toml
[book]
title = \"Report\"

[markdown]
html = \"allow\"
=== content/about.md
+++
title = \"About\"
+++
<div id=\"how-we-searched\">How we searched</div>
",
    ),
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let DoubtKind::ReservedId(id) = &doubt.kind else { continue };
            findings.push(
                finding(
                    Location::new(&document.path, doubt.span),
                    format!("pages give the id `{id}` to a part of themselves"),
                )
                .help("give this element another id"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn ids_of_templates_and_of_rows() {
        #[track_caller]
        fn case(html: &str, tag: &str, count: usize) {
            let book = format!("[book]\ntitle = \"T\"\n[markdown]\nhtml = \"{html}\"\n");
            let page = format!("+++\ntitle = \"T\"\n+++\na {tag}b\n");
            let found = findings(&RULE, &[("book.toml", &book), ("content/about.md", &page)]);
            assert_eq!(found.len(), count, "{html}: {tag}: {found:?}");
        }
        case("allow", "<i id=main>", 1);
        case("allow", "<i ID='row-1' class=x>", 1);
        case("allow", "<i id=\"&#109;ain\">", 1);
        case("allow", "<i id=own>", 0);
        case("allow", "`<i id=main>`", 0);
        case("sanitize", "<i id=main>", 0);
    }
}
