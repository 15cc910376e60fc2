"""Distinct rows, against a dictionary."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.distinct import distinct

cells = st.sampled_from(["", "a", "b", "甲", None])
tables = st.integers(0, 12).flatmap(
    lambda rows: st.lists(st.lists(cells, min_size=rows, max_size=rows), min_size=1, max_size=3)
)


def by_dictionary(columns: Sequence[Sequence[object]]) -> tuple[list[int], list[int]]:
    seen: dict[tuple[object, ...], int] = {}
    firsts: list[int] = []
    which = []
    for at, row in enumerate(zip(*columns, strict=True)):
        if row not in seen:
            seen[row] = len(seen)
            firsts.append(at)
        which.append(seen[row])
    return which, firsts


@given(tables)
def test_rows_are_numbered_in_the_order_of_appearance(columns: list[list[object]]) -> None:
    which, firsts = distinct(columns)
    assert (which.tolist(), firsts) == by_dictionary(columns)


def test_control_joined_texts_are_not_rows() -> None:
    columns = [["a", "ab"], ["bc", "c"]]
    assert distinct(columns)[1] == [0, 1]
    assert len({"".join(row) for row in zip(*columns, strict=True)}) == 1
