"""Glyphs shown by a document, from its content streams, and their fonts."""

import re
import unicodedata
from collections import defaultdict

import pikepdf

PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^]]*\])")
NUMBERED = re.compile(rb"<([0-9A-Fa-f]+)>\s*(\d+)")
OPERATORS = "q Q Tf Tj TJ ' \" Do"


def shown(pdf):
    """The fonts in use, with the codes of the glyphs shown."""
    fonts = {}
    for page in pdf.pages:
        read(page.obj, page.get("/Resources"), fonts)
    return fonts.values()


def read(stream, resources, fonts, font=None):
    """Collects the glyphs shown by a page or form, by font."""
    saved = []
    for operands, operator in pikepdf.parse_content_stream(stream, OPERATORS):
        operator = str(operator)
        if operator == "q":
            saved.append(font)
        elif operator == "Q":
            font = saved.pop()
        elif operator == "Tf":
            font = resources.Font[operands[0]]
        elif operator == "Do":
            form = resources.XObject[operands[0]]
            if form.Subtype == "/Form":
                read(form, form.get("/Resources", resources), fonts, font)
        else:
            _, codes = fonts.setdefault(font.objgen, (font, set()))
            codes.update(codes_of(font, strings(operands[-1])))


def strings(operand):
    """The bytes shown by an operator."""
    if isinstance(operand, pikepdf.Array):
        return b"".join(bytes(each) for each in operand if isinstance(each, pikepdf.String))
    return bytes(operand)


def codes_of(font, text):
    """The codes in a string: two bytes for composite fonts, else one."""
    if font.Subtype == "/Type0":
        return {text[at] << 8 | text[at + 1] for at in range(0, len(text), 2)}
    return set(text)


def name(font):
    """A font's name, if any."""
    return str(font.get("/BaseFont", "a font without a name"))


def lacks(font, codes):
    """Whether a font shows its missing-glyph box."""
    if font.Subtype == "/Type0":
        return 0 in glyphs_of(font, codes)
    if font.Subtype == "/Type3":
        return any(glyph in ("/g0", "/.notdef") for glyph in drawn(font, codes))
    return False


def glyphs_of(font, codes):
    """The glyph numbers of codes: the codes themselves, or from a table."""
    if font.Encoding == "/Identity-H":
        return codes
    table = font.Encoding.read_bytes()
    numbers = {
        int(code, 16): int(number)
        for block in re.findall(rb"begincidchar(.*?)endcidchar", table, re.DOTALL)
        for code, number in NUMBERED.findall(block)
    }
    return {numbers.get(code, 0) for code in codes}


def drawn(font, codes):
    """The glyph names shown in a Type 3 font."""
    code, names = 0, {}
    for each in font.Encoding.Differences:
        if isinstance(each, pikepdf.Name):
            names[code] = str(each)
            code += 1
        else:
            code = int(each)
    return [names.get(code, "/.notdef") for code in codes]


def is_embedded(font):
    """Whether a font is embedded."""
    if font.Subtype == "/Type3":
        return len(font.CharProcs) > 0
    if font.Subtype == "/Type0":
        font = font.DescendantFonts[0]
    descriptor = font.get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def texts(font):
    """The text of each code of a font."""
    found = {}
    if "/ToUnicode" not in font:
        return found
    table = font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in PAIR.findall(block):
            found[int(code, 16)] = decoded(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, target in TRIPLE.findall(block):
            found |= in_range(int(first, 16), int(last, 16), target)
    return found


def in_range(first, last, target):
    """The texts of a range of codes: listed, or consecutive."""
    if target.startswith(b"["):
        each = [decoded(text) for text in re.findall(rb"<([0-9A-Fa-f]+)>", target)]
        return dict(zip(range(first, last + 1), each, strict=True))
    start = decoded(target[1:-1])
    return {
        first + step: start[:-1] + chr(ord(start[-1]) + step) for step in range(last - first + 1)
    }


def decoded(digits):
    """The text of hexadecimal digits."""
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be")


def forms(pdf, letters):
    """The codes of each of these letters, in the font that has most of them."""
    found = {}
    for font, codes in shown(pdf):
        in_font = defaultdict(set)
        for code, text in texts(font).items():
            letter = unicodedata.normalize("NFKC", text)
            if code in codes and letter in letters:
                in_font[letter].add(code)
        for letter, shapes in in_font.items():
            found[letter] = max(found.get(letter, set()), shapes, key=len)
    return found
