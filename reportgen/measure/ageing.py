"""How old open complaints are, in multiples of their limit."""

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.hours import instants
from reportgen.measure.ledger import ledger
from reportgen.measure.on_time import time_limits
from reportgen.measure.scopes import scopes_of
from reportgen.model.clock import HOUR, Clock
from reportgen.model.pattern_frames import AGEING
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Complaints
    from reportgen.policy.patterns import Ageing

NO_LIMIT, NO_TIME = "no_limit", "no_time"


def ageing(facts: "Facts", window: "Window", rules: "Complaints", ages: "Ageing", clock: Clock) -> pd.DataFrame:
    """Open complaints by age: how many times the limit of handling they have waited.

    An age that is exactly a multiple belongs to the lower class, as a limit that is reached is kept.

    In:      COMPLAINTS.
    Out:     AGEING: the company and every office with every class, zeros included, and each client
             with an open complaint; over the classes the sum is complaint.open. no_limit: the pack
             gives none; no_time: times that contradict each other. Empty without the period's ledger.
    Source:  P11.5; classes are the pack's.
    """
    if not facts.was_read(Export.COMPLAINTS, window.period):
        return AGEING.empty()
    scopes, known = scopes_of(facts, window), ledger(facts, window).known
    still = known[~known["done"]]
    start = instants(still["received_at"])
    now = instants(pd.Series(pd.Timestamp(window.as_of), index=still.index).dt.as_unit("us"))
    waited = clock.elapsed(still["office_id"].tolist(), start, now)
    limit = time_limits(still, rules, "handling")
    limits = pd.Series(pd.NaT, index=still.index, dtype="timedelta64[us]") if limit is None else limit
    at = scopes.spread(still.assign(age=_ages(still, limits, waited, ages), waited=waited))
    found = at.groupby(["scope", "age"], as_index=False).agg(
        count=("complaint_id", "size"), waited=("waited", "max")
    )
    above = np.flatnonzero(~scopes.is_client)
    every = pd.MultiIndex.from_product([above, _classes(ages)], names=["scope", "age"]).to_frame(index=False)
    rows = pd.concat([every, found[["scope", "age"]]]).drop_duplicates()
    rows = rows.merge(found, on=["scope", "age"], how="left", validate="one_to_one")
    return AGEING.check(_framed(rows, scopes.rows, str(window.period), ages.clause))


def _classes(ages: "Ageing") -> list[str]:
    """Return the names of all classes, the youngest first."""
    edges = [f"{edge.normalize():f}" for edge in ages.multiples]
    return [*(f"{low}-{high}" for low, high in pairwise(["0", *edges])), f"{edges[-1]}+", NO_LIMIT, NO_TIME]


def _ages(
    still: pd.DataFrame, limits: pd.Series, waited: "np.ndarray[tuple[int], np.dtype[np.int64]]", ages: "Ageing"
) -> list[str]:
    """Return the class of each open complaint."""
    names, edges = _classes(ages), [Fraction(edge) for edge in ages.multiples]
    spans = limits.fillna(pd.Timedelta(0)).to_numpy(dtype="timedelta64[us]").astype(np.int64)
    found = []
    for known, timed, span, time in zip(
        limits.notna(), still["timed"], spans.tolist(), waited.tolist(), strict=True
    ):
        if not timed or not known:
            found.append(NO_LIMIT if timed else NO_TIME)
            continue
        found.append(names[sum(time > span * edge for edge in edges)])
    return found


def _framed(rows: pd.DataFrame, places: pd.DataFrame, period: str, clause: str) -> pd.DataFrame:
    """Return the counts as AGEING."""
    at = places.iloc[rows["scope"].to_numpy()].reset_index(drop=True)
    oldest = [
        None if pd.isna(time) or age == NO_TIME else Fraction(int(time), HOUR)
        for time, age in zip(rows["waited"].tolist(), rows["age"].tolist(), strict=True)
    ]
    return at.assign(
        period=period,
        age=rows["age"].to_numpy(),
        count=pd.array(rows["count"].fillna(0).to_numpy(), dtype="Int64"),
        oldest_hours=pd.Series(oldest, dtype="object"),
        clause=clause,
    ).astype({"period": "str", "age": "str", "clause": "str"})
