"""Breaches that are no single client's, on the pages of the company and of an office."""

from dataclasses import replace

from reportgen.model.finding import Finding
from reportgen.model.results import Results
from reportgen.model.text import text
from reportgen.render.views.lapses import lapses
from tests.render.behind import book, results
from tests.render.views.test_listening import cells


def finding(clause: str, office: str = "", client: str = "") -> Finding:
    what = text("no plan holds this round")
    return Finding(
        clause=clause,
        office_id=office,
        client_id=client,
        subject="R1",
        since="2026-07-01",
        what=what,
        evidence="f:3",
    )


def found() -> tuple[Results, str, str]:
    """The example with a breach of the company, of two offices and of a client."""
    example = results()
    one, other = sorted(example.facts.offices["office_id"])[:2]
    said = (finding("P14.4"), finding("P03.9", one), finding("P03.8", other), finding("P03.19", one, "C01"))
    return replace(example, findings=said), one, other


def test_the_company_sees_all_and_an_office_its_own() -> None:
    whole, one, _ = found()
    (company,) = lapses(book(whole), "")
    assert company.heading.title == "Breaches of no single client: 3"
    assert [row[0] for row in cells(company)] == ["P14.4", "P03.9", "P03.8"]
    (office,) = lapses(book(whole), one)
    assert cells(office) == [["P03.9", "R1", "no plan holds this round", "2026-07-01"]]


def test_an_office_s_own_edition_has_no_other_office_s_and_none_of_the_company() -> None:
    whole, one, other = found()
    own = book(whole, audience=f"office-{one}")
    assert len(lapses(own, one)) == 1
    assert lapses(own, other) == ()
    assert [row[0] for row in cells(lapses(own, "")[0])] == ["P03.9"]


def test_control_the_whole_edition_does_hold_them() -> None:
    whole, _, other = found()
    assert len(lapses(book(whole), other)) == 1


def test_where_nothing_was_found_there_is_no_section() -> None:
    assert lapses(book(replace(results(), findings=())), "") == ()
