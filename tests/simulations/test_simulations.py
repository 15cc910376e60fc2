"""What the limits and verdicts promise, held against thousands of simulated quarters."""

from functools import partial

import pytest

from tests.simulations import survival
from tests.simulations.lines import LINES, WITHIN, Line, outcome
from tests.simulations.publish import PUBLISHED, published
from tests.simulations.rates import REPETITIONS, SEEDS, rate

pytestmark = pytest.mark.slow
JUDGED = [line for line in LINES if line.judged]
CONTROLS = [line for line in JUDGED if line.naive is not None]


def named(line: Line) -> str:
    return f"{line.table}: {line.case}"


@pytest.mark.parametrize("line", JUDGED, ids=named)
def test_what_is_promised_holds(line: Line) -> None:
    assert outcome(line.real).within(*WITHIN[line.table]), outcome(line.real)


@pytest.mark.parametrize("line", CONTROLS, ids=named)
def test_control_the_naive_variant_fails_the_same_test(line: Line) -> None:
    assert line.naive is not None
    assert not outcome(line.naive).within(*WITHIN[line.table]), outcome(line.naive)


def test_every_table_has_its_controls() -> None:
    assert {line.table for line in CONTROLS} == set(WITHIN)
    assert len(SEEDS) == 3
    assert REPETITIONS >= 2_000


def test_two_in_five_complaints_are_open_where_the_median_is_looked_for() -> None:
    for size in survival.SIZES:
        assert rate(partial(survival.open_share, size)).whole == pytest.approx(0.4, abs=0.005)


def test_the_published_tables_are_those_of_this_run() -> None:
    assert PUBLISHED.read_text("utf-8") == published()
