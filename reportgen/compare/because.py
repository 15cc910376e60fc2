"""Which items decided a move from one level to another."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from reportgen.model.rounding import half_up
from reportgen.policy.pack import Grading

RULES = "(rules)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A client whose level went up or down."""

    previous_level: str
    rescored_level: str
    level: str
    total: Fraction | None
    """Points now, not rounded."""
    vetoes: AbstractSet[str]
    """Veto items that fired or cleared."""
    items: Mapping[str, Fraction]
    """Item → contribution of the client: new facts less old facts, both under the present rules."""


def because(move: Move, grading: Grading) -> tuple[str, ...]:
    """The items that decided a move.

    Vetoes that fired or cleared; else ``(rules)`` where the previous facts already have the new
    level under the present rules; else the shortest run of items, largest first in the direction
    of the move, without which the score would be back at the previous level or past it. Where no
    run does, because the rules moved the client too, all items of that direction and ``(rules)``.

    In:      grading: the version in force for the present grading.
    Out:     item codes, the deciding one first; ties by code.
    Source:  results contract, section 5, because; example, settled 17: the client's contributions
             only, on the rounded score without the veto.
    """
    if move.vetoes:
        return tuple(sorted(move.vetoes))
    if move.rescored_level == move.level or move.total is None:
        return (RULES,)
    up = _rank(grading, move.level) < _rank(grading, move.previous_level)
    sign = 1 if up else -1
    ahead = sorted((item for item in move.items.items() if sign * item[1] > 0), key=lambda i: (-sign * i[1], i[0]))
    left, used = move.total, []
    for code, points in ahead:
        left -= points
        used.append(code)
        level = grading.level_of(half_up(left, grading.places))
        if sign * grading.rank(level) >= sign * _rank(grading, move.previous_level):
            return tuple(used)
    return (*used, RULES)


def _rank(grading: Grading, level: str) -> int:
    """Return the rank of a level; one that the present version does not know is worse than all."""
    levels = [band.level for band in grading.bands]
    return levels.index(level) + 1 if level in levels else len(levels) + 1
