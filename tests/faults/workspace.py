"""The smallest workspace that a check accepts: two offices, forty clients, one policy."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.faults.case import Case, encoded, lines

FOLDER = "surveys/2026Q3"
PACK: Mapping[str, Any] = {
    "format": 1,
    "id": "P06",
    "version": "1.0",
    "in_force": "2026-01-01",
    "title": {"zh": "客户评估制度", "en": "Client evaluation"},
    "document": {},
    "owner": None,
    "example_values": True,
    "population": "all_clients",
    "measures": [
        {"clause": "P06.7", "measure": "satisfaction.product_quality"},
        {"clause": "P06.8", "measure": "satisfaction.response_speed"},
        {"clause": "P06.18", "measure": "satisfaction.index"},
        {"clause": "P11.14", "measure": "complaint.count"},
        {"clause": "P11.2", "measure": "complaint.first_reply_on_time"},
    ],
    "satisfaction": {
        "weighting": "answers",
        "min_weight": 0.5,
        "min_n": {"client": 1, "office": 1, "company": 1},
        "dimensions": {
            "product_quality": {
                "clause": "P06.7",
                "name": {"zh": "产品质量", "en": "Product quality"},
                "weight": 0.5,
                "service": False,
                "questions": {"Q1": {"min": 1, "max": 5, "reversed": False}},
            },
            "response_speed": {
                "clause": "P06.8",
                "name": {"zh": "响应速度", "en": "Response speed"},
                "weight": 0.5,
                "service": True,
                "questions": {
                    "Q2": {"min": 1, "max": 5, "reversed": False},
                    "Q3": {"min": 1, "max": 5, "reversed": False},
                },
            },
        },
        "labels": {"非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1},
        "not_applicable": ["不适用"],
    },
    "complaints": {
        "limits": {"first_reply_hours": 24, "handling_hours": None},
        "repeat_days": None,
        "mean_horizon_hours": None,
        "satisfaction": {"min": 1, "max": 5, "reversed": False},
        "min_n": None,
    },
    "grading": {
        "basis": "scorecard",
        "cycle": "quarterly",
        "places": 1,
        "veto_level": "D",
        "pass_level": None,
        "scorecard": {
            "entry": "points",
            "mark_max": None,
            "evidence_required": False,
            "items": {
                "B1": {"part": "base", "name": {"zh": "基本项", "en": "Base"}, "max": 100, "clause": "P03.15"},
                "M1": {"part": "minus", "name": {"zh": "减分项", "en": "Minus"}, "max": 20, "clause": "P03.17"},
                "V1": {"part": "veto", "name": {"zh": "否决项", "en": "Veto"}, "max": None, "clause": "P03.18"},
            },
        },
        "bands": [
            {"level": "A", "lower": 90, "includes_lower": True, "clause": "P03.15"},
            {"level": "B", "lower": 60, "includes_lower": True, "clause": "P03.15"},
            {"level": "D", "lower": None, "includes_lower": True, "clause": "P03.15"},
        ],
    },
    **{key: [] for key in ("cycles", "signoffs", "checks", "treatments", "disclosures", "analyses", "processes")},
}
EXAMPLE = Path(__file__).resolve().parents[1] / "example/config/profile.yaml"
PROFILE: Mapping[str, Any] = yaml.safe_load(EXAMPLE.read_text("utf-8")) | {
    "packs": ["P06"],
    "reference": {"satisfaction": "P06", "complaint": "P06"},
}
CLIENT_HEAD = "client_id,name,short_name,previous_names,credit_code,office_id,office_since,start_date,end_date"
CLIENT_FIELDS = tuple(CLIENT_HEAD.split(","))
CLIENTS = [
    "C01,东方机械,东方,,,E,2020-03-01,2020-03-01,",
    "C02,恒达电子,恒达,,,E,2021-05-01,2021-05-01,",
    *(f"C{n:02d},客户{n:02d}号,,,,{'E' if n <= 20 else 'S'},2021-05-01,2021-05-01," for n in range(3, 37)),
    "C37,安泰化工有限公司,安泰,安泰化学,,E,2021-05-01,1988-05-01,2026-07-31",
    "C38,（苏州）长江 实业,,,,E,2021-05-01,2021-05-01,",
    "C39,新来贸易,,,,S,2026-08-01,2026-08-01,",
    "C40,客户40号,,,,S,2021-05-01,2021-05-01,",
]
OFFICES = ["E,华东,李主任,e@example.org", "S,华南,王主任,s@example.org"]
OFFICE_FIELDS = ("office_id", "name", "manager", "mail")


def registers(
    clients: Iterable[str] = CLIENTS, offices: Iterable[str] = OFFICES, folder: str = FOLDER
) -> dict[str, str]:
    """Return the two registers of a period."""
    return {
        f"{folder}/clients.csv": lines(CLIENT_HEAD, *clients),
        f"{folder}/offices.csv": lines(",".join(OFFICE_FIELDS), *offices),
    }


def rule(export: str, columns: Mapping[str, str] | Iterable[str], **more: Any) -> dict[str, Any]:
    """Return a rule of sources.yaml without its files; columns are fields, or field → heading."""
    named = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    return {"export": export, "columns": {field: [heading] for field, heading in named.items()}, **more}


def _registers(files: Mapping[str, str | bytes]) -> list[dict[str, Any]]:
    """Return the rules of the two registers, for the headings that they have."""
    head = encoded(files[f"{FOLDER}/clients.csv"]).decode().splitlines()[0]
    return [
        rule("clients", head.split(","), files=["clients.csv"], required=True),
        rule("offices", OFFICE_FIELDS, files=["offices.csv"], required=True),
    ]


def made(root: Path, cases: Iterable[Case], *, required: bool) -> Path:
    """Write a workspace with some cases; ``required``: whether their exports cannot be done without."""
    rules: list[Mapping[str, Any]] = []
    profile, pack, files = dict(PROFILE), dict(PACK), dict[str, bytes]()
    own: dict[str, str | bytes] = dict(registers())
    for case in cases:
        claimed = [f"{case.key}.*", f"{case.key}-*", f"~$*{case.key}*"]
        rules += [{"files": claimed, "required": required, **case.rule}] if case.rule else []
        rules += [{"required": required, **one} for one in case.rules]
        profile |= case.profile
        pack |= case.pack
        own |= case.workspace
        files |= {f"surveys/{path}": content for path, content in case.contents().items()}
    configuration = {
        "config/profile.yaml": _yaml(profile),
        "config/sources.yaml": _yaml({"format": 1, "sources": [*_registers(own), *rules]}),
        "config/packs/P06.yaml": _yaml(pack),
    }
    for path, content in (configuration | own | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(encoded(content))
    return root


def _yaml(value: Mapping[str, Any]) -> str:
    stream = io.StringIO()
    yaml.safe_dump(value, stream, allow_unicode=True, sort_keys=False)
    return stream.getvalue()
