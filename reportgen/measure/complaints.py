"""Counts, rates and shares over the complaint ledger."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.clusters import whole_numbers
from reportgen.measure.figures import Figures, Ints, counted, missing, ratios, share
from reportgen.measure.ledger import Ledger
from reportgen.measure.scopes import Scopes
from reportgen.measure.scoring import points
from reportgen.model.gap import Gap
from reportgen.policy.pack import Complaints, Question
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Complaints spread over the scopes, and whether there is a ledger at all."""

    ledger: Ledger
    scopes: Scopes
    read: bool
    as_of: pd.Timestamp
    spread: pd.DataFrame

    @classmethod
    def of(cls, facts: "Facts", window: "Window", scopes: Scopes, ledger: Ledger) -> "Cases":
        """Return the cases of a window."""
        return cls(
            ledger=ledger,
            scopes=scopes,
            read=facts.was_read(Export.COMPLAINTS, window.period),
            as_of=pd.Timestamp(window.as_of),
            spread=scopes.spread(ledger.known),
        )

    def tally(self, flag: pd.Series) -> Ints:
        """Return how many flagged complaints each scope has."""
        return self.scopes.tally(self.spread["scope"], flag)


def complaint_figures(cases: Cases, orders: Ints | None) -> list[Figures]:
    """The measures of complaints that no pack changes.

    In:      cases; the orders of the period per scope, None where they were not exported.
    Out:     Figures: count, rate per 100 orders, open, resolution and reopened rate.
    Source:  P11.1, P11.6, P11.14.
    """
    at = cases.spread
    here = at["here"]
    received = cases.tally(here)
    ever_closed = here & (at["done"] | ((at["state"] == "reopened") & at["closed_at"].isna()))
    solved = here & at["dated"] & at["timed"] & (at["state"] == "resolved")
    reopened = ever_closed & (at["state"] == "reopened")
    return [
        counted("complaint.count", received, read=cases.read),
        _rate(cases, received, orders),
        counted("complaint.open", cases.tally(~at["done"]), read=cases.read),
        _share(cases, "complaint.resolution_rate", solved, here),
        _share(cases, "complaint.reopened_rate", reopened, ever_closed),
    ]


def pack_complaint_figures(cases: Cases, rules: Complaints) -> list[Figures]:
    """The measures of complaints that a pack's window or scale decides.

    In:      cases.
    Out:     Figures: repeat rate and satisfaction; NOT_CONFIGURED where the pack says nothing.
    Source:  P11.7, P11.16 with the pack's repeat_days, satisfaction and min_n.
    """
    return [_repeated(cases, rules), _satisfaction(cases, rules)]


def _rate(cases: Cases, received: Ints, orders: Ints | None) -> Figures:
    """Return complaints per 100 orders, a ratio of sums."""
    measure = "complaint.rate_per_100_orders"
    if orders is None or not cases.read:
        return missing(measure, cases.scopes.size, Gap.NO_DATA)
    return Figures(
        measure=measure,
        value=ratios(received.tolist(), orders.tolist(), factor=100),
        n=orders,
        gap=["" if n else Gap.NO_DATA for n in orders.tolist()],
    )


def _share(cases: Cases, measure: str, part: pd.Series, whole: pd.Series) -> Figures:
    """Return the share of some complaints among others."""
    if not cases.read:
        return missing(measure, cases.scopes.size, Gap.NO_DATA)
    return share(measure, cases.tally(part), cases.tally(whole))


def _repeated(cases: Cases, rules: Complaints) -> Figures:
    """Return the share of complaints that repeat an earlier one."""
    measure = "complaint.repeat_rate"
    if rules.repeat_days is None:
        return missing(measure, cases.scopes.size, Gap.NOT_CONFIGURED)
    again = repeated(cases.ledger.known, rules.repeat_days)
    flag = cases.spread["complaint_id"].isin(again)
    return _share(cases, measure, cases.spread["here"] & flag, cases.spread["here"])


def repeated(known: pd.DataFrame, days: int) -> pd.Series:
    """Ids of complaints with an earlier one of the same client and category within ``days`` before.

    A complaint without a category repeats nothing, and of two at one moment neither is earlier.

    In:      COMPLAINTS columns complaint_id, client_id, category, received_at.
    Out:     complaint ids.
    Source:  P11.16; days are the pack's repeat_days.
    """
    named = known.loc[known["category"] != "", ["complaint_id", "client_id", "category", "received_at"]]
    keys = ["client_id", "category"]
    moments = named[[*keys, "received_at"]].drop_duplicates().sort_values([*keys, "received_at"])
    before = moments.assign(before=moments.groupby(keys)["received_at"].shift(1))
    paired = named.merge(before, on=[*keys, "received_at"], how="left", validate="many_to_one")
    near = paired["received_at"] - paired["before"] <= pd.Timedelta(days=days)
    return paired.loc[near, "complaint_id"]


def _satisfaction(cases: Cases, rules: Complaints) -> Figures:
    """Return the mean score of the handling."""
    measure = "complaint.satisfaction"
    if rules.satisfaction is None:
        return missing(measure, cases.scopes.size, Gap.NOT_CONFIGURED)
    if not cases.read:
        return missing(measure, cases.scopes.size, Gap.NO_DATA)
    scored, scale = marked(cases.spread[cases.spread["here"]], rules.satisfaction)
    sums = scored.groupby("scope", as_index=False).agg(total=("mark", "sum"))
    total = dict(zip(sums["scope"].tolist(), sums["total"].tolist(), strict=True))
    n = cases.scopes.tally(scored["scope"])
    few = ~cases.scopes.is_client & (n < (rules.min_n or 0))
    gap = [Gap.NO_DATA if not k else Gap.TOO_FEW if short else "" for k, short in zip(n, few, strict=True)]
    value = [None if why else Fraction(total[i], int(n[i]) * scale) for i, why in enumerate(gap)]
    return Figures(measure=measure, value=value, n=n, gap=gap)


def marked(at: pd.DataFrame, question: Question) -> tuple[pd.DataFrame, int]:
    """The complaints with a mark on the scale, and how many times a point each mark counts.

    In:      column satisfaction_micro.
    Out:     the rows that have one, with column mark: points × the number beside, whole.
    Source:  P11.7; results contract section 3, scoring.
    """
    given = at[at["satisfaction_micro"].notna()]
    raw = given["satisfaction_micro"].drop_duplicates().tolist()
    found = {micro: points(Fraction(micro, _MICRO), question) for micro in raw}
    known = {micro: score for micro, score in found.items() if score is not None}
    scale = lcm(*(score.denominator for score in known.values()))
    scored = given[given["satisfaction_micro"].isin(list(known))]
    numbers = [int(known[micro] * scale) for micro in scored["satisfaction_micro"].tolist()]
    return scored.assign(mark=whole_numbers(numbers, len(numbers)).to_numpy()), scale
