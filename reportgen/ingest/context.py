"""What the readers of single exports need to know beside their table."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reportgen.ingest.dates import instant
from reportgen.ingest.known import Known
from reportgen.model.facts import Window
from reportgen.model.folding import tidied
from reportgen.model.period import Period
from reportgen.policy.config import Config
from reportgen.policy.pack import Item, Pack, Question, Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The choices, the window and the registers behind one build."""

    config: Config
    window: Window
    known: Known

    @property
    def missing(self) -> frozenset[str]:
        """Words that mean a blank."""
        return frozenset(map(tidied, self.config.profile.missing_words))

    @property
    def horizon(self) -> datetime:
        """The first moment that lies in the future: nothing was recorded from then on.

        An earlier as-of moment inside the period only hides what came later; that is no fault.
        """
        end = datetime.combine(self.window.period.end, time(0), self.window.zone)
        return max(end, self.window.as_of)

    @property
    def horizon_micros(self) -> int:
        """The same in microseconds since 1970."""
        return instant(self.horizon)

    @property
    def horizon_day(self) -> date:
        """The last day that may have records."""
        return (self.horizon - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Scale:
    """The ranges that active packs give one question; usually one."""

    ranges: tuple[tuple[Decimal, Decimal], ...]

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` is an answer on one of them."""
        return any(low <= value <= high for low, high in self.ranges)

    @property
    def low(self) -> Decimal:
        """The lowest answer."""
        return min(low for low, _ in self.ranges)

    @property
    def high(self) -> Decimal:
        """The highest answer."""
        return max(high for _, high in self.ranges)


@dataclass(frozen=True, slots=True)
class Rules:
    """How answers are read while one set of pack versions is in force."""

    scales: Mapping[str, Scale]
    labels: Mapping[str, Decimal]
    not_applicable: frozenset[str]
    satisfaction: Scale | None
    """Of the complaints' own question on the handling."""


def rules_by_day(config: Config, period: Period) -> tuple[Sequence[date], Sequence[Rules]]:
    """Return the first days of spells with one set of rules, and those rules, in time.

    A pack version is in force for a whole period if it is so on the period's last day; so a spell
    starts with the period in which a version takes over.
    """
    taken_over = sorted({pack.in_force for versions in config.packs.values() for pack in versions})
    starts = sorted({date.min, *(_start_of(day, period) for day in taken_over)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), date.max]
    return starts, [_rules(_in_force(config, day)) for day in ends]


def at_day(starts: Sequence[date], day: date) -> int:
    """Return which spell a day lies in."""
    return bisect_right(starts, day) - 1


def _start_of(day: date, period: Period) -> date:
    """Return the first day of the period like ``period`` that holds ``day``."""
    months = (day.month - 1) // period.months * period.months
    return date(day.year, months + 1, 1)


def _in_force(config: Config, day: date) -> list[Pack]:
    """Return every pack's version on a day, the first one before any; the reference pack comes first."""
    reference = config.profile.reference.satisfaction
    ids = sorted(config.packs, key=lambda pack_id: (pack_id != reference, config.profile.packs.index(pack_id)))
    return [config.pack(pack_id, day) or config.packs[pack_id][0] for pack_id in ids]


def _rules(packs: Sequence[Pack]) -> Rules:
    scales: dict[str, list[Question]] = {}
    labels: dict[str, Decimal] = {}
    absent: set[str] = set()
    handling: list[Question] = []
    for pack in packs:
        if pack.complaints and pack.complaints.satisfaction:
            handling.append(pack.complaints.satisfaction)
        rules = pack.satisfaction
        if not rules:
            continue
        for dimension in rules.dimensions.values():
            for code, question in dimension.questions.items():
                scales.setdefault(code, []).append(question)
        if rules.overall:
            scales.setdefault(rules.overall.question, []).append(rules.overall.scale)
        if rules.nps_question:
            scales.setdefault(rules.nps_question, []).append(
                Question(min=Decimal(0), max=Decimal(10), reversed=False)
            )
        labels = {tidied(word): value for word, value in rules.labels.items()} | labels
        absent |= set(map(tidied, rules.not_applicable))
    return Rules(
        scales={code: _scale(questions) for code, questions in scales.items()},
        labels=labels,
        not_applicable=frozenset(absent),
        satisfaction=_scale(handling) if handling else None,
    )


def _scale(questions: Sequence[Question]) -> Scale:
    return Scale(tuple(dict.fromkeys((question.min, question.max) for question in questions)))


def scorecards_on(config: Config, day: date) -> list[Scorecard]:
    """Return the scorecards of the packs in force on a day, the first version's before any."""
    packs = (config.pack(pack_id, day) or config.packs[pack_id][0] for pack_id in config.profile.packs)
    return [pack.grading.scorecard for pack in packs if pack.grading and pack.grading.scorecard]


def item_on(cards: Sequence[Scorecard], code: str) -> tuple[Scorecard, Item] | None:
    """Return the first scorecard that has an item, and the item."""
    return next(((card, card.items[code]) for card in cards if code in card.items), None)
