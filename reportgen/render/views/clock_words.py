"""How the pages name the hours that were counted, and what of them is provisional."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from reportgen.model.clock import Hours, Span
from reportgen.model.text import msg
from reportgen.policy.working_hours import WEEKDAYS
from reportgen.render.viewmodel import Rich, Run

if TYPE_CHECKING:
    from reportgen.render.views.book import Book, Figure
    from reportgen.render.views.language import Language

_DAY = timedelta(days=1)
_DAYS = {
    "monday": msg("Monday"),
    "tuesday": msg("Tuesday"),
    "wednesday": msg("Wednesday"),
    "thursday": msg("Thursday"),
    "friday": msg("Friday"),
    "saturday": msg("Saturday"),
    "sunday": msg("Sunday"),
}


def counted(book: "Book") -> str:
    """Return what is counted: working hours or calendar hours."""
    return book.lang.say("working hours") if book.clock.working else book.lang.say("calendar hours")


def provisional(book: "Book", figure: "Figure") -> str:
    """Return why a figure is provisional, or ""."""
    return unannounced(book) if figure.provisional else ""


def unannounced(book: "Book") -> str:
    """Return why figures are provisional."""
    years = sorted({public.last_year for public in _calendars(book)})
    return book.lang.say("provisional: public holidays after {year} are not announced", year=years[0])


def opening(book: "Book") -> Rich:
    """Return the opening hours of the company, of the offices that differ, and what is special in the period."""
    lang, company = book.lang, book.clock.hours("")
    if company is None:
        return lang.rich("every hour of every day")
    public = [lang.say("public holidays and make-up days as announced")] if company.workdays else []
    parts = [_week(lang, company), *public, *_special(book, company)]
    for office, hours in book.clock.offices.items():
        if office in book.offices and hours != company:
            own = lang.translate("; ").join([_week(lang, hours), *_special(book, hours)])
            parts.append(lang.say("{office}: {hours}", office=book.office_name(office), hours=own))
    return lang.sentence([(Run(part),) for part in parts])


def calendar(book: "Book") -> Rich:
    """Return which data tell the public holidays and make-up days."""
    lang = book.lang
    found = [
        lang.say(
            "{name} {version}, years {first}–{last}; figures that touch another year are provisional",
            name=public.name,
            version=public.version,
            first=public.first_year,
            last=public.last_year,
        )
        for public in _calendars(book)
    ]
    return (Run(found[0] if found else lang.say("none counts")),)


def _calendars(book: "Book") -> list[Any]:
    every = [book.clock.hours(office) for office in ("", *book.clock.offices)]
    found = [hours.workdays for hours in every if hours is not None and hours.workdays is not None]
    return list({public.name: public for public in found}.values())


def _week(lang: "Language", hours: Hours) -> str:
    """Return the hours of the week; weekdays in a row with the same hours together."""
    runs: list[tuple[int, int, tuple[Span, ...]]] = []
    for day, spans in enumerate(hours.week):
        if runs and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], day, spans)
        else:
            runs.append((day, day, spans))
    return lang.join(
        lang.say("{days} {hours}", days=_named(lang, first, last), hours=_spans(lang, spans))
        for first, last, spans in runs
        if spans
    )


def _named(lang: "Language", first: int, last: int) -> str:
    names = [lang.say(_DAYS[WEEKDAYS[day]]) for day in (first, last)]
    return names[0] if first == last else lang.say("{first} to {last}", first=names[0], last=names[1])


def _spans(lang: "Language", spans: Iterable[Span]) -> str:
    return lang.join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)


def _clock(second: int) -> str:
    """Return a second of the day as hours and minutes, 8:30."""
    return f"{second // 3600}:{second % 3600 // 60:02d}"


def _special(book: "Book", hours: Hours) -> list[str]:
    """Return the days of the period that are not as their weekday is: closed, worked, or with other hours."""
    lang, day = book.lang, book.window.period.start
    closed, worked, other = [], [], []
    while day <= book.window.last_day:
        usual, spans = hours.week[day.weekday()], hours.on(day)
        if usual and not spans:
            closed.append(day)
        elif spans and not usual:
            worked.append(day)
        elif spans != usual:
            other.append(f"{day:%m-%d} {_spans(lang, spans)}")
        day += _DAY
    found = [lang.say("closed on {days}", days=_dates(lang, closed))] if closed else []
    found += [lang.say("worked on {days}", days=_dates(lang, worked))] if worked else []
    return found + ([lang.say("other hours on {days}", days=lang.join(other))] if other else [])


def _dates(lang: "Language", days: Sequence[date]) -> str:
    """Return dates, days in a row as a span."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == _DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return lang.join(f"{a:%m-%d}" if a == b else f"{a:%m-%d}–{b:%m-%d}" for a, b in runs)
