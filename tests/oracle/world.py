"""Facts as DuckDB tables, and whom a figure is about."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tests.oracle.span import Span

Scope = tuple[str, str]
"""("company", ""), ("office", id) or ("client", id)."""

COLUMNS: Mapping[str, str] = {
    "register": "period text, client_id text, office_id text, office_since date, start_date date, end_date date",
    "offices": "office_id text",
    "memberships": "client_id text, office_id text, since date",
    "answers": "response_id text, client_id text, office_id text, answered_at timestamp, question text, "
    "micro bigint",
    "complaints": "complaint_id text, client_id text, office_id text, category text, priority text, state text, "
    "received_at timestamp, first_reply_at timestamp, closed_at timestamp, impossible boolean, micro bigint",
    "orders": "order_id text, client_id text, office_id text, order_date date, fen bigint, margin bigint, "
    "cancelled boolean",
    "sampled": "period text, client_id text",
    "receivables": "state_period text, invoice_id text, client_id text, office_id text, due_date date, "
    "fen bigint, paid bigint",
    "targets": "client_id text, office_id text, month date, fen bigint",
    "visits": "client_id text, office_id text, visited_on date, found bigint, solved bigint",
    "churn": "client_id text, reported_on date",
    "has_read": "export text, period text",
}
_NONE = "\\N"
_ALWAYS, _STILL = "DATE '1000-01-01'", "DATE '9000-01-01'"


@dataclass(frozen=True, slots=True)
class World:
    """All facts of a workspace in one database."""

    con: duckdb.DuckDBPyConnection

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[Sequence[Any]]], folder: Path) -> "World":
        """Return a database of the tables in ``COLUMNS``; ``folder`` holds them as text in between."""
        world = cls(duckdb.connect())
        for name, columns in COLUMNS.items():
            path = folder / f"{name}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([_cell(value) for value in row] for row in rows[name])
            world.con.execute(f"CREATE TABLE {name} ({columns})")
            if path.stat().st_size:  # an empty file has no columns to be found
                world.con.execute(f"COPY {name} FROM '{path}' (HEADER false, DELIMITER ',', NULLSTR '{_NONE}')")
        world.con.execute(STAYS)
        return world

    def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        """Return what a query finds; ``$name`` in it stands for a given value."""
        used = {name: value for name, value in given.items() if f"${name}" in sql}
        return self.con.execute(sql, used or None).fetchall()

    def look(self, span: Span) -> "View":
        """Return the facts as seen through one quarter."""
        given = {"period": span.name, "first": span.first, "last": span.last}
        self.rows(IN_FORCE, **given)
        self.rows(POPULATION, **given)
        return View(self, span)

    def read(self, export: str, span: Span) -> bool:
        """Whether the quarter's folder has the export."""
        return bool(self.rows("FROM has_read WHERE export = $e AND period = $p", e=export, p=span.name))


@dataclass(frozen=True, slots=True)
class View:
    """One quarter: ``in_force`` and ``population`` are its own until the next look."""

    world: World
    span: Span

    def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        """Return what a query finds; the quarter's days and moments are given."""
        span = self.span
        own = {"first": span.first, "last": span.last, "end": span.end, "start": span.start, "as_of": span.as_of}
        return self.world.rows(sql, **own, period=span.name, **given)

    def read(self, export: str, quarters: int = 0) -> bool:
        """Whether an export was read for this quarter, or for one so many later."""
        return self.world.read(export, self.span.shifted(quarters))

    def by_scope(self, sql: str, what: str = "count(*)", **given: Any) -> dict[Scope, Any]:
        """Return an aggregate of the records that a query finds, per company, office and client."""
        found = self.rows(f"SELECT level, id, {what} FROM ({spread(sql)}) GROUP BY level, id", **given)
        return {(level, one): value for level, one, value in found}

    def scopes(self) -> list[Scope]:
        """Return the company, every office and every client of the population."""
        offices = self.rows("SELECT office_id FROM offices ORDER BY 1")
        clients = self.rows("SELECT DISTINCT client_id FROM population ORDER BY 1")
        return [("company", ""), *(("office", o) for (o,) in offices), *(("client", c) for (c,) in clients)]

    def homes(self) -> dict[str, str]:
        """Return the office of each client on the last day."""
        day = "SELECT client_id, office_id FROM stays WHERE $last >= first_day AND $last < next_day"
        return {client: office for client, office in self.rows(day)}  # noqa: C416 - rows are tuples of Any

    def members(self) -> dict[Scope, frozenset[str]]:
        """Return the clients behind the company and each office, at any moment of the quarter."""
        found: dict[Scope, set[str]] = {}
        for client, office in self.rows("SELECT client_id, office_id FROM population"):
            found.setdefault(("company", ""), set()).add(client)
            found.setdefault(("office", office), set()).add(client)
        return {scope: frozenset(clients) for scope, clients in found.items()}


def spread(sql: str) -> str:
    """Return a query's records once per scope that they count for, with columns level and id."""
    return f"""
        WITH found AS ({sql})
        SELECT 'company' AS level, '' AS id, found.* FROM found
        UNION ALL
        SELECT 'office', office_id, found.* FROM found WHERE office_id IN (SELECT office_id FROM offices)
        UNION ALL
        SELECT 'client', client_id, found.* FROM found WHERE client_id IN (SELECT client_id FROM population)
    """


STAYS = f"""
    CREATE TABLE stays AS SELECT client_id, office_id,
        CASE WHEN row_number() OVER one = 1 THEN {_ALWAYS} ELSE since END AS first_day,
        coalesce(lead(since) OVER one, {_STILL}) AS next_day
    FROM memberships WINDOW one AS (PARTITION BY client_id ORDER BY since NULLS FIRST)
"""
IN_FORCE = """
    CREATE OR REPLACE TABLE in_force AS SELECT * FROM register
    WHERE period = (SELECT max(period) FROM register WHERE period <= $period)
"""
POPULATION = f"""
    CREATE OR REPLACE TABLE population AS
    SELECT DISTINCT client_id, stays.office_id FROM in_force JOIN stays USING (client_id)
    WHERE greatest(first_day, coalesce(start_date, {_ALWAYS}), $first)
       <= least(next_day - INTERVAL 1 DAY, coalesce(end_date, {_STILL}), $last)
"""


def _cell(value: Any) -> str:
    if value is None:
        return _NONE
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
