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

# Number of concurrent printers, and the timeout of one, in seconds.
AT_A_TIME = 2
LONGEST = 300
# Length of the report of one test.
MOST_TOLD = 8
# A deeper directory may exceed the length limit of socket paths.
DEEP = Path(*(f"a-directory-that-is-in-another-{depth}" for depth in range(12)))


@dataclass
class Printing:
    """A document to print: project, view, program, checks."""

    name: str
    engine: str
    project: Path
    report: str
    temporary: Path
    edition: str | None = None
    checks: list = field(default_factory=list)
    again: bool = False

    def print(self, program, path):
        """Prints it to a file; returns the error."""
        return self.run(program, "pdf", "--engine", self.engine, "--output", path)

    def write_page(self, program, path):
        """Writes its HTML page; returns the error."""
        return self.run(program, "print", "--output", path)

    def run(self, program, *arguments):
        """Runs the program for this view, in its project."""
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
    """All documents, slowest first."""
    projects = {
        "tables": (sites.tables, site_checks.OF_TABLES),
        "scripts": (sites.scripts, site_checks.OF_SCRIPTS),
        "many statuses": (sites.many_statuses, []),
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
    """Results of all tests of a printed document: what must hold, and the faults."""
    for check in [
        *checks.ALL,
        *checks.OF_ENGINE[printing.engine],
        *report_checks.ALL,
        *printing.checks,
    ]:
        yield check.__doc__, attempt(check, document)


def attempt(check, document):
    """The faults found by a check. A crash is a failure of that check only."""
    try:
        return check(document)
    except Exception as error:
        return [f"expected something to look at, found {type(error).__name__}: {error}"]


def same(documents):
    """Differences between two printings. Chromium occasionally rounds positions by a fraction of a point."""
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
    """Whether words are equal, and their positions, to half a point."""
    return [word.text for word in before] == [word.text for word in after] and all(
        abs(word.left - moved.left) < 0.5 and abs(word.top - moved.top) < 0.5
        for word, moved in zip(before, after, strict=True)
    )


@dataclass
class Started:
    """A document being printed, once or twice, and its files."""

    printing: Printing
    page: Path
    paths: list[Path]
    runs: list[Future]

    def tests(self):
        """Waits for it and runs its tests: name and faults."""
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
    """Prints a document as soon as a printer is free."""
    page = stem.with_suffix(".html")
    paths = [stem.with_suffix(".pdf")]
    if printing.again:
        paths.append(stem.with_suffix(".again.pdf"))
    runs = [printers.submit(printing.write_page, program, page)]
    runs += [printers.submit(printing.print, program, path) for path in paths]
    return Started(printing, page, paths, runs)


def tests(program, project, scratch):
    """Prints all documents and tests each as soon as it is ready: document, test, faults."""
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
    """Leftovers beside the documents or in the temporary directory."""
    beside = [path for path in printed.iterdir() if "ssr-site" in path.name]
    return [f"expected nothing, found {path}" for path in [*beside, *temporary.iterdir()]]


def tell(name, title, found):
    """Prints the result of a test."""
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
