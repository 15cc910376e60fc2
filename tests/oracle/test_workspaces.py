"""measures.csv and change_parts.csv of whole workspaces, recomputed from their own export files.

The files are read here with openpyxl and csv, so that reading them is checked as well.
"""

from pathlib import Path

import pytest

from tests.builds.conftest import new_workspace
from tests.example.test_example import workspace as example
from tests.oracle.compared import differences
from tests.oracle.facts import from_files
from tests.oracle.oracle import Expected, expected
from tests.oracle.product import Table, analysed
from tests.oracle.rules import rules_of
from tests.oracle.world import World

PERIOD = "2026Q3"
ROOT = Path(__file__).resolve().parents[2]
OTHER = {"value": "1234.5", "n": "9999", "gap": "HIDDEN", "p_value": "0.5", "source": "P99.9"}
Both = tuple[Expected, Table, Table]


def own(_folder: Path) -> Path:
    """Return the repository itself, whose config/ and surveys/ are a workspace."""
    return ROOT


WORKSPACES = [new_workspace, example, pytest.param(own, marks=pytest.mark.slow)]


@pytest.fixture(scope="module", params=WORKSPACES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    root = request.param(tmp_path_factory.mktemp("workspace"))
    rules = rules_of(root)
    world = World.of(from_files(root, rules, PERIOD), tmp_path_factory.mktemp("world"))
    return (expected(world, rules, PERIOD), *analysed(root, PERIOD))


def test_every_row_of_measures_and_change_parts_is_recomputed(both: Both) -> None:
    wanted, measures, parts = both
    wrong = differences(wanted, measures, parts)
    assert not wrong, f"{len(wrong)} differences:\n" + "\n".join(wrong[:40])
    assert len(wanted.rows) == len(measures)
    assert len(wanted.parts) == len(parts)


def test_control_one_cell_one_row_and_one_part_that_differ_are_seen(both: Both) -> None:
    wanted, measures, parts = both
    for name, value in OTHER.items():
        at = next(i for i, row in enumerate(measures) if row[name])
        broken = [*measures[:at], {**measures[at], name: value}, *measures[at + 1 :]]
        (line,) = differences(wanted, broken, parts)
        assert f"{name}: '{value}'" in line
    limits = [{**row, "low": str(float(row["low"]) + 1e-6)} if row["low"] else row for row in measures]
    assert len(differences(wanted, limits, parts)) == sum(row["low"] != "" for row in measures)
    assert "no such row" in differences(wanted, measures[1:], parts)[0]
    assert "nobody expects" in differences(wanted, [*measures, {**measures[0], "measure": "x.y"}], parts)[0]
    assert len(differences(wanted, measures, [{**parts[0], "value": "77"}, *parts[1:]])) == 1
