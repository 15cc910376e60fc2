import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import FatalURLFetchingError

from reportgen.model.problem import Problem, Severity
from reportgen.policy.pdf import VARIANTS, PdfRules, Variant
from reportgen.policy.shipped import shipped
from reportgen.render.attached import Attached
from reportgen.render.fetcher import DenyFetcher
from reportgen.render.pdf import Printer
from reportgen.render.styles import contrast
from reportgen.render.viewmodel_pages import ClientPage, ManagementPage, OfficePage
from reportgen.render.watermark import SHADE
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.conftest import Rendered
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.seen import absent, bare, text_layer
from tests.render.structure import faults

REPORTS: dict[str, ClientPage | OfficePage | ManagementPage] = {
    "client": CLIENT,
    "office": OFFICE,
    "management": MANAGEMENT,
}
SHEETS = {"client": 3, "office": 5, "management": 2}


@pytest.fixture(scope="module")
def pdfs(rendered: Rendered) -> dict[str, RenderedFile]:
    return {name: rendered(name, view, "print") for name, view in REPORTS.items()}


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_of_the_view_stands_in_the_text_layer(name: str, pdfs: dict[str, RenderedFile]) -> None:
    assert absent(REPORTS[name], pdfs[name].content) == set()


def test_a_section_that_a_template_forgets_is_seen_to_be_absent(
    changed_templates: Callable[..., RenderSetup], another_worker: Callable[[RenderSetup], Worker]
) -> None:
    setup = changed_templates(
        "client.html.j2", "{%- if page.trends %}{{ back.trends(page.trends) }}{% endif %}", ""
    )
    out = another_worker(setup).rendered(PageJob(template="client", view=CLIENT, media=("print",), target="page"))
    (file,) = (one for one in out if isinstance(one, RenderedFile))
    assert "八季最慢" in absent(CLIENT, file.content)


@pytest.mark.parametrize("name", REPORTS)
def test_reports_have_as_many_pages_as_the_design_and_say_which_is_which(
    name: str, pdfs: dict[str, RenderedFile]
) -> None:
    count = SHEETS[name]
    assert pdfs[name].sheets == count
    pages = [bare(page.extract_text()) for page in PdfReader(io.BytesIO(pdfs[name].content)).pages]
    assert [f"第{i}页，共{count}页" in page for i, page in enumerate(pages, start=1)] == [True] * count


def test_page_one_answers_in_headline_and_five_lines(pdfs: dict[str, RenderedFile]) -> None:
    for name, view in REPORTS.items():
        first = bare(PdfReader(io.BytesIO(pdfs[name].content)).pages[0].extract_text())
        five = view.five
        lines = (five.how, five.changed, five.real, five.why, five.next)
        said = [bare("".join(run.text for run in line)) for line in lines]
        assert bare(view.headline) in first
        assert [line in first for line in said] == [True] * 5


def test_the_headings_are_the_bookmarks(pdfs: dict[str, RenderedFile]) -> None:
    outline = PdfReader(io.BytesIO(pdfs["client"].content)).outline
    titles = [bare(str(one.title)) for one in _flat(outline)]
    assert titles[0] == bare(CLIENT.name)
    assert CLIENT.satisfaction is not None
    wanted = [CLIENT.waterfalls[0].heading, CLIENT.actions.heading, CLIENT.satisfaction.heading]
    assert [bare(heading.title) in titles for heading in wanted] == [True] * 3


def test_title_language_and_dates_are_those_of_the_report(pdfs: dict[str, RenderedFile]) -> None:
    with pikepdf.open(io.BytesIO(pdfs["client"].content)) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == CLIENT.title
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260930")
        assert len(pdf.attachments) == 0
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.check_pdf_syntax() == []


def test_only_the_bundled_fonts_are_inside(pdfs: dict[str, RenderedFile]) -> None:
    for file in pdfs.values():
        with pikepdf.open(io.BytesIO(file.content)) as pdf:
            assert {name.split("+")[-1].replace("-", " ") for name in _fonts(pdf)} <= {
                "Reportgen Sans SC",
                "Reportgen Sans SC Bold",
            }


@pytest.mark.parametrize("name", REPORTS)
def test_every_glyph_shown_is_one_of_its_font(name: str, pdfs: dict[str, RenderedFile]) -> None:
    shown = list(_glyphs(pdfs[name].content))
    assert len(shown) > 1000
    assert [glyph for glyph, glyphs in shown if not 0 < glyph < glyphs] == []


def test_a_missing_glyph_is_seen_and_said(printer: Printer) -> None:
    content, _, said = printer.pdf('<html><body><p class="note">\U0001f600</p></body></html>')
    assert [glyph for glyph, glyphs in _glyphs(content) if not 0 < glyph < glyphs] != []
    assert any("U+1F600" in one for one in said)


def test_a_property_that_the_renderer_does_not_know_becomes_a_problem(
    changed_templates: Callable[..., RenderSetup], another_worker: Callable[[RenderSetup], Worker]
) -> None:
    setup = changed_templates("print.css", ".foot {", ".foot { colour: red; ")
    out = another_worker(setup).rendered(
        PageJob(template="client", view=CLIENT, media=("print",), target="clients/C0417")
    )
    (problem,) = (one for one in out if isinstance(one, Problem))
    assert (problem.code, problem.severity, problem.file) == ("W423", Severity.WARNING, "clients/C0417.pdf")
    assert "colour" in problem.value


@pytest.mark.parametrize(
    "css",
    [
        "@import url(file:///etc/passwd);",
        "p { background: url(data:image/png;base64,AA) }",
        "@font-face { font-family: x; src: url(http://localhost/x) }",
    ],
)
def test_a_stylesheet_may_fetch_nothing(css: str, printer: Printer) -> None:
    with pytest.raises(FatalURLFetchingError):
        type(printer)(css).pdf("<html><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    "element",
    [
        '<img src="file:///etc/passwd"/>',
        '<img src="http://localhost/x.png"/>',
        '<object data="data:image/png;base64,AA"/>',
    ],
)
def test_a_page_may_fetch_nothing(element: str, printer: Printer) -> None:
    with pytest.raises(FatalURLFetchingError):
        printer.pdf(f"<html><body>{element}</body></html>")


def test_an_ordinary_fetcher_would_have_attached_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    page = f'<link rel="attachment" href="{secret.as_uri()}"/><p>x</p>'
    content = HTML(string=page).write_pdf()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.attachments) == 1
    with pytest.raises(FatalURLFetchingError):
        HTML(string=page, url_fetcher=DenyFetcher()).write_pdf()
    with pytest.raises(FatalURLFetchingError):
        CSS(string=f"@import '{secret.as_uri()}';", url_fetcher=DenyFetcher())


def test_a_template_that_fetches_or_is_not_well_formed_is_named(
    changed_templates: Callable[..., RenderSetup], another_worker: Callable[[RenderSetup], Worker]
) -> None:
    job = PageJob(template="client", view=CLIENT, media=("print",), target="page")
    for mistake in ('<img src="logo.png"/>', "<p>"):
        setup = changed_templates("client.html.j2", '<div class="hero">', f'{mistake}<div class="hero">')
        (problem,) = another_worker(setup).rendered(job)
        assert isinstance(problem, Problem)
        assert (problem.code, problem.file) == ("E401", "templates/client.html.j2")


def test_a_report_of_too_many_pages_is_refused(
    setup: RenderSetup, another_worker: Callable[[RenderSetup], Worker]
) -> None:
    short = replace(setup, limits=setup.limits.model_copy(update={"pages": 2}))
    out = another_worker(short).rendered(PageJob(template="client", view=CLIENT, media=("print",), target="page"))
    assert [(one.code, one.value) for one in out if isinstance(one, Problem)] == [("E402", "3")]
    assert not any(isinstance(one, RenderedFile) for one in out)


MEASURES = Attached.of("2026Q3-C0417-measures.csv", "全部指标", b"measure,value\ntrade.sales,1\n")
GRADES = Attached.of("2026Q3-C0417-grades.csv", "等级", b"pack,level\nP03,B\n")
NAMES = frozenset({MEASURES.name, GRADES.name})


def printed(worker: Worker, view: ClientPage = CLIENT, attached: tuple[Attached, ...] = ()) -> bytes:
    job = PageJob(template="client", view=view, media=("print",), target="clients/C0417", attached=attached)
    (file,) = worker.rendered(job)
    assert isinstance(file, RenderedFile)
    return file.content


@pytest.mark.parametrize("name", REPORTS)
def test_the_structure_of_a_report_is_sound(name: str, pdfs: dict[str, RenderedFile]) -> None:
    assert faults(pdfs[name].content) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_is_sound_with_its_data_and_says_what_it_is(
    variant: Variant, setup: RenderSetup, another_worker: Callable[[RenderSetup], Worker]
) -> None:
    worker = another_worker(replace(setup, pdf=PdfRules(variant=variant)))
    content = printed(worker, attached=(MEASURES, GRADES))
    assert faults(content, NAMES) == []
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as said:
        wanted = {"pdf/a-3a": ("3", "A", None), "pdf/a-3u": ("3", "U", None), "pdf/ua-1": (None, None, "1")}
        found = said.get("pdfaid:part"), said.get("pdfaid:conformance"), said.get("pdfuaid:part")
        assert found == wanted.get(variant, (None, None, None))
        assert ("/OutputIntents" in pdf.Root) == variant.startswith("pdf/a")
        assert {str(one.UF) for one in pdf.Root.AF} == NAMES
        assert {str(one.AFRelationship) for one in pdf.Root.AF} == {"/Data"}
    assert printed(worker, attached=(GRADES, MEASURES)) == content, "same bytes, in whatever order they come"


def test_what_is_attached_is_read_back_as_it_was(worker: Worker) -> None:
    with pikepdf.open(io.BytesIO(printed(worker, attached=(MEASURES,)))) as pdf:
        assert pdf.attachments[MEASURES.name].get_file().read_bytes() == MEASURES.content
        assert str(pdf.attachments[MEASURES.name].description) == MEASURES.about


def test_a_structure_that_is_not_sound_is_seen(printer: Printer, pdfs: dict[str, RenderedFile]) -> None:
    """The controls of the tests above."""
    whole = pdfs["client"].content
    assert any("attached" in one for one in faults(whole, frozenset({"measures.csv"})))
    unseen = [at for at in range(0, 100, 9) if faults(_flipped(whole, at)) == []]
    assert len(unseen) <= 1, "a byte in a plain text of the tags is another letter, which no structure tells"
    bare_page, _, _ = printer.pdf("<html><body><p>x</p></body></html>")
    assert {"no language", "no title", "no bookmarks"} <= set(faults(bare_page))
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                del one["/ToUnicode"]
        buffer = io.BytesIO()
        pdf.save(buffer)
    found = " ".join(faults(buffer.getvalue()))
    assert [one in found for one in ("no tags", "active: /JavaScript", "no ToUnicode")] == [True] * 3


def test_attachments_out_of_order_would_be_a_fault(printer: Printer) -> None:
    """The control of their order: the renderer writes the tree of names as it is given."""
    content = HTML(string="<html lang='zh'><title>x</title><h1>x</h1></html>").write_pdf(
        pdf_tags=True,
        attachments=[Attachment(string=name, name=name, relationship="Data") for name in ("b.csv", "a.csv")],
    )
    assert any("not sorted" in one for one in faults(content, frozenset({"a.csv", "b.csv"})))


def test_subject_and_keywords_name_period_and_readers(worker: Worker) -> None:
    view = replace(CLIENT, edition=replace(CLIENT.edition, readers="仅限管理层"))
    with pikepdf.open(io.BytesIO(printed(worker, view))) as pdf:
        said = {key: str(pdf.docinfo[key]) for key in ("/Author", "/Subject", "/Keywords", "/Creator")}
    assert said["/Author"] == "澄远传动"
    assert said["/Subject"] == "客户报告 · 2026 年第三季度 · 仅限管理层"
    assert said["/Keywords"] == "2026Q3, 客户报告, 机密, 仅限管理层"
    assert said["/Creator"] == "reportgen"


def test_each_page_after_the_first_says_whose_it_is_which_section_and_how_secret(
    pdfs: dict[str, RenderedFile],
) -> None:
    for name, view in REPORTS.items():
        pages = [bare(page.extract_text()) for page in PdfReader(io.BytesIO(pdfs[name].content)).pages]
        running = [bare(f"{view.name} · "), bare(f"{view.edition.kind} {view.edition.period_words} 机密")]
        assert [one in page for page in pages[1:] for one in running] == [True] * 2 * (len(pages) - 1)
        assert running[0] not in pages[0]


def watermarked(word: str) -> ClientPage:
    return replace(CLIENT, edition=replace(CLIENT.edition, watermark=word))


def test_a_watermark_is_drawn_under_each_page_and_is_no_part_of_its_text(
    worker: Worker, pdfs: dict[str, RenderedFile]
) -> None:
    plain, marked = pdfs["client"].content, printed(worker, watermarked("机密"))
    assert text_layer(marked) == text_layer(plain)
    with pikepdf.open(io.BytesIO(marked)) as pdf:
        for page in pdf.pages:
            first = page.Contents.read_bytes().lstrip()
            assert first.startswith(b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC")
            assert b"BT" not in first[: first.index(b"EMC")]
    assert faults(marked) == []
    here, there = (_ink(one) for one in (marked, plain))
    assert here > there * 1.1, "the word is seen beside the text"
    assert _ink(printed(worker, watermarked("草稿"))) != here


def test_all_text_over_a_watermark_can_be_read() -> None:
    tokens = (shipped("templates") / "tokens.css").read_text("utf-8")
    inks = dict(re.findall(r"--(ink|ink-2|ink-3|bad|good):\s*(#[0-9a-f]{6})", tokens.split("}")[0]))
    assert len(inks) == 5
    assert {name for name, ink in inks.items() if contrast(ink, SHADE) < 4.5} == set()
    assert contrast(inks["ink-3"], "#c0c8d0") < 4.5  # control: a darker shade


def _flipped(content: bytes, percent: int) -> bytes:
    """A PDF of which one byte inside is another."""
    at = 20 + (len(content) - 40) * percent // 100
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _ink(content: bytes) -> int:
    """How many dots of page one are not white."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=0.5).to_pil().convert("L")
    return sum(picture.histogram()[:250])


def _flat(outline: Any) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def _fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(one.BaseFont).lstrip("/")
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
    }


def _glyphs(content: bytes) -> Iterator[tuple[int, int]]:
    """Glyph ids shown, each with the number of glyphs of the font inside (Identity-H: two bytes a glyph).

    The renderer writes an id that the font has not where a character has no glyph.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
        for stream in [*(page.obj for page in pdf.pages), *forms]:
            yield from _glyphs_of(stream)


def _glyphs_of(stream: Any) -> Iterator[tuple[int, int]]:
    fonts = {str(name): _glyph_count(font) for name, font in stream.Resources.get("/Font", {}).items()}
    count = 0
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = list(instruction.operands), instruction.operator
        if str(operator) == "Tf":
            count = fonts[str(operands[0])]
        for piece in operands[0] if str(operator) == "TJ" else operands if str(operator) == "Tj" else ():
            if isinstance(piece, pikepdf.String):
                raw = bytes(piece)
                yield from ((int.from_bytes(raw[i : i + 2], "big"), count) for i in range(0, len(raw), 2))


def _glyph_count(font: Any) -> int:
    program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    return int(TTFont(io.BytesIO(program))["maxp"].numGlyphs)
