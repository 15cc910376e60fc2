"""Prove that a closed period still is what it was."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.built import altered, files_below
from reportgen.closings.close import as_built
from reportgen.deliver.manifest import versions
from reportgen.deliver.stage import digest
from reportgen.ledger.chain import LedgerError, chain_faults, entries
from reportgen.ledger.closing import closing_of, restored
from reportgen.ledger.objects import lost
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome, output_of, refused, unusable
from reportgen.pipeline import Exit, Request, Silent, Watch, build

if TYPE_CHECKING:
    from reportgen.ledger.chain import Entry


def verify(request: Request, head: str = "", watch: Watch | None = None) -> Outcome:
    """Check the chain, every file that was kept, the files that stand in the output, and make the build again.

    With the versions of then installed, every page and table must come out with the same bytes; with others only
    the tables are compared. What was done is said. ``head``: a hash that was noted at a closing, whole or its
    first 12 digits or more; the chain must have it.
    """
    locale = request.locale or "en"
    try:
        chain = entries(request.ledger_folder)
        entry = closing_of(request.ledger_folder, str(request.period))
    except LedgerError as error:
        return Outcome(exit=Exit.PUBLISH, problems=(unusable(error),), locale=locale)
    if entry is None:
        never = text("{period} was never closed", period=str(request.period))
        return Outcome(exit=Exit.USAGE, said=(never,), locale=locale)
    locale = request.locale or entry.body["options"]["locale"]
    broken = tuple(refused("E511", "ledger.sqlite", "-", fault) for fault in chain_faults(chain, head))
    said = [text("the ledger's chain of {count} entries is whole", count=len(chain))] if not broken else []
    said += [text("{period} was closed on {at} by {actor}", period=entry.period, at=entry.at, actor=entry.actor)]
    problems = [*broken, *_kept_whole(request.ledger_folder, entry, said), *_standing(request, entry, said)]
    if not problems:
        problems += _again(request, entry, said, watch or Silent())
    exit_ = Exit.PUBLISH if problems else Exit.DONE
    return Outcome(exit=exit_, problems=tuple(problems), said=tuple(said), locale=locale)


def _kept_whole(ledger: Path, entry: "Entry", said: list[Text]) -> Iterator[Problem]:
    """Yield a Problem for each file of the closing that the ledger lost or that was altered there."""
    body = entry.body
    files = {**body["workspace"], **body["outputs"], **body["frames"]}
    gone = lost(ledger, files)
    hint = text("bring the folder of the ledger back from a backup")
    for name in gone:
        yield refused("E512", name, files[name][:12], text("the file as it was kept at the closing"), hint)
    if not gone:
        said.append(text("{count} files kept at the closing have their hashes", count=len(files)))


def _standing(request: Request, entry: "Entry", said: list[Text]) -> Iterator[Problem]:
    """Yield a Problem for each file in the output that is not as it was closed."""
    folder = output_of(request) / entry.period
    if not folder.exists():
        said.append(text("the output folder has no {period} to compare", period=entry.period))
        return
    wrong = altered(folder, entry.body["outputs"])
    yield from wrong
    if not wrong:
        said.append(text("all files in the output folder are as they were closed"))


def _again(request: Request, entry: "Entry", said: list[Text], watch: Watch) -> list[Problem]:
    """Build the kept inputs once more and compare."""
    same = entry.body["tool"] == versions()
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        workspace = Path(folder) / "workspace"
        restored(request.ledger_folder, entry, workspace)
        made = {**entry.body["options"], "closed": entry.body["earlier"]}
        again = as_built(
            Request(root=workspace, period=request.period, jobs=request.jobs, ledger=request.ledger_folder), made
        )
        run = build(again, watch)
        if run.output is None:
            return [*run.problems]
        files = {name: digest(path.read_bytes()) for name, path in files_below(run.output).items()}
    compared = {
        name: sha256
        for name, sha256 in entry.body["outputs"].items()
        if same or (name.startswith("data/") and name.endswith(".csv"))
    }
    differ = [name for name, sha256 in compared.items() if files.get(name) != sha256]
    if same:
        done = text(
            "built again with the same versions: {same} of {count} files have the same bytes",
            same=len(compared) - len(differ),
            count=len(compared),
        )
    else:
        done = text(
            "other versions are installed than at the closing, so pages were not compared: "
            "{same} of {count} tables are the same, computed again",
            same=len(compared) - len(differ),
            count=len(compared),
        )
    said.append(done)
    expected = text("the file that the kept inputs give")
    return [refused("E513", name, files.get(name, "-")[:12], expected) for name in differ]
