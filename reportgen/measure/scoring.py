"""Raw answers to points from 0 to 100."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import lcm
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.clusters import whole_numbers
from reportgen.policy.pack import Question, Satisfaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model.facts import Window

OVERALL, NPS = "(overall)", "(nps)"
_MICRO = 1_000_000
_PROMOTER, _DETRACTOR, _TOP = 9, 6, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Answers that count: client_id, office_id, response_id, question, what (dimension, OVERALL or NPS), points.

    ``points`` are whole numbers, ``scale`` times the points.
    """

    answers: pd.DataFrame
    scale: int

    def of(self, *what: str) -> pd.DataFrame:
        """Return the answers to some of the dimensions."""
        return self.answers[self.answers["what"].isin(what)]


def points(answer: Fraction, scale: Question) -> Fraction | None:
    """Return the points of one raw answer, None off the scale.

    >>> from decimal import Decimal
    >>> points(Fraction(1), Question(min=Decimal(1), max=Decimal(5), reversed=True))
    Fraction(100, 1)
    """
    low, high = Fraction(scale.min), Fraction(scale.max)
    if not low <= answer <= high:
        return None
    share = (answer - low) / (high - low)
    return 100 * (1 - share if scale.reversed else share)


def is_top(answer: Fraction, scale: Question, top_from: Decimal | None) -> Fraction | None:
    """Return 100 for an answer that counts as satisfied, else 0; None off the scale.

    Satisfied = after reversal at ``top_from`` or above, without one the scale's two highest points.
    """
    low, high = Fraction(scale.min), Fraction(scale.max)
    if not low <= answer <= high:
        return None
    turned = low + high - answer if scale.reversed else answer
    floor = high - 1 if top_from is None else Fraction(top_from)
    return Fraction(100 if turned >= floor else 0)


def recommends(answer: Fraction) -> Fraction | None:
    """Return 100 for 9 and 10, −100 for 0 to 6, else 0; None off the scale 0 to 10."""
    if not 0 <= answer <= _TOP:
        return None
    return Fraction(100 if answer >= _PROMOTER else -100 if answer <= _DETRACTOR else 0)


def scored(answers: pd.DataFrame, window: "Window", rules: Satisfaction) -> Scored:
    """The answers of the window to the pack's questions, in points.

    Blanks and answers off the pack's scale are left out; an answer counts once per dimension
    that asks its question.

    In:      ANSWERS.
    Out:     Scored.answers: one row per answer and dimension.
    Source:  results contract section 3; P06.5 one common scale.
    """
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    inside = answers[(answers["answered_at"] >= start) & (answers["answered_at"] < end)]
    inside = inside[inside["value_micro"].notna()]
    parts = [(what, inside[inside["question"] == question], rule) for what, question, rule in _asked(rules)]
    values = [
        {x: rule(Fraction(x, _MICRO)) for x in part["value_micro"].unique().tolist()} for _, part, rule in parts
    ]
    scale = lcm(*(p.denominator for found in values for p in found.values() if p is not None))
    frames = [
        _numbered(part, what, {x: int(p * scale) for x, p in found.items() if p is not None})
        for (what, part, _), found in zip(parts, values, strict=True)
    ]
    return Scored(answers=pd.concat(frames, ignore_index=True), scale=scale)


def _asked(rules: Satisfaction) -> "list[tuple[str, str, Callable[[Fraction], Fraction | None]]]":
    """Return (what, question, rule) of every question that the pack scores."""
    asked: list[tuple[str, str, Callable[[Fraction], Fraction | None]]] = [
        (name, code, partial(points, scale=question))
        for name, dimension in rules.dimensions.items()
        for code, question in dimension.questions.items()
    ]
    overall = rules.overall
    if overall is not None:
        asked.append((OVERALL, overall.question, partial(is_top, scale=overall.scale, top_from=overall.top_from)))
    if rules.nps_question is not None:
        asked.append((NPS, rules.nps_question, recommends))
    return asked


def _numbered(part: pd.DataFrame, what: str, found: dict[int, int]) -> pd.DataFrame:
    """Return the answers of one question with their scaled points."""
    kept = part.loc[
        part["value_micro"].isin(list(found)),
        ["client_id", "office_id", "response_id", "question", "value_micro"],
    ]
    numbers = whole_numbers([found[x] for x in kept["value_micro"].tolist()], len(kept))
    return kept.drop(columns="value_micro").assign(what=what, points=numbers.to_numpy())
