"""The watch list: clients that fell, may fall next, wait for an answer or for an evaluation."""

from dataclasses import dataclass
from fractions import Fraction

from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views import money
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import waits
from reportgen.render.views.levels import because_words, item_name, move, points_unit
from reportgen.render.views.measures import verdict_tone, worded

_WATCHED = 12
_ENOUGH = 2
_WORSE = (
    ("service_quality.index", msg("service worse")),
    ("satisfaction.index", msg("satisfaction worse")),
    ("complaint.first_reply_hours.p50", msg("replies slower")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What makes a client worth watching; an ``alone`` one is enough by itself."""

    words: str
    alone: bool = False


def watch(book: Book, clients: list[str], found: list[Task], base: str = "") -> TableSection | None:
    """Return the clients with two signals or one that is enough; ``base`` leads to the audience's folder."""
    lang = book.lang
    signals = {one: signals_of(book, one) for one in clients}
    watched = [one for one in clients if len(signals[one]) >= _ENOUGH or any(s.alone for s in signals[one])]
    watched.sort(key=lambda one: (-len(signals[one]), one))
    if not watched:
        return None
    first: dict[str, str] = {}
    for task in found:
        first.setdefault(task.client_id, task.short)
    offices = len({book.clients[one]["office_id"] for one in clients}) > 1
    return TableSection(
        heading=Heading(
            title=lang.say("Watch list: {count} clients", count=len(watched)),
            about=lang.rich(
                "near an edge, near a veto, evaluation overdue; or two of: level down, veto, "
                "complaint past a limit, a figure worse beyond noise"
            ),
            source=clauses(lang, "P03.18, P03.22, P03.32"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Client"), width=12),
                *(Column(label=lang.say("Office"), width=6) for _ in range(offices)),
                Column(label=book.lead_pack, width=8),
                Column(label=lang.say("Signals")),
                Column(label=lang.say("Overdue"), width=5, align="right"),
                Column(label=lang.say("12 months, {unit}", unit=money.unit(lang)), width=11, align="right"),
                Column(label=lang.say("Next"), width=20),
            ),
            rows=tuple(
                _row(
                    book, one, lang.join(s.words for s in signals[one]), first.get(one, "—"), base, offices=offices
                )
                for one in watched[:_WATCHED]
            ),
            more=lang.say("{count} more on the front page", count=len(watched) - _WATCHED)
            if len(watched) > _WATCHED
            else "",
            more_href=f"{base}index.html#clients",
        ),
    )


def _row(book: Book, one: str, signals: str, following: str, base: str, *, offices: bool) -> Row:
    row = book.grade(one, book.lead_pack)
    overdue = sum(wait.overdue for wait in waits(book, [one]))
    sales = book.figure("client", one, "trade.sales_12m")
    office = book.office_short(str(book.clients[one]["office_id"]))
    return Row(
        cells=(
            Cell(text=book.short(one), href=f"{base}clients/{book.client_files[one]}.html"),
            *(Cell(text=office) for _ in range(offices)),
            Cell(move=move(book, row)) if row else Cell(text="—"),
            Cell(text=signals),
            Cell(text=str(overdue), mark="late" if overdue else "dim"),
            Cell(text=money.amount(book.lang, sales.value))
            if sales.value is not None
            else Cell(text=book.lang.gap(sales.gap), mark="dim"),
            Cell(text=following),
        )
    )


# ------------------------------------------------------------------ signals
def signals_of(book: Book, client: str) -> list[Signal]:
    """Return what makes a client worth watching."""
    lang = book.lang
    found = [signal for row in book.grades_of(client) for signal in _of_grade(book, row)]
    overdue = sum(wait.overdue for wait in waits(book, [client]))
    if overdue:
        found.append(Signal(words=lang.say("{count} overdue", count=overdue)))
    for measure, words in _WORSE:
        if verdict_tone(book.figure("client", client, measure)) == "bad":
            found.append(Signal(words=lang.say(words)))
    return found


def _of_grade(book: Book, row: GradeRow) -> list[Signal]:
    lang, found = book.lang, []
    if row.vetoed and row.transition != "not_rerated":
        items = because_words(book, row)
        words = lang.say("veto ({items})", items=items) if row.because else lang.say("a veto fired")
        found.append(Signal(words=words))
    if row.transition == "down":
        found.append(Signal(words=lang.say("{pack} down", pack=row.pack)))
    if row.transition == "not_rerated":
        words = lang.say("{pack} not re-rated since {day}", pack=row.pack, day=row.graded_on)
        found.append(Signal(words=words, alone=True))
    return [*found, *_near_edge(book, row), *_near_veto(book, row)]


def _near_edge(book: Book, row: GradeRow) -> list[Signal]:
    """Return the signal of a score less than the pack's ``near_edge`` above the floor of its band."""
    grading = book.packs[row.pack].grading
    if grading is None or grading.near_edge is None or row.score is None or row.vetoed:
        return []
    if row.transition in {"lost", "withdrawn", "not_rerated"}:
        return []
    band = next((one for one in grading.bands if one.level == row.level), None)
    if band is None or band.lower is None:
        return []
    above = row.score - Fraction(band.lower)
    if not 0 <= above < Fraction(grading.near_edge):
        return []
    words = book.lang.say(
        "{pack} {points} {unit} above the edge of {level}",
        pack=row.pack,
        points=number(above, grading.places),
        unit=points_unit(book, row.pack),
        level=row.level,
    )
    return [Signal(words=words, alone=True)]


def _near_veto(book: Book, row: GradeRow) -> list[Signal]:
    """Return the signals of veto items that did not fire, whose measure is near."""
    grading = book.packs[row.pack].grading
    if grading is None or grading.scorecard is None or row.vetoed or row.transition == "lost":
        return []
    found = []
    for code, item in grading.scorecard.items.items():
        if item.near is None:
            continue
        figure = book.figure("client", row.client_id, item.near.measure)
        if figure.value is not None and figure.value >= Fraction(item.near.at_least):
            words = book.lang.say(
                "veto near ({item}: {value})",
                item=item_name(book, row.pack, code),
                value=worded(book.lang, figure),
            )
            found.append(Signal(words=words, alone=True))
    return found
