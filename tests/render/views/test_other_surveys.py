"""The second satisfaction pack on the pages: its own dimensions, its index, and nothing without it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.model.result_frames import CHANGED
from reportgen.policy.config import Config
from reportgen.render.views.book import Book
from reportgen.render.views.other_surveys import other_surveys
from reportgen.render.views.satisfaction import satisfaction
from tests.measure.literal import framed
from tests.render.behind import Row, book, config, results
from tests.render.views.test_listening import cells

INDEX = "satisfaction.index.p14"


def settings() -> Config:
    """The example's configuration with its survey pack a second time, under another name."""
    found = config()
    (first, *_) = found.packs["P06"]
    return replace(found, packs={**found.packs, "P14": (first.model_copy(update={"id": "P14"}),)})


def figure(measure: str, value: str | None, before: str | None = None, **rest: Any) -> Row:
    change = Fraction(value) - Fraction(before) if value and before else None
    return {
        "period": "2026Q3",
        "level": "company",
        "measure": measure,
        "unit": "points",
        "value": None if value is None else Fraction(value),
        "previous": None if before is None else Fraction(before),
        "change": change,
        "n": 12,
        **rest,
    }


def told(rows: Sequence[Row], chosen: Config | None = None) -> Book:
    found = results()
    more = framed(CHANGED, rows)
    changed = pd.concat([found.changed, more], ignore_index=True) if rows else found.changed
    return book(replace(found, changed=changed), chosen or settings())


ROWS = [
    figure("satisfaction.response_speed.p14", "61", "80.5", verdict="down", source="P14.17"),
    figure(INDEX, "70.25", "72", verdict="no_clear_change", source="P14.21", n=40),
]


def test_its_dimensions_come_with_change_verdict_and_n_and_its_index_last() -> None:
    (found,) = other_surveys(told(ROWS), "company", "")
    assert found.heading.title == "P14: satisfaction index 70.3\u00a0points (n=40)"
    lines = {row[0]: row[1:] for row in cells(found)}
    assert lines["Response speed"] == ["80.5", "61.0", "−19.5", "▼ down", "12"]
    assert cells(found)[-1] == ["Satisfaction index", "72.0", "70.3", "−1.8", "≈ no clear change", "40"]
    assert [row.style for row in found.table.rows if row.cells[0].text == "Response speed"] == ["find"]


def test_the_reference_pack_has_its_figures_in_the_first_table_only() -> None:
    section = satisfaction(told(ROWS), "company", "", None)
    assert section is not None
    assert [one.heading.title[:3] for one in section.others] == ["P14"]
    speed = next(row for row in section.rows if row.name == "Response speed")
    assert speed.now.text != "61.0"


def test_control_a_figure_of_the_reference_pack_is_none_of_the_second() -> None:
    plain = [{**row, "measure": row["measure"].removesuffix(".p14")} for row in ROWS]
    assert other_surveys(told(plain), "office", "nowhere") == ()
    assert cells(other_surveys(told(ROWS), "company", "")[0])[-1][2] == "70.3"


@pytest.mark.parametrize("rows", [[], [figure(INDEX, None, gap="TOO_FEW")]])
def test_a_pack_without_a_figure_has_no_table(rows: list[Row]) -> None:
    assert other_surveys(told(rows), "company", "") == ()


def test_without_a_second_pack_there_is_no_table() -> None:
    assert other_surveys(told(ROWS, config()), "company", "") == ()


def test_an_index_of_too_few_says_so() -> None:
    (found,) = other_surveys(told([ROWS[0], figure(INDEX, None, "70", gap="TOO_FEW")]), "company", "")
    assert found.heading.title == "P14: satisfaction index too few"
