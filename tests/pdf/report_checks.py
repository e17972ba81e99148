"""Checks of a printed report's recommendations. Each returns the faults."""

from document import alike, letters

# Vertical distance of lines of one link, in points.
GAP = 4
# The notes at the end are not a part.
ADDRESSES = "Addresses of links"
# Maximum vertical distance of a value from its label, in points.
HALF_LINE = 5


def each_recommendation_has_a_heading(document):
    """Each recommendation's heading is on exactly one page, in order."""
    found = [
        f"recommendation {number}: expected its heading on one page, found it on {pages}"
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
    """The list of recommendations links to each by title, and has the number of its page."""
    begins = page_of(document, "Recommendations")
    ends = min(page for pages in document.starts.values() for page in pages)
    found = []
    for each in document.report.recommendations:
        starts = document.starts[each.number]
        expected = f"Recommendation {each.number}: {each.title}"
        expected += "".join(f" {page}" for page in starts)
        lines = lines_of(document, f"rec-{each.number}", range(begins, ends + 1), starts)
        # A status may have more lines than the title.
        shown = [without(line, each.status.split()) for line in lines]
        if not any(alike(line, expected, in_order=False) for line in shown):
            found.append(f"expected {expected!r} to lead to pages {starts}, found {shown!r}")
    return found


def cover_lists_the_parts(document):
    """The cover links to each part but recommendations, in order, and has the number of its page."""
    headings = [document.report.heading(each) for each in document.report.recommendations]
    parts = [
        (title, page)
        for title, page, depth in document.outline
        if depth == 2 and page > 1 and not any(is_entry(document, title, each) for each in headings)
    ]
    found = []
    for title, page in parts:
        links = [link for link in document.links if link.page == 1 and link.leads_to == page]
        lines = [line for link in links for line in lines_of(document, link.target, [1], [page])]
        shown = [" ".join(line) for line in lines]
        if title != ADDRESSES and not any(document.alike(each, f"{title} {page}") for each in shown):
            found.append(f"expected {title!r} on the cover, with page {page}, found {shown}")
    return found


def page_of(document, part):
    """The page of a part."""
    return next(page for title, page, depth in document.outline if title == part and depth == 2)


def lines_of(document, target, pages, leads_to):
    """The words in the lines of each link to a place, on some pages."""
    found = []
    for link in document.links:
        if link.target != target or link.page not in pages or link.leads_to not in leads_to:
            continue
        top, bottom = link.box[1] - 1, link.box[3] + 1
        # A link has a box for each of its lines.
        for each in document.links:
            if each.target == target and each.page == link.page and top - GAP < each.box[1] < bottom + GAP:
                top, bottom = min(top, each.box[1] - 1), max(bottom, each.box[3] + 1)
        words = document.pages[link.page - 1].words
        found.append([word.text for word in words if top < word.middle < bottom])
    return found


def without(words, others):
    """Words without others, each at most once."""
    rest = list(words)
    for word in others:
        if word in rest:
            rest.remove(word)
    return " ".join(rest)


def legend_is_there_once(document):
    """What each status means is said once in the document, before the recommendations."""
    begins = min(page for pages in document.starts.values() for page in pages)
    front = letters("".join(page.text for page in document.pages[:begins]))
    found = [
        f"expected {label!r} up to page {begins}, found nothing of it"
        for label in document.report.statuses
        if not all(letters(word) in front for word in label.split())
    ]
    meant = [page.number for page in document.pages for _ in range(letters(page.text).count("countsas"))]
    if len(meant) != len(document.report.statuses) or max(meant) > begins:
        found.append(f"expected each of {len(document.report.statuses)} meanings once, found them on {meant}")
    return found


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
    """The heading of each recommendation is followed by its status in words, beside the label."""
    found = []
    for each in document.report.recommendations:
        for page in document.starts[each.number]:
            shown = status_after(document, document.pages[page - 1], each)
            if letters(each.status) not in letters(shown):
                found.append(f"page {page}: expected the status {each.status!r}, found {shown!r}")
    return found


def status_after(document, page, recommendation):
    """The text in the line of the first status label below a heading, on either side."""
    below = page.body[document.heading_on(page, recommendation)].top
    label = next((word for word in page.body if word.text == "Status" and word.top > below), None)
    if label is None:
        return "no label of a status"
    line = [word for word in page.body if abs(word.middle - label.middle) < HALF_LINE]
    return " ".join(word.text for word in line if word is not label)


ALL = [
    each_recommendation_has_a_heading,
    outline_leads_to_each_recommendation,
    contents_lead_to_each_recommendation,
    cover_lists_the_parts,
    legend_is_there_once,
    statements_are_there,
    statuses_are_told_in_words,
]
