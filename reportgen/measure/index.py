"""The weighted index of dimensions: published, and each unit's own."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from reportgen.measure.clusters import Clusters, objects
from reportgen.policy.pack import Satisfaction


def weighted(scores: Mapping[str, Fraction | None], rules: Satisfaction) -> Fraction | None:
    """Σ w·s / Σ w over the scores that exist; None below ``min_weight`` of the weight asked for.

    In:      a score or None per dimension.
    Out:     points, 0 to 100.
    Source:  P06.18; results contract section 3; of the service index, min_weight is a share of the
             weights of the service dimensions (house rule).
    """
    weights = {name: Fraction(rules.dimensions[name].weight) for name in scores}
    there = {name: score for name, score in scores.items() if score is not None}
    weight = sum((weights[name] for name in there), Fraction(0))
    asked = sum(weights.values(), Fraction(0))
    if weight == 0 or weight < Fraction(rules.min_weight) * asked:
        return None
    return sum((weights[name] * score for name, score in there.items()), Fraction(0)) / weight


def indexes(found: Mapping[str, Clusters], rules: Satisfaction) -> dict[str, Clusters]:
    """Each unit's own index, of all dimensions and of the service dimensions.

    In:      Clusters per dimension.
    Out:     Clusters with m = 1 and y = the unit's index; units below min_weight are left out.
    Source:  worked example, settled 10.
    """
    every = list(rules.dimensions)
    service = [name for name in every if rules.dimensions[name].service]
    return {
        "satisfaction.index": _own(found, every, rules),
        "service_quality.index": _own(found, service, rules),
    }


def _own(found: Mapping[str, Clusters], names: list[str], rules: Satisfaction) -> Clusters:
    """Return each unit's index over some dimensions."""
    units: dict[tuple[int, str], dict[str, Fraction | None]] = {}
    for name in names:
        one = found[name]
        for scope, unit, y, m in zip(one.scope.tolist(), one.unit, one.y, one.m.tolist(), strict=True):
            units.setdefault((scope, unit), dict.fromkeys(names))[name] = Fraction(y, m * one.scale)
    own = {key: weighted(scores, rules) for key, scores in sorted(units.items())}
    kept = [(key, value) for key, value in own.items() if value is not None]
    ones = np.ones(len(kept), dtype=np.int64)
    return Clusters(
        scope=np.array([scope for (scope, _), _ in kept], dtype=np.int64),
        unit=objects([unit for (_, unit), _ in kept]),
        y=objects([value for _, value in kept]),
        m=ones,
        n=ones,
        scale=1,
    )
