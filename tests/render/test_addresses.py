"""Behind each figure of a page stands the address under which `reportgen explain` explains it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from reportgen.explain.address import asked
from reportgen.explain.inquiry import Inquiry
from reportgen.render.audience import audiences, masked
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import PageJob
from tests.render.conftest import Rendered
from tests.render.example_results import example_config, example_results

OF = (example_results(), example_config())
TITLE = re.compile(r'title="([^"/]+/[^"]+)"')


@cache
def jobs(audience: str) -> tuple[PageJob, ...]:
    """The pages of one audience of the worked example."""
    results, config = OF
    mine = next(one for one in audiences(config, results) if one.id == audience)
    return site(masked(results, mine, config), mine, config, "zh", Asked(media=("screen", "print"))).jobs


def addresses(view: Any) -> Iterator[str]:
    """Every address inside a view model."""
    if is_dataclass(view) and not isinstance(view, type):
        for field in fields(view):
            value = getattr(view, field.name)
            if field.name == "address":
                yield value
            else:
                yield from addresses(value)
    elif isinstance(view, tuple | list):
        for one in view:
            yield from addresses(one)


def unknown(every: Iterator[str]) -> list[str]:
    """The addresses that explain does not take."""
    known = (one.rpartition("/") for one in every if one)
    return [f"{one}/{measure}" for one, _, measure in known if not isinstance(asked(*OF, one, measure), Inquiry)]


@pytest.mark.parametrize("audience", ["credit", "management", "office-E"])
def test_explain_takes_the_address_of_every_figure(audience: str) -> None:
    found = [one for job in jobs(audience) for one in addresses(job.view) if one]
    assert len(found) > 40
    assert unknown(iter(found)) == []


def test_control_an_address_of_nothing_is_found() -> None:
    assert unknown(iter(["C01/complaint.count", "C01/complaint.anger", "C99/complaint.count"])) == [
        "C01/complaint.anger",
        "C99/complaint.count",
    ]


def test_every_tile_and_level_of_a_client_has_its_address() -> None:
    page = next(job.view for job in jobs("credit") if job.target == "credit/clients/C01")
    tiles: Any = page
    assert {one.address.partition("/")[0] for one in (*tiles.kpis, *tiles.grades)} == {"C01"}


def test_on_the_screen_a_figure_shows_its_address_and_leads_to_the_methods(rendered: Rendered) -> None:
    page = next(job for job in jobs("credit") if job.target == "credit/clients/C01")
    screen = rendered(page.template, page.view, "screen").content.decode()
    shown = set(TITLE.findall(screen))
    assert {"C01/complaint.first_reply_hours.p50", "C01/grade:P03", "C01/satisfaction.index"} <= shown
    assert 'href="../methodology.html#d1" title="C01/complaint.first_reply_hours.p50"' in screen
    methods = next(job for job in jobs("credit") if job.target == "credit/methodology")
    assert 'id="d1"' in rendered(methods.template, methods.view, "screen").content.decode()


def test_an_office_sees_no_address_of_another_client() -> None:
    """Its own clients, itself and the company; nothing else."""
    results = OF[0]
    others = set(results.clients.loc[results.clients["office_id"] != "E", "client_id"])
    mine = {one.partition("/")[0] for job in jobs("office-E") for one in addresses(job.view) if one}
    assert others
    assert not mine & others
