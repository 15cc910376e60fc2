"""Sums of unknown numbers that are not below nothing: which of the numbers they fix, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """low ≤ Σ of some unknowns ≤ high; ``whole`` = each is a whole number, ``most`` = none is larger."""

    parts: frozenset[str]
    low: Fraction
    high: Fraction
    whole: bool = False
    most: Fraction | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high


def fixed(sums: Iterable[Sum]) -> dict[str, Fraction]:
    """Return the unknowns that have one possible value only, by elimination and by what bounds leave."""
    found: dict[str, Fraction] = {}
    for group in _apart(list(sums)):
        found |= _fixed(group)
    return found


def _apart(sums: list[Sum]) -> list[list[Sum]]:
    """Return the sums in groups that share no unknown."""
    groups: list[tuple[set[str], list[Sum]]] = []
    for one in sums:
        near = [group for group in groups if group[0] & one.parts]
        groups = [group for group in groups if not group[0] & one.parts]
        parts = set(one.parts).union(*(group[0] for group in near))
        groups.append((parts, [one, *(each for group in near for each in group[1])]))
    return [group for _, group in groups]


def _fixed(sums: list[Sum]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    while True:
        left = [rest for one in sums if (rest := _less(one, found)).parts]
        more = _eliminated(left) | _bounded(left)
        if not more:
            return found
        found |= more


def _less(one: Sum, found: Mapping[str, Fraction]) -> Sum:
    """Return a sum without the parts that are found."""
    known = sum((found[part] for part in one.parts if part in found), ZERO)
    return Sum(one.parts - found.keys(), one.low - known, one.high - known, one.whole, one.most)


def _eliminated(sums: list[Sum]) -> dict[str, Fraction]:
    """Return what Gauss and Jordan leave alone in a row, over fractions."""
    rows = [(dict.fromkeys(one.parts, Fraction(1)), one.low) for one in sums if one.exact]
    done: list[tuple[str, dict[str, Fraction], Fraction]] = []
    for row, total in rows:
        reduced, rest = dict(row), total
        for pivot, other, value in done:
            reduced, rest = _minus(reduced, rest, pivot, other, value)
        if not reduced:
            continue
        pivot = min(reduced)
        scale = reduced[pivot]
        reduced, rest = {part: factor / scale for part, factor in reduced.items()}, rest / scale
        done = [(name, *_minus(other, value, pivot, reduced, rest)) for name, other, value in done]
        done.append((pivot, reduced, rest))
    return {name: value for name, row, value in done if len(row) == 1}


def _minus(
    row: dict[str, Fraction], total: Fraction, pivot: str, other: dict[str, Fraction], value: Fraction
) -> tuple[dict[str, Fraction], Fraction]:
    """Return a row less as much of another as takes its pivot away."""
    factor = row.get(pivot, ZERO)
    if not factor:
        return row, total
    left = {part: row.get(part, ZERO) - factor * other.get(part, ZERO) for part in row.keys() | other.keys()}
    return {part: number for part, number in left.items() if number}, total - factor * value


def _bounded(sums: list[Sum]) -> dict[str, Fraction]:
    """Return unknowns between limits that hold one number: nothing is left for them, or all is full."""
    lows: dict[str, Fraction] = {part: ZERO for one in sums for part in one.parts}
    highs: dict[str, Fraction | None] = dict.fromkeys(lows)
    for one in sums:
        for part in one.parts:
            highs[part] = _least(highs[part], one.high, one.most)
    for one in sums:
        for part in one.parts:
            lows[part] = max(lows[part], one.low - sum((highs[p] or ZERO for p in one.parts - {part}), ZERO))
    whole = {part for one in sums if one.whole for part in one.parts}
    found = {}
    for part, low in lows.items():
        high = highs[part]
        assert high is not None
        limits = (Fraction(ceil(low)), Fraction(floor(high))) if part in whole else (low, high)
        if limits[0] == limits[1]:
            found[part] = limits[0]
    return found


def _least(*limits: Fraction | None) -> Fraction | None:
    return min((one for one in limits if one is not None), default=None)
