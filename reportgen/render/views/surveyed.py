"""The plan of evaluation and whom it reached: rounds, ways of answering, client groups, functions (P14)."""

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection, Tone
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.clauses import clauses

_KINDS = {"regular": msg("regular"), "ad_hoc": msg("irregular"), "": msg("not in the plan")}
TRIGGERS = {
    "emergency": msg("emergency"),
    "complaint": msg("complaint"),
    "suggestion": msg("suggestion of a client"),
    "important_item": msg("important project, product or service"),
}
_FUNCTIONS = {
    "sales": msg("sales"),
    "customer_service": msg("customer service"),
    "after_sales": msg("after-sales"),
}
_DIVISIONS = {
    "kind": msg("Form of evaluation"),
    "mode": msg("Way of answering"),
    "group": msg("Client group"),
    "function": msg("Function"),
}
_STATES: dict[str, tuple[str, Tone]] = {
    "done": (msg("done"), "good"),
    "running": (msg("in progress"), "same"),
    "planned": (msg("planned"), "same"),
    "late": (msg("past its day"), "bad"),
}


def surveyed(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return the year's plan of rounds and the divisions of the answers; none without plan and survey."""
    rows = book.behind("surveyed", level, one)
    found = (_plan(book, rows), _divisions(book, rows))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ the plan
def _plan(book: Book, rows: list[Record]) -> TableSection | None:
    """Return the rounds that the plan of the year has, with what was reached in the period."""
    year = book.window.period.start.year
    rounds = [row for row in book.rounds if row["year"] == year]
    if not rounds:
        return None
    lang = book.lang
    reached = {row["name"]: row for row in rows if row["by"] == "round"}
    states = [_state(book, row) for row in rounds]
    return TableSection(
        heading=Heading(
            title=lang.say(
                "Plan of {year}: {done} of {count} rounds done, {late} past their day",
                year=year,
                done=states.count("done"),
                count=len(rounds),
                late=states.count("late"),
            ),
            about=lang.rich("clients asked, clients that answered and the mean of their answers: in the period"),
            source=clauses(lang, "P14.3–11, P14.14"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Round"), width=24),
                Column(label=lang.say("Form"), width=15),
                Column(label=lang.say("Planned"), width=17),
                Column(label=lang.say("State"), width=9),
                Column(label=lang.say("Asked"), width=8, align="right"),
                Column(label=lang.say("Answered"), width=8, align="right"),
                Column(label=lang.say("Points"), width=7, align="right"),
                Column(label=lang.say("Work plan"), minor=True),
            ),
            rows=tuple(
                _round(book, row, state, reached.get(row["round"]))
                for row, state in zip(rounds, states, strict=True)
            ),
        ),
    )


def _state(book: Book, row: Record) -> str:
    """Return done, running, planned or late as known on the last day."""
    day, done, begun = book.window.last_day, as_day(row["done_to"]), as_day(row["done_from"])
    if done is not None and done <= day:
        return "done"
    until = as_day(row["planned_to"])
    if until is not None and until <= day:
        return "late"
    return "running" if begun is not None and begun <= day else "planned"


def _round(book: Book, row: Record, state: str, reached: Record | None) -> Row:
    lang, kind = book.lang, row["kind"]
    words, tone = _STATES[state]
    trigger = TRIGGERS.get(row["trigger"], "")
    why = lang.join(part for part in (lang.say(trigger) if trigger else "", row["subject"]) if part)
    return Row(
        cells=(
            Cell(text=row["round"], note=_form(book, row)),
            Cell(text=lang.say(_KINDS[kind]), note=why),
            Cell(text=_days(row, "planned"), note=_done(book, row)),
            Cell(badge=Badge(lang.say(words), tone)),
            *_reached(reached),
            _work_plan(book, row),
        ),
        style="find" if state == "late" else "",
    )


def _work_plan(book: Book, row: Record) -> Cell:
    """Return where the yearly work plan has a round; one that something called for needs none (P14.4, P14.8)."""
    in_plan = row["in_annual_work_plan"]
    if in_plan:
        return Cell(text=row["plan_ref"] or book.lang.say("yes"))
    if row["kind"] == "ad_hoc" and row["trigger"] in TRIGGERS:
        return Cell(text=NO_FIGURE, mark="dim")
    return Cell(badge=Badge(book.lang.say("no") if in_plan is not None else book.lang.say("not said"), "bad"))


def _days(row: Record, name: str) -> str:
    days = (as_day(row[f"{name}_{end}"]) for end in ("from", "to"))
    return "–".join(NO_FIGURE if day is None else f"{day:%m-%d}" for day in days)


def _done(book: Book, row: Record) -> str:
    """Return the days on which it was done, as far as they are known on the last day."""
    day = book.window.last_day
    ends = {name: on for name in ("done_from", "done_to") if (on := as_day(row[name])) and on <= day}
    known = row | {"done_from": None, "done_to": None} | {name: row[name] for name in ends}
    return book.lang.say("done {days}", days=_days(known, "done")) if ends else ""


def _form(book: Book, row: Record) -> str:
    """Return the form, who designed it and when it was approved (P14.14); nothing where the plan says none."""
    lang, on = book.lang, as_day(row["approved_at"])
    if not row["questionnaire_version"]:
        return ""
    known = on is not None and on <= book.window.last_day
    approval = lang.say("approved {day}", day=f"{on:%Y-%m-%d}") if known else lang.say("not approved")
    form = lang.say("form {version}", version=row["questionnaire_version"])
    return lang.join(part for part in (form, row["designed_by"], approval) if part)


def _reached(row: Record | None) -> tuple[Cell, Cell, Cell]:
    if row is None:
        return Cell(text=NO_FIGURE), Cell(text=NO_FIGURE), Cell(text=NO_FIGURE)
    return (
        Cell(text=NO_FIGURE if row["asked"] is None else str(row["asked"])),
        Cell(text=str(row["n_clients"])),
        Cell(text=NO_FIGURE if row["points"] is None else number(row["points"], 1)),
    )


# ------------------------------------------------------------------ divisions
def _divisions(book: Book, rows: list[Record]) -> TableSection | None:
    """Return the answers by form of evaluation, way of answering, client group and function."""
    shown = [row for by in _DIVISIONS for row in rows if row["by"] == by and _says(row, rows)]
    if not shown:
        return None
    lang = book.lang
    silent = [row["name"] for row in rows if row["by"] == "group" and row["asked"] and not row["n_clients"]]
    return TableSection(
        heading=Heading(
            title=lang.say("No client of these groups answered: {groups}", groups=lang.join(silent))
            if silent
            else lang.say("Whom the survey reached, and how satisfied they are"),
            about=lang.rich("mean of the scored answers, each answer alike, without the weights of the policy"),
            source=clauses(lang, "P14.1, P14.5, P14.7, P14.12–13"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Division"), width=18),
                Column(label=""),
                Column(label=lang.say("Asked"), width=12, align="right"),
                Column(label=lang.say("Answered"), width=12, align="right"),
                Column(label=lang.say("Forms"), width=12, align="right"),
                Column(label=lang.say("Answers"), width=12, align="right"),
                Column(label=lang.say("Points"), width=12, align="right"),
            ),
            rows=tuple(_division(book, row) for row in shown),
        ),
    )


def _says(row: Record, rows: list[Record]) -> bool:
    """Whether its division says anything: not all forms stand under the empty name."""
    return any(one["name"] for one in rows if one["by"] == row["by"])


def _division(book: Book, row: Record) -> Row:
    lang, by, name = book.lang, row["by"], row["name"]
    words = {"kind": _KINDS, "function": _FUNCTIONS}.get(row["by"], {})
    named = lang.say(words[name]) if name in words else name or lang.say("not said")
    asked, answered, points = _reached(row)
    return Row(
        cells=(
            Cell(text=lang.say(_DIVISIONS[by]), mark="sub"),
            Cell(text=named),
            asked,
            answered,
            Cell(text=NO_FIGURE if row["by"] == "function" else str(row["responses"])),
            Cell(text=str(row["answers"])),
            points,
        )
    )
