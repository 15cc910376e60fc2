"""The front page of an audience's site: how it stands, where to look, what to do."""

from collections import Counter

from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Kpi, Link, Row, Spark, Table
from reportgen.render.viewmodel_pages import Chip, IndexPage, LevelCount, OfficeCard
from reportgen.render.views.actions import Task, tasks
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import waits
from reportgen.render.views.edition import edition, period_words
from reportgen.render.views.followed import follow_ups, urgent_first
from reportgen.render.views.group_sentences import group_headline
from reportgen.render.views.kpis import COMPANY, kpis
from reportgen.render.views.levels import move, points_of, step_of
from reportgen.render.views.measures import cell, verdict_badge, worded
from reportgen.render.views.search import client_words
from reportgen.render.views.watch import signals_of

_TODO = 8
_CARD = (
    ("service_quality.index", msg("Service quality")),
    ("complaint.first_reply_hours.p50", msg("First reply, median")),
    ("complaint.first_reply_on_time", msg("Replies on time")),
    ("satisfaction.index", msg("Satisfaction index")),
)
_BADGES = ("complaint.first_reply_hours.p50", "service_quality.index", "satisfaction.index")


def index_page(book: Book) -> IndexPage:
    """Return the front page."""
    lang = book.lang
    office = book.audience.office_id
    level = "office" if office else "company"
    clients = list(book.clients)
    found = urgent_first(tasks(book, clients, named=True), follow_ups(book, level, office or ""))
    late = sum(task.action.state.tone == "bad" for task in found)
    title = lang.say("Overview")
    return IndexPage(
        edition=edition(book, title, root="", current="index"),
        title=f"{book.window.period} · {lang.words(book.config.profile.company.product)}",
        headline=group_headline(book, level, office, clients),
        about=_about(book, level, office),
        downloads=_downloads(book, office),
        kpis=_kpis(book, level, office),
        offices_heading=Heading(
            title=_offices_title(book),
            about=lang.rich("badges mark changes beyond noise only; bars are clients by level, dark is best"),
            source=clauses(book.lang, "P06.20, P11.2"),
        ),
        offices=tuple(_card(book, one) for one in sorted(book.offices)),
        chips=_chips(book, clients),
        clients=_clients(book, clients),
        clients_note=lang.say(
            "Signals: level down or near it, veto or near it, not re-rated, complaint past a limit, "
            "a figure worse beyond noise"
        ),
        todo_title=lang.say("To do: {count}", count=len(found)),
        todo_badge=Badge(lang.say("{count} overdue", count=late), "bad") if late else None,
        todo=tuple(task.action for task in _first(found)),
        todo_empty=lang.say("Nothing is due"),
    )


def _first(found: list[Task]) -> list[Task]:
    return found[:_TODO]


def _about(book: Book, level: str, office: str) -> str:
    lang = book.lang
    return lang.say(
        "{period}, {start} to {end}, against {before}. "
        "{offices} offices, {clients} clients, {responses} responses, {complaints} complaints.",
        period=period_words(book),
        start=book.window.period.start,
        end=f"{book.window.last_day:%m-%d}",
        before=book.window.period.previous,
        offices=len(book.offices),
        clients=len(book.clients),
        responses=worded(lang, book.figure(level, office, "satisfaction.responses")),
        complaints=worded(lang, book.figure(level, office, "complaint.count")),
    )


def _downloads(book: Book, office: str) -> tuple[Link, ...]:
    lang = book.lang
    if office:
        stem = f"offices/{book.office_files[office]}"
        return Link(text=lang.say("Office report"), href=f"{stem}.html", main=True), Link(
            text=lang.say("PDF"), href=f"{stem}.pdf"
        )
    return Link(text=lang.say("Management report"), href="management.html", main=True), Link(
        text=lang.say("PDF"), href="management.pdf"
    )


def _kpis(book: Book, level: str, office: str) -> tuple[Kpi, ...]:
    return kpis(book, level, office, COMPANY)


def _offices_title(book: Book) -> str:
    lang = book.lang
    moved = [one for one in book.offices if any(book.figure("office", one, m).moved for m in _BADGES)]
    if not moved:
        return lang.say("Offices: no change beyond noise")
    return lang.say("Offices: {count} of {all} changed beyond noise", count=len(moved), all=len(book.offices))


def _card(book: Book, office: str) -> OfficeCard:
    lang = book.lang
    figures = [book.figure("office", office, measure) for measure in _BADGES]
    moved = next((figure for figure in figures if figure.moved), None)
    clients = book.clients_of(office)
    rows = [row for one in clients if (row := book.grade(one, book.lead_pack))]
    ups, downs = (sum(row.transition == kind for row in rows) for kind in ("up", "down"))
    return OfficeCard(
        name=book.office_short(office),
        href=f"offices/{book.office_files[office]}.html",
        badge=verdict_badge(lang, moved) if moved else None,
        figures=tuple(
            (lang.say(words), cell(lang, book.figure("office", office, measure), unit=True))
            for measure, words in _CARD
        ),
        levels=_levels(book, rows),
        moves=lang.say("{up} up, {down} down", up=ups, down=downs),
    )


def _levels(book: Book, rows: list[GradeRow]) -> tuple[LevelCount, ...]:
    pack = book.packs.get(book.lead_pack)
    if pack is None or pack.grading is None:
        return ()
    kept = [row for row in rows if row.transition != "lost"]
    counts = Counter(row.level if row.level and row.transition != "not_rerated" else "" for row in kept)
    names = [band.level for band in pack.grading.bands if counts[band.level]]
    found = [
        LevelCount(label=name, count=str(counts[name]), step=step_of(pack, name), share=counts[name] / len(kept))
        for name in names
    ]
    if counts[""]:
        found.append(
            LevelCount(
                label=book.lang.say("not rated"), count=str(counts[""]), step="none", share=counts[""] / len(kept)
            )
        )
    return tuple(found)


_TAGS = (
    ("down", msg("Level down")),
    ("up", msg("Level up")),
    ("overdue", msg("Complaint past a limit")),
    ("veto", msg("Veto")),
    ("not_rerated", msg("Not re-rated")),
    ("new", msg("New")),
)


def _tags(book: Book, client: str) -> tuple[str, ...]:
    rows = book.grades_of(client)[:1]
    found = [row.transition for row in rows if row.transition in {"down", "up", "not_rerated", "new"}]
    vetoed = (row.vetoed and row.transition != "not_rerated" for row in book.grades_of(client))
    found += ["veto"] if any(vetoed) else []
    found += ["overdue"] if any(wait.overdue for wait in waits(book, [client])) else []
    return tuple(found)


def _chips(book: Book, clients: list[str]) -> tuple[Chip, ...]:
    lang = book.lang
    counts = Counter(tag for one in clients for tag in _tags(book, one))
    every = Chip(tag="", label=lang.say("All"), count=str(len(clients)))
    return (
        every,
        *(Chip(tag=tag, label=lang.say(words), count=str(counts[tag])) for tag, words in _TAGS if counts[tag]),
    )


def _clients(book: Book, clients: list[str]) -> Table:
    lang = book.lang
    signals = {one: len(signals_of(book, one)) for one in clients}
    ordered = sorted(clients, key=lambda one: (-signals[one], one))
    others = [one for one in book.graded_packs if one != book.lead_pack][:1]
    return Table(
        columns=(
            Column(label=lang.say("Client")),
            Column(label=book.lead_pack or lang.say("Level"), width=11),
            Column(label=lang.say("Score"), width=9, align="right"),
            Column(label=lang.say("Trend"), width=11, minor=True),
            *(Column(label=one, width=9) for one in others),
            Column(label=lang.say("Service"), width=9, align="right"),
            Column(label=lang.say("Reply h"), width=9, align="right"),
            Column(label=lang.say("Complaints"), width=9, align="right"),
            Column(label=lang.say("Signals"), width=7, align="right"),
        ),
        rows=tuple(_row(book, one, signals[one], others) for one in ordered),
        empty=lang.say("No client in this period."),
    )


def _row(book: Book, client: str, signals: int, others: list[str]) -> Row:
    lang, row = book.lang, book.clients[client]
    grade = book.grade(client, book.lead_pack)
    overdue = sum(wait.overdue for wait in waits(book, [client]))
    count = book.figure("client", client, "complaint.count")
    place = " ".join(
        part
        for part in (client, book.office_short(str(row["office_id"])), str(row.get("account_manager") or ""))
        if part
    )
    cells = [
        Cell(
            text=book.short(client),
            note=place,
            href=f"clients/{book.client_files[client]}.html",
            sort=book.short(client),
        ),
        Cell(move=move(book, grade), sort=str(grade.rank or "")) if grade else Cell(text="—", mark="dim"),
        _score(book, grade),
        Cell(spark=Spark(points=book.trend("client", client, "service_quality.index"))),
    ]
    for one in others:
        other = book.grade(client, one)
        cells.append(
            Cell(move=move(book, other), sort=str(other.rank or "")) if other else Cell(text="—", mark="dim")
        )
    cells += [
        cell(lang, book.figure("client", client, "service_quality.index")),
        cell(lang, book.figure("client", client, "complaint.first_reply_hours.p50")),
        Cell(
            text=worded(lang, count),
            note=lang.say("{count} overdue", count=overdue) if overdue else "",
            mark="late" if overdue else "",
            sort=str(count.n),
        ),
        Cell(text=str(signals), mark="strong" if signals > 1 else "dim" if not signals else "", sort=str(signals)),
    ]
    return Row(cells=tuple(cells), key=f"{place} {client_words(book, client)}".lower(), tags=_tags(book, client))


def _score(book: Book, grade: GradeRow | None) -> Cell:
    if grade is None or grade.score is None:
        return Cell(text="—", mark="dim")
    change = ""
    if grade.previous_score is not None and grade.score != grade.previous_score:
        change = number(
            grade.score - grade.previous_score,
            0 if (grade.score - grade.previous_score).denominator == 1 else 1,
            sign=True,
        )
    return Cell(text=points_of(book, grade.pack, grade.score), note=change, sort=str(float(grade.score)))
