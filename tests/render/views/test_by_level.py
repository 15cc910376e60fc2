"""Satisfaction and orders by level, and the notes on the market."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from reportgen.model.by_level import outcomes
from reportgen.render.views.by_level import by_level, market
from tests.measure.listened import with_records
from tests.render.behind import book, results
from tests.render.views.test_listening import cells

CHANGED = [
    ("A", "satisfaction.index", Fraction(80), Fraction(70)),
    ("B", "satisfaction.index", Fraction(60), None),
    ("C", "satisfaction.index", None, Fraction(50)),
    ("A", "trade.sales", Fraction(5), Fraction(0)),
    ("B", "trade.sales", Fraction(0), Fraction(3)),
]
GRADES = [("A", "A", "same"), ("B", "A", "up"), ("C", "B", "same"), ("D", "B", "lost")]


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    changed = pd.DataFrame(CHANGED, columns=["client_id", "measure", "value", "previous"]).assign(level="client")
    return changed, pd.DataFrame(GRADES, columns=["client_id", "level", "transition"])


def test_clients_count_under_their_level_of_now_and_only_with_a_figure() -> None:
    first, second = outcomes(*frames(), ["A", "B"])
    assert (first.clients, first.now.satisfaction, first.now.n) == (2, Fraction(70), 2)
    assert (first.before.satisfaction, first.before.n) == (Fraction(70), 1)
    assert (first.now.ordering, first.before.ordering, first.now.n_ordering) == (Fraction(1, 2), Fraction(1, 2), 2)
    assert (second.clients, second.now.satisfaction, second.before.satisfaction) == (1, None, Fraction(50))
    assert (second.now.ordering, second.now.n_ordering) == (None, 0)


def test_control_a_lost_client_that_counted_would_be_seen() -> None:
    changed, grades = frames()
    assert outcomes(changed, grades.assign(transition="same"), ["B"])[0].clients != 1


def test_only_a_policy_that_asks_for_it_has_the_section() -> None:
    """The worked example has no such policy."""
    shown = book(results())
    assert by_level(shown, list(shown.clients)) is None


def test_notes_of_the_period_by_topic() -> None:
    found = results()
    notes = (
        {
            "topic": "threat",
            "date": "2026-08-01",
            "text": "new plant",
            "figure": 3,
            "unit": "days",
            "source": "visit",
        },
        {"topic": "competitor", "date": "2026-09-01", "text": "lower price"},
        {"topic": "competitor", "date": "2026-06-30", "text": "of the period before"},
    )
    told = market(book(replace(found, facts=with_records(found.facts, market_research=notes))))
    assert told is not None
    assert [row[:2] for row in cells(told)] == [["competitor", "lower price"], ["threat", "new plant"]]
    assert market(book(found)) is None
