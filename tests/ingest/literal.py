"""Sheets from literals: a test writes the cells that matter, registers and rules are filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.ingest.blocks import Cells
from reportgen.ingest.exports import Understood, understood
from reportgen.ingest.files import Claim, Claims
from reportgen.ingest.sheet import CODE_OF, CellKind, Sheet
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.records.every import RECORD
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.sources import Source

Rows = Sequence[Sequence[str]]

CLIENTS: Rows = [
    ["client_id", "name", "office_id", "office_since", "start_date", "end_date"],
    ["C01", "东方机械", "E", "2020-03-01", "2020-03-01", ""],
    ["C02", "恒达电子", "E", "2021-05-01", "2021-05-01", ""],
    ["C03", "安泰化工", "S", "2022-01-10", "2022-01-10", ""],
]
OFFICES: Rows = [["office_id", "name"], ["E", "华东"], ["S", "华南"]]
FIELDS: Mapping[str, tuple[str, ...]] = {
    "clients": ("client_id", "name", "office_id", "office_since", "start_date", "end_date"),
    "offices": ("office_id", "name"),
    "survey": ("response_id", "client_id", "contact", "round", "answered_at", "question", "answer"),
    "survey_sample": ("round", "client_id"),
    "complaints": (
        "complaint_id", "client_id", "category", "received_at", "first_reply_at", "closed_at", "state",
    ),
    "scorecard_items": ("client_id", "graded_on", "part", "item", "mark"),
    "orders": ("order_id", "client_id", "order_date", "amount", "state"),
    "receivables": ("invoice_id", "client_id", "invoice_date", "due_date", "amount", "paid_amount"),
    "targets": ("client_id", "month", "target_amount"),
    "visits": ("client_id", "office_id", "visited_at", "visitor_role", "problems_found", "problems_solved"),
    "churn_reports": ("client_id", "lost_date", "reported_at", "cause"),
    "limit_applications": (
        "application_id", "client_id", "filled_by", "filled_at", "old_grade", "new_grade", "old_limit",
        "new_limit", "approved_by", "approved_at", "effective_at",
    ),
}  # fmt: skip
"""What a source maps unless a test says otherwise; headings are the fields' own names."""


@cache
def config() -> Config:
    """The worked example's configuration."""
    found, problems = load_config(Path(__file__).resolve().parents[1] / "example")
    assert found, problems
    return found


def source(export: str, **more: Any) -> Source:
    """A rule with one heading a field; ``columns`` replaces all, ``also`` adds some."""
    columns = more.pop("columns", None) or dict.fromkeys(FIELDS.get(export) or RECORD[export].names)
    columns = {name: [name] if value is None else value for name, value in columns.items()}
    columns |= more.pop("also", {})
    given = {"export": export, "files": [f"{export}*"], "required": False, "columns": columns}
    return Source.model_validate(given | more)


def sheet(rows: Rows, name: str = "surveys/2026Q3/x.csv", **facts: Any) -> Sheet:
    """A sheet as the reader returns it; ``kinds``: (row, column) from 1 → kind, for a workbook."""
    cells = Cells.of([tuple(row) for row in rows])
    odd: Mapping[tuple[int, int], CellKind] | None = facts.pop("kinds", None)
    packed = b""
    if odd is not None:
        plain = [CellKind.TEXT if cell else CellKind.BLANK for row in cells for cell in row]
        for (row, column), kind in odd.items():
            plain[(row - 1) * cells.width + column - 1] = kind
        packed = bytes(CODE_OF[kind] for kind in plain)
    given: dict[str, Any] = {"sha256": "0" * 64, "records": len(rows), "kinds": packed} | facts
    return Sheet(file=name, cells=cells, **given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file of a folder."""

    rule: Source
    rows: Rows
    folder: str = "2026Q3"
    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Where it lies."""
        return f"surveys/{self.folder}/{self.name or self.rule.export.value + '.csv'}"


def export(kind: str, *rows: str | Sequence[str], **more: Any) -> Export:
    """An export with the headings of its rule above ``rows``; a row may be one text with commas."""
    own = {name: more.pop(name) for name in ("folder", "name", "facts") if name in more}
    heading = more.pop("heading", None)
    rule = source(kind, **more)
    first = heading or [names[0] for names in rule.columns.values()]
    return Export(rule=rule, rows=[list(first), *(split(row) for row in rows)], **own)


def split(row: str | Sequence[str]) -> list[str]:
    """The cells of a row."""
    return row.split(",") if isinstance(row, str) else list(row)


def read(
    *exports: Export, clients: Rows = CLIENTS, offices: Rows = OFFICES, chosen: Config | None = None,
    as_of: date | None = None,
) -> Understood:  # fmt: skip
    """What the exports say, with registers in the folder 2026Q3 unless they bring their own."""
    kinds = {one.rule.export.value for one in exports}
    given = list(exports)
    given += [Export(rule=source("clients"), rows=clients)] if "clients" not in kinds else []
    given += [Export(rule=source("offices"), rows=offices)] if "offices" not in kinds else []
    claims = Claims(
        claims=tuple(Claim(file=one.file, folder=one.folder, source=one.rule) for one in given),
        folders=tuple(sorted({one.folder for one in given})),
        problems=(),
    )
    settings = chosen or config()
    window = Window.of(Period.parse("2026Q3"), settings.profile.zone, as_of)
    sheets = [sheet(one.rows, one.file, **one.facts) for one in given]
    return understood(sheets, claims, settings, window)


def with_profile(**changes: Any) -> Config:
    """The example's configuration with another profile."""
    return replace(config(), profile=config().profile.model_copy(update=changes))


def coded(found: Understood, code: str) -> list[Problem]:
    """The problems of one code."""
    return sorted((p for p in found.problems if p.code == code), key=lambda p: (p.file, p.row or 0, p.column))


def codes(found: Understood, *, below: Iterable[str] = ("note",)) -> list[str]:
    """The codes of all problems but notes."""
    return sorted(p.code for p in found.problems if p.severity.value not in below)


def fates(found: Understood, file: str) -> dict[str, int]:
    """used, set aside, superseded and skipped rows of a file."""
    row = found.coverage[found.coverage["file"].str.endswith(file)].to_dict("records")
    assert len(row) == 1, found.coverage
    names = ("read", "used", "set_aside", "superseded", "skipped")
    return {name: int(row[0][f"rows_{name}"]) for name in names if row[0][f"rows_{name}"]}
