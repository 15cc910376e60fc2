"""What pages say of the clock, and that their hours are those of the figures."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from reportgen.analysis import results
from reportgen.model.clock import SECOND
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.result_frames import COVERAGE
from reportgen.policy.config import Config
from reportgen.policy.public_holidays import china
from reportgen.policy.working_hours import WorkingHours
from reportgen.render.audience import audiences
from reportgen.render.viewmodel import Rich
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clock import shown_unit
from reportgen.render.views.clock_words import calendar, counted, opening, provisional
from reportgen.render.views.complaints import complaints, waits
from reportgen.render.views.definitions import definitions
from reportgen.render.views.kpis import limit
from reportgen.render.views.language import Language
from reportgen.render.views.measures import cell
from reportgen.render.views.waiting import waiting
from tests.render.example_results import Found, example_config, example_results

DAY = ("08:30-12:00", "13:00-17:30")
WEEK = {
    "monday": DAY,
    "tuesday": DAY,
    "wednesday": DAY,
    "thursday": DAY,
    "friday": DAY,
    "saturday": (),
    "sunday": (),
}
NORTH = {"days": {"2026-07-18": ["09:00-12:00"], "2026-07-20": []}}
HOURS = WorkingHours.model_validate({"calendar": "CN", "week": WEEK, "offices": {"S": NORTH, "XX": NORTH}})


@cache
def config(*, working: bool) -> Config:
    found = example_config()
    changes = {"clock": "working" if working else "calendar", "working_hours": HOURS if working else None}
    return replace(found, profile=found.profile.model_copy(update=changes))


@cache
def book(locale: str = "en", *, working: bool = True) -> Book:
    chosen = config(working=working)
    window = Window.of(Period.parse("2026Q3"), ZoneInfo("Asia/Shanghai"))
    facts = example_results().facts
    facts = replace(facts, offices=facts.offices.assign(name=facts.offices["office_id"]))
    found = Found(facts=facts, coverage=COVERAGE.empty())
    every = results(chosen, found, window)  # type: ignore[arg-type]
    credit = next(one for one in audiences(chosen, every) if one.id == "credit")
    return Book(every, credit, chosen, Language.of(locale))


def said(rich: Rich) -> str:
    return "".join(run.text for run in rich)


def median(hours: list[tuple[int, bool]]) -> Fraction | None:
    """The smallest event time at which half are gone; open ones only count as waiting."""
    left, risk = Fraction(1), len(hours)
    for seconds, ended in sorted(hours, key=lambda one: (one[0], not one[1])):
        left *= Fraction(risk - ended, risk)
        risk -= 1
        if ended and left <= Fraction(1, 2):
            return Fraction(seconds, 3600)
    return None


@pytest.mark.parametrize("working", [True, False])
@pytest.mark.parametrize("measure", ["first_reply", "handling"])
def test_the_hours_of_a_page_give_the_published_median(measure: str, *, working: bool) -> None:
    one = book(working=working)
    here = [row for row in one.complaint_rows if not row["impossible"]]
    start = one.window.start
    found = [one.waited[str(row["complaint_id"])] for row in here if row["received_at"] >= start]
    if measure == "first_reply":
        hours = [(at.reply // SECOND, at.replied) for at in found if at.replied or not at.closed]
    else:
        hours = [(at.handling // SECOND, at.dated) for at in found if at.dated or not at.closed]
    figure = one.figure("company", "", f"complaint.{measure}_hours.p50")
    assert figure.value is not None
    assert (median(hours), len(hours)) == (figure.value, figure.n)


def test_control_both_clocks_differ_on_the_example() -> None:
    names = ("complaint.first_reply_hours.p50", "complaint.first_reply_calendar_hours.p50")
    plain, elapsed = (book().figure("company", "", name).value for name in names)
    assert plain != elapsed
    assert book(working=False).figure("company", "", names[0]).value == elapsed


def test_a_page_judges_limits_as_the_figures_do() -> None:
    for working in (True, False):
        one = book(working=working)
        rows = [wait for wait in waits(one, list(one.clients)) if wait.row["received_at"] >= one.window.start]
        kept = one.figure("company", "", "complaint.first_reply_on_time")
        late = sum(wait.reply_late for wait in rows)
        assert kept.value is not None
        assert late == kept.n - kept.value * kept.n


def test_the_clock_has_a_name_on_every_part_of_a_page() -> None:
    for working, name in ((True, "working hours"), (False, "calendar hours")):
        one = book(working=working)
        client = next(iter(one.clients))
        table, curves = complaints(one, client), waiting(one, "company", "")
        assert table is not None
        assert curves is not None
        assert counted(one) == name
        assert name in said(table.heading.about)
        assert name in said(curves.heading.about)
        words = " ".join(
            said(item.words) for item in definitions(one, grades=False, satisfaction=False, waiting=True).items
        )
        assert words.count(name) >= 2
        assert ("8:30–12:00" in words) == working


def test_units_and_limits_are_hours_of_the_clock() -> None:
    assert book().figure("company", "", "complaint.first_reply_hours.p50").unit == "working_hours"
    assert book().figure("company", "", "complaint.first_reply_calendar_hours.p50").unit == "hours"
    assert book(working=False).figure("company", "", "complaint.first_reply_hours.p50").unit == "hours"
    assert shown_unit("complaint.count", "count", working=True) == "count"
    figure = Figure(measure="complaint.first_reply_hours.p50")
    assert limit(book(), figure) == "limit 24 working hours"
    assert limit(book("zh"), figure) == "时限 24 工作小时"
    assert limit(book(working=False), figure) == "limit 24 h"


def test_opening_hours_name_the_week_the_days_that_differ_and_other_offices() -> None:
    assert said(opening(book())) == (
        "Monday to Friday 8:30–12:00, 13:00–17:30; public holidays and make-up days as announced; "
        "closed on 09-25; worked on 09-20; "
        "S: Monday to Friday 8:30–12:00, 13:00–17:30; closed on 07-20, 09-25; worked on 07-18, 09-20."
    )
    assert said(opening(book(working=False))) == "every hour of every day"


def test_opening_hours_in_chinese() -> None:
    assert said(opening(book("zh"))).startswith(
        "周一至周五 8:30–12:00、13:00–17:30；按国务院放假与调休；09-25 放假；09-20 上班；"
    )


def test_the_calendar_names_its_data_and_years() -> None:
    public = china()
    assert said(calendar(book())).startswith(f"{public.name} {public.version}, years {public.first_year}–")
    assert said(calendar(book(working=False))) == "none counts"


def test_a_provisional_figure_says_why() -> None:
    figure = Figure(measure="complaint.first_reply_hours.p50", provisional="true")
    assert (
        provisional(book(), figure) == f"provisional: public holidays after {china().last_year} are not announced"
    )
    assert provisional(book(), replace(figure, provisional="")) == ""


def test_a_table_marks_a_provisional_figure_and_the_definitions_say_what_the_mark_means() -> None:
    one = book()
    figure = one.figure("company", "", "complaint.first_reply_hours.p50")
    plain, marked = (cell(one.lang, replace(figure, provisional=flag)) for flag in ("", "true"))
    assert marked.text == f"{plain.text}†"
    terms = [item.term for item in definitions(one, grades=False, satisfaction=False, waiting=True).items]
    assert "†" not in terms
    unsure = Book(one.results, one.audience, one.config, one.lang)
    unsure.__dict__["_figures"] = {("company", "", figure.measure): replace(figure, provisional="true")}
    found = definitions(unsure, grades=False, satisfaction=False, waiting=True).items
    assert [said(item.words) for item in found if item.term == "†"] == [
        provisional(one, replace(figure, provisional="true"))
    ]
