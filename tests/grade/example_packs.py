"""The packs of the worked example as objects, without any YAML."""

from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.policy.pack import (
    Band,
    Check,
    Cycle,
    Document,
    Grading,
    Item,
    MeasureRule,
    Pack,
    Part,
    Scorecard,
    Signoff,
)
from reportgen.policy.strict import Words

PARTS = {"B": Part.BASE, "A": Part.PLUS, "M": Part.MINUS, "V": Part.VETO}
CLAUSES = {"B": "P03.15", "A": "P03.16", "M": "P03.17", "V": "P03.18"}
MAXIMA = {"B1": "40", "B2": "30", "B3": "20", "A1": "10", "M1": "20", "V1": None}
EDGES = (("A", "83"), ("B", "65"), ("C", "50"), ("D", None))


def words(text: str) -> Words:
    """The same text in both languages."""
    return Words(zh=text, en=text)


def pack(pack_id: str, version: str, in_force: date, **changes: Any) -> Pack:
    """A pack without any requirement but those of ``changes``."""
    empty: dict[str, Any] = {
        "measures": (),
        "cycles": (),
        "signoffs": (),
        "checks": (),
        "treatments": (),
        "disclosures": (),
        "analyses": (),
        "processes": (),
    }
    return Pack(
        format=1,
        id=pack_id,
        version=version,
        in_force=in_force,
        title=words(pack_id),
        document=Document(),
        owner=None,
        example_values=True,
        population="all_clients",
        **(empty | changes),
    )


def items(maxima: dict[str, str | None]) -> dict[str, Item]:
    """Items whose first letter says their part."""
    return {
        code: Item(
            part=PARTS[code[0]],
            name=words(code),
            max=None if top is None else Decimal(top),
            clause=CLAUSES[code[0]],
        )
        for code, top in maxima.items()
    }


def bands(edges: tuple[tuple[str, str | None], ...], clause: str) -> tuple[Band, ...]:
    """Bands, best first, that own their lower edge."""
    return tuple(
        Band(
            level=level,
            lower=None if lower is None else Decimal(lower),
            includes_lower=True,
            clause=clause,
        )
        for level, lower in edges
    )


def scorecard(
    maxima: dict[str, str | None] = MAXIMA,
    edges: tuple[tuple[str, str | None], ...] = EDGES,
    **changes: Any,
) -> Grading:
    """The scorecard of the example: marks 0 to 4, whole points, D after a veto."""
    form = {"entry": "mark", "mark_max": Decimal(4), "evidence_required": False}
    card = Scorecard(items=items(maxima), **{name: changes.pop(name, value) for name, value in form.items()})
    rest: dict[str, Any] = {
        "cycle": "quarterly",
        "places": 0,
        "bands": bands(edges, "P03.22"),
        "veto_level": edges[-1][0],
        "pass_level": None,
    }
    return Grading(basis="scorecard", scorecard=card, **(rest | changes))


P03_V30 = pack("P03", "3.0", date(2026, 1, 1), grading=scorecard())
P03_V31 = pack("P03", "3.1", date(2026, 7, 1), grading=scorecard(MAXIMA | {"B2": "25"}))
P17 = pack(
    "P17",
    "1.0",
    date(2026, 1, 1),
    measures=(MeasureRule(clause="P17.2", measure="trade.sales_12m"),),
    grading=Grading(
        basis="measure",
        measure="trade.sales_12m",
        cycle="computed",
        places=2,
        veto_level=None,
        pass_level=None,
        bands=(
            Band(level="VIP", lower=Decimal(10_000_000), includes_lower=False, clause="P17.5"),
            Band(level="A", lower=Decimal(5_000_000), includes_lower=True, clause="P17.6"),
            Band(level="B", lower=Decimal(2_000_000), includes_lower=True, clause="P17.7"),
            Band(level="C", lower=None, includes_lower=True, clause="P17.8"),
        ),
    ),
)
PACKS: dict[str, tuple[Pack, ...]] = {"P03": (P03_V30, P03_V31), "P17": (P17,)}
CHAIN = (
    ("P03.6", "销售工程师", "always"),
    ("P03.7", "商务专员", "always"),
    ("P03.12", "分管副总", "always"),
    ("P03.14", "总经理", "special"),
)


def signoffs() -> tuple[Signoff, ...]:
    """A chain of three and the general manager."""
    return tuple(
        Signoff.model_validate({"clause": clause, "step": step, "role": {"zh": role, "en": role}, "when": when})
        for step, (clause, role, when) in enumerate(CHAIN, 1)
    )


def checks(**clauses: str) -> tuple[Check, ...]:
    """Checks by name."""
    return tuple(Check(check=name, clause=clause) for name, clause in clauses.items())


def quarterly() -> tuple[Cycle, ...]:
    """The quarterly duty of P03.32."""
    return (Cycle(clause="P03.32", duty=words("quarterly"), every="quarter"),)
