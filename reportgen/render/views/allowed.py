"""The pages that an audience gets by the profile's table, and no link to any other."""

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from reportgen.policy.audiences import REPORTS, Audience
from reportgen.render.viewmodel_pages import SearchEntry
from reportgen.render.worker import PageJob

T = TypeVar("T")
_FOLDERS = {"client": "clients/", "office": "offices/"}
_WITH = {"coverage": "data-quality", "rows": "client"}
"""Pages that go with one of the table."""


def gets(audience: Audience, report: str) -> bool:
    """Whether an audience gets a type of page; what is not in the table belongs to everybody."""
    report = _WITH.get(report, report)
    return report in audience.reports or report not in REPORTS


def allowed_jobs(jobs: Iterable[PageJob], audience: Audience) -> tuple[PageJob, ...]:
    """Return the pages of the types that the audience gets, without links to those it does not."""
    kept = (job for job in jobs if job.media and gets(audience, job.template))
    barred = _barred(audience)
    if not barred:
        return tuple(kept)
    return tuple(
        dataclasses.replace(
            job, view=_without(job.view, barred), english=job.english and _without(job.english, barred)
        )
        for job in kept
    )


def allowed_entries(entries: Iterable[SearchEntry], audience: Audience) -> tuple[SearchEntry, ...]:
    """Return what the search may find: pages that the audience gets."""
    barred = _barred(audience)
    return tuple(one for one in entries if not _leads(one.href, barred))


def _barred(audience: Audience) -> tuple[str, ...]:
    """Return how the addresses of pages begin that the audience does not get."""
    return tuple(_FOLDERS.get(one, f"{one}.") for one in (*REPORTS, *_WITH) if not gets(audience, one))


def _leads(href: str, barred: tuple[str, ...]) -> bool:
    return bool(barred) and href.removeprefix("../").startswith(barred)


def _without(view: T, barred: tuple[str, ...]) -> T:
    return cast("T", _unlinked(view, barred))


def _unlinked(node: Any, barred: tuple[str, ...]) -> Any:
    """Return a part of a view model with barred links empty, and links of lists left out."""
    if isinstance(node, tuple):
        return tuple(_unlinked(one, barred) for one in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    found: dict[str, Any] = {}
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.name.endswith("href") and isinstance(value, str):
            found[field.name] = "" if _leads(value, barred) else value
        elif field.name in {"nav", "downloads", "neighbours", "crumbs"}:
            found[field.name] = tuple(one for one in value if not _leads(getattr(one, "href", ""), barred))
        else:
            found[field.name] = _unlinked(value, barred)
    return dataclasses.replace(node, **found)
