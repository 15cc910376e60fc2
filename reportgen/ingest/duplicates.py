"""One record twice: in one file, in two files, in a later folder."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.ingest.fates import SET_ASIDE, SUPERSEDED, USED
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ("file", "sheet", "row", "folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row among those of its key."""

    index: int
    folder: int
    place: tuple[str, str, int]
    content: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of the rows of one key: pairs of a row and the one that replaces it."""

    superseded: Sequence[tuple[Record, Record]]
    conflicting: Sequence[Record] = ()
    """Rows that say different things of one number."""


def settled(
    rows: "pd.DataFrame", key: Sequence[str], content: Sequence[str], shown: str, *, lines: bool = False
) -> tuple["pd.DataFrame", list[Problem]]:
    """Return ``rows`` with the fates of repeated keys, and a Problem for each row that lost.

    In:      rows with file, sheet, row, folder, fate, heading and rule; only used ones take part.
             rule: last or first of differing rows in one folder, all = keep them (only where
             ``lines`` says that a key may have several); "" = set them aside.
             ``shown``: the column whose value a Problem names.
    Out:     the later folder's row stays; in one folder equal rows count once (E244), differing ones
             follow the rule or are set aside (E245).
    """
    used = rows[rows["fate"] == USED]
    repeated = used[used.duplicated(list(key), keep=False)]
    fates: dict[int, str] = {}
    problems: list[Problem] = []
    for records in _groups(repeated, key, content):
        verdict = judged(records, str(rows.loc[records[-1].index, "rule"]), lines=lines)
        for loser, winner in verdict.superseded:
            fates[loser.index] = SUPERSEDED
            problems.append(superseded(loser, winner, *_cell(rows, loser, shown)))
        for record in verdict.conflicting:
            fates[record.index] = SET_ASIDE
            problems.append(conflict(record, verdict.conflicting, *_cell(rows, record, shown)))
    return with_fates(rows, fates), problems


def _groups(rows: "pd.DataFrame", key: Sequence[str], content: Sequence[str]) -> list[list[Record]]:
    """Return the rows of each key, in time."""
    ordered = rows.sort_values(["folder", "file", "sheet", "row"], kind="stable")
    names = [*key, *_PLACE, *(name for name in content if name not in key)]
    groups: dict[Hashable, list[Record]] = {}
    for index, line in zip(ordered.index, ordered[names].itertuples(index=False, name=None), strict=True):
        groups.setdefault(line[: len(key)], []).append(_record(index, line, len(key)))
    return list(groups.values())


def _cell(rows: "pd.DataFrame", record: Record, shown: str) -> tuple[str, str]:
    return str(rows.loc[record.index, "heading"]), str(rows.loc[record.index, shown])


def _record(index: int, line: tuple[Any, ...], keys: int) -> Record:
    import pandas as pd

    file, sheet, row, folder = line[keys : keys + len(_PLACE)]
    content = tuple(None if pd.isna(value) else value for value in line[keys + len(_PLACE) :])
    return Record(index=index, folder=folder, place=(file, sheet, int(row)), content=content)


def record_of(line: Mapping[Hashable, Any]) -> Record:
    """Return a row of a frame as one of its key's rows."""
    place = (line["file"], line["sheet"], int(line["row"]))
    return Record(index=-1, folder=int(line["folder"]), place=place, content=())


def judged(records: Sequence[Record], rule: str, *, lines: bool) -> Verdict:
    """Return what becomes of the rows of one key, those of the last folder first."""
    superseded: list[tuple[Record, Record]] = []
    conflicting: list[Record] = []
    winner: Record | None = None
    for folder in sorted({record.folder for record in records}, reverse=True):
        own = sorted((record for record in records if record.folder == folder), key=lambda record: record.place)
        if winner:
            superseded += [(record, winner) for record in own]
            continue
        if rule == "all" and lines:
            winner = own[0]
            continue
        if len({record.content for record in own}) == 1:
            winner = own[0]
        elif rule in {"last", "first"}:
            winner = own[-1] if rule == "last" else own[0]
        else:
            conflicting += own
            continue
        superseded += [(record, winner) for record in own if record is not winner]
    return Verdict(superseded=superseded, conflicting=conflicting)


def superseded(loser: Record, winner: Record, column: str, value: str) -> Problem:
    """Return the Problem of a row that another one replaces."""
    file, sheet, row = winner.place
    same = loser.content == winner.content and loser.folder == winner.folder
    where = f"{file}{f'[{sheet}]' if sheet else ''}:{row}"
    expected = (
        text("each record once; the same stands in {place}", place=where)
        if same
        else text("each record once; {place} replaces it", place=where)
    )
    return _at(loser, "E244", Severity.NOTE, column, value, expected)


def conflict(record: Record, all_of_key: Sequence[Record], column: str, value: str) -> Problem:
    """Return the Problem of a row whose number other rows use for something else."""
    others = ", ".join(f"{r.place[0]}:{r.place[2]}" for r in all_of_key if r is not record)
    expected = text("one record of this number; {places} says something else", places=others)
    return _at(record, "E245", Severity.SET_ASIDE, column, value, expected)


def _at(record: Record, code: str, severity: Severity, column: str, value: str, expected: Text) -> Problem:
    file, sheet, row = record.place
    return Problem(
        code=code,
        severity=severity,
        file=file,
        sheet=sheet,
        row=row,
        column=column,
        value=value,
        expected=expected,
    )


def with_fates(rows: "pd.DataFrame", fates: Mapping[int, str]) -> "pd.DataFrame":
    """Return ``rows`` with other fates at some index labels."""
    if not fates:
        return rows
    fate = rows["fate"].astype(object)
    fate.loc[list(fates)] = list(fates.values())
    return rows.assign(fate=fate.astype("str"))
