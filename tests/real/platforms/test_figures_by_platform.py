"""The satisfaction of research software engineers again, read as LimeSurvey's export and by codes alone."""

import re
from pathlib import Path

import pytest

from tests.real.limesurvey_rse.test_limesurvey_rse import CELLS, EXPECTED, build
from tests.real.workspace import HERE, differences

SOURCES = "config/sources.yaml"


def by_codes() -> dict[str, str]:
    """What to change in the set's rule: the platform is named, and each long heading becomes its code."""
    rule = (HERE / "limesurvey_rse" / SOURCES).read_text("utf-8")
    headings = re.findall(r'"((?:likert\d|turnOver3)\[\w+\])(\._\.[^"]*)"', rule)
    assert len(headings) == 9
    return {"layout: wide": "layout: wide\n    platform: limesurvey"} | {
        f'"{code}{rest}"': f'"{code}"' for code, rest in headings
    }


@pytest.mark.slow
def test_every_figure_is_what_exact_fractions_give(tmp_path: Path) -> None:
    found = build(tmp_path, edits={SOURCES: by_codes()})
    assert not differences(EXPECTED["2018Q4"], found.changed, CELLS)


@pytest.mark.slow
def test_control_another_question_under_a_code_is_another_figure(tmp_path: Path) -> None:
    other = {"satisGen1": "satisGen2", "satisGen2": "satisGen1"}
    swapped = {old: re.sub(r"satisGen[12]", lambda found: other[found[0]], new) for old, new in by_codes().items()}
    found = build(tmp_path, edits={SOURCES: swapped})
    assert differences(EXPECTED["2018Q4"], found.changed, CELLS)
