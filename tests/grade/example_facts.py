"""The worked example as Facts, read with the csv module and nothing of the product's ingest."""

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd

from reportgen.model.facts import Facts
from tests.grade import frames

HERE = Path(__file__).resolve()
EXAMPLE = HERE.parents[2].parent / "shared" / "example"
FOLDERS = ("2026Q1", "2026Q2", "2026Q3")
EXPECTED = EXAMPLE / "expected" / "2026Q3"


def lines(folder: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of one file, without blank and total lines."""
    with (EXAMPLE / "surveys" / folder / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if any(row.values()) and "合计" not in row.values():
                yield row


def example_facts() -> Facts:
    """Registers, cards and orders of the three quarters."""
    registers = [frames.register(p, *lines(p, "clients.csv")) for p in FOLDERS]
    offices = sorted({row["office_id"] for p in FOLDERS for row in lines(p, "offices.csv")})
    moves = {(r["client_id"], r["office_since"], r["office_id"]) for p in FOLDERS for r in lines(p, "clients.csv")}
    return frames.facts(
        register=pd.concat(registers, ignore_index=True),
        offices=frames.offices(*offices),
        memberships=frames.memberships(
            *({"client_id": client, "since": since, "office_id": office} for client, since, office in moves)
        ),
        **frames.cards(*_cards()),
    )


def _cards() -> list[dict[str, object]]:
    found: dict[tuple[str, str], dict[str, object]] = {}
    stated = _stated_totals()
    for folder in FOLDERS:
        for row in lines(folder, "scorecard_items.csv"):
            key = (row["client_id"], row["graded_on"])
            mark: object = {"yes": True, "no": False}.get(row["mark"], row["mark"])
            found.setdefault(key, {})[row["item"]] = mark
    return [
        {"client_id": client, "graded_on": day, "entries": entries, "stated_total": stated.get((client, day))}
        for (client, day), entries in found.items()
    ]


def _stated_totals() -> dict[tuple[str, str], str]:
    totals: dict[tuple[str, str], str] = {}
    for folder in FOLDERS:
        with (EXAMPLE / "surveys" / folder / "scorecard_items.csv").open(encoding="utf-8", newline="") as file:
            totals |= {
                (r["client_id"], r["graded_on"]): r["mark"] for r in csv.DictReader(file) if r["part"] == "合计"
            }
    return totals


def sales_12m(period: str, until: date) -> pd.DataFrame:
    """The measure that P17 looks up, for every client of that period's register."""
    since = until.replace(year=until.year - 1).isoformat()
    clients = {row["client_id"]: Fraction(0) for row in lines(period, "clients.csv")}
    latest = {row["order_id"]: row for folder in FOLDERS for row in lines(folder, "orders.csv")}
    for row in latest.values():
        if (
            row["state"] != "cancelled"
            and since <= row["order_date"] < until.isoformat()
            and row["client_id"] in clients
        ):
            clients[row["client_id"]] += Fraction(row["amount"])
    return frames.measures(period, "trade.sales_12m", clients)
