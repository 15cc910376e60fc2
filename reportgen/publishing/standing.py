"""The build that is to be published: whole, no draft, as it was closed, and passed by the leak gate."""

from typing import TYPE_CHECKING

from reportgen.built import Built, altered, built
from reportgen.deliver.stage import DeliveryError, build_id, staged, swapped
from reportgen.ledger.closing import closing_of
from reportgen.ledger.objects import content, lost
from reportgen.model.problem import Problem
from reportgen.model.text import text
from reportgen.outcome import Outcome, StopError, output_of, refused
from reportgen.pipeline import WORK, Exit, Request
from reportgen.safekeeping import GATE, read_back

if TYPE_CHECKING:
    from reportgen.ledger.chain import Entry


def standing(request: Request, locale: str, *, draft: bool) -> Built:
    """Return the build of the period; ``draft``: also one that says of itself that it is a draft.

    A closed period is published as it was closed; where the output has lost it, it comes from the ledger.

    Raises:  StopError, LedgerError, OSError.
    """
    period = str(request.period)
    closing = closing_of(request.ledger_folder, period)
    if closing is not None and not (output_of(request) / period).exists():
        _brought_back(request, closing, locale)
    found = built(output_of(request), period)
    if found is None:
        missing = text("there is no build of {period} to publish; build it first", period=period)
        raise StopError(Outcome(exit=Exit.USAGE, said=(missing,), locale=locale))
    if found.draft and not draft:
        is_draft = text(
            "the build of {period} is a draft; build it without, or say --draft to publish it", period=period
        )
        raise StopError(Outcome(exit=Exit.USAGE, said=(is_draft,), locale=locale))
    _stopped(altered(found.folder, found.outputs), locale)
    if closing is not None:
        _stopped(_not_as_closed(found, closing), locale)
    return found


def passed(found: Built, workers: int, locale: str) -> None:
    """Let the leak gate read every file.

    Raises:  StopError where it finds something (exit 9), or was told nothing (exit 6).
    """
    audit = read_back(found.folder, workers=workers, locale=locale)
    if audit is None:
        told = text("what the leak gate has to look for")
        _stopped((refused("E512", GATE, "-", told, text("build the period again")),), locale)
    elif audit.problems:
        raise StopError(Outcome(exit=Exit.LEAK, problems=audit.problems, said=(audit.said,), locale=locale))


def _not_as_closed(found: Built, closing: "Entry") -> tuple[Problem, ...]:
    hint = text(
        "move output/{period} away and publish again: a closed period comes back from the ledger",
        period=found.period,
    )
    expected = text("the file as it was closed")
    wrong = altered(found.folder, closing.body["outputs"])
    return tuple(refused("E512", one.file, one.value, expected, hint) for one in wrong)


def _brought_back(request: Request, closing: "Entry", locale: str) -> None:
    """Put the files of a closing back into the output folder, by one rename.

    Raises:  StopError.
    """
    kept, ledger = closing.body["outputs"], request.ledger_folder
    hint = text("bring the folder of the ledger back from a backup")
    gone = (refused("E512", name, "-", text("the file as it was closed"), hint) for name in lost(ledger, kept))
    _stopped(tuple(gone), locale)
    files = {name: content(ledger, sha256) or b"" for name, sha256 in kept.items()}
    output = output_of(request)
    folder = output / WORK / closing.period / build_id(files)
    try:
        staged(folder, files)
        swapped(output / closing.period, folder)
    except DeliveryError as error:
        raise error.error from error


def _stopped(wrong: tuple[Problem, ...], locale: str) -> None:
    if wrong:
        raise StopError(Outcome(exit=Exit.PUBLISH, problems=wrong, locale=locale))
