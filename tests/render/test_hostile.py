"""Outsized and odd texts (fault catalogue, H): the page stays whole, quick, and inside its edges."""

import time
from dataclasses import replace
from typing import Any

import pytest

from reportgen.model.problem import Problem, Severity
from reportgen.render.clean import COMBINING, LINE_BREAKS, cleaned_text, shown_comment, shown_name
from reportgen.render.html import html
from reportgen.render.pdf import Printer
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.viewmodel_sections import Quote
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.render.boxes import outside
from tests.render.conftest import Rendered
from tests.render.quarter_client import CLIENT
from tests.render.seen import bare, text_layer

SECONDS = 10


def quoted(words: str) -> ClientPage:
    assert CLIENT.satisfaction is not None
    quotes = (Quote(words=words, by="采购部"),)
    return replace(CLIENT, satisfaction=replace(CLIENT.satisfaction, quotes=quotes))


def complained(content: str) -> ClientPage:
    assert CLIENT.complaints is not None
    first, *rest = CLIENT.complaints.rows
    rows = (replace(first, content=content), *rest)
    return replace(CLIENT, complaints=replace(CLIENT.complaints, rows=rows))


@pytest.mark.parametrize(
    "words",
    [
        "字" * 100_000,
        "word " * 20_000,
        "x" * 100_000,
        "行\n" * 100_000,
        "e" + "\u0301" * 5_000,
        "\U0001f468\u200d\U0001f469\U0001f3fd" * 500,
        "\u202egpj.exe\u202c שלום عربي " * 50,
    ],
    ids=["chinese", "words", "one word", "line breaks", "marks", "emoji", "right to left"],
)
def test_an_outsized_comment_is_cut_and_quick(words: str, worker: Worker) -> None:
    began = time.process_time()
    out = worker.rendered(PageJob(template="client", view=quoted(words), media=("screen", "print"), target="page"))
    assert time.process_time() - began < SECONDS
    files = [one for one in out if isinstance(one, RenderedFile)]
    assert [file.path for file in files] == ["page.html", "page.pdf"]
    assert files[1].sheets <= 5


def beyond(printer: Printer, view: Any, worker: Worker) -> str:
    """What stands outside the edges of the pages, by the boxes of the PDF."""
    return outside(printer.pdf(html(worker.templates, "client", view, "print"))[0])


def test_a_word_of_4000_letters_stays_inside_the_page(printer: Printer, worker: Worker) -> None:
    for view in (quoted("x" * 4000), complained("y" * 4000), replace(CLIENT, headline="z" * 4000)):
        assert beyond(printer, view, worker) == ""


def test_a_word_that_may_not_break_would_be_seen_beyond_the_edge(printer: Printer, worker: Worker) -> None:
    view = replace(CLIENT, headline="z" * 4000)
    sheet = "p { overflow-wrap: normal; white-space: nowrap }"
    assert set(beyond(type(printer)(sheet), view, worker)) >= {"z"}


@pytest.mark.parametrize("name", ["甲", "甲" * 200, "A" * 200, "a b " * 50])
def test_names_of_any_length_fit_the_head(name: str, printer: Printer, worker: Worker) -> None:
    view = replace(CLIENT, name=shown_name(name), title=shown_name(name))
    assert beyond(printer, view, worker) == ""


def test_characters_that_no_font_has_are_named_and_drawn_as_a_box(worker: Worker) -> None:
    view = quoted("谢谢👍🏽和\U00020bb7野家")
    out = worker.rendered(PageJob(template="client", view=view, media=("screen", "print"), target="clients/C1"))
    (problem,) = (one for one in out if isinstance(one, Problem))
    assert (problem.code, problem.severity, problem.file) == ("W421", Severity.WARNING, "clients/C1.pdf")
    assert "U+1F44D" in problem.value
    screen, paper = (one.content for one in out if isinstance(one, RenderedFile))
    assert "谢谢👍🏽和" in screen.decode()
    assert "谢谢▢和" in text_layer(paper)


def test_a_page_without_sections_has_no_empty_charts(rendered: Rendered) -> None:
    empty = replace(
        CLIENT,
        grades=(),
        kpis=(),
        waterfalls=(),
        satisfaction=None,
        waiting=None,
        complaints=None,
        scorecard=None,
        trends=None,
        actions=replace(CLIENT.actions, rows=(), empty="本期没有要做的事"),
    )
    file = rendered("client", empty, "print")
    assert file.sheets == 1
    assert "本期没有要做的事" in text_layer(file.content)
    assert "<svg" not in rendered("client", empty, "screen").content.decode().partition('class="idline"')[2]


def test_a_cut_comment_says_how_long_it_was() -> None:
    assert shown_comment("字" * 3000, str, 2000).startswith("字" * 2000 + "……")
    assert "3,000" in shown_comment("字" * 3000, str, 2000)
    assert shown_comment("字" * 2000, str, 2000) == "字" * 2000
    assert shown_comment("行\n" * 100, str).count("\n") == LINE_BREAKS


def test_marks_are_kept_up_to_eight_a_letter() -> None:
    assert cleaned_text("e" + "\u0301" * 100) == "e" + "\u0301" * COMBINING
    assert cleaned_text("e\u0301" * 100) == "e\u0301" * 100


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066", "\ud800", "\ufeff", "\uffff"])
def test_characters_that_play_tricks_are_gone(character: str) -> None:
    assert cleaned_text(f"甲{character}乙") == "甲乙"


def test_a_name_of_nothing_visible_is_a_box() -> None:
    assert shown_name("\u202e\x00 ") == "▢"


def test_what_may_stay_stays() -> None:
    for text in ("苏州（华东）", "Ł’Oréal", "тест", "ไทย", "a\tb\nc", "㈱", "𠮷"):
        assert cleaned_text(text) == text


def test_the_stand_in_is_in_the_fonts(worker: Worker) -> None:
    assert bare(text_layer(_plain(worker, "▢"))).count("▢") == 1


def _plain(worker: Worker, text: str) -> bytes:
    out = worker.rendered(PageJob(template="client", view=quoted(text), media=("print",), target="page"))
    (file,) = out
    assert isinstance(file, RenderedFile)
    return file.content
