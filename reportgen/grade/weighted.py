"""Levels from a weighted sum of measures."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.grade.computed import MEASURE_PLACES, dated, values_of
from reportgen.model.rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reportgen.model.facts import Window
    from reportgen.policy.pack import Grading, Pack
    from reportgen.policy.weighting import Weighted

WEIGHT_PLACES = 6
"""A weight that takes over part of another is rounded to so many decimals."""
_CELLS = ("client_id", "policy_version", "score", "level", "rank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one measure adds to a score."""

    item: str
    value: Fraction | None
    weight: Fraction
    earned: Fraction | None

    @property
    def points(self) -> Fraction:
        """Weight times points; 0 where the value is missing."""
        return self.weight * (self.earned or Fraction(0))


def by_weights(
    clients: "pd.DataFrame",
    measures: "pd.DataFrame",
    window: "Window",
    versions: "Sequence[Pack]",
    rules: "Mapping[str, str] | None",
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """The grading of every client by the weighted points of its measures.

    In:      clients: client_id, the population at as-of; measures: MEASURES; versions: of one pack;
             rules: client → version to score under; a client that it does not name, and all
             without rules, take the version in force on the window's last day.
    Out:     GRADED and POINTS without the pack; the items are the measures. A client whose measures
             do not suffice (``portions``) has no level and no points.
    Source:  P04.23; results contract, section 5: score = Σ weight × points, rounded once.
    """
    present = [pack for pack in versions if pack.in_force <= window.last_day][-1]
    gradings = {pack.version: pack.grading for pack in versions if pack.grading and pack.grading.weighted}
    values = values_of(measures)
    cells: list[tuple[object, ...]] = []
    lines: list[tuple[object, ...]] = []
    for client in clients["client_id"]:
        version = (rules or {}).get(client, present.version)
        grading = gradings.get(version)
        if grading is None or grading.weighted is None:
            continue
        own = {name: values[name, client] for name in grading.weighted.items if (name, client) in values}
        parts = portions(grading.weighted, own)
        cells.append((client, version, *_graded(grading, parts)))
        lines += [(client, one.item, one.points, one.value, one.weight, one.earned) for one in parts]
    return dated(_rows(cells), window), _points(lines)


def portions(rules: "Weighted", values: "Mapping[str, Fraction]") -> tuple[Portion, ...]:
    """What each measure adds to the score of one client.

    In:      rules: of the pack; values: measure → value, of those that have one.
    Out:     a portion per measure of the pack, in its order; empty where a missing value withholds the
             level, or the others do not reach ``min_weight``.
    Source:  results contract, section 5: values and points on a line are rounded half up to 6
             decimals, and so are renormalised weights, the last by code taking the rest to 1.
    """
    weights = weights_of(rules, set(values))
    found = []
    for name, item in rules.items.items() if weights else ():
        if name not in weights:
            found.append(Portion(item=name, value=None, weight=Fraction(0), earned=None))
            continue
        value = half_up(values[name], MEASURE_PLACES)
        earned = Fraction(half_up(item.points.exact(value), MEASURE_PLACES))
        found.append(Portion(item=name, value=Fraction(value), weight=weights[name], earned=earned))
    return tuple(found)


def weights_of(rules: "Weighted", there: "set[str]") -> dict[str, Fraction]:
    """The weights of the measures that have a value.

    In:      there: measures with a value.
    Out:     measure → weight, summing to 1; those of the pack where none is missing; empty where the
             pack then gives no level.
    Source:  results contract, section 5, missing: withhold or renormalise.
    """
    known = {name: Fraction(item.weight) for name, item in rules.items.items() if name in there}
    whole = sum(known.values(), Fraction(0))
    if len(known) == len(rules.items):
        return known
    if rules.missing == "withhold" or not whole or whole < (rules.min_weight or 0):
        return {}
    codes = sorted(known)
    rounded = {name: Fraction(half_up(known[name] / whole, WEIGHT_PLACES)) for name in codes[:-1]}
    return rounded | {codes[-1]: 1 - sum(rounded.values(), Fraction(0))}


def _graded(grading: "Grading", parts: tuple[Portion, ...]) -> tuple[Fraction | None, str, int | None]:
    """Return score, level and rank of one client."""
    if not parts:
        return None, "", None
    score = half_up(sum((one.points for one in parts), Fraction(0)), grading.places)
    level = grading.level_of(score)
    return Fraction(score), level, grading.rank(level)


def _rows(cells: "Sequence[tuple[object, ...]]") -> "pd.DataFrame":
    import pandas as pd

    kinds = {"client_id": "str", "policy_version": "str", "score": "object", "level": "str", "rank": "Int64"}
    return pd.DataFrame(cells, columns=list(_CELLS)).astype(kinds)


def _points(lines: "Sequence[tuple[object, ...]]") -> "pd.DataFrame":
    import pandas as pd

    exact = dict.fromkeys(("points", "value", "weight", "earned"), "object")
    rows = pd.DataFrame(lines, columns=["client_id", "item", *exact])
    return rows.astype({"client_id": "str", "item": "str", **exact}).assign(
        part=pd.Series("weighted", index=rows.index, dtype="str"),
        fired=pd.Series(pd.NA, index=rows.index, dtype="boolean"),
    )
