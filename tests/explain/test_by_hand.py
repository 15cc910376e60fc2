"""Formulas with their numbers put in, each worked out by hand from the rows in the test."""

from collections.abc import Mapping
from typing import Any

import pytest

from reportgen.explain.explain import Explanation
from reportgen.model.text import Text
from reportgen.policy.pack import Grading
from tests.explain import asking
from tests.grade.test_weighted import ITEMS
from tests.measure import literal, rules
from tests.measure.literal import answers, clients, complaints, facts, orders

LIMITS = {"first_reply_hours": "4", "handling_hours": "24"}


def explain(
    measure: str,
    *,
    survey: Mapping[str, Any] | None = None,
    ledger: Mapping[str, Any] | None = None,
    profile: Mapping[str, Any] | None = None,
    subject: Mapping[str, str] | None = None,
    **frames: Any,
) -> Explanation:
    """The explanation of a figure of the company, or of the subject, over some facts of C01 to C03."""
    of = asking.config(rules.packs(survey, ledger), rules.profile(**(profile or {})))
    found = asking.built(facts(**{**clients("C01", "C02", "C03"), **frames}), of)
    return asking.explain((found, of), measure, **(subject or {}))


def put_in(one: Explanation) -> list[str]:
    """The formula, line by line."""
    return [str(line) for line in one.outcome.formula]


def grid(one: Explanation) -> list[tuple[str, ...]]:
    """The first table beside the formula, without its head."""
    return [tuple(str(cell) for cell in row) for row in one.outcome.grids[0].rows]


def left_out(one: Explanation) -> list[tuple[str, str]]:
    """What does not count, and why."""
    return [(row.value, str(row.why)) for row in one.rows if not row.used]


# ------------------------------------------------------------------ satisfaction
THREE = answers(
    {"client_id": "C01", "question": "Q1", "value": 5},
    {"client_id": "C01", "question": "Q1", "value": 4, "response_id": "R-b"},
    {"client_id": "C02", "question": "Q1", "value": 2},
)


def test_a_dimension_is_the_mean_of_all_answers() -> None:
    found = explain("satisfaction.price", survey=rules.satisfaction(), answers=THREE)
    assert put_in(found)[1] == "(1 × 100 + 1 × 75 + 1 × 25) ÷ 3 = 66.6667"
    assert [(row.client_id, row.value, str(row.why)) for row in found.rows] == [
        ("C01", "Q1 = 5", "100 points"),
        ("C01", "Q1 = 4", "75 points"),
        ("C02", "Q1 = 2", "25 points"),
    ]


def test_with_clients_weighing_the_same_it_is_the_mean_of_their_means() -> None:
    found = explain("satisfaction.price", survey=rules.satisfaction(weighting="clients"), answers=THREE)
    assert put_in(found)[1] == "(87.5 + 25) ÷ 2 = 56.25, a term per client"


def test_too_few_clients_say_how_many_answered_and_how_many_are_wanted() -> None:
    least = {"client": 1, "office": 3, "company": 3}
    found = explain("satisfaction.price", survey=rules.satisfaction(min_n=least), answers=THREE)
    assert put_in(found)[1] == "2 clients answered; the pack wants at least 3"
    assert found.outcome.gap == "TOO_FEW"


def test_an_index_shows_each_dimension_with_its_weight() -> None:
    survey = rules.satisfaction(
        {
            "price": rules.dimension("0.5", "Q1") | {"name": {"zh": "价格", "en": "Value for money"}},
            "speed": rules.dimension("0.3", "Q2", reversed=True)
            | {"name": {"zh": "速度", "en": "Response speed"}},
            "image": rules.dimension("0.2", "Q3") | {"name": {"zh": "形象", "en": "Company image"}},
        }
    )
    said = answers(
        {"client_id": "C01", "question": "Q1", "value": 5},
        {"client_id": "C01", "question": "Q2", "value": 2},
        {"client_id": "C02", "question": "Q1", "value": 3},
    )
    found = explain("satisfaction.index", survey=survey, answers=said)
    assert put_in(found)[1] == "(0.5 × 75 + 0.3 × 75) ÷ 0.8 = 75"
    assert grid(found) == [
        ("Value for money", "0.5", "2", "2", "75"),
        ("Response speed", "0.3", "1", "1", "75"),
        ("Company image", "0.2", "0", "0", "nothing to compute from"),
    ]
    assert left_out(found) == [
        ("Q2 = -", "no usable answer: blank, not applicable, not asked or set aside"),
        ("Q3 = -", "no usable answer: blank, not applicable, not asked or set aside"),
        ("Q3 = -", "no usable answer: blank, not applicable, not asked or set aside"),
    ]


def test_an_answer_off_the_packs_scale_is_named() -> None:
    said = answers(
        {"client_id": "C01", "question": "Q1", "value": 8}, {"client_id": "C02", "question": "Q1", "value": 5}
    )
    found = explain("satisfaction.price", survey=rules.satisfaction(), answers=said)
    assert left_out(found) == [("Q1 = 8", "off the scale of the pack")]


def test_shares_of_answers_are_k_of_n() -> None:
    survey = rules.satisfaction(overall={"question": "Q7", "scale": rules.SCALE}, nps_question="Q8")
    said = answers(
        *({"client_id": "C01", "question": "Q7", "value": v, "response_id": f"R{v}"} for v in (5, 4, 3)),
        *({"client_id": "C01", "question": "Q8", "value": v, "response_id": f"N{v}"} for v in (10, 9, 7, 3)),
    )
    assert put_in(explain("satisfaction.top2_share", survey=survey, answers=said))[1] == "2 ÷ 3 = 0.6667"
    assert put_in(explain("satisfaction.nps", survey=survey, answers=said))[1] == "100 × (2 − 1) ÷ 4 = 25"


def test_the_response_rate_says_who_was_asked() -> None:
    found = explain(
        "satisfaction.response_rate",
        survey=rules.satisfaction(),
        answers=THREE,
        survey_sample=literal.survey_sample("C01", "C03", "C99"),
    )
    assert put_in(found)[1] == "2 ÷ 2 = 1"
    assert ("C99", "not a client in the period") in left_out(found)
    assert [str(line) for line in found.remarks] == [
        "asked = the clients of the sample list that were clients in the period"
    ]


# ------------------------------------------------------------------ complaints
def case(client: str, day: int, hour: int = 9, *, reply: int | None = None, **rest: Any) -> dict[str, Any]:
    """A complaint of August, replied to at an hour of the same day."""
    replied = {} if reply is None else {"first_reply_at": f"2026-08-{day:02} {reply:02}:00"}
    return {"client_id": client, "received_at": f"2026-08-{day:02} {hour:02}:00", **replied, **rest}


WAITS = complaints(
    case("C01", 3, reply=11, closed_at="2026-08-04 09:00"),
    case("C01", 4, reply=14, state="open"),
    {"client_id": "C02", "received_at": "2026-09-30 22:00", "state": "open"},
    case("C02", 6, closed_at="2026-08-06 12:00"),
    case("C02", 7, closed_at="2026-08-06 12:00", impossible=True),
    case("C03", 8, reply=18, closed_at="2026-08-10 09:00"),
)


def test_a_median_shows_the_event_table() -> None:
    """Four on the curve: 2 h, (still open after 2 h), 5 h, 9 h."""
    found = explain("complaint.first_reply_hours.p50", ledger=rules.complaints(), complaints=WAITS)
    assert grid(found) == [("2", "4", "1", "0.75"), ("5", "2", "1", "0.375")]
    assert put_in(found) == [
        "Kaplan–Meier: the smallest time of an event with S(t) ≤ 0.5",
        "S(5 h) = 0.375",
    ]
    assert [str(row.why) for row in found.rows] == [
        "replied",
        "still waiting at as-of: at risk until then",
        "replied",
        "replied",
        "closed without a recorded reply",
        "its times contradict each other or lie in the future",
    ]


def test_a_quantile_that_is_not_reached_says_where_the_curve_ends() -> None:
    two = complaints(
        {"client_id": "C01", "received_at": "2026-09-30 20:00", "first_reply_at": "2026-09-30 21:00"},
        {"client_id": "C01", "received_at": "2026-09-30 18:00", "state": "open"},
    )
    found = explain("complaint.first_reply_hours.p90", ledger=rules.complaints(), complaints=two)
    assert put_in(found)[1] == "S(t) ends at 0.5; the longest wait is 6 h"
    assert found.outcome.gap == "NOT_REACHED"


def test_a_mean_is_the_area_up_to_the_horizon() -> None:
    """1 × 2 h + 0.75 × 3 h + 0.375 × 1 h, up to 6 h."""
    found = explain(
        "complaint.first_reply_hours.mean", ledger=rules.complaints(mean_horizon_hours="6"), complaints=WAITS
    )
    assert put_in(found) == ["area under S(t) from 0 to 6 h", "Σ S × width of its step = 4.625"]


def test_a_limit_kept_missed_and_ahead() -> None:
    found = explain("complaint.first_reply_on_time", ledger=rules.complaints(limits=LIMITS), complaints=WAITS)
    assert put_in(found)[1] == "1 ÷ 3 = 0.3333"
    assert [(row.value, str(row.why)) for row in found.rows] == [
        ("K00000 · 2 h", "within 4 h"),
        ("K00001 · 5 h", "longer than 4 h"),
        ("K00005 · 9 h", "longer than 4 h"),
        ("K00002 · 2 h", "not due yet: 2 h passed of 4 h"),
        ("K00003 · 2026-08-06 09:00 · resolved", "closed without a recorded reply"),
        ("K00004 · 2026-08-07 09:00 · resolved", "its times contradict each other or lie in the future"),
    ]


def test_hours_of_the_office_are_counted_where_the_clock_is_working() -> None:
    """Monday 17:00 to Tuesday 10:00 with hours from 9 to 18: an hour and another."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    week = {day: ["09:00-18:00"] if place < 5 else [] for place, day in enumerate(days)}
    hours = {"calendar": "none", "week": week}
    one = complaints({"client_id": "C01", "received_at": "2026-08-03 17:00", "first_reply_at": "2026-08-04 10:00"})
    given: dict[str, Any] = {"ledger": rules.complaints(), "complaints": one}
    given["profile"] = {"clock": "working", "working_hours": hours}
    working = explain("complaint.first_reply_hours.p50", **given)
    elapsed = explain("complaint.first_reply_calendar_hours.p50", **given)
    assert [one.outcome.value for one in (working, elapsed)] == [2, 17]
    assert [str(one.remarks[0]) for one in (working, elapsed)] == [
        "hours inside the opening hours of the client's office at receipt",
        "hours as they elapse",
    ]


def test_a_repetition_names_the_earlier_one_and_lists_it() -> None:
    said = complaints(
        {"client_id": "C01", "category": "wear", "received_at": "2026-06-20 09:00"},
        {"client_id": "C01", "category": "wear", "received_at": "2026-07-05 09:00"},
        {"client_id": "C01", "category": "", "received_at": "2026-07-06 09:00"},
    )
    found = explain("complaint.repeat_rate", ledger=rules.complaints(repeat_days=30), complaints=said)
    assert put_in(found)[1] == "1 ÷ 2 = 0.5"
    assert [(row.key, str(row.why)) for row in found.rows] == [
        ("K00001", "15 days after K00000"),
        ("K00002", "no earlier one within 30 days"),
        ("K00000", "the earlier one of a repetition"),
    ]


def test_a_rate_is_a_ratio_of_sums() -> None:
    sold = orders({"client_id": "C01"}, {"client_id": "C02"}, {"client_id": "C02", "cancelled": True})
    found = explain("complaint.rate_per_100_orders", ledger=rules.complaints(), complaints=WAITS, orders=sold)
    assert put_in(found)[1] == "100 × 6 ÷ 2 = 300"
    assert [why for _, why in left_out(found)] == ["cancelled"]


def test_scores_of_the_handling_are_scaled_and_blanks_left_out() -> None:
    said = complaints(
        {"client_id": "C01", "received_at": "2026-08-03 09:00", "satisfaction_micro": 4_000_000},
        {"client_id": "C01", "received_at": "2026-08-04 09:00", "satisfaction_micro": 9_000_000},
        {"client_id": "C01", "received_at": "2026-08-05 09:00"},
    )
    found = explain("complaint.satisfaction", ledger=rules.complaints(satisfaction=rules.SCALE), complaints=said)
    assert put_in(found)[1] == "75 ÷ 1 = 75"
    assert [why for _, why in left_out(found)] == ["off the scale of the pack", "no usable score"]


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("complaint.repeat_rate", "the pack gives no number of days (repeat_days)"),
        ("complaint.handling_on_time", "the pack gives no such limit"),
        ("complaint.handling_hours.mean", "the pack gives no horizon (mean_horizon_hours)"),
        ("complaint.satisfaction", "the pack gives no scale of the handling (satisfaction)"),
    ],
)
def test_what_the_pack_leaves_out_is_said(measure: str, why: str) -> None:
    found = explain(measure, ledger=rules.complaints(), complaints=WAITS)
    assert (found.outcome.gap, put_in(found)) == ("NOT_CONFIGURED", [why])


# ------------------------------------------------------------------ trade and offices
def test_sales_are_added_up_and_cancelled_orders_named() -> None:
    sold = orders(
        {"client_id": "C01", "yuan": "1200.50"},
        {"client_id": "C01", "yuan": 800},
        {"client_id": "C01", "yuan": 99, "cancelled": True},
    )
    found = explain("trade.sales", subject={"client": "C01"}, orders=sold)
    assert put_in(found) == [
        "Σ amount of the orders from 2026-07-01 to 2026-09-30",
        "1,200.50 + 800.00 = 2,000.50 yuan",
    ]
    assert left_out(found) == [("O00002 · 2026-08-01 · 99.00", "cancelled")]


def test_growth_is_now_over_the_base_less_one() -> None:
    sold = orders({"client_id": "C01", "yuan": 300}, {"client_id": "C01", "yuan": 200, "order_date": "2026-05-01"})
    assert put_in(explain("trade.sales_growth.qoq", orders=sold))[1] == "300.00 ÷ 200.00 − 1 = 0.5"


def test_years_are_days_over_365_and_a_quarter() -> None:
    row = {"client_id": "C01", "office_id": "E"}
    found = explain(
        "client.years",
        subject={"client": "C01"},
        register=literal.register("2026Q3", {**row, "start_date": "2024-10-01"}),
        memberships=literal.memberships(row),
    )
    assert put_in(found)[1] == "730 ÷ 365.25 = 1.9986"


# ------------------------------------------------------------------ weighted levels
def weighted(missing: str, **frames: Any) -> Explanation:
    """P04 of the grading scenarios: sales 0.5, satisfaction 0.3, complaint rate 0.2."""
    grading = Grading.model_validate(
        {
            "basis": "weighted",
            "weighted": {"missing": missing, "items": ITEMS},
            "cycle": "computed",
            "places": 1,
            "veto_level": None,
            "pass_level": None,
            "bands": [
                {"level": name, "lower": low, "includes_lower": True, "clause": "P04.1"}
                for name, low in (("A", "85"), ("B", "70"), ("C", None))
            ],
        }
    )
    packs = rules.packs(rules.satisfaction(), rules.complaints()) | {"P04": rules.pack("P04", grading=grading)}
    of = asking.config(packs, rules.profile())
    return asking.explain((asking.built(facts(**{**clients("C01"), **frames}), of), of), "grade:P04", client="C01")


SOLD = orders({"client_id": "C01", "yuan": 200}, {"client_id": "C01", "yuan": 55})


def test_a_weighted_level_shows_weight_times_points() -> None:
    """255 yuan earn 85 points, four answers of five points 75, no complaint 100."""
    said = answers({"client_id": "C01", "question": "Q1", "value": 4})
    found = weighted("withhold", orders=SOLD, answers=said)
    assert put_in(found) == [
        "Σ weight × points of each measure, rounded half up to 1 places",
        "0.5 × 85 + 0.3 × 75 + 0.2 × 100 = 85",
        "level A: ≥ 85",
    ]
    assert [(row.item, row.value) for row in found.rows] == [
        ("trade.sales", "trade.sales · O00000 · 2026-08-01 · 200.00"),
        ("trade.sales", "trade.sales · O00001 · 2026-08-01 · 55.00"),
        ("satisfaction.index", "satisfaction.index · Q1 = 4"),
        ("complaint.rate_per_100_orders", "complaint.rate_per_100_orders · O00000 · 2026-08-01 · 200.00"),
        ("complaint.rate_per_100_orders", "complaint.rate_per_100_orders · O00001 · 2026-08-01 · 55.00"),
    ]


def test_the_weight_of_a_missing_measure_goes_to_the_others() -> None:
    """0.2 ÷ 0.7 = 0.285714 and the rest; (0.714286 × 85 + 0.285714 × 100) = 89.2857."""
    found = weighted("renormalise", orders=SOLD)
    assert put_in(found)[1:] == [
        "without satisfaction.index, whose weight the others take in proportion",
        "0.714286 × 85 + 0.285714 × 100 = 89.3",
        "level A: ≥ 85",
    ]


def test_a_missing_measure_may_withhold_the_level() -> None:
    found = weighted("withhold", orders=SOLD)
    assert (found.outcome.level, put_in(found)[1]) == ("", "without satisfaction.index there is no level")


def test_texts_are_patterns_so_that_every_line_can_be_translated() -> None:
    found = explain("trade.sales", orders=SOLD)
    assert all(isinstance(line, Text) for line in (*found.outcome.formula, *found.population, *found.remarks))
