"""A small workspace for each test; its configuration is the sample's, read once."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import outcome
from reportgen.model.problem import Problem
from reportgen.policy.config import Config
from tests.publishing.small import Small, shipped_config, site


def configured(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Let commands find the sample's configuration, some of the profile changed."""
    config = shipped_config()
    profile = config.profile.model_copy(update=changes)

    def found(root: Path) -> tuple[Config, list[Problem]]:
        return replace(config, root=root, profile=profile), []

    monkeypatch.setattr(outcome, "load_config", found)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    configured(monkeypatch)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # test_faults.py asks for it; here it is only slow
    one = Small(tmp_path / "workspace", tmp_path / "site")
    one.target.mkdir()
    one.built("2026Q2", site("second"))
    one.built("2026Q3", site("third"))
    return one
