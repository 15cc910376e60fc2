"""A client's level: from its card, looked up from a measure, or weighed from several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.cards import bands, by_card, edge_of
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.explain.said import equation, short
from reportgen.explain.weights import by_weights
from reportgen.model.facts import Window
from reportgen.model.gap import Gap
from reportgen.model.rounding import half_up
from reportgen.model.text import Text, text
from reportgen.policy.pack import Grading

MEASURE_PLACES = 6
Explained = Callable[[Inquiry], Account]
"""The account of a measure."""


def graded(inquiry: Inquiry, pack_id: str, row: Record, faults: Faults, measure: Explained) -> Account:
    """Return the account of a client's row of GRADES."""
    if row["transition"] == "lost":
        return nothing(Gap.NO_DATA, text("no client at as-of"))
    standing = _standing(inquiry, pack_id, row)
    pack = inquiry.config.pack(pack_id, standing.window.last_day)
    grading = pack.grading if pack else None
    if grading is None or grading.basis == "scorecard":
        return by_card(inquiry, pack_id, faults)
    if grading.basis == "weighted":
        return by_weights(standing, grading, measure)
    return _by_measure(replace(standing, measure=grading.measure or ""), grading, measure)


def _standing(inquiry: Inquiry, pack_id: str, row: Record) -> Inquiry:
    """Return the inquiry into the window of a computed level: the one before where it was not graded again."""
    pack = inquiry.config.pack(pack_id, inquiry.window.last_day)
    computed = pack is not None and pack.grading is not None and pack.grading.cycle == "computed"
    if row["transition"] != "not_rerated" or not computed:
        return inquiry
    window = Window.of(inquiry.window.period.previous, inquiry.window.zone)
    return replace(inquiry, results=replace(inquiry.results, period=window.period, window=window))


def _by_measure(inquiry: Inquiry, grading: Grading, measure: Explained) -> Account:
    """Return the account of a level that is looked up from a measure."""
    inner = measure(inquiry)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        found = inner.arithmetic(rows)
        if found.value is None:
            return replace(found, formula=(*found.formula, text("without a value there is no level")), n=0)
        value = half_up(found.value, MEASURE_PLACES)
        score = half_up(Fraction(value), grading.places)
        level = grading.level_of(score)
        said = text(
            "{measure} = {value}, rounded half up to {places} places: {score}",
            measure=inquiry.measure,
            value=short(found.value),
            places=grading.places,
            score=short(score, grading.places),
        )
        formula = (*found.formula, said, edge_of(grading, level))
        return Outcome(value=Fraction(score), n=1, level=level, formula=formula, grids=(bands(grading),))

    return replace(inner, arithmetic=arithmetic)


def story(inquiry: Inquiry, pack_id: str, row: Record) -> tuple[Text, ...]:
    """Return what else is known of a grading: version, day, veto, what decided, what was before."""
    pack = inquiry.config.pack(pack_id, inquiry.window.last_day)
    lines = []
    if row["policy_version"]:
        day = "-" if row["graded_on"] is None else str(row["graded_on"].date())
        lines.append(text("graded on {day} under version {version}", day=day, version=row["policy_version"]))
    if row["vetoed"]:
        lines.append(text("a veto item fired: the level follows from it, not from the score"))
    before = "-" if row["previous_score"] is None else short(row["previous_score"])
    lines.append(text("before: level {level}, score {score}", level=row["previous_level"] or "-", score=before))
    lines.append(text("transition: {transition}", transition=row["transition"]))
    if row["transition_same_rules"] != row["transition"]:
        lines.append(text("under the present rules: {transition}", transition=row["transition_same_rules"]))
    if row["because"]:
        lines.append(text("because of {items}", items=row["because"].replace(";", ", ")))
    lines += _contributions(inquiry, pack_id)
    if pack is not None and pack.example_values:
        lines.append(text("the values of the pack are examples, not the policy's text"))
    return tuple(lines)


def _contributions(inquiry: Inquiry, pack_id: str) -> list[Text]:
    """Return what each item added to the change of the score, the largest first."""
    frame = inquiry.results.contributions
    mine = records(frame[(frame["client_id"] == inquiry.one) & (frame["pack"] == pack_id)])
    moved = sorted(
        (one for one in mine if one["contribution"]), key=lambda one: (-abs(one["contribution"]), one["item"])
    )
    return [
        equation(
            "{item} ({kind}): {before} → {after}",
            item=one["item"],
            kind=one["kind"],
            before="-" if one["points_before"] is None else short(one["points_before"]),
            after="-" if one["points_after"] is None else short(one["points_after"]),
        )
        for one in moved
    ]
