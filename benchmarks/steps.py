"""What is measured, each in a process of its own: `python steps.py STEP FOLDER [NUMBER]` prints JSON."""

import json
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.policy.config import Config

PERIOD = "2026Q3"
Figures = dict[str, Any]


def timed(work: Callable[[], Figures]) -> Figures:
    """Run ``work`` and add its wall time."""
    start = perf_counter()
    figures = work()
    return {**figures, "wall": perf_counter() - start}


# ------------------------------------------------------------------ rendering
def prepare(root: Path, workspace: Path) -> None:
    """Write the reports of the credit audience as jobs, and as whole HTML pages for the loop."""
    from reportgen.model.language import translator
    from reportgen.policy.shipped import shipped
    from reportgen.render.audience import audiences, masked
    from reportgen.render.fonts import load_fonts, write_fontconfig
    from reportgen.render.html import Look, environment, html, template_text
    from reportgen.render.styles import paper_sheet
    from reportgen.render.views.pages import Asked, site
    from reportgen.render.worker import SHEETS, RenderSetup

    config, results = analysed(workspace)
    credit = audiences(config, results)[0]
    locale = config.profile.locale
    made = site(masked(results, credit, config), credit, config, locale, Asked())
    jobs = [replace(job, media=("print",)) for job in made.jobs if "print" in job.media]
    setup = RenderSetup(
        folders=(shipped("templates"),),
        fonts=(),
        locale=locale,
        accent=config.profile.company.accent,
        made_on=results.window.last_day,
        limits=config.profile.render_limits,
    )
    (root / "jobs.pickle").write_bytes(pickle.dumps((setup, jobs)))
    fonts, _ = load_fonts(())
    write_fontconfig(fonts, root / "fonts")
    look = Look(folders=setup.folders, families=fonts.families, made_on=setup.made_on)
    templates, say = environment(look, translator(locale)), translator(locale)
    sheets = [template_text(setup.folders, name) for name in SHEETS]
    sheets.append(paper_sheet(fonts.families, setup.accent, say))
    style = "".join(f"<style>{sheet}</style>" for sheet in sheets)
    (root / "pages").mkdir()
    for number, job in enumerate(jobs):
        page = html(templates, job.template, job.view, "print").replace("</head>", f"{style}</head>", 1)
        (root / "pages" / f"{number:04d}.html").write_text(page, encoding="utf-8")


def analysed(workspace: Path) -> "tuple[Config, Any]":
    """Return the configuration and the result tables of a workspace."""
    from reportgen.analysis import results
    from reportgen.ingest.ingest import ingested
    from reportgen.model.facts import Window
    from reportgen.model.period import Period
    from reportgen.policy.load import load_config

    config, problems = load_config(workspace)
    if config is None:
        raise SystemExit("\n".join(map(str, problems)))
    window = Window.of(Period.parse(PERIOD), config.profile.zone)
    with tempfile.TemporaryDirectory() as scratch:
        found = ingested(config, window, scratch=Path(scratch), workers=os.cpu_count() or 1)
    return config, results(config, found, window)


def product(root: Path, workers: int) -> Figures:
    """The product's rendering: warm workers, stylesheets parsed once."""
    from reportgen.render.reports import rendered
    from reportgen.render.worker import RenderedFile

    setup, jobs = pickle.loads((root / "jobs.pickle").read_bytes())  # noqa: S301  # written by prepare()
    outcomes = list(rendered(jobs, setup, workers=workers))
    files = [one for one in outcomes if isinstance(one, RenderedFile)]
    return {
        "reports": len(files),
        "sheets": sum(one.sheets for one in files),
        "bytes": sum(len(f.content) for f in files),
    }


def naive(root: Path) -> Figures:
    """The loop that everyone writes first; its fonts are those of the product."""
    from weasyprint import HTML

    made = [HTML(string=path.read_text("utf-8")).write_pdf() for path in sorted((root / "pages").glob("*.html"))]
    (root / "naive").mkdir(exist_ok=True)
    for number, content in enumerate(made):
        (root / "naive" / f"{number:04d}.pdf").write_bytes(content)
    return {"reports": len(made), "bytes": sum(map(len, made))}


# ------------------------------------------------------------------ reading
def ingest(workspace: Path) -> Figures:
    """The product's reading of one large CSV: checked, typed, every row with a fate."""
    from reportgen.ingest.ingest import ingested
    from reportgen.model.facts import Window
    from reportgen.model.period import Period
    from reportgen.policy.load import load_config

    config, problems = load_config(workspace)
    if config is None:
        raise SystemExit("\n".join(map(str, problems)))
    window = Window.of(Period.parse(PERIOD), config.profile.zone)
    with tempfile.TemporaryDirectory() as scratch:
        found = ingested(config, window, scratch=Path(scratch), workers=os.cpu_count() or 1)
    return {"rows": len(found.facts.orders)}


def pandas(workspace: Path) -> Figures:
    """Bare pandas on the same file: text, then dates and numbers; no check, no place, no client."""
    import pandas as pd

    (path,) = (workspace / "surveys" / PERIOD).glob("订单_*.csv")
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    dates = pd.to_datetime(table["下单日期"], format="%Y-%m-%d")
    amounts = pd.to_numeric(table["金额（元）"].str.replace(",", ""))
    return {"rows": int(min(dates.count(), amounts.count()))}


if __name__ == "__main__":
    step, folder, *more = sys.argv[1:]
    if step == "prepare":
        prepare(Path(folder), Path(more[0]))
    elif step == "product":
        print(json.dumps(timed(lambda: product(Path(folder), int(more[0])))))
    else:
        work = {"naive": naive, "ingest": ingest, "pandas": pandas}[step]
        print(json.dumps(timed(lambda: work(Path(folder)))))
