"""Every measure that a build publishes: unit, direction, n, test and formula, as plain data.

The one list of ids. ``measure/table.py`` says which function computes them, ``compare`` reads
how their changes are tested, ``render`` whether up is good.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportgen.model.frame import ContractError

Direction = Literal["good", "bad", "neither"]
Test = Literal["", "means", "share", "hours", "count", "rate"]
PerPack = Literal["", "satisfaction", "complaints"]

DIMENSION = "satisfaction.<dimension>"
_SUFFIX = re.compile(r"\.p\d{2}$")
ALL_LEVELS = ("company", "office", "client")
ABOVE = ("company", "office")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDef:
    """One measure, or one pattern of measures.

    ``up_is`` says whether a rise is good. ``test`` is how a change is tested (results contract,
    section 3). ``per_pack`` names the part of a pack that the figure depends on; another pack than
    the reference carries its id as last part (``satisfaction.index.p14``).
    """

    id: str
    unit: str
    up_is: Direction
    n: str
    formula: str
    test: Test = ""
    per_pack: PerPack = ""
    levels: tuple[str, ...] = ALL_LEVELS


Row = tuple[str, str, Direction, Test, str, str]
"""id, unit, up_is, test, n, formula."""

CLOCKS = (
    "complaint.first_reply_hours",
    "complaint.first_reply_calendar_hours",
    "complaint.handling_hours",
    "complaint.handling_calendar_hours",
)
CURVE = "Kaplan–Meier over the complaints received in the period, open ones censored at as-of"

# fmt: off
SATISFACTION: tuple[Row, ...] = (
    (DIMENSION, "points", "good", "means", "answers",
     "mean of 100 × (x − min) / (max − min), reversed where the question is"),
    ("satisfaction.index", "points", "good", "means", "answers",
     "Σ w·s / Σ w over the dimensions with a value; TOO_FEW below min_weight"),
    ("service_quality.index", "points", "good", "means", "answers",
     "the index over the dimensions marked as service; min_weight is a share of their weights"),
    ("satisfaction.top2_share", "share", "good", "means", "answers",
     "answers to the overall question among the two highest points, or ≥ top_from, ÷ its answers"),
    ("satisfaction.nps", "points", "good", "means", "answers",
     "100 × (share of 9–10 − share of 0–6)"),
    ("satisfaction.responses", "count", "neither", "", "the count",
     "returned forms with at least one scored answer"),
    ("satisfaction.clients_responding", "count", "neither", "", "the count",
     "clients with at least one scored answer"),
    ("satisfaction.response_rate", "share", "good", "", "clients asked",
     "those responding ÷ clients asked, of the period's sample list or, without one, of the population"),
)
COMPLAINTS: tuple[Row, ...] = (
    ("complaint.count", "count", "bad", "count", "the count",
     "complaints received in the period"),
    ("complaint.rate_per_100_orders", "per_100_orders", "bad", "rate", "orders",
     "100 × Σ complaints ÷ Σ orders"),
    ("complaint.open", "count", "bad", "", "the count",
     "received before as-of in any period, not closed before it"),
    ("complaint.resolution_rate", "share", "good", "share", "complaints received",
     "state resolved and closed before as-of ÷ received in the period"),
    ("complaint.reopened_rate", "share", "bad", "share", "complaints ever closed",
     "state reopened ÷ received in the period and ever closed"),
)
COMPLAINTS_BY_PACK: tuple[Row, ...] = (
    ("complaint.repeat_rate", "share", "bad", "share", "complaints received",
     "with an earlier one of the same client and category within repeat_days ÷ received"),
    ("complaint.satisfaction", "points", "good", "", "scores",
     "mean of the scores of the handling, 0 to 100; TOO_FEW below the pack's min_n above a client"),
    ("complaint.first_reply_on_time", "share", "good", "share", "complaints due",
     "first reply within the limit, on the profile's clock ÷ received in the period and due before as-of"),
    ("complaint.handling_on_time", "share", "good", "share", "complaints due",
     "closed within the limit, on the profile's clock ÷ received in the period and due before as-of"),
    ("complaint.not_due", "count", "neither", "", "the count",
     "received in the period, a limit of theirs not before as-of"),
)
HOURS: tuple[Row, ...] = (
    ("p50", "hours", "bad", "hours", "complaints on the curve",
     f"{CURVE}: smallest event time with S ≤ 0.5"),
    ("p90", "hours", "bad", "hours", "complaints on the curve",
     f"{CURVE}: smallest event time with S ≤ 0.1"),
    ("closed_only.p50", "hours", "bad", "", "closed complaints",
     "the same rule over closed complaints"),
)
HOURS_BY_PACK: tuple[Row, ...] = (
    ("mean", "hours", "bad", "", "complaints on the curve",
     "area under S up to mean_horizon_hours"),
)
TRADE: tuple[Row, ...] = (
    ("trade.sales", "yuan", "good", "", "orders summed",
     "Σ amount of the period's orders, cancelled ones left out"),
    ("trade.orders", "count", "good", "", "the count",
     "orders of the period, cancelled ones left out"),
    ("trade.sales_12m", "yuan", "good", "", "orders summed",
     "Σ amount of the orders of the 12 months to as-of"),
    ("trade.sales_growth.qoq", "ratio", "good", "", "orders of the base",
     "sales ÷ sales of the period before − 1"),
    ("trade.sales_growth.yoy", "ratio", "good", "", "orders of the base",
     "sales ÷ sales of the same period a year earlier − 1"),
    ("trade.order_stability", "share", "good", "", "months",
     "of the last 12 calendar months to as-of, the share with an order"),
    ("trade.margin", "yuan", "good", "", "orders that state a margin",
     "Σ margin of the period's orders that state one, cancelled ones left out; NO_DATA where none does"),
    ("trade.target_attainment", "ratio", "good", "", "monthly targets",
     "sales ÷ Σ targets of the period's months"),
    ("trade.collection_rate", "share", "good", "", "invoices due",
     "Σ min(amount, paid) ÷ Σ amount of the invoices due in the period, before as-of"),
    ("trade.overdue_amount", "yuan", "bad", "", "invoices summed",
     "Σ (amount − paid) of the invoices due before as-of"),
    ("trade.overdue_days_max", "days", "bad", "", "invoices not paid in full",
     "days from the earliest due day of those to as-of; 0 without any"),
)
CLIENT: tuple[Row, ...] = (
    ("client.years", "years", "good", "", "1",
     "days since the first day as a client ÷ 365.25"),
)
OFFICE: tuple[Row, ...] = (
    ("office.clients", "count", "good", "", "the count",
     "clients at as-of without an end date"),
    ("office.client_growth", "ratio", "good", "", "clients at the start",
     "clients at as-of ÷ clients at the start of the period − 1"),
    ("office.clients_lost", "count", "bad", "", "the count",
     "clients with an end date in the period"),
    ("office.top20_sales_growth", "ratio", "good", "", "clients",
     "sales ÷ sales of the period before − 1, of the 20 clients that bought most then"),
    ("office.churn_reported_share", "share", "good", "", "clients lost",
     "of the clients with an end date in the period, those reported before as-of"),
    ("visit.per_client", "per_client", "good", "", "clients",
     "visits of the period ÷ clients at as-of without an end date"),
    ("visit.effect", "share", "good", "", "problems found",
     "Σ problems solved ÷ Σ problems found by the visits of the period"),
)
# fmt: on


def _defined(
    rows: tuple[Row, ...], *, stem: str = "", per_pack: PerPack = "", levels: tuple[str, ...] = ALL_LEVELS
) -> tuple[MeasureDef, ...]:
    """Return the definitions of some rows."""
    return tuple(
        MeasureDef(
            id=stem + name,
            unit=unit,
            up_is=up_is,
            test=test,
            n=n,
            formula=formula,
            per_pack=per_pack,
            levels=levels,
        )
        for name, unit, up_is, test, n, formula in rows
    )


def _of_clock(clock: str) -> tuple[MeasureDef, ...]:
    """Return the measures of one clock."""
    counted = "; time as it elapses" if "calendar" in clock else "; on the profile's clock"
    plain, by_pack = (
        tuple((name, unit, up_is, test, n, formula + counted) for name, unit, up_is, test, n, formula in rows)
        for rows in (HOURS, HOURS_BY_PACK)
    )
    return _defined(plain, stem=f"{clock}.") + _defined(by_pack, stem=f"{clock}.", per_pack="complaints")


MEASURES: tuple[MeasureDef, ...] = (
    *_defined(SATISFACTION, per_pack="satisfaction"),
    *_defined(COMPLAINTS),
    *_defined(COMPLAINTS_BY_PACK, per_pack="complaints"),
    *(definition for clock in CLOCKS for definition in _of_clock(clock)),
    *_defined(TRADE),
    *_defined(CLIENT, levels=("client",)),
    *_defined(OFFICE, levels=ABOVE),
)
_BY_ID = {one.id: one for one in MEASURES}


def plain_id(measure: str) -> str:
    """Return the id without a pack's suffix.

    >>> plain_id("satisfaction.index.p14"), plain_id("complaint.first_reply_hours.p50")
    ('satisfaction.index', 'complaint.first_reply_hours.p50')
    """
    if measure in _BY_ID:
        return measure
    return _SUFFIX.sub("", measure)


@lru_cache(maxsize=1024)
def definition(measure: str) -> MeasureDef:
    """Return what is known of a measure id, with or without a pack's suffix.

    >>> definition("satisfaction.price").id, definition("complaint.count").up_is
    ('satisfaction.<dimension>', 'bad')

    Raises:  ContractError for an id that no definition covers.
    """
    plain = plain_id(measure)
    found = _BY_ID.get(plain)
    if found is None and plain.count(".") == 1 and plain.startswith("satisfaction."):
        found = _BY_ID[DIMENSION]
    if found is None:
        raise ContractError(f"'{measure}' is no measure of model/measures.py")
    return found
