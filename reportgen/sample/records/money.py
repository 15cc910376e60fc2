"""Payments, statements of account, and points."""

from collections.abc import Iterator
from datetime import timedelta

from reportgen.model.period import Period
from reportgen.sample.invoices import invoices
from reportgen.sample.records.written import Row, numbered, of, record_file, some, yuan
from reportgen.sample.world import World

UNVERIFIED, UNRECONCILED = 7, 6
"""Of the cast: a payment that finance has not verified; a difference that nobody has adjusted."""
_PAYERS, _STATEMENTS = 12, 10
_CHECKED = timedelta(days=2)


def money_files(world: World, period: Period) -> dict[str, bytes]:
    """Return payments of the cast, statements and points of one quarter."""
    return {
        **record_file("payments", period, _payments(world, period)),
        **record_file("reconciliations", period, _statements(world, period)),
        **record_file("points", period, _points(world, period)),
    }


def _payments(world: World, period: Period) -> Iterator[Row]:
    planted = period != world.now
    for one in invoices(world, period):
        for at, (day, amount) in enumerate(one.payments, start=1):
            if not period.start <= day < period.end or numbered(one.client) > _PAYERS:
                continue
            bare = not planted and numbered(one.client) == UNVERIFIED
            planted |= bare
            checked = day + _CHECKED
            known = not bare and checked < period.end
            yield {
                **of(one.client),
                "payment_id": f"HK-{one.number}-{at}",
                "invoice_id": one.number,
                "paid_at": day,
                "amount": yuan(amount),
                "verified_by_finance": not bare,
                "verified_at": checked if known else None,
            }


def _statements(world: World, period: Period) -> Iterator[Row]:
    chosen = {client.client_id: client for client in some(world, period, "statements", _STATEMENTS)}
    for client in world.clients:
        off = period == world.now and numbered(client) == UNRECONCILED
        if client.client_id not in chosen and not off:
            continue
        differs = off or world.dice("statement", period, client.client_id).randrange(4) == 0
        day = max(period.start, client.since) + timedelta(days=5)
        yield {
            **of(client),
            "statement_date": day,
            "difference": -1250.5 if differs else 0.0,
            "adjusted_at": day + timedelta(days=8) if differs and not off else None,
        }


def _points(world: World, period: Period) -> Iterator[Row]:
    for client in some(world, period, "points", _STATEMENTS):
        rng = world.dice("points", period, client.client_id)
        yield {**of(client), "month": f"{period.start:%Y-%m}", "points_granted": float(rng.randrange(1, 20) * 10)}
