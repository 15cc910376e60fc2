"""Round steps for the axes of row plots and curves."""

from reportgen.render.viewmodel import Tick

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)
HOURS = (1, 2, 4, 6, 12, 24, 48, 72, 120, 240, 480, 1000, 10_000, 100_000)


def step(width: float, most: int, steps: tuple[int, ...] = STEPS) -> int:
    """Return the smallest round step that needs at most ``most`` ticks for ``width``.

    >>> step(37, 5), step(50, 6, HOURS)
    (10, 12)
    """
    return next((one for one in steps if width / one <= most), steps[-1])


def ticks(first: int, last: int, width: int) -> tuple[Tick, ...]:
    """Return ticks from ``first`` to ``last``."""
    return tuple(Tick(float(at), str(at)) for at in range(first, last + 1, width))
