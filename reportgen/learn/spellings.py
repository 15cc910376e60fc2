"""Names, ids and codes that no register knows, with the clients that each may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.ingest.candidates import MOST, Candidate, Nearest
from reportgen.ingest.headers import OF_CLIENTS
from reportgen.ingest.ingest import Ingested
from reportgen.ingest.known import Known
from reportgen.ingest.unresolved import of_period
from reportgen.model.credit_code import credit_key
from reportgen.model.folding import folded
from reportgen.model.period import Period
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_FIELDS = ("client_name", "client_id", "credit_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One thing that rows say where a client should stand, and whom it may mean."""

    written: str
    field: str
    """client_name, client_id or credit_code."""
    rows: int
    files: tuple[tuple[str, int], ...]
    """(file with sheet, rows), most rows first."""
    candidates: tuple[Candidate, ...]

    @property
    def can_be_confirmed(self) -> bool:
        """Whether the alias file can settle it: a credit code belongs into the register instead."""
        return self.field != "credit_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Everything that waits in one period's folder."""

    period: Period
    spellings: tuple[Spelling, ...]
    """Most rows first."""
    waiting: int
    """Rows; one that says a name and an id waits for both."""
    records: int
    """Rows of the exports about clients, title and total lines left out."""
    names: Mapping[str, str]
    """Client id → name, of all registers."""


def unresolved(found: Ingested, period: Period) -> Unresolved:
    """Return what waits in the folder of ``period``.

    In:      what was read of all folders.
    """
    mine = of_period(found.unresolved, period)
    coverage = of_period(found.coverage, period)
    about = coverage[coverage["export"].isin({*OF_CLIENTS, *mine["export"]})]
    records = about["rows_read"].sum() - about["rows_skipped"].sum()
    return Unresolved(
        period=period,
        spellings=spellings(mine, found.known),
        waiting=int(mine["rows"].sum()),
        records=int(records),
        names=found.known.names,
    )


def spellings(said: "pd.DataFrame", known: Known) -> tuple[Spelling, ...]:
    """Return every unknown name, id and code of UNRESOLVED once, with its candidates."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in said.to_dict("records"):
        line = {str(name): value for name, value in row.items()}
        for field in _FIELDS:
            if _is_unknown(line, field, known):
                groups.setdefault((field, folded(line[field])), []).append(line)
    nearest = Nearest(known.all_names)
    found = [_spelling(field, key, lines, known, nearest) for (field, key), lines in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.field, one.written)))


def _is_unknown(line: Mapping[str, Any], field: str, known: Known) -> bool:
    value = folded(line[field])
    if known.confirmed(value, None):
        return False
    if field == "client_name":
        return bool(value) and value not in known.by_name
    if field == "client_id":
        return bool(value) and value not in known.by_id
    alone = not line["client_name"] and not line["client_id"]
    return alone and bool(value) and credit_key(value) not in known.by_code


def _spelling(
    field: str, key: str, lines: Sequence[Mapping[str, Any]], known: Known, nearest: Nearest
) -> Spelling:
    files: dict[str, int] = {}
    for line in lines:
        place = line["file"].removeprefix("surveys/") + (f" [{line['sheet']}]" if line["sheet"] else "")
        files[place] = files.get(place, 0) + int(line["rows"])
    written = min(lines, key=lambda line: (-line["rows"], len(line[field])))[field]
    return Spelling(
        written=written,
        field=field,
        rows=sum(files.values()),
        files=tuple(sorted(files.items(), key=lambda pair: (-pair[1], pair[0]))),
        candidates=tuple(_candidates(field, key, lines, known, nearest)),
    )


def _candidates(
    field: str, key: str, lines: Sequence[Mapping[str, Any]], known: Known, nearest: Nearest
) -> list[Candidate]:
    """Return whom an unknown name or id may mean, the surest first; nobody for a credit code."""
    if field == "credit_code":
        return []
    sure: dict[str, Candidate] = {}
    if field == "client_id":
        for line in lines:
            client = known.by_name.get(folded(line["client_name"]))
            if client:
                why = text("the name beside it is this client's")
                sure[client] = Candidate(client_id=client, name=known.names[client], likeness=1.0, why=why)
        found = nearest.of_id(key)
    else:
        for client in known.shared.get(key, ()):
            why = text("one of the clients that have this name")
            sure[client] = Candidate(client_id=client, name=known.names[client], likeness=1.0, why=why)
        found = nearest.of_name(lines[0][field])
    return [*sure.values(), *(one for one in found if one.client_id not in sure)][: max(MOST, len(sure))]
