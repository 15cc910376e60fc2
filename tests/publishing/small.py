"""A workspace with a handful of finished files, as a build leaves them, and two audiences."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.audit.record import record, written
from reportgen.audit.secrets import Kind, Secret
from reportgen.audit.watched import Reader
from reportgen.deliver.stage import digest
from reportgen.model.period import Period
from reportgen.outcome import Outcome
from reportgen.pipeline import Request
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.publishing.publish import Order, publish
from reportgen.publishing.rollback import rollback

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 10, 8, 12, tzinfo=UTC)
FOREIGN = "远恒机电设备"
"""A client of the other office."""
AUDIENCES = ("office-HD", "office-HN")


@cache
def shipped_config() -> Config:
    """The sample's configuration, read once."""
    config, problems = load_config(ROOT)
    assert config is not None, problems
    return config


def site(word: str, *, clients: int = 1) -> dict[str, bytes]:
    """Pages of two audiences, whose words tell one build from another."""
    files = {}
    for audience in AUDIENCES:
        files[f"{audience}/index.html"] = f"<p>{word} {audience}</p>".encode()
        files[f"{audience}/assets/screen.css"] = f"/* {word} */".encode()
        for number in range(clients):
            files[f"{audience}/clients/C{number}.html"] = f"<p>{word} C{number}</p>".encode()
    return files


@dataclass(frozen=True)
class Small:
    """A workspace, and the folder that it is published to."""

    root: Path
    target: Path

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    def request(self, period: str = "2026Q3") -> Request:
        return Request(root=self.root, period=Period.parse(period), jobs=1, locale="en")

    def built(self, period: str, files: dict[str, bytes], *, draft: bool = False) -> None:
        """Leave ``files`` as a build of ``period`` does."""
        readers = [
            Reader(id=one, clients=frozenset({one[-2:]}), kinds=frozenset(Kind) - {Kind.CARD}) for one in AUDIENCES
        ]
        secrets = [Secret(Kind.NAME, "HD", FOREIGN)]
        whole = {**files, "data/leak-gate.json": written(record(secrets, readers, []))}
        outputs = [{"file": name, "sha256": digest(content)} for name, content in sorted(whole.items())]
        made: dict[str, Any] = {"outputs": outputs, "pdf": {"draft": draft}}
        whole["data/manifest.json"] = json.dumps(made).encode()
        folder = self.root / "output" / period
        shutil.rmtree(folder, ignore_errors=True)
        for name, content in whole.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def publish(self, period: str = "2026Q3", **changes: Any) -> Outcome:
        order = Order(to=str(self.target), at=NOON, actor="li@server")
        return publish(self.request(period), replace(order, **changes))

    def rollback(self, release: str = "", **changes: Any) -> Outcome:
        order = replace(Order(to=str(self.target), at=NOON, actor="li@server"), **changes)
        return rollback(self.request(), order, release)

    def online(self) -> dict[str, bytes]:
        """What a web server at the target serves."""
        current = self.target / "current"
        return {
            path.relative_to(current).as_posix(): path.read_bytes()
            for path in current.rglob("*")
            if path.is_file() and path.name != "release.json"
        }

    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.target / "releases").iterdir() if path.name != "lock")


def said(outcome: Outcome) -> str:
    return "\n".join([*map(str, outcome.said), *map(str, outcome.problems)])
