"""Why a satisfaction figure changed: the same clients, a different mix of clients, who answered."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.model.measures import DIMENSION, definition
from reportgen.model.result_frames import CHANGE_PARTS

if TYPE_CHECKING:
    from reportgen.model.measured import Measured

PARTS = ("same", "mix", "non_response")
SPLIT = (DIMENSION, "satisfaction.index", "service_quality.index")
Scope = tuple[str, str, str]
Means = Mapping[str, Fraction]


def change_parts(changed: pd.DataFrame, now: "Measured", before: "Measured | None") -> pd.DataFrame:
    """The change of every dimension and index of offices and the company, in three parts.

    In:      CHANGED; a row without a change has three gaps.
    Out:     CHANGE_PARTS; of each row the parts sum to the change of the client-weighted mean.
    Source:  results contract section 3, change split.
    """
    kept = changed[(changed["level"] != "client") & changed["measure"].map(_is_split)]
    after, earlier = _means(now.clusters), {} if before is None else _means(before.clusters)
    members, members_before = _members(now), {} if before is None else _members(before)
    rows = []
    for row in kept.to_dict("records"):
        key = (row["level"], row["office_id"], row["measure"])
        scope = key[:2]
        parts: tuple[Fraction | None, ...] = (None, None, None)
        if row["change"] is not None:
            parts = split(
                earlier.get(key, {}),
                after.get(key, {}),
                members_before=members_before.get(scope, frozenset()),
                members=members.get(scope, frozenset()),
            )
        rows += [{**row, "part": part, "value": value} for part, value in zip(PARTS, parts, strict=True)]
    if not rows:
        return CHANGE_PARTS.empty()
    table = pd.DataFrame(rows)[list(CHANGE_PARTS.columns)]
    exact = pd.Series([row["value"] for row in rows], dtype="object")
    return CHANGE_PARTS.check(table.astype(dict.fromkeys(table.columns.drop("value"), "str")).assign(value=exact))


def split(
    before: Means, now: Means, *, members_before: frozenset[str], members: frozenset[str]
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Same, mix and non-response of one figure.

    same = how the clients that answered twice moved; mix = what clients new to the population and
    clients that left it brought and took; non_response = what clients that stayed and answered once
    brought and took, each beside those that answered twice.

    In:      client means before and now; the populations.
    Out:     three parts, or three None where no client answered twice.
    Source:  results contract section 3, change split.
    """
    twice = before.keys() & now.keys()
    if not twice:
        return None, None, None
    was, is_now = _mean(before[c] for c in twice), _mean(now[c] for c in twice)
    came = {c: (now[c] - is_now) / len(now) for c in now.keys() - twice}
    went = {c: (before[c] - was) / len(before) for c in before.keys() - twice}
    mix = _total(x for c, x in came.items() if c not in members_before)
    mix -= _total(x for c, x in went.items() if c not in members)
    once = _total(x for c, x in came.items() if c in members_before)
    once -= _total(x for c, x in went.items() if c in members)
    return is_now - was, mix, once


def _is_split(measure: str) -> bool:
    """Whether a measure's change is split."""
    return definition(measure).id in SPLIT


def _means(clusters: pd.DataFrame) -> dict[tuple[str, str, str], dict[str, Fraction]]:
    """Return the client means per level, office and measure."""
    above = clusters[clusters["level"] != "client"]
    found: dict[tuple[str, str, str], dict[str, Fraction]] = {}
    columns = (above[c].tolist() for c in ("level", "office_id", "measure", "unit_id", "total", "n"))
    for level, office, measure, client, total, n in zip(*columns, strict=True):
        found.setdefault((level, office, measure), {})[client] = Fraction(total) / n
    return found


def _members(side: "Measured") -> dict[tuple[str, str], frozenset[str]]:
    """Return the population per level and office."""
    people = side.population
    offices = {
        ("office", str(office)): frozenset(group["client_id"]) for office, group in people.groupby("office_id")
    }
    return {("company", ""): frozenset(people["client_id"]), **offices}


def _mean(values: Iterable[Fraction]) -> Fraction:
    """Return the mean of at least one value."""
    every = list(values)
    return _total(every) / len(every)


def _total(values: "Iterable[Fraction] | Iterator[Fraction]") -> Fraction:
    """Return the exact sum."""
    return sum(values, Fraction(0))
