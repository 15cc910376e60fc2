"""What a few sums fix, by hand."""

from fractions import Fraction

from tests.builds.attack.sums import Sum, fixed


def total(parts: str, value: int | Fraction, **more: object) -> Sum:
    return Sum(frozenset(parts), Fraction(value), Fraction(value), **more)  # type: ignore[arg-type]


def test_a_sum_of_two_fixes_neither() -> None:
    assert fixed([total("ab", 7)]) == {}


def test_two_sums_that_differ_by_one_part_fix_it() -> None:
    assert fixed([total("abc", 9), total("ab", 7)]) == {"c": 2}


def test_a_part_is_found_through_others_that_stay_unknown() -> None:
    """(a+b) + (b+c) − (a+c) = 2b."""
    assert fixed([total("ab", 5), total("bc", 7), total("ac", 4)]) == {"a": 1, "b": 4, "c": 3}


def test_nothing_in_all_is_nothing_for_each() -> None:
    assert fixed([total("abc", 0)]) == {"a": 0, "b": 0, "c": 0}


def test_all_that_there_can_be_is_full_for_each() -> None:
    assert fixed([total("abc", 3, most=Fraction(1))]) == {"a": 1, "b": 1, "c": 1}
    assert fixed([total("abc", 2, most=Fraction(1))]) == {}


def test_of_whole_numbers_a_rounded_figure_leaves_one() -> None:
    near = Sum(frozenset("a"), Fraction(39, 10), Fraction(41, 10), whole=True)
    assert fixed([near]) == {"a": 4}
    assert fixed([Sum(frozenset("a"), near.low, near.high)]) == {}


def test_what_is_found_is_used_again() -> None:
    assert fixed([total("ab", 5), total("bc", 0)]) == {"a": 5, "b": 0, "c": 0}
