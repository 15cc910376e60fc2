"""Any declared export: rows as the declaration says, each with its fate (model/records)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.ingest.assembly import Settle
from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.duplicates import settled, with_fates
from reportgen.ingest.fates import SUPERSEDED, USED, Typed, placed, text_column
from reportgen.ingest.fields import Cells, cells, column
from reportgen.ingest.identity import differing_offices, offices_of, resolved
from reportgen.ingest.officenames import named_offices
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.record_frames import RECORD_FRAMES
from reportgen.model.records.field import About, Field, Kind, Record
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_DATED = frozenset({Kind.DAY, Kind.ANY_DAY, Kind.MONTH})
_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whom:
    """The client and office of every row, what sets rows aside, and what else there is to say."""

    clients: Sequence[str]
    offices: Sequence[str]
    faults: dict[int, Problem] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def records(table: Table, folder: int, context: Context, record: Record) -> Typed:
    """Return the rows of one file of a declared export.

    In:      record: the declaration of the table's export.
    Out:     its frame with folder, day and fate. A row is set aside where a required field is blank
             or faulty, or where it names nobody whom the register knows; a faulty optional cell costs
             its value alone. A blank id that is not required is made up of what the row says, so that
             only identical rows are one.
    Source:  requirements, section 3; fault catalogue, conservation.
    """
    read = {one: cells(table, one, context) for one in record.fields}
    dates = _dates(table, record, read)
    whom = _whom(table, record, dates, context)
    needed = {one: found for one, found in read.items() if one.required}
    faults = [whom.faults, *(found.faults for found in needed.values())]
    faults += [blank(table, one.name, found.said, found.faults) for one, found in needed.items()]
    read = _with_ids(record, read, whom)
    shown = _shown(record)
    rows = placed(table, folder, set().union(*faults), shown).assign(
        **({"state_period": _period_column(table)} if record.state else {}),
        **({"client_id": text_column(whom.clients)} if record.has_client else {}),
        **({"office_id": text_column(whom.offices)} if record.has_office else {}),
        **{one.column: column(one.kind, found.said) for one, found in read.items()},
        **({"day": day_column(read[record.field(record.dated_by)].said)} if record.dated_by else {}),
    )
    cell_faults = [found.faults for one, found in read.items() if not one.required]
    problems = [problem for bad in (*faults, *cell_faults) for problem in bad.values()]
    problems += [note for found in read.values() for note in found.notes]
    return Typed(table=table, rows=rows, problems=[*problems, *whom.problems])


def settled_records(record: Record) -> Settle:
    """Return what settles the repeated keys of a declared export."""
    frame = RECORD_FRAMES[record.export]
    content = [name for name in frame.columns if name not in {"file", "sheet", "row"}]

    def settle(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
        return settled(
            _last_lists(rows, frame.key) if record.standing else rows, frame.key, content, _shown(record)
        )

    return settle


def _last_lists(rows: "pd.DataFrame", key: Sequence[str]) -> "pd.DataFrame":
    """Return the rows, those that a later folder's list has replaced superseded."""
    used = rows[rows["fate"] == USED]
    latest = used.groupby(list(key), dropna=False)["folder"].transform("max")
    return with_fates(rows, dict.fromkeys(used.index[used["folder"] < latest], SUPERSEDED))


def _shown(record: Record) -> str:
    """Return the part of the key that a message shows: the first that is no date and no period."""
    dated = {one.name for one in record.fields if one.kind in _DATED} | {"state_period"}
    return next(name for name in record.key if name not in dated)


def _period_column(table: Table) -> "pd.Series[str]":
    return text_column([str(Period.parse(table.claim.folder))] * len(table.rows))


def _dates(table: Table, record: Record, read: Mapping[Field, Cells]) -> list[date | None]:
    """Return the day of every row; the last day of the folder's period where it says none."""
    last = Period.parse(table.claim.folder).end - timedelta(days=1)
    if not record.dated_by:
        return [last] * len(table.rows)
    return [day or last for day in read[record.field(record.dated_by)].said]


# ------------------------------------------------------------------ whom a row is about
def _whom(table: Table, record: Record, dates: Sequence[date | None], context: Context) -> _Whom:
    if record.about is About.NOBODY:
        nobody = [""] * len(table.rows)
        return _Whom(clients=nobody, offices=nobody)
    named = named_offices(table, context)
    unknown = _unknown_offices(table, named, context) if record.about is not About.CLIENT else {}
    if record.about is About.OFFICE:
        return _Whom(clients=[""] * len(named), offices=named, faults=unknown)
    who = resolved(table, context.known, dates)
    strangers = dict(who.faults)
    if record.about is About.ANYONE:
        strangers = {at: problem for at, problem in strangers.items() if problem.code != "E246"}
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    own = offices_of(clients, dates, context.known)
    alone = record.about is About.ANYONE
    offices = [
        office or (name if alone and not client else "")
        for client, office, name in zip(clients, own, named, strict=True)
    ]
    problems = [*who.problems, *differing_offices(table, own, context.known)]
    return _Whom(clients=clients, offices=offices, faults={**unknown, **strangers}, problems=problems)


def _unknown_offices(table: Table, named: Sequence[str], context: Context) -> dict[int, Problem]:
    """Return the Problems of rows that name an office which no register has."""
    ids, names = table.clean("office_id"), table.clean("office_name")
    expected = text("an office of the register: {offices}", offices=", ".join(sorted(context.known.offices)))
    return {
        at: table.problem(at, "office_id" if ids[at] else "office_name", "E307", expected)
        for at, office in enumerate(named)
        if not office and (ids[at] or names[at])
    }


# ------------------------------------------------------------------ ids
def _with_ids(record: Record, read: dict[Field, Cells], whom: _Whom) -> dict[Field, Cells]:
    """Return the fields with blank ids made up, where the key is one id that may be blank."""
    own = next((one for one in record.fields if (one.name,) == record.key and not one.required), None)
    if own is None:
        return read
    said = list(
        zip(
            whom.clients,
            whom.offices,
            *(found.said for one, found in read.items() if one is not own),
            strict=True,
        )
    )
    ids = [given or _made_up(what) for given, what in zip(read[own].said, said, strict=True)]
    return read | {own: Cells(said=ids, faults=read[own].faults, notes=read[own].notes)}


def _made_up(said: Sequence[object]) -> str:
    """Return an id that only rows of the same content share, and that does not give the content away."""
    return "#" + sha256("\x1f".join("" if one is None else str(one) for one in said).encode()).hexdigest()[:_SHORT]
