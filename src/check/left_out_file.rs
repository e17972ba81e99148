//! Copies that editors and systems keep for themselves.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "left-out-file",
    level: RuleLevel::Warn,
    summary: "a copy that an editor or a system keeps is in the content, and left out",
    explanation: "\
Editors keep the last version of a file beside it, and systems keep notes on directories. They
are nobody's content, and an old version may say what was taken back since: none of them is
copied to the site.

Left out are names that end in `~`, `.bak`, `.backup`, `.old`, `.orig`, `.rej`, `.swo`, `.swp` or
`.tmp`, that begin with `~$`, or stand between two `#`; `Thumbs.db`, `ehthumbs.db` and
`desktop.ini`; and of hidden names `.DS_Store` and those that begin with `._`, `.#` or `.~`. All
other files and directories whose names begin with a dot are left out as well, without a word.

Delete the file. To publish it, give it another name.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for path in &context.site.left_out {
        findings.push(
            finding(Location::file(path), format!("`{path}` is left out"))
                .label("an editor or a system keeps it for itself")
                .help("delete it, or give it another name to publish it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn hidden_ones_too_and_nothing_else() {
        let found = findings(
            &RULE,
            &[
                ("content/a/.DS_Store", ""),
                ("content/a/.p.md.swp", ""),
                ("content/a/.gitignore", ""),
                ("content/a/#p.md#", ""),
                ("content/a/p.md~", "+++\n"),
                ("content/.git/p.md~", ""),
            ],
        );
        let expected = ["#p.md#", ".DS_Store", ".p.md.swp", "p.md~"]
            .map(|name| format!("warning content/a/{name}: `content/a/{name}` is left out"));
        assert_eq!(found, expected);
    }
}
