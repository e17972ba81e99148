//! `ssr-site explain`

use std::fmt::Write as _;

use ssr_site::check::{self, RULES, Rule};
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
    rule(name).map(check::explain)
}

/// The rule with a name as typed.
pub(super) fn rule(name: &str) -> Result<&'static Rule, WrongUsage> {
    // Accept a name copied from a message, with brackets.
    let bare = name.trim_matches(['[', ']', '`']);
    check::rule(bare).ok_or_else(|| {
        let help = match nearest(bare, RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "list the rules with `ssr-site explain`; other errors say in their message what \
                     to do"
                    .to_owned()
            }
        };
        WrongUsage::new(format!("there is no rule `{bare}`"), help)
    })
}

/// All rules: name, default level, summary.
fn list() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut list = String::new();
    for rule in RULES {
        let (name, level, summary) = (rule.name, rule.level.word(), rule.summary);
        let _ = writeln!(list, "{name:width$}  {level:5}  {summary}");
    }
    list
}
