"""Broken variants of the product's formulas, at least one a family: the oracle must find each of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.compare.parts import split
from reportgen.compare.significance import binomial, fisher, log_rank
from reportgen.measure.complaints import repeated
from reportgen.measure.figures import ratios
from reportgen.measure.hours import durations, mean_figure
from reportgen.measure.index import Weights
from reportgen.measure.intervals import cluster_limits, wilson_of_clusters
from reportgen.measure.ledger import Ledger, ledger
from reportgen.measure.on_time import on_time_figures
from reportgen.measure.receivables import invoices_of
from reportgen.measure.scoring import is_top, points
from reportgen.measure.trade import _margin, _year_before, growths
from reportgen.model.clock import Clock
from reportgen.model.register import registered
from reportgen.model.survival import curves, quantile
from tests.oracle.compared import differences
from tests.oracle.frames import from_frames
from tests.oracle.oracle import Expected, expected
from tests.oracle.product import measure, published, typed, windows
from tests.oracle.rules import rules_of
from tests.oracle.wild import wild
from tests.oracle.world import World

if TYPE_CHECKING:
    from reportgen.model.facts import Facts
    from reportgen.model.measured import Measured
    from reportgen.policy.config import Config

HERE = Path(__file__).resolve().parent
PERIOD = "2026Q3"


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up company, what the oracle expects of it, and what was measured with nothing broken."""

    facts: "Facts"
    expected: Expected
    config: "Config"
    whole: "tuple[Measured, Measured, Measured]"

    def wrong(self, facts: "Facts | None") -> list[str]:
        """Return what differs when the built quarter is measured again from facts, or only compared again."""
        now, before, year_ago = self.whole
        if facts is not None:
            now = measure(self.config, facts, now.window.period)
        return differences(self.expected, *published(self.config, now, before, year_ago))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    facts, rules, config = wild(0, PERIOD), rules_of(HERE), typed(HERE)
    wanted = expected(World.of(from_frames(facts), tmp_path_factory.mktemp("world")), rules, PERIOD)
    return Made(facts, wanted, config, windows(config, facts, PERIOD))


class Slow(Clock):
    """A clock that goes on a moment too long."""

    def elapsed(self, *given: Any) -> Any:
        return super().elapsed(*given) + 1


def equal_weights(rules: Any, names: Any) -> Weights:
    chosen = tuple(names)
    return Weights(names=chosen, each=(1,) * len(chosen), least=Fraction(rules.min_weight) * len(chosen))


def six_decimals(value: Any) -> str:
    return format(Decimal(repr(float(value))).quantize(Decimal("0.000001"), ROUND_HALF_EVEN).normalize(), "f")


def observed_alone(test: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of durations that is given only those whose end was seen."""

    def broken(group: Any, seconds: Any, observed: Any, *rest: Any) -> Any:
        others = [one[observed] if isinstance(one, np.ndarray) else one for one in rest]
        return test(group[observed], seconds[observed], observed[observed], *others)

    return broken


def censored_first(group: Any, seconds: Any, observed: Any, groups: int) -> Any:
    return curves(group, seconds - ~observed, observed, groups)


def timed_alone(facts: Any, window: Any) -> Ledger:
    known = ledger(facts, window).known
    return Ledger(known=known[known["timed"]])


def straight(answer: Any, scale: Any) -> Any:
    return points(answer, scale.model_copy(update={"reversed": False}))


def slow(cases: Any, rules: Any, clock: Clock) -> Any:
    return on_time_figures(cases, rules, Slow(zone=clock.zone, company=clock.company, offices=clock.offices))


def nobody(members: Any) -> Any:
    return np.zeros_like(members)


MEASURE, COMPARE = "reportgen.measure.", "reportgen.compare."
BROKEN: dict[str, tuple[str, Any, str]] = {
    # satisfaction
    "means over clients weigh answers": (
        MEASURE + "clusters.Clusters.by_client",
        lambda self, _is_client: self,
        "company///satisfaction.delivery_time.p14 value",
    ),
    "an unweighted index": (
        MEASURE + "index.Weights.of",
        equal_weights,
        "company///satisfaction.index value",
    ),
    "limits without the finite population": (
        MEASURE + "satisfaction.cluster_limits",
        lambda v, s, m: cluster_limits(v, s, nobody(m)),
        "company///satisfaction.nps low",
    ),
    "limits as if answers were independent": (
        MEASURE + "satisfaction.cluster_limits",
        lambda v, s, m: cluster_limits(v, replace(s, clusters=s.n), m),
        "company///satisfaction.response_speed high",
    ),
    "Wilson on the clusters without n_eff": (
        MEASURE + "satisfaction.wilson_of_clusters",
        lambda v, c, m: wilson_of_clusters(v, c, nobody(m)),
        "company///satisfaction.top2_share low",
    ),
    "an 8 promotes": (MEASURE + "scoring._PROMOTER", 8, "company///satisfaction.nps value"),
    "the top is one point": (
        MEASURE + "scoring.is_top",
        lambda answer, scale, **_: is_top(answer, scale, scale.max),
        "company///satisfaction.top2_share value",
    ),
    "a scale is not turned round": (
        MEASURE + "scoring.points",
        straight,
        "company///satisfaction.response_speed value",
    ),
    "the sample list is ignored": (
        MEASURE + "satisfaction._asked",
        lambda _facts, _window, scopes: scopes.spread(scopes.population),
        "company///satisfaction.response_rate n",
    ),
    "a few clients are enough": (
        MEASURE + "satisfaction.Survey.fewest",
        lambda _self, responders: np.zeros(len(responders), dtype=np.bool_),
        "office/W//satisfaction.price gap",
    ),
    # complaints
    "a repeat after thirty days is none": (
        MEASURE + "complaints.repeated",
        lambda known, days: repeated(known, days - 1),
        "complaint.repeat_rate value",
    ),
    "impossible complaints do not count": (
        MEASURE + "table.ledger",
        timed_alone,
        "company///complaint.count value",
    ),
    "limits of 90 %": (MEASURE + "intervals.Z", 1.6448536269514722, "company///complaint.resolution_rate low"),
    "an average of all marks": (
        MEASURE + "complaints.points",
        lambda answer, _scale: answer * 20,
        "company///complaint.satisfaction value",
    ),
    # waiting times
    "a median of closed complaints alone": (
        MEASURE + "hours.curves",
        observed_alone(curves),
        "company///complaint.handling_calendar_hours.p90 value",
    ),
    "censorings before events of the same moment": (
        MEASURE + "hours.curves",
        censored_first,
        "complaint.handling_calendar_hours.p50",
    ),
    "a quantile where S has fallen below": (
        MEASURE + "hours.quantile",
        lambda found, q: quantile(found, q + Fraction(1, 10**9)),
        "complaint.first_reply_calendar_hours.p50 value",
    ),
    "nights and Sundays count": (
        MEASURE + "table.durations",
        lambda known, window, _clock: durations(known, window, Clock(zone=window.zone)),
        "company///complaint.first_reply_hours.p50 value",
    ),
    "a limit is broken when it is reached": (
        MEASURE + "table.on_time_figures",
        slow,
        "company///complaint.first_reply_on_time value",
    ),
    "a mean to one hour more": (
        MEASURE + "table.mean_figure",
        lambda w, c, h, *, read: mean_figure(w, c, None if h is None else h + 1, read=read),
        "company///complaint.handling_hours.mean value",
    ),
    # trade and offices
    "twelve months begin a day late": (
        MEASURE + "trade._year_before",
        lambda day: _year_before(day) + timedelta(days=1),
        "company///trade.sales_12m value",
    ),
    "an order without a margin has one of 0": (
        MEASURE + "trade._margin",
        lambda trade, orders: _margin(trade, orders.assign(margin_fen=orders["margin_fen"].fillna(0))),
        "company///trade.margin n",
    ),
    "growth without minus one": (
        MEASURE + "trade.growths",
        lambda now, base: [None if one is None else one + 1 for one in growths(now, base)],
        "company///trade.sales_growth.qoq value",
    ),
    "the top three for the top twenty": (MEASURE + "offices.TOP", 3, "company///office.top20_sales_growth value"),
    "a year of 365 days": (MEASURE + "offices.YEAR_DAYS", Fraction(365), "client.years value"),
    "lost clients stay": (MEASURE + "offices.clients_at", registered, "company///office.clients value"),
    "nothing of an invoice is paid": (
        MEASURE + "receivables.invoices_of",
        lambda facts, window: invoices_of(facts, window).assign(paid_fen=0),
        "company///trade.collection_rate value",
    ),
    "sales beside no targets": (
        MEASURE + "targets.ratios",
        lambda part, _whole: ratios(part, part),
        "company///trade.target_attainment value",
    ),
    "problems per solution": (
        MEASURE + "visits.ratios",
        lambda part, whole: ratios(whole, part),
        "company///visit.effect value",
    ),
    "every lost client was reported": (
        MEASURE + "churn.ratios",
        lambda _part, whole: ratios(whole, whole),
        "company///office.churn_reported_share value",
    ),
    # verdicts and the split of changes
    "tests without Benjamini–Hochberg": (COMPARE + "verdicts.benjamini_hochberg", lambda p: p, "verdict"),
    "Welch where clients answered twice": (
        COMPARE + "verdicts._TWO",
        10**6,
        "company///satisfaction.index p_value",
    ),
    "one side of Fisher's test": (
        COMPARE + "verdicts.fisher",
        lambda *given: fisher(*given) / 2,
        "company///complaint.resolution_rate p_value",
    ),
    "exposures are forgotten": (
        COMPARE + "verdicts.binomial",
        lambda a, e, b, f: binomial(a, e * 0 + 1, b, f * 0 + 1),
        "company///complaint.rate_per_100_orders p_value",
    ),
    "log-rank without the open ones": (
        COMPARE + "verdicts.log_rank",
        observed_alone(log_rank),
        "company///complaint.handling_hours.p50 p_value",
    ),
    "who answers once is new": (
        COMPARE + "parts.split",
        lambda before, now, **_: split(before, now, members_before=frozenset(), members=frozenset()),
        "company//satisfaction.index/mix value",
    ),
    # publishing
    "half to even at six decimals": (
        "reportgen.deliver.tables._number",
        six_decimals,
        "company///satisfaction.index value",
    ),
}


@pytest.mark.parametrize("variant", BROKEN)
def test_control_a_broken_formula_is_found(variant: str, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    formula, instead, sign = BROKEN[variant]
    monkeypatch.setattr(formula, instead)
    wrong = made.wrong(made.facts if formula.startswith(MEASURE) else None)
    assert any(sign in line for line in wrong), "\n".join(wrong[:40]) or "no difference"


def test_control_cancelled_orders_that_count_are_found(made: Made) -> None:
    orders = made.facts.orders
    every = replace(made.facts, orders=orders.assign(cancelled=orders["cancelled"] & False))
    assert any("company///trade.orders value" in line for line in made.wrong(every))


def test_nothing_is_found_in_what_is_whole(made: Made) -> None:
    assert made.wrong(made.facts) == []
