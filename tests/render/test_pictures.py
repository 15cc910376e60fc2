"""The printed pages look as they did: a table that moves by 4 pixels is seen."""

from collections.abc import Callable

import numpy as np
import pytest

from reportgen.render.html import html
from reportgen.render.worker import RenderSetup, Worker
from tests.render.conftest import Rendered
from tests.render.pictures import REPORTS, STEP, Picture, compared, differing, kept, pictures

MOVES = ("margin-left: 4px", "position: relative; top: 4px")
"""A margin at the top would vanish in that of the heading above."""


@pytest.fixture(scope="module")
def now(rendered: Rendered) -> dict[str, dict[str, Picture]]:
    """The pictures of every report as it is printed today."""
    return {name: pictures(name, rendered(name, view, "print").content) for name, view in REPORTS.items()}


@pytest.mark.parametrize("name", REPORTS)
def test_pages_look_as_they_did(name: str, now: dict[str, dict[str, Picture]]) -> None:
    assert compared(kept(name), now[name]) == {}, "if the change is meant: make pictures, and look at them"


@pytest.mark.parametrize("move", MOVES)
def test_control_each_single_table_that_moves_by_4_pixels_is_seen(
    move: str, worker: Worker, now: dict[str, dict[str, Picture]]
) -> None:
    page = html(worker.templates, "management", REPORTS["management"], "print")
    pieces = page.split("<table ")
    assert len(pieces) > 4
    unseen = []
    for number in range(1, len(pieces)):
        moved = "<table ".join(pieces[:number]) + f'<table style="{move}" ' + "<table ".join(pieces[number:])
        content, _, _ = worker.printer().pdf(moved)
        if not compared(now["management"], pictures("management", content)):
            unseen.append(number)
    assert unseen == []


@pytest.mark.parametrize("move", MOVES)
def test_control_tables_that_a_stylesheet_moves_by_4_pixels_are_seen_on_every_page(
    move: str,
    changed_templates: Callable[..., RenderSetup],
    another_worker: Callable[[RenderSetup], Worker],
    now: dict[str, dict[str, Picture]],
) -> None:
    setup = changed_templates("tokens.css", "table { width: 100%;", f"table {{ width: 100%; {move};")
    worker = another_worker(setup)
    content, _, _ = worker.printer().pdf(html(worker.templates, "client", REPORTS["client"], "print"))
    assert compared(now["client"], pictures("client", content)).keys() == now["client"].keys()


def bar(left: float) -> Picture:
    """A black bar, two pixels wide, whose edges fall where they will."""
    row = [255 * (1 - max(0.0, min(x + 1, left + 2) - max(x, left))) for x in range(9)]
    return np.round(np.tile(row, (5, 1)) / STEP).astype(np.int16) * STEP


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_an_edge_that_falls_elsewhere_within_its_pixel_is_antialiasing(shift: float) -> None:
    assert differing(bar(3), bar(3 + shift)) is None


def test_control_an_edge_two_pixels_on_is_not() -> None:
    assert differing(bar(3), bar(5)) is not None


def test_control_a_paler_bar_is_not() -> None:
    assert differing(bar(3), np.maximum(bar(3), 2 * STEP)) is not None


def test_pages_that_are_new_or_gone_are_named() -> None:
    assert compared({"a-1.png": bar(3)}, {"a-2.png": bar(3)}) == {"a-1.png": "is gone", "a-2.png": "is new"}


def test_the_place_of_a_difference_is_told_in_points() -> None:
    assert compared({"a-1.png": bar(3)}, {"a-1.png": bar(5)}) == {"a-1.png": "10 pixels between 4, 0 and 10, 7 pt"}
