"""Facts for the oracle from a workspace's own files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.reading import Cell, Line, Source, day, folded, local, number, sources_of
from tests.oracle.rules import Rules, millionths
from tests.oracle.span import Span

Record = tuple[Any, ...]
Rows = dict[str, list[Record]]


class Register:
    """Who the registers of all folders know, under which names, and in which office on a day."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.rows: dict[tuple[str, str], Record] = {}
        self.ids: dict[str, str] = {}
        self.moves: dict[tuple[str, date | None], str] = {}
        for line in lines:
            cells = line.cells
            client = folded(cells["client_id"])
            if not client or not folded(cells.get("name")):
                continue
            since, office = day(cells.get("office_since")), folded(cells["office_id"])
            starts, ends = day(cells.get("start_date")), day(cells.get("end_date"))
            self.rows[line.folder, client] = (line.folder, client, office, since, starts, ends)
            self.moves[client, since] = office
            for field in ("credit_code", "client_id", "name", "short_name", "previous_names"):
                if folded(cells.get(field)):
                    self.ids[_bare(cells[field])] = client

    def client(self, cells: Mapping[str, Cell]) -> str | None:
        """Return the client that a record names by code, id or name; None for one that nobody knows."""
        given = [cells.get(field) for field in ("credit_code", "client_id", "client_name")]
        return next((self.ids.get(_bare(one)) for one in given if folded(one)), None)

    def office(self, client: str, when: date) -> str:
        """Return the client's office on a day; before its first one it has that one."""
        mine = sorted((since or date.min, office) for (one, since), office in self.moves.items() if one == client)
        past = [office for since, office in mine if since <= when]
        return past[-1] if past else mine[0][1]


def from_files(root: Path, rules: Rules, period: str) -> Rows:
    """Return the tables of ``world.COLUMNS`` as the files of a workspace tell them."""
    sources = list(sources_of(root, period))
    known = Register(line for source in _of(sources, "clients") for line in source.lines)
    as_of, zone = Span(period, rules.zone).as_of, rules.zone
    labels = {folded(k): v for pack in rules.packs if pack.survey for k, v in pack.survey.labels.items()}
    names = {
        folded(line.cells["office_id"]): folded(line.cells["name"])
        for source in _of(sources, "offices")
        for line in source.lines
        if folded(line.cells.get("name"))
    }
    offices = {**dict.fromkeys(names), **{name: one for one, name in names.items()}}
    sampled = {
        (line.folder, client)
        for source in _of(sources, "survey_sample")
        for line in source.lines
        if (client := known.client(line.cells))
    }
    return {
        "register": list(known.rows.values()),
        "offices": [(one,) for one in sorted(names)],
        "memberships": [(client, office, since) for (client, since), office in known.moves.items()],
        "answers": [row for source in _of(sources, "survey") for row in _answers(source, known, labels, zone)],
        "complaints": _complaints(_of(sources, "complaints"), known, as_of, zone),
        "orders": _orders(_of(sources, "orders"), known),
        "sampled": sorted(sampled),
        "receivables": _receivables(_of(sources, "receivables"), known),
        "targets": _targets(_of(sources, "targets"), known),
        "visits": _visits(_of(sources, "visits"), known, offices),
        "churn": [
            (client, when)
            for source in _of(sources, "churn_reports")
            for line in source.lines
            if (client := known.client(line.cells)) and (when := day(line.cells.get("reported_at")))
        ],
        "has_read": sorted({(source.rule["export"], folder) for source in sources for folder in source.folders}),
    }


def _of(sources: Iterable[Source], export: str) -> list[Source]:
    return [source for source in sources if source.rule["export"] == export]


def _bare(value: Cell) -> str:
    return folded(value).replace("(", "").replace(")", "")


def utc(value: Cell, zone: ZoneInfo) -> datetime | None:
    """Return the moment of a cell in UTC."""
    found = local(value)
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC).replace(tzinfo=None)


def date_of(when: datetime, zone: ZoneInfo) -> date:
    """Return the date of a UTC moment in a zone."""
    return when.replace(tzinfo=UTC).astimezone(zone).date()


def _answers(source: Source, known: Register, labels: Mapping[str, str], zone: ZoneInfo) -> list[Record]:
    """Return the answers of the forms that count: of one sender's in a round the last, whole."""
    wide = source.rule.get("layout") == "wide"
    forms: dict[Record, list[Any]] = {}
    last: dict[Record, tuple[Any, Record]] = {}
    for line in source.lines:
        cells, client = line.cells, known.client(line.cells)
        when = utc(cells.get("answered_at"), zone)
        if client is None or when is None:
            continue
        form = folded(cells.get("response_id")) or "/".join(map(str, line.place))
        sender: Record = (client, folded(cells.get("contact")), folded(cells.get("round")))
        key, sent = (*sender, form), (when, line.folder, line.place[2])
        forms.setdefault(key, []).append((line, when))
        if sender not in last or last[sender][0] < sent:
            last[sender] = sent, key
    found: list[Record] = []
    for key in {key for _, key in last.values()}:
        for line, when in forms[key]:
            cells = line.cells
            said = {f[1:]: cell for f, cell in cells.items() if f[0] == "?"}
            if not wide:
                said = {folded(cells["question"]): cells["answer"]}
            office = known.office(key[0], date_of(when, zone))
            form = "/".join(key)
            values = {question: number(answer, labels) for question, answer in said.items()}
            found += [(form, key[0], office, when, q, millionths(v)) for q, v in values.items() if v is not None]
    return found


def _complaints(sources: Sequence[Source], known: Register, as_of: datetime, zone: ZoneInfo) -> list[Record]:
    found: dict[str, tuple[str, Record]] = {}
    for source in sources:
        for line in source.lines:
            cells, client = line.cells, known.client(line.cells)
            received = utc(cells.get("received_at"), zone)
            if client is None or received is None or received >= as_of:
                continue
            replied, closed = utc(cells.get("first_reply_at"), zone), utc(cells.get("closed_at"), zone)
            score = number(cells.get("satisfaction"))
            said = source.word("state", cells.get("state"))
            key = folded(cells["complaint_id"])
            row = (
                key,
                client,
                known.office(client, date_of(received, zone)),
                folded(cells.get("category")),
                folded(cells.get("priority")),
                said or ("closed" if closed else "open"),
                received,
                replied,
                closed,
                _impossible(received, replied, closed, as_of),
                None if score is None else millionths(score),
            )
            if key not in found or found[key][0] <= line.folder:
                found[key] = line.folder, row
    return [row for _, row in found.values()]


def _impossible(received: datetime, replied: datetime | None, closed: datetime | None, as_of: datetime) -> bool:
    there = [one for one in (replied, closed) if one is not None]
    upside_down = replied is not None and closed is not None and replied > closed
    return upside_down or any(one < received or one >= as_of for one in there)


def _orders(sources: Sequence[Source], known: Register) -> list[Record]:
    found: dict[str, tuple[str, Record]] = {}
    for source in sources:
        for line in source.lines:
            cells, client = line.cells, known.client(line.cells)
            when, yuan = day(cells.get("order_date")), number(cells.get("amount"))
            if client is None or when is None or yuan is None:
                continue
            key = folded(cells["order_id"])
            cancelled = source.word("state", cells.get("state")) == "cancelled"
            money = int(Fraction(yuan) * 100), _fen(cells.get("margin"))
            row = (key, client, known.office(client, when), when, *money, cancelled)
            if key not in found or found[key][0] <= line.folder:
                found[key] = line.folder, row
    return [row for _, row in found.values()]


def _receivables(sources: Sequence[Source], known: Register) -> list[Record]:
    found: list[Record] = []
    for source in sources:
        for line in source.lines:
            cells, client, due = line.cells, known.client(line.cells), day(line.cells.get("due_date"))
            fen, paid, rest = (_fen(cells.get(name)) for name in ("amount", "paid_amount", "open_amount"))
            if paid is None and fen is not None and rest is not None:
                paid = fen - rest
            if client is None or due is None or fen is None or paid is None:
                continue
            invoice, office = folded(cells["invoice_id"]), known.office(client, due)
            found.append((line.folder, invoice, client, office, due, fen, paid))
    return found


def _fen(value: Cell, unit: int = 1) -> int | None:
    said = number(value)
    return None if said is None else int(Fraction(said) * unit * 100)


def _targets(sources: Sequence[Source], known: Register) -> list[Record]:
    found: dict[tuple[str, date], Record] = {}
    for source in sources:
        for line in sorted(source.lines, key=lambda one: one.folder):
            client, said = known.client(line.cells), folded(line.cells.get("month"))
            unit = 10_000 if source.rule.get("amount_unit") == "wan_yuan" else 1
            fen = _fen(line.cells.get("target_amount"), unit)
            month = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D*", folded(line.cells.get("year")) + said)
            if client is None or fen is None or month is None:
                continue
            first = date(int(month[1]), int(month[2]), 1)
            found[client, first] = (client, known.office(client, first), first, fen)
    return list(found.values())


def _visits(sources: Sequence[Source], known: Register, offices: Mapping[str, str | None]) -> list[Record]:
    found: dict[Any, Record] = {}
    for source in sources:
        for line in source.lines:
            cells, client, when = line.cells, known.client(line.cells), day(line.cells.get("visited_at"))
            named = folded(cells.get("office_id")) or folded(cells.get("office_name"))
            whom = any(folded(cells.get(name)) for name in ("client_id", "client_name", "credit_code"))
            if when is None or (client is None and (whom or named not in offices)):
                continue
            named = offices.get(named) or named
            counts = _counts(*(number(cells.get(name)) for name in ("problems_found", "problems_solved")))
            row = (client or "", known.office(client, when) if client else named, when, *counts)
            found[folded(cells.get("visit_id")) or (*row, folded(cells.get("visitor_role")))] = row
    return list(found.values())


def _counts(found: str | None, solved: str | None) -> tuple[str | None, str | None]:
    """Return problems found and solved; more solved than found is neither."""
    impossible = found is not None and solved is not None and Fraction(solved) > Fraction(found)
    return (None, None) if impossible else (found, solved)
