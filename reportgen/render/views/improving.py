"""What is done about problems: remedies, and actions with their effect."""

from datetime import date
from itertools import groupby

from reportgen.model.text import msg
from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection, Tone
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.clauses import clauses
from reportgen.render.views.followed import about, by_day, effect, state
from reportgen.render.views.patterns import category_name

_SHOWN = 8
_WORDS = 120
"""Characters of a text in a cell; the whole stands in the data."""
STATES: dict[str, tuple[str, Tone]] = {
    "open": (msg("in progress"), "same"),
    "overdue": (msg("past its day"), "bad"),
    "done": (msg("done"), "good"),
    "cancelled": (msg("given up"), "none"),
    "": (msg("no improvement"), "bad"),
}
SOURCES = {
    "survey": msg("survey"),
    "complaint": msg("complaint"),
    "feedback": msg("feedback"),
    "evaluation": msg("evaluation"),
    "visit": msg("visit"),
    "churn": msg("lost client"),
    "risk": msg("risk"),
    "strategy": msg("strategy"),
    "": msg("not said"),
}
_SIGNALS = {
    "repeat_client": msg("repeated by a client"),
    "repeat_product": msg("repeated with a product"),
    "spread_clients": msg("many clients"),
    "spread_offices": msg("many offices"),
    "rising": msg("rising"),
    "above_limits": msg("above the limits of noise"),
}


def improving(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return the problems with their remedies, and the improvements of the company or an office."""
    found = (_remedies(book, level, one), _improvements(book, level, one))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ remedies
def _remedies(book: Book, level: str, one: str) -> TableSection | None:
    """Return which repeated or systemic problem has an improvement, those without one first."""
    own = book.clients_of(one) if level == "office" else list(book.clients)
    rows = [
        *book.behind("remedies", level, one),
        *(row for client in own for row in book.behind("remedies", "client", client)),
    ]
    if not rows:
        return None
    lang = book.lang
    ordered = sorted(rows, key=_problem)
    problems = [(key, list(group)) for key, group in groupby(ordered, key=_problem)]
    open_ = [one for one in problems if not any(row["action_id"] for row in one[1])]
    shown = [*open_, *(one for one in problems if one not in open_)][:_SHOWN]
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{count} of {all} repeated or systemic problems have no improvement",
                count=len(open_),
                all=len(problems),
            )
            if open_
            else lang.say("Each of {all} repeated or systemic problems has an improvement", all=len(problems)),
            about=lang.rich(
                "an improvement belongs to a problem if it answers one of its complaints, or one of them names it"
            ),
            source=clauses(lang, rows[0]["clause"]),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Problem"), width=30),
                Column(label=lang.say("Pattern")),
                Column(label=lang.say("Improvement"), width=22),
                Column(label=lang.say("State"), width=16),
            ),
            rows=tuple(_remedy(book, group) for _, group in shown),
            more=lang.say("{count} more in the data", count=len(problems) - len(shown))
            if len(problems) > len(shown)
            else "",
        ),
    )


def _problem(row: Record) -> tuple[str, str, str]:
    return row["category"], row["product"], row["client_id"]


def _remedy(book: Book, group: list[Record]) -> Row:
    lang, first = book.lang, group[0]
    actions = {row["action_id"]: row for row in group if row["action_id"]}
    states = [row["status"] for row in actions.values()] or [""]
    worst = next(state for state in ("overdue", "open", "cancelled", "done", "") if state in states)
    words, tone = STATES[worst]
    name = category_name(book, first["category"])
    signals = [row["signal"] for row in group]
    return Row(
        cells=(
            Cell(text=name, note=_whose(book, first)),
            Cell(text=lang.join(dict.fromkeys(lang.say(_SIGNALS[signal]) for signal in signals))),
            Cell(text=lang.join(actions) if actions else NO_FIGURE),
            Cell(badge=Badge(lang.say(words), tone)),
        ),
        style="" if actions else "find",
    )


def _whose(book: Book, row: Record) -> str:
    """Return the product or the client that the problem comes back with, "" of one of many clients."""
    return row["product"] or (book.short(row["client_id"]) if row["client_id"] else "")


# ------------------------------------------------------------------ improvements
def _improvements(book: Book, level: str, one: str) -> TableSection | None:
    """Return the improvements that were open in the period: the overdue ones first, then by their last day."""
    rows = about(book, level, one)
    if not rows:
        return None
    lang = book.lang
    rows.sort(key=lambda row: (state(book, row) != "overdue", by_day(row), row["action_id"]))
    late = sum(state(book, row) == "overdue" for row in rows)
    return TableSection(
        heading=Heading(
            title=_improvements_title(book, rows, late),
            about=lang.rich(
                "open in the period or decided in it; the tested figure against the period before, then what "
                "the export states"
            ),
            source=clauses(lang, "P06.6", "P14.22"),
        ),
        table=_table(book, rows),
    )


def _improvements_title(book: Book, rows: list[Record], late: int) -> str:
    """Return how many there are, and of those whose figure is tested how many moved it for the better."""
    found = [one for one in (effect(book, row) for row in rows) if one and one.figure.verdict]
    if not found:
        return book.lang.say("Improvements: {count}, {late} of them overdue", count=len(rows), late=late)
    better = sum(one.tone == "good" for one in found)
    return book.lang.say(
        "Improvements: {count}, {late} overdue; of {tested} with a tested figure {better} moved it beyond noise",
        count=len(rows),
        late=late,
        tested=len(found),
        better=better,
    )


def _table(book: Book, rows: list[Record]) -> Table:
    lang = book.lang
    return Table(
        columns=(
            Column(label=lang.say("Improvement")),
            Column(label=lang.say("In answer to"), width=15),
            Column(label=lang.say("Who"), width=15, minor=True),
            Column(label=lang.say("Due"), width=7),
            Column(label=lang.say("State"), width=9),
            Column(label=lang.say("Effect"), width=29),
        ),
        rows=tuple(_improvement(book, row) for row in rows[:_SHOWN]),
        more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
    )


def _improvement(book: Book, row: Record) -> Row:
    lang, known, found = book.lang, state(book, row), effect(book, row)
    words, tone = STATES[known]
    source = lang.say(SOURCES.get(row["source_kind"], SOURCES[""]))
    return Row(
        cells=(
            Cell(text=shown_comment(row["description"], lang.translate, _WORDS), note=row["action_id"]),
            Cell(text=source, note=row["source_id"]),
            Cell(text=lang.join(part for part in (row["department"], row["person"]) if part) or NO_FIGURE),
            Cell(text=short(as_day(row["due_date"]))),
            Cell(badge=Badge(lang.say(words), tone)),
            Cell(
                text=found.words if found else "",
                badge=found.badge if found else None,
                note=_claimed(book, row),
                address=found.figure.address if found else "",
            ),
        ),
        style="find" if known == "overdue" else "",
    )


def _claimed(book: Book, row: Record) -> str:
    """Return what the export says of the effect, as its own words."""
    lang = book.lang
    said = lang.join(part for part in (values(row), shown_comment(row["effect"], lang.translate, _WORDS)) if part)
    return lang.say("stated: {words}", words=said) if said else ""


def values(row: Record) -> str:
    """Return before → after, or nothing where neither is given."""
    before, after = row["before_value"], row["after_value"]
    if before is None and after is None:
        return ""
    shown = (NO_FIGURE if value is None else number(value, 1) for value in (before, after))
    return " → ".join(shown)


def short(day: date | None) -> str:
    """Return month and day of a day that there may not be."""
    return NO_FIGURE if day is None else f"{day:%m-%d}"
