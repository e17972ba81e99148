//! `~/.netrc`: users and passwords by server.
//!
//! Format: <https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html>

/// User and password.
#[derive(PartialEq, Eq)]
pub(super) struct Login {
    pub user: String,
    pub password: String,
}

/// Finds those of a server; else those of `default`.
pub(super) fn find(text: &str, server: &str) -> Option<Login> {
    let mut words = words(text).into_iter();
    let (mut user, mut password) = (None, None);
    // Whether the words belong to the server.
    let mut is_its = false;
    while let Some(word) = words.next() {
        match &*word {
            "machine" | "default" => {
                if is_its {
                    break;
                }
                is_its = word == "default" || words.next().as_deref() == Some(server);
            }
            "login" if is_its => user = words.next(),
            "password" if is_its => password = words.next(),
            "login" | "password" | "account" => drop(words.next()),
            _ => {}
        }
    }
    Some(Login { user: user?, password: password? })
}

/// Words, which may be in quotes. Macros, which end at an empty line, are left out.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        if line.starts_with("macdef") {
            lines.by_ref().take_while(|line| !line.trim().is_empty()).for_each(drop);
            continue;
        }
        split(line, &mut words);
    }
    words
}

fn split(line: &str, words: &mut Vec<String>) {
    let mut chars = line.chars().peekable();
    while let Some(first) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let is_quoted = first == '"';
        let mut word = if is_quoted { String::new() } else { first.into() };
        while let Some(char) = chars.next() {
            match char {
                '"' if is_quoted => break,
                '\\' if is_quoted => word.extend(chars.next()),
                char if !is_quoted && char.is_whitespace() => break,
                char => word.push(char),
            }
        }
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
# machine dav.example.org login commented password out
machine other.example.org login other password machine
machine dav.example.org
    login me account none
    password "two \"words\""
macdef init
machine dav.example.org login macro password macro

default login anonymous password guest
"#;

    #[test]
    fn logins() {
        #[track_caller]
        fn case(text: &str, server: &str, found: Option<(&str, &str)>) {
            let login = find(text, server);
            assert_eq!(login.as_ref().map(|it| (&*it.user, &*it.password)), found);
        }
        case(TEXT, "dav.example.org", Some(("me", "two \"words\"")));
        case(TEXT, "other.example.org", Some(("other", "machine")));
        case(TEXT, "else.example.org", Some(("anonymous", "guest")));
        case("machine a login me", "a", None);
        case("machine a login me password it", "b", None);
        case("", "a", None);
    }
}
