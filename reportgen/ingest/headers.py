"""Headings → our field names: found by name, joined over merged rows, never by position."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.platforms.layout import Layout
from reportgen.ingest.sheet import Sheet, letters
from reportgen.ingest.units import unit_of, without_unit
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import About
from reportgen.model.text import Text, text
from reportgen.policy.sources import REQUIRED_FIELDS, Export, Source

SEARCHED_ROWS = 10
QUESTION = "?"
"""Stands before a question code where it is a key beside fields."""
CLIENT_KEYS = ("credit_code", "client_id", "client_name")
_NOT_OF_CLIENTS = {Export(one.export) for one in RECORDS if one.about is not About.CLIENT}
OF_CLIENTS = tuple(e for e in Export if e not in {Export.CLIENTS, Export.OFFICES, *_NOT_OF_CLIENTS})
OFFICE_KEYS = ("office_id", "office_name")
ONE_OF = {Export.SCORECARD_ITEMS: ("points", "mark"), Export.RECEIVABLES: ("paid_amount", "open_amount")}
"""Exports that need one of two fields, whichever it is."""

_MARKS = re.compile(r"[*＊]|[(（\[【]必填[)）\]】]|必填$")
_NEAR = 0.5
_TURNED = 2

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Where a table's headings stand and which column holds what."""

    at: int
    """Index of the first heading row."""
    rows: int
    columns: Mapping[str, int]
    """Field, or ``?`` and question code → column from 0."""
    names: Mapping[str, str]
    """The same keys → the heading as written."""

    @property
    def body(self) -> int:
        """Index of the first row below the headings."""
        return self.at + self.rows


def bare(heading: str) -> str:
    """Return a heading as it is compared: folded, without the mark of a required field.

    >>> bare(" 客户名称（必填）"), bare("*客户 名称")
    ('客户名称', '客户名称')
    """
    return folded(_MARKS.sub("", heading)).casefold()


def heading(sheet: Sheet, source: Source, layout: Layout | None = None) -> tuple[Heading | None, list[Problem]]:
    """Return where the headings of a table are, or why the sheet is refused.

    In:  layout: how the rule's platform laid out the sheet; then it says where the headings are, and columns
         go by its questions' names too.
    Out: the heading and notes on it; or None and the Problem that refuses the sheet.
    """
    wanted = _wanted(source)
    spot = _laid_out(sheet, source, layout) if layout else _searched(sheet, wanted, source.header_rows)
    lacking = _lacking(spot.columns, source)
    lacking = [key for key in lacking if key not in spot.doubled]
    if lacking:
        return None, [_missing(sheet, source, lacking, spot)]
    if spot.twice:
        return None, [_repeated(sheet, spot.at + spot.rows, spot.names, spot.twice)]
    found = Heading(
        at=spot.at,
        rows=spot.rows,
        columns=spot.columns,
        names={key: spot.names[i] for key, i in spot.columns.items()},
    )
    return found, [*_extra(sheet, found, spot.names), *_unasked(sheet, source, found, spot.names)]


def headings_found(sheet: Sheet, source: Source) -> int:
    """Return how many of a rule's headings stand in one row, or rows, at the top of a sheet."""
    return len(_searched(sheet, _wanted(source), source.header_rows).columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Heading rows, their names, and what was found in them."""

    at: int
    rows: int
    names: Sequence[str]
    columns: Mapping[str, int]
    twice: Sequence[int] = ()
    """Columns that share a mapped heading."""
    doubled: frozenset[str] = frozenset()
    """The keys that they were meant for."""


def _searched(sheet: Sheet, wanted: Mapping[str, Sequence[str]], rows: int) -> _Spot:
    """Return the rows at the sheet's top that hold most of the mapped headings."""
    top = sheet.cells[: SEARCHED_ROWS + rows]
    spans = range(max(0, min(SEARCHED_ROWS, len(top) - rows + 1)))
    candidates = [joined(sheet, top, at, rows) for at in spans]
    matched = [_matched(names, wanted) for names in candidates]
    at = max(spans, key=lambda i: len(matched[i]), default=0)
    columns = matched[at] if matched else {}
    names = candidates[at] if candidates else []
    return _Spot(at=at, rows=rows, names=names, columns=columns, twice=_twice(names, wanted, columns))


def _laid_out(sheet: Sheet, source: Source, layout: Layout) -> _Spot:
    """Return the rows that the platform's layout names: columns by heading, question code, wording or part."""
    names = joined(sheet, sheet.cells[: layout.at + layout.rows], layout.at, layout.rows)
    codes = {bare(question.code): question.column for question in layout.questions}
    places: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        for part in (name, *name.split("/")):
            places.setdefault(bare(part), set()).add(index)
    for question in layout.questions:
        for name in question.names:
            places.setdefault(bare(name), set()).add(question.column)
    columns: dict[str, int] = {}
    doubled: dict[str, set[int]] = {}
    for key, spellings in _wanted(source).items():
        found = [
            {codes[one]} if one in codes else places[one] for one in spellings if one in codes or one in places
        ]
        sure = next((index for spots in found if len(spots) == 1 for index in spots), None)
        if sure is not None and sure not in columns.values():
            columns[key] = sure
        elif found and sure is None:
            doubled[key] = found[0]
    own = {field: index for field, index in layout.fields.items() if field not in {*columns, *source.constants}}
    columns |= {field: index for field, index in own.items() if index not in columns.values()}
    return _Spot(
        at=layout.at,
        rows=layout.rows,
        names=names,
        columns=columns,
        twice=sorted(set().union(*doubled.values())),
        doubled=frozenset(doubled),
    )


def _wanted(source: Source) -> dict[str, tuple[str, ...]]:
    """Return field, or ``?`` and question code → the headings that mean it, as compared."""
    fields = {name: tuple(map(bare, names)) for name, names in source.columns.items()}
    return fields | {QUESTION + code: tuple(map(bare, names)) for code, names in source.questions.items()}


def joined(sheet: Sheet, top: Sequence[Row], at: int, rows: int) -> list[str]:
    """Return each column's heading; over several rows its parts stand as 时间/收到时间."""
    if rows == 1:
        return list(top[at])
    width = sheet.cells.width
    filled = [list(top[index]) for index in range(at, at + rows)]
    for first, left, last, right in sheet.merged:
        if at <= first - 1 and last - 1 < at + rows:
            for index in range(first - 1 - at, last - at):
                for column in range(left - 1, min(right, width)):
                    filled[index][column] = filled[first - 1 - at][left - 1]
    return [
        "/".join(dict.fromkeys(part for part in column if part.strip())) for column in zip(*filled, strict=True)
    ]


def _matched(names: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return key → column; the first spelling that stands there wins.

    A last part alone is enough if it is unique, and so is a name without the unit of money in its brackets.
    """
    whole: dict[str, int] = {}
    for index, name in enumerate(names):
        whole.setdefault(bare(name), index)
    last_parts = Counter(bare(name.rsplit("/", 1)[-1]) for name in names)
    last = {bare(name.rsplit("/", 1)[-1]): index for index, name in enumerate(names) if "/" in name}
    unitless = Counter(bare(without_unit(name)) for name in names)
    bracketed = {bare(without_unit(name)): index for index, name in enumerate(names) if unit_of(name)}
    columns: dict[str, int] = {}
    for key, spellings in wanted.items():
        spot = next((whole[s] for s in spellings if s in whole), None)
        if spot is None:
            spot = next((last[s] for s in spellings if s in last and last_parts[s] == 1), None)
        if spot is None:
            spot = next((bracketed[s] for s in spellings if s in bracketed and unitless[s] == 1), None)
        if spot is not None and spot not in columns.values():
            columns[key] = spot
    return columns


def _lacking(columns: Mapping[str, int], source: Source) -> list[str]:
    """Return the fields without which the sheet cannot be used."""
    there = {*columns, *source.constants}
    needed = list(REQUIRED_FIELDS[source.export])
    if source.export is Export.SURVEY:
        needed += ["question", "answer"] if source.layout == "table" else []
    lacking = [field for field in needed if field not in there]
    whom = {*CLIENT_KEYS, *(OFFICE_KEYS if source.export is Export.VISITS else ())}
    if source.export in OF_CLIENTS and not there & whom:
        lacking += [key for key in CLIENT_KEYS if key in source.columns] or ["client_id"]
    either = ONE_OF.get(source.export, ())
    if either and not there & set(either):
        lacking += [key for key in either if key in source.columns] or [either[0]]
    if source.layout == "wide" and not any(key.startswith(QUESTION) for key in columns):
        lacking += [QUESTION + code for code in source.questions]
    return lacking


def _missing(sheet: Sheet, source: Source, lacking: Sequence[str], spot: _Spot) -> Problem:
    """Return the refusal that lists the missing columns and what stands near them."""
    names, taken = spot.names, spot.columns.values()
    free = [name for index, name in enumerate(names) if name.strip() and index not in taken]
    spelled = {key: _spelling(source, key) for key in lacking}
    hint = _near(list(spelled.values()), free)
    if _is_turned(sheet, source):
        hint = text("The headings seem to stand in the first column: turn the table.")
    return Problem(
        code="E154" if spot.rows == 1 else "E152",
        severity=Severity.REFUSED,
        file=sheet.file,
        sheet=sheet.sheet,
        row=spot.at + spot.rows,
        value=" | ".join(name for name in names if name.strip()),
        expected=text("headings that also hold {missing}", missing=", ".join(spelled.values())),
        hint=hint,
    )


def _spelling(source: Source, key: str) -> str:
    if key.startswith(QUESTION):
        return source.questions[key[1:]][0]
    return source.columns.get(key, (key,))[0]


def _near(missing: Sequence[str], free: Sequence[str]) -> Text:
    pairs = []
    for name in missing:
        close = difflib.get_close_matches(name, free, n=1, cutoff=_NEAR)
        pairs += [f"{close[0]} ↔ {name}"] if close else []
    return text("Near names: {pairs}", pairs=", ".join(pairs)) if pairs else Text("")


def _is_turned(sheet: Sheet, source: Source) -> bool:
    """Whether the names of several fields stand below each other in the first column."""
    spellings = {name for names in _wanted(source).values() for name in names}
    first = [bare(row[0]) for row in sheet.cells[:60] if row]
    return len(spellings & set(first)) >= _TURNED


def _twice(names: Sequence[str], wanted: Mapping[str, Sequence[str]], columns: Mapping[str, int]) -> list[int]:
    """Return the columns that carry the same mapped heading."""
    used = {bare(names[index]) for index in columns.values()}
    counted = Counter(bare(name) for name in names)
    doubled = {name for name in used if counted[name] > 1 and any(name in s for s in wanted.values())}
    return [index for index, name in enumerate(names) if bare(name) in doubled]


def _repeated(sheet: Sheet, row: int, names: Sequence[str], twice: Iterable[int]) -> Problem:
    cells = list(twice)
    return Problem(
        code="E155",
        severity=Severity.REFUSED,
        file=sheet.file,
        sheet=sheet.sheet,
        row=row,
        column=" ".join(f"{letters(index + 1)}{row}" for index in cells),
        value=names[cells[0]],
        expected=text("each heading once"),
    )


def _extra(sheet: Sheet, found: Heading, names: Sequence[str]) -> list[Problem]:
    """Return the note on columns that no field is mapped to."""
    extra = [
        name.strip() or letters(index + 1)
        for index, name in enumerate(names)
        if index not in found.columns.values()
        and (name.strip() or any(row[index] for row in sheet.cells[found.body : found.body + 50]))
    ]
    if not extra:
        return []
    return [
        Problem(
            code="W156",
            severity=Severity.NOTE,
            file=sheet.file,
            sheet=sheet.sheet,
            row=found.body,
            value=", ".join(extra),
            expected=text("headings that config/sources.yaml maps; the others are not read"),
        )
    ]


def _unasked(sheet: Sheet, source: Source, found: Heading, names: Sequence[str]) -> list[Problem]:
    """Return the warning on mapped columns and questions that the sheet does not have."""
    absent = [key for key in _wanted(source) if key not in found.columns and key not in source.constants]
    if not absent:
        return []
    free = [name for index, name in enumerate(names) if name.strip() and index not in found.columns.values()]
    spelled = [_spelling(source, key) for key in absent]
    asked = any(key.startswith(QUESTION) for key in absent)
    return [
        Problem(
            code="W157",
            severity=Severity.WARNING if asked else Severity.NOTE,
            file=sheet.file,
            sheet=sheet.sheet,
            row=found.body,
            value="",
            expected=text("the headings {missing} too", missing=", ".join(spelled)),
            hint=_near(spelled, free),
        )
    ]
