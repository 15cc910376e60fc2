"""Every case A01 to F22 of the fault catalogue: code, place, fate, exit code, and no row lost."""

import pytest

from tests.faults import a, b, c, d, e, f
from tests.faults.case import Case, Seen
from tests.faults.running import bundles, misses, seen

CASES: list[Case] = [*a.CASES, *b.CASES, *c.CASES, *d.CASES, *e.CASES, *f.CASES]
QUICK = [case for case in CASES if not case.slow]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Every quick case, many of one fate in one workspace."""
    found: dict[str, Seen] = {}
    for bundle in bundles(QUICK):
        found |= seen(tmp_path_factory.mktemp("cases"), bundle)
    return found


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.id)
def test_each_fault_is_answered_as_the_catalogue_says(case: Case, quick: dict[str, Seen]) -> None:
    missed = misses(quick[case.id])
    if missed:
        pytest.fail("\n".join(missed), pytrace=False)
