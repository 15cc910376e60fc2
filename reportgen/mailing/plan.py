"""The plan: every message, word for word and file by file, as people approve it and as it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.deliver.stage import digest, opened, written_whole
from reportgen.deliver.tables import csv_text, guarded

FOLDER = "mail"
"""Of the workspace: plans and journals are no output that can be built again."""
PLAN = "plan.json"
TABLE = "plan.csv"
FORMAT = 1
_COLUMNS = (
    *("to", "name", "role", "office", "audience", "language", "subject"),
    *("file", "bytes", "sha256", "sent_as"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One report of a message."""

    file: str
    """Below the period's folder of the output."""
    sha256: str
    size: int
    name: str
    """What the recipient sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person."""

    key: str
    """Of period, address and content of the files: the same again is the same message."""
    message_id: str
    to: str
    name: str
    role: str
    office_id: str
    audience: str
    language: str
    subject: str
    text: str
    html: str
    files: tuple[Attachment, ...]
    linked: str
    """Where the reports can be read instead; empty = they are attached."""
    password: str
    """Class of the password that locks the PDFs; empty = not locked."""
    corrects: str
    """The Message-ID of what was sent before with other content; empty = nothing was."""

    @property
    def short(self) -> str:
        """What a person types for it."""
        return self.key[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that one `send` does."""

    period: str
    made_at: str
    """Also the date of every message."""
    actor: str
    build: str
    """SHA-256 of the build's manifest."""
    agreed: str
    """SHA-256 of what config/recipients.yaml said."""
    sender: str
    sender_name: Mapping[str, str]
    """Language → name."""
    reply_to: str
    messages: tuple[Message, ...]

    @property
    def date(self) -> datetime:
        """The moment in the messages' Date."""
        return datetime.fromisoformat(self.made_at)


def key_of(period: str, address: str, hashes: list[str]) -> str:
    """Return what names one message: who gets it, of which period, with which content."""
    return hashlib.sha256("\0".join([period, address.casefold(), *sorted(hashes)]).encode()).hexdigest()[:40]


def folder_of(root: Path, period: str) -> Path:
    """Return where a period's plan and journal lie."""
    return root.resolve() / FOLDER / period


def write_plan(folder: Path, plan: Plan) -> str:
    """Write the plan, and the same as a table to look at; returns its hash.

    Raises:  OSError.
    """
    content = json.dumps({"format": FORMAT, **asdict(plan)}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    opened(folder)
    written_whole(folder / TABLE, _table(plan).encode("utf-8-sig"))
    written_whole(folder / PLAN, content.encode())
    return digest(content.encode())


def read_plan(folder: Path) -> tuple[Plan, str] | None:
    """Return the plan and its hash; None where there is none that can be read."""
    try:
        content = (folder / PLAN).read_bytes()
        found = json.loads(content)
        return _plan(found), digest(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _plan(found: Mapping[str, Any]) -> Plan:
    if found["format"] != FORMAT:
        raise ValueError("a plan of another version")
    cells = {name: value for name, value in found.items() if name != "format"}
    messages = tuple(
        Message(**{**one, "files": tuple(Attachment(**file) for file in one["files"])})
        for one in cells.pop("messages")
    )
    return Plan(messages=messages, **cells)


def _table(plan: Plan) -> str:
    """Return a line for each file of each message."""
    rows = []
    for one in plan.messages:
        head = (one.to, one.name, one.role, one.office_id, one.audience, one.language, one.subject)
        sent_as = one.linked or "attachment"
        for file in one.files:
            cells = (*head, file.file, str(file.size), file.sha256, sent_as)
            rows.append([guarded(cell) for cell in cells])
    return csv_text(_COLUMNS, rows)
