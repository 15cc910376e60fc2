"""What clients say beside survey and ledger: the ways of listening side by side, needs, and who stays."""

from reportgen.model.listening_frames import ALL_KINDS, SUBJECTS
from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number, percent, span
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Rich, Row, Table, TableSection
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.measures import printed

KINDS = {
    "interview": msg("Interviews"),
    "social_media": msg("Social media"),
    "opinion": msg("Opinions"),
    "suggestion": msg("Suggestions"),
    "need": msg("Needs"),
}
_METHODS = ("interview", "social_media")
"""Ways of listening that the policy asks for beside the questionnaire."""
_SUBJECTS = {"product": msg("The product"), "service": msg("The service"), "other": msg("Neither named")}
_GROUPS = {
    "resolved": msg("all complaints resolved"),
    "unresolved": msg("a complaint not resolved"),
    "none": msg("no complaint"),
}
_COMPARED = ("resolved", "unresolved")
_FEWEST = 5
"""Clients in each group from which a title compares their shares; the table shows fewer with their interval."""


def listening(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return the sections of the company or an office; none where the policy asks for none of them."""
    found = (_methods(book, level, one), _needs(book, level, one), _loyalty(book, level, one))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ methods
def _methods(book: Book, level: str, one: str) -> TableSection | None:
    """Return the questionnaire, interviews, social media and complaints side by side."""
    rows = {row["kind"]: row for row in book.behind("feedback", level, one)}
    if not rows:
        return None
    lang = book.lang
    answers, complaints = (book.figure(level, one, m) for m in ("satisfaction.responses", "complaint.count"))
    kinds = [*_METHODS, *(kind for kind in KINDS if kind not in _METHODS and kind in rows)]
    return TableSection(
        heading=Heading(
            title=_methods_title(book, answers, rows),
            about=lang.rich("what each way of listening gave in the period; the tone is as exported"),
            source=clauses(lang, rows[ALL_KINDS]["clause"], "P11.9–12", "P11.22"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Way of listening"), width=18),
                Column(label=lang.say("Records"), width=10, align="right"),
                Column(label=lang.say("Clients"), width=9, align="right"),
                Column(label=lang.say("What it says")),
                Column(label=lang.say("Negative"), width=10, align="right"),
                Column(label=lang.say("Before"), width=10, align="right"),
                Column(label=lang.say("Answered"), width=18, align="right"),
            ),
            rows=(
                _questionnaire(book, level, one, answers),
                *(_kind(book, kind, rows.get(kind)) for kind in kinds),
                _ledger(book, complaints),
            ),
        ),
        note=_mentions(book, level, one),
    )


def _methods_title(book: Book, answers: Figure, rows: dict[str, Record]) -> str:
    lang, every = book.lang, rows[ALL_KINDS]
    used = [kind for kind in _METHODS if kind in rows and rows[kind]["count"]]
    count = len(used) + bool(answers.value)
    if count <= 1:
        return lang.say("Only {count} of three ways of listening has data: the picture is one-sided", count=count)
    if every["negative_previous"] is None:
        return lang.say(
            "{count} of three ways of listening have data; {negative} negative voices",
            count=count,
            negative=every["negative"],
        )
    return lang.say(
        "{count} of three ways of listening have data; negative voices {before} → {negative}",
        count=count,
        before=every["negative_previous"],
        negative=every["negative"],
    )


def _questionnaire(book: Book, level: str, one: str, answers: Figure) -> Row:
    lang = book.lang
    clients, index = (
        book.figure(level, one, m) for m in ("satisfaction.clients_responding", "satisfaction.index")
    )
    said = (
        lang.say("index {value} points", value=printed(lang, index.value, index.unit, index.measure))
        if index.value is not None
        else lang.gap(index.gap)
    )
    return Row(
        cells=(
            Cell(text=lang.say("Questionnaire")),
            Cell(text=_count(answers), address=answers.address),
            Cell(text=_count(clients), address=clients.address),
            Cell(text=said, address=index.address),
            *(Cell(text=NO_FIGURE, mark="dim") for _ in range(3)),
        )
    )


def _ledger(book: Book, complaints: Figure) -> Row:
    return Row(
        cells=(
            Cell(text=book.lang.say("Complaints")),
            Cell(text=_count(complaints), address=complaints.address),
            *(Cell(text=NO_FIGURE, mark="dim") for _ in range(5)),
        )
    )


def _count(figure: Figure) -> str:
    return NO_FIGURE if figure.value is None else number(figure.value)


def _kind(book: Book, kind: str, row: Record | None) -> Row:
    lang = book.lang
    name = Cell(text=lang.say(KINDS[kind]))
    if row is None:
        none = Cell(badge=Badge(lang.say("no data"), "none"))
        return Row(cells=(name, none, *(Cell(text=NO_FIGURE, mark="dim") for _ in range(5))))
    before = row["negative_previous"]
    return Row(
        cells=(
            name,
            Cell(text=str(row["count"])),
            Cell(text=str(row["n_clients"])),
            Cell(
                text=lang.say(
                    "{positive} positive, {neutral} neutral", positive=row["positive"], neutral=row["neutral"]
                )
            ),
            Cell(text=str(row["negative"]), mark="strong" if row["negative"] else ""),
            Cell(text=NO_FIGURE if before is None else str(before), mark="dim"),
            Cell(text=f"{row['replied']} / {row['count']}", note=_answered(book, row)),
        )
    )


def _answered(book: Book, row: Record) -> str:
    """Return the median days to an answer, or that it is not reached."""
    if not row["count"]:
        return ""
    if row["reply_days_p50"] is None:
        return book.lang.say("half not yet")
    return book.lang.say("half in {days} d", days=row["reply_days_p50"])


def _mentions(book: Book, level: str, one: str) -> Rich:
    rows = book.behind("mentions", level, one)
    if not rows or not rows[0]["handled"]:
        return ()
    row = rows[0]
    return book.lang.rich(
        "Around {handled} complaints closed in {period}: {before} negative voices of their clients in the "
        "{days} days before a close, {after} in the {days} days after one, each counted once a side; for {cut} "
        "of the complaints these days are not over.",
        handled=row["handled"],
        period=book.window.period.previous,
        before=row["before"],
        after=row["after"],
        days=row["days"],
        cut=row["cut"],
    )


# ------------------------------------------------------------------ needs
def _needs(book: Book, level: str, one: str) -> TableSection | None:
    """Return what clients need of the product and of the service."""
    rows = book.behind("needs", level, one)
    if not rows:
        return None
    lang = book.lang
    counts = {(row["subject"], row["voice"]): row for row in rows}
    named = {subject: sum(row["count"] for row in rows if row["subject"] == subject) for subject in SUBJECTS}
    return TableSection(
        heading=Heading(
            title=_needs_title(book, named["product"], named["service"]),
            about=lang.rich(
                "needs, suggestions, opinions and complaints by the words in them; one voice may be about both"
            ),
            source=clauses(lang, rows[0]["clause"]),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("About"), width=24),
                Column(label=lang.say("Feedback"), width=14, align="right"),
                Column(label=lang.say("Clients"), width=12, align="right"),
                Column(label=lang.say("Complaints"), width=14, align="right"),
                Column(label=lang.say("Clients"), width=12, align="right"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=lang.say(_SUBJECTS[subject])),
                        *_voiced(counts.get((subject, "feedback"))),
                        *_voiced(counts.get((subject, "complaint"))),
                    )
                )
                for subject in SUBJECTS
            ),
        ),
    )


def _needs_title(book: Book, product: int, service: int) -> str:
    """Return what most voices are about; neither where as many are about both."""
    lang = book.lang
    if product == service:
        return lang.say("Needs: {count} voices about the product, as many about the service", count=product)
    subject, count = max(("product", product), ("service", service), key=lambda one: one[1])
    return lang.say(
        "Needs are most about: {subject}, {count} voices", subject=lang.say(_SUBJECTS[subject]), count=count
    )


def _voiced(row: Record | None) -> tuple[Cell, Cell]:
    if row is None:
        return Cell(text="0", mark="dim"), Cell(text="0", mark="dim")
    return Cell(text=str(row["count"])), Cell(text=str(row["n_clients"]))


# ------------------------------------------------------------------ loyalty
def _loyalty(book: Book, level: str, one: str) -> TableSection | None:
    """Return the share of clients that ordered again, by what became of their complaints."""
    rows = {row["group"]: row for row in book.behind("loyalty", level, one)}
    if not rows or not any(row["n"] for row in rows.values()):
        return None
    lang, before = book.lang, book.window.period.previous
    return TableSection(
        heading=Heading(
            title=_loyalty_title(book, rows),
            about=lang.rich(
                "clients of {before} with an order in {period}, by their complaints of {before}",
                before=before,
                period=book.window.period,
            ),
            source=clauses(lang, rows["resolved"]["clause"]),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Clients with"), width=30),
                Column(label=lang.say("Clients"), width=12, align="right"),
                Column(label=lang.say("Ordered again"), width=14, align="right"),
                Column(label=lang.say("Share %"), width=12, align="right"),
                Column(label=lang.say("95 % interval")),
            ),
            rows=tuple(_group(book, name, rows[name]) for name in _GROUPS if name in rows),
        ),
    )


def _loyalty_title(book: Book, rows: dict[str, Record]) -> str:
    lang = book.lang
    groups = [rows[name] for name in _COMPARED if name in rows]
    told = [row for row in groups if row["share"] is not None and row["n"] >= _FEWEST]
    if len(told) < len(_COMPARED):
        return lang.say("Who orders again after a complaint")
    resolved, unresolved = told
    return lang.say(
        "Ordered again: {resolved} % after resolved complaints (n={n}), "
        "{unresolved} % where one is not (n={others})",
        resolved=percent(resolved["share"]),
        n=resolved["n"],
        unresolved=percent(unresolved["share"]),
        others=unresolved["n"],
    )


def _group(book: Book, name: str, row: Record) -> Row:
    gap = row["share"] is None
    return Row(
        cells=(
            Cell(text=book.lang.say(_GROUPS[name])),
            Cell(text=str(row["n"])),
            Cell(text=NO_FIGURE if gap else str(row["ordering"])),
            Cell(text=NO_FIGURE if gap else percent(row["share"])),
            Cell(text=NO_FIGURE if gap else span(row["low"] * 100, row["high"] * 100), mark="dim"),
        )
    )
