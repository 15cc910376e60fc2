"""Nothing that a reader sees is said outside the catalogue: the made-up language marks every letter of a build."""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.model.period import Period
from reportgen.model.pseudo import PSEUDO
from reportgen.pipeline import check
from reportgen.policy.load import load_config
from reportgen.policy.shipped import shipped
from reportgen.render.html import Medium
from reportgen.render.views.pages import Asked
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from reportgen.sample.workspace import write_workspace
from reportgen.sites import setup, sites
from tests.builds.letters import WORD, Data, data_of, of_book, of_page, unmarked

pytestmark = pytest.mark.slow
OUTSIDE = {"preview", "published"}
"""Pages that no build makes."""
PRINTED = {"client": "/C003", "office": "/HD", "management": "management"}


@dataclass(frozen=True)
class Marked:
    """A build under the made-up language, before it is written, and what its letters may be."""

    jobs: tuple[PageJob, ...]
    files: dict[str, bytes]
    setup: RenderSetup
    scratch: Path
    data: Data

    def rendered(self, job: PageJob, medium: Medium, *first: Path) -> bytes:
        worker = Worker(replace(self.setup, folders=(*first, *self.setup.folders)), self.scratch)
        return next(
            one for one in worker.rendered(replace(job, media=(medium,))) if isinstance(one, RenderedFile)
        ).content

    def job(self, template: str, ending: str) -> PageJob:
        return next(one for one in self.jobs if one.template == template and one.target.endswith(ending))

    def unmarked(self, page: bytes) -> list[tuple[str, str, list[str]]]:
        found = ((where, text, unmarked(text, self.data)) for where, text in of_page(page.decode()))
        return [one for one in found if one[2]]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    root, kept = tmp_path_factory.mktemp("letters"), dict(os.environ)
    write_workspace(root, clients=12, offices=3, quarters=4, seed=1)
    config, problems = load_config(root)
    assert config is not None, problems
    results = check(root, Period.parse("2026Q3")).table
    jobs, files = sites(config, results, PSEUDO, Asked(), overview=True)
    data = data_of(root, shipped("config"), [job.target for job in jobs])
    yield Marked(tuple(jobs), files, setup(config, results, PSEUDO), tmp_path_factory.mktemp("fonts"), data)
    os.environ.clear()
    os.environ.update(kept)


def test_every_letter_of_every_page_is_marked(marked: Marked) -> None:
    worker = Worker(marked.setup, marked.scratch)
    found: dict[str, tuple[str, ...]] = {}
    for job in marked.jobs:
        (page,) = (
            one for one in worker.rendered(replace(job, media=("screen",))) if isinstance(one, RenderedFile)
        )
        found |= {text: (page.path, where, text, *bad) for where, text, bad in marked.unmarked(page.content)}
    assert {job.template for job in marked.jobs} == {
        path.name.removesuffix(".html.j2") for path in pages()
    } - OUTSIDE
    assert list(found.values()) == []


def pages() -> list[Path]:
    """The templates that are pages of their own."""
    return [path for path in shipped("templates").glob("*.html.j2") if not path.name.startswith("_")]


def bare(template: str) -> str:
    """What a template says by itself."""
    return re.sub(r"(?s){#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", template)


def test_a_page_that_no_build_makes_has_no_words_of_its_own() -> None:
    said = {name: bare((shipped("templates") / f"{name}.html.j2").read_text("utf-8")) for name in OUTSIDE}
    assert {name: WORD.findall(text) for name, text in said.items()} == {name: [] for name in OUTSIDE}
    assert WORD.findall(bare('<p title="{{ x }}">Planted{# no #}</p>')) == ["Planted"]  # control


@pytest.mark.parametrize(("template", "ending"), PRINTED.items())
def test_every_letter_of_a_printed_report_is_marked(marked: Marked, template: str, ending: str) -> None:
    pdf = PdfReader(io.BytesIO(marked.rendered(marked.job(template, ending), "print")))
    texts = [page.extract_text().replace("-\n", "-").replace("\n", " ") for page in pdf.pages]
    assert sum(map(len, texts)) > 5_000
    assert [bad for text in texts if (bad := unmarked(text, marked.data))] == []


def test_every_word_of_a_data_book_is_marked(marked: Marked) -> None:
    books = {name: content for name, content in marked.files.items() if name.endswith("book.xlsx")}
    found = [(where, text) for one in books.values() for where, text in of_book(one)]
    assert len(books) == 5
    assert len(found) > 1_000
    assert [(where, text, bad) for where, text in found if (bad := unmarked(text, marked.data))] == []


def test_control_a_word_planted_in_a_template_of_the_workspace_is_seen(marked: Marked, tmp_path: Path) -> None:
    shown = (shipped("templates") / "_satisfaction.html.j2").read_text("utf-8")
    planted = shown.replace('{{ _("Dimension") }}', "Dimension").replace('{{ _("Before") }}', "上期数")
    (tmp_path / "_satisfaction.html.j2").write_text(planted, encoding="utf-8")
    page = marked.rendered(marked.job("client", "/C003"), "screen", tmp_path)
    assert [words for _, _, words in marked.unmarked(page)] == [["Dimension"], ["上期数"]]


def test_control_a_word_planted_in_a_view_is_seen(marked: Marked) -> None:
    job = marked.job("management", "management")
    view = replace(job.view, title="Every figure of the quarter")
    page = marked.rendered(replace(job, view=view), "screen")
    assert [words for _, _, words in marked.unmarked(page)] == [["Every", "figure", "of", "the", "quarter"]]


def test_control_what_users_wrote_is_data_and_a_part_of_it_is_not(marked: Marked) -> None:
    assert unmarked("C003 杭州明炬", marked.data) == []
    assert unmarked("C003/satisfaction.index, company/complaint.count", marked.data) == []
    assert unmarked("company complaint.counts/ C03", marked.data) == ["company", "complaint.counts", "C03"]
    assert unmarked("杭州明矩", marked.data) == ["杭州明矩"]
