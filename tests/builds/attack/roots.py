"""The root of one audience as a build writes it, with other results planted behind some of its channels."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.deliver.book import data_book
from reportgen.deliver.data import data_files, data_tables
from reportgen.enclosed import enclosed
from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.policy.shipped import template_folders
from reportgen.render.site import assets
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker

PAGES = ("html", "pdf")
PAPERS = ("management", "office")
"""Reports of which the attack reads the PDF; that of a client holds the same as its page."""


def write_root(
    folder: Path,
    config: Config,
    seen: Results,
    audience: Audience,
    *,
    planted: Mapping[str, Results] | None = None,
    channels: tuple[str, ...] = ("csv", "xlsx"),
) -> Path:
    """Write what an audience gets; ``planted``: channel (csv, xlsx, html, pdf) → results in place of ``seen``."""
    behind = {one: (planted or {}).get(one, seen) for one in channels}
    files: dict[str, bytes] = {}
    if "csv" in behind:
        files |= data_files(data_tables(behind["csv"], behind["csv"].problems), "data")
    if "xlsx" in behind:
        tables = data_tables(behind["xlsx"], behind["xlsx"].problems)
        files["data/book.xlsx"] = data_book(tables, seen.window.as_of)
    for one in PAGES:
        if one in behind:
            files |= _pages(folder, config, behind[one], audience, one)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _pages(folder: Path, config: Config, seen: Results, audience: Audience, form: str) -> dict[str, bytes]:
    made = site(seen, audience, config, config.profile.locale, Asked())
    medium = "screen" if form == "html" else "print"
    tables = data_tables(seen, seen.problems)
    whole = enclosed(made.jobs, tables, str(seen.period), config.profile.locale)
    jobs = [replace(job, media=(medium,)) for job in whole if medium in job.media]
    if form == "pdf":
        jobs = [job for job in jobs if job.template in PAPERS]
    found = {one.path.partition("/")[2]: one.content for one in _rendered(folder, config, seen, jobs, audience)}
    if form == "html":
        shared = assets(template_folders(config.root), config.profile.company.accent, made.search)
        found |= {f"{one.path}": one.content for one in shared}
    return found


def _rendered(
    folder: Path, config: Config, seen: Results, jobs: list[PageJob], audience: Audience
) -> list[RenderedFile]:
    setup = RenderSetup(
        folders=template_folders(config.root),
        fonts=(),
        locale=config.profile.locale,
        accent=config.profile.company.accent,
        made_on=seen.window.last_day,
        limits=config.profile.render_limits,
        pdf=config.profile.pdf,
    )
    scratch = folder.parent / f".scratch-{audience.id}"
    scratch.mkdir(parents=True, exist_ok=True)
    worker = Worker(setup, scratch)
    return [one for job in jobs for one in worker.rendered(job) if isinstance(one, RenderedFile)]
