"""Page one in words: falls first, levels instead of differences, one count of things to do, whose they are."""

from dataclasses import replace
from fractions import Fraction

from reportgen.render.viewmodel import Badge, Rich
from reportgen.render.viewmodel_sections import Action
from reportgen.render.views.actions import Task, actions
from reportgen.render.views.book import Book
from reportgen.render.views.group_sentences import group_headline
from reportgen.render.views.phrases import following, late_replies, real, shifts
from tests.render.behind import book, results

FIRST, IN_TIME, SERVICE = (
    "complaint.first_reply_hours.p50",
    "complaint.first_reply_on_time",
    "service_quality.index",
)


def told(found: Rich) -> str:
    return "".join(run.text for run in found)


def changed(one: Book, **figures: tuple[str, Fraction, Fraction]) -> Book:
    """The book with some figures of the company: verdict, before, now."""
    for name, (verdict, before, now) in figures.items():
        measure = {"first": FIRST, "in_time": IN_TIME, "service": SERVICE}[name]
        figure = one.figure("company", "", measure)
        one._figures["company", "", measure] = replace(
            figure, verdict=verdict, value=now, previous=before, change=now - before, gap="", n=100
        )
    return one


def task(rank: int, client: str, short: str) -> Task:
    action = Action(what=short, why="", source="", who="", due="", state=Badge("", "same"))
    return Task(rank=rank, client_id=client, short=short, action=action)


def test_a_headline_begins_with_what_fell_whatever_the_order_of_the_measures() -> None:
    one = changed(
        book(results()),
        service=("up", Fraction(70), Fraction(80)),
        in_time=("down", Fraction(3, 4), Fraction(1, 2)),
    )
    words = group_headline(one, "company", "", [])
    said = words.lower()
    assert said.index("fewer replies on time") < said.index("service quality up")


def test_control_without_the_fall_the_rise_comes_first() -> None:
    one = changed(book(results()), service=("up", Fraction(70), Fraction(80)))
    assert group_headline(one, "company", "", []).startswith("Service quality up")


def test_slower_replies_are_not_told_twice() -> None:
    one = changed(
        book(results()),
        first=("up", Fraction(3), Fraction(7)),
        in_time=("down", Fraction(3, 4), Fraction(1, 2)),
    )
    words = group_headline(one, "company", "", [])
    assert "irst replies clearly slower" in words
    assert "replies on time" not in words


def test_levels_stand_and_no_difference_that_rounding_would_put_wrong() -> None:
    """75.86 → 77.24 prints as 75.9 → 77.2, and the change as +1.4."""
    one = changed(book(results()), service=("up", Fraction("75.86"), Fraction("77.24")))
    words = [told(part) for part in shifts(one, "company", "")]
    assert any("75.9 → 77.2" in part for part in words)
    assert "1.4" not in "".join(words) + told(real(one, "company", ""))


def test_the_late_ones_are_those_that_the_share_in_time_leaves() -> None:
    one = changed(book(results()), in_time=("down", Fraction(3, 4), Fraction(3, 5)))
    assert "40 of 100" in told(late_replies(one, "company", "")[0])


def test_a_next_step_names_its_client_and_the_line_counts_what_the_list_counts() -> None:
    one = book(results())
    found = [task(1, "C01", "answer K1"), *(task(2, "C02", f"close {i}") for i in range(11))]
    line = told(following(one, found, named=True))
    assert line.startswith(f"{one.short('C01')}: answer K1")
    assert "12 in all" in line
    section = actions(one, found, "Action list: {count}, {late} of them overdue")
    assert "12" in section.heading.title
    assert "8 most urgent of 12" in told(section.heading.about)
    assert told(following(one, found)).startswith("answer K1")  # control: a client's own page names nobody
