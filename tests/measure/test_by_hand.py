"""The items that the worked example checks by hand, rebuilt from literals, expected as it writes them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from reportgen.measure.table import measured
from tests.measure import literal, rules
from tests.measure.literal import row

E = ("C01", "C02", "C03", "C04", "C06")
HOMES = {"C01": "E", "C02": "E", "C03": "E", "C05": "S", "C06": "E", "C07": "S", "C08": "S"}
PEOPLE: dict[str, Any] = {
    "register": literal.register(
        "2026Q3", *[{"client_id": c, "office_id": HOMES.get(c, "S")} for c in (*HOMES, "C04")]
    ),
    "memberships": literal.memberships(
        *[{"client_id": c, "office_id": office} for c, office in HOMES.items()],
        {"client_id": "C04", "office_id": "E"},
        {"client_id": "C04", "office_id": "S", "since": "2026-08-15"},
    ),
    "offices": literal.offices("E", "S"),
}
LEDGER = rules.complaints(limits={"first_reply_hours": "24", "handling_hours": None})
Row = dict[str, Any]


def answer(client: str, question: str, value: int | None, response: str = "") -> Row:
    office = {"C04": "E"}.get(client) or HOMES[client]
    return {
        "client_id": client,
        "question": question,
        "value": value,
        "office_id": office,
        "response_id": response or f"R-{client}",
    }


SURVEY = [
    answer("C01", "Q1", 4, "R302"),
    answer("C01", "Q2", 1, "R302"),
    answer("C01", "Q1", 5, "R303"),
    answer("C01", "Q2", 2, "R303"),
    answer("C01", "Q3", 4, "R303"),
    answer("C02", "Q1", 3),
    answer("C02", "Q2", 3),
    answer("C02", "Q3", 2),
    answer("C04", "Q1", 4),
    answer("C04", "Q2", 2),
    answer("C04", "Q3", 5),
    answer("C05", "Q1", 2),
    answer("C05", "Q2", 4),
    answer("C06", "Q1", 5),
    answer("C06", "Q2", 1),
    answer("C06", "Q3", 5),
    answer("C07", "Q2", 2),
    answer("C07", "Q3", 4),
]


def complaint(number: str, client: str, received: str, reply: str | None, close: str | None, **more: Any) -> Row:
    office = "E" if client == "C04" and received < "2026-08-15" else HOMES.get(client, "S")
    state = "open" if close is None else "resolved"
    times = {"received_at": received, "first_reply_at": reply, "closed_at": close}
    return {"complaint_id": number, "client_id": client, "office_id": office, "state": state, **times, **more}


CASES = [
    complaint("K202", "C03", "2026-05-05 09:00", "2026-05-06 09:00", None),
    complaint("K301", "C01", "2026-07-02 09:00", "2026-07-02 13:00", "2026-07-04 09:00"),
    complaint("K302", "C01", "2026-07-20 10:00", "2026-07-21 10:00", "2026-07-25 10:00"),
    complaint("K303", "C02", "2026-08-03 08:00", "2026-08-04 14:00", "2026-08-13 08:00", state="closed"),
    complaint("K304", "C02", "2026-06-30T16:30+00:00", "2026-06-30T22:30+00:00", "2026-07-02T16:30+00:00"),
    complaint("K305", "C03", "2026-09-30 12:00", None, None),
    complaint("K306", "C03", "2026-09-01 09:00", "2026-09-01 19:00", None),
    complaint("K307", "C05", "2026-08-10 10:00", "2026-08-10 12:00", "2026-08-09 10:00", impossible=True),
    complaint("K309", "C06", "2026-07-10 09:00", None, "2026-07-12 09:00"),
    complaint("K311", "C04", "2026-08-10 09:00", "2026-08-10 11:00", "2026-08-11 09:00"),
    complaint("K312", "C04", "2026-08-20 09:00", "2026-08-22 09:00", "2026-08-30 09:00"),
    complaint("K313", "C07", "2026-09-30 18:00", None, None),
]


def order(client: str, day: str, yuan: str, office: str = "", **more: Any) -> Row:
    return {"client_id": client, "order_date": day, "yuan": yuan, "office_id": office or HOMES[client], **more}


SALES = [
    order("C01", "2026-08-05", "2500000"),
    order("C02", "2026-07-09", "2000000"),
    order("C03", "2026-09-12", "1800000", cancelled=True),
    order("C04", "2026-08-10", "300000", "E"),
    order("C04", "2026-08-20", "700000", "S"),
    order("C05", "2026-09-30", "100000"),
    order("C06", "2026-07-20", "50000"),
    order("C07", "2026-08-01", "250000"),
]


def found(survey: Iterable[Row] = (), cases: Iterable[Row] = (), sales: Iterable[Row] = ()) -> Any:
    """MEASURES of 2026Q3."""
    facts = literal.facts(
        **PEOPLE,
        answers=literal.answers(*survey),
        complaints=literal.complaints(*cases),
        orders=literal.orders(*sales),
    )
    packs = rules.packs(rules.EXAMPLE, LEDGER)
    return measured(facts, literal.window(), packs, rules.profile()).measures


def limits(one: Row) -> tuple[float, float]:
    return one["low"], one["high"]


def test_1_product_quality_is_the_mean_of_six_answers_of_five_clients() -> None:
    one = row(found(SURVEY), "satisfaction.product_quality")
    assert one["value"] == Fraction(425, 6)
    assert float(one["value"]) == 70.83333333333333
    assert (one["n"], one["n_clients"], one["gap"]) == (6, 5, "")


def test_2_its_interval_counts_clients_and_the_finite_population() -> None:
    one = row(found(SURVEY), "satisfaction.product_quality")
    assert limits(one) == pytest.approx((49.5478, 92.1188), abs=1e-4)


def test_3_response_speed_is_reversed() -> None:
    assert float(row(found(SURVEY), "satisfaction.response_speed")["value"]) == 71.42857142857143


def test_4_after_sales() -> None:
    assert row(found(SURVEY), "satisfaction.after_sales")["value"] == 75


def test_5_the_index_weighs_the_dimensions() -> None:
    one = row(found(SURVEY), "satisfaction.index")
    assert one["value"] == Fraction(1, 2) * Fraction(425, 6) + Fraction(3, 10) * Fraction(500, 7) + 15
    assert float(one["value"]) == pytest.approx(71.8452, abs=5e-5)
    assert one["n"] == 18


def test_6_its_interval_rests_on_each_clients_own_index() -> None:
    assert limits(row(found(SURVEY), "satisfaction.index")) == pytest.approx((48.3170, 95.3735), abs=1e-4)


def test_7_an_office_has_the_answers_given_while_the_client_was_its_own() -> None:
    table = found(SURVEY)
    assert row(table, "satisfaction.product_quality", office="E")["value"] == 80
    assert row(table, "satisfaction.index", office="E")["value"] == 79


def test_8_a_missing_dimension_leaves_its_weight_out() -> None:
    assert row(found(SURVEY), "satisfaction.index", client="C05")["value"] == 25


def test_9_two_responses_give_limits_that_are_not_clipped() -> None:
    one = row(found(SURVEY), "satisfaction.product_quality", client="C01")
    assert one["value"] == Fraction(175, 2)
    assert limits(one) == pytest.approx((-71.33, 246.33), abs=5e-3)


def test_10_the_response_rate_counts_a_moved_client_in_both_offices() -> None:
    table = found(SURVEY)
    rate = {
        "E": row(table, "satisfaction.response_rate", office="E"),
        "S": row(table, "satisfaction.response_rate", office="S"),
    }
    assert (rate["E"]["value"], rate["E"]["n"]) == (Fraction(4, 5), 5)
    assert (rate["S"]["value"], rate["S"]["n"]) == (Fraction(2, 4), 4)
    whole = row(table, "satisfaction.response_rate")
    assert (whole["value"], whole["n"]) == (Fraction(6, 8), 8)


def test_11_first_replies_by_hand() -> None:
    table = found(cases=CASES)
    p50, p90 = (row(table, f"complaint.first_reply_calendar_hours.{q}") for q in ("p50", "p90"))
    assert (p50["value"], p50["n"], p90["value"]) == (24, 9, 48)
    assert row(table, "complaint.count")["value"] == 11


def test_12_the_lower_limit_is_reached_at_two_hours_and_the_upper_never() -> None:
    one = row(found(cases=CASES), "complaint.first_reply_calendar_hours.p50")
    assert (one["low"], one["high"]) == (2.0, None)


def test_13_closed_complaints_alone_look_faster() -> None:
    one = row(found(cases=CASES), "complaint.first_reply_calendar_hours.closed_only.p50")
    assert (one["value"], one["n"]) == (6, 6)


def test_14_handling_by_hand() -> None:
    one = row(found(cases=CASES), "complaint.handling_calendar_hours.p50")
    assert (one["value"], one["n"]) == (48, 10)


def test_15_five_of_seven_due_replies_kept_the_limit() -> None:
    table = found(cases=CASES)
    one = row(table, "complaint.first_reply_on_time")
    assert (one["value"], one["n"]) == (Fraction(5, 7), 7)
    assert limits(one) == pytest.approx((0.358934, 0.917781), abs=1e-6)
    assert row(table, "complaint.not_due")["value"] == 2


def test_16_six_of_eleven_were_resolved_and_four_are_open() -> None:
    table = found(cases=CASES)
    assert row(table, "complaint.resolution_rate")["value"] == Fraction(6, 11)
    assert row(table, "complaint.open")["value"] == 4


def test_17_complaints_per_hundred_orders() -> None:
    table = found(cases=CASES, sales=SALES)
    whole = row(table, "complaint.rate_per_100_orders")
    assert (whole["value"], whole["n"]) == (Fraction(1100, 7), 7)
    assert row(table, "complaint.rate_per_100_orders", office="S")["value"] == 100


def test_18_sales_leave_out_the_cancelled_order_and_follow_the_office_of_the_day() -> None:
    table = found(sales=SALES)
    assert row(table, "trade.sales")["value"] == 5_900_000
    assert row(table, "trade.sales", office="E")["value"] == 4_850_000


def test_control_every_item_notices_its_broken_input() -> None:
    fewer = found(SURVEY[1:], CASES[:-1], [*SALES, order("C08", "2026-08-02", "1")])
    assert row(fewer, "satisfaction.product_quality")["value"] != Fraction(425, 6)
    assert row(fewer, "satisfaction.index")["value"] != row(found(SURVEY), "satisfaction.index")["value"]
    assert limits(row(fewer, "satisfaction.index")) != pytest.approx((48.3170, 95.3735), abs=1e-4)
    assert row(fewer, "complaint.not_due")["value"] == 1
    assert row(fewer, "complaint.open")["value"] == 3
    assert row(fewer, "complaint.first_reply_calendar_hours.p50")["n"] == 8
    assert row(fewer, "complaint.rate_per_100_orders")["value"] != Fraction(1100, 7)
    assert row(fewer, "trade.sales")["value"] == 5_900_001
