"""The client's report."""

from dataclasses import replace

from reportgen.model.text import msg
from reportgen.render.clean import shown_name
from reportgen.render.filters import number
from reportgen.render.viewmodel import Link
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.viewmodel_sections import Definition, Definitions
from reportgen.render.views.actions import actions, tasks
from reportgen.render.views.book import Book, as_day
from reportgen.render.views.changed_levels import changed_levels
from reportgen.render.views.client_file import client_file
from reportgen.render.views.client_sentences import client_five, client_headline
from reportgen.render.views.complaints import complaints, rows_file
from reportgen.render.views.definitions import definitions
from reportgen.render.views.edition import edition
from reportgen.render.views.evaluations import evaluations
from reportgen.render.views.every_row import has_rows
from reportgen.render.views.followed import follow_ups, urgent_first
from reportgen.render.views.granted import granted
from reportgen.render.views.heard import heard
from reportgen.render.views.kpis import CLIENT, kpis
from reportgen.render.views.levels import grade_tiles
from reportgen.render.views.pattern_words import repeat_words
from reportgen.render.views.patterns import recurring
from reportgen.render.views.quality import quality
from reportgen.render.views.restated import restated
from reportgen.render.views.satisfaction import satisfaction
from reportgen.render.views.scorecard import scorecard
from reportgen.render.views.treatments import treatments
from reportgen.render.views.trends import trends
from reportgen.render.views.waiting import waiting
from reportgen.render.views.waterfalls import waterfalls
from reportgen.render.views.weighted_table import weighted_table

ROOT = "../"
TWICE = ".bilingual"
"""What the file of a bilingual report has after the client's."""


def client_page(book: Book, client: str, *, twice: bool = False) -> ClientPage:
    """Return the view of one client; ``twice``: of the report in both languages, which says so."""
    lang = book.lang
    name = shown_name(book.name(client))
    kind = lang.say("Client report, Chinese and English") if twice else lang.say("Client report")
    found = urgent_first(tasks(book, [client], named=False), follow_ups(book, "client", client))
    office = str(book.clients[client]["office_id"])
    crumbs = (
        Link(text=str(book.window.period), href=f"{ROOT}index.html"),
        Link(
            text=lang.say("{office} office", office=book.office_short(office)),
            href=f"{ROOT}offices/{book.office_files.get(office, office)}.html",
        ),
        Link(text=name, current=True),
    )
    again = recurring(book, client)
    explained = definitions(
        book, grades=True, satisfaction=True, waiting=True, more=repeat_words(book) if again else []
    )
    return ClientPage(
        edition=edition(book, kind, root=ROOT, crumbs=crumbs),
        title=f"{name} · {kind} · {book.window.period}",
        name=name,
        meta=_meta(book, client),
        grades=grade_tiles(book, client),
        headline=client_headline(book, client),
        five=client_five(book, client, found),
        kpis=kpis(book, "client", client, CLIENT),
        waterfalls=waterfalls(book, client),
        actions=actions(book, found, msg("What to do next: {count}, {late} of them overdue")),
        satisfaction=satisfaction(book, "client", client, (lang.say("Office mean"), "office", office)),
        waiting=waiting(book, "client", client),
        complaints=complaints(book, client),
        recurring=again,
        heard=(*heard(book, client), *evaluations(book, "client", client), *restated(book, "client", client)),
        levels=(*changed_levels(book, [client]), *granted(book, [client])),
        treatments=treatments(book, client),
        file=None if twice else client_file(book, client),
        weighted=weighted_table(book, client),
        scorecard=scorecard(book, client),
        trends=trends(book, "client", client),
        quality=quality(book, "client", client),
        definitions=_elsewhere(book, client, explained) if twice else explained,
        downloads=_downloads(book, client, twice=twice),
        neighbours=_neighbours(book, client),
    )


def _elsewhere(book: Book, client: str, explained: Definitions) -> Definitions:
    """Return one line in the place of the definitions: two languages leave no room for them on four pages."""
    words = book.lang.rich(
        msg("The client file and {count} definitions are on the page {page}"),
        count=len(explained.items),
        page=f"{book.client_files[client]}.html",
    )
    return replace(explained, items=(Definition(book.lang.say("The rest"), words),))


def _downloads(book: Book, client: str, *, twice: bool) -> tuple[Link, ...]:
    """Return the page's own PDF first, then those of the other languages, and the data."""
    lang, file = book.lang, book.client_files[client]
    one = Link(text=lang.say("PDF"), href=f"{file}.pdf", main=not twice)
    both = Link(text=lang.say("Bilingual PDF"), href=f"{file}{TWICE}.pdf", main=twice)
    data = Link(text=lang.say("Data CSV"), href=f"{ROOT}data/measures.csv")
    rows = Link(text=lang.say("All complaints and comments"), href=rows_file(book, client))
    others = (data, rows) if has_rows(book, client) else (data,)
    if twice:
        return both, one, *others
    return (one, both, *others) if book.config.profile.bilingual else (one, *others)


def _meta(book: Book, client: str) -> tuple[tuple[str, ...], ...]:
    lang, row = book.lang, book.clients[client]
    office = str(row["office_id"])
    start = as_day(row.get("start_date"))
    years = (
        lang.say("{years} years a client", years=number((book.window.last_day - start).days / 365.25, 1))
        if start
        else ""
    )
    manager = lang.say("sales engineer {name}", name=row["account_manager"]) if row.get("account_manager") else ""
    span = lang.say(
        "{start} to {end}, against {before}",
        start=book.window.period.start,
        end=f"{book.window.last_day:%m-%d}",
        before=book.window.period.previous,
    )
    first = (
        client,
        str(row.get("client_type") or ""),
        years,
        lang.say("{office} office", office=book.office_short(office)),
    )
    return tuple(tuple(part for part in line if part) for line in (first, (manager, span)))


def _neighbours(book: Book, client: str) -> tuple[Link, ...]:
    """Return the clients before and after it in the office."""
    own = sorted(book.clients_of(str(book.clients[client]["office_id"])))
    at = own.index(client)
    found = []
    if at:
        found.append(Link(text=f"‹ {book.short(own[at - 1])}", href=f"{book.client_files[own[at - 1]]}.html"))
    if at + 1 < len(own):
        found.append(Link(text=f"{book.short(own[at + 1])} ›", href=f"{book.client_files[own[at + 1]]}.html"))
    return tuple(found)
