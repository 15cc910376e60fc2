"""Whatever a sheet holds, no recogniser breaks on it, and what it finds lies inside the sheet."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest.platforms.layout import Layout, Question
from reportgen.ingest.platforms.longform import answers, question_map
from reportgen.ingest.platforms.questionnaire import structure_of, table_of
from reportgen.ingest.platforms.registry import PLATFORMS
from reportgen.policy.sources import FIELDS, Export
from tests.ingest.literal import sheet
from tests.ingest.platforms.same_answers import FORMATS

Rows = Sequence[Sequence[str]]

KNOWN = {name: next(iter(made().files.values())) for name, made in FORMATS.items() if "CSV" not in name}
odd = st.one_of(
    st.sampled_from(
        ["", "1、", "第题()", "第1题(甲)", "1.a:b", "[x]", "a [b]", "┋", "→", "〖", "-3", ";", ", ", "A.", "★"]
    ),
    st.text(max_size=6),
)


@st.composite
def damaged(draw: st.DrawFn) -> Rows:
    """A platform's sheet of which some cells are something else, and rows or columns are gone."""
    rows = [list(row) for row in draw(st.sampled_from(list(KNOWN.values())))]
    for _ in range(draw(st.integers(0, 8))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(odd)
    first, last = draw(st.integers(0, 2)), draw(st.integers(1, len(rows)))
    width = draw(st.integers(1, len(rows[0])))
    return [row[:width] for row in rows[first:last]] or [[""]]


def inside(found: Layout, rows: Rows) -> bool:
    """Whether a layout points at nothing beyond the sheet, and each column is one question at most."""
    width = len(rows[0])
    columns = [question.column for question in found.questions]
    return (
        0 <= found.at < len(rows)
        and all(0 <= column < width for column in (*columns, *found.fields.values()))
        and len(set(columns)) == len(columns)
        and set(found.fields) <= set(FIELDS[Export.SURVEY])
        and len({question.code for question in found.questions}) == len(columns)
    )


@given(damaged())
@settings(max_examples=60, deadline=None)
def test_no_recogniser_breaks_or_points_beyond_the_sheet(rows: Rows) -> None:
    made = sheet(rows)
    for platform, recognised in PLATFORMS.items():
        found = recognised(made, None)
        if found is None:
            continue
        assert inside(found, rows), (platform, found)
        for line in answers(made, found):
            assert int(line["row"]) > found.at + found.rows - 1
            assert line["label"] or line["text"] or line["place"]
        table = [tuple(line.values()) for line in question_map(found)]
        assert len(table) >= len(found.questions)


@given(damaged())
@settings(max_examples=30, deadline=None)
def test_any_table_is_a_questionnaire_or_none(rows: Rows) -> None:
    found = structure_of(sheet(rows), "wjx")
    if found:
        assert structure_of(sheet(table_of(found)), "wjx")


def test_control_a_layout_that_points_beyond_is_seen() -> None:
    rows = KNOWN["wjx text"]
    found = PLATFORMS["wjx"](sheet(rows), None)
    assert found
    assert inside(found, rows)
    narrow = [row[:5] for row in rows]
    assert not inside(found, narrow)


@pytest.mark.parametrize("name", KNOWN)
def test_each_platforms_sheet_is_its_own_and_no_others(name: str) -> None:
    made = sheet(KNOWN[name])
    found = [platform for platform, recognised in PLATFORMS.items() if recognised(made, None)]
    assert found == [FORMATS[name]().rule["platform"]]


def test_a_question_goes_by_all_its_names() -> None:
    made = PLATFORMS["wjx"](
        sheet([["序号", "提交答卷时间", "7、评价—态度", "7、评价—速度"], ["1", "", "5", "4"]]), None
    )
    assert made
    one: Question = made.questions[0]
    assert one.names == ("Q7_1", "评价/态度", "评价", "态度")
