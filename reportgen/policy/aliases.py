"""Spellings that a person has confirmed to mean a client: config/aliases.csv."""

import codecs
import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

ALIASES = "config/aliases.csv"
HEADINGS: Mapping[str, tuple[str, str]] = {
    "written": ("写法", "alias"),
    "client_id": ("客户编号", "client_id"),
    "since": ("起", "from"),
    "until": ("止", "to"),
    "source": ("来源", "source"),
    "confirmed_by": ("确认人", "confirmed_by"),
    "confirmed_on": ("确认日", "confirmed_on"),
}
"""Field → its headings, the one that we write first."""
_NEEDED = ("written", "client_id")
_DAYS = ("since", "until", "confirmed_on")
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_APOSTROPHE = re.compile(r"^'(?=[=+\-@＝＋－＠])")
"""What we write before a spelling that a spreadsheet would take for a formula."""
_NO_HINT = Text("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One confirmed spelling of a client, from a day to a day; None = without end."""

    written: str
    client_id: str
    since: date | None = None
    until: date | None = None
    """The last day."""
    source: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    row: int = 0
    """Row of the file, as a spreadsheet shows it."""

    def holds(self, day: date | None) -> bool:
        """Whether it stands for the client on a day; without a day only where it is not limited."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since or date.min) <= day <= (self.until or date.max)

    def meets(self, other: "Alias") -> bool:
        """Whether both stand on one day."""
        latest = max(self.since or date.min, other.since or date.min)
        return latest <= min(self.until or date.max, other.until or date.max)


def load_aliases(root: Path) -> tuple[tuple[Alias, ...], list[Problem], list[tuple[str, str]]]:
    """Return the confirmed spellings of a workspace, every fault, and (file, SHA-256) if there is one."""
    try:
        raw = (root / ALIASES).read_bytes()
    except FileNotFoundError:
        return (), [], []
    except OSError:
        return (), [_fault("E116", 0, "", "", text("a file that can be read"))], []
    found, problems = aliases(raw)
    return found, problems, [(ALIASES, hashlib.sha256(raw).hexdigest())]


def aliases(raw: bytes) -> tuple[tuple[Alias, ...], list[Problem]]:
    """Return the spellings of a file, and every fault with its row.

    In:      the file as a spreadsheet saves it: UTF-8 with or without its mark, or GBK; commas, tabs or
             semicolons.
    """
    told = decoded(raw)
    if told is None:
        return (), [_fault("E132", 0, "", "", text("UTF-8 or GBK text"))]
    rows = records(told[0])
    if isinstance(rows, Problem):
        return (), [rows]
    columns = placed(rows[0] if rows else [])
    lacking = [HEADINGS[field][0] for field in _NEEDED if field not in columns]
    if lacking:
        expected = text("the headings {headings}", headings=", ".join(lacking))
        return (), [_fault("E154", 1, "", " | ".join(rows[0]) if rows else "", expected)]
    found: list[Alias] = []
    problems: list[Problem] = []
    for row, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        alias, faults = _alias(row, cells, columns, len(rows[0]))
        found += [alias] if alias else []
        problems += faults
    return tuple(found), [*problems, *_claimed_twice(found)]


def decoded(raw: bytes) -> tuple[str, str] | None:
    """Return the text of the file and its encoding: UTF-8 first, as GBK is never UTF-8 by chance in practice."""
    for encoding in ("utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-8", "gb18030"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def delimiter(source: str) -> str:
    """Return the sign under which the first row holds the most headings."""
    first = source.split("\n", 1)[0]
    known = {name for names in HEADINGS.values() for name in names}

    def told(sign: str) -> int:
        return len(known & {folded(part.strip('"')).casefold() for part in first.split(sign)})

    return max(",;\t", key=told)


def records(source: str) -> list[list[str]] | Problem:
    """Return the rows of the file's text."""
    reader = csv.reader(io.StringIO(source, newline=""), delimiter=delimiter(source), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        return _fault("E137", reader.line_num, "", "", text("well-formed CSV: {why}", why=str(error)))


def placed(heading: Sequence[str]) -> dict[str, int]:
    """Return field → column, as the headings say."""
    names = [folded(cell).casefold() for cell in heading]
    return {field: names.index(name) for field, own in HEADINGS.items() for name in own if name in names}


def _alias(
    row: int, cells: Sequence[str], columns: Mapping[str, int], width: int
) -> tuple[Alias | None, list[Problem]]:
    """Return one row's spelling, or None and what is wrong with the row."""
    if any(cell.strip() for cell in cells[width:]):
        expected = text("{count} fields, as many as headings", count=width)
        return None, [_fault("E135", row, "", ", ".join(cells), expected)]
    said = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
    problems = [
        _fault("E203", row, field, "", text("a value; a row without one cannot be used"))
        for field in _NEEDED
        if not folded(said[field])
    ]
    days = {field: _day(said.get(field, "")) for field in _DAYS}
    problems += [
        _fault("E222", row, field, said[field], text("a date such as 2026-07-01"))
        for field, day in days.items()
        if day is None and said.get(field)
    ]
    since, until = days["since"], days["until"]
    if since and until and until < since:
        problems.append(_fault("E226", row, "until", said["until"], text("a last day not before the first")))
    if problems:
        return None, problems
    alias = Alias(
        written=_APOSTROPHE.sub("", said["written"]),
        client_id=said["client_id"],
        source=said.get("source", ""),
        confirmed_by=said.get("confirmed_by", ""),
        row=row,
        **days,
    )
    return alias, []


def _day(written: str) -> date | None:
    found = _DAY.match(folded(written))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _claimed_twice(found: Sequence[Alias]) -> list[Problem]:
    """Return the refusal of both rows where one spelling stands for two clients on one day."""
    by_key: dict[str, list[Alias]] = defaultdict(list)
    for alias in found:
        by_key[folded(alias.written)].append(alias)
    clashes = [
        pair
        for same in by_key.values()
        for pair in combinations(same, 2)
        if folded(pair[0].client_id) != folded(pair[1].client_id) and pair[0].meets(pair[1])
    ]
    hint = text("Give each row its first and last day (起, 止), or delete one of them.")
    return [
        _fault(
            "E302",
            one.row,
            "written",
            one.written,
            text(
                "a spelling of one client at a time; row {row} gives it to {client} too",
                row=other.row,
                client=other.client_id,
            ),
            hint,
        )
        for pair in clashes
        for one, other in (pair, pair[::-1])
    ]


def _fault(code: str, row: int, field: str, value: str, expected: Text, hint: Text = _NO_HINT) -> Problem:
    return Problem(
        code=code,
        severity=Severity.REFUSED,
        file=ALIASES,
        row=row or None,
        column=HEADINGS[field][0] if field else "",
        value=value,
        expected=expected,
        hint=hint,
    )
