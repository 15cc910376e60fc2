"""Scores of scorecards against their hidden items: at an edge a score says what each item earned."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from reportgen.policy.config import Config
from tests.builds.attack.attack import Cell
from tests.builds.attack.sums import Sum, fixed
from tests.builds.attack.told import Told

Limits = Mapping[str, tuple[Fraction, Fraction]]
"""Item → least and most points, as the methods page prints them."""
Cards = Mapping[str, Limits]


def cards_of(config: Config) -> Cards:
    """Return the items of each pack that scores cards; a veto item earns nothing."""
    found: dict[str, Limits] = {}
    for pack_id, packs in config.packs.items():
        grading = packs[-1].grading
        rules = grading.scorecard if grading else None
        if rules is not None:
            found[pack_id] = {code: _limits(one.part, one.max) for code, one in rules.items.items()}
    return found


def _limits(part: str, most: object) -> tuple[Fraction, Fraction]:
    points = Fraction(str(most or 0))
    if part == "veto":
        return Fraction(0), Fraction(0)
    return (-points, Fraction(0)) if part == "minus" else (Fraction(0), points)


def items_recovered(told: Iterable[Told], cards: Cards) -> dict[Cell, Fraction]:
    """Return the points of items that nothing tells, where score, limits and other items leave one value."""
    said = {(one.period, one.subject, one.name): one.low for one in told}
    found: dict[Cell, Fraction] = {}
    for (period, client, name), score in said.items():
        kind, _, pack = name.partition(":")
        if kind != "score" or pack not in cards:
            continue
        limits = cards[pack]
        known = {item: said.get((period, client, f"points:{pack}:{item}")) for item in limits}
        open_ = {item: one for item, one in limits.items() if known[item] is None and one[0] != one[1]}
        rest = score - sum((one for one in known.values() if one is not None), Fraction(0))
        points = dict(_items(open_, rest))
        found |= {(period, client, f"points:{pack}:{item}"): value for item, value in points.items()}
    return found


def _items(limits: Limits, rest: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Yield items whose points are fixed: what they earned above their least, and what they lack of their most."""
    if not limits:
        return
    earned = rest - sum((least for least, _ in limits.values()), Fraction(0))
    lacking = sum((most for _, most in limits.values()), Fraction(0)) - rest
    for item, value in fixed([Sum(frozenset(limits), earned, earned)]).items():
        yield item, limits[item][0] + value
    for item, value in fixed([Sum(frozenset(limits), lacking, lacking)]).items():
        yield item, limits[item][1] - value
