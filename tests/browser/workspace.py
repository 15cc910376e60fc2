"""Sites of a sample workspace, analysed once: every type of page, in both languages, without PDF."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.deliver.periods import write_periods
from reportgen.explain.accounts import Accounts
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.results import Results
from reportgen.pipeline import check
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.shipped import shipped
from reportgen.render.audience import audiences, masked
from reportgen.render.site import assets
from reportgen.render.views.pages import Asked, Site, site
from reportgen.render.views.sight import seen_by, sight_job
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from reportgen.sample.workspace import write_workspace

PERIOD = Period.parse("2026Q3")
BEFORE = "2026Q2"
GONE = "clients/C003.html"
"""A page that the period before lacks."""
PAGES = (
    "index.html",
    "management.html",
    "clients/C001.html",
    "clients/C001.explained.html",
    "clients/C001.rows.html",
    "clients/C001.bilingual.html",
    "offices/HD.html",
    "data-quality.html",
    "coverage.html",
    "methodology.html",
    "who-sees-what.html",
)


@dataclass(frozen=True)
class Analysed:
    """A workspace and its results."""

    config: Config
    results: Results


def sample(folder: Path) -> Path:
    """Write the smallest sample."""
    write_workspace(folder, clients=12, offices=2, quarters=3, seed=1)
    return folder


def analysed(root: Path) -> Analysed:
    """Read and measure a workspace."""
    config, problems = load_config(root)
    assert config is not None, problems
    run = check(root, PERIOD)
    assert run.results is not None, [str(one) for one in run.problems][:20]
    return Analysed(config, run.results)


def made(one: Analysed, audience: str, locale: str) -> tuple[Site, list[PageJob]]:
    """One audience's site and all its pages on screen."""
    (reader,) = (each for each in audiences(one.config, one.results) if each.id == audience)
    seen = masked(one.results, reader, one.config)
    behind = Accounts(one.results, one.config)
    found = site(seen, reader, one.config, locale, Asked(media=("screen",)), behind=behind)
    jobs = [*found.jobs]
    if audience == "credit":
        profile = one.config.profile.model_copy(update={"bilingual": True})
        asked = Asked(clients=frozenset({"C001"}), media=("screen",))
        few = site(seen, reader, replace(one.config, profile=profile), locale, asked)
        jobs += (job for job in few.jobs if job.english is not None)
        jobs.append(sight_job([seen_by(found, one.results, seen, 1, one.config)], one.results, one.config, locale))
    return found, [job for job in jobs if "screen" in job.media]


def worker(one: Analysed, locale: str, scratch: Path, *, trusting: bool = False) -> Worker:
    """A worker in this process; a trusting one escapes nothing."""
    scratch.mkdir(exist_ok=True)
    setup = RenderSetup(
        folders=(shipped("templates"),),
        fonts=(),
        locale=locale,
        accent=one.config.profile.company.accent,
        made_on=one.results.window.last_day,
        limits=one.config.profile.render_limits,
    )
    found = Worker(setup, scratch)
    if trusting:
        found.templates.autoescape = False
    return found


def write_site(one: Analysed, folder: Path, audience: str, locale: str, by: Worker) -> Path:
    """Write an audience's site below ``folder``, as a build lays it out."""
    found, jobs = made(one, audience, locale)
    for file in _files(one, found, jobs, by):
        path = folder / str(PERIOD) / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder / str(PERIOD) / audience


def _files(one: Analysed, found: Site, jobs: list[PageJob], by: Worker) -> Iterator[RenderedFile]:
    for job in jobs:
        for file in by.rendered(replace(job, media=("screen",))):
            if isinstance(file, Problem):
                assert file.code == "W421", str(file)
            else:
                yield file
    for file in assets((shipped("templates"),), one.config.profile.company.accent, found.search):
        yield replace(file, path=f"{found.audience.id}/{file.path}")


def with_the_period_before(root: Path, audience: str) -> None:
    """Lay a copy of the site beside it as the period before, one client short, and list both."""
    old = root / BEFORE / audience
    shutil.copytree(root / str(PERIOD) / audience, old)
    for path in old.rglob("*.html"):
        path.write_text(
            path.read_text("utf-8").replace(f'data-period="{PERIOD}"', f'data-period="{BEFORE}"'), "utf-8"
        )
    (old / GONE).unlink()
    write_periods(root)
