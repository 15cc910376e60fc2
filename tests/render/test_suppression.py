"""The differencing attack: an office that has everything of its audience finds no other's figure."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from reportgen.policy.profile import Benchmarks
from reportgen.render.suppression import FEWEST_OTHERS, open_measures, suppressed

LEAST = Benchmarks(min_clients=2, min_offices=3)
COUNT, MEAN = "complaint.count", "satisfaction.index"
Holdings = dict[str, dict[str, tuple[int, Fraction | None]]]
"""Office → client → (n, value)."""


def figures(period: str, measure: str, holdings: Holdings) -> pd.DataFrame:
    """Client, office and company rows of one measure; office and company figures are means over answers."""
    rows = []
    everyone = []
    for office, clients in holdings.items():
        for client, (n, value) in clients.items():
            rows.append(
                (period, "client", office, client, measure, value, n, "" if value is not None else "NO_DATA")
            )
        everyone += list(clients.values())
        rows.append((period, "office", office, "", measure, *total(clients.values())))
    rows.append((period, "company", "", "", measure, *total(everyone)))
    columns = ["period", "level", "office_id", "client_id", "measure", "value", "n", "gap"]
    frame = pd.DataFrame(rows, columns=columns).astype({"n": "Int64"})
    empty = pd.Series(np.nan, index=frame.index).astype("Float64")
    return frame.assign(low=empty, high=empty, at_least=empty, n_clients=frame["n"])


def total(held: Iterable[tuple[int, Fraction | None]]) -> tuple[Fraction | None, int, str]:
    pairs = [(n, value) for n, value in held if value is not None]
    n = sum(n for n, _ in pairs)
    return (sum((n * v for n, v in pairs), Fraction(0)) / n if n else None), n, "" if n else "NO_DATA"


def recovered(seen: pd.DataFrame, truth: pd.DataFrame, own: frozenset[str], office: str) -> set[str]:
    """Clients and offices whose hidden sum is fixed by what is seen: company and own sums, own clients.

    The attacker knows who the clients are and which of them have no answer at all.
    """
    found: set[str] = set()
    for _, group in seen.groupby(["period", "measure"]):
        period, measure = group["period"].iloc[0], group["measure"].iloc[0]
        known = truth[(truth["period"] == period) & (truth["measure"] == measure)]
        others = known.query("level == 'client' and n > 0")
        others = others[~others["client_id"].isin(own)]
        company = group[(group["level"] == "company") & group["value"].notna()]
        if company.empty:
            continue
        for kind, column in (("client", "client_id"), ("office", "office_id")):
            unknowns = sorted(others[column].unique())
            equations = np.ones((1, len(unknowns)))
            found |= {f"{kind}:{one}" for one in determined(equations, unknowns)}
    assert office
    return found


def determined(
    equations: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", unknowns: list[str]
) -> Iterator[str]:
    """Unknowns that the equations fix: their unit vector lies in the row space."""
    rank = np.linalg.matrix_rank(equations)
    for i, name in enumerate(unknowns):
        unit = np.zeros((1, len(unknowns)))
        unit[0, i] = 1
        if np.linalg.matrix_rank(np.vstack([equations, unit])) == rank:
            yield name


HALF = Fraction(50)
TWO_OFFICES: Holdings = {"E": {"C1": (3, HALF)}, "S": {"C2": (2, HALF), "C3": (1, Fraction(70))}}
ONE_ANSWERED: Holdings = {**TWO_OFFICES, "N": {"C4": (0, None)}}
ONE_CLIENT: Holdings = {"E": {"C1": (3, HALF)}, "S": {"C2": (2, HALF)}, "N": {"C4": (0, None)}}
WIDE: Holdings = {**TWO_OFFICES, "N": {"C4": (5, HALF), "C5": (1, Fraction(90))}}


def seen_by_east(frame: pd.DataFrame, own: frozenset[str], least: Benchmarks | None) -> pd.DataFrame:
    """What office E gets; without ``least`` nothing is suppressed."""
    company = frame[frame["level"] == "company"]
    if least is not None:
        company = suppressed(company, open_measures(frame, frozenset({"E"}), own, least))
    mine = frame[frame["client_id"].isin(own) | ((frame["level"] == "office") & (frame["office_id"] == "E"))]
    return pd.concat([company, mine])


@pytest.mark.parametrize("holdings", [TWO_OFFICES, ONE_ANSWERED, ONE_CLIENT])
def test_the_attack_recovers_a_cell_without_suppression_and_none_with_it(holdings: Holdings) -> None:
    frame = figures("2026Q3", MEAN, holdings)
    own = frozenset(holdings["E"])
    assert recovered(seen_by_east(frame, own, None), frame, own, "E"), "the control: the attack works"
    assert recovered(seen_by_east(frame, own, LEAST), frame, own, "E") == set()


def test_with_enough_others_the_benchmark_is_shown_and_gives_nobody_away() -> None:
    frame = figures("2026Q3", MEAN, WIDE)
    own = frozenset(WIDE["E"])
    seen = seen_by_east(frame, own, LEAST)
    assert seen.query("level == 'company'")["value"].notna().all()
    assert recovered(seen, frame, own, "E") == set()


def test_a_client_that_moved_in_takes_its_past_figures_out_of_the_others() -> None:
    """Last quarter C4 was of office N; now E has it and knows its past, so only S stood behind the rest."""
    before: Holdings = {"E": {"C1": (3, HALF)}, "S": {"C2": (2, HALF), "C3": (1, HALF)}, "N": {"C4": (4, HALF)}}
    frame = figures("2026Q2", MEAN, before)
    assert not open_measures(frame, frozenset({"E"}), frozenset({"C1"}), LEAST).empty, "as long as C4 was of N"
    assert open_measures(frame, frozenset({"E"}), frozenset({"C1", "C4"}), LEAST).empty


def test_a_client_that_moved_out_was_known_then() -> None:
    """Last quarter C4 was of office E, which had its figures; what was left was S alone."""
    before: Holdings = {"E": {"C1": (3, HALF), "C4": (4, HALF)}, "S": {"C2": (2, HALF), "C3": (1, HALF)}}
    frame = figures("2026Q2", MEAN, before)
    assert open_measures(frame, frozenset({"E"}), frozenset({"C1"}), LEAST).empty
    assert not open_measures(frame, frozenset({"N"}), frozenset(), LEAST).empty, (
        "for a third office there are two others"
    )


def test_each_measure_and_period_is_judged_by_itself() -> None:
    frame = pd.concat(
        [figures("2026Q2", MEAN, WIDE), figures("2026Q3", MEAN, ONE_ANSWERED), figures("2026Q3", COUNT, WIDE)]
    )
    shown = open_measures(frame, frozenset({"E"}), frozenset({"C1"}), LEAST)
    assert shown.to_numpy().tolist() == [["2026Q2", MEAN], ["2026Q3", COUNT]]


def test_a_hidden_figure_takes_its_n_and_its_past_along() -> None:
    now = figures("2026Q3", MEAN, WIDE).query("level == 'company'")
    rows = now.assign(
        previous=pd.Series([HALF], index=now.index, dtype="object"), verdict="up", test="welch_t", p_value=0.01
    )
    shown = open_measures(figures("2026Q3", MEAN, WIDE), frozenset({"E"}), frozenset({"C1"}), LEAST)
    nothing = shown.iloc[:0]
    one = suppressed(rows, shown, {"previous": ("2026Q2", nothing)}).iloc[0]
    assert one["value"] is not None
    assert one["previous"] is None
    assert one["verdict"] == ""
    assert pd.isna(one["p_value"])
    hidden = suppressed(rows, nothing).iloc[0]
    assert hidden["gap"] == "HIDDEN"
    assert pd.isna(hidden["n"])


def test_the_profile_cannot_open_what_one_other_office_alone_would_give_away() -> None:
    frame = figures("2026Q3", MEAN, TWO_OFFICES)
    assert open_measures(
        frame, frozenset({"E"}), frozenset({"C1"}), Benchmarks(min_clients=1, min_offices=1)
    ).empty
    assert FEWEST_OTHERS == 2
