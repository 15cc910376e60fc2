"""Leaks planted on purpose, one for each channel and kind: all are found, and a blind gate is seen to be blind."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportgen.audit.reading import hits
from reportgen.render.attached import Attached
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.audit.planted import FOREIGN, OWN, ROOT, Plant, changed, files, html, papers, titled, watched
from tests.render.quarter_client import CLIENT

if TYPE_CHECKING:
    from reportgen.render.pdf import Printer

FILES = files()
LEAST = 24
"""Plants that there must be at least (faults, section 6, R9)."""
IN_OBJECTS = {
    "K02 title",
    "K02 XMP",
    "K02 bookmark",
    "K02 destination",
    "K02 alternative text",
    "K02 link",
    "K02 attachment",
    "K02 marked content",
}


@pytest.fixture(scope="module")
def prints(printer: "Printer") -> Callable[[str], bytes]:
    def print_(body: str) -> bytes:
        return printer.pdf(f'<html lang="zh"><head><title>东区</title></head><body>{body}</body></html>')[0]

    return print_


@pytest.fixture(scope="module")
def plants(prints: Callable[[str], bytes]) -> dict[str, tuple[str, Plant]]:
    return {**FILES, **papers(prints)}


def found(plant: tuple[str, Plant], *, objects: bool = True) -> set[str]:
    word, (name, content) = plant
    return {hit.secret.text for hit in hits(name, content, watched(), objects=objects)} & {word}


def test_every_planted_leak_is_found(plants: dict[str, tuple[str, Plant]]) -> None:
    assert len(plants) >= LEAST
    assert {name for name, plant in plants.items() if not found(plant)} == set()


def test_every_kind_of_secret_is_planted(plants: dict[str, tuple[str, Plant]]) -> None:
    assert {word for word, _ in plants.values()} == {one.text for one in FOREIGN}


def test_without_the_objects_of_pdfs_the_gate_misses_just_these(plants: dict[str, tuple[str, Plant]]) -> None:
    """The control: page text alone sees no title, bookmark, link or attachment."""
    assert {name for name, plant in plants.items() if not found(plant, objects=False)} == IN_OBJECTS


def test_a_search_of_the_bytes_sees_no_leak_in_text_or_strings_of_a_pdf(prints: Callable[[str], bytes]) -> None:
    """The blind control: the bytes of a PDF hold no name as it is written."""
    leaks = papers(prints)
    seen = {name for name, (word, (_, content)) in leaks.items() if word.encode() in content}
    assert seen <= {"K02 XMP", "K02 attachment"}, "what is embedded may stand uncompressed"
    assert len(leaks) - len(seen) >= 9  # the nine channels of faults, section 3.4


def test_files_without_a_leak_give_none(prints: Callable[[str], bytes]) -> None:
    clean: list[Plant] = [
        html(f"<p>{OWN} 南海 91440101 C04 87.12 1,234,567</p>"),
        (f"{ROOT}/a.pdf", prints(f"<h1>{OWN}</h1>")),
        changed(prints("<p>1</p>"), titled(OWN)),
    ]
    assert [hits(name, content, watched()) for name, content in clean] == [[], [], []]


def test_a_hit_says_through_which_channel_and_where(plants: dict[str, tuple[str, Plant]]) -> None:
    def said(name: str) -> set[tuple[str, str]]:
        return {(str(hit.channel), str(hit.place)) for hit in hits(*plants[name][1], watched())}

    assert ("shown text", "line 4") in said("K01 shown text")
    assert ("cell", "row 2, column 2") in said("K01 score")
    assert ("cell", "Sheet!B5") in said("workbook, cell")
    assert ("cell", "x!C3") in said("workbook, hidden sheet")
    assert ("page text", "page 1") in said("K02 page text")
    assert "document information" in {channel for channel, _ in said("K02 title")}
    assert "bookmark" in {channel for channel, _ in said("K02 bookmark")}
    assert ("name of a file or folder", "") in said("K03 name of a file")


def test_an_attachment_inside_an_attachment_is_read(prints: Callable[[str], bytes]) -> None:
    inner = changed(prints("<p>1</p>"), titled(FOREIGN[0].text))[1]
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(prints("<p>2</p>"))) as pdf:
        pdf.attachments["inner.pdf"] = inner
        pdf.save(buffer)
    assert {str(hit.channel) for hit in hits(f"{ROOT}/a.pdf", buffer.getvalue(), watched())} == {"attachment"}


def test_a_leak_in_the_csv_that_a_report_encloses_is_found(worker: Worker) -> None:
    """As a build writes it: packed, with a byte order mark, beside a page that says nothing of it."""

    def enclosing(*words: str) -> bytes:
        rows = "".join(f"{word},1\n" for word in words)
        table = Attached.of("C1_measures.csv", "figures", f"\ufeffclient,value\n{rows}".encode())
        job = PageJob(template="client", view=CLIENT, media=("print",), target="C1", attached=(table,))
        (file,) = (one for one in worker.rendered(job) if isinstance(one, RenderedFile))
        return file.content

    def said(content: bytes, *, objects: bool = True) -> set[tuple[str, str]]:
        found = hits(f"{ROOT}/clients/C1.pdf", content, watched(), objects=objects)
        return {(hit.secret.text, str(hit.channel)) for hit in found}

    content, clean = enclosing(*(one.text for one in FOREIGN)), enclosing(OWN)
    leaked = {(one.text, "attachment") for one in FOREIGN}
    assert said(content) - said(clean) == leaked
    assert said(content, objects=False) & leaked == set()  # control: a gate that reads pages alone is blind to it
    assert FOREIGN[0].text.encode() not in content  # control: so is a search of the bytes
