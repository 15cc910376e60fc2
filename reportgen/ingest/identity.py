"""Who a record is about: credit code, then client id, then a confirmed spelling, then a name; never a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.ingest.candidates import Nearest, odd_glyphs
from reportgen.ingest.distinct import distinct
from reportgen.ingest.headers import CLIENT_KEYS
from reportgen.ingest.known import Known
from reportgen.ingest.table import Table
from reportgen.model.credit_code import credit_key, is_credit_code
from reportgen.model.folding import folded, tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_COMPARED = 200
"""Unknown names of one table that are compared with the register; each costs a look at every name."""
WAITING = ("E241", "E302")
"""Codes of rows that wait for a person to say which client is meant."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The clients of a table's rows; "" where there is none, and its Problem."""

    clients: list[str]
    faults: dict[int, Problem]
    problems: list[Problem]
    """Of single cells, in rows whose client another cell tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The client of one distinct row, or the code of what is wrong with it."""

    client: str = ""
    code: str = ""
    confirmed: bool = False
    """A spelling of the alias file told it."""
    merged: bool = False
    """The row names a client that had gone over into this one."""
    renamed: bool = False
    """The row's name is not the one of today, nor a confirmed one."""
    bad_code: bool = False
    """The row's credit code is none, so that it was not looked at."""


_NOTES = (
    (
        "renamed",
        "W240",
        text("names as in the register; short, previous or differently typed ones that were understood: {count}"),
    ),
    ("confirmed", "W240", text("names as in the register; spellings confirmed in config/aliases.csv: {count}")),
    ("merged", "W251", text("no records of a client after its merger; counted for the client it became: {count}")),
    ("bad_code", "E250", text("credit codes with a right check character; id or name decided instead: {count}")),
)


def resolved(table: Table, known: Known, days: Sequence[date | None]) -> Resolved:
    """Return the client of every row.

    The first key that a row gives and the register knows decides; a credit code whose check character
    does not fit is no key. A row whose keys name two clients, none, or one that no register knows is set
    aside. ``days``: of the records, as spellings and mergers hold by date.
    """
    import numpy as np

    columns = {}
    broken: dict[int, Problem] = {}
    for key in CLIENT_KEYS:
        columns[key], spoilt = table.plain(key) if key == "client_name" else table.codes(key)
        broken |= spoilt
    if not known.names:
        return _without_register(table)
    which, rows, answers = _answered([columns[key] for key in CLIENT_KEYS], days, known)
    clients = np.array([one.client for one in answers], dtype=object)[which].tolist()
    faults: dict[int, Problem] = {}
    hints = _Hints(known)
    for at in _where(answers, which, "code"):
        row, code = rows[which[at]], answers[which[at]].code
        faults[at] = broken.pop(at) if at in broken else _problem(table, at, row, code, hints.of(row))
    problems = list(broken.values())
    there = next((key for key in reversed(CLIENT_KEYS) if key in table.columns), CLIENT_KEYS[-1])
    for name, code, expected in _NOTES:
        column = "credit_code" if name == "bad_code" else there
        places = [at for at in _where(answers, which, name) if at not in faults]
        problems += table.noted(column, code, places, expected)
    return Resolved(clients=clients, faults=faults, problems=problems)


def _where(answers: Sequence[Answer], which: "npt.NDArray[np.int64]", name: str) -> list[int]:
    """Return the places of the rows whose answer says something under ``name``."""
    import numpy as np

    flags = np.array([bool(getattr(one, name)) for one in answers], dtype=bool)
    return list(np.flatnonzero(flags[which]).tolist())


def _without_register(table: Table) -> Resolved:
    """Return no client for any row, and one Problem that says why."""
    expected = text("a client register; none was read, so no record can be attached")
    why = table.remark("", "E241", expected, severity=Severity.SET_ASIDE)
    count = len(table.rows)
    return Resolved(clients=[""] * count, faults=dict.fromkeys(range(count), why), problems=[])


def _answered(
    keys: Sequence[Sequence[str]], days: Sequence[date | None], known: Known
) -> tuple["npt.NDArray[np.int64]", list[Row], list[Answer]]:
    """Return which distinct row each row is, those rows, and their answers.

    Rows that say the same differ by their day where a spelling or a merger that they touch does.
    """
    import numpy as np

    which, firsts = distinct([column for column in keys if any(column)] or keys)
    rows = [tuple(column[at] for column in keys) for at in firsts]
    dated = np.array([_is_dated(row, known) for row in rows], dtype=bool)
    more: dict[tuple[int, date | None], int] = {}
    for at in np.flatnonzero(dated[which]).tolist():
        which[at] = more.setdefault((int(which[at]), days[at]), len(rows) + len(more))
    answers = [answer(row, None, known) for row in rows]
    answers += [answer(rows[number], day, known) for number, day in more]
    return which, [*rows, *(rows[number] for number, _ in more)], answers


def _is_dated(row: Row, known: Known) -> bool:
    """Whether the client of a row depends on its day."""
    code, client_id, name = credit_key(row[0]), folded(row[1]), folded(row[2])
    if name in known.aliases or client_id in known.aliases:
        return True
    said = (known.by_code.get(code), known.by_id.get(client_id), known.by_name.get(name))
    return any(one in known.successions for one in said if one)


def answer(row: Row, day: date | None, known: Known) -> Answer:
    """Return the client of a row of credit code, id and name, on a day."""
    code, client_id, name = credit_key(row[0]), folded(row[1]), folded(row[2])
    bad = bool(code) and not is_credit_code(code)
    if not (client_id or name) and (bad or not code):
        return Answer(code="E250" if bad else "E246")
    meant = known.confirmed(name, day)
    other = "" if client_id in known.by_id else known.confirmed(client_id, day)
    said = (
        "" if bad else known.by_code.get(code, ""),
        known.by_id.get(client_id) or other,
        meant or known.by_name.get(name, ""),
    )
    if name in known.shared and not any(said):
        return Answer(code="E302")
    own = [one for one in said if one]
    clients = [known.successor(one, day) for one in own]
    if not clients:
        return Answer(code="E241")
    denied = (client_id and not said[1]) or (code and not bad and not said[0] and known.codes.get(own[0]))
    if denied or len(set(clients)) > 1:
        return Answer(code="E247")
    return Answer(
        client=clients[0],
        confirmed=bool(meant or other),
        merged=own[0] != clients[0],
        renamed=not meant and row[2] not in {"", tidied(known.names[clients[0]])},
        bad_code=bad,
    )


def _problem(table: Table, at: int, row: Row, code: str, hint: Text) -> Problem:
    keys = [key for key, value in zip(CLIENT_KEYS, row, strict=True) if value]
    present = next((key for key in CLIENT_KEYS if key in table.columns), CLIENT_KEYS[-1])
    expected = {
        "E241": text("a client of the register"),
        "E246": text("a client id, a credit code or a client name"),
        "E247": text("an id, a credit code and a name of one and the same client"),
        "E250": text("a credit code whose check character fits, or an id or a name"),
        "E302": text("a name that only one client has; add its id"),
    }[code]
    key = keys[-1] if code == "E302" else keys[0] if keys else present
    problem = table.problem(at, key, code, expected, hint=hint)
    if code == "E247":
        return replace(problem, value=" | ".join(dict.fromkeys(value for value in row if value)))
    return problem


class _Hints:
    """The nearest clients of unknown rows, each row asked once, and not more than a few hundred."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.nearest: Nearest | None = None
        self.found: dict[Row, Text] = {}

    def of(self, row: Row) -> Text:
        """Return the nearest names of the register, with how alike they are; for one glyph off, which."""
        if row not in self.found:
            self.found[row] = self._said(row) if len(self.found) < _COMPARED else Text("")
        return self.found[row]

    def _said(self, row: Row) -> Text:
        _, client_id, name = row
        if not (client_id or name):
            return Text("")
        self.nearest = self.nearest or Nearest(self.known.all_names)
        close = self.nearest.of_name(name) if name else self.nearest.of_id(client_id)
        if not close:
            return Text("")
        names = ", ".join(f"{one.name} {one.client_id} ({one.likeness:.2f})" for one in close)
        odd = odd_glyphs(folded(name), folded(close[0].name))
        if odd:
            return text("nearest: {names}; look at {glyphs}", names=names, glyphs=odd)
        return text("nearest: {names}", names=names)


def offices_of(clients: Sequence[str], days: Sequence[date | None], known: Known) -> list[str]:
    """Return each record's office: that of its client on its date; "" where either is unknown."""
    import numpy as np

    which, firsts = distinct([clients, days])
    pairs = [(clients[at], days[at]) for at in firsts]
    offices = [known.office_on(client, day) if client and day else "" for client, day in pairs]
    return list(np.array(offices, dtype=object)[which].tolist())


def differing_offices(table: Table, offices: Sequence[str], known: Known) -> list[Problem]:
    """Return a warning for each row whose own office is not the register's; the register wins."""
    ids, names = table.clean("office_id"), table.clean("office_name")
    by_name = {_short(name): office for office, name in known.offices.items()}
    by_id = {folded(office): office for office in known.offices}

    def said(at: int) -> str:
        return by_id.get(folded(ids[at])) or by_name.get(_short(names[at])) or "?"

    field_ = "office_id" if "office_id" in table.columns else "office_name"
    return [
        table.problem(
            at,
            field_,
            "W243",
            text(
                "{office}, the client's office in the register on that day",
                office=known.offices.get(office, office),
            ),
            severity=Severity.WARNING,
        )
        for at, office in enumerate(offices)
        if office and (ids[at] or names[at]) and said(at) != office
    ]


def _short(name: str) -> str:
    """Return an office's name without 办事处, so that 华东 and 华东办事处 are one."""
    return folded(name).removesuffix("办事处")


def after_the_end(
    table: Table, clients: Sequence[str], days: Iterable[date | None], known: Known
) -> list[Problem]:
    """Return one warning for each client that has records after its last day; they are used."""
    late: dict[str, list[int]] = {}
    for at, (client, day) in enumerate(zip(clients, days, strict=True)):
        if day and client in known.ends and day > known.ends[client]:
            late.setdefault(client, []).append(at)
    key = next((key for key in reversed(CLIENT_KEYS) if key in table.columns), "client_id")
    return [
        table.problem(
            rows[0],
            key,
            "W242",
            text(
                "no records after {day}, its last day as a client; there are {count}, and they are used",
                day=str(known.ends[client]),
                count=len(rows),
            ),
            severity=Severity.WARNING,
        )
        for client, rows in sorted(late.items())
    ]
