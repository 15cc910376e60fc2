"""The eight classes of a transition, line by line."""

import itertools
from collections.abc import Callable

import pandas as pd
import pytest

from reportgen.compare.history import transition_classes, transitions_of
from tests.grade.frames import window

RANKS = (None, 1, 2)
Case = tuple[bool, bool, bool, bool, int | None, int | None]
CASES: list[Case] = list(
    itertools.product((True, False), (True, False), (True, False), (True, False), RANKS, RANKS)
)


def frame(cases: list[Case]) -> pd.DataFrame:
    names = ["in_now", "revoked", "due", "made", "rank_before", "rank_now"]
    return pd.DataFrame(cases, columns=names).astype({"rank_before": "Int64", "rank_now": "Int64"})


def by_the_contract(case: Case) -> str:
    """The six lines of the results contract in plain Python, the first that fits."""
    in_now, revoked, due, made, before, now = case
    if not in_now:
        return "lost"
    if revoked:
        return "withdrawn"
    if before is None:
        return "unrated" if now is None else "new"
    if (due and not made) or now is None:
        return "not_rerated"
    return "same" if now == before else "up" if now < before else "down"


def letters_instead_of_ranks(case: Case) -> str:
    in_now, revoked, due, made, before, now = case
    swapped = {None: None, 1: "VIP", 2: "A"}
    if before and now and in_now and not revoked and not (due and not made):
        one, other = str(swapped[before]), str(swapped[now])
        return "same" if one == other else "up" if other < one else "down"
    return by_the_contract(case)


def differing(rule: Callable[[Case], str]) -> list[Case]:
    found = transition_classes(frame(CASES))
    return [case for case, name in zip(CASES, found, strict=True) if name != rule(case)]


def test_every_combination_has_the_class_of_the_first_line_that_fits() -> None:
    assert differing(by_the_contract) == []


def test_control_comparing_letters_is_noticed() -> None:
    assert differing(letters_instead_of_ranks)


def test_all_eight_classes_occur() -> None:
    eight = {"up", "down", "same", "new", "lost", "withdrawn", "unrated", "not_rerated"}
    assert set(transition_classes(frame(CASES))) == eight


def history(*rows: tuple[str, str, str]) -> pd.DataFrame:
    clients, days, levels = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "client_id": pd.Series(clients, dtype="str"),
            "rated_on": pd.Series(pd.to_datetime(list(days)), dtype="datetime64[us]"),
            "level": pd.Series(levels, dtype="str"),
        }
    )


def moved(rows: pd.DataFrame, period: str = "2026", cycle: str = "yearly") -> list[tuple[str, str, str]]:
    table = transitions_of(rows, ["A1"], window(period), levels=("A", "B", "C"), revoked="NR", cycle=cycle)
    return [(row["previous_level"], row["level"], row["transition"]) for row in table.to_dict("records")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A1", "2025-05-01", "B"), ("A1", "2026-05-01", "A")], ("B", "A", "up")),
        ([("A1", "2025-05-01", "B"), ("A1", "2026-05-01", "B")], ("B", "B", "same")),
        ([("A1", "2025-05-01", "B")], ("B", "B", "not_rerated")),
        ([("A1", "2026-05-01", "B")], ("", "B", "new")),
        ([("A1", "2027-05-01", "B")], ("", "", "unrated")),
        ([("A1", "2025-05-01", "B"), ("A1", "2026-05-01", "NR")], ("B", "", "withdrawn")),
        ([("A1", "2024-05-01", "B"), ("A1", "2025-05-01", "NR")], ("", "", "withdrawn")),
        ([("A1", "2025-05-01", "NR"), ("A1", "2026-05-01", "C")], ("", "C", "new")),
        ([("A1", "2026-05-01", "A"), ("A1", "2026-05-01", "C")], ("", "C", "new")),
        ([("A1", "2025-12-31", "A"), ("A1", "2026-12-31", "C"), ("A1", "2027-01-01", "A")], ("A", "C", "down")),
    ],
)
def test_a_history_of_ratings(rows: list[tuple[str, str, str]], expected: tuple[str, str, str]) -> None:
    assert moved(history(*rows)) == [expected]


def test_a_level_without_a_rating_due_stays_the_same() -> None:
    assert moved(history(("A1", "2025-12-01", "B")), period="2026Q2") == [("B", "B", "same")]
