"""Where a build's files stand in a release, and what each audience's root has beside its periods."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reportgen.deliver.periods import periods_script
from reportgen.model.period import Period
from reportgen.publishing.pages import page

if TYPE_CHECKING:
    from reportgen.policy.config import Config

RESTRICTED = "data"
"""The folder of a build that no audience has."""
TEMPLATE = "published.html.j2"


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
    latest = sorted(periods, key=lambda one: (Period.parse(one).end, one), reverse=True)
    return page(TEMPLATE, config, locale, periods=latest, latest=latest[0])
