//! The server's own pages: reload script, list of findings, error pages.
//!
//! They are part of the program, not of the site: they have their own templates and are in English.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use tera::{Context, Tera};

use super::preview::{Preview, Told};
use super::version::Version;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, groups};
use crate::message;
use crate::path::SourcePath;
use crate::theme::WithEmbedded;
use crate::world::{DiskWorld, HeldWorld, World as _};

/// Prefix of the server's own addresses.
pub(super) const DIRECTORY: &str = "/__ssr-site";

/// The route of the list of findings.
pub(super) const DIAGNOSTICS: &str = "__ssr-site/diagnostics";

/// The reload script.
pub(super) const SCRIPT: &str = include_str!("tool/preview.js");

/// Style of the overlay.
pub(super) const OVERLAY_STYLE: &str = include_str!("tool/overlay.css");

/// Style of the server's own pages.
pub(super) const PAGE_STYLE: &str = include_str!("tool/page.css");

/// Icon of the server's own pages.
pub(super) const ICON: &str = include_str!("../../themes/default/assets/icon.svg");

const PAGE: &str = include_str!("tool/page.html");

/// Maximum number of findings in the overlay. The list has all.
const MOST_LAID_OVER: usize = 20;

/// Renders the server's own pages.
pub(super) struct Tool {
    tera: Tera,
    /// URL that opens an editor, with `{path}`, `{line}` and `{column}`; overrides the settings.
    editor_url: Option<String>,
    root: PathBuf,
}

impl Tool {
    pub(super) fn new(root: PathBuf, editor_url: Option<String>) -> Self {
        let mut tera = Tera::default();
        #[expect(
            clippy::expect_used,
            reason = "the template is a part of the program, and tested"
        )]
        tera.add_raw_template("page.html", PAGE).expect("the server's own template");
        Self { tera, editor_url, root }
    }

    /// The list of all findings.
    pub(super) fn diagnostics(&self, preview: &Preview) -> Vec<u8> {
        let found = self.located(preview.diagnostics());
        let checking = preview.is_being_checked();
        self.page(preview, "Findings", &found, checking)
    }

    /// The error page in place of a page that cannot be rendered.
    pub(super) fn trouble(&self, preview: &Preview, found: &[Diagnostic]) -> Vec<u8> {
        let found = self.located(vec![(found.to_vec(), preview.world())]);
        self.page(preview, "This page cannot be shown", &found, false)
    }

    /// Data of the overlay: the errors and their number.
    pub(super) fn laid_over(&self, preview: &Preview) -> Value {
        let mut errors = self.located(preview.errors());
        let count = errors.len();
        errors.truncate(MOST_LAID_OVER);
        json!({ "count": count, "stale": !preview.trouble.is_empty(), "errors": errors })
    }

    fn page(&self, preview: &Preview, title: &str, found: &[Value], checking: bool) -> Vec<u8> {
        let mut context = Context::new();
        let site =
            preview.shown.as_deref().map(|shown| shown.facts.site().config.title.to_string());
        let errors = found.iter().filter(|found| found["severity"] == "error").count();
        context.insert("title", title);
        context.insert("site", &site);
        context.insert("found", found);
        context.insert("errors", &errors);
        context.insert("warnings", &(found.len() - errors));
        context.insert("checking", &checking);
        context.insert("stale", &(!preview.trouble.is_empty() && preview.shown.is_some()));
        match self.tera.render("page.html", &context) {
            Ok(page) => page.into_bytes(),
            Err(error) => error.to_string().into_bytes(),
        }
    }

    /// Findings as of `--message-format json`, errors first, each with its editor URL. One leads
    /// those about the same fact, which are its `notes`.
    fn located(&self, told: Vec<Told<'_>>) -> Vec<Value> {
        let options =
            message::Options { format: message::Format::Json, ..message::Options::default() };
        let mut objects = Vec::new();
        for (found, world) in told {
            let mut lines = Vec::new();
            // Writing into memory does not fail.
            let _ = message::write(&mut lines, &options, &found, &WithEmbedded(world));
            let parsed = lines.split(|byte| *byte == b'\n').map(serde_json::from_slice::<Value>);
            let mut all: Vec<Value> = parsed.filter_map(Result::ok).collect();
            for object in &mut all {
                object["url"] = self.editor_url(object, world).into();
            }
            objects.extend(grouped(&found, &all));
        }
        objects.sort_by_key(|object| object["severity"] != "error");
        objects
    }

    fn editor_url(&self, found: &Value, world: &HeldWorld<DiskWorld>) -> Option<String> {
        let configured = || Config::load(world).0?.editor_url.map(|url| url.to_string());
        let template = self.editor_url.clone().or_else(configured)?;
        let file = found["file"].as_str()?;
        // Built-in templates are not files.
        world.read(&SourcePath::new(file)).ok()?;
        let path = self.root.join(file).to_string_lossy().replace('\\', "/");
        let number = |key: &str| found[key].as_u64().unwrap_or(1).to_string();
        let path = crate::percent::path(&path);
        let url = template.replace("{path}", &path);
        Some(url.replace("{line}", &number("line")).replace("{column}", &number("column")))
    }
}

/// The objects of leading findings, each with its notes.
fn grouped(found: &[Diagnostic], objects: &[Value]) -> Vec<Value> {
    let by_finding: HashMap<*const Diagnostic, &Value> =
        found.iter().map(std::ptr::from_ref).zip(objects).collect();
    let object = |of: &Diagnostic| {
        by_finding.get(&std::ptr::from_ref(of)).map(|object| (*object).clone()).unwrap_or_default()
    };
    groups(found)
        .iter()
        .map(|group| {
            let mut lead = object(group.lead);
            let notes = group.notes.iter().map(|note| {
                let mut object = object(note);
                object["message"] = group.said(note).into();
                object
            });
            lead["notes"] = notes.collect();
            lead
        })
        .collect()
}

/// The end of a page.
const END: &[u8] = b"</body>";

/// Adds the reload script to a page.
pub(super) fn with_script(mut page: Vec<u8>, version: &Version) -> Vec<u8> {
    let script = format!(
        "<script src=\"{DIRECTORY}/preview.js\" data-content=\"{}\" data-styles=\"{}\" defer></script>",
        version.content, version.styles,
    );
    let end = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_the_last_thing_on_a_page() {
        #[track_caller]
        fn case(page: &str, before: &str, after: &str) {
            let version = Version { content: "c".to_owned(), styles: "s".to_owned() };
            let page = String::from_utf8(with_script(page.as_bytes().to_vec(), &version)).unwrap();
            let script = page.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            let script = script.unwrap_or_else(|| panic!("{page}"));
            assert!(script.starts_with("<script src=\"/__ssr-site/preview.js\""), "{script}");
        }
        case("<body><p>1</p></body></html>", "<body><p>1</p>", "</body></html>");
        case("<p>fragment</p>", "<p>fragment</p>", "");
        case("<pre></body></pre></body>", "<pre></body></pre>", "</body>");
        case("", "", "");
    }
}
