"""Which items decided a move."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.compare.because import RULES, Move, because
from reportgen.model.rounding import half_up
from tests.grade.example_packs import scorecard

GRADING = scorecard()  # A from 83, B from 65, C from 50, D


def reasons(previous: str, level: str, total: float, rescored: str = "", **items: float) -> tuple[str, ...]:
    exact = {code: Fraction(str(points)) for code, points in items.items()}
    move = Move(
        previous_level=previous,
        rescored_level=rescored or previous,
        level=level,
        total=Fraction(str(total)),
        vetoes=frozenset(),
        items=exact,
    )
    return because(move, GRADING)


def test_the_largest_item_alone_when_it_is_enough() -> None:
    assert reasons("B", "A", 83.75, B1=10, B3=5, A1=2.5) == ("B1",)


def test_as_many_items_as_it_takes_and_no_more() -> None:
    assert reasons("C", "A", 90, B1=15, B3=14, A1=1) == ("B1", "B3")


def test_ties_go_by_code() -> None:
    assert reasons("B", "A", 84, B3=5, B2=5, B1=-3) == ("B2",)


def test_items_against_the_move_are_never_reasons() -> None:
    assert reasons("A", "B", 70, B1=-20, B3=7) == ("B1",)


def test_back_on_the_rounded_edge_is_back() -> None:
    assert reasons("A", "B", 72.5, B1=-10, B3=-5) == ("B1",)  # 82.5 is 83


def test_past_the_previous_level_is_enough() -> None:
    assert reasons("B", "A", 83, B1=40) == ("B1",)


def test_the_rules_alone_where_old_facts_already_have_the_new_level() -> None:
    assert reasons("A", "B", 77.5, rescored="B", B1=-1) == (RULES,)


def test_the_items_and_the_rules_where_the_client_explains_only_a_part() -> None:
    assert reasons("A", "C", 60, rescored="B", B1=-10, B3=-2, A1=1) == ("B1", "B3", RULES)


def test_vetoes_come_before_everything() -> None:
    vetoed = Move(
        previous_level="A",
        rescored_level="D",
        level="D",
        total=Fraction(90),
        vetoes={"V2", "V1"},
        items={"B1": Fraction(-40)},
    )
    assert because(vetoed, GRADING) == ("V1", "V2")


def test_a_level_that_the_present_version_does_not_know_is_the_worst() -> None:
    assert reasons("E", "A", 90, rescored="C", B1=60) == ("B1", RULES)
    assert reasons("E", "A", 83, rescored="A") == (RULES,)


def test_without_a_score_only_the_rules_are_left() -> None:
    blank = Move(previous_level="D", rescored_level="C", level="C", total=None, vetoes=set(), items={})
    assert because(blank, GRADING) == (RULES,)


points = st.integers(-80, 80).map(lambda quarter: Fraction(quarter, 4))
Reasons = Callable[[Move], tuple[str, ...]]


def level_of(total: Fraction) -> str:
    return GRADING.level_of(half_up(total, 0))


def broken(total: Fraction, items: dict[str, Fraction], rule: Reasons) -> bool:
    """Whether the reasons of a move under unchanged rules are not the shortest run that takes it back."""
    previous, level = level_of(total - sum(items.values(), Fraction(0))), level_of(total)
    move = Move(
        previous_level=previous, rescored_level=previous, level=level, total=total, vetoes=set(), items=items
    )
    found = rule(move)
    up = GRADING.rank(level) < GRADING.rank(previous)

    def back(codes: tuple[str, ...]) -> bool:
        rank = GRADING.rank(level_of(total - sum((items[c] for c in codes), Fraction(0))))
        return rank >= GRADING.rank(previous) if up else rank <= GRADING.rank(previous)

    if RULES in found or not found:
        return True
    return not back(found) or back(found[:-1])


@given(
    st.integers(0, 400).map(lambda quarter: Fraction(quarter, 4)),
    st.dictionaries(st.sampled_from("abcdef"), points),
)
def test_the_reasons_take_the_level_back_and_one_fewer_does_not(
    total: Fraction, items: dict[str, Fraction]
) -> None:
    assume(level_of(total) != level_of(total - sum(items.values(), Fraction(0))))
    assert not broken(total, items, lambda move: because(move, GRADING))


@pytest.mark.parametrize("rule", [lambda move: tuple(sorted(move.items)), lambda _: (RULES,)])
def test_control_naming_all_items_or_none_is_noticed(rule: Reasons) -> None:
    assert broken(Fraction(90), {"a": Fraction(20), "b": Fraction(1)}, rule)
