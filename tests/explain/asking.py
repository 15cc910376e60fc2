"""Builds without files: facts from literals, packs and a profile, and what is asked of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.analysis import results
from reportgen.explain.explain import Explanation, explained
from reportgen.explain.inquiry import Inquiry, Level
from reportgen.model.facts import Facts, Window
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.result_frames import COVERAGE
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import Pack
from reportgen.policy.profile import Profile
from tests.measure.literal import ZONE
from tests.oracle.product import typed
from tests.oracle.wild import wild
from tests.render.example_results import Found, example_config

ORACLE = Path(__file__).resolve().parents[1] / "oracle"


def config(packs: Mapping[str, Pack], profile: Profile) -> Config:
    """A configuration of some packs; its sources are the example's."""
    return replace(example_config(), profile=profile, packs={name: (pack,) for name, pack in packs.items()})


def built(
    facts: Facts, of: Config, *, period: str = "2026Q3", problems: Iterable[Problem] = (), as_of: Any = None
) -> Results:
    """The results of a period."""
    window = Window.of(Period.parse(period), ZONE, as_of)
    return results(of, Found(facts=facts, coverage=COVERAGE.empty(), problems=tuple(problems)), window)  # type: ignore[arg-type]


@cache
def company(seed: int, period: str) -> tuple[Results, Config]:
    """A made-up company in which everything odd happens."""
    of = typed(ORACLE)
    return built(wild(seed, period), of, period=period), of


def explain(of: tuple[Results, Config], measure: str, **subject: str) -> Explanation:
    """The explanation of a figure of the company, or of ``office`` or ``client``."""
    level: Level = "client" if "client" in subject else "office" if "office" in subject else "company"
    return explained(Inquiry(*of, level, subject.get(level, ""), measure))


def inquiries(of: tuple[Results, Config]) -> list[Inquiry]:
    """One for every figure and every level that a build publishes."""
    found, settings = of
    figures = [
        Inquiry(
            found,
            settings,
            row["level"],
            row[f"{row['level']}_id"] if row["level"] != "company" else "",
            row["measure"],
        )
        for row in found.changed.to_dict("records")
    ]
    grades = zip(found.grades["client_id"], found.grades["pack"], strict=True)
    return [*figures, *(Inquiry(found, settings, "client", client, f"grade:{pack}") for client, pack in grades)]


def few(every: list[Inquiry]) -> list[Inquiry]:
    """Of each measure the company, an office and two clients, others for every measure."""
    kinds: dict[tuple[str, str], list[Inquiry]] = {}
    for one in every:
        kinds.setdefault((one.measure, one.level), []).append(one)
    chosen = []
    for place, mine in enumerate(kinds.values()):
        chosen += [mine[place % len(mine)], *([mine[(place * 7 + 3) % len(mine)]] if len(mine) > 5 else [])]
    return chosen
