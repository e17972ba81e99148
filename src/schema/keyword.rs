//! Keywords in other words.

use super::{Decoder, Node};
use crate::diagnostic::{nearest, one_of};

/// Words that people type, and the keyword that they mean where that is one of the choices.
const SAME: &[(&str, &str)] = &[
    ("error", "deny"),
    ("forbid", "deny"),
    ("warning", "warn"),
    ("on", "warn"),
    ("off", "allow"),
    ("ignore", "allow"),
    ("none", "allow"),
    ("complete", "done"),
    ("completed", "done"),
    ("finished", "done"),
    ("in progress", "active"),
    ("in-progress", "active"),
    ("ongoing", "active"),
    ("open", "active"),
    ("planned", "not-started"),
    ("not started", "not-started"),
    ("pending", "not-started"),
    ("delayed", "late"),
    ("behind", "late"),
    ("overdue", "late"),
    ("cancelled", "dropped"),
    ("canceled", "dropped"),
    ("withdrawn", "dropped"),
    ("report", "implementation"),
    ("approved", "accepted"),
    ("declined", "rejected"),
];

impl Decoder<'_> {
    /// Reports a word that is none of the choices.
    pub fn wrong_keyword(&mut self, node: &Node<'_>, words: &[&str]) {
        let before = self.diagnostics.len();
        self.wrong(node, &one_of(words.iter().copied()));
        let Some(written) = node.get_ref().as_str() else { return };
        let written = written.trim().to_lowercase();
        let same = SAME.iter().find(|(other, word)| *other == written && words.contains(word));
        let meant =
            same.map(|(_, word)| *word).or_else(|| nearest(&written, words.iter().copied()));
        if let (Some(meant), Some(found)) = (meant, self.diagnostics[before..].first_mut()) {
            found.help = Some(format!("write `\"{meant}\"`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::RuleLevel;
    use crate::document::fields::{Decision, StatusKind};
    use crate::path::SourcePath;
    use crate::schema::{Decode, Decoder, Spanned};
    use toml::de::DeValue;

    #[test]
    fn what_is_meant() {
        #[track_caller]
        fn case<T: Decode>(written: &str, help: Option<&str>) {
            let (path, text) = (SourcePath::new("a.toml"), format!("\"{written}\""));
            let mut decoder = Decoder::new(&path, &text, 0);
            let node = Spanned::new(0..text.len(), DeValue::String(written.into()));
            assert!(T::decode(&node, &mut decoder).is_none());
            let helps: Vec<_> = decoder.diagnostics.iter().map(|it| it.help.as_deref()).collect();
            assert_eq!(helps, [help]);
        }
        case::<RuleLevel>("error", Some("write `\"deny\"`"));
        case::<RuleLevel>("Warning", Some("write `\"warn\"`"));
        case::<RuleLevel>("off", Some("write `\"allow\"`"));
        case::<RuleLevel>("alow", Some("write `\"allow\"`"));
        case::<RuleLevel>("completed", None);
        case::<StatusKind>("completed", Some("write `\"done\"`"));
        case::<StatusKind>("In progress", Some("write `\"active\"`"));
        case::<StatusKind>("error", None);
        case::<Decision>("acepted", Some("write `\"accepted\"`"));
    }
}
