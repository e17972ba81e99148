//! Enforces the direction of imports and access to the system.
//!
//! Data flows one way, from disk to page. Each module of the library lists what it may use.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// What each top-level module may mention of the crate. A path such as `date` allows only
/// that.
const ALLOWED: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("key", &[]),
    ("media", &[]),
    ("path", &[]),
    ("percent", &[]),
    ("hexadecimal", &[]),
    ("written", &[]),
    ("diagnostic", &["path"]),
    ("character", &["diagnostic", "path"]),
    ("world", &["diagnostic", "path"]),
    ("language", &["diagnostic", "path", "world"]),
    ("schema", &["diagnostic", "path", "world", "written"]),
    ("date", &["schema"]),
    ("plural", &[]),
    ("item", &["plural", "schema"]),
    (
        "config",
        &["character", "diagnostic", "date", "language", "media", "path", "schema", "world"],
    ),
    ("fragment", &["character", "config", "diagnostic", "language", "percent", "schema", "words"]),
    ("claims", &["date", "diagnostic", "fragment", "language", "words"]),
    (
        "document",
        &[
            "character",
            "claims",
            "config",
            "date",
            "diagnostic",
            "fragment",
            "hexadecimal",
            "item",
            "language",
            "path",
            "percent",
            "schema",
            "words",
            "world",
        ],
    ),
    ("picture", &["diagnostic", "media", "percent", "schema"]),
    ("link_check", &["date", "diagnostic", "media", "path", "schema", "world"]),
    (
        "site",
        &[
            "claims",
            "config",
            "date",
            "diagnostic",
            "document",
            "fragment",
            "item",
            "language",
            "media",
            "path",
            "percent",
            "picture",
            "plural",
            "schema",
            "world",
        ],
    ),
    (
        "facts",
        &[
            "config",
            "date",
            "diagnostic",
            "document",
            "fragment",
            "key",
            "language",
            "path",
            "schema",
            "site",
            "words",
            "world",
        ],
    ),
    (
        "freeze",
        &[
            "config",
            "date",
            "diagnostic",
            "document",
            "item",
            "language",
            "path",
            "schema",
            "site",
            "world",
        ],
    ),
    (
        "check",
        &[
            "character",
            "claims",
            "config",
            "date",
            "diagnostic",
            "document",
            "facts",
            "fragment",
            "freeze",
            "item",
            "language",
            "link_check",
            "path",
            "picture",
            "schema",
            "site",
            "words",
            "world",
        ],
    ),
    (
        "data",
        &["date", "diagnostic", "document", "facts", "fragment", "key", "path", "schema", "site"],
    ),
    (
        "theme",
        &[
            "character",
            "config",
            "date",
            "diagnostic",
            "hexadecimal",
            "item",
            "path",
            "plural",
            "schema",
            "world",
        ],
    ),
    (
        "address",
        &[
            "data",
            "date",
            "diagnostic",
            "document",
            "facts",
            "item",
            "media",
            "path",
            "site",
            "theme",
        ],
    ),
    (
        "render",
        &[
            "address",
            "config",
            "data",
            "date",
            "diagnostic",
            "document",
            "facts",
            "fragment",
            "hexadecimal",
            "key",
            "language",
            "media",
            "path",
            "percent",
            "schema",
            "site",
            "theme",
            "world",
        ],
    ),
    (
        "project",
        &[
            "address",
            "check",
            "config",
            "diagnostic",
            "facts",
            "path",
            "render",
            "schema",
            "site",
            "theme",
            "world",
        ],
    ),
    (
        "scaffold",
        &[
            "config",
            "date",
            "diagnostic",
            "document",
            "facts",
            "fragment",
            "language",
            "path",
            "schema",
            "site",
            "world",
            "written",
        ],
    ),
    (
        "serve",
        &[
            "address",
            "check",
            "config",
            "diagnostic",
            "facts",
            "media",
            "message",
            "link_check",
            "path",
            "percent",
            "project",
            "publish::headers",
            "render",
            "schema",
            "site",
            "theme",
            "world",
        ],
    ),
    ("output", &["hexadecimal", "key", "path"]),
    (
        "build",
        &["address", "config", "key", "output", "path", "project", "render", "site", "world"],
    ),
    (
        "archive",
        &[
            "address",
            "check::baseline",
            "config",
            "data",
            "diagnostic",
            "hexadecimal",
            "output",
            "link_check",
            "path",
            "percent",
            "project",
            "render",
            "site",
            "world",
        ],
    ),
    ("bundle", &["address", "hexadecimal", "path", "render", "site"]),
    ("publish", &["hexadecimal", "media", "output", "path", "percent"]),
    ("pdf", &["config", "output", "percent", "render"]),
    ("message", &["diagnostic", "path", "percent", "world"]),
    ("overview", &["check", "diagnostic", "document", "message", "site", "theme", "world"]),
    ("revision", &["path", "world"]),
];

/// Access to disk, clock, environment or other programs.
const DOORS: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::time::SystemTime",
    "chrono::Local",
    "chrono::Utc",
];

/// Modules that may use it.
const OUTSIDE: &[&str] =
    &["cli", "link_check", "main", "output", "pdf", "publish", "revision", "serve", "world"];

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for file in source_files() {
        if matches!(&*file.module, "cli" | "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(module, _)| *module == file.module) else {
            wrong.push(format!(
                "src/{}: the module `{}` is not in the table of {}",
                file.path.display(),
                file.module,
                file!()
            ));
            continue;
        };
        for mention in file.mentions() {
            let Some(inside) = file.inside(&mention) else { continue };
            let own = inside.split("::").next() == Some(&*file.module);
            if !own && !allowed.iter().any(|allowed| is_below(&inside, allowed)) {
                let place = file.place(&mention);
                wrong.push(format!("{place}: `{}` must not know `crate::{inside}`", file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_reach_the_machine() {
    let mut wrong = Vec::new();
    for file in source_files().iter().filter(|file| !OUTSIDE.contains(&&*file.module)) {
        for mention in file.mentions() {
            let path = mention.segments.join("::");
            if DOORS.iter().any(|door| is_below(&path, door)) {
                wrong.push(format!("{}: `{}` uses `{path}`", file.place(&mention), file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// An unused allowance would hide the next mistake.
#[test]
fn every_exception_is_used() {
    let files = source_files();
    for (module, allowed) in ALLOWED {
        let own = || files.iter().filter(|file| file.module == *module);
        assert!(own().next().is_some(), "there is no module `{module}`");
        for exception in allowed.iter().filter(|allowed| allowed.contains("::")) {
            let used = own().any(|file| {
                let mentions = file.mentions();
                mentions.iter().filter_map(|m| file.inside(m)).any(|i| is_below(&i, exception))
            });
            assert!(used, "`{module}` does not use `{exception}`");
        }
    }
}

#[test]
fn what_is_read_of_a_source_file() {
    #[track_caller]
    fn case(source: &str, expected: &[&str]) {
        let mut found = Vec::new();
        collect(source.parse().unwrap(), &[], &mut found);
        let found: Vec<String> =
            found.iter().map(|m| format!("{}:{}", m.line, m.segments.join("::"))).collect();
        assert_eq!(found, expected, "{source}");
    }
    case("use crate::site::Site;", &["1:crate::site::Site"]);
    case(
        "use crate::{site::{Site, View},\nrender as r};",
        &["1:crate::site::Site", "1:crate::site::View", "2:crate::render"],
    );
    case(
        "fn f() {\n crate::check::run::<crate::path::Route>() }",
        &["2:crate::check::run", "2:crate::path::Route"],
    );
    case("use super::super::site::*;", &["1:super::super::site"]);
    case("// crate::site\n/* crate::site */ const C: &str = r#\"crate::site\"#;", &[]);
    case("/// See [`crate::site`].\nstruct S;", &[]);
    case("#[cfg(test)]\nmod tests { use crate::site::Site; }", &[]);
    case("#[cfg(all(test, unix))] #[path = \"x\"] mod tests;", &[]);
    case("#[cfg(not(test))] use std::fs;", &["1:std::fs"]);
    case("$crate::schema::record!()", &["1:crate::schema::record"]);
}

/// A file of the source.
pub(crate) struct SourceFile {
    /// Below `src/`.
    pub(crate) path: PathBuf,
    /// The top-level module that it belongs to.
    pub(crate) module: String,
    /// How many modules it is in, its own included.
    depth: usize,
}

/// A path in a source file, such as `crate::site::Site`.
struct Mention {
    segments: Vec<String>,
    line: usize,
}

impl SourceFile {
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(source_root().join(&self.path)).unwrap()
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        collect(self.text().parse().unwrap(), &[], &mut mentions);
        mentions
    }

    /// The absolute path of a mention within the crate: `site::Site`.
    fn inside(&self, mention: &Mention) -> Option<String> {
        let supers = mention.segments.iter().take_while(|segment| *segment == "super").count();
        let rest = match mention.segments.first()?.as_str() {
            "crate" => &mention.segments[1..],
            "super" if supers >= self.depth => &mention.segments[supers..],
            _ => return None,
        };
        let known = |module: &String| ALLOWED.iter().any(|(known, _)| known == module);
        rest.first().filter(|module| known(module)).map(|_| rest.join("::"))
    }

    fn place(&self, mention: &Mention) -> String {
        format!("src/{}:{}", self.path.display(), mention.line)
    }
}

fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file but those of tests.
pub(crate) fn source_files() -> Vec<SourceFile> {
    let root = source_root();
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&root).unwrap();
        // The starter site is among the sources.
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = path.with_extension("");
        let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
        if !parts.contains(&"tests") {
            files.push(SourceFile {
                path: path.with_extension("rs"),
                module: parts[0].to_owned(),
                depth: parts.len(),
            });
        }
    }
    assert!(files.len() > 20, "the sources are not where they were");
    files
}

/// Collects all paths of a token stream, except test code.
fn collect(tokens: TokenStream, prefix: &[String], found: &mut Vec<Mention>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                at = after_attribute(&tokens, at);
            }
            TokenTree::Ident(ident) => at = path(&tokens, at, ident, prefix, found),
            TokenTree::Group(group) => {
                collect(group.stream(), &[], found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Collects a path, or the paths in braces. Returns the next index.
fn path(
    tokens: &[TokenTree],
    at: usize,
    first: &Ident,
    prefix: &[String],
    found: &mut Vec<Mention>,
) -> usize {
    let line = first.span().start().line;
    let mut segments: Vec<String> = prefix.to_vec();
    segments.push(first.to_string());
    let mut at = at + 1;
    let colon =
        |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    while colon(at) && colon(at + 1) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(ident)) => {
                segments.push(ident.to_string());
                at += 3;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                collect(group.stream(), &segments, found);
                return at + 3;
            }
            _ => break,
        }
    }
    if segments.len() > 1 {
        found.push(Mention { segments, line });
    }
    // In braces a name can be followed by another, which is not a path.
    match tokens.get(at) {
        Some(TokenTree::Ident(word)) if word == "as" && !prefix.is_empty() => at + 2,
        _ => at,
    }
}

/// What is next after an attribute; after one that asks for a test, what is next after its item.
pub(crate) fn after_attribute(tokens: &[TokenTree], at: usize) -> usize {
    let inner = matches!(tokens.get(at + 1), Some(TokenTree::Punct(p)) if p.as_char() == '!');
    let group = at + 1 + usize::from(inner);
    let Some(TokenTree::Group(attribute)) = tokens.get(group) else { return at + 1 };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    let of_tests = text.starts_with("cfg(") && text.contains("test") && !text.contains("not(test");
    if !of_tests {
        return group + 1;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(semicolon) => semicolon.as_char() == ';',
        TokenTree::Group(body) => body.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = tokens[group + 1..].iter().position(ends);
    end.map_or(tokens.len(), |end| group + 1 + end + 1)
}
