"""A heap without names becomes the workspace that its owner had written by hand."""

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from reportgen.learn.workspace import make_workspace
from reportgen.policy.load import load_config
from reportgen.sample.workspace import write_workspace
from tests.real.workspace import analysed

PERIOD = "2026Q3"
EXACT = ["level", "office_id", "client_id", "measure", "value", "unit", "n", "gap"]


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace with its configuration by hand."""
    folder = tmp_path_factory.mktemp("owned")
    write_workspace(folder, clients=12, offices=2, quarters=3, seed=1)
    return folder


@pytest.fixture(scope="module")
def found(owned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace made of the same exports, thrown together under names that say nothing."""
    base = tmp_path_factory.mktemp("found")
    (base / "heap").mkdir()
    files = sorted(path for path in (owned / "surveys").rglob("*") if path.is_file())
    random.Random(4).shuffle(files)  # noqa: S311 - an order, no secret
    for number, path in enumerate(files):
        shutil.copyfile(path, base / "heap" / f"f{number:03d}{path.suffix}")
    made = make_workspace(base / "made", [base / "heap"], "zh")
    assert made.problems == ()
    assert made.open == ()
    return base / "made"


def measures(root: Path) -> pd.DataFrame:
    """Return what measures.csv says, without the last digits of intervals."""
    return analysed(root, PERIOD).changed[EXACT].reset_index(drop=True)


@pytest.mark.slow
def test_the_guessed_rules_give_the_measures_of_the_rules_written_by_hand(owned: Path, found: Path) -> None:
    pd.testing.assert_frame_equal(measures(found), measures(owned))


@pytest.mark.slow
def test_control_one_column_mapped_wrongly_gives_others(owned: Path, found: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(found, broken)
    path = broken / "config" / "sources.yaml"
    rules = path.read_text("utf-8")
    reply, close = '["时间/首次答复"]', '["时间/结案时间"]'
    right = f"first_reply_at: {reply}\n      closed_at: {close}"
    wrong = f"first_reply_at: {close}\n      closed_at: {reply}"
    assert right in rules
    path.write_text(rules.replace(right, wrong), encoding="utf-8")
    with pytest.raises(AssertionError):
        pd.testing.assert_frame_equal(measures(broken), measures(owned))


@pytest.mark.slow
def test_the_made_configuration_loads_and_marks_what_is_open(found: Path) -> None:
    config, problems = load_config(found)
    assert problems == []
    assert config is not None
    assert "# 请确认 decide: " in (found / "config" / "sources.yaml").read_text("utf-8")
    assert "# 请确认 decide: " in (found / "config" / "profile.yaml").read_text("utf-8")
