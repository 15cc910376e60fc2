"""A site with bilingual client reports has them beside the others, masked alike, and otherwise is the same."""

from dataclasses import replace

import pytest

from reportgen.policy.config import Config
from reportgen.render.audience import audiences, masked
from reportgen.render.bilingual import BETWEEN, merged
from reportgen.render.viewmodel import Heading
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.views.pages import Asked, Site, site
from reportgen.render.worker import PageJob
from tests.render.example_results import example_config, example_results
from tests.render.seen import strings

FIVE = ("how", "changed", "real", "why", "next")


def config(*, twice: bool) -> Config:
    one = example_config()
    return replace(one, profile=one.profile.model_copy(update={"bilingual": twice}))


def made(audience: str = "credit", *, twice: bool = True) -> Site:
    one = next(a for a in audiences(example_config(), example_results()) if a.id == audience)
    seen = masked(example_results(), one, example_config())
    return site(seen, one, config(twice=twice), "zh", Asked())


def doubled(found: Site) -> list[PageJob]:
    return [job for job in found.jobs if job.english is not None]


def page(job: PageJob) -> ClientPage:
    assert isinstance(job.view, ClientPage)
    assert isinstance(job.english, ClientPage)
    return merged(job.view, job.english)


def headings(one: ClientPage) -> list[Heading]:
    parts = (one.actions, one.satisfaction, one.waiting, one.complaints, one.scorecard, one.trends, one.quality)
    return [part.heading for part in (*parts, one.definitions, *one.waterfalls) if part is not None]


def test_every_client_has_one_and_only_where_it_is_asked_for() -> None:
    assert len(doubled(made())) == len(example_results().clients)
    assert all(job.target.endswith(".bilingual") and job.template == "client" for job in doubled(made()))
    assert doubled(made(twice=False)) == []


def test_the_five_lines_and_every_heading_are_in_both_languages() -> None:
    for job in doubled(made()):
        one = page(job)
        lines = [getattr(one.five, name) for name in FIVE]
        assert all(any(run.text == BETWEEN for run in line) for line in lines if line)
        assert [h.title for h in headings(one) if BETWEEN not in h.title] == []
        assert [h.title for h in headings(job.view) if BETWEEN in h.title] == []  # type: ignore[arg-type]  # control


@pytest.mark.parametrize(("audience", "held"), [("office-E", False), ("credit", True)])
def test_masks_hold_for_both_languages(audience: str, held: bool) -> None:  # noqa: FBT001  # a table of cases
    """Credit's reports are the control: there the other office's client is found."""
    texts = [text for job in doubled(made(audience)) for text in (*strings(job.view), *strings(job.english))]
    assert any("新远贸易" in text for text in texts) is held


def test_the_page_links_to_it_and_the_search_finds_the_client_once() -> None:
    plain, twice = made(twice=False), made()
    first = next(job.view for job in twice.jobs if job.target == "credit/clients/C01")
    assert "C01.bilingual.pdf" in [one.href for one in first.downloads]  # type: ignore[union-attr]
    assert twice.search == plain.search


def test_the_other_pages_of_the_site_differ_by_that_link_alone() -> None:
    before = {job.target: job.view for job in made(twice=False).jobs}
    after = {job.target: job.view for job in made().jobs if job.english is None}
    same = {
        target: replace(view, downloads=before[target].downloads) if isinstance(view, ClientPage) else view  # type: ignore[union-attr]
        for target, view in after.items()
    }
    assert same == before
    assert after != before  # control
