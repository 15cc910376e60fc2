"""Packs: what a sound one may say, how a faulty one is answered, and that the shipped ones say everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from reportgen.policy.checks import CheckName
from reportgen.policy.fault import problems_of
from reportgen.policy.marks import marked
from reportgen.policy.pack import Check, Pack

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "config" / "packs"
KINDS: dict[str, dict[str, list[int]]] = yaml.safe_load((HERE / "kinds.yaml").read_text(encoding="utf-8"))
VALID, INVALID = (sorted((HERE / kind).glob("*.yaml")) for kind in ("valid", "invalid"))


def loaded(path: Path) -> tuple[Pack | None, list[str]]:
    """The pack of one file, or its faults, each without its hint."""
    found, problems = marked(path.read_text(encoding="utf-8"), path.name)
    if found is None:
        return None, [str(problem).splitlines()[0] for problem in problems]
    try:
        return Pack.model_validate(found.data), [str(problem).splitlines()[0] for problem in problems]
    except ValidationError as error:
        problems += problems_of(error, Pack, found, path.name)
        return None, [str(problem).splitlines()[0] for problem in problems]


def shipped(pack_id: str) -> Pack:
    found, problems = loaded(SHIPPED / f"{pack_id}.yaml")
    assert found is not None, problems
    return found


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_sound_pack_loads(path: Path) -> None:
    assert loaded(path)[1] == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_faulty_pack_is_answered_with_its_first_line(path: Path) -> None:
    comment = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert loaded(path)[1] == [comment]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_control_the_fault_alone_makes_it_faulty(path: Path) -> None:
    heads = [one.read_text(encoding="utf-8").splitlines()[1:] for one in VALID]
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert min(len({*lines} ^ {*head}) for head in heads) <= 3


# ------------------------------------------------------------------ the shipped ones
HOMES = {
    "cycles": "cycle",
    "signoffs": "signoff",
    "checks": "check",
    "treatments": "treatment",
    "disclosures": "disclosure",
    "analyses": "analysis",
    "processes": "process",
}


def homes(pack: Pack) -> Iterator[tuple[str, str]]:
    """(clause, kind) of everything in a pack, but for the figures that cite another kind's clause."""
    for name, kind in HOMES.items():
        yield from ((one.clause, kind) for one in getattr(pack, name))
    yield from ((rule.clause, "measure") for rule in pack.measures)
    yield from ((named.clause, "measure") for named in pack.not_configured)
    for part in (pack.satisfaction and pack.satisfaction.clause, pack.complaints and pack.complaints.clause):
        if part:
            yield part, "scale"
    if pack.grading:
        yield from ((band.clause, "scale") for band in pack.grading.bands)
        card, weighted = pack.grading.scorecard, pack.grading.weighted
        yield from ((item.clause, "scale") for item in (card.items.values() if card else ()))
        yield from ((item.clause, "scale") for item in (weighted.items.values() if weighted else ()))


def missing(pack: Pack) -> list[str]:
    """Requirements that do not stand under their own kind, and clauses that are no requirement."""
    found = set(homes(pack))
    wanted = {(f"{pack.id}.{n}", kind) for kind, numbers in KINDS[pack.id].items() for n in numbers}
    judged = {(clause, "measure") for clause, kind in found if kind == "scale"}  # an item of the scorecard
    known = {clause for clause, _ in wanted}
    lost = [f"{clause} as {kind}" for clause, kind in wanted - found - judged]
    return sorted(lost + [f"{clause} unknown" for clause, _ in found if clause not in known])


def doubled(pack: Pack) -> list[str]:
    """Requirements that stand under two kinds; a figure or a scale may cite any clause."""
    kinds: dict[str, set[str]] = {}
    for clause, kind in homes(pack):
        if kind not in {"measure", "scale"}:
            kinds.setdefault(clause, set()).add(kind)
    return sorted(clause for clause, own in kinds.items() if len(own) > 1)


@pytest.mark.parametrize("pack_id", KINDS)
def test_every_requirement_stands_under_its_own_kind_and_no_other(pack_id: str) -> None:
    pack = shipped(pack_id)
    assert missing(pack) == []
    assert doubled(pack) == []


@pytest.mark.parametrize("pack_id", KINDS)
def test_control_a_requirement_left_out_is_noticed(pack_id: str) -> None:
    pack = shipped(pack_id)
    shorter = pack.model_copy(update={"analyses": pack.analyses[1:]})
    assert missing(shorter) == [f"{pack.analyses[0].clause} as analysis"]


@pytest.mark.parametrize("pack_id", KINDS)
def test_control_a_requirement_under_two_kinds_is_noticed(pack_id: str) -> None:
    pack = shipped(pack_id)
    clause = pack.analyses[0].clause
    twice = pack.model_copy(update={"checks": (*pack.checks, Check(clause=clause, check=CheckName.CARD_MISSING))})
    assert doubled(twice) == [clause]


def test_the_requirements_are_numbered_without_a_hole() -> None:
    for numbers in KINDS.values():
        flat = sorted(n for own in numbers.values() for n in own)
        assert flat == list(range(1, len(flat) + 1))
    assert {pack_id: sum(map(len, own.values())) for pack_id, own in KINDS.items()} == {
        "P03": 33,
        "P04": 26,
        "P06": 20,
        "P11": 24,
        "P14": 23,
        "P17": 24,
    }


MARK = "示例，非制度原文 example, not policy"


@pytest.mark.parametrize("pack_id", KINDS)
def test_a_pack_with_values_of_our_own_says_so(pack_id: str) -> None:
    assert shipped(pack_id).example_values
    assert MARK in (SHIPPED / f"{pack_id}.yaml").read_text(encoding="utf-8")
