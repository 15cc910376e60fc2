"""The client's file: who it is, how long we know it, what it does with us (P04.8, P04.12, P04.21, P04.25)."""

from datetime import date
from itertools import groupby

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.measures import worded

FORMS = {
    "talk": msg("talk"),
    "seminar": msg("seminar"),
    "site_visit": msg("site visit"),
    "phone": msg("phone"),
    "email": msg("e-mail"),
    "online": msg("online"),
    "product_training": msg("product training"),
    "market_research": msg("market research"),
    "product_presentation": msg("product presentation"),
    "callback": msg("call back"),
    "dunning": msg("dunning"),
    "other": msg("other"),
}
_BASICS = (
    ("client_type", msg("Kind of client")),
    ("industry", msg("Industry")),
    ("main_business", msg("Main business")),
    ("registered_address", msg("Registered address")),
    ("legal_representative", msg("Legal representative")),
    ("account_manager", msg("Sales engineer")),
    ("account_team", msg("Account team")),
)

_RECORDS = {"contracts": msg("contracts"), "contacts": msg("contacts with the client")}


def client_file(book: Book, client: str) -> TableSection:
    """Return the file: basic data, history of cooperation, activities of the period."""
    lang, row = book.lang, book.clients[client]
    lines = [*_basics(book, row), *_history(book, client, row), *_activities(book, client)]
    blank = sum(1 for _, cell in lines if cell.badge is not None)
    unread = [words for export, words in _RECORDS.items() if not book.records_read(export)]
    return TableSection(
        heading=Heading(
            title=lang.say("Client file: {blank} of {count} entries are blank", blank=blank, count=len(lines))
            if blank
            else lang.say(
                "Client file: nothing blank, not delivered: {exports}", exports=lang.join(map(lang.say, unread))
            )
            if unread
            else lang.say("Client file: complete"),
            about=lang.rich("basic data of the register, history of cooperation, activities of the period"),
            source="P04.12",
        ),
        table=Table(
            columns=(Column(label=lang.say("Entry"), width=26), Column(label="")),
            rows=tuple(Row(cells=(Cell(text=name), cell)) for name, cell in lines),
        ),
    )


def _basics(book: Book, row: Record) -> list[tuple[str, Cell]]:
    """Return the basic data that the register records for anybody."""
    kept = [(name, words) for name, words in _BASICS if any(one.get(name) for one in book.clients.values())]
    return [(book.lang.say(words), _told(book, str(row.get(name) or ""))) for name, words in kept]


def _told(book: Book, words: str) -> Cell:
    return Cell(text=words) if words else Cell(badge=Badge(book.lang.say("blank"), "none"))


def _history(book: Book, client: str, row: Record) -> list[tuple[str, Cell]]:
    lang, start = book.lang, as_day(row.get("start_date"))
    shown = ("client.years", "trade.sales_12m", "trade.orders")
    years, sales, orders = (book.figure("client", client, one) for one in shown)
    since = f"{start:%Y-%m-%d}" if start else ""
    contract = _contract(book, client)
    return [
        (lang.say("Client since"), _told(book, since)),
        (lang.say("Years of cooperation"), Cell(text=worded(lang, years), address=years.address)),
        (lang.say("sales of 12 months"), Cell(text=worded(lang, sales), address=sales.address)),
        (
            lang.say("Orders"),
            Cell(text=worded(lang, orders), address=orders.address, note=lang.say("n={n}", n=orders.n)),
        ),
        *(((lang.say("Contract in force"), _told(book, contract)),) if book.records_read("contracts") else ()),
    ]


def _contract(book: Book, client: str) -> str:
    """Return the contract in force on the last day, with its last day."""
    day = book.window.last_day
    own = [row for row in book.contracts.get(client, []) if _in_force(row, day)]
    if not own:
        return ""
    until = as_day(own[-1]["valid_to"])
    return f"{own[-1]['contract_id']}{f' – {until:%Y-%m-%d}' if until else ''}"


def _in_force(row: Record, day: date) -> bool:
    start, end = as_day(row["valid_from"]) or as_day(row["signed_at"]), as_day(row["valid_to"])
    return (start is None or start <= day) and (end is None or end >= day)


def _activities(book: Book, client: str) -> list[tuple[str, Cell]]:
    """Return how often each form of contact was used in the period, the latest day first."""
    if not book.records_read("contacts"):
        return []
    lang, start, end = book.lang, book.window.period.start, book.window.last_day
    rows = [row for row in book.contacts.get(client, []) if start <= row["date"].date() <= end]
    rows.sort(key=lambda row: (row["form"], row["date"]))
    words = [
        lang.say(
            "{form} {count} (last {day})",
            form=lang.say(FORMS[form]),
            count=number(len(own)),
            day=f"{own[-1]['date']:%m-%d}",
        )
        for form, group in groupby(rows, key=lambda row: row["form"])
        if (own := list(group))
    ]
    return [(lang.say("Contacts in the period"), Cell(text=lang.join(words) if words else NO_FIGURE))]
