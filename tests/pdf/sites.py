"""Test sites: long tables, many statuses, non-Latin scripts."""

from dataclasses import dataclass

# Texts of cells, long enough for different heights.
FILLING = "the office looked at how records are kept and shared and at what was asked of it".split()


@dataclass
class Table:
    """A table: its headings, and the first and last word of each row."""

    head: list[str]
    rows: list[tuple[str, str]]


def marks(letter, count):
    """Unique words for the beginning and end of each row."""
    return [(f"{letter}{row:02}a", f"{letter}{row:02}z") for row in range(1, count + 1)]


def filled(row, begin, end):
    """A cell of any length."""
    words = [FILLING[place % len(FILLING)] for place in range(20 + row * 13 % 50)]
    return " ".join([begin, *words, end])


TABLES = {
    "deliverables": Table(
        ["No.", "Deliverable", "Responsible", "Due", "Status"], marks("d", 40)
    ),
    "prose": Table(["Line", "Subject", "Result"], marks("p", 45)),
    "wide": Table(["Line", "Subject", *(f"Quarter{each}" for each in range(1, 7))], marks("w", 35)),
}
# Tables with more columns are on landscape pages.
MOST_UPRIGHT = 6

ARABIC = {
    "title": "نشر سياسة حفظ الوثائق",
    "statement": "ينبغي نشر سياسة واحدة تبين كيف يحفظ مكتبنا وثائقه وفق القانون ومن يسهر عليها.",
    "deliverable": "كتابة سياسة جديدة ونشرها",
}
HEBREW = {
    "title": "לפרסם את מדיניות הרשומות",
    "statement": "על המשרד לפרסם מדיניות אחת וברורה של שמירת רשומות.",
    "deliverable": "לכתוב את המדיניות ולפרסם אותה",
}
CHINESE = {
    "title": "公布记录政策",
    "statement": "办公室应当公布一份关于其保存的记录的政策。",
    "deliverable": "撰写并公布这份政策",
}


def markdown(table):
    """A Markdown table."""
    lines = [table.head, ["---"] * len(table.head)]
    for row, (begin, end) in enumerate(table.rows, 1):
        rest = [f"cell {row}"] * (len(table.head) - 2)
        lines.append([str(row), filled(row, begin, end), *rest])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def deliverable(text):
    """A deliverable in TOML."""
    return f'\n[[deliverables]]\ntext = "{text}"\nresponsible = ["Staff"]\ndue = "2024-03"\n'


REPORT = """\
+++
kind = "implementation"
title = "Records Review"
series = "RR1"
+++
"""
EDITION = """\
+++
title = "First quarter of 2024"
+++
"""
MILESTONES = """\
[[milestones]]
label = "Drafted"
date = "2024-02"

[[milestones]]
label = "Published"
date = "2024-09"
"""


def write(project, book, recommendations, report=REPORT):
    """A report of one edition: title, statement, deliverables and text of each recommendation."""
    files = {
        "book.toml": f'{book}\n[output.html]\nsite-url = "https://example.org/records/"\n',
        "content/rr1/_index.md": report,
        "content/rr1/2024-03-31/_index.md": EDITION,
    }
    for number, (title, statement, deliverables, text) in enumerate(recommendations, 1):
        promised = "".join(deliverable(each) for each in deliverables)
        files |= {
            f"content/rr1/recommendations/rec-{number}.md": (
                f'+++\nnumber = {number}\ntitle = "{title}"\n+++\n{statement}\n'
            ),
            f"content/rr1/2024-03-31/rec-{number}.md": (
                f'+++\nnumber = {number}\nstatus = "planned"\n\n{MILESTONES}{promised}+++\n{text}\n'
            ),
        }
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def tables(project):
    """Long tables on US letter: of deliverables, in a text, and on landscape pages."""
    book = (
        '[book]\ntitle = "Tables"\nauthors = ["The records office"]\nlanguage = "en"\n\n'
        '[output.print]\npage-size = "letter"\n'
    )
    promised = [
        filled(row, begin, end) for row, (begin, end) in enumerate(TABLES["deliverables"].rows, 1)
    ]
    said = "The office should keep a table."
    around = "Before the table.\n\n{}\n\nAfter the table."
    write(
        project,
        book,
        [
            ("A table of deliverables", said, promised, ""),
            ("A table in a text", said, [], around.format(markdown(TABLES["prose"]))),
            ("A table across the page", said, [], around.format(markdown(TABLES["wide"]))),
        ],
    )


def scripts(project):
    """A right-to-left site with joining Arabic, Hebrew and Chinese."""
    book = (
        f'[book]\ntitle = "{ARABIC["title"]}"\nauthors = ["{HEBREW["title"]}"]\n'
        'language = "ar"\ntext-direction = "rtl"\n'
    )
    write(
        project,
        book,
        [
            (script["title"], script["statement"], [script["deliverable"]], script["statement"])
            for script in (ARABIC, HEBREW, CHINESE)
        ],
    )


def vocabulary(labels):
    """A report with its own statuses."""
    kinds = ["active", "done", *["late"] * len(labels)]
    tables = (
        f'[[statuses]]\nid = "{"planned" if place == 0 else place}"\nlabel = "{label}"\nkind = "{kind}"\n'
        for place, (label, kind) in enumerate(zip(labels, kinds, strict=False))
    )
    return REPORT.removesuffix("+++\n") + "".join(tables) + "+++\n"


def many_statuses(project):
    """Many statuses with long labels, on US letter."""
    book = (
        '[book]\ntitle = "Statuses"\nauthors = ["The records office"]\nlanguage = "en"\n\n'
        '[output.print]\npage-size = "letter"\n'
    )
    recommendation = ("A policy", "The office should publish it.", ["A policy"], "Under way.")
    labels = [f"Label {place} that goes on for quite a while, for all to see" for place in range(1, 13)]
    write(project, book, [recommendation], vocabulary(labels))
