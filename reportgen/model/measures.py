"""Every measure that a build publishes: unit, direction, n, test and formula, as plain data.

The one list of ids. ``measure/table.py`` says which function computes them, ``compare`` reads
how their changes are tested, ``render`` whether up is good.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportgen.model.frames import ContractError

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


def _satisfaction() -> tuple[MeasureDef, ...]:
    """Return the measures of a pack with dimensions."""
    return (
        MeasureDef(
            id=DIMENSION,
            unit="points",
            up_is="good",
            test="means",
            per_pack="satisfaction",
            n="answers",
            formula="mean of 100 × (x − min) / (max − min), reversed where the question is",
        ),
        MeasureDef(
            id="satisfaction.index",
            unit="points",
            up_is="good",
            test="means",
            per_pack="satisfaction",
            n="answers",
            formula="Σ w·s / Σ w over the dimensions with a value; TOO_FEW below min_weight",
        ),
        MeasureDef(
            id="service_quality.index",
            unit="points",
            up_is="good",
            test="means",
            per_pack="satisfaction",
            n="answers",
            formula="the index over the dimensions marked as service; min_weight is a share of their weights",
        ),
        MeasureDef(
            id="satisfaction.top2_share",
            unit="share",
            up_is="good",
            test="means",
            per_pack="satisfaction",
            n="answers",
            formula="answers to the overall question among the two highest points, or ≥ top_from, ÷ its answers",
        ),
        MeasureDef(
            id="satisfaction.nps",
            unit="points",
            up_is="good",
            test="means",
            per_pack="satisfaction",
            n="answers",
            formula="100 × (share of 9–10 − share of 0–6)",
        ),
        MeasureDef(
            id="satisfaction.responses",
            unit="count",
            up_is="neither",
            per_pack="satisfaction",
            n="the count",
            formula="returned forms with at least one scored answer",
        ),
        MeasureDef(
            id="satisfaction.clients_responding",
            unit="count",
            up_is="neither",
            per_pack="satisfaction",
            n="the count",
            formula="clients with at least one scored answer",
        ),
        MeasureDef(
            id="satisfaction.response_rate",
            unit="share",
            up_is="good",
            per_pack="satisfaction",
            n="clients asked",
            formula="of the clients asked, those responding ÷ clients asked: the sample list of the period, "
            "or without one the population",
        ),
    )


def _complaint_counts() -> tuple[MeasureDef, ...]:
    """Return counts and rates over complaints."""
    return (
        MeasureDef(
            id="complaint.count",
            unit="count",
            up_is="bad",
            test="count",
            n="the count",
            formula="complaints received in the period",
        ),
        MeasureDef(
            id="complaint.rate_per_100_orders",
            unit="per_100_orders",
            up_is="bad",
            test="rate",
            n="orders",
            formula="100 × Σ complaints ÷ Σ orders",
        ),
        MeasureDef(
            id="complaint.open",
            unit="count",
            up_is="bad",
            n="the count",
            formula="received before as-of in any period, not closed before it",
        ),
        MeasureDef(
            id="complaint.resolution_rate",
            unit="share",
            up_is="good",
            test="share",
            n="complaints received",
            formula="state resolved and closed before as-of ÷ received in the period",
        ),
        MeasureDef(
            id="complaint.reopened_rate",
            unit="share",
            up_is="bad",
            test="share",
            n="complaints ever closed",
            formula="state reopened ÷ received in the period and ever closed",
        ),
        MeasureDef(
            id="complaint.repeat_rate",
            unit="share",
            up_is="bad",
            test="share",
            per_pack="complaints",
            n="complaints received",
            formula="with an earlier one of the same client and category within repeat_days ÷ received",
        ),
        MeasureDef(
            id="complaint.satisfaction",
            unit="points",
            up_is="good",
            per_pack="complaints",
            n="scores",
            formula="mean of the scores of the handling, 0 to 100; TOO_FEW below the pack's min_n above a client",
        ),
        MeasureDef(
            id="complaint.first_reply_on_time",
            unit="share",
            up_is="good",
            test="share",
            per_pack="complaints",
            n="complaints due",
            formula="first reply within the limit ÷ received in the period and due before as-of",
        ),
        MeasureDef(
            id="complaint.handling_on_time",
            unit="share",
            up_is="good",
            test="share",
            per_pack="complaints",
            n="complaints due",
            formula="closed within the limit ÷ received in the period and due before as-of",
        ),
        MeasureDef(
            id="complaint.not_due",
            unit="count",
            up_is="neither",
            per_pack="complaints",
            n="the count",
            formula="received in the period, a limit of theirs not before as-of",
        ),
    )


CLOCKS = (
    "complaint.first_reply_hours",
    "complaint.first_reply_calendar_hours",
    "complaint.handling_hours",
    "complaint.handling_calendar_hours",
)


def _hours(clock: str) -> tuple[MeasureDef, ...]:
    """Return the quantiles of one clock."""
    curve = "Kaplan–Meier over the complaints received in the period, open ones censored at as-of"
    return (
        *(
            MeasureDef(
                id=f"{clock}.{name}",
                unit="hours",
                up_is="bad",
                test="hours",
                n="complaints on the curve",
                formula=f"{curve}: smallest event time with S ≤ {left}",
            )
            for name, left in (("p50", "0.5"), ("p90", "0.1"))
        ),
        MeasureDef(
            id=f"{clock}.closed_only.p50",
            unit="hours",
            up_is="bad",
            n="closed complaints",
            formula="the same rule over closed complaints",
        ),
        MeasureDef(
            id=f"{clock}.mean",
            unit="hours",
            up_is="bad",
            per_pack="complaints",
            n="complaints on the curve",
            formula="area under S up to mean_horizon_hours",
        ),
    )


def _trade() -> tuple[MeasureDef, ...]:
    """Return sales, orders and what follows from them."""
    return (
        MeasureDef(
            id="trade.sales",
            unit="yuan",
            up_is="good",
            n="orders summed",
            formula="Σ amount of the period's orders, cancelled ones left out",
        ),
        MeasureDef(
            id="trade.orders",
            unit="count",
            up_is="good",
            n="the count",
            formula="orders of the period, cancelled ones left out",
        ),
        MeasureDef(
            id="trade.sales_12m",
            unit="yuan",
            up_is="good",
            n="orders summed",
            formula="Σ amount of the orders of the 12 months to as-of",
        ),
        *(
            MeasureDef(
                id=f"trade.sales_growth.{name}",
                unit="ratio",
                up_is="good",
                n="orders of the base",
                formula=f"sales ÷ sales of {base} − 1",
            )
            for name, base in (
                ("qoq", "the period before"),
                ("yoy", "the same period a year earlier"),
            )
        ),
        MeasureDef(
            id="trade.order_stability",
            unit="share",
            up_is="good",
            n="months",
            formula="of the last 12 calendar months to as-of, the share with an order",
        ),
    )


def _offices() -> tuple[MeasureDef, ...]:
    """Return what the register alone tells, and the growth of the largest clients."""
    return (
        MeasureDef(
            id="client.years",
            unit="years",
            up_is="good",
            n="1",
            formula="days since the first day as a client ÷ 365.25",
            levels=("client",),
        ),
        MeasureDef(
            id="office.clients",
            unit="count",
            up_is="good",
            n="the count",
            formula="clients at as-of without an end date",
            levels=ABOVE,
        ),
        MeasureDef(
            id="office.client_growth",
            unit="ratio",
            up_is="good",
            n="clients at the start",
            formula="clients at as-of ÷ clients at the start of the period − 1",
            levels=ABOVE,
        ),
        MeasureDef(
            id="office.clients_lost",
            unit="count",
            up_is="bad",
            n="the count",
            formula="clients with an end date in the period",
            levels=ABOVE,
        ),
        MeasureDef(
            id="office.top20_sales_growth",
            unit="ratio",
            up_is="good",
            n="clients",
            formula="sales ÷ sales of the period before − 1, of the 20 clients that bought most then",
            levels=ABOVE,
        ),
    )


MEASURES: tuple[MeasureDef, ...] = (
    *_satisfaction(),
    *_complaint_counts(),
    *(definition for clock in CLOCKS for definition in _hours(clock)),
    *_trade(),
    *_offices(),
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
