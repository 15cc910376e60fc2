"""Whom a figure is about: the company, each office, each client, as positions in one list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.measure.population import population
from reportgen.model.register import offices_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.facts import Facts, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """Position 0 is the company, then the offices, then the clients of the population.

    ``rows`` holds level, office_id, client_id of each position; ``members`` the clients behind it
    at any moment of the window; ``population`` is POPULATION.
    """

    rows: pd.DataFrame
    members: npt.NDArray[np.int64]
    offices: pd.Index
    clients: pd.Index
    population: pd.DataFrame

    @property
    def size(self) -> int:
        """Return the number of positions."""
        return len(self.rows)

    @property
    def is_client(self) -> npt.NDArray[np.bool_]:
        """Return which positions are single clients."""
        return np.arange(self.size) > len(self.offices)

    def spread(self, records: pd.DataFrame) -> pd.DataFrame:
        """Records once per position that they count for, with the position in column ``scope``.

        In:      records: client_id, office_id and anything else.
        Out:     one row per record and position: the record's columns, scope.
        Source:  house rule, results contract section 6: office figures count to the office on the date.
        """
        office = self.offices.get_indexer(pd.Index(records["office_id"]))
        client = self.clients.get_indexer(pd.Index(records["client_id"]))
        parts = (
            records.assign(scope=0),
            records[office >= 0].assign(scope=office[office >= 0] + 1),
            records[client >= 0].assign(scope=client[client >= 0] + 1 + len(self.offices)),
        )
        return pd.concat(parts, ignore_index=True)

    def tally(self, scope: pd.Series, flag: "pd.Series | None" = None) -> npt.NDArray[np.int64]:
        """Return how many rows each position has, of those flagged."""
        chosen = scope if flag is None else scope[flag]
        return np.bincount(chosen.to_numpy(dtype=np.int64), minlength=self.size)


def subjects(facts: "Facts", rows: pd.DataFrame) -> "Iterator[tuple[str, str, pd.DataFrame]]":
    """Each level, office and its own rows: the company with all of them, then every office.

    In:      rows: office_id and anything else.
    Out:     (level, office, rows) in the order of OFFICES; an office without rows too.
    Source:  house rule, results contract section 6: office figures count to the office on the date.
    """
    yield "company", "", rows
    for office in facts.offices["office_id"].tolist():
        yield "office", office, rows[rows["office_id"] == office]


def scopes_of(facts: "Facts", window: "Window") -> Scopes:
    """The positions of a window.

    In:      OFFICES, REGISTER, MEMBERSHIPS.
    Out:     the company, every office of OFFICES, every client of the population, in this order.
    Source:  results contract section 1: a row for every client of the population and every office.
    """
    people = population(facts, window)
    homes = offices_on(facts.memberships, window.last_day)
    clients = homes[homes["client_id"].isin(people["client_id"])].sort_values("client_id", ignore_index=True)
    offices = facts.offices["office_id"].sort_values(ignore_index=True)
    inside = people.groupby("office_id")["client_id"].size().reindex(offices, fill_value=0)
    rows = pd.DataFrame(
        {
            "level": ["company"] + ["office"] * len(offices) + ["client"] * len(clients),
            "office_id": ["", *offices, *clients["office_id"]],
            "client_id": ["", *[""] * len(offices), *clients["client_id"]],
        },
        dtype="str",
    )
    members = np.concatenate(([len(clients)], inside.to_numpy(), np.ones(len(clients)))).astype(np.int64)
    return Scopes(
        rows=rows,
        members=members,
        offices=pd.Index(offices),
        clients=pd.Index(clients["client_id"]),
        population=people,
    )
