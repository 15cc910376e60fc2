"""How many pages the reports of a strained company have, and how small their letters get."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import check
from reportgen.policy.audiences import REPORTS
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.pdf import PageLimits, PdfRules
from reportgen.render.audience import audiences, masked
from reportgen.render.pdf import Printer
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.boxes import letters, outside, sizes
from tests.render.conftest import Rendered
from tests.render.quarter_client import CLIENT
from tests.render.seen import bare, text_layer
from tests.render.stressed import stressed
from tests.render.structure import faults

PERIOD = Period.parse("2026Q3")
LIMITS = PageLimits()
BODY, NOTES, DRAWN = 9.0, 7.5, 6.85
"""Sizes in points: running text, notes, and labels inside drawings, which shrink a little with their room."""
FINDINGS = 200


@dataclass(frozen=True)
class World:
    """A company: its configuration and the pages of the credit audience."""

    config: Config
    jobs: tuple[PageJob, ...]
    bilingual: PageJob
    """The most strained client's report in both languages."""

    def of(self, report: str, subject: str = "") -> PageJob:
        return next(one for one in self.jobs if one.template == report and subject in ("", one.subject))


def world(root: Path, findings: int) -> World:
    """Return the pages of a workspace whose findings are so many."""
    config, problems = load_config(root)
    assert config is not None, problems
    results = check(root, PERIOD).table
    found = results.findings
    results = replace(results, findings=tuple(found[at % len(found)] for at in range(findings)))
    credit = audiences(config, results)[0]
    seen = masked(results, credit, config)
    made = site(seen, credit, config, "zh", Asked())
    twice = replace(config, profile=config.profile.model_copy(update={"bilingual": True}))
    few = site(seen, credit, twice, "zh", Asked(clients=frozenset({"C001"}), media=("print",)))
    return World(
        config,
        tuple(one for one in made.jobs if one.template in REPORTS and "print" in one.media),
        next(one for one in few.jobs if one.english is not None),
    )


@pytest.fixture(scope="module")
def strained(tmp_path_factory: pytest.TempPathFactory) -> World:
    """60 clients in 12 offices, one client with 5,000 complaints, 200 findings."""
    root = tmp_path_factory.mktemp("strained")
    stressed(root, clients=60, offices=12)
    return world(root, FINDINGS)


@pytest.fixture(scope="module")
def press(setup: RenderSetup, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    kept = dict(os.environ)
    yield Worker(setup, tmp_path_factory.mktemp("fonts"))
    os.environ.clear()
    os.environ.update(kept)


def printed(press: Worker, job: PageJob) -> RenderedFile:
    out = press.rendered(replace(job, media=("print",)))
    assert [str(one) for one in out if not isinstance(one, RenderedFile) and one.code != "W421"] == []
    (file,) = (one for one in out if isinstance(one, RenderedFile))
    return file


def chosen(world: World) -> list[PageJob]:
    """Management, the first offices, and clients of the first office and the last."""
    jobs = [world.of("management")]
    for report, most in (("office", 3), ("client", 4)):
        found = [one for one in world.jobs if one.template == report]
        jobs += found[: most - 1] + found[-1:]
    return [*jobs, world.bilingual]


@pytest.mark.slow
def test_reports_keep_to_their_pages_with_letters_that_can_be_read(press: Worker, strained: World) -> None:
    for job in chosen(strained):
        file = printed(press, job)
        limit = LIMITS.of(job.template)
        assert limit is not None
        assert file.sheets <= limit, job.target
        assert outside(file.content) == "", job.target
        assert faults(file.content) == [], job.target
        assert [size for size in sizes(file.content) if size < DRAWN] == [], job.target


@pytest.mark.slow
def test_what_is_cut_is_counted_and_says_where_it_stands(press: Worker, strained: World) -> None:
    job = strained.of("client", "C001")
    text = text_layer(printed(press, job).content)
    assert "条，见网页C001.html；另有" in text
    assert "字，全文见" in text


@pytest.mark.slow
def test_without_a_limit_the_strained_client_has_more_pages(
    setup: RenderSetup, tmp_path: Path, strained: World
) -> None:
    """The control: the limit is what keeps it short."""
    free = replace(setup, pdf=PdfRules(pages=PageLimits(client=100)))
    assert printed(Worker(free, tmp_path), strained.of("client", "C001")).sheets > LIMITS.client


def test_a_report_that_cannot_be_short_enough_is_said_to_be_so(setup: RenderSetup, tmp_path: Path) -> None:
    worker = Worker(replace(setup, pdf=PdfRules(pages=PageLimits(client=1))), tmp_path)
    out = worker.rendered(PageJob(template="client", view=CLIENT, media=("print",), target="clients/C0417"))
    (problem,) = (one for one in out if not isinstance(one, RenderedFile))
    assert (problem.code, problem.file) == ("W424", "clients/C0417.pdf")
    (file,) = (one for one in out if isinstance(one, RenderedFile))
    assert file.sheets == int(problem.value) > 1


def test_sentences_are_set_in_nine_points_and_nothing_but_drawings_below_seven_and_a_half(
    rendered: Rendered, printer: Printer
) -> None:
    content = rendered("client", replace(CLIENT, trends=None, waiting=None), "print").content
    found = list(letters(content))
    text = "".join(one.text for one in found)
    for line in (CLIENT.five.how, CLIENT.five.real, CLIENT.five.next):
        said = bare("".join(run.text for run in line))
        at = text.find(said)
        assert at >= 0
        assert min(one.size for one in found[at : at + len(said)]) >= BODY
    plain, _, _ = printer.pdf('<html lang="zh"><body><p>正文</p><p class="note">注</p></body></html>')
    assert set(sizes(plain)) == {BODY, NOTES}
    small = type(printer)("p { font-size: 6pt }").pdf("<html lang='zh'><body><p>x</p></body></html>")[0]
    assert set(sizes(small)) == {6.0}  # control: a smaller size is seen
