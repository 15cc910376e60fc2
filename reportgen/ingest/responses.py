"""What a platform tells of a returned form beside its answers: time taken, way, whether it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.dates import Moments, micros, moments
from reportgen.ingest.durations import seconds
from reportgen.ingest.fates import text_column
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Table, mapped
from reportgen.ingest.values import SCORE_UNITS, Fault, Reading, answer
from reportgen.model.folding import tidied
from reportgen.model.problem import Problem
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_SECOND = 1_000_000
_WHOLE = frozenset({"complete", "completed", "finished", "完成", "已完成", "完整"})
_PARTIAL = frozenset({"partial", "incomplete", "unfinished", "未完成", "部分完成", "中断"})
_DURATION = text("a duration such as 123, 123秒 or 0:02:03")
_FINISHED = text("yes or no, or complete or partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Columns of RESPONSES that describe the returned form of each row."""

    columns: Mapping[str, "pd.Series[str] | pd.Series[float]"]
    problems: list[Problem]


def details(table: Table, answered: Moments, context: Context) -> Details:
    """Return how long each form took, how it came, and whether it is whole.

    Out: duration_s (of the field duration, else from started_at to the answer), mode, source, finished,
         score_total, complaint_id; an unreadable cell costs its value and has a Problem.
    """
    import pandas as pd

    lasted, problems = _durations(table, answered, context)
    whole, found = _finished(table)
    problems += found
    modes, bad_modes = table.words("mode")
    sources, bad_sources = table.plain("source")
    complaints, bad_complaints = table.codes("complaint_id")
    totals = numbers(table, "score_total", Reading(units=SCORE_UNITS, missing=context.missing))
    bad = (bad_modes, bad_sources, totals.faults, bad_complaints)
    problems += [one for faults in bad for one in faults.values()]
    columns = {
        "duration_s": pd.Series(pd.array(lasted, dtype="Int64")),
        "mode": text_column(modes),
        "source": text_column(sources),
        "finished": pd.Series(pd.array(whole, dtype="boolean")),
        "score_total": text_column(["" if one is None else f"{one:f}" for one in totals.numbers]),
        "complaint_id": text_column(complaints),
    }
    return Details(columns=columns, problems=problems)


def _durations(table: Table, answered: Moments, context: Context) -> tuple[list[int | None], list[Problem]]:
    """Return whole seconds, and the Problems of cells that tell none."""
    if "duration" not in table.columns:
        return _between(table, answered, context)
    missing = context.missing
    results = mapped(table.cells("duration"), lambda cell: None if tidied(cell) in missing else seconds(cell))
    faults = table.unusable("duration")
    for at, result in enumerate(results):
        if isinstance(result, Fault) and at not in faults:
            faults[at] = table.problem(at, "duration", result.code, _DURATION)
    lasted = [_rounded(one) if isinstance(one, Decimal) and at not in faults else None
              for at, one in enumerate(results)]  # fmt: skip
    return lasted, list(faults.values())


def _between(table: Table, answered: Moments, context: Context) -> tuple[list[int | None], list[Problem]]:
    """Return the seconds from the first look at a form to its return, where both are known."""
    if "started_at" not in table.columns:
        return [None] * len(table.rows), []
    zone = context.config.profile.zone
    began = moments(table, "started_at", context.missing)
    pairs = zip(micros(began.found, zone), micros(answered.found, zone), strict=True)
    lasted = [None if None in pair else _elapsed(pair) for pair in pairs]
    return lasted, [*began.faults.values(), *began.notes]


def _elapsed(pair: Sequence[int | None]) -> int | None:
    start, end = pair
    if start is None or end is None or end < start:
        return None
    return _rounded(Decimal(end - start) / _SECOND)


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _finished(table: Table) -> tuple[list[bool | None], list[Problem]]:
    """Return whether each form was answered to its end."""
    words, faults = table.words("finished")
    found = mapped(words, _is_whole)
    for at, one in enumerate(found):
        if isinstance(one, Fault) and at not in faults:
            faults[at] = table.problem(at, "finished", one.code, _FINISHED)
    return [None if isinstance(one, Fault) else one for one in found], list(faults.values())


def _is_whole(word: str) -> bool | Fault | None:
    tidy = tidied(word).lower()
    if tidy in _WHOLE:
        return True
    return False if tidy in _PARTIAL else answer(tidy, frozenset())
