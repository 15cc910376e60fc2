"""What a command that hands on a period did, and the faults that all of them share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.deliver.lock import LockedError, locked
from reportgen.deliver.refused import failed
from reportgen.ledger.chain import LedgerError
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.pipeline import WORK, Exit, Request
from reportgen.policy.load import load_config

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.policy.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Its exit code, what is wrong, and what to say, line by line."""

    exit: Exit
    problems: tuple[Problem, ...] = ()
    said: tuple[Text, ...] = ()
    locale: str = "en"
    restated: "pd.DataFrame | None" = None
    """RESTATED of one closed period."""


class StopError(Exception):
    """A command ends early with ``outcome``."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome.exit))
        self.outcome = outcome


def output_of(request: Request) -> Path:
    """Return the folder that builds are written to."""
    return (request.output or request.root / "output").resolve()


def with_config(request: Request, do: "Callable[[Config], Outcome]") -> Outcome:
    """Return what ``do`` makes of the workspace's configuration, alone with its output and its ledger."""
    config, problems = load_config(request.root)
    if config is None:
        return Outcome(exit=Exit.USAGE, problems=tuple(problems))
    try:
        with _alone(request, config.profile.locale):
            return do(config)
    except StopError as stop:
        return stop.outcome


@contextmanager
def _alone(request: Request, locale: str) -> Iterator[None]:
    """Hold the build lock, and make an outcome of every fault of the disk or of the ledger.

    Raises:  StopError.
    """
    try:
        with locked(output_of(request) / WORK):
            yield
    except LockedError as error:
        busy = text("another build is running ({holder}); try again when it has ended", holder=error.holder)
        raise StopError(Outcome(exit=Exit.LOCKED, said=(busy,), locale=locale)) from error
    except LedgerError as error:
        raise StopError(Outcome(exit=Exit.PUBLISH, problems=(unusable(error),), locale=locale)) from error
    except OSError as error:
        fault = failed(request.ledger_folder, error)
        raise StopError(Outcome(exit=Exit.PUBLISH, problems=(fault,), locale=locale)) from error


def unusable(error: LedgerError) -> Problem:
    """Return the Problem of a ledger that cannot be read or written."""
    return Problem(
        code="E511",
        severity=Severity.REFUSED,
        file=error.path.name,
        value=str(error.error),
        expected=text("a ledger that can be read and written"),
        hint=text("bring it back from a backup; it is never made anew, as that would forget what was closed"),
    )


def refused(code: str, file: str, value: str, expected: Text, hint: Text | None = None) -> Problem:
    """Return a Problem that ends a command."""
    return Problem(
        code=code, severity=Severity.REFUSED, file=file, value=value, expected=expected, hint=hint or Text("")
    )
