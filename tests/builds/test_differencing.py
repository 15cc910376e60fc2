"""The differencing attack on real samples: whatever an office gets, of this quarter and the one before.

The attacker has every table of its audience's data book for both quarters (pages show no other figure)
and knows who the clients are. For each period and measure it writes down what the visible figures say
about the other clients' and offices' contributions, and solves.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd
import pytest

from reportgen.model.period import Period
from reportgen.model.results import Results
from reportgen.pipeline import check
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.render import own_rows
from reportgen.render.audience import audiences, masked
from reportgen.sample.workspace import write_workspace

SIZES = [(12, 2), (15, 3)]
QUARTERS = ("2026Q2", "2026Q3")


@cache
def world(clients: int, offices: int) -> tuple[Config, dict[str, Results]]:
    """A sample and what its last two quarters show, before any mask."""
    root = Path(mkdtemp(prefix="reportgen-attack-"))
    write_workspace(root, clients=clients, offices=offices, quarters=3, seed=1)
    config, problems = load_config(root)
    assert config is not None, problems
    return config, {quarter: check(root, Period.parse(quarter)).table for quarter in QUARTERS}


def visible(results: Results, reader: Audience, config: Config) -> Iterator[tuple[str, str]]:
    """Period and measure of every company figure that the reader sees, from all tables that hold figures."""
    seen = masked(results, reader, config)
    company = seen.changed.query("level == 'company'")
    yield from company.loc[company["value"].notna() | company["n"].notna(), ["period", "measure"]].itertuples(
        index=False, name=None
    )
    before = str(results.period.previous)
    yield from ((before, one) for one in company.loc[company["previous"].notna(), "measure"])
    year_ago = str(results.period.year_ago)
    yield from ((year_ago, one) for one in company.loc[company["year_ago"].notna(), "measure"])
    history = seen.history.query("level == 'company'")
    yield from history.loc[history["value"].notna() | history["n"].notna(), ["period", "measure"]].itertuples(
        index=False, name=None
    )


def known_clients(results: Results, reader: Audience, config: Config) -> set[str]:
    return set(masked(results, reader, config).clients["client_id"])


def recovered(config: Config, quarters: dict[str, Results], reader: Audience) -> set[str]:
    """Other offices and clients of which one contribution to one figure is fixed by what is seen."""
    figures = {pair for results in quarters.values() for pair in visible(results, reader, config)}
    own = {one for results in quarters.values() for one in known_clients(results, reader, config)}
    truth = pd.concat([results.history for results in quarters.values()]).drop_duplicates(
        ["period", "level", "office_id", "client_id", "measure"]
    )
    clients = truth[(truth["level"] == "client") & (truth["n"] > 0) & ~truth["client_id"].isin(own)]
    clients = clients[clients["office_id"] != reader.office_id]
    found: set[str] = set()
    for (period, measure), group in clients.groupby(["period", "measure"]):
        if (period, measure) not in figures:
            continue
        for column in ("client_id", "office_id"):
            names = sorted(group[column].unique())
            # the one equation that company less own leaves: the others' contributions add up to a known sum
            found |= {f"{measure} {period}: {name}" for name in fixed(np.ones((1, len(names))), names)}
    return found


def fixed(equations: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", names: list[str]) -> Iterator[str]:
    """Unknowns whose value the equations determine: their unit vector lies in the row space."""
    rank = np.linalg.matrix_rank(equations)
    for at, name in enumerate(names):
        unit = np.zeros((1, len(names)))
        unit[0, at] = 1
        if np.linalg.matrix_rank(np.vstack([equations, unit])) == rank:
            yield name


def offices_of(config: Config, results: Results) -> list[Audience]:
    return [one for one in audiences(config, results) if one.office_id]


@pytest.mark.parametrize(("clients", "offices"), SIZES)
def test_no_office_finds_another_offices_or_clients_figure(clients: int, offices: int) -> None:
    config, quarters = world(clients, offices)
    readers = offices_of(config, quarters["2026Q3"])
    assert len(readers) == offices
    assert {reader.id: recovered(config, quarters, reader) for reader in readers} == {r.id: set() for r in readers}


def test_with_suppression_off_the_attack_recovers_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same attack on the same sample, every company figure open."""

    def everything(figures: pd.DataFrame, *_rest: object) -> pd.DataFrame:
        return figures[["period", "measure"]].drop_duplicates()

    monkeypatch.setattr(own_rows, "open_measures", everything)
    config, quarters = world(12, 2)
    found = {reader.id: recovered(config, quarters, reader) for reader in offices_of(config, quarters["2026Q3"])}
    assert all(found.values())


def test_three_offices_do_get_a_benchmark() -> None:
    """A second control: nothing is hidden that need not be."""
    config, quarters = world(15, 3)
    readers = offices_of(config, quarters["2026Q3"])
    assert any(set(visible(quarters["2026Q3"], reader, config)) for reader in readers)
