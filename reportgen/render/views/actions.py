"""What to do next, by rule: overdue complaints, cards that are due, changes to approve, breaches to mend."""

from dataclasses import dataclass, replace

from reportgen.model.approvals import approved_on, day_of
from reportgen.model.finding import Finding
from reportgen.model.text import msg
from reportgen.policy.checks import CheckName
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Heading, Tone
from reportgen.render.viewmodel_sections import Action, Actions
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.clauses import clauses
from reportgen.render.views.clock_words import counted
from reportgen.render.views.complaints import Wait, waits
from reportgen.render.views.language import Language
from reportgen.render.views.levels import because_words, grading_clauses
from reportgen.render.views.measures import worded

_SHOWN = 8
_NOW = msg("now")
_CALM = {
    msg("What to do next: {count}, {late} of them overdue"): msg("What to do next: {count}, none overdue"),
    msg("Action list: {count}, {late} of them overdue"): msg("Action list: {count}, none overdue"),
    msg("For management to see to: {count}, {late} of them overdue"): msg(
        "For management to see to: {count}, none overdue"
    ),
}
"""What a title says where nothing is overdue."""
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
    waiting = [row for row in book.grades_of(client) if _awaits_approval(book, row)]
    for row in book.grades_of(client):
        found += _grade_tasks(book, client, front, row)
    found += [_task(book, client, front, _approval(book, row)) for row in waiting]
    found += [_task(book, client, front, said) for said in _collection(book, client)]
    said_above = {clause for row in waiting for clause in _approval_clauses(book, row)}
    breaches = [f for f in book.results.findings if f.client_id == client and f.clause not in said_above]
    return found + [_finding_task(book, client, front, f) for f in breaches]


def _close_task(book: Book, client: str, front: str, wait: Wait) -> Task:
    lang, number_of = book.lang, str(wait.row["complaint_id"])
    unanswered = not wait.replied
    limit = wait.reply_limit if unanswered else wait.handling_limit
    hours = wait.reply if unanswered else wait.handling
    what = lang.say("answer {id}", id=number_of) if unanswered else lang.say("close {id}", id=number_of)
    why = lang.say(
        "{category}, waiting {hours} {clock}, limit {limit}",
        category=wait.row["category"] or lang.say("complaint"),
        hours=number(hours or 0, 1 if book.clock.working else 0),
        clock=counted(book),
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
        source = clauses(lang, "P03.18 P03.31")
        found.append(_Said(rank=0, what=what, why=vetoed, source=source, state=lang.say("stop"), tone="bad"))
    if row.transition == "not_rerated" and not scorecard:
        what = lang.say("supply the figures that {pack} lacks", pack=row.pack)
        last = lang.say("the level of {day} is still in force", day=row.graded_on)
        source = grading_clauses(book, row.pack)
        found.append(_Said(rank=2, what=what, why=last, source=source, state=lang.say("late"), tone="bad"))
    elif row.transition == "not_rerated":
        what = lang.say("make the {pack} evaluation up", pack=row.pack)
        last = lang.say("due in the period; last of {day}", day=row.graded_on)
        found.append(_Said(rank=2, what=what, why=last, source="P03.32", state=lang.say("late"), tone="bad"))
    return found


def _awaits_approval(book: Book, row: GradeRow) -> bool:
    """Whether a card changed the level, and no form for it is known to be approved (P03.28-29)."""
    grading, start = book.packs[row.pack].grading, book.window.period.start
    if grading is None or grading.basis != "scorecard" or row.transition not in {"up", "down"}:
        return False
    forms = [
        form
        for form in book.limit_applications.get(row.client_id, [])
        if form["new_level"] in {"", row.level}
        and any(day >= start for name in ("filled_on", "effective_on") if (day := day_of(form[name])))
    ]
    return not any(approved_on(form, book.window.last_day) for form in forms)


def _approval(book: Book, row: GradeRow) -> _Said:
    lang = book.lang
    why = because_words(book, row)
    return _Said(
        rank=3,
        what=lang.say("get the {pack} change approved", pack=row.pack),
        why=lang.say("{before} → {after}: {why}", before=row.previous_level, after=row.level, why=why),
        source=clauses(lang, *_approval_clauses(book, row)),
        state=lang.say("to approve"),
        who=lang.say("general manager"),
    )


def _approval_clauses(book: Book, row: GradeRow) -> tuple[str, ...]:
    """Return the clauses of the form for corrections and of its approver."""
    pack = book.packs[row.pack]
    forms = [rule.clause for rule in pack.checks if rule.check is CheckName.CORRECTION_WITHOUT_FORM]
    return (*forms, *(one.clause for one in pack.signoffs if one.when == "correction"))


def _collection(book: Book, client: str) -> list[_Said]:
    """Return what is to be collected: an action where a policy asks for the figure and something is overdue."""
    amount, days = (book.figure("client", client, f"trade.overdue_{name}") for name in ("amount", "days_max"))
    if not amount.source or not days.value or not amount.value or amount.value < 0:
        return []
    lang = book.lang
    return [
        _Said(
            rank=_LATER,
            what=lang.say("collect {amount} overdue", amount=worded(lang, amount)),
            why=lang.say("the oldest invoice is {days} days late", days=number(days.value, 0)),
            source=clauses(lang, amount.source),
            state=lang.say("to collect"),
        )
    ]


def _finding_task(book: Book, client: str, front: str, finding: Finding) -> Task:
    said = _Said(
        rank=4,
        what=finding.what.said(book.lang.translate),
        why=finding.subject,
        source=finding.clause,
        state=book.lang.say("to mend"),
    )
    task = _task(book, client, front, said)
    return replace(task, short=book.lang.say("put right: {what}", what=task.short))


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


def _title(lang: Language, title: str, count: int, late: int) -> str:
    if not count:
        return lang.say("Nothing is due")
    return lang.say(title if late else _CALM[title], count=count, late=late)


def actions(book: Book, found: list[Task], title: str) -> Actions:
    """Return the list as a section; ``title`` is a message id with {count} and {late}."""
    lang = book.lang
    late = sum(task.action.state.tone == "bad" for task in found)
    shown = found[:_SHOWN]
    about = lang.rich("most urgent first; as of {day}", day=book.window.last_day)
    more = (
        msg("the {shown} most urgent of {count}; as of {day}")
        if len({task.client_id for task in found}) == 1
        else msg(
            "the {shown} most urgent of {count}; "
            "the others stand on the reports of their clients and offices; as of {day}"
        )
    )
    if len(found) > len(shown):
        about = lang.rich(more, shown=len(shown), count=len(found), day=book.window.last_day)
    return Actions(
        heading=Heading(
            title=_title(lang, title, len(found), late),
            about=about,
            source="",
        ),
        rows=tuple(task.action for task in shown),
        empty=lang.say("No complaint past a limit, no evaluation overdue, no breach found."),
    )
