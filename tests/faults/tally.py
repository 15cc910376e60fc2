"""How many cases of the catalogue were answered as specified."""

from collections.abc import Mapping, Sequence

import pytest

from tests.faults.case import Case

ALL = {"A": 28, "B": 20, "C": 18, "D": 22, "E": 14, "F": 22}
"""Cases of the catalogue by letter."""
MISSED = pytest.StashKey[dict[str, list[str]]]()
"""Case → in what its answer differs; empty where in nothing."""
SWALLOWED = pytest.StashKey[dict[str, tuple[int, int]]]()
"""Letter → faults that a bare reader reads without an error, and faults in all."""


def expected() -> list[str]:
    """Return every id of the catalogue."""
    return [f"{letter}{number:02d}" for letter, count in ALL.items() for number in range(1, count + 1)]


def told(missed: Mapping[str, list[str]], cases: Sequence[Case]) -> list[str]:
    """Return the lines that say how many were answered, which otherwise and why, and the misses."""
    own: dict[str, list[Case]] = {}
    for case in cases:
        own.setdefault(case.number, []).append(case)
    run = {number for number, several in own.items() if all(one.id in missed for one in several)}
    bad = {number for number in run if any(missed[one.id] for one in own[number])}
    otherwise = {number for number in run - bad if any(one.instead for one in own[number])}
    waiting = sorted({*expected()} - run)
    head = f"fault catalogue: {len(run - bad - otherwise)}/{len(run)} answered as specified"
    lines = [f"{head}, {len(otherwise)} otherwise for a reason, {len(bad)} missed"]
    lines += [f"  {one.id} otherwise: {one.instead}" for one in cases if one.number in otherwise and one.instead]
    lines += [
        f"  {one.id} missed: {line.strip().splitlines()[-1]}" for one in cases for line in missed.get(one.id, ())
    ]
    lines += [f"  not in this run: {', '.join(waiting)}"] if waiting else []
    return lines


def swallowed(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the line on what bare readers take without an error."""
    each = ", ".join(f"{letter} {silent}/{faults}" for letter, (silent, faults) in sorted(counts.items()))
    silent, faults = (sum(pair[at] for pair in counts.values()) for at in (0, 1))
    return f"bare pandas.read_*: {silent} of {faults} faulty files read without an error ({each})"
