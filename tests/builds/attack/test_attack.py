"""What the attack makes of a few company figures, by hand: each part rule of ``render/complements`` is needed."""

from fractions import Fraction

import pytest

from tests.builds.attack.attack import World, recovered
from tests.builds.attack.told import Told, exact, printed

NOW, BEFORE = "2026Q3", "2026Q2"
INDEX, PRICE, IMAGE = "satisfaction.index", "satisfaction.price", "satisfaction.company_image"
WORLD = World(
    clients={NOW: frozenset({"A", "B", "C"})},
    offices=frozenset({"X", "Y", "Z"}),
    weights={INDEX: {PRICE: Fraction(1, 4), IMAGE: Fraction(3, 4)}},
)


def told(name: str, value: int, n: int | None = None, *, period: str = NOW, subject: str = "") -> list[Told]:
    """A figure as a copy tells it."""
    cells = {"value": value, "n": n}
    return [
        Told("csv", period, subject, name, column, Fraction(cell), Fraction(cell))
        for column, cell in cells.items()
        if cell is not None
    ]


@pytest.mark.parametrize(
    ("said", "found", "value"),
    [
        (told("complaint.rate_per_100_orders", 50, 8), (NOW, "", "complaint.count"), 4),
        (told("complaint.resolution_rate", 1, 3), (NOW, "", "complaint.count"), 3),
        (told("satisfaction.response_rate", 1, 2), (NOW, "", "satisfaction.clients_responding"), 2),
        ([*told(INDEX, 70, 9), *told(PRICE, 40, 4)], (NOW, "", IMAGE), 80),
        ([*told("trade.sales_growth.qoq", 1), *told("trade.sales", 30)], (BEFORE, "", "trade.sales"), 15),
    ],
)
def test_a_figure_gives_away_a_hidden_one(said: list[Told], found: tuple[str, str, str], value: int) -> None:
    assert recovered(said, WORLD)[found] == value


def test_twelve_months_give_away_the_one_quarter_that_is_hidden() -> None:
    quarters = [("2025Q4", 10), ("2026Q1", 20), (BEFORE, 30)]
    said = [one for period, value in quarters for one in told("trade.sales", value, period=period)]
    assert recovered([*said, *told("trade.sales_12m", 100)], WORLD)[NOW, "", "trade.sales"] == 40
    assert not recovered([*said[1:], *told("trade.sales_12m", 100)], WORLD)


def test_the_total_less_mine_is_theirs_where_one_other_is_left() -> None:
    said = (
        told("complaint.count", 9)
        + told("complaint.count", 4, subject="X")
        + told("complaint.count", 3, subject="Y")
    )
    assert recovered(said, WORLD)[NOW, "Z", "complaint.count"] == 2


def test_of_two_others_only_nothing_says_something_of_each() -> None:
    mine = told("complaint.count", 4, subject="X")
    assert not recovered([*told("complaint.count", 9), *mine], WORLD)
    found = recovered([*told("complaint.count", 4), *mine], WORLD)
    assert found[NOW, "Y", "complaint.count"] == found[NOW, "Z", "complaint.count"] == 0


def test_numbers_are_read_back_as_they_were_written() -> None:
    assert exact("0.8591549295774648") == Fraction(61, 71)
    assert printed("78.0") == (Fraction(7795, 100), Fraction(7805, 100))
    assert printed("−5.3") == (Fraction(-535, 100), Fraction(-525, 100))
