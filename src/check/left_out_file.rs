//! Backup and system files.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "left-out-file",
    level: RuleLevel::Warn,
    summary: "a backup or system file in the content is not copied",
    explanation: "\
Editors keep backups beside a file, and systems keep metadata in directories. A backup can contain
text that was withdrawn since. None of them is copied to the site.

Excluded are names that end in `~`, `.bak`, `.backup`, `.old`, `.orig`, `.rej`, `.swo`, `.swp` or
`.tmp`, begin with `~$`, or are enclosed in `#`; `Thumbs.db`, `ehthumbs.db` and `desktop.ini`;
`.DS_Store` and names that begin with `._`, `.#` or `.~`. All other files and directories whose
names begin with a dot are excluded without a warning.

Delete the file. To publish it, rename it.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for path in &context.site.left_out {
        findings.push(
            finding(Location::file(path), format!("`{path}` is not copied"))
                .label("backup or system file")
                .help("delete it; to publish it, rename it"),
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
            .map(|name| format!("warning content/a/{name}: `content/a/{name}` is not copied"));
        assert_eq!(found, expected);
    }
}
