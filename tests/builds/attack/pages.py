"""What the pages of a root say: addressed figures, drawings' own words, the text of its PDFs, its search."""

import csv
import io
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path

from pypdf import PdfReader

from reportgen.model.measures import definition
from tests.builds.attack.tables import figures
from tests.builds.attack.told import COMPANY, Told, printed

_ADDRESSED = re.compile(r'<bdi title="(?P<subject>[^"/]*)/(?P<measure>[^"]*)">(?P<text>[^<]*)</bdi>')
_DRAWING = re.compile(r"<title>(?P<title>[^<]*)</title>\s*<desc>(?P<words>[^<]*)</desc>")
_MONTH = re.compile(r"(?P<month>\d{4}-\d{2}) (?P<count>\d+) 起")
_TAGS = re.compile(r"<[^>]+>")
_SENTENCES = {
    "complaint.count": re.compile(r"共 (\d+) 起投诉"),
    "satisfaction.responses": re.compile(r"问卷 (\d+) \d+"),
}
_READABLE = ("points", "count", "share")
_LEVEL = ":"
"""In the address of a level, such as C001/grade:P04."""
_PLACES = re.compile(r'"places":(\[[^\]]*\])')
_SAID = re.compile(r'"said":(\[[^\]]*\])')


def subject_of(path: Path, root: Path) -> str:
    """Return whom a page is about: its client or office; a page of neither is about the company."""
    inside = path.relative_to(root)
    return inside.stem if inside.parts[0] in ("clients", "offices") else COMPANY


def told_by_pages(root: Path, period: str) -> Iterator[Told]:
    """Yield the figures of every HTML page that carry the address of what they are."""
    for path in sorted(root.rglob("*.html")):
        for found in _ADDRESSED.finditer(path.read_text("utf-8")):
            subject = COMPANY if found["subject"] == "company" else found["subject"]
            if _LEVEL in found["measure"]:
                continue
            yield from _printed("html", period, subject, found["measure"], found["text"])


def _printed(channel: str, period: str, subject: str, measure: str, text: str) -> Iterator[Told]:
    unit = definition(measure).unit
    limits = printed(unescape(text), share=unit == "share") if unit in _READABLE else None
    if limits:
        yield Told(channel, period, subject, measure, "value", *limits)


def told_by_drawings(root: Path, period: str, words: dict[str, str]) -> Iterator[Told]:
    """Yield the months of complaints that drawings say; ``words``: what a category is called → its code."""
    for path in sorted(root.rglob("*.html")):
        subject = subject_of(path, root)
        for drawing in _DRAWING.finditer(path.read_text("utf-8")):
            category = words.get(unescape(drawing["title"]))
            for month in _MONTH.finditer(unescape(drawing["words"])) if category else ():
                name = f"complaint_months.count:{category},{month['month']}"
                count = Fraction(month["count"])
                yield Told("drawings", period, subject, name, "value", count, count)


def told_by_papers(root: Path, period: str) -> Iterator[Told]:
    """Yield what sentences and rows of the PDFs say of the subject of their report."""
    for path in sorted(root.rglob("*.pdf")):
        subject = subject_of(path, root)
        text = " ".join(page.extract_text() for page in PdfReader(path).pages)
        for measure, pattern in _SENTENCES.items():
            for found in pattern.finditer(re.sub(r"\s+", " ", text)):
                value = Fraction(found[1])
                yield Told("pdf", period, subject, measure, "value", value, value)


def told_by_enclosed(root: Path) -> Iterator[Told]:
    """Yield the figures of the tables that the PDFs enclose."""
    for path in sorted(root.rglob("*.pdf")):
        for name, contents in PdfReader(path).attachments.items():
            if name.endswith("-measures.csv"):
                for row in csv.DictReader(io.StringIO(contents[0].decode("utf-8"))):
                    yield from figures("enclosed", row)


def told_by_text(root: Path, period: str) -> Iterator[Told]:
    """Yield the same sentences from the visible text of the HTML pages."""
    for path in sorted(root.rglob("*.html")):
        subject = subject_of(path, root)
        text = re.sub(r"\s+", " ", unescape(_TAGS.sub(" ", path.read_text("utf-8"))))
        for measure, pattern in _SENTENCES.items():
            for found in pattern.finditer(text):
                value = Fraction(found[1])
                yield Told("text", period, subject, measure, "value", value, value)


def searched(root: Path) -> tuple[set[str], list[str]]:
    """Return the pages that the search leads to, and the words that it says beside a find."""
    script = (root / "assets" / "search.js").read_text("utf-8")
    places, said = _PLACES.search(script), _SAID.search(script)
    assert places
    assert said
    return {one.partition("#")[0] for one in json.loads(places[1])}, json.loads(said[1])
