"""What one policy says, in one version: a file of config/packs/."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from reportgen.model.records.followup import MEASURES
from reportgen.policy.checks import CheckName
from reportgen.policy.fault import fault
from reportgen.policy.listening import Listening
from reportgen.policy.patterns import Groups, Keyword, Patterns
from reportgen.policy.strict import Clause, Code, PackId, Points, Share, Strict, Words
from reportgen.policy.weighting import Weighted


class Document(Strict):
    """Where the policy is written down (P03.1)."""

    number: str | None = None
    issue: str | None = None
    lines: str | None = None


class Part(StrEnum):
    """The four parts of a scorecard (P03.15-18)."""

    BASE = "base"
    PLUS = "plus"
    MINUS = "minus"
    VETO = "veto"


# ------------------------------------------------------------------ kind 1: measures
class MeasureRule(Strict):
    """A measure that the policy asks for, and the clause that asks."""

    clause: Clause
    measure: Code


class ValueSource(Strict):
    """Where the value of an indicator comes from: a measure, or an item of a pack's scorecard."""

    measure: Code | None = None
    pack: PackId | None = None
    item: Code | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.measure is None) == (self.pack is None) or (self.pack is None) != (self.item is None):
            raise fault("E323", "either a measure, or a pack and an item of its scorecard")
        return self


class NotConfigured(Strict):
    """An indicator that the policy names without weight or formula; it is listed, never guessed.

    ``source``: where the company takes its value from; it is shown and changes no level. Null = not configured.
    """

    clause: Clause
    name: Words
    input: Code
    source: ValueSource | None = None


class MinN(Strict):
    """Fewest responses (client) or responding clients (office, company) that carry a figure."""

    client: int = Field(ge=1)
    office: int = Field(ge=1)
    company: int = Field(ge=1)


class Question(Strict):
    """How the answers to one question become 0 to 100 points."""

    min: Decimal
    max: Decimal
    reversed: bool

    @model_validator(mode="after")
    def _spans(self) -> Self:
        if self.max <= self.min:
            raise fault("E323", "max greater than min {low}", low=str(self.min))
        return self


class Dimension(Strict):
    """One dimension of satisfaction with its questions."""

    clause: Clause
    name: Words
    weight: Share
    service: bool
    questions: dict[Code, Question] = Field(min_length=1)
    keywords: dict[Code, Keyword] | None = None


class Overall(Strict):
    """The question on overall satisfaction (role: overall), and what counts as its top."""

    question: Code
    scale: Question
    top_from: Decimal | None = None


Trigger = Literal["emergency", "complaint", "suggestion", "important_item"]
"""What calls for an irregular evaluation, as the plan of the survey says it."""


class Satisfaction(Strict):
    """Dimensions, weights and scales of a satisfaction policy (P06.7-12, P06.18)."""

    clause: Clause | None = None
    weighting: Literal["answers", "clients"]
    min_weight: Share
    min_n: MinN
    dimensions: dict[Code, Dimension] = Field(min_length=1)
    overall: Overall | None = None
    nps_question: Code | None = None
    labels: dict[str, Decimal]
    not_applicable: tuple[str, ...]
    triggers: dict[Trigger, Clause] | None = None
    """What must be evaluated whenever it happens, and the clause that says so (P14.8-11)."""

    @model_validator(mode="after")
    def _weighs_one(self) -> Self:
        total = sum((d.weight for d in self.dimensions.values()), Decimal(0))
        if total != 1:
            raise fault("E301", "weights of the dimensions that sum to 1; they sum to {total}", total=str(total))
        return self


class Limits(Strict):
    """Time limits in hours of the profile's clock; null = the policy gives none."""

    first_reply_hours: Decimal | None
    handling_hours: Decimal | None


class Complaints(Strict):
    """Limits and windows of a complaint policy (P11.2, P11.5, P11.16)."""

    clause: Clause | None = None
    limits: Limits
    limits_by_category: dict[str, Limits] = Field(default_factory=dict)
    limits_by_priority: dict[str, Limits] = Field(default_factory=dict)
    repeat_days: int | None
    mean_horizon_hours: Decimal | None
    satisfaction: Question | None
    min_n: int | None
    patterns: Patterns | None = None
    groups: Groups | None = None
    listening: Listening | None = None


# ------------------------------------------------------------------ kind 2: scales
class Band(Strict):
    """Scores from ``lower`` up earn ``level``, unless a better band takes them first."""

    level: str
    lower: Decimal | None
    includes_lower: bool
    clause: Clause
    name: Words | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` clears this band's floor."""
        if self.lower is None:
            return True
        return value >= self.lower if self.includes_lower else value > self.lower


class Near(Strict):
    """From which value of a measure on a veto item is near, though it did not fire."""

    measure: Code
    at_least: Decimal


class Item(Strict):
    """One line of the scorecard; ``max`` is its most points, null for a veto item."""

    part: Part
    name: Words
    max: Points | None
    clause: Clause
    near: Near | None = None


class Scorecard(Strict):
    """The form: its items, and how an entry becomes points (P03.15-20).

    ``entry: points`` = the form holds points; ``entry: mark`` = it holds a mark from 0 to
    ``mark_max`` and points = max x mark / mark_max. Minus items subtract whatever sign is written.
    """

    entry: Literal["points", "mark"]
    mark_max: Decimal | None
    items: dict[Code, Item] = Field(min_length=1)
    evidence_required: bool

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.entry == "mark" and self.mark_max is None:
            raise fault("E323", "the key mark_max, as entry is mark")
        for code, item in self.items.items():
            if (item.max is None) != (item.part is Part.VETO):
                raise fault("E323", "max for item {item} unless its part is veto", item=code)
            if item.near is not None and item.part is not Part.VETO:
                raise fault("E323", "near only where the part of item {item} is veto", item=code)
        return self


class Grading(Strict):
    """How the policy turns facts into a level. Bands stand best first.

    ``near_edge``: a score less than this above the floor of its band is on the watch list.
    ``adjust_within_days``: the level in use follows a computed change within so many days; null = not said.
    """

    basis: Literal["scorecard", "measure", "weighted"]
    cycle: Literal["quarterly", "yearly", "computed"]
    measure: Code | None = None
    scorecard: Scorecard | None = None
    weighted: Weighted | None = None
    places: int = Field(ge=0, le=6)
    bands: tuple[Band, ...] = Field(min_length=1)
    veto_level: str | None
    pass_level: str | None
    near_edge: Points | None = None
    adjust_within_days: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _closes(self) -> Self:
        floors = [band.lower for band in self.bands]
        edges = [floor for floor in floors[:-1] if floor is not None]
        if floors[-1] is not None or len(edges) != len(floors) - 1 or edges != sorted(set(edges), reverse=True):
            raise fault("E327", "bands that fall from best to worst, each edge once, the last with lower: null")
        levels = [band.level for band in self.bands]
        if len(set(levels)) != len(levels):
            raise fault("E327", "each level once")
        for name in (self.veto_level, self.pass_level):
            if name is not None and name not in levels:
                raise fault("E323", "a level of {levels}, not {name}", levels=", ".join(levels), name=name)
        return self

    @model_validator(mode="after")
    def _fits_its_basis(self) -> Self:
        if (self.basis == "scorecard") != (self.scorecard is not None):
            raise fault("E323", "the key scorecard where basis is scorecard, and only there")
        if (self.basis == "measure") != (self.measure is not None):
            raise fault("E323", "the key measure where basis is measure, and only there")
        if (self.basis == "weighted") != (self.weighted is not None):
            raise fault("E323", "the key weighted where basis is weighted, and only there")
        if self.weighted and self.cycle != "computed":
            raise fault("E323", "cycle: computed where basis is weighted")
        if (
            self.scorecard
            and self.veto_level is None
            and Part.VETO in {i.part for i in self.scorecard.items.values()}
        ):
            raise fault("E323", "veto_level, as the scorecard has veto items")
        return self

    def level_of(self, score: Decimal) -> str:
        """Return the level that ``score`` earns."""
        return next(band.level for band in self.bands if band.holds(score))

    def rank(self, level: str) -> int:
        """Return 1 for the best level; compare ranks, never letters."""
        return [band.level for band in self.bands].index(level) + 1


# ------------------------------------------------------------------ kinds 3 to 9
class Cycle(Strict):
    """How often a duty is due."""

    clause: Clause
    duty: Words
    every: Literal["day", "month", "quarter", "half_year", "year"] | None


class Signoff(Strict):
    """One role and its place in the chain; ``when`` says for which cards it must sign.

    ``step: null`` = outside the chain: an owner, an adviser, or the signer of a correction.
    ``also`` = other words for the role that forms use. ``duty`` and ``power``: what it must and may do (P04.20).
    """

    clause: Clause
    step: Annotated[int, Field(ge=1)] | None
    role: Words
    when: Literal["always", "special", "optional", "correction", "owner"]
    also: tuple[str, ...] = ()
    duty: Words | None = None
    power: Words | None = None
    check: CheckName | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The words for the role."""
        return self.role.zh, self.role.en, *self.also


class Check(Strict):
    """A rule whose breach is a finding; ``check`` names it in grade/findings."""

    clause: Clause
    check: CheckName


class Treatment(Strict):
    """What a level earns or suffers (措施)."""

    clause: Clause
    level: str
    treatment: Words
    must: bool
    check: CheckName | None = None
    measures: tuple[Code, ...] = ()
    """Words of the export ``measures`` that fulfil it; none = it is printed, and nothing can show it."""
    effect_days: Annotated[int, Field(ge=1)] | None = None
    """Days before and after such a measure whose orders and loyalty are compared (P04.14); null = they are not."""

    @field_validator("measures")
    @classmethod
    def _known_measures(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted({*value} - {*MEASURES})
        if unknown:
            raise fault("E323", "measures of the export: {known}", known=", ".join(MEASURES))
        return value


class Disclosure(Strict):
    """What is printed for whom, and the check that it was told."""

    clause: Clause
    what: Words
    to: tuple[str, ...]
    check: CheckName | None = None


class Analysis(Strict):
    """A table or chart that the policy asks for, and the section that holds it."""

    clause: Clause
    section: Code
    check: CheckName | None = None


class Process(Strict):
    """An act that an export must show; ``evidence`` names the export, ``check`` the check that reads it."""

    clause: Clause
    duty: Words
    evidence: Code
    check: CheckName | None = None


class Pack(Strict):
    """One version of one policy. The nine kinds of requirement each have their key."""

    format: Literal[1]
    id: PackId
    version: str
    in_force: date
    title: Words
    document: Document
    owner: Words | None
    example_values: bool
    population: Literal["all_clients"]
    measures: tuple[MeasureRule, ...]
    not_configured: tuple[NotConfigured, ...] = ()
    satisfaction: Satisfaction | None = None
    complaints: Complaints | None = None
    grading: Grading | None = None
    cycles: tuple[Cycle, ...]
    signoffs: tuple[Signoff, ...]
    checks: tuple[Check, ...]
    treatments: tuple[Treatment, ...]
    disclosures: tuple[Disclosure, ...]
    analyses: tuple[Analysis, ...]
    processes: tuple[Process, ...]

    @property
    def rules(self) -> tuple[Check, ...]:
        """The checks of the pack, and of its roles, treatments, disclosures and analyses; each once."""
        named: tuple[Signoff | Treatment | Disclosure | Analysis, ...]
        named = (*self.signoffs, *self.treatments, *self.disclosures, *self.analyses)
        more = (Check(clause=one.clause, check=one.check) for one in named if one.check is not None)
        return tuple(dict.fromkeys((*self.checks, *more)))

    def clauses_of(self, measure: str) -> tuple[str, ...]:
        """Return the clauses that ask for ``measure``, in the pack's order."""
        return tuple(rule.clause for rule in self.measures if rule.measure == measure)
