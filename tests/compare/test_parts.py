"""The three parts of a change."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare.parts import split

means = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 100).map(Fraction), max_size=6)
members = st.frozensets(st.sampled_from("ABCDEF"))


def mean(values: dict[str, Fraction]) -> Fraction:
    return sum(values.values(), Fraction(0)) / len(values)


@given(means, means, members, members)
def test_the_parts_sum_to_the_change_of_the_client_weighted_mean(
    before: dict[str, Fraction], now: dict[str, Fraction], was: frozenset[str], is_now: frozenset[str]
) -> None:
    parts = split(before, now, members_before=was | before.keys(), members=is_now | now.keys())
    if not before.keys() & now.keys():
        assert parts == (None, None, None)
        return
    assert sum((one for one in parts if one is not None), Fraction(0)) == mean(now) - mean(before)


def test_by_hand() -> None:
    """A and B answered twice: 50, 70 → 60, 90. C joined with 30, D left with 80, F stayed silent after 100."""
    before = {"A": Fraction(50), "B": Fraction(70), "D": Fraction(80), "F": Fraction(100)}
    now = {"A": Fraction(60), "B": Fraction(90), "C": Fraction(30)}
    same, mix, silent = split(before, now, members_before=frozenset("ABDF"), members=frozenset("ABCF"))
    assert same == 75 - 60
    assert mix == Fraction(30 - 75, 3) - Fraction(80 - 60, 4)
    assert silent == -Fraction(100 - 60, 4)
    assert mean(now) - mean(before) == same + mix + silent == -15


def test_control_members_decide_between_mix_and_silence() -> None:
    before, now = {"A": Fraction(50)}, {"A": Fraction(50), "B": Fraction(100)}
    joined = split(before, now, members_before=frozenset("A"), members=frozenset("AB"))
    stayed = split(before, now, members_before=frozenset("AB"), members=frozenset("AB"))
    assert list(joined) == [0, 25, 0]
    assert list(stayed) == [0, 0, 25]


@pytest.mark.parametrize(("before", "now"), [({}, {"A": Fraction(1)}), ({"A": Fraction(1)}, {}), ({}, {})])
def test_nobody_twice_leaves_three_gaps(before: dict[str, Fraction], now: dict[str, Fraction]) -> None:
    assert split(before, now, members_before=frozenset("A"), members=frozenset("A")) == (None, None, None)
