"""How heavy a page is that someone opens from a share or a mail, and how often its reader presses the Tab key."""

import os
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.explain.accounts import Accounts
from reportgen.model.period import Period
from reportgen.pipeline import check
from reportgen.policy.load import load_config
from reportgen.render.audience import audiences, masked
from reportgen.render.views.pages import Asked, site
from reportgen.render.views.sight import seen_by, sight_job
from reportgen.render.worker import PageJob, RenderedFile, Worker
from reportgen.sample.workspace import write_workspace
from tests.builds.conftest import Built
from tests.render.conftest import SETUP
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE

MOST = 150_000
STOPS = 150
"""Stops of the Tab key on a page: a chart is one, however many points it has."""
BILINGUAL = ("C001", "C007", "C030")
STOP = re.compile(r'<a (?![^>]*tabindex="-1")[^>]*href|<(?:button|input|summary)\b|tabindex="0"')
PAGES = {
    "client": 60 + len(BILINGUAL),
    "office": 5,
    "management": 1,
    "data-quality": 1,
    "coverage": 1,
    "methodology": 1,
    "index": 1,
    "explained": 66,
    "who-sees-what": 1,
}


def heavy(sizes: dict[str, int], most: int = MOST) -> list[str]:
    return sorted(name for name, size in sizes.items() if size >= most)


def stops(page: bytes) -> int:
    return len(STOP.findall(page.decode()))


def test_every_report_of_a_build_is_under_150_kilobytes(built: Built) -> None:
    pages = list(built.output.glob("*/**/*.html"))
    sizes = {str(page.relative_to(built.output)): page.stat().st_size for page in pages}
    assert len(sizes) > 40
    assert heavy(sizes) == []
    doubled = {name: size * 2 for name, size in sizes.items()}
    assert "management/management.html" in heavy(doubled)  # control


@pytest.mark.slow
def test_pages_of_sixty_clients_and_eight_quarters_are_light_and_have_few_stops_of_the_tab_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    write_workspace(tmp_path, clients=60, offices=5, quarters=8, seed=1)
    sizes: dict[str, int] = {}
    pressed: dict[str, int] = {}
    found: dict[str, int] = defaultdict(int)
    worker = Worker(SETUP, tmp_path / "fonts")
    for job in _jobs(tmp_path):
        (page,) = worker.rendered(replace(job, media=("screen",)))
        assert isinstance(page, RenderedFile)
        sizes[page.path], pressed[page.path] = len(page.content), stops(page.content)
        found[job.template] += 1
    assert found.pop("rows") > 40
    assert found == PAGES
    assert heavy(sizes) == []
    assert heavy(pressed, STOPS) == []
    tripled = {name: 3 * size for name, size in (sizes | pressed).items()}
    assert "credit/management.html" in heavy(tripled, STOPS)  # control


def _jobs(root: Path) -> list[PageJob]:
    """Return every page of the credit audience, and a few clients' in both languages."""
    config, problems = load_config(root)
    assert config is not None, problems
    run = check(root, Period.parse("2026Q3"))
    credit = audiences(config, run.table)[0]
    seen = masked(run.table, credit, config)
    screen = Asked(media=("screen",))
    made = site(seen, credit, config, "zh", screen, behind=Accounts(run.table, config))
    sight = sight_job([seen_by(made, run.table, seen, 1, config)], run.table, config, "zh")
    twice = replace(config, profile=config.profile.model_copy(update={"bilingual": True}))
    few = site(seen, credit, twice, "zh", replace(screen, clients=frozenset(BILINGUAL)))
    return [*made.jobs, sight, *(job for job in few.jobs if job.english is not None)]


def test_a_point_of_a_chart_that_were_a_stop_of_its_own_would_be_counted(tmp_path: Path) -> None:
    worker = Worker(SETUP, tmp_path)
    (page,) = worker.rendered(PageJob(template="office", view=OFFICE, media=("screen",), target="m"))
    assert isinstance(page, RenderedFile)
    each = page.content.replace(b"<i><b>", b'<i tabindex="0"><b>')
    assert stops(each) == stops(page.content) + page.content.count(b"<i><b>") > stops(page.content)


def test_a_report_of_any_length_is_shortened_until_it_is_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = MANAGEMENT.offices.table
    many = replace(table, rows=table.rows * 400)
    view = replace(MANAGEMENT, offices=replace(MANAGEMENT.offices, table=many))
    worker = Worker(SETUP, tmp_path)

    def page(template: str) -> str:
        (file,) = worker.rendered(PageJob(template=template, view=view, media=("screen",), target="m"))
        assert isinstance(file, RenderedFile)
        return file.content.decode()

    short = page("management")
    assert len(short.encode()) < MOST
    assert f'href="{view.edition.root}data/book.xlsx"' in short
    monkeypatch.setattr(worker, "_light", lambda _job, _versions, whole: whole)
    assert len(page("management").encode()) > MOST  # control
