"""A sender that is killed at one write of its journal: run as `python -m tests.mailing.killed …`."""

import os
import signal
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.mailing.journal import ABOUT, Journal, states
from reportgen.mailing.post import Post
from reportgen.mailing.sending import Job, sent
from tests.mailing.letters import NAMES, PDF, NoPause, journal, message, plan, rules

PLAN = plan(*(message(to) for to in NAMES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dying(Journal):
    """A journal whose process is gone before, or after, the write with this number."""

    at: int
    when: str
    careless: bool
    """Enters nothing before a message goes out."""
    written: list[str] = field(default_factory=list)

    def enter(self, kind: str, body: Mapping[str, Any]) -> None:
        if self.careless and kind == ABOUT:
            return
        self.written.append(kind)
        if len(self.written) == self.at and self.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        Journal.enter(self, kind, body)
        if len(self.written) == self.at and self.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)


def send(port: int, entered: Journal) -> None:
    """Send the three messages that are not sent yet."""
    company = rules(server={"port": port, "timeouts": dict.fromkeys(("command", "data", "accepted"), 5)})
    line = Post(server=company.server, password="", trust=ssl.create_default_context(), name="client.example.com")
    job = Job(plan=PLAN, contents=lambda _: [PDF], journal=entered, pause=NoPause())
    sent(job, line, states(entered.read()))


if __name__ == "__main__":
    folder, port, at, when, careless = sys.argv[1:]
    usual = journal(Path(folder))
    dying = Dying(
        folder=usual.folder,
        period=usual.period,
        actor=usual.actor,
        now=usual.now,
        at=int(at),
        when=when,
        careless=careless == "careless",
    )
    send(int(port), dying)
