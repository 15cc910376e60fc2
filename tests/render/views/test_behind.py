"""What the pages say of patterns, ages, drivers and words."""

from fractions import Fraction
from typing import Any

import pytest

from reportgen.render.viewmodel import Rich, Table
from reportgen.render.viewmodel_patterns import Drivers, Patterns
from reportgen.render.views.ageing import ageing
from reportgen.render.views.controls import controls
from reportgen.render.views.drivers import drivers
from reportgen.render.views.pattern_words import pattern_words, repeat_words
from reportgen.render.views.patterns import patterns, recurring
from reportgen.render.views.voices import voices
from tests.render import behind
from tests.render.behind import PERIOD, RULES, Row, book, results
from tests.render.example_results import example_config

NOTHING: dict[str, Any] = dict.fromkeys(RULES)


def said(rich: Rich) -> str:
    return "".join(run.text for run in rich)


def texts(table: Table | None, column: int) -> list[str]:
    assert table is not None
    return [row.cells[column].text for row in table.rows]


def badges(table: Table | None) -> list[str]:
    assert table is not None
    return [cell.badge.text for row in table.rows for cell in row.cells if cell.badge]


# ------------------------------------------------------------------ patterns
def pattern(signal: str, category: str, count: int, noise: str = "within", **rest: Any) -> Row:
    return {"signal": signal, "category": category, "count": count, "threshold": 3, "noise": noise, **rest}


def section(*rows: Row, months: tuple[Row, ...] = ()) -> Patterns:
    found = patterns(book(results(patterns=list(rows), complaint_months=list(months))), "company", "")
    assert found is not None
    return found


def test_a_category_beyond_noise_is_the_heading_and_stands_first() -> None:
    found = section(
        pattern("spread_clients", "Quality", 40),
        pattern("spread_clients", "Delay", 9, "beyond"),
        pattern("above_limits", "Delay", 9, "beyond"),
    )
    assert found.heading.title == "More complaints than noise explains: Delay"
    assert texts(found.systemic, 0) == ["Delay", "Quality"]
    assert badges(found.systemic) == ["▲ beyond noise", "≈ within noise"]
    assert [row.style for row in found.systemic.rows] == ["find", ""]  # type: ignore[union-attr]


def test_numbers_reached_within_noise_are_said_to_be_within_noise() -> None:
    found = section(pattern("spread_clients", "Quality", 40), pattern("rising", "Quality", 40))
    assert found.heading.title == "1 categories and 0 repeats reach the policy's numbers; none is beyond noise"
    assert texts(found.systemic, 4) == ["3 clients or more, rising 3 periods running"]


def test_fewer_complaints_than_before_are_no_alarm() -> None:
    found = section(pattern("below_limits", "Quality", 1, "beyond"))
    assert found.heading.title == "Fewer complaints than noise explains: Quality"
    assert found.systemic is None


def test_repeats_are_those_of_products_and_of_clients_the_fullest_first() -> None:
    own = {"level": "client", "office_id": "E", "client_id": "C01"}
    found = section(
        pattern("repeat_client", "Delay", 3, "", **own, evidence="K1;K2;K3"),
        pattern("repeat_product", "Delay", 5, product="R57", evidence="K1;K2;K3;K4;K5"),
    )
    assert texts(found.repeats, 0) == ["R57", "东方机械"]
    assert texts(found.repeats, 4) == ["… K3 K4 K5", "K1 K2 K3"]
    assert found.repeats is not None
    assert found.repeats.rows[1].cells[0].href == "clients/C01.html"


def test_more_than_six_repeats_are_counted_not_listed() -> None:
    rows = [pattern("repeat_product", "Delay", 3, product=f"R{i}") for i in range(8)]
    found = section(*rows)
    assert len(texts(found.repeats, 0)) == 6
    assert found.repeats is not None
    assert found.repeats.more == "2 more in the data"


def test_nothing_found_is_said() -> None:
    found = section()
    assert (found.heading.title, found.empty) == (
        "No repeated or systemic problem",
        "No complaint in this period.",
    )


def test_without_rules_there_is_no_section() -> None:
    assert patterns(book(results(), example_config()), "company", "") is None


def test_a_client_sees_what_comes_back_and_a_client_without_it_sees_nothing() -> None:
    own = {"level": "client", "office_id": "E", "client_id": "C01"}
    found = book(results(patterns=[pattern("repeat_client", "Delay", 4, "", **own)]))
    seen = recurring(found, "C01")
    assert seen is not None
    assert seen.heading.title == "Comes back: Delay, 4 complaints"
    assert said(seen.heading.about) == "complaints of one category, at least 3 within 90 days"
    assert recurring(found, "C02") is None


# ------------------------------------------------------------------ control charts
def series(category: str, *now: int, before: int = 5, number: int = 12, **last: Any) -> list[Row]:
    """Months before, then those of the period; ``last`` belongs to the last."""
    spans = [f"2025-{month:02}" for month in range(7, 13)] + [f"2026-{month:02}" for month in range(1, 7)]
    past = [{"category": category, "span": span, "count": before} for span in spans[-number:]]
    here = [
        {"category": category, "span": f"2026-{7 + i:02}", "count": count, "judged": True}
        for i, count in enumerate(now)
    ]
    whole = {"category": category, "span": "2026Q3", "count": sum(now), "judged": True}
    return [*past, *here[:-1], {**here[-1], **last}, whole]


def test_the_sum_comes_first_then_what_is_beyond_then_the_most_frequent() -> None:
    rows = [*series("(all)", 9, 9, 9), *series("Often", 8, 8, 8), *series("Beyond", 1, 1, 12, beyond="high")]
    rows += [row for i in range(6) for row in series(f"Rare {i}", 1, 1, 1 + i)]
    found = controls(book(results(complaint_months=rows)), "company", "")
    assert [one.name for one in found] == ["All complaints", "Beyond", "Often", "Rare 5", "Rare 4", "Rare 3"]
    assert [one.badge.text for one in found][:3] == ["≈ within noise", "▲ beyond noise", "≈ within noise"]


def test_a_chart_marks_its_month_and_says_the_period_and_every_month_in_words() -> None:
    (chart,) = controls(book(results(complaint_months=series("Delay", 5, 6, 12, beyond="high"))), "company", "")
    assert [point.tone for point in chart.points[-2:]] == ["same", "bad"]
    assert [point.judged for point in chart.points[-4:]] == [False, True, True, True]
    assert said(chart.note) == "2026Q3: 23, expected 5.0, noise 1–9"
    assert chart.alt.endswith("2026-08 6 (noise 1 to 9), 2026-09 12 (noise 1 to 9, above)")
    assert [tick.label for tick in chart.labels] == ["25-07", "26-09"]


def test_two_months_are_no_chart() -> None:
    assert controls(book(results(complaint_months=series("Delay", 5, number=1)[:2])), "company", "") == ()


def test_months_without_limits_are_no_chart() -> None:
    rows = [{**row, "gap": "NO_DATA", "low": None, "high": None} for row in series("Delay", 1, 2, 3)]
    assert controls(book(results(complaint_months=rows)), "company", "") == ()


# ------------------------------------------------------------------ ages
def aged(age: str, count: int, hours: int | None = None, **rest: Any) -> Row:
    return {"age": age, "count": count, "oldest_hours": None if hours is None else Fraction(hours), **rest}


def ages(within: int, past: int, far: int, **rest: Any) -> list[Row]:
    oldest = 90 if far else 30 if past else 5
    counts = (("0-1", within), ("1-2", past), ("2+", far), ("no_limit", 0), ("no_time", 0))
    return [aged(age, count, oldest if count else None, **rest) for age, count in counts]


EAST, SOUTH = ({"level": "office", "office_id": one} for one in "ES")
OFFICES = [("office", "E"), ("office", "S")]


def test_the_oldest_come_first_and_the_sum_last() -> None:
    found = ageing(
        book(results(ageing=[*ages(5, 1, 1), *ages(5, 0, 0, **EAST), *ages(0, 1, 1, **SOUTH)])),
        *("company", ""),
        OFFICES,
    )
    assert found is not None
    assert found.heading.title == "Open complaints: 7, 2 of them past the limit of handling"
    assert texts(found.table, 0) == ["S", "E", "Together"]
    assert [column.label for column in found.table.columns] == [
        "Office",
        "",
        "to 1×",
        "1–2×",
        "over 2×",
        "Oldest h",
    ]
    assert [cell.text for cell in found.table.rows[0].cells[2:]] == ["·", "1", "1", "90"]
    assert [cell.mark for cell in found.table.rows[0].cells[2:5]] == ["dim", "strong", "late"]


def test_a_bar_has_a_part_per_age() -> None:
    found = ageing(book(results(ageing=[*ages(5, 1, 1), *ages(5, 1, 1, **EAST)])), "company", "", OFFICES)
    assert found is not None
    stack = found.table.rows[0].cells[1].stack
    assert stack is not None
    assert stack.parts == ((5.0, "within"), (1.0, "past"), (1.0, "far"))
    assert found.table.rows[-1].cells[1].stack is None


def test_complaints_without_a_limit_have_a_column_only_where_there_are_some() -> None:
    rows = [*ages(1, 0, 0)[:3], aged("no_limit", 2, 8), aged("no_time", 0)]
    found = ageing(book(results(ageing=rows)), "company", "", [])
    assert found is not None
    assert [column.label for column in found.table.columns][2:6] == ["to 1×", "1–2×", "over 2×", "no limit"]
    assert found.heading.title == "Open complaints: 3, 0 of them past the limit of handling"


def test_nothing_open_is_no_section() -> None:
    assert ageing(book(results(ageing=ages(0, 0, 0))), "company", "", OFFICES) is None


# ------------------------------------------------------------------ drivers
def driver(
    name: str,
    share: float | None,
    value: int,
    quadrant: str = "",
    *,
    clear: bool = False,
    gap: str = "",
    n: int = 60,
) -> Row:
    near = {} if share is None else {"low": share - 0.1, "high": share + 0.1}
    return {
        "measure": f"satisfaction.{name}",
        "importance": share,
        "performance": Fraction(value),
        "quadrant": quadrant,
        "clear": clear if quadrant else None,
        "gap": gap,
        "n": n,
        **near,
    }


def driven(*rows: Row) -> Drivers:
    found = drivers(book(results(drivers=list(rows))), "company", "")
    assert found is not None
    return found


def test_a_clear_dimension_to_improve_is_the_heading_and_the_only_finding() -> None:
    found = driven(
        driver("response_speed", 0.6, 50, "improve", clear=True),
        driver("after_sales", 0.3, 80, "keep", clear=True),
        driver("product_quality", 0.1, 70, "enough"),
    )
    assert found.heading.title == "Important and below average: Response speed"
    assert texts(found.table, 1) == ["60%", "30%", "10%"]
    assert [row.style for row in found.table.rows] == ["find", "", ""]  # type: ignore[union-attr]
    assert found.grid is not None
    assert [dot.tone for dot in found.grid.dots] == ["bad", "same", "same"]
    assert "clearly improve first" in found.grid.detail
    assert said(found.note).startswith("the dimensions explain 40 %")


def test_what_is_not_clear_is_not_said_in_the_heading() -> None:
    found = driven(driver("response_speed", 0.6, 50, "improve"), driver("after_sales", 0.4, 80, "enough"))
    assert found.heading.title == "What drives satisfaction: no dimension stands out clearly"
    assert badges(found.table) == []


@pytest.mark.parametrize(
    ("gap", "n", "words"),
    [
        ("TOO_FEW", 12, "Too few to tell: 12 responses, 30 are needed."),
        ("NOT_CONFIGURED", 0, "Not configured: the pack has no overall question."),
        ("NO_DATA", 40, "The overall answer does not follow the dimensions more than by chance (n=40)."),
        ("NO_DATA", 0, "No answers to the overall question in this period."),
    ],
)
def test_without_importance_the_section_says_why(gap: str, n: int, words: str) -> None:
    found = driven(driver("response_speed", None, 50, gap=gap, n=n))
    assert (found.grid, found.table, found.empty) == (None, None, words)


@pytest.mark.parametrize(
    ("gap", "n", "title"),
    [
        ("NO_DATA", 75, "Nothing drives the overall answer beyond chance (n=75)"),
        ("NO_DATA", 0, "What drives satisfaction: no figure in this period"),
        ("TOO_FEW", 12, "What drives satisfaction: no figure in this period"),
    ],
)
def test_the_heading_says_chance_only_where_enough_answered(gap: str, n: int, title: str) -> None:
    """The last two are the control: without answers enough, nothing was tested."""
    assert driven(driver("response_speed", None, 50, gap=gap, n=n)).heading.title == title


def test_one_dimension_without_importance_says_so_in_its_row() -> None:
    found = driven(
        driver("response_speed", 0.6, 50, "improve"),
        driver("after_sales", 0.4, 80, "enough"),
        driver("product_quality", None, 70, gap="TOO_FEW"),
    )
    assert badges(found.table) == ["too few"]
    assert found.grid is not None
    assert len(found.grid.dots) == 2


def test_shares_beyond_nought_and_one_are_cut_in_print_only() -> None:
    rows = (driver("response_speed", 0.95, 50, "improve"), driver("after_sales", 0.05, 80, "enough"))
    table = driven(*rows).table
    assert table is not None
    assert [row.cells[1].note for row in table.rows] == ["85–100%", "0–15%"]


# ------------------------------------------------------------------ words
COMMENTS: list[Row] = [
    {"client_id": "C01", "office_id": "E", "comment": "交期太长", "answered_at": "2026-08-02 10:00"},
    {"client_id": "C04", "office_id": "S", "comment": "交期准，沟通也好", "answered_at": "2026-08-03 10:00"},
    {"client_id": "C05", "office_id": "S", "comment": "都好", "answered_at": "2026-08-04 10:00"},
]
COUNTED: list[Row] = [
    {"dimension": "response_speed", "keyword": "(any)", "comments": 2, "n_clients": 2},
    {"dimension": "response_speed", "keyword": "delivery", "comments": 2, "n_clients": 2},
    {"dimension": "after_sales", "keyword": "(any)", "comments": 1, "n_clients": 1},
    {"dimension": "after_sales", "keyword": "contact", "comments": 1, "n_clients": 1},
    {"dimension": "(none)", "keyword": "(any)", "comments": 1, "n_clients": 1},
    {"dimension": "response_speed", "keyword": "(any)", "comments": 1, "n_clients": 1, **EAST},
]


def test_dimensions_come_by_comments_with_their_words_and_what_was_said() -> None:
    found = voices(book(results(COMMENTS, keywords=COUNTED)), "company", "")
    assert found is not None
    assert found.heading.title == "Comments are most about Response speed"
    assert [(row.name, row.comments, row.words) for row in found.rows] == [
        ("Response speed", "2", "word 2"),
        ("After-sales service", "1", "word 1"),
    ]
    assert [quote.words for quote in found.rows[0].quotes] == ["交期准，沟通也好", "交期太长"]
    assert found.note == "1 comments without a word of the dictionary"


def test_an_office_sees_the_comments_of_its_own_clients_alone() -> None:
    found = voices(book(results(COMMENTS, keywords=COUNTED), audience="office-E"), "office", "E")
    assert found is not None
    assert [quote.by for row in found.rows for quote in row.quotes] == ["东方机械, 08-02"]


def test_who_may_not_see_comments_sees_neither_words_nor_counts() -> None:
    seen = book(results(COMMENTS, keywords=COUNTED), audience="management")
    assert not seen.audience.sees.comments
    assert voices(seen, "company", "") is None
    assert seen.results.insight.keywords.empty


def test_control_the_credit_committee_does_see_them() -> None:
    assert voices(book(results(COMMENTS, keywords=COUNTED)), "company", "") is not None


def test_many_comments_are_counted_beyond_what_paper_and_site_show() -> None:
    many = [{**COMMENTS[0], "comment": f"交期 {i}"} for i in range(20)]
    found = voices(book(results(many, keywords=COUNTED[:2])), "company", "")
    assert found is not None
    assert len(found.rows[0].quotes) == 12
    assert (found.rows[0].rest, found.rows[0].more) == ("18 more on the site", "8 more comments in the data")


# ------------------------------------------------------------------ definitions
def test_the_definitions_give_the_packs_numbers() -> None:
    words = {one.term: said(one.words) for one in pattern_words(book(results()))}
    assert words["Repeated"].startswith("3 complaints of one category and client, or product, within 90 days")
    assert words["Systemic"].startswith("a category with 3 clients or more, 2 offices or more, rising 2 periods")
    assert "up to 12 months" in words["Limits of noise"]


def test_what_the_pack_leaves_out_is_not_defined() -> None:
    bare = book(results(), behind.config(NOTHING))
    assert repeat_words(bare) == []
    assert {one.term for one in pattern_words(bare)} <= {"Importance"}


def test_rows_of_another_level_stay_where_they_belong() -> None:
    assert {"period", "level", "office_id"} == set(PERIOD)
    found = book(results(patterns=[pattern("rising", "Delay", 3, level="office", office_id="E")]))
    assert patterns(found, "office", "S").systemic is None  # type: ignore[union-attr]
    assert patterns(found, "office", "E").systemic is not None  # type: ignore[union-attr]
