"""The office's report."""

from typing import Literal

from reportgen.model.text import msg
from reportgen.render.viewmodel import Cell, Column, Heading, Link, Row, Spark, Table, TableSection
from reportgen.render.viewmodel_pages import OfficePage
from reportgen.render.views import money
from reportgen.render.views.actions import actions, tasks
from reportgen.render.views.ageing import ageing
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.by_level import by_level
from reportgen.render.views.changed_levels import changed_levels
from reportgen.render.views.complaints import categories, waits
from reportgen.render.views.definitions import definitions
from reportgen.render.views.drivers import drivers
from reportgen.render.views.edition import edition
from reportgen.render.views.evaluations import evaluations
from reportgen.render.views.followed import follow_ups, urgent_first
from reportgen.render.views.granted import granted
from reportgen.render.views.group_sentences import group_five, group_headline
from reportgen.render.views.improving import improving
from reportgen.render.views.kpis import OFFICE, kpis
from reportgen.render.views.lapses import lapses
from reportgen.render.views.late_days import late_days
from reportgen.render.views.levels import move, points_of
from reportgen.render.views.listening import listening
from reportgen.render.views.measures import cell
from reportgen.render.views.moves import matrix, movers
from reportgen.render.views.pattern_words import pattern_words
from reportgen.render.views.patterns import patterns
from reportgen.render.views.quality import quality
from reportgen.render.views.resolution import resolution
from reportgen.render.views.restated import restated
from reportgen.render.views.satisfaction import satisfaction
from reportgen.render.views.standing import standing
from reportgen.render.views.surveyed import surveyed
from reportgen.render.views.told_apart import told_apart
from reportgen.render.views.trends import trends
from reportgen.render.views.visits import visits
from reportgen.render.views.voices import voices
from reportgen.render.views.waiting import waiting
from reportgen.render.views.watch import watch

ROOT = "../"
_LAST = 10**9


def office_page(book: Book, office: str) -> OfficePage:
    """Return the view of one office."""
    lang = book.lang
    clients = book.clients_of(office)
    kind = lang.say("Office report")
    found = urgent_first(tasks(book, clients, named=True), follow_ups(book, "office", office))
    company = book.figure("company", "", "satisfaction.index")
    name = lang.say("{office} office", office=book.office_short(office))
    crumbs = (Link(text=str(book.window.period), href=f"{ROOT}index.html"), Link(text=name, current=True))
    return OfficePage(
        edition=edition(book, kind, root=ROOT, crumbs=crumbs),
        title=f"{name} · {kind} · {book.window.period}",
        name=name,
        meta=_meta(book, office, clients),
        kpis=kpis(book, "office", office, OFFICE),
        headline=group_headline(book, "office", office, clients),
        five=group_five(book, "office", office, clients, found),
        ranking=ranking(book, clients),
        movers=movers(book, clients, book.lead_pack, base=f"{ROOT}clients/"),
        matrix=matrix(book, clients, book.lead_pack),
        satisfaction=satisfaction(
            book,
            "office",
            office,
            (lang.say("Company mean"), "company", "") if company.value is not None else None,
        ),
        waiting=waiting(book, "office", office),
        standing=standing(book, clients),
        late_days=late_days(book, "office", office),
        categories=categories(book, "office", office),
        actions=actions(book, found, msg("Action list: {count}, {late} of them overdue")),
        trends=trends(book, "office", office),
        watch=watch(book, clients, found, ROOT),
        patterns=patterns(book, "office", office, ROOT),
        ageing=ageing(book, "office", office, [("client", one) for one in clients]),
        drivers=drivers(book, "office", office),
        voices=voices(book, "office", office),
        listening=(
            *told_apart(book, "office", office),
            *listening(book, "office", office),
            *resolution(book, "office", office),
            *filter(None, [visits(book, "office", office)]),
        ),
        improving=(
            *changed_levels(book, clients, f"{ROOT}clients/"),
            *granted(book, clients, f"{ROOT}clients/"),
            *improving(book, "office", office),
            *lapses(book, office),
            *restated(book, "office", office),
        ),
        surveyed=(*surveyed(book, "office", office), *evaluations(book, "office", office)),
        by_level=by_level(book, clients),
        quality=quality(book, "office", office),
        definitions=definitions(book, grades=True, satisfaction=True, waiting=True, more=pattern_words(book)),
        downloads=(
            Link(text=lang.say("PDF"), href=f"{book.office_files[office]}.pdf", main=True),
            Link(text=lang.say("Data CSV"), href=f"{ROOT}data/measures.csv"),
        ),
        neighbours=tuple(
            Link(text=book.office_short(one), href=f"{book.office_files[one]}.html")
            for one in sorted(book.offices)
            if one != office
        ),
    )


def _meta(book: Book, office: str, clients: list[str]) -> tuple[tuple[str, ...], ...]:
    lang, row = book.lang, book.offices[office]
    sales = book.figure("office", office, "trade.sales")
    manager = lang.say("head {name}", name=row["manager"]) if row["manager"] else ""
    first = tuple(part for part in (manager, lang.say("{count} clients", count=len(clients))) if part)
    if sales.value is None:
        return (first, (lang.say("sales: {gap}", gap=lang.gap(sales.gap)),))
    second = [lang.say("sales {amount}", amount=money.with_unit(lang, sales.value))]
    return first, tuple(second)


def ranking(book: Book, clients: list[str]) -> TableSection:
    """Return the clients in the order of the lead pack, with their headline figures (P06.20)."""
    lang, pack = book.lang, book.lead_pack
    ordered = sorted(clients, key=lambda one: (*_order(book.grade(one, pack)), one))
    others = [one for one in book.graded_packs if one != pack]
    table = Table(
        columns=(
            Column(label="#", width=4, align="right"),
            Column(label=lang.say("Client")),
            Column(label=pack or lang.say("Level"), width=11),
            Column(label=lang.say("Score"), width=8, align="right"),
            *(Column(label=one, width=9) for one in others[:1]),
            Column(label=lang.say("Service"), width=9, align="right"),
            Column(label=lang.say("n"), width=5, align="right"),
            Column(label=lang.say("Reply h"), width=10, align="right"),
            Column(label=lang.say("Overdue"), width=8, align="right", minor=True),
            Column(label=lang.say("Trend"), width=11, minor=True),
        ),
        rows=tuple(_ranked(book, one, place, others[:1]) for place, one in enumerate(ordered, 1)),
        head=1,
        empty=lang.say("No client in this period."),
    )
    downs = sum((book.grade(one, pack) or _NONE).transition == "down" for one in clients)
    title = (
        lang.say("Clients: {count} fell a level", count=downs)
        if downs
        else lang.say("Clients: nobody fell a level")
    )
    return TableSection(
        heading=Heading(
            title=title,
            about=lang.rich(
                "by {pack} level and score; figures marked where their change is beyond noise", pack=pack
            ),
            source="P06.20",
        ),
        table=table,
    )


_NONE = GradeRow(
    pack="", client_id="", score=None, level="", rank=None, previous_level="", previous_score=None,
    transition="", because=(), graded_on=None, vetoed=False, gap="NO_DATA",
)  # fmt: skip


def _order(row: GradeRow | None) -> tuple[int, float]:
    if row is None or row.rank is None or row.transition in {"lost", "not_rerated"}:
        return _LAST, 0.0
    return row.rank, -float(row.score or 0)


def _ranked(book: Book, client: str, place: int, others: list[str]) -> Row:
    lang = book.lang
    row = book.grade(client, book.lead_pack)
    service = book.figure("client", client, "service_quality.index")
    overdue = sum(wait.overdue for wait in waits(book, [client]))
    cells = [
        Cell(text=str(place), mark="dim"),
        Cell(
            text=book.short(client),
            href=f"{ROOT}clients/{book.client_files[client]}.html",
            arrow=_arrow(row),
        ),
        Cell(move=move(book, row)) if row else Cell(text="—", mark="dim"),
        Cell(text=points_of(book, row.pack, row.score) if row else "—"),
    ]
    for one in others:
        other = book.grade(client, one)
        cells.append(Cell(move=move(book, other)) if other else Cell(text="—", mark="dim"))
    cells += [
        cell(lang, service),
        Cell(text=str(service.n), mark="dim"),
        cell(lang, book.figure("client", client, "complaint.first_reply_hours.p50")),
        Cell(text=str(overdue), mark="late" if overdue else "dim"),
        Cell(spark=Spark(points=book.trend("client", client, "service_quality.index"))),
    ]
    return Row(cells=tuple(cells), style="find" if row and row.transition == "down" else "")


def _arrow(row: GradeRow | None) -> Literal["", "up", "down"]:
    if row is None or row.transition not in {"up", "down"}:
        return ""
    return "up" if row.transition == "up" else "down"
