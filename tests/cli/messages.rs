//! Whole messages about what newcomers do. Each is one message about one mistake.

use crate::harness::Place;

/// The starter site with one more file, which has one mistake. The message is given without what
/// comes before its place.
#[track_caller]
fn case(path: &str, text: impl AsRef<[u8]>, expected: &str) {
    let place = Place::started();
    let file = place.path(path);
    std::fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
    std::fs::write(file, text).expect("a file");
    let ended = place.run(&["check"]);
    ended.code(1);
    let said = ended.err().split("\n\n").next().unwrap_or_default();
    assert_eq!(format!("{said}\n"), expected.trim_start(), "{}", ended.err());
    // There may be warnings about what the file lacks.
    assert!(ended.err().contains("\n1 error"), "{}", ended.err());
}

const UPDATE: &str = "content/rr1/2024-06-30/rec-01.md";

#[test]
fn typographic_quotation_marks() {
    case(
        UPDATE,
        "+++\nnumber = 1\nstatus = “planned”\n+++\n",
        r#"
error[toml-syntax]: typographic quotation marks cannot enclose a text
 --> content/rr1/2024-06-30/rec-01.md:3:10
  |
3 | status = “planned”
  |          ^
  |
  = help: write `status = "planned"`
"#,
    );
}

#[test]
fn yaml() {
    case(
        UPDATE,
        "---\nnumber: 1\nstatus: planned\n---\nText.\n",
        r#"
error[missing-front-matter]: the front matter is YAML; it must be TOML
 --> content/rr1/2024-06-30/rec-01.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write it so:
          +++
          number = 1
          status = "planned"
          +++
"#,
    );
}

#[test]
fn no_front_matter() {
    case(
        "content/method.md",
        "# How we count\n\nText.\n",
        r#"
error[missing-front-matter]: the file does not begin with front matter
 --> content/method.md:1:1
  |
1 | # How we count
  | ^^^^^^^^^^^^^^
  |
  = help: begin it with these lines:
          +++
          title = "How we count"
          +++
"#,
    );
    case(
        UPDATE,
        "number = 1\nstatus = \"planned\"\n",
        r"
error[missing-front-matter]: the front matter has no line `+++` above it
 --> content/rr1/2024-06-30/rec-01.md:1:1
  |
1 | number = 1
  | ^^^^^^^^^^
  |
  = help: write a line `+++` above and below the keys
",
    );
    case(
        UPDATE,
        "\n+++\nnumber = 1\nstatus = \"planned\"\n+++\n",
        r"
error[missing-front-matter]: there is something before the front matter
 --> content/rr1/2024-06-30/rec-01.md:1:1
  |
1 |
  | ^
  |
  = help: make `+++` the first line of the file
",
    );
}

#[test]
fn encodings() {
    case(
        "content/method.md",
        b"+++\ntitle = \"Caf\xe9\"\n+++\n",
        r#"
error[not-utf-8]: the file is not UTF-8 but probably Windows-1252 (ANSI)
 --> content/method.md:2:13
  |
2 | title = "Café"
  |             ^ this byte is not UTF-8
  |
  = help: save it as UTF-8, or convert it with `iconv -f WINDOWS-1252 -t UTF-8`
"#,
    );
    case(
        "content/method.md",
        b"+++\ntitle = \"Caf\x8e\"\n+++\n",
        r#"
error[not-utf-8]: the file is not UTF-8 but probably Mac Roman
 --> content/method.md:2:13
  |
2 | title = "Café"
  |             ^ this byte is not UTF-8
  |
  = help: save it as UTF-8, or convert it with `iconv -f MACINTOSH -t UTF-8`
"#,
    );
}

#[test]
fn utf_16() {
    let text = "+++\ntitle = \"A\"\n+++\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(bytes.clone()).collect();
    for bytes in [bytes, marked] {
        case(
            "content/method.md",
            bytes,
            r"
error[not-utf-8]: the file is UTF-16, not UTF-8
 --> content/method.md
  |
  = help: save it as UTF-8; Notepad calls UTF-16 “Unicode”
",
        );
    }
}

#[test]
fn merge_conflicts() {
    let conflict = "<<<<<<< HEAD\ntitle = \"A\"\n=======\ntitle = \"B\"\n>>>>>>> other\n";
    let expected = |path: &str, begin: usize, end: usize| {
        format!(
            "error[merge-conflict]: the file has an unresolved merge conflict\n \
             --> {path}:{begin}:1\n  |\n{begin} | <<<<<<< HEAD\n  | ^^^^^^^^^^^^ begins here\n  |\n  \
             = help: keep one of the two versions, and remove the three lines of marks\n\
             note: ends here\n --> {path}:{end}:1\n  |\n{end} | >>>>>>> other\n  | ^^^^^^^^^^^^^\n"
        )
    };
    let page = "content/method.md";
    case(page, format!("+++\n{conflict}+++\n"), &expected(page, 2, 6));
    case(page, format!("+++\ntitle = \"A\"\n+++\n{conflict}"), &expected(page, 4, 8));
    case("book.toml", format!("[book]\n{conflict}"), &expected("book.toml", 2, 6));
    let texts = "themes/default/strings/en.toml";
    case(texts, conflict, &expected(texts, 1, 5));
}

#[test]
fn misplaced_files() {
    let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\nText.\n";
    let update = "+++\nnumber = 7\nstatus = \"planned\"\nas_of = 2024-06-30\n+++\nText.\n";
    let expected = |path: &str, message: &str, help: &str| {
        format!(
            "error[misplaced-file]: {message}\n --> {path}:1:1\n  |\n1 | +++\n  | ^^^\n  |\n  \
             = help: {help}\n"
        )
    };
    let of_edition = "move it to the directory of its edition, such as `content/rr1/2024-06-30`";
    let path = "content/rr1/rec-04.md";
    let pages = "but `content/rr1` holds ordinary pages";
    let message = format!("this is a recommendation, {pages}");
    case(path, statement, &expected(path, &message, "move it to `content/rr1/recommendations`"));
    case(path, update, &expected(path, &format!("this is an update, {pages}"), of_edition));
    let path = "content/rr1/recommendations/rec-07.md";
    let message = "this is an update, but `content/rr1/recommendations` holds recommendations";
    case(path, update, &expected(path, message, of_edition));
}

#[test]
fn misnamed_files() {
    let expected = |from: &str, to: &str, name: &str| {
        format!(
            "error[misnamed-file]: `{from}` must be called `{name}`\n --> {from}\n  |\n  \
             = help: rename it: `mv {from} {to}`\n"
        )
    };
    let index = "+++\ntitle = \"Third quarter\"\n+++\n";
    for name in ["index.md", "_Index.md", "Index.md"] {
        let (path, to) =
            (format!("content/rr1/2024-09-30/{name}"), "content/rr1/2024-09-30/_index.md");
        case(&path, index, &expected(&path, to, "_index.md"));
    }
    for name in ["Recommendations", "recommendation"] {
        let place = Place::started();
        let (from, to) = (format!("content/rr1/{name}"), "content/rr1/recommendations");
        std::fs::rename(place.path(to), place.path(&from)).expect("a directory");
        let ended = place.run(&["check"]);
        ended.code(1).says("1 error");
        ended.mentions(&expected(&from, to, "recommendations"));
    }
}

#[test]
fn levels_of_rules() {
    let place = Place::started();
    place.write("book.toml", "[book]\ntitle = \"T\"\n[rules]\nmissing-due-dates = \"error\"\n");
    let ended = place.run(&["check"]);
    let said: Vec<&str> = ended
        .code(1)
        .err()
        .lines()
        .filter(|line| line.starts_with("error") || line.contains("= help"))
        .collect();
    assert_eq!(
        said,
        [
            "error[unknown-rule]: there is no rule `missing-due-dates`",
            "  = help: did you mean `missing-due-date`?",
            "error[wrong-type]: expected `allow`, `warn` or `deny`, found `\"error\"`",
            "  = help: write `\"deny\"`",
        ]
    );
}

/// What is wrong with the vocabulary is told once, and not of every update that uses it.
#[test]
fn a_status_that_is_wrong_itself() {
    for status in [
        "id = \"complete\"\nlabel = \"C\"\nkind = \"finished\"",
        "label = \"C\"\nkind = \"done\"",
        "id = complete\nlabel = \"C\"\nkind = \"done\"",
    ] {
        let place = Place::started();
        let index = place.read("content/rr1/_index.md");
        let statuses = format!("[[statuses]]\n{status}\n+++\nThe Records");
        place.write("content/rr1/_index.md", &index.replace("+++\nThe Records", &statuses));
        place.run(&["check"]).code(1).says("1 error");
    }
}

#[test]
fn a_lock_without_its_edition() {
    let place = Place::started();
    place.run(&["freeze", "2024-06-30", "-q"]).code(0);
    std::fs::rename(
        place.path("content/rr1/2024-06-30.lock"),
        place.path("content/rr1/2023-12-31.lock"),
    )
    .expect("a file");
    place.run(&["check"]).code(1).says("1 error").mentions(
        "error[stray-lock]: this lock belongs to the edition `2023-12-31` of `rr1`, which does not \
         exist\n",
    );
    place.run(&["check"]).mentions("or delete the lock: `rm content/rr1/2023-12-31.lock`");
}

#[test]
fn placeholders_of_texts() {
    let path = "themes/default/strings/en.toml";
    let expected = "\
error[invalid-string]: nothing fills in `{editio}` in `reference-edition`
 --> themes/default/strings/en.toml:1:25
  |
1 | reference-edition = \"in {editio}\"
  |                         ^^^^^^^^
  |
  = help: did you mean `{edition}`?
";
    case(path, "reference-edition = \"in {editio}\"\n", expected);
}

#[test]
fn addresses() {
    let place = Place::started();
    place.write(
        "content/rr1/method.md",
        "+++\ntitle = \"A\"\n+++\n[a](www.example.org) [b](office@example.org) [c](../About.md)\n\
         [d](..\\about.md) [e](Q2 figures.csv) [f](Recommendations/Rec-01.md)\n",
    );
    place.write("content/rr1/Q2 figures.csv", "a,b\n");
    place.write(
        UPDATE,
        "+++\nnumber = 1\nstatus = \"complete\"\n[[deliverables]]\nid = \"policy\"\ntext = \"T\"\n\
         responsible = [\"Staff\"]\ndue = \"2024\"\ncompleted = true\nevidence = [\"www.example.org/a\"]\n+++\n",
    );
    let ended = place.run(&["check"]);
    let helps: Vec<&str> =
        ended.code(1).err().lines().filter_map(|line| line.split("= help: ").nth(1)).collect();
    let helps: Vec<&str> = helps.into_iter().filter(|help| help.starts_with("write ")).collect();
    assert_eq!(
        helps,
        [
            "write `https://www.example.org/a`",
            "write `https://www.example.org`",
            "write `mailto:office@example.org`",
            "write `../about.md`: capitals count",
            "write `../about.md`",
            "write `<Q2 figures.csv>`, or `%20` for each space",
            "write `recommendations/rec-01.md`: capitals count",
        ],
        "{}",
        ended.err()
    );
    assert!(!ended.err().contains("unused-file"), "{}", ended.err());
}
