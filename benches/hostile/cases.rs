//! Inputs that are cheap to write and could be dear to read, each of a size `n`.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

/// Files of a project, by path.
pub(crate) type Files = Vec<(String, String)>;

/// One kind of input.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The smallest size; twice and four times as much is measured too.
    pub(crate) size: usize,
    pub(crate) make: fn(usize) -> Files,
}

/// All kinds.
pub(crate) const CASES: &[Case] = &[
    // Words of one sentence.
    Case { name: "negations", size: 10_000, make: |n| prose(&"not yet ".repeat(n)) },
    Case {
        name: "promises",
        size: 5_000,
        make: |n| prose(&"expected by March 2021 and ".repeat(n)),
    },
    Case { name: "dates", size: 10_000, make: |n| prose(&"31 March 2021, ".repeat(n)) },
    Case { name: "conditions", size: 10_000, make: |n| prose(&"will once until ".repeat(n)) },
    Case { name: "quotations", size: 20_000, make: |n| prose(&"“ ( ".repeat(n)) },
    Case {
        name: "references",
        size: 10_000,
        make: |n| prose(&format!("Recommendations {}", numbers(n))),
    },
    Case { name: "ranges", size: 5_000, make: |n| prose(&"Recommendations 1–50, ".repeat(n)) },
    // Sentences about rows.
    Case { name: "rows and sentences", size: 250, make: |n| update(&rows(n), &sentences(n * 4)) },
    Case {
        name: "equal rows",
        size: 1_000,
        make: |n| update(&"[[deliverables]]\ntext = \"A plan\"\n".repeat(n), &sentences(n)),
    },
    Case {
        name: "one repeated paragraph",
        size: 2_000,
        make: |n| {
            prose(&"A paragraph of more than twenty words that stands here again and again, so that whoever compares each one with all others never ends.\n\n".repeat(n))
        },
    },
    // Marks of Markdown.
    Case { name: "brackets", size: 250_000, make: |n| prose(&"[".repeat(n)) },
    Case { name: "closed brackets", size: 100_000, make: |n| prose(&"[a](".repeat(n)) },
    Case { name: "pictures", size: 100_000, make: |n| prose(&"![".repeat(n)) },
    Case { name: "emphasis", size: 100_000, make: |n| prose(&"*a _b ".repeat(n)) },
    Case {
        name: "code",
        size: 500,
        make: |n| prose(&(1..n).map(|it| "`".repeat(it) + " ").collect::<String>()),
    },
    Case { name: "entities", size: 100_000, make: |n| prose(&"&#x0;&a".repeat(n)) },
    Case { name: "tags", size: 50_000, make: |n| prose(&"<b><i>".repeat(n)) },
    Case { name: "comments", size: 50_000, make: |n| prose(&"<!-- <a ".repeat(n)) },
    Case { name: "declarations", size: 50_000, make: |n| prose(&"<?<![CDATA[<!A ".repeat(n)) },
    Case {
        name: "notes",
        size: 5_000,
        make: |n| prose(&each(n, |it| format!("x[^{it}]\n\n[^{it}]: y\n\n"))),
    },
    Case {
        name: "one note, many times",
        size: 20_000,
        make: |n| prose(&format!("{}\n\n[^a]: y\n", "x[^a] ".repeat(n))),
    },
    Case {
        name: "definitions",
        size: 10_000,
        make: |n| prose(&each(n, |it| format!("[a{it}]: b\n[a{it}] "))),
    },
    Case {
        name: "cells",
        size: 20_000,
        make: |n| prose(&format!("|a|\n|-|\n{}", "|x|y|\n".repeat(n))),
    },
    Case {
        name: "columns",
        size: 2_000,
        make: |n| prose(&format!("{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|\n".repeat(n))),
    },
    Case { name: "equal headings", size: 10_000, make: |n| prose(&"### H\n\n".repeat(n)) },
    Case { name: "anchors", size: 10_000, make: |n| prose(&"[a](#b) ".repeat(n)) },
    Case { name: "quotes", size: 100_000, make: |n| prose(&">".repeat(n)) },
    Case {
        name: "lists",
        size: 1_000,
        make: |n| prose(&each(n, |it| format!("{}- x\n", "  ".repeat(it)))),
    },
    Case { name: "lines", size: 200_000, make: |n| prose(&"a\\\n".repeat(n)) },
    Case {
        name: "addresses",
        size: 20_000,
        make: |n| prose(&each(n, |it| format!("<https://example.org/{it}> "))),
    },
    Case {
        name: "unknown files",
        size: 5_000,
        make: |n| prose(&each(n, |it| format!("[a]({it}.md) "))),
    },
    // Front matter and settings.
    Case { name: "duplicate keys", size: 25_000, make: |n| page(&"title = \"T\"\n".repeat(n)) },
    Case {
        name: "unknown keys",
        size: 10_000,
        make: |n| page(&each(n, |it| format!("k{it} = 1\n"))),
    },
    Case { name: "broken lines", size: 10_000, make: |n| page(&"= =\n".repeat(n)) },
    Case {
        name: "dotted keys",
        size: 50_000,
        make: |n| page(&format!("{} = 1\n", vec!["a"; n].join("."))),
    },
    Case {
        name: "nested lists",
        size: 50_000,
        make: |n| page(&format!("a = {}\n", "[".repeat(n))),
    },
    Case {
        name: "aliases",
        size: 10_000,
        make: |n| page(&format!("title = \"T\"\naliases = [{}]\n", list(n, "a/", ".html"))),
    },
    Case {
        name: "allowances",
        size: 5_000,
        make: |n| {
            page(&format!(
                "title = \"T\"\n{}",
                "[[allow]]\nrule = \"overdue\"\nreason = \"R\"\n".repeat(n)
            ))
        },
    },
    Case { name: "milestones", size: 1_000, make: milestones },
    Case {
        name: "parties",
        size: 2_500,
        make: |n| {
            report(&each(n, |it| format!("[[parties]]\nname = \"Department of works {it}\"\n")))
        },
    },
    Case {
        name: "statuses",
        size: 2_500,
        make: |n| {
            report(&each(n, |it| {
                format!("[[statuses]]\nid = \"s{it}\"\nlabel = \"S {it}\"\nkind = \"active\"\n")
            }))
        },
    },
    Case {
        name: "rules",
        size: 10_000,
        make: |n| with_book(&format!("[rules]\n{}", each(n, |it| format!("r{it} = \"warn\"\n")))),
    },
    // Files.
    Case { name: "recommendations", size: 2_500, make: |n| recommendations(n, |_| String::new()) },
    Case {
        name: "equal titles",
        size: 2_500,
        make: |n| recommendations(n, |_| "group = \"G\"\n".to_owned()),
    },
    Case { name: "equal numbers", size: 2_500, make: equal_numbers },
    Case {
        name: "chain of coverage",
        size: 2_500,
        make: |n| {
            recommendations(n, |it| {
                if it < n { format!("covered_by = {}\n", it + 1) } else { String::new() }
            })
        },
    },
    Case {
        name: "ring of coverage",
        size: 2_500,
        make: |n| recommendations(n, |it| format!("covered_by = {}\n", it % n + 1)),
    },
    Case {
        name: "ring of dependencies",
        size: 2_500,
        make: |n| recommendations(n, |it| format!("depends_on = [{}]\n", it % n + 1)),
    },
    Case {
        name: "chain of parts",
        size: 2_500,
        make: |n| {
            recommendations(n, |it| {
                if it > 1 { format!("part_of = {}\n", it - 1) } else { String::new() }
            })
        },
    },
    Case { name: "all refer to all", size: 100, make: |n| referring(n) },
    Case { name: "editions", size: 250, make: |n| editions(n, false) },
    Case { name: "editions with updates", size: 250, make: |n| editions(n, true) },
    Case {
        name: "ignored files",
        size: 5_000,
        make: |n| with(prose("x"), (0..n).map(|it| (format!("content/{it}.bak"), "x".to_owned()))),
    },
    Case {
        name: "copied files",
        size: 5_000,
        make: |n| with(prose("x"), (0..n).map(|it| (format!("content/{it}.txt"), "x".to_owned()))),
    },
];

const BOOK: &str = "[book]\ntitle = \"T\"\n";
const REPORT: &str = "+++\nkind = \"implementation\"\ntitle = \"R\"\n";

fn file(path: &str, text: impl Into<String>) -> (String, String) {
    (path.to_owned(), text.into())
}

fn with(mut files: Files, more: impl IntoIterator<Item = (String, String)>) -> Files {
    files.extend(more);
    files
}

fn with_book(settings: &str) -> Files {
    vec![
        file("book.toml", format!("{BOOK}{settings}")),
        file("content/_index.md", "+++\ntitle = \"H\"\n+++\n"),
    ]
}

fn report(front_matter: &str) -> Files {
    with(with_book(""), [file("content/r1/_index.md", format!("{REPORT}{front_matter}+++\n"))])
}

fn page(front_matter: &str) -> Files {
    with(with_book(""), [file("content/about.md", format!("+++\n{front_matter}+++\n"))])
}

/// An update of the only recommendation of a report, and its narrative.
fn update(front_matter: &str, body: &str) -> Files {
    let head = "+++\nnumber = 1\nstatus = \"complete\"\n";
    with(
        recommendations(1, |_| String::new()),
        [
            file("content/r1/2020-01-31/_index.md", "+++\ntitle = \"E\"\n+++\n"),
            file(
                "content/r1/2020-01-31/1.md",
                format!("{head}{front_matter}+++\n## Project status\n\n{body}\n"),
            ),
        ],
    )
}

fn prose(body: &str) -> Files {
    update("[[deliverables]]\ntext = \"A plan\"\ncompleted = true\n", body)
}

fn recommendations(n: usize, more: impl Fn(usize) -> String) -> Files {
    let one = |number: usize| {
        let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n{}+++\nText.\n", more(number));
        (format!("content/r1/recommendations/{number}.md"), text)
    };
    with(report(""), (1..=n).map(one))
}

fn equal_numbers(n: usize) -> Files {
    let one = |index: usize| {
        (
            format!("content/r1/recommendations/{index}.md"),
            "+++\nnumber = 1\ntitle = \"T\"\n+++\n".to_owned(),
        )
    };
    with(report(""), (0..n).map(one))
}

fn referring(n: usize) -> Files {
    let body = format!("Recommendations {}.\n", numbers(n));
    let one = |number: usize| {
        let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n{body}");
        (format!("content/r1/recommendations/{number}.md"), text)
    };
    with(report(""), (1..=n).map(one))
}

fn editions(n: usize, updated: bool) -> Files {
    let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default();
    let mut files = recommendations(1, |_| String::new());
    for day in (0..n as u64).filter_map(|day| first.checked_add_days(Days::new(day))) {
        files.push((format!("content/r1/{day}/_index.md"), "+++\ntitle = \"E\"\n+++\n".to_owned()));
        if updated {
            let text = "+++\nnumber = 1\nstatus = \"planned\"\n+++\nSome text.\n";
            files.push((format!("content/r1/{day}/1.md"), text.to_owned()));
        }
    }
    files
}

fn milestones(n: usize) -> Files {
    let of = |edition: &str| {
        let list = (0..n).map(|it| format!("[[milestones]]\nlabel = \"Stone {it} {edition}\"\n"));
        format!("+++\nnumber = 1\nstatus = \"complete\"\n{}+++\n", list.collect::<String>())
    };
    with(
        recommendations(1, |_| String::new()),
        ["2020-01-31", "2020-02-29"].into_iter().flat_map(|edition| {
            [
                (format!("content/r1/{edition}/_index.md"), "+++\ntitle = \"E\"\n+++\n".to_owned()),
                (format!("content/r1/{edition}/1.md"), of(edition)),
            ]
        }),
    )
}

fn rows(n: usize) -> String {
    (0..n).fold(String::new(), |mut rows, it| {
        let _ = writeln!(
            rows,
            "[[deliverables]]\ntext = \"The report number {it} on the framework\"\ndue = \"2019\"\ncompleted = true"
        );
        rows
    })
}

fn sentences(n: usize) -> String {
    (0..n).fold(String::new(), |mut text, it| {
        let _ = write!(
            text,
            "The report number {it} on the framework is expected by March 2021 and not yet done. "
        );
        text
    })
}

/// One text after the other.
fn each(n: usize, write: impl Fn(usize) -> String) -> String {
    (0..n).map(write).collect::<Vec<_>>().concat()
}

fn numbers(n: usize) -> String {
    (1..=n).map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}

fn list(n: usize, before: &str, after: &str) -> String {
    (0..n).map(|it| format!("\"{before}{it}{after}\"")).collect::<Vec<_>>().join(", ")
}
