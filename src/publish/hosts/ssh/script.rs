//! Scripts for a server's `sh`. They are sent on standard input, so that the user's own shell there,
//! whichever it is, reads only the word `sh`.

use crate::publish::host::{Cause, HostError};

/// Begins each line that a script says to us; servers can greet before.
pub(super) const MARK: &str = "ssr-site\t";

/// Ends a list of lines.
const END: &str = "END OF LIST OF SSR-SITE";

/// A script in the making. Begun or finished, it does nothing until it has arrived whole.
pub(super) struct Script {
    text: String,
}

impl Script {
    pub(super) fn new() -> Self {
        let text = "say() { printf 'ssr-site\\t%s\\t%s\\n' \"$1\" \"$2\"; }\nmain() {\n".to_owned();
        Self { text }
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}={}", quoted(value)));
    }

    /// Adds commands.
    pub(super) fn line(&mut self, commands: &str) {
        self.text.push_str(commands);
        self.text.push('\n');
    }

    /// Adds a command that reads a list, one name a line.
    pub(super) fn list<'a>(&mut self, command: &str, lines: impl IntoIterator<Item = &'a str>) {
        self.line(&format!("{{ {command}; }} <<'{END}'"));
        for line in lines {
            // A name in a list, as it stands after `./`, is never the end of the list.
            self.line(&format!("./{line}"));
        }
        self.line(END);
    }

    /// The whole script.
    pub(super) fn text(&self) -> String {
        format!("LC_ALL=C; export LC_ALL\n{}say done yes\n}}\nmain\n", self.text)
    }
}

/// A word for `sh`.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// What a script said.
#[derive(Debug)]
pub(super) struct Said {
    out: Vec<u8>,
}

impl Said {
    pub(super) fn new(out: Vec<u8>) -> Self {
        Self { out }
    }

    /// Whether it came to its end.
    pub(super) fn is_done(&self) -> bool {
        self.out.ends_with(format!("{MARK}done\tyes\n").as_bytes())
    }

    /// The value of a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let (value, _) = self.after(name)?;
        Some(value)
    }

    /// The bytes whose number is the value of a name, and which follow it.
    pub(super) fn bytes(&self, name: &str) -> Result<Option<&[u8]>, HostError> {
        let Some((size, bytes)) = self.after(name) else { return Ok(None) };
        let size = size.trim().parse().ok();
        size.and_then(|size: usize| bytes.get(..size)).map(Some).ok_or_else(|| {
            HostError::new(Cause::Transient, "the server sent less than it announced")
        })
    }

    fn after(&self, name: &str) -> Option<(&str, &[u8])> {
        let begin = format!("{MARK}{name}\t");
        let mut rest = &*self.out;
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            if let Some(value) = line.strip_prefix(begin.as_bytes()) {
                return Some((std::str::from_utf8(value).ok()?, rest));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[cfg(unix)]
    #[test]
    fn every_word_arrives_as_it_is() {
        use crate::publish::command;
        for word in ["a b", "it's", "$HOME", "`id`", "-rf", "a\\", "\"", "*", "~", "é", "", "''"] {
            let mut script = Script::new();
            script.set("word", word);
            script.line(r#"say word "$word""#);
            script.list("cat", [word, "END OF LIST OF SSR-SITE"]);
            let text = script.text();
            let mut sh = std::process::Command::new("sh");
            let output = command::run(&mut sh, "dash", &mut |to| {
                std::io::Write::write_all(to, text.as_bytes())
            });
            let said = Said::new(output.unwrap().out);
            assert_eq!(said.value("word"), Some(word));
            assert!(said.is_done());
            let list = format!("./{word}\n./END OF LIST OF SSR-SITE\n");
            assert!(String::from_utf8_lossy(&said.out).contains(&list), "{word}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn half_a_script_does_nothing() {
        use crate::publish::command;
        let directory = tempfile::tempdir().unwrap();
        let mut script = Script::new();
        script.set("p", directory.path().to_str().unwrap());
        script.line(r#"touch "$p/one"; touch "$p/two""#);
        script.list("cat >/dev/null", ["a", "b"]);
        let text = script.text();
        for length in 0..text.len() {
            let mut sh = std::process::Command::new("sh");
            let _ = command::run(&mut sh, "dash", &mut |to| {
                std::io::Write::write_all(to, &text.as_bytes()[..length])
            });
            let left = directory.path().read_dir().unwrap().count();
            assert_eq!(left, if length + 1 < text.len() { 0 } else { 2 }, "{length}");
        }
    }

    #[test]
    fn what_was_said_is_found_among_greetings() {
        let said = b"Welcome\nssr-site\tfile\t3\na\nbssr-site\tdone\tyes\n".to_vec();
        let said = Said::new(said);
        assert_eq!(said.bytes("file").unwrap(), Some(&b"a\nb"[..]));
        assert!(said.is_done());
        assert_eq!(said.value("kind"), None);
        assert!(Said::new(b"ssr-site\tfile\t9\na".to_vec()).bytes("file").is_err());
    }
}
