use super::*;
use crate::config::RawConfig;
use crate::document::content::{Recommendation, Report, Update};
use crate::path::SourcePath;
use crate::schema::{decode, json_schema};

/// What is said of the front matter of an update, one line a diagnostic: place, message, help.
#[track_caller]
fn case(keys: &str, expected: &[&str]) {
    let text = format!("number = 4\n{keys}\n");
    let path = SourcePath::new("rec-04.md");
    let (_, found) = decode::<Update>(&text, &path, 0, (0..0).into());
    let said: Vec<String> = found
        .iter()
        .map(|found| {
            let span = found.location.span.map(|span| &text[span.range()]).unwrap_or_default();
            let help = found.help.as_deref().unwrap_or_default();
            format!("{span}: {}: {help}", found.message)
        })
        .collect();
    assert_eq!(said, expected, "{keys}");
}

#[test]
fn typographic_quotation_marks() {
    let said = |line: &str, at: &str, meant: &str| {
        let message = "typographic quotation marks cannot enclose a text";
        case(line, &[&format!("{at}: {message}: write `{meant}`")]);
    };
    said("status = “planned”", "“", "status = \"planned\"");
    said("status = „planned“", "„", "status = \"planned\"");
    said("status = „planned”", "„", "status = \"planned\"");
    said("status = «planned»", "«", "status = \"planned\"");
    said("status = »planned«", "»", "status = \"planned\"");
    said("status = ’planned’", "’", "status = \"planned\"");
    said("status = ‘planned’", "‘", "status = \"planned\"");
    said("status = ‚planned‘", "‚", "status = \"planned\"");
    said("status = `planned`", "`", "status = \"planned\"");
    said("status = “planned\"", "“", "status = \"planned\"");
    said("status = \"planned”", "”", "status = \"planned\"");
    said("“status” = “planned”", "“", "status = \"planned\"");
    said("[[“milestones”]]", "“", "[[milestones]]");
    said("title = “The “big” plan”", "“", "title = 'The “big” plan'".replace('\'', "\"").as_str());
    said("title = “A \"big\" plan” # why", "“", "title = 'A \"big\" plan' # why");
    said(
        "[[deliverables]]\ntext = \"T\"\nresponsible = [“Staff”, \"Board\"]",
        "“",
        "responsible = [\"Staff\", \"Board\"]",
    );
    said("[[deliverables]]\ntext = \"T\"\nresponsible = [\n  “Staff”,\n]", "“", "\"Staff\",");
    said(
        "disposition = { decision = “accepted” }",
        "“",
        "disposition = { decision = \"accepted\" }",
    );
}

#[test]
fn quotation_marks_inside_a_text() {
    let said = |line: &str, meant: &str| {
        case(line, &[&format!("\": a quotation mark inside a text ends it: write `{meant}`")]);
    };
    said("title = \"The \"big\" plan\"", "title = 'The \"big\" plan'");
    said("title = \"Staff's \"big\" plan\"", "title = \"Staff's \\\"big\\\" plan\"");
    said("title = \"\"Big\" plan\"", "title = '\"Big\" plan'");
    said("group = \"The \"long\" term\" # x", "group = 'The \"long\" term' # x");
    case(
        "title = 'Staff's plan'",
        &["': a quotation mark inside a text ends it: write `title = \"Staff's plan\"`"],
    );
}

#[test]
fn backslashes() {
    let said = |line: &str, meant: &str| {
        let message = "a backslash in a text between `\"` begins an escape";
        case(line, &[&format!("\\: {message}: write `{meant}`")]);
    };
    said("title = \"C:\\Users\\me\"", "title = 'C:\\Users\\me'");
    said("title = \"C:\\data\\\"", "title = 'C:\\data\\'");
    said("title = \"100\\% done\"", "title = '100\\% done'");
    said("title = \"it's in \\docs\"", "title = \"it's in \\\\docs\"");
    case(
        "[[deliverables]]\ntext = \"\"\"\nSee C:\\Users.\n\"\"\"",
        &[
            "\\: a backslash in a text between `\"` begins an escape: write `/` in a path, `\\\\` for \
           a backslash, or put the text in `'`",
        ],
    );
}

#[test]
fn texts_over_several_lines() {
    let three =
        "a text over several lines needs three quotation marks: write `\"\"\"` before and after it";
    case(
        "[[deliverables]]\ntext = \"One line,\nand another one.\"\ndue = \"2024\"",
        &[&format!("\"One line,: {three}")],
    );
    case(
        "[[deliverables]]\ntext = \"One line,\n\n- a = 'b'\n- [c](d)\nthe end\"",
        &[&format!("\"One line,: {three}")],
    );
    case(
        "status = \"planned",
        &["\"planned: the text has no `\"` at its end: write `status = \"planned\"`"],
    );
    case(
        "status = \"planned\ntitle = \"T\"",
        &["\"planned: the text has no `\"` at its end: write `status = \"planned\"`"],
    );
    case(
        "[[deliverables]]\ntext = \"\"\"\nNo end\n",
        &["\"\"\": the text that begins with `\"\"\"` does not end: write `\"\"\"` at its end"],
    );
}

#[test]
fn dates_without_quotes() {
    let said = |written: &str, help: &str| {
        let line = format!("[[deliverables]]\ntext = \"T\"\ndue = {written}");
        let message = format!("a date such as `{written}` cannot stand without quotes");
        case(&line, &[&format!("{written}: {message}: {help}")]);
    };
    said("2024-09", "write `\"2024-09\"`");
    said("2024-Q3", "write `\"2024-Q3\"`");
    said("30/06/2024", "write `\"2024-06-30\"`");
    said("06/30/2024", "write `\"2024-06-30\"`");
    said("30.6.2024", "write `\"2024-06-30\"`");
    said("Q3 2024", "write `\"2024-Q3\"`");
    said("Q3/2024", "write `\"2024-Q3\"`");
    said("2024Q3", "write `\"2024-Q3\"`");
    said("September 2024", "write `\"2024-09\"`");
    said("Sept. 2024", "write `\"2024-09\"`");
    said("June 30, 2024", "write `\"2024-06-30\"`");
    said("2024-9", "write `\"2024-09\"`");
    said("2024/09/30", "write `\"2024-09-30\"`");
    said(
        "05/06/2024",
        "write `\"2024-06-05\"` if the day is first, `\"2024-05-06\"` if the month is first",
    );
    case(
        "as_of = 30 June",
        &["30 June: `30 June` is not a date: write a date, such as `\"2016\"`, `\"2016-Q3\"`, \
           `\"2016-09\"` or `\"2016-09-30\"`"],
    );
    case(
        "as_of = June 2024",
        &[
            "June 2024: a date such as `June 2024` cannot stand without quotes: write the day, such \
           as the last one of it: `\"2024-06-30\"`",
        ],
    );
}

#[test]
fn dates_in_other_forms() {
    let said = |written: &str, help: &str| {
        let line = format!("expected = \"{written}\"");
        let message = format!("\"{written}\": cannot read the date `{written}`");
        case(&line, &[&format!("{message}: {help}")]);
    };
    said("30/06/2024", "write `\"2024-06-30\"`");
    said("September 2024", "write `\"2024-09\"`");
    said("Q3 2024", "write `\"2024-Q3\"`");
    said("2024-9", "write `\"2024-09\"`");
    said(
        "05/06/2024",
        "write `\"2024-06-05\"` if the day is first, `\"2024-05-06\"` if the month is first",
    );
    case(
        "expected = 20240930",
        &["20240930: cannot read the date `20240930`: write `\"2024-09-30\"`"],
    );
    case("expected = 2024.9", &["2024.9: cannot read the date `2024.9`: write `\"2024-09\"`"]);
    case(
        "as_of = \"June 2024\"",
        &[
            "\"June 2024\": cannot read the date `June 2024`: write the day, such as the last one of \
           it: `\"2024-06-30\"`",
        ],
    );
}

#[test]
fn values_without_quotes() {
    case("status = planned", &["planned: a text needs quotes: write `status = \"planned\"`"]);
    case(
        "title = My own title",
        &["My own title: a text needs quotes: write `title = \"My own title\"`"],
    );
    case(
        "title = In June 2024",
        &["In June 2024: a text needs quotes: write `title = \"In June 2024\"`"],
    );
    case(
        "title = The \"big\" one",
        &["The \"big\" one: a text needs quotes: write `title = 'The \"big\" one'`"],
    );
    case("draft = True", &["True: `True` is not a value: write `draft = true`"]);
    case("was = 4.1b", &["4.1b: a text needs quotes: write `was = \"4.1b\"`"]);
    case(
        "status =",
        &[": `status` has no value: write the value, such as `status = \"…\"`, or remove the line"],
    );
    case(
        "status = \"planned\",",
        &["\"planned\",: the line ends with `,`: write `status = \"planned\"`"],
    );
    case(
        "status = \"planned\";",
        &["\"planned\";: the line ends with `;`: write `status = \"planned\"`"],
    );
    case(
        "status: planned",
        &[": : a key and its value are separated by `=`, not by `:`: write `status = \"planned\"`"],
    );
    case("was: 3", &[": : a key and its value are separated by `=`, not by `:`: write `was = 3`"]);
    case(
        "status \"planned\"",
        &[" : `=` is missing between the key and its value: write `status = \"planned\"`"],
    );
    case(
        "status\u{a0}= \"planned\"",
        &["\u{a0}: there is a no-break space outside of a text: write `status = \"planned\"`"],
    );
}

#[test]
fn tables_and_keys_out_of_place() {
    let one = "begins one table, but there can be several";
    case(
        "[deliverables]\ntext = \"T\"",
        &[&format!("[deliverables]: `[deliverables]` {one}: write `[[deliverables]]`")],
    );
    case(
        "[deliverables]\ntext = \"T\"\n[deliverables]\ntext = \"U\"\n[milestones]\nlabel = \"M\"",
        &[
            &format!("[deliverables]: `[deliverables]` {one}: write `[[deliverables]]`"),
            &format!("[milestones]: `[milestones]` {one}: write `[[milestones]]`"),
        ],
    );
    case(
        "[[deliverables]]\ntext = \"T\"\n[deliverables]\ntext = \"U\"",
        &[&format!("[deliverables]: `[deliverables]` {one}: write `[[deliverables]]`")],
    );
    let value = "begins a table, but `status` is a value";
    case(
        "[[status]]\nid = \"planned\"",
        &[&format!("[[status]]: `[[status]]` {value}: write `status = …` above the first `[`")],
    );
    case(
        "[status]\nid = \"planned\"",
        &[&format!("[status]: `[status]` {value}: write `status = …` above the first `[`")],
    );
    let above = "keys of the whole file stand above the first `[`: move `as_of` there";
    case(
        "[[milestones]]\nlabel = \"M\"\nas_of = 2024-06-30",
        &[&format!("as_of: unknown key `as_of`: {above}")],
    );
    case(
        "[[deliverables]]\ntext = \"T\"\n[[corrections]]\ndate = 2024-01-01\nnote = \"N\"\nas_of = 2024-06-30",
        &[&format!("as_of: unknown key `as_of`: {above}")],
    );
    case(
        "[disposition]\ndecision = \"accepted\"\nas_of = 2024-06-30",
        &[&format!("as_of: unknown key `as_of`: {above}")],
    );
    case(
        "[[milestones]]\nlabel = \"M\"\nstatus = \"planned\"\nstatus = \"complete\"",
        &[
            "status: `status` is there twice: remove one; keys of the whole file stand above the first `[`",
        ],
    );
    case(
        "status = \"planned\"\nstatus = \"complete\"",
        &["status: `status` is there twice: remove one"],
    );
}

#[test]
fn one_value_for_a_list() {
    case(
        "[[deliverables]]\ntext = \"T\"\nresponsible = \"Staff\"",
        &[
            "\"Staff\": expected a list, each item a text in quotes, found `\"Staff\"`: write `[\"Staff\"]`",
        ],
    );
    case(
        "milestones = { label = \"M\" }",
        &[
            "{ label = \"M\" }: expected a list, each item a table, found a table: write `[{ label = \"M\" }]`",
        ],
    );
    case("milestones = 1", &["1: expected a list, each item a table, found `1`: "]);
}

#[test]
fn numbers_with_zeros() {
    let path = SourcePath::new("rec-02.md");
    let (_, found) =
        decode::<Recommendation>("number = 02\ntitle = \"T\"\n", &path, 0, (0..0).into());
    let said: Vec<_> = found.iter().map(|found| (&*found.message, found.help.as_deref())).collect();
    assert_eq!(said, [("a number cannot begin with `0`", Some("write `number = 2`"))]);
}

/// The keys that are dates in any kind of file.
#[test]
fn every_key_of_a_date_is_known() {
    fn collect(schema: &serde_json::Value, keys: &mut Vec<String>) {
        let Some(object) = schema.as_object() else {
            schema.as_array().into_iter().flatten().for_each(|item| collect(item, keys));
            return;
        };
        for (key, value) in
            object.get("properties").and_then(|it| it.as_object()).into_iter().flatten()
        {
            let text = value.to_string();
            if text.contains("\"date\"") || text.contains("[1-9][0-9]{3}") {
                keys.push(key.clone());
            }
        }
        object.values().for_each(|value| collect(value, keys));
    }
    let mut keys = Vec::new();
    for schema in [
        json_schema::<RawConfig>("book"),
        json_schema::<Report>("Report"),
        json_schema::<Recommendation>("Recommendation"),
        json_schema::<Update>("Update"),
    ] {
        collect(&schema, &mut keys);
    }
    assert!(keys.len() >= 8, "{keys:?}");
    for key in keys {
        assert!(DATE_KEYS.contains(&&*key), "{key}");
    }
}
