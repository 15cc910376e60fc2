"""How the figures are computed: on each report only those that it shows, all of them on one page."""

from collections.abc import Sequence
from fractions import Fraction

from reportgen.policy.pack import Pack
from reportgen.render.filters import number
from reportgen.render.viewmodel import Cell, Column, Heading, Rich, Row, Run, Table, TableSection
from reportgen.render.viewmodel_pages import MethodPage
from reportgen.render.viewmodel_sections import Definition, Definitions
from reportgen.render.views.book import Book
from reportgen.render.views.clock_words import calendar, counted, opening, unannounced
from reportgen.render.views.duties import duties, owner
from reportgen.render.views.edition import edition
from reportgen.render.views.kpis import limit_hours
from reportgen.render.views.measures import PROVISIONAL
from reportgen.render.views.names import named
from reportgen.render.views.pattern_words import pattern_words
from reportgen.render.views.unmade import unmade


def definitions(
    book: Book, *, grades: bool, satisfaction: bool, waiting: bool, more: Sequence[Definition] = ()
) -> Definitions:
    """Return the definitions of what a report shows; ``more`` stand before those of the levels."""
    lang = book.lang
    items = []
    if satisfaction:
        items += _satisfaction(book)
    if waiting:
        items += _waiting(book)
    items += _verdicts(book)
    items += more
    if grades:
        items += [_levels(book, pack_id) for pack_id in book.graded_packs]
    items.append(_lookup(book))
    return Definitions(
        heading=Heading(
            title=lang.say("Methods and clauses"), about=lang.rich("how it is computed, and under which clause")
        ),
        items=tuple(items),
    )


def _satisfaction(book: Book) -> list[Definition]:
    lang = book.lang
    pack = book.packs.get(book.config.profile.reference.satisfaction or "")
    if pack is None or pack.satisfaction is None:
        return [
            Definition(lang.say("Satisfaction"), lang.rich("not configured: the profile names no reference pack"))
        ]
    rules = pack.satisfaction
    service = lang.join(lang.words(d.name) for d in rules.dimensions.values() if d.service)
    weights = lang.join(f"{lang.words(d.name)} {number(d.weight * 100, 0)}%" for d in rules.dimensions.values())
    example = lang.say("; the weights are examples, not the policy's text") if pack.example_values else ""
    return [
        Definition(
            lang.say("Score"),
            lang.rich("100 × (x − min) ÷ (max − min); “not applicable” and blanks are no answers"),
        ),
        Definition(
            lang.say("Index"),
            lang.rich("weighted mean of the dimensions: {weights}{example}", weights=weights, example=example),
        ),
        Definition(lang.say("Service quality"), lang.rich("the same over {dimensions}", dimensions=service)),
        Definition(
            lang.say("Interval"),
            lang.rich(
                "95 %, t distribution over clients (on a client's page over responses), "
                "with finite-population correction; shares by Wilson"
            ),
        ),
        Definition(
            lang.say("Too few"),
            lang.rich("fewer than {office} responding clients in an office: no figure", office=rules.min_n.office),
        ),
    ]


def _waiting(book: Book) -> list[Definition]:
    lang = book.lang
    reply, handling = limit_hours(book, "complaint.first_reply"), limit_hours(book, "complaint.handling")
    limits = lang.rich(
        "first reply {reply}, handling {handling}, {clock}; kept when the time is at most the limit",
        reply=_hours(book, reply),
        handling=_hours(book, handling),
        clock=counted(book),
    )
    return [
        Definition(
            lang.say("Hours"),
            lang.rich(
                "{clock} from receipt; Kaplan–Meier, open complaints counted as still waiting at {day}",
                clock=counted(book),
                day=book.window.last_day,
            ),
        ),
        *([Definition(lang.say("Working hours"), opening(book))] if book.clock.working else []),
        *([Definition(PROVISIONAL, (Run(unannounced(book)),))] if book.provisional else []),
        Definition(lang.say("Limits"), limits),
    ]


def _hours(book: Book, hours: str | None) -> str:
    return book.lang.say("not configured") if hours is None else book.lang.say("{hours} h", hours=hours)


def _verdicts(book: Book) -> list[Definition]:
    lang = book.lang
    return [
        Definition(
            lang.say("Beyond noise"),
            lang.rich(
                "two-sided test at 5 %; over all offices, or all clients, of one measure "
                "the share of false alarms is held at 5 % (Benjamini–Hochberg)"
            ),
        )
    ]


def _lookup(book: Book) -> Definition:
    """Return how to find the rows behind a figure."""
    address = f"{book.audience.office_id or 'company'}/complaint.count"
    return Definition(
        book.lang.say("Look up"),
        book.lang.rich(
            "every figure has an address, such as {address}: "
            "reportgen explain {period} {address} prints its formula and the rows behind it",
            address=address,
            period=book.window.period,
        ),
    )


def _levels(book: Book, pack_id: str) -> Definition:
    lang, pack = book.lang, book.packs[pack_id]
    words = _bands(book, pack)
    example = (
        lang.say("; example values, not the policy's text")
        if pack.example_values and pack.grading and pack.grading.basis != "measure"
        else ""
    )
    if pack.grading and pack.grading.weighted:
        return Definition(
            pack_id,
            lang.rich(
                "{title}: {bands}; Σ weight × points of {weights}; rounded first, then graded{example}",
                title=lang.words(pack.title),
                bands=lang.join(words),
                weights=lang.join(
                    f"{named(book, measure)} {number(Fraction(item.weight) * 100, 0)}%"
                    for measure, item in pack.grading.weighted.items.items()
                ),
                example=example,
            ),
        )
    return Definition(
        pack_id,
        lang.rich(
            "{title}: {bands}; the score is rounded first, then graded{example}",
            title=lang.words(pack.title),
            bands=lang.join(words),
            example=example,
        ),
    )


def _bands(book: Book, pack: Pack) -> list[str]:
    if pack.grading is None:
        return []
    found = []
    for band in pack.grading.bands:
        if band.lower is None:
            found.append(book.lang.say("{level} below", level=band.level))
        else:
            sign = "≥" if band.includes_lower else ">"
            found.append(f"{band.level} {sign} {band.lower:,f}")
    return found


# ------------------------------------------------------------------ the page
def method_page(book: Book) -> MethodPage:
    """Return the methodology of an audience: definitions, packs, clauses (R-MT)."""
    lang = book.lang
    every = definitions(book, grades=True, satisfaction=True, waiting=True, more=pattern_words(book))
    title = lang.say("Methods and clauses")
    return MethodPage(
        edition=edition(book, title, root="", current="methods"),
        title=f"{title} · {book.window.period}",
        headline=lang.say("How every figure is computed, and which clause asks for it"),
        about=lang.say(
            "The data files hold each figure with its n, interval and clauses; "
            "another tool can compute them again."
        ),
        sections=(every, _clocks(book)),
        tables=(
            _packs(book),
            *([section] if (section := unmade(book)) else []),
            *duties(book),
            *(_clauses(book, pack) for pack in book.packs.values()),
        ),
    )


def _clocks(book: Book) -> Definitions:
    lang, window = book.lang, book.window
    rows: tuple[tuple[str, Rich], ...] = (
        (
            lang.say("Period"),
            lang.rich("{start} to {end}, both included", start=window.period.start, end=window.last_day),
        ),
        (
            lang.say("Known as of"),
            lang.rich("the end of {day}, {zone}", day=window.last_day, zone=book.config.profile.timezone),
        ),
        (lang.say("Compared with"), lang.rich("the period before, recomputed under the rules in force then")),
        *([(lang.say("Public holidays"), calendar(book))] if book.clock.working else []),
        (lang.say("Missing figures"), lang.rich("print their reason and are never 0")),
    )
    return Definitions(
        heading=Heading(title=lang.say("Period and conventions")), items=tuple(Definition(*row) for row in rows)
    )


def _packs(book: Book) -> TableSection:
    lang = book.lang
    return TableSection(
        heading=Heading(title=lang.say("Policies in force")),
        table=Table(
            columns=(
                Column(label=lang.say("Pack"), width=8),
                Column(label=lang.say("Policy")),
                Column(label=lang.say("Owner"), width=18),
                Column(label=lang.say("Document"), width=18),
                Column(label=lang.say("Version"), width=10),
                Column(label=lang.say("In force from"), width=14),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=pack.id),
                        Cell(text=lang.words(pack.title)),
                        owner(lang, pack),
                        Cell(
                            text=" ".join(part for part in (pack.document.number, pack.document.issue) if part)
                            or "—"
                        ),
                        Cell(text=pack.version),
                        Cell(text=pack.in_force.isoformat()),
                    )
                )
                for pack in book.packs.values()
            ),
        ),
    )


def _clauses(book: Book, pack: Pack) -> TableSection:
    """Return which clause asks for which measure."""
    lang = book.lang
    return TableSection(
        heading=Heading(title=lang.say("{pack}: measures and their clauses", pack=pack.id)),
        table=Table(
            columns=(
                Column(label=lang.say("Clause"), width=12),
                Column(label=lang.say("Measure"), width=30),
                Column(label=lang.say("In the data files")),
            ),
            rows=tuple(
                Row(cells=(Cell(text=rule.clause), Cell(text=named(book, rule.measure)), Cell(text=rule.measure)))
                for rule in pack.measures
            ),
            empty=lang.say("No measure of this pack is computed."),
        ),
    )
