"""Frames come back from the ledger exactly as they went in."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ledger.frames import read, written
from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, TEXT, Column, ContractError, Frame

EVERY = Frame(
    "EVERY",
    ("key",),
    {
        "key": Column(TEXT, "key"),
        "exact": Column(EXACT, "fraction"),
        "count": Column(INT, "count"),
        "share": Column(FLOAT, "share"),
        "yes": Column(BOOL, "yes"),
        "day": Column(DAY, "day"),
    },
)
CELLS = st.tuples(
    st.none() | st.fractions(),
    st.none() | st.integers(-(2**62), 2**62),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.booleans(),
    st.none() | st.dates(),
)


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    cells = [(f'行{number:04d}\n,"', *row) for number, row in enumerate(rows)]
    return EVERY.check(
        pd.DataFrame(cells, columns=list(EVERY.columns)).astype(
            {name: column.dtype for name, column in EVERY.columns.items()}
        )
    )


@given(st.lists(CELLS, max_size=8))
def test_every_cell_comes_back(rows: list[tuple[object, ...]]) -> None:
    before = frame(rows)
    after = read(written(before, EVERY), EVERY)
    pd.testing.assert_frame_equal(before, after, check_exact=True)


def test_a_third_written_as_a_decimal_would_be_seen() -> None:
    before = frame([(Fraction(1, 3), 1, 0.5, True, None)])
    spoilt = written(before, EVERY).replace(b"1/3", b"0.3333333333333333")
    with pytest.raises(AssertionError):
        pd.testing.assert_frame_equal(before, read(spoilt, EVERY), check_exact=True)


def test_a_column_that_the_contract_gained_since_is_missing() -> None:
    old = Frame("OLD", ("key",), {name: EVERY.columns[name] for name in ("key", "exact")})
    content = written(old.check(frame([(Fraction(1, 2), 1, 1.0, True, None)])[["key", "exact"]]), old)
    assert read(content, EVERY)["count"].isna().all()


def test_something_else_is_no_frame() -> None:
    with pytest.raises((ContractError, ValueError)):
        read(b"key,exact\na,1/2\na,1/3\n", EVERY)
