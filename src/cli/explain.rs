//! `ssr-site explain`

use std::fmt::Write as _;

use ssr_site::check::{self, CODES, Code, RULES, Rule, code_named};
use ssr_site::diagnostic::nearest;

use super::Outcome;
use super::args::Explain;
use super::console::Console;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Explain, console: &Console) -> anyhow::Result<Outcome> {
    let text = match &args.rule {
        Some(name) => explanation(name)?,
        None => list(),
    };
    console.print(&text)?;
    Ok(Outcome::Done)
}

fn explanation(name: &str) -> Result<String, WrongUsage> {
    let bare = bare(name);
    if let Some(code) = code_named(bare) {
        return Ok(code.explain());
    }
    let Some(rule) = check::rule(bare) else {
        let names = RULES.iter().map(|rule| rule.name).chain(CODES.iter().map(|code| code.name));
        let help = match nearest(bare, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "list all names with `ssr-site explain`".to_owned(),
        };
        return Err(WrongUsage::new(format!("there is no message `{bare}`"), help));
    };
    Ok(check::explain(rule))
}

/// A name copied from a message may have brackets, and the level before them.
fn bare(name: &str) -> &str {
    let inner = name.split_once('[').map_or(name, |(_, inner)| inner);
    inner.trim_matches(['[', ']', '`', ':'])
}

/// The rule with a name as typed.
pub(super) fn rule(name: &str) -> Result<&'static Rule, WrongUsage> {
    let bare = bare(name);
    check::rule(bare).ok_or_else(|| {
        let help = match nearest(bare, RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if code_named(bare).is_some() => {
                format!("`{bare}` is an error by itself; only rules have levels")
            }
            None => "list the rules with `ssr-site explain`".to_owned(),
        };
        WrongUsage::new(format!("there is no rule `{bare}`"), help)
    })
}

/// All rules: name, default level, summary; then all other messages.
fn list() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut list = String::new();
    for rule in RULES {
        let (name, level, summary) = (rule.name, rule.level.word(), rule.summary);
        let _ = writeln!(list, "{name:width$}  {level:5}  {summary}");
    }
    let _ = writeln!(list, "\nMessages that are no rules:\n");
    for Code { name, summary, .. } in CODES {
        let _ = writeln!(list, "{name:width$}  {summary}");
    }
    list
}
