//! Unused files.

use std::collections::HashSet;

use super::findings::finding;
use super::links::written;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;
use crate::path::SourcePath;
use crate::site::{Resolution, Site, Target};

/// Well-known files at the root of a site, requested without a link.
const ASKED_FOR: [&str; 8] = [
    "CNAME",
    "_headers",
    "_redirects",
    "apple-touch-icon.png",
    "favicon.ico",
    "humans.txt",
    "robots.txt",
    "security.txt",
];

pub(super) const RULE: Rule = Rule {
    name: "unused-file",
    level: RuleLevel::Warn,
    summary: "no page shows or links to a file in the content",
    explanation: "\
A file that nothing links to was forgotten in the text, or is left over. It is copied anyway, so a
draft can be published by accident. A Markdown file where none is read is the opposite: it looks
like part of the report, but is on no page.

A file is used if a relative path names it in a link or an image in Markdown, in `evidence`, in
the `resolution` of a disposition, in the `address` of a response, or in `additional-css` in
`book.toml`. Files beside or below such a style sheet count as used. So do well-known files at the
root of the content: CNAME, _headers, _redirects, apple-touch-icon.png, favicon.ico, humans.txt,
robots.txt, security.txt. Addresses in raw HTML do not count.

Markdown is read in the content and in directories of ordinary pages; in a report, beside its
`_index.md`, in `recommendations/`, and directly in directories of editions.

Link to the file, move it, or delete it. `[[allow]]` is not possible: the file has no front
matter.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for path in &site.stray {
        findings.push(
            finding(Location::file(path), format!("nothing reads `{path}`"))
                .label("not on any page")
                .help("move it to a directory where Markdown is read, or out of the content"),
        );
    }
    if site.assets.is_empty() {
        return;
    }
    let used = used(context);
    let styles: Vec<SourcePath> = site
        .config
        .additional_css
        .iter()
        .filter_map(|css| SourcePath::default().resolve(css))
        .collect();
    for path in site.assets.iter().filter(|path| !used.contains(*path)) {
        let is_refused = site.refused.contains(path);
        if is_refused || is_styles(path, &styles, &site.config.content) || is_asked_for(path, site)
        {
            continue;
        }
        findings.push(
            finding(Location::file(path), format!("nothing links to `{path}`"))
                .label("copied to the site anyway")
                .help("link to it, or remove it from the content"),
        );
    }
}

fn used(context: &Context<'_>) -> HashSet<SourcePath> {
    let assets = context.collect(|id, document| {
        let assets = written(document).filter_map(|written| {
            match context.site.resolve(id, written.destination) {
                Resolution::Internal(Target::Asset(path), _) => Some(path),
                _ => None,
            }
        });
        // What looks like a link and is none is reported itself.
        let meant = document.prose.doubts.iter().filter_map(|doubt| match &doubt.kind {
            DoubtKind::SpacedLink(address) => match context.site.resolve(id, address) {
                Resolution::Internal(Target::Asset(path), _) => Some(path),
                _ => None,
            },
            _ => None,
        });
        assets.chain(meant).collect()
    });
    assets.into_iter().collect()
}

/// Whether a file is a style sheet of the project, or can be used by one.
fn is_styles(path: &SourcePath, styles: &[SourcePath], content: &SourcePath) -> bool {
    styles.iter().any(|css| {
        let directory = css.parent();
        let own = directory != *content && directory.below(content).is_some();
        path == css || own && path.below(&directory).is_some()
    })
}

fn is_asked_for(path: &SourcePath, site: &Site) -> bool {
    path.parent() == site.config.content && ASKED_FOR.contains(&path.name())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(book: &str, text: &str, files: &[&str], expected: &[&str]) {
        let book = format!("[book]\ntitle = \"T\"\n{book}\n");
        let page = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        let mut all = vec![("book.toml", &*book), ("content/about.md", &*page)];
        all.extend(files.iter().map(|path| (*path, "")));
        assert_eq!(findings(&RULE, &all), expected);
    }

    #[test]
    fn assets() {
        let unused = "warning content/a.png: nothing links to `content/a.png`";
        case("", "", &["content/a.png"], &[unused]);
        case("", "[a](a.png)", &["content/a.png"], &[]);
        case("", "![a](./a.png)", &["content/a.png"], &[]);
        case("", "[a](a.png?v=2#x)", &["content/a.png"], &[]);
        case("", "`![a](a.png)`", &["content/a.png"], &[unused]);
        case("", "[a](b.png)", &["content/a.png"], &[unused]);
        case("", "", &["content/favicon.ico", "content/robots.txt"], &[]);
        // An empty SVG file is an error and not copied.
        case("", "", &["content/a.svg"], &[]);
        case(
            "",
            "",
            &["content/x/robots.txt"],
            &["warning content/x/robots.txt: nothing links to `content/x/robots.txt`"],
        );
        case("", "", &["theme/a.png"], &[]);
        // An error, and not copied.
        case("", "", &["content/a.hxt"], &[]);
    }

    #[test]
    fn style_sheets_and_what_is_beside_them() {
        let book = |css| format!("[output.html]\nadditional-css = [\"{css}\"]\n");
        case(&book("content/own.css"), "", &["content/own.css"], &[]);
        case(
            &book("content/own.css"),
            "",
            &["content/own.css", "content/a.png"],
            &["warning content/a.png: nothing links to `content/a.png`"],
        );
        case(
            &book("content/css/own.css"),
            "",
            &["content/css/own.css", "content/css/font/a.woff2", "content/css2/b.png"],
            &["warning content/css2/b.png: nothing links to `content/css2/b.png`"],
        );
        case(
            &book("own.css"),
            "",
            &["own.css", "content/a.png"],
            &["warning content/a.png: nothing links to `content/a.png`"],
        );
    }

    #[test]
    fn markdown_that_nothing_reads() {
        let path = "content/ssr1/2016-06-30/old/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"T\"\n+++\n"),
                (path, ""),
            ],
        );
        assert_eq!(found, [format!("warning {path}: nothing reads `{path}`")]);
    }

    #[test]
    fn evidence_is_a_use() {
        let found = findings(
            &RULE,
            &[
                (
                    "content/ssr1/recommendations/rec-04.md",
                    "+++\nnumber = 4\ntitle = \"T\"\n\
                     disposition = { decision = \"accepted\", resolution = \"../b.pdf\" }\n+++\n",
                ),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n\
                     evidence = [\"a.pdf\"]\n+++\n",
                ),
                ("content/ssr1/2016-06-30/a.pdf", ""),
                ("content/ssr1/b.pdf", ""),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
