"""Where labels of a chart find room: about how wide they are, and what they would cover."""

from itertools import pairwise

LABEL_SIZE = 7
WIDE_FROM = 0x2E7F


def width(label: str) -> float:
    """Return about how wide a label is at the charts' size: a Chinese letter 7, others a bit over half."""
    return sum(LABEL_SIZE if ord(c) > WIDE_FROM else LABEL_SIZE * 0.56 for c in label)


def along(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points at most 3 apart on the way through the places."""
    out = places[:1]
    for (x1, y1), (x2, y2) in pairwise(places):
        n = max(int(max(abs(x2 - x1), abs(y2 - y1)) / 3), 1)
        out += [(x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n) for i in range(1, n + 1)]
    return out


def filled(x: float, y: float, wide: float) -> list[tuple[float, float]]:
    """Return points that fill the place of a label whose first letter stands at (x, y)."""
    return [(x + d, y - up) for d in range(0, int(wide) + 1, 3) for up in (0, 2, 4, 6)]


def clear(spots: list[tuple[float, float]], wide: float, points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the first spot whose label covers no point, else the one that covers fewest."""
    return min(spots, key=lambda spot: covered(spot, wide, points))


def covered(spot: tuple[float, float], wide: float, points: list[tuple[float, float]]) -> int:
    """Return how many points a label at a spot would cover."""
    x, y = spot
    return sum(x - 2 < px < x + wide + 2 and y - LABEL_SIZE < py < y + 2 for px, py in points)
