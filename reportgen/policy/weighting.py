"""A score as a weighted sum of measures: how each value becomes points, and what a missing one does (P04.23)."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from reportgen.model.frame import ContractError
from reportgen.model.measures import definition
from reportgen.policy.fault import fault
from reportgen.policy.strict import Clause, Code, Points, Share, Strict


class Step(Strict):
    """Values from ``lower`` up earn ``points``, unless a higher step takes them first."""

    lower: Decimal | None
    includes_lower: bool
    points: Points

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` clears this step's floor."""
        if self.lower is None:
            return True
        return value >= self.lower if self.includes_lower else value > self.lower


class PointsRule(Strict):
    """How a value becomes points: by steps, or on straight lines between anchors [value, points]."""

    bands: tuple[Step, ...] = ()
    anchors: tuple[tuple[Decimal, Points], ...] = ()

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if bool(self.bands) == bool(self.anchors):
            raise fault("E323", "either bands or anchors")
        floors = [step.lower for step in self.bands]
        edges = [floor for floor in floors[:-1] if floor is not None]
        if self.bands and (
            floors[-1] is not None or len(edges) != len(floors) - 1 or edges != sorted(set(edges), reverse=True)
        ):
            raise fault(
                "E327", "bands from the highest value to the lowest, each edge once, the last with lower: null"
            )
        values = [value for value, _ in self.anchors]
        if self.anchors and (len(values) < 2 or values != sorted(set(values))):  # noqa: PLR2004 - a line's ends
            raise fault("E327", "two anchors or more, their values rising")
        return self

    def exact(self, value: Decimal) -> Fraction:
        """Return the points of a value, not rounded; beyond the outer anchors theirs.

        >>> PointsRule(anchors=((Decimal(0), Decimal(0)), (Decimal(3), Decimal(100)))).exact(Decimal(1))
        Fraction(100, 3)
        """
        if self.bands:
            return Fraction(next(step.points for step in self.bands if step.holds(value)))
        first, last = self.anchors[0], self.anchors[-1]
        if value <= first[0] or value >= last[0]:
            return Fraction((first if value <= first[0] else last)[1])
        ends = zip(self.anchors, self.anchors[1:], strict=False)
        (low, below), (high, above) = next(pair for pair in ends if value <= pair[1][0])
        rise = Fraction(above - below) / Fraction(high - low)
        return Fraction(below) + Fraction(value - low) * rise


class WeightedMeasure(Strict):
    """One measure of the score."""

    clause: Clause
    weight: Share
    points: PointsRule


class Weighted(Strict):
    """The measures of the score, by id.

    ``missing``: what a measure without a value does: the client gets no level (withhold), or the
    others take its weight in proportion (renormalise), as long as they have ``min_weight`` together.
    """

    missing: Literal["withhold", "renormalise"]
    min_weight: Share | None = None
    items: dict[Code, WeightedMeasure] = Field(min_length=1)

    @model_validator(mode="after")
    def _weighs_one(self) -> Self:
        total = sum((item.weight for item in self.items.values()), Decimal(0))
        if total != 1:
            raise fault("E301", "weights of the measures that sum to 1; they sum to {total}", total=str(total))
        strange = [measure for measure in self.items if not _is_of_clients(measure)]
        if strange:
            raise fault("E323", "measures that clients have; not {unknown}", unknown=", ".join(strange))
        if self.min_weight is not None and self.missing == "withhold":
            raise fault("E323", "min_weight only where missing is renormalise")
        return self


def _is_of_clients(measure: str) -> bool:
    try:
        return "client" in definition(measure).levels
    except ContractError:
        return False
