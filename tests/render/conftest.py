"""One warm worker inside the test process, and what a page holds."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.model.problem import Problem
from reportgen.policy.profile import RenderLimits
from reportgen.policy.shipped import shipped
from reportgen.render.html import Medium
from reportgen.render.viewmodel_pages import Page
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker

if TYPE_CHECKING:
    from reportgen.render.pdf import Printer

SETUP = RenderSetup(
    folders=(shipped("templates"),),
    fonts=(),
    locale="zh",
    accent="#0b4a82",
    made_on=date(2026, 9, 30),
    limits=RenderLimits(),
)
Rendered = Callable[[str, Page, Medium], RenderedFile]


@pytest.fixture(scope="session")
def setup() -> RenderSetup:
    return SETUP


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    kept = dict(os.environ)
    yield Worker(SETUP, tmp_path_factory.mktemp("fonts"))
    os.environ.clear()
    os.environ.update(kept)


@pytest.fixture(scope="session")
def rendered(worker: Worker) -> Rendered:
    """Render one page; anything the engine has to say is a failure."""

    def render(template: str, view: Page, medium: Medium) -> RenderedFile:
        out = worker.rendered(PageJob(template=template, view=view, media=(medium,), target="page"))
        assert [str(one) for one in out if isinstance(one, Problem)] == []
        (file,) = out
        assert isinstance(file, RenderedFile)
        return file

    return render


@pytest.fixture(scope="session")
def printer(worker: Worker) -> "Printer":
    """The worker's printer; its module may be imported only after the fonts are configured."""
    return worker.printer()


@pytest.fixture
def changed_templates(tmp_path: Path) -> Callable[..., RenderSetup]:
    """A setup whose workspace overrides one shipped template or stylesheet."""

    def change(name: str, old: str, new: str) -> RenderSetup:
        whole = (shipped("templates") / name).read_text("utf-8")
        assert old in whole
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(whole.replace(old, new, 1), "utf-8")
        return RenderSetup(
            folders=(folder, *SETUP.folders),
            fonts=SETUP.fonts,
            locale=SETUP.locale,
            accent=SETUP.accent,
            made_on=SETUP.made_on,
            limits=SETUP.limits,
        )

    return change


@pytest.fixture
def another_worker(tmp_path: Path) -> Callable[[RenderSetup], Worker]:
    """A worker of another setup, in this process."""
    return lambda setup: Worker(setup, tmp_path / "scratch")
