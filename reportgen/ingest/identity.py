"""Who a record is about: credit code, then client id, then a name; never a guess."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reportgen.ingest.headers import CLIENT_KEYS
from reportgen.ingest.table import Table
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

_NEAREST = 3
_COMPARED = 200
"""Unknown names of one table that are compared with the register; each costs a look at every name."""
_ALIKE = 0.55
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A client belongs to an office from a day on; None = always."""

    since: date | None
    office_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the registers of all periods say together."""

    names: Mapping[str, str]
    """Client id → its latest name."""
    by_id: Mapping[str, str]
    by_code: Mapping[str, str]
    by_name: Mapping[str, str]
    """Folded name, short or previous name → client id, where only one client has it."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded names of several clients."""
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Client id → its credit codes."""
    spells: Mapping[str, tuple[Spell, ...]] = field(default_factory=dict)
    ends: Mapping[str, date] = field(default_factory=dict)
    """Client id → last day as a client."""
    offices: Mapping[str, str] = field(default_factory=dict)
    """Office id → name."""

    def office_on(self, client: str, day: date) -> str:
        """Return the office of a client on a day; before the first known day it has its first office."""
        spells = self.spells[client]
        past = [spell for spell in spells if spell.since is None or spell.since <= day]
        return (past[-1] if past else spells[0]).office_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The clients of a table's rows; "" where there is none, and its Problem."""

    clients: list[str]
    faults: dict[int, Problem]
    problems: list[Problem]
    """Of single cells, in rows whose client another cell tells."""


def resolved(table: Table, known: Known) -> Resolved:
    """Return the client of every row.

    The first key that a row gives and the register knows decides. A row whose keys name two clients,
    none, or one that no register knows is set aside.
    """
    columns = {}
    broken: dict[int, Problem] = {}
    for key in CLIENT_KEYS:
        columns[key], spoilt = table.plain(key) if key == "client_name" else table.codes(key)
        broken |= spoilt
    rows = list(zip(*(columns[key] for key in CLIENT_KEYS), strict=True))
    if not known.names:
        return _without_register(table)
    answers = {row: _client(row, known) for row in set(rows)}
    near: dict[tuple[str, ...], Text] = {}
    clients = [answers[row][0] for row in rows]
    faults: dict[int, Problem] = {}
    for at in (at for at, client in enumerate(clients) if not client):
        row = rows[at]
        if at in broken:
            faults[at] = broken.pop(at)
            continue
        if row not in near:
            near[row] = _hint(row, known) if len(near) < _COMPARED else Text("")
        faults[at] = _problem(table, at, row, answers[row][1], near[row])
    names = columns["client_name"]
    other = [at for at, client in enumerate(clients) if client and names[at] not in {"", known.names[client]}]
    return Resolved(clients=clients, faults=faults, problems=[*broken.values(), *_other_names(table, other)])


def _without_register(table: Table) -> Resolved:
    """Return no client for any row, and one Problem that says why."""
    expected = text("a client register; none was read, so no record can be attached")
    why = table.remark("", "E241", expected, severity=Severity.SET_ASIDE)
    count = len(table.rows)
    return Resolved(clients=[""] * count, faults=dict.fromkeys(range(count), why), problems=[])


def _other_names(table: Table, places: Sequence[int]) -> list[Problem]:
    """Return the note on names that are a client's, but not its name of today."""
    expected = text(
        "names as in the register; short, previous or differently typed ones that were understood: {count}"
    )
    return table.noted("client_name", "W240", places, expected)


def _client(row: tuple[str, ...], known: Known) -> tuple[str, str]:
    """Return a row's client and "", or "" and the code of the fault."""
    code, client_id, name = map(folded, row)
    if not (code or client_id or name):
        return "", "E246"
    if name in known.shared and not (code in known.by_code or client_id in known.by_id):
        return "", "E302"
    said = (known.by_code.get(code), known.by_id.get(client_id), known.by_name.get(name))
    clients = {one for one in said if one}
    if not clients:
        return "", "E241"
    client = next(one for one in said if one)
    denied = (client_id and not said[1]) or (code and not said[0] and known.codes.get(client))
    return ("", "E247") if len(clients) > 1 or denied else (client, "")


def _problem(table: Table, at: int, row: tuple[str, ...], code: str, hint: Text) -> Problem:
    keys = [key for key, value in zip(CLIENT_KEYS, row, strict=True) if value]
    present = next((key for key in CLIENT_KEYS if key in table.columns), CLIENT_KEYS[-1])
    expected = {
        "E241": text("a client of the register"),
        "E246": text("a client id, a credit code or a client name"),
        "E247": text("an id, a credit code and a name of one and the same client"),
        "E302": text("a name that only one client has; add its id"),
    }[code]
    key = keys[-1] if code == "E302" else keys[0] if keys else present
    problem = table.problem(at, key, code, expected, hint=hint)
    if code == "E247":
        return replace(problem, value=" | ".join(dict.fromkeys(value for value in row if value)))
    return problem


def _hint(row: tuple[str, ...], known: Known) -> Text:
    """Return the nearest names of the register, with how alike they are; for one glyph off, which."""
    _, client_id, name = row
    wanted, pool = (name, known.names.values()) if name else (client_id, known.names.keys())
    if not wanted:
        return Text("")
    close = difflib.get_close_matches(wanted, list(dict.fromkeys(pool)), n=_NEAREST, cutoff=_ALIKE)
    if not close:
        return Text("")
    ids = {label: client for client, label in known.names.items()}
    shown = [
        f"{label} {ids[label] if name else known.names[label]} ({_alike(wanted, label):.2f})".replace(
            f"{label} {label}", label
        )
        for label in close
    ]
    odd = _odd_glyphs(wanted, close[0])
    if odd:
        return text("nearest: {names}; look at {glyphs}", names=", ".join(shown), glyphs=odd)
    return text("nearest: {names}", names=", ".join(shown))


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _odd_glyphs(found: str, near: str) -> str:
    """Return the code points in which two names of one length differ, if they are few."""
    pairs = [(a, b) for a, b in zip(found, near, strict=False) if a != b]
    if len(found) != len(near) or not pairs or len(pairs) > _FEW:
        return ""
    return ", ".join(f"{a} U+{ord(a):04X} / {b} U+{ord(b):04X}" for a, b in pairs)


def offices_of(clients: Sequence[str], days: Sequence[date | None], known: Known) -> list[str]:
    """Return each record's office: that of its client on its date; "" where either is unknown."""
    pairs = list(zip(clients, days, strict=True))
    offices = {(c, d): known.office_on(c, d) if c and d else "" for c, d in set(pairs)}
    return [offices[pair] for pair in pairs]


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
