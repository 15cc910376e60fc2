"""Clients that went over into another, or came out of one, as the registers of all periods tell it."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from reportgen.ingest.fates import USED
from reportgen.ingest.known import Succession
from reportgen.model.folding import folded
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import pandas as pd

_NO_HINT = Text("")
_KIN = ("merged_into", "split_from")
_DAYS = ("merged_on", "end_date")
_NO_KIN = text("the id or name of another client of the register")
_CIRCLE = text("a client that does not itself go over into this one in the end")
_NOT_FOLLOWED = text("The merger is not followed: records stay with the client that they name.")
_UNDATED = text("the day of the merger; taken as the last day of the register's period, {day}")
_LATER = text("a last day not after the merger on {day}; the merger counts")

Line = Mapping[Hashable, Any]


def settled_mergers(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the register rows with ids in merged_into and split_from, and a day for every merger.

    In:      register rows of all periods with their fates; merged_into and split_from as written.
    Out:     the rows: what names no other client is blanked; merged_on is the day written, else the last
             day of the period whose register first tells the merger; the last day as a client is not
             after it. And the Problems of the latter.
    Source:  fault catalogue, F09.
    """
    if rows.empty:
        return rows, []
    used = rows[rows["fate"] == USED]
    told = used[used["merged_into"].ne("") | used["split_from"].ne("")]
    whom = _Whom(used) if len(told) else None
    first: dict[tuple[str, str], date] = {}
    problems: list[Problem] = []
    changes: dict[Hashable, dict[str, Any]] = {}
    for at, line in sorted(_lines(told).items(), key=lambda pair: Period.parse(pair[1]["register_period"]).end):
        kin = {name: whom.of(line[name]) if whom and line[name] else "" for name in _KIN}
        for name in _KIN:
            if line[name] and kin[name] in {"", line["client_id"]}:
                problems.append(_problem(line, name, _NO_KIN, Severity.WARNING, _NOT_FOLLOWED))
                kin[name] = ""
        changes[at] = kin | _dates(line, kin["merged_into"], first, problems)
    problems += _broken_circles(changes, _lines(told))
    return _changed(rows, changes), problems


class _Whom:
    """The client that an entry means: an id, or a name that only one client has."""

    def __init__(self, used: "pd.DataFrame") -> None:
        self.ids: dict[str, str] = {folded(one): one for one in used["client_id"].unique()}
        owners = used[["name", "client_id"]].drop_duplicates().drop_duplicates("name", keep=False)
        self.names = {folded(name): one for name, one in zip(owners["name"], owners["client_id"], strict=True)}

    def of(self, written: str) -> str:
        """Return the client, or nothing."""
        return self.ids.get(folded(written)) or self.names.get(folded(written), "")


def _lines(told: "pd.DataFrame") -> dict[Hashable, Line]:
    """Return row label → row, days as dates or None."""
    days = {
        name: told[name].dt.date.astype(object).where(told[name].notna(), None)
        for name in ("merged_on", "end_date")
    }
    lines = told.assign(**days).to_dict("records")
    return dict(zip(told.index, lines, strict=True))


def _dates(line: Line, into: str, first: dict[tuple[str, str], date], problems: list[Problem]) -> dict[str, Any]:
    """Return the day of a merger and the last day as a client."""
    if not into:
        return {"merged_on": None, "end_date": line["end_date"]}
    key = (line["client_id"], into)
    last = Period.parse(line["register_period"]).end - timedelta(days=1)
    if line["merged_on"] is None and key not in first:
        problems.append(_problem(line, "merged_on", Text(_UNDATED.pattern, (("day", str(last)),)), Severity.NOTE))
    day = line["merged_on"] or first.get(key, last)
    first.setdefault(key, day)
    if line["end_date"] and line["end_date"] > day:
        expected = Text(_LATER.pattern, (("day", str(day)),))
        problems.append(_problem(line, "end_date", expected, Severity.WARNING))
    return {"merged_on": day, "end_date": min(line["end_date"] or day, day)}


def _broken_circles(changes: dict[Hashable, dict[str, Any]], lines: Mapping[Hashable, Line]) -> list[Problem]:
    """Blank the mergers of each register that lead back to their own client; return their Problems."""
    by_period: dict[str, dict[str, str]] = {}
    for at, change in changes.items():
        if change["merged_into"]:
            line = lines[at]
            by_period.setdefault(line["register_period"], {})[line["client_id"]] = change["merged_into"]
    problems = []
    for at, change in changes.items():
        line = lines[at]
        if change["merged_into"] and _leads_back(line["client_id"], by_period[line["register_period"]]):
            problems.append(_problem(line, "merged_into", _CIRCLE, Severity.WARNING, _NOT_FOLLOWED))
            change |= {"merged_into": "", "merged_on": None, "end_date": line["end_date"]}
    return problems


def _leads_back(client: str, into: Mapping[str, str]) -> bool:
    """Whether following the mergers from a client comes to a circle."""
    seen, here = {client}, into.get(client)
    while here is not None and here not in seen:
        seen.add(here)
        here = into.get(here)
    return here is not None


def _changed(rows: "pd.DataFrame", changes: dict[Hashable, dict[str, Any]]) -> "pd.DataFrame":
    import pandas as pd

    if not changes:
        return rows
    new = pd.DataFrame.from_dict(changes, orient="index")
    for name in _DAYS:
        new[name] = pd.to_datetime(new[name]).astype(rows[name].dtype)
    made = rows.copy()
    for name in (*_KIN, *_DAYS):
        made.loc[new.index, name] = new[name].astype(rows[name].dtype)
    return made


def _problem(line: Line, name: str, expected: Text, severity: Severity, hint: Text = _NO_HINT) -> Problem:
    written = line[name]
    return Problem(
        code="W252",
        severity=severity,
        file=line["file"],
        sheet=line["sheet"],
        row=int(line["row"]),
        column=name,
        value="" if written is None else str(written),
        expected=expected,
        hint=hint,
    )


def successions(rows: Sequence[Line]) -> dict[str, Succession]:
    """Return client → what the latest register says it went over into.

    In:      used register rows in time, merged_on as a date or None. A circle that only registers of
             different periods give together is left out.
    """
    found: dict[str, Succession] = {}
    for row in rows:
        found.pop(row["client_id"], None)
        if row["merged_into"]:
            found[row["client_id"]] = Succession(into=row["merged_into"], last=row["merged_on"])
    into = {client: one.into for client, one in found.items()}
    return {client: one for client, one in found.items() if not _leads_back(client, into)}
