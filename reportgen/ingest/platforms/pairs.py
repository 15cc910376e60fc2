"""One survey exported twice, as texts and as numbers of options: each form counts once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.files import shared_start
from reportgen.ingest.moments import Written, written
from reportgen.ingest.platforms.layout import Kind
from reportgen.ingest.table import Column, Table
from reportgen.model.folding import folded, tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

Key = tuple[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A file of numbers, the file of texts beside it, and which row is which: (in numbers, in texts)."""

    numbers: int
    texts: int
    rows: Sequence[tuple[int, int]]


def paired(tables: Sequence[Table]) -> tuple[list[Table], list[Problem]]:
    """Return the tables with each form once: where it stands as text and as numbers, the text counts.

    Rows of one survey are the same form if number and moment of submission agree. The row of numbers has its
    note (W170); an answer that the two files tell differently counts in neither (E169).
    """
    made, problems = list(tables), []
    for pair in _pairs(tables):
        numbers, texts = made[pair.numbers], made[pair.texts]
        made[pair.texts], found = _agreed(texts, numbers, pair.rows)
        problems += found
        problems += [_twin(numbers, at, texts, other) for at, other in pair.rows]
        made[pair.numbers] = _without(numbers, {at for at, _ in pair.rows})
    return made, problems


def _pairs(tables: Sequence[Table]) -> list[_Pair]:
    """Return the files of numbers that share forms with a file of texts of the same rule and folder."""
    found = []
    for at, table in enumerate(tables):
        if not table.layout or not table.layout.coded:
            continue
        beside = [
            other
            for other, one in enumerate(tables)
            if one.layout
            and not one.layout.coded
            and one.source is table.source
            and one.claim.folder == table.claim.folder
        ]
        name = table.sheet.file
        beside.sort(key=lambda other: -shared_start(tables[other].sheet.file, name))
        keys = _keys(table)
        for other in beside:
            shared = _keys(tables[other])
            rows = [(row, shared[key]) for key, row in keys.items() if key in shared]
            if rows:
                found.append(_Pair(numbers=at, texts=other, rows=sorted(rows)))
                break
    return found


def _keys(table: Table) -> dict[Key, int]:
    """Return (number, moment) of each form → its row; a form that stands twice in one file is none."""
    if not {"response_id", "answered_at"} <= {*table.columns}:
        return {}
    numbers = table.clean("response_id")
    moments = [_moment(cell, table) for cell in table.cells("answered_at")]
    keys = [*zip(numbers, moments, strict=True)]
    counted = Counter(keys)
    return {key: at for at, key in enumerate(keys) if counted[key] == 1 and all(key)}


def _moment(cell: str, table: Table) -> object:
    tidy = tidied(cell)
    found = written(tidy, table.source.date_order, table.sheet.date_system) if tidy else None
    return found.local if isinstance(found, Written) else tidy


# ------------------------------------------------------------------ what the two files say
def _agreed(texts: Table, numbers: Table, rows: Sequence[tuple[int, int]]) -> tuple[Table, list[Problem]]:
    """Return the file of texts without the answers that the file of numbers contradicts."""
    columns: dict[str, Column] = dict(texts.columns)
    problems = []
    for key, column in texts.columns.items():
        other = numbers.columns.get(key)
        if not other or not column.question or not other.question:
            continue
        against = _contradicted(column, other, rows)
        if not against:
            continue
        problems += [_contradiction(texts, at, numbers, row, key) for row, at in against]
        blanked = list(column.texts)
        for _, at in against:
            blanked[at] = ""
        columns[key] = replace(column, texts=blanked, written=column.written or column.texts)
    return replace(texts, columns=columns), problems


def _contradicted(column: Column, other: Column, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the rows whose two cells cannot be the same answer.

    Words beside words must be equal, and numbers that a questionnaire names are words. Words beside numbers of
    options: the number that a word mostly has, and the word that a number mostly has, are taken as right.
    """
    said = [(folded(column.texts[at]), folded(other.texts[row])) for row, at in rows]
    kinds = {one.question.kind for one in (column, other) if one.question}
    if kinds & {Kind.MULTIPLE, Kind.RANKING}:
        return []  # one cell beside one column an option
    if kinds != {Kind.SINGLE} or (other.question and other.question.options):
        return [pair for pair, (label, code) in zip(rows, said, strict=True) if label != code]
    counted = Counter(said)
    codes = _most(counted)
    words = _most(Counter({(code, label): n for (label, code), n in counted.items()}))
    return [
        pair
        for pair, (label, code) in zip(rows, said, strict=True)
        if label != code and not (label and code and codes.get(label) == code and words.get(code) == label)
    ]


def _most(counted: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Return what each first one mostly stands beside; one with a tie is not in it."""
    best: dict[str, list[tuple[int, str]]] = {}
    for (one, other), count in counted.items():
        best.setdefault(one, []).append((count, other))
    ranked = {one: sorted(many, reverse=True) for one, many in best.items()}
    return {one: many[0][1] for one, many in ranked.items() if len(many) == 1 or many[0][0] > many[1][0]}


# ------------------------------------------------------------------ rows and problems
def _without(table: Table, left_out: set[int]) -> Table:
    """Return a table without some rows; they are counted as twins."""
    kept = [at for at in range(len(table.rows)) if at not in left_out]
    place = {at: new for new, at in enumerate(kept)}
    columns = {
        key: replace(
            column,
            texts=[column.texts[at] for at in kept],
            written=[column.written[at] for at in kept] if column.written else (),
            kinds={place[at]: kind for at, kind in column.kinds.items() if at in place},
        )
        for key, column in table.columns.items()
    }
    return replace(table, columns=columns, rows=[table.rows[at] for at in kept], twins=len(left_out))


def _twin(numbers: Table, at: int, texts: Table, other: int) -> Problem:
    expected = text("each form once; {place} says the same in words and counts", place=_place(texts, other))
    return numbers.problem(at, "response_id", "W170", expected, severity=Severity.NOTE)


def _contradiction(texts: Table, at: int, numbers: Table, row: int, key: str) -> Problem:
    column = numbers.columns[key]
    answer = column.texts[row]
    cell = (column.written or column.texts)[row]
    said = f"{cell} ({answer})" if answer and answer != cell else cell
    expected = text(
        "the same answer as in {place}: {value}",
        place=f"{_place(numbers, row)}:{column.heading}",
        value=said or "-",
    )
    hint = text("The answer counts in neither file; export both again, or leave one of them out.")
    return texts.problem(at, key, "E169", expected, hint=hint)


def _place(table: Table, at: int) -> str:
    sheet = f"[{table.sheet.sheet}]" if table.sheet.sheet else ""
    return f"{table.sheet.file}{sheet}:{table.rows[at]}"
