"""Whether first replies and closes kept the pack's limits."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from reportgen.measure.complaints import Cases
from reportgen.measure.figures import Figures, counted, missing, share
from reportgen.measure.hours import instants
from reportgen.model.clock import Clock, micros
from reportgen.model.gap import Gap
from reportgen.policy.pack import Complaints, Limits

if TYPE_CHECKING:
    from decimal import Decimal

Kind = Literal["first_reply", "handling"]
ON_TIME: dict[Kind, str] = {
    "first_reply": "complaint.first_reply_on_time",
    "handling": "complaint.handling_on_time",
}
_US = 3_600_000_000


def on_time_figures(cases: Cases, rules: Complaints, clock: Clock) -> list[Figures]:
    """The shares of complaints whose first reply and close kept the limit, and those not due yet.

    Due = its limit lies before as-of, answered or not; kept = within the limit, which is included. Limits
    are hours of the profile's clock, in the opening hours of the client's office at receipt.
    Of a category's and a priority's limit the shorter holds; where neither gives one, the general.

    In:      cases.
    Out:     Figures; NOT_CONFIGURED where the pack gives no such limit, NOT_DUE where nothing is due.
    Source:  P11.2, P11.5 with the pack's limits; worked example, settled 13.
    """
    at = cases.spread[cases.spread["here"] & cases.spread["timed"]]
    waiting, unsure = (pd.Series(data=False, index=at.index) for _ in range(2))
    figures, configured = [], False
    for kind, measure in ON_TIME.items():
        limit = time_limits(at, rules, kind)
        if limit is None:
            figures.append(missing(measure, cases.scopes.size, Gap.NOT_CONFIGURED))
            continue
        configured = True
        state = judged(at, limit, kind, cases.as_of, clock)
        waiting |= state["asked"] & ~state["due"]
        unsure |= state["unsure"]
        figures.append(_share(cases, measure, at["scope"], state))
    if not configured:
        return [*figures, missing("complaint.not_due", cases.scopes.size, Gap.NOT_CONFIGURED)]
    number = cases.scopes.tally(at["scope"], waiting)
    not_due = counted("complaint.not_due", number, read=cases.read)
    return [*figures, replace(not_due, provisional=cases.scopes.tally(at["scope"], unsure) > 0)]


def judged(at: pd.DataFrame, limit: pd.Series, kind: Kind, as_of: pd.Timestamp, clock: Clock) -> pd.DataFrame:
    """What one kind of limit says of every complaint.

    In:      rows of Ledger.known without contradicting times, and the span of each (``time_limits``).
    Out:     in the order of the rows: asked, due, kept, and unsure where a year is provisional.
    Source:  P11.2, P11.5; worked example, settled 13.
    """
    first = kind == "first_reply"
    answered = at["replied"] if first else at["dated"]
    moment = at["first_reply_at"] if first else at["closed_at"]
    asked = (answered | ~at["done"]) & limit.notna()
    offices, now = at["office_id"].tolist(), micros(as_of)
    hours = limit.fillna(pd.Timedelta(0)).to_numpy(dtype="timedelta64[us]").astype(np.int64)
    start, end = instants(at["received_at"]), instants(moment.where(answered, as_of))
    passed = clock.passed_at(offices, start, hours)
    due = asked & (passed < now)
    kept = due & answered & (clock.elapsed(offices, start, end) <= hours)
    unsure = asked & clock.provisional(offices, start, np.maximum(end, np.minimum(passed, now)))
    return pd.DataFrame({"asked": asked, "due": due, "kept": kept, "unsure": unsure})


def _share(cases: Cases, measure: str, scope: pd.Series, state: pd.DataFrame) -> Figures:
    """Return the share kept of those due."""
    if not cases.read:
        return missing(measure, cases.scopes.size, Gap.NO_DATA)
    asked = cases.scopes.tally(scope, state["asked"])
    gap = np.where(asked > 0, Gap.NOT_DUE, Gap.NO_DATA).tolist()
    found = share(
        measure,
        cases.scopes.tally(scope, state["kept"]),
        cases.scopes.tally(scope, state["due"]),
        gap=gap,
    )
    return replace(found, provisional=cases.scopes.tally(scope, state["unsure"]) > 0)


def time_limits(at: pd.DataFrame, rules: Complaints, kind: Kind) -> pd.Series | None:
    """The time limit of every complaint.

    In:      columns category, priority.
    Out:     spans in the order of the rows, NA without one; None where the pack gives none at all.
    Source:  P11.2, P11.5 with the pack's limits.
    """
    general = _span(rules.limits, kind)
    by_category = {name: _span(one, kind) for name, one in rules.limits_by_category.items()}
    by_priority = {name: _span(one, kind) for name, one in rules.limits_by_priority.items()}
    if not any(one is not None for one in (general, *by_category.values(), *by_priority.values())):
        return None
    special = pd.DataFrame(
        {
            "category": at["category"].map(by_category).astype("timedelta64[us]"),
            "priority": at["priority"].map(by_priority).astype("timedelta64[us]"),
        }
    ).min(axis=1)
    return special if general is None else special.fillna(general)


def _span(limits: Limits, kind: Kind) -> pd.Timedelta | None:
    """Return one limit as a span."""
    hours: Decimal | None = limits.first_reply_hours if kind == "first_reply" else limits.handling_hours
    return None if hours is None else pd.Timedelta(microseconds=int(Fraction(hours) * _US))
