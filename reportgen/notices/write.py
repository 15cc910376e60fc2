"""Write a period's notices into a folder, without touching what a person has begun to edit."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.deliver.refused import failed
from reportgen.deliver.stage import written_whole
from reportgen.deliver.tables import csv_text, guarded
from reportgen.model.facts import Window
from reportgen.model.language import translator
from reportgen.model.text import msg, text
from reportgen.notices.due import Notice, notices
from reportgen.notices.letter import document, environment, worded
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request, Watch, read
from reportgen.policy.shipped import template_folders

if TYPE_CHECKING:
    from reportgen.policy.config import Config

LIST = "notices.csv"
COLUMNS = ("kind", "key", "client_id", "to", "decided_on", "told_on", "file", "lacks")
_DRAFT = msg("DRAFT: not to be sent before it was read and signed")


def write(request: Request, folder: Path, watch: Watch | None = None) -> Outcome:
    """Write a letter for each notice that was not sent yet, and a list of all of them.

    A letter that is there already is left as it is: somebody may have edited it.
    """
    config, run = read(request, watch)
    if config is None or run.found is None or run.exit is Exit.REFUSED:
        return Outcome(exit=run.exit, problems=run.problems, said=(run.message,), locale=run.locale)
    window = Window.of(request.period, config.profile.zone, request.as_of)
    found = notices(run.found.facts, window)
    due = [one for one in found if one.told_on is None]
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        fresh = [one for one in due if not (folder / one.file).exists()]
        for one in fresh:
            written_whole(folder / one.file, _letter(one, config, run.locale, window))
        written_whole(folder / LIST, _list(found).encode("utf-8-sig"))
    except OSError as error:
        return Outcome(exit=Exit.PUBLISH, problems=(failed(folder, error),), locale=run.locale)
    counted = text(
        "{count} notices: {told} were sent, {written} drafts are in {folder}, {kept} of them from before",
        count=len(found),
        told=len(found) - len(due),
        written=len(due),
        kept=len(due) - len(fresh),
        folder=str(folder),
    )
    lacking = [
        text(
            "  {file}: the data do not say {lacks}; the place is marked in the letter",
            file=one.file,
            lacks=", ".join(one.lacks),
        )
        for one in due
        if one.lacks
    ]
    return Outcome(exit=Exit.NOTED if lacking else Exit.DONE, said=(counted, *lacking), locale=run.locale)


def _letter(notice: Notice, config: "Config", locale: str, window: Window) -> bytes:
    templates = environment(template_folders(config.root), locale)
    company = config.profile.company.name
    lines = worded(notice, company.zh if locale == "zh" else company.en, locale, templates)
    return document(lines, draft=translator(locale)(_DRAFT), locale=locale, made=window.as_of)


def _list(found: Iterable[Notice]) -> str:
    rows = [
        (
            one.kind,
            one.key,
            one.client_id,
            one.to,
            str(one.decided_on),
            str(one.told_on or ""),
            "" if one.told_on else one.file,
            " ".join(one.lacks),
        )
        for one in found
    ]
    return csv_text(COLUMNS, [[guarded(cell) for cell in row] for row in rows])
