"""The filled form 《客户资信评估表》: labels, a table of items, a total and a block of signatures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.fates import text_column
from reportgen.ingest.files import Claim
from reportgen.ingest.headers import CLIENT_KEYS, bare
from reportgen.ingest.sheet import CellKind, Sheet
from reportgen.ingest.shape import total_pattern
from reportgen.ingest.table import Column, Table, Total, columns_of
from reportgen.ingest.values import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.sources import Source

if TYPE_CHECKING:
    import pandas as pd

HEAD = (*CLIENT_KEYS, "graded_on", "card_kind", "special", "card_id")
LINE = ("part", "item", "item_name", "max", "points", "mark", "evidence")
SIGN = ("step", "role", "person", "signed_at", "result", "opinion")
_GRAND = ("合计", "总计", "总分")
_FEWEST = 2
_AFTER_COLON = re.compile(r"^([^:：]{1,20})[:：]\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled form as three tables: its head (one row), its item lines, its signatures."""

    head: Table
    lines: Table
    signs: Table


def form(sheet: Sheet, claim: Claim, total_words: Sequence[str]) -> tuple[Form | None, list[Problem]]:
    """Return the tables of one form, or None and why the sheet is none.

    A sheet of the workbook that has neither the table of items nor a label is skipped with a note.
    """
    source = claim.source
    rows = list(sheet.cells)
    at, columns = _heading(rows, source, LINE)
    labels = _labels(sheet, rows, source)
    usable = "item" in columns and {"points", "mark"} & {*columns}
    if not usable and len(labels) < _FEWEST:
        return None, [_no_form(sheet)]
    lacking = [] if usable else [name for name in ("item", "points") if name not in columns]
    lacking += [name for name in ("graded_on",) if name not in labels and name not in source.constants]
    lacking += ["client_id"] if not {*labels} & set(CLIENT_KEYS) else []
    if lacking:
        return None, [_missing(sheet, source, lacking, at)]
    below, sign_columns = _heading(rows, source, SIGN, start=at + 1)
    body, totals, end = _body(rows, columns, at, below, total_words)
    second = _strays(rows, columns["item"], body, end)
    if second is not None:
        return None, [_second(sheet, second, rows[second][columns["item"]])]
    coded = [index for index in body if rows[index][columns["item"]].strip()]
    names = {key: (index, rows[at][index]) for key, index in columns.items()}
    made = columns_of(sheet, source, names, coded)
    lines = Table(
        claim=claim,
        sheet=sheet,
        columns=_merged_down(sheet, made, columns, coded),
        rows=[index + 1 for index in coded],
        totals=tuple(_total(rows, columns, coded, index, word) for index, word in totals),
        read=_counted(sheet, at, end, {index for index, _ in totals}),
        bad=len(body) - len(coded),
    )
    uncoded = [_uncoded(sheet, rows, index, names) for index in body if index not in coded]
    signs = _signs(sheet, claim, rows, below, sign_columns)
    return Form(head=_head(sheet, claim, labels), lines=lines, signs=signs), uncoded


# ------------------------------------------------------------------ where things stand
def _heading(
    rows: Sequence[tuple[str, ...]], source: Source, fields: Sequence[str], start: int = 0
) -> tuple[int, dict[str, int]]:
    """Return the row that carries most headings of ``fields``, and which column is which."""
    wanted = {bare(name): field for field in fields for name in source.columns.get(field, ())}
    best: tuple[int, dict[str, int]] = (len(rows), {})
    for index in range(start, len(rows)):
        found: dict[str, int] = {}
        for column, cell in enumerate(rows[index]):
            field = wanted.get(bare(cell)) if cell else None
            if field:
                found.setdefault(field, column)
        if len(found) >= _FEWEST and len(found) > len(best[1]):
            best = (index, found)
    return best


@dataclass(frozen=True, slots=True)
class _Label:
    """A label's value and where it stands."""

    heading: str
    value: str
    row: int
    kind: CellKind


def _labels(sheet: Sheet, rows: Sequence[tuple[str, ...]], source: Source) -> dict[str, _Label]:
    """Return field → what stands beside its label, or after the label's colon."""
    wanted = {bare(name): field for field in HEAD for name in source.columns.get(field, ())}
    every = {bare(name) for names in source.columns.values() for name in names}
    found: dict[str, _Label] = {}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell:
                continue
            label, after = _split(cell)
            field = wanted.get(bare(label))
            if not field or field in found:
                continue
            if after:
                found[field] = _Label(label, after, index + 1, CellKind.TEXT)
                continue
            beside = next((c for c in range(column + 1, len(row)) if row[c].strip() or _is_odd(sheet, index, c)), None)
            if beside is None or bare(_split(row[beside])[0]) in every:
                found[field] = _Label(label, "", index + 1, CellKind.BLANK)
            else:
                found[field] = _Label(label, row[beside], index + 1, sheet.kind(index, beside))
    return found


def _is_odd(sheet: Sheet, index: int, column: int) -> bool:
    return sheet.kind(index, column) in {CellKind.ERROR, CellKind.UNCALCULATED}


def _split(cell: str) -> tuple[str, str]:
    """Return a label and what stands after its colon.

    >>> _split("客户名称：东方机械"), _split("客户名称")
    (('客户名称', '东方机械'), ('客户名称', ''))
    """
    found = _AFTER_COLON.match(cell.strip())
    return (found[1], found[2].strip()) if found else (cell, "")


def _body(
    rows: Sequence[tuple[str, ...]], columns: Mapping[str, int], at: int, below: int, total_words: Sequence[str]
) -> tuple[list[int], list[tuple[int, str]], int]:  # fmt: skip
    """Return the indices of the item lines, the total lines, and the index where the items end."""
    pattern = total_pattern([*total_words, *_GRAND])
    body: list[int] = []
    totals: list[tuple[int, str]] = []
    for index in range(at + 1, min(below, len(rows))):
        filled = [cell for cell in rows[index] if cell.strip()]
        if not filled:
            if body:
                return body, totals, index
            continue
        word = folded(filled[0])
        if pattern.match(word):
            totals.append((index, word))
            if word.startswith(_GRAND):
                return body, totals, index + 1
            continue
        body.append(index)
    return body, totals, min(below, len(rows))


def _counted(sheet: Sheet, at: int, end: int, totals: set[int]) -> int:
    """Return how many item lines stand between the headings and the end: filled rows, counted by cells."""
    filled = {
        index
        for column in range(sheet.cells.width)
        for index, cell in enumerate(sheet.cells.column(column))
        if at < index < end and cell.strip()
    }
    return len(filled - totals)


def _strays(rows: Sequence[tuple[str, ...]], column: int, body: Sequence[int], end: int) -> int | None:
    """Return the first row below the items that repeats an item's code: a second form on the sheet."""
    codes = {rows[index][column].strip() for index in body} - {""}
    return next((index for index in range(end, len(rows)) if rows[index][column].strip() in codes), None)


def _total(
    rows: Sequence[tuple[str, ...]], columns: Mapping[str, int], coded: Sequence[int], index: int, word: str
) -> Total:
    above = sum(place < index for place in coded)
    texts = {key: rows[index][column] for key, column in columns.items()}
    return Total(above=above, row=index + 1, word=word, texts=texts)


def _merged_down(
    sheet: Sheet, made: Mapping[str, Column], columns: Mapping[str, int], coded: Sequence[int]
) -> dict[str, Column]:
    """Return the columns with merged cells filled down, as the form merges its parts."""
    place = {index: at for at, index in enumerate(coded)}
    filled = dict(made)
    for key, index in columns.items():
        texts = list(made[key].texts)
        for first, left, last, _ in sheet.merged:
            if left == index + 1 and first - 1 in place:
                for inside in range(first, last):
                    if inside in place:
                        texts[place[inside]] = texts[place[first - 1]]
        filled[key] = Column(field=key, heading=made[key].heading, texts=texts, kinds=made[key].kinds)
    return filled


def _head(sheet: Sheet, claim: Claim, labels: Mapping[str, _Label]) -> Table:
    """Return the labels as a table of one row."""
    odd = {CellKind.DATE, CellKind.BOOL, CellKind.ERROR, CellKind.UNCALCULATED}
    columns = {
        field: Column(
            field=field,
            heading=label.heading,
            texts=[label.value],
            kinds={0: label.kind} if label.kind in odd else {},
            row=label.row,
        )
        for field, label in labels.items()
    }
    constant = {
        field: Column(field=field, heading=field, texts=[value])
        for field, value in claim.source.constants.items()
        if field in HEAD and field not in columns
    }
    return Table(claim=claim, sheet=sheet, columns=columns | constant, rows=[1], read=1)


def _signs(
    sheet: Sheet, claim: Claim, rows: Sequence[tuple[str, ...]], below: int, columns: Mapping[str, int]
) -> Table:
    """Return the signature lines: those below the block's headings up to a blank row."""
    places = []
    for index in range(below + 1, len(rows)):
        if not any(cell.strip() for cell in rows[index]):
            break
        places.append(index)
    names = {key: (index, rows[below][index]) for key, index in columns.items()} if below < len(rows) else {}
    made = {name: columns_of(sheet, claim.source, {name: where}, places)[name] for name, where in names.items()}
    return Table(claim=claim, sheet=sheet, columns=made, rows=[index + 1 for index in places], read=len(places))


# ------------------------------------------------------------------ signatures
def signoffs(table: Table, context: Context) -> tuple["pd.DataFrame", list[Problem]]:
    """Return the sign-off lines of one form (SIGNOFFS but for the card, with the form's file and sheet)."""
    import pandas as pd

    steps, bad_steps = table.words("step")
    words = {name: table.plain(name) for name in ("role", "person", "result", "opinion")}
    when = moments(table, "signed_at", context.missing)
    count = len(table.rows)
    numbers = [int(step) if step.isascii() and step.isdigit() else at for at, step in enumerate(steps, start=1)]
    frame = pd.DataFrame(
        {
            "step": pd.array(numbers, dtype="Int64"),
            **{name: text_column(values) for name, (values, _) in words.items()},
            "signed_on": day_column(days(when.found, context.config.profile.zone)),
            "file": text_column([table.sheet.file] * count),
            "sheet": text_column([table.sheet.sheet] * count),
            "row": pd.array(list(table.rows), dtype="Int64"),
        }
    )
    faults = [bad_steps, when.faults, *(bad for _, bad in words.values())]
    return frame, [problem for found in faults for problem in found.values()] + when.notes


# ------------------------------------------------------------------ problems
def _no_form(sheet: Sheet) -> Problem:
    expected = text("a filled form; the sheet has no table of items and was skipped")
    return Problem(code="W163", severity=Severity.WARNING, file=sheet.file, sheet=sheet.sheet, expected=expected)


def _missing(sheet: Sheet, source: Source, lacking: Sequence[str], at: int) -> Problem:
    names = ", ".join(source.columns.get(name, (name,))[0] for name in lacking)
    row = at + 1 if at < len(sheet.cells) else None
    return _refused(sheet, "E154", row, "", text("a form that also holds {missing}", missing=names))


def _second(sheet: Sheet, index: int, code: str) -> Problem:
    return _refused(sheet, "E158", index + 1, code, text("one form a sheet; the item stands here a second time"))


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


def _uncoded(
    sheet: Sheet, rows: Sequence[tuple[str, ...]], index: int, names: Mapping[str, tuple[int, str]]
) -> Problem:
    return Problem(
        code="E203",
        severity=Severity.SET_ASIDE,
        file=sheet.file,
        sheet=sheet.sheet,
        row=index + 1,
        column=names["item"][1],
        value=" | ".join(cell for cell in rows[index] if cell.strip()),
        expected=text("a value; a row without one cannot be used"),
    )
