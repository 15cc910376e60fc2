"""Who is on the watch list, and why."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import Near
from reportgen.render.views.kpis import growths
from reportgen.render.views.trends import trends
from reportgen.render.views.watch import signals_of, watch
from tests.render.behind import book, changed_pack, versions
from tests.render.example_results import example_config, example_results

CLIENTS = ["C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08"]


def graded(**grading: Any) -> Config:
    return changed_pack(example_config(), "P03", "grading", **grading)


def near_veto(at_least: int) -> Config:
    """The example's veto item is near from so many days overdue."""
    grading = example_config().packs["P03"][-1].grading
    assert grading is not None
    assert grading.scorecard is not None
    near = Near(measure="trade.overdue_days_max", at_least=Decimal(at_least))
    items = {
        code: item.model_copy(update={"near": near}) if code == "V1" else item
        for code, item in grading.scorecard.items.items()
    }
    return graded(scorecard=grading.scorecard.model_copy(update={"items": items}))


def overdue(client: str, days: int) -> Results:
    """The example with one client's longest delay."""
    found = example_results()
    changed = found.changed
    mine = (changed["client_id"] == client) & (changed["measure"] == "trade.sales_12m")
    row = changed[mine].assign(measure="trade.overdue_days_max", unit="days", gap="", verdict="")
    row["value"] = pd.Series([days], index=row.index, dtype="object")
    rest = changed[~((changed["client_id"] == client) & (changed["measure"] == "trade.overdue_days_max"))]
    return replace(found, changed=pd.concat([rest, row], ignore_index=True))


def words(client: str, config: Config, results: Results | None = None, audience: str = "credit") -> list[str]:
    return [one.words for one in signals_of(book(results or example_results(), config, audience), client)]


# ------------------------------------------------------------------ near an edge: C01 84 above 83, C04 65 on 65
@pytest.mark.parametrize(
    ("width", "client", "near"), [("2", "C01", True), ("1", "C01", False), ("1", "C04", True)]
)
def test_a_score_less_than_the_packs_width_above_its_edge_is_near(width: str, client: str, near: bool) -> None:  # noqa: FBT001
    found = [one for one in words(client, graded(near_edge=Decimal(width))) if "above the edge" in one]
    assert bool(found) is near


def test_the_signal_says_by_how_much() -> None:
    assert "P03 1 points above the edge of A" in words("C01", graded(near_edge=Decimal(2)))


def test_where_the_pack_gives_no_width_nobody_is_near() -> None:
    assert not [one for client in CLIENTS for one in words(client, example_config()) if "edge" in one]


def test_a_veto_and_a_level_without_a_floor_are_near_nothing() -> None:
    assert not [one for one in words("C03", graded(near_edge=Decimal(100))) if "edge" in one]


def test_who_may_not_see_scores_is_not_told_that_one_is_near_an_edge() -> None:
    wide = graded(near_edge=Decimal(2))
    assert not [one for one in words("C01", wide, audience="management") if "edge" in one]


# ------------------------------------------------------------------ near a veto
@pytest.mark.parametrize(("days", "near"), [(59, False), (60, True), (200, True)])
def test_a_veto_item_whose_measure_has_come_so_far_is_near(days: int, near: bool) -> None:  # noqa: FBT001
    found = [one for one in words("C01", near_veto(60), overdue("C01", days)) if one.startswith("veto near")]
    assert found == ([f"veto near (Veto item: {days}\u00a0days)"] if near else [])


def test_a_veto_that_fired_is_not_near() -> None:
    found = words("C03", near_veto(60), overdue("C03", 200))
    assert "veto (Veto item)" in found
    assert not [one for one in found if one.startswith("veto near")]


# ------------------------------------------------------------------ the list
def test_an_evaluation_that_is_overdue_is_enough_and_says_since_when() -> None:
    (signal, *_) = signals_of(book(example_results(), example_config()), "C05")
    assert signal.words.startswith("P03 not re-rated since 2026-")
    assert signal.alone


def test_two_signals_or_one_that_is_enough_put_a_client_on_the_list() -> None:
    found = book(example_results(), graded(near_edge=Decimal(2)))
    section = watch(found, CLIENTS, [])
    assert section is not None
    listed = {row.cells[0].text for row in section.table.rows}
    signals = {one: signals_of(found, one) for one in CLIENTS}
    wanted = {one for one in CLIENTS if len(signals[one]) > 1 or any(s.alone for s in signals[one])}
    assert listed == {found.short(one) for one in wanted}
    assert section.heading.title == f"Watch list: {len(wanted)} clients"
    assert {"C01", "C05"} <= wanted


def test_an_office_list_names_no_office_and_links_upwards() -> None:
    found = book(example_results(), graded(near_edge=Decimal(2)))
    section = watch(found, ["C01", "C02"], [], "../")
    assert section is not None
    assert [column.label for column in section.table.columns][:2] == ["Client", "P03"]
    assert section.table.rows[0].cells[0].href == "../clients/C01.html"


def test_nobody_to_watch_is_no_section() -> None:
    assert watch(book(example_results(), example_config()), ["C08"], []) is None


# ------------------------------------------------------------------ trends
def breaks(config: Config) -> dict[str, tuple[tuple[int, ...], tuple[str, ...]]]:
    found = trends(book(example_results(), config), "company", "")
    assert found is not None
    return {chart.name: (chart.breaks, chart.break_labels) for chart in found.charts}


def test_a_new_version_of_the_policy_is_marked_where_it_came_and_only_on_its_figures() -> None:
    both = versions(example_config(), "P06", ("1", "2020-01-01"), ("2", "2026-05-01"))
    found = breaks(both)
    assert found["Satisfaction index"] == ((1,), ("P06 2",))
    assert found["Complaints"] == ((), ())


def test_a_version_from_the_first_day_of_a_period_belongs_to_it() -> None:
    both = versions(example_config(), "P06", ("1", "2020-01-01"), ("2", "2026-07-01"))
    assert breaks(both)["Satisfaction index"] == ((2,), ("P06 2",))


def test_control_one_version_is_no_break() -> None:
    assert {one for one, _ in breaks(example_config()).values()} == {()}


def test_the_break_is_said_in_words_and_in_the_heading() -> None:
    both = versions(example_config(), "P06", ("1", "2020-01-01"), ("2", "2026-05-01"))
    found = trends(book(example_results(), both), "company", "")
    assert found is not None
    assert "dotted line" in "".join(run.text for run in found.heading.about)
    chart = next(one for one in found.charts if one.breaks)
    assert chart.alt.endswith("from 2026Q2 under P06 2")


def test_growth_on_the_period_and_the_year_before_stands_beside_sales_or_says_why_not() -> None:
    found = book(example_results(), example_config())
    before, year = (found.figure("company", "", f"trade.sales_growth.{one}") for one in ("qoq", "yoy"))
    said = growths(found, "company", "")
    assert said[0].startswith("on the period before ")
    assert ("%" in said[0]) is (before.value is not None)
    assert said[1] == "on the year before no data"
    assert year.gap == "NO_DATA"
    chart = next(one for one in trends(found, "company", "").charts if one.name == "Sales")  # type: ignore[union-attr]
    assert chart.note == ", ".join(said)
