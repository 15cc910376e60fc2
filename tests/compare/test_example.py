"""grades.csv and contributions.csv of the worked example, text for text."""

import csv
import io
from datetime import date

import pytest

from reportgen.compare.contributions import contributions
from reportgen.compare.transitions import transitions
from reportgen.deliver.tables import frame_csv
from reportgen.grade.grade import graded
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
    }


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return built()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("name", "count"), [("grades.csv", 16), ("contributions.csv", 55)])
def test_the_example_comes_out_text_for_text(tables: dict[str, str], name: str, count: int) -> None:
    expected = (EXPECTED / name).read_text(encoding="utf-8")
    assert rows(tables[name]) == rows(expected)
    assert tables[name] == expected
    assert len(rows(expected)) == count
