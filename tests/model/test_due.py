"""When a grading is due."""

from datetime import date

import pytest

from reportgen.model.due import due_by, due_since
from tests.grade.frames import window


@pytest.mark.parametrize(
    ("cycle", "period", "since", "by"),
    [
        ("quarterly", "2026Q3", date(2026, 7, 1), date(2026, 10, 1)),
        ("quarterly", "2026-09", date(2026, 7, 1), date(2026, 10, 1)),
        ("quarterly", "2026-08", None, None),
        ("quarterly", "2026H2", date(2026, 7, 1), date(2027, 1, 1)),
        ("quarterly", "2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("yearly", "2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("yearly", "2026Q4", date(2026, 1, 1), date(2027, 1, 1)),
        ("yearly", "2026Q3", None, None),
    ],
)
def test_a_grading_is_due_in_the_period_in_which_its_cycle_ends(
    cycle: str, period: str, since: date | None, by: date | None
) -> None:
    assert due_since(cycle, window(period)) == since
    assert due_by(cycle, window(period)) == by


def test_nothing_is_due_before_the_cycle_has_ended() -> None:
    assert due_since("quarterly", window("2026Q3", date(2026, 9, 29))) is None
    assert due_since("quarterly", window("2026Q3", date(2026, 9, 30))) == date(2026, 7, 1)


def test_of_two_quarters_in_a_half_year_the_one_that_has_ended_counts() -> None:
    assert due_by("quarterly", window("2026H2", date(2026, 11, 15))) == date(2026, 10, 1)


def test_what_is_computed_is_due_in_every_period() -> None:
    assert due_since("computed", window("2026-08")) == date(2026, 8, 1)
