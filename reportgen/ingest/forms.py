"""The filled form 《客户资信评估表》 as tables: its head, its item lines, its signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.files import Claim
from reportgen.ingest.formshape import (
    FEWEST,
    HEAD,
    LINE,
    SIGN,
    Body,
    Label,
    Rows,
    body_of,
    counted,
    heading_of,
    labels_of,
    repeated,
    texts_of,
)
from reportgen.ingest.headers import CLIENT_KEYS
from reportgen.ingest.sheet import CellKind, Sheet
from reportgen.ingest.table import Column, Table, Total, columns_of
from reportgen.model.folding import tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.profile import Profile

_ODD = {CellKind.DATE, CellKind.BOOL, CellKind.ERROR, CellKind.UNCALCULATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled form as three tables: its head (one row), its item lines, its signatures."""

    head: Table
    lines: Table
    signs: Table


def form(sheet: Sheet, claim: Claim, profile: Profile) -> tuple[Form | None, list[Problem]]:
    """Return the tables of one form, or None and why the sheet is none.

    A sheet that has neither a table of items nor labels is no form and is skipped with a warning.
    """
    aside = {row - 1 for row in sheet.bad_rows}
    nothing = ("",) * sheet.cells.width
    rows = [nothing if index in aside else row for index, row in enumerate(sheet.cells)]
    at, columns = heading_of(rows, claim.source, LINE)
    labels = labels_of(sheet, rows, claim.source)
    refusal = _unusable(sheet, claim, at, columns, labels)
    if refusal:
        return None, [refusal]
    below, sign_columns = heading_of(rows, claim.source, SIGN, start=at + 1)
    body = body_of(rows, columns["item"], range(at + 1, below), aside, profile.total_words)
    second = repeated(rows, columns["item"], body)
    if second is not None:
        again = text("one form a sheet; this item stands here a second time")
        return None, [_refused(sheet, "E158", second + 1, rows[second][columns["item"]], again)]
    missing = frozenset(map(tidied, profile.missing_words))
    lines = replace(_lines(sheet, claim, rows, (at, columns), body), missing=missing)
    signs = replace(_signs(sheet, claim, rows, (below, sign_columns)), missing=missing)
    head = replace(_head(sheet, claim, labels), missing=missing)
    uncoded = [_uncoded(sheet, rows, index, rows[at][columns["item"]]) for index in body.uncoded]
    return Form(head=head, lines=lines, signs=signs), uncoded


def _unusable(
    sheet: Sheet, claim: Claim, at: int, columns: Mapping[str, int], labels: Mapping[str, Label]
) -> Problem | None:
    """Return why a sheet cannot be read as a form, or None."""
    usable = "item" in columns and {"points", "mark"} & {*columns}
    if not usable and len(labels) < FEWEST:
        expected = text("a filled form; the sheet has no table of items and was skipped")
        return Problem(
            code="W163", severity=Severity.WARNING, file=sheet.file, sheet=sheet.sheet, expected=expected
        )
    source = claim.source
    lacking = [] if usable else [name for name in ("item", "points") if name not in columns]
    lacking += ["graded_on"] if "graded_on" not in {*labels, *source.constants} else []
    keys = [key for key in CLIENT_KEYS if key in source.columns]
    lacking += keys if not {*labels, *source.constants} & {*CLIENT_KEYS} else []
    if not lacking:
        return None
    names = ", ".join(source.columns.get(name, (name,))[0] for name in lacking)
    row = at + 1 if at < len(sheet.cells) else None
    return _refused(sheet, "E154", row, "", text("a form that also holds {missing}", missing=names))


def _lines(sheet: Sheet, claim: Claim, rows: Rows, heading: tuple[int, dict[str, int]], body: Body) -> Table:
    """Return the item lines as a table; the rows that were read come from a count of filled cells."""
    at, columns = heading
    names = {field: (column, rows[at][column]) for field, column in columns.items()}
    made = columns_of(sheet, claim.source, names, body.coded)
    totals = tuple(
        Total(
            above=sum(line < index for line in body.coded),
            row=index + 1,
            word=word,
            texts=texts_of(rows, columns, index),
        )
        for index, word in body.totals
    )
    return Table(
        claim=claim,
        sheet=sheet,
        columns=_merged_down(sheet, made, columns, body.coded),
        rows=[index + 1 for index in body.coded],
        totals=totals,
        read=counted(sheet, at, body),
        bad=len(body.uncoded) + len(body.spoilt),
    )


def _merged_down(
    sheet: Sheet, made: Mapping[str, Column], columns: Mapping[str, int], coded: Sequence[int]
) -> dict[str, Column]:
    """Return the columns with merged cells filled down, as the form merges its parts."""
    place = {index: at for at, index in enumerate(coded)}
    filled = dict(made)
    for field, column in columns.items():
        texts = list(made[field].texts)
        for first, left, last, _ in sheet.merged:
            if left == column + 1 and first - 1 in place:
                for inside in range(first, last):
                    if inside in place:
                        texts[place[inside]] = texts[place[first - 1]]
        filled[field] = Column(heading=made[field].heading, texts=texts, kinds=made[field].kinds)
    return filled


def _head(sheet: Sheet, claim: Claim, labels: Mapping[str, Label]) -> Table:
    """Return the labels as a table of one row; each cell keeps its own place."""
    columns = {
        field: Column(
            heading=label.heading,
            texts=[label.value],
            kinds={0: label.kind} if label.kind in _ODD else {},
            row=label.row,
        )
        for field, label in labels.items()
    }
    constant = {
        field: Column(heading=field, texts=[value])
        for field, value in claim.source.constants.items()
        if field in HEAD and field not in columns
    }
    return Table(claim=claim, sheet=sheet, columns=columns | constant, rows=[1], read=1)


def _signs(sheet: Sheet, claim: Claim, rows: Rows, heading: tuple[int, dict[str, int]]) -> Table:
    """Return the signature lines: those below the block's headings up to a blank row."""
    below, columns = heading
    places = []
    for index in range(below + 1, len(rows)):
        if not any(cell.strip() for cell in rows[index]):
            break
        places.append(index)
    names = {field: (column, rows[below][column]) for field, column in columns.items()}
    made = columns_of(sheet, claim.source, names, places)
    return Table(
        claim=claim,
        sheet=sheet,
        columns={field: made[field] for field in names},
        rows=[index + 1 for index in places],
        read=len(places),
    )


def _refused(sheet: Sheet, code: str, row: int | None, value: str, expected: Text) -> Problem:
    return Problem(
        code=code,
        severity=Severity.REFUSED,
        file=sheet.file,
        sheet=sheet.sheet,
        row=row,
        value=value,
        expected=expected,
    )


def _uncoded(sheet: Sheet, rows: Rows, index: int, heading: str) -> Problem:
    return Problem(
        code="E203",
        severity=Severity.SET_ASIDE,
        file=sheet.file,
        sheet=sheet.sheet,
        row=index + 1,
        column=heading,
        value=" | ".join(cell for cell in rows[index] if cell.strip()),
        expected=text("a value; a row without one cannot be used"),
    )
