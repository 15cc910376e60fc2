"""Every case A01 to F22 of the fault catalogue: code, place, fate, exit code, and no row lost."""

from dataclasses import replace

import pytest

from tests.faults.a import CASES as CASES_OF_FILES
from tests.faults.case import REFUSED, Case, Seen, aside
from tests.faults.every import CASES
from tests.faults.running import bundles, misses, optional_misses, seen
from tests.faults.tally import MISSED, expected, told

QUICK = [case for case in CASES if not case.slow]
OPTIONAL = [case for case in QUICK if case.code == REFUSED and not case.alone]


@pytest.fixture(scope="module")
def missed(request: pytest.FixtureRequest) -> dict[str, list[str]]:
    """What the tests found so far; the last lines of the run tell it."""
    return request.config.stash.setdefault(MISSED, {})


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Every quick case, many of one fate in one workspace."""
    found: dict[str, Seen] = {}
    for bundle in bundles(QUICK):
        found |= seen(tmp_path_factory.mktemp("cases"), bundle)
    return found


@pytest.fixture(scope="module")
def optional(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """The refused cases again, as exports that a build can do without."""
    found: dict[str, Seen] = {}
    for bundle in bundles(OPTIONAL):
        found |= seen(tmp_path_factory.mktemp("optional"), bundle, required=False)
    return found


def judged(one: Seen, missed: dict[str, list[str]]) -> None:
    """Note what is wrong, and fail where something is."""
    missed[one.case.id] = misses(one)
    if missed[one.case.id]:
        pytest.fail("\n".join(missed[one.case.id]), pytrace=False)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.id)
def test_each_fault_is_answered_as_the_catalogue_says(
    case: Case, quick: dict[str, Seen], missed: dict[str, list[str]]
) -> None:
    judged(quick[case.id], missed)


@pytest.mark.parametrize("case", OPTIONAL, ids=lambda case: case.id)
def test_a_refused_file_of_an_optional_export_is_left_out_and_the_rest_goes_on(
    case: Case, optional: dict[str, Seen]
) -> None:
    assert not optional_misses(optional[case.id])


def test_the_table_has_every_case_of_the_catalogue() -> None:
    assert sorted({case.number for case in CASES}) == expected()
    assert len(expected()) == 124
    assert len({case.key for case in CASES}) == len(CASES)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A file that cannot be used, and what came of it."""
    case = next(case for case in CASES_OF_FILES if case.id == "A03")
    return seen(tmp_path_factory.mktemp("one"), [case])["A03"]


@pytest.mark.parametrize(
    "change",
    [
        {"answers": ()},
        {"answers": (aside("E103", 1),)},
        {"exit": 3},
        {"holds": lambda _: False},
    ],
    ids=["no answer", "another fate and place", "another exit", "something more"],
)
def test_control_another_answer_is_a_miss(sound: Seen, change: dict[str, object]) -> None:
    assert not misses(sound)
    assert misses(replace(sound, case=replace(sound.case, **change)))  # type: ignore[arg-type]


def test_control_a_row_without_a_fate_is_a_miss(quick: dict[str, Seen]) -> None:
    one = quick["D10"]
    lost = [{**line, "rows_used": line["rows_used"] - 1} for line in one.coverage]
    found = misses(replace(one, coverage=lost))
    assert any("rows read" in line for line in found)
    assert any("counted by hand" in line for line in found)


def test_a_miss_and_a_reason_are_told_and_counted_apart() -> None:
    cases = [Case(id="A01"), Case(id="A02"), Case(id="A02 more", instead="because"), Case(id="A03")]
    lines = told({"A01": [], "A02": [], "A02 more": [], "A03": ["exit 1"]}, cases)
    assert lines[0] == "fault catalogue: 1/3 answered as specified, 1 otherwise for a reason, 1 missed"
    assert lines[1:3] == ["  A02 more otherwise: because", "  A03 missed: exit 1"]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_fault_alone_in_its_workspace(
    case: Case, tmp_path_factory: pytest.TempPathFactory, missed: dict[str, list[str]]
) -> None:
    judged(seen(tmp_path_factory.mktemp("alone"), [case])[case.id], missed)
