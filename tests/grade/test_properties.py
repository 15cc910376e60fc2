"""What holds for every card, and broken rules for which it does not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.grade import points
from reportgen.grade.scene import book_of
from reportgen.policy.pack import Grading, Pack
from tests.grade import frames
from tests.grade.example_packs import MAXIMA, P03_V30, P17, pack
from tests.grade.example_packs import scorecard as form_of

Q3 = frames.window("2026Q3")
EARNING = ("B1", "B2", "B3", "A1")
LOW = pack("P03", "3.0", date(2026, 1, 1), grading=form_of(MAXIMA, (("A", "10"), ("B", "0"), ("C", None))))
marks = st.integers(0, 4)
filled = st.fixed_dictionaries(dict.fromkeys((*EARNING, "M1"), marks) | {"V1": st.just(value=False)})
money = st.decimals(min_value=-1000, max_value=20_000_000, places=2)
fewer = settings(max_examples=15)


def ranks(one: Pack, *cards: dict[str, Any]) -> list[int]:
    """The ranks that cards earn."""
    rows = (
        {"client_id": f"C{at}", "graded_on": "2026-09-18", "entries": entries} for at, entries in enumerate(cards)
    )
    book = book_of(frames.facts(**frames.cards(*rows)), Q3, (one,))
    return [int(rank) for rank in book.cards["rank"]]


def worse_with_more(one: Pack, entries: dict[str, Any]) -> bool:
    """Whether one mark more on any item that earns, or one less on the one that deducts, is worse."""
    raised = [entries | {item: min(entries[item] + 1, 4)} for item in EARNING]
    base, *others = ranks(one, entries, *raised, entries | {"M1": max(entries["M1"] - 1, 0)})
    return max(others) > base


@fewer
@given(filled)
def test_more_points_never_earn_a_worse_level(entries: dict[str, Any]) -> None:
    assert not worse_with_more(P03_V30, entries)


def test_control_points_of_the_wrong_sign_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = points._earned

    def turned(*cells: Any) -> tuple[Fraction | None, str]:
        earned, problem = plain(*cells)
        return None if earned is None else -earned, problem

    entries = {"B1": 1, "B2": 0, "B3": 0, "A1": 0, "M1": 4, "V1": False}
    assert not worse_with_more(LOW, entries)
    monkeypatch.setattr(points, "_earned", turned)
    assert worse_with_more(LOW, entries)


def better_with_veto(one: Pack, entries: dict[str, Any]) -> bool:
    plain, vetoed = ranks(one, entries, entries | {"V1": True})
    return vetoed < plain


@fewer
@given(filled)
def test_a_veto_never_improves_a_card(entries: dict[str, Any]) -> None:
    assert not better_with_veto(P03_V30, entries)


def test_control_a_veto_that_lifts_a_card_is_noticed() -> None:
    kind = pack("P03", "3.0", date(2026, 1, 1), grading=form_of(veto_level="A"))
    assert better_with_veto(kind, dict.fromkeys((*EARNING, "M1"), 0) | {"V1": False})


@fewer
@given(filled, st.randoms())
def test_the_order_of_items_changes_nothing(entries: dict[str, Any], dice: Any) -> None:
    names = list(entries)
    dice.shuffle(names)
    one, other = ranks(P03_V30, entries, {name: entries[name] for name in names})
    assert one == other


def falls(rank: Callable[[Grading, str], int], one: Decimal, other: Decimal) -> bool:
    """Whether the larger of two sales earns the worse level."""
    assert P17.grading
    less, more = sorted((one, other))
    return rank(P17.grading, P17.grading.level_of(more)) > rank(P17.grading, P17.grading.level_of(less))


def by_letter(grading: Grading, level: str) -> int:
    return sorted(band.level for band in grading.bands).index(level)


@given(money, money)
def test_selling_more_never_earns_a_worse_level(one: Decimal, other: Decimal) -> None:
    assert not falls(Grading.rank, one, other)


def test_control_ranking_by_letter_is_noticed() -> None:
    assert falls(by_letter, Decimal(6_000_000), Decimal(11_000_000))
