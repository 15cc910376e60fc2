"""The page on platforms says what the code does."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.model.codes import CODES
from reportgen.policy.sources import Platform, Source
from tests.ingest.literal import sheet

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "platforms.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", get_args(Platform))
def test_every_platform_has_a_line_with_its_basis(platform: str) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith("|") and f"`{platform}`" in line]
    assert line.strip("|").split("|")[-1].strip()


def test_the_rule_on_the_page_is_a_rule() -> None:
    block = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    (rule,) = yaml.safe_load(block)
    assert Source.model_validate(rule).platform == "wjx"


def test_the_questionnaire_on_the_page_is_one() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("|")]
    start = next(at for at, line in enumerate(lines) if "选项序号" in line)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start : start + 5]]
    found = structure_of(sheet([row for row in rows if "---" not in row[0]]), "wjx")
    assert found
    assert [(question.code, len(question.options)) for question in found.questions] == [("Q1", 2), ("Q6", 1)]


def test_every_code_on_the_page_is_known() -> None:
    named = set(re.findall(r"\b[EW]\d{3}\b", PAGE))
    assert named
    assert named <= CODES.keys()


def test_control_a_platform_without_a_line_is_seen() -> None:
    assert not [line for line in PAGE.splitlines() if line.startswith("|") and "`surveycake`" in line]
