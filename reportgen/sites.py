"""The files of every audience's root and of the restricted master, before they are rendered and written."""

from typing import TYPE_CHECKING

from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.shipped import template_folders

if TYPE_CHECKING:
    from reportgen.deliver.data import Table
    from reportgen.render.views.pages import Asked
    from reportgen.render.worker import PageJob, RenderSetup


def sites(
    config: Config, results: Results, locale: str, asked: "Asked", *, overview: bool
) -> "tuple[list[PageJob], dict[str, bytes]]":
    """Return every audience's pages to render, and its data, search and assets as files.

    ``overview``: also the page that says who sees what.
    """
    from reportgen.deliver.book import data_book
    from reportgen.deliver.bookends import about
    from reportgen.deliver.data import data_files, data_tables
    from reportgen.enclosed import enclosed
    from reportgen.explain.accounts import Accounts
    from reportgen.render.audience import audiences, masked
    from reportgen.render.site import assets
    from reportgen.render.views.pages import site
    from reportgen.render.views.sight import seen_by, sight_job

    jobs: list[PageJob] = []
    files: dict[str, bytes] = {}
    sights = []
    behind = Accounts(results, config)
    paper = config.profile.pdf
    for audience in audiences(config, results):
        seen = masked(results, audience, config)
        made = site(seen, audience, config, locale, asked, behind=behind)
        tables = data_tables(seen, seen.problems)
        jobs += enclosed(made.jobs, tables, str(results.period), locale) if paper.data else made.jobs
        files |= data_files(tables, f"{audience.id}/data")
        front = about(config, seen.window, locale, made.readers)
        files[f"{audience.id}/data/book.xlsx"] = data_book(tables, seen.window.as_of, front)
        shared = assets(template_folders(config.root), config.profile.company.accent, made.search, config.logo)
        files |= {f"{audience.id}/{one.path}": one.content for one in shared}
        sights.append(seen_by(made, results, seen, len(tables) + 1, config))
    if overview:
        jobs.append(sight_job(sights, results, config, locale))
    return jobs, files


def setup(config: Config, results: Results, locale: str) -> "RenderSetup":
    """Return what every page is rendered with."""
    from reportgen.render.worker import RenderSetup

    return RenderSetup(
        folders=template_folders(config.root),
        fonts=tuple(config.root / name for name in config.profile.fonts),
        locale=locale,
        accent=config.profile.company.accent,
        logo=config.logo,
        made_on=results.window.last_day,
        limits=config.profile.render_limits,
        pdf=config.profile.pdf,
    )


def master(
    config: Config, results: Results, locale: str, tables: "list[Table]", files: dict[str, bytes]
) -> dict[str, bytes]:
    """Return the restricted master: every table, the data book and the manifest."""
    from reportgen.deliver.book import data_book
    from reportgen.deliver.bookends import about
    from reportgen.deliver.data import data_files
    from reportgen.deliver.manifest import Made, manifest

    made = Made(
        period=str(results.period),
        as_of=results.window.as_of,
        locale=locale,
        inputs=(*config.files, *results.inputs),
        packs=config.packs,
        clock=config.profile.waiting,
        pdf=config.profile.pdf,
        bilingual=config.profile.bilingual,
        closed=results.closed,
    )
    front = about(config, results.window, locale)
    found = data_files(tables, "data") | {"data/book.xlsx": data_book(tables, results.window.as_of, front)}
    found["data/manifest.json"] = manifest(made, {**files, **found})
    return found
