"""Checks of any printed report. Each returns the faults; its docstring says what must hold."""

from itertools import zip_longest

import glyphs
from document import MM, SIDE, letters

# How far boxes of words may exceed the margins, in points: they have the height of their font.
SLACK = 1.5
# Unprintable edge of a sheet, in points.
UNPRINTED = 4.5 * MM
# The share of a page that is filled.
LEAST_FILLED = 2 / 3
SIZES = {"A4": (595.28, 841.89), "letter": (612, 792)}


def describes_itself(document):
    """The metadata has title and language, but no time of printing."""
    report, root, information = document.report, document.pdf.Root, document.pdf.docinfo
    preferences = root.get("/ViewerPreferences", {})
    facts = {
        "title": (report.document_title, information.get("/Title")),
        "author": (", ".join(report.authors), information.get("/Author")),
        "keywords": (", ".join(report.keywords()), information.get("/Keywords")),
        "language": (report.language, root.get("/Lang")),
        "title in the window's bar": (True, preferences.get("/DisplayDocTitle")),
        "direction": ("/R2L" if report.right_to_left else None, preferences.get("/Direction")),
        "date of creation": (None, information.get("/CreationDate")),
        "date of change": (None, information.get("/ModDate")),
        "metadata that could tell a date": (None, root.get("/Metadata")),
    }
    return [
        f"{name}: expected {expected!r}, found {plain(found)!r}"
        for name, (expected, found) in facts.items()
        if plain(found) != expected
    ]


def plain(value):
    """A value of the PDF as a Python value."""
    return value if value is None or isinstance(value, bool) else str(value)


def pages_have_their_size(document):
    """Every page has the project's page size, portrait or landscape."""
    size = SIZES[document.report.page_size]
    return [
        f"page {page.number}: expected {size} either way round, found {(page.width, page.height)}"
        for page in document.pages
        if any(
            abs(found - expected) > 1
            for found, expected in zip(sorted((page.width, page.height)), size, strict=True)
        )
    ]


def pages_say_something(document):
    """No page is blank between its margins."""
    return [
        f"page {page.number} is blank: it has {len(page.words)} words, none of them between its edges"
        for page in document.pages
        if not letters("".join(word.text for word in page.body))
    ]


def pages_are_full(document):
    """No page is more than a third empty, but the last and those around pages that lie across."""
    found = []
    for page, following in zip(document.pages, document.pages[1:]):
        turns = (page.width > page.height) != (following.width > following.height)
        if page.filled < LEAST_FILLED and not turns:
            found.append(f"page {page.number}: expected two thirds to be filled, found {page.filled:.0%}")
    return found


def words_keep_to_the_margins(document):
    """No word exceeds the side margins."""
    found = []
    for page in document.pages:
        left, right = SIDE - SLACK, page.width - SIDE + SLACK
        found += [
            f"page {page.number}: expected {word.text!r} between {left:.1f} and {right:.1f}, "
            f"found it from {word.left:.1f} to {word.right:.1f}"
            for word in page.words
            if word.left < left or word.right > right
        ]
    return found


def edges_stay_on_the_paper(document):
    """Headers and footers are in the printable area."""
    found = []
    for page in document.pages:
        top, bottom = UNPRINTED, page.height - UNPRINTED
        found += [
            f"page {page.number}: expected {word.text!r} between {top:.1f} and {bottom:.1f}, "
            f"found it from {word.top:.1f} to {word.bottom:.1f}"
            for word in page.words
            if word.top < top or word.bottom > bottom
        ]
    return found


def heads_of_pages_name_what_is_there(document):
    """Every page but the first has a header with report and edition, and the recommendation it begins with."""
    found = []
    for page in document.pages:
        number = document.beginnings[page.number]
        expected = "" if page.number == 1 else document.report.running_title
        expected += f" Recommendation {number}" if number else ""
        shown = " ".join(word.text for word in page.head)
        if not document.alike(shown, expected):
            found.append(f"page {page.number}: expected {expected!r} at its head, found {shown!r}")
    return found


def feet_of_pages_count(document):
    """Every page but the first has a footer with page number and total."""
    found = []
    for page in document.pages:
        expected = "" if page.number == 1 else f"Page {page.number} of {len(document.pages)}"
        shown = " ".join(word.text for word in page.foot)
        if not document.alike(shown, expected):
            found.append(f"page {page.number}: expected {expected!r} at its foot, found {shown!r}")
    return found


def fonts_are_inside(document):
    """All fonts in use are embedded."""
    fonts = list(glyphs.shown(document.pdf))
    if not fonts:
        return ["expected text in fonts, found none"]
    return [
        f"expected the font {glyphs.name(font)} in the file, found its name alone"
        for font, _ in fonts
        if not glyphs.is_embedded(font)
    ]


def every_character_has_a_glyph(document):
    """No missing glyphs are shown."""
    return [
        f"expected a glyph for every character, found that of none in {glyphs.name(font)}"
        for font, codes in glyphs.shown(document.pdf)
        if glyphs.lacks(font, codes)
    ]


def is_tagged(document):
    """The document is tagged, with headings, lists and tables."""
    marked = document.pdf.Root.get("/MarkInfo", {}).get("/Marked", False)
    found = [] if marked else ["expected a mark that the document is tagged, found none"]
    return found + [
        f"expected elements of the kind {kind} in the structure, found none"
        for kind in ("H1", "H2", "L", "LI", "Table", "TR", "TH", "TD")
        if next(document.structure.all(kind), None) is None
    ]


def outline_is_that_of_the_page(document):
    """The outline has the page's headings, each once, in order and with the same depth."""
    wanted = [(" ".join(text.split()), level) for level, text in document.said.headings]
    shown = [(title, depth) for title, _, depth in document.outline]
    if not wanted:
        return ["expected headings in the page, found none"]
    return [
        f"entry {place}: expected {expected}, found {found}"
        for place, (expected, found) in enumerate(zip_longest(wanted, shown), 1)
        if expected != found
    ]


def headings_skip_no_level(document):
    """The first heading is of level 1, and no level is skipped."""
    found, last = [], 0
    for heading in headings(document):
        level = int(heading.kind[1])
        if level > last + 1:
            page = next(heading.pages(), None)
            found.append(f"page {page}: expected H{last + 1} or higher, found H{level}")
        last = level
    return found


def headings(document):
    """All headings, in reading order."""
    return list(document.structure.all("H1", "H2", "H3", "H4", "H5", "H6"))


def headings_stay_with_what_follows(document):
    """No heading is separated from its text by a page break."""
    inside = {id(heading) for heading in headings(document)}
    # The last piece has no successor.
    pieces = [*pieces_of(document.structure, inside, False), (None, False)]
    return [
        f"page {page}: expected something below its last heading, found it on page {next_page}"
        for (page, is_heading), (next_page, _) in zip(pieces, pieces[1:])
        if is_heading and next_page != page
    ]


def pieces_of(element, inside, is_heading):
    """The page of each piece of text, and whether it is a heading's."""
    is_heading = is_heading or id(element) in inside
    for child in element.children:
        if isinstance(child, int):
            yield child, is_heading
        else:
            yield from pieces_of(child, inside, is_heading)


def rows_are_whole(document):
    """No table row is broken across pages. None is higher than a page."""
    found = []
    for row in document.structure.all("TR"):
        pages = sorted(set(row.pages()))
        # Heading rows are repeated on each page.
        if len(pages) > 1 and list(row.all("TD")):
            found.append(f"expected each row of a table on one page, found one on pages {pages}")
    return found


def heads_of_tables_say_for_what(document):
    """Every table heading has a scope."""
    return [
        f"page {next(head.pages(), None)}: expected a scope, found {plain(head.attribute('/Scope'))}"
        for head in document.structure.all("TH")
        if head.attribute("/Scope") not in ("/Row", "/Column")
    ]


def cells_name_their_heads(document):
    """Every table cell names existing headings."""
    known = {str(head.entry.get("/ID")) for head in document.structure.all("TH")}
    found = []
    for cell in document.structure.all("TD"):
        named = {str(head) for head in cell.attribute("/Headers") or []}
        if not named or named - known:
            page = next(cell.pages(), None)
            found.append(f"page {page}: expected a cell that names its heads, found {sorted(named)}")
    return found


def pictures_are_described(document):
    """Every figure has an alternative text."""
    return [
        f"page {next(picture.pages(), None)}: expected a description of a picture, found none"
        for picture in document.structure.all("Figure")
        if not str(picture.entry.get("/Alt", ""))
    ]


def links_lead_where_the_page_says(document):
    """Every link of the HTML page is there, internal or external."""
    led = {f"#{link.target}" for link in document.links if link.leads_to}
    led |= {link.address.rstrip("/") for link in document.links if link.address}
    if not document.addresses:
        return ["expected links in the page, found none"]
    return [
        f"expected a link to {address}, found none that leads there"
        for address in sorted(document.addresses)
        if address.rstrip("/") not in led
    ]


def links_lead_somewhere(document):
    """No link has a missing destination."""
    return [
        f"page {link.page}: expected {link.target} in the document, found no such place"
        for link in document.links
        if link.address is None and link.leads_to is None
    ]


def links_outside_are_addresses(document):
    """There are external links, and all are web or mail addresses."""
    outside = [link for link in document.links if link.address]
    if not outside:
        return ["expected links out of the document, found none"]
    return [
        f"page {link.page}: expected an address of the web or a mailbox, found {link.address}"
        for link in outside
        if not link.address.startswith(("https://", "http://", "mailto:"))
    ]


ALL = [
    describes_itself,
    pages_have_their_size,
    pages_say_something,
    words_keep_to_the_margins,
    edges_stay_on_the_paper,
    heads_of_pages_name_what_is_there,
    feet_of_pages_count,
    pages_are_full,
    fonts_are_inside,
    every_character_has_a_glyph,
    is_tagged,
    outline_is_that_of_the_page,
    headings_skip_no_level,
    headings_stay_with_what_follows,
    links_lead_where_the_page_says,
    links_lead_somewhere,
    links_outside_are_addresses,
]
# Structure that only one program's output has.
OF_ENGINE = {
    "chromium": [rows_are_whole, heads_of_tables_say_for_what, pictures_are_described],
    "weasyprint": [cells_name_their_heads],
}
