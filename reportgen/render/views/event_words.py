"""How events of clients are marked on a trend and told beside it."""

from reportgen.model.period import Period
from reportgen.model.text import msg
from reportgen.render.events import Event
from reportgen.render.viewmodel import Rich
from reportgen.render.views.book import Book

_MARKS = {
    "renamed": msg("renamed"),
    "merged": msg("merged away"),
    "merged_in": msg("merger"),
    "split_off": msg("split"),
    "split_from": msg("split"),
}
_AT_OFFICE = msg("merger")
_WORDS = {
    "renamed": msg("from {period} **{name}**, before {other}"),
    "merged": msg("from {day} {one} counts for **{other}**"),
    "merged_in": msg("from {day} with the records of **{other}**"),
    "split_off": msg("on {day} **{other}** came out of it"),
    "split_from": msg("on {day} it came out of **{other}**"),
}


def marks(book: Book, level: str, one: str) -> dict[int, str]:
    """Return index of a period of the trend → what happened in it, in a word or two.

    What happened before the trend's second period breaks no line.
    """
    found: dict[int, str] = {}
    for index, event in _inside(book, level, one):
        word = book.lang.say(_AT_OFFICE if level == "office" else _MARKS[event.kind])
        found[index] = word if found.get(index) in {None, word} else book.lang.join([found[index], word])
    return found


def told(book: Book, level: str, one: str) -> list[Rich]:
    """Return a sentence for each event inside the trend: both names, both clients, the day."""
    return [
        book.lang.rich(
            _WORDS[event.kind],
            period=str(book.periods[index]),
            day=event.day,
            one=called(book, event.client_id),
            name=event.name,
            other=event.other if event.kind == "renamed" else called(book, event.other),
        )
        for index, event in _inside(book, level, one)
    ]


def called(book: Book, client: str) -> str:
    """Return a client's name with its id; the id alone where the reader does not see the client."""
    names = book.registered_names
    return f"{names[client]} {client}" if client in names else client


def _inside(book: Book, level: str, one: str) -> list[tuple[int, Event]]:
    """Return the events of a subject with the trend's period that each lies in."""
    spans = [Period.parse(period) for period in book.periods]
    return [
        (index, event)
        for event in book.events.get((level, one), ())
        for index, span in enumerate(spans)
        if index and span.start <= event.day < span.end
    ]
