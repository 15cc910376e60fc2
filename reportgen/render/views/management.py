"""The report for management."""

from reportgen.model.text import msg
from reportgen.render.viewmodel import Axis, Cell, Column, Dots, Heading, Link, Row, Table, TableSection, Tick
from reportgen.render.viewmodel_pages import ManagementPage
from reportgen.render.views import money
from reportgen.render.views.actions import actions, tasks
from reportgen.render.views.ageing import ageing
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.by_level import by_level, market
from reportgen.render.views.changed_levels import changed_levels
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import categories
from reportgen.render.views.definitions import definitions
from reportgen.render.views.drivers import drivers
from reportgen.render.views.edition import edition
from reportgen.render.views.evaluations import evaluations
from reportgen.render.views.followed import follow_ups, urgent_first
from reportgen.render.views.granted import granted
from reportgen.render.views.group_sentences import group_five, group_headline
from reportgen.render.views.improving import improving
from reportgen.render.views.kpis import OFFICE, kpis, limit_hours
from reportgen.render.views.language import Language
from reportgen.render.views.lapses import lapses
from reportgen.render.views.late_days import late_days
from reportgen.render.views.listening import listening
from reportgen.render.views.measures import cell, told, verdict_badge, verdict_tone
from reportgen.render.views.moves import matrix
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

_INDEX = "service_quality.index"
_REPLY = "complaint.first_reply_hours.p50"
_URGENT = 3


def management_page(book: Book) -> ManagementPage:
    """Return the view of the whole company."""
    lang = book.lang
    clients = list(book.clients)
    name = lang.say("Management report")
    found = urgent_first(tasks(book, clients, named=True), follow_ups(book, "company", ""))
    decisions = [task for task in found if task.rank <= _URGENT]
    return ManagementPage(
        edition=edition(book, name, root="", current="management"),
        title=f"{name} · {book.window.period}",
        name=name,
        meta=_meta(book),
        kpis=kpis(book, "company", "", OFFICE),
        headline=group_headline(book, "company", "", clients),
        five=group_five(book, "company", "", clients, decisions),
        offices=offices(book),
        matrix=matrix(book, clients, book.lead_pack),
        categories=categories(book, "company", ""),
        watch=watch(book, clients, found),
        decisions=actions(book, decisions, msg("For management to see to: {count}, {late} of them overdue")),
        satisfaction=satisfaction(book, "company", "", None),
        waiting=waiting(book, "company", ""),
        standing=standing(book, clients),
        late_days=late_days(book, "company", ""),
        trends=trends(book, "company", ""),
        patterns=patterns(book, "company", ""),
        ageing=ageing(book, "company", "", [("office", one) for one in sorted(book.offices)]),
        drivers=drivers(book, "company", ""),
        voices=voices(book, "company", ""),
        listening=(
            *told_apart(book, "company", ""),
            *listening(book, "company", ""),
            *resolution(book, "company", ""),
            *filter(None, [visits(book, "company", "")]),
        ),
        improving=(
            *changed_levels(book, clients, "clients/"),
            *granted(book, clients, "clients/"),
            *improving(book, "company", ""),
            *lapses(book, ""),
            *restated(book, "company", ""),
        ),
        surveyed=(*surveyed(book, "company", ""), *evaluations(book, "company", "")),
        by_level=by_level(book, clients),
        market=market(book),
        quality=quality(book, "company", ""),
        definitions=definitions(book, grades=True, satisfaction=True, waiting=True, more=pattern_words(book)),
        downloads=(
            Link(text=lang.say("PDF"), href="management.pdf", main=True),
            Link(text=lang.say("Data CSV"), href="data/measures.csv"),
        ),
    )


def _meta(book: Book) -> tuple[tuple[str, ...], ...]:
    lang = book.lang
    count = lang.say("{offices} offices, {clients} clients", offices=len(book.offices), clients=len(book.clients))
    return (count,), (lang.say("against {before}", before=book.window.period.previous),)


def offices(book: Book) -> TableSection:
    """Return the offices side by side: service quality and first reply with intervals and verdicts."""
    lang = book.lang
    ids = sorted(book.offices, key=lambda one: _reply_order(book.figure("office", one, _REPLY)))
    rows = [("office", one) for one in ids] + [("company", "")]
    quality_axis = _axis(book, rows, _INDEX, None)
    reply_axis = _axis(book, rows, _REPLY, limit_hours(book, _REPLY))
    table = Table(
        columns=(
            Column(label=lang.say("Office"), width=11),
            Column(label="", axis=quality_axis, width=11),
            Column(label=lang.say("Service"), width=7, align="right"),
            Column(label=lang.say("Verdict"), width=12),
            Column(label="", axis=reply_axis, width=11),
            Column(label=lang.say("Reply h"), width=7, align="right"),
            Column(label=lang.say("Verdict"), width=12),
            Column(label=lang.say("On time %"), width=7, align="right"),
            Column(label=lang.say("Collected %"), width=7, align="right", minor=True),
            Column(label=lang.say("Up / down"), align="right", minor=True),
            Column(label=lang.say("Sales, {unit}", unit=money.unit(lang)), width=8, align="right", minor=True),
        ),
        rows=tuple(_office_row(book, level, one) for level, one in rows),
    )
    return TableSection(
        heading=Heading(
            title=_offices_title(book, ids),
            about=lang.rich(
                "solid dot now, hollow dot before, line 95 % interval; two dots apart are a change only "
                "where a verdict says so: of many offices one moves by chance"
            ),
            source=clauses(book.lang, "P06.20, P11.2"),
        ),
        table=table,
    )


def _reply_order(figure: Figure) -> float:
    return -float(figure.value) if figure.value is not None else 1.0


def _offices_title(book: Book, ids: list[str]) -> str:
    lang = book.lang
    moved = [(one, book.figure("office", one, m)) for m in (_REPLY, _INDEX) for one in ids]
    moved = [(one, figure) for one, figure in moved if figure.moved]
    if not moved:
        return lang.say("Offices: no change beyond noise")
    words = []
    for one, figure in moved[:3]:
        badge = verdict_badge(lang, figure)
        name = lang.say("first reply") if figure.measure == _REPLY else lang.say("service quality")
        words.append(
            lang.say(
                "{office}: {name} {verdict}",
                office=book.office_short(one),
                name=name,
                verdict=badge.text.lstrip("▲▼ ") if badge else "",
            )
        )
    return lang.say("; ").join(words)


def _office_row(book: Book, level: str, one: str) -> Row:
    lang = book.lang
    clients = book.clients_of(one)
    service, reply = (book.figure(level, one, measure) for measure in (_INDEX, _REPLY))
    kept = book.figure(level, one, "complaint.first_reply_on_time")
    rows = [row for client in clients if (row := book.grade(client, book.lead_pack))]
    ups, downs = (sum(row.transition == kind for row in rows) for kind in ("up", "down"))
    name = book.office_short(one) if level == "office" else lang.say("Company")
    href = f"offices/{book.office_files[one]}.html" if level == "office" else ""
    bad = any(verdict_tone(figure) == "bad" for figure in (service, reply))
    return Row(
        cells=(
            Cell(text=name, href=href, note=lang.say("{count} clients", count=len(clients))),
            Cell(dots=_dots(lang, service)),
            cell(lang, service),
            Cell(badge=verdict_badge(lang, service)),
            Cell(dots=_dots(lang, reply)),
            cell(lang, reply),
            Cell(badge=verdict_badge(lang, reply)),
            cell(lang, kept),
            cell(lang, book.figure(level, one, "trade.collection_rate")),
            Cell(text=f"{ups} / {downs}"),
            cell(lang, book.figure(level, one, "trade.sales")),
        ),
        style="total" if level == "company" else "find" if bad else "",
    )


def _dots(lang: Language, figure: Figure) -> Dots:
    return Dots(
        now=None if figure.value is None else float(figure.value),
        low=figure.low,
        high=figure.high,
        before=None if figure.previous is None else float(figure.previous),
        tone=verdict_tone(figure),
        said=told(lang, figure),
    )


def _axis(book: Book, rows: list[tuple[str, str]], measure: str, limit: str | None) -> Axis:
    """Return an axis around the values and, as far as they do not stretch it, their intervals."""
    figures = [book.figure(level, one, measure) for level, one in rows]
    values = [float(v) for f in figures for v in (f.value, f.previous) if v is not None]
    values += [float(limit)] if limit else []
    if not values:
        return Axis(low=0.0, high=1.0, ticks=())
    low, high = min(values), max(values)
    reach = max(high - low, 1.0)
    low = max(0.0, min([low, *(f.low for f in figures if f.low is not None and f.low > low - reach)]))
    high = max([high, *(f.high for f in figures if f.high is not None and f.high < high + reach)])
    unit = step(high - low, 4)
    first, last = int(low // unit) * unit, -int(-high // unit) * unit
    line = Tick(float(limit), book.lang.say("limit {hours}", hours=limit)) if limit else None
    near = tuple(
        tick for tick in ticks(first, last, unit) if line is None or abs(tick.at - line.at) > (last - first) * 0.2
    )
    return Axis(low=float(first), high=float(max(last, first + unit)), ticks=near, line=line)
