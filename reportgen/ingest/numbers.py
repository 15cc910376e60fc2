"""Columns of numbers: parsed once for each distinct text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.ingest.sheet import CellKind
from reportgen.ingest.table import Table, mapped
from reportgen.ingest.values import Fault, Number, Reading, number
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text

EXPECTED: Mapping[str, Text] = {
    "E205": text("a number"),
    "E209": text("a finite number"),
    "E212": text("a number; a tick or TRUE is not 1"),
    "E213": text("one number, not a range or a choice of two"),
    "E214": text("a number; here stands a date"),
    "E230": text("a number and words that say the same point of the scale"),
}
FORMS: Mapping[str, tuple[str, Text]] = {
    "number": (
        "W201",
        text("plain numbers; cells with a unit, grouping or full-width digits that were understood: {count}"),
    ),
    "anchor": ("W230", text("numbers; points with words beside them, read by their number: {count}")),
    "label": ("W202", text("numbers; words read by the policy's table of labels: {count}")),
}
_BY_KIND = {CellKind.DATE: "E214", CellKind.BOOL: "E212"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """One column of a table; None where blank or faulty."""

    numbers: list[Decimal | None]
    faults: dict[int, Problem]
    notes: list[Problem]


def numbers(table: Table, name: str, how: Reading, *, words: Sequence[str] | None = None) -> Numbers:
    """Return the numbers of a field; faults by position, harmless forms in one note each.

    ``words``: the same cells in our vocabulary, where the rule gives some of them a word.
    """
    results = mapped(table.cells(name) if words is None else words, lambda found: number(found, how))
    faults = table.unusable(name)
    column = table.columns.get(name)
    for at, kind in column.kinds.items() if column else ():
        if kind in _BY_KIND:
            results[at] = Fault(_BY_KIND[kind])
    for at, result in enumerate(results):
        if isinstance(result, Fault) and at not in faults:
            faults[at] = table.problem(at, name, result.code, expected(result.code, how))
    found = [
        result if isinstance(result, Number) and at not in faults else None for at, result in enumerate(results)
    ]
    return Numbers(
        numbers=[one.value if one else None for one in found], faults=faults, notes=form_notes(table, name, found)
    )


def form_notes(table: Table, name: str, found: Sequence[Number | None]) -> list[Problem]:
    """Return one note for each form, other than plain digits, in which numbers were written and understood."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        if one and one.form:
            places.setdefault(one.form, []).append(at)
    return [
        note
        for form, (code, said) in FORMS.items()
        for note in table.noted(name, code, places.get(form, ()), said)
    ]


def expected(code: str, how: Reading) -> Text:
    """Return what a cell should have held where ``number`` found a fault."""
    if code == "E210":
        return text("a number, with no unit but {units}", units=", ".join(how.units) or "-")
    if code == "E205" and how.labels:
        return text("a number or one of {labels}", labels=", ".join(how.labels))
    return EXPECTED[code]
