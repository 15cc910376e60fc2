"""The worked example as Facts, read with the csv module and nothing of the product's ingest."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from reportgen.model.facts import Facts
from tests.measure import literal

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT.parent / "shared" / "example"
CONFIG = ROOT / "tests" / "example"
EXPECTED = EXAMPLE / "expected" / "2026Q3" / "measures.csv"
FOLDERS = ("2026Q1", "2026Q2", "2026Q3")
LABELS = {"非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1}
Row = dict[str, Any]


def lines(name: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Folder, row and cells of every line that is not blank, oldest folder first."""
    for folder in FOLDERS:
        with (EXAMPLE / "surveys" / folder / name).open(encoding="utf-8", newline="") as file:
            for number, cells in enumerate(csv.DictReader(file), start=2):
                yield folder, number, cells


def example_facts() -> Facts:
    """All three folders: later keys win, unknown clients and impossible values set aside."""
    registered = [(folder, cells) for folder, _, cells in lines("clients.csv")]
    stays: dict[tuple[str, str], str] = {}
    for _, one in registered:
        stays[one["client_id"], one["office_since"]] = one["office_id"]
    homes = _Homes(stays)
    return literal.facts(
        read={(e, f) for e in literal.EXPORTS for f in FOLDERS},
        register=pd.concat([literal.register(f, *[c for g, c in registered if g == f]) for f in FOLDERS]),
        offices=literal.offices("E", "S"),
        memberships=literal.memberships(
            *[{"client_id": c, "since": s, "office_id": o} for (c, s), o in stays.items()]
        ),
        answers=literal.answers(*_answers(homes)),
        complaints=literal.complaints(*_complaints(homes)),
        orders=literal.orders(*_orders(homes)),
    )


class _Homes:
    """Which office a known client belonged to on a day."""

    def __init__(self, stays: dict[tuple[str, str], str]) -> None:
        self.stays = sorted((client, since, office) for (client, since), office in stays.items())

    def known(self, client: str) -> bool:
        return any(one == client for one, _, _ in self.stays)

    def on(self, client: str, day: str) -> str:
        mine = [(since, office) for one, since, office in self.stays if one == client]
        past = [office for since, office in mine if since <= day]
        return past[-1] if past else mine[0][1]


def _local(text: str) -> str:
    return str(literal.moment(text.replace("Z", "+00:00")).tz_convert(literal.ZONE).date())


def _answers(homes: _Homes) -> list[Row]:
    every = [
        (folder, number, one) for folder, number, one in lines("responses.csv") if homes.known(one["client_id"])
    ]
    last: dict[tuple[str, str, str], str] = {}
    for _, _, one in sorted(every, key=lambda r: (r[2]["answered_at"], r[0], r[1])):
        last[one["client_id"], one["contact"], one["round"]] = one["submission_id"]
    rows = []
    for folder, number, one in every:
        raw = one["answer"].strip()
        kept = last[one["client_id"], one["contact"], one["round"]] == one["submission_id"]
        if not kept or raw in ("", "不适用") or not 1 <= (value := LABELS.get(raw) or Fraction(raw)) <= 5:
            continue
        home = homes.on(one["client_id"], _local(one["answered_at"]))
        rows.append(
            {**one, "response_id": one["submission_id"], "value": value, "office_id": home}
            | {"file": folder, "row": number}
        )
    return rows


def _complaints(homes: _Homes) -> list[Row]:
    found: dict[str, Row] = {}
    for _, _, one in lines("complaints.csv"):
        if not homes.known(one["client_id"]) or one["received_at"] >= "2026-10-01":
            continue
        got, reply, close = (one[c].replace("Z", "+00:00") for c in ("received_at", "replied_at", "closed_at"))
        received, replied = literal.moment(got), literal.moment(reply) if reply else None
        closed = literal.moment(close) if close else None
        bad = closed is not None and (closed < received or (replied is not None and replied > closed))
        found[one["complaint_id"]] = {
            **one,
            "received_at": got,
            "first_reply_at": reply,
            "closed_at": close,
            "impossible": bad,
            "office_id": homes.on(one["client_id"], _local(one["received_at"])),
        }
    return list(found.values())


def _orders(homes: _Homes) -> list[Row]:
    found = {one["order_id"]: one for _, _, one in lines("orders.csv") if homes.known(one["client_id"])}
    return [
        {**one, "yuan": one["amount"], "cancelled": one["state"] == "cancelled"}
        | {"office_id": homes.on(one["client_id"], one["order_date"])}
        for one in found.values()
    ]
