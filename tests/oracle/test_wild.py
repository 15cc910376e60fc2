"""Made-up companies: what the product measures and what the oracle recomputes, row by row.

The facts are dumped from the product's typed frames, since reading files is not the point here.
"""

from pathlib import Path

import pytest

from tests.oracle.compared import differences
from tests.oracle.frames import from_frames
from tests.oracle.oracle import expected
from tests.oracle.product import published, typed, windows
from tests.oracle.rules import rules_of
from tests.oracle.wild import wild
from tests.oracle.world import World

HERE = Path(__file__).resolve().parent
SEEDS = {0: "2026Q3", 1: "2026Q3", 2: "2026Q3", 3: "2027Q1"}


@pytest.mark.parametrize(("seed", "period"), SEEDS.items())
def test_every_figure_of_a_made_up_company_is_recomputed(seed: int, period: str, tmp_path: Path) -> None:
    facts, rules = wild(seed, period), rules_of(HERE)
    wanted = expected(World.of(from_frames(facts), tmp_path), rules, period)
    config = typed(HERE)
    wrong = differences(wanted, *published(config, *windows(config, facts, period)))
    assert not wrong, f"{len(wrong)} differences:\n" + "\n".join(wrong[:40])
