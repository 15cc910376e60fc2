"""Which measures have no oracle: none may."""

from pathlib import Path

import pytest

from reportgen.model import measures
from reportgen.model.measures import DIMENSION, MEASURES, MeasureDef, plain_id
from tests.oracle.frames import from_frames
from tests.oracle.oracle import IDS, seen
from tests.oracle.rules import rules_of
from tests.oracle.span import Span
from tests.oracle.wild import wild
from tests.oracle.world import World

HERE = Path(__file__).resolve().parent


def without_an_oracle() -> list[str]:
    """Measure ids that the product lists and the oracle does not recompute."""
    return [one.id for one in measures.MEASURES if one.id not in IDS]


def test_every_measure_has_an_oracle() -> None:
    assert without_an_oracle() == []
    assert [one for one in IDS if one not in {known.id for known in MEASURES}] == []


def test_control_a_new_measure_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    new = MeasureDef(id="trade.luck", unit="ratio", up_is="good", n="guesses", formula="none")
    monkeypatch.setattr(measures, "MEASURES", (*MEASURES, new))
    assert without_an_oracle() == ["trade.luck"]


def test_every_measure_has_a_value_in_a_made_up_company_so_that_the_oracle_says_something(tmp_path: Path) -> None:
    rules = rules_of(HERE)
    world = World.of(from_frames(wild(0)), tmp_path)
    figures = seen(world, rules, Span("2026Q3", rules.zone)).figures
    valued = {plain_id(name) for name, found in figures.items() if any(not one.gap for one in found.values())}
    dimensions = {name for name in valued if name.count(".") == 1 and name.startswith("satisfaction.")} - set(IDS)
    assert dimensions
    assert set(IDS) - {DIMENSION} <= valued
