"""Facts for the oracle from the product's typed frames, where reading files is not the point."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.oracle.facts import Record, Rows

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts

FRAMES = {
    "register": ("register_period", "client_id", "office_id", "office_since", "start_date", "end_date"),
    "offices": ("office_id",),
    "memberships": ("client_id", "office_id", "since"),
    "answers": ("response_id", "client_id", "office_id", "answered_at", "question", "value_micro"),
    "complaints": (
        "complaint_id",
        "client_id",
        "office_id",
        "category",
        "priority",
        "state",
        "received_at",
        "first_reply_at",
        "closed_at",
        "impossible",
        "satisfaction_micro",
    ),
    "orders": ("order_id", "client_id", "office_id", "order_date", "amount_fen", "margin_fen", "cancelled"),
    "sampled": ("period", "client_id"),
    "receivables": (
        "state_period",
        "invoice_id",
        "client_id",
        "office_id",
        "due_date",
        "amount_fen",
        "paid_fen",
    ),
    "targets": ("client_id", "office_id", "month", "target_fen"),
    "visits": ("client_id", "office_id", "visited_on", "problems_found", "problems_solved"),
    "churn": ("client_id", "reported_on"),
}
ALIASES = {"sampled": "survey_sample", "churn": "churn_reports"}


def from_frames(facts: "Facts") -> Rows:
    """Return the tables of ``world.COLUMNS`` as a dump of typed facts: ingest is not the point here."""
    found: Rows = {
        name: _dump(getattr(facts, ALIASES.get(name, name)), columns) for name, columns in FRAMES.items()
    }
    return found | {"has_read": sorted(facts.read)}


def _dump(frame: "pd.DataFrame", columns: Sequence[str]) -> list[Record]:
    parts = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in columns]
    return [tuple(_plain(cell) for cell in row) for row in zip(*parts, strict=True)]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell.date()
    return cell
