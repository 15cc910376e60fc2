"""What figures are sums of: the numerators and denominators that a figure and its n say of a subject."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from reportgen.model.measures import DIMENSION, definition, plain_id
from tests.builds.attack.told import Told

RESPONDING = "satisfaction.clients_responding"
_COUNT_OF_N = {
    "complaint.resolution_rate": "complaint.count",
    "complaint.repeat_rate": "complaint.count",
    "complaint.rate_per_100_orders": "trade.orders",
    "trade.sales": "trade.orders",
    "trade.margin": "orders:with margin",
}
_COUNT_OF_HITS = {"satisfaction.response_rate": RESPONDING, "complaint.rate_per_100_orders": "complaint.count"}
_NO_SHARE_OF_N = ("trade.collection_rate", "trade.order_stability")
_NO_MEAN = ("satisfaction.index", "service_quality.index", "satisfaction.nps")
_LEAST = {"ratio": Fraction(-1)}
_MOST = {"share": Fraction(1), "points": Fraction(100)}

Limits = tuple[Fraction, Fraction]
About = tuple[str, str, str]
"""Period, subject, quantity."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value between limits, with what is known of its n and of the clients behind it."""

    measure: str
    value: Limits | None
    n: Fraction | None
    n_clients: Fraction | None

    @property
    def plain(self) -> str:
        return plain_id(self.measure)

    @property
    def pack(self) -> str:
        """The pack's suffix; a dimension's id ends with it too."""
        last = self.measure.rpartition(".")[2]
        return f".{last}" if last[:1] == "p" and last[1:].isdigit() else ""


def is_table(name: str) -> bool:
    """Whether a name is of a count in a table, and of no measure."""
    return ":" in name


def added(measure: str) -> bool:
    """Whether a figure itself adds up from clients to the company."""
    return is_table(measure) or definition(measure).unit in ("count", "yuan")


def weighed(figure: Figure) -> Fraction | None:
    """Return the number of equal parts that a share or mean is of; None where it is of no such number."""
    unit = definition(figure.measure).unit
    if unit == "share" and figure.plain not in _NO_SHARE_OF_N:
        return figure.n
    if figure.plain == "complaint.rate_per_100_orders":
        return figure.n
    if unit == "points" and figure.plain not in _NO_MEAN:
        clients = figure.pack and definition(figure.measure).id == DIMENSION
        return figure.n_clients if clients else figure.n
    return None


def figures_of(told: Iterable[Told]) -> dict[tuple[str, str], dict[str, Figure]]:
    """Return (period, subject) → name → everything that all channels together say of a figure."""
    best: dict[tuple[str, str, str, str], Limits] = {}
    for one in told:
        low, high = best.get(one.about, (one.low, one.high))
        closer = max(low, one.low), min(high, one.high)
        best[one.about] = closer if closer[0] <= closer[1] else (one.low, one.high)
    found: dict[tuple[str, str], dict[str, Figure]] = {}
    for period, subject, name, _ in best:
        limits = {column: best.get((period, subject, name, column)) for column in ("value", "n", "n_clients")}
        n, clients = limits["n"], limits["n_clients"]
        figure = Figure(name, limits["value"], n[0] if n else None, clients[0] if clients else None)
        found.setdefault((period, subject), {})[name] = figure
    return found


def quantities(figures: Collection[Figure]) -> Iterator[tuple[str, Limits]]:
    """Yield quantity → limits, for one subject in one period."""
    counts = {one.measure: one.value for one in figures if one.value and one.value[0] == one.value[1]}
    for figure in figures:
        one = _counted(figure, counts)
        if is_table(one.measure):
            if one.value:
                yield one.measure, one.value
            continue
        yield from _quantities(one)


def _counted(one: Figure, counts: Mapping[str, Limits]) -> Figure:
    """Return a figure with its n where only a count of its own, told elsewhere, says it."""
    count = counts.get(_COUNT_OF_N.get(one.plain, "")) if not is_table(one.measure) else None
    return replace(one, n=count[0]) if count and one.n is None else one


def _quantities(one: Figure) -> Iterator[tuple[str, Limits]]:
    if one.plain in _COUNT_OF_N and one.n is not None:
        yield _COUNT_OF_N[one.plain], (one.n, one.n)
    if one.n == 0 and not added(one.measure):
        yield f"hits:{one.measure}", (Fraction(0), Fraction(0))
        yield f"misses:{one.measure}", (Fraction(0), Fraction(0))
    if one.value is None:
        return
    if added(one.measure):
        yield one.measure, one.value
        return
    parts = weighed(one)
    if parts is not None:
        scale = Fraction(1) if definition(one.measure).unit == "share" else Fraction(100)
        hits = one.value[0] * parts / scale, one.value[1] * parts / scale
        yield f"hits:{one.measure}", hits
        if one.plain in _COUNT_OF_HITS:
            yield _COUNT_OF_HITS[one.plain] + one.pack, hits
        if one.plain != "complaint.rate_per_100_orders":
            yield f"misses:{one.measure}", (parts - hits[1], parts - hits[0])
    else:
        yield from _edges(one)


def _edges(one: Figure) -> Iterator[tuple[str, Limits]]:
    """Yield what only a value at the edge says: nobody has any, or all have all."""
    assert one.value
    unit = definition(one.measure).unit
    nothing = Fraction(0), Fraction(0)
    least = _LEAST.get(unit, Fraction(0))
    if one.value == (least, least):
        yield f"hits:{one.measure}", nothing
    if unit in _MOST and one.plain != "trade.order_stability" and one.value == (_MOST[unit], _MOST[unit]):
        yield f"misses:{one.measure}", nothing


def cell(measure: str, found: dict[str, Fraction]) -> Fraction | None:
    """Return the value of a figure where what was found of its quantities leaves one only."""
    if added(measure):
        return found.get(measure)
    unit = definition(measure).unit
    hits, misses = found.get(f"hits:{measure}"), found.get(f"misses:{measure}")
    if hits == 0:
        return _LEAST.get(unit, Fraction(0))
    if misses == 0:
        return _MOST[unit]
    if hits is not None and misses is not None and hits + misses:
        return hits / (hits + misses) * _MOST[unit]
    return None
