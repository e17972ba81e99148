"""Checks of a printed report's recommendations. Each returns the faults."""

from document import letters

# Maximum vertical distance of a value from its label, in points.
HALF_LINE = 5


def each_recommendation_begins_a_page(document):
    """Each recommendation's heading begins exactly one page, in order."""
    found = [
        f"recommendation {number}: expected one page that begins with it, found {pages}"
        for number, pages in document.starts.items()
        if len(pages) != 1
    ]
    order = [pages[0] for pages in document.starts.values() if pages]
    if order != sorted(order):
        found.append(f"expected recommendations in order, found them on pages {order}")
    return found


def outline_leads_to_each_recommendation(document):
    """The outline has one entry for each recommendation, leading to its beginning."""
    report, found = document.report, []
    entries = [entry for entry in document.outline if f"{report.series} Recommendation " in entry[0]]
    for each in report.recommendations:
        expected, pages = report.heading(each), document.starts[each.number]
        led = [page for title, page, _ in entries if is_entry(document, title, expected)]
        if led != pages:
            found.append(f"expected {expected!r} to lead to pages {pages}, found it leads to {led}")
    if len(entries) != len(report.recommendations):
        found.append(f"expected {len(report.recommendations)} entries, found {entries}")
    deep = [entry for entry in entries if entry[2] > 2]
    return found + [f"expected first or second level, found {entry}" for entry in deep]


def is_entry(document, title, expected):
    """Whether a title is a heading's. Chromium writes bidirectional words in visual order."""
    in_order = document.engine == "weasyprint" or not document.report.right_to_left
    return title == expected if in_order else document.alike(title, expected)


def contents_lead_to_each_recommendation(document):
    """The table of contents links to each recommendation by title; WeasyPrint adds page numbers."""
    found = []
    for each in document.report.recommendations:
        begins = document.starts[each.number]
        links = contents(document, begins)
        shown = document.words_of(links) if links else ""
        expected = f"Recommendation {each.number}: {each.title}"
        if document.engine == "weasyprint":
            expected += "".join(f" {page}" for page in begins)
        if not document.alike(shown, expected):
            found.append(f"expected {expected!r} to lead to pages {begins}, found {shown!r}")
    return found


def contents(document, pages):
    """Internal links of the table of contents."""
    here = [page for title, page, _ in document.outline if title == "Contents"]
    return [link for link in document.links if link.page in here and link.leads_to in pages]


def statements_are_there(document):
    """The statement of each recommendation is on its pages, verbatim."""
    found = []
    for each in document.report.recommendations:
        pages = document.spans.get(each.number, [])
        text = "".join(document.pages[page - 1].text for page in pages)
        if letters(each.statement) not in letters(text):
            found.append(f"expected {each.statement!r} on pages {list(pages)}, found {text!r}")
    return found


def statuses_are_told_in_words(document):
    """The first page of each recommendation has its status in words, beside the label."""
    found = []
    for each in document.report.recommendations:
        for page in document.starts[each.number]:
            shown = status_on(document.pages[page - 1])
            if letters(each.status) not in letters(shown):
                found.append(f"page {page}: expected the status {each.status!r}, found {shown!r}")
    return found


def status_on(page):
    """The text in the line of the first status label, on either side."""
    label = next((word for word in page.body if word.text == "Status"), None)
    if label is None:
        return "no label of a status"
    line = [word for word in page.body if abs(word.middle - label.middle) < HALF_LINE]
    return " ".join(word.text for word in line if word is not label)


ALL = [
    each_recommendation_begins_a_page,
    outline_leads_to_each_recommendation,
    contents_lead_to_each_recommendation,
    statements_are_there,
    statuses_are_told_in_words,
]
