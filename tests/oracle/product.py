"""What the product publishes, as rows of text: of a workspace's files, or of typed facts."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.compare.changes import changes
from reportgen.deliver.data import data_tables
from reportgen.deliver.tables import frame_csv
from reportgen.measure.table import measured
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.policy.load import load_config

if TYPE_CHECKING:
    from reportgen.model.facts import Facts
    from reportgen.model.measured import Measured
    from reportgen.policy.config import Config

Table = list[dict[str, str]]


def analysed(root: Path, period: str) -> tuple[Table, Table]:
    """Return measures.csv and change_parts.csv of a workspace, as a build writes them."""
    run = pipeline.check(root, Period.parse(period))
    assert run.results is not None, "\n".join(map(str, run.problems))
    tables = {one.name: rows(one.csv.decode()) for one in data_tables(run.results, run.problems)}
    return tables["measures"], tables["change_parts"]


def typed(root: Path) -> "Config":
    """Return the configuration of a workspace."""
    config, problems = load_config(root)
    assert config is not None, "\n".join(map(str, problems))
    return config


def windows(config: "Config", facts: "Facts", period: str) -> "tuple[Measured, Measured, Measured]":
    """Return what typed facts measure in a period, the one before and the one a year earlier."""
    built = Period.parse(period)
    now, before, year_ago = (measure(config, facts, one) for one in (built, built.previous, built.year_ago))
    return now, before, year_ago


def measure(config: "Config", facts: "Facts", period: Period) -> "Measured":
    """Return what typed facts measure in one period."""
    window = Window.of(period, config.profile.zone)
    return measured(facts, window, config.in_force(window.last_day), config.profile)


def published(config: "Config", now: "Measured", before: "Measured", year_ago: "Measured") -> tuple[Table, Table]:
    """Return both tables of three windows, as a build writes them."""
    changed, parts = changes(now, before, year_ago, config.in_force(now.window.last_day), config.profile)
    return rows(frame_csv(changed)), rows(frame_csv(parts))


def rows(text: str) -> Table:
    """Return the rows of a CSV as text."""
    return list(csv.DictReader(io.StringIO(text)))
