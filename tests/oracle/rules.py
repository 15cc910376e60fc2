"""What a workspace's packs and profile say, read as plain YAML text; nothing of the product."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

SHIPPED = Path(__file__).resolve().parents[2]
NOTHING = ("", "null", "~", None)
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The ends of a scale in millionths, and whether it is turned round."""

    low: int
    high: int
    turned: bool

    @classmethod
    def of(cls, tree: Tree) -> "Scale":
        return cls(low=millionths(tree["min"]), high=millionths(tree["max"]), turned=tree["reversed"] == "true")

    def points(self, total: int, n: int) -> Fraction:
        """Return the sum of the points of n answers whose raw values sum to ``total`` millionths."""
        share = Fraction(total - n * self.low, self.high - self.low)
        return 100 * (n - share if self.turned else share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension: its weight, whether it is service, its questions."""

    weight: Fraction
    service: bool
    questions: Mapping[str, Scale]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The satisfaction rules of a pack."""

    by_clients: bool
    min_weight: Fraction
    min_n: Mapping[str, int]
    dimensions: Mapping[str, Dimension]
    overall: tuple[str, Scale, int | None] | None
    nps: str | None
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The complaint rules of a pack; limits in hours by kind, then by what they hang on."""

    limits: Mapping[str, Mapping[tuple[str, str], Fraction]]
    repeat_days: int | None
    horizon: Fraction | None
    scale: Scale | None
    min_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One version of a pack."""

    id: str
    in_force: date
    asks: tuple[tuple[str, str], ...]
    survey: Survey | None
    ledger: Ledger | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The profile and every version of its packs; ``hours``: opening hours where the clock counts them."""

    zone: ZoneInfo
    hours: Tree | None
    survey: str
    ledger: str
    packs: tuple[Pack, ...]

    def on(self, day: date) -> dict[str, Pack]:
        """Return the version of each pack in force on a day, by id."""
        old = sorted((one for one in self.packs if one.in_force <= day), key=lambda one: one.in_force)
        return {one.id: one for one in sorted(old, key=lambda one: one.id)}


def rules_of(root: Path) -> Rules:
    """Return the rules of the workspace at ``root``; a pack that it does not have is the shipped one."""
    profile = tree(root / "config" / "profile.yaml")
    own, shipped = ([tree(path) for path in sorted(one.glob("config/packs/*.yaml"))] for one in (root, SHIPPED))
    every = [*own, *(one for one in shipped if one["id"] not in {pack["id"] for pack in own})]
    return Rules(
        zone=ZoneInfo(profile["timezone"]),
        hours=profile["working_hours"] if profile["clock"] == "working" else None,
        survey=profile["reference"]["satisfaction"],
        ledger=profile["reference"]["complaint"],
        packs=tuple(_pack(one) for one in every if one["id"] in profile["packs"]),
    )


def tree(path: Path) -> Any:
    """Return a YAML file with every scalar as the text that stands there."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only


def millionths(text: str) -> int:
    """Return a decimal text times 1,000,000."""
    found = Fraction(text) * 1_000_000
    assert found.denominator == 1
    return int(found)


def _pack(one: Tree) -> Pack:
    return Pack(
        id=one["id"],
        in_force=date.fromisoformat(one["in_force"]),
        asks=tuple((rule["clause"], rule["measure"]) for rule in one["measures"]),
        survey=_survey(one["satisfaction"]) if one.get("satisfaction") else None,
        ledger=_ledger(one["complaints"]) if one.get("complaints") else None,
    )


def _survey(one: Tree) -> Survey:
    overall = one.get("overall")
    top = None if not overall or overall.get("top_from") in NOTHING else millionths(overall["top_from"])
    return Survey(
        by_clients=one["weighting"] == "clients",
        min_weight=Fraction(one["min_weight"]),
        min_n={level: int(n) for level, n in one["min_n"].items()},
        dimensions={
            name: Dimension(
                weight=Fraction(d["weight"]),
                service=d["service"] == "true",
                questions={code: Scale.of(scale) for code, scale in d["questions"].items()},
            )
            for name, d in one["dimensions"].items()
        },
        overall=(overall["question"], Scale.of(overall["scale"]), top) if overall not in NOTHING else None,
        nps=None if one.get("nps_question") in NOTHING else one["nps_question"],
        labels=one["labels"] or {},
    )


def _ledger(one: Tree) -> Ledger:
    return Ledger(
        limits={kind: dict(_limits(one, f"{kind}_hours")) for kind in ("first_reply", "handling")},
        repeat_days=None if one["repeat_days"] in NOTHING else int(one["repeat_days"]),
        horizon=None if one["mean_horizon_hours"] in NOTHING else Fraction(one["mean_horizon_hours"]),
        scale=None if one["satisfaction"] in NOTHING else Scale.of(one["satisfaction"]),
        min_n=1 if one["min_n"] in NOTHING else int(one["min_n"]),
    )


def _limits(one: Tree, key: str) -> Iterator[tuple[tuple[str, str], Fraction]]:
    """Yield (what it hangs on, which) and the limit: ("", ""), ("category", …), ("priority", …)."""
    given = [(("", ""), one["limits"])]
    given += [
        ((by, name), limits)
        for by in ("category", "priority")
        for name, limits in (one.get(f"limits_by_{by}") or {}).items()
    ]
    for where, limits in given:
        if limits[key] not in NOTHING:
            yield where, Fraction(limits[key])
