"""Amounts that are suddenly thousands of times as large or small: 元 for 万元, or the other way round."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.ingest.suspicions import Look

_AMOUNTS: Mapping[str, tuple[str, str]] = {
    "orders": ("amount_fen", "amount"),
    "receivables": ("amount_fen", "amount"),
    "targets": ("target_fen", "target_amount"),
    "limit_applications": ("new_limit_fen", "new_limit"),
}
"""Frame → its column of amounts, and the field that is mapped to it."""
_FEWEST_CLIENTS = 5
_LEAST_JUMP = 3.0
"""Powers of ten: a factor of 1,000, which no client's business takes from one period to the next."""


def changed_units(look: "Look") -> list[Problem]:
    """Return a warning for each file whose amounts are not of the size of the folder before.

    The median over clients of the ratio of each client's median amounts decides, so that neither a large
    client nor a new one does.
    """
    found = []
    for name, (column, field) in _AMOUNTS.items():
        rows: pd.DataFrame = getattr(look.facts, name)
        rows = rows[rows[column].fillna(0) > 0]
        folders = rows["file"].str.split("/").str[1]
        before = _folder_before(set(folders), look.context.window.period)
        if not before:
            continue
        earlier = _by_client(rows[folders == before], column)
        inside = {one for one in set(folders) if _inside(Period.parse(one), look.context.window.period)}
        for (file, sheet), own in rows[folders.isin(inside)].groupby(["file", "sheet"], sort=True):
            now = _by_client(own, column)
            jump = _jump(now, earlier)
            if jump is None or abs(jump) < _LEAST_JUMP:
                continue
            shared = now.index.intersection(earlier.index)
            expected = text(
                "amounts of the size of {folder}: a client's median was {before} yuan there, and is {now} here",
                folder=before,
                before=f"{earlier[shared].median() / 100:,.0f}",
                now=f"{now[shared].median() / 100:,.0f}",
            )
            hint = text(
                "From 元 to 万元 it is a factor of 10,000: look at amount_unit of this file's rule in "
                "config/sources.yaml."
            )
            value = f"{10**jump:,.0f}" if jump > 0 else f"1/{10**-jump:,.0f}"
            found.append(look.problem((file, sheet, None), [field], "W215", expected, value=value, hint=hint))
    return found


def _folder_before(folders: set[str], period: Period) -> str:
    """Return the latest folder that ends before the period begins, or nothing."""
    earlier = [one for one in folders if Period.parse(one).end <= period.start]
    return max(earlier, key=lambda one: (Period.parse(one).end, one), default="")


def _inside(folder: Period, period: Period) -> bool:
    return period.start <= folder.start and folder.end <= period.end


def _by_client(rows: "pd.DataFrame", column: str) -> "pd.Series[float]":
    """Return each client's median amount."""
    return rows.assign(amount=rows[column].astype("float64")).groupby("client_id")["amount"].median()


def _jump(now: "pd.Series[float]", before: "pd.Series[float]") -> float | None:
    """Return the median of the clients' ratios as a power of ten, or None where too few are in both."""
    import numpy as np

    shared = now.index.intersection(before.index)
    if len(shared) < _FEWEST_CLIENTS:
        return None
    return float(np.median(np.log10(now[shared].to_numpy() / before[shared].to_numpy())))
