"""View models to HTML: one Jinja environment for screen and paper, everything escaped, nothing undefined."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment, TemplateError

from reportgen.model.language import Translate
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.render.charts import Charts
from reportgen.render.drawing import Pen, palette
from reportgen.render.filters import pieces
from reportgen.render.maps import Maps, by_place, columns
from reportgen.render.pattern_charts import PatternCharts
from reportgen.render.rowplots import RowPlots, alone, plot_room, speaks
from reportgen.render.templating import templates
from reportgen.render.viewmodel_pages import Page

Medium = Literal["screen", "print"]
TOKENS = "tokens.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What all pages of a build share beside their words."""

    folders: tuple[Path, ...]
    """Template folders, the workspace's first."""
    families: tuple[str, ...]
    """Font families of paper, in order of preference."""
    made_on: date
    """The date in a PDF's metadata: the last day of the period."""


def environment(look: Look, translate: Translate) -> Environment:
    """Return the environment of a build's templates."""
    made = templates(look.folders, translate, autoescape=True)
    pen = Pen(palette(template_text(look.folders, TOKENS)))
    made.globals |= {
        "rowplots": RowPlots(pen),
        "charts": Charts(pen),
        "pattern_charts": PatternCharts(pen),
        "maps": Maps(pen),
        "family": ", ".join(look.families),
        "made_on": look.made_on.isoformat(),
    }
    made.filters |= {"pieces": pieces, "plot_room": plot_room, "speaks": speaks}
    made.filters |= {"cells": by_place, "columns": columns}
    made.tests |= {"alone": alone}
    return made


def html(
    made: Environment, template: str, page: Page, medium: Medium, behind: Mapping[str, str] | None = None
) -> str:
    """Return a page; the template is named without its suffix. ``behind``: where its figures are explained."""
    return made.get_template(f"{template}.html.j2").render(page=page, medium=medium, behind=behind or {})


def template_text(folders: Sequence[Path], name: str) -> str:
    """Return a file beside the templates: a stylesheet or a script."""
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    raise FileNotFoundError(name)


def template_problem(error: BaseException, template: str) -> Problem:
    """Return what is wrong with a template (E401): file, line, and the variable, the syntax or the address."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None)
    named = getattr(error, "filename", None) or (frames[-1].filename if frames else f"{template}.html.j2")
    return Problem(
        code="E401",
        severity=Severity.REFUSED,
        file=f"templates/{Path(named).name}",
        row=line,
        value=str(error),
        expected=text(
            "a template of well-formed elements that uses only what its view model has, and fetches nothing"
        ),
        hint=text("compare the template with the shipped one of the same name"),
    )


TEMPLATE_ERRORS = (TemplateError,)
