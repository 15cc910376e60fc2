"""The body of a table: what stands above, between and below its rows is listed and left out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from reportgen.ingest.files import Claim
from reportgen.ingest.headers import Heading, bare, heading
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.table import Column, Table, Total, columns_of
from reportgen.ingest.values import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

FREE_TEXT = frozenset({"content", "result", "comment", "opinion", "evidence", "reason", "item_name"})
"""Fields in which a person may write anything, the word 合计 too."""
TYPED: dict[Export, tuple[str, ...]] = {
    Export.SURVEY: ("answered_at",),
    Export.COMPLAINTS: ("received_at", "closed_at"),
    Export.ORDERS: ("order_date", "amount"),
    Export.SCORECARD_ITEMS: ("graded_on", "points", "mark"),
}
"""Fields whose cells hold digits: words there are headings of another table."""

_NOTE = re.compile(
    r"^(?:\d+[、.)]\s*)?(?:备注|注|说明|制表|填表|审核|复核|制单|填报|打印|note|notes|prepared by)", re.IGNORECASE
)
_LISTED = 12
_NARROW = 3
_NOTE_CELLS = 3


@dataclass(slots=True)
class _Body:
    """Indices of ``sheet.cells`` by what their row is."""

    kept: list[int]
    blank: list[int]
    totals: list[tuple[int, str]]
    notes: list[int]
    bad: list[int]
    second: int | None = None


def table(sheet: Sheet, claim: Claim, total_words: Sequence[str]) -> tuple[Table | None, list[Problem]]:
    """Return a sheet's table, or None and the Problem that refuses the sheet.

    Title rows, blank rows, total lines and notes are skipped, each listed in a note; rows that the
    reader set aside keep its Problem; a second table with its own headings is refused.
    """
    found, problems = heading(sheet, claim.source)
    if found is None:
        return None, problems
    titles = [index for index in range(found.at) if any(sheet.cells[index])]
    names = {key: (found.columns[key], found.names[key]) for key in found.columns}
    body = _body(sheet, found, claim.source.export, total_words)
    if body.second is not None:
        return None, [*problems, _second(sheet, body.second)]
    positions: Sequence[int] = body.kept
    if body.kept and body.kept[-1] - body.kept[0] + 1 == len(body.kept):
        positions = range(body.kept[0], body.kept[-1] + 1)
    columns = columns_of(sheet, claim.source, names, positions)
    columns, filled = _filled_down(sheet, found, columns, positions)
    made = Table(
        claim=claim,
        sheet=sheet,
        columns=columns,
        rows=[index + 1 for index in positions],
        totals=_totals(sheet, found, body),
        read=sheet.records - found.rows,
        skipped=found.at + len(body.blank) + len(body.totals) + len(body.notes),
        bad=len(body.bad),
    )
    above = [
        _listed(sheet, "W151", [index], text("a heading row; the title above it was skipped")) for index in titles
    ]
    return made, [*problems, *above, *_skipped(sheet, found, body), *filled]


def _body(sheet: Sheet, found: Heading, export: Export, total_words: Sequence[str]) -> _Body:
    """Return what each row below the headings is."""
    body = _Body([], [], [], [], [])
    aside = {row - 1 for row in sheet.bad_rows}
    left_out = {row - 1 for row in sheet.skipped_rows}
    merged = {row - 1 for first, _, last, _ in sheet.merged if last > first for row in range(first, last + 1)}
    words = frozenset(map(folded, total_words))
    pattern = total_pattern(total_words)
    free = {found.columns[key] for key in found.columns if key in FREE_TEXT}
    headings = {(index, bare(found.names[key])) for key, index in found.columns.items()}
    typed = [found.columns[key] for key in TYPED.get(export, ()) if key in found.columns]
    after_blank = False
    for index, row in enumerate(islice(iter(sheet.cells), found.body, None), start=found.body):
        if index in aside:
            body.bad.append(index)
            continue
        filled = sum(map(bool, row))
        if index in left_out or not filled or (filled <= _NOTE_CELLS and not "".join(row).strip()):
            body.blank.append(index)
            after_blank = True
            continue
        word = _total_word(row, words, pattern, free)
        if word:
            body.totals.append((index, word))
        elif index not in merged and _is_note(row, filled, len(found.columns)):
            body.notes.append(index)
        elif _is_heading(row, filled, headings, typed, after_blank=after_blank):
            body.second = index
            return body
        else:
            body.kept.append(index)
        after_blank = False
    return body


def total_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches the name of a total line, folded: 合计, 本页小计, 合计(元):."""
    names = "|".join(re.escape(folded(word)) for word in words) or "(?!)"
    return re.compile(rf"^(?:本[页月季年期])?(?:{names})(?:\(.*\))?:?$")


def _total_word(row: Sequence[str], words: frozenset[str], pattern: re.Pattern[str], free: Collection[int]) -> str:
    """Return the total word of a row, or nothing: 合计 alone in a cell, or 本页小计 at its head."""
    head = next((cell for cell in row if cell), "")
    if len(head) <= 12 and pattern.match(folded(head)):  # noqa: PLR2004 - no total line's name is longer
        return folded(head)
    if words.isdisjoint(row):
        return ""
    return next((cell for index, cell in enumerate(row) if cell in words and index not in free), "")


def _is_note(row: Sequence[str], filled: int, width: int) -> bool:
    """Whether a row is words beside the table: one filled cell of many, or a line of signatures."""
    if filled > _NOTE_CELLS or width < _NARROW:
        return False
    cells = [cell for cell in row if cell.strip()]
    if len(cells) == 1:
        return True
    return bool(_NOTE.match(cells[0].strip())) and all(
        _NOTE.match(c.strip()) or ":" in folded(c) for c in cells[:-1]
    )


def _is_heading(
    row: Sequence[str],
    filled: int,
    headings: Collection[tuple[int, str]],
    typed: Sequence[int],
    *,
    after_blank: bool,
) -> bool:
    """Whether a row is the headings of a further table."""
    if filled > 1 and all((index, bare(row[index])) in headings for index, _ in headings if row[index]):
        same = sum((index, bare(row[index])) in headings for index, _ in headings)
        if same >= min(2, len(headings)):
            return True
    if not after_blank or filled <= 1 or not typed:
        return False
    return not any(any(c.isdigit() for c in cell) for cell in row)


def _filled_down(
    sheet: Sheet, found: Heading, columns: dict[str, Column], positions: Sequence[int]
) -> tuple[dict[str, Column], list[Problem]]:
    """Return the columns with merged body cells filled down, and a note for each such column."""
    spans = [span for span in sheet.merged if span[0] > found.body and span[2] > span[0]]
    if not spans:
        return columns, []
    place = {index: at for at, index in enumerate(positions)}
    made, notes = dict(columns), []
    for key, index in found.columns.items():
        texts, count = list(columns[key].texts), 0
        for first, left, last, _ in spans:
            source = place.get(first - 1)
            if index + 1 != left or source is None:
                continue
            below = [place[inside] for inside in range(first, last) if inside in place]
            for target in below:
                texts[target] = texts[source]
            count += len(below)
        if count:
            made[key] = Column(field=key, heading=columns[key].heading, texts=texts, kinds=columns[key].kinds)
            notes.append(_filled_note(sheet, columns[key], count))
    return made, notes


def _filled_note(sheet: Sheet, column: Column, count: int) -> Problem:
    return Problem(
        code="W153",
        severity=Severity.NOTE,
        file=sheet.file,
        sheet=sheet.sheet,
        column=column.heading,
        value=str(count),
        expected=text("one cell a row; these cells are merged, so their value was filled down"),
    )


def _totals(sheet: Sheet, found: Heading, body: _Body) -> tuple[Total, ...]:
    made, above = [], 0
    for index, word in body.totals:
        while above < len(body.kept) and body.kept[above] < index:
            above += 1
        row = sheet.cells[index]
        texts = {key: row[column] for key, column in found.columns.items()}
        made.append(Total(above=above, row=index + 1, word=word, texts=texts))
    return tuple(made)


def _skipped(sheet: Sheet, found: Heading, body: _Body) -> list[Problem]:
    """Return the notes on blank rows (one for all), total lines and notes (one each)."""
    notes = []
    if body.blank:
        notes.append(_listed(sheet, "W150", body.blank, text("no blank rows; they were skipped")))
    notes += [
        _listed(sheet, "W164", [index], text("rows of single records; the total line was skipped"))
        for index, _ in body.totals
    ]
    notes += [
        _listed(sheet, "W163", [index], text("rows of the table; the text beside it was skipped"))
        for index in body.notes
    ]
    return notes


def _listed(sheet: Sheet, code: str, indices: Sequence[int], expected: Text) -> Problem:
    """Return the note on some skipped rows: the words of one, or the numbers of several."""
    if code == "W150":
        shown = ", ".join(str(index + 1) for index in indices[:_LISTED])
        value = f"{len(indices)}: {shown}" + (", …" if len(indices) > _LISTED else "")
    else:
        value = " | ".join(cell.strip() for cell in sheet.cells[indices[0]] if cell.strip())
    return Problem(
        code=code,
        severity=Severity.NOTE,
        file=sheet.file,
        sheet=sheet.sheet,
        row=indices[0] + 1,
        value=value,
        expected=expected,
    )


def _second(sheet: Sheet, index: int) -> Problem:
    return Problem(
        code="E158",
        severity=Severity.REFUSED,
        file=sheet.file,
        sheet=sheet.sheet,
        row=index + 1,
        value=" | ".join(cell for cell in sheet.cells[index] if cell),
        expected=text("one table a sheet; here a second one begins with its own headings"),
        hint=text("Move it to a sheet or a file of its own."),
    )
