"""Reports in two languages: four pages each, and nothing in them that their audience may not see."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from reportgen.audit.reading import hits
from reportgen.audit.record import Record
from reportgen.audit.secrets import Kind
from reportgen.model.results import Results
from reportgen.pipeline import check
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.pdf import PageLimits
from reportgen.render.audience import audiences, masked
from reportgen.render.views.client import TWICE
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import PageJob, RenderedFile, Worker
from reportgen.safekeeping import secrets
from tests.builds.conftest import PERIOD, new_workspace
from tests.render.conftest import SETUP

pytestmark = pytest.mark.slow

PRINTED = "C001", "C007", "C012"
MOST = PageLimits().client


@dataclass(frozen=True)
class World:
    """A company that wants bilingual reports, and what the gate knows of it."""

    config: Config
    results: Results
    known: Record
    worker: Worker

    def jobs(self, audience: str, asked: Asked) -> list[PageJob]:
        """An audience's reports in both languages."""
        one = next(each for each in audiences(self.config, self.results) if each.id == audience)
        made = site(masked(self.results, one, self.config), one, self.config, "zh", asked)
        return [job for job in made.jobs if job.english is not None]

    def file(self, job: PageJob) -> RenderedFile:
        (file,) = (one for one in self.worker.rendered(job) if isinstance(one, RenderedFile))
        return file


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    kept = dict(os.environ)
    root = new_workspace(tmp_path_factory.mktemp("bilingual"))
    config, problems = load_config(root)
    assert config is not None, problems
    config = replace(config, profile=config.profile.model_copy(update={"bilingual": True}))
    results = check(root, PERIOD).table
    known, _ = secrets(config, results)
    yield World(config, results, known, Worker(SETUP, root / "fonts"))
    os.environ.clear()
    os.environ.update(kept)


def test_a_bilingual_report_has_at_most_four_pages(world: World) -> None:
    jobs = world.jobs("credit", Asked(clients=frozenset(PRINTED), media=("print",)))
    assert len(jobs) == len(PRINTED)
    assert {job.target for job in jobs if world.file(job).sheets > MOST} == set()


def test_bilingual_pages_hold_nothing_that_their_audience_may_not_see(world: World) -> None:
    blind = 0
    for reader in world.known.readers:
        watched = world.known.watched(reader)
        foreign = [one for one in world.known.secrets if one.kind is Kind.NAME and not reader.may_see(one)]
        jobs = world.jobs(reader.id, Asked(media=("screen",)))
        assert jobs, reader.id
        for job in jobs:
            page = world.file(job)
            assert TWICE in page.path
            assert hits(page.path, page.content, watched) == [], page.path
        for one in foreign[:1]:
            planted = page.content.replace(b"</h1>", f" {one.text}</h1>".encode())
            assert one in {hit.secret for hit in hits(page.path, planted, watched)}  # control
            blind += 1
    assert blind >= 2
