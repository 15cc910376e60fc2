"""Accounts of many figures of one build, for its pages: look-ups shared, each client's rows found once."""

from collections import Counter, defaultdict
from dataclasses import fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from reportgen.explain.account import Outcome, SourceRow
from reportgen.explain.explain import GRADE, Beside, Explanation, explained
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry, Level, Record, records
from reportgen.explain.people import population
from reportgen.model.accounts import Accounted, Origin, Reckoning
from reportgen.model.facts import Facts
from reportgen.model.frame import ContractError
from reportgen.model.results import Results
from reportgen.model.text import Text
from reportgen.policy.config import Config

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 50_000
"""Rows of the facts beyond which an office or the company is left to the command: it would slow a build."""
TABLES = ("changed", "grades", "contributions", "points")
"""Frames of the results, beside the facts, that have a client in each row."""
GRID_ROWS = 12
"""Most rows of a table beside a formula."""
WHOLE = frozenset({"register", "memberships", "survey_sample"})
"""Frames that say who was a client where and who was asked: looked at as a whole."""


class Accounts:
    """What stands behind the figures of a build; made once, asked for every figure that a page shows."""

    def __init__(self, results: Results, config: Config) -> None:
        self._results = results
        self._config = config
        self._found: dict[tuple[str, str, str], Accounted | None] = {}
        self._last: tuple[str, Results, dict[str, Record]] = ("", results, {})

    def __call__(self, level: str, one: str, measure: str) -> Accounted | None:
        """Return the account of a figure; None where it is too large, or its rows do not give it.

        ``explained`` raises where the rows do not give the figure, which is a bug of one of them: the tests ask
        for every figure of the sample, and a report is not held back for it.
        """
        key = level, one, measure
        if key not in self._found:
            self._found[key] = self._accounted(level, one, measure)
        return self._found[key]

    def _accounted(self, level: str, one: str, measure: str) -> Accounted | None:
        if level != "client" and self._size > MOST_ROWS:
            return None
        results, rows = self._of_client(one) if level == "client" else (self._results, self._above[level, one])
        inquiry = Inquiry(results, self._config, cast("Level", level), one, measure)
        if measure not in rows:
            return None
        known = Beside(faults=self._faults.about(inquiry), people=self._people, row=rows[measure])
        try:
            return summary(explained(inquiry, known))
        except ContractError:
            return None

    # -------------------------------------------------------------- what all of them share
    @cached_property
    def _faults(self) -> Faults:
        return Faults(Inquiry(self._results, self._config, "company", "", ""))

    @cached_property
    def _people(self) -> dict[str, set[str]]:
        return population(self._results.facts, self._results.window)

    @cached_property
    def _size(self) -> int:
        return max(len(frame) for _, frame in _frames(self._results.facts))

    @cached_property
    def _above(self) -> dict[tuple[str, str], dict[str, Record]]:
        """Rows of CHANGED of the company and the offices, by level and office, then measure."""
        changed = self._results.changed
        found: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
        for row in records(changed[changed["level"].ne("client")]):
            found[row["level"], row["office_id"]][row["measure"]] = row
        return found

    # -------------------------------------------------------------- one client's rows
    def _of_client(self, client: str) -> tuple[Results, dict[str, Record]]:
        """Return the results with one client's rows alone, and its figures; those of the last one are kept."""
        if self._last[0] != client:
            mine = self._sliced(client)
            rows = {row["measure"]: row for row in records(mine.changed)}
            rows |= {GRADE + row["pack"]: row for row in records(mine.grades)}
            self._last = client, mine, rows
        return self._last[1], self._last[2]

    @cached_property
    def _places(self) -> "dict[str, dict[str, np.ndarray]]":
        """Frame → client → where its rows stand."""
        frames = [*_frames(self._results.facts), *((name, getattr(self._results, name)) for name in TABLES)]
        found = {name: frame.groupby("client_id").indices for name, frame in frames if name not in WHOLE}
        return cast("dict[str, dict[str, np.ndarray]]", found)

    def _sliced(self, client: str) -> Results:
        results = self._results
        at: dict[str, Any] = {name: places.get(client, []) for name, places in self._places.items()}
        rows = {name: getattr(results.facts, name).take(where) for name, where in at.items() if name not in TABLES}
        own = {name: getattr(results, name).take(at[name]) for name in TABLES}
        return replace(results, facts=replace(results.facts, **rows), **own)


def _frames(facts: Facts) -> "list[tuple[str, pd.DataFrame]]":
    """Return the frames that have a client in each row, by name."""
    every = ((field.name, getattr(facts, field.name)) for field in fields(facts))
    return [(name, frame) for name, frame in every if "client_id" in frame and name != "records"]


# ------------------------------------------------------------------ what is kept of an explanation
def summary(one: Explanation) -> Accounted:
    """Return an explanation without its single rows: they are counted by file and by reason."""
    return Accounted(
        formula=one.outcome.formula,
        tables=_tables(one.outcome),
        population=one.population,
        remarks=one.account.remarks,
        left_out=_left_out(one.rows),
        origins=_origins(one.rows),
        clients=frozenset(row.client_id for row in one.rows if row.client_id),
    )


def _tables(outcome: Outcome) -> tuple[Reckoning, ...]:
    """Return the tables beside the formula that are short enough to be read."""
    short = (grid for grid in outcome.grids if len(grid.rows) <= GRID_ROWS)
    return tuple(Reckoning(head=grid.head, rows=grid.rows) for grid in short)


def _left_out(rows: tuple[SourceRow, ...]) -> tuple[tuple[Text, int], ...]:
    """Return each reason without the values of its single rows, the most frequent first."""
    counts = Counter(general(row.why) for row in rows if not row.used)
    return tuple(sorted(counts.items(), key=lambda kind: (-kind[1], kind[0].pattern)))


def general(why: Text) -> Text:
    """Return a reason with … in place of what it says of one row.

    >>> str(general(Text("off by {days} days", (("days", 3),))))
    'off by … days'
    """
    return Text(why.pattern, tuple(dict.fromkeys(dict(why.values), "…").items()))


def _origins(rows: tuple[SourceRow, ...]) -> tuple[Origin, ...]:
    """Return where the rows stand: those files first from which most count."""
    used = Counter((row.file, row.sheet) for row in rows if row.used)
    every = Counter((row.file, row.sheet) for row in rows)
    places = sorted(every, key=lambda place: (-used[place], place))
    return tuple(Origin(file=p[0], sheet=p[1], used=used[p], rest=every[p] - used[p]) for p in places)
