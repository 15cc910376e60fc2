"""The complaint ledger: one row a complaint, three moments, and what cannot be true of them."""

from collections.abc import Sequence
from datetime import date

from reportgen.ingest.bare_dates import Times, settled
from reportgen.ingest.context import Context, Rules, at_day, rules_by_day
from reportgen.ingest.dates import Moments, day_column, days, moment_column, moments
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.fields import more_columns
from reportgen.ingest.identity import after_the_end, differing_offices, offices_of, resolved
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Table
from reportgen.ingest.values import SCORE_UNITS, Reading
from reportgen.ingest.vocabulary import FUTURE, blank, in_future, off_scale
from reportgen.model.problem import Problem, Severity
from reportgen.model.records.more import MORE
from reportgen.model.text import Text, text

OPEN, RESOLVED, CLOSED, REOPENED = "open", "resolved", "closed", "reopened"
CHANNELS = ("hotline", "email", "online", "other")
_WORDS = ("category", "product", "handler", "result", "priority")
_MICRO = 1_000_000


def complaints(table: Table, folder: int, context: Context) -> Typed:
    """Return the complaints of one table.

    Out: COMPLAINTS with folder, day and fate. A row without a readable id, client or receipt is set
         aside; contradicting or unreadable times make it ``impossible``; other faults cost their value.
    """
    import pandas as pd

    zone = context.config.profile.zone
    ids, bad_ids = table.codes("complaint_id")
    received, replied, closed = (moments(table, name, context.missing) for name in _MOMENTS)
    dates = days(received.found, zone)
    who = resolved(table, context.known, dates)
    late = {at: table.problem(at, "received_at", "E224", FUTURE) for at in in_future(dates, context)}
    faults = [bad_ids, who.faults, received.faults, late, blank(table, "complaint_id", ids, bad_ids)]
    faults.append(blank(table, "received_at", received.found, received.faults))
    aside = set().union(*faults)
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    offices = offices_of(clients, dates, context.known)
    times = settled(received, replied, closed, offices, context)
    impossible = _impossible(table, times, context, aside)
    unread = {*replied.faults, *closed.faults}
    states, bad_states = table.words("state", (OPEN, RESOLVED, CLOSED, REOPENED))
    ended = [close is not None or at in closed.faults for at, close in enumerate(times.closed)]
    said = [state or (CLOSED if over else OPEN) for state, over in zip(states, ended, strict=True)]
    channels, bad_channels = table.words("channel", CHANNELS)
    words = {name: table.plain(name) for name in _WORDS}
    content, bad_content = table.plain("content", whole=True)
    score, bad_scores, notes = _satisfaction(table, dates, context)
    more = more_columns(table, MORE["complaints"], context)
    rows = placed(table, folder, aside, "complaint_id").assign(
        complaint_id=text_column(ids),
        client_id=text_column(clients),
        office_id=text_column(offices),
        channel=text_column(channels),
        content=text_column(content),
        **{name: text_column(values) for name, (values, _) in words.items()},
        received_at=moment_column(times.received),
        first_reply_at=moment_column(times.replied),
        closed_at=moment_column(times.closed),
        state=text_column(said),
        impossible=pd.array([at in impossible or at in unread for at in range(len(table.rows))], dtype="boolean"),
        satisfaction_micro=pd.array(score, dtype="Int64"),
        day=day_column(dates),
        **more.columns,
    )
    cells = [replied.faults, closed.faults, bad_states, bad_channels, bad_content, bad_scores]
    cells += [bad for _, bad in words.values()]
    problems = [problem for found in (*faults, *cells) for problem in found.values()]
    problems += [problem for at in sorted(impossible) for problem in impossible[at]]
    problems += [*who.problems, *received.notes, *replied.notes, *closed.notes, *notes, *more.problems]
    problems += _undated(table, (received, replied, closed), working=context.config.profile.waiting.working)
    problems += _unsaid(table, times, said, states, aside | set(impossible) | unread)
    problems += differing_offices(table, offices, context.known)
    problems += after_the_end(table, clients, dates, context.known)
    return Typed(table=table, rows=rows, problems=problems)


_MOMENTS = ("received_at", "first_reply_at", "closed_at")


def _impossible(table: Table, times: Times, context: Context, aside: set[int]) -> dict[int, list[Problem]]:
    """Return the Problems of times that contradict each other or lie in the future, by position."""
    horizon = context.horizon_micros
    found: dict[int, list[Problem]] = {}
    before_receipt = text("a time not before the receipt")
    after_close = text("a time not after the close")
    for at, (start, reply, close) in enumerate(zip(times.received, times.replied, times.closed, strict=True)):
        if start is None or at in aside or (reply is None and close is None):
            continue
        own = []
        if close is not None and close < start:
            own.append(
                table.problem(at, "closed_at", "E226", before_receipt, hint=_other(table, at, "received_at"))
            )
        elif reply is not None and reply < start:
            own.append(
                table.problem(at, "first_reply_at", "E226", before_receipt, hint=_other(table, at, "received_at"))
            )
        elif reply is not None and close is not None and reply > close:
            own.append(
                table.problem(at, "first_reply_at", "E226", after_close, hint=_other(table, at, "closed_at"))
            )
        own += [
            table.problem(at, name, "E224", FUTURE)
            for name, moment in (("first_reply_at", reply), ("closed_at", close))
            if moment is not None and moment >= horizon
        ]
        if own:
            found[at] = own
    return found


def _other(table: Table, at: int, name: str) -> Text:
    column = table.columns[name]
    return text("{column} is {value}", column=column.heading, value=column.texts[at])


def _satisfaction(
    table: Table, dates: Sequence[date | None], context: Context
) -> tuple[list[int | None], dict[int, Problem], list[Problem]]:
    """Return the scores of the handling times 1,000,000, faults by position, and notes."""
    if "satisfaction" not in table.columns:
        return [None] * len(table.rows), {}, []
    starts, rules = rules_by_day(context.config, context.window.period)
    now: Rules = rules[-1]
    missing = context.missing | now.not_applicable
    how = Reading(units=SCORE_UNITS, missing=missing, labels=now.labels, points=True)
    read = numbers(table, "satisfaction", how)
    faults = dict(read.faults)
    for at, value in enumerate(read.numbers):
        day = dates[at]
        scale = rules[at_day(starts, day)].satisfaction if day and value is not None else None
        if scale and value is not None and not scale.holds(value):
            faults[at] = off_scale(table, at, "satisfaction", scale)
    score = [None if v is None or at in faults else int(v * _MICRO) for at, v in enumerate(read.numbers)]
    return score, faults, read.notes


def _undated(table: Table, told: Sequence[Moments], *, working: bool) -> list[Problem]:
    """Return a note for each column in which dates stand without a time of day."""
    start = text("a date with its time; cells for which the start of the day was taken: {count}")
    end = text("a date with its time; cells for which the last second of the day was taken: {count}")
    if working:
        start = text("a date with its time; cells for which the opening of the office was taken: {count}")
        end = text("a date with its time; cells for which the closing of the office was taken: {count}")
    notes = []
    for name, column, said in zip(_MOMENTS, told, (start, end, end), strict=True):
        bare = [at for at, one in enumerate(column.found) if one is not None and not one.timed]
        notes += table.noted(name, "W235", bare, said)
    return notes


def _unsaid(
    table: Table, times: Times, said: Sequence[str], states: Sequence[str], aside: set[int]
) -> list[Problem]:
    """Return a warning for each close without a reply, end without a date, and date of one still open."""
    problems = []
    no_reply = text("the time of the first reply; it is closed, so it is left out of the reply times")
    no_close = text("the time of the close; it counts as closed but has no handling time")
    still_open = text("a state that says it is closed, or no time of a close")
    for at, (reply, close, state) in enumerate(zip(times.replied, times.closed, said, strict=True)):
        if at in aside:
            continue
        over = state in {RESOLVED, CLOSED}
        if reply is None and (close is not None or over) and "first_reply_at" in table.columns:
            problems.append(table.problem(at, "first_reply_at", "W249", no_reply, severity=Severity.WARNING))
        if close is None and over and "closed_at" in table.columns:
            problems.append(table.problem(at, "closed_at", "W227", no_close, severity=Severity.WARNING))
        if close is not None and states[at] == OPEN:
            problems.append(table.problem(at, "state", "W227", still_open, severity=Severity.WARNING))
    if "first_reply_at" not in table.columns and any(close is not None for close in times.closed):
        expected = text("a column with the first reply; without one there are no reply times")
        problems.append(table.remark("first_reply_at", "W249", expected, severity=Severity.WARNING))
    return problems
