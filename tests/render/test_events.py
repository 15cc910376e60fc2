"""Renamings, mergers and splits as the register tells them, and their marks on a trend."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from reportgen.model.facts import Facts
from reportgen.model.results import Results
from reportgen.render.audience import audiences, masked
from reportgen.render.events import Event, events_of
from reportgen.render.viewmodel_sections import Trends
from reportgen.render.views.book import Book
from reportgen.render.views.client import client_page
from reportgen.render.views.language import Language
from reportgen.render.views.trends import trends
from tests.measure.literal import facts, memberships, register, window
from tests.render.example_results import example_config, example_results

HOME = (
    {"client_id": "A", "office_id": "E"},
    {"client_id": "B", "office_id": "S"},
    {"client_id": "C", "office_id": "S"},
)


def people(*rows: dict[str, Any], before: tuple[dict[str, Any], ...] = ()) -> Facts:
    """Facts of a register of 2026Q3 and perhaps one of 2026Q2."""
    registers = [register("2026Q2", *before)] if before else []
    return facts(register=pd.concat([*registers, register("2026Q3", *rows)]), memberships=memberships(*HOME))


def test_a_new_name_is_an_event_of_the_register_that_first_has_it() -> None:
    found = events_of(
        people({"client_id": "A", "name": "东方重工"}, before=({"client_id": "A", "name": "东方"},)), window()
    )
    assert found == {
        ("client", "A"): [
            Event(kind="renamed", client_id="A", day=date(2026, 7, 1), other="东方", name="东方重工")
        ]
    }


def test_control_the_same_name_is_none() -> None:
    assert not events_of(
        people({"client_id": "A", "name": "东方"}, before=({"client_id": "A", "name": "东方"},)), window()
    )


def test_a_merger_is_an_event_of_both_clients_and_of_the_offices_between_which_it_moves_records() -> None:
    found = events_of(
        people({"client_id": "A", "merged_into": "B", "merged_on": "2026-07-31"}, {"client_id": "B"}), window()
    )
    assert {key: [(one.kind, one.day, one.other) for one in own] for key, own in found.items()} == {
        ("client", "A"): [("merged", date(2026, 8, 1), "B")],
        ("client", "B"): [("merged_in", date(2026, 8, 1), "A")],
        ("office", "E"): [("merged", date(2026, 8, 1), "B")],
        ("office", "S"): [("merged", date(2026, 8, 1), "B")],
    }


def test_a_merger_inside_one_office_moves_nothing_between_offices() -> None:
    found = events_of(
        people({"client_id": "B", "merged_into": "C", "merged_on": "2026-07-31"}, {"client_id": "C"}), window()
    )
    assert {level for level, _ in found} == {"client"}


def test_a_split_is_an_event_of_both_and_of_nobody_without_a_day() -> None:
    child = {"client_id": "C", "split_from": "B", "start_date": "2026-08-15"}
    found = events_of(people({"client_id": "B"}, child), window())
    assert {key: [(one.kind, one.other) for one in own] for key, own in found.items()} == {
        ("client", "C"): [("split_from", "B")],
        ("client", "B"): [("split_off", "C")],
    }
    assert not events_of(people({"client_id": "B"}, child | {"start_date": None}), window())


def test_what_lies_after_as_of_has_not_happened() -> None:
    later = people({"client_id": "A", "merged_into": "B", "merged_on": "2026-09-30"}, {"client_id": "B"})
    assert not events_of(later, window())


# ------------------------------------------------------------------ on the page
def story() -> Results:
    """The worked example, in which C05 of office S went over into C01 of office E, and C01 got a new name."""
    every = example_results()
    table = every.facts.register.copy()
    now = table["register_period"] == "2026Q3"
    merged = now & (table["client_id"] == "C05")
    table.loc[merged, "merged_into"] = "C01"
    table.loc[merged, "merged_on"] = pd.Timestamp("2026-07-31")
    table.loc[now & (table["client_id"] == "C01"), "name"] = "New name"
    return replace(every, facts=replace(every.facts, register=table))


def shown(level: str, one: str, audience: str = "credit") -> Trends:
    """The trends of a subject for a reader."""
    reader = next(a for a in audiences(example_config(), example_results()) if a.id == audience)
    seen = masked(story(), reader, example_config())
    found = trends(Book(seen, reader, example_config(), Language.of("en")), level, one)
    assert found is not None
    return found


def about(found: Trends) -> str:
    return "".join(run.text for run in found.heading.about)


def test_a_merger_and_a_new_name_are_marked_and_told_with_both_names() -> None:
    found = shown("client", "C01")
    chart = found.charts[0]
    old = str(example_results().facts.register.query("client_id == 'C01'")["name"].iloc[0])
    assert chart.breaks == (len(chart.values) - 1,)
    assert chart.break_labels == ("renamed, merger",)
    assert f"from 2026Q3 New name, before {old}" in about(found)
    assert "from 2026-08-01 with the records of" in about(found)
    assert "C05" in about(found)
    assert "2026Q3 renamed, merger" in chart.alt


def test_both_offices_are_marked() -> None:
    assert "merger" in shown("office", "E").charts[0].break_labels[-1]
    assert "merger" in shown("office", "S").charts[0].break_labels[-1]


def test_an_office_is_not_told_the_name_of_another_offices_client() -> None:
    own = example_results().clients
    assert own.set_index("client_id")["office_id"].to_dict()["C05"] == "S"
    said = about(shown("client", "C05", "office-S"))
    assert "counts for ▇▇" in said
    assert "C01" not in said
    assert "New name" not in said


def test_control_without_events_nothing_is_told() -> None:
    assert "renamed" not in about(shown("client", "C02"))
    assert "merger" not in str(shown("client", "C02").charts)


def test_a_client_that_went_over_is_not_called_lost() -> None:
    every = example_results()
    grades = every.grades.copy()
    grades.loc[grades["client_id"] == "C05", "transition"] = "lost"
    reader = next(a for a in audiences(example_config(), every) if a.id == "credit")
    for found, words in (
        (replace(story(), grades=grades), "Went over into"),
        (replace(every, grades=grades), "Lost as a"),
    ):
        book = Book(found, reader, example_config(), Language.of("en"))
        assert client_page(book, "C05").headline.startswith(words)


def test_a_client_is_described_by_its_latest_register() -> None:
    every = example_results()
    table = every.facts.register.sort_values("register_period", ignore_index=True)
    last = table["register_period"].max()
    table["account_manager"] = ["now" if period == last else "before" for period in table["register_period"]]
    assert set(table["account_manager"]) == {"now", "before"}
    reader = next(a for a in audiences(example_config(), every) if a.id == "credit")
    book = Book(
        replace(every, facts=replace(every.facts, register=table)), reader, example_config(), Language.of("en")
    )
    assert {one["account_manager"] for one in book.clients.values()} == {"now"}
