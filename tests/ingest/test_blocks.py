"""Packed cells read like the list of tuples that they stand for."""

import io
import pickle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.blocks import BLOCK_ROWS, Cells, CellsWriter

texts = st.text(st.characters(exclude_categories=()), max_size=6) | st.sampled_from(
    ["", "客户", "\x1f", "\x1fa", "\ud83d"]
)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, ...]]:
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.tuples(*[texts] * width), max_size=12))


def sent(cells: Cells) -> Cells:
    """Return what arrives in another process."""
    arrived: Cells = pickle.loads(pickle.dumps(cells))  # noqa: S301 - our own
    return arrived


@given(tables())
def test_cells_read_like_the_rows_that_went_in(rows: list[tuple[str, ...]]) -> None:
    cells = Cells.of(rows)
    assert list(cells) == rows
    assert cells == rows
    assert [cells[i] for i in range(-len(rows), len(rows))] == [*rows, *rows]
    assert cells[1:4] == rows[1:4]
    assert cells[::-2] == rows[::-2]
    assert sent(cells) == rows
    assert [cells.column(j) for j in range(cells.width)] == [[row[j] for row in rows] for j in range(cells.width)]


def test_a_cell_that_differs_makes_the_cells_differ() -> None:
    """The control: were equality blind, the property above would prove nothing."""
    assert Cells.of([("a", "b")]) != [("a", "c")]
    assert Cells.of([("a", "b")]) != [("a", "b"), ("a", "b")]


def test_many_blocks_are_written_to_a_file_that_may_then_go(tmp_path: Path) -> None:
    rows = [(f"C{number}", "东方机械" * 40, "", str(number % 7)) for number in range(3 * BLOCK_ROWS + 5)]
    path = tmp_path / "cells"
    with path.open("wb") as file:
        writer = CellsWriter(file, path, 4)
        for start in range(0, len(rows), BLOCK_ROWS):
            block = rows[start : start + BLOCK_ROWS]
            writer.add(list(zip(*block, strict=True)), len(block))
        cells = writer.cells()
    there = sent(cells).load()
    assert path.stat().st_size > 4 << 20  # so it is mapped, not read
    path.unlink()
    assert there == rows
    assert there[BLOCK_ROWS - 1 : BLOCK_ROWS + 1] == rows[BLOCK_ROWS - 1 : BLOCK_ROWS + 1]
    assert there.column(0)[-1] == rows[-1][0]
    assert sent(there) == rows


def test_a_table_without_columns_still_has_its_rows() -> None:
    cells = CellsWriter(io.BytesIO(), Path("unused"), 0)
    cells.add([], 3)
    assert Cells(b"", [], width=0, count=3)[:] == [(), (), ()]
    assert len(Cells.of([])) == 0
