"""Expected content of a project's documents. Reads the source files, not the site."""

import datetime
import tomllib
from dataclasses import dataclass

# The default statuses, and their entries in the legend.
STATUSES = {
    "complete": "Complete",
    "planned": "Planned/In Process",
    "behind-recoverable": "Behind schedule, expected to recover within original plan",
    "behind-replan": "Behind schedule, original plan to be adjusted",
}
KINDS = {
    "complete": "done",
    "planned": "under way",
    "behind-recoverable": "late",
    "behind-replan": "late",
}
NOT_REPORTED = "Not yet reported"


@dataclass
class Recommendation:
    """A recommendation in a view."""

    number: int
    title: str
    group: str | None
    statement: str
    status: str


@dataclass
class Report:
    """A view of a report: an edition, or the latest."""

    title: str
    document_title: str
    running_title: str
    series: str
    authors: list[str]
    language: str
    right_to_left: bool
    page_size: str
    recommendations: list[Recommendation]
    statuses: dict[str, str]

    def heading(self, recommendation):
        """A recommendation's heading."""
        return f"{self.series} Recommendation {recommendation.number}: {recommendation.title}"

    def keywords(self):
        """The series, and each group at its first recommendation."""
        groups = (recommendation.group for recommendation in self.recommendations)
        return [self.series, *dict.fromkeys(group for group in groups if group)]


def parts(path):
    """Front matter and body of a file."""
    _, front_matter, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(front_matter), text.strip()


def written(date):
    """A date as on pages."""
    return f"{date.day} {date:%B %Y}"


def updates(directory, last):
    """The updates of each recommendation up to an edition, oldest first."""
    found = {}
    for edition in sorted(directory.glob("[0-9]*-*/_index.md")):
        date = edition.parent.name
        if date > last:
            break
        for path in edition.parent.glob("rec-*.md"):
            update, _ = parts(path)
            update.setdefault("as_of", datetime.date.fromisoformat(date))
            found.setdefault(update["number"], []).append(update)
    return found


def status(number, adopted, reported, labels):
    """The status of a recommendation: its own, or that of the one it is covered by."""
    for update in reversed(reported.get(number, [])):
        if "status" in update:
            return labels[update["status"]]
    covered_by = adopted[number][0].get("covered_by")
    return status(covered_by, adopted, reported, labels) if covered_by else NOT_REPORTED


def vocabulary(index):
    """The statuses of a report: labels by id, and the meaning of each label."""
    own = index.get("statuses")
    if not own:
        return STATUSES, {label: KINDS[status] for status, label in STATUSES.items()}
    kinds = {"active": "under way"}
    counted = {each["label"]: kinds.get(each["kind"], each["kind"]) for each in own}
    return {each["id"]: each["label"] for each in own}, counted


def group(number, adopted, reported):
    """The group of a recommendation, which an update may change."""
    newest = reported.get(number, [{}])[-1]
    return newest.get("group", adopted[number][0].get("group"))


def read(project, name, edition=None):
    """The report with this name, in an edition or the latest view."""
    book = tomllib.loads((project / "book.toml").read_text(encoding="utf-8"))
    directory = project / "content" / name
    index, _ = parts(directory / "_index.md")
    last = edition or max(path.parent.name for path in directory.glob("[0-9]*-*/_index.md"))
    in_edition = parts(directory / last / "_index.md")[0]["title"]
    labels, counted = vocabulary(index)
    adopted = {}
    for path in directory.glob("recommendations/rec-*.md"):
        front_matter, statement = parts(path)
        adopted[front_matter["number"]] = (front_matter, statement)
    reported = updates(directory, last)
    as_of = max(update["as_of"] for each in reported.values() for update in each)
    return Report(
        title=index["title"],
        document_title=f"{index['title']} – {in_edition if edition else f'as of {written(as_of)}'}",
        running_title=f"{index['title']} – {in_edition}",
        series=index["series"],
        authors=book["book"]["authors"],
        language=book["book"]["language"],
        right_to_left=book["book"].get("text-direction") == "rtl",
        page_size=book.get("output", {}).get("print", {}).get("page-size", "A4"),
        recommendations=[
            Recommendation(
                number,
                adopted[number][0]["title"],
                group(number, adopted, reported),
                adopted[number][1],
                status(number, adopted, reported, labels),
            )
            for number in sorted(adopted)
        ],
        statuses=counted,
    )
