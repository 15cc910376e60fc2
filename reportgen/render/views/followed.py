"""What improvements came to: their state, the tested change of their figure, and what is left to do about them."""

from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.model.improvements import state_on
from reportgen.model.text import msg
from reportgen.render.clean import shown_comment
from reportgen.render.filters import short_day
from reportgen.render.viewmodel import Badge, Tone
from reportgen.render.viewmodel_sections import Action
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book, Figure, Record, as_day
from reportgen.render.views.clauses import clauses
from reportgen.render.views.measures import printed, verdict_badge, verdict_tone
from reportgen.render.views.names import NAMES, named

_WORDS = 24
"""Characters of an improvement in a list of things to do."""
_SOON = timedelta(days=31)
_OVERDUE, _IN_VAIN, _COMING = 2, 3, 4
"""Ranks among the tasks: behind a complaint past its limit, with the approvals, behind what breaks a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The figure that an improvement was to move, now against the period before."""

    figure: Figure
    words: str
    badge: Badge | None
    tone: Tone


def state(book: Book, row: Record) -> str:
    """Return open, overdue, done or cancelled as known on the last day."""
    due, done = as_day(row["due_date"]), as_day(row["done_at"])
    return state_on(book.window.last_day, status=row["status"], due=due, done=done)


def of_period(book: Book, row: Record) -> bool:
    """Whether an improvement was open in the period, or decided or done in it."""
    start, done = book.window.period.start, as_day(row["done_at"])
    decided = as_day(row["decided_at"])
    closed = row["status"] in {"done", "cancelled"}
    return (done is not None and done >= start) or (decided is not None and decided >= start) or not closed


def by_day(row: Record) -> date:
    """Return the day by which it is to be done, without one the day of the decision; last without either."""
    return as_day(row["due_date"]) or as_day(row["decided_at"]) or date.max


def about(book: Book, level: str, one: str) -> list[Record]:
    """Return the improvements of the company, an office or a client that concern the period."""
    if level == "client":
        found = _of_clients(book, [one])
    elif level == "office":
        from_own = {row["action_id"] for row in _of_clients(book, book.clients_of(one)) if not row["office_id"]}
        found = [r for r in book.improvements if r["office_id"] == one or r["action_id"] in from_own]
    else:
        found = book.improvements
    return [row for row in found if of_period(book, row)]


def _of_clients(book: Book, clients: list[str]) -> list[Record]:
    """Return the improvements about clients, from what they said, or that their complaints and feedback name."""
    complaints = [row for one in clients for row in book.complaints_by_client.get(one, [])]
    feedback = [row for one in clients for row in book.feedback_by_client.get(one, [])]
    sources = {("complaint", row["complaint_id"]) for row in complaints}
    sources |= {("feedback", row["feedback_id"]) for row in feedback}
    named_ = {row["action_id"] for row in (*complaints, *feedback)} - {""}
    return [
        row
        for row in book.improvements
        if row["client_id"] in clients
        or (row["source_kind"], row["source_id"]) in sources
        or row["action_id"] in named_
    ]


def effect(book: Book, row: Record) -> Effect | None:
    """Return the tested change of the figure that a finished improvement names, or None where it names none.

    The figure is the client's, the office's or the company's, as the improvement is about one; now is the
    period, before the one before it. What the export claims is not part of it.
    """
    measure = (row["indicator"] or "").strip()
    if measure not in NAMES or state(book, row) != "done":
        return None
    level, one = _subject(row)
    figure = book.figure(level, one, measure)
    before, now = (printed(book.lang, value, figure.unit, measure) for value in (figure.previous, figure.value))
    words = f"{named(book, measure)} {before} → {now}"
    return Effect(figure=figure, words=words, badge=verdict_badge(book.lang, figure), tone=verdict_tone(figure))


def _subject(row: Record) -> tuple[str, str]:
    if row["client_id"]:
        return "client", row["client_id"]
    return ("office", row["office_id"]) if row["office_id"] else ("company", "")


# ------------------------------------------------------------------ things to do
def follow_ups(book: Book, level: str, one: str) -> list[Task]:
    """Return the improvements past their day, due soon, or finished without moving their figure."""
    found = [_task(book, row) for row in about(book, level, one)]
    return [task for task in found if task is not None]


def urgent_first(*lists: list[Task]) -> list[Task]:
    """Return tasks of several kinds, the most urgent first."""
    return sorted((task for one in lists for task in one), key=lambda t: (t.rank, t.client_id, t.action.what))


def _task(book: Book, row: Record) -> Task | None:
    lang, due, known = book.lang, as_day(row["due_date"]), state(book, row)
    found = effect(book, row)
    what = _said(book, row, msg("improvement: {what}"))
    if known == "overdue":
        badge = Badge(lang.say("past its day"), "bad")
        return _made(book, row, (_OVERDUE, what, lang.say("{id}, not done", id=row["action_id"])), badge)
    if known == "open" and due is not None and due <= book.window.last_day + _SOON:
        badge = Badge(lang.say("in progress"), "same")
        return _made(book, row, (_COMING, what, lang.say("{id}, due soon", id=row["action_id"])), badge)
    if found is None or found.tone not in {"bad", "same"} or not found.figure.verdict:
        return None
    again = _said(book, row, msg("look again at: {what}"))
    why = lang.say("done, yet {change}", change=found.words)
    worse = found.tone == "bad"
    badge = Badge(lang.say("got worse") if worse else lang.say("no effect seen"), "same")
    return _made(book, row, (_IN_VAIN, again, why), badge)


def _said(book: Book, row: Record, pattern: str) -> str:
    words = shown_comment(row["description"], book.lang.translate, _WORDS) or row["action_id"]
    return book.lang.say(pattern, what=words)


def _made(book: Book, row: Record, said: tuple[int, str, str], badge: Badge) -> Task:
    rank, what, why = said
    due = as_day(row["due_date"])
    action = Action(
        what=what,
        why=why,
        source=clauses(book.lang, "P07.16" if rank == _IN_VAIN else "P07.15 P07.16"),
        who=row["person"] or row["department"] or "—",
        due="—" if due is None else short_day(due),
        state=badge,
    )
    return Task(rank=rank, client_id=row["client_id"] or "", short=what, action=action)
