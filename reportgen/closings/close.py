"""Freeze a period as it is built."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.built import Built, altered, built, files_below, old_tables
from reportgen.compare.fact_rows import fact_rows
from reportgen.deliver.manifest import versions
from reportgen.ledger.closing import Closing, closing_of, frozen
from reportgen.model.period import Period
from reportgen.model.text import text
from reportgen.outcome import Outcome, StopError, output_of, with_config
from reportgen.pipeline import Exit, Request, Silent, Watch, analysed
from reportgen.policy.shipped import found

if TYPE_CHECKING:
    from reportgen.policy.config import Config

OPTIONS = ("as_of", "locale", "pdf", "bilingual")
"""What a manifest says of how a build was asked for."""
_TREES = ("config", "templates")
"""Folders of a workspace that a build reads, besides surveys/."""


def close(request: Request, *, at: datetime, actor: str, watch: Watch | None = None) -> Outcome:
    """Keep the inputs, rules, results and pages of a built period for good, and enter it in the ledger.

    The build must be whole and current: every file as its manifest says, every table as it is computed anew.
    """
    return with_config(request, lambda config: _closed(config, request, at, actor, watch or Silent()))


def _closed(config: "Config", request: Request, at: datetime, actor: str, watch: Watch) -> Outcome:
    locale = config.profile.locale
    period = str(request.period)
    ledger = request.ledger_folder
    earlier = closing_of(ledger, period)
    if earlier is not None:
        done = text(
            "{period} was closed on {day} by {actor}; a closing is never changed. "
            "What late data change: `reportgen restate {period}`",
            period=period,
            day=earlier.at[:10],
            actor=earlier.actor,
        )
        return Outcome(exit=Exit.USAGE, said=(done,), locale=locale)
    build = _build(output_of(request), period, locale)
    if build.draft:
        draft = text("the build of {period} is a draft; build it without that, then close it", period=period)
        return Outcome(exit=Exit.USAGE, said=(draft,), locale=locale)
    wrong = altered(build.folder, build.outputs)
    if wrong:
        return Outcome(exit=Exit.PUBLISH, problems=wrong, locale=locale)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        run = analysed(config, as_built(request, build.made), Path(scratch), watch)
    if run.results is None:
        return Outcome(exit=run.exit, problems=run.problems, locale=locale)
    old = old_tables(run.table, build.outputs)
    if old:
        return Outcome(exit=Exit.USAGE, problems=old, locale=locale)
    results = run.table
    closing = Closing(
        period=period,
        options={name: build.made[name] for name in OPTIONS},
        workspace=dict(_workspace(config, request.period)),
        outputs=files_below(build.folder),
        frames={
            "measures": results.history[results.history["period"] == period],
            "graded": results.graded,
            "points": results.points,
            "rows": fact_rows(results.facts, results.window),
        },
        rules=config.digest,
        tool=versions(),
        earlier=results.closed,
    )
    entry = frozen(ledger, closing, at, actor)
    said = (
        text(
            "{period} is closed: {files} files kept",
            period=period,
            files=len(closing.workspace) + len(closing.outputs),
        ),
        text("head of the ledger, to note elsewhere: {head}", head=entry.hash),
    )
    return Outcome(exit=Exit.DONE, said=said, locale=locale)


def as_built(request: Request, made: Mapping[str, Any]) -> Request:
    """Return the request that makes the same build again."""
    day = datetime.fromisoformat(made["as_of"]).date() - timedelta(days=1)
    return replace(
        request,
        as_of=day,
        locale=made["locale"],
        closed=made["closed"],
        variant=made["pdf"]["variant"],
        draft=made["pdf"]["draft"],
        bilingual=made["bilingual"],
    )


def _build(output: Path, period: str, locale: str) -> Built:
    """Return the build to close.

    Raises:  StopError where there is no build.
    """
    try:
        found = built(output, period)
    except OSError:
        found = None
    if found is None or not {"closed", *OPTIONS} <= found.made.keys():
        missing = text("there is no build of {period} to close; build it first", period=period)
        raise StopError(Outcome(exit=Exit.USAGE, said=(missing,), locale=locale))
    return found


def _workspace(config: "Config", period: Period) -> Iterator[tuple[str, Path]]:
    """Yield every file that the build could see: name below the workspace, and where it is."""
    root = config.root
    for name, _ in config.files:  # shipped packs too
        yield name, found(root, name)
    trees = [root / tree for tree in _TREES]
    for folder in sorted((root / "surveys").glob("*/")):
        trees += [folder] if _until(folder.name, period) else []
    for tree in trees:
        for path in sorted(tree.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path
    for name in (*config.profile.fonts, *([config.profile.company.logo] if config.profile.company.logo else [])):
        yield name, root / name


def _until(name: str, period: Period) -> bool:
    try:
        return Period.parse(name).start <= period.start
    except ValueError:
        return False
