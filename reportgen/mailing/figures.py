"""What a build was computed from, once more: its sentences in any language, and the registers of then."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.built import old_tables
from reportgen.ledger.closing import closing_of, restored
from reportgen.outcome import Outcome, StopError
from reportgen.pipeline import Exit, Request, Watch, analysed
from reportgen.policy.load import load_config

if TYPE_CHECKING:
    from reportgen.built import Built
    from reportgen.model.results import Results
    from reportgen.policy.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The results that a build printed, and the rules that it printed them by."""

    results: "Results"
    config: "Config"


def figures_of(build: "Built", config: "Config", request: Request, watch: Watch) -> Figures:
    """Return the figures of a build; those of a closed period come from what the closing kept.

    Raises:  StopError where the exports and rules of now give other tables than the build has: a sentence in a
             message would say something else than its report. LedgerError.
    """
    day = datetime.fromisoformat(build.made["as_of"]).date() - timedelta(days=1)
    with _workspace(request) as root, tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        if root != request.root:
            config = _config(root)
        closed = build.made.get("closed", {})
        again = replace(request, root=root, as_of=day, closed=closed, ledger=request.ledger_folder)
        run = analysed(config, again, Path(scratch), watch)
    if run.results is None:
        raise StopError(Outcome(exit=run.exit, problems=run.problems, said=(run.message,), locale=run.locale))
    wrong = old_tables(run.results, build.outputs)
    if wrong:
        raise StopError(Outcome(exit=Exit.USAGE, problems=wrong, locale=config.profile.locale))
    return Figures(results=run.results, config=config)


@contextmanager
def _workspace(request: Request) -> Iterator[Path]:
    """Give the workspace, or of a closed period the one that was kept."""
    entry = closing_of(request.ledger_folder, str(request.period))
    if entry is None:
        yield request.root
        return
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        restored(request.ledger_folder, entry, Path(folder))
        yield Path(folder)


def _config(root: Path) -> "Config":
    found, problems = load_config(root)
    if found is None:
        raise StopError(Outcome(exit=Exit.USAGE, problems=tuple(problems)))
    return found
