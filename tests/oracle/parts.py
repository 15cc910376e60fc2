"""The change of a client-weighted mean in three parts, from the contract's own sums."""

from collections.abc import Mapping
from fractions import Fraction

from tests.oracle.satisfaction import Units
from tests.oracle.world import Scope

NAMES = ("same", "mix", "non_response")
People = Mapping[Scope, frozenset[str]]


def parts(
    scope: Scope, sides: tuple[Units, Units], people: tuple[People, People]
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Return same, mix and non_response of one figure; ``sides`` and ``people`` are now and before."""
    b, a = ({unit: y / n for unit, (y, n) in side.get(scope, {}).items()} for side in sides)
    stayed = a.keys() & b.keys()
    if not stayed:
        return None, None, None
    now, before = (one.get(scope, frozenset()) for one in people)
    mean_b = sum((b[c] for c in stayed), Fraction(0)) / len(stayed)
    mean_a = sum((a[c] for c in stayed), Fraction(0)) / len(stayed)

    def brought(*, outside: bool) -> Fraction:
        came = sum(((b[c] - mean_b) for c in b.keys() - stayed if (c not in before) is outside), Fraction(0))
        went = sum(((a[c] - mean_a) for c in a.keys() - stayed if (c not in now) is outside), Fraction(0))
        return came / len(b) - went / len(a)

    return mean_b - mean_a, brought(outside=True), brought(outside=False)
