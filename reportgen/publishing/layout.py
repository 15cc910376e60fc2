"""Where a build's files stand in a release, and what each audience's root has beside its periods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.deliver.periods import periods_script
from reportgen.model.language import translator
from reportgen.model.period import Period
from reportgen.policy.shipped import shipped

if TYPE_CHECKING:
    from reportgen.policy.config import Config

RESTRICTED = "data"
"""The folder of a build that no audience has."""
TEMPLATE = "published.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What an audience's own index says: its periods, the latest first."""

    lang: str
    company: str
    product: str
    periods: tuple[str, ...]

    @property
    def latest(self) -> str:
        """Where the page sends its reader."""
        return self.periods[0]


def places(period: str, names: Iterable[str]) -> dict[str, str]:
    """Return where a build's files stand in a release: path in the release → name in the build.

    >>> places("2026Q3", ["office-HN/clients/C1.pdf", "data/measures.csv"])
    {'office-HN/2026Q3/clients/C1.pdf': 'office-HN/clients/C1.pdf'}
    """
    found = {}
    for name in names:
        audience, _, rest = name.partition("/")
        if audience != RESTRICTED and rest:
            found[f"{audience}/{period}/{rest}"] = name
    return found


def pages(paths: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Return audience → period → its pages, as links from the period's folder name them."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(paths):
        audience, _, inside = path.partition("/")
        period, _, page = inside.partition("/")
        if page.endswith(".html"):
            found.setdefault(audience, {}).setdefault(period, []).append(page)
    return found


def fronts(paths: Iterable[str], config: "Config", locale: str) -> dict[str, bytes]:
    """Return each audience's list of periods and its index: path in the release → content."""
    made: dict[str, bytes] = {}
    for audience, periods in pages(paths).items():
        made[f"{audience}/periods.js"] = periods_script(periods)
        made[f"{audience}/index.html"] = _front(periods, config, locale)
    return made


def of_other_periods(files: Mapping[str, str], period: str) -> dict[str, str]:
    """Return the files of a release that stay when ``period`` is published anew."""
    deep = {path: path.split("/") for path in files}
    return {
        path: files[path]
        for path, parts in deep.items()
        if len(parts) > 2 and parts[1] != period  # noqa: PLR2004  # an audience's own list and index are made anew
    }


def _front(periods: Iterable[str], config: "Config", locale: str) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folders = (config.root / "templates", shipped("templates"))
    company = config.profile.company
    page = FrontPage(
        lang="zh-CN" if locale == "zh" else "en",
        company=company.name.zh if locale == "zh" else company.name.en,
        product=company.product.zh if locale == "zh" else company.product.en,
        periods=tuple(sorted(periods, key=lambda one: (Period.parse(one).end, one), reverse=True)),
    )
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in _existing(folders)]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
    )
    say = translator(locale)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        say, lambda one, many, n: say(one if n == 1 else many), newstyle=False
    )
    return made.get_template(TEMPLATE).render(page=page).encode()


def _existing(folders: Iterable[Path]) -> list[Path]:
    return [folder for folder in folders if folder.is_dir()]
