"""Checks of the test sites. Each returns the faults."""

import glyphs
import sites
from document import letters

# Forms of Arabic letters depend on their position in a word.
JOINING = "تحسفقكنهي"


def places(document):
    """The pages of each word."""
    found = {}
    for page in document.pages:
        for word in page.body:
            found.setdefault(word.text, []).append(page.number)
    return found


def rows_are_printed_once_and_whole(document):
    """Every table row is there once, complete on one page."""
    where, found = places(document), []
    for table in sites.TABLES.values():
        for begin, end in table.rows:
            pages = [where.get(begin, []), where.get(end, [])]
            if pages[0] != pages[1] or len(pages[0]) != 1:
                found.append(f"expected {begin} and {end} on one page, found them on {pages}")
    return found


def pages_of(document, table):
    """The pages on which table rows begin."""
    begins = {begin for begin, _ in table.rows}
    return [page for page in document.pages if begins & {word.text for word in page.body}]


def tables_repeat_their_heads(document):
    """Each table spans several pages and repeats its headings on each."""
    found = []
    for name, table in sites.TABLES.items():
        pages = pages_of(document, table)
        if len(pages) < 2:
            found.append(f"expected the table {name!r} on several pages, found it on {len(pages)}")
        for page in pages:
            above = above_rows(page, table)
            if above[-len(table.head) :] != table.head:
                found.append(f"page {page.number}: expected {table.head} above rows, found {above}")
    return found


def above_rows(page, table):
    """The words above the first row of a page, in visual order."""
    begins = {begin for begin, _ in table.rows}
    first = min(word.top for word in page.body if word.text in begins)
    above = [word for word in page.body if word.bottom < first + 1]
    return [word.text for word in sorted(above, key=lambda word: (round(word.middle), word.left))]


def wide_tables_lie_across(document):
    """Wide tables are on landscape pages, everything else on portrait pages."""
    across = {
        page.number
        for table in sites.TABLES.values()
        if len(table.head) > sites.MOST_UPRIGHT
        for page in pages_of(document, table)
    }
    return [
        f"page {page.number}: expected it {'across' if page.number in across else 'upright'}, "
        f"found {page.width} by {page.height}"
        for page in document.pages
        if (page.width > page.height) != (page.number in across)
    ]


def milestones_are_lists_in_words(document):
    """Each recommendation's milestones are text, with their dates, and no picture."""
    expected = len(document.report.recommendations)
    text = letters("".join(page.text for page in document.pages))
    dated = ("Drafted February 2024", "Published September 2024")
    counts = {words: text.count(letters(words)) for words in dated}
    return [
        f"expected {words!r} {expected} times, found it {count} times"
        for words, count in counts.items()
        if count != expected
    ]


def texts_of_each_script_are_found(document):
    """Arabic, Hebrew and Chinese text can be searched for in reading order."""
    text = letters("".join(page.text for page in document.pages))
    return [
        f"expected {expected!r} in the text, found no such words"
        for script in (sites.ARABIC, sites.HEBREW, sites.CHINESE)
        for expected in script.values()
        if letters(expected) not in text
    ]


def arabic_letters_are_joined(document):
    """Joining letters have several forms."""
    shapes = glyphs.forms(document.pdf, set(JOINING))
    return [
        f"expected several forms of {letter!r}, found {len(shapes.get(letter, ()))}"
        for letter in JOINING
        if len(shapes.get(letter, ())) < 2
    ]


OF_TABLES = [
    rows_are_printed_once_and_whole,
    tables_repeat_their_heads,
    wide_tables_lie_across,
    milestones_are_lists_in_words,
]
OF_SCRIPTS = [texts_of_each_script_are_found, arabic_letters_are_joined]
