"""Company figures that others beside them give away, and those that say the same of everybody."""

import pandas as pd
import pytest

from reportgen.policy.profile import Benchmarks
from reportgen.render.complements import responding, says_the_same_of_all, with_parts
from reportgen.render.suppression import open_measures, suppressed

NOW, BEFORE = "2026Q3", "2026Q2"
LEAST = Benchmarks(min_clients=2, min_offices=3)


def others(measure: str, *values: float | None) -> pd.DataFrame:
    """Client rows of other offices, of one measure."""
    return pd.DataFrame({"period": NOW, "measure": measure, "value": pd.array(values, dtype="Float64")})


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("complaint.reopened_rate", (0, 0, None)),
        ("complaint.resolution_rate", (1, 1)),
        ("satisfaction.price", (100, 100)),
        ("satisfaction.nps", (-100, -100)),
        ("trade.overdue_amount", (0, 0, 0)),
        ("satisfaction.clients_responding.p14", (1, 1)),
        ("trade.sales_growth.qoq", (-1, -1)),
    ],
)
def test_the_same_at_an_edge_is_each_clients_own_figure(measure: str, values: tuple[float | None, ...]) -> None:
    assert says_the_same_of_all(others(measure, *values)) == {(NOW, measure)}


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("complaint.reopened_rate", (0, 0.5)),
        ("satisfaction.price", (50, 50)),
        ("complaint.count", (1, 1)),
        ("satisfaction.clients_responding", (1, 0)),
    ],
)
def test_values_that_differ_or_lie_between_the_edges_give_nobody_away(
    measure: str, values: tuple[float, ...]
) -> None:
    assert says_the_same_of_all(others(measure, *values)) == set()


def shown(*measures: str) -> set[tuple[str, str]]:
    return {(NOW, one) for one in measures}


def test_a_rate_goes_with_its_count() -> None:
    rate, count, orders = "complaint.rate_per_100_orders", "complaint.count", "trade.orders"
    assert with_parts(shown(rate, count, orders), shown(rate, count, orders)) == shown(rate, count, orders)
    assert with_parts(shown(rate, orders), shown(rate, count, orders)) == shown(orders)


def test_an_index_goes_with_a_dimension_of_its_own_pack() -> None:
    index, other, price = "satisfaction.index", "satisfaction.index.p14", "satisfaction.price"
    everything = shown(index, other, price, "satisfaction.price.p14", "satisfaction.communication")
    assert with_parts(everything - shown("satisfaction.communication"), everything) == shown(
        other, price, "satisfaction.price.p14"
    )


def test_a_dimension_without_a_company_figure_hides_no_index() -> None:
    assert with_parts(shown("satisfaction.index"), shown("satisfaction.index")) == shown("satisfaction.index")


def test_twelve_months_and_a_growth_go_with_a_quarter() -> None:
    """And with what lies on the way: hidden orders hide sales, hidden sales the growth."""
    growth, year, sales, orders = (f"trade.{one}" for one in ("sales_growth.qoq", "sales_12m", "sales", "orders"))
    before = {(BEFORE, sales), (BEFORE, orders)}
    everything = shown(growth, year, sales, orders) | before
    assert with_parts(everything, everything) == everything
    assert with_parts(everything - {(BEFORE, orders)}, everything) == shown(sales, orders)
    assert with_parts(everything - shown(orders), everything) == before


def rows(measure: str, values: dict[str, float], n_clients: int | None = None) -> pd.DataFrame:
    """Client rows of one office each, and the company's."""
    found = [(NOW, "client", f"O{one}", one, measure, value) for one, value in values.items()]
    frame = pd.DataFrame(
        [*found, (NOW, "company", "", "", measure, sum(values.values()))],
        columns=["period", "level", "office_id", "client_id", "measure", "value"],
    )
    empty = pd.Series(pd.NA, index=frame.index).astype("Float64")
    n = pd.Series(1, index=frame.index).astype("Int64")
    return frame.assign(
        n=n, gap="", low=empty, high=empty, at_least=empty, n_clients=n.mask(n.notna(), n_clients or pd.NA)
    )


def test_once_all_have_answered_nobody_is_told_how_many_did() -> None:
    """The clients behind a dimension would say it as well as the count, and so would an interval that closes."""
    asked = rows("satisfaction.clients_responding", {"A": 1, "B": 1, "C": 1})
    price = rows("satisfaction.price", {"A": 40, "B": 60, "C": 70}, n_clients=3).assign(low=40.0, high=41.0)
    frame = pd.concat([asked, price], ignore_index=True)
    kept = open_measures(frame, frozenset({"OA"}), frozenset({"A"}), LEAST)
    assert kept["measure"].tolist() == ["satisfaction.price"]
    one = suppressed(price[price["level"].eq("company")], kept).iloc[0]
    assert one["value"] == 170
    assert one[["n_clients", "low", "high"]].isna().all()


def test_as_long_as_one_has_not_they_are() -> None:
    asked = rows("satisfaction.clients_responding", {"A": 1, "B": 1, "C": 1, "D": 0})
    price = rows("satisfaction.price", {"A": 40, "B": 60, "C": 70}, n_clients=3)
    frame = pd.concat([asked, price], ignore_index=True)
    kept = open_measures(frame, frozenset({"OA"}), frozenset({"A"}), LEAST)
    assert suppressed(price[price["level"].eq("company")], kept).iloc[0]["n_clients"] == 3


def test_a_pack_has_its_own_count_of_those_who_answered() -> None:
    assert responding("satisfaction.price.p14") == "satisfaction.clients_responding.p14"
    assert responding("complaint.count") == "satisfaction.clients_responding"
