"""What a file is proposed to be: every statement with its reason, and whether a person must decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.text import Text
from reportgen.policy.sources import Export, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A column for a field."""

    column: int
    """From 0."""
    heading: str
    sure: bool
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The answers of a question: words from low to high, or the ends of a scale of numbers."""

    words: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    pack: str = ""
    """``low`` to ``high`` of the active packs where that is another; empty = the same, or not asked there."""
    unsaid: tuple[str, ...] = ()
    """Labels that no active pack gives a number."""
    sure: bool = False

    def __str__(self) -> str:
        """Return it as a person writes it."""
        return " < ".join(self.words) if self.words else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A column of answers that can be scored."""

    code: str
    column: int
    heading: str
    """What the rule calls it."""
    dimension: str
    """Of the active packs; empty = none that its wording tells."""
    scale: Scale
    sure: bool
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One sheet of a file, and the rule that would read it."""

    file: str
    """Its name, without folders."""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    export: Export | None = None
    """None = nothing of ours."""
    export_sure: bool = False
    platform: str | None = None
    platform_sure: bool = True
    structure: str = ""
    """The questionnaire file that the platform wrote beside it."""
    events: bool = False
    """One row an event, several of a ticket."""
    unnumbered: bool = False
    """A ledger that numbers nothing."""
    layout: str = "table"
    encoding: str = ""
    encoding_sure: bool = True
    delimiter: str = ""
    titles: int = 0
    title_words: str = ""
    header_rows: int = 1
    heading_sure: bool = True
    allow_empty: bool = False
    """Whether a file of the shape has headings and no record."""
    rows: int = 0
    """Records below the headings."""
    turned: bool = False
    headings: tuple[str, ...] = ()
    """Of all columns; what files of one shape have in common."""
    columns: Mapping[str, Choice] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    """Fields that every row has alike; always to be confirmed."""
    questions: tuple[Asked, ...] = ()
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    unsaid_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field with a fixed vocabulary → words of the file that nobody has placed."""
    date_order: str | None = None
    date_order_sure: bool = True
    amount_unit: str = "yuan"
    amount_unit_sure: bool = True
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Headings of columns with values that no field takes."""
    reasons: tuple[Text, ...] = ()
    decisions: tuple[Text, ...] = ()
    """What a person must decide, beside what is marked at its place."""
    source: Source | None = None
    """The rule, once it is one; None where required columns are not there."""

    @property
    def undecided(self) -> int:
        """How many things a person must decide."""
        own = [self.export_sure, self.platform_sure, self.encoding_sure, self.heading_sure, not self.unnumbered]
        own += [self.date_order_sure, self.amount_unit_sure]
        own += [one.sure for one in self.columns.values()] + [False] * len(self.constants)
        own += [one.sure and not one.scale.pack and not one.scale.unsaid for one in self.questions]
        return own.count(False) + len(self.decisions) + len(self.unsaid_values)
