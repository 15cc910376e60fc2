"""What every mail command begins with: the rules, the build, the journal, alone with both."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.built import MANIFEST, built
from reportgen.deliver.lock import LockedError, locked
from reportgen.deliver.stage import digest
from reportgen.ledger.chain import LedgerError, entries
from reportgen.ledger.kinds import MAILED
from reportgen.mailing.journal import PLANNED, Clock, Journal, agreed_on
from reportgen.mailing.plan import PLAN, Message, Plan, folder_of, read_plan
from reportgen.mailing.planning import misdirected
from reportgen.model.text import text
from reportgen.outcome import Outcome, StopError, output_of, refused, with_config
from reportgen.pipeline import Exit, Request
from reportgen.policy.load import RECIPIENTS, load_recipients

if TYPE_CHECKING:
    from reportgen.built import Built
    from reportgen.ledger.chain import Entry
    from reportgen.model.problem import Problem
    from reportgen.model.text import Text
    from reportgen.policy.config import Config
    from reportgen.policy.recipients import Recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that a mail command looks at."""

    request: Request
    config: "Config"
    rules: "Recipients"
    build: "Built"
    journal: Journal
    written: "tuple[Entry, ...]"
    """The journal as it was found."""

    @property
    def locale(self) -> str:
        """The language of the command's words."""
        return self.request.locale or self.config.profile.locale

    @property
    def folder(self) -> Path:
        """Where the plan lies."""
        return self.journal.folder

    @property
    def agreed(self) -> str:
        """SHA-256 of what the plan takes from config/recipients.yaml."""
        return digest(self.rules.agreed.encode())

    @property
    def build_hash(self) -> str:
        """SHA-256 of the manifest, which names every file with its hash."""
        return digest((self.build.folder / MANIFEST).read_bytes())

    def outcome(self, code: Exit, problems: "Iterable[Problem]" = (), said: "Iterable[Text]" = ()) -> Outcome:
        """Return an outcome in the command's language."""
        return Outcome(exit=code, problems=tuple(problems), said=tuple(said), locale=self.locale)

    def stop(self, code: Exit, *problems: "Problem") -> StopError:
        """Return what ends the command."""
        return StopError(self.outcome(code, problems))


def at_desk(request: Request, now: Clock, actor: str, do: Callable[[Desk], Outcome]) -> Outcome:
    """Return what ``do`` makes of the period's mail, alone with its build and its journal."""

    def alone(config: "Config") -> Outcome:
        rules, problems = load_recipients(request.root)
        locale = request.locale or config.profile.locale
        if rules is None:
            return Outcome(exit=Exit.USAGE, problems=tuple(problems), locale=locale)
        period = str(request.period)
        folder = folder_of(request.root, period)
        build = built(output_of(request), period)
        if build is None:
            missing = text("there is no build of {period} to mail; build it first", period=period)
            return Outcome(exit=Exit.USAGE, said=(missing,), locale=locale)
        journal = Journal(folder=folder, period=period, actor=actor, now=now)
        try:
            with locked(folder):
                desk = Desk(
                    request=request,
                    config=config,
                    rules=rules,
                    build=build,
                    journal=journal,
                    written=tuple(journal.read()),
                )
                _not_lost(desk)
                return do(desk)
        except LockedError as error:
            busy = text("mail of {period} is being sent ({holder})", period=period, holder=error.holder)
            return Outcome(exit=Exit.LOCKED, said=(busy,), locale=locale)
        except LedgerError as error:
            if error.path.parent != folder:
                raise
            return Outcome(exit=Exit.UNSENT, problems=(_lost(str(error.error)),), locale=locale)

    return with_config(request, alone)


def plan_of(desk: Desk) -> tuple[Plan, str]:
    """Return the plan and its hash, as it was made here, of files that are still the same.

    Raises:  StopError where there is none, where it, a file or the recipients were changed since, or where a
             message would carry a file of another audience.
    """
    found = read_plan(desk.folder)
    if found is None:
        none = text("a plan; make one with `reportgen mail {period} plan`", period=desk.build.period)
        raise desk.stop(Exit.USAGE, refused("E609", PLAN, "-", none))
    plan, found_hash = found
    strange = [
        one
        for message in plan.messages
        for one in misdirected(message.to, message.audience, [file.file for file in message.files])
    ]
    if strange:
        raise desk.stop(Exit.LEAK, *strange)
    again = text("plan again, look at it again and have it approved again")
    if agreed_on(desk.written, PLANNED, found_hash) is None:
        raise desk.stop(Exit.USAGE, refused("E609", PLAN, found_hash[:12], text("the plan as it was made"), again))
    if plan.agreed != desk.agreed:
        expected = text("the recipients that the plan was made for")
        raise desk.stop(Exit.USAGE, refused("E609", RECIPIENTS, "-", expected, again))
    changed = [
        refused("E609", file.file, message.to, text("the file as it was planned"), again)
        for message in plan.messages
        for file in message.files
        if _hash_of(desk.build.folder / file.file) != file.sha256
    ]
    if changed:
        raise desk.stop(Exit.USAGE, *changed)
    return plan, found_hash


def contents(desk: Desk, message: Message) -> list[bytes]:
    """Return the files of a message as they are in the output; none where they are linked."""
    return [] if message.linked else [(desk.build.folder / file.file).read_bytes() for file in message.files]


def _not_lost(desk: Desk) -> None:
    """Stop where mail was sent, or a plan made, of which the journal knows nothing: unknown is not never."""
    told = entries(desk.request.ledger_folder, kind=MAILED, period=desk.build.period)
    if not desk.written and (told or (desk.folder / PLAN).exists()):
        raise desk.stop(Exit.UNSENT, _lost("-"))


def _lost(value: str) -> "Problem":
    hint = text("bring mail/ back from a backup; without it nobody knows what was sent already")
    return refused(
        "E604", "mail/ledger.sqlite", value, text("the journal of what was sent, as it was written"), hint
    )


def _hash_of(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            return digest(file.read())
    except OSError:
        return ""
