"""Who was a client in a window and where: the register and the memberships, read row by row."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reportgen.explain.inquiry import Record, day, records
from reportgen.model.period import Period

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

Stays = dict[str, list[tuple[date | None, str]]]
"""Client → (first day, office), the earliest first; None = always."""


def register_of(facts: "Facts", period: Period) -> list[Record]:
    """Return the rows of the register that holds in a period: its own, else the last earlier one."""
    known = [p for p in facts.register["register_period"].unique() if Period.parse(p).end <= period.end]
    latest = max(known, key=lambda p: Period.parse(p).end, default="")
    return records(facts.register[facts.register["register_period"] == latest])


def stays_of(facts: "Facts") -> Stays:
    """Return where every client was, stay by stay."""
    found: Stays = defaultdict(list)
    for one in records(facts.memberships):
        found[one["client_id"]].append((day(one["since"]), one["office_id"]))
    return {client: sorted(stays, key=lambda s: s[0] or date.min) for client, stays in found.items()}


def office_on(stays: Stays, client: str, on: date) -> str:
    """Return a client's office on a day; before its first known day it has its first office."""
    mine = stays.get(client, [])
    past = [office for since, office in mine if since is None or since <= on]
    return past[-1] if past else mine[0][1] if mine else ""


def between(rows: Iterable[Record], first: date, last: date) -> list[Record]:
    """Return the register rows of those that were clients on a day from ``first`` to ``last``."""
    return [
        one
        for one in rows
        if (one["start_date"] is None or one["start_date"].date() <= last)
        and (one["end_date"] is None or one["end_date"].date() >= first)
    ]


def present_at(rows: Iterable[Record], window: "Window") -> list[Record]:
    """Return the register rows of those that are clients at as-of: begun before it, and not ended before it."""
    moment = window.as_of.date()
    return [
        one
        for one in rows
        if (one["start_date"] is None or one["start_date"].date() < moment)
        and (one["end_date"] is None or one["end_date"].date() >= moment)
    ]


def population(facts: "Facts", window: "Window") -> dict[str, set[str]]:
    """Return client → its offices, of all that were clients at any moment of the window."""
    first, last = window.period.start, window.end.date() - timedelta(days=1)
    stays = stays_of(facts)
    found: dict[str, set[str]] = {}
    for one in between(register_of(facts, window.period), first, last):
        start, end = day(one["start_date"]) or date.min, day(one["end_date"]) or date.max
        offices = _offices(stays.get(one["client_id"], []), (max(first, start), min(last, end)))
        if offices:
            found[one["client_id"]] = offices
    return found


def _offices(stays: list[tuple[date | None, str]], span: tuple[date, date]) -> set[str]:
    """Return the offices of the stays that touch a span of days; the first stay has been there always."""
    begins = [date.min if i == 0 or since is None else since for i, (since, _) in enumerate(stays)]
    ends = [*begins[1:], date.max]
    return {
        office
        for (_, office), begin, end in zip(stays, begins, ends, strict=True)
        if begin <= span[1] and end > span[0]
    }
