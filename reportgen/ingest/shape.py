"""The body of a table: what stands above, between and below its rows is listed and left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reportgen.ingest.files import Claim
from reportgen.ingest.headers import Heading, heading
from reportgen.ingest.platforms.cells import gathered, translated
from reportgen.ingest.platforms.layout import Layout
from reportgen.ingest.rowkinds import Kind, RowKinds
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.table import Column, Table, Total, columns_of, picked
from reportgen.model.folding import tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.profile import Profile

_LISTED = 12


@dataclass(slots=True)
class _Body:
    """Indices of ``sheet.cells`` by what their row is."""

    kept: list[int]
    blank: list[int]
    totals: list[tuple[int, str]]
    notes: list[int]
    bad: list[int]
    second: int | None = None


def table(
    sheet: Sheet, claim: Claim, profile: Profile, layout: Layout | None = None
) -> tuple[Table | None, list[Problem]]:
    """Return a sheet's table, or None and the Problem that refuses the sheet.

    ``layout``: how the rule's platform laid out the sheet, if the rule names one.

    Title rows, blank rows, total lines and notes are skipped, each listed in a note; rows that the
    reader set aside keep its Problem; a second table with its own headings is refused.
    """
    found, problems = heading(sheet, claim.source, layout)
    if found is None:
        return None, problems
    spoilt = [sheet.bad_rows[row] for row in range(found.at + 1, found.body + 1) if row in sheet.bad_rows]
    if spoilt:
        return None, [replace(spoilt[0], severity=Severity.REFUSED)]
    titles = [index for index in range(found.at) if any(sheet.cells[index])]
    names = {key: (found.columns[key], found.names[key]) for key in found.columns}
    body = _body(sheet, found, RowKinds.of(found, claim.source.export, profile.total_words))
    if body.second is not None:
        return None, [*problems, _second(sheet, body.second)]
    positions: Sequence[int] = body.kept
    if body.kept and body.kept[-1] - body.kept[0] + 1 == len(body.kept):
        positions = range(body.kept[0], body.kept[-1] + 1)
    columns = columns_of(sheet, claim.source, names, positions)
    columns, filled = _filled_down(sheet, found, columns, positions)
    columns = _answers(columns, found, layout, sheet, positions) if layout else columns
    made = Table(
        claim=claim,
        sheet=sheet,
        columns=columns,
        rows=[index + 1 for index in positions],
        totals=_totals(sheet, found, body),
        read=sheet.records - found.rows,
        skipped=found.at + len(body.blank) + len(body.totals) + len(body.notes),
        bad=len(body.bad),
        below=found.body,
        layout=layout,
        missing=frozenset(map(tidied, profile.missing_words)),
    )
    above = [
        _listed(sheet, "W151", [index], text("a heading row; the title above it was skipped")) for index in titles
    ]
    return made, [*problems, *above, *_skipped(sheet, body), *filled]


def _answers(
    columns: dict[str, Column], found: Heading, layout: Layout, sheet: Sheet, positions: Sequence[int]
) -> dict[str, Column]:
    """Return the columns with the answers that a platform's cells mean."""
    asked = {question.column: question for question in layout.questions}
    made = {}
    for key, index in found.columns.items():
        if index in asked:
            further = [picked(sheet, other, positions) for other in asked[index].also]
            made[key] = translated(gathered(columns[key], further), asked[index], layout)
    return columns | made


def _body(sheet: Sheet, found: Heading, kinds: RowKinds) -> _Body:
    """Return what each row below the headings is."""
    body = _Body([], [], [], [], [])
    aside = {row - 1 for row in sheet.bad_rows}
    left_out = {row - 1 for row in sheet.skipped_rows}
    merged = {row - 1 for first, _, last, _ in sheet.merged if last > first for row in range(first, last + 1)}
    after_blank = False
    for index, row in enumerate(islice(iter(sheet.cells), found.body, None), start=found.body):
        if index in aside:
            body.bad.append(index)
            continue
        kind = (
            Kind.BLANK if index in left_out else kinds.kind(row, after_blank=after_blank, merged=index in merged)
        )
        if kind is Kind.RECORD:
            body.kept.append(index)
        elif kind is Kind.BLANK:
            body.blank.append(index)
        elif kind is Kind.TOTAL:
            body.totals.append((index, kinds.total_word(row)))
        elif kind is Kind.NOTE:
            body.notes.append(index)
        else:
            body.second = index
            return body
        after_blank = kind is Kind.BLANK
    return body


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
            made[key] = Column(heading=columns[key].heading, texts=texts, kinds=columns[key].kinds)
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


def _skipped(sheet: Sheet, body: _Body) -> list[Problem]:
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
