"""What the charts of a page say, of the worked example: held against the published figures."""

from dataclasses import replace
from fractions import Fraction

from reportgen.render.views.book import Book
from reportgen.render.views.complaints import MOST, categories
from reportgen.render.views.late_days import late_days
from reportgen.render.views.measures import told
from reportgen.render.views.standing import standing
from reportgen.render.views.trends import trends
from tests.render.behind import book, results
from tests.render.views.test_listening import cells


def subjects(found: Book) -> list[tuple[str, str]]:
    return [("company", ""), *(("office", one) for one in found.offices)]


def published_late(found: Book, level: str, one: str) -> int:
    """How many replies came late by the share in time: a way that the calendar does not take."""
    figure = found.figure(level, one, "complaint.first_reply_on_time")
    return 0 if figure.value is None else int((1 - Fraction(figure.value)) * figure.n)


def drawn_late(found: Book, level: str, one: str) -> int:
    calendar = late_days(found, level, one)
    return 0 if calendar is None else sum(day.late for day in calendar.days)


# ------------------------------------------------------------------ late replies
def test_the_calendar_counts_as_many_late_replies_as_the_share_in_time() -> None:
    found = book(results())
    counted = {at: (drawn_late(found, *at), published_late(found, *at)) for at in subjects(found)}
    assert all(drawn == published for drawn, published in counted.values()), counted
    assert any(drawn for drawn, _ in counted.values())


def test_a_complaint_that_the_calendar_forgets_would_be_seen() -> None:
    found = book(results())
    late = found.results.facts.complaints
    fewer = replace(found.results, facts=replace(found.results.facts, complaints=late.iloc[0:0]))
    assert drawn_late(book(fewer), "company", "") != published_late(found, "company", "")


def test_the_days_of_the_calendar_are_those_of_the_period_and_its_sums_those_of_its_days() -> None:
    found = book(results())
    calendar = late_days(found, "company", "")
    assert calendar is not None
    for row, total in enumerate(calendar.sums):
        assert total == sum(day.late for day in calendar.days if day.weekday == row)
    assert calendar.weeks in {14, 15}
    assert all(bool(day.said) == bool(day.late) for day in calendar.days)


# ------------------------------------------------------------------ standing
def test_clients_stand_where_their_figures_are_and_say_their_n() -> None:
    found = book(results())
    quadrant = standing(found, list(found.clients))
    assert quadrant is not None
    for one in quadrant.places:
        assert quadrant.x_ticks[0].at < one.x < quadrant.x_ticks[-1].at
        assert quadrant.y_ticks[0].at < one.y < quadrant.y_ticks[-1].at
        assert one.strong == (one.x >= quadrant.x_line and one.y < quadrant.y_line)
        assert "n=" in one.said


def test_who_may_not_see_scores_sees_clients_by_sales_or_nothing() -> None:
    found = results()
    scoreless = replace(found, grades=found.grades.assign(score=None))
    quadrant = standing(book(scoreless), list(book(found).clients))
    seen = standing(book(found), list(book(found).clients))
    assert seen is not None
    assert quadrant is None or quadrant.x_name != seen.x_name


def test_one_client_alone_is_no_field() -> None:
    found = book(results())
    assert standing(found, list(found.clients)[:1]) is None


# ------------------------------------------------------------------ trends, Pareto, dots
def test_a_trend_says_every_period_with_n_or_why_there_is_no_figure() -> None:
    found = book(results())
    section = trends(found, "company", "")
    assert section is not None
    for trend in section.charts:
        assert len(trend.said) == len(trend.values) == len(trend.lows) == len(found.periods)
        for value, said in zip(trend.values, trend.said, strict=True):
            assert ("n=" in said) == (value is not None), said


def test_categories_are_summed_to_all_and_the_heading_says_how_few_make_most() -> None:
    section = categories(book(results()), "company", "")
    assert section is not None
    rows = cells(section)
    counts = [int(row[2]) for row in rows]
    summed = [int(row[5].rstrip("%")) for row in rows]
    assert summed == sorted(summed)
    assert summed[-1] == 100
    few = next(i for i in range(1, len(counts) + 1) if 100 * sum(counts[:i]) >= MOST * sum(counts))
    assert f"{few} of {len(counts)}" in "".join(run.text for run in section.heading.about)


def test_a_dot_says_its_figure_with_n_and_a_gap_says_nothing() -> None:
    found = book(results())
    figure = found.figure("company", "", "complaint.first_reply_hours.p50")
    assert f"n={figure.n}" in told(found.lang, figure)
    assert told(found.lang, replace(figure, value=None)) == ""
