"""Whether the dates of complaints run forwards: receipt, first reply, close."""

from collections.abc import Mapping, Sequence

from reportgen.ingest.moments import DateOrder, Written, written

_STEPS = ("first_reply_at", "closed_at")
_TOO_MANY = 0.1
_FEWEST = 5


def backwards(columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return field → share of rows in which it lies before the receipt, where that is more than a few."""
    start = columns.get("received_at")
    if start is None:
        return {}
    found = {}
    for name in _STEPS:
        if name not in columns:
            continue
        shares = [
            share
            for order in (None, "dmy", "mdy")
            if (share := _share(rows, start, columns[name], order)) is not None
        ]
        if shares and min(shares) > _TOO_MANY:
            found[name] = f"{min(shares):.0%}"
    return found


def _share(rows: Sequence[Sequence[str]], first: int, second: int, order: str | None) -> float | None:
    """Return the share of rows whose second date is the earlier one; None where too few have both."""
    both = [
        (one.local, other.local)
        for row in rows
        if isinstance(one := _read(row[first], order), Written)
        and isinstance(other := _read(row[second], order), Written)
    ]
    if len(both) < _FEWEST:
        return None
    return sum(other.date() < one.date() for one, other in both) / len(both)


def _read(cell: str, order: str | None) -> object:
    known: DateOrder = "dmy" if order == "dmy" else "mdy" if order == "mdy" else None
    return written(cell.strip(), known)
