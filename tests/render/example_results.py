"""The worked example as Results, without ingest: what the views are made from."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reportgen.analysis import results
from reportgen.model.facts import Facts, Window
from reportgen.model.period import Period
from reportgen.model.result_frames import COVERAGE, OWNERS, UNRESOLVED
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from tests.grade.example_facts import example_facts as cards
from tests.measure.example_facts import example_facts as records

CONFIG = Path(__file__).resolve().parents[1] / "example"


@dataclass(frozen=True)
class Found:
    """What ingest would return."""

    facts: Facts
    coverage: Any
    problems: tuple[Any, ...] = ()
    inputs: tuple[Any, ...] = ()
    owners: Any = field(default_factory=OWNERS.empty)
    unresolved: Any = field(default_factory=UNRESOLVED.empty)


@cache
def example_config() -> Config:
    config, problems = load_config(CONFIG)
    assert config is not None, problems
    return config


@cache
def example_results() -> Results:
    graded = cards()
    facts = replace(records(), cards=graded.cards, card_items=graded.card_items, signoffs=graded.signoffs)
    window = Window.of(Period.parse("2026Q3"), ZoneInfo("Asia/Shanghai"))
    return results(example_config(), Found(facts=facts, coverage=COVERAGE.empty()), window)  # type: ignore[arg-type]
