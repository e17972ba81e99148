//! Co-located files that a browser would run.

use crate::config::HtmlPolicy;
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;
use crate::world::{ReadError, World};

mod svg;

/// Endings of files that browsers show as pages, scripts and all. A name may have several endings
/// (`page.html.en`), and servers look at each.
const PAGES: [&str; 12] =
    ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "xml", "xsl", "xslt", "svgz", "swf"];

/// Reports the files that can hold scripts. They are copied only where raw HTML is allowed: a
/// page from the same host could read and change everything that its readers can.
pub(super) fn check(
    assets: &[SourcePath],
    policy: HtmlPolicy,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if policy == HtmlPolicy::Allow {
        return;
    }
    for path in assets {
        let Some((what, help)) = judge(path, world) else { continue };
        diagnostics.push(
            Diagnostic::error("active-content", Location::file(path), format!("`{path}` {what}"))
                .help(help),
        );
    }
}

/// What speaks against copying a file, and what to do about it.
fn judge(path: &SourcePath, world: &dyn World) -> Option<(String, &'static str)> {
    let name = path.name().to_ascii_lowercase();
    let mut endings = name.split('.').skip(1);
    if endings.clone().any(|ending| PAGES.contains(&ending)) {
        return Some((
            "is a page of its own, which readers' browsers would run".to_owned(),
            "take it out, or trust all content with `html = \"allow\"` in `[markdown]`",
        ));
    }
    if !endings.any(|ending| ending == "svg") {
        return None;
    }
    match world.read(path) {
        Ok(bytes) => svg::harmless(&bytes).err().map(|why| {
            (
                format!("is a picture that might hold a script: {why}"),
                "save it as plain SVG, or trust all content with `html = \"allow\"` in `[markdown]`",
            )
        }),
        Err(ReadError::TooLarge) => Some((
            "is too large to look for scripts in it".to_owned(),
            "make the picture smaller than 16 MiB",
        )),
        // Whoever copies it will say why it cannot be read.
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn only_where_raw_html_is_not_allowed() {
        let mut world = MemoryWorld::new([("content/a.svg", "<svg onload=\"x()\"/>")]);
        world.insert("content/large.svg", vec![b' '; 17 << 20]);
        let assets =
            ["a.svg", "large.svg", "b.HTML", "page.html.en", "sheet.xsl", "chart.png", "b.svg.gz"]
                .map(|name| SourcePath::new(&format!("content/{name}")));
        let found = |policy| {
            let mut found = Vec::new();
            check(&assets, policy, &world, &mut found);
            found.iter().map(|found| found.location.path.name().to_owned()).collect::<Vec<_>>()
        };
        let refused = ["a.svg", "large.svg", "b.HTML", "page.html.en", "sheet.xsl"];
        assert_eq!(found(HtmlPolicy::Sanitize), refused);
        assert_eq!(found(HtmlPolicy::Allow), [""; 0]);
    }
}
