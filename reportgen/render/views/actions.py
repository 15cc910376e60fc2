"""What to do next, by rule: overdue complaints, cards that are due, changes to approve, breaches to mend."""

from dataclasses import dataclass

from reportgen.model.finding import Finding
from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Heading, Tone
from reportgen.render.viewmodel_sections import Action, Actions
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.complaints import Wait, waits
from reportgen.render.views.levels import because_words

_SHOWN = 8
_NOW = msg("now")
_LATER = 3
"""From this rank on an action may wait a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An action and how urgent it is (smaller = first)."""

    rank: int
    client_id: str
    short: str
    """A few words for the line "what next"."""
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The words of an action, and its state."""

    rank: int
    what: str
    why: str
    source: str
    state: str
    tone: Tone = "same"
    who: str = ""


def tasks(book: Book, clients: list[str], *, named: bool) -> list[Task]:
    """Return the actions for some clients, most urgent first; ``named`` puts the client's name in front."""
    found = [task for client in clients for task in _client_tasks(book, client, named=named)]
    return sorted(found, key=lambda task: (task.rank, task.client_id, task.action.what))


def _client_tasks(book: Book, client: str, *, named: bool) -> list[Task]:
    front = book.lang.say("{client}: ", client=book.short(client)) if named else ""
    found = [_close_task(book, client, front, wait) for wait in waits(book, [client]) if wait.overdue]
    for row in book.grades_of(client):
        found += _grade_tasks(book, client, front, row)
    found += [_finding_task(book, client, front, f) for f in book.results.findings if f.client_id == client]
    return found


def _close_task(book: Book, client: str, front: str, wait: Wait) -> Task:
    lang, number_of = book.lang, str(wait.row["complaint_id"])
    unanswered = not wait.replied
    limit = wait.reply_limit if unanswered else wait.handling_limit
    hours = wait.reply if unanswered else wait.handling
    what = lang.say("answer {id}", id=number_of) if unanswered else lang.say("close {id}", id=number_of)
    why = lang.say(
        "{category}, waiting {hours} h, limit {limit}",
        category=wait.row["category"] or lang.say("complaint"),
        hours=number(hours or 0, 0),
        limit="—" if limit is None else f"{limit.normalize():f}",
    )
    action = Action(
        what=front + what,
        why=why,
        source="P11.2" if unanswered else "P11.5",
        who=str(wait.row["handler"] or _manager(book, client)),
        due=lang.say(_NOW),
        state=Badge(lang.say("overdue"), "bad"),
    )
    return Task(rank=1, client_id=client, short=what, action=action)


def _grade_tasks(book: Book, client: str, front: str, row: GradeRow) -> list[Task]:
    return [_task(book, client, front, said) for said in _grade_news(book, row)]


def _grade_news(book: Book, row: GradeRow) -> list[_Said]:
    lang = book.lang
    grading = book.packs[row.pack].grading
    scorecard = grading is not None and grading.basis == "scorecard"
    why = because_words(book, row)
    found = []
    if scorecard and row.vetoed and row.transition != "not_rerated":
        what, vetoed = lang.say("hold order confirmations"), lang.say("vetoed: {items}", items=why)
        source = "P03.18, P03.31"
        found.append(_Said(rank=0, what=what, why=vetoed, source=source, state=lang.say("stop"), tone="bad"))
    if row.transition == "not_rerated":
        what = lang.say("make the {pack} evaluation up", pack=row.pack)
        last = lang.say("due in the period; last of {day}", day=row.graded_on)
        found.append(_Said(rank=2, what=what, why=last, source="P03.32", state=lang.say("late"), tone="bad"))
    if scorecard and row.transition in {"up", "down"}:
        what = lang.say("get the {pack} change approved", pack=row.pack)
        move = lang.say("{before} → {after}: {why}", before=row.previous_level, after=row.level, why=why)
        who, state = lang.say("general manager"), lang.say("to approve")
        found.append(_Said(rank=3, what=what, why=move, source="P03.28–29", state=state, who=who))
    return found


def _finding_task(book: Book, client: str, front: str, finding: Finding) -> Task:
    said = _Said(
        rank=4,
        what=finding.what.said(book.lang.translate),
        why=finding.subject,
        source=finding.clause,
        state=book.lang.say("to mend"),
    )
    return _task(book, client, front, said)


def _task(book: Book, client: str, front: str, said: _Said) -> Task:
    action = Action(
        what=front + said.what,
        why=said.why,
        source=said.source,
        who=said.who or _manager(book, client),
        due=book.lang.say(_NOW) if said.rank < _LATER else book.lang.say("this quarter"),
        state=Badge(said.state, said.tone),
    )
    return Task(rank=said.rank, client_id=client, short=said.what, action=action)


def _manager(book: Book, client: str) -> str:
    row = book.clients.get(client, {})
    office = book.offices.get(str(row.get("office_id")), {})
    return str(row.get("account_manager") or office.get("manager") or "—")


def actions(book: Book, found: list[Task], title: str) -> Actions:
    """Return the list as a section; ``title`` is a message id with {count} and {late}."""
    lang = book.lang
    late = sum(task.action.state.tone == "bad" for task in found)
    shown = found[:_SHOWN]
    about = lang.rich("most urgent first; as of {day}", day=book.window.last_day)
    if len(found) > len(shown):
        about = lang.rich(
            "most urgent first; {count} more in the data; as of {day}",
            count=len(found) - len(shown),
            day=book.window.last_day,
        )
    return Actions(
        heading=Heading(
            title=lang.say(title, count=len(found), late=late) if found else lang.say("Nothing is due"),
            about=about,
            source="",
        ),
        rows=tuple(task.action for task in shown),
        empty=lang.say("No complaint past a limit, no evaluation overdue, no breach found."),
    )
