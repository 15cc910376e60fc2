"""Where a period stands: which exports have come, and whether it is built, closed, published and mailed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from reportgen.built import MANIFEST, built
from reportgen.deliver.manifest import versions
from reportgen.ledger.chain import Entry, LedgerError, entries
from reportgen.ledger.kinds import CLOSED, MAILED, PUBLISHED, RESTATED
from reportgen.model.problem import Severity
from reportgen.outcome import Outcome, output_of, unusable
from reportgen.pipeline import Exit, Request, Watch, read

if TYPE_CHECKING:
    from reportgen.ingest.ingest import Ingested
    from reportgen.policy.config import Config
    from reportgen.policy.sources import Freshness, Source

State = Literal["came", "stale", "overdue", "missing", "refused"]
"""overdue = older than the limit that stops; missing = required, or it came for the period before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One export of the period."""

    export: str
    state: State
    required: bool
    files: tuple[str, ...] = ()
    rows: int = 0
    latest: date | None = None
    """Day of its latest record; None where its rows have no dates."""
    days: int | None = None
    """From ``latest`` to the status's ``until``."""
    limit: int | None = None
    """Most of those days."""
    last: str = ""
    """Of a missing one: the last period it came for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The build in the output folder."""

    at: datetime
    """When it was written, by the clock of the machine."""
    draft: bool
    changed: tuple[str, ...]
    """Inputs and rules that are not those that it was made of."""
    program: bool
    """Whether this program and its libraries made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The period, and what was done with it."""

    period: str
    today: date
    until: date
    """Today, or the period's last day where that is earlier: ages are counted to it."""
    arrivals: tuple[Arrival, ...]
    never: tuple[str, ...]
    """Exports that the sources name and that never came."""
    built: Standing | None
    closed: Entry | None
    restated: tuple[Entry, ...]
    published: tuple[Entry, ...]
    mailed: tuple[Entry, ...]
    locale: str

    @property
    def exit(self) -> Exit:
        """4 where a build would be refused or an export is far too old, 3 where something is to be done."""
        states = {one.state for one in self.arrivals}
        lacking = any(one.state == "missing" and one.required for one in self.arrivals)
        if lacking or states & {"overdue", "refused"}:
            return Exit.REFUSED
        current = self.built is not None and not self.built.changed
        return Exit.DONE if states <= {"came"} and (current or self.closed) else Exit.NOTED


def status(request: Request, now: datetime, watch: Watch | None = None) -> tuple[Status | None, Outcome]:
    """Read the exports of the period and the ledger, and say where it stands; build nothing.

    In:      request: its period; ages are counted to the day of ``now`` in the profile's zone.
    Out:     the status, or None and an outcome that says why there is none.
    Source:  dbt's source freshness: a limit that warns and one that stops, per source.
    """
    config, run = read(request, watch)
    if config is None or run.found is None:
        return None, Outcome(exit=run.exit, problems=run.problems, said=(run.message,), locale=run.locale)
    try:
        done = entries(request.ledger_folder, period=str(request.period))
    except LedgerError as error:
        return None, Outcome(exit=Exit.PUBLISH, problems=(unusable(error),), locale=run.locale)
    found, today = run.found, now.astimezone(config.profile.zone).date()
    until = min(today, request.period.end - timedelta(days=1))
    arrivals = tuple(_arrivals(config, request, found, until))
    came = {one.export for one in arrivals}
    named = sorted({source.export.value for source in config.sources.sources})
    whole = Status(
        period=str(request.period),
        today=today,
        until=until,
        arrivals=arrivals,
        never=tuple(one for one in named if one not in came),
        built=_standing(config, request, found),
        closed=next(iter(_of(CLOSED, done)), None),
        restated=_of(RESTATED, done),
        published=_of(PUBLISHED, done),
        mailed=_of(MAILED, done),
        locale=run.locale,
    )
    return whole, Outcome(exit=whole.exit, locale=run.locale)


def _of(kind: str, done: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(one for one in done if one.kind == kind)


def _arrivals(config: "Config", request: Request, found: "Ingested", until: date) -> Iterator[Arrival]:
    """Yield every export that came for the period, is required, or came for an earlier one."""
    from reportgen.ingest.files import claimed

    claims = claimed(config.root, config.sources, request.period)
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims.claims:
        files[claim.source.export.value, claim.folder].add(claim.file)
    refused = {one.file for one in found.problems if one.severity is Severity.REFUSED}
    for export in sorted({source.export.value for source in config.sources.sources}):
        rules = [source for source in config.sources.sources if source.export.value == export]
        required = any(source.required for source in rules)
        folders = [folder for folder in claims.folders if files.get((export, folder))]
        if not folders and not required:
            continue
        own = files.get((export, str(request.period)), set())
        if not own:
            yield Arrival(export=export, state="missing", required=required, last=folders[-1] if folders else "")
            continue
        yield _arrived(export, own, found, refused, until, rules)


def _arrived(
    export: str, own: set[str], found: "Ingested", refused: set[str], until: date, rules: "list[Source]"
) -> Arrival:
    """Return an export that came: how many rows, and how old its latest record is."""
    rows = found.coverage[found.coverage["export"].eq(export) & found.coverage["file"].isin(own)]
    latest = None if rows["last_date"].isna().all() else rows["last_date"].max().date()
    days = None if latest is None else max((until - latest).days, 0)
    limits = [source.fresh for source in rules if source.fresh is not None]
    strictest = min(limits, key=lambda one: one.warn, default=None)
    return Arrival(
        export=export,
        state="refused" if own & refused else _age(days, strictest),
        required=any(source.required for source in rules),
        files=tuple(sorted(own)),
        rows=int(rows["rows_used"].sum()),
        latest=latest,
        days=days,
        limit=strictest.warn if strictest else None,
    )


def _age(days: int | None, limits: "Freshness | None") -> State:
    if days is None or limits is None or days <= limits.warn:
        return "came"
    return "overdue" if limits.stop is not None and days > limits.stop else "stale"


def _standing(config: "Config", request: Request, found: "Ingested") -> Standing | None:
    """Return the build in the output folder, and which of its inputs and rules are others now."""
    try:
        build = built(output_of(request), str(request.period))
        if build is None:
            return None
        at = datetime.fromtimestamp((build.folder / MANIFEST).stat().st_mtime).astimezone()
    except OSError:
        return None
    made = build.made
    then = {one["file"]: one["sha256"] for one in made["inputs"]}
    now = {**dict(config.files), **dict(found.inputs)}
    changed = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    program = {name: made.get(name) for name in ("tool", "libraries")} == json.loads(versions())
    return Standing(at=at, draft=build.draft, changed=tuple(changed), program=program)
