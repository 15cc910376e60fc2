"""grades.csv and contributions.csv of the worked example, text for text."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest

from reportgen.compare.contributions import contributions
from reportgen.compare.transitions import transitions
from reportgen.deliver.tables import frame_csv
from reportgen.grade import scorecard
from reportgen.grade.grade import graded
from reportgen.policy.pack import Band
from tests.grade import frames
from tests.grade.example_facts import EXPECTED, example_facts, sales_12m
from tests.grade.example_packs import PACKS
from tests.grade.frames import window


def built() -> dict[str, str]:
    facts, q2, q3 = example_facts(), window("2026Q2"), window("2026Q3")
    sales_before, sales_now = sales_12m("2026Q2", date(2026, 7, 1)), sales_12m("2026Q3", date(2026, 10, 1))
    now = graded(facts, sales_now, q3, PACKS)
    before = graded(facts, sales_before, q2, PACKS)
    rescored = graded(facts, sales_before, q2, PACKS, rules=now)
    grades = transitions(before, rescored, now, PACKS, q3, facts)
    return {
        "grades.csv": frame_csv(grades),
        "contributions.csv": frame_csv(contributions(before, rescored, now, grades)),
        "findings": "; ".join(f"{one.client_id} {one.what}" for one in now.findings),
    }


def different(tables: dict[str, str]) -> set[str]:
    """Lines that are not as expected, of both tables."""
    return {
        line
        for name in ("grades.csv", "contributions.csv")
        for line in set(tables[name].splitlines())
        ^ set((EXPECTED / name).read_text(encoding="utf-8").splitlines())
    }


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return built()


@pytest.mark.parametrize(("name", "rows"), [("grades.csv", 16), ("contributions.csv", 55)])
def test_the_example_comes_out_text_for_text(tables: dict[str, str], name: str, rows: int) -> None:
    expected = (EXPECTED / name).read_text(encoding="utf-8")
    assert tables[name] == expected
    assert len(expected.splitlines()) == rows + 1


def test_the_wrong_total_of_a_card_is_the_only_finding(tables: dict[str, str]) -> None:
    assert tables["findings"] == "C01 the form states a total of 85, its items come to 84"


def half_even(value: Fraction, places: int) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_EVEN
    )


def test_control_half_even_changes_the_level_of_c02(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorecard, "half_up", half_even)
    assert any(line.startswith("2026Q3,P03,C02,E,78,B,2,B,same") for line in different(built()))


def test_control_edges_on_the_wrong_side_change_the_clients_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Band, "holds", lambda band, value: band.lower is None or value > band.lower)
    assert {line.split(",")[2] for line in different(built())} >= {"C04", "C05"}


def test_control_without_the_rescored_period_the_rules_are_taken_for_the_client() -> None:
    facts, q2, q3 = example_facts(), window("2026Q2"), window("2026Q3")
    sales = frames.measures("2026Q3", "trade.sales_12m", {})
    now, before = graded(facts, sales, q3, PACKS), graded(facts, sales, q2, PACKS)
    text = frame_csv(transitions(before, before, now, PACKS, q3, facts))
    expected = "2026Q3,P03,C02,E,78,B,2,A,down,(rules),3.1,,83,2026-09-18,false,same"
    assert expected in (EXPECTED / "grades.csv").read_text(encoding="utf-8")
    assert expected not in text
