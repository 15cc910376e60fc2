"""Rows of a declared export as the CSV that its owner would send: the declaration's headings and words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reportgen.model.period import Period
from reportgen.model.records.every import RECORD
from reportgen.model.records.field import About, Field, Kind
from reportgen.sample.sheets import csv_bytes
from reportgen.sample.world import Client, World

Value = str | float | bool | date | None
Row = Mapping[str, Value]
_WHOM = {
    About.CLIENT: ("client_id", "client_name"),
    About.ANYONE: ("client_id", "client_name", "office_name"),
    About.OFFICE: ("office_name",),
    About.NOBODY: (),
}


def file_name(export: str, period: Period) -> str:
    """Return the name of one quarter's file, such as 客户反馈_2026Q3.csv."""
    return f"{RECORD[export].title}_{period}.csv"


def headings(export: str) -> dict[str, str]:
    """Return field → heading of what the shipped rule maps, in the order of the columns."""
    record = RECORD[export]
    whom = {one.name: one for one in record.whom}
    fields = [*(whom[name] for name in _WHOM[record.about]), *record.fields]
    return {one.name: one.heading for one in fields}


def record_file(export: str, period: Period, rows: Iterable[Row]) -> dict[str, bytes]:
    """Return the file of one export: field → value in, our words spelled in Chinese."""
    head = headings(export)
    kinds = {one.name: one for one in RECORD[export].fields}
    lines = [[spelled(kinds.get(name), row.get(name)) for name in head] for row in rows]
    return {file_name(export, period): csv_bytes([list(head.values()), *lines], "utf-8-sig")}


def spelled(field: Field | None, value: Value) -> str:
    """Return a value as somebody types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field and field.kind is Kind.MONEY:
        return f"{value:.2f}"
    if field and field.words:
        return field.words[str(value)][0]
    return f"{value:g}" if isinstance(value, float) else str(value)


def of(client: Client) -> dict[str, Value]:
    """Return the cells that name a client."""
    return {"client_id": client.client_id, "client_name": client.short_name}


def some(world: World, period: Period, about: str, count: int) -> Sequence[Client]:
    """Return a few clients of a quarter, other ones for each subject, in the order of the register."""
    clients = list(world.clients_in(period))
    chosen = world.dice(about, period).sample(clients, min(count, len(clients)))
    return sorted(chosen, key=lambda client: client.client_id)


def numbered(client: Client) -> int:
    """Return the number of a client; the cast has 1 to 12."""
    return int(client.client_id[1:])


def yuan(fen: int) -> float:
    """Return an amount in yuan."""
    return fen / 100
