"""What the pages say of complaints, suggestions and events, and of which of them were evaluated."""

from fractions import Fraction
from typing import Any

from reportgen.render.viewmodel import TableSection
from reportgen.render.views.evaluations import evaluations
from tests.render.behind import Row, book, results
from tests.render.views.test_listening import cells

EVENT = {"trigger": "important_item", "subject": "new gear", "level": "company"}


def shares(trigger: str, n: int, done: int, form: int = 0, **rest: Any) -> Row:
    share = Fraction(done, n) if n else None
    return {"trigger": trigger, "n": n, "evaluated": done, "by_form": form, "share": share, **rest}


def complaint(number: str, by: str = "", client: str = "C01", **rest: Any) -> Row:
    own = {"level": "client", "client_id": client, "office_id": "E"}
    return {"trigger": "complaint", "subject": number, "by": by, **own, **rest}


def sections(
    *called: Row, totals: tuple[Row, ...], level: str = "company", one: str = ""
) -> tuple[TableSection, ...]:
    return evaluations(book(results(evaluations=called, evaluated=totals)), level, one)


def test_each_trigger_has_its_count_and_share_events_first() -> None:
    totals = (shares("complaint", 4, 3, 1), shares("emergency", 1, 0), shares("suggestion", 0, 0))
    (found,) = sections(totals=totals)
    assert found.heading.title == "3 of 5 complaints, suggestions and events of the period were evaluated"
    assert cells(found) == [["emergency", "1", "0", "0", "—", "0"], ["complaint", "4", "3", "1", "2", "75"]]
    assert found.note


def test_what_has_no_evaluation_is_a_list_of_what_to_do() -> None:
    called = (complaint("K3", since="2026-08-03"), complaint("K2"), complaint("K1", "ledger"), EVENT)
    _, found = sections(*called, totals=(shares("complaint", 3, 1), shares("important_item", 1, 0)))
    assert found.heading.title == "To evaluate: 3"
    assert cells(found) == [
        ["—", "important project, product or service", "1", "new gear", "07-01", "ask the clients concerned"],
        ["东方机械", "complaint", "2", "K2, K3", "07-01", "call the client back; the form names the complaint"],
    ]


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    many = [complaint(f"K{at}", since=f"2026-08-{at:02}") for at in range(1, 6)]
    _, found = sections(*many, totals=(shares("complaint", 5, 0),))
    assert cells(found)[0][2:5] == ["5", "K1, K2, 3 more", "08-01"]


def test_a_client_s_page_has_only_what_is_left_to_do() -> None:
    totals = (shares("complaint", 2, 1, level="client", client_id="C01", office_id="E"),)
    (found,) = sections(complaint("K1", "form"), complaint("K2"), totals=totals, level="client", one="C01")
    assert found.heading.title == "To evaluate: 1 of 2 complaints and suggestions"
    assert sections(complaint("K1", "form"), totals=totals, level="client", one="C01") == ()


def test_an_office_has_those_of_its_clients_and_no_event() -> None:
    own = book(results()).clients_of(str(book(results()).clients["C01"]["office_id"]))
    office = str(book(results()).clients["C01"]["office_id"])
    stranger = next(one for one in book(results()).clients if one not in own)
    called = (complaint("K1"), complaint("K2", client=stranger), EVENT)
    totals = (shares("complaint", 1, 0, level="office", office_id=office),)
    table, found = sections(*called, totals=totals, level="office", one=office)
    assert [row[3] for row in cells(found)] == ["K1"]
    assert not table.note


def test_control_without_the_tables_there_is_no_section() -> None:
    assert sections(totals=()) == ()
    assert sections(complaint("K1"), totals=(shares("complaint", 1, 0),))[1:] != ()
