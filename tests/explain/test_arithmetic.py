"""The arithmetic of explanations beside that of the figures, over whatever Hypothesis thinks of."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.explain import waits
from reportgen.explain.account import SourceRow
from reportgen.explain.elapsed import elapsed
from reportgen.explain.said import added, short
from reportgen.model.clock import Clock, Hours, micros
from reportgen.model.survival import curves, quantile
from reportgen.model.text import text

WAITING = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def rows(waited: Sequence[tuple[int, bool]]) -> list[SourceRow]:
    """A row for each wait in seconds and whether it ended."""
    return [
        SourceRow(
            file="f", sheet="", row=i, client_id="C", used=True, value="", why=text("replied"),
            role=waits.EVENT if ended else waits.CENSORED, number=Fraction(seconds),
        )
        for i, (seconds, ended) in enumerate(waited)
    ]  # fmt: skip


def of_figures(waited: Sequence[tuple[int, bool]], q: Fraction) -> int | None:
    """The quantile that the figures have, in seconds."""
    seconds = np.array([one for one, _ in waited], dtype=np.int64)
    ended = np.array([one for _, one in waited], dtype=np.bool_)
    found = int(quantile(curves(np.zeros(len(waited), dtype=np.int64), seconds, ended, 1), q).value[0])
    return None if found < 0 else found


def of_rows(waited: Sequence[tuple[int, bool]], q: Fraction) -> int | None:
    """The quantile that the rows give."""
    table = waits.steps(rows(waited))
    place = waits.reached(table, 1 - q)
    return None if place is None else table[place].seconds


def median_of_ended(waited: Sequence[tuple[int, bool]], q: Fraction) -> int | None:
    """The control: as if who still waits had never asked."""
    return of_rows([one for one in waited if one[1]] or [(0, False)], q)


QUANTILES = (Fraction(1, 2), Fraction(9, 10))


@settings(max_examples=200)
@given(WAITING)
def test_quantiles_are_those_of_the_figures(waited: list[tuple[int, bool]]) -> None:
    for q in QUANTILES:
        assert of_rows(waited, q) == of_figures(waited, q)


def differs(rule: Callable[[Sequence[tuple[int, bool]], Fraction], int | None]) -> bool:
    """Whether a rule is found wrong on waits of 1, 2, 3 and more seconds, every other one still waiting."""
    waited = [(n, n % 2 == 1) for n in range(1, 9)]
    return any(rule(waited, q) != of_figures(waited, q) for q in QUANTILES)


def test_control_leaving_out_who_still_waits_is_found() -> None:
    assert differs(median_of_ended)
    assert not differs(of_rows)


ZONE = ZoneInfo("Asia/Shanghai")
OPEN = ((9 * 3600, 12 * 3600), (13 * 3600, 18 * 3600))
OFFICE = Clock(zone=ZONE, company=Hours(week=(OPEN,) * 5 + ((OPEN[0],), ()), days={}, workdays=None))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001


def brute(start: datetime, end: datetime, spans: Sequence[tuple[int, int]] = OPEN) -> timedelta:
    """Every minute between two moments that lies inside the opening hours, Monday to Saturday morning."""
    count, moment = 0, start
    while moment < end:
        local = moment.astimezone(ZONE)
        second = local.hour * 3600 + local.minute * 60
        mine = spans if local.weekday() < 5 else spans[:1] if local.weekday() == 5 else ()
        count += any(opens <= second < closes for opens, closes in mine)
        moment += timedelta(minutes=1)
    return timedelta(minutes=count)


@settings(max_examples=25)
@given(MOMENTS, st.integers(0, 9_000))
def test_working_time_is_every_minute_inside_the_opening_hours(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)
    assert elapsed(OFFICE, "E", start, end) == brute(start, end)


def test_control_a_forgotten_lunch_break_is_found() -> None:
    start = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    end = start + timedelta(hours=9)
    assert elapsed(OFFICE, "E", start, end) == brute(start, end) == timedelta(hours=8)
    assert brute(start, end, ((9 * 3600, 18 * 3600), OPEN[0])) == timedelta(hours=9)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_working_time_is_that_of_the_figures(start: datetime, length: timedelta) -> None:
    begin, stop = (np.array([micros(one)], dtype=np.int64) for one in (start, start + length))
    (wanted,) = OFFICE.elapsed(["E"], begin, stop).tolist()
    assert elapsed(OFFICE, "E", start, start + length) == timedelta(microseconds=wanted)


def test_without_opening_hours_time_passes_as_it_does() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    assert elapsed(Clock(zone=ZONE), "E", start, start + timedelta(days=2)) == timedelta(days=2)


@pytest.mark.parametrize(
    ("value", "said"),
    [(Fraction(-1, 100_000), "0"), (Fraction(1, 3), "0.3333"), (Fraction(5), "5"), (Fraction(100), "100")],
)
def test_numbers_are_short(value: Fraction, said: str) -> None:
    assert short(value) == said


def test_a_long_sum_is_cut_and_says_how_long_it_is() -> None:
    assert added(["1"] * 20) == "1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + … (20)"
