"""A register made from the records themselves, where a heap of exports holds none."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.learn.heap import Group
from reportgen.learn.proposal import Proposal
from reportgen.model.folding import folded, tidied
from reportgen.policy.sources import Export

CLIENTS_FILE = "客户登记表_自动生成.csv"
OFFICES_FILE = "办事处登记表_自动生成.csv"
ALL = "ALL"
"""The one office of clients whose records name none."""
_FIRST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one record says of its client."""

    client_id: str
    name: str
    office_id: str
    office_name: str


def seen_in(groups: Sequence[Group]) -> Iterator[Seen]:
    """Yield what every record says of its client and office."""
    for group in groups:
        one = group.proposal
        columns = {
            "client_id": one.columns.get("client_id"),
            "name": one.columns.get("client_name")
            or (one.columns.get("name") if one.export is Export.CLIENTS else None),
            "office_id": one.columns.get("office_id"),
            "office_name": one.columns.get("office_name"),
        }
        if one.layout == "form" or not (columns["client_id"] or columns["name"]):
            continue
        places = {key: choice.column for key, choice in columns.items() if choice is not None}
        for placed in group.files:
            for sheet in placed.sheets:
                if sheet.sheet == one.sheet:
                    for row in sheet.cells[one.titles + one.header_rows :]:
                        said = {key: tidied(row[at]) for key, at in places.items()}
                        yield Seen(**{key: _value(said.get(key, ""), one) for key in columns})


def _value(word: str, one: Proposal) -> str:
    """Return what a cell says; "" where its word stands for nothing in the file."""
    return "" if word in one.missing else word


def register_files(groups: Sequence[Group]) -> dict[str, bytes]:
    """Return a client register and an office register as files; a name without an id gets one."""
    names: dict[str, Counter[str]] = {}
    offices: dict[str, Counter[str]] = {}
    office_names: dict[str, str] = {}
    alone: Counter[str] = Counter()
    homes: dict[str, Counter[str]] = {}
    for seen in seen_in(groups):
        office = seen.office_id or seen.office_name
        if office:
            office_names.setdefault(office, seen.office_name or office)
        if seen.client_id:
            names.setdefault(seen.client_id, Counter())[seen.name] += bool(seen.name)
            offices.setdefault(seen.client_id, Counter())[office] += bool(office)
        elif seen.name:
            alone[seen.name] += 1
            homes.setdefault(seen.name, Counter())[office] += bool(office)
    known = {folded(name) for own in names.values() for name in own if name}
    rows = [(one, _first(names[one]) or one, _first(offices[one]) or ALL) for one in sorted(names)]
    unnamed = sorted(name for name in alone if folded(name) not in known)
    rows += [(f"K{at:03d}", name, _first(homes[name]) or ALL) for at, name in enumerate(unnamed, start=_FIRST)]
    if any(office == ALL for _, _, office in rows):
        office_names.setdefault(ALL, ALL)
    used = {office for _, _, office in rows}
    return {
        CLIENTS_FILE: _csv([("客户编号", "客户名称", "办事处编号"), *rows]),
        OFFICES_FILE: _csv(
            [("办事处编号", "名称"), *sorted((k, v) for k, v in office_names.items() if k in used)]
        ),
    }


def office_file(groups: Sequence[Group]) -> dict[str, bytes]:
    """Return an office register made from the client register."""
    own = [group for group in groups if group.proposal.export is Export.CLIENTS]
    found: dict[str, str] = {}
    for seen in seen_in(own):
        if seen.office_id:
            found.setdefault(seen.office_id, seen.office_name or seen.office_id)
    for group in own:
        found |= {value: value for name, value in group.proposal.constants.items() if name == "office_id"}
    return {OFFICES_FILE: _csv([("办事处编号", "名称"), *sorted(found.items())])}


def _first(counts: Counter[str]) -> str:
    return next((one for one, n in counts.most_common() if one and n), "")


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
