//! Every name that a diagnostic can have is explained: it is a rule, or one of `check::CODES`.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use ssr_site::check::{self, CODES};

use super::architecture::source_files;

/// Functions whose first text is such a name: those of `Diagnostic`, and helpers of modules.
const NAMING: [&str; 4] = ["error", "warning", "unknown", "repeated"];

/// Words that are no names where `(name, …)` is matched.
const OTHERS: [&str; 5] =
    ["assessment", "behind-recoverable", "behind-replan", "complete", "planned"];

#[test]
fn every_name_is_explained() {
    let mut found = BTreeSet::new();
    for file in source_files().iter().filter(|file| !matches!(&*file.module, "cli" | "main")) {
        let text = file.text();
        if text.contains("Diagnostic") {
            // A name in a variable was chosen in this file.
            let chosen = text.contains("Diagnostic::error(name");
            collect(TokenStream::from_str(&text).unwrap(), chosen, &mut found);
        }
    }
    assert!(found.len() > 40, "{found:?}");
    let unexplained: Vec<&String> = found
        .iter()
        .filter(|name| check::rule(name).is_none() && check::code_named(name).is_none())
        .collect();
    assert!(unexplained.is_empty(), "not in src/check/codes.rs: {unexplained:?}");
    let unused: Vec<&str> =
        CODES.iter().map(|code| code.name).filter(|name| !found.contains(*name)).collect();
    assert!(unused.is_empty(), "in src/check/codes.rs, but never given: {unused:?}");
}

/// Collects the names given in calls, and with `chosen` those that begin a tuple.
fn collect(tokens: TokenStream, chosen: bool, found: &mut BTreeSet<String>) {
    let mut before: Option<TokenTree> = None;
    let mut is_test = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let names = match &before {
                Some(TokenTree::Ident(called)) => NAMING.contains(&&*called.to_string()),
                _ => chosen,
            };
            if names && group.delimiter() == Delimiter::Parenthesis {
                let first = match &before {
                    Some(TokenTree::Ident(_)) => group.stream().into_iter().find_map(name),
                    _ => group.stream().into_iter().next().and_then(name),
                };
                found.extend(first.filter(|name| !OTHERS.contains(&&**name)));
            }
            let is_attribute =
                matches!(&before, Some(TokenTree::Punct(mark)) if mark.as_char() == '#');
            if is_attribute {
                is_test = group.stream().to_string().contains("test");
            } else if group.delimiter() == Delimiter::Brace && std::mem::take(&mut is_test) {
                before = Some(token);
                continue;
            } else {
                collect(group.stream(), chosen, found);
            }
        }
        before = Some(token);
    }
}

/// A text in kebab case.
fn name(token: TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let text = literal.to_string();
    let name = text.strip_prefix('"')?.strip_suffix('"')?;
    let parts_are_words = name
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    parts_are_words.then(|| name.to_owned())
}
