"""What the pages say of feedback, needs, loyalty, remedies and improvements."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from reportgen.model.results import Results
from reportgen.render.viewmodel import TableSection
from reportgen.render.views.heard import heard
from reportgen.render.views.improving import improving
from reportgen.render.views.listening import listening
from tests.measure.listened import said, with_records
from tests.render.behind import Row, book, results


def cells(section: TableSection) -> list[list[str]]:
    return [
        [cell.text or (cell.badge.text if cell.badge else "") for cell in row.cells] for row in section.table.rows
    ]


def first(*rows: Row, name: str = "feedback") -> TableSection:
    return listening(book(results(**{name: list(rows)})), "company", "")[0]


def voices(kind: str, count: int, negative: int, before: int | None = 0, **rest: Any) -> Row:
    return {"kind": kind, "count": count, "negative": negative, "negative_previous": before, **rest}


def test_one_way_of_listening_alone_is_said_to_be_one_sided() -> None:
    """The example's own questionnaire has answers; interviews and posts are none."""
    found = first(voices("(all)", 2, 0), voices("opinion", 2, 0))
    assert found.heading.title == "Only 1 of three ways of listening has data: the picture is one-sided"
    assert [row[:2] for row in cells(found)][1:3] == [["Interviews", "no data"], ["Social media", "no data"]]


def test_negative_voices_stand_against_those_of_before() -> None:
    rows = (voices("(all)", 5, 3, 1), voices("interview", 2, 1, 1), voices("social_media", 3, 2, replied=1))
    assert first(*rows).heading.title == "3 of three ways of listening have data; negative voices 1 → 3"
    unknown = [dict(row) | {"negative_previous": None} for row in rows]
    assert first(*unknown).heading.title == "3 of three ways of listening have data; 3 negative voices"


def test_a_median_that_is_not_reached_is_said_so() -> None:
    found = first(voices("(all)", 4, 0), voices("interview", 4, 0, replied=1, reply_days_p50=None))
    assert [cell.note for cell in found.table.rows[1].cells][-1] == "half not yet"
    reached = first(voices("(all)", 4, 0), voices("interview", 4, 0, replied=3, reply_days_p50=2))
    assert [cell.note for cell in reached.table.rows[1].cells][-1] == "half in 2 d"


def test_without_feedback_there_is_no_section() -> None:
    assert listening(book(results()), "company", "") == ()


def test_needs_are_named_by_what_most_voices_are_about() -> None:
    found = first(
        {"subject": "product", "voice": "complaint", "count": 5},
        {"subject": "service", "voice": "feedback", "count": 3},
        {"subject": "service", "voice": "complaint", "count": 4},
        {"subject": "other", "voice": "complaint", "count": 90},
        name="needs",
    )
    assert found.heading.title == "Needs are most about: The service, 7 voices"
    assert cells(found)[1] == ["The service", "3", "1", "4", "1"]


def test_as_many_voices_about_both_are_most_about_neither() -> None:
    both = [{"subject": one, "voice": "feedback", "count": 2} for one in ("product", "service")]
    assert first(*both, name="needs").heading.title == (
        "Needs: 2 voices about the product, as many about the service"
    )
    other = {"subject": "other", "voice": "feedback", "count": 9}
    assert first(other, name="needs").heading.title.startswith("Needs: 0 voices")


def test_a_share_of_nobody_is_no_zero() -> None:
    found = first(
        {"group": "resolved", "n": 4, "ordering": 3, "share": Fraction(3, 4), "low": 0.3, "high": 0.95},
        {"group": "unresolved", "n": 0, "ordering": 0, "share": None},
        {"group": "none", "n": 2, "ordering": 2, "share": Fraction(1), "low": 0.34, "high": 1.0},
        name="loyalty",
    )
    assert found.heading.title == "Who orders again after a complaint"
    assert cells(found) == [
        ["all complaints resolved", "4", "3", "75", "30–95"],
        ["a complaint not resolved", "0", "—", "—", "—"],
        ["no complaint", "2", "2", "100", "34–100"],
    ]


def returned(resolved: int, unresolved: int) -> str:
    """The title of so many clients in both groups, 4 of each ordering again."""
    groups = {"resolved": resolved, "unresolved": unresolved}
    rows = [
        {"group": name, "n": n, "ordering": 4, "share": Fraction(4, n), "low": 0.1, "high": 0.95}
        for name, n in groups.items()
    ]
    return first(*rows, name="loyalty").heading.title


def test_a_title_compares_shares_with_their_n() -> None:
    assert returned(8, 5) == ("Ordered again: 50 % after resolved complaints (n=8), 80 % where one is not (n=5)")


def test_control_fewer_than_five_clients_in_a_group_are_not_compared_in_a_title() -> None:
    assert returned(8, 4) == returned(4, 8) == "Who orders again after a complaint"


# ------------------------------------------------------------------ remedies and improvements
def remedy(category: str, action: str, status: str = "") -> Row:
    return {"signal": "spread_clients", "category": category, "action_id": action, "status": status}


def test_problems_without_an_improvement_stand_first() -> None:
    rows = [remedy("Delay", "M1", "open"), remedy("Quality", ""), remedy("Delay", "M2", "overdue")]
    (found,) = improving(book(results(remedies=rows)), "company", "")
    assert found.heading.title == "1 of 2 repeated or systemic problems have no improvement"
    assert cells(found) == [
        ["Quality", "many clients", "—", "no improvement"],
        ["Delay", "many clients", "M1, M2", "past its day"],
    ]


def test_repeats_of_clients_are_problems_too() -> None:
    repeat = {
        "signal": "repeat_client",
        "level": "client",
        "client_id": "C01",
        "office_id": "E",
        "category": "Delay",
    }
    found = book(results(remedies=[remedy("Delay", "M1", "open"), {**repeat, "action_id": "", "status": ""}]))
    (section,) = improving(found, "company", "")
    assert section.heading.title == "1 of 2 repeated or systemic problems have no improvement"
    assert [row.cells[0].note for row in section.table.rows] == [found.short("C01"), ""]
    home = str(found.clients["C01"]["office_id"])
    assert len(improving(found, "office", home)[0].table.rows) == 1
    assert improving(found, "office", "nowhere") == ()


def improved(*actions: Row, feedback: tuple[Row, ...] = ()) -> Results:
    found = results()
    facts = with_records(found.facts, improvement_actions=actions, feedback=feedback)
    return replace(found, facts=facts)


ACTION = {"action_id": "M1", "client_id": "C01", "source_kind": "feedback", "decided_at": "2026-07-05"}


def test_the_state_of_an_improvement_is_that_of_the_last_day() -> None:
    found = improved(
        {**ACTION, "due_date": "2026-08-01", "status": "open", "description": "late"},
        {**ACTION, "action_id": "M2", "due_date": "2026-08-01", "done_at": "2026-07-30", "status": "done"},
        {**ACTION, "action_id": "M3", "due_date": "2026-12-01", "done_at": "2026-10-09", "status": "done"},
        {**ACTION, "action_id": "M4", "decided_at": "2026-10-02"},  # not known yet
        {**ACTION, "action_id": "M5", "decided_at": "2026-01-02", "done_at": "2026-02-02", "status": "done"},
    )
    (section,) = improving(book(found), "company", "")
    assert section.heading.title == "Improvements: 3, 1 of them overdue"
    assert [(row.cells[0].note, cells(section)[i][4]) for i, row in enumerate(section.table.rows)] == [
        ("M1", "past its day"),
        ("M2", "done"),
        ("M3", "in progress"),
    ]


def test_improvements_without_any_day_come_last() -> None:
    found = improved({**ACTION, "decided_at": None}, {**ACTION, "action_id": "M2", "due_date": "2026-12-01"})
    (section,) = improving(book(found), "company", "")
    assert [row.cells[0].note for row in section.table.rows] == ["M2", "M1"]


def test_due_on_the_last_day_is_overdue_and_done_without_a_day_is_done() -> None:
    found = improved(
        {**ACTION, "due_date": "2026-09-30", "status": "open"},
        {**ACTION, "action_id": "M2", "due_date": "2026-08-01", "status": "done"},
        {**ACTION, "action_id": "M3", "due_date": "2026-10-01", "status": "open"},
    )
    (section,) = improving(book(found), "company", "")
    states = {row.cells[0].note: cells(section)[i][4] for i, row in enumerate(section.table.rows)}
    assert states == {"M1": "past its day", "M2": "done", "M3": "in progress"}


def test_an_improvement_that_its_voice_caused_or_names_is_the_client_s() -> None:
    mine = said("C01", "opinion", "2026-07-01", feedback_id="F1", action_id="M2", text="slow")
    found = improved(
        {**ACTION, "client_id": "", "source_id": "F1"},
        {**ACTION, "action_id": "M2", "client_id": "", "source_kind": ""},
        {**ACTION, "action_id": "M3", "client_id": "", "source_kind": "survey", "source_id": "F1"},
        feedback=(mine,),
    )
    _, told = heard(book(found), "C01")
    assert [row.cells[1].note for row in told.table.rows] == ["M1", "M2"]
    assert [row.cells[0].text for row in told.table.rows] == ["slow", "slow"]


def test_a_client_sees_what_it_said_and_what_it_was_shown() -> None:
    found = improved(
        {**ACTION, "before_value": 26, "after_value": 22, "shown_to_client_at": "2026-09-01", "status": "done"},
        {**ACTION, "action_id": "M2", "shown_to_client_at": "2026-10-05"},
        {**ACTION, "action_id": "M9", "client_id": "C02"},
        feedback=(
            said("C01", "opinion", "2026-07-01", text="slow", replied_at="2026-07-03", action_id="M1"),
            said("C01", "need", "2026-09-29", text="training"),
            said("C02", "need", "2026-09-29", text="another's"),
        ),
    )
    voices_, told = heard(book(found), "C01")
    assert voices_.heading.title == "What it said: 2 voices, 1 not answered"
    assert cells(voices_) == [
        ["09-29", "Needs", "training", "waiting", "—"],
        ["07-01", "Opinions", "slow", "07-03", "M1"],
    ]
    assert told.heading.title == "Improved for it: 2, shown to it: 1"
    assert [row[-2:] for row in cells(told)] == [["26.0 → 22.0", "09-01"], ["—", "not yet"]]


NOTICE = {"client_id": "C01", "kind": "improvement", "decided_at": "2026-08-02", "sent_at": "2026-08-04"}


def told_of(*notices: Row, **changes: Any) -> list[list[str]]:
    """What the client's page says of one improvement after its complaint, and of notices."""
    found = results()
    mine = found.facts.complaints["client_id"].eq("C01")
    one = str(found.facts.complaints.loc[mine, "complaint_id"].iloc[0])
    action = {**ACTION, "source_kind": "complaint", "source_id": one, "done_at": "2026-08-01", "status": "done"}
    facts = with_records(found.facts, improvement_actions=[{**action, **changes}], notices=notices)
    content = facts.complaints["content"].mask(facts.complaints["complaint_id"].eq(one), "Shaft leaks")
    facts = replace(facts, complaints=facts.complaints.assign(content=content))
    (told,) = heard(book(replace(found, facts=facts)), "C01")
    return cells(told)


def test_a_notice_says_when_the_client_was_told_of_what_it_raised() -> None:
    (row,) = told_of({**NOTICE, "action_id": "M1"}, before_value=14, after_value=9)
    assert (row[0], row[2], row[3], row[4]) == ("Shaft leaks", "done", "14.0 → 9.0", "08-04")
    assert [one[4] for one in told_of(NOTICE)] == ["08-04"]


def test_control_without_a_notice_it_is_not_told_yet() -> None:
    assert [one[4] for one in told_of()] == ["not yet"]
    assert [one[4] for one in told_of({**NOTICE, "kind": "credit"}, {**NOTICE, "sent_at": None})] == ["not yet"]


def test_a_notice_of_another_improvement_stands_in_a_row_of_its_own() -> None:
    rows = told_of({**NOTICE, "action_id": "M7", "result": "New packing"})
    assert [(row[1], row[4]) for row in rows] == [("", "not yet"), ("New packing", "08-04")]
    assert len(told_of({**NOTICE, "action_id": "M7", "sent_at": "2026-06-30"})) == 1
