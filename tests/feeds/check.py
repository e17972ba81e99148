"""Reads every feed of a built site as feed readers do: `check.py SITE COUNTS`.

Each feed is one test. COUNTS gets a line for each, `pass 1` or `fail 1`, for tests/run to add up.
"""

import sys
from pathlib import Path

import feedparser

# What an entry needs to be shown, identified and sorted.
NEEDED = ("id", "title", "link", "updated_parsed")


def expected(site):
    """The expected feeds: the site's, and one of each implementation report."""
    reports = sorted(changes.parent.name for changes in site.glob("data/*/changes.csv"))
    return [site / "feed.xml", *(site / report / "feed.xml" for report in reports)]


def problems(path):
    """Faults of a feed."""
    if not path.is_file():
        return ["it is not there"]
    feed = feedparser.parse(path.read_bytes())
    found = []
    if feed.bozo:
        found.append(f"it is malformed: {feed.bozo_exception}")
    if feed.version != "atom10":
        found.append(f"its format is {feed.version or 'unknown'}, not atom10")
    found += [f"it has no {key}" for key in ("id", "title", "updated_parsed") if not feed.feed.get(key)]
    if not feed.entries:
        found.append("it has no entries")
    seen = set()
    for place, entry in enumerate(feed.entries, 1):
        name = entry.get("id") or f"entry {place}"
        found += [f"{name}: there is no {key}" for key in NEEDED if not entry.get(key)]
        if name in seen:
            found.append(f"{name}: there are two entries with this id")
        seen.add(name)
    return found


def main():
    site, counts = Path(sys.argv[1]), Path(sys.argv[2])
    feeds = expected(site)
    # Unexpected feeds are checked too.
    feeds += sorted(set(site.rglob("feed.xml")) - set(feeds))
    failed = False
    with counts.open("w", encoding="utf-8") as lines:
        for path in feeds:
            found = problems(path)
            failed |= bool(found)
            lines.write("fail 1\n" if found else "pass 1\n")
            print(f"{path.relative_to(site)}: {'failed' if found else 'ok'}")
            for problem in found:
                print(f"    {problem}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
