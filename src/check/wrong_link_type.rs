//! Addresses outside the site that answer with another type of file.

use super::links::judged;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::link_check::{Outcome, types};

pub(super) const RULE: Rule = Rule {
    name: "wrong-link-type",
    level: RuleLevel::Warn,
    summary: "an address outside the site answers with another type of file",
    explanation: "\
An address that ends in `.pdf` but is answered by a web page mostly shows a login, a search or a
message that the document is no longer there, although the server says that all is well.

Reads `links.toml`, which `ssr-site check --links` writes. Compared are the ending of the address
and the media type of the answer; types of servers that do not know what a file is, such as
`application/octet-stream`, are no contradiction.

Open the address. If it is no longer the document, link the new address or a stored copy.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    judged(context, findings, |address, known, _| {
        let (_, answer) = known.last.as_ref().filter(|(_, it)| it.outcome == Outcome::Works)?;
        let found = answer.media_type.as_deref().filter(|it| types::differs(address, it))?;
        let promised = types::promised(address)?;
        Some((
            format!("`{address}` is answered as `{found}`, not as `{promised}`"),
            "open it; if it is no longer the document, link the new address or a stored copy"
                .to_owned(),
        ))
    });
}
