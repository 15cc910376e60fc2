"""Answers that should not count in silence: what makes a returned form doubtful, and whether it counts."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.policy.strict import Strict


class Doubt(Strict):
    """``note``: the form counts and is told; ``leave_out``: it is set aside."""

    then: Literal["note", "leave_out"]


class TooFast(Doubt):
    """Forms answered in less than so many seconds."""

    seconds: int = Field(ge=1)


class StraightLined(Doubt):
    """Forms that give one and the same answer to all questions of one scale, if there are so many."""

    questions: int = Field(ge=3)


class Trial(Doubt):
    """Forms whose contact, mode or source holds one of these words."""

    words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)


class Doubts(Strict):
    """What the company looks for; what is left out is not looked for."""

    too_fast: TooFast | None = None
    straight_lined: StraightLined | None = None
    trial: Trial | None = None
    outside_sample: Doubt | None = None
    unfinished: Doubt | None = None
