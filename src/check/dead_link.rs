//! Addresses outside the site that lead to nothing.

use url::Url;

use super::links::judged;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::link_check::{Answer, Known, Outcome, Results};

pub(super) const RULE: Rule = Rule {
    name: "dead-link",
    level: RuleLevel::Warn,
    summary: "an address outside the site leads to nothing",
    explanation: "\
Evidence that cannot be opened is no evidence. Addresses of other sites die quietly: pages are
removed, sites are rebuilt, hosts are given up.

Reads `links.toml`, which `ssr-site check --links` writes: nothing else asks other hosts. Found are
addresses whose server says that there is nothing (404, 410), that could not be reached when they
were last asked, that lead into a private network, and those that redirect to the home page of a
host. Servers that only refuse programs (401, 403, 429) prove nothing and are not found.

Correct the address, or link a stored copy. Where you know one, add `archive = \"https://…\"` to the
address in `links.toml`; `check --links --archive` asks whether it works and then proposes it.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    judged(context, findings, judge);
}

fn judge(address: &str, known: &Known, results: &Results) -> Option<(String, String)> {
    let (day, answer) = known.last.as_ref()?;
    let message = match answer.outcome {
        Outcome::Gone => {
            let status = answer
                .status
                .map_or(String::new(), |status| format!(": its server answers {status}"));
            format!("`{address}` leads to nothing{status}")
        }
        Outcome::Failed => {
            let why = answer.why.as_deref().unwrap_or("there is no answer");
            format!("`{address}` could not be reached on {day}: {why}")
        }
        Outcome::Private => {
            format!("`{address}` leads into a private network, which readers cannot reach")
        }
        Outcome::Moved if leads_home(address, answer) => {
            format!("`{address}` leads to the home page of a host, no longer to its own page")
        }
        Outcome::Works | Outcome::Moved | Outcome::Refused => return None,
    };
    Some((message, help(known, results)))
}

/// Whether a page now leads to a home page: what many sites do with pages that are gone.
pub(super) fn leads_home(address: &str, answer: &Answer) -> bool {
    let is_home = |url: &Url| matches!(url.path(), "" | "/") && url.query().is_none();
    let url = |address: &str| Url::parse(address).ok();
    answer.leads_to.as_deref().and_then(url).is_some_and(|to| is_home(&to))
        && url(address).is_some_and(|from| !is_home(&from))
}

fn help(known: &Known, results: &Results) -> String {
    let Some(archive) = &known.archive else {
        return "correct the address, or link a stored copy".to_owned();
    };
    match results.get(archive).and_then(|copy| copy.last.as_ref()) {
        Some((_, copy)) if matches!(copy.outcome, Outcome::Works | Outcome::Moved) => {
            format!("link the stored copy instead: `{archive}`")
        }
        Some((day, _)) => {
            format!("correct the address; its stored copy `{archive}` did not work on {day} either")
        }
        None => format!(
            "`links.toml` names the stored copy `{archive}`: `ssr-site check --links --archive` asks whether it works"
        ),
    }
}
