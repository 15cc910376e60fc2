"""The weighted index of dimensions: published, and each unit's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from reportgen.measure.clusters import Clusters, Numbers, objects
from reportgen.policy.pack import Satisfaction

_WIDEST = 1_000_000
"""Keeps squares of scaled points within machine numbers."""
Ratio = tuple[int, int]
"""Numerator and denominator, not reduced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of some dimensions as whole numbers, and the least that an index needs of them."""

    names: tuple[str, ...]
    each: tuple[int, ...]
    least: Fraction

    @classmethod
    def of(cls, rules: Satisfaction, names: Iterable[str]) -> "Weights":
        """Return the weights of ``names``; min_weight is a share of their sum."""
        chosen = tuple(names)
        exact = [Fraction(rules.dimensions[name].weight) for name in chosen]
        unit = lcm(*(one.denominator for one in exact))
        each = tuple(int(one * unit) for one in exact)
        return cls(names=chosen, each=each, least=Fraction(rules.min_weight) * sum(each))


def weighted(scores: Sequence[Ratio | None], weights: Weights) -> Fraction | None:
    """Σ w·s / Σ w over the scores that exist; None below ``min_weight`` of the weight asked for.

    In:      a score or None per dimension, in the order of the weights.
    Out:     points, 0 to 100.
    Source:  P06.18; results contract section 3; of the service index, min_weight is a share of the
             weights of the service dimensions (house rule).
    """
    there = [(w, *score) for w, score in zip(weights.each, scores, strict=True) if score is not None]
    weight = sum(w for w, _, _ in there)
    if weight == 0 or weight < weights.least:
        return None
    common = lcm(*(bottom for _, _, bottom in there))
    return Fraction(sum(w * top * (common // bottom) for w, top, bottom in there), common * weight)


def indexes(found: Mapping[str, Clusters], rules: Satisfaction) -> dict[str, Clusters]:
    """Each unit's own index, of all dimensions and of the service dimensions.

    In:      Clusters per dimension.
    Out:     Clusters with m = 1 and y = the unit's index; units below min_weight are left out.
    Source:  worked example, settled 10.
    """
    service = [name for name, one in rules.dimensions.items() if one.service]
    return {
        "satisfaction.index": _own(found, Weights.of(rules, rules.dimensions)),
        "service_quality.index": _own(found, Weights.of(rules, service)),
    }


def _own(found: Mapping[str, Clusters], weights: Weights) -> Clusters:
    """Return each unit's index over some dimensions."""
    keys, scores = _side_by_side([found[name] for name in weights.names])
    known = {score: weighted(score, weights) for score in set(scores)}
    kept = [
        (scope, unit, value)
        for scope, unit, value in zip(*keys, map(known.__getitem__, scores), strict=True)
        if value is not None
    ]
    ones = np.ones(len(kept), dtype=np.int64)
    scale = _common({value for _, _, value in kept})
    return Clusters(
        scope=np.array([scope for scope, _, _ in kept], dtype=np.int64),
        unit=objects([unit for _, unit, _ in kept]),
        y=objects([_times(value, scale) for _, _, value in kept]),
        m=ones,
        n=ones,
        scale=scale,
    )


def _common(values: Iterable[Fraction]) -> int:
    """Return a scale that makes whole numbers of most values: those of single forms, not of many answers."""
    scale = 1
    for bottom in sorted({value.denominator for value in values}):
        wider = lcm(scale, bottom)
        if wider > _WIDEST:
            break
        scale = wider
    return scale


def _times(value: Fraction, scale: int) -> int | Fraction:
    scaled = value * scale
    return scaled.numerator if scaled.denominator == 1 else scaled


def _side_by_side(found: Sequence[Clusters]) -> tuple[tuple[list[int], list[str]], list[tuple[Ratio | None, ...]]]:
    """Return scope and unit of every unit, sorted, and its score or None in each dimension."""
    import pandas as pd

    frames = [
        pd.DataFrame({"scope": one.scope, "unit": one.unit, str(place): _ratios(one)})
        for place, one in enumerate(found)
    ]
    if not frames:
        return ([], []), []
    wide = frames[0]
    for frame in frames[1:]:
        wide = wide.merge(frame, on=["scope", "unit"], how="outer", validate="one_to_one")
    wide = wide.sort_values(["scope", "unit"])
    columns = (wide[str(place)].astype(object) for place in range(len(found)))
    scores = zip(*(column.where(column.notna(), None).tolist() for column in columns), strict=True)
    return (wide["scope"].tolist(), wide["unit"].tolist()), list(scores)


def _ratios(one: Clusters) -> Numbers:
    """Return each unit's mean as numerator and denominator."""
    return objects([(y, m * one.scale) for y, m in zip(one.y.tolist(), one.m.tolist(), strict=True)])
