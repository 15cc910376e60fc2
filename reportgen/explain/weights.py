"""A level from a weighted sum of measures: each measure accounted for, then weighed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from reportgen.explain.account import Account, Grid, Outcome, SourceRow
from reportgen.explain.cards import bands, edge_of
from reportgen.explain.inquiry import Inquiry
from reportgen.explain.said import added, equation, short
from reportgen.model.frame import ContractError
from reportgen.model.gap import Gap
from reportgen.model.rounding import half_up
from reportgen.model.text import Text, text
from reportgen.policy.pack import Grading
from reportgen.policy.weighting import PointsRule, Weighted

PLACES = 6
"""Values, points on a line and renormalised weights are rounded to so many decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One measure of a score: what its rows give, and what that is worth."""

    name: str
    weight: Fraction
    value: Decimal
    earned: Fraction


def by_weights(inquiry: Inquiry, grading: Grading, measure: Callable[[Inquiry], Account]) -> Account:
    """Return the account of a client's level under a weighted pack.

    In:      measure: the account of one measure. A measure that the build did not publish is missing.
    """
    rules = grading.weighted
    if rules is None:
        raise ContractError(f"{inquiry.address} has no weights")
    asked = {name: replace(inquiry, measure=name) for name in rules.items}
    accounts = {name: measure(one) for name, one in asked.items() if _published(one)}
    rows = [_of(name, row) for name, one in accounts.items() for row in one.rows]

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        outcomes = {
            name: one.arithmetic([row for row in found if row.item == name]) for name, one in accounts.items()
        }
        values = {name: one.value for name, one in outcomes.items() if one.value is not None}
        return _scored(grading, rules, values)

    return Account(rows=tuple(rows), arithmetic=arithmetic)


def _published(inquiry: Inquiry) -> bool:
    """Whether the build measured it for the client in the window."""
    rows = inquiry.results.history
    mine = (rows["level"] == "client") & (rows["client_id"] == inquiry.one) & (rows["measure"] == inquiry.measure)
    return bool((mine & (rows["period"] == str(inquiry.window.period))).any())


def _of(name: str, row: SourceRow) -> SourceRow:
    """Return a row as one of the measure's; its value says of which."""
    return replace(row, item=name, value=f"{name} · {row.value}")


def _scored(grading: Grading, rules: Weighted, values: Mapping[str, Fraction]) -> Outcome:
    """Return score and level of the values that exist."""
    said = text("Σ weight × points of each measure, rounded half up to {places} places", places=grading.places)
    weights, why = _weights(rules, values)
    if not weights:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, why), grids=(_grid(rules, (), values),))
    parts = [
        Part(name=name, weight=weights[name], value=value, earned=_points(rules.items[name].points, value))
        for name in rules.items
        if name in weights
        for value in (half_up(values[name], PLACES),)
    ]
    score = half_up(sum((one.weight * one.earned for one in parts), Fraction(0)), grading.places)
    level = grading.level_of(score)
    terms = added(f"{short(one.weight, PLACES)} × {short(one.earned, PLACES)}" for one in parts)
    put_in = equation("{terms} = {value}", terms=terms, value=short(score, grading.places))
    formula = (said, *([why] if len(weights) < len(rules.items) else []), put_in, edge_of(grading, level))
    grids = (_grid(rules, parts, values), bands(grading))
    return Outcome(value=Fraction(score), n=1, level=level, formula=formula, grids=grids)


def _weights(rules: Weighted, values: Mapping[str, Fraction]) -> tuple[dict[str, Fraction], Text]:
    """Return the weight of each measure that has a value, none where there is no level, and what was done."""
    missing = ", ".join(sorted(set(rules.items) - set(values)))
    there = {name: Fraction(rules.items[name].weight) for name in sorted(values)}
    if not missing:
        return there, text("every measure has a value")
    if rules.missing == "withhold":
        return {}, text("without {missing} there is no level", missing=missing)
    whole, least = sum(there.values(), Fraction(0)), Fraction(rules.min_weight or 0)
    if not whole or whole < least:
        return {}, text(
            "the measures with a value weigh {weight}; the pack wants at least {least}",
            weight=short(whole),
            least=short(least),
        )
    shares = {name: Fraction(half_up(weight / whole, PLACES)) for name, weight in there.items()}
    last = max(shares)
    shares[last] = 1 - sum((share for name, share in shares.items() if name != last), Fraction(0))
    return shares, text("without {missing}, whose weight the others take in proportion", missing=missing)


def _points(rule: PointsRule, value: Decimal) -> Fraction:
    """Return the points of a value: of the first step that it clears, or on the line between two anchors."""
    for step in rule.bands:
        lower = step.lower
        if lower is None or value > lower or (step.includes_lower and value == lower):
            return Fraction(half_up(Fraction(step.points), PLACES))
    inside = [point for point in rule.anchors if point[0] <= value]
    above = [point for point in rule.anchors if point[0] > value]
    if not inside or not above:
        return Fraction(half_up(Fraction((inside[-1:] or above[:1])[0][1]), PLACES))
    (x0, y0), (x1, y1) = inside[-1], above[0]
    part = Fraction(value - x0) / Fraction(x1 - x0)
    return Fraction(half_up((1 - part) * Fraction(y0) + part * Fraction(y1), PLACES))


def _grid(rules: Weighted, parts: Sequence[Part], values: Mapping[str, Fraction]) -> Grid:
    """Return the measures with value, weight and points."""
    head = (text("Item"), text("Value"), text("Weight"), text("Points"), text("Clause"))
    known = {one.name: one for one in parts}
    rows = []
    for name, item in rules.items.items():
        one = known.get(name)
        value = short(values[name], PLACES) if name in values else "-"
        weight = short(item.weight if one is None else one.weight, PLACES)
        rows.append((name, value, weight, "-" if one is None else short(one.earned, PLACES), item.clause))
    return Grid(head=head, rows=tuple(rows))
