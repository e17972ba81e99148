//! Real-world Markdown: READMEs of dependencies.

use std::fs;
use std::path::PathBuf;

/// READMEs of the crates fetched by cargo, with paths, unless kept elsewhere.
#[allow(clippy::print_stderr, reason = "a test that did nothing must say so")]
pub(super) fn readmes() -> Vec<(PathBuf, String)> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let below = |path: PathBuf| fs::read_dir(path).into_iter().flatten().flatten();
    let registries = home.into_iter().flat_map(|home| below(home.join("registry/src")));
    let crates = registries.flat_map(|registry| below(registry.path()));
    let paths = crates.map(|each| each.path().join("README.md"));
    let mut found: Vec<(PathBuf, String)> =
        paths.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect();
    found.sort_unstable();
    if found.is_empty() {
        eprintln!("skipped: cargo keeps no sources of crates in registry/src of its home");
    }
    found
}
