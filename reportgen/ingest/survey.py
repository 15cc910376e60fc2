"""Survey answers: one row an answer (long) or one row a form (wide)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context, Rules, at_day, rules_by_day
from reportgen.ingest.dates import day_column, days, micros, moment_column, moments
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.headers import QUESTION
from reportgen.ingest.identity import after_the_end, offices_of, resolved
from reportgen.ingest.numbers import numbers
from reportgen.ingest.option_values import in_numbers
from reportgen.ingest.responses import details
from reportgen.ingest.table import Table, mapped
from reportgen.ingest.values import SCORE_UNITS, Reading
from reportgen.ingest.vocabulary import FUTURE, blank, in_future, off_scale
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_MICRO = Decimal(1_000_000)
_WRONG_FORM = 5
"""So many answers off the scale, and more than half of a question's, are another form: the file is refused."""


@dataclass(slots=True)
class _Answers:
    """The answers of a table: parallel lists, and the Problems of single cells by row."""

    at: list[int] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    micros: list[int] = field(default_factory=list)
    faults: dict[int, list[Problem]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    def fault(self, at: int, problem: Problem) -> None:
        """Keep a cell's Problem."""
        self.faults.setdefault(at, []).append(problem)


def survey(table: Table, folder: int, context: Context) -> Typed:
    """Return the answers of one table.

    Out: rows with the columns of ``submissions.settled_submissions``; parts: answers (at, question,
         value_micro) and comments (at, comment); at is the position of the row.
         A row without client or date is set aside; so is one whose every answer is faulty.
    """
    zone = context.config.profile.zone
    when = moments(table, "answered_at", context.missing)
    dates = days(when.found, zone)
    who = resolved(table, context.known, dates)
    forms, bad_forms = table.codes("response_id")
    contacts, bad_contacts = table.plain("contact")
    rounds, bad_rounds = table.words("round")
    comments, bad_comments = table.plain("comment", whole=True)
    faults = [who.faults, when.faults, blank(table, "answered_at", when.found, when.faults)]
    faults.append({at: table.problem(at, "answered_at", "E224", FUTURE) for at in in_future(dates, context)})
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    wide = table.source.layout == "wide"
    read = _wide(table, dates, context) if wide else _long(table, dates, context)
    told = details(table, when, context)
    said = {*read.at} | {at for at, comment in enumerate(comments) if comment}
    aside = set().union(*faults) | {at for at in read.faults if at not in said}
    offices = offices_of(clients, dates, context.known)
    rows = placed(table, folder, aside, _sender(table)).assign(
        response_id=text_column(forms),
        client_id=text_column(clients),
        office_id=text_column(offices),
        contact=text_column(contacts),
        round=text_column(rounds),
        answered_at=moment_column(micros(when.found, zone)),
        day=day_column(dates),
        whole=text_column(_whole(table, contacts, rounds, forms)),
        question=text_column([""] * len(contacts) if wide else table.clean("question")),
        wide=wide,
        rule=table.source.duplicates,
        counted=table.layout is not None and "response_id" not in table.source.columns,
        **told.columns,
    )
    problems = [
        problem
        for found in (*faults, bad_forms, bad_contacts, bad_rounds, bad_comments)
        for problem in found.values()
    ]
    problems += [problem for at in sorted(read.faults) for problem in read.faults[at]]
    problems += [*who.problems, *when.notes, *read.notes, *told.problems]
    problems += after_the_end(table, clients, dates, context.known)
    parts = {"answers": _answer_frame(read), "comments": _comment_frame(comments, context.missing)}
    return Typed(table=table, rows=rows, problems=problems, parts=parts)


def _whole(table: Table, contacts: Sequence[str], rounds: Sequence[str], forms: Sequence[str]) -> list[str]:
    """Return all cells of each record that no key tells from others: what makes two of them identical."""
    bare = [
        not form and not (contact and name) for contact, name, form in zip(contacts, rounds, forms, strict=True)
    ]
    if not any(bare):
        return [""] * len(bare)
    first, last = table.rows[0], table.rows[-1]
    cells = table.sheet.cells[first - 1 : last]
    return ["\x1f".join(cells[row - first]) if alone else "" for row, alone in zip(table.rows, bare, strict=True)]


def _sender(table: Table) -> str:
    """Return the field that best tells who sent a form."""
    there = (name for name in ("contact", "response_id", "client_name", "client_id") if name in table.columns)
    return next(there, "client_id")


def _answer_frame(read: _Answers) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {
            "at": pd.Series(read.at, dtype="int64"),
            "question": text_column(read.questions),
            "value_micro": pd.array(read.micros, dtype="Int64"),
        }
    )


def _comment_frame(comments: Sequence[str], missing: frozenset[str]) -> "pd.DataFrame":
    import pandas as pd

    said = [at for at, comment in enumerate(comments) if comment and comment not in missing]
    return pd.DataFrame(
        {"at": pd.Series(said, dtype="int64"), "comment": text_column([comments[at] for at in said])}
    )


# ------------------------------------------------------------------ answers
def _wide(table: Table, dates: Sequence[date | None], context: Context) -> _Answers:
    """Return the answers of a table with one column a question."""
    read = _Answers()
    for key in table.columns:
        if key.startswith(QUESTION):
            _scored(table, key, [key[1:]] * len(table.rows), dates, context, read)
    return read


def _long(table: Table, dates: Sequence[date | None], context: Context) -> _Answers:
    """Return the answers of a table with one row an answer."""
    read = _Answers()
    questions, bad = table.words("question")
    for at, problem in (bad | blank(table, "question", questions, bad)).items():
        read.fault(at, problem)
    _scored(table, "answer", questions, dates, context, read)
    return read


def _scored(
    table: Table,
    name: str,
    questions: Sequence[str],
    dates: Sequence[date | None],
    context: Context,
    read: _Answers,
) -> None:
    """Add the answers of one column to ``read``."""
    starts, spells = rules_by_day(context.config, context.window.period)
    now = spells[-1]
    missing = context.missing.union(*(rules.not_applicable for rules in spells))
    labels = {word: value for rules in spells for word, value in rules.labels.items()}
    how = Reading(units=SCORE_UNITS, missing=missing, labels=labels, points=True)
    said = _in_the_rules_words(table, name)
    words, valued = in_numbers(table, name, said, {*labels, *table.own_words("answer")})
    found = numbers(table, name, how, words=words)
    known = {question for rules in spells for question in rules.scales}
    spell_of = {day: at_day(starts, day) if day else len(spells) - 1 for day in set(dates)}
    off: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    rounded: list[int] = []
    for at, (value, question, day) in enumerate(zip(found.numbers, questions, dates, strict=True)):
        if value is None or not question:
            continue
        counts[question] = counts.get(question, 0) + 1
        scale = spells[spell_of[day]].scales.get(question)
        if scale and not scale.holds(value):
            off.setdefault(question, []).append(at)
            read.fault(at, off_scale(table, at, name, scale))
            continue
        exact = value * _MICRO
        whole = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        if whole != exact:
            rounded.append(at)
        read.at.append(at)
        read.questions.append(question)
        read.micros.append(whole)
    for at, problem in found.faults.items():
        if not questions[at] or questions[at] in known:
            read.fault(at, problem)
    read.notes += [*valued, *found.notes]
    read.notes += table.noted(name, "W236", rounded, text("at most six decimals; rounded half up: {count}"))
    read.notes += _unknown(table, name, counts, known)
    read.notes += _other_form(table, name, off, counts, now)


def _in_the_rules_words(table: Table, name: str) -> Sequence[str]:
    """Return the cells of a column with the rule's own spellings of answers in the place of its words."""
    rule = table.own_words("answer")
    if not rule:
        return table.cells(name)
    spelled = {folded(one).casefold(): word for word, many in rule.items() for one in many}
    return mapped(table.cells(name), lambda cell: spelled.get(folded(cell).casefold(), cell))


def _unknown(table: Table, name: str, counts: dict[str, int], known: set[str]) -> list[Problem]:
    """Return a note for each question that no active pack asks: its answers count nowhere."""
    expected = text("a question of an active pack: {questions}", questions=", ".join(sorted(known)) or "-")
    return [
        table.remark(name, "W237", expected, severity=Severity.NOTE, value=f"{question} ({counts[question]})")
        for question in sorted(counts)
        if question not in known
    ]


def _other_form(
    table: Table, name: str, off: dict[str, list[int]], counts: dict[str, int], now: Rules
) -> list[Problem]:
    """Return the refusal of a file most of whose answers lie off a question's scale."""
    return [
        table.remark(
            name,
            "E207",
            text(
                "answers from {low} to {high}; {off} of {all} lie outside",
                low=f"{now.scales[question].low:f}",
                high=f"{now.scales[question].high:f}",
                off=len(own),
                all=counts[question],
            ),
            severity=Severity.REFUSED,
            value=question,
            hint=text("Is this a form with another scale, such as 0 to 100?"),
        )
        for question, own in sorted(off.items())
        if len(own) >= _WRONG_FORM and 2 * len(own) > counts[question] and question in now.scales
    ]
