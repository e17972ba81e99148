//! Generated sites with everything that an edition can show.

#![allow(clippy::format_push_string, reason = "the texts are short")]

use std::collections::BTreeMap;

use super::dice::Dice;

/// The files of a site, by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Editions, oldest first.
pub(crate) const EDITIONS: [&str; 3] = ["2015-06-30", "2015-12-31", "2016-06-30"];

const GROUPS: [&str; 3] = ["Policy", "Service", "Risk"];
const STATUSES: [(&str, &str, &str); 4] = [
    ("complete", "Complete", "done"),
    ("planned", "Planned", "active"),
    ("late", "Behind schedule", "late"),
    ("dropped", "No longer pursued", "dropped"),
];

/// A site.
pub(crate) fn site(dice: &mut Dice) -> Files {
    let mut files = Files::new();
    files.insert("book.toml".to_owned(), book(dice));
    files.insert("content/_index.md".to_owned(), "+++\ntitle = \"Reports\"\n+++\nHello.\n".into());
    files.insert("content/about.md".to_owned(), "+++\ntitle = \"About\"\n+++\nThis site.\n".into());
    files.insert("content/shared.txt".to_owned(), dice.words(4));
    let count = 3 + dice.below(3);
    report(dice, "one", "ONE", count, &mut files);
    other(dice, &mut files);
    files
}

fn book(dice: &mut Dice) -> String {
    let mut book = "[book]\ntitle = \"Site\"\n".to_owned();
    if dice.one_in(2) {
        book += "authors = [\"The office\"]\n";
    }
    book += "[rules]\nchanged-after-freeze = \"allow\"\n";
    if dice.one_in(3) {
        book += "[markdown]\nlabel-words = [\"Recommendation\", \"Measure\"]\n";
    }
    book
}

fn report(dice: &mut Dice, id: &str, series: &str, count: usize, files: &mut Files) {
    let mut index =
        format!("+++\nkind = \"implementation\"\ntitle = \"Report {id}\"\nseries = \"{series}\"\n");
    if dice.one_in(2) {
        index += &format!("count = {count}\n");
    }
    if dice.one_in(2) {
        index += "statement_label = \"In short\"\n";
    }
    if dice.one_in(2) {
        index += "description = \"What became of it.\"\n";
    }
    if dice.one_in(2) {
        index += "[[parties]]\nname = \"The organisation\"\naliases = [\"Staff\"]\n";
        index += "[[parties]]\nname = \"Board\"\npart_of = \"The organisation\"\n";
    }
    for (id, label, kind) in STATUSES {
        index += &format!("[[statuses]]\nid = \"{id}\"\nlabel = \"{label}\"\nkind = \"{kind}\"\n");
    }
    let text = format!("{index}+++\nAn introduction: {}.\n", dice.words(5));
    files.insert(format!("content/{id}/_index.md"), text);
    files.insert(format!("content/{id}/recommendations/annex.txt"), dice.words(4));
    for number in 1..=count {
        let path = format!("content/{id}/recommendations/rec-{number}.md");
        let statement = statement(dice, number, count);
        files.insert(path, statement);
    }
    for edition in EDITIONS {
        let mut index = format!("+++\ntitle = \"Edition of {}\"\n", dice.words(2));
        if dice.one_in(2) {
            index += &format!("summary = \"{}.\"\n", dice.words(5));
        }
        index += &format!("+++\n{}\n", prose(dice, count));
        files.insert(format!("content/{id}/{edition}/_index.md"), index);
        for name in ["minutes.txt", "plan.txt"] {
            files.insert(format!("content/{id}/{edition}/{name}"), dice.words(4));
        }
        for number in 1..=count {
            if !dice.one_in(3) {
                let path = format!("content/{id}/{edition}/rec-{number}.md");
                let update = update(dice, number, count);
                files.insert(path, update);
            }
        }
    }
}

/// Another report, and a review of the first.
fn other(dice: &mut Dice, files: &mut Files) {
    report(dice, "two", "TWO", 2, files);
    let index = "+++\nkind = \"review\"\ntitle = \"Review\"\nof = \"one\"\n+++\nNotes.\n";
    files.insert("content/plan/_index.md".to_owned(), index.to_owned());
    let entry = format!("+++\nnumber = 1\nprogress = 50\n+++\n{}\n", dice.words(6));
    files.insert("content/plan/rec-1.md".to_owned(), entry);
}

fn statement(dice: &mut Dice, number: usize, count: usize) -> String {
    let mut text = format!("+++\nnumber = {number}\ntitle = \"{}\"\n", dice.words(3));
    if !dice.one_in(4) {
        text += &format!("group = \"{}\"\n", dice.pick(&GROUPS));
    }
    if number > 1 && dice.one_in(4) {
        text += &format!("covered_by = {}\n", 1 + dice.below(number - 1));
    }
    if number > 1 && dice.one_in(4) {
        text += &format!("part_of = {}\n", 1 + dice.below(number - 1));
    }
    if dice.one_in(2) {
        text += "disposition = { decision = \"accepted\", date = 2014-10-18, resolution = \"annex.txt\" }\n";
    }
    text + &format!("+++\n{}\n", prose(dice, count))
}

fn update(dice: &mut Dice, number: usize, count: usize) -> String {
    let (status, ..) = STATUSES[dice.below(STATUSES.len())];
    let mut text = format!("+++\nnumber = {number}\n");
    if !dice.one_in(6) {
        text += &format!("status = \"{status}\"\n");
    }
    if dice.one_in(3) {
        text += &format!("as_of = 2015-0{}-15\n", 1 + dice.below(5));
    }
    if dice.one_in(4) {
        text += &format!("group = \"{}\"\n", dice.pick(&GROUPS));
    }
    if dice.one_in(2) {
        text += &format!(
            "[[milestones]]\nlabel = \"{}\"\ndate = \"2015-{:02}\"\nstatus = \"planned\"\n",
            dice.words(2),
            1 + dice.below(12)
        );
    }
    for row in 0..dice.below(3) {
        text += &deliverable(dice, row, count);
    }
    let (status, notes) = (prose(dice, count), prose(dice, count));
    text + &format!("+++\n## Project status\n\n{status}\n\n## Implementation notes\n\n{notes}\n")
}

fn deliverable(dice: &mut Dice, row: usize, count: usize) -> String {
    let mut text = "[[deliverables]]\n".to_owned();
    if !dice.one_in(3) {
        text += &format!("id = \"row-{row}\"\n");
    }
    text += &match dice.below(6) {
        0 => format!("text = \"See Recommendation {}\"\n", 1 + dice.below(count)),
        1 => "text = \"See TWO Recommendation 1\"\n".to_owned(),
        _ => format!("text = \"Write the {}\"\n", dice.words(2)),
    };
    if !dice.one_in(4) {
        text += &format!("due = \"201{}-{:02}\"\n", 5 + dice.below(3), 1 + dice.below(12));
    }
    if dice.one_in(4) {
        text += "revised_due = \"2018-01\"\nslip_reason = \"It took longer.\"\n";
    }
    if dice.one_in(2) {
        let party = dice.pick(&["Staff", "Board", "Office", "board"]);
        text += &format!("responsible = [\"{party}\"]\n");
    }
    match dice.below(5) {
        3 => text += "note = \"Of [it](../../shared.txt)\"\n",
        4 => text += "dropped = \"Not needed any more\"\n",
        0 => text += "completed = \"2015-03\"\n",
        1 => text += "status = \"late\"\n",
        _ => {}
    }
    if dice.one_in(3) {
        text += "evidence = [\"https://example.org/a\", \"../../shared.txt\"]\n";
    }
    text
}

/// A paragraph, perhaps with references and links.
fn prose(dice: &mut Dice, count: usize) -> String {
    let number = 1 + dice.below(count);
    let piece = match dice.below(12) {
        0 => format!("As in Recommendation {number}. "),
        1 => format!("See [it](rec:{number}). "),
        2 => "Compare TWO Recommendation 2. ".to_owned(),
        // There is none yet.
        3 => "Recommendation 9 may say more. ".to_owned(),
        4 => format!("Measure {number} and Measures {number} agree. "),
        5 => "Read <b>this</b>. ".to_owned(),
        6 => "[Shared](../../shared.txt). ".to_owned(),
        7 => format!("Recommendations 1 to {count} agree. "),
        _ => String::new(),
    };
    format!("{piece}We had a {} here.", dice.words(4))
}
