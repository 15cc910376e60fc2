import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

import pytest

from reportgen.model.problem import Problem
from reportgen.render.clean import mapped
from reportgen.render.viewmodel_pages import Page
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.conftest import Rendered
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.quarter_site import INDEX, METHOD_PAGE, QUALITY_PAGE, ROWS

PAGES: dict[str, Page] = {
    "client": CLIENT,
    "office": OFFICE,
    "management": MANAGEMENT,
    "index": INDEX,
    "data-quality": QUALITY_PAGE,
    "methodology": METHOD_PAGE,
    "rows": ROWS,
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><b>bold</b>',
    "' onmouseover='alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "{{7*7}}{% raw %}{#",
    "javascript:alert(1)",
    "&lt;b&gt;&#0;",
    "<!--",
    "]]>",
    "</bdi></td></table>",
)


def shape(html: str) -> Counter[str]:
    """How many of each element a page has, with the names of their attributes.

    Left out: spans that narrow a mark before another one, and the insides of charts, where labels give
    way to each other.
    """
    return Counter(
        f"{one.tag} {' '.join(sorted(one.attrib))}" for one in around(tree(html)) if one.get("class") != "pz"
    )


def around(node: ET.Element) -> Iterator[ET.Element]:
    """Every element, but none inside a drawing."""
    yield node
    for one in node if node.tag != "svg" else ():
        yield from around(one)


def tree(html: str) -> ET.Element:
    return ET.fromstring(html)  # noqa: S314  # a page of our own


def poisoned(view: Page, poison: str) -> Page:
    """The view with poison in every text that is a sentence; codes that choose a style stay."""
    known = {
        "same",
        "find",
        "total",
        "down",
        "other",
        "zero",
        "centre",
        "right",
        "above",
        "below",
        "strong",
        "none",
    }
    return mapped(
        view, lambda text: text + poison if len(text) > 1 and text not in known and not code(text) else text
    )


def code(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{1,6}|zh-CN|(\.\./)*", text))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed_and_holds_no_style_or_script_of_its_own(name: str, rendered: Rendered) -> None:
    html = rendered(name, PAGES[name], "screen").content.decode()
    root = tree(html)
    for one in root.iter():
        assert "style" not in one.attrib
        assert [key for key in one.attrib if key.startswith("on")] == []
    assert list(root.iter("style")) == []
    assert [one.text for one in root.iter("script") if "src" not in one.attrib or one.text] == []
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert policy is not None
    assert policy.get("content") == "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_outside_its_own_site(name: str, rendered: Rendered) -> None:
    root = tree(rendered(name, PAGES[name], "screen").content.decode())
    loaded = [
        one.get("src") or one.get("href") or "" for one in root.iter() if one.tag in ("script", "link", "img")
    ]
    assert loaded
    assert [one for one in loaded if not re.fullmatch(r"(\.\./)?assets/[a-z]+\.(css|js)", one)] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_text_is_shown_as_text(name: str, poison: str, rendered: Rendered) -> None:
    view = PAGES[name]
    html = rendered(name, poisoned(view, poison), "screen").content.decode()
    assert shape(html) == shape(rendered(name, view, "screen").content.decode())
    words = "".join(tree(html).itertext())
    assert re.sub(r"[\x00-\x1f]", "", poison) in words


def test_a_template_that_trusts_a_text_would_be_seen(
    changed_templates: Callable[..., RenderSetup],
    another_worker: Callable[[RenderSetup], Worker],
    rendered: Rendered,
) -> None:
    setup = changed_templates("_words.html.j2", "{{ piece }}{% endif %}", "{{ piece | safe }}{% endif %}")
    worker = another_worker(setup)
    view = poisoned(CLIENT, "<b>bold</b>")
    (file,) = worker.rendered(PageJob(template="client", view=view, media=("screen",), target="page"))
    assert isinstance(file, RenderedFile)
    assert shape(file.content.decode()) != shape(rendered("client", CLIENT, "screen").content.decode())


def test_the_words_of_screen_and_paper_are_the_same(rendered: Rendered) -> None:
    screen = "".join(tree(rendered("client", CLIENT, "screen").content.decode()).itertext())
    for text in (
        CLIENT.headline,
        "八月以后催货，电话常常要第二天才有人回",
        "到时限仍有 64% 未答复",
        "待批 P03.29",
    ):
        assert text in screen


def test_a_variable_that_no_view_has_names_template_line_and_variable(
    changed_templates: Callable[..., RenderSetup], another_worker: Callable[[RenderSetup], Worker]
) -> None:
    setup = changed_templates("_actions.html.j2", "{{ row.why }}", "{{ row.wherefore }}")
    (problem,) = another_worker(setup).rendered(
        PageJob(template="client", view=CLIENT, media=("screen",), target="page")
    )
    assert isinstance(problem, Problem)
    line = _line("_actions.html.j2", "{{ row.why }}")
    assert (problem.code, problem.file, problem.row) == ("E401", "templates/_actions.html.j2", line)
    assert "wherefore" in problem.value


def test_a_template_that_cannot_be_read_is_named_with_its_line(
    changed_templates: Callable[..., RenderSetup], another_worker: Callable[[RenderSetup], Worker]
) -> None:
    setup = changed_templates("_actions.html.j2", "{%- endif %}\n</section>", "{%- endwhile %}\n</section>")
    (problem,) = another_worker(setup).rendered(
        PageJob(template="client", view=CLIENT, media=("screen",), target="page")
    )
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("E401", "templates/_actions.html.j2")
    assert problem.row is not None


def test_missing_figures_print_their_reason(rendered: Rendered) -> None:
    html = rendered("client", CLIENT, "screen").content.decode()
    assert '<span class="v v-none">无数据</span>' in html
    assert '<span class="v v-few">样本太少</span>' in html


def _line(template: str, text: str) -> int:
    from reportgen.policy.shipped import shipped

    whole = (shipped("templates") / template).read_text("utf-8")
    return whole[: whole.index(text)].count("\n") + 1
