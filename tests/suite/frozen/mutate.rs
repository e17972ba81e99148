//! One change of a site.

use super::dice::Dice;
use super::site::{EDITIONS, Files};

/// A change, and what must become of it.
#[derive(Clone, Debug)]
pub(crate) struct Mutation {
    pub(crate) what: String,
    /// Whether it is one that is no change of an earlier edition.
    pub(crate) later: bool,
}

fn any(what: String) -> Mutation {
    Mutation { what, later: false }
}

/// Any change of any file.
pub(crate) fn any_change(dice: &mut Dice, files: &mut Files) -> Mutation {
    let paths: Vec<String> =
        files.keys().filter(|path| !path.ends_with(".lock")).cloned().collect();
    let path = paths[dice.below(paths.len())].clone();
    match dice.below(10) {
        0 => {
            files.remove(&path);
            any(format!("{path} is removed"))
        }
        1 => setting(dice, files),
        2 => key(dice, files, &path),
        3 => vocabulary(dice, files),
        _ => line(dice, files, &path),
    }
}

/// Another line of a file: reworded, removed, or twice.
fn line(dice: &mut Dice, files: &mut Files, path: &str) -> Mutation {
    let text = files[path].clone();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        files.insert(path.to_owned(), dice.words(2));
        return any(format!("{path} is filled"));
    }
    let at = dice.below(lines.len());
    let before = lines[at].clone();
    match dice.below(8) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, before.clone()),
        _ => lines[at] = reworded(dice, &before),
    }
    let now = lines.get(at).cloned().unwrap_or_default();
    files.insert(path.to_owned(), lines.join("\n") + "\n");
    any(format!("{path}:{}: {before:?} becomes {now:?}", at + 1))
}

/// A line with another word or number.
fn reworded(dice: &mut Dice, line: &str) -> String {
    let is_word = |char: char| char.is_alphanumeric();
    let mut starts: Vec<usize> = Vec::new();
    let mut before = ' ';
    for (at, char) in line.char_indices() {
        if is_word(char) && !is_word(before) {
            starts.push(at);
        }
        before = char;
    }
    let Some(start) = starts.get(dice.below(starts.len())).copied() else {
        return format!("{line}{}", dice.words(1));
    };
    let length = line[start..].find(|char| !is_word(char)).unwrap_or(line.len() - start);
    let word = &line[start..start + length];
    let new = match word.parse::<u32>() {
        Ok(number) => format!("{:0width$}", number + 1, width = word.len()),
        Err(_) => match dice.below(3) {
            0 => {
                dice.pick(&["planned", "late", "complete", "dropped", "done", "active"]).to_owned()
            }
            1 => dice.pick(&["Staff", "Board", "Policy", "Service", "true"]).to_owned(),
            _ => dice.words(1),
        },
    };
    format!("{}{new}{}", &line[..start], &line[start + length..])
}

/// Another setting.
fn setting(dice: &mut Dice, files: &mut Files) -> Mutation {
    let book = &files["book.toml"];
    let all = [
        ("[book]", "language = \"fr\""),
        ("[book]", "text-direction = \"rtl\""),
        ("[book]", "description = \"Other words\""),
        ("[book]", "authors = [\"Somebody else\"]"),
        ("[markdown]", "html = \"escape\""),
        ("[markdown]", "html = \"allow\""),
        ("[markdown]", "label-words = [\"Measure\"]"),
        ("[markdown]", "plural-label-words = [\"Measures\"]"),
        ("[markdown]", "unfinished-words = [\"had\"]"),
        ("[output.html]", "heading-offset = 2"),
        ("[output.html]", "id-prefix = \"x-\""),
        ("[output.data]", "enable = false"),
        ("[output.print]", "enable = false"),
        ("[output.print]", "page-size = \"letter\""),
        ("[output.search]", "enable = false"),
    ];
    let (table, line) = all[dice.below(all.len())];
    let new = if book.contains(table) {
        let key = line.split(' ').next().unwrap_or_default();
        let kept: Vec<&str> = book.lines().filter(|line| !line.starts_with(key)).collect();
        kept.join("\n").replacen(table, &format!("{table}\n{line}"), 1) + "\n"
    } else {
        format!("{book}{table}\n{line}\n")
    };
    files.insert("book.toml".to_owned(), new);
    any(format!("book.toml gets {table} {line}"))
}

/// Another key at the top of a front matter.
fn key(dice: &mut Dice, files: &mut Files, path: &str) -> Mutation {
    let all = [
        "group = \"Another\"",
        "series = \"OTHER\"",
        "series_aliases = [\"TWO\"]",
        "statement_label = \"Said\"",
        "count = 7",
        "description = \"Other\"",
        "summary = \"Another one.\"",
        "covered_by = 1",
        "disposition = { decision = \"rejected\" }",
        "as_of = 2015-02-01",
        "draft = true",
        "date = 2015-07-01",
        "aliases = [\"old.html\"]",
    ];
    let line = dice.pick(&all);
    let text = &files[path];
    let key = line.split(' ').next().unwrap_or_default();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with(key)).collect();
    let new = kept.join("\n").replacen("+++\n", &format!("+++\n{line}\n"), 1) + "\n";
    files.insert(path.to_owned(), new);
    any(format!("{path} gets {line}"))
}

/// The statuses of the report in another order, or one less.
fn vocabulary(dice: &mut Dice, files: &mut Files) -> Mutation {
    let path = "content/one/_index.md";
    let text = files[path].clone();
    let (front_matter, body) = text.split_once("+++\nAn").unwrap_or((&text, ""));
    let mut parts: Vec<&str> = front_matter.split("[[statuses]]\n").collect();
    let head = parts.remove(0);
    let (from, to) = (dice.below(parts.len()), dice.below(parts.len()));
    let what = if dice.one_in(4) {
        parts.remove(from);
        format!("status {from} is removed")
    } else {
        parts.swap(from, to);
        format!("statuses {from} and {to} are exchanged")
    };
    let parts: String = parts.iter().flat_map(|part| ["[[statuses]]\n", part]).collect();
    files.insert(path.to_owned(), format!("{head}{parts}+++\nAn{body}"));
    any(what)
}

/// A change that is later than the first edition, or is none of what it says.
pub(crate) fn later_change(dice: &mut Dice, files: &mut Files) -> Mutation {
    let later = |what: String| Mutation { what, later: true };
    match dice.below(10) {
        9 => {
            let path = "content/one/_index.md";
            let new = "[[parties]]\nname = \"Another body\"\naliases = [\"Others\"]\n[[statuses]]";
            let text = files[path].replacen("[[statuses]]", new, 1);
            files.insert(path.to_owned(), text);
            later("a party is added".to_owned())
        }
        0 => {
            let edition = "content/one/2017-03-31";
            files.insert(format!("{edition}/_index.md"), "+++\ntitle = \"Later\"\n+++\n".into());
            let status = dice.pick(&["", "status = \"dropped\"\n", "status = \"complete\"\n"]);
            let update = format!("+++\nnumber = 1\n{status}group = \"New\"\n+++\nLater.\n");
            files.insert(format!("{edition}/rec-1.md"), update);
            later("an edition is added".to_owned())
        }
        1 => {
            // `9` is mentioned before it exists.
            let number = dice.pick(&["0", "2a", "9", "1.5"]);
            let relation = dice.pick(&["covered_by = 1", "part_of = 1", "depends_on = [1]"]);
            let text = format!(
                "+++\nnumber = \"{number}\"\ntitle = \"New\"\ngroup = \"New\"\n{relation}\ntags = [\"new\"]\npriority = \"New\"\nexpected = \"2015\"\n+++\nLike Recommendation 1.\n"
            );
            files.insert(format!("content/one/recommendations/new-{number}.md"), text);
            let last = EDITIONS[EDITIONS.len() - 1];
            let update = format!(
                "+++\nnumber = \"{number}\"\nstatus = \"late\"\n[[responses]]\naddressee = \"Board\"\ndeadline = \"2015-01\"\n+++\nSee Recommendation 2.\n"
            );
            if dice.one_in(2) {
                files.insert(format!("content/one/{last}/new-{number}.md"), update);
            }
            later(format!("recommendation {number} is added"))
        }
        2 => {
            let path = "content/one/_index.md";
            let kind = dice.pick(&["done", "active", "late", "dropped", "not-started"]);
            let new = &format!(
                "[[statuses]]\nid = \"new\"\nlabel = \"Newly thought of\"\nkind = \"{kind}\"\n"
            );
            let text = &files[path];
            let places: Vec<usize> = text.match_indices("[[statuses]]").map(|(at, _)| at).collect();
            let at = places[dice.below(places.len())];
            let text = format!("{}{new}{}", &text[..at], &text[at..]);
            files.insert(path.to_owned(), text);
            later("a status is added".to_owned())
        }
        3 => {
            let path = "content/one/_index.md";
            let text = files[path].replace("An introduction", "Another introduction");
            let lines: Vec<&str> = text
                .lines()
                .filter(|line| !line.starts_with("count") && !line.starts_with("description"))
                .collect();
            files.insert(path.to_owned(), lines.join("\n") + "\n");
            later("the report is introduced with other words".to_owned())
        }
        4 => {
            let path = format!("content/one/{}/rec-1.md", EDITIONS[EDITIONS.len() - 1]);
            let text = "+++\nnumber = 1\nstatus = \"complete\"\n+++\nSee Recommendation 3.\n";
            files.insert(path, text.into());
            later("the update of a later edition is another".to_owned())
        }
        5 => {
            let strings = "recommendation = \"Item {number}\"\n";
            files.insert("themes/default/strings/en.toml".to_owned(), strings.into());
            later("the theme has other words".to_owned())
        }
        6 => {
            files.insert(
                "content/about.md".to_owned(),
                "+++\ntitle = \"We\"\n+++\nSee Recommendation 1, ONE Recommendation 2.\n".into(),
            );
            files.insert(
                "content/new.md".to_owned(),
                "+++\ntitle = \"New\"\n+++\n[x](rec:one/1)\n".into(),
            );
            later("pages are other pages".to_owned())
        }
        7 => {
            let path = "content/plan/rec-2.md".to_owned();
            files.insert(path, "+++\nnumber = 2\nprogress = 10\n+++\nRecommendation 1.\n".into());
            later("a review has another entry".to_owned())
        }
        _ => {
            let path = format!("content/one/{}/new.txt", EDITIONS[0]);
            files.insert(path, dice.words(3));
            let book = files["book.toml"].clone();
            files.insert(
                "book.toml".to_owned(),
                format!("{book}overdue = \"deny\"\n[output.html]\nlinks = \"relative\"\n")
                    .replace("[output.html]\nlinks = \"relative\"\n", ""),
            );
            later("a file is added".to_owned())
        }
    }
}
