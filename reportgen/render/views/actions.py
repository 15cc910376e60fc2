"""What to do next, by rule: overdue complaints, cards that are due, changes to approve, breaches to mend."""

from dataclasses import dataclass

from reportgen.model.finding import Finding
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Heading
from reportgen.render.viewmodel_sections import Action, Actions
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.complaints import Wait, waits
from reportgen.render.views.grades import because_words

_SHOWN = 8
_NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An action and how urgent it is (smaller = first)."""

    rank: int
    client_id: str
    short: str
    """A few words for the line "what next"."""
    action: Action


def tasks(book: Book, clients: list[str], *, named: bool) -> list[Task]:
    """Return the actions for some clients, most urgent first; ``named`` puts the client's name in front."""
    found = [task for client in clients for task in _client_tasks(book, client, named=named)]
    return sorted(found, key=lambda task: (task.rank, task.client_id, task.action.what))


def _client_tasks(book: Book, client: str, *, named: bool) -> list[Task]:
    front = f"{book.short(client)}{book.lang.say(': ')}" if named else ""
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
    lang = book.lang
    found = []
    pack = book.packs[row.pack]
    scorecard = pack.grading is not None and pack.grading.basis == "scorecard"
    if scorecard and row.vetoed and row.transition != "not_rerated":
        what = lang.say("hold order confirmations")
        found.append(
            _task(
                book,
                client,
                0,
                front,
                what,
                lang.say("vetoed: {items}", items=because_words(book, row)),
                "P03.18, P03.31",
                lang.say("stop"),
                "bad",
            )
        )
    if row.transition == "not_rerated":
        what = lang.say("make the {pack} evaluation up", pack=row.pack)
        why = lang.say("due in the period; last of {day}", day=row.graded_on)
        found.append(_task(book, client, 2, front, what, why, "P03.32", lang.say("late"), "bad"))
    if scorecard and row.transition in {"up", "down"}:
        what = lang.say("get the {pack} change approved", pack=row.pack)
        why = lang.say(
            "{before} → {after}: {why}", before=row.previous_level, after=row.level, why=because_words(book, row)
        )
        found.append(
            _task(
                book,
                client,
                3,
                front,
                what,
                why,
                "P03.28–29",
                lang.say("to approve"),
                "same",
                who=lang.say("general manager"),
            )
        )
    return found


def _finding_task(book: Book, client: str, front: str, finding: Finding) -> Task:
    what = finding.what.said(book.lang.translate)
    return _task(book, client, 4, front, what, finding.subject, finding.clause, book.lang.say("to mend"), "same")


def _task(
    book: Book,
    client: str,
    rank: int,
    front: str,
    what: str,
    why: str,
    source: str,
    state: str,
    tone: str,
    who: str = "",
) -> Task:
    action = Action(
        what=front + what,
        why=why,
        source=source,
        who=who or _manager(book, client),
        due=book.lang.say(_NOW) if rank < 3 else book.lang.say("this quarter"),
        state=Badge(state, tone),  # type: ignore[arg-type]
    )
    return Task(rank=rank, client_id=client, short=what, action=action)


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
            source=lang.join(dict.fromkeys(task.action.source for task in shown)) if len(shown) < 4 else "",
        ),
        rows=tuple(task.action for task in shown),
        empty=lang.say("No complaint past a limit, no evaluation overdue, no breach found."),
    )
