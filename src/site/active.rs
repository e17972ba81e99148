//! Co-located files that a browser would run.

use crate::config::HtmlPolicy;
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;
use crate::world::World;

/// Endings of files that browsers show as pages, scripts and all.
const PAGES: [&str; 8] = ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "xml"];

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
        let Some((_, extension)) = path.name().rsplit_once('.') else { continue };
        let extension = extension.to_ascii_lowercase();
        let what = if PAGES.contains(&extension.as_str()) {
            "a page of its own"
        } else if extension == "svg" && world.read(path).is_ok_and(|bytes| holds_script(&bytes)) {
            "a picture that holds a script"
        } else {
            continue;
        };
        diagnostics.push(
            Diagnostic::error(
                "active-content",
                Location::file(path),
                format!("`{path}` is {what}, which readers' browsers would run"),
            )
            .help("take it out, or trust all content with `html = \"allow\"` in `[markdown]`"),
        );
    }
}

/// Whether an SVG could do anything but show itself. What cannot be told counts as yes.
fn holds_script(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let text = text.to_ascii_lowercase();
    let handler = text.match_indices("on").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let name = text[at..].find(|char: char| !char.is_ascii_alphanumeric());
        let after = name.map_or("", |end| text[at + end..].trim_start());
        before.is_some_and(|before| before.is_whitespace() || matches!(before, '"' | '\'' | '/'))
            && name.is_some_and(|end| end > 2)
            && after.starts_with('=')
    });
    // Browsers read an address without the line breaks in it.
    let unbroken: String = text.chars().filter(|char| !char.is_control()).collect();
    handler
        || [
            "<script",
            ":script",
            "javascript:",
            "<foreignobject",
            "<!entity",
            "<handler",
            "<iframe",
            "<?xml-stylesheet",
            "data:text/html",
        ]
        .iter()
        .any(|sign| unbroken.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_in_pictures() {
        #[track_caller]
        fn case(svg: &str, expected: bool) {
            assert_eq!(holds_script(svg.as_bytes()), expected, "{svg}");
        }
        case("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>", false);
        case("<svg><title>Based on = sign, once</title></svg>", false);
        case("<svg><script>alert(1)</script></svg>", true);
        case("<svg onload=\"alert(1)\"/>", true);
        case("<svg\nONLOAD = 'alert(1)'/>", true);
        case("<svg><a href=\"java\nscript:alert(1)\"/></svg>", true);
        case("<svg:script/>", true);
    }

    #[test]
    fn only_where_raw_html_is_not_allowed() {
        let world = crate::world::MemoryWorld::new([("content/a.svg", "<svg onload=\"x()\"/>")]);
        let assets = [SourcePath::new("content/a.svg"), SourcePath::new("content/b.HTML")];
        let found = |policy| {
            let mut found = Vec::new();
            check(&assets, policy, &world, &mut found);
            found.len()
        };
        assert_eq!(found(HtmlPolicy::Sanitize), 2);
        assert_eq!(found(HtmlPolicy::Allow), 0);
    }
}
