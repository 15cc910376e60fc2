"""Plans, rules and certificates that the tests of mail share."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportgen.deliver.stage import digest
from reportgen.mailing.journal import Journal
from reportgen.mailing.plan import Attachment, Message, Plan, key_of
from reportgen.policy.recipients import Recipients

PERIOD = "2026Q3"
NOON = datetime(2026, 10, 8, 12, tzinfo=UTC)
PDF = b"%PDF-1.7\n.\n..\r\n" + bytes(range(256)) * 40
NAMES = ("li@example.com", "wang@example.com", "zhao@example.com")


def rules(**changed: Any) -> Recipients:
    """Recipients of a small company, with parts changed."""
    server = {
        "host": "127.0.0.1",
        "port": 2525,
        "security": "none",
        "ca_file": None,
        "user": None,
        "per_minute": 1_000_000,
        "retry_seconds": [0.001, 0.001],
        "timeouts": {"command": 0.2, "data": 0.2, "accepted": 0.2},
    }
    base: dict[str, Any] = {
        "format": 1,
        "language": "zh",
        "sender": {"address": "reports@example.com", "name": {"zh": "澄远", "en": "Chengyuan"}, "reply_to": None},
        "site": None,
        "server": server | changed.pop("server", {}),
        "attachments_mb": 20,
        "approve_own": False,
        "roles": {
            "general_manager": {"audience": "management", "files": ["management"]},
            "office_manager": {"audience": "office", "files": ["office", "client"]},
            "sales_engineer": {"audience": "office", "files": ["client"], "clients": "own"},
        },
        "people": [{"name": "高明", "email": "gao@example.com", "role": "general_manager"}],
        "registers": {"offices": None, "staff": False},
    }
    return Recipients.model_validate(base | changed)


def message(to: str = NAMES[0], audience: str = "office-HD", content: bytes = PDF, **changed: Any) -> Message:
    """One planned message with one file of its audience."""
    file = Attachment(
        file=f"{audience}/offices/HD.pdf", sha256=digest(content), size=len(content), name="2026Q3_华东办事处.pdf"
    )
    key = key_of(PERIOD, to, [file.sha256])
    values: dict[str, Any] = {
        "key": key,
        "message_id": f"<{key}@example.com>",
        "to": to,
        "name": "李雷",
        "role": "office_manager",
        "office_id": "HD",
        "audience": audience,
        "language": "zh",
        "subject": "澄远传动 2026Q3 华东办事处",
        "text": "您好\n.\n",
        "html": "<p>您好</p>",
        "files": (file,),
        "linked": "",
        "password": "",
        "corrects": "",
    }
    return Message(**values | changed)


def plan(*messages: Message) -> Plan:
    """A plan of these messages."""
    return Plan(
        period=PERIOD,
        made_at=NOON.isoformat(),
        actor="li@server",
        build="b" * 64,
        agreed="a" * 64,
        sender="reports@example.com",
        sender_name={"zh": "澄远传动客户评估", "en": "Chengyuan"},
        reply_to="",
        messages=messages,
    )


def journal(folder: Path, actor: str = "wang@server") -> Journal:
    """A journal in a folder."""
    return Journal(folder=folder, period=PERIOD, actor=actor, now=lambda: NOON)


class NoPause:
    """Time that passes at once; ``slept`` is how long it would have been."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def monotonic(self) -> float:
        return sum(self.slept)
