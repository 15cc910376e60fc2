"""The answers of a survey that a figure rests on, each with what it is worth."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reportgen.explain.account import SourceRow
from reportgen.explain.faults import QUESTION, Faults
from reportgen.explain.inquiry import Inquiry, Record
from reportgen.explain.said import short
from reportgen.model.text import Text, text
from reportgen.policy.pack import Question, Satisfaction

MICRO = 1_000_000
OVERALL, NPS = "(overall)", "(nps)"
PROMOTER, DETRACTOR, TOP = 9, 6, 10


class Asked(NamedTuple):
    """One question of the pack: as what its answers count, and what an answer is worth (None = off the scale)."""

    what: str
    question: str
    worth: Callable[[Fraction], Fraction | None]


def answers(inquiry: Inquiry, faults: Faults, what: Sequence[str]) -> list[SourceRow]:
    """Return the answers of the window that count as ``what``, and the forms that have none.

    ``role`` is the dimension, ``key`` the form, ``number`` the points.
    """
    rules = inquiry.survey_rules
    asked = [one for one in questions(rules) if one.what in what]
    inside = answered(inquiry)
    rows = [
        _answer(one, rule, several=len(what) > 1)
        for rule in asked
        for one in inside
        if one["question"] == rule.question
    ]
    return [*rows, *_unanswered(inside, asked, faults)]


def answered(inquiry: Inquiry) -> list[Record]:
    """Return the subject's answers of the window, whatever the question."""
    window, frame = inquiry.window, inquiry.facts.answers
    inside = frame[(frame["answered_at"] >= window.start) & (frame["answered_at"] < window.end)]
    return [one for one in inquiry.mine(inside) if one["value_micro"] is not None]


def questions(rules: Satisfaction) -> list[Asked]:
    """Return every question that the pack scores."""
    found = [
        Asked(name, code, _scale(scale))
        for name, dimension in rules.dimensions.items()
        for code, scale in dimension.questions.items()
    ]
    if rules.overall is not None:
        found.append(Asked(OVERALL, rules.overall.question, _top(rules.overall.scale, rules.overall.top_from)))
    if rules.nps_question is not None:
        found.append(Asked(NPS, rules.nps_question, _promotes))
    return found


def _scale(scale: Question) -> Callable[[Fraction], Fraction | None]:
    low, high = Fraction(scale.min), Fraction(scale.max)

    def worth(x: Fraction) -> Fraction | None:
        if x < low or x > high:
            return None
        return 100 * (high - x if scale.reversed else x - low) / (high - low)

    return worth


def _top(scale: Question, top_from: Decimal | None) -> Callable[[Fraction], Fraction | None]:
    low, high = Fraction(scale.min), Fraction(scale.max)
    floor = Fraction(top_from) if top_from is not None else high - 1

    def worth(x: Fraction) -> Fraction | None:
        if x < low or x > high:
            return None
        return Fraction(1 if (low + high - x if scale.reversed else x) >= floor else 0)

    return worth


def _promotes(x: Fraction) -> Fraction | None:
    if x < 0 or x > TOP:
        return None
    return Fraction(1 if x >= PROMOTER else -1 if x <= DETRACTOR else 0)


def _answer(one: Record, rule: Asked, *, several: bool) -> SourceRow:
    raw = Fraction(one["value_micro"], MICRO)
    worth = rule.worth(raw)
    return SourceRow.at(
        one,
        used=worth is not None,
        value=f"{rule.question} = {short(raw, 6)}",
        why=_counts(rule, worth, several=several),
        role=rule.what,
        key=one["response_id"],
        number=worth or Fraction(0),
    )


def _counts(rule: Asked, worth: Fraction | None, *, several: bool) -> Text:
    """Return as what an answer counts."""
    if worth is None:
        return text("off the scale of the pack")
    if rule.what == OVERALL:
        return text("satisfied") if worth else text("not satisfied")
    if rule.what == NPS:
        return {1: text("recommends"), 0: text("neither recommends nor advises against")}.get(
            int(worth), text("advises against")
        )
    if several:
        return text("{points} points for {dimension}", points=short(worth), dimension=rule.what)
    return text("{points} points", points=short(worth))


def _unanswered(inside: Iterable[Record], asked: Sequence[Asked], faults: Faults) -> list[SourceRow]:
    """Return a row for each form and question without an answer, where the form begins."""
    forms: dict[str, Record] = {}
    said: set[tuple[str, str]] = set()
    for one in inside:
        forms.setdefault(one["response_id"], one)
        said.add((one["response_id"], one["question"]))
    return [
        SourceRow.at(
            form,
            used=False,
            value=f"{code} = -",
            why=text("no usable answer: blank, not applicable, not asked or set aside"),
            detail=faults.at(form, QUESTION + code, "answer"),
            role=what,
            key=response,
        )
        for what, code, _ in asked
        for response, form in forms.items()
        if (response, code) not in said
    ]
