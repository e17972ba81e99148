"""Prints reports with the programs that make PDFs, and reads them as readers of PDFs do.

`check.py SSR-SITE PROJECT SCRATCH COUNTS`: the program, a project with the report `ssr1`, a directory to
print into, and a file that gets a line for each test, `pass 1` or `fail 1`, for tests/run to add up.
"""

import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import checks
import content
import report_checks
import site_checks
import sites
from document import Document

# How many programs print at a time, and how long one may take, in seconds.
AT_A_TIME = 2
LONGEST = 300
# How much is told of what one test found.
MOST_TOLD = 8
# A directory that is deeper than the name of a socket may be long.
DEEP = Path(*(f"a-directory-that-is-in-another-{depth}" for depth in range(12)))


@dataclass
class Printing:
    """A document to print: of which project and view, with which program, and what to look for."""

    name: str
    engine: str
    project: Path
    report: str
    temporary: Path
    edition: str | None = None
    checks: list = field(default_factory=list)
    again: bool = False

    def print(self, program, path):
        """Prints it into a file, and returns what went wrong."""
        return self.run(program, "pdf", "--engine", self.engine, "--output", path)

    def write_page(self, program, path):
        """Writes the page that it is printed from, and returns what went wrong."""
        return self.run(program, "print", "--output", path)

    def run(self, program, *arguments):
        """Asks the program for this view, in its project."""
        view = ["--edition", self.edition] if self.edition else []
        try:
            done = subprocess.run(
                [program, *arguments, *view], cwd=self.project, stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=LONGEST,
                env={**os.environ, "TMPDIR": str(self.temporary)},
            )
        except subprocess.TimeoutExpired:
            return [f"expected it to be printed, found it not done after {LONGEST} s"]
        return [] if done.returncode == 0 else [f"expected it to be printed, found {done.stderr}"]


def printings(project, scratch, temporary):
    """Every document that is printed, the ones that take longest first."""
    projects = {
        "tables": (sites.tables, site_checks.OF_TABLES),
        "scripts": (sites.scripts, site_checks.OF_SCRIPTS),
        "few statuses": (sites.few_statuses, site_checks.OF_STATUSES),
        "many statuses": (sites.many_statuses, site_checks.OF_STATUSES),
    }
    for name, (write, _) in projects.items():
        write(scratch / name)
    editions = sorted(path.parent.name for path in project.glob("content/ssr1/[0-9]*-*/_index.md"))
    return [
        Printing("latest view", "weasyprint", project, "ssr1", temporary, again=True),
        Printing(f"edition {editions[0]}", "weasyprint", project, "ssr1", temporary, editions[0]),
        *(
            Printing(name, engine, scratch / name, "rr1", temporary, checks=found)
            for engine in ("weasyprint", "chromium")
            for name, (_, found) in projects.items()
        ),
        Printing("latest view", "chromium", project, "ssr1", temporary, again=True),
        *(
            Printing(f"edition {each}", "chromium", project, "ssr1", temporary, each)
            for each in editions
        ),
    ]


def read(printing, document):
    """Every test of a document that was printed: what is right, and what was found wrong."""
    for check in [
        *checks.ALL,
        *checks.OF_ENGINE[printing.engine],
        *report_checks.ALL,
        *printing.checks,
    ]:
        yield check.__doc__, attempt(check, document)


def attempt(check, document):
    """What a check finds. One that cannot go on is a failure of that check alone."""
    try:
        return check(document)
    except Exception as error:
        return [f"expected something to look at, found {type(error).__name__}: {error}"]


def same(documents):
    """What differs between two printings. Chromium rounds a place by a fraction of a point now and then."""
    one, other = documents
    if one.engine == "weasyprint":
        equal = one.path.read_bytes() == other.path.read_bytes()
        return [] if equal else ["expected the same bytes, found others"]
    if len(one.pages) != len(other.pages):
        return [f"expected {len(one.pages)} pages, found {len(other.pages)}"]
    return [
        f"page {before.number}: expected the same words at the same places, found others"
        for before, after in zip(one.pages, other.pages, strict=True)
        if not same_words(before.words, after.words)
    ]


def same_words(before, after):
    """Whether words are the same, and where they were, to half a point."""
    return [word.text for word in before] == [word.text for word in after] and all(
        abs(word.left - moved.left) < 0.5 and abs(word.top - moved.top) < 0.5
        for word, moved in zip(before, after, strict=True)
    )


@dataclass
class Started:
    """A document that is being printed, once or twice, and the files that come of it."""

    printing: Printing
    page: Path
    paths: list[Path]
    runs: list[Future]

    def tests(self):
        """Waits for it, and reads it: each test, and what was found wrong."""
        failed = [problem for run in self.runs for problem in run.result()]
        yield "It is printed.", failed
        if failed:
            return
        printing = self.printing
        report = content.read(printing.project, printing.report, printing.edition)
        documents = [Document(path, self.page, printing.engine, report) for path in self.paths]
        if printing.again:
            yield "It is the same when it is printed again.", attempt(same, documents)
        yield from read(printing, documents[0])


def start(printing, program, stem, printers):
    """Has a document printed as soon as a printer is free."""
    page = stem.with_suffix(".html")
    paths = [stem.with_suffix(".pdf")]
    if printing.again:
        paths.append(stem.with_suffix(".again.pdf"))
    runs = [printers.submit(printing.write_page, program, page)]
    runs += [printers.submit(printing.print, program, path) for path in paths]
    return Started(printing, page, paths, runs)


def tests(program, project, scratch):
    """Prints all documents, and reads each once it is there: document, test, what was found."""
    printed, temporary = scratch / DEEP, scratch / "temporary"
    for directory in (printed, temporary):
        directory.mkdir(parents=True)
    with ThreadPoolExecutor(AT_A_TIME) as printers:
        started = [
            start(printing, program, printed / str(place), printers)
            for place, printing in enumerate(printings(project, scratch, temporary))
        ]
        for each in started:
            for title, found in each.tests():
                yield f"{each.printing.name} by {each.printing.engine}", title, found
    yield "all", "Nothing is left of what they were made with.", leftovers(printed, temporary)


def leftovers(printed, temporary):
    """What is beside the documents, or among temporary files, and is neither document nor page."""
    beside = [path for path in printed.iterdir() if "ssr-site" in path.name]
    return [f"expected nothing, found {path}" for path in [*beside, *temporary.iterdir()]]


def tell(name, title, found):
    """Says how a test ended."""
    print(f"{name}: {'failed' if found else 'ok'}: {title}")
    for problem in found[:MOST_TOLD]:
        print(f"    {problem}")
    if len(found) > MOST_TOLD:
        print(f"    and {len(found) - MOST_TOLD} more")


def main():
    program, project, scratch, counts = (Path(each).resolve() for each in sys.argv[1:])
    failed = False
    with counts.open("w", encoding="utf-8") as lines:
        for name, title, found in tests(program, project, scratch):
            failed |= bool(found)
            lines.write("fail 1\n" if found else "pass 1\n")
            tell(name, title, found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
