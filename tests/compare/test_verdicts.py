"""What a change is called, and when it is called nothing."""

from typing import Any

import pandas as pd
import pytest
from scipy import stats

from reportgen.compare.changes import changes
from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from reportgen.model.gap import Gap
from reportgen.policy.pack import Pack
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
PRICE = "satisfaction.price"
NAMES = [f"C{i:02}" for i in range(12)]
ONE_QUESTION = rules.satisfaction({"price": rules.dimension("1", "Q1", min="0", max="100")})


def changed(facts: Facts, packs: dict[str, Pack]) -> pd.DataFrame:
    now, before = (measured(facts, literal.window(p), packs, rules.profile()) for p in ("2026Q3", "2026Q2"))
    return changes(now, before, None, packs, rules.profile())[0]


def people(*clients: str, offices: dict[str, str] | None = None) -> dict[str, Any]:
    homes = offices or dict.fromkeys(clients, "E")
    rows = [{"client_id": c, "office_id": o} for c, o in homes.items()]
    return {
        "register": pd.concat([literal.register(p, *rows) for p in ("2026Q2", "2026Q3")], ignore_index=True),
        "memberships": literal.memberships(*rows),
        "offices": literal.offices(*sorted(set(homes.values()))),
    }


def survey(
    before: dict[str, Any], now: dict[str, Any], offices: dict[str, str] | None = None, **changes_of: Any
) -> pd.DataFrame:
    """Answers in points per client: one value, or several of as many responses."""
    said = [
        {"client_id": c, "question": "Q1", "value": v, "response_id": f"{c}-{i}", "answered_at": day}
        | {"office_id": (offices or {}).get(c, "E")}
        for day, side in (("2026-05-01", before), ("2026-08-01", now))
        for c, values in side.items()
        for i, v in enumerate(values if isinstance(values, list) else [values])
    ]
    known = offices or dict.fromkeys({**before, **now}, "E")
    facts = literal.facts(**people(offices=known), answers=literal.answers(*said))
    return changed(facts, rules.packs(ONE_QUESTION | changes_of))


def told(table: pd.DataFrame, measure: str = PRICE, **scope: str) -> tuple[str, str]:
    one = row(table, measure, **scope)
    return one["verdict"], one["test"]


LOW = {c: 40 + i for i, c in enumerate(NAMES)}
HIGH = {c: 60 + i + i % 2 for i, c in enumerate(NAMES)}


# ------------------------------------------------------------------ means
def test_the_same_clients_rising_is_up_and_falling_is_down() -> None:
    up, down = survey(LOW, HIGH), survey(HIGH, LOW)
    assert (told(up), told(down)) == (("up", "paired_t"), ("down", "paired_t"))
    assert row(up, PRICE)["p_value"] == pytest.approx(
        stats.ttest_rel(list(HIGH.values()), list(LOW.values())).pvalue, rel=1e-9
    )


def test_the_same_answers_again_are_no_clear_change() -> None:
    one = row(survey(LOW, LOW), PRICE)
    assert (one["verdict"], one["p_value"], one["change"]) == ("no_clear_change", 1, 0)


def test_noise_is_no_clear_change() -> None:
    noisy = {c: v + (30 if i % 2 else -29) for i, (c, v) in enumerate(LOW.items())}
    assert told(survey(LOW, noisy)) == ("no_clear_change", "paired_t")


def test_other_clients_are_compared_by_welch() -> None:
    before, now = dict(list(LOW.items())[:6]), dict(list(HIGH.items())[6:])
    found = survey(before, now, min_n={"client": 1, "office": 3, "company": 3})
    one = row(found, PRICE)
    assert (one["verdict"], one["test"]) == ("up", "welch_t")
    wanted = stats.ttest_ind(list(now.values()), list(before.values()), equal_var=False).pvalue
    assert one["p_value"] == pytest.approx(wanted, rel=1e-9)


def test_paired_needs_min_n_clients_twice() -> None:
    """Two clients answered twice; with min_n 2 they are paired, with 3 Welch takes all."""
    before, now = {"A": 10, "B": 20, "C": 90}, {"A": 11, "B": 21, "D": 0}
    for least, test in ((2, "paired_t"), (3, "welch_t")):
        assert told(survey(before, now, min_n={"client": 1, "office": least, "company": least}))[1] == test


def test_a_client_is_tested_over_its_responses() -> None:
    found = survey({"A": [10, 12, 14, 11]}, {"A": [80, 82, 85, 81]})
    assert told(found, client="A") == ("up", "welch_t")


def test_one_response_cannot_tell() -> None:
    one = row(survey({"A": 10}, {"A": 90}), PRICE, client="A")
    assert (one["verdict"], one["test"], one["p_value"], one["change"]) == ("too_few", "", None, 80)


def test_a_client_below_min_n_is_too_few_though_its_figure_stands() -> None:
    found = survey({"A": [10, 12]}, {"A": [80, 82, 84]}, min_n={"client": 3, "office": 1, "company": 1})
    assert told(found, client="A") == ("too_few", "")


def test_a_withheld_figure_is_too_few_on_either_side() -> None:
    least = {"client": 1, "office": 3, "company": 3}
    few, many = dict(list(LOW.items())[:2]), LOW
    for before, now in ((few, many), (many, few), (few, few)):
        assert told(survey(before, now, min_n=least)) == ("too_few", "")


def test_what_had_no_value_before_is_nothing_and_what_did_not_exist_is_new() -> None:
    silent = survey({"A": [10, 20]}, {"B": [10, 20]}, offices={"A": "E", "B": "E"})
    assert told(silent, client="B") == ("", "")
    assert told(silent, client="A") == ("", "")
    facts = literal.facts(
        register=pd.concat(
            [
                literal.register("2026Q2", {"client_id": "A"}),
                literal.register("2026Q3", {"client_id": "A"}, {"client_id": "B"}),
            ]
        ),
        memberships=literal.memberships(
            {"client_id": "A", "office_id": "E"}, {"client_id": "B", "office_id": "E"}
        ),
        offices=literal.offices("E"),
        answers=literal.answers({"client_id": "B", "question": "Q1", "value": 50}),
    )
    found = changed(facts, rules.packs(ONE_QUESTION))
    assert told(found, client="B") == ("new", "")
    assert told(found, "satisfaction.responses", client="B") == ("", ""), "not tested"


def test_a_test_against_the_change_is_no_clear_change() -> None:
    """Every client rose by about 2, but many answers of the lowest client pull the mean of answers down."""
    before = {c: [40 + 5 * i] for i, c in enumerate(NAMES)}
    now = {c: [42 + 5 * i + i % 2] * (30 if i == 0 else 1) for i, c in enumerate(NAMES)}
    one = row(survey(before, now), PRICE)
    assert one["change"] < 0
    assert one["p_value"] < 0.001
    assert (one["verdict"], one["test"]) == ("no_clear_change", "paired_t")


def test_control_the_same_rise_weighted_by_clients_is_up() -> None:
    before = {c: [40 + 5 * i] for i, c in enumerate(NAMES)}
    now = {c: [42 + 5 * i + i % 2] * (30 if i == 0 else 1) for i, c in enumerate(NAMES)}
    assert told(survey(before, now, weighting="clients")) == ("up", "paired_t")


def test_offices_share_the_risk_of_a_false_finding_and_the_company_does_not() -> None:
    """One office of four has p = 0.035: alone it is clear, beside three without any change it is not."""
    names = [f"{office}{i}" for office in "WXYZ" for i in range(4)]
    homes = {c: c[0] for c in names}
    before = dict.fromkeys(names, 50)
    now = {c: 50 + (2, 5, 7, 10)[int(c[1])] if c[0] == "W" else 50 + (-3, 3, -2, 2)[int(c[1])] for c in names}
    together = survey(before, now, offices=homes)
    p = row(together, PRICE, office="W")["p_value"]
    assert p == pytest.approx(stats.ttest_1samp([2, 5, 7, 10], 0).pvalue, rel=1e-9)
    assert 0.0125 < p <= 0.05
    assert told(together, office="W") == ("no_clear_change", "paired_t")
    mine = [c for c in names if c[0] == "W"]
    alone = survey({c: before[c] for c in mine}, {c: now[c] for c in mine}, offices=dict.fromkeys(mine, "W"))
    assert told(alone, office="W") == ("up", "paired_t")


# ------------------------------------------------------------------ complaints
def ledger(before: list[Row], now: list[Row], orders: tuple[int, int] = (0, 0), **changes_of: Any) -> pd.DataFrame:
    cases = [
        {"client_id": "A", "received_at": f"{day} 00:00", **case}
        for day, side in (("2026-05-01", before), ("2026-08-01", now))
        for case in side
    ]
    sold = [
        {"client_id": "A", "order_date": day}
        for day, count in zip(("2026-05-01", "2026-08-01"), orders, strict=True)
        for _ in range(count)
    ]
    facts = literal.facts(**people("A"), complaints=literal.complaints(*cases), orders=literal.orders(*sold))
    return changed(facts, rules.packs(ledger=rules.complaints(**changes_of)))


def after(day: str, *hours: int) -> list[Row]:
    """Complaints answered and closed so many hours after receipt."""
    start = pd.Timestamp(day)
    ends = [str(start + pd.Timedelta(hours=h)) for h in hours]
    return [{"first_reply_at": end, "closed_at": end} for end in ends]


MAY, AUGUST = "2026-05-01", "2026-08-01"


def test_more_complaints_on_as_many_days_are_up() -> None:
    found = ledger([{}] * 5, [{}] * 20)
    one = row(found, "complaint.count")
    assert (one["verdict"], one["test"]) == ("up", "binomial")
    assert one["p_value"] == pytest.approx(stats.binomtest(20, 25, 92 / 183).pvalue, rel=1e-9)
    assert told(ledger([{}] * 5, [{}] * 6), "complaint.count") == ("no_clear_change", "binomial")


def test_a_rate_is_tested_on_its_orders() -> None:
    found = ledger([{}] * 5, [{}] * 20, orders=(50, 200))
    one = row(found, "complaint.rate_per_100_orders")
    assert (one["change"], one["verdict"], one["test"]) == (0, "no_clear_change", "binomial")
    assert told(found, "complaint.count") == ("up", "binomial")


def test_a_share_is_tested_by_fisher() -> None:
    solved = after(MAY, *[5] * 10)
    found = ledger(solved, [{"state": "open"}] * 10)
    one = row(found, "complaint.resolution_rate")
    assert (one["verdict"], one["test"]) == ("down", "fisher")
    assert one["p_value"] == pytest.approx(stats.fisher_exact([[0, 10], [10, 0]]).pvalue, rel=1e-6)


def test_all_quantiles_of_a_clock_share_one_log_rank_p() -> None:
    found = ledger(after(MAY, *range(1, 9)), after(AUGUST, *range(21, 29)))
    names = [f"complaint.first_reply{kind}_hours.{q}" for kind in ("", "_calendar") for q in ("p50", "p90")]
    rows = [row(found, name) for name in names]
    assert {one["verdict"] for one in rows} == {"up"}
    assert {one["test"] for one in rows} == {"log_rank"}
    assert len({one["p_value"] for one in rows}) == 1
    assert told(found, "complaint.first_reply_hours.closed_only.p50") == ("", "")


def test_an_open_complaint_keeps_its_place_in_the_log_rank_test() -> None:
    mostly_open = [*after(AUGUST, 5, 6, 7, 8), *[{"state": "open"}] * 4]
    closed, open_ = (
        row(ledger(after(MAY, *range(1, 9)), side), "complaint.first_reply_hours.p50")
        for side in (mostly_open[:4], mostly_open)
    )
    assert closed["p_value"] != open_["p_value"]


def test_a_quantile_not_reached_has_no_verdict() -> None:
    found = ledger(after(MAY, 1, 2, 3), [{"state": "open"}] * 3)
    one = row(found, "complaint.first_reply_hours.p50")
    assert (one["gap"], one["verdict"], one["test"], one["p_value"]) == (Gap.NOT_REACHED, "", "", None)


def test_few_complaints_are_too_few_for_shares_and_hours_but_a_count_is_a_count() -> None:
    found = ledger(after(MAY, 1, 2, 3), after(AUGUST, *range(21, 45)), min_n=5)
    assert told(found, "complaint.first_reply_hours.p50") == ("too_few", "")
    assert told(found, "complaint.resolution_rate") == ("too_few", "")
    assert told(found, "complaint.count") == ("up", "binomial")


def test_without_a_period_before_nothing_is_said() -> None:
    facts = literal.facts(**people("A"), complaints=literal.complaints({"client_id": "A", "received_at": AUGUST}))
    packs = rules.packs(ledger=rules.complaints())
    now = measured(facts, literal.window(), packs, rules.profile())
    table, parts = changes(now, None, None, packs, rules.profile())
    assert set(table["verdict"]) == {""}
    assert table["previous"].isna().all()
    assert table["p_value"].isna().all()
    assert parts.empty
