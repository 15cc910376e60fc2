"""Satisfaction of literal answers: values, n and gaps."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
PRICE, INDEX = "satisfaction.price", "satisfaction.index"


def survey(*rows: tuple[Any, ...], clients: str = "ABCDE", read: Any = None, **frames: pd.DataFrame) -> Facts:
    """Answers (client, question, value) of single-letter clients in office E."""
    said = [
        {"client_id": c, "question": q, "value": v, "response_id": f"{c}{''.join(more)}"}
        for c, q, v, *more in rows
    ]
    return literal.facts(read=read, **(literal.clients(*clients) | frames), answers=literal.answers(*said))


def table(facts: Facts, dimensions: Mapping[str, Any] | None = None, **changes: Any) -> pd.DataFrame:
    packs = rules.packs(rules.satisfaction(dimensions, **changes))
    return measured(facts, literal.window(), packs, rules.profile()).measures


def told(one: Row) -> tuple[Any, ...]:
    return one["value"], one["n"], one["n_clients"], one["gap"]


TWO_FOR_ONE = (("A", "Q1", 5, "1"), ("A", "Q1", 5, "2"), ("B", "Q1", 1))


def test_by_answers_a_client_that_answers_twice_counts_twice() -> None:
    assert told(row(table(survey(*TWO_FOR_ONE)), PRICE)) == (Fraction(200, 3), 3, 2, "")


def test_by_clients_it_counts_once_and_n_still_counts_answers() -> None:
    found = table(survey(*TWO_FOR_ONE), weighting="clients")
    assert told(row(found, PRICE)) == (50, 3, 2, "")
    assert told(row(found, PRICE, office="E")) == (50, 3, 2, "")
    assert told(row(found, PRICE, client="A")) == (100, 2, 1, "")


def test_by_clients_the_limits_are_those_of_the_client_means() -> None:
    """Means 100 and 0 of five clients: se² = 3/5 × 2 × 5000 ÷ 4 = 1500, t(1) = 12.7062."""
    one = row(table(survey(*TWO_FOR_ONE), weighting="clients"), PRICE)
    half = 12.706204736432095 * 1500**0.5
    assert (one["low"], one["high"]) == pytest.approx((50 - half, 50 + half), rel=1e-9)


def test_too_few_clients_withhold_the_figure_of_an_office_but_not_its_n() -> None:
    found = table(survey(*TWO_FOR_ONE), min_n={"client": 5, "office": 3, "company": 2})
    assert told(row(found, PRICE, office="E")) == (None, 3, 2, Gap.TOO_FEW)
    assert told(row(found, PRICE)) == (Fraction(200, 3), 3, 2, "")
    assert told(row(found, PRICE, client="B")) == (0, 1, 1, ""), "a client's small n is shown as it is"


def test_a_client_without_an_answer_has_a_row_that_says_so() -> None:
    found = table(survey(*TWO_FOR_ONE))
    assert told(row(found, PRICE, client="C")) == (None, 0, 0, Gap.NO_DATA)
    assert told(row(found, INDEX, client="C")) == (None, 0, 0, Gap.NO_DATA)
    assert row(found, "satisfaction.responses", client="C")["value"] == 0
    assert row(found, "satisfaction.response_rate", client="C")["value"] == 0


def test_where_no_survey_was_read_nothing_is_zero() -> None:
    facts = survey(*TWO_FOR_ONE, read=[("clients", "2026Q3"), ("survey", "2026Q1")])
    found = table(facts, overall=OVERALL, nps_question="Q8", min_n={"client": 1, "office": 9, "company": 9})
    mine = found[found["measure"].str.startswith(("satisfaction", "service"))]
    assert set(mine.loc[mine["measure"] != "service_quality.index", "gap"]) == {Gap.NO_DATA}
    assert mine["value"].isna().all()
    assert mine["low"].isna().all()


def test_control_the_same_survey_read_has_values() -> None:
    assert row(table(survey(*TWO_FOR_ONE)), "satisfaction.responses")["value"] == 3


TWO_DIMENSIONS = {
    "price": rules.dimension("0.4", "Q1"),
    "after_sales": rules.dimension("0.6", "Q2", service=True),
}


def test_the_index_needs_enough_weight() -> None:
    found = table(survey(("A", "Q1", 5), ("B", "Q2", 1)), TWO_DIMENSIONS)
    assert told(row(found, INDEX, client="A")) == (None, 1, 1, Gap.TOO_FEW)
    assert told(row(found, INDEX, client="B")) == (0, 1, 1, "")
    assert told(row(found, INDEX)) == (40, 2, 2, "")


def test_the_index_leaves_out_a_withheld_dimension() -> None:
    facts = survey(("A", "Q1", 5), ("A", "Q2", 1), ("B", "Q2", 1))
    found = table(facts, TWO_DIMENSIONS, min_n={"client": 1, "office": 2, "company": 2})
    assert told(row(found, PRICE)) == (None, 1, 1, Gap.TOO_FEW)
    assert told(row(found, INDEX)) == (0, 3, 2, "")


def test_the_service_index_weighs_its_own_dimensions_alone() -> None:
    found = table(survey(("A", "Q1", 5), ("A", "Q2", 1)), TWO_DIMENSIONS)
    assert told(row(found, "service_quality.index", client="A")) == (0, 1, 1, "")
    none = table(survey(("A", "Q1", 5)))
    assert row(none, "service_quality.index")["gap"] == Gap.NOT_CONFIGURED


def test_min_weight_of_the_service_index_is_a_share_of_its_own_weights() -> None:
    """Service weighs 0.2 + 0.2 of 1: one of the two is half, below six tenths; both are enough."""
    three = {
        "price": rules.dimension("0.6", "Q1"),
        "a": rules.dimension("0.2", "Q2", service=True),
        "b": rules.dimension("0.2", "Q3", service=True),
    }
    found = table(survey(("A", "Q2", 5), ("B", "Q2", 5), ("B", "Q3", 1)), three)
    assert told(row(found, "service_quality.index", client="A")) == (None, 1, 1, Gap.TOO_FEW)
    assert told(row(found, "service_quality.index", client="B")) == (50, 2, 1, "")


OVERALL = {"question": "Q7", "scale": rules.SCALE, "top_from": None}


def test_top_two_is_a_share_of_answers_with_the_finite_wilson_limits() -> None:
    found = table(survey(("A", "Q7", 5), ("B", "Q7", 4), ("C", "Q7", 3), ("D", "Q7", 1)), overall=OVERALL)
    one = row(found, "satisfaction.top2_share")
    assert told(one) == (Fraction(1, 2), 4, 4, "")
    centre, n = 0.5, 4 / (1 - 4 / 5)
    z2 = 1.959963984540054**2
    half = z2**0.5 * (centre * (1 - centre) / n + z2 / (4 * n * n)) ** 0.5 / (1 + z2 / n)
    assert (one["low"], one["high"]) == pytest.approx((0.5 - half, 0.5 + half), rel=1e-12)
    assert row(found, "satisfaction.top2_share", client="A")["low"] is None
    assert row(table(survey(("A", "Q1", 5))), "satisfaction.top2_share")["gap"] == Gap.NOT_CONFIGURED


def test_top_two_of_too_few_clients_is_withheld() -> None:
    found = table(survey(("A", "Q7", 5)), overall=OVERALL, min_n={"client": 1, "office": 2, "company": 2})
    assert told(row(found, "satisfaction.top2_share")) == (None, 1, 1, Gap.TOO_FEW)


def test_nps_is_promoters_less_detractors() -> None:
    found = table(survey(("A", "Q8", 10), ("B", "Q8", 9), ("C", "Q8", 8), ("D", "Q8", 0)), nps_question="Q8")
    assert told(row(found, "satisfaction.nps")) == (25, 4, 4, "")
    assert row(found, "satisfaction.nps", client="D")["value"] == -100
    assert row(table(survey(("A", "Q1", 5))), "satisfaction.nps")["gap"] == Gap.NOT_CONFIGURED


def test_a_form_with_only_the_overall_question_is_a_response() -> None:
    found = table(survey(("A", "Q7", 5), ("B", "Q1", 3)), overall=OVERALL)
    assert row(found, "satisfaction.responses")["value"] == 2
    assert row(found, "satisfaction.clients_responding")["value"] == 2
    assert told(row(found, INDEX)) == (50, 1, 1, "")


def test_the_response_rate_is_over_the_sample_list_where_there_is_one() -> None:
    facts = survey(*TWO_FOR_ONE, survey_sample=literal.survey_sample("A", "C", "D", "Z"))
    found = table(facts)
    one = row(found, "satisfaction.response_rate")
    assert (one["value"], one["n"]) == (Fraction(2, 3), 3), "A and B answered; A, C, D were asked; Z is no client"
    assert row(found, "satisfaction.response_rate", client="A")["value"] == 1
    assert row(found, "satisfaction.response_rate", client="C")["value"] == 0
    assert row(found, "satisfaction.response_rate", client="B")["gap"] == Gap.NO_DATA


def test_a_sample_list_of_another_period_is_not_this_periods() -> None:
    facts = survey(*TWO_FOR_ONE, survey_sample=literal.survey_sample("A", period="2026Q2"))
    assert row(table(facts), "satisfaction.response_rate")["n"] == 5


def test_another_pack_carries_its_id_and_the_reference_does_not() -> None:
    packs = {
        "P06": rules.pack("P06", {PRICE: "P06.11", INDEX: "P06.18"}, satisfaction=rules.satisfaction()),
        "P14": rules.pack(
            "P14", {INDEX: "P14.21"}, satisfaction=rules.satisfaction({"quality": rules.dimension("1", "Q1")})
        ),
        "P04": rules.pack("P04", {INDEX: "P04.10"}),
    }
    found = measured(survey(*TWO_FOR_ONE), literal.window(), packs, rules.profile())
    ids = set(found.measures["measure"])
    assert {INDEX, f"{INDEX}.p14", PRICE, "satisfaction.quality.p14", "satisfaction.responses.p14"} <= ids
    assert not {"satisfaction.quality", f"{PRICE}.p14", f"{INDEX}.p06"} & ids
    assert row(found.measures, INDEX)["source"] == "P04.10 P06.18"
    assert row(found.measures, f"{INDEX}.p14")["source"] == "P14.21"
    assert f"{INDEX}.p14" in set(found.clusters["measure"])


def test_clusters_hold_the_units_of_every_level() -> None:
    packs = rules.packs(rules.satisfaction())
    found = measured(survey(*TWO_FOR_ONE), literal.window(), packs, rules.profile()).clusters
    price = found[found["measure"] == PRICE]
    units = sorted(
        zip(price["level"], price["client_id"], price["unit_id"], price["total"], price["n"], strict=True)
    )
    assert units == [
        ("client", "A", "A1", 100, 1),
        ("client", "A", "A2", 100, 1),
        ("client", "B", "B", 0, 1),
        ("company", "", "A", 200, 2),
        ("company", "", "B", 0, 1),
        ("office", "", "A", 200, 2),
        ("office", "", "B", 0, 1),
    ]
