"""Validates bags with the validator of the Library of Congress, and shows that it would notice a change.

    bags.py PROGRAM SCRATCH COUNTS

SCRATCH is a directory that does not exist. Writes one line per test to COUNTS: `pass 1` or `fail 1`.
"""

import logging
import subprocess
import sys
from pathlib import Path

import bagit


def run(*arguments):
    done = subprocess.run(
        [str(each) for each in arguments], capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")


def started(program, scratch):
    """The site of `init`, with an address and a name that manifests must spell."""
    project = scratch / "project"
    run(program, "init", "--quiet", project)
    settings = project / "book.toml"
    text = settings.read_text(encoding="utf-8")
    text += '\n[output.html]\nsite-url = "https://example.org/reports/"\n'
    settings.write_text(text, encoding="utf-8")
    (project / "content" / "minutes – été (1).csv").write_text("a,b\n", encoding="utf-8")
    return project


def validity(directory):
    """What the validator finds."""
    try:
        bag = bagit.Bag(str(directory))
        bag.validate()
    except bagit.BagError as error:
        yield str(error)
        return
    if sorted(bag.algorithms) != ["sha256", "sha512"]:
        yield f"found the algorithms {bag.algorithms}"


def notices(directory, path, change):
    """Whether the validator notices a change."""
    file = directory / path
    before = file.read_bytes() if file.exists() else None
    change(file)
    noticed = bool(list(validity(directory)))
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    if not noticed:
        yield f"{path}: the change was not noticed"


def tests(project, program):
    whole, edition = project / "archive" / "site", project / "archive" / "rr1-2024-06-30"
    run(program, "archive", "--quiet", "-C", project)
    run(program, "archive", "--quiet", "2024-06-30", "-C", project)
    yield "The whole site is a valid bag.", validity(whole)
    yield "An edition is a valid bag.", validity(edition)
    page = "data/site/rr1/2024-06-30/index.html"
    yield "A changed page is noticed.", notices(edition, page, lambda file: file.write_bytes(b"x"))
    yield "A lost page is noticed.", notices(edition, page, lambda file: file.unlink())
    added = lambda file: file.write_bytes(b"x")
    yield "An added page is noticed.", notices(edition, "data/site/other.html", added)
    yield "Changed metadata is noticed.", notices(edition, "bag-info.txt", added)
    yield "After all this, it is valid.", validity(edition)
    info = bagit.Bag(str(edition)).info
    expected = {
        "External-Identifier": "https://example.org/reports/rr1/2024-06-30/",
        "Bagging-Date": "2024-06-30",
        "Source-Organization": "The records office",
    }
    differing = [f"{key}: {info.get(key)}" for key, value in expected.items() if info.get(key) != value]
    yield "Its metadata is read.", differing


def main():
    program, scratch, counts = (Path(each).resolve() for each in sys.argv[1:])
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    scratch.mkdir(parents=True)
    failed = False
    with counts.open("w", encoding="utf-8") as lines:
        for title, found in tests(started(program, scratch), program):
            problems = list(found)
            failed |= bool(problems)
            lines.write("fail 1\n" if problems else "pass 1\n")
            print(f"{'failed' if problems else 'ok'}: {title}")
            for problem in problems:
                print(f"    {problem}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
