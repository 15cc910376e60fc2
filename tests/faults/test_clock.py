"""E13: the day up to which things are known is given, never taken from the machine's clock."""

import datetime as dt

import click
import pytest
import time_machine

from reportgen.commands.options import as_day

DAY = dt.datetime(2026, 9, 30)  # noqa: DTZ001 - as click parses it


def given(clock: dt.date) -> dt.date | None:
    context = click.Context(click.Command("build"))
    with time_machine.travel(dt.datetime.combine(clock, dt.time(12), dt.UTC)):
        return as_day(context, click.Option(["--as-of"]), DAY)


def test_a_day_that_the_clock_has_not_reached_is_said_and_counts_as_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert given(dt.date(2026, 9, 20)) == DAY.date()
    said = capsys.readouterr().err
    assert "--as-of: got '2026-09-30', expected a day up to tomorrow" in said
    assert "2026-09-20 [W228]" in said


@pytest.mark.parametrize("clock", [dt.date(2026, 9, 29), dt.date(2026, 9, 30), dt.date(2030, 1, 1)])
def test_a_day_up_to_tomorrow_needs_no_word(clock: dt.date, capsys: pytest.CaptureFixture[str]) -> None:
    assert given(clock) == DAY.date()
    assert not capsys.readouterr().err
