"""Visits of the period with what the visitors wrote."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.model.fact_frames import VISITS
from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render.audience import masked
from reportgen.render.viewmodel import TableSection
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.visits import visits
from tests.measure.literal import framed
from tests.render.behind import Row, book, config, results
from tests.render.views.test_listening import cells

TO_CLIENT = {"client_id": "C01", "office_id": "E", "visited_on": "2026-08-01", "visitor_role": "Manager"}
TO_OFFICE = {"office_id": "E", "visited_on": "2026-07-05", "visitor_role": "Vice president"}
WORDS = {"evaluation": "Stock is high"}


def visited(*rows: Row) -> Results:
    found = results()
    made = [{"visit_id": f"V{at}", **row} for at, row in enumerate(rows)]
    return replace(found, facts=replace(found.facts, visits=framed(VISITS, made)))


def shown(*rows: Row, one: str = "E") -> TableSection:
    section = visits(book(visited(*rows)), "office", one)
    assert section is not None
    return section


def test_visits_to_the_office_stand_first_then_the_latest() -> None:
    found = shown(TO_CLIENT, TO_OFFICE, TO_CLIENT | {"visited_on": "2026-09-01"})
    assert [(row[0], row[2]) for row in cells(found)] == [
        ("07-05", "Vice president"),
        ("09-01", "Manager"),
        ("08-01", "Manager"),
    ]


def test_an_evaluation_is_shown_and_the_heading_says_how_many_have_one() -> None:
    found = shown(TO_CLIENT | WORDS | {"problems_found": 3, "problems_solved": 2}, TO_OFFICE)
    assert [row[-2:] for row in cells(found)] == [["— / —", "—"], ["2 / 3", "Stock is high"]]
    assert "1 of 2 have an evaluation" in "".join(run.text for run in found.heading.about)


def test_a_score_has_a_column_only_where_one_is_given() -> None:
    assert len(shown(TO_CLIENT).table.columns) == 5
    found = shown(TO_CLIENT | {"result_score": Fraction(17, 2)})
    assert cells(found)[0][4] == "8.5"


def test_control_visits_of_other_periods_and_offices_are_left_out() -> None:
    others = [TO_CLIENT | {"visited_on": "2026-06-30"}, TO_CLIENT | {"visited_on": "2026-10-01"}]
    assert visits(book(visited(*others, TO_OFFICE | {"office_id": "S"})), "office", "E") is None
    assert len(shown(*others, TO_CLIENT).table.rows) == 1


def test_the_title_has_both_figures_with_their_n() -> None:
    found = visited(TO_CLIENT)
    figures = [("visit.per_client", "per_client", Fraction(3, 2), 4), ("visit.effect", "share", Fraction(2, 3), 3)]
    one = found.changed[(found.changed["level"] == "office") & (found.changed["office_id"] == "E")].iloc[:1]
    rows = [
        one.assign(measure=name, unit=unit, value=pd.Series([value], index=one.index, dtype="object"), n=n, gap="")
        for name, unit, value, n in figures
    ]
    others = found.changed[~found.changed["measure"].str.startswith("visit.")]
    section = visits(book(replace(found, changed=pd.concat([others, *rows], ignore_index=True))), "office", "E")
    assert section is not None
    assert section.heading.title == (
        "Visits: 1.5\u00a0per client (n=4 clients); problems solved: 67% (n=3 problems)"
    )


def test_who_may_not_read_comments_does_not_read_an_evaluation() -> None:
    found = visited(TO_CLIENT | WORDS)

    def said(**fields: Any) -> str:
        one = Audience(id="management", sees=EVERYTHING.model_copy(update=fields))
        seen = masked(found, one, config())
        return str(visits(Book(seen, one, config(), Language.of("en")), "company", ""))

    assert "Stock is high" in said()
    assert "Stock is high" not in said(comments=False)
