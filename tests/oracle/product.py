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


def published(config: "Config", facts: "Facts", period: str) -> tuple[Table, Table]:
    """Return both tables of typed facts: measured in three windows and compared."""
    zone, built = config.profile.zone, Period.parse(period)
    now, before, year_ago = (
        measured(facts, window, config.in_force(window.last_day), config.profile)
        for window in (Window.of(one, zone) for one in (built, built.previous, built.year_ago))
    )
    changed, parts = changes(now, before, year_ago, config.in_force(now.window.last_day), config.profile)
    return rows(frame_csv(changed)), rows(frame_csv(parts))


def rows(text: str) -> Table:
    """Return the rows of a CSV as text."""
    return list(csv.DictReader(io.StringIO(text)))
