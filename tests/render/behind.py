"""The worked example with patterns, ages, drivers and words behind its figures, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from reportgen.model.evaluation_frames import EVALUATED, EVALUATIONS
from reportgen.model.fact_frames import COMMENTS
from reportgen.model.insight import Insight
from reportgen.model.listening_frames import FEEDBACK, LOYALTY, MENTIONS, NEEDS, REMEDIES, SURVEYED
from reportgen.model.pattern_frames import AGEING, COMPLAINT_GROUPS, COMPLAINT_MONTHS, DRIVERS, KEYWORDS, PATTERNS
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import Pack
from reportgen.policy.patterns import Keyword, Patterns
from reportgen.render.audience import audiences, masked
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from tests.measure.literal import framed
from tests.render.example_results import example_config, example_results

Row = Mapping[str, Any]
PERIOD = {"period": "2026Q3", "level": "company", "office_id": ""}
RULES = {
    "repeat": {"clause": "P11.16", "times": 3, "days": 90},
    "spread": {"clause": "P11.17", "clients": 3, "offices": 2},
    "rising": {"clause": "P11.17", "periods": 2},
    "limits": {"clause": "P11.15", "baseline_months": 12, "false_alarms": "0.05"},
    "ageing": {"clause": "P11.5", "multiples": ["1", "2"]},
}
_GROUPED = ("count", "due", "on_time", "timed", "solved", "scored")
_COUNTS = ("count", "n_clients", "positive", "neutral", "negative", "replied", "late")
WORDS = {"response_speed": {"delivery": ["交期"]}, "after_sales": {"contact": ["联系", "沟通"]}}


def changed_pack(config: Config, pack_id: str, part: str, **changes: Any) -> Config:
    """The configuration with one part of every version of a pack changed."""
    packs = tuple(
        pack.model_copy(update={part: getattr(pack, part).model_copy(update=changes)})
        for pack in config.packs[pack_id]
    )
    return replace(config, packs=config.packs | {pack_id: packs})


def config(rules: Mapping[str, Any] | None = None) -> Config:
    """The example's configuration with rules for patterns, words for comments and an edge to be near."""
    found = changed_pack(example_config(), "P11", "complaints", patterns=Patterns.model_validate(rules or RULES))
    satisfaction = found.packs["P06"][0].satisfaction
    assert satisfaction is not None
    dimensions = {
        name: rule.model_copy(update={"keywords": _keywords(WORDS.get(name, {}))})
        for name, rule in satisfaction.dimensions.items()
    }
    return changed_pack(found, "P06", "satisfaction", dimensions=dimensions)


def _keywords(words: Mapping[str, list[str]]) -> dict[str, Keyword] | None:
    name = {"zh": "词", "en": "word"}
    return {code: Keyword.model_validate({"name": name, "words": ways}) for code, ways in words.items()} or None


def versions(found: Config, pack_id: str, *in_force: tuple[str, str]) -> Config:
    """The configuration with versions (name, day) of a pack that differ in nothing else."""
    first = found.packs[pack_id][0]
    packs = [first.model_copy(update={"version": name, "in_force": _day(day)}) for name, day in in_force]
    return replace(found, packs=found.packs | {pack_id: tuple(packs)})


def _day(day: str) -> Any:
    return Pack.model_fields["in_force"].annotation.fromisoformat(day)  # type: ignore[union-attr]


def insight(**frames: Sequence[Row]) -> Insight:
    """Frames from rows; what a row does not say is filled in."""
    blank: dict[str, tuple[Any, Row]] = {
        "complaint_months": (
            COMPLAINT_MONTHS,
            {
                "exposure": 30,
                "exposure_unit": "orders",
                "expected": Fraction(5),
                "low": 1,
                "high": 9,
                "judged": False,
            },
        ),
        "patterns": (PATTERNS, {"n_clients": 3, "n_offices": 1, "since": "2026-07-01", "clause": "P11.17"}),
        "ageing": (AGEING, {"clause": "P11.5"}),
        "complaint_groups": (COMPLAINT_GROUPS, {"clause": "P11.5", **dict.fromkeys(_GROUPED, 0), "n_clients": 1}),
        "drivers": (DRIVERS, {"n": 60, "n_clients": 12, "weight": Fraction(1, 5), "explained": 0.4}),
        "keywords": (KEYWORDS, {}),
        "feedback": (FEEDBACK, {"clause": "P11.19", **dict.fromkeys(_COUNTS, 0)}),
        "needs": (NEEDS, {"clause": "P11.23", "n_clients": 1}),
        "mentions": (MENTIONS, {"clause": "P11.22", "days": 60}),
        "loyalty": (LOYALTY, {"clause": "P11.24"}),
        "surveyed": (SURVEYED, {"clause": "P06.5", "responses": 1, "n_clients": 1, "answers": 1}),
        "evaluations": (EVALUATIONS, {"clause": "P14.9", "since": "2026-07-01"}),
        "evaluated": (EVALUATED, {"clause": "P14.9", "by_form": 0}),
        "remedies": (REMEDIES, {"clause": "P11.18", "level": "company"}),
    }
    made = {
        name: framed(frame, [PERIOD | dict(rest) | dict(row) for row in frames.get(name, [])])
        for name, (frame, rest) in blank.items()
    }
    return Insight(**made)


def results(comments: Sequence[Row] | None = None, **frames: Sequence[Row]) -> Results:
    found = replace(example_results(), insight=insight(**frames))
    rows = [{"answered_at": "2026-08-01 10:00", "contact": "采购部", **row} for row in comments or []]
    return replace(found, facts=replace(found.facts, comments=framed(COMMENTS, rows)))


def book(found: Results, settings: Config | None = None, audience: str = "credit", locale: str = "en") -> Book:
    chosen = settings or config()
    one = next(a for a in audiences(chosen, found) if a.id == audience)
    return Book(masked(found, one, chosen), one, chosen, Language.of(locale))
