"""What the site's search finds: clients, offices and complaints of the tables that the reader may see."""

from collections.abc import Iterator

from reportgen.render.viewmodel_pages import SearchEntry
from reportgen.render.views.book import Book
from reportgen.render.views.complaints import waits
from reportgen.render.views.every_row import places
from reportgen.render.views.spelt import spelt, variously_spelt

_SHORT = 6
"""Letters of a name that is short."""


def search_entries(book: Book) -> tuple[SearchEntry, ...]:
    """Return what the search finds, in the order in which it lists what fits equally well."""
    return (*_clients(book), *_offices(book), *_complaints(book))


def client_words(book: Book, client: str) -> str:
    """Return what a client is found by: its names, earlier ones too, and how they are typed in pinyin.

    Other readings of a character are taken in short names only: a whole company name has too many of them.
    """
    row = book.clients[client]
    names = dict.fromkeys((str(row["name"]), book.short(client), *book.other_names.get(client, ())))
    typed = (variously_spelt(one) if len(one) <= _SHORT else spelt(one) for one in names)
    return " ".join(word for word in (*names, *typed) if word)


def _clients(book: Book) -> Iterator[SearchEntry]:
    for one, row in book.clients.items():
        yield SearchEntry(
            name=book.name(one),
            about=f"{one} · {book.office_short(str(row['office_id']))}",
            href=f"clients/{book.client_files[one]}.html",
            key=client_words(book, one).lower(),
        )


def _offices(book: Book) -> Iterator[SearchEntry]:
    for one, stem in book.office_files.items():
        short = book.office_short(one)
        yield SearchEntry(
            name=short,
            about=book.lang.say("office"),
            href=f"offices/{stem}.html",
            key=f"{one} {book.offices[one].get('name') or ''} {variously_spelt(short)}".lower(),
        )


def _complaints(book: Book) -> Iterator[SearchEntry]:
    lang = book.lang
    for client in book.clients:
        own = f"{book.client_files[client]}.html#complaints"
        elsewhere = places(book, client)
        for wait in waits(book, [client]):
            category = str(wait.row["category"])
            yield SearchEntry(
                name=str(wait.row["complaint_id"]),
                about=lang.join((lang.say("complaint"), book.short(client))),
                href=f"clients/{elsewhere.get(str(wait.row['complaint_id'])) or own}",
                key=f"{category} {spelt(category)}".lower(),
            )
