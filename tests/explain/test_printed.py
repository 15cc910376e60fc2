"""What a person reads: the lines of an explanation, in both languages, and the cells of its CSV."""

from dataclasses import replace

import pytest

from reportgen.explain.account import Grid
from reportgen.explain.explain import Explanation
from reportgen.explain.printed import COLUMNS, ROWS, cells, lines, table, width
from reportgen.model.language import translator
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from tests.explain.asking import explain
from tests.render.example_results import example_config, example_results

OF = (example_results(), example_config())


def printed(one: Explanation, locale: str = "en") -> list[str]:
    return list(lines(one, translator(locale)))


def after(label: str, every: list[str]) -> list[str]:
    """The lines below a heading, up to the next one."""
    start = every.index(label) + 1
    rest = every[start:]
    ends = [i for i, line in enumerate(rest) if line and not line.startswith(" ")]
    return [line.strip() for line in rest[: ends[0] if ends else None] if line]


def test_a_figure_stands_with_n_interval_change_verdict_and_clauses() -> None:
    """The numbers are those of the worked example's measures.csv."""
    assert printed(explain(OF, "satisfaction.product_quality", client="C01"))[:8] == [
        "2026Q3 · C01/satisfaction.product_quality",
        "  Value              87.5 points",
        "  n                  2 answers",
        "  Clients behind it  1",
        "  95 % interval      -71.3276 to 246.3276",
        "  Period before      75 (+12.5)",
        "  Verdict            too few to tell",
        "  Clauses            P06.7",
    ]


def test_a_share_is_said_in_per_cent_too_and_a_rounded_value_with_what_the_data_hold() -> None:
    found = explain(OF, "complaint.resolution_rate")
    value = found.published["value"]
    line = next(one for one in printed(found) if one.startswith("  Value"))
    assert f"{float(100 * value):.0f}" in line
    assert " %" in line


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_figure_of_a_client_can_be_printed(locale: str) -> None:
    measures = OF[0].changed.loc[OF[0].changed["client_id"] == "C01", "measure"]
    for measure in measures:
        every = printed(explain(OF, measure, client="C01"), locale)
        assert len(every) > 8
        assert not [line for line in every if "{" in line]


def test_in_chinese_no_sentence_stays_english() -> None:
    """Ids, units of measures.csv and dates apart."""
    every = printed(explain(OF, "complaint.count", client="C01"), "zh")
    assert [line for line in every if line and not line.startswith(" ")][1:] == [
        "怎样算出",
        "涉及谁",
        "未计入",
        every[-len(after_rows(every)) - 1],
    ]


def after_rows(every: list[str]) -> list[str]:
    """The lines of the rows, which come last."""
    start = next(i for i, line in enumerate(every) if line.startswith("数据行"))
    return every[start + 1 :]


def test_no_more_than_twenty_rows_are_printed_and_the_rest_is_counted() -> None:
    found = explain(OF, "satisfaction.index")
    body = [line for line in printed(found) if line.startswith(("  + ", "  − "))]
    assert len(found.rows) > ROWS
    assert len(body) == ROWS
    assert printed(found)[-1] == f"  {len(found.rows) - ROWS} more; --csv lists all"


def test_reasons_are_counted_whatever_their_numbers() -> None:
    found = explain(OF, "grade:P03", client="C01")
    assert any(line.endswith("× an earlier card, of …") for line in after("Left out", printed(found)))


def test_nothing_left_out_is_said() -> None:
    assert after("Left out", printed(explain(OF, "client.years", client="C01"))) == ["nothing"]


def test_a_level_shows_items_edges_veto_version_and_what_was_before() -> None:
    """C03 falls to D by V1, whatever its score (the example's settled 21)."""
    every = printed(explain(OF, "grade:P03", client="C03"))
    assert every[1].split() == ["Level", "D"]
    assert any("veto V1: level D" in line for line in every)
    assert any(line.split()[:3] == ["A", "≥", "83"] for line in every)
    further = after("Further", every)
    assert "because of V1" in further
    assert "transition: down" in further
    assert any(line.startswith("before: level ") for line in further)


def test_columns_of_a_table_stand_under_each_other_in_either_script() -> None:
    grid = Grid(
        head=(text("Item"), text("Points"), text("Name")), rows=(("B1", "5", text("x")), ("B10", "15", text("yy")))
    )
    assert list(table(grid, str)) == ["Item  Points  Name", "B1         5  x", "B10       15  yy"]
    wide = {"Item": "评估项", "Points": "得分", "Name": "名称", "x": "甲", "yy": "乙"}
    assert [width(line.rstrip("甲乙称名").rstrip()) for line in table(grid, lambda one: wide.get(one, one))] == [
        12,
        12,
        12,
    ]


def test_the_csv_has_every_row_in_english() -> None:
    found = explain(OF, "complaint.first_reply_hours.p50", client="C01")
    rows = list(cells(found))
    assert COLUMNS == ("file", "sheet", "row", "client_id", "used", "value", "why")
    assert len(rows) == len(found.rows)
    assert {row[4] for row in rows} <= {"true", "false"}
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), reverse=True)
    assert rows[0][6] in ("replied", "still waiting at as-of: at risk until then")


def test_a_fault_stands_behind_the_reason() -> None:
    found = explain(OF, "complaint.count", client="C01")
    fault = Problem(
        code="E204", severity=Severity.SET_ASIDE, file="f", column="score", value="9", expected=text("1 to 5")
    )
    row = replace(found.account.rows[0], used=False, why=text("no usable score"), detail=fault)
    shown = replace(found, account=replace(found.account, rows=(row,)))
    assert next(cells(shown))[6] == "no usable score: score: got '9', expected 1 to 5 [E204]"
    assert printed(shown)[-1].endswith("no usable score: score: got '9', expected 1 to 5 [E204]")
