"""How heavy a page is that someone opens from a share or a mail."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import check
from reportgen.policy.load import load_config
from reportgen.render.audience import audiences, masked
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import RenderedFile, Worker
from reportgen.sample.workspace import write_workspace
from tests.builds.conftest import Built
from tests.render.conftest import SETUP

MOST = 150_000
REPORTS = {"client", "office"}


def heavy(sizes: dict[str, int]) -> list[str]:
    return sorted(name for name, size in sizes.items() if size >= MOST)


def test_every_report_of_a_build_is_under_150_kilobytes(built: Built) -> None:
    pages = [*built.output.glob("*/clients/*.html"), *built.output.glob("*/offices/*.html")]
    pages += built.output.glob("*/management.html")
    sizes = {str(page.relative_to(built.output)): page.stat().st_size for page in pages}
    assert len(sizes) > 12
    assert heavy(sizes) == []
    doubled = {name: size * 2 for name, size in sizes.items()}
    assert "management/management.html" in heavy(doubled)  # control


@pytest.mark.slow
def test_clients_and_offices_of_a_company_of_sixty_clients_and_eight_quarters_are_under_150_kilobytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Management's report of so large a company is heavier: 162 kB, much of it points that say figures."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    write_workspace(tmp_path, clients=60, offices=5, quarters=8, seed=1)
    config, problems = load_config(tmp_path)
    assert config is not None, problems
    results = check(tmp_path, Period.parse("2026Q3")).table
    credit = audiences(config, results)[0]
    made = site(masked(results, credit, config), credit, config, "zh", Asked())
    worker = Worker(SETUP, tmp_path / "fonts")
    sizes = {}
    for job in made.jobs:
        if job.template in REPORTS:
            (page,) = worker.rendered(replace(job, media=("screen",)))
            assert isinstance(page, RenderedFile)
            sizes[page.path] = len(page.content)
    assert len(sizes) == 65
    assert heavy(sizes) == []
