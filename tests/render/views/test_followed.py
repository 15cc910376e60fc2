"""What improvements came to: the tested change of their figure, and what is left to do about them."""

from dataclasses import replace

import pytest

from reportgen.model.results import Results
from reportgen.render.views.followed import about, effect, follow_ups, urgent_first
from reportgen.render.views.improving import improving
from tests.measure.listened import with_records
from tests.render.behind import Row, book, results

REPLY = "complaint.first_reply_hours.p50"
DONE = {
    "action_id": "M1",
    "office_id": "E",
    "decided_at": "2026-04-05",
    "due_date": "2026-06-30",
    "done_at": "2026-07-10",
    "status": "done",
    "indicator": REPLY,
    "description": "answer the same day",
}


def improved(*actions: Row, verdict: str = "no_clear_change") -> Results:
    """The example with improvements; first replies of office E (8 h before, 10 h now) have ``verdict``."""
    found = results()
    facts = with_records(found.facts, improvement_actions=actions)
    changed = found.changed
    mine = (changed["level"] == "office") & (changed["office_id"] == "E") & (changed["measure"] == REPLY)
    assert mine.sum() == 1
    verdicts = changed["verdict"].mask(mine, verdict)
    return replace(found, facts=facts, changed=changed.assign(verdict=verdicts))


def effect_of(action: Row, verdict: str) -> tuple[str, str, str] | None:
    pages = book(improved(action, verdict=verdict))
    (row,) = pages.improvements
    found = effect(pages, row)
    if found is None:
        return None
    return found.words, found.tone, found.badge.text if found.badge else ""


@pytest.mark.parametrize(
    ("verdict", "tone", "badge"),
    [
        ("up", "bad", "▲ slower"),
        ("down", "good", "▼ faster"),
        ("no_clear_change", "same", "≈ no clear change"),
        ("too_few", "few", "too few to tell"),
    ],
)
def test_the_figure_that_it_names_says_whether_it_helped(verdict: str, tone: str, badge: str) -> None:
    assert effect_of(DONE, verdict) == ("First reply, median 8.0 → 10.0", tone, badge)


@pytest.mark.parametrize(
    "changes", [{"status": "open", "done_at": None}, {"indicator": "our own number"}, {"indicator": None}]
)
def test_what_is_not_done_or_names_no_figure_of_ours_has_no_tested_effect(changes: Row) -> None:
    assert effect_of({**DONE, **changes}, "up") is None
    assert effect_of(DONE, "up") is not None  # control


def test_the_figure_is_that_of_whom_it_is_about() -> None:
    for subject, words in (
        ({}, "First reply, median 8.0 → 10.0"),
        ({"office_id": ""}, "First reply, median 8.0 → 24.0"),
        ({"client_id": "C01"}, "First reply, median 8.0 → 4.0"),
    ):
        found = effect_of({**DONE, **subject}, "up")
        assert found is not None
        assert found[0] == words


def left(*actions: Row, verdict: str = "no_clear_change", level: str = "office", one: str = "E") -> list[str]:
    pages = book(improved(*actions, verdict=verdict))
    return [f"{t.rank} {t.action.what} | {t.action.why} | {t.action.due}" for t in follow_ups(pages, level, one)]


def test_one_that_did_not_help_is_looked_at_again_and_one_that_did_is_not() -> None:
    why = "done, yet First reply, median 8.0 → 10.0"
    assert left(DONE) == left(DONE, verdict="up") == [f"3 look again at: answer the same day | {why} | 06-30"]
    assert left(DONE, verdict="down") == []
    assert left(DONE, verdict="too_few") == []  # nothing can be told: not said to be in vain


def test_what_is_late_or_due_soon_is_a_thing_to_do_and_what_is_due_later_is_not() -> None:
    waits = {**DONE, "status": "open", "done_at": None}
    assert left({**waits, "due_date": "2026-09-30"}) == [
        "2 improvement: answer the same day | M1, not done | 09-30"
    ]
    assert left({**waits, "due_date": "2026-10-31"}) == [
        "4 improvement: answer the same day | M1, due soon | 10-31"
    ]
    assert left({**waits, "due_date": "2026-11-01"}) == []
    assert left({**waits, "due_date": "2026-09-30"}, one="S") == []


def test_the_most_urgent_of_all_kinds_stand_first() -> None:
    pages = book(improved({**DONE, "status": "open", "done_at": None}, {**DONE, "action_id": "M2"}))
    late, vain = sorted(follow_ups(pages, "company", ""), key=lambda one: one.rank)
    assert urgent_first([vain], [late]) == [late, vain]


def test_a_title_counts_those_that_moved_their_figure_and_the_table_keeps_what_was_claimed() -> None:
    claim = {"effect": "much faster", "before_value": 26, "after_value": 21.5}
    for verdict, better in (("down", 1), ("up", 0)):
        (section,) = improving(book(improved({**DONE, **claim}, verdict=verdict)), "office", "E")
        wanted = f"Improvements: 1, 0 overdue; of 1 with a tested figure {better} moved it beyond noise"
        assert section.heading.title == wanted
        cell = section.table.rows[0].cells[-1]
        assert cell.note == "stated: 26.0 → 21.5, much faster"
        assert cell.address == f"E/{REPLY}"


def test_one_that_answers_a_complaint_of_the_office_is_its_own_though_it_names_no_office() -> None:
    pages = book(results())
    own, other = (
        next(
            row["complaint_id"]
            for one in pages.clients_of(office)
            for row in pages.complaints_by_client.get(one, [])
        )
        for office in ("E", "S")
    )
    bare = {**DONE, "office_id": "", "client_id": "", "source_kind": "complaint"}
    found = book(improved({**bare, "source_id": own}, {**bare, "action_id": "M2", "source_id": other}))
    assert [row["action_id"] for row in about(found, "office", "E")] == ["M1"]
    assert [row["action_id"] for row in about(found, "office", "S")] == ["M2"]  # control: not the other's
