"""On which days complaints were received whose first reply came late: a calendar of the period."""

from collections import Counter
from datetime import date, timedelta

from reportgen.model.text import msg
from reportgen.render.filters import percent, short_day
from reportgen.render.viewmodel import Heading, Rich, Tick
from reportgen.render.viewmodel_charts import Calendar, CalendarDay
from reportgen.render.views.book import Book
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import received, waits_at

WEEKDAYS = (msg("Mon"), msg("Tue"), msg("Wed"), msg("Thu"), msg("Fri"), msg("Sat"), msg("Sun"))
MONTHS = (
    *(msg("Jan"), msg("Feb"), msg("Mar"), msg("Apr"), msg("May"), msg("Jun")),
    *(msg("Jul"), msg("Aug"), msg("Sep"), msg("Oct"), msg("Nov"), msg("Dec")),
)
_WEEK = 7


def late_days(book: Book, level: str, one: str) -> Calendar | None:
    """Return the calendar of late first replies by the day of receipt; None where no reply was late.

    Left out, and counted in the note: complaints without a limit or without usable times.
    """
    lang = book.lang
    found = received(book, waits_at(book, level, one))
    judged = [wait for wait in found if wait.reply is not None and wait.reply_limit is not None]
    late = Counter(book.local(wait.row["received_at"]).date() for wait in judged if wait.reply_late)
    if not late:
        return None
    known = Counter(book.local(wait.row["received_at"]).date() for wait in judged)
    days = _days(book, one if level == "office" else "", known)
    sums = [sum(count for day, count in late.items() if day.weekday() == row) for row in range(_WEEK)]
    total, n = sum(sums), len(judged)
    said = {day: _said(book, day, late[day], known[day]) for day in sorted(late)}
    first = days[0] - timedelta(days=days[0].weekday())
    most = max(late.values())
    return Calendar(
        heading=Heading(
            title=_title(book, sums, total, n),
            about=lang.rich(
                "a cell a day of receipt; shade and number: first replies past the limit; at the right the sum of "
                "the weekday; no cell: closed and nothing late"
            ),
            source=clauses(lang, "P11.2"),
        ),
        alt=lang.say("Late first replies by the day of receipt"),
        detail=lang.join(said.values()),
        weeks=(days[-1] - first).days // _WEEK + 1,
        days=tuple(
            CalendarDay(
                week=(day - first).days // _WEEK,
                weekday=day.weekday(),
                late=late[day],
                said=said.get(day, ""),
            )
            for day in days
        ),
        months=_months(book, days, first),
        weekdays=tuple(lang.say(name) for name in WEEKDAYS),
        sums=tuple(sums),
        steps=(max(2, -(-most // 3)), max(3, -(-2 * most // 3))),
        note=_note(book, (total, n, len(found) - n), max(range(_WEEK), key=lambda row: sums[row]), known),
    )


def _days(book: Book, office: str, known: "Counter[date]") -> list[date]:
    """Return the days of the period up to as-of on which the office is open, and those that received anything."""
    window, clock = book.window, book.clock
    end = min(window.period.end - timedelta(days=1), window.last_day)
    every = [window.period.start + timedelta(days=i) for i in range(max((end - window.period.start).days + 1, 1))]
    hours = clock.hours(office) if clock.working else None
    return [day for day in every if hours is None or hours.on(day) or known[day]]


def _said(book: Book, day: date, late: int, n: int) -> str:
    weekday = book.lang.say(WEEKDAYS[day.weekday()])
    return book.lang.say(
        "{day} {weekday}: {late} of {n} late", day=short_day(day), weekday=weekday, late=late, n=n
    )


def _title(book: Book, sums: list[int], total: int, n: int) -> str:
    lang, most = book.lang, max(sums)
    top = [lang.say(WEEKDAYS[row]) for row, count in enumerate(sums) if count == most]
    if len(top) > 1:
        return lang.say("Late first replies: {late} of {n}", late=total, n=n)
    return lang.say(
        "Late first replies: {late} of {n}, {most} of them received on a {weekday}",
        late=total,
        n=n,
        most=most,
        weekday=top[0],
    )


def _months(book: Book, days: list[date], first: date) -> tuple[Tick, ...]:
    """Return the months at the week of their first day drawn."""
    starts: dict[tuple[int, int], date] = {}
    for day in days:
        starts.setdefault((day.year, day.month), day)
    return tuple(
        Tick(float((day - first).days // _WEEK), book.lang.say(MONTHS[day.month - 1])) for day in starts.values()
    )


def _note(book: Book, counts: tuple[int, int, int], row: int, known: "Counter[date]") -> Rich:
    """Return the share late, how many the busiest weekday received at all, and what is left out."""
    lang, (late, n, left) = book.lang, counts
    here = sum(count for day, count in known.items() if day.weekday() == row)
    parts = [
        lang.rich("**{share} %** of n={n} late", share=percent(late / n), n=n),
        lang.rich("received on {weekday}: {count}", weekday=lang.say(WEEKDAYS[row]), count=here),
    ]
    if left:
        parts.append(lang.rich("{count} more without a limit or without usable times", count=left))
    return lang.sentence(parts)
