"""What a platform's sheet says of itself: where its headings end, and which column is which question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.ingest.sheet import Sheet
from reportgen.model.text import Text


class Kind(StrEnum):
    """What kind of answer a column holds."""

    SINGLE = "single"
    """One option, or one point of a scale; a row of a matrix too."""
    MULTIPLE = "multiple"
    """Several options in one cell, or one column an option."""
    RANKING = "ranking"
    NUMBER = "number"
    TEXT = "text"
    OTHER = "other"
    """Free text beside an option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that could be chosen, whether anybody chose it or not."""

    code: str
    """As in an export of codes: 1, A3, 23."""
    label: str
    value: str = ""
    """The number that the questionnaire gives it, as a decimal; empty = none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One column of answers."""

    code: str
    """The platform's own: Q3, Q3_2, likert1[SQ002], QID5_3."""
    wording: str
    part: str = ""
    """Row of a matrix, or the option of a column that stands for one."""
    column: int
    """From 0."""
    kind: Kind
    options: tuple[Option, ...] = ()
    also: tuple[int, ...] = ()
    """Further columns, one an option: whichever is not blank holds the answer."""
    tag: str = ""
    """What a heading calls it where that is not its code: Q3_2 beside QID5_3."""

    @property
    def names(self) -> tuple[str, ...]:
        """What a rule may call it: its code, its tag, wording/part, its wording, its part."""
        both = f"{self.wording}/{self.part}" if self.part else self.wording
        names = (self.code, self.tag, both, self.wording, self.part)
        return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A questionnaire file: what was asked, in its order; .lss, .qsf or a list of questions."""

    platform: str
    file: str
    questions: tuple[Question, ...]
    """``column`` is −1: a questionnaire has no columns."""


UNCHOSEN = frozenset({"", "0", "N", "No", "no", "否", "未选中"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a platform laid out one sheet."""

    platform: str
    at: int
    """Index of the first heading row."""
    rows: int
    """Heading rows; the body begins at ``at + rows``."""
    fields: Mapping[str, int]
    """Field of the survey export (answered_at, response_id, duration, …) → column from 0."""
    questions: tuple[Question, ...]
    skipped: frozenset[str] = frozenset()
    """Cells of answers that mean: not asked, or passed over; a blank cell needs no word."""
    unchosen: frozenset[str] = UNCHOSEN
    """Cells that say no where an option has a column of its own."""
    coded: bool = False
    """Whether cells hold the codes of options where a question has options."""
    lettered: bool = False
    """Whether the code of an option and a dot stand before its words: A.满意."""
    joined: str = ""
    """What stands between several options in one cell."""
    ordered: str = ""
    """What stands between the places of a ranking in one cell."""
    free: tuple[str, str] = ("", "")
    """What stands around the free text behind an option."""
    authored: bool = False
    """Whether codes of questions are their author's; else they are counted by place, and words stay put better."""
    short_years: bool = False
    """Whether it writes 5/10/18; read as 2018 only where the rule says the order of day and month."""
    evidence: tuple[Text, ...] = field(default=())
    """What told the platform, for `reportgen source`."""


Recogniser = Callable[[Sheet, Structure | None], Layout | None]
"""Returns how the platform laid out a sheet, or None if the sheet is not its own."""
