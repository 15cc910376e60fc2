"""Structure checks of a PDF (R11): what a reader, an archive and a screen reader need, and what must not be in it.

They say nothing about conformance to PDF/A or PDF/UA, which only a validator can.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

ACTIVE = ("/JavaScript", "/JS", "/Launch", "/GoToR", "/SubmitForm", "/ImportData", "/RichMedia", "/URI")


def faults(pdf: bytes, attached: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with a PDF; nothing for a sound one."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = [*_broken(document), *document.check_pdf_syntax()]
            return [*found, *_missing(document), *_fonts(document), *_active(document, attached)]
    except (pikepdf.PdfError, ValueError, TypeError) as error:  # a name where a dictionary belongs, and such
        return [str(error)]


def _broken(document: pikepdf.Pdf) -> Iterator[str]:
    """Streams that are not what was packed: the syntax check alone forgives most of them."""
    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/FlateDecode":
            try:
                zlib.decompress(one.read_raw_bytes())
            except zlib.error as error:
                yield f"stream {one.objgen}: {error}"


def _missing(document: pikepdf.Pdf) -> Iterator[str]:
    root: Any = document.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not str(document.docinfo.get("/Title", "")):
        yield "no title"
    marks, tree = root.get("/MarkInfo"), root.get("/StructTreeRoot")
    if not isinstance(marks, pikepdf.Dictionary) or not marks.get("/Marked", False):
        yield "not marked"
    if not isinstance(tree, pikepdf.Dictionary) or "/K" not in tree or not len(tree["/K"]):
        yield "no tags"
    if "/Outlines" not in root or not root.Outlines.Count:
        yield "no bookmarks"


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for one in _dictionaries(document):
        if one.get("/Type") == "/Font" and "/DescendantFonts" in one:
            descriptor = one.DescendantFonts[0].FontDescriptor
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {one.BaseFont} is not embedded"
            if "/ToUnicode" not in one:
                yield f"font {one.BaseFont} has no ToUnicode"
        elif one.get("/Type") == "/Font" and one.get("/Subtype") in ("/Type1", "/TrueType", "/Type3"):
            yield f"font {one.get('/BaseFont')} is a simple one"


def _active(document: pikepdf.Pdf, attached: frozenset[str]) -> Iterator[str]:
    if set(document.attachments) != attached:
        yield f"attached: {sorted(document.attachments)}"
    for one in _dictionaries(document):
        found = {key for key in ACTIVE if key in one} | ({str(one.S)} & set(ACTIVE) if "/S" in one else set())
        if "/AA" in one or "/OpenAction" in one:
            found.add("an action")
        yield from (f"active: {key}" for key in sorted(found))


def _dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    for one in document.objects:
        if isinstance(one, pikepdf.Stream):
            yield one.stream_dict
        elif isinstance(one, pikepdf.Dictionary):
            yield one
            inside = (inner for inner in one.values() if isinstance(inner, pikepdf.Dictionary))
            yield from (inner for inner in inside if not inner.is_indirect)
