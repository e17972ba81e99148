"""A PDF as its readers have it: what it shows on which page, where its links lead, and its tags."""

import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pikepdf

MM = 72 / 25.4
# The margins of a page, in which only the lines at its edges stand.
SIDE, TOP, BOTTOM = 20 * MM, 22 * MM, 21 * MM

XHTML = "{http://www.w3.org/1999/xhtml}"


def letters(text):
    """The letters and digits of a text, whatever its spaces, ligatures and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def alike(found, expected, in_order):
    """Whether two texts have the same letters. Words of two scripts in a line have no one order."""
    found, expected = letters(found), letters(expected)
    return found == expected if in_order else sorted(found) == sorted(expected)


@dataclass
class Word:
    """A word, and the box around it in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self):
        """The height of its middle on the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self):
        """How far from the left its middle is."""
        return (self.left + self.right) / 2


@dataclass
class Page:
    """What stands on a page. Its text is in reading order, its words where they are shown."""

    number: int
    width: float
    height: float
    words: list[Word]
    text: str

    @property
    def head(self):
        """The words in the margin above."""
        return [word for word in self.words if word.middle < TOP]

    @property
    def body(self):
        """The words between the margins."""
        return [word for word in self.words if TOP <= word.middle <= self.height - BOTTOM]

    @property
    def foot(self):
        """The words in the margin below."""
        return [word for word in self.words if word.middle > self.height - BOTTOM]

    def first_words(self, length):
        """The first words, up to so many letters."""
        found = ""
        for word in self.body:
            if len(letters(found)) >= length:
                break
            found += f"{word.text} "
        return found


@dataclass
class Element:
    """An element of the structure: its children are elements, and the numbers of pages with its text."""

    kind: str
    entry: pikepdf.Dictionary
    children: list = field(default_factory=list)

    def all(self, *kinds):
        """Every element below this one of these kinds, in reading order."""
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
        """An attribute, from whichever of its dictionaries has it."""
        attributes = self.entry.get("/A", [])
        if isinstance(attributes, pikepdf.Dictionary):
            attributes = [attributes]
        return next((each[name] for each in attributes if name in each), None)


@dataclass
class Link:
    """A link: the box to click on, and the page or the address that it leads to."""

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
    """Collects the addresses of the links of a page, and its headings with their levels."""

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
    """What a program says about a file."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def word_of(entry):
    """A word as pdftotext tells of it."""
    return Word(entry.text or "", *(float(entry.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))


class Document:
    """A printed view of a report, and the page that it was printed from."""

    def __init__(self, path, page, engine, report):
        self.path = path
        self.page = page
        self.engine = engine
        self.report = report
        self.pdf = pikepdf.open(path)
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def pages(self):
        """What each page shows."""
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
        """The pages that begin with the heading of each recommendation, by its number."""
        return {
            each.number: [page.number for page in self.pages if self.begins(page, each)]
            for each in self.report.recommendations
        }

    def begins(self, page, recommendation):
        """Whether a page begins with the heading of a recommendation."""
        heading = self.report.heading(recommendation)
        return self.alike(page.first_words(len(letters(heading))), heading)

    def alike(self, found, expected):
        """Whether two texts of this document are the same."""
        return alike(found, expected, in_order=not self.report.right_to_left)

    @cached_property
    def spans(self):
        """The pages of each recommendation: up to where the next one or another part begins."""
        parts = [page for _, page, depth in self.outline if depth == 2 and page]
        parts.append(len(self.pages) + 1)
        return {
            number: range(start, min(page for page in parts if page > start))
            for number, pages in self.starts.items()
            for start in pages[:1]
        }

    @cached_property
    def destinations(self):
        """The names of places in the document, as PDF 1.1 and later versions keep them."""
        root = self.pdf.Root
        named = {str(name): place for name, place in root.get("/Dests", {}).items()}
        if "/Dests" in root.get("/Names", {}):
            named |= dict(pikepdf.NameTree(root.Names.Dests).items())
        return named

    def page_of(self, place):
        """The page that a destination is on, or nothing where it leads nowhere."""
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if isinstance(place, pikepdf.Array):
            return self.numbers.get(place[0].objgen)
        if place is None or str(place) not in self.destinations:
            return None
        return self.page_of(self.destinations[str(place)])

    @cached_property
    def said(self):
        """What was found on the page that was printed."""
        said = Said()
        said.feed(self.page.read_text(encoding="utf-8"))
        return said

    @cached_property
    def addresses(self):
        """Where the links of the page that was printed lead."""
        return self.said.addresses

    @cached_property
    def links(self):
        """Every link of every page."""
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    found.append(self.link(number, annotation))
        return found

    def link(self, number, annotation):
        """A link as a page's annotations have it."""
        action = annotation.get("/A", {})
        address = str(action["/URI"]) if "/URI" in action else None
        place = annotation.get("/Dest", action.get("/D"))
        x, y, across, up = (float(side) for side in annotation.Rect)
        height = self.pages[number - 1].height
        box = (min(x, across), height - max(y, up), max(x, across), height - min(y, up))
        # A name in a PDF begins with a slash.
        target = str(place).removeprefix("/")
        return Link(number, box, target, self.page_of(place), address)

    def words_of(self, links):
        """The words that links of one page stand on, each once."""
        return " ".join(
            word.text
            for word in self.pages[links[0].page - 1].words
            if any(link.holds(word) for link in links)
        )

    @cached_property
    def outline(self):
        """Title, page and depth of each entry of the outline."""
        with self.pdf.open_outline() as outline:
            return list(self.entries(outline.root, 1))

    def entries(self, items, depth):
        """These entries and all below them, in order."""
        for item in items:
            place = item.destination if item.destination is not None else item.action
            yield item.title, self.page_of(place), depth
            yield from self.entries(item.children, depth + 1)

    @cached_property
    def structure(self):
        """The whole structure, with nothing in it where the document has none."""
        tree = self.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        return self.element("", tree, None)

    def element(self, kind, entry, page):
        """An element with all that is below it. What names no page is on the page of what it is in."""
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
