"""What is hidden from a reader: the master's figures that are of nobody in its sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from tests.builds.attack.attack import Cell, World
from tests.builds.attack.tables import COUNTS
from tests.builds.attack.told import COMPANY, Told
from tests.builds.attack.worlds import Sample

FEWEST_CLIENTS, FEWEST = 5, 2
_INDEXES = ("satisfaction.index", "service_quality.index")


def truth(quarters: Iterable[Results]) -> dict[Cell, Fraction]:
    """Return every figure of the company, offices and clients, of all periods that the quarters know."""
    found: dict[Cell, Fraction] = {}
    for results in quarters:
        history = results.history[results.history["value"].notna()]
        for row in history.to_dict("records"):
            subject = row["client_id"] or row["office_id"] if row["level"] != "company" else COMPANY
            found[row["period"], subject, row["measure"]] = Fraction(row["value"])
        for name, (keys, columns) in COUNTS.items():
            found |= _counts(results, name, keys, columns)
    return found


def _counts(results: Results, name: str, keys: tuple[str, ...], columns: tuple[str, ...]) -> dict[Cell, Fraction]:
    frame: pd.DataFrame = (
        results.coverage_groups if name == "client_coverage_groups" else getattr(results.insight, name)
    )
    found = {}
    for row in frame.to_dict("records"):
        subject = row.get("client_id") or row["office_id"] or COMPANY
        key = ",".join(str(row[one]) for one in keys)
        for column in columns:
            if not pd.isna(row[column]):
                found[row["period"], subject, f"{name}.{column}:{key}"] = Fraction(int(row[column]))
    return found


def hidden(known: Mapping[Cell, Fraction], told: Iterable[Told], spoken: set[Cell]) -> set[Cell]:
    """Return the figures that no channel tells; ``spoken``: the company's that rest on enough others."""
    said = {(one.period, one.subject, one.name) for one in told if one.column == "value"}
    return set(known) - said - spoken


def rest_on_enough(quarters: Iterable[Results], mine: frozenset[str], offices: frozenset[str]) -> set[Cell]:
    """Return the company's figures behind which five other clients of two other offices stand (K06)."""
    found: set[Cell] = set()
    for results in quarters:
        rows = results.history[results.history["level"].eq("client") & results.history["value"].notna()]
        behind: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in rows[rows["n"].gt(0)].to_dict("records"):
            if row["client_id"] not in mine and row["office_id"] not in offices:
                behind.setdefault((row["period"], row["measure"]), []).append((row["client_id"], row["office_id"]))
        found |= {
            (period, COMPANY, measure)
            for (period, measure), who in behind.items()
            if len({client for client, _ in who}) >= FEWEST_CLIENTS
            and len({office for _, office in who}) >= FEWEST
        }
    return found


def world(quarters: Iterable[Results], config: Config) -> World:
    """Return what everybody knows."""
    clients: dict[str, frozenset[str]] = {}
    offices: frozenset[str] = frozenset()
    for results in quarters:
        rows = results.history[results.history["level"].eq("client")]
        clients |= {str(period): frozenset(one["client_id"]) for period, one in rows.groupby("period")}
        offices |= frozenset(results.facts.offices["office_id"])
    weights: dict[str, dict[str, Fraction]] = {}
    for pack_id, packs in config.packs.items():
        rules = packs[-1].satisfaction
        if rules is None:
            continue
        suffix = "" if pack_id == config.profile.reference.satisfaction else f".{pack_id.lower()}"
        for index in _INDEXES:
            weights[index + suffix] = {
                f"satisfaction.{code}{suffix}": Fraction(str(one.weight))
                for code, one in rules.dimensions.items()
                if index == _INDEXES[0] or one.service
            }
    return World(clients=clients, offices=offices, weights=weights)


@dataclass(frozen=True)
class Secrets:
    """What a reader must not find, and what everybody knows."""

    cells: Mapping[Cell, Fraction]
    world: World


def secrets(sample: Sample, reader: Audience, told: Iterable[Told]) -> Secrets:
    """Return what is hidden from a reader: what no channel tells, open figures of the company left out."""
    quarters = list(sample.quarters.values())
    mine = frozenset(one for seen in sample.seen(reader).values() for one in seen.clients["client_id"])
    spoken = rest_on_enough(quarters, mine, reader.own_offices or frozenset())
    known = truth(quarters)
    if reader.whole:
        spoken = {one for one in known if one[1] == COMPANY}
    kept = hidden(known, told, spoken)
    return Secrets(cells={one: known[one] for one in kept}, world=world(quarters, sample.config))


def points_of(results: Results) -> dict[Cell, Fraction]:
    """Return what the items of scorecards earned."""
    rows = results.contributions[results.contributions["kind"].eq("client")]
    return {
        (row["period"], row["client_id"], f"points:{row['pack']}:{row['item']}"): Fraction(row["points_after"])
        for row in rows.to_dict("records")
    }
