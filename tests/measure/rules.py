"""Packs and a profile from literals."""

from collections.abc import Mapping
from typing import Any

from reportgen.policy.audiences import Fields
from reportgen.policy.pack import Pack
from reportgen.policy.profile import Profile

WORDS = {"zh": "名", "en": "name"}
SCALE = {"min": "1", "max": "5", "reversed": False}
NO_LIMITS = {"first_reply_hours": None, "handling_hours": None}


def sight(*, offices: str) -> dict[str, Any]:
    """A row of the table of audiences that sees no more than levels and figures of the clients of its offices."""
    return {
        "offices": offices,
        "clients": "all",
        "reports": ["client", "office"],
        "fields": dict.fromkeys(Fields.model_fields, False),
    }


def profile(**changes: Any) -> Profile:
    """A profile whose reference packs are P06 and P11."""
    return Profile.model_validate(
        {
            "format": 1,
            "company": {"name": WORDS, "product": WORDS, "accent": "#112233"},
            "locale": "en",
            "timezone": "Asia/Shanghai",
            "period": "quarter",
            "clock": "calendar",
            "packs": ["P06", "P11"],
            "reference": {"satisfaction": "P06", "complaint": "P11"},
            "benchmarks": {"min_clients": 1, "min_offices": 1},
            "audiences": {
                "management": sight(offices="all"),
                "office": sight(offices="own"),
                "client": None,
                "custom": [],
                "ordinary_words": [],
            },
        }
        | changes
    )


def pack(pack_id: str, measures: Mapping[str, str] | None = None, **parts: Any) -> Pack:
    """A pack; ``measures``: measure → clause."""
    empty = ("cycles", "signoffs", "checks", "treatments", "disclosures", "analyses", "processes")
    return Pack.model_validate(
        {
            "format": 1,
            "id": pack_id,
            "version": "1",
            "in_force": "2020-01-01",
            "title": WORDS,
            "document": {},
            "owner": None,
            "example_values": True,
            "population": "all_clients",
            "measures": [{"clause": c, "measure": m} for m, c in (measures or {}).items()],
            **{name: [] for name in empty},
            **parts,
        }
    )


def dimension(weight: str, *questions: str, service: bool = False, **scale: Any) -> dict[str, Any]:
    """One dimension, its questions on the scale 1 to 5 unless said."""
    asked = {code: {**SCALE, **scale} for code in questions}
    return {"clause": "P06.7", "name": WORDS, "weight": weight, "service": service, "questions": asked}


def satisfaction(dimensions: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Rules of satisfaction: one dimension, no smallest sample, weighted by answers."""
    return {
        "weighting": "answers",
        "min_weight": "0.6",
        "min_n": {"client": 1, "office": 1, "company": 1},
        "dimensions": dimensions or {"price": dimension("1", "Q1")},
        "labels": {},
        "not_applicable": [],
        **changes,
    }


def complaints(**changes: Any) -> dict[str, Any]:
    """Rules of complaints that say nothing."""
    return {
        "limits": NO_LIMITS,
        "repeat_days": None,
        "mean_horizon_hours": None,
        "satisfaction": None,
        "min_n": None,
        **changes,
    }


EXAMPLE = satisfaction(
    {
        "product_quality": dimension("0.5", "Q1"),
        "response_speed": dimension("0.3", "Q2", reversed=True),
        "after_sales": dimension("0.2", "Q3"),
    },
    min_n={"client": 1, "office": 3, "company": 3},
)
"""The satisfaction rules of the worked example."""


def packs(survey: Mapping[str, Any] | None = None, ledger: Mapping[str, Any] | None = None) -> dict[str, Pack]:
    """P06 with satisfaction rules and P11 with complaint rules, where given."""
    found = {}
    if survey is not None:
        found["P06"] = pack("P06", satisfaction=survey)
    if ledger is not None:
        found["P11"] = pack("P11", complaints=ledger)
    return found
