"""A parsed PDF: text by page, link targets, tags."""

import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pikepdf

MM = 72 / 25.4
# The page margins, which contain only headers and footers.
SIDE, TOP, BOTTOM = 20 * MM, 22 * MM, 21 * MM

# The height of the smallest words in titles of parts and recommendations, in points.
LARGE = 15
XHTML = "{http://www.w3.org/1999/xhtml}"


def letters(text):
    """The letters and digits of a text, ignoring spaces, ligatures and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def alike(found, expected, in_order):
    """Whether two texts have the same letters. The order of bidirectional words is ambiguous."""
    found, expected = letters(found), letters(expected)
    return found == expected if in_order else sorted(found) == sorted(expected)


@dataclass
class Word:
    """A word and its bounding box in points, from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self):
        """The y coordinate of its centre."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self):
        """The x coordinate of its centre."""
        return (self.left + self.right) / 2


@dataclass
class Page:
    """A page. Its text is in reading order, its words are positioned."""

    number: int
    width: float
    height: float
    words: list[Word]
    text: str

    @property
    def head(self):
        """The words of the header."""
        return [word for word in self.words if word.middle < TOP]

    @cached_property
    def body(self):
        """The words between the margins."""
        return [word for word in self.words if TOP <= word.middle <= self.height - BOTTOM]

    @property
    def foot(self):
        """The words of the footer."""
        return [word for word in self.words if word.middle > self.height - BOTTOM]

    @cached_property
    def letters(self):
        """The letters and digits between the margins."""
        return letters("".join(word.text for word in self.body))

    @property
    def filled(self):
        """How much of the height between the margins is used, from 0 to 1."""
        lowest = max((word.bottom for word in self.body), default=TOP)
        return (lowest - TOP) / (self.height - TOP - BOTTOM)

    def words_from(self, start, length):
        """The words from one of the body on, up to that many letters."""
        found, count = [], 0
        for word in self.body[start:]:
            if count >= length:
                break
            found.append(word)
            count += len(letters(word.text))
        return found


@dataclass
class Element:
    """A structure element: its children are elements, and page numbers of its text."""

    kind: str
    entry: pikepdf.Dictionary
    children: list = field(default_factory=list)

    def all(self, *kinds):
        """All descendants of these types, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.kind in kinds:
                    yield child
                yield from child.all(*kinds)

    def pages(self):
        """The page of each piece of text, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.pages()
            else:
                yield child

    def attribute(self, name):
        """An attribute from any of its dictionaries."""
        attributes = self.entry.get("/A", [])
        if isinstance(attributes, pikepdf.Dictionary):
            attributes = [attributes]
        return next((each[name] for each in attributes if name in each), None)


@dataclass
class Link:
    """A link: its box, and its target page or address."""

    page: int
    box: tuple[float, float, float, float]
    target: str
    leads_to: int | None
    address: str | None

    def holds(self, word):
        """Whether a word of its page is in its box."""
        left, top, right, bottom = self.box
        return left <= word.centre <= right and top <= word.middle <= bottom


class Said(HTMLParser):
    """Collects a page's link addresses and its headings with levels."""

    def __init__(self):
        super().__init__()
        self.addresses = set()
        self.headings = []
        self.level = None

    def handle_starttag(self, tag, attributes):
        address = dict(attributes).get("href")
        if tag == "a" and address:
            self.addresses.add(unquote(address))
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.level = int(tag[1])
            self.headings.append((self.level, ""))

    def handle_endtag(self, tag):
        if self.level and tag == f"h{self.level}":
            self.level = None

    def handle_data(self, data):
        if self.level:
            self.headings[-1] = (self.level, self.headings[-1][1] + data)


def output(*command):
    """The output of a program about a file."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def word_of(entry):
    """A word in the output of pdftotext."""
    return Word(entry.text or "", *(float(entry.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))


class Document:
    """A printed view, and its HTML page."""

    def __init__(self, path, page, engine, report):
        self.path = path
        self.page = page
        self.engine = engine
        self.report = report
        self.pdf = pikepdf.open(path)
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def pages(self):
        """The pages."""
        texts = output("pdftotext", self.path, "-").split("\f")
        boxes = ElementTree.fromstring(output("pdftotext", "-bbox", self.path, "-"))
        return [
            Page(
                number,
                float(page.get("width")),
                float(page.get("height")),
                [word_of(entry) for entry in page.iter(f"{XHTML}word")],
                texts[number - 1],
            )
            for number, page in enumerate(boxes.iter(f"{XHTML}page"), 1)
        ]

    @cached_property
    def starts(self):
        """The pages on which the heading of each recommendation is, by number."""
        return {
            each.number: [page.number for page in self.pages if self.holds(page, each)]
            for each in self.report.recommendations
        }

    def holds(self, page, recommendation):
        """Whether a recommendation's heading is on a page."""
        return self.heading_on(page, recommendation) is not None

    def heading_on(self, page, recommendation):
        """The word of a page's body with which a recommendation's heading begins, or nothing."""
        if not self.report.right_to_left and letters(self.report.heading(recommendation)) not in page.letters:
            return None
        starts = (at for at in range(len(page.body)) if self.begins(page, recommendation, at))
        return next(starts, None)

    def begins(self, page, recommendation, start=0):
        """Whether a page begins with a recommendation's heading, or its words from another on."""
        return self.is_title(page, start, self.report.heading(recommendation))

    def is_title(self, page, start, title):
        """Whether the title of a part or a recommendation begins with a word of a page's body."""
        if start >= len(page.body) or not set(letters(page.body[start].text)) <= set(letters(title)):
            return False
        words = page.words_from(start, len(letters(title)))
        # Lists have the same words in small letters.
        is_large = max(word.bottom - word.top for word in words) > LARGE
        return is_large and self.alike(" ".join(word.text for word in words), title)

    def alike(self, found, expected):
        """Whether two texts of this document are equal."""
        return alike(found, expected, in_order=not self.report.right_to_left)

    @cached_property
    def spans(self):
        """The pages of each recommendation, up to that on which the next one or another part begins."""
        parts = [page for _, page, depth in self.outline if depth == 2 and page]
        parts.append(len(self.pages))
        found = {}
        for number, pages in self.starts.items():
            for start in pages[:1]:
                after = parts[parts.index(start) + 1 :] if start in parts else []
                further = [page for page in after if page > start]
                found[number] = range(start, (further or [len(self.pages)])[0] + 1)
        return found

    @cached_property
    def beginnings(self):
        """What each page begins with, by page: the number of a recommendation, or nothing."""
        found, last = {}, None
        for page in self.pages:
            here = [each for each in self.report.recommendations if page.number in self.starts[each.number]]
            first = next((each for each in here if self.begins(page, each)), None)
            found[page.number] = first.number if first else last
            if self.part_begins(page):
                found[page.number] = None
            for title, on, depth in self.outline:
                if on == page.number and depth == 2:
                    held = (each.number for each in here if self.alike(title, self.report.heading(each)))
                    last = next(held, None)
        return found

    def part_begins(self, page):
        """Whether a page begins with the heading of another part of the document than recommendations."""
        titles = (title for title, on, depth in self.outline if on == page.number and depth == 2)
        return any(self.is_title(page, 0, title) for title in titles) and not any(
            self.begins(page, each) for each in self.report.recommendations
        )

    @cached_property
    def destinations(self):
        """The named destinations, in PDF 1.1 and later form."""
        root = self.pdf.Root
        named = {str(name): place for name, place in root.get("/Dests", {}).items()}
        if "/Dests" in root.get("/Names", {}):
            named |= dict(pikepdf.NameTree(root.Names.Dests).items())
        return named

    def page_of(self, place):
        """The page of a destination, or nothing if it is missing."""
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if isinstance(place, pikepdf.Array):
            return self.numbers.get(place[0].objgen)
        if place is None or str(place) not in self.destinations:
            return None
        return self.page_of(self.destinations[str(place)])

    @cached_property
    def said(self):
        """The parsed HTML page."""
        said = Said()
        said.feed(self.page.read_text(encoding="utf-8"))
        return said

    @cached_property
    def addresses(self):
        """Link addresses of the HTML page."""
        return self.said.addresses

    @cached_property
    def links(self):
        """All links of all pages."""
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    found.append(self.link(number, annotation))
        return found

    def link(self, number, annotation):
        """A link from an annotation."""
        action = annotation.get("/A", {})
        address = str(action["/URI"]) if "/URI" in action else None
        place = annotation.get("/Dest", action.get("/D"))
        x, y, across, up = (float(side) for side in annotation.Rect)
        height = self.pages[number - 1].height
        box = (min(x, across), height - max(y, up), max(x, across), height - min(y, up))
        # PDF names begin with a slash.
        target = str(place).removeprefix("/")
        return Link(number, box, target, self.page_of(place), address)

    def words_of(self, links):
        """The distinct words under links of one page."""
        return " ".join(
            word.text
            for word in self.pages[links[0].page - 1].words
            if any(link.holds(word) for link in links)
        )

    @cached_property
    def outline(self):
        """Title, page and depth of each outline entry."""
        with self.pdf.open_outline() as outline:
            return list(self.entries(outline.root, 1))

    def entries(self, items, depth):
        """These entries and their descendants, in order."""
        for item in items:
            place = item.destination if item.destination is not None else item.action
            yield item.title, self.page_of(place), depth
            yield from self.entries(item.children, depth + 1)

    @cached_property
    def structure(self):
        """The structure tree; empty without one."""
        tree = self.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        return self.element("", tree, None)

    def element(self, kind, entry, page):
        """An element with its descendants. Without a page of its own it is on its parent's."""
        element = Element(kind, entry)
        children = entry.get("/K", [])
        if not isinstance(children, pikepdf.Array):
            children = [children]
        for child in children:
            if isinstance(child, int):
                element.children.append(page)
                continue
            inside = self.numbers[child.Pg.objgen] if "/Pg" in child else page
            if "/S" in child:
                element.children.append(self.element(str(child.S)[1:], child, inside))
            elif "/MCID" in child:
                element.children.append(inside)
        return element
